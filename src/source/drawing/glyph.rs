//! What all glyphs have in common, whatever drew them.

use super::matrix::Matrix;
use crate::model::Direction;

/// Upper edge of every glyph's box above the base line, in ems: that of the ideographs' em square. One value
/// for all fonts, so that the boxes of a line agree whatever the fonts say of themselves.
pub(in crate::source) const ASCENT: f64 = 0.88;
/// Lower edge below the base line.
pub(in crate::source) const DESCENT: f64 = -0.12;

/// The direction on the page nearest to a vector; `None` for text on a slant, which is a watermark or a stamp
/// and no line of a report.
pub(in crate::source) fn direction(x: f64, y: f64) -> Option<Direction> {
    // Ten degrees: scans and their text layers lean by two or three.
    const SLANT: f64 = 0.176;
    match () {
        _ if y.abs() <= SLANT * x.abs() => Some(if x >= 0.0 { Direction::Right } else { Direction::Left }),
        _ if x.abs() <= SLANT * y.abs() => Some(if y >= 0.0 { Direction::Down } else { Direction::Up }),
        _ => None,
    }
}

/// Whether text of a size can be read at all: no reader sees a tenth of a point, and a broken map must not
/// reach later stages.
pub(in crate::source) fn is_readable(size: f64, map: &Matrix) -> bool {
    (0.1..=10_000.0).contains(&size) && map.is_finite()
}
