//! Glyphs → lines of text.

use crate::model::{Direction, Glyph, Rect};

/// A line of glyphs on a page, left to right.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextLine {
    /// The runs of the line between wide gaps, left to right.
    pub runs: Vec<Run>,
    /// The box of all glyphs.
    pub bbox: Rect,
    /// Font size of most of it, in points.
    pub size: f32,
    /// Page number.
    pub page: u32,
}

/// Text without a wide gap in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Where it is.
    pub bbox: Rect,
}

impl TextLine {
    /// The whole line as text, runs separated by a blank.
    pub fn text(&self) -> String {
        self.runs.iter().map(|r| r.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Glyphs → lines top to bottom; blanks are dropped, gaps tell as much.
pub fn lines(glyphs: &[&Glyph], page: u32) -> Vec<TextLine> {
    let mut all: Vec<&Glyph> = glyphs.iter().copied().filter(|g| !g.text.trim().is_empty()).collect();
    all.sort_by(|a, b| a.bbox.center_y().total_cmp(&b.bbox.center_y()));
    let mut lines: Vec<Vec<&Glyph>> = Vec::new();
    let mut center = f32::NEG_INFINITY;
    for glyph in all {
        // Half a character of height apart is another line; superscripts and mixed sizes stay.
        let same = glyph.bbox.center_y() - center < glyph.size.max(4.0) * 0.45;
        match lines.last_mut().filter(|_| same) {
            Some(line) => line.push(glyph),
            None => {
                center = glyph.bbox.center_y();
                lines.push(vec![glyph]);
            }
        }
    }
    lines.into_iter().map(|line| text_line(line, page)).collect()
}

/// A gap wider than this share of the size separates runs: text in neighbouring columns keeps half a character.
const RUN_GAP: f32 = 0.45;

fn text_line(mut glyphs: Vec<&Glyph>, page: u32) -> TextLine {
    glyphs.sort_by(|a, b| a.bbox.left.total_cmp(&b.bbox.left));
    let mut line = TextLine { page, ..TextLine::default() };
    let mut sizes: Vec<f32> = glyphs.iter().map(|g| g.size).collect();
    sizes.sort_by(f32::total_cmp);
    line.size = sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
    for glyph in glyphs {
        let near = |run: &Run| glyph.bbox.left - run.bbox.right <= line.size * RUN_GAP;
        match line.runs.last_mut().filter(|run| near(run)) {
            Some(run) => {
                run.text.push_str(&glyph.text);
                run.bbox = run.bbox.union(&glyph.bbox);
            }
            None => line.runs.push(Run { text: glyph.text.to_string(), bbox: glyph.bbox }),
        }
    }
    line.bbox = line.runs.iter().map(|r| r.bbox).reduce(|a, b| a.union(&b)).unwrap_or_default();
    line
}

/// The text of a cell: its lines joined with `\n`, vertical writing read down its columns from the right.
pub fn cell_text(glyphs: &[&Glyph], page: u32) -> (String, Option<Rect>) {
    let printed = || glyphs.iter().filter(|g| !g.text.trim().is_empty());
    let bbox = printed().map(|g| g.bbox).reduce(|a, b| a.union(&b));
    let down = printed().filter(|g| g.direction == Direction::Down).count();
    if down * 2 > printed().count() {
        return (vertical(glyphs), bbox);
    }
    let text = lines(glyphs, page).iter().map(TextLine::text).collect::<Vec<_>>().join("\n");
    (text, bbox)
}

fn vertical(glyphs: &[&Glyph]) -> String {
    let mut all: Vec<&&Glyph> = glyphs.iter().collect();
    all.sort_by(|a, b| a.bbox.center_x().total_cmp(&b.bbox.center_x()).reverse());
    let columns = all.chunk_by(|a, b| (a.bbox.center_x() - b.bbox.center_x()).abs() < a.size.max(4.0) * 0.5);
    let read = |column: &[&&Glyph]| {
        let mut column = column.to_vec();
        column.sort_by(|a, b| a.bbox.top.total_cmp(&b.bbox.top));
        column.iter().map(|g| g.text.as_str()).collect::<String>()
    };
    columns.map(read).collect::<Vec<_>>().join("\n")
}
