//! What came of a run.

use super::journal::Entry;
use super::outcome::{Outcome, Status};
use crate::model::{FailureKind, Severity};
use std::collections::BTreeMap;

/// What came of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// One for each input that has ended, in path order.
    pub outcomes: Vec<Outcome>,
    /// Findings by severity and rule.
    pub findings: BTreeMap<(Severity, String), usize>,
    /// How many outcomes are those of an earlier run, because nothing has changed.
    pub unchanged: usize,
    /// Inputs that the run was stopped before.
    pub not_done: Vec<String>,
    /// How many inputs of earlier runs are no longer there; their reports stay.
    pub orphans: usize,
}

impl Summary {
    /// Adds an input that has ended.
    pub(super) fn add(&mut self, entry: Entry) {
        self.outcomes.push(entry.outcome);
        for count in entry.findings {
            *self.findings.entry((count.severity, count.rule)).or_default() += count.times;
        }
    }

    /// How many inputs gave a report.
    pub fn ok(&self) -> usize {
        self.outcomes.iter().filter(|o| o.outcome == Status::Ok).count()
    }

    /// How many failed, by kind.
    pub fn failed(&self) -> BTreeMap<FailureKind, usize> {
        let mut kinds = BTreeMap::new();
        for kind in self.outcomes.iter().filter_map(|o| o.kind) {
            *kinds.entry(kind).or_default() += 1;
        }
        kinds
    }

    /// Whether any report contradicts itself.
    pub fn contradicted(&self) -> bool {
        self.findings.keys().any(|(severity, _)| *severity == Severity::Error)
    }
}
