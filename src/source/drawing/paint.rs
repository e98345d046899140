//! Painted paths as rulings.

use super::ink::Ink;
use super::path::{Path, Point, Shape, Step, bounds, shape, straight_edges, strip};
use super::rulings::{Rules, THICKEST};
use crate::model::Rect;

impl Rules {
    /// The straight pieces of a path drawn with a pen of the given width in points.
    pub fn stroke(&mut self, path: &Path, width: f32, ink: Ink, clip: &Rect) {
        if ink == Ink::Nothing {
            return;
        }
        for pair in path.steps.windows(2) {
            if let [from, Step::Line(to)] = pair {
                self.push_stroke(from.point(), *to, width, clip, ink == Ink::White);
            }
        }
    }

    /// The areas of a filled path, and the borders between its outlines.
    pub fn fill(&mut self, path: &Path, ink: Ink, clip: &Rect) {
        if ink == Ink::Nothing {
            return;
        }
        let white = ink == Ink::White;
        let mut edges = Vec::new();
        let mut thick = 0;
        for subpath in path.subpaths() {
            let Some(around) = bounds(subpath) else { continue };
            match shape(subpath, &around) {
                Shape::Area => self.push_area(&around, clip, white),
                Shape::Outline => {}
                Shape::Nothing => continue,
            }
            if around.width().min(around.height()) > THICKEST {
                thick += 1;
                edges.extend(straight_edges(subpath));
            }
        }
        // One rectangle has no inner edge.
        if thick > 1 || edges.len() > 4 {
            self.frame(&edges, clip, white);
        }
    }

    /// Borders filled as the area between an outer and an inner outline: wherever two edges run close to
    /// each other, the strip between them is a rule.
    fn frame(&mut self, edges: &[(Point, Point)], clip: &Rect, white: bool) {
        // A drawing has more edges; comparing each with each would take long and find nothing.
        const MOST: usize = 400;
        let edges = edges.get(..edges.len().min(MOST)).unwrap_or_default();
        for (i, a) in edges.iter().enumerate() {
            for b in edges.iter().skip(i + 1) {
                if let Some(strip) = strip(a, b) {
                    self.push_area(&strip, clip, white);
                }
            }
        }
    }
}
