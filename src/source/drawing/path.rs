//! Paths on the page as shown, and what their shapes are.

use super::rulings::THICKEST;
use crate::model::Rect;

pub(in crate::source) type Point = (f32, f32);

/// A step of a path, on the page as shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::source) enum Step {
    Move(Point),
    Line(Point),
    /// A point of a curve: where it ends, or a point that pulls it.
    Curve(Point),
}

impl Step {
    pub fn point(&self) -> Point {
        let (Step::Move(point) | Step::Line(point) | Step::Curve(point)) = *self;
        point
    }
}

/// The current path.
#[derive(Default)]
pub(in crate::source) struct Path {
    pub steps: Vec<Step>,
    start: Point,
    /// Whether the next `n` or painting operator also clips.
    pub clips: bool,
}

impl Path {
    pub fn clear(&mut self) {
        self.steps.clear();
        self.clips = false;
    }

    pub fn push(&mut self, step: Step) {
        // A path of more steps is a drawing; none of its pieces matters as a rule.
        const LONGEST: usize = 1_000_000;
        if self.steps.len() < LONGEST && step.point().0.is_finite() && step.point().1.is_finite() {
            if let Step::Move(point) = step {
                self.start = point;
            }
            self.steps.push(step);
        }
    }

    pub fn close(&mut self) {
        if !self.steps.is_empty() {
            self.push(Step::Line(self.start));
        }
    }

    pub fn subpaths(&self) -> impl Iterator<Item = &[Step]> {
        self.steps.chunk_by(|_, next| !matches!(next, Step::Move(_)))
    }
}

/// What a filled subpath is.
pub(in crate::source) enum Shape {
    /// A rectangle, or so thin that it is as good as one.
    Area,
    /// Another shape of straight lines.
    Outline,
    /// Something curved: no rule, no background.
    Nothing,
}

pub(in crate::source) fn shape(subpath: &[Step], around: &Rect) -> Shape {
    let (thin, long) = (around.width().min(around.height()), around.width().max(around.height()));
    let curved = subpath.iter().any(|s| matches!(s, Step::Curve(_)));
    // Thin and curved is a rule with round ends where it is long, else a letter drawn as a path.
    const LONG: f32 = 30.0;
    match curved {
        false if thin <= THICKEST || is_rectangle(subpath, around) => Shape::Area,
        true if thin <= THICKEST && long >= LONG => Shape::Area,
        false => Shape::Outline,
        true => Shape::Nothing,
    }
}

/// Whether every point of a subpath of straight lines is a corner of the box around it.
fn is_rectangle(subpath: &[Step], around: &Rect) -> bool {
    // A tenth of a point, the rounding of writers with one decimal.
    let near = |a: f32, b: f32| (a - b).abs() <= 0.1;
    subpath.len() >= 4
        && subpath.len() <= 6
        && subpath.iter().map(Step::point).all(|(x, y)| {
            (near(x, around.left) || near(x, around.right)) && (near(y, around.top) || near(y, around.bottom))
        })
}

pub(in crate::source) fn bounds(steps: &[Step]) -> Option<Rect> {
    let point = |s: &Step| {
        let (x, y) = s.point();
        Rect { left: x, top: y, right: x, bottom: y }
    };
    steps.iter().map(point).reduce(|a, b| a.union(&b))
}

/// The level and upright edges of a subpath.
pub(in crate::source) fn straight_edges(subpath: &[Step]) -> impl Iterator<Item = (Point, Point)> {
    let is_straight = |(a, b): &(Point, Point)| (a.0 - b.0).abs() < 0.1 || (a.1 - b.1).abs() < 0.1;
    let closing = subpath.first().zip(subpath.last()).map(|(first, last)| (last.point(), first.point()));
    let edges = subpath.windows(2).filter_map(|pair| match pair {
        [from, Step::Line(to)] => Some((from.point(), *to)),
        _ => None,
    });
    edges.chain(closing.filter(|(a, b)| a != b)).filter(is_straight)
}

/// The strip between two parallel edges that run close to each other.
pub(in crate::source) fn strip(a: &(Point, Point), b: &(Point, Point)) -> Option<Rect> {
    let (a, b) = (Rect::new(a.0.0, a.0.1, a.1.0, a.1.1), Rect::new(b.0.0, b.0.1, b.1.0, b.1.1));
    let (left, right) = (a.left.max(b.left), a.right.min(b.right));
    let (top, bottom) = (a.top.max(b.top), a.bottom.min(b.bottom));
    let apart = |d: f32| d > 0.0 && d <= THICKEST;
    if right - left > THICKEST && apart(top - bottom) {
        Some(Rect { left, top: bottom, right, bottom: top })
    } else if bottom - top > THICKEST && apart(left - right) {
        Some(Rect { left: right, top, right: left, bottom })
    } else {
        None
    }
}
