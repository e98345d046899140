//! What all rows of a text without columns tell about each of them.

use super::observe::{Found, Observation};
use crate::grid::align::Match;
use crate::grid::event::{self, Piece};
use crate::grid::number::{self, Reading};
use crate::grid::solve::{self, Values};

/// How this text prints the rows of its grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Runs {
    /// Number of columns.
    pub columns: usize,
    /// Cells are run together, so that a number may have to be cut.
    pub glued: bool,
    /// Whether the column of totals is filled in, where the rows tell: an office leaves it blank in all rows or in none.
    pub totals: Option<bool>,
    /// Some run has fewer digits than columns: blank cells leave nothing behind, and no cut is certain.
    pub blanks_lost: bool,
}

impl Runs {
    /// Looks at the rows of the form: numbers elsewhere are prose and page numbers.
    pub fn of(observations: &[Observation], matches: &[Match], columns: usize, glued: bool) -> Runs {
        let known = observations.iter().zip(matches).filter(|(_, m)| matches!(m, Match::Labelled(..)));
        let rows: Vec<Vec<Piece>> = known.filter_map(|(o, _)| printed(o)).collect();
        let blanks_lost = glued && rows.iter().any(|r| digits(r) < columns);
        Runs { columns, glued, totals: totals(&rows, columns), blanks_lost }
    }

    /// The readings that the row's own sum leaves; all, where it says nothing. A row without a total adds up in no way:
    /// it is read so only where the office leaves all totals blank.
    pub fn narrow(&self, readings: Vec<Values>) -> Vec<Values> {
        let total = |v: &Values| v.last().copied().flatten();
        let vouched =
            |v: &Values| total(v).is_some() && v.iter().flatten().count() > 1 && solve::row_holds(v);
        let kept: Vec<Values> = match self.totals {
            Some(false) => readings.iter().filter(|v| total(v).is_none()).cloned().collect(),
            Some(true) => readings.iter().filter(|v| vouched(v)).cloned().collect(),
            None if readings.iter().any(vouched) => {
                readings.iter().filter(|v| vouched(v) || total(v).is_none()).cloned().collect()
            }
            None => Vec::new(),
        };
        if kept.is_empty() { readings } else { kept }
    }
}

/// The pieces of a run in which something is printed.
fn printed(observation: &Observation) -> Option<Vec<Piece>> {
    let Found::Run(pieces) = &observation.values else { return None };
    let pieces = event::apart(pieces, observation.method);
    let pieces: Vec<Piece> = pieces.into_iter().filter(|p| !p.text.trim().is_empty()).collect();
    (!pieces.is_empty()).then_some(pieces)
}

fn digits(pieces: &[Piece]) -> usize {
    // A dash is printed in its cell and counts as one.
    pieces.iter().flat_map(|p| p.text.chars()).filter(|c| !c.is_whitespace()).count()
}

/// Filled in where a row has a number for each column; left blank where every row lacks one number at least, and
/// some row adds up in no other way.
fn totals(rows: &[Vec<Piece>], columns: usize) -> Option<bool> {
    let values = |row: &Vec<Piece>| row.iter().map(|p| count(&p.text)).collect::<Option<Vec<i64>>>();
    let rows: Vec<Vec<i64>> = rows.iter().filter_map(values).collect();
    if rows.iter().any(|r| r.len() == columns) {
        return Some(true);
    }
    let of_parts = |r: &&Vec<i64>| r.len() + 1 == columns;
    let last_is_no_sum = |r: &Vec<i64>| {
        let row: Values = r.iter().map(|v| Some(*v)).collect();
        of_parts(&r) && !solve::row_holds(&row)
    };
    // Most rows must lack just the total: blanks elsewhere would lie here and there.
    let most = rows.iter().filter(of_parts).count() * 2 > rows.len();
    (most && rows.iter().any(last_is_no_sum)).then_some(false)
}

fn count(text: &str) -> Option<i64> {
    match number::read(text) {
        Reading::Number { value, money: None } if value.is_integer() => i64::try_from(value).ok(),
        _ => None,
    }
}
