//! Run-together numbers of section 二 read by the years beside them.
//!
//! Digits like `693665` have several readings within one report. Where the stock of the year before or after fits
//! one of them alone, that is the reading: in the archive's view, marked, and never in the report itself.

use super::links::{self, LinkedRow};
use super::volume::{Known, Note, Resolution, Volume, label};
use crate::grid;
use crate::model::{Cell, FieldId, Finding, Severity, Status};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What is read so.
pub const RULE: &str = "years.resolved";

/// One way to read a row: its numbers in the order of the columns.
type Way = Vec<Decimal>;

/// Resolves what can be resolved in years that follow one another.
pub fn resolve(volumes: &mut [Volume]) {
    // What one year settles may settle the next; each round settles a row or is the last.
    for _ in 0..volumes.len() {
        let settled: Vec<(usize, Settled)> =
            (0..volumes.len()).flat_map(|i| settle(volumes, i).into_iter().map(move |s| (i, s))).collect();
        if settled.is_empty() {
            return;
        }
        for (i, settled) in settled {
            if let Some(volume) = volumes.get_mut(i) {
                volume.resolved.extend(settled);
            }
        }
    }
}

type Settled = BTreeMap<FieldId, Resolution>;

/// The rows of one year that the years beside it leave one reading of.
fn settle(volumes: &[Volume], at: usize) -> Vec<Settled> {
    let Some(volume) = volumes.get(at) else { return Vec::new() };
    let before = at.checked_sub(1).and_then(|i| volumes.get(i)).filter(|v| v.year + 1 == volume.year);
    let after = volumes.get(at + 1).filter(|v| volume.year + 1 == v.year);
    let rows = before.map(|b| links::rows(b, volume)).filter(|rows| !rows.is_empty());
    let rows = rows.or_else(|| after.map(|a| links::rows(volume, a))).unwrap_or_default();
    rows.iter().filter_map(|row| settle_row(row, before, volume, after)).collect()
}

fn settle_row(
    row: &LinkedRow,
    before: Option<&Volume>,
    volume: &Volume,
    after: Option<&Volume>,
) -> Option<Settled> {
    let is_open = row.banner.columns.iter().any(|column| is_ambiguous(volume, &row.field(&column.key)));
    let all = is_open.then(|| ways(row, volume))?;
    let earlier = before.map(|b| (b.year, fitting(&all, &ways(row, b), |way, other| holds(row, other, way))));
    let later = after.map(|a| (a.year, fitting(&all, &ways(row, a), |way, other| holds(row, way, other))));
    // A year that no reading fits says nothing: stocks are re-counted.
    let says: Vec<(u16, Vec<bool>)> =
        earlier.into_iter().chain(later).filter(|(_, fits)| fits.contains(&true)).collect();
    let fits_all = |i: usize| says.iter().all(|(_, fits)| fits.get(i) == Some(&true));
    let left: Vec<&Way> = all
        .iter()
        .enumerate()
        .filter(|(i, _)| fits_all(*i) && !says.is_empty())
        .map(|(_, way)| way)
        .collect();
    let by: Vec<u16> = says.iter().map(|(year, _)| *year).collect();
    let agreed = row.banner.columns.iter().enumerate().filter_map(|(j, column)| {
        let field = row.field(&column.key);
        let value = agreed(&left, j).filter(|_| is_ambiguous(volume, &field))?;
        Some((field, Resolution { value, by: by.clone() }))
    });
    Some(agreed.collect()).filter(|settled: &Settled| !settled.is_empty())
}

/// The number in which all ways agree at a column.
fn agreed(ways: &[&Way], column: usize) -> Option<Decimal> {
    let mut values = ways.iter().map(|way| way.get(column).copied());
    let first = values.next()??;
    values.all(|v| v == Some(first)).then_some(first)
}

/// Which ways fit some way of another year.
fn fitting(all: &[Way], others: &[Way], fits: impl Fn(&Way, &Way) -> bool) -> Vec<bool> {
    all.iter().map(|way| others.iter().any(|other| fits(way, other))).collect()
}

fn is_ambiguous(volume: &Volume, field: &str) -> bool {
    !volume.resolved.contains_key(field)
        && !volume.disputed.contains(field)
        && volume.report.tables.cell(field).is_some_and(|c| c.status == Status::Ambiguous)
}

/// Every way to read a row that year: one where all is known, none where something is blank, missing or disputed.
fn ways(row: &LinkedRow, volume: &Volume) -> Vec<Way> {
    let fields: Vec<_> = row.banner.columns.iter().map(|c| row.field(&c.key)).collect();
    let known: Option<Way> = fields.iter().map(|f| volume.known(f).number()).collect();
    if let Some(known) = known {
        return vec![known];
    }
    let open = fields.iter().find(|f| is_ambiguous(volume, f));
    let raw = open.and_then(|f| volume.report.tables.cell(f)?.raw.as_deref());
    let consistent = |way: &Way| {
        fields.iter().zip(way).all(|(f, v)| match volume.known(f) {
            Known::Number { value, .. } => value == *v,
            _ => is_ambiguous(volume, f),
        })
    };
    let all = raw.map(|raw| grid::ways(raw, &row.banner.columns)).unwrap_or_default();
    all.into_iter().filter(consistent).collect()
}

/// Whether two years' readings of a row fit together.
fn holds(row: &LinkedRow, before: &Way, after: &Way) -> bool {
    let sum = |way: &Way, names: &[&str]| -> Option<Decimal> {
        names.iter().try_fold(Decimal::ZERO, |sum, name| {
            let at = row.banner.columns.iter().position(|c| c.key == **name)?;
            sum.checked_add(*way.get(at)?)
        })
    };
    let expected = || {
        let stock = sum(before, row.link.before)?.checked_add(sum(after, row.link.gains)?)?;
        Some(stock.checked_sub(sum(after, row.link.losses)?)? == sum(after, &[row.link.stock])?)
    };
    expected().unwrap_or(false)
}

/// What was resolved, in the order of the form.
pub fn notes(volume: &Volume) -> Vec<Note> {
    let cells = volume.report.tables.cells.iter();
    cells.filter_map(|cell| Some(note(volume, cell, volume.resolved.get(&cell.field)?))).collect()
}

fn note(volume: &Volume, cell: &Cell, resolution: &Resolution) -> Note {
    let raw = cell.raw.as_deref().unwrap_or_default();
    let years: Vec<String> = resolution.by.iter().map(|y| format!("{y}年")).collect();
    let (label, value) = (label(&volume.report, &cell.field), resolution.value.normalize());
    let finding = Finding {
        rule: RULE.to_owned(),
        severity: Severity::Info,
        fields: vec![cell.field.clone()],
        published: None,
        computed: Some(resolution.value),
        message: format!("“{label}”连写为“{raw}”，与{}数据衔接的读法只有{value}", years.join("、")),
    };
    Note::on(volume, None, finding)
}
