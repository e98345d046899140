//! Runs of text as a browser shows them: white space collapsed, lines at breaks.

use crate::source::{encoding, marks};
use scraper::ElementRef;

/// White space that waits for what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Gap {
    #[default]
    None,
    Space,
    /// A line break of the source, which means nothing between ideographs.
    Break,
}

/// Collects inline runs into lines.
#[derive(Debug, Default)]
pub(super) struct Prose {
    lines: Vec<String>,
    line: String,
    gap: Gap,
}

impl Prose {
    /// Appends a run of text; nothing is put between runs that touch.
    pub(super) fn push(&mut self, text: &str) {
        let mut one = String::new();
        for c in text.chars() {
            one.clear();
            // Entities were not yet characters when the page was cleaned.
            encoding::push_clean(c, &mut one);
            one.chars().for_each(|c| self.push_char(c));
        }
    }

    /// As [`Prose::push`], where line breaks of the source are shown (`<pre>`).
    pub(super) fn push_lines(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.end_line();
            }
            self.push(line);
        }
    }

    fn push_char(&mut self, c: char) {
        if c.is_whitespace() {
            let gap = if c == '\n' || self.gap == Gap::Break { Gap::Break } else { Gap::Space };
            self.gap = if self.line.is_empty() { Gap::None } else { gap };
            return;
        }
        let ideographs = !c.is_ascii() && self.line.ends_with(|c: char| !c.is_ascii());
        if self.gap == Gap::Space || (self.gap == Gap::Break && !ideographs) {
            self.line.push(' ');
        }
        self.gap = Gap::None;
        self.line.push(c);
    }

    /// Whether the element is raised behind text of the line and marks a note.
    pub(super) fn is_note(&self, element: ElementRef) -> bool {
        let value = element.value();
        let style = || value.attr("style").unwrap_or_default().to_ascii_lowercase();
        let raised =
            value.name() == "sup" || (value.name() == "span" && style().contains("vertical-align:super"));
        raised && !self.line.is_empty() && marks::is_note(&self.line, &element.text().collect::<String>())
    }

    /// Ends the line, if there is one.
    pub(super) fn end_line(&mut self) {
        self.gap = Gap::None;
        if !self.line.is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
        }
    }

    /// The lines, none empty.
    pub(super) fn into_lines(mut self) -> Vec<String> {
        self.end_line();
        self.lines
    }

    /// Takes the lines so far.
    pub(super) fn take_lines(&mut self) -> Vec<String> {
        self.end_line();
        std::mem::take(&mut self.lines)
    }
}
