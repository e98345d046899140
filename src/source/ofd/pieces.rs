//! Lines in pieces: where the font changes within a line, easyofd writes a text object for each font and stretches each
//! over the whole line, so that they lie on each other. Their order and the line's box tell where they belong.

use super::values::{Deltas, rect};
use crate::source::package::Node;

/// Whether two objects behind each other are pieces of one line: other texts, each stretched over the same box.
pub(super) fn of_one_line(a: &Node, b: &Node) -> bool {
    let boundary = a.attr("Boundary");
    boundary.is_some()
        && boundary == b.attr("Boundary")
        && text(a) != text(b)
        && is_stretched(a)
        && is_stretched(b)
}

/// The pieces of a line one behind the other, as wide as their characters are.
pub(super) fn in_a_row(pieces: &[Node]) -> Vec<Node> {
    let all: f64 = pieces.iter().flat_map(|piece| text(piece).chars()).map(ems).sum();
    let em = pieces.first().and_then(width).unwrap_or(0.0) / all.max(1.0);
    let mut start = 0.0;
    let mut out = Vec::new();
    for piece in pieces {
        let steps: Vec<f64> = text(piece).chars().map(|c| ems(c) * em).collect();
        out.push(moved(piece, start, &steps));
        start += steps.iter().sum::<f64>();
    }
    out
}

/// The piece with its characters at other places.
fn moved(piece: &Node, start: f64, steps: &[f64]) -> Node {
    let deltas: Vec<String> = steps.iter().map(f64::to_string).collect();
    let mut piece = piece.clone();
    for child in &mut piece.children {
        if child.name() == "TextCode" {
            *child = std::mem::take(child).with("X", &start.to_string()).with("DeltaX", &deltas.join(" "));
        }
    }
    piece
}

/// The text of an object that has but one code.
fn text(object: &Node) -> &str {
    let mut codes = object.all("TextCode");
    match (codes.next(), codes.next()) {
        (Some(code), None) => &code.text,
        _ => "",
    }
}

fn width(object: &Node) -> Option<f64> {
    object.attr("Boundary").and_then(rect).map(|boundary| f64::from(boundary.width()))
}

/// Whether all characters are as wide as the box divided by their number.
fn is_stretched(object: &Node) -> bool {
    // Numbers are written with fewer digits than they were reckoned with.
    const SLACK: f64 = 0.02;
    let (text, Some(width)) = (text(object), width(object)) else { return false };
    let code = object.child("TextCode");
    let step = code.and_then(|code| Deltas::of(code.attr("DeltaX")?).next());
    let count = text.chars().count() as f64;
    !text.contains('\n') && step.is_some_and(|step| (step * count - width).abs() <= SLACK * width)
}

/// How wide a character is: ideographs fill a square, letters and digits about half of one.
fn ems(c: char) -> f64 {
    if c < '\u{2E80}' && !matches!(c, '\u{2014}'..='\u{2026}') { 0.5 } else { 1.0 }
}
