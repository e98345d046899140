//! Lists (\[MS-DOC\] 2.9.131–2.9.151) and the styles that put paragraphs into them.

use super::Streams;
use super::fib::Fib;
use super::sprm::{Sprm, sprms};
use crate::source::bytes::{slice, u8_at, u16_at, u32_at};
use crate::source::numbering::{Level, List, ListLevel, Numbering};
use rustc_hash::FxHashMap;

/// Reads on through a block of entries of varying size.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, size: usize) -> Option<&'a [u8]> {
        let bytes = slice(self.bytes, self.at, size)?;
        self.at += size;
        Some(bytes)
    }
}

/// The lists of the document; what is damaged is missing.
pub(super) fn numbering(streams: &Streams, fib: &Fib) -> Numbering {
    let mut numbering = Numbering::default();
    let at = |from: usize| Cursor { bytes: &streams.table, at: from };
    if !fib.list_definitions.is_empty() {
        definitions(at(fib.list_definitions.start), &mut numbering);
    }
    if !fib.lists.is_empty() {
        lists(at(fib.lists.start), &mut numbering);
    }
    numbering
}

/// All definitions' heads, then all their levels.
fn definitions(mut from: Cursor, numbering: &mut Numbering) -> Option<()> {
    const HEAD: usize = 28;
    let count = usize::from(u16_at(from.take(2)?, 0)?);
    let heads = from.take(count.checked_mul(HEAD)?)?;
    for head in heads.chunks_exact(HEAD) {
        const SIMPLE: u8 = 1;
        let levels = if u8_at(head, 26)? & SIMPLE != 0 { 1 } else { 9 };
        let mut definition = FxHashMap::default();
        for n in 0..levels {
            definition.insert(n, level(&mut from)?);
        }
        numbering.definitions.insert(u32_at(head, 0)? as usize, definition);
    }
    Some(())
}

fn level(from: &mut Cursor) -> Option<Level> {
    const LEGAL: u8 = 4;
    const NO_RESTART: u8 = 8;
    const SPACE: u8 = 1;
    let head = from.take(28)?;
    let flags = u8_at(head, 5)?;
    from.take(usize::from(u8_at(head, 24)?) + usize::from(u8_at(head, 25)?))?;
    let count = usize::from(u16_at(from.take(2)?, 0)?);
    let units = from.take(2 * count)?.chunks_exact(2).filter_map(|b| u16_at(b, 0));
    Some(Level {
        start: u32_at(head, 0)?,
        format: format(u8_at(head, 4)?).to_owned(),
        text: char::decode_utf16(units).map(|c| placeholder(c.unwrap_or_default())).collect(),
        legal: flags & LEGAL != 0,
        space: u8_at(head, 15)? == SPACE,
        restart: (flags & NO_RESTART != 0).then_some(usize::from(u8_at(head, 26)?)),
        style: None,
    })
}

/// Characters 0 to 8 stand for the number of that level.
fn placeholder(c: char) -> String {
    match u32::from(c) {
        level @ 0..=8 => format!("%{}", level + 1),
        _ => c.to_string(),
    }
}

/// The number formats (\[MS-OSHARED\] 2.2.1.3) by their names in DOCX.
fn format(code: u8) -> &'static str {
    match code {
        0x01 => "upperRoman",
        0x02 => "lowerRoman",
        0x03 => "upperLetter",
        0x04 => "lowerLetter",
        0x0A | 0x11 | 0x24 => "ideographDigital",
        0x0B | 0x21 | 0x23 | 0x25 | 0x27 | 0x28 => "chineseCountingThousand",
        0x0E | 0x13 => "decimalFullWidth",
        0x10 | 0x22 | 0x26 => "chineseLegalSimplified",
        0x12 | 0x1C => "decimalEnclosedCircle",
        0x16 => "decimalZero",
        0x17 | 0xFF => "bullet",
        0x1A => "decimalEnclosedFullstop",
        0x1B => "decimalEnclosedParen",
        0x1D => "ideographEnclosedCircle",
        0x1E => "ideographTraditional",
        0x1F => "ideographZodiac",
        _ => "decimal",
    }
}

/// All lists' heads, then what each changes of its definition.
fn lists(mut from: Cursor, numbering: &mut Numbering) -> Option<()> {
    const HEAD: usize = 16;
    let count = u32_at(from.take(4)?, 0)? as usize;
    let heads = from.take(count.checked_mul(HEAD)?)?;
    for (head, number) in heads.chunks_exact(HEAD).zip(1..) {
        let list = numbering.lists.entry(number).or_default();
        list.definition = u32_at(head, 0)? as usize;
    }
    for (head, number) in heads.chunks_exact(HEAD).zip(1..) {
        from.take(4)?;
        for _ in 0..u8_at(head, 12)? {
            change(&mut from, numbering.lists.get_mut(&number)?)?;
        }
    }
    Some(())
}

fn change(from: &mut Cursor, list: &mut List) -> Option<()> {
    const START: u32 = 0x10;
    const FORMAT: u32 = 0x20;
    let head = from.take(8)?;
    let flags = u32_at(head, 4)?;
    let at = (flags & 0xF) as usize;
    if flags & FORMAT != 0 {
        list.levels.insert(at, level(from)?);
    } else if flags & START != 0 {
        list.starts.insert(at, u32_at(head, 0)?);
    }
    Some(())
}

/// What a modification says about the list.
pub(super) fn apply(list: &mut ListLevel, sprm: Sprm) {
    match sprm.code {
        0x460B => list.list = u16_at(sprm.operand, 0).map(usize::from),
        0x260A => list.level = u8_at(sprm.operand, 0).map(usize::from),
        _ => {}
    }
}

/// The paragraph styles' lists by style number.
#[derive(Default)]
pub(super) struct Styles(Vec<Style>);

#[derive(Default, Clone, Copy)]
struct Style {
    based_on: usize,
    list: ListLevel,
}

impl Styles {
    /// Reads the style sheet (\[MS-DOC\] 2.9.271); what is damaged is missing.
    pub(super) fn of(streams: &Streams, fib: &Fib) -> Self {
        let sheet = streams.table.get(fib.styles.clone()).unwrap_or_default();
        let mut styles = Styles::default();
        styles.read(Cursor { bytes: sheet, at: 0 });
        styles
    }

    fn read(&mut self, mut from: Cursor) -> Option<()> {
        let size = usize::from(u16_at(from.take(2)?, 0)?);
        let head = from.take(size)?;
        let (count, base) = (u16_at(head, 0)?, usize::from(u16_at(head, 2)?));
        for _ in 0..count {
            let size = usize::from(u16_at(from.take(2)?, 0)?);
            self.0.push(style(from.take(size)?, base).unwrap_or_default());
        }
        Some(())
    }

    /// The list level of a paragraph that states some of it, by its style and those that this is based on.
    pub(super) fn list(&self, own: ListLevel, style: usize) -> ListLevel {
        // Styles are based on each other in a chain; a longer one is a loop.
        const CHAIN: usize = 12;
        let find = |at: usize| self.0.get(at);
        let chain = std::iter::successors(find(style), |s| find(s.based_on)).take(CHAIN);
        chain.fold(own, |own, style| ListLevel {
            list: own.list.or(style.list.list),
            level: own.level.or(style.list.level),
        })
    }
}

/// A paragraph style: its head, its name, then its modifications.
fn style(bytes: &[u8], base: usize) -> Option<Style> {
    const PARAGRAPH: u16 = 1;
    let kind = u16_at(bytes, 2)?;
    let mut style = Style { based_on: usize::from(kind >> 4), list: ListLevel::default() };
    if kind & 0xF != PARAGRAPH {
        return Some(style);
    }
    let mut rest = Cursor { bytes, at: base };
    let name = usize::from(u16_at(rest.take(2)?, 0)?);
    rest.take(2 * (name + 1))?;
    let size = usize::from(u16_at(rest.take(2)?, 0)?);
    // The list follows the style's own number.
    sprms(rest.take(size)?.get(2..)?).for_each(|s| apply(&mut style.list, s));
    Some(style)
}
