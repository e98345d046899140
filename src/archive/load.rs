//! The only place of the archive that touches files: a finished run's outcomes and reports.

use crate::batch::{Outcome, Status as Ended};
use crate::json;
use crate::model::{Agency, Report, ReportSection, Severity, Source, Status};
use serde::Deserialize;
use std::fs;
use std::io;
use std::path::{Component, Path};

/// The parts of a report that the index keeps.
#[derive(Deserialize)]
pub struct Head {
    schema: String,
    pub source: Source,
    pub title: Option<String>,
    pub year: Option<u16>,
    pub template: Option<String>,
    pub agency: Agency,
    pub evidence: json::Pairs<Proof>,
    pub findings: Vec<Found>,
}

/// The part of a cell's evidence that the index counts.
#[derive(Deserialize)]
pub struct Proof {
    pub status: Status,
}

/// The part of a finding that the index counts.
#[derive(Deserialize)]
pub struct Found {
    pub severity: Severity,
}

/// The outcomes of the run in this folder that gave a report, in path order.
pub fn outcomes(root: &Path) -> io::Result<Vec<Outcome>> {
    let path = root.join("outcomes.jsonl");
    let text = fs::read_to_string(&path).map_err(|e| not_a_run(root, &e))?;
    let lines = text.lines().enumerate();
    let all: Vec<Outcome> = lines
        .map(|(i, line)| {
            let what = |e| format!("{}, line {}: {e}; extract the archive again", path.display(), i + 1);
            serde_json::from_str(line).map_err(|e| invalid(what(e)))
        })
        .collect::<io::Result<_>>()?;
    Ok(all.into_iter().filter(|o| o.outcome == Ended::Ok).collect())
}

fn not_a_run(root: &Path, error: &io::Error) -> io::Error {
    let root = root.display();
    let what = match error.kind() {
        io::ErrorKind::NotFound => format!(
            "{root} is not the folder of a finished run: it holds no outcomes.jsonl; \
             give a folder that `gongkai extract … -o` has written"
        ),
        _ => format!("{root}: outcomes.jsonl cannot be read: {error}"),
    };
    io::Error::new(error.kind(), what)
}

fn invalid(what: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// The head of one report.
pub fn head(root: &Path, name: &str) -> io::Result<Head> {
    let text = text(root, name)?;
    let head: Head = json::typed(&text).map_err(|e| broken(root, name, &e))?;
    json::same_version(&head.schema).map_err(|e| broken(root, name, &e))?;
    Ok(head)
}

/// The prose of one report.
pub fn sections(root: &Path, name: &str) -> io::Result<Vec<ReportSection>> {
    #[derive(Deserialize)]
    struct Prose {
        sections: Vec<ReportSection>,
    }
    let prose: Prose = json::typed(&text(root, name)?).map_err(|e| broken(root, name, &e))?;
    Ok(prose.sections)
}

/// One whole report.
pub fn report(root: &Path, name: &str) -> io::Result<Report> {
    json::parse(&text(root, name)?).map_err(|e| broken(root, name, &e))
}

fn broken(root: &Path, name: &str, error: &json::ParseError) -> io::Error {
    invalid(format!("{}: {error}", root.join(name).display()))
}

fn text(root: &Path, name: &str) -> io::Result<String> {
    let path = Path::new(name);
    if !path.components().all(|part| matches!(part, Component::Normal(_))) {
        return Err(invalid(format!(
            "{name}: an outcome names a report outside of its run; extract the archive again"
        )));
    }
    let path = root.join(path);
    fs::read_to_string(&path).map_err(|e| {
        let what = format!("{}: the report cannot be read: {e}; extract the archive again", path.display());
        io::Error::new(e.kind(), what)
    })
}
