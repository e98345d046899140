//! Characters → paragraphs with what concerns tables.

use super::Streams;
use super::boxes::Boxes;
use super::fib::Fib;
use super::lists::{self, Styles};
use super::pages::Runs;
use super::pieces::{FILLER, Text};
use super::sprm::{self, Sprm, sprms};
use crate::source::bytes::{slice, u8_at, u16_at, u32_at};
use crate::source::encoding;
use crate::source::marks::{self, DEEPEST, Merge, Paragraph, Row};
use crate::source::numbering::{ListLevel, Numbering};
use std::ops::Range;

const PARAGRAPH: char = '\r';
const CELL: char = '\u{7}';
/// Stands for a picture.
const PICTURE: char = '\u{1}';
/// Stands for a drawn shape, which may be a text box.
const SHAPE: char = '\u{8}';
/// A page or section break, which ends a paragraph.
const PAGE: char = '\u{C}';

/// The paragraphs of the main text, each text box's behind the one in which it is anchored.
pub(super) fn paragraphs(text: &Text, streams: &Streams, fib: &Fib) -> Vec<Paragraph> {
    let index = |range: &Range<usize>| streams.table.get(range.clone()).unwrap_or_default();
    let mut reader = Reader {
        all: text,
        paragraphs: Runs::of_paragraphs(index(&fib.paragraphs), &streams.main),
        characters: Runs::of_characters(index(&fib.characters), &streams.main),
        data: &streams.data,
        styles: Styles::of(streams, fib),
        numbering: lists::numbering(streams, fib),
        boxes: Boxes::of(streams, fib),
        anchored: Vec::new(),
        fields: Vec::new(),
        text: String::new(),
        pictures: 0,
        out: Vec::new(),
    };
    reader.read(fib.main_text.clone());
    for range in reader.boxes.rest() {
        reader.read(range);
    }
    reader.out
}

struct Reader<'a> {
    all: &'a Text,
    paragraphs: Runs<'a>,
    characters: Runs<'a>,
    data: &'a [u8],
    styles: Styles,
    numbering: Numbering,
    boxes: Boxes,
    /// Text boxes tied to the paragraph being read.
    anchored: Vec<Range<usize>>,
    /// For each open field whether its instruction is being read, of which nothing is shown.
    fields: Vec<bool>,
    text: String,
    pictures: usize,
    out: Vec<Paragraph>,
}

impl Reader<'_> {
    fn read(&mut self, range: Range<usize>) {
        let all = self.all;
        let mut last = None;
        for at in range {
            let (Some(c), Some(offset)) = (all.chars.get(at), all.offsets.get(at)) else { break };
            if *c == SHAPE {
                self.anchored.extend(self.boxes.take(at));
            }
            self.push(*c, *offset);
            last = Some(*offset);
        }
        // A text that was cut off has no last mark.
        if !self.text.is_empty() {
            self.end(PARAGRAPH, last.unwrap_or_default());
        }
        self.fields.clear();
    }

    /// The paragraphs of text boxes in as many tables as what they are tied to.
    fn read_boxes(&mut self, depth: usize) -> Vec<Paragraph> {
        let before = std::mem::take(&mut self.out);
        for range in std::mem::take(&mut self.anchored) {
            self.read(range);
        }
        let mut inner = std::mem::replace(&mut self.out, before);
        inner.iter_mut().for_each(|p| p.depth = (p.depth + depth).min(DEEPEST));
        inner
    }

    fn push(&mut self, c: char, offset: u32) {
        match c {
            PARAGRAPH | CELL | PAGE => self.end(c, offset),
            '\u{13}' => self.fields.push(true),
            '\u{14}' => self.fields.iter_mut().last().into_iter().for_each(|f| *f = false),
            '\u{15}' => drop(self.fields.pop()),
            c if !self.is_hidden(c, offset) => self.show(c),
            _ => {}
        }
    }

    fn show(&mut self, c: char) {
        match c {
            '\u{B}' => self.text.push('\n'),
            '\t' | '\u{E}' => self.text.push(' '),
            '\u{1E}' => self.text.push('-'),
            FILLER => {}
            PICTURE => self.pictures += 1,
            // Notes and other things that stand in the text; soft hyphens.
            c => encoding::push_clean(c, &mut self.text),
        }
    }

    /// Whether a character is not shown: deleted, hidden, crossed out, or the raised mark of a note.
    fn is_hidden(&self, c: char, offset: u32) -> bool {
        if self.fields.contains(&true) {
            return true;
        }
        let Some(run) = self.characters.at(offset) else { return false };
        sprms(run.modifiers).any(|s| match s.code {
            // sprmCFRMarkDel, sprmCFVanish, sprmCFStrike, sprmCFDStrike
            0x0800 | 0x083C | 0x0837 | 0x2A53 => matches!(s.operand, [1 | 0x81]),
            // sprmCIss
            0x2A48 => s.operand == [1] && marks::is_note(&self.text, c.encode_utf8(&mut [0; 4])),
            _ => false,
        })
    }

    fn end(&mut self, mark: char, offset: u32) {
        let properties = self.properties(offset);
        let list = self.styles.list(properties.list, properties.style);
        let number = self.numbering.next(list, None).filter(|_| !properties.ends_row).unwrap_or_default();
        let mut paragraph =
            Paragraph { text: number + &std::mem::take(&mut self.text), ..Paragraph::default() };
        // Nested cells end in ordinary paragraph marks.
        paragraph.depth = properties.depth.unwrap_or(usize::from(properties.in_table || mark == CELL));
        paragraph.pictures = std::mem::take(&mut self.pictures);
        paragraph.ends_row = properties.ends_row;
        paragraph.ends_cell = !properties.ends_row && (mark == CELL || properties.ends_inner_cell);
        paragraph.row = properties.row.filter(|_| properties.ends_row);
        // An instruction that a paragraph's end cuts off would hide the rest of the document.
        self.fields.iter_mut().for_each(|instruction| *instruction = false);
        let depth = paragraph.depth;
        let mut boxes = self.read_boxes(depth);
        // What is anchored in a cell must not come behind its end.
        if depth > 0 {
            self.out.append(&mut boxes);
        }
        self.out.push(paragraph);
        self.out.append(&mut boxes);
    }

    fn properties(&self, offset: u32) -> Properties {
        let mut properties = Properties::default();
        if let Some(run) = self.paragraphs.at(offset) {
            properties.style = run.style;
            sprms(run.modifiers).for_each(|s| properties.apply(s, self.data));
        }
        properties
    }
}

#[derive(Default)]
struct Properties {
    style: usize,
    list: ListLevel,
    in_table: bool,
    depth: Option<usize>,
    ends_row: bool,
    ends_inner_cell: bool,
    row: Option<Row>,
}

impl Properties {
    fn apply(&mut self, sprm: Sprm, data: &[u8]) {
        let on = matches!(sprm.operand, [1]);
        match sprm.code {
            0x2416 => self.in_table = on,
            0x2417 | 0x244C => self.ends_row |= on,
            0x244B => self.ends_inner_cell = on,
            0x6649 => self.depth = u32_at(sprm.operand, 0).map(|n| (n as usize).min(DEEPEST)),
            sprm::DEFINE_ROW => self.row = row(sprm.operand),
            0x6645 | 0x6646 => self.apply_huge(sprm.operand, data),
            0x460B | 0x260A => lists::apply(&mut self.list, sprm),
            code => self.row.iter_mut().for_each(|row| row.apply(code, sprm.operand)),
        }
    }

    /// Properties that found no place in a page stand in the data stream; they name no further ones.
    fn apply_huge(&mut self, operand: &[u8], data: &[u8]) {
        let list = u32_at(operand, 0).map(|at| at as usize).and_then(|at| {
            let size = u16_at(data, at)?;
            slice(data, at.checked_add(2)?, usize::from(size))
        });
        sprms(list.unwrap_or_default()).for_each(|s| self.apply(s, &[]));
    }
}

/// `sprmTDefTable` (\[MS-DOC\] 2.9.323): a count, the edges, 20 bytes for each cell, of which the last may miss.
fn row(operand: &[u8]) -> Option<Row> {
    let count = usize::from(u8_at(operand, 0)?);
    let edges = slice(operand, 1, 2 * (count + 1))?;
    let edges = edges.chunks_exact(2).filter_map(|b| crate::source::bytes::i16_at(b, 0)).collect();
    let merge = |n| u16_at(operand, 1 + 2 * (count + 1) + 20 * n).map(merge_of).unwrap_or_default();
    Some(Row { edges, merges: (0..count).map(merge).collect() })
}

fn merge_of(flags: u16) -> Merge {
    const LEFT: u16 = 0x02;
    Merge { left: flags & LEFT != 0, above: (flags >> 5) & 3 == 1 }
}

impl Row {
    /// Modifications behind the definition: `sprmTMerge`, `sprmTVertMerge`.
    fn apply(&mut self, code: u16, operand: &[u8]) {
        let (Some(first), Some(second)) = (u8_at(operand, 0), u8_at(operand, 1)) else { return };
        let (first, second) = (usize::from(first), usize::from(second));
        match code {
            0x5624 => {
                let merged = self.merges.iter_mut().take(second).skip(first.saturating_add(1));
                merged.for_each(|m| m.left = true);
            }
            0xD62B => self.merges.iter_mut().skip(first).take(1).for_each(|m| m.above = second == 1),
            _ => {}
        }
    }
}
