//! Spreadsheets: XLSX, XLS (Excel 5 to 2003, also its XML) and ODS, each sheet as its lines and tables.
//!
//! ```text
//! bytes ─xlsx | xls | xml2003 | ods→ sheets of cells as shown (number) ─blocks→ lines and tables
//! ```
//!
//! Own readers: calamine allocates every cell of the rectangle round those in use, which two cells can make
//! larger than any memory, and tells neither what number formats show nor which rows are hidden.

mod blocks;
mod number;
mod ods;
#[cfg(test)]
mod tests;
mod xls;
mod xlsx;
mod xml2003;

pub(super) use xml2003::is_workbook as is_xml_workbook;

use super::within;
use crate::model::{Block, Content, Failure, Limits, Line};
use std::ops::Range;

/// Reads an Excel 2007 workbook (ECMA-376).
///
/// # Errors
/// `encrypted`, `limit_exceeded` for archives that inflate too far, sheets with too many cells or tables too
/// large, else `unreadable`.
pub fn read_xlsx(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    content(xlsx::sheets(bytes, limits)?, limits)
}

/// Reads an Excel 97–2003 or Excel 5 workbook (\[MS-XLS\]), or one in the XML of Excel 2003.
///
/// # Errors
/// As [`read_xlsx`].
pub fn read_xls(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    let is_compound = bytes.starts_with(b"\xD0\xCF\x11\xE0");
    let sheets = if is_compound { xls::sheets(bytes, limits) } else { xml2003::sheets(bytes, limits) };
    content(sheets?, limits)
}

/// Reads an OpenDocument spreadsheet (ISO/IEC 26300).
///
/// # Errors
/// As [`read_xlsx`].
pub fn read_ods(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    content(ods::sheets(bytes, limits)?, limits)
}

/// One sheet, without those that are hidden.
#[derive(Debug, Default)]
struct Sheet {
    name: String,
    cells: Vec<Cell>,
    merges: Vec<Merge>,
    hidden_rows: Vec<Range<u32>>,
    hidden_cols: Vec<Range<u32>>,
}

/// A cell with text, or an empty one with borders.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cell {
    row: u32,
    col: u32,
    /// As shown; lines are parted by `\n`.
    text: String,
}

/// Cells that are shown as one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Merge {
    rows: Range<u32>,
    cols: Range<u32>,
}

impl Sheet {
    /// Adds a cell, if anything of it is seen.
    fn push(&mut self, cell: Cell, ruled: bool, limits: &Limits) -> Result<(), Failure> {
        if !cell.text.is_empty() || ruled {
            self.cells.push(cell);
        }
        within("sheet_cells", self.cells.len() as u64, limits.sheet_cells as u64)
    }

    /// Adds a merge of more than one cell.
    fn merge(&mut self, rows: Range<u32>, cols: Range<u32>, limits: &Limits) -> Result<(), Failure> {
        if rows.len() > 1 || cols.len() > 1 {
            self.merges.push(Merge { rows, cols });
        }
        within("sheet_cells", self.merges.len() as u64, limits.sheet_cells as u64)
    }
}

fn content(sheets: Vec<Sheet>, limits: &Limits) -> Result<Content, Failure> {
    let mut out = Vec::new();
    for sheet in sheets {
        let name = sheet.name.trim().to_owned();
        let blocks = blocks::blocks(sheet, limits)?;
        if is_heading(&name, &blocks) {
            out.push(Block::Line(Line::plain(name)));
        }
        out.extend(blocks);
    }
    Ok(Content::Blocks(out))
}

/// A grid that stands alone, but for a line right above, has its heading on the tab.
fn is_heading(name: &str, blocks: &[Block]) -> bool {
    let is_table = |block: Option<&Block>| matches!(block, Some(Block::Table(_)));
    let alone = blocks.iter().enumerate().all(|(at, block)| match block {
        Block::Table(_) | Block::Picture => true,
        Block::Line(line) => is_table(blocks.get(at + 1)) && !line.text.contains(name),
    });
    alone && is_table(blocks.last()) && !is_default(name)
}

/// Whether programs give the name by themselves: `Sheet1`, `工作表2`.
fn is_default(name: &str) -> bool {
    let plain = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ').to_ascii_lowercase();
    matches!(plain.as_str(), "" | "sheet" | "工作表" | "表" | "table" | "chart")
}
