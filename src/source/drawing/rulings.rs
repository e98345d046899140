//! From strokes and filled shapes to ruling lines: what is thin is a rule, what is thick a background, and the
//! pieces of a dotted line are one rule.

use crate::model::{Axis, Rect, Ruling};

/// The thickest rule in points; the thinnest background is a line of text high. Word's thickest border is 6.
pub(in crate::source) const THICKEST: f32 = 6.0;

/// What may be a ruling, collected over a page.
pub(in crate::source) struct Rules {
    page: Rect,
    pieces: Vec<Ruling>,
    /// Squares no longer than thick: the dots of dotted lines, and corners of borders.
    dots: Vec<Rect>,
    /// Coloured areas: a white line on one of them is a rule, elsewhere it shows nothing.
    backgrounds: Vec<Rect>,
}

impl Rules {
    pub fn new(page: Rect) -> Self {
        Rules { page, pieces: Vec::new(), dots: Vec::new(), backgrounds: Vec::new() }
    }

    /// Pieces collected so far.
    pub fn len(&self) -> usize {
        self.pieces.len() + self.dots.len()
    }

    /// A filled area, within the clip.
    pub fn push_area(&mut self, area: &Rect, clip: &Rect, white: bool) {
        let Some(shown) = area.intersection(clip).and_then(|r| r.intersection(&self.page)) else { return };
        let (width, height) = (shown.width(), shown.height());
        if width > THICKEST && height > THICKEST {
            if !white {
                self.push_background(shown);
            }
        } else if !white || self.on_background(&shown) {
            self.push_thin(shown);
        }
    }

    /// A straight stroke from one point to another, within the clip; `width` is that of the pen.
    pub fn push_stroke(
        &mut self,
        (x0, y0): (f32, f32),
        (x1, y1): (f32, f32),
        width: f32,
        clip: &Rect,
        white: bool,
    ) {
        let (dx, dy) = ((x1 - x0).abs(), (y1 - y0).abs());
        // A hundredth: a rule that climbs less than a point over a table's width.
        let (level, upright) = (dy <= 0.25_f32.max(0.01 * dx), dx <= 0.25_f32.max(0.01 * dy));
        if !level && !upright {
            return;
        }
        let half = width / 2.0;
        let line = Rect::new(x0, y0, x1, y1);
        let pen = match dx >= dy {
            true => Rect { top: line.center_y() - half, bottom: line.center_y() + half, ..line },
            false => Rect { left: line.center_x() - half, right: line.center_x() + half, ..line },
        };
        self.push_area(&pen, clip, white);
    }

    fn push_background(&mut self, area: Rect) {
        // Enough for every cell of a table with coloured rows.
        const MOST: usize = 1000;
        if self.backgrounds.len() < MOST {
            self.backgrounds.push(area);
        }
    }

    fn on_background(&self, area: &Rect) -> bool {
        self.backgrounds.iter().any(|b| b.contains(area.center_x(), area.center_y()))
    }

    fn push_thin(&mut self, area: Rect) {
        let (width, height) = (area.width(), area.height());
        let ruling = if width >= height {
            Ruling { axis: Axis::Horizontal, at: area.center_y(), from: area.left, to: area.right }
        } else {
            Ruling { axis: Axis::Vertical, at: area.center_x(), from: area.top, to: area.bottom }
        };
        if (ruling.to - ruling.from) < 2.0 * width.min(height) {
            self.dots.push(area);
        } else {
            self.pieces.push(ruling);
        }
    }

    /// The rulings in drawing order; dotted lines behind the others.
    pub fn into_rulings(self) -> Vec<Ruling> {
        let is_dash = |r: &Ruling| r.to - r.from <= LONGEST_DASH;
        let (mut dashes, mut rulings): (Vec<_>, Vec<_>) = self.pieces.into_iter().partition(is_dash);
        if dashes.len() + self.dots.len() > 0 {
            dashes.extend(self.dots.iter().flat_map(both_ways));
            join_dashes(dashes, &mut rulings);
        }
        rulings
    }
}

/// A dash is shorter than the side of a cell that holds a character.
const LONGEST_DASH: f32 = 8.0;
/// Fewer pieces in a row are not a dashed line.
const FEWEST_DASHES: usize = 3;
/// A piece that belongs to no dashed line and is shorter than this is no rule: points of a drawing, corners.
const SHORTEST: f32 = 3.0;

/// A dot can belong to a line of either direction.
fn both_ways(dot: &Rect) -> [Ruling; 2] {
    [
        Ruling { axis: Axis::Horizontal, at: dot.center_y(), from: dot.left, to: dot.right },
        Ruling { axis: Axis::Vertical, at: dot.center_x(), from: dot.top, to: dot.bottom },
    ]
}

/// Joins short pieces in line with each other; what stays alone is kept where it is long enough.
fn join_dashes(mut dashes: Vec<Ruling>, rulings: &mut Vec<Ruling>) {
    // To a quarter of a point, so that rounding does not tear a line.
    let line = |r: &Ruling| (r.axis == Axis::Vertical, (r.at * 4.0).round() as i32);
    dashes.sort_by(|a, b| line(a).cmp(&line(b)).then(a.from.total_cmp(&b.from)));
    let in_line = |a: &Ruling, b: &Ruling| line(a) == line(b) && b.from - a.to <= gap(a, b);
    for run in dashes.chunk_by(in_line) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let joined = Ruling { to: run.iter().map(|r| r.to).fold(last.to, f32::max), ..*first };
        if run.len() >= FEWEST_DASHES && joined.to - joined.from > LONGEST_DASH {
            rulings.push(joined);
        } else {
            rulings.extend(run.iter().filter(|r| r.to - r.from >= SHORTEST));
        }
    }
}

/// The widest gap between two dashes of one line: a little longer than they are, but at least that of dots,
/// and less than the gap between the boxes of a multiple choice.
fn gap(a: &Ruling, b: &Ruling) -> f32 {
    (1.5 * (a.to - a.from).max(b.to - b.from)).clamp(2.0, 4.0)
}
