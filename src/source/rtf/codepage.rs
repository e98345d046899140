//! Bytes → characters, by the font they are set in and the file's code page.

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};
use rustc_hash::FxHashMap;

/// What a font's characters are.
#[derive(Debug, Clone, Copy, Default)]
struct Font {
    encoding: Option<&'static Encoding>,
    /// Its characters are signs, whatever their codes.
    symbols: bool,
}

/// The encodings that a file names, and how they are chosen between.
#[derive(Default)]
pub(super) struct Codepages {
    fonts: FxHashMap<i32, Font>,
    /// The font being defined, which is the one used where none is named.
    font: i32,
    default: i32,
    page: Option<&'static Encoding>,
    /// Some font's East Asian encoding, for files that claim to be Western.
    any: Option<&'static Encoding>,
    /// The file itself is UTF-8, against the format's rules.
    utf8: bool,
}

impl Codepages {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let utf8 = !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
        Codepages { utf8, ..Codepages::default() }
    }

    /// A word of the file's head.
    pub(super) fn head(&mut self, word: &str, value: i32) {
        match word {
            "ansicpg" => self.page = by_number(value),
            "deff" => self.default = value,
            _ => {}
        }
    }

    /// A word of the list of fonts.
    pub(super) fn define(&mut self, word: &str, value: i32) {
        // The symbol set of `\fcharsetN`.
        const SYMBOL: i32 = 2;
        let encoding = match word {
            "f" => {
                self.font = value;
                self.fonts.insert(value, Font::default());
                return;
            }
            "fcharset" => by_charset(value),
            "cpg" => by_number(value),
            _ => return,
        };
        let font = self.fonts.entry(self.font).or_default();
        font.encoding = font.encoding.or(encoding);
        font.symbols |= word == "fcharset" && value == SYMBOL;
        self.any = self.any.or(encoding);
    }

    /// The characters of bytes in a font; of several readings the first without a gap.
    pub(super) fn decode(&self, bytes: &[u8], font: Option<i32>) -> String {
        let font = self.fonts.get(&font.unwrap_or(self.default)).copied().unwrap_or_default();
        if font.symbols {
            return String::new();
        }
        if let Some(ascii) = std::str::from_utf8(bytes).ok().filter(|t| t.is_ascii()) {
            return ascii.to_owned();
        }
        let utf8 = self.utf8.then_some(UTF_8);
        let candidates = [utf8, font.encoding, self.page, self.any];
        let read = |e: &'static Encoding| e.decode_without_bom_handling_and_without_replacement(bytes);
        match candidates.into_iter().flatten().find_map(read) {
            Some(text) => text.into_owned(),
            None => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        }
    }
}

/// `\fcharsetN` of the East Asian fonts; the others hold no character above ASCII that a report needs.
fn by_charset(charset: i32) -> Option<&'static Encoding> {
    match charset {
        128 => Some(SHIFT_JIS),
        129 => Some(EUC_KR),
        134 => Some(GB18030),
        136 => Some(BIG5),
        _ => None,
    }
}

fn by_number(page: i32) -> Option<&'static Encoding> {
    match page {
        936 | 20936 | 54936 => Some(GB18030),
        950 => Some(BIG5),
        932 => Some(SHIFT_JIS),
        949 => Some(EUC_KR),
        65001 => Some(UTF_8),
        _ => None,
    }
}
