//! Pages as they are drawn, whatever format draws them: glyphs and painted paths → [`crate::model::Page`].

mod canvas;
mod check;
mod glyph;
mod ink;
mod matrix;
mod paint;
mod path;
mod rulings;
mod upright;

pub(super) mod fold;
pub(super) use canvas::Canvas;
pub(super) use check::check_text;
pub(super) use glyph::{ASCENT, DESCENT, direction, is_readable};
pub(super) use ink::{Ink, Space};
pub(super) use matrix::Matrix;
pub(super) use path::{Path, Point, Step, bounds};
