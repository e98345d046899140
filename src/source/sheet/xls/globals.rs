//! What all sheets share: texts, styles, and the tabs.

use super::records::{Records, kind};
use super::strings::{Kept, Table};
use super::{damaged, encrypted, too_old};
use crate::model::{Failure, Limits};
use crate::source::bytes::{u8_at, u16_at, u32_at};
use crate::source::sheet::number::built_in;
use crate::source::within;
use rustc_hash::FxHashMap;

/// One sheet's tab.
#[derive(Debug)]
pub(super) struct Tab {
    pub(super) name: String,
    /// Offset of its records.
    pub(super) at: usize,
}

/// What a style says of a cell that is seen.
#[derive(Debug, Default)]
pub(super) struct Style {
    format: u16,
    pub(super) ruled: bool,
}

/// The workbook's own records.
pub(super) struct Globals {
    /// The sheets that are shown.
    pub(super) tabs: Vec<Tab>,
    pub(super) strings: Vec<String>,
    styles: Vec<Style>,
    formats: FxHashMap<u16, String>,
    pub(super) epoch_1904: bool,
    pub(super) kept: Kept,
}

impl Globals {
    pub(super) fn of(stream: &[u8], limits: &Limits) -> Result<Self, Failure> {
        let mut records = Records::from(stream, 0);
        let kept = match records.next() {
            Some(bof) if bof.kind == kind::BOF => kept(bof.data)?,
            // The beginnings of Excel 2, 3 and 4.
            Some(bof) if matches!(bof.kind, 0x0009 | 0x0209 | 0x0409) => return Err(too_old()),
            _ => return Err(damaged()),
        };
        let mut globals = Globals {
            tabs: Vec::new(),
            strings: Vec::new(),
            styles: Vec::new(),
            formats: FxHashMap::default(),
            epoch_1904: false,
            kept,
        };
        while let Some(record) = records.next() {
            match record.kind {
                kind::EOF => return Ok(globals),
                kind::FILE_PASS => return Err(encrypted()),
                kind::SST => {
                    globals.strings = strings(record.data, records.continued(), limits)?;
                }
                kind => drop(globals.apply(kind, record.data)),
            }
        }
        Err(damaged())
    }

    fn apply(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        match kind {
            kind::CODE_PAGE if matches!(self.kept, Kept::Bytes(_)) => {
                self.kept = Kept::of_code_page(u16_at(data, 0)?);
            }
            kind::DATE_MODE => self.epoch_1904 = u16_at(data, 0)? == 1,
            kind::FORMAT | kind::FORMAT_5 => {
                let width = if matches!(self.kept, Kept::Unicode) { 2 } else { 1 };
                self.formats.insert(u16_at(data, 0)?, self.kept.string(data.get(2..)?, width)?);
            }
            kind::XF => self.styles.push(style(data, self.kept).unwrap_or_default()),
            kind::BOUND_SHEET => {
                const HIDDEN: u8 = 3;
                const WORKSHEET: u8 = 0;
                let shown = u8_at(data, 4)? & HIDDEN == 0 && u8_at(data, 5)? == WORKSHEET;
                let name = self.kept.string(data.get(6..)?, 1)?;
                self.tabs.extend(Some(Tab { name, at: u32_at(data, 0)? as usize }).filter(|_| shown));
            }
            _ => {}
        }
        Some(())
    }

    pub(super) fn style(&self, number: u16) -> Option<&Style> {
        self.styles.get(usize::from(number))
    }

    pub(super) fn format(&self, number: u16) -> &str {
        let id = self.style(number).map_or(0, |style| style.format);
        self.formats.get(&id).map_or_else(|| built_in(u32::from(id)), String::as_str)
    }
}

fn kept(bof: &[u8]) -> Result<Kept, Failure> {
    match u16_at(bof, 0) {
        Some(0x0600) => Ok(Kept::Unicode),
        Some(0x0500) => Ok(Kept::of_code_page(936)),
        _ => Err(too_old()),
    }
}

fn style(data: &[u8], kept: Kept) -> Option<Style> {
    // Left, right, top and bottom of four bits each (\[MS-XLS\] 2.5.20).
    let ruled = matches!(kept, Kept::Unicode) && u16_at(data, 10)? != 0;
    Some(Style { format: u16_at(data, 2)?, ruled })
}

fn strings(first: &[u8], more: Vec<&[u8]>, limits: &Limits) -> Result<Vec<String>, Failure> {
    let count = u32_at(first, 4).ok_or_else(damaged)?;
    within("sheet_cells", u64::from(count), limits.sheet_cells as u64)?;
    let strings: Vec<String> = Table::new(first, more).take(count as usize).collect();
    if strings.len() == count as usize { Ok(strings) } else { Err(damaged()) }
}
