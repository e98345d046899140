//! Fonts: from the bytes of a shown string to Unicode text, advance and extent.

mod cmap;
mod composite;
mod names;
mod predefined;
mod program;
mod simple;
mod standard;
mod widths;

use super::object::{Objects, as_dict};
use crate::model::Failure;
use crate::source::drawing::fold;
use cmap::{CMap, Code, Codes};
use composite::CompositeText;
use lopdf::{Dictionary, Object};
use predefined::CMaps;
use rustc_hash::FxHashMap;
use simple::SimpleText;
use smol_str::SmolStr;
use widths::{CidWidths, SimpleWidths};

pub(super) use cmap::Code as CharCode;
pub(in crate::source) use program::glyph_texts;
pub(super) use widths::Down;

/// What a code shows, in parts of the font size.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    /// Folded text; empty for a code that shows nothing.
    pub text: SmolStr,
    /// Advance to the right.
    pub width: f32,
    /// Width of its box: the advance, but where a font says none for what it prints.
    pub breadth: f32,
    /// In vertical writing: where it stands and how far it moves down.
    pub down: Option<Down>,
    /// Whether it is the one-byte code 32, which word spacing widens.
    pub is_word_space: bool,
}

enum Text<'a> {
    Simple(Box<SimpleText<'a>>),
    Composite(Box<CompositeText<'a>>),
}

enum Widths {
    Simple(Box<SimpleWidths>),
    Cid(CidWidths),
}

/// A loaded font.
pub(super) struct Font<'a> {
    codes: Codes,
    text: Text<'a>,
    widths: Widths,
    /// From glyph space to parts of the font size: a thousandth, but for Type 3.
    unit: f32,
    /// The em in parts of the font size: 1, but for Type 3.
    pub em: f32,
    shapes: FxHashMap<(u32, u8), Shape>,
}

/// The fonts of a document, each loaded once.
#[derive(Default)]
pub(super) struct Fonts<'a> {
    list: Vec<Font<'a>>,
    /// By address: the objects stay where they are while the document is read.
    known: FxHashMap<*const Dictionary, u16>,
    cmaps: CMaps,
}

impl<'a> Fonts<'a> {
    /// The index of a font, loading it at its first use; `None` past 65,535 fonts.
    ///
    /// # Errors
    /// Only when a limit is exceeded.
    pub fn load(&mut self, objects: &Objects<'a>, dict: &'a Dictionary) -> Result<Option<u16>, Failure> {
        if let Some(known) = self.known.get(&std::ptr::from_ref(dict)) {
            return Ok(Some(*known));
        }
        let Ok(index) = u16::try_from(self.list.len()) else { return Ok(None) };
        self.list.push(Font::read(objects, &self.cmaps, dict)?);
        self.known.insert(dict, index);
        Ok(Some(index))
    }

    pub fn get(&mut self, index: u16) -> Option<&mut Font<'a>> {
        self.list.get_mut(usize::from(index))
    }
}

impl<'a> Font<'a> {
    fn read(objects: &Objects<'a>, cmaps: &CMaps, dict: &'a Dictionary) -> Result<Self, Failure> {
        let descendant = objects.array(dict, b"DescendantFonts").and_then(|d| objects.resolve(d.first()?));
        match descendant.and_then(as_dict) {
            Some(descendant) => Self::read_composite(objects, cmaps, dict, descendant),
            None => Self::read_simple(objects, dict),
        }
    }

    fn read_composite(
        objects: &Objects<'a>,
        cmaps: &CMaps,
        dict: &'a Dictionary,
        descendant: &'a Dictionary,
    ) -> Result<Self, Failure> {
        let text = CompositeText::read(objects, cmaps, dict, descendant)?;
        Ok(Font {
            codes: text.codes.clone(),
            text: Text::Composite(Box::new(text)),
            widths: Widths::Cid(CidWidths::read(objects, descendant)),
            unit: 0.001,
            em: 1.0,
            shapes: FxHashMap::default(),
        })
    }

    fn read_simple(objects: &Objects<'a>, dict: &'a Dictionary) -> Result<Self, Failure> {
        let descriptor = objects.dict(dict, b"FontDescriptor");
        let to_unicode = to_unicode(objects, dict)?;
        let (unit, em) = glyph_space(objects, dict);
        Ok(Font {
            codes: Codes::One,
            text: Text::Simple(Box::new(SimpleText::read(objects, dict, descriptor, to_unicode))),
            widths: Widths::Simple(Box::new(SimpleWidths::read(objects, dict, descriptor))),
            unit,
            em,
            shapes: FxHashMap::default(),
        })
    }

    /// Whether the font writes downwards.
    pub fn is_vertical(&self) -> bool {
        matches!(&self.text, Text::Composite(text) if text.vertical)
    }

    /// Cuts the first code off a string.
    pub fn cut<'b>(&self, bytes: &'b [u8]) -> Option<(CharCode, &'b [u8])> {
        self.codes.cut(bytes)
    }

    /// What a code shows.
    ///
    /// # Errors
    /// Only when unpacking the font program exceeds a limit.
    pub fn shape(&mut self, objects: &Objects<'a>, code: CharCode) -> Result<&Shape, Failure> {
        use std::collections::hash_map::Entry;
        let made = match self.shapes.entry((code.value, code.bytes)) {
            Entry::Occupied(known) => return Ok(known.into_mut()),
            Entry::Vacant(vacant) => vacant,
        };
        let text = match &self.text {
            Text::Simple(text) => text.get(objects, code.value)?,
            Text::Composite(text) => text.get(objects, code)?,
        };
        let (width, down) = match (&self.widths, &self.text) {
            (Widths::Simple(widths), _) => (widths.get(code.value), None),
            (Widths::Cid(widths), Text::Composite(text)) => cid_metrics(widths, text, code),
            (Widths::Cid(widths), _) => (widths.get(code.value), None),
        };
        let text = fold::glyph_text(text.as_deref());
        let width = width * self.unit;
        Ok(made.insert(Shape {
            breadth: if width > 0.0 { width } else { usual_breadth(&text) * self.em },
            text,
            width,
            down: down.map(|d| Down {
                x: d.x * self.unit,
                y: d.y * self.unit,
                advance: d.advance * self.unit,
            }),
            is_word_space: code == Code { value: 32, bytes: 1 },
        }))
    }
}

/// The breadth of an ideograph is the em, of other characters about half of it.
pub(super) fn usual_breadth(text: &str) -> f32 {
    if text.chars().any(|c| c >= '\u{2E80}') { 1.0 } else { 0.5 }
}

fn cid_metrics(widths: &CidWidths, text: &CompositeText, code: Code) -> (f32, Option<Down>) {
    // Without listed widths the CID changes nothing, and need not be looked up.
    let cid = if widths.vary() { text.cid(code) } else { 0 };
    (widths.get(cid), text.vertical.then(|| widths.down(cid)))
}

fn to_unicode<'a>(objects: &Objects<'a>, font: &'a Dictionary) -> Result<Option<CMap>, Failure> {
    let Some(stream) = objects.stream(font, b"ToUnicode") else { return Ok(None) };
    Ok(Some(CMap::parse(&objects.inflate(stream)?)))
}

/// Unit of glyph space and em, in parts of the font size. A Type 3 font defines both as it likes: its em is
/// taken from the height of its box.
fn glyph_space<'a>(objects: &Objects<'a>, font: &'a Dictionary) -> (f32, f32) {
    const USUAL: (f32, f32) = (0.001, 1.0);
    let Some(matrix) = objects.matrix(font, b"FontMatrix").filter(|_| is_type3(objects, font)) else {
        return USUAL;
    };
    let unit = matrix.a.hypot(matrix.b) as f32;
    let bbox = objects.numbers::<4>(font, b"FontBBox").unwrap_or_default();
    let height = ((bbox[3] - bbox[1]).abs() * matrix.c.hypot(matrix.d)) as f32;
    // A matrix of a thousandth means that glyphs are drawn on the usual em, whatever the box says.
    let usual = (0.0009..=0.0011).contains(&unit);
    let em = if usual || !(0.01..=100.0).contains(&height) { (unit * 1000.0).min(1.0) } else { height };
    (unit, em)
}

fn is_type3<'a>(objects: &Objects<'a>, font: &'a Dictionary) -> bool {
    objects.get(font, b"Subtype").is_some_and(|o| matches!(o, Object::Name(n) if n == b"Type3"))
}
