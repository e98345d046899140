//! Attribute values of the standard's basic types (7.3).

use crate::model::Rect;
use crate::source::drawing::{Ink, Matrix, Space};
use crate::source::package::Node;

/// The numbers of a list, parted by white space or commas; what is no finite number ends it.
pub(super) fn numbers(text: &str) -> impl Iterator<Item = f64> {
    words(text).map_while(|word| word.parse().ok()).filter(|v: &f64| v.is_finite())
}

/// The words of a list.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(parts).filter(|word| !word.is_empty())
}

fn parts(c: char) -> bool {
    c.is_whitespace() || c == ','
}

/// Exactly so many numbers.
fn array<const N: usize>(text: &str) -> Option<[f64; N]> {
    numbers(text).take(N).collect::<Vec<_>>().try_into().ok()
}

/// An attribute that is a number.
pub(super) fn number(node: &Node, name: &str) -> Option<f64> {
    numbers(node.attr(name)?).next()
}

/// An attribute that is true or false.
pub(super) fn flag(node: &Node, name: &str, usual: bool) -> bool {
    match node.attr(name).map(str::trim) {
        Some("true" | "1" | "True") => true,
        Some("false" | "0" | "False") => false,
        _ => usual,
    }
}

/// A rectangle in millimetres: left, top, width, height.
pub(super) fn rect(text: &str) -> Option<Rect> {
    let [x, y, width, height] = array(text)?;
    Some(Rect::new(x as f32, y as f32, (x + width) as f32, (y + height) as f32))
}

/// The map from an object's own space to the space around it: its `CTM`, then to the corner of its `Boundary`.
pub(super) fn placement(object: &Node) -> Matrix {
    let own = object.attr("CTM").and_then(array).map_or(Matrix::IDENTITY, Matrix::new);
    let corner = object.attr("Boundary").and_then(array::<4>).unwrap_or_default();
    own.then(&Matrix::translation(corner[0], corner[1]))
}

/// What a colour does on white paper; patterns and shadings are taken to be visible.
pub(super) fn ink(color: &Node) -> Ink {
    if number(color, "Alpha") == Some(0.0) {
        return Ink::Nothing;
    }
    // Components of eight bits unless a colour space says otherwise; white is full in any.
    const FULL: f64 = 255.0;
    let component = |word: &str| match word.strip_prefix('#') {
        Some(hex) => u8::from_str_radix(hex, 16).ok().map(f64::from),
        None => word.parse().ok(),
    };
    let value = color.attr("Value").or(color.text_of("Value")).unwrap_or_default();
    let components: Vec<f64> = words(value).map_while(component).map(|v: f64| v / FULL).take(4).collect();
    let space = match components.len() {
        1 => Space::Gray,
        3 => Space::Rgb,
        4 => Space::Cmyk,
        _ => Space::Other,
    };
    space.ink(&components)
}

/// The offsets from each character to the next: numbers, and `g n v` for n times v. The last one goes on.
pub(super) struct Deltas<'a> {
    rest: &'a str,
    value: Option<f64>,
    /// How often `value` is still to be given before the next is read.
    left: u64,
}

impl<'a> Deltas<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Deltas { rest: text, value: None, left: 0 }
    }

    fn word(&mut self) -> Option<&'a str> {
        let rest = self.rest.trim_start_matches(parts);
        let (word, rest) = rest.split_at(rest.find(parts).unwrap_or(rest.len()));
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    fn read(&mut self) -> Option<()> {
        let mut word = self.word()?;
        let mut times = 1;
        if word.eq_ignore_ascii_case("g") {
            times = self.word()?.parse().ok()?;
            word = self.word()?;
        }
        self.value = Some(word.parse().ok().filter(|v: &f64| v.is_finite())?);
        self.left = times;
        Some(())
    }
}

impl Iterator for Deltas<'_> {
    type Item = f64;

    /// `None` where the list is empty.
    fn next(&mut self) -> Option<f64> {
        while self.left == 0 && self.read().is_some() {}
        self.left = self.left.saturating_sub(1);
        self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str, count: usize) -> Vec<f64> {
        Deltas::of(text).take(count).collect()
    }

    #[test]
    fn offsets_are_numbers_and_runs_of_them() {
        assert_eq!(first("4 4.5 g 3 2 5", 6), [4.0, 4.5, 2.0, 2.0, 2.0, 5.0]);
        assert_eq!(first("1,2", 4), [1.0, 2.0, 2.0, 2.0]);
        assert_eq!(first("g 4000000000 1", 2), [1.0, 1.0]);
        assert_eq!(first("g 0 9 3", 2), [3.0, 3.0]);
        assert_eq!(first("", 2), [0.0; 0]);
        assert_eq!(first("g", 2), [0.0; 0]);
    }
}
