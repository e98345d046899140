//! How well the observed rows fit one form: which is which, and the sum of likeness.

use super::observe::{Found, Observation, Text};
use crate::form::Row;
use crate::grid::align::{self, Match, Observed};
use crate::grid::number::{self, Reading};

/// The grid of one form: which observed row is which, and the sum of likeness, to choose between forms.
pub fn align_to(observations: &[Observation], rows: &[&Row], columns: usize) -> (Vec<Match>, f32) {
    let observed: Vec<Observed<'_>> = observations
        .iter()
        .map(|o| Observed { labels: &o.labels, own: o.own, complete: is_complete(&o.values, columns) })
        .collect();
    let matches = align::align(&observed, rows);
    let score = matches.iter().zip(&observed).map(|(m, o)| fit(m, o.complete)).sum();
    (matches, score)
}

/// How well a row fits the form; a whole row that the form does not know speaks against it.
fn fit(found: &Match, complete: bool) -> f32 {
    match found {
        Match::Labelled(_, alike) => *alike,
        Match::Placed(_) => 0.9, // nearly a label: the count of rows around it proves it
        Match::Unknown if complete => -0.5, // less than any label is worth, so that one extra row never decides
        Match::Open(..) | Match::Unknown => 0.0,
    }
}

/// Whether a row has as many values as the form has columns, at least one of them a number.
fn is_complete(values: &Found, columns: usize) -> bool {
    let number = |t: &str| matches!(number::read(t), Reading::Number { .. });
    match values {
        Found::Columns(texts) => texts.iter().any(|t| matches!(t, Text::Own(s, _) if number(s))),
        Found::Run(pieces) => pieces.len() >= columns && pieces.iter().any(|p| number(&p.text)),
    }
}
