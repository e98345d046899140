//! Text without white space that still knows where white space stood, because titles are broken over lines and
//! padded, and names end at the gaps.

use crate::form::script::simplified;
use crate::model::{Block, Part};

/// Characters without white space; full-width digits as ASCII.
#[derive(Debug, Clone, Default)]
pub struct Squeezed {
    /// The characters as printed.
    shown: Vec<char>,
    /// The same, those of the forms simplified, to compare with.
    pub chars: Vec<char>,
    /// For each character whether white space or a line break stood in front of it.
    pub gap: Vec<bool>,
    /// For each character whether a line began with it.
    pub line_start: Vec<bool>,
}

impl Squeezed {
    /// Appends one line.
    pub fn push_line(&mut self, text: &str) {
        let (mut gap, mut start) = (true, true);
        for c in text.chars() {
            if c.is_whitespace() || c == '\u{feff}' {
                gap = true;
                continue;
            }
            let shown = fold(c);
            self.shown.push(shown);
            self.chars.push(simplified(shown));
            self.gap.push(gap);
            self.line_start.push(start);
            (gap, start) = (false, false);
        }
    }

    /// The lines of the given parts, up to `limit` characters.
    pub fn of<'a>(parts: impl Iterator<Item = &'a Part>, limit: usize) -> Squeezed {
        let mut all = Squeezed::default();
        for line in parts.flat_map(|p| &p.blocks) {
            if let Block::Line(line) = line {
                all.push_line(&line.text);
            }
            if all.chars.len() > limit {
                break;
            }
        }
        all
    }

    /// The characters of a range as printed.
    pub fn text(&self, range: std::ops::Range<usize>) -> String {
        self.shown.get(range).unwrap_or_default().iter().collect()
    }

    /// All of it as printed.
    pub fn whole(&self) -> String {
        self.shown.iter().collect()
    }

    /// Whether the given words stand at `at`.
    pub fn starts(&self, at: usize, words: &str) -> bool {
        let rest = self.chars.get(at..).unwrap_or_default();
        let mut n = 0;
        words.chars().all(|w| {
            n += 1;
            rest.get(n - 1) == Some(&w)
        })
    }

    /// A gap in front of the character, or the end of the text.
    pub fn breaks(&self, at: usize) -> bool {
        self.gap.get(at).copied().unwrap_or(true)
    }
}

fn fold(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}
