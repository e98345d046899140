//! One Excel workbook: a read-me sheet, then a sheet for each table, written row by row to temporary files.

mod layout;
mod limits;
mod looks;
mod readme;
mod sheet;

use super::folder::{self, failed};
use super::rows::Row;
use super::{Sink, Table};
use crate::batch::Atomic;
use limits::Limits;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use sheet::Sheet;
use std::io::{self, BufWriter};
use std::path::Path;

pub struct Xlsx {
    place: Atomic,
    book: Workbook,
    tables: Vec<Table>,
    /// The sheet that each table's next row goes to.
    sheets: Vec<Sheet>,
    limits: Limits,
}

/// Opens the workbook; its read-me sheet is filled last, when it is known what there is to say.
pub fn open(out: &Path, tables: &[Table], force: bool) -> io::Result<Xlsx> {
    let place = folder::file(out, force)?;
    drop(place.create()?);
    let (book, sheets) = begin(tables, folder::of(out)).map_err(failed)?;
    Ok(Xlsx { place, book, tables: tables.to_vec(), sheets, limits: Limits::default() })
}

fn begin(tables: &[Table], temporary: &Path) -> Result<(Workbook, Vec<Sheet>), XlsxError> {
    let mut book = Workbook::new();
    book.set_tempdir(temporary)?;
    // The same archive gives the same bytes: the date is that of files in a ZIP which have none.
    let undated = ExcelDateTime::from_ymd(1980, 1, 1)?;
    book.set_properties(&DocProperties::new().set_author("gongkai").set_creation_datetime(&undated));
    book.add_worksheet();
    let sheets = (1..).zip(tables).map(|(place, table)| Sheet::open(&mut book, table, place, 1));
    let sheets = sheets.collect::<Result<_, _>>()?;
    Ok((book, sheets))
}

impl Sink for Xlsx {
    fn write(&mut self, table: usize, row: &Row) -> io::Result<()> {
        let (Some(sheet), Some(table)) = (self.sheets.get_mut(table), self.tables.get(table)) else {
            return Ok(());
        };
        if sheet.is_full() {
            *sheet = sheet.go_on(&mut self.book, table).map_err(failed)?;
        }
        sheet.write(&mut self.book, row, &mut self.limits).map_err(failed)
    }

    fn finish(self: Box<Self>) -> io::Result<Vec<String>> {
        let Xlsx { place, mut book, tables, sheets, mut limits } = *self;
        for (sheet, table) in sheets.iter().zip(&tables) {
            sheet.close(&mut book, table).map_err(failed)?;
            limits.note_parts(table, sheet.part);
        }
        let remarks = limits.remarks();
        let counts: Vec<u64> = sheets.iter().map(Sheet::rows).collect();
        at(&mut book, 0)
            .and_then(|first| readme::write(first, &tables, &counts, &remarks))
            .map_err(failed)?;
        book.save_to_writer(BufWriter::new(place.create()?)).map_err(failed)?;
        place.commit()?;
        Ok(remarks)
    }
}

/// The sheet at this place of the workbook.
fn at(book: &mut Workbook, place: usize) -> Result<&mut Worksheet, XlsxError> {
    book.worksheet_from_index(place)
}
