//! Glyph names and one-byte encodings → Unicode.

use lopdf::{Dictionary, Document, Encoding, Object};
use smol_str::SmolStr;

/// The characters of one of the named encodings; `StandardEncoding` for an unknown name.
pub(super) fn encoding(name: &[u8], document: &Document) -> [Option<char>; 256] {
    let mut table = [None; 256];
    let font = font_with_encoding(Object::Name(name.to_vec()));
    if let Ok(Encoding::OneByteEncoding(set)) = font.get_font_encoding(document) {
        for (slot, glyph) in table.iter_mut().zip(set.iter()) {
            *slot = glyph.and_then(|g| char::from_u32(u32::from(g.utf16_code_unit())));
        }
    }
    table
}

/// The text of a glyph name by the rules of the Adobe Glyph List Specification: a suffix after a full stop
/// says nothing about the text, underscores join the parts of a ligature, `uniXXXX` and `uXXXXX` are code points.
pub(super) fn text(name: &[u8], document: &Document) -> Option<SmolStr> {
    let stem = name.split(|&b| b == b'.').next().filter(|stem| !stem.is_empty())?;
    if let [letter] = stem {
        return Some(SmolStr::from_iter([char::from(*letter)])).filter(|_| letter.is_ascii_alphabetic());
    }
    stem.split(|&b| b == b'_')
        .map(|part| component(part, document))
        .collect::<Option<String>>()
        .map(Into::into)
}

fn component(name: &[u8], document: &Document) -> Option<String> {
    listed(name, document).map(String::from).or_else(|| uni(name)).or_else(|| u(name))
}

/// The name's entry in the Adobe Glyph List. lopdf has the list, but only shows it through the `Differences`
/// of a font, so a font with this one difference is asked.
fn listed(name: &[u8], document: &Document) -> Option<char> {
    let differences = vec![Object::Integer(0), Object::Name(name.to_vec())];
    let encoding = Dictionary::from_iter([("Differences", Object::Array(differences))]);
    let font = font_with_encoding(encoding.into());
    match font.get_font_encoding(document) {
        Ok(Encoding::Differences(found)) => char::from_u32(u32::from(found.map.get(&0)?.utf16_code_unit())),
        _ => None,
    }
}

fn font_with_encoding(encoding: Object) -> Dictionary {
    Dictionary::from_iter([("Type", Object::Name(b"Font".to_vec())), ("Encoding", encoding)])
}

/// `uni` and one or more UTF-16 units of four digits.
fn uni(name: &[u8]) -> Option<String> {
    let digits = std::str::from_utf8(name.strip_prefix(b"uni")?).ok()?;
    if digits.is_empty() || digits.len() % 4 != 0 || !digits.is_ascii() {
        return None;
    }
    let unit = |chunk: &[u8]| u16::from_str_radix(std::str::from_utf8(chunk).ok()?, 16).ok();
    let units: Option<Vec<u16>> = digits.as_bytes().chunks(4).map(unit).collect();
    String::from_utf16(&units?).ok()
}

/// `u` and one code point of four to six digits.
fn u(name: &[u8]) -> Option<String> {
    let digits = std::str::from_utf8(name.strip_prefix(b"u")?).ok()?;
    let code = u32::from_str_radix(digits, 16).ok().filter(|_| (4..=6).contains(&digits.len()))?;
    char::from_u32(code).map(String::from)
}
