//! Which form a report is printed on: by its labels, never by its year, because old tables are printed in new years.

use super::align::Match;
use super::label::Label;
use super::requests::{self, Observation};
use super::zone::{Strip, Zones};
use crate::form::{self, Form, Spec, Variant};

/// The form, and the grid aligned to it.
pub struct Recognised {
    /// The form, in the variant that is printed.
    pub form: &'static Form,
    /// The rows of the grid as observed.
    pub observations: Vec<Observation>,
    /// Which row of the form each is.
    pub matches: Vec<Match>,
}

/// The form whose labels are printed; `None` when none of the three tables is there.
pub fn recognise(zones: &Zones) -> Option<Recognised> {
    let text = printed(&zones.proactive).chain(printed(&zones.requests)).collect::<Vec<_>>();
    // Marks tell the forms apart, and the grid tells whether （六） is one row: only forms with the most marks are
    // aligned. The older form wins a tie, because the newer one cannot be printed without any of its marks.
    let marked: Vec<(&'static Variant, usize)> =
        form::variants().iter().map(|v| (v, marks(&v.spec, &text))).collect();
    let most = marked.iter().map(|(_, n)| *n).max()?;
    let aligned = marked.into_iter().filter(|(_, n)| *n == most).map(|(variant, _)| {
        let form = variant.form();
        let observations = requests::observe(&zones.requests, form);
        let (matches, likeness) = requests::align_to(&observations, form);
        (Recognised { form, observations, matches }, likeness)
    });
    let best = aligned.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    let anything = most > 0 || best.1 > 0.0 || !zones.proceedings.is_empty();
    anything.then_some(best.0)
}

fn printed(strips: &[Strip]) -> impl Iterator<Item = Vec<char>> {
    strips.iter().flat_map(|s| s.cells.iter().filter(|c| c.starts)).map(|c| Label::new(&c.text).text)
}

/// How many phrases of this form alone are printed.
fn marks(spec: &Spec, text: &[Vec<char>]) -> usize {
    let held = |mark: &&String| {
        let mark = Label::new(mark).text;
        text.iter().any(|t| t.windows(mark.len()).any(|w| w == mark.as_slice()))
    };
    spec.marks.iter().filter(held).count()
}
