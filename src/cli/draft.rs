//! One report that is to be published, alone or beside last year's.

use super::archive_args::read;
use super::terminal::safe_line;
use anyhow::bail;
use gongkai::archive::history::{Agency, History, Note};
use gongkai::archive::{self, AgencyKey, Named, Selection};
use gongkai::model::Report;
use std::path::Path;

/// The findings of a draft, alone or beside last year's report.
pub fn findings(
    file: &Path,
    last: Option<&Path>,
    selection: &Selection,
) -> anyhow::Result<(Agency, Vec<Note>)> {
    let report = read(file)?;
    let year = report.year;
    let path = file.display().to_string();
    let name = report.agency.name.clone().unwrap_or_else(|| path.clone());
    let mut reports = vec![(path.clone(), report)];
    if let Some(last) = last {
        let before = read(last)?;
        follows(&before, last, year, file)?;
        same_agency(&before, last, &name);
        reports.push((last.display().to_string(), before));
    }
    let mut history = History::of(reports);
    let mut notes = archive::of_agency(&history);
    notes.retain(|note| note.path == path && archive::wanted(selection, note));
    // Only the draft was asked about.
    history.volumes.retain(|volume| volume.path == path);
    let key = AgencyKey(archive::normal(&name));
    Ok((Agency { key, name, region_code: None, history }, notes))
}

/// Only the report of the year before can be compared with.
fn follows(before: &Report, last: &Path, year: Option<u16>, file: &Path) -> anyhow::Result<()> {
    let shown = |year: Option<u16>| year.map_or("no year".to_owned(), |y| y.to_string());
    if year.and_then(|y| y.checked_sub(1)) == before.year && before.year.is_some() {
        return Ok(());
    }
    bail!(
        "{} reports on {} and {} on {}: give the report of the year before with --last",
        last.display(),
        shown(before.year),
        file.display(),
        shown(year)
    )
}

/// A report of another agency may be the wrong file; or the agency has another name now, which nobody here can know.
fn same_agency(before: &Report, last: &Path, name: &str) {
    let old = before.agency.name.as_deref().unwrap_or("?");
    let named = |name, year| Named { name: Some(name), region: None, year: Some(year), path: "" };
    if let [a, b] = archive::keys(&[named(old, 0), named(name, 1)]).as_slice()
        && a != b
    {
        let last = last.display();
        eprintln!(
            "gongkai: {}",
            safe_line(&format!("{last} is a report of {old}, compared with one of {name}"))
        );
    }
}
