//! Which form a report is printed on: by its labels, never by its year, because old tables are printed in new years.

use super::align::Match;
use super::label::Label;
use super::requests::{self, Observation};
use super::zone::{Strip, Zones};
use crate::form::{self, Form};

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
    let best = form::all()
        .iter()
        .map(|form| {
            let observations = requests::observe(&zones.requests, form);
            let (matches, likeness) = requests::align_to(&observations, form);
            let marks = marks(form, &text);
            (Recognised { form, observations, matches }, marks, likeness)
        })
        // Marks tell the forms apart; the grid tells whether （六） is one row; the older form wins a tie because
        // the newer one cannot be printed without any of its marks.
        .reduce(|best, next| if (next.1, next.2) > (best.1, best.2) { next } else { best })?;
    let anything = best.1 > 0 || best.2 > 0.0 || !zones.proceedings.is_empty();
    anything.then_some(best.0)
}

fn printed(strips: &[Strip]) -> impl Iterator<Item = Vec<char>> {
    strips.iter().flat_map(|s| s.cells.iter().filter(|c| c.starts)).map(|c| Label::new(&c.text).text)
}

/// How many phrases of this form alone are printed.
fn marks(form: &Form, text: &[Vec<char>]) -> usize {
    let held = |mark: &&String| {
        let mark = Label::new(mark).text;
        text.iter().any(|t| t.windows(mark.len()).any(|w| w == mark.as_slice()))
    };
    form.spec.marks.iter().filter(held).count()
}
