//! The stream's records: a type, a size, and so many bytes.

use crate::source::bytes::{slice, u16_at};

/// The types that matter here (\[MS-XLS\] 2.3.1).
pub(super) mod kind {
    pub(in super::super) const BOF: u16 = 0x0809;
    pub(in super::super) const EOF: u16 = 0x000A;
    pub(in super::super) const FORMULA: u16 = 0x0006;
    pub(in super::super) const DATE_MODE: u16 = 0x0022;
    pub(in super::super) const FILE_PASS: u16 = 0x002F;
    pub(in super::super) const CONTINUE: u16 = 0x003C;
    pub(in super::super) const CODE_PAGE: u16 = 0x0042;
    pub(in super::super) const COL_INFO: u16 = 0x007D;
    pub(in super::super) const BOUND_SHEET: u16 = 0x0085;
    pub(in super::super) const MUL_RK: u16 = 0x00BD;
    pub(in super::super) const MUL_BLANK: u16 = 0x00BE;
    pub(in super::super) const RICH_STRING: u16 = 0x00D6;
    pub(in super::super) const XF: u16 = 0x00E0;
    pub(in super::super) const MERGE_CELLS: u16 = 0x00E5;
    pub(in super::super) const SST: u16 = 0x00FC;
    pub(in super::super) const LABEL_SST: u16 = 0x00FD;
    pub(in super::super) const BLANK: u16 = 0x0201;
    pub(in super::super) const NUMBER: u16 = 0x0203;
    pub(in super::super) const LABEL: u16 = 0x0204;
    pub(in super::super) const BOOL_ERR: u16 = 0x0205;
    pub(in super::super) const STRING: u16 = 0x0207;
    pub(in super::super) const ROW: u16 = 0x0208;
    pub(in super::super) const WINDOW2: u16 = 0x023E;
    pub(in super::super) const RK: u16 = 0x027E;
    pub(in super::super) const FORMAT: u16 = 0x041E;
    /// The format of Excel 5.
    pub(in super::super) const FORMAT_5: u16 = 0x001E;
}

/// One record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
}

/// Reads records one after the other.
pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    /// The records from an offset on.
    pub(super) fn from(stream: &'a [u8], at: usize) -> Self {
        Records { stream, at }
    }

    /// The data of the records that continue the one just read.
    pub(super) fn continued(&mut self) -> Vec<&'a [u8]> {
        let mut out = Vec::new();
        loop {
            let before = self.at;
            match self.next() {
                Some(record) if record.kind == kind::CONTINUE => out.push(record.data),
                _ => {
                    self.at = before;
                    return out;
                }
            }
        }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    /// The next record; `None` at the end, and where one is cut off.
    fn next(&mut self) -> Option<Record<'a>> {
        let head = slice(self.stream, self.at, 4)?;
        let (kind, size) = (u16_at(head, 0)?, usize::from(u16_at(head, 2)?));
        let start = self.at + 4;
        let data = slice(self.stream, start, size)?;
        self.at = start + size;
        Some(Record { kind, data })
    }
}
