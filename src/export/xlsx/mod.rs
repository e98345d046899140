//! One Excel workbook: a read-me sheet, then a sheet for each table, written row by row to temporary files.

mod readme;
mod sheet;

use super::folder::{self, failed};
use super::rows::Row;
use super::{Sink, Table};
use crate::batch::Atomic;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use sheet::{Sheet, Styles};
use std::io::{self, BufWriter};
use std::path::Path;

pub struct Xlsx {
    place: Atomic,
    book: Workbook,
    styles: Styles,
    tables: Vec<Table>,
    /// The sheet that each table's next row goes to.
    sheets: Vec<Sheet>,
    limits: Limits,
}

/// What Excel cannot hold, counted.
#[derive(Debug, Default)]
struct Limits {
    notes: u32,
    unnoted: u32,
    cut: u32,
}

/// More comments than this make Excel slow, and they are the one thing the workbook keeps in memory.
const MAX_NOTES: u32 = 5000;

/// Opens the workbook with its read-me sheet.
pub fn open(out: &Path, tables: &[Table], force: bool) -> io::Result<Xlsx> {
    let place = folder::file(out, force)?;
    drop(place.create()?);
    let mut book = Workbook::new();
    let styles = Styles::new();
    readme::write(book.add_worksheet(), tables, &styles).map_err(failed)?;
    let mut sheets = Vec::new();
    for (number, table) in tables.iter().enumerate() {
        sheets.push(Sheet::open(&mut book, table, number.saturating_add(1), 1, &styles).map_err(failed)?);
    }
    Ok(Xlsx { place, book, styles, tables: tables.to_vec(), sheets, limits: Limits::default() })
}

impl Sink for Xlsx {
    fn write(&mut self, table: usize, row: &Row) -> io::Result<()> {
        let (Some(sheet), Some(table)) = (self.sheets.get_mut(table), self.tables.get(table)) else {
            return Ok(());
        };
        if sheet.is_full() {
            sheet.close(&mut self.book, table).map_err(failed)?;
            let (place, part) = (self.book.worksheets().len(), sheet.part.saturating_add(1));
            *sheet = Sheet::open(&mut self.book, table, place, part, &self.styles).map_err(failed)?;
        }
        sheet.write(&mut self.book, row, &self.styles, &mut self.limits).map_err(failed)
    }

    fn finish(self: Box<Self>) -> io::Result<Vec<String>> {
        let Xlsx { place, mut book, tables, sheets, limits, .. } = *self;
        for (sheet, table) in sheets.iter().zip(&tables) {
            sheet.close(&mut book, table).map_err(failed)?;
        }
        book.save_to_writer(BufWriter::new(place.create()?)).map_err(failed)?;
        place.commit()?;
        Ok(limits.remarks())
    }
}

impl Limits {
    fn remarks(&self) -> Vec<String> {
        let notes = (self.unnoted > 0).then(|| {
            format!(
                "{} coloured cells have no comment: the workbook keeps {MAX_NOTES}; see the sheet of findings",
                self.unnoted
            )
        });
        let cut = (self.cut > 0).then(|| {
            format!(
                "{} texts are cut to what a cell of Excel holds, and say so; other formats have them whole",
                self.cut
            )
        });
        notes.into_iter().chain(cut).collect()
    }
}

/// The sheet at this place of the workbook.
fn at(book: &mut Workbook, place: usize) -> Result<&mut Worksheet, XlsxError> {
    book.worksheet_from_index(place)
}
