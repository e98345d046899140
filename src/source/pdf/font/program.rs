//! What an embedded font program tells about Unicode; read only where the PDF itself does not say.

use super::names;
use crate::source::pdf::lexer::{Lexer, Token};
use crate::source::pdf::object::Objects;
use lopdf::{Dictionary, Document, Stream};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use ttf_parser::{GlyphId, RawFace, Tag, cff, cmap, post};

/// An embedded font program, still packed.
#[derive(Clone, Copy)]
pub(super) struct Program<'a> {
    pub stream: &'a Stream,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Type1,
    /// TrueType, OpenType or bare CFF: told apart by content.
    Sfnt,
}

impl<'a> Program<'a> {
    pub fn of(objects: &Objects<'a>, descriptor: &'a Dictionary) -> Option<Self> {
        let find = |key: &[u8], kind| objects.stream(descriptor, key).map(|stream| Program { stream, kind });
        find(b"FontFile2", Kind::Sfnt)
            .or_else(|| find(b"FontFile3", Kind::Sfnt))
            .or_else(|| find(b"FontFile", Kind::Type1))
    }

    /// Texts by code, by the font's own encoding, for a simple font.
    pub fn simple_texts(&self, data: &[u8], document: &Document) -> FxHashMap<u32, SmolStr> {
        match self.kind {
            Kind::Type1 => type1_texts(data, document),
            Kind::Sfnt => match Faces::parse(data) {
                Some(faces) => faces.simple_texts(document),
                None => FxHashMap::default(),
            },
        }
    }

    /// Texts by CID for a descendant font; `glyph_of_cid` is its `CIDToGIDMap`, if it has one.
    pub fn cid_texts(
        &self,
        data: &[u8],
        glyph_of_cid: Option<&[u8]>,
        document: &Document,
    ) -> FxHashMap<u32, SmolStr> {
        let Some(faces) = Faces::parse(data) else { return FxHashMap::default() };
        let by_glyph = faces.glyph_texts(document);
        match glyph_of_cid {
            Some(map) => map
                .chunks_exact(2)
                .zip(0..)
                .filter_map(|(glyph, cid)| {
                    let glyph = glyph.iter().fold(0, |v, &b| v << 8 | u32::from(b));
                    Some((cid, by_glyph.get(&glyph)?.clone()))
                })
                .collect(),
            None => faces.by_cid(by_glyph),
        }
    }
}

/// Texts by glyph of a bare font program, for formats that name glyphs directly.
pub(in crate::source) fn glyph_texts(data: &[u8]) -> FxHashMap<u32, SmolStr> {
    Faces::parse(data).map(|faces| faces.glyph_texts(&Document::new())).unwrap_or_default()
}

/// The tables of a font program that say something about Unicode.
struct Faces<'a> {
    cmap: Option<cmap::Table<'a>>,
    post: Option<post::Table<'a>>,
    cff: Option<cff::Table<'a>>,
}

impl<'a> Faces<'a> {
    fn parse(data: &'a [u8]) -> Option<Self> {
        match RawFace::parse(data, 0) {
            Ok(face) => Some(Faces {
                cmap: face.table(Tag::from_bytes(b"cmap")).and_then(cmap::Table::parse),
                post: face.table(Tag::from_bytes(b"post")).and_then(post::Table::parse),
                cff: face.table(Tag::from_bytes(b"CFF ")).and_then(cff::Table::parse),
            }),
            Err(_) => Some(Faces { cmap: None, post: None, cff: Some(cff::Table::parse(data)?) }),
        }
    }

    fn name(&self, glyph: u16) -> Option<&'a str> {
        let id = GlyphId(glyph);
        self.post.and_then(|t| t.glyph_name(id)).or_else(|| self.cff.and_then(|t| t.glyph_name(id)))
    }

    fn glyph_count(&self) -> u16 {
        let post = self.post.map_or(0, |t| t.names().count().min(usize::from(u16::MAX)) as u16);
        self.cff.map_or(post, |t| t.number_of_glyphs())
    }

    /// Texts by glyph: from the Unicode subtables, the lowest code point first, else from glyph names.
    fn glyph_texts(&self, document: &Document) -> FxHashMap<u32, SmolStr> {
        let mut texts = FxHashMap::default();
        // Real fonts have two or three.
        const SUBTABLES: usize = 4;
        for subtable in self.subtables().filter(|s| s.is_unicode()).take(SUBTABLES) {
            each_code_point(&subtable, |code| {
                if let (Some(glyph), Some(c)) = (subtable.glyph_index(code), char::from_u32(code)) {
                    texts.entry(u32::from(glyph.0)).or_insert_with(|| SmolStr::from_iter([c]));
                }
            });
        }
        for glyph in 0..self.glyph_count() {
            if !texts.contains_key(&u32::from(glyph))
                && let Some(text) = self.name(glyph).and_then(|n| names::text(n.as_bytes(), document))
            {
                texts.insert(u32::from(glyph), text);
            }
        }
        texts
    }

    /// A CID-keyed CFF numbers its glyphs by CID in its charset; elsewhere the CID is the glyph.
    fn by_cid(&self, by_glyph: FxHashMap<u32, SmolStr>) -> FxHashMap<u32, SmolStr> {
        let cid = |glyph: u32| {
            let id = GlyphId(u16::try_from(glyph).ok()?);
            self.cff.and_then(|t| t.glyph_cid(id)).map(u32::from)
        };
        by_glyph.into_iter().map(|(glyph, text)| (cid(glyph).unwrap_or(glyph), text)).collect()
    }

    fn simple_texts(&self, document: &Document) -> FxHashMap<u32, SmolStr> {
        let by_glyph = self.glyph_texts(document);
        let text = |code: u32| by_glyph.get(&u32::from(self.glyph_of_code(code)?)).cloned();
        (0..256).filter_map(|code| Some((code, text(code)?))).collect()
    }

    /// The glyph of a one-byte code: symbol fonts keep codes at U+F000, old ones in a Macintosh subtable.
    fn glyph_of_code(&self, code: u32) -> Option<u16> {
        let in_subtable = |s: cmap::Subtable| {
            s.glyph_index(code).or_else(|| s.glyph_index(0xF000 + code)).filter(|g| g.0 != 0)
        };
        let in_cff = || self.cff.and_then(|t| t.glyph_index(u8::try_from(code).ok()?));
        self.subtables().filter(|s| !s.is_unicode()).find_map(in_subtable).or_else(in_cff).map(|g| g.0)
    }

    fn subtables(&self) -> impl Iterator<Item = cmap::Subtable<'a>> {
        self.cmap.into_iter().flat_map(|t| t.subtables)
    }
}

/// Calls `f` for every code point that a subtable may have a glyph for.
fn each_code_point(subtable: &cmap::Subtable, f: impl FnMut(u32)) {
    // A broken table of 32-bit ranges may claim four billion code points: better to ask for those of the planes
    // that hold characters.
    const LAST: u32 = 0x2_FFFF;
    match subtable.format {
        cmap::Format::SegmentedCoverage(_) | cmap::Format::ManyToOneRangeMappings(_) => {
            (0..=LAST).for_each(f)
        }
        _ => subtable.codepoints(f),
    }
}

/// The encoding in the clear part of a Type 1 program: lines `dup 65 /A put`, or `/Encoding StandardEncoding def`.
fn type1_texts(data: &[u8], document: &Document) -> FxHashMap<u32, SmolStr> {
    let mut texts = FxHashMap::default();
    let mut before = [Token::Constant; 2];
    // Past `eexec` everything is encrypted.
    for token in Lexer::new(data).take_while(|t| *t != Token::Operator(b"eexec")) {
        if let ([Token::Number(code), Token::Name(name)], Token::Operator(b"put")) = (before, token)
            && let Some(text) = names::text(name, document)
        {
            texts.insert(code as u32, text);
        }
        if let (Token::Name(b"Encoding"), Token::Operator(b"StandardEncoding")) = (before[1], token) {
            let standard = names::encoding(b"StandardEncoding", document);
            texts.extend((0..).zip(standard).filter_map(|(code, c)| Some((code, SmolStr::from_iter([c?])))));
        }
        before = [before[1], token];
    }
    texts
}
