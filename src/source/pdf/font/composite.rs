//! Text and CIDs of composite fonts (Type 0): codes of one to four bytes, through a CMap to CIDs.

use super::cmap::{Code, Codes, decode_utf16};
use super::predefined::{self, CMaps, Lazy};
use super::program::Program;
use super::{CMap, to_unicode};
use crate::model::Failure;
use crate::source::pdf::object::Objects;
use lopdf::{Dictionary, Object, Stream};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;

/// How codes lead to CIDs.
enum Encoding {
    /// The CID is the code.
    Identity,
    /// A CMap of the PDF reference; `unicode` where its codes are Unicode themselves.
    Predefined { cmap: Rc<Lazy>, unicode: bool },
    /// A CMap in the file.
    Embedded { cmap: CMap, base: Option<Rc<Lazy>> },
}

/// Where a composite font's text comes from.
pub(super) struct CompositeText<'a> {
    pub codes: Codes,
    pub vertical: bool,
    encoding: Encoding,
    to_unicode: Option<CMap>,
    /// ToUnicode is a name: the codes are Unicode.
    codes_are_unicode: bool,
    /// CID → Unicode of the font's character collection.
    collection: Option<Rc<Lazy>>,
    program: Option<Program<'a>>,
    glyph_of_cid: Option<&'a Stream>,
    from_program: OnceCell<FxHashMap<u32, SmolStr>>,
}

impl<'a> CompositeText<'a> {
    pub fn read(
        objects: &Objects<'a>,
        cmaps: &CMaps,
        font: &'a Dictionary,
        descendant: &'a Dictionary,
    ) -> Result<Self, Failure> {
        let name =
            objects.name(font, b"Encoding").filter(|n| predefined::is_known(n)).unwrap_or(b"Identity-H");
        let embedded = objects.stream(font, b"Encoding");
        let (encoding, codes, vertical) = match embedded {
            Some(stream) => embedded_encoding(objects, cmaps, stream)?,
            None => {
                (predefined_encoding(cmaps, name), predefined::codes(name), predefined::is_vertical(name))
            }
        };
        let info = objects.dict(descendant, b"CIDSystemInfo");
        let ordering = info.and_then(|i| objects.get(i, b"Ordering")?.as_str().ok());
        let ordering = ordering.filter(|o| *o != b"Identity").or_else(|| predefined::ordering(name));
        let descriptor = objects.dict(descendant, b"FontDescriptor");
        Ok(CompositeText {
            codes,
            vertical,
            encoding,
            to_unicode: to_unicode(objects, font)?,
            codes_are_unicode: objects.name(font, b"ToUnicode").is_some(),
            collection: ordering.and_then(|o| cmaps.collection(o)),
            program: descriptor.and_then(|d| Program::of(objects, d)),
            glyph_of_cid: objects.stream(descendant, b"CIDToGIDMap"),
            from_program: OnceCell::new(),
        })
    }

    pub fn cid(&self, code: Code) -> u32 {
        let found = match &self.encoding {
            Encoding::Identity => Some(code.value),
            Encoding::Predefined { cmap, .. } => cmap.cid(code),
            Encoding::Embedded { cmap, base } => {
                cmap.cid(code.value).or_else(|| base.as_ref().and_then(|b| b.cid(code)))
            }
        };
        found.unwrap_or(0)
    }

    /// The text of a code; `None` where nothing tells it.
    ///
    /// # Errors
    /// Only when unpacking the font program exceeds a limit.
    pub fn get(&self, objects: &Objects<'a>, code: Code) -> Result<Option<SmolStr>, Failure> {
        if let Some(text) = self.codes_text(code) {
            return Ok(Some(text));
        }
        if let Some(text) = self.to_unicode.as_ref().and_then(|map| map.text(code.value)) {
            return Ok(Some(text));
        }
        let cid = self.cid(code);
        if let Some(text) = self.collection.as_ref().and_then(|c| c.text(cid)) {
            return Ok(Some(text));
        }
        self.programs_text(objects, cid)
    }

    /// The text that the code itself tells. A predefined encoding says what its codes mean, and is to be
    /// trusted before ToUnicode, which some writers (Ghostscript) get wrong for these encodings.
    fn codes_text(&self, code: Code) -> Option<SmolStr> {
        let bytes = code.value.to_be_bytes();
        let unicode = || {
            bytes
                .get(4_usize.checked_sub(usize::from(code.bytes))?..)
                .map(|b| decode_utf16(b.iter().copied()))
        };
        match &self.encoding {
            Encoding::Predefined { unicode: true, .. } => unicode(),
            Encoding::Predefined { cmap, .. } => self.collection.as_ref()?.text(cmap.cid(code)?),
            _ if self.codes_are_unicode => unicode(),
            _ => None,
        }
        .filter(|text| !text.is_empty())
    }

    fn programs_text(&self, objects: &Objects<'a>, cid: u32) -> Result<Option<SmolStr>, Failure> {
        let Some(program) = self.program else { return Ok(None) };
        if self.from_program.get().is_none() {
            let data = objects.inflate(program.stream)?;
            let map = self.glyph_of_cid.map(|stream| objects.inflate(stream)).transpose()?;
            let _ = self.from_program.set(program.cid_texts(&data, map.as_deref(), objects.document));
        }
        Ok(self.from_program.get().and_then(|texts| texts.get(&cid)).cloned())
    }
}

fn predefined_encoding(cmaps: &CMaps, name: &[u8]) -> Encoding {
    match name {
        b"Identity-H" | b"Identity-V" => Encoding::Identity,
        _ => Encoding::Predefined { cmap: cmaps.get(name), unicode: predefined::is_unicode(name) },
    }
}

fn embedded_encoding<'a>(
    objects: &Objects<'a>,
    cmaps: &CMaps,
    stream: &'a Stream,
) -> Result<(Encoding, Codes, bool), Failure> {
    let mut cmap = CMap::parse(&objects.inflate(stream)?);
    let base = match objects.get(&stream.dict, b"UseCMap") {
        Some(Object::Name(name)) => Some(name.clone()),
        _ => cmap.base.take(),
    };
    let codes = match (&base, cmap.spaces.is_empty()) {
        (Some(base), true) => predefined::codes(base),
        (None, true) => Codes::Two,
        _ => Codes::Spaces(Cow::Owned(std::mem::take(&mut cmap.spaces))),
    };
    let vertical = cmap.vertical
        || objects.integer(&stream.dict, b"WMode") == Some(1)
        || base.as_deref().is_some_and(predefined::is_vertical);
    Ok((Encoding::Embedded { cmap, base: base.map(|b| cmaps.get(&b)) }, codes, vertical))
}
