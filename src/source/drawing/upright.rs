//! Pages whose text is turned, as wide tables on tall pages are, without `/Rotate` saying so: they are given
//! as they are read, as if it did.

use super::matrix::Matrix;
use crate::model::{Axis, Direction, Glyph, Page, Rect, Ruling};

/// How many printed glyphs of horizontal fonts run in each direction.
#[derive(Debug, Default, Clone, Copy)]
pub(in crate::source) struct Tally([usize; 4]);

impl Tally {
    /// Counts a glyph.
    pub fn count(&mut self, direction: Direction) {
        if let Some(count) = self.0.get_mut(direction as usize) {
            *count += 1;
        }
    }

    /// The direction of nearly all text; that of ordinary text where there is none such.
    fn prevailing(&self) -> Direction {
        let all: usize = self.0.iter().sum();
        // Turned labels in a table's head never make up so much of a page.
        let nearly_all = |d: &Direction| {
            self.0.get(*d as usize).is_some_and(|n| n.saturating_mul(10) > all.saturating_mul(9))
        };
        [Direction::Down, Direction::Left, Direction::Up].into_iter().find(nearly_all).unwrap_or_default()
    }
}

/// Turns a page so that its text runs to the right.
pub(in crate::source) fn turn(page: Page, tally: &Tally) -> Page {
    let (width, height) = (f64::from(page.width), f64::from(page.height));
    let map = match tally.prevailing() {
        Direction::Right => return page,
        Direction::Down => [0.0, -1.0, 1.0, 0.0, 0.0, width],
        Direction::Left => [-1.0, 0.0, 0.0, -1.0, width, height],
        Direction::Up => [0.0, 1.0, -1.0, 0.0, height, 0.0],
    };
    let map = Matrix::new(map);
    let shown = turned(&map, &Rect::new(0.0, 0.0, page.width, page.height));
    Page {
        number: page.number,
        width: shown.width(),
        height: shown.height(),
        glyphs: page.glyphs.into_iter().map(|glyph| turn_glyph(&map, glyph)).collect(),
        rulings: page.rulings.iter().map(|ruling| turn_ruling(&map, ruling)).collect(),
        warnings: page.warnings,
    }
}

fn turned(map: &Matrix, rect: &Rect) -> Rect {
    map.bounds(rect.left.into(), rect.top.into(), rect.right.into(), rect.bottom.into())
}

fn turn_glyph(map: &Matrix, glyph: Glyph) -> Glyph {
    let (x, y) = match glyph.direction {
        Direction::Right => (map.a, map.b),
        Direction::Down => (map.c, map.d),
        Direction::Left => (-map.a, -map.b),
        Direction::Up => (-map.c, -map.d),
    };
    let direction = match () {
        _ if x > 0.5 => Direction::Right,
        _ if x < -0.5 => Direction::Left,
        _ if y > 0.0 => Direction::Down,
        _ => Direction::Up,
    };
    Glyph { bbox: turned(map, &glyph.bbox), direction, ..glyph }
}

fn turn_ruling(map: &Matrix, ruling: &Ruling) -> Ruling {
    let rect = match ruling.axis {
        Axis::Horizontal => Rect::new(ruling.from, ruling.at, ruling.to, ruling.at),
        Axis::Vertical => Rect::new(ruling.at, ruling.from, ruling.at, ruling.to),
    };
    let rect = turned(map, &rect);
    let stays = map.a != 0.0;
    match (ruling.axis, stays) {
        (Axis::Horizontal, true) | (Axis::Vertical, false) => {
            Ruling { axis: Axis::Horizontal, at: rect.top, from: rect.left, to: rect.right }
        }
        _ => Ruling { axis: Axis::Vertical, at: rect.left, from: rect.top, to: rect.bottom },
    }
}
