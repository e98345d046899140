//! The rows of the grid as they are printed, before anything is known of the form's.

use crate::form::Spec;
use crate::grid::align::Match;
use crate::grid::columns::{self, Slot};
use crate::grid::event::{self, Piece};
use crate::grid::label::Label;
use crate::grid::number::{self, Reading};
use crate::grid::zone::{Seen, Strip};
use crate::model::{ExtraRow, Method, Place};
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
pub fn observe(strips: &[Strip], form: &Spec) -> Vec<Observation> {
    let labels: Vec<Vec<Label>> =
        form.requests.columns.iter().map(|c| c.labels().map(Label::new).collect()).collect();
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
fn without_noise(observations: Vec<Observation>, form: &Spec) -> Vec<Observation> {
    let columns = form.requests.columns.len();
    let whole = observations.iter().filter(|o| could_fill(&o.values, columns)).count();
    if whole * 2 < form.requests.rows.len() {
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

/// The cells of a row found by alignment that has one value for each column: their order is surer than their place.
fn one_a_column(strip: &Strip, first: usize, columns: usize) -> Option<Vec<Slot<'_>>> {
    let cells = || strip.cells.iter().filter(|c| c.cols.start >= first);
    let pieces: Vec<Piece> = cells().map(Piece::from).collect();
    event::one_a_column(&pieces, strip.method, columns)?;
    Some(cells().filter(|c| !c.text.trim().is_empty()).map(Slot::Own).collect())
}

/// A row of markup whose cells a wrong span puts beside their columns: behind its own label stand as many cells as there
/// are columns, but they begin elsewhere. Their order is surer than their place. Where a cell is empty on either side, it
/// may be the label's or a column's, or fill what a short row leaves free: the row is read as a run.
fn displaced(strip: &Strip, first: usize, columns: usize) -> Option<Observation> {
    let label = strip.cells.iter().rposition(|c| c.starts && is_label(&c.text))?;
    let (labels, values) = strip.cells.split_at_checked(label + 1)?;
    let beside = values.first().is_some_and(|c| c.cols.start != first);
    let spare = values.len().checked_sub(columns)?;
    let filled = values.iter().rev().take(spare).all(|c| c.text.is_empty());
    let whole = filled && values.iter().all(|c| c.starts);
    (strip.method == Method::Markup && beside && whole).then(|| {
        let labels: Vec<String> =
            labels.iter().map(|c| c.text.clone()).filter(|t| !t.trim().is_empty()).collect();
        let values = Found::Run(values.iter().map(Piece::from).collect());
        Observation { own: labels.len(), labels, values, method: strip.method }
    })
}

/// Words, and no number, dash or blank.
fn is_label(text: &str) -> bool {
    let words = |t: &str| Label::new(t).text.iter().any(|c| !c.is_ascii_digit());
    number::read(text) == Reading::Other && words(text)
}

/// Reads a row by known columns; `None` for a header row, whose value cells hold words.
fn by_columns(strip: &Strip, columns: &[Range<usize>]) -> Option<Observation> {
    let first = columns.first()?.start;
    if let Some(observation) = displaced(strip, first, columns.len()) {
        return Some(observation);
    }
    // A label that a wrong span moves in front of its group's is still the row's own.
    let named = strip.cells.iter().filter(|c| c.cols.start < first && !c.text.trim().is_empty());
    let (own_labels, groups): (Vec<&Seen>, Vec<&Seen>) = named.partition(|c| c.starts);
    let slots = one_a_column(strip, first, columns.len()).unwrap_or_else(|| columns::pick(strip, columns));
    let words = slots.iter().filter(|s| matches!(s, Slot::Own(c) if number::read(&c.text) == Reading::Other));
    if words.count() * 2 > columns.len() {
        return None;
    }
    let own = if own_labels.is_empty() { 0 } else { own_labels.len() + groups.len() };
    let texts = slots.into_iter().map(|slot| match slot {
        Slot::Own(c) => Text::Own(c.text.clone(), c.place),
        Slot::Shared(c) | Slot::Above(c) => Text::Shared(c.text.clone(), c.place),
        Slot::Missing => Text::Missing,
    });
    Some(Observation {
        labels: groups.into_iter().chain(own_labels).map(|c| c.text.clone()).collect(),
        own,
        values: Found::Columns(texts.collect()),
        method: strip.method,
    })
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
