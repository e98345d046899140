//! Strings: one or two bytes a character, and those of the shared table cut between records.

use crate::source::bytes::{u8_at, u16_at, u32_at};
use encoding_rs::{Encoding, GB18030};

/// The characters are two bytes each.
const WIDE: u8 = 0x01;
/// Readings of ideographs follow.
const READINGS: u8 = 0x04;
/// Runs of fonts follow.
const RICH: u8 = 0x08;

/// How strings are kept in a file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kept {
    /// Unicode, from Excel 97 on.
    Unicode,
    /// Bytes of a code page.
    Bytes(&'static Encoding),
}

impl Kept {
    /// The bytes of Excel 5 in a code page.
    pub(super) fn of_code_page(page: u16) -> Self {
        let encoding = match page {
            950 => encoding_rs::BIG5,
            932 => encoding_rs::SHIFT_JIS,
            949 => encoding_rs::EUC_KR,
            // Chinese programs state their own page, or the Western one by mistake.
            _ => GB18030,
        };
        Kept::Bytes(encoding)
    }

    /// A string behind its length of `width` bytes.
    pub(super) fn string(self, bytes: &[u8], width: usize) -> Option<String> {
        let length = if width == 1 { usize::from(u8_at(bytes, 0)?) } else { usize::from(u16_at(bytes, 0)?) };
        let rest = bytes.get(width..)?;
        match self {
            Kept::Bytes(encoding) => {
                Some(encoding.decode_without_bom_handling(rest.get(..length)?).0.into_owned())
            }
            Kept::Unicode => {
                let wide = u8_at(rest, 0)? & WIDE != 0;
                characters(rest.get(1..)?.get(..length * if wide { 2 } else { 1 })?, wide)
            }
        }
    }
}

fn characters(bytes: &[u8], wide: bool) -> Option<String> {
    let units = |chunk: &[u8]| u16_at(chunk, 0).unwrap_or_default();
    Some(match wide {
        true => String::from_utf16_lossy(&bytes.chunks_exact(2).map(units).collect::<Vec<u16>>()),
        // The upper bytes are left out, not those of a code page.
        false => bytes.iter().map(|b| char::from(*b)).collect(),
    })
}

/// The shared strings (\[MS-XLS\] 2.4.265) over the record and those that continue it.
pub(super) struct Table<'a> {
    pieces: std::vec::IntoIter<&'a [u8]>,
    piece: &'a [u8],
}

impl<'a> Table<'a> {
    pub(super) fn new(first: &'a [u8], more: Vec<&'a [u8]>) -> Self {
        Table { pieces: more.into_iter(), piece: first.get(8..).unwrap_or_default() }
    }

    /// The next `size` bytes, which may be cut anywhere.
    fn take(&mut self, size: usize) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        while out.len() < size {
            if self.piece.is_empty() {
                self.piece = self.pieces.next()?;
            }
            let (now, later) = self.piece.split_at((size - out.len()).min(self.piece.len()));
            out.extend_from_slice(now);
            self.piece = later;
        }
        Some(out)
    }

    /// The characters of a string: where they are cut, the next piece states their size anew.
    fn characters(&mut self, mut left: usize, mut wide: bool) -> Option<String> {
        let mut out = String::new();
        while left > 0 {
            if self.piece.is_empty() {
                self.piece = self.pieces.next()?;
                wide = u8_at(self.piece, 0)? & WIDE != 0;
                self.piece = self.piece.get(1..)?;
            }
            let size = if wide { 2 } else { 1 };
            let here = left.min(self.piece.len() / size);
            if here == 0 {
                return None;
            }
            let (now, later) = self.piece.split_at(here * size);
            out.push_str(&characters(now, wide)?);
            self.piece = later;
            left -= here;
        }
        Some(out)
    }

    fn string(&mut self) -> Option<String> {
        let head = self.take(3)?;
        let (length, flags) = (usize::from(u16_at(&head, 0)?), u8_at(&head, 2)?);
        let runs = if flags & RICH != 0 { usize::from(u16_at(&self.take(2)?, 0)?) } else { 0 };
        let readings = if flags & READINGS != 0 { u32_at(&self.take(4)?, 0)? as usize } else { 0 };
        let text = self.characters(length, flags & WIDE != 0)?;
        self.skip((4 * runs).checked_add(readings)?)?;
        Some(text)
    }

    fn skip(&mut self, mut size: usize) -> Option<()> {
        while size > 0 {
            if self.piece.is_empty() {
                self.piece = self.pieces.next()?;
            }
            let here = size.min(self.piece.len());
            self.piece = self.piece.get(here..)?;
            size -= here;
        }
        Some(())
    }
}

impl Iterator for Table<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        self.string()
    }
}
