//! Path operators, clipping and pictures: what may become a ruling.

use super::interpret::Interpreter;
use super::operands::Operands;
use super::state::State;
use crate::model::{Failure, Rect};
use crate::source::drawing::{Point, Step, bounds};

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
        let shown = !self.is_hidden();
        let State { ctm, fill: inside, stroke: outline, clip, line_width, .. } = &self.state;
        if fill && shown {
            self.canvas.rules.fill(&self.path, inside.ink(), clip);
        }
        if stroke && shown {
            let width = (line_width * ctm.scale()) as f32;
            self.canvas.rules.stroke(&self.path, width, outline.ink(), clip);
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
        self.state.clip = self.state.clip.intersection(&rect).unwrap_or(NOWHERE);
    }

    /// A picture fills the unit square.
    pub fn draw_picture(&mut self) {
        let shown = self.state.ctm.bounds(0.0, 0.0, 1.0, 1.0);
        self.canvas.push_picture(&shown, &self.state.clip);
    }
}
