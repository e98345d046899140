//! Section 三: the request-outcome grid, read by its columns where they are known, else as runs of values.

use super::align::{self, Match, Observed};
use super::columns::{self, Slot};
use super::cut::{self, CellKind};
use super::draft::{self, Proof};
use super::event::{self, Piece};
use super::label::Label;
use super::number::{self, Reading};
use super::solve::{self, Answer, Puzzle, Values};
use super::zone::Strip;
use crate::form::{self, Form, Row};
use crate::model::{Cell, ExtraRow, Method, Place};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::ops::Range;

/// A row as observed: labels, and one text for each column or a run of values.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// Labels in front, outermost first.
    pub labels: Vec<String>,
    /// How many of them stand in the row itself.
    pub own: usize,
    /// What stands behind them.
    pub values: Found,
    /// How it was found.
    pub method: Method,
}

/// The values of an observed row.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// One for each column.
    Columns(Vec<Text>),
    /// With hard borders between, but perhaps more or fewer than columns, or run together.
    Run(Vec<Piece>),
}

/// What a column has in a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Text {
    /// A cell's text.
    Own(String, Place),
    /// A cell over several columns or rows: its text is nobody's alone.
    Shared(String, Place),
    /// No cell.
    Missing,
}

/// The observed rows of the section.
pub fn observe(strips: &[Strip], form: &Form) -> Vec<Observation> {
    let labels: Vec<Vec<Label>> =
        form.spec.requests.columns.iter().map(|c| c.labels().map(Label::new).collect()).collect();
    let mut observations = Vec::new();
    let mut known: Option<Vec<Range<usize>>> = None;
    let mut loose: Vec<&Strip> = Vec::new();
    for group in strips.chunk_by(|a, b| a.table == b.table) {
        let members: Vec<&Strip> = group.iter().collect();
        let positioned = group.first().is_some_and(|s| s.table.is_some() && s.method != Method::Delimited);
        // A continuation on the next page repeats the columns but not always the header.
        let found = positioned.then(|| columns::find(&members, &labels)).flatten();
        let columns =
            found.or_else(|| known.clone().filter(|k| positioned && width(group) == k.last().map(|c| c.end)));
        match columns {
            Some(columns) => {
                observations.extend(event::events(loose.drain(..)).into_iter().map(by_run));
                observations.extend(group.iter().filter_map(|s| by_columns(s, &columns)));
                known = Some(columns);
            }
            None => loose.extend(members),
        }
    }
    observations.extend(event::events(loose).into_iter().map(by_run));
    without_noise(observations, form)
}

/// Where most rows are whole, a lone number between them is a page number or a torn label's, not a row; the labels
/// before it stay for the row that follows.
fn without_noise(observations: Vec<Observation>, form: &Form) -> Vec<Observation> {
    let columns = form.spec.requests.columns.len();
    let whole = observations.iter().filter(|o| could_fill(&o.values, columns)).count();
    if whole * 2 < form.spec.requests.rows.len() {
        return observations
            .into_iter()
            .filter(|o| !matches!(&o.values, Found::Run(p) if p.is_empty()))
            .collect();
    }
    let mut kept: Vec<Observation> = Vec::new();
    let mut stale: Vec<String> = Vec::new();
    for mut observation in observations {
        if could_fill(&observation.values, columns) {
            stale.append(&mut observation.labels);
            observation.labels = std::mem::take(&mut stale);
            kept.push(observation);
        } else {
            stale.append(&mut observation.labels);
        }
    }
    kept
}

/// Whether the values are enough for a row: as many as columns, or digits that can be cut into as many.
fn could_fill(values: &Found, columns: usize) -> bool {
    match values {
        Found::Columns(_) => true,
        Found::Run(pieces) => {
            let digits =
                |p: &Piece| p.text.chars().filter(|c| number::halfwidth(*c).is_ascii_digit()).count();
            pieces.len() >= columns || pieces.iter().map(digits).sum::<usize>() >= columns
        }
    }
}

fn width(group: &[Strip]) -> Option<usize> {
    group.iter().flat_map(|s| &s.cells).map(|c| c.cols.end).max()
}

fn by_run(event: event::Event) -> Observation {
    Observation {
        labels: event.labels,
        own: event.own,
        values: Found::Run(event.pieces),
        method: event.method,
    }
}

/// Reads a row by known columns; `None` for a header row, whose value cells hold words.
fn by_columns(strip: &Strip, columns: &[Range<usize>]) -> Option<Observation> {
    let first = columns.first()?.start;
    let labels = || strip.cells.iter().filter(|c| c.cols.start < first && !c.text.trim().is_empty());
    let slots = columns::pick(strip, columns);
    let words = slots.iter().filter(|s| matches!(s, Slot::Own(c) if number::read(&c.text) == Reading::Other));
    if words.count() * 2 > columns.len() {
        return None;
    }
    let own = if labels().any(|c| c.starts) { labels().count() } else { 0 };
    let texts = slots.into_iter().map(|slot| match slot {
        Slot::Own(c) => Text::Own(c.text.clone(), c.place),
        Slot::Shared(c) | Slot::Above(c) => Text::Shared(c.text.clone(), c.place),
        Slot::Missing => Text::Missing,
    });
    Some(Observation {
        labels: labels().map(|c| c.text.clone()).collect(),
        own,
        values: Found::Columns(texts.collect()),
        method: strip.method,
    })
}

/// The grid of one form: which observed row is which, and the sum of likeness, to choose between forms.
pub fn align_to(observations: &[Observation], form: &Form) -> (Vec<Match>, f32) {
    let rows: Vec<&Row> = form.request_rows().collect();
    let observed: Vec<Observed<'_>> = observations
        .iter()
        .map(|o| Observed {
            labels: &o.labels,
            own: o.own,
            complete: is_complete(&o.values, form.spec.requests.columns.len()),
        })
        .collect();
    let matches = align::align(&observed, &rows);
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

/// One form row with what was printed in it.
struct RowDraft {
    /// The proof of each column.
    proofs: Vec<Proof>,
    /// Every way to read the row.
    readings: Vec<Values>,
    /// Columns whose text is no number.
    unreadable: Vec<bool>,
    /// Columns that have no cell.
    missing: Vec<bool>,
    /// Whether each number stands in its own cell, with the row's label beside.
    certain: bool,
}

/// The cells of the grid.
pub fn read(observations: &[Observation], matches: &[Match], form: &Form) -> Vec<Cell> {
    let columns = form.spec.requests.columns.len();
    let rows: Vec<&Row> = form.request_rows().collect();
    let mut drafts: Vec<Option<RowDraft>> = rows.iter().map(|_| None).collect();
    for (observation, found) in observations.iter().zip(matches) {
        let (row, placed) = match found {
            Match::Labelled(row, _) => (*row, false),
            Match::Placed(row) => (*row, true),
            Match::Open(..) | Match::Unknown => continue,
        };
        if let Some(slot) = drafts.get_mut(row) {
            let draft = draft_row(observation, columns);
            *slot = Some(RowDraft { certain: draft.certain && !placed, ..draft });
        }
    }
    let answers = solve_grid(&drafts, &rows, form);
    let mut cells = Vec::new();
    for ((row, draft), answer) in rows.iter().zip(&drafts).zip(answers) {
        match draft {
            Some(draft) => cells.extend(row_cells(row, draft, &answer, form)),
            None => cells.extend(open_cells(row, &rows, observations, matches, form)),
        }
    }
    cells
}

fn draft_row(observation: &Observation, columns: usize) -> RowDraft {
    match &observation.values {
        Found::Columns(texts) => from_columns(texts, observation.method),
        Found::Run(pieces) => from_run(pieces, observation.method, columns),
    }
}

fn from_columns(texts: &[Text], method: Method) -> RowDraft {
    let mut draft =
        RowDraft { proofs: vec![], readings: vec![], unreadable: vec![], missing: vec![], certain: true };
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
    if method == Method::Alignment && is_sparse(&values) {
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

/// Some cells hold a number and some are blank.
fn is_sparse(values: &[Option<i64>]) -> bool {
    values.iter().any(Option::is_some) && values.iter().any(Option::is_none)
}

/// A blank, a whole number, or something else.
fn whole(text: &str) -> Result<Option<i64>, ()> {
    match number::read(text) {
        Reading::Blank => Ok(None),
        Reading::Number { value, money: None } if value.is_integer() => value.to_i64().map(Some).ok_or(()),
        _ => Err(()),
    }
}

fn from_run(pieces: &[Piece], method: Method, columns: usize) -> RowDraft {
    let proof_of = |p: &Piece| Proof { raw: p.text.clone(), place: p.place, method };
    let single: Option<Vec<Option<i64>>> = pieces.iter().map(|p| whole(&p.text).ok()).collect();
    let windows = single.as_ref().map_or_else(Vec::new, |values| windows(values, pieces, columns));
    let draft = |proofs: Vec<Proof>, readings: Vec<Values>, certain: bool| RowDraft {
        proofs,
        readings,
        unreadable: vec![false; columns],
        missing: vec![false; columns],
        certain,
    };
    let window = |start: &usize| pieces.iter().skip(*start).take(columns);
    if let ([(start, values)], Method::Alignment) = (windows.as_slice(), method)
        && is_sparse(values)
    {
        let texts: Vec<Text> = window(start).map(|p| Text::Own(p.text.clone(), p.place)).collect();
        return from_columns(&texts, method);
    }
    if let [(start, values)] = windows.as_slice() {
        let proofs = window(start).map(proof_of).collect();
        return draft(proofs, vec![values.clone()], true);
    }
    if pieces.len() == columns {
        let texts: Vec<Text> = pieces.iter().map(|p| Text::Own(p.text.clone(), p.place)).collect();
        return from_columns(&texts, method);
    }
    let all = Proof {
        raw: pieces.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join(" ").trim().to_owned(),
        place: pieces.iter().map(|p| p.place).reduce(Place::union).unwrap_or_default(),
        method,
    };
    let proofs = vec![all.clone(); columns];
    if number::read(&all.raw) == Reading::Blank {
        return draft(proofs, vec![vec![None; columns]], true);
    }
    // As many pieces as columns have borders enough: a number in its own cell is never cut in two.
    let mut readings = if pieces.len() < columns { run_readings(&all.raw, columns) } else { Vec::new() };
    if readings.is_empty() {
        readings = windows.into_iter().map(|(_, values)| values).collect();
    }
    if let Some(values) = single.filter(|_| readings.is_empty()) {
        let values = without_margins(&values, columns);
        readings = if values.len() > columns {
            without_strays(values, columns)
        } else {
            placements(values, columns)
        };
    }
    let unreadable = vec![readings.is_empty(); columns];
    if readings.is_empty() {
        readings.push(vec![None; columns]);
    }
    RowDraft { unreadable, ..draft(proofs, readings, false) }
}

/// Where `columns` neighbouring values can be the row's, all others being blank: spans leave empty fields on either
/// side. Where the row's own sum tells, only the windows it allows.
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

/// Lets the sums choose where rows have several readings.
fn solve_grid(drafts: &[Option<RowDraft>], rows: &[&Row], form: &Form) -> Vec<Vec<Answer>> {
    let requests = &form.spec.requests;
    let columns = requests.columns.len();
    let sums = &requests.sums;
    let side = |keys: &[String], row: &Row| i64::from(keys.contains(&row.key));
    let mut puzzle = Puzzle {
        rows: vec![],
        columns,
        outcome_open: vec![false; columns],
        balance_open: vec![false; columns],
    };
    for (row, draft) in rows.iter().zip(drafts) {
        let is_total = i64::from(row.key == sums.outcome_total);
        let balance = side(&sums.balance_left, row) - side(&sums.balance_right, row);
        let outcome = i64::from(form.is_outcome(&row.key)) - is_total;
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
            draft::cell(id, proof, crate::model::Status::Unreadable, None)
        } else {
            match answer {
                Answer::One(_) if draft.certain => draft::count(id, proof),
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
fn open_cells(
    row: &Row,
    rows: &[&Row],
    observations: &[Observation],
    matches: &[Match],
    form: &Form,
) -> Vec<Cell> {
    let columns = &form.spec.requests.columns;
    let at = rows.iter().position(|r| r.key == row.key).unwrap_or(usize::MAX);
    let candidates: Vec<RowDraft> = observations
        .iter()
        .zip(matches)
        .filter(|(_, m)| matches!(m, Match::Open(from, to) if (*from..*to).contains(&at)))
        .map(|(o, _)| draft_row(o, columns.len()))
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

/// Rows with numbers that the form does not know.
pub fn extra_rows(observations: &[Observation], matches: &[Match]) -> Vec<ExtraRow> {
    let unknown = observations.iter().zip(matches).filter(|(_, m)| **m == Match::Unknown);
    unknown.filter_map(|(o, _)| extra_row(o)).collect()
}

fn extra_row(observation: &Observation) -> Option<ExtraRow> {
    let texts: Vec<(&str, Place)> = match &observation.values {
        Found::Columns(texts) => texts
            .iter()
            .filter_map(|t| match t {
                Text::Own(s, p) | Text::Shared(s, p) => Some((s.as_str(), *p)),
                Text::Missing => None,
            })
            .collect(),
        Found::Run(pieces) => pieces.iter().map(|p| (p.text.as_str(), p.place)).collect(),
    };
    let printed = texts.iter().any(|(t, _)| matches!(number::read(t), Reading::Number { .. }));
    (printed && observation.own > 0 && observation.method != Method::Run).then(|| ExtraRow {
        table: "requests".to_owned(),
        labels: observation.labels.iter().map(|l| l.replace('\n', "")).collect(),
        raw: texts.iter().map(|(t, _)| (*t).to_owned()).collect(),
        page: texts.first().and_then(|(_, p)| p.page),
    })
}
