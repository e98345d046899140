//! Which values findings name, and what is said of them.

use crate::model::{Finding, Severity};
use rustc_hash::FxHashMap;

/// A finding with where it was found.
pub struct Note<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// The page on which the first of its fields is printed.
    pub page: Option<u32>,
    /// The source it was compared with.
    pub compared_with: Option<&'a str>,
}

/// A value that a finding names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// The column.
    pub column: usize,
    /// The gravest of its findings.
    pub severity: Severity,
    /// The page the value is printed on, then rule and message of each finding, one a line.
    pub text: String,
}

/// The notes that name each field.
pub fn flagged<'a>(notes: &'a [Note<'a>]) -> FxHashMap<&'a str, Vec<&'a Note<'a>>> {
    let mut flagged: FxHashMap<&str, Vec<&Note>> = FxHashMap::default();
    for note in notes {
        for field in &note.finding.fields {
            flagged.entry(field).or_default().push(note);
        }
    }
    flagged
}

/// The flag that these findings put on a value printed on this page.
pub fn flag(column: usize, page: Option<u32>, notes: &[&Note]) -> Flag {
    let page = page.map(|p| format!("第{p}页"));
    let line = |note: &&Note| format!("{}: {}", note.finding.rule, note.finding.message);
    Flag {
        column,
        severity: notes.iter().map(|n| n.finding.severity).min().unwrap_or(Severity::Info),
        text: page.into_iter().chain(notes.iter().map(line)).collect::<Vec<_>>().join("\n"),
    }
}
