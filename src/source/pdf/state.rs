//! Graphics state: what `q` saves and `Q` restores.

use crate::model::Rect;
use crate::source::drawing::{Ink, Matrix, Space};

/// A painting colour.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Paint {
    pub space: Space,
    pub color: Ink,
    /// Whether the graphics state makes it fully transparent.
    pub transparent: bool,
}

impl Paint {
    pub fn ink(&self) -> Ink {
        if self.transparent { Ink::Nothing } else { self.color }
    }
}

/// Text state, in the words of the PDF reference.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextState {
    pub font: Option<u16>,
    pub size: f64,
    pub char_space: f64,
    pub word_space: f64,
    /// Horizontal scaling, 1 for 100%.
    pub stretch: f64,
    pub leading: f64,
    pub rise: f64,
}

impl Default for TextState {
    fn default() -> Self {
        TextState {
            font: None,
            size: 1.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    /// User space to the page as shown.
    pub ctm: Matrix,
    pub line_width: f64,
    pub fill: Paint,
    pub stroke: Paint,
    pub text: TextState,
    /// Box around the clipping path, on the page as shown.
    pub clip: Rect,
}

impl State {
    pub fn new(ctm: Matrix, clip: Rect) -> Self {
        State {
            ctm,
            line_width: 1.0,
            fill: Paint::default(),
            stroke: Paint::default(),
            text: TextState::default(),
            clip,
        }
    }
}
