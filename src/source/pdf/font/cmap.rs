//! CMaps written in a PDF: ToUnicode maps and encodings of composite fonts; and how codes are cut from strings.

use crate::source::pdf::lexer::{Lexer, Token};
use crate::source::pdf::strings;
use smol_str::SmolStr;
use std::borrow::Cow;

/// How the bytes of a string are cut into codes.
#[derive(Debug, Clone)]
pub(super) enum Codes {
    /// One byte each: simple fonts.
    One,
    /// Two bytes each: Identity and UCS-2.
    Two,
    /// As a list of ranges says.
    Spaces(Cow<'static, [Codespace]>),
}

/// A range of codes of one length; each byte of a code lies between those of `low` and `high`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Codespace {
    pub bytes: usize,
    pub low: [u8; 4],
    pub high: [u8; 4],
}

impl Codespace {
    pub const fn new(bytes: usize, low: u32, high: u32) -> Self {
        // Left-aligned, so that the first byte of a code meets the first byte of the range.
        let shift = 8 * (4 - bytes as u32);
        Codespace { bytes, low: (low << shift).to_be_bytes(), high: (high << shift).to_be_bytes() }
    }

    fn holds(&self, code: &[u8]) -> bool {
        let ranges = self.low.iter().zip(&self.high);
        code.len() == self.bytes && code.iter().zip(ranges).all(|(b, (low, high))| (low..=high).contains(&b))
    }
}

/// One code cut from a string.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::source::pdf) struct Code {
    pub value: u32,
    pub bytes: u8,
}

impl Codes {
    /// Cuts the first code off `bytes`.
    pub fn cut<'b>(&self, bytes: &'b [u8]) -> Option<(Code, &'b [u8])> {
        let length = match self {
            Codes::One => 1,
            Codes::Two => 2,
            Codes::Spaces(spaces) => length_of_code(spaces, bytes),
        };
        let (code, rest) = bytes.split_at_checked(length.min(bytes.len())).filter(|(c, _)| !c.is_empty())?;
        let value = code.iter().fold(0, |value, &b| value << 8 | u32::from(b));
        Some((Code { value, bytes: code.len() as u8 }, rest))
    }
}

fn length_of_code(spaces: &[Codespace], bytes: &[u8]) -> usize {
    let fits = |n: &usize| bytes.get(..*n).is_some_and(|code| spaces.iter().any(|s| s.holds(code)));
    // A code outside every range is as long as the shortest, so that reading finds its feet again.
    (1..=4).find(fits).or_else(|| spaces.iter().map(|s| s.bytes).min()).unwrap_or(1)
}

#[derive(Debug, Clone)]
struct Texts {
    first: u32,
    last: u32,
    /// Text of `first`; the last character counts up along the range.
    text: SmolStr,
}

#[derive(Debug, Clone, Copy)]
struct Cids {
    first: u32,
    last: u32,
    cid: u32,
}

/// A parsed CMap. What it does not understand it skips.
#[derive(Debug, Clone, Default)]
pub(super) struct CMap {
    pub spaces: Vec<Codespace>,
    pub vertical: bool,
    /// Name of the CMap that this one extends.
    pub base: Option<Vec<u8>>,
    texts: Vec<Texts>,
    cids: Vec<Cids>,
}

impl CMap {
    pub fn parse(bytes: &[u8]) -> CMap {
        let mut cmap = CMap::default();
        let mut lexer = Lexer::new(bytes);
        let mut before = [Token::Constant; 2];
        while let Some(token) = lexer.next() {
            match token {
                Token::Operator(b"begincodespacerange") => cmap.read_spaces(&mut lexer),
                Token::Operator(b"beginbfchar") => cmap.read_bf_chars(&mut lexer),
                Token::Operator(b"beginbfrange") => cmap.read_bf_ranges(&mut lexer),
                Token::Operator(b"begincidchar") => cmap.read_cid_chars(&mut lexer),
                Token::Operator(b"begincidrange") => cmap.read_cid_ranges(&mut lexer),
                Token::Operator(b"usecmap") => cmap.base = name_of(before[1]),
                Token::Operator(b"def") => {
                    cmap.vertical |= before == [Token::Name(b"WMode"), Token::Number(1.0)]
                }
                _ => {}
            }
            before = [before[1], token];
        }
        cmap.texts.sort_by_key(|t| t.first);
        cmap.cids.sort_by_key(|c| c.first);
        cmap
    }

    /// The Unicode text of a code.
    pub fn text(&self, code: u32) -> Option<SmolStr> {
        let found = find(&self.texts, code, |t| (t.first, t.last))?;
        match code - found.first {
            0 => Some(found.text.clone()),
            offset => counted_up(&found.text, offset),
        }
    }

    /// The CID of a code.
    pub fn cid(&self, code: u32) -> Option<u32> {
        let found = find(&self.cids, code, |c| (c.first, c.last))?;
        found.cid.checked_add(code - found.first)
    }

    fn read_spaces(&mut self, lexer: &mut Lexer) {
        while let (Some(Token::Hex(low)), Some(Token::Hex(high))) = (lexer.next(), lexer.next()) {
            let ((low, bytes), (high, _)) = (code(low), code(high));
            if (1..=4).contains(&bytes) {
                self.spaces.push(Codespace::new(bytes, low, high));
            }
        }
    }

    fn read_bf_chars(&mut self, lexer: &mut Lexer) {
        while let Some(Token::Hex(from)) = lexer.next() {
            let Some(Token::Hex(to)) = lexer.next() else { continue };
            let (first, _) = code(from);
            self.push_text(first, first, to);
        }
    }

    fn read_bf_ranges(&mut self, lexer: &mut Lexer) {
        while let (Some(Token::Hex(first)), Some(Token::Hex(last))) = (lexer.next(), lexer.next()) {
            let (first, last) = (code(first).0, code(last).0);
            match lexer.next() {
                Some(Token::Hex(to)) => self.push_text(first, last, to),
                Some(Token::ArrayOpen) => self.read_bf_array(lexer, first),
                _ => return,
            }
        }
    }

    fn read_bf_array(&mut self, lexer: &mut Lexer, first: u32) {
        let mut next = first;
        for token in lexer.by_ref().take_while(|t| !matches!(t, Token::ArrayClose | Token::Operator(_))) {
            if let Token::Hex(to) = token {
                self.push_text(next, next, to);
            }
            next = next.saturating_add(1);
        }
    }

    fn push_text(&mut self, first: u32, last: u32, to: &[u8]) {
        let text = decode_utf16(strings::hex(to));
        if first <= last && !text.is_empty() {
            self.texts.push(Texts { first, last, text });
        }
    }

    fn read_cid_chars(&mut self, lexer: &mut Lexer) {
        while let (Some(Token::Hex(from)), Some(Token::Number(cid))) = (lexer.next(), lexer.next()) {
            let (first, _) = code(from);
            self.cids.push(Cids { first, last: first, cid: cid as u32 });
        }
    }

    fn read_cid_ranges(&mut self, lexer: &mut Lexer) {
        while let (Some(Token::Hex(first)), Some(Token::Hex(last)), Some(Token::Number(cid))) =
            (lexer.next(), lexer.next(), lexer.next())
        {
            self.cids.push(Cids { first: code(first).0, last: code(last).0, cid: cid as u32 });
        }
    }
}

/// Finds the range that holds `code` in ranges sorted by start. Ranges may overlap in broken files, so a few
/// before the nearest start are looked at as well; of two for the same code the later one counts.
fn find<T>(ranges: &[T], code: u32, bounds: impl Fn(&T) -> (u32, u32)) -> Option<&T> {
    const LOOK_BACK: usize = 8;
    let end = ranges.partition_point(|r| bounds(r).0 <= code);
    ranges.get(..end)?.iter().rev().take(LOOK_BACK).find(|r| bounds(r).1 >= code)
}

fn counted_up(text: &str, offset: u32) -> Option<SmolStr> {
    let mut chars = text.chars();
    let last = char::from_u32(u32::from(chars.next_back()?).checked_add(offset)?)?;
    Some(chars.chain([last]).collect())
}

fn name_of(token: Token) -> Option<Vec<u8>> {
    match token {
        Token::Name(raw) => Some(strings::name(raw).into_owned()),
        _ => None,
    }
}

/// Value and length in bytes of a code in hexadecimal.
fn code(raw: &[u8]) -> (u32, usize) {
    strings::hex(raw).fold((0, 0), |(value, bytes), byte| (value << 8 | u32::from(byte), bytes + 1))
}

/// Big-endian UTF-16; a single byte is a code of its own, half a surrogate pair is left out.
pub(super) fn decode_utf16(mut bytes: impl Iterator<Item = u8> + Clone) -> SmolStr {
    let mut ahead = bytes.clone();
    if let (Some(byte), None) = (ahead.next(), ahead.next()) {
        return SmolStr::from_iter([char::from(byte)]);
    }
    let units = std::iter::from_fn(move || Some(u16::from_be_bytes([bytes.next()?, bytes.next()?])));
    char::decode_utf16(units).filter_map(Result::ok).collect()
}
