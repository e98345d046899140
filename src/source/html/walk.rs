//! The page in reading order: block elements end lines, data tables become tables, the rest is text.

use super::inline::Prose;
use super::table::Page;
use crate::model::{Block, Failure, Limits, Line};
use crate::source::{encoding, text};
use scraper::{ElementRef, Node};

/// Elements that end the line before and after them.
const BLOCK: &str = " html body address article blockquote center dd details dialog dir div dl dt fieldset figcaption \
                     figure form h1 h2 h3 h4 h5 h6 header hr li main menu ol p pre section summary table tbody td th \
                     thead tfoot tr ul caption hgroup ";

/// The blocks below an element. The depth of the tree has been checked.
pub(super) fn blocks(root: ElementRef, page: Page, limits: &Limits) -> Result<Vec<Block>, Failure> {
    let mut walk = Walk { page, limits, prose: Prose::default(), pictures: 0, out: Vec::new() };
    walk.children(root, Style::default())?;
    walk.end_line();
    Ok(walk.out)
}

/// Whether an element ends lines.
pub(super) fn is_block(name: &str) -> bool {
    BLOCK.contains(&format!(" {name} "))
}

/// What an element's descendants inherit.
#[derive(Debug, Clone, Copy, Default)]
struct Style {
    /// Breaks of the source are shown.
    preformatted: bool,
    /// A forced break does not end the line: a heading is one.
    heading: bool,
}

struct Walk<'a> {
    page: Page<'a>,
    limits: &'a Limits,
    prose: Prose,
    /// Pictures in the line being read.
    pictures: usize,
    out: Vec<Block>,
}

impl Walk<'_> {
    fn children(&mut self, element: ElementRef, style: Style) -> Result<(), Failure> {
        for child in element.children() {
            match (child.value(), ElementRef::wrap(child)) {
                (Node::Text(text), _) if style.preformatted => self.prose.push_lines(text),
                (Node::Text(text), _) => self.prose.push(text),
                (_, Some(element)) => self.element(element, style)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn element(&mut self, element: ElementRef, style: Style) -> Result<(), Failure> {
        let name = element.value().name();
        if self.page.chrome.drops(element) || self.prose.is_note(element) {
            return Ok(());
        }
        match name {
            "img" => {
                self.pictures += 1;
                Ok(())
            }
            "br" if style.heading => Ok(()),
            "br" => {
                self.end_line();
                Ok(())
            }
            "table" if self.page.data.contains(element) => self.table(element),
            "pre" if element.text().any(|t| t.contains('\t')) => self.rows(element),
            _ if is_block(name) => {
                self.end_line();
                self.children(element, style.within(name))?;
                self.end_line();
                Ok(())
            }
            _ => self.children(element, style),
        }
    }

    fn table(&mut self, element: ElementRef) -> Result<(), Failure> {
        self.end_line();
        self.out.extend(self.page.table(element, self.limits)?);
        Ok(())
    }

    /// Rows between tabs, as a text file has them.
    fn rows(&mut self, element: ElementRef) -> Result<(), Failure> {
        self.end_line();
        let mut text = String::new();
        self.source_lines(element, &mut text);
        self.out.extend(text::line_blocks(&encoding::clean(&text), self.limits)?);
        Ok(())
    }

    fn source_lines(&self, element: ElementRef, text: &mut String) {
        for child in element.children() {
            match (child.value(), ElementRef::wrap(child)) {
                (Node::Text(run), _) => text.push_str(run),
                (_, Some(e)) if e.value().name() == "br" => text.push('\n'),
                (_, Some(e)) if !self.page.chrome.drops(e) => self.source_lines(e, text),
                _ => {}
            }
        }
    }

    fn end_line(&mut self) {
        self.out.extend(self.prose.take_lines().into_iter().map(|text| Block::Line(Line::plain(text))));
        self.out.extend(std::iter::repeat_n(Block::Picture, std::mem::take(&mut self.pictures)));
    }
}

impl Style {
    fn within(self, name: &str) -> Style {
        Style {
            preformatted: self.preformatted || name == "pre",
            heading: matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6"),
        }
    }
}
