//! Bytes → text. Web pages and text files often lie about their encoding or say nothing; the words tell.

use super::drawing::fold;
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Decodes a text file: byte order mark, UTF-16 without one, UTF-8, else the reading that is Chinese.
pub(super) fn text(bytes: &[u8]) -> String {
    decode(bytes, None)
}

/// Decodes a web page; what its `<meta>` declares is only one of the candidates.
pub(super) fn html(bytes: &[u8]) -> String {
    decode(bytes, declared(bytes))
}

fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> String {
    if let Some((encoding, length)) = mark(bytes) {
        return read(encoding, bytes.get(length..).unwrap_or_default());
    }
    if let Some(encoding) = utf16(bytes) {
        return read(encoding, bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => likeliest(bytes, declared),
    }
}

/// The encoding that a byte order mark names, with the mark's length.
fn mark(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    // encoding_rs knows the three of the Encoding Standard; editors in China write a fourth.
    const GB18030_MARK: &[u8] = &[0x84, 0x31, 0x95, 0x33];
    Encoding::for_bom(bytes).or_else(|| bytes.starts_with(GB18030_MARK).then_some((GB18030, 4)))
}

/// UTF-16 without a mark: it has NULs, and one byte order reads as Chinese and ASCII only.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    // Enough to meet a line break or a digit, whose other byte is NUL, in any report.
    const SAMPLE: usize = 4096;
    let sample = bytes.get(..SAMPLE.min(bytes.len() & !1))?;
    if !bytes.len().is_multiple_of(2) || !sample.contains(&0) {
        return None;
    }
    [UTF_16LE, UTF_16BE].into_iter().find(|e| mostly_usual(&e.decode_without_bom_handling(sample).0))
}

fn mostly_usual(text: &str) -> bool {
    let usual = |c: &char| {
        matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{303F}')
            || matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
    };
    let (total, good) = (text.chars().count(), text.chars().filter(usual).count());
    total > 0 && good * 20 >= total * 19
}

/// Of all candidates the one whose text reads like Chinese prose; among equals the first.
fn likeliest(bytes: &[u8], declared: Option<&'static Encoding>) -> String {
    // Longer than the head and the navigation of any page, so that prose is among it.
    const SAMPLE: usize = 256 * 1024;
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let mut best: Option<(i64, &'static Encoding)> = None;
    for encoding in declared.into_iter().chain([guess(sample), GB18030, UTF_8, BIG5]) {
        let score = score(&read(encoding, sample));
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, encoding));
        }
    }
    best.map(|(_, encoding)| read(encoding, bytes)).unwrap_or_default()
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new();
    detector.feed(bytes, true);
    detector.guess(Some(b"cn"), true)
}

fn read(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// How much a text reads like Chinese: common characters speak for it, undecodable bytes against it.
fn score(text: &str) -> i64 {
    // The most frequent characters of any Chinese page and of these reports, in both scripts.
    const COMMON: &str = "的一是不了在有和人為为中大国國上年行政府信息开開公工作情况況度请請申理本部第";
    // A wrong reading has few common characters and many gaps; a right one may have some broken bytes.
    const GAP: i64 = 5;
    let worth = |c| match c {
        char::REPLACEMENT_CHARACTER => -GAP,
        c if c >= '\u{4E00}' && COMMON.contains(c) => 1,
        _ => 0,
    };
    text.chars().map(worth).sum()
}

/// Whether the bytes are text in any encoding: hardly a control character, hardly an undecodable byte.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    const SAMPLE: usize = 64 * 1024;
    // A cut in the middle of a character costs at most one gap; old files end in a control-Z or hold a stray bell.
    const IN: usize = 50;
    let text = text(bytes.get(..SAMPLE.min(bytes.len()) & !1).unwrap_or(bytes));
    let odd = |c: &char| *c == char::REPLACEMENT_CHARACTER || (c.is_control() && !"\t\n\r\u{C}".contains(*c));
    !text.trim().is_empty() && text.chars().filter(odd).count() <= 1 + text.chars().count() / IN
}

/// The charset that a page declares in its head.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    // Browsers look no further than 1024 bytes; Word writes its styles before the declaration.
    const HEAD: usize = 8192;
    let head = bytes.get(..HEAD.min(bytes.len()))?.to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let (_, after) = head.split_once("charset")?;
    let label = after.trim_start().strip_prefix('=')?.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')?;
    Encoding::for_label(label.get(..end)?.as_bytes())
}

/// The text with one kind of line break and without what cannot be seen: control characters, zero-width
/// characters. No-break and other odd spaces become plain ones, CJK radicals the characters they stand for.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            c => push_clean(c, &mut out),
        }
    }
    out
}

/// Appends one character as [`clean`] would.
pub(super) fn push_clean(c: char, out: &mut String) {
    match c {
        '\n' | '\t' | '\u{C}' | ' '..='~' | '\u{4E00}'..='\u{9FFF}' => out.push(c),
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => out.push(' '),
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => {}
        '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' => {}
        c if c.is_control() => {}
        c => fold::push_folded(c, out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "2023年政府信息公开工作年度报告\n一、总体情况\n共3件。\n";

    fn utf16_bytes(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn utf16_is_read_with_and_without_a_mark() {
        for big in [false, true] {
            assert_eq!(text(&utf16_bytes(REPORT, big)), REPORT);
            assert_eq!(text(&utf16_bytes(&format!("\u{FEFF}{REPORT}"), big)), REPORT);
        }
    }

    #[test]
    fn legacy_encodings_are_told_apart_by_their_words() {
        let traditional = "二〇二三年政府資訊公開工作年度報告，本年度請求公開的情況如下：一、總體情況";
        assert_eq!(text(&GB18030.encode(REPORT).0), REPORT);
        assert_eq!(text(&BIG5.encode(traditional).0), traditional);
        let mut marked = vec![0x84, 0x31, 0x95, 0x33];
        marked.extend_from_slice(&GB18030.encode(REPORT).0);
        assert_eq!(text(&marked), REPORT);
    }

    #[test]
    fn a_wrong_declaration_is_overruled() {
        let page =
            |charset: &str| format!("<html><head><meta charset=\"{charset}\"></head><body>{REPORT}</body>");
        let (utf8, gbk) = (page("gb2312"), page("utf-8"));
        assert_eq!(html(utf8.as_bytes()), utf8);
        assert_eq!(html(&GB18030.encode(&gbk).0), gbk);
        let big5 = page("big5");
        assert_eq!(html(&GB18030.encode(&big5).0), big5);
        let none = format!("<p>{REPORT}</p>");
        assert_eq!(html(&GB18030.encode(&none).0), none);
    }

    #[test]
    fn one_broken_byte_does_not_change_the_encoding() {
        let mut bytes = REPORT.repeat(3).into_bytes();
        bytes.push(0xE4);
        assert!(text(&bytes).starts_with(REPORT));
    }

    #[test]
    fn what_cannot_be_seen_is_gone_and_blanks_are_spaces() {
        assert_eq!(clean("\u{FEFF}政\u{200B}府\0 3\u{A0}件\r\n⻘\r"), "政府 3 件\n青\n");
    }
}
