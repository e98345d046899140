//! The piece table (\[MS-DOC\] 2.9.38): the text in the order in which it reads, and where each character stands.

use super::fib::Fib;
use super::plc::plc;
use super::{Streams, unreadable};
use crate::model::{Failure, Limits};
use crate::source::bytes::{slice, u8_at, u16_at, u32_at};
use crate::source::within;
use encoding_rs::{GBK, WINDOWS_1252};

/// Stands for the second half of a character of two units.
pub(super) const FILLER: char = '\0';

/// The text by character positions.
pub(super) struct Text {
    /// The character at each position.
    pub(super) chars: Vec<char>,
    /// Its offset in the main stream, by which properties are found.
    pub(super) offsets: Vec<u32>,
}

/// Reads all pieces.
pub(super) fn text(streams: &Streams, fib: &Fib, limits: &Limits) -> Result<Text, Failure> {
    let clx = streams.table.get(fib.pieces.clone()).ok_or_else(unreadable)?;
    let table = piece_table(clx).ok_or_else(unreadable)?;
    let mut text = Text { chars: Vec::new(), offsets: Vec::new() };
    for (from, to, piece) in plc(table, 8) {
        within("glyphs", u64::from(to), limits.glyphs as u64)?;
        let offset = u32_at(piece, 2).ok_or_else(unreadable)?;
        text.push(&streams.main, offset, to.saturating_sub(from) as usize, fib.chinese)
            .ok_or_else(unreadable)?;
    }
    Ok(text)
}

/// The piece table behind the property modifiers of fast saves.
fn piece_table(mut clx: &[u8]) -> Option<&[u8]> {
    const MODIFIERS: u8 = 1;
    const PIECES: u8 = 2;
    loop {
        match u8_at(clx, 0)? {
            MODIFIERS => clx = clx.get(3 + usize::from(u16_at(clx, 1)?)..)?,
            PIECES => return slice(clx, 5, u32_at(clx, 1)? as usize),
            _ => return None,
        }
    }
}

impl Text {
    fn push(&mut self, main: &[u8], offset: u32, count: usize, chinese: bool) -> Option<()> {
        const COMPRESSED: u32 = 0x4000_0000;
        const OFFSET: u32 = 0x3FFF_FFFF;
        if offset & COMPRESSED != 0 {
            let offset = (offset & OFFSET) / 2;
            self.chars.extend(bytes_as_chars(slice(main, offset as usize, count)?, chinese));
            self.offsets.extend((offset..).take(count));
        } else {
            let offset = offset & OFFSET;
            self.chars.extend(units_as_chars(slice(main, offset as usize, count.checked_mul(2)?)?));
            self.offsets.extend((offset..).step_by(2).take(count));
        }
        Some(())
    }
}

/// One character a byte; in Chinese documents of some writers GBK, whose second bytes become fillers.
fn bytes_as_chars(bytes: &[u8], chinese: bool) -> Vec<char> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, tail)) = rest.split_first() {
        let pair = rest.get(..2).filter(|_| chinese && *first > 0x80).and_then(gbk);
        match pair {
            Some(c) => {
                out.extend([c, FILLER]);
                rest = tail.get(1..).unwrap_or_default();
            }
            None => {
                out.push(one(WINDOWS_1252, &[*first]).unwrap_or(FILLER));
                rest = tail;
            }
        }
    }
    out
}

/// An ideograph or full-width sign of GBK. Western quotes and dashes are single bytes beside ASCII.
fn gbk(pair: &[u8]) -> Option<char> {
    one(GBK, pair)
        .filter(|c| matches!(c, '\u{3000}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{2014}'..='\u{2026}'))
}

fn one(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Option<char> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn units_as_chars(bytes: &[u8]) -> Vec<char> {
    let units = bytes.chunks_exact(2).filter_map(|b| u16_at(b, 0));
    let mut out = Vec::with_capacity(bytes.len() / 2);
    for c in char::decode_utf16(units) {
        let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
        out.push(c);
        out.extend((c.len_utf16() == 2).then_some(FILLER));
    }
    out
}
