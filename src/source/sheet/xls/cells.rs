//! The cells of one sheet.

use super::damaged;
use super::globals::{Globals, Tab};
use super::records::{Records, kind};
use crate::model::{Failure, Limits};
use crate::source::bytes::{f64_at, u8_at, u16_at, u32_at};
use crate::source::encoding;
use crate::source::sheet::number::{shown, shown_text};
use crate::source::sheet::{Cell, Sheet};

/// Reads a sheet.
pub(super) fn sheet(tab: &Tab, stream: &[u8], globals: &Globals, limits: &Limits) -> Result<Sheet, Failure> {
    let sheet = Sheet { name: encoding::clean(&tab.name), ..Sheet::default() };
    let mut reader = Reader { globals, limits, sheet, waiting: None, hides_zeros: false };
    let mut depth = 0_usize;
    for record in Records::from(stream, tab.at) {
        match record.kind {
            kind::BOF => depth += 1,
            kind::EOF if depth <= 1 => return Ok(reader.sheet),
            kind::EOF => depth -= 1,
            // Charts in a sheet are sheets in it.
            kind if depth == 1 => {
                if let Some(read) = reader.record(kind, record.data) {
                    read?;
                }
            }
            _ => {}
        }
    }
    Err(damaged())
}

struct Reader<'a> {
    globals: &'a Globals,
    limits: &'a Limits,
    sheet: Sheet,
    /// The cell of a formula whose text follows, with its style.
    waiting: Option<(u32, u32, u16)>,
    hides_zeros: bool,
}

impl Reader<'_> {
    /// Reads one record; `None` for one that is shorter than it should be.
    fn record(&mut self, kind: u16, data: &[u8]) -> Option<Result<(), Failure>> {
        let at = |at: usize| u16_at(data, at);
        match kind {
            kind::WINDOW2 => {
                const SHOWS_ZEROS: u16 = 0x10;
                self.hides_zeros = at(0)? & SHOWS_ZEROS == 0;
            }
            kind::ROW => {
                const HIDDEN: u16 = 0x20;
                let row = u32::from(at(0)?);
                self.sheet
                    .hidden_rows
                    .extend(Some(row..row + 1).filter(|_| at(12).unwrap_or(0) & HIDDEN != 0));
            }
            kind::COL_INFO => {
                let cols = u32::from(at(0)?)..u32::from(at(2)?) + 1;
                self.sheet.hidden_cols.extend(Some(cols).filter(|_| at(8).unwrap_or(0) & 1 != 0));
            }
            kind::MERGE_CELLS => return Some(self.merges(data)),
            kind::STRING => {
                let (row, col, style) = self.waiting.take()?;
                let text = self.globals.kept.string(data, 2)?;
                return Some(self.text(row, col, style, &text));
            }
            kind::MUL_RK | kind::MUL_BLANK => return self.several(kind, data),
            _ => return self.one(kind, data),
        }
        Some(Ok(()))
    }

    fn merges(&mut self, data: &[u8]) -> Result<(), Failure> {
        for area in data.get(2..).unwrap_or_default().chunks_exact(8) {
            let at = |at| u16_at(area, at).map_or(0, u32::from);
            self.sheet.merge(at(0)..at(2) + 1, at(4)..at(6) + 1, self.limits)?;
        }
        Ok(())
    }

    /// Records of one cell begin with its place and its style.
    fn one(&mut self, kind: u16, data: &[u8]) -> Option<Result<(), Failure>> {
        let place = || Some((u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?), u16_at(data, 4)?));
        let value = data.get(6..).unwrap_or_default();
        match kind {
            kind::NUMBER | kind::RK | kind::BLANK | kind::LABEL_SST | kind::LABEL | kind::RICH_STRING => {}
            kind::BOOL_ERR | kind::FORMULA => {}
            _ => return Some(Ok(())),
        }
        let (row, col, style) = place()?;
        Some(match kind {
            kind::NUMBER => self.number(row, col, style, f64_at(value, 0)?),
            kind::RK => self.number(row, col, style, rk(u32_at(value, 0)?)),
            kind::BLANK => self.push(row, col, style, String::new()),
            kind::LABEL_SST => {
                let text = self.globals.strings.get(u32_at(value, 0)? as usize);
                match text {
                    Some(text) => self.text(row, col, style, text),
                    None => Err(damaged()),
                }
            }
            kind::BOOL_ERR => self.push(row, col, style, special(u8_at(value, 1)? == 0, u8_at(value, 0)?)),
            kind::FORMULA => self.formula(row, col, style, value)?,
            _ => {
                let text = self.globals.kept.string(value, 2)?;
                self.text(row, col, style, &text)
            }
        })
    }

    /// A row's neighbouring cells, with their styles one after the other.
    fn several(&mut self, kind: u16, data: &[u8]) -> Option<Result<(), Failure>> {
        let (row, first) = (u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?));
        let size = if kind == kind::MUL_RK { 6 } else { 2 };
        let cells = data.get(4..data.len().checked_sub(2)?)?.chunks_exact(size);
        for (cell, col) in cells.zip(first..) {
            let style = u16_at(cell, 0)?;
            let read = match u32_at(cell, 2) {
                Some(value) => self.number(row, col, style, rk(value)),
                None => self.push(row, col, style, String::new()),
            };
            if read.is_err() {
                return Some(read);
            }
        }
        Some(Ok(()))
    }

    /// The value that was reckoned last (\[MS-XLS\] 2.5.133).
    fn formula(&mut self, row: u32, col: u32, style: u16, value: &[u8]) -> Option<Result<(), Failure>> {
        if u16_at(value, 6)? != 0xFFFF {
            return Some(self.number(row, col, style, f64_at(value, 0)?));
        }
        Some(match u8_at(value, 0)? {
            0 => {
                self.waiting = Some((row, col, style));
                Ok(())
            }
            kind @ (1 | 2) => self.push(row, col, style, special(kind == 1, u8_at(value, 2)?)),
            _ => self.push(row, col, style, String::new()),
        })
    }

    fn number(&mut self, row: u32, col: u32, style: u16, value: f64) -> Result<(), Failure> {
        let text = match value {
            0.0 if self.hides_zeros => String::new(),
            value => shown(value, self.globals.format(style), self.globals.epoch_1904),
        };
        self.push(row, col, style, text)
    }

    fn text(&mut self, row: u32, col: u32, style: u16, text: &str) -> Result<(), Failure> {
        let text = shown_text(&encoding::clean(text), self.globals.format(style));
        self.push(row, col, style, text)
    }

    fn push(&mut self, row: u32, col: u32, style: u16, text: String) -> Result<(), Failure> {
        let ruled = self.globals.style(style).is_some_and(|s| s.ruled);
        self.sheet.push(Cell { row, col, text }, ruled, self.limits)
    }
}

/// A number in 30 bits (\[MS-XLS\] 2.5.217): an integer or the upper part of a float, perhaps of hundredths.
fn rk(value: u32) -> f64 {
    const HUNDREDTHS: u32 = 1;
    const INTEGER: u32 = 2;
    let number = match value & INTEGER {
        0 => f64::from_bits(u64::from(value & !3) << 32),
        _ => f64::from((value as i32) >> 2),
    };
    if value & HUNDREDTHS != 0 { number / 100.0 } else { number }
}

/// Truth values, and what stands where a formula failed.
fn special(is_truth: bool, code: u8) -> String {
    match (is_truth, code) {
        (true, 0) => "FALSE",
        (true, _) => "TRUE",
        (false, 0x07) => "#DIV/0!",
        (false, 0x0F) => "#VALUE!",
        (false, 0x17) => "#REF!",
        (false, 0x1D) => "#NAME?",
        (false, 0x2A) => "#N/A",
        (false, _) => "#ERROR",
    }
    .to_owned()
}
