//! Rectangles and places, in points, origin top left of the page as shown (after rotation).

use serde::{Deserialize, Serialize};

/// An axis-aligned rectangle in points; `top < bottom` because y grows downwards.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

impl Rect {
    /// A rectangle from its four edges, ordered if they are not.
    pub fn new(x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        Rect { left: x0.min(x1), top: y0.min(y1), right: x0.max(x1), bottom: y0.max(y1) }
    }

    /// Horizontal extent in points.
    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    /// Vertical extent in points.
    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// Horizontal centre.
    pub fn center_x(&self) -> f32 {
        (self.left + self.right) / 2.0
    }

    /// Vertical centre.
    pub fn center_y(&self) -> f32 {
        (self.top + self.bottom) / 2.0
    }

    /// The smallest rectangle that holds both.
    pub fn union(&self, other: &Rect) -> Rect {
        Rect {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The common part of both, which may be a line; `None` when they are apart.
    pub fn intersection(&self, other: &Rect) -> Option<Rect> {
        let both = Rect {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        (both.left <= both.right && both.top <= both.bottom).then_some(both)
    }

    /// Whether the point lies inside or on the edge.
    pub fn contains(&self, x: f32, y: f32) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }
}

/// Where something is printed: the page (from 1) and its box, where the format has pages.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Place {
    /// Page number from 1; `None` for formats without pages.
    pub page: Option<u32>,
    /// Box on the page; `None` for formats without geometry.
    #[serde(skip)]
    pub bbox: Option<Rect>,
    /// Whether one number in it runs on from line to line: that it is one was read, and is not printed.
    #[serde(skip)]
    pub broken: bool,
}

impl Place {
    /// A place on a page.
    pub fn on_page(page: u32, bbox: Rect) -> Self {
        Place { page: Some(page), bbox: Some(bbox), broken: false }
    }

    /// The place that covers both. Boxes join only on the same page; else the first stays.
    pub fn union(self, other: Place) -> Place {
        match (self.page, other.page) {
            (None, _) => other,
            (Some(a), Some(b)) if a == b => Place {
                page: self.page,
                bbox: match (self.bbox, other.bbox) {
                    (Some(x), Some(y)) => Some(x.union(&y)),
                    (x, y) => x.or(y),
                },
                broken: self.broken || other.broken,
            },
            _ => self,
        }
    }
}
