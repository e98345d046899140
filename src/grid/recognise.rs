//! Which form a report is printed on: by its labels, never by its year, because old tables are printed in new years.

use super::align::Match;
use super::label::{self, Label};
use super::requests::{self, Observation};
use super::zone::{Strip, Zones};
use crate::form::{self, Form, Spec, Variant};
use std::rc::Rc;
use std::sync::Arc;

/// The form, and the grid aligned to it.
pub struct Recognised {
    /// The form, in the variant that is printed.
    pub form: &'static Form,
    /// The rows of the grid as observed.
    pub observations: Rc<Vec<Observation>>,
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
    let mut candidates: Vec<Candidate> = Vec::new();
    for (variant, _) in marked.into_iter().filter(|(_, n)| *n == most) {
        // The variants of one form name the same columns: what is observed is the same.
        let last = candidates.last().filter(|c| Arc::ptr_eq(&c.variant.spec, &variant.spec));
        let observations = last.map(|c| Rc::clone(&c.observations));
        let observe = || Rc::new(requests::observe(&zones.requests, &variant.spec));
        candidates.push(Candidate::new(variant, observations.unwrap_or_else(observe)));
    }
    let best = candidates.into_iter().reduce(|a, b| if b.likeness > a.likeness { b } else { a })?;
    let anything = most > 0 || best.likeness > 0.0 || !zones.proceedings.is_empty();
    anything.then(|| Recognised {
        form: best.variant.form(),
        observations: best.observations,
        matches: best.matches,
    })
}

/// A form, not yet worked out, and how well the grid fits it.
struct Candidate {
    variant: &'static Variant,
    observations: Rc<Vec<Observation>>,
    matches: Vec<Match>,
    likeness: f32,
}

impl Candidate {
    fn new(variant: &'static Variant, observations: Rc<Vec<Observation>>) -> Candidate {
        let columns = variant.spec.requests.columns.len();
        let (matches, likeness) = requests::align_to(&observations, &variant.rows(), columns);
        Candidate { variant, observations, matches, likeness }
    }
}

fn printed(strips: &[Strip]) -> impl Iterator<Item = Vec<char>> {
    strips.iter().flat_map(|s| s.cells.iter().filter(|c| c.starts)).map(|c| Label::new(&c.text).text)
}

/// How many phrases of this form alone are printed.
fn marks(spec: &Spec, text: &[Vec<char>]) -> usize {
    let held = |mark: &&String| {
        let mark = Label::new(mark).text;
        text.iter().any(|t| label::contains(t, &mark))
    };
    spec.marks.iter().filter(held).count()
}
