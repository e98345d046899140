//! A finished run as an archive: reports by agency and year, loaded one at a time.
//!
//! The index is light (some hundred bytes a report); a report is read from disk when it is asked for, so that memory
//! does not grow with the archive. Nothing on disk is ever rewritten: what several years together tell is part of
//! the view, never of a report.

pub mod comparable;
mod crowd;
pub mod diff;
pub mod history;
mod links;
mod load;
mod names;
mod reconcile;
mod resolve;
mod review;
mod select;
pub mod similarity;
#[cfg(test)]
mod tests;
mod volume;
pub mod years;

use crate::model::{Format, Report, ReportSection, Severity, Status};
pub use names::{Named, keys, normal};
pub use review::{of_agency, wanted};
pub use select::Selection;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
pub use volume::label;

/// Every rule that a finding of an archive can name, sorted.
pub fn rules() -> Vec<&'static str> {
    let of_reports = crate::check::CHECKS.iter().map(|c| c.rule);
    let of_years = years::YEAR_CHECKS.iter().map(|c| c.rule);
    let mut all: Vec<&str> = of_reports
        .chain(of_years)
        .chain([reconcile::DUPLICATE, reconcile::DISAGREEMENT, resolve::RULE])
        .collect();
    all.sort_unstable();
    all
}

/// What joins the reports of one agency over the years, its renames and the changes of form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct AgencyKey(pub String);

impl fmt::Display for AgencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How many findings of each severity a report has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FindingCounts {
    /// Contradictions between printed numbers.
    pub errors: u32,
    /// Likely wrong.
    pub warnings: u32,
    /// Worth knowing.
    pub infos: u32,
}

/// How many cells of each status a report has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StatusCounts {
    /// Printed in their place.
    pub printed: u32,
    /// The only reading.
    pub solved: u32,
    /// Several readings.
    pub ambiguous: u32,
    /// Empty.
    pub blank: u32,
    /// Not in the document.
    pub absent: u32,
    /// No number.
    pub unreadable: u32,
}

/// One report of the archive, as the index knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Whose report it is, over all years.
    pub key: AgencyKey,
    /// The agency as the title prints it.
    pub agency: Option<String>,
    /// Its division's code, where certain.
    pub region_code: Option<String>,
    /// The year reported on.
    pub year: Option<u16>,
    /// The form: `2019`, `2021` …
    pub template: Option<String>,
    /// The report's title.
    pub title: Option<String>,
    /// The source's path as the run shows it.
    pub path: String,
    /// The report's file below the archive's folder.
    pub report: String,
    /// SHA-256 of the source.
    pub sha256: String,
    /// The source's format.
    pub format: Format,
    /// Its findings by severity.
    pub findings: FindingCounts,
    /// Its cells by status.
    pub statuses: StatusCounts,
}

/// A finished run, opened.
#[derive(Debug, Clone)]
pub struct Archive {
    root: PathBuf,
    entries: Vec<Entry>,
}

impl Archive {
    /// Opens the folder that a run has written.
    ///
    /// # Errors
    /// One sentence: when the folder is not that of a finished run, or a report is missing, damaged or of another
    /// version.
    pub fn open(root: &Path) -> io::Result<Archive> {
        let named = load::outcomes(root)?.into_iter().filter_map(|o| Some((o.path, o.report?)));
        // Each head becomes its entry at once: together they would be as large as the archive.
        let mut entries: Vec<Entry> = named
            .map(|(path, report)| load::head(root, &report).map(|head| entry(path, report, head)))
            .collect::<io::Result<_>>()?;
        let keys = keys(&entries.iter().map(named_of).collect::<Vec<_>>());
        for (entry, key) in entries.iter_mut().zip(keys) {
            entry.key = key;
        }
        entries.sort_by(|a, b| (&a.key, a.year, &a.path).cmp(&(&b.key, b.year, &b.path)));
        Ok(Archive { root: root.to_path_buf(), entries })
    }

    /// The folder of the run.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Every report, by agency key, year and path. Reports of unknown year stand before the others of their agency.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The reports of one agency after the other.
    pub fn agencies(&self) -> impl Iterator<Item = &[Entry]> {
        self.entries.chunk_by(|a, b| a.key == b.key)
    }

    /// Reads one report.
    ///
    /// # Errors
    /// One sentence: when its file is gone, damaged or of another version.
    pub fn report(&self, entry: &Entry) -> io::Result<Report> {
        load::report(&self.root, &entry.report)
    }

    /// Reads one report's prose alone.
    ///
    /// # Errors
    /// As [`Archive::report`].
    pub fn sections(&self, entry: &Entry) -> io::Result<Vec<ReportSection>> {
        load::sections(&self.root, &entry.report)
    }
}

fn named_of(entry: &Entry) -> Named<'_> {
    Named {
        name: entry.agency.as_deref(),
        region: entry.region_code.as_deref(),
        year: entry.year,
        path: &entry.path,
    }
}

fn entry(path: String, report: String, head: load::Head) -> Entry {
    Entry {
        key: AgencyKey(String::new()),
        agency: head.agency.name,
        region_code: head.agency.region_code,
        year: head.year,
        template: head.template,
        title: head.title,
        path,
        report,
        sha256: head.source.sha256,
        format: head.source.format,
        findings: FindingCounts::of(head.findings.iter().map(|f| f.severity)),
        statuses: StatusCounts::of(head.evidence.0.iter().map(|(_, proof)| proof.status)),
    }
}

impl FindingCounts {
    /// Counts severities.
    pub fn of(severities: impl Iterator<Item = Severity>) -> FindingCounts {
        let mut counts = FindingCounts::default();
        for severity in severities {
            let count = match severity {
                Severity::Error => &mut counts.errors,
                Severity::Warning => &mut counts.warnings,
                Severity::Info => &mut counts.infos,
            };
            *count = count.saturating_add(1);
        }
        counts
    }
}

impl StatusCounts {
    /// Counts statuses.
    pub fn of(statuses: impl Iterator<Item = Status>) -> StatusCounts {
        let mut counts = StatusCounts::default();
        for status in statuses {
            let count = match status {
                Status::Printed => &mut counts.printed,
                Status::Solved => &mut counts.solved,
                Status::Ambiguous => &mut counts.ambiguous,
                Status::Blank => &mut counts.blank,
                Status::Absent => &mut counts.absent,
                Status::Unreadable => &mut counts.unreadable,
            };
            *count = count.saturating_add(1);
        }
        counts
    }
}
