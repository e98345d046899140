//! What the reconstructor saw and decided, for `gongkai explain`.

use super::align::Match;
use super::recognise::Recognised;
use super::requests::{Found, Observation, Text};
use super::zone::Zones;
use crate::model::{Cell, Status, Tables};

/// Everything the reconstructor decided, step by step: one line for people each, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trace {
    /// The steps.
    pub steps: Vec<String>,
}

impl Trace {
    /// No form was recognised.
    pub(super) fn nothing(zones: &Zones) -> Trace {
        Trace { steps: vec![seen(zones), "recognise: none of the three tables found".to_owned()] }
    }

    /// What was found on the way to these tables.
    pub(super) fn of(zones: &Zones, found: &Recognised, tables: &Tables) -> Trace {
        let merged = if found.form.merged { ", （六） in one row" } else { "" };
        let mut steps = vec![seen(zones), format!("recognise: form {}{merged}", found.form.id())];
        let rows: Vec<&str> = found.form.request_rows().map(|r| r.key.as_str()).collect();
        let aligned = found.observations.iter().zip(&found.matches);
        steps.extend(
            aligned.map(|(observation, m)| format!("align: {} → {}", shown(observation), name(m, &rows))),
        );
        steps.extend(tables.cells.iter().filter_map(uncertain));
        Trace { steps }
    }
}

fn seen(zones: &Zones) -> String {
    let (a, b, c) = (zones.proactive.len(), zones.requests.len(), zones.proceedings.len());
    format!("zones: {a} rows or lines of section 二, {b} of 三, {c} of 四")
}

fn shown(observation: &Observation) -> String {
    let values: Vec<&str> = match &observation.values {
        Found::Columns(texts) => texts
            .iter()
            .map(|t| match t {
                Text::Own(s, _) | Text::Shared(s, _) => s.as_str(),
                Text::Missing => "·",
            })
            .collect(),
        Found::Run(pieces) => pieces.iter().map(|p| p.text.as_str()).collect(),
    };
    format!(
        "{} [{}]",
        observation.labels.join(" / ").replace('\n', ""),
        values.join(" | ").replace('\n', " ")
    )
}

fn name(found: &Match, rows: &[&str]) -> String {
    let row = |i: &usize| rows.get(*i).copied().unwrap_or("?");
    match found {
        Match::Labelled(i, alike) => format!("{} ({:.0}% alike)", row(i), alike * 100.0),
        Match::Placed(i) => format!("{} (by its place)", row(i)),
        Match::Open(from, to) => format!("one of {} … {}", row(from), row(&to.saturating_sub(1))),
        Match::Unknown => "no row of the form".to_owned(),
    }
}

fn uncertain(cell: &Cell) -> Option<String> {
    let raw = cell.raw.as_deref().unwrap_or_default();
    match cell.status {
        Status::Solved => {
            Some(format!("solve: {} = {} from {raw:?}", cell.field, cell.value.unwrap_or_default()))
        }
        Status::Ambiguous => {
            let readings: Vec<String> = cell.readings.iter().map(ToString::to_string).collect();
            Some(format!("solve: {} is ambiguous in {raw:?}: {}", cell.field, readings.join(", ")))
        }
        Status::Unreadable => Some(format!("solve: {} is no number: {raw:?}", cell.field)),
        Status::Printed | Status::Blank | Status::Absent => None,
    }
}
