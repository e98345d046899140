//! The labels of a table without rules, with their wrapped lines.

use super::columns::Columns;
use super::{Kind, Loose, is_label, is_stacked, is_value, kind};
use crate::layout::table::starts_label;
use crate::layout::text::{Run, TextLine};
use crate::model::{Place, Rect};

/// A label with its wrapped lines.
pub struct LabelBlock {
    column: usize,
    text: String,
    place: Place,
    /// The box of all its lines.
    pub bbox: Rect,
    valued: bool,
    /// Its lines stand above and below its values: it is whole.
    whole: bool,
    /// Index of its last line.
    last: usize,
}

impl LabelBlock {
    /// As a cell of its column.
    pub fn loose(&self) -> Loose {
        (self.column..self.column + 1, self.text.clone(), self.place)
    }
}

/// Joins the wrapped lines of each label: lines of one column as close as wrapped lines are. A label's number, and a
/// second line with values, begin the next.
pub fn label_blocks(lines: &[TextLine], grid: &Columns, area: f32) -> Vec<LabelBlock> {
    let pitch = wrap_pitch(lines, grid, area);
    let mut blocks: Vec<LabelBlock> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let valued = kind(line, area) == Kind::Values;
        for (column, text, bbox) in labels_of(line, grid, area) {
            let place = line.place(bbox);
            // The last line of a centred label begins further right than its first.
            let below = |b: &LabelBlock| {
                let under = b.bbox.left <= bbox.center_x() && bbox.right <= b.bbox.right;
                b.column < column && under && at - b.last <= 2 && !valued
            };
            let open = blocks.iter_mut().rev().find(|b| b.column == column || below(b)).filter(|b| {
                let near = bbox.bottom - b.bbox.bottom <= pitch * 1.1;
                let between = lines.get(b.last + 1..at).unwrap_or_default();
                let around = !valued && !b.valued && straddles(between, column, grid, area);
                (near || around) && !starts_label(&text) && !(valued && (b.valued || b.whole))
            });
            match open {
                Some(block) => {
                    let between = lines.get(block.last + 1..at).unwrap_or_default();
                    block.whole |= !valued && between.iter().any(|l| kind(l, area) == Kind::Values);
                    block.text = format!("{}\n{text}", block.text);
                    block.bbox = block.bbox.union(&bbox);
                    block.place = block.place.union(place);
                    block.valued |= valued;
                    block.last = at;
                }
                None => blocks.push(LabelBlock { column, text, place, bbox, valued, whole: false, last: at }),
            }
        }
    }
    blocks
}

/// Whether what stands between two lines of a label is the one line with its values, centred beside them.
fn straddles(between: &[TextLine], column: usize, grid: &Columns, area: f32) -> bool {
    match between {
        [line] => {
            kind(line, area) == Kind::Values && labels_of(line, grid, area).iter().all(|(c, ..)| *c < column)
        }
        _ => false,
    }
}

/// The labels of a line, one for each column.
fn labels_of(line: &TextLine, grid: &Columns, area: f32) -> Vec<(usize, String, Rect)> {
    let mut labels: Vec<(usize, String, Rect)> = Vec::new();
    // A character alone far from where labels begin is one of 三、本年度办理结果, printed down the side of the grid.
    let near = |r: &Run| {
        grid.labels
            .iter()
            .any(|c| (r.bbox.left - c.left).abs() < 14.0 || c.left < r.bbox.left && r.bbox.right < c.right)
    };
    let words = line.runs.iter().filter(|r| is_label(r, area) && !is_value(&r.text));
    for run in words.filter(|r| !is_stacked(r) || near(r)) {
        let column = grid.label(run);
        match labels.iter_mut().find(|(c, ..)| *c == column) {
            Some((_, text, bbox)) => {
                text.push_str(&run.text);
                *bbox = bbox.union(&run.bbox);
            }
            None => labels.push((column, run.text.clone(), run.bbox)),
        }
    }
    labels
}

/// The distance between wrapped lines: the least distance between two labels of one column.
pub fn wrap_pitch(lines: &[TextLine], grid: &Columns, area: f32) -> f32 {
    let mut last: Vec<Option<f32>> = vec![None; grid.labels.len()];
    let mut least = f32::MAX;
    for line in lines {
        for (column, _, bbox) in labels_of(line, grid, area) {
            if let Some(slot) = last.get_mut(column) {
                let pitch = slot.map_or(f32::MAX, |y| bbox.center_y() - y);
                least = least.min(pitch.max(line.size));
                *slot = Some(bbox.center_y());
            }
        }
    }
    if least == f32::MAX { 0.0 } else { least }
}

/// The row whose values stand beside the label's middle.
pub fn beside(block: &LabelBlock, valued: &[&TextLine]) -> Option<usize> {
    let away = |l: &TextLine| (l.bbox.center_y() - block.bbox.center_y()).abs();
    let near = valued.iter().enumerate().min_by(|a, b| away(a.1).total_cmp(&away(b.1)))?;
    let within = away(near.1) <= block.bbox.height() / 2.0 + near.1.size * 0.3;
    within.then_some(near.0)
}
