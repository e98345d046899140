//! Text objects: where each character stands on the page (GB/T 33190, 11.3).

use super::page::Page;
use super::values::{Deltas, number, numbers};
use crate::model::{Direction, Failure, Glyph};
use crate::source::drawing::{ASCENT, DESCENT, Matrix, direction, fold, is_readable};
use crate::source::package::Node;
use smol_str::SmolStr;

/// A quarter turn clockwise for every ninety degrees.
fn turn(degrees: Option<f64>) -> Matrix {
    match (degrees.unwrap_or(0.0) / 90.0).round().rem_euclid(4.0) as u8 {
        1 => Matrix::new([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]),
        2 => Matrix::new([-1.0, 0.0, 0.0, -1.0, 0.0, 0.0]),
        3 => Matrix::new([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]),
        _ => Matrix::IDENTITY,
    }
}

/// What all characters of a text object share.
struct Style<'o> {
    /// From the object's space to the page.
    map: Matrix,
    /// How each character is turned about its origin.
    character: Matrix,
    /// How the line runs.
    reading: Matrix,
    /// In the object's space.
    size: f64,
    stretch: f64,
    font: Option<&'o str>,
    font_index: u16,
    transforms: Vec<&'o Node>,
}

impl Page<'_, '_> {
    /// Draws a text object, whose space `map` puts on the page.
    pub(super) fn draw_text(&mut self, object: &Node, map: &Matrix) -> Result<(), Failure> {
        let font = object.attr("Font").map(str::trim);
        let style = Style {
            map: *map,
            character: turn(number(object, "CharDirection")),
            reading: turn(number(object, "ReadDirection")),
            // The standard's name, and that of a library in wide use.
            size: number(object, "Size").or(number(object, "size")).unwrap_or(0.0),
            stretch: number(object, "HScale").filter(|s| *s > 0.0).unwrap_or(1.0),
            font,
            font_index: self.resources.font(font),
            transforms: object.all("CGTransform").collect(),
        };
        let mut start = (0.0, 0.0);
        let mut before = 0;
        for code in object.all("TextCode") {
            // A code without a place of its own starts where the one before it did.
            start = (number(code, "X").unwrap_or(start.0), number(code, "Y").unwrap_or(start.1));
            before += self.draw_code(code, start, before, &style)?;
        }
        Ok(())
    }

    /// Draws the characters of one code; how many they are.
    fn draw_code(
        &mut self,
        code: &Node,
        start: (f64, f64),
        before: usize,
        style: &Style,
    ) -> Result<usize, Failure> {
        let mut pen = Pen::new(style, code, start);
        let mut count = 0;
        for c in characters(&code.text) {
            let text = self.text(c, before + count, style)?;
            pen.show(&text).into_iter().for_each(|glyph| self.canvas.push_glyph(glyph, pen.is_vertical()));
            count += 1;
        }
        Ok(count)
    }

    /// The text of a character; that of its glyph where the code is none of Unicode's.
    fn text(&mut self, c: char, position: usize, style: &Style) -> Result<SmolStr, Failure> {
        let is_code = c.is_control() || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFF}');
        if (is_code || c >= '\u{F0000}')
            && let Some(glyph) = glyph(&style.transforms, position)
            && let Some(text) = self.resources.glyph_text(self.archive, style.font, glyph)?
        {
            return Ok(fold::glyph_text(Some(&text)));
        }
        Ok(fold::glyph_text(Some(c.encode_utf8(&mut [0; 4]))))
    }
}

/// The characters of a code; the line breaks around them are the file's, not the page's.
fn characters(text: &str) -> impl Iterator<Item = char> {
    let text = if text.contains('\n') { text.trim() } else { text };
    text.chars()
}

/// The glyph that a transform gives for the character at a position of the object.
fn glyph(transforms: &[&Node], position: usize) -> Option<u32> {
    transforms.iter().find_map(|transform| {
        let at = position.checked_sub(number(transform, "CodePosition")? as usize)?;
        let glyphs = transform.text_of("Glyphs")?;
        numbers(glyphs).nth(at).map(|glyph| glyph as u32).filter(|glyph| *glyph > 0)
    })
}

/// Moves along one code.
struct Pen<'s, 'o> {
    style: &'s Style<'o>,
    at: (f64, f64),
    right: Deltas<'o>,
    down: Deltas<'o>,
    direction: Option<Direction>,
    vertical: bool,
    /// What an ordinary letter was wide last, in ems.
    letter: f64,
}

impl<'s, 'o> Pen<'s, 'o> {
    fn new(style: &'s Style<'o>, code: &'o Node, at: (f64, f64)) -> Self {
        let right = code.attr("DeltaX").unwrap_or_default();
        let down = code.attr("DeltaY").unwrap_or_default();
        let stands = |deltas: &str| Deltas::of(deltas).next().is_none_or(|first| first == 0.0);
        // Writers set columns by their offsets alone and leave the direction as it is.
        let is_column = stands(right) && !stands(down);
        let reading = if is_column { turn(Some(90.0)) } else { style.reading };
        let run = reading.then(&style.map);
        let size = style.size * style.map.c.hypot(style.map.d);
        let shown = is_readable(size, &style.map);
        Pen {
            style,
            at,
            right: Deltas::of(right),
            down: Deltas::of(down),
            direction: direction(run.a, run.b).filter(|_| shown),
            vertical: (reading.a, reading.b) != (style.character.a, style.character.b),
            letter: 0.5,
        }
    }

    fn is_vertical(&self) -> bool {
        self.vertical
    }

    /// The glyph of the next character, if it can be shown; moves on to the one after it.
    fn show(&mut self, text: &SmolStr) -> Option<Glyph> {
        let style = self.style;
        let (right, down) = (self.right.next(), self.down.next());
        let breadth = self.breadth(text, right.filter(|_| !self.vertical));
        let place = style.character.then(&Matrix::translation(self.at.0, self.at.1)).then(&style.map);
        // Without offsets characters follow each other as far as they are wide.
        let own = if right.is_none() && down.is_none() { breadth * style.size } else { 0.0 };
        let (x, y) = (own * self.reading().0, own * self.reading().1);
        self.at = (self.at.0 + right.unwrap_or(x), self.at.1 + down.unwrap_or(y));
        let direction = self.direction.filter(|_| !text.is_empty() && place.is_finite())?;
        let (top, bottom) = (-ASCENT * style.size, -DESCENT * style.size);
        let bbox = place.bounds(0.0, top, breadth * style.size, bottom);
        let size = (style.size * style.map.c.hypot(style.map.d)) as f32;
        Some(Glyph { text: text.clone(), bbox, size, font: style.font_index, direction })
    }

    fn reading(&self) -> (f64, f64) {
        (self.style.reading.a, self.style.reading.b)
    }

    /// How wide a character is, in ems. Ideographs fill theirs; for others the way to the next one tells.
    fn breadth(&mut self, text: &str, right: Option<f64>) -> f64 {
        // Full-width punctuation is as wide as ideographs, also where Unicode does not call it so.
        if text.chars().any(|c| c >= '\u{2E80}' || matches!(c, '\u{2014}'..='\u{2026}')) {
            return self.style.stretch;
        }
        // The narrowest letters have a fifth of an em, the widest a whole one.
        let ems = right.map(|right| right / self.style.size);
        if let Some(known) = ems.filter(|ems| (0.2..=1.0).contains(ems)) {
            self.letter = known;
        }
        self.letter
    }
}
