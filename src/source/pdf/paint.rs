//! Path operators, clipping and pictures: what may become a ruling.

use super::canvas::intersection;
use super::interpret::Interpreter;
use super::operands::Operands;
use super::path::{Point, Shape, Step, bounds, shape, straight_edges, strip};
use super::rulings::THICKEST;
use super::state::{Ink, State};
use crate::model::{Failure, Rect};

impl<'a> Interpreter<'a, '_> {
    /// Carries out a path operator; `false` if it is none.
    pub fn path_operator(&mut self, operator: &[u8], operands: &Operands) -> Result<bool, Failure> {
        match operator {
            b"re" => self.rectangle(operands),
            b"m" => self.step(operands, Step::Move),
            b"l" => self.step(operands, Step::Line),
            b"c" => self.curve::<6>(operands),
            b"v" | b"y" => self.curve::<4>(operands),
            b"h" => self.path.close(),
            b"W" | b"W*" => self.path.clips = true,
            b"n" => self.paint(false, false)?,
            b"f" | b"F" | b"f*" => self.paint(true, false)?,
            b"S" => self.paint(false, true)?,
            b"B" | b"B*" => self.paint(true, true)?,
            b"s" | b"b" | b"b*" => {
                self.path.close();
                self.paint(operator != b"s", true)?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn on_page(&self, x: f64, y: f64) -> Point {
        let (x, y) = self.state.ctm.apply(x, y);
        (x as f32, y as f32)
    }

    fn step(&mut self, operands: &Operands, step: fn(Point) -> Step) {
        if let Some([x, y]) = operands.numbers() {
            self.path.push(step(self.on_page(x, y)));
        }
    }

    fn curve<const N: usize>(&mut self, operands: &Operands) {
        let Some(numbers) = operands.numbers::<N>() else { return };
        for pair in numbers.chunks_exact(2) {
            if let [x, y] = *pair {
                self.path.push(Step::Curve(self.on_page(x, y)));
            }
        }
    }

    fn rectangle(&mut self, operands: &Operands) {
        let Some([x, y, width, height]) = operands.numbers() else { return };
        let (right, top) = (x + width, y + height);
        self.path.push(Step::Move(self.on_page(x, y)));
        for (x, y) in [(right, y), (right, top), (x, top)] {
            self.path.push(Step::Line(self.on_page(x, y)));
        }
        self.path.close();
    }

    fn paint(&mut self, fill: bool, stroke: bool) -> Result<(), Failure> {
        if fill && !self.is_hidden() {
            self.fill_path();
        }
        if stroke && !self.is_hidden() {
            self.stroke_path();
        }
        if self.path.clips
            && let Some(around) = bounds(&self.path.steps)
        {
            self.clip_to(around);
        }
        self.path.clear();
        self.check_rulings()
    }

    /// Narrows the clip to the common part with a rectangle. Only boxes are tracked: what a curved clip hides
    /// in a corner stays.
    pub fn clip_to(&mut self, rect: Rect) {
        const NOWHERE: Rect = Rect { left: -1.0, top: -1.0, right: -1.0, bottom: -1.0 };
        self.state.clip = intersection(&self.state.clip, &rect).unwrap_or(NOWHERE);
    }

    fn stroke_path(&mut self) {
        let State { ctm, stroke, clip, line_width, .. } = &self.state;
        let ink = stroke.ink();
        if ink == Ink::Nothing {
            return;
        }
        let width = (line_width * ctm.scale()) as f32;
        for pair in self.path.steps.windows(2) {
            if let [from, Step::Line(to)] = pair {
                self.canvas.rules.push_stroke(from.point(), *to, width, clip, ink == Ink::White);
            }
        }
    }

    fn fill_path(&mut self) {
        let ink = self.state.fill.ink();
        if ink == Ink::Nothing {
            return;
        }
        let (clip, white) = (self.state.clip, ink == Ink::White);
        let mut edges = Vec::new();
        let mut thick = 0;
        for subpath in self.path.subpaths() {
            let Some(around) = bounds(subpath) else { continue };
            match shape(subpath, &around) {
                Shape::Area => self.canvas.rules.push_area(&around, &clip, white),
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
            self.frame(&edges, &clip, white);
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
                    self.canvas.rules.push_area(&strip, clip, white);
                }
            }
        }
    }

    /// A picture fills the unit square; a thin one is a rule.
    pub fn draw_picture(&mut self) {
        let shown = self.state.ctm.bounds(0.0, 0.0, 1.0, 1.0);
        let Some(shown) = intersection(&shown, &self.state.clip) else { return };
        if shown.width().min(shown.height()) <= THICKEST {
            let clip = self.state.clip;
            self.canvas.rules.push_area(&shown, &clip, false);
        } else {
            self.canvas.push_picture(&shown);
        }
    }
}
