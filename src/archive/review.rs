//! Every finding of an archive, agency after agency: the reports' own and what only several reports tell.

use super::crowd::{Alike, Crowd};
use super::history::{Agency, History, Note, Other, Volume};
use super::select::Selection;
use super::{Archive, Entry, similarity, years};
use crate::model::{Finding, Report, ReportSection, Severity};
use std::collections::BTreeMap;
use std::io;

/// The rule of sections copied from this agency's last report or from another agency.
const SIMILARITY: &str = "text.similarity";

impl Archive {
    /// Loads all reports of one agency; `entries` as [`Archive::agencies`] gives them.
    ///
    /// # Errors
    /// When a report cannot be read.
    pub fn load(&self, entries: &[Entry]) -> io::Result<Agency> {
        let reports: Vec<(String, Report)> =
            entries.iter().map(|e| Ok((e.path.clone(), self.report(e)?))).collect::<io::Result<_>>()?;
        let latest = entries.iter().rev().find(|e| e.agency.is_some()).or(entries.last());
        let key = entries.first().map(|e| e.key.clone()).unwrap_or_default();
        Ok(Agency {
            name: latest.and_then(|e| e.agency.clone()).unwrap_or_else(|| key.to_string()),
            region_code: entries.iter().find_map(|e| e.region_code.clone()),
            key,
            history: History::of(reports),
        })
    }

    /// Tells each selected agency's findings, by year; within a year the report's own come first.
    ///
    /// Memory holds one agency's reports at a time, and samples of one year's texts.
    ///
    /// # Errors
    /// When a report cannot be read, or what `tell` returns.
    pub fn review(
        &self,
        selection: &Selection,
        tell: &mut dyn FnMut(&Agency, Vec<Note>) -> io::Result<()>,
    ) -> io::Result<()> {
        let alike = if selection.has_rule(SIMILARITY) { self.alike(selection)? } else { BTreeMap::new() };
        let mut first = 0;
        for entries in self.agencies() {
            let numbers = first..first + entries.len();
            first = numbers.end;
            if !selection.has_agency(entries) {
                continue;
            }
            let agency = self.load(entries)?;
            let mut notes = of_agency(&agency.history);
            for (number, entry) in numbers.zip(entries) {
                for pair in alike.get(&number).into_iter().flatten() {
                    notes.extend(self.copied(&agency.history, entry, pair)?);
                }
            }
            notes.sort_by_key(|note| note.year);
            notes.retain(|n| wanted(selection, n));
            tell(&agency, notes)?;
        }
        Ok(())
    }

    /// Which sections of which reports are worth comparing with another agency's of the same year.
    fn alike(&self, selection: &Selection) -> io::Result<BTreeMap<usize, Vec<Alike>>> {
        let mut by_year: BTreeMap<u16, Vec<(usize, usize)>> = BTreeMap::new();
        let mut number = 0;
        for (agency, entries) in self.agencies().enumerate() {
            for entry in entries {
                if let Some(year) = entry.year.filter(|y| selection.has_year(Some(*y))) {
                    by_year.entry(year).or_default().push((number, agency));
                }
                number += 1;
            }
        }
        let mut alike = BTreeMap::new();
        for reports in by_year.into_values() {
            let mut crowd = Crowd::default();
            for (number, agency) in reports {
                if let Some(entry) = self.entries().get(number) {
                    crowd.add(number, agency, &self.sections(entry)?);
                }
            }
            alike.extend(crowd.alike());
        }
        Ok(alike)
    }

    /// The finding where a section is another agency's, compared in full.
    fn copied(&self, history: &History, entry: &Entry, pair: &Alike) -> io::Result<Option<Note>> {
        let volume = history.volumes.iter().find(|v| v.path == entry.path);
        let (Some(volume), Some(other)) = (volume, self.entries().get(pair.other)) else { return Ok(None) };
        let theirs = self.sections(other)?;
        let of_kind = |sections: &[ReportSection]| sections.iter().find(|s| s.kind == pair.kind).cloned();
        let (Some(own), Some(their)) = (of_kind(&volume.report.sections), of_kind(&theirs)) else {
            return Ok(None);
        };
        let share = similarity::percent(&own.text, &their.text);
        Ok((share >= years::COPIED).then(|| {
            let heading = own.heading.as_deref().unwrap_or_else(|| similarity::usual_heading(own.kind));
            let name = other.agency.as_deref().unwrap_or(&other.path);
            let finding = Finding {
                rule: SIMILARITY.to_owned(),
                severity: Severity::Warning,
                fields: Vec::new(),
                published: None,
                computed: Some(share),
                message: format!("“{heading}”有{share}%的文字与{name}同年报告相同（年份和数字不计）"),
            };
            Note::on(volume, Some(Other { year: other.year, path: other.path.clone() }), finding)
        }))
    }
}

/// The findings of one agency's reports, each report's own and those over its years.
pub fn of_agency(history: &History) -> Vec<Note> {
    let undated = history.undated.iter().flat_map(|(path, report)| own_findings(path, report));
    let dated = history.volumes.iter().flat_map(own_and_copies);
    let mut notes: Vec<Note> = undated.chain(dated).collect();
    notes.extend(years::check(history));
    notes.sort_by_key(|note| note.year);
    notes
}

/// A report's own findings; those of its copies only where the copy says something else.
fn own_and_copies(volume: &Volume) -> impl Iterator<Item = Note> {
    let other = volume.copies.iter().filter(|c| !c.differences.is_empty());
    let own = own_findings(&volume.path, &volume.report);
    own.chain(other.flat_map(|c| own_findings(&c.path, &c.report)))
}

fn own_findings(path: &str, report: &Report) -> impl Iterator<Item = Note> {
    report.findings.iter().map(move |finding| Note {
        year: report.year,
        path: path.to_owned(),
        page: finding.fields.first().and_then(|f| report.place(f)).and_then(|place| place.page),
        other: None,
        finding: finding.clone(),
    })
}

/// Whether a finding is selected.
pub fn wanted(selection: &Selection, note: &Note) -> bool {
    let Finding { rule, severity, .. } = &note.finding;
    selection.has_year(note.year) && selection.has_rule(rule) && selection.has_severity(*severity)
}
