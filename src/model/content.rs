//! What a source yields: pages of glyphs and rulings, or blocks in reading order.

use super::{Block, Rect, WarningKind};
use smol_str::SmolStr;

/// The content of one input, before layout.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Formats with geometry (PDF, OFD, text laid out in columns by another tool).
    Pages(Vec<Page>),
    /// Formats that state their structure (HTML, DOCX, plain text).
    Blocks(Vec<Block>),
}

/// One page as shown: points, origin top left, after rotation and crop.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Page number from 1.
    pub number: u32,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Glyphs in drawing order.
    pub glyphs: Vec<Glyph>,
    /// Ruling lines, in drawing order.
    pub rulings: Vec<Ruling>,
    /// What is wrong with the page, or on the first page with the whole file.
    pub warnings: Vec<WarningKind>,
}

/// The direction in which a glyph's text advances on the shown page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// Ordinary horizontal text.
    #[default]
    Right,
    /// Vertical writing, or text turned a quarter clockwise.
    Down,
    /// Upside-down text.
    Left,
    /// Text turned a quarter counter-clockwise.
    Up,
}

/// One drawn character (or ligature) with its Unicode text.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Unicode text; radicals already folded to ideographs; a space glyph is kept as `" "`.
    pub text: SmolStr,
    /// Advance width by ascent–descent, in page points.
    pub bbox: Rect,
    /// Font size in points as shown.
    pub size: f32,
    /// Index of the font within the document, for telling runs apart.
    pub font: u16,
    /// Writing direction on the shown page.
    pub direction: Direction,
}

/// The axis along which a ruling runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Axis {
    /// A line of constant y; `from..to` are x.
    Horizontal,
    /// A line of constant x; `from..to` are y.
    Vertical,
}

/// A straight ruling line: stroked, or a thin filled rectangle (its centre line).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ruling {
    /// Along which axis it runs.
    pub axis: Axis,
    /// The constant coordinate in points.
    pub at: f32,
    /// Start along the axis, `from <= to`.
    pub from: f32,
    /// End along the axis.
    pub to: f32,
}
