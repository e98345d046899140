//! One observed row → what each column may hold: the one number in its own cell, or every reading of a run.

use super::observe::{Found, Observation, Text};
use super::runs::Runs;
use crate::grid::cut::{self, CellKind};
use crate::grid::draft::Proof;
use crate::grid::event::{self, Piece};
use crate::grid::number::{self, Reading};
use crate::grid::solve::{self, Values};
use crate::model::{Method, Place};
use rust_decimal::prelude::ToPrimitive;

/// One form row with what was printed in it.
pub struct RowDraft {
    /// The proof of each column.
    pub proofs: Vec<Proof>,
    /// Every way to read the row.
    pub readings: Vec<Values>,
    /// Columns whose text is no number.
    pub unreadable: Vec<bool>,
    /// Columns that have no cell.
    pub missing: Vec<bool>,
    /// Whether each number stands in its own cell, with the row's label beside.
    pub certain: bool,
    /// Whether blanks may be lost from it, so that not even its only reading can be trusted.
    pub open: bool,
}

impl RowDraft {
    /// A row with a cell in every column, all readable.
    pub fn new(proofs: Vec<Proof>, readings: Vec<Values>, certain: bool) -> RowDraft {
        let none = vec![false; proofs.len()];
        RowDraft { proofs, readings, unreadable: none.clone(), missing: none, certain, open: false }
    }

    /// The row in a text that puts values away from their labels: it is never simply printed, and where its values may be
    /// another row's, not read.
    pub fn displaced(mut self, doubtful: bool) -> RowDraft {
        self.certain = false;
        if doubtful {
            let printed = |j: usize| self.readings.iter().any(|v| matches!(v.get(j), Some(Some(_))));
            self.unreadable = self.unreadable.iter().enumerate().map(|(j, u)| *u || printed(j)).collect();
        }
        self
    }
}

/// What each column of an observed row may hold.
pub fn draft_row(observation: &Observation, runs: &Runs) -> RowDraft {
    match &observation.values {
        Found::Columns(texts) => from_columns(texts, observation.method),
        Found::Run(pieces) => from_run(pieces, observation.method, runs),
    }
}

fn from_columns(texts: &[Text], method: Method) -> RowDraft {
    let mut draft = RowDraft::new(Vec::new(), Vec::new(), true);
    let mut values = Vec::new();
    for text in texts {
        let (raw, place, shared) = match text {
            Text::Own(raw, place) => (raw.clone(), *place, false),
            Text::Shared(raw, place) => (raw.clone(), *place, true),
            Text::Missing => (String::new(), Place::default(), false),
        };
        let whole = whole(&raw);
        let nobodys = shared && !raw.trim().is_empty() && number::read(&raw) != Reading::Blank;
        draft.unreadable.push(nobodys || whole.is_err());
        draft.missing.push(*text == Text::Missing);
        values.push(whole.unwrap_or(None).filter(|_| !nobodys));
        draft.proofs.push(Proof { raw, place, method });
    }
    let printed = draft.proofs.iter().map(|p| p.raw.as_str());
    if method == Method::Alignment && is_sparse(printed) {
        // Without rules a blank cell shifts nothing on a page, but in text laid out by another tool it does: such a
        // row is never simply printed, and where its own sum does not vouch for it, it is not read.
        draft.certain = false;
        let vouched = matches!(values.last(), Some(Some(_))) && solve::row_holds(&values);
        if !vouched {
            draft.unreadable = values.iter().zip(&draft.unreadable).map(|(v, u)| *u || v.is_some()).collect();
        }
    }
    if draft.readings.is_empty() {
        draft.readings.push(values);
    }
    draft
}

/// Some cells hold a number and some nothing at all; a dash is printed in its cell and holds its place.
fn is_sparse<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    let (mut numbers, mut empty) = (false, false);
    for text in texts {
        numbers |= matches!(number::read(text), Reading::Number { .. });
        empty |= text.trim().is_empty();
    }
    numbers && empty
}

/// A blank, a whole number, or something else.
pub fn whole(text: &str) -> Result<Option<i64>, ()> {
    match number::read(text) {
        Reading::Blank => Ok(None),
        Reading::Number { value, money: None } if value.is_integer() => value.to_i64().map(Some).ok_or(()),
        _ => Err(()),
    }
}

fn from_run(pieces: &[Piece], method: Method, runs: &Runs) -> RowDraft {
    let columns = runs.columns;
    let words = event::apart(pieces, method);
    let counted = event::one_a_column(&words, method, columns);
    let set_apart = words.len() > pieces.len();
    let pieces = counted.as_deref().unwrap_or(&words);
    let values: Option<Vec<Option<i64>>> = pieces.iter().map(|p| whole(&p.text).ok()).collect();
    // Where no header tells the columns of a table without rules, a blank on either side may be one of them or none.
    let placeless = method == Method::Alignment && is_sparse(pieces.iter().map(|p| p.text.as_str()));
    let placed = values.as_ref().filter(|_| !placeless);
    let found = placed.map_or_else(Vec::new, |values| windows(values, pieces, columns));
    // A window that only a sum tells from others is a reading.
    let alone = found.len() == 1;
    let windows = vouched(found);
    if let [(start, values)] = windows.as_slice() {
        let proofs = pieces.iter().skip(*start).take(columns).map(|p| Proof::of(p, method)).collect();
        return RowDraft::new(proofs, vec![values.clone()], !set_apart && alone);
    }
    if pieces.len() == columns && !placeless {
        let texts: Vec<Text> = pieces.iter().map(|p| Text::Own(p.text.clone(), p.place)).collect();
        return from_columns(&texts, method);
    }
    let all = Proof::joined(pieces, method);
    if windows.is_empty() && number::read(&all.raw) != Reading::Blank {
        let readings = displaced(values.as_deref(), pieces, &all, runs);
        return from_readings(all, readings, runs);
    }
    from_readings(all, windows.into_iter().map(|(_, values)| values).collect(), runs)
}

/// The readings of pieces among which no window of columns can be the row.
fn displaced(values: Option<&[Option<i64>]>, pieces: &[Piece], all: &Proof, runs: &Runs) -> Vec<Values> {
    // Cells of a table with positions are never one run, and no sum may cut them.
    let positioned = matches!(all.method, Method::Lattice | Method::Markup | Method::Alignment);
    let cells = positioned && pieces.iter().filter(|p| !p.text.trim().is_empty()).count() > 1;
    let runs = Runs { glued: runs.glued && !cells, ..*runs };
    match values {
        None if cells => Vec::new(),
        values => readings_of(values, pieces, &all.raw, &runs),
    }
}

/// A row of which one text is the proof of every column.
fn from_readings(all: Proof, readings: Vec<Values>, runs: &Runs) -> RowDraft {
    let columns = runs.columns;
    let blank = number::read(&all.raw) == Reading::Blank;
    let proofs = vec![all; columns];
    let nothing = vec![vec![None; columns]];
    match readings {
        _ if blank => RowDraft::new(proofs, nothing, true),
        readings if readings.is_empty() => RowDraft {
            unreadable: vec![true; columns],
            open: runs.blanks_lost,
            ..RowDraft::new(proofs, nothing, false)
        },
        readings => RowDraft { open: runs.blanks_lost, ..RowDraft::new(proofs, readings, false) },
    }
}

/// Every reading of fewer or more pieces than columns; `values` are theirs, where each holds one number or none.
fn readings_of(values: Option<&[Option<i64>]>, pieces: &[Piece], raw: &str, runs: &Runs) -> Vec<Values> {
    let columns = runs.columns;
    // On a page that runs cells together, digits enough for the row are the row: no office has three million requests.
    let fills = |w: &str| {
        runs.glued && w.chars().filter(|c| number::halfwidth(*c).is_ascii_digit()).count() >= columns
    };
    let several = |p: &Piece| p.text.split_whitespace().any(|w| number::is_run_together(w) || fills(w));
    let Some(values) = values.filter(|_| !pieces.iter().any(several)) else {
        return run_readings(raw, columns);
    };
    let printed = without_margins(values, columns);
    // A dash is printed in its cell.
    let inked = pieces.iter().filter(|p| !p.text.trim().is_empty()).count();
    if printed.len() > columns && inked > columns {
        return without_strays(printed, columns);
    }
    let mut readings = placements(printed, columns);
    // As many pieces as columns have borders enough: a number in its own cell is never cut in two.
    if runs.glued && printed.len() < columns {
        readings.extend(run_readings(raw, columns));
    }
    runs.narrow(readings)
}

/// Where `columns` neighbouring values can be the row's, all others being blank: spans leave empty fields on either
/// side.
fn windows(values: &[Option<i64>], pieces: &[Piece], columns: usize) -> Vec<(usize, Values)> {
    // A dash is printed in its cell; only what is empty may be a span's leftover.
    let empty = |p: &[Piece]| p.iter().all(|p| p.text.trim().is_empty());
    let blank = |v: &[Option<i64>]| v.iter().all(Option::is_none);
    let mut windows: Vec<(usize, Values)> = (0..=values.len().checked_sub(columns).map_or(0, |n| n))
        .filter_map(|start| Some((start, values.get(start..start + columns)?)))
        .filter(|(start, _)| empty(pieces.get(..*start).unwrap_or_default()))
        .filter(|(start, _)| empty(pieces.get(start + columns..).unwrap_or_default()))
        .map(|(start, window)| (start, window.to_vec()))
        .collect();
    if blank(values) {
        windows.truncate(1);
    }
    windows
}

/// Where the row's own sum tells, only the windows it allows.
fn vouched(mut windows: Vec<(usize, Values)>) -> Vec<(usize, Values)> {
    let holds = |w: &(usize, Values)| matches!(w.1.last(), Some(Some(_))) && solve::row_holds(&w.1);
    if windows.iter().any(holds) {
        windows.retain(holds);
    }
    windows
}

/// Every way to cut run-together text into the row's cells.
fn run_readings(text: &str, columns: usize) -> Vec<Values> {
    let kinds = vec![CellKind::COUNT; columns];
    let cuts = cut::cuts(text, &kinds, &|_| true).unwrap_or_default();
    cuts.iter().filter_map(|cut| cut.iter().map(|p| whole(p.text).ok()).collect()).collect()
}

/// Fewer numbers than columns, with the blanks lost: every way to place them.
fn placements(values: &[Option<i64>], columns: usize) -> Vec<Values> {
    let printed: Vec<i64> = values.iter().copied().flatten().collect();
    let mut found = Vec::new();
    // Seven columns: 128 subsets at most.
    for mask in 0u32..(1 << columns.min(16)) {
        if mask.count_ones() as usize == printed.len() {
            let mut rest = printed.iter().copied();
            found.push((0..columns).map(|j| if mask >> j & 1 == 1 { rest.next() } else { None }).collect());
        }
    }
    found
}

/// Without the blanks on either side that spans left behind.
fn without_margins(values: &[Option<i64>], columns: usize) -> &[Option<i64>] {
    let mut values = values;
    while values.len() > columns {
        values = match values {
            [rest @ .., None] | [None, rest @ ..] => rest,
            _ => break,
        };
    }
    values
}

/// One number too many, as a page number inside the grid is: every way to leave one out that lets the row add up.
fn without_strays(values: &[Option<i64>], columns: usize) -> Vec<Values> {
    if values.len() != columns + 1 {
        return Vec::new();
    }
    let without = |i: usize| -> Values {
        values.iter().enumerate().filter(|(k, _)| *k != i).map(|(_, v)| *v).collect()
    };
    let mut found: Vec<Values> = (0..values.len()).map(without).filter(|v| solve::row_holds(v)).collect();
    found.dedup();
    found
}
