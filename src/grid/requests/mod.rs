//! Section 三: the request-outcome grid, read by its columns where they are known, else as runs of values.

mod displaced;
mod fit;
mod observe;
mod row;
mod runs;

use super::align::{self, Match};
use super::draft::{self, Proof};
use super::label::Label;
use super::solve::{self, Answer, Puzzle};
use crate::form::{self, Form, Row};
use crate::model::{Cell, Method, Status};
pub use fit::align_to;
pub use observe::{Found, Observation, Text, extra_rows, observe};
use row::{RowDraft, draft_row};
use runs::Runs;
use rust_decimal::Decimal;

/// The cells of the grid.
///
/// `glued` says whether the text runs cells together.
pub fn read(observations: &[Observation], matches: &[Match], form: &Form, glued: bool) -> Vec<Cell> {
    let runs = Runs::of(observations, matches, form.spec.requests.columns.len(), glued);
    let rows: Vec<&Row> = form.request_rows().collect();
    let displaced = displaced::is_displaced(observations, matches, &rows, form.spec.requests.columns.len());
    let in_order = displaced.then(|| displaced::in_order(observations, matches, &rows, form)).flatten();
    let drafts = match in_order {
        Some(drafts) => drafts.into_iter().map(Some).collect(),
        None => drafts_of(observations, matches, &rows, &runs, displaced),
    };
    let answers = solve_grid(&drafts, &rows, form);
    let mut cells = Vec::new();
    for ((row, draft), answer) in rows.iter().zip(&drafts).zip(answers) {
        match draft {
            Some(draft) => cells.extend(row_cells(row, draft, &answer, form)),
            None => cells.extend(open_cells(row, &rows, observations.iter().zip(matches), &runs, form)),
        }
    }
    cells
}

/// What stands behind the labels of each row; `displaced` says whether labels and values are apart.
fn drafts_of(
    observations: &[Observation],
    matches: &[Match],
    rows: &[&Row],
    runs: &Runs,
    displaced: bool,
) -> Vec<Option<RowDraft>> {
    let mut drafts: Vec<Option<RowDraft>> = rows.iter().map(|_| None).collect();
    for (observation, found) in observations.iter().zip(matches) {
        let (row, labelled) = match found {
            Match::Labelled(row, alike) => (*row, is_sure(observation, *alike, rows)),
            Match::Placed(row) => (*row, false),
            Match::Open(..) | Match::Unknown => continue,
        };
        if let Some(slot) = drafts.get_mut(row) {
            let draft = draft_row(observation, runs);
            let draft = RowDraft { certain: draft.certain && labelled, ..draft };
            let apart = displaced && observation.method == Method::Run;
            let doubtful = || displaced::is_doubtful(observation, found, rows);
            *slot = Some(if apart { draft.displaced(doubtful()) } else { draft });
        }
    }
    drafts
}

/// Whether the label is the values' own beyond doubt. Where alignment alone joins labels and values, words of a neighbour
/// in the label show that the row may be the neighbour's; in running text, so does another row's label before it.
fn is_sure(observation: &Observation, alike: f32, rows: &[&Row]) -> bool {
    let own = || observation.labels.iter().rev().take(observation.own).map(|l| Label::new(l));
    let is_rows = |l: &Label| l.ordinal.is_some() && rows.iter().any(|r| Label::new(&r.label) == *l);
    match observation.method {
        Method::Alignment => alike >= align::SURE,
        Method::Run => own().filter(is_rows).count() < 2,
        Method::Lattice | Method::Markup | Method::Delimited | Method::Prose => true,
    }
}

/// Lets the sums choose where rows have several readings.
fn solve_grid(drafts: &[Option<RowDraft>], rows: &[&Row], form: &Form) -> Vec<Vec<Answer>> {
    let columns = form.spec.requests.columns.len();
    let mut puzzle = Puzzle {
        rows: vec![],
        columns,
        outcome_open: vec![false; columns],
        balance_open: vec![false; columns],
    };
    for (row, draft) in rows.iter().zip(drafts) {
        let (outcome, balance) = (outcome_factor(row, form), balance_factor(row, form));
        for j in 0..columns {
            let unknown = draft.as_ref().is_none_or(|d| flag(&d.unreadable, j) || flag(&d.missing, j));
            open(&mut puzzle.outcome_open, j, unknown && outcome != 0);
            open(&mut puzzle.balance_open, j, unknown && balance != 0);
        }
        let readings = draft.as_ref().map_or_else(|| vec![vec![None; columns]], |d| d.readings.clone());
        puzzle.rows.push(solve::Row { readings, outcome, balance });
    }
    solve::solve(&puzzle)
}

/// How often a row counts among the outcomes less their total, which are nothing together.
fn outcome_factor(row: &Row, form: &Form) -> i64 {
    i64::from(form.is_outcome(&row.key)) - i64::from(row.key == form.spec.requests.sums.outcome_total)
}

/// How often a row counts in what came in less what is handled and carried out, which is nothing together.
fn balance_factor(row: &Row, form: &Form) -> i64 {
    let sums = &form.spec.requests.sums;
    i64::from(sums.balance_left.contains(&row.key)) - i64::from(sums.balance_right.contains(&row.key))
}

fn flag(flags: &[bool], j: usize) -> bool {
    flags.get(j).copied().unwrap_or(false)
}

fn open(flags: &mut [bool], j: usize, yes: bool) {
    if let Some(flag) = flags.get_mut(j) {
        *flag |= yes;
    }
}

fn row_cells(row: &Row, draft: &RowDraft, answers: &[Answer], form: &Form) -> Vec<Cell> {
    let columns = form.spec.requests.columns.iter();
    let mut cells = Vec::new();
    for (j, ((column, proof), answer)) in columns.zip(&draft.proofs).zip(answers).enumerate() {
        let id = form::request_id(&row.key, &column.key);
        let proof = proof.clone();
        cells.push(if flag(&draft.missing, j) {
            Cell::absent(id)
        } else if flag(&draft.unreadable, j) {
            draft::cell(id, proof, Status::Unreadable, None)
        } else {
            match answer {
                Answer::One(_) if draft.certain => draft::count(id, proof),
                Answer::One(value) if draft.open => {
                    draft::ambiguous(id, proof, value.iter().map(|v| Decimal::from(*v)).collect())
                }
                Answer::One(value) => draft::solved(id, proof, value.map(Decimal::from)),
                Answer::Several(values) => {
                    draft::ambiguous(id, proof, values.iter().flatten().map(|v| Decimal::from(*v)).collect())
                }
            }
        });
    }
    cells
}

/// A form row that no observed row is for certain: absent, or one of the rows without label that may be it.
fn open_cells<'o>(
    row: &Row,
    rows: &[&Row],
    observed: impl Iterator<Item = (&'o Observation, &'o Match)>,
    runs: &Runs,
    form: &Form,
) -> Vec<Cell> {
    let columns = &form.spec.requests.columns;
    let at = rows.iter().position(|r| r.key == row.key).unwrap_or(usize::MAX);
    let candidates: Vec<RowDraft> = observed
        .filter(|(_, m)| matches!(m, Match::Open(from, to) if (*from..*to).contains(&at)))
        .map(|(o, _)| draft_row(o, runs))
        .collect();
    let cell = |(j, column): (usize, &form::Column)| {
        let id = form::request_id(&row.key, &column.key);
        let proofs: Vec<&Proof> = candidates.iter().filter_map(|d| d.proofs.get(j)).collect();
        let Some(first) = proofs.first() else { return Cell::absent(id) };
        let raw = proofs.iter().map(|p| p.raw.as_str()).collect::<Vec<_>>().join(" | ");
        let readings =
            candidates.iter().flat_map(|d| &d.readings).filter_map(|v| v.get(j).copied().flatten());
        let proof = Proof { raw, ..(*first).clone() };
        draft::ambiguous(id, proof, readings.map(Decimal::from).collect())
    };
    columns.iter().enumerate().map(cell).collect()
}
