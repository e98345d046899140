//! Colours, as far as they show on white paper.

/// What a colour does on white paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::source) enum Ink {
    #[default]
    Visible,
    White,
    /// Fully transparent.
    Nothing,
}

/// A colour space, as far as telling white needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::source) enum Space {
    #[default]
    Gray,
    Rgb,
    Cmyk,
    /// Separation and DeviceN: 0 is no ink.
    Tint,
    /// Patterns, Lab, Indexed: taken to be visible.
    Other,
}

impl Space {
    /// Whether a colour is white, by the numbers of its components.
    pub fn ink(self, components: &[f64]) -> Ink {
        // A hair of grey is as good as white: no printer shows it.
        const HAIR: f64 = 0.01;
        let (full, none) = (|c: &f64| *c >= 1.0 - HAIR, |c: &f64| *c <= HAIR);
        let white = !components.is_empty()
            && match self {
                Space::Gray | Space::Rgb => components.iter().all(full),
                Space::Cmyk | Space::Tint => components.iter().all(none),
                Space::Other => false,
            };
        if white { Ink::White } else { Ink::Visible }
    }
}
