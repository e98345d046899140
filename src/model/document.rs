//! The document after layout: lines and tables in reading order, whatever the format was.

use super::{Place, Warning};
use std::ops::Range;

/// Blocks in reading order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// Paragraphs and tables in reading order.
    pub blocks: Vec<Block>,
    /// What a reader should know about how the blocks were won.
    pub warnings: Vec<Warning>,
    /// Number of pages, where the format has pages.
    pub pages: Option<u32>,
}

/// A paragraph, a table, or a picture.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// One paragraph (after layout has joined wrapped lines), or one line of a format that wraps none.
    Line(Line),
    /// One table as printed.
    Table(RawTable),
    /// A picture, which may show what should be text.
    Picture,
}

/// A run of prose.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// The text; inner white space as printed, never a line break.
    pub text: String,
    /// Where it starts.
    pub place: Place,
    /// The last page it reaches, where a page cut it; else the page of `place`.
    pub last_page: Option<u32>,
}

impl Line {
    /// A line of a format without pages.
    pub fn plain(text: impl Into<String>) -> Self {
        Line { text: text.into(), ..Line::default() }
    }
}

/// How a table's cells were found; it decides how far column positions can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableOrigin {
    /// From ruling lines.
    Lattice,
    /// From the alignment of text on a page without rulings.
    Alignment,
    /// From the format's own table markup (HTML, DOCX, XLSX).
    Markup,
    /// From separators in a text file (tabs, pipes); rows may be ragged and spans are lost.
    Delimited,
}

/// A table as printed: a grid with spans. Cells are sorted by row, then column, and never overlap.
#[derive(Debug, Clone, PartialEq)]
pub struct RawTable {
    /// Number of grid rows.
    pub rows: usize,
    /// Number of grid columns.
    pub cols: usize,
    /// The cells; a merged cell is one cell with longer ranges. Empty cells are present with empty text.
    pub cells: Vec<RawCell>,
    /// How the cells were found.
    pub origin: TableOrigin,
    /// Where the table starts.
    pub place: Place,
}

/// One cell of a [`RawTable`].
#[derive(Debug, Clone, PartialEq)]
pub struct RawCell {
    /// Grid rows it covers.
    pub rows: Range<usize>,
    /// Grid columns it covers.
    pub cols: Range<usize>,
    /// Its text; wrapped lines are joined with `\n`.
    pub text: String,
    /// Where it is printed.
    pub place: Place,
}

impl RawTable {
    /// The cells that start in the given row, left to right.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &RawCell> {
        self.cells.iter().filter(move |c| c.rows.start == row)
    }
}
