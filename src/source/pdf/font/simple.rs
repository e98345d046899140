//! Text of simple fonts (Type 1, TrueType, Type 3): one byte a code.

use super::program::Program;
use super::{CMap, names};
use crate::model::Failure;
use crate::source::pdf::object::{Objects, number};
use lopdf::{Dictionary, Object};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::cell::OnceCell;

/// Flag 6 of table 123 of the PDF reference: the font uses the standard Latin character set.
const NONSYMBOLIC: i64 = 1 << 5;

/// Where a simple font's text comes from, in the order in which it is asked.
pub(super) struct SimpleText<'a> {
    to_unicode: Option<CMap>,
    /// `/Differences`, by code.
    names: FxHashMap<u8, &'a [u8]>,
    /// The encoding that the font names, if it does.
    named: Option<[Option<char>; 256]>,
    program: Option<Program<'a>>,
    from_program: OnceCell<FxHashMap<u32, SmolStr>>,
    /// For a font that names no encoding, and is not embedded or says that its letters are the usual ones.
    standard: Option<[Option<char>; 256]>,
}

impl<'a> SimpleText<'a> {
    pub fn read(
        objects: &Objects<'a>,
        font: &'a Dictionary,
        descriptor: Option<&'a Dictionary>,
        to_unicode: Option<CMap>,
    ) -> Self {
        let encoding = objects.get(font, b"Encoding");
        let dict = encoding.and_then(|e| e.as_dict().ok());
        let name = encoding
            .and_then(|e| e.as_name().ok())
            .or_else(|| dict.and_then(|d| objects.name(d, b"BaseEncoding")))
            .filter(|name| *name != b"Identity-H");
        let program = descriptor.and_then(|d| Program::of(objects, d));
        // Pictures in place of letters: their codes are not characters.
        let base_font = objects.name(font, b"BaseFont").unwrap_or_default();
        let pictures = base_font.ends_with(b"Symbol") || base_font.ends_with(b"Dingbats");
        let flags = descriptor.and_then(|d| objects.integer(d, b"Flags")).unwrap_or(0);
        let latin = program.is_none() || flags & NONSYMBOLIC != 0;
        let plain = latin && !pictures && objects.name(font, b"Subtype") != Some(b"Type3");
        SimpleText {
            to_unicode,
            names: dict.map(|d| differences(objects, d)).unwrap_or_default(),
            named: name.map(|n| names::encoding(n, objects.document)),
            program,
            from_program: OnceCell::new(),
            standard: plain.then(|| names::encoding(b"StandardEncoding", objects.document)),
        }
    }

    /// The text of a code; `None` where nothing tells it.
    ///
    /// # Errors
    /// Only when unpacking the font program exceeds a limit.
    pub fn get(&self, objects: &Objects<'a>, code: u32) -> Result<Option<SmolStr>, Failure> {
        if let Some(text) = self.to_unicode.as_ref().and_then(|map| map.text(code)) {
            return Ok(Some(text));
        }
        let byte = u8::try_from(code).unwrap_or_default();
        if let Some(name) = self.names.get(&byte) {
            return Ok(names::text(name, objects.document));
        }
        let in_table =
            |t: &Option<[Option<char>; 256]>| t.as_ref().and_then(|t| *t.get(usize::from(byte))?);
        if let Some(c) = in_table(&self.named) {
            return Ok(Some(SmolStr::from_iter([c])));
        }
        if let Some(text) = self.programs_text(objects, code)? {
            return Ok(Some(text));
        }
        Ok(in_table(&self.standard).map(|c| SmolStr::from_iter([c])))
    }

    fn programs_text(&self, objects: &Objects<'a>, code: u32) -> Result<Option<SmolStr>, Failure> {
        let Some(program) = self.program else { return Ok(None) };
        if self.from_program.get().is_none() {
            let data = objects.inflate(program.stream)?;
            let _ = self.from_program.set(program.simple_texts(&data, objects.document));
        }
        Ok(self.from_program.get().and_then(|texts| texts.get(&code)).cloned())
    }
}

/// `[first /name /name … first /name …]`
fn differences<'a>(objects: &Objects<'a>, encoding: &'a Dictionary) -> FxHashMap<u8, &'a [u8]> {
    let mut names = FxHashMap::default();
    let mut code = 0_u8;
    for object in objects.array(encoding, b"Differences").unwrap_or_default() {
        match objects.resolve(object) {
            Some(Object::Name(name)) => {
                names.insert(code, name.as_slice());
                code = code.wrapping_add(1);
            }
            Some(other) => code = number(other).map_or(code, |n| n as u8),
            None => {}
        }
    }
    names
}
