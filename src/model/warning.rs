//! What a reader of a document must know about how it was read.

use std::fmt;

/// A part of a document that could not be read as it was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Warning {
    /// The page concerned, where it is one.
    pub page: Option<u32>,
    /// What is wrong.
    pub kind: WarningKind,
}

impl WarningKind {
    /// The warning, where one about the whole file is kept with its first page.
    pub fn on(self, page: u32) -> Warning {
        let is_pages = matches!(self, WarningKind::Damaged | WarningKind::Drawing);
        Warning { page: is_pages.then_some(page), kind: self }
    }
}

/// What can be wrong with a document that is read nevertheless.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WarningKind {
    /// Data is cut short or changed; what could be decoded of it is given.
    Damaged,
    /// Pages are missing, or their order is not certain.
    Incomplete,
    /// The file's tables of contents were wrong; its objects were found by searching.
    Rebuilt,
    /// The page has too many lines to be a form; none of them was read as a table.
    Drawing,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if let Some(page) = self.page {
            write!(f, "page {page}: ")?;
        }
        f.write_str(match self.kind {
            WarningKind::Damaged => "part of the file is damaged, what it printed is missing or wrong",
            WarningKind::Incomplete => "pages are missing, or their order is not certain",
            WarningKind::Rebuilt => "the file is damaged, its objects were found by searching for them",
            WarningKind::Drawing => "too many lines for a table, none of them was read as one",
        })
    }
}
