//! Drawing a page: layers, blocks and the objects in them.

use super::path::path;
use super::pieces;
use super::resources::{Parameters, Resources};
use super::values::{flag, placement, rect};
use crate::model::{Failure, Limits, Rect};
use crate::source::drawing::{Canvas, Ink, Matrix};
use crate::source::package::{Archive, Node};
use crate::source::within;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;
/// Width of a line that says nothing of it, in millimetres (GB/T 33190, 8.5).
const LINE_WIDTH: f64 = 0.353;

/// What the pages drawn so far have cost.
#[derive(Default)]
pub(super) struct Spent {
    glyphs: usize,
    rulings: usize,
    /// Bytes of objects drawn, each time they are: templates and composite units can be drawn many times.
    drawn: u64,
}

/// A page while it is drawn.
pub(super) struct Page<'p, 'a> {
    pub(super) archive: &'p mut Archive<'a>,
    pub(super) resources: &'p Resources,
    pub(super) canvas: Canvas,
    limits: &'p Limits,
    spent: &'p mut Spent,
    /// Millimetres of the page's space to points from its corner.
    to_page: Matrix,
    /// The composite units being drawn.
    open: Vec<&'p Node>,
}

impl<'p, 'a> Page<'p, 'a> {
    /// An empty page that shows the given area.
    pub(super) fn new(
        archive: &'p mut Archive<'a>,
        resources: &'p Resources,
        limits: &'p Limits,
        spent: &'p mut Spent,
        area: Option<Rect>,
    ) -> Self {
        const A4: Rect = Rect { left: 0.0, top: 0.0, right: 210.0, bottom: 297.0 };
        let area = area.unwrap_or(A4);
        let corner = Matrix::translation(-f64::from(area.left), -f64::from(area.top));
        let to_page = corner.then(&Matrix::new([POINTS, 0.0, 0.0, POINTS, 0.0, 0.0]));
        let size = |millimetres: f32| (f64::from(millimetres) * POINTS) as f32;
        let canvas = Canvas::new(size(area.width()), size(area.height()));
        Page { archive, resources, canvas, limits, spent, to_page, open: Vec::new() }
    }

    /// Draws a page's own content and its templates: those behind it first. Templates of templates are none.
    pub(super) fn draw(&mut self, page: &Node, templates: &FxHashMap<SmolStr, Node>) -> Result<(), Failure> {
        let (front, back): (Vec<&Node>, Vec<&Node>) =
            page.all("Template").partition(|template| template.attr("ZOrder") == Some("Foreground"));
        let of = |template: &Node| templates.get(template.attr("TemplateID")?);
        let contents = back.into_iter().filter_map(of).chain([page]);
        for content in contents.chain(front.into_iter().filter_map(of)) {
            for layer in content.child("Content").into_iter().flat_map(|content| &content.children) {
                let parameters = self.resources.parameters(layer.attr("DrawParam"));
                self.draw_block(layer, &self.to_page.clone(), parameters)?;
            }
        }
        Ok(())
    }

    /// Draws what annotations print: what was typed or stamped onto the page.
    pub(super) fn draw_annotations(&mut self, path: &str) -> Result<(), Failure> {
        let Some(text) = self.archive.part(path)? else { return Ok(()) };
        let root = Node::parse(&text, self.limits)?;
        let printed =
            |note: &&Node| flag(note, "Visible", true) && matches!(note.attr("Type"), Some("Path" | "Stamp"));
        for appearance in root.all("Annot").filter(printed).filter_map(|note| note.child("Appearance")) {
            let map = placement(appearance).then(&self.to_page);
            self.draw_block(appearance, &map, Parameters::default())?;
        }
        Ok(())
    }

    /// The page as drawn.
    pub(super) fn finish(self) -> Canvas {
        self.spent.glyphs += self.canvas.glyphs.len();
        self.spent.rulings += self.canvas.rules.len();
        self.canvas
    }

    /// Draws the objects of a layer or block.
    fn draw_block(&mut self, block: &Node, map: &Matrix, parameters: Parameters) -> Result<(), Failure> {
        for objects in block.children.chunk_by(pieces::of_one_line) {
            let in_a_row = if objects.len() > 1 { pieces::in_a_row(objects) } else { Vec::new() };
            let objects = if in_a_row.is_empty() { objects } else { in_a_row.as_slice() };
            objects.iter().try_for_each(|object| self.draw_object(object, map, parameters))?;
        }
        Ok(())
    }

    fn draw_object(&mut self, object: &Node, map: &Matrix, outer: Parameters) -> Result<(), Failure> {
        self.charge(object)?;
        if !flag(object, "Visible", true) {
            return Ok(());
        }
        let own = Parameters::own(object).or(self.resources.parameters(object.attr("DrawParam")));
        let parameters = own.or(outer);
        let own_map = placement(object).then(map);
        match object.name() {
            "TextObject" => self.draw_text(object, &own_map)?,
            "PathObject" => self.draw_path(object, map, &own_map, parameters),
            "ImageObject" => self.draw_image(object, map, &own_map),
            "CompositeObject" => self.draw_composite(object, &own_map, parameters)?,
            "PageBlock" | "Layer" => self.draw_block(object, map, parameters)?,
            _ => {}
        }
        self.check()
    }

    fn draw_path(&mut self, object: &Node, map: &Matrix, own_map: &Matrix, parameters: Parameters) {
        let Some(data) = object.child("AbbreviatedData").filter(|_| !is_transparent(object)) else { return };
        let path = path(&data.text, own_map);
        let clip = self.clip(object, map);
        if flag(object, "Fill", false) {
            self.canvas.rules.fill(&path, parameters.fill.unwrap_or(Ink::Visible), &clip);
        }
        if flag(object, "Stroke", true) {
            let width = parameters.line_width.unwrap_or(LINE_WIDTH) * own_map.scale();
            self.canvas.rules.stroke(&path, width as f32, parameters.stroke.unwrap_or(Ink::Visible), &clip);
        }
    }

    /// A picture fills the unit square of its own map, or its boundary where it has none.
    fn draw_image(&mut self, object: &Node, map: &Matrix, own_map: &Matrix) {
        let clip = self.clip(object, map);
        let shown = match object.attr("CTM") {
            Some(_) => own_map.bounds(0.0, 0.0, 1.0, 1.0),
            None => clip,
        };
        self.canvas.push_picture(&shown, &clip);
    }

    /// An object's boundary on the page; the whole page where it has none, or only a point.
    fn clip(&self, object: &Node, map: &Matrix) -> Rect {
        // Writers round boundaries, and give those of level lines no height.
        const SLACK: f32 = 1.0;
        let boundary = object.attr("Boundary").and_then(rect);
        let Some(boundary) = boundary.filter(|r| r.width() > 0.0 || r.height() > 0.0) else {
            return self.canvas.bounds();
        };
        let (x0, y0, x1, y1) = (boundary.left, boundary.top, boundary.right, boundary.bottom);
        let shown = map.bounds(x0.into(), y0.into(), x1.into(), y1.into());
        Rect {
            left: shown.left - SLACK,
            top: shown.top - SLACK,
            right: shown.right + SLACK,
            bottom: shown.bottom + SLACK,
        }
    }

    /// Draws a composite unit. A unit inside itself is left out.
    fn draw_composite(&mut self, object: &Node, map: &Matrix, parameters: Parameters) -> Result<(), Failure> {
        // As deep as forms of a PDF: real units nest once or twice.
        const DEEPEST: usize = 16;
        let unit = object.attr("ResourceID").and_then(|id| self.resources.composite(id));
        let Some(unit) = unit.filter(|_| self.open.len() < DEEPEST) else { return Ok(()) };
        if self.open.iter().any(|open| std::ptr::eq(*open, unit)) {
            return Ok(());
        }
        self.open.push(unit);
        let drawn = unit.all("Content").try_for_each(|content| self.draw_block(content, map, parameters));
        self.open.pop();
        drawn
    }

    /// Counts what drawing an object costs.
    fn charge(&mut self, object: &Node) -> Result<(), Failure> {
        // About what the tags of the smallest object take in the file.
        const TAGS: u64 = 64;
        let text: usize = object.children.iter().map(|child| child.text.len()).sum();
        self.spent.drawn = self.spent.drawn.saturating_add(TAGS + text as u64);
        within("total_stream_bytes", self.spent.drawn, self.limits.total_stream_bytes)
    }

    /// Fails when there are more glyphs or rulings than allowed.
    fn check(&self) -> Result<(), Failure> {
        let glyphs = self.spent.glyphs + self.canvas.glyphs.len();
        within("glyphs", glyphs as u64, self.limits.glyphs as u64)?;
        let rulings = self.spent.rulings + self.canvas.rules.len();
        within("rulings", rulings as u64, self.limits.rulings as u64)
    }
}

fn is_transparent(object: &Node) -> bool {
    object.attr("Alpha").map(str::trim) == Some("0")
}
