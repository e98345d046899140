//! Running text in which some tool has put a row's values before its label or behind another's. Then no label's
//! neighbours are its values for sure, and only the order of all values and the form's sums can tell.

use super::observe::{Found, Observation};
use super::row::{self, RowDraft};
use super::{balance_factor, outcome_factor};
use crate::form::{Form, Row};
use crate::grid::align::Match;
use crate::grid::draft::Proof;
use crate::grid::event::{self, Piece};
use crate::grid::label::{self, Label};
use crate::grid::solve::{self, Values};
use crate::model::Method;

/// Whether some values have lost their label and some labels their values.
pub fn is_displaced(observations: &[Observation], matches: &[Match], rows: &[&Row], columns: usize) -> bool {
    let surplus = |(o, m): (&Observation, &Match)| {
        let printed = pieces(o).len();
        printed >= columns * 2 || (printed >= columns && !matches!(m, Match::Labelled(..)))
    };
    let runs = || observations.iter().zip(matches).filter(|(o, _)| o.method == Method::Run);
    runs().any(surplus) && runs().any(|(o, m)| is_doubtful(o, m, rows))
}

/// Whether the values behind the observed labels may be another row's: those hold the labels of two rows, or of a group
/// further down.
pub fn is_doubtful(observation: &Observation, found: &Match, rows: &[&Row]) -> bool {
    let own: Vec<&String> = observation.labels.iter().rev().take(observation.own).rev().collect();
    let all = Label::new(&own.iter().map(|l| l.as_str()).collect::<String>());
    let labels: Vec<Label> = own.iter().map(|l| Label::new(l)).collect();
    // A short label occurs in others: it counts where it stands alone.
    let held = |row: &&&Row| {
        let form = Label::new(&row.label);
        labels.contains(&form) || (form.text.len() > SHORT && label::contains(&all.text, &form.text))
    };
    let group_below = |at: usize| {
        let group = |l: &Label| {
            rows.iter().position(|r| r.under.iter().any(|u| Label::new(u) == *l)).is_some_and(|i| i > at)
        };
        labels.iter().any(group)
    };
    let below = matches!(found, Match::Labelled(at, _) if group_below(*at));
    below || rows.iter().filter(held).count() > 1
}

/// Labels of so many characters may be part of others.
const SHORT: usize = 4;

/// The rows in the order of all values, where there are as many as the form has cells, every row, every column and the
/// balance add up, and each label that has values of its own agrees.
pub fn in_order(
    observations: &[Observation],
    matches: &[Match],
    rows: &[&Row],
    form: &Form,
) -> Option<Vec<RowDraft>> {
    let columns = form.spec.requests.columns.len();
    let printed: Vec<Piece> = observations.iter().flat_map(pieces).collect();
    let values: Values = printed.iter().map(|p| row::whole(&p.text).ok()).collect::<Option<_>>()?;
    let found: Vec<&[Option<i64>]> = values.chunks(columns).collect();
    let adds_up = |v: &&[Option<i64>]| v.last().is_some_and(Option::is_some) && solve::row_holds(v);
    let complete = values.len() == rows.len() * columns && found.iter().all(adds_up);
    if !complete || !columns_hold(&found, rows, form) || !anchors_agree(observations, matches, rows, columns)
    {
        return None;
    }
    let draft = |(values, pieces): (&[Option<i64>], &[Piece])| {
        let proofs = pieces.iter().map(|p| Proof::of(p, Method::Run)).collect();
        RowDraft::new(proofs, vec![values.to_vec()], false)
    };
    Some(values.chunks(columns).zip(printed.chunks(columns)).map(draft).collect())
}

/// Whether in each column the outcomes make the total, and the total and what is carried out make what came in.
fn columns_hold(found: &[&[Option<i64>]], rows: &[&Row], form: &Form) -> bool {
    let holds = |j: usize| {
        let value = |v: &[Option<i64>]| v.get(j).copied().flatten().unwrap_or(0);
        let is_nothing = |factor: fn(&Row, &Form) -> i64| {
            rows.iter().zip(found).map(|(row, v)| factor(row, form).saturating_mul(value(v))).sum::<i64>()
                == 0
        };
        is_nothing(outcome_factor) && is_nothing(balance_factor)
    };
    (0..form.spec.requests.columns.len()).all(holds)
}

/// Whether each row whose one label stands right before its values is where the order of the values puts it.
fn anchors_agree(observations: &[Observation], matches: &[Match], rows: &[&Row], columns: usize) -> bool {
    let mut before = 0;
    observations.iter().zip(matches).all(|(o, m)| {
        let (at, printed) = (before, pieces(o).len());
        before += printed;
        match m {
            Match::Labelled(row, _) if printed == columns && !is_doubtful(o, m, rows) => at == row * columns,
            _ => true,
        }
    })
}

/// What is printed in a run, word by word.
fn pieces(observation: &Observation) -> Vec<Piece> {
    let Found::Run(pieces) = &observation.values else { return Vec::new() };
    let apart = event::apart(pieces, observation.method);
    apart.into_iter().filter(|p| !p.text.trim().is_empty()).collect()
}
