//! Paths, clipping, colours and pictures: what may become a ruling.

use super::canvas::intersection;
use super::interpret::{Interpreter, Operands};
use super::rulings::THICKEST;
use super::state::{Ink, Paint, Space, State};
use crate::model::{Failure, Rect};
use lopdf::{Dictionary, Object};

type Point = (f32, f32);

/// A step of a path, on the page as shown.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    Move(Point),
    Line(Point),
    /// A point of a curve: where it ends, or a point that pulls it.
    Curve(Point),
}

impl Step {
    fn point(&self) -> Point {
        let (Step::Move(point) | Step::Line(point) | Step::Curve(point)) = *self;
        point
    }
}

/// The current path.
#[derive(Default)]
pub(super) struct Path {
    steps: Vec<Step>,
    start: Point,
    /// Whether the next `n` or painting operator also clips.
    clips: bool,
}

impl Path {
    pub fn clear(&mut self) {
        self.steps.clear();
        self.clips = false;
    }

    fn push(&mut self, step: Step) {
        // A path of more steps is a drawing; none of its pieces matters as a rule.
        const LONGEST: usize = 1_000_000;
        if self.steps.len() < LONGEST && step.point().0.is_finite() && step.point().1.is_finite() {
            if let Step::Move(point) = step {
                self.start = point;
            }
            self.steps.push(step);
        }
    }

    fn close(&mut self) {
        if !self.steps.is_empty() {
            self.push(Step::Line(self.start));
        }
    }

    fn subpaths(&self) -> impl Iterator<Item = &[Step]> {
        self.steps.chunk_by(|_, next| !matches!(next, Step::Move(_)))
    }
}

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

    /// Carries out a colour operator; any other operator is passed over.
    pub fn color_operator(
        &mut self,
        operator: &[u8],
        operands: &Operands,
        resources: Option<&'a Dictionary>,
    ) {
        match operator {
            b"g" => self.state.fill.set(Space::Gray, operands),
            b"G" => self.state.stroke.set(Space::Gray, operands),
            b"rg" => self.state.fill.set(Space::Rgb, operands),
            b"RG" => self.state.stroke.set(Space::Rgb, operands),
            b"k" => self.state.fill.set(Space::Cmyk, operands),
            b"K" => self.state.stroke.set(Space::Cmyk, operands),
            b"sc" | b"scn" => self.state.fill.set(self.state.fill.space, operands),
            b"SC" | b"SCN" => self.state.stroke.set(self.state.stroke.space, operands),
            b"cs" => self.state.fill.choose(self.space(operands, resources)),
            b"CS" => self.state.stroke.choose(self.space(operands, resources)),
            _ => {}
        }
    }

    fn space(&self, operands: &Operands, resources: Option<&'a Dictionary>) -> Space {
        match operands.name().as_deref() {
            Some(b"DeviceGray" | b"CalGray" | b"G") => Space::Gray,
            Some(b"DeviceRGB" | b"CalRGB" | b"RGB") => Space::Rgb,
            Some(b"DeviceCMYK" | b"CMYK") => Space::Cmyk,
            _ => self.resource(resources, b"ColorSpace", operands).map_or(Space::Other, |o| self.space_of(o)),
        }
    }

    fn space_of(&self, object: &'a Object) -> Space {
        let family = match object {
            Object::Array(parts) => parts.first().and_then(|o| self.objects.resolve(o)).unwrap_or(object),
            other => other,
        };
        match family.as_name() {
            Ok(b"DeviceGray" | b"CalGray") => Space::Gray,
            Ok(b"DeviceRGB" | b"CalRGB") => Space::Rgb,
            Ok(b"DeviceCMYK") => Space::Cmyk,
            Ok(b"Separation" | b"DeviceN") => Space::Tint,
            Ok(b"ICCBased") => self.icc_space(object),
            _ => Space::Other,
        }
    }

    fn icc_space(&self, object: &'a Object) -> Space {
        let profile = object.as_array().ok().and_then(|a| self.objects.resolve(a.get(1)?)?.as_stream().ok());
        match profile.and_then(|p| self.objects.integer(&p.dict, b"N")) {
            Some(1) => Space::Gray,
            Some(3) => Space::Rgb,
            Some(4) => Space::Cmyk,
            _ => Space::Other,
        }
    }
}

impl Paint {
    fn set(&mut self, space: Space, operands: &Operands) {
        // Four components: those of the largest space whose white is known.
        let components: Vec<f64> = operands.all_numbers().take(4).collect();
        self.space = space;
        self.color = space.ink(&components);
    }

    /// A newly chosen space starts with its initial colour, which is black or full ink.
    fn choose(&mut self, space: Space) {
        self.space = space;
        self.color = Ink::Visible;
    }
}

/// What a filled subpath is.
enum Shape {
    /// A rectangle, or so thin that it is as good as one.
    Area,
    /// Another shape of straight lines.
    Outline,
    /// Something curved: no rule, no background.
    Nothing,
}

fn shape(subpath: &[Step], around: &Rect) -> Shape {
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

fn bounds(steps: &[Step]) -> Option<Rect> {
    let point = |s: &Step| {
        let (x, y) = s.point();
        Rect { left: x, top: y, right: x, bottom: y }
    };
    steps.iter().map(point).reduce(|a, b| a.union(&b))
}

/// The level and upright edges of a subpath.
fn straight_edges(subpath: &[Step]) -> impl Iterator<Item = (Point, Point)> {
    let is_straight = |(a, b): &(Point, Point)| (a.0 - b.0).abs() < 0.1 || (a.1 - b.1).abs() < 0.1;
    let closing = subpath.first().zip(subpath.last()).map(|(first, last)| (last.point(), first.point()));
    let edges = subpath.windows(2).filter_map(|pair| match pair {
        [from, Step::Line(to)] => Some((from.point(), *to)),
        _ => None,
    });
    edges.chain(closing.filter(|(a, b)| a != b)).filter(is_straight)
}

/// The strip between two parallel edges that run close to each other.
fn strip(a: &(Point, Point), b: &(Point, Point)) -> Option<Rect> {
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
