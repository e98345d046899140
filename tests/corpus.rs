//! The whole pipeline over `corpus/reports`: every field of every report against what is known to be true of it.
//!
//! `scripts/README.md` says how the reports were made and what a gold file means.

use gongkai::model::{Cell, Finding, Format, Report, Severity, Status};
use gongkai::pipeline::{Options, extract};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Prose may differ from the gold by one character in fifty: white space, a hyphen of a wrapped number.
const SIMILAR_ENOUGH: f64 = 0.98;

#[test]
fn pdf_reports_are_read_as_printed() {
    assert_folder_is_read_as_printed("pdf", 20);
}

#[test]
fn ofd_reports_are_read_as_printed() {
    assert_folder_is_read_as_printed("ofd", 4);
}

#[test]
fn web_pages_are_read_as_printed() {
    assert_folder_is_read_as_printed("web", 12);
}

#[test]
fn texts_are_read_as_printed() {
    assert_folder_is_read_as_printed("text", 8);
}

#[test]
fn word_files_are_read_as_printed() {
    assert_folder_is_read_as_printed("word", 10);
}

#[test]
fn spreadsheets_are_read_as_printed() {
    assert_folder_is_read_as_printed("sheet", 7);
}

/// What a report says does not hang on the format it is published in.
#[test]
fn a_report_is_the_same_in_every_format() {
    let folders = paths(&corpus().join("equal"));
    assert!(folders.len() >= 5, "only {} reports in corpus/equal", folders.len());
    let complaints: Vec<String> = folders.iter().flat_map(|folder| unequal(folder)).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// How the files of one report differ from what is true of it, and from each other.
fn unequal(folder: &Path) -> Vec<String> {
    let files: Vec<PathBuf> = paths(folder).into_iter().filter(|path| !is_gold(path)).collect();
    assert!(files.len() >= 12, "only {} formats in {}", files.len(), folder.display());
    let gold = json(&folder.join("report.gold.json"));
    let mut found = Vec::new();
    let mut first: Option<(String, String)> = None;
    for file in files {
        let name = file.strip_prefix(corpus()).unwrap().display().to_string();
        let options = Options { path: name.clone(), ..Options::default() };
        let report = match extract(&fs::read(&file).unwrap(), &options) {
            Ok(report) => report,
            Err(failure) => {
                found.push(format!("{name}: {failure}"));
                continue;
            }
        };
        found.extend(
            differences(&gold, &report).into_iter().map(|difference| format!("{name}: {difference}")),
        );
        let said = said(&report);
        let (of_first, what_first_says) = first.get_or_insert_with(|| (name.clone(), said.clone()));
        let unlike = said.lines().zip(what_first_says.lines()).find(|(a, b)| a != b);
        found.extend(unlike.map(|(a, b)| format!("{name} says\n    {a}\n{of_first} says\n    {b}")));
        if said.lines().count() != what_first_says.lines().count() {
            found.push(format!("{name} says more or less than {of_first}"));
        }
    }
    found
}

/// The numbers and texts of a report, one a line: everything but where it stands.
fn said(report: &Report) -> String {
    let cells = report.tables.cells.iter().map(|c| format!("{} {:?} {:?}", c.field, c.value, c.raw));
    let sections = report.sections.iter().map(|s| format!("{:?} {:?} {:?}", s.kind, s.heading, s.text));
    cells.chain(sections).collect::<Vec<_>>().join("\n")
}

/// What a Word file says does not hang on the program that wrote it.
#[test]
fn a_report_is_the_same_whatever_program_wrote_it() {
    let names = ["docx.docx", "libreoffice.docx", "libreoffice-97.doc", "wps.docx"];
    let read = names.map(|name| {
        let path = corpus().join("reports/word").join(format!("county-2021-{name}"));
        let report = extract(&fs::read(path).unwrap(), &Options::default()).unwrap();
        let cell = |c: &Cell| format!("{} {:?} {:?} {:?}\n", c.field, c.value, c.raw, c.status);
        (report.tables.cells.iter().map(cell).collect::<String>(), report.sections, report.findings)
    });
    for (other, name) in read.iter().zip(names).skip(1) {
        assert_eq!(other, &read[0], "{name} differs from {}", names[0]);
    }
}

/// Compares all reports of one folder, which holds at least so many, and fails with the differences of all of them.
fn assert_folder_is_read_as_printed(folder: &str, at_least: usize) {
    let golds = gold_files(&corpus().join("gold").join(folder));
    assert!(golds.len() >= at_least, "only {} reports in corpus/reports/{folder}", golds.len());
    let complaints: Vec<String> = golds.iter().filter_map(|gold| complaint(gold)).collect();
    assert!(
        complaints.is_empty(),
        "{} of {} files:\n{}",
        complaints.len(),
        golds.len(),
        complaints.join("\n")
    );
}

/// The differences of one file under its name, if it has any.
fn complaint(gold_path: &Path) -> Option<String> {
    let gold = json(gold_path);
    let name = text(&gold["input"]);
    let folder = gold_path.parent().and_then(Path::file_name).unwrap();
    let bytes = fs::read(corpus().join("reports").join(folder).join(name)).unwrap();
    let options = Options { path: name.to_owned(), ..Options::default() };
    let differences = match extract(&bytes, &options) {
        Ok(report) => differences(&gold, &report),
        Err(failure) => vec![format!("failed at {:?}, {:?}: {failure}", failure.stage, failure.kind)],
    };
    (!differences.is_empty()).then(|| format!("{name}\n    {}", differences.join("\n    ")))
}

fn differences(gold: &Value, report: &Report) -> Vec<String> {
    let mut found = identity_differences(gold, report);
    found.extend(cell_differences(gold, report));
    found.extend(place_differences(report));
    found.extend(section_differences(gold, report));
    found.extend(finding_differences(gold, &report.findings));
    found
}

fn identity_differences(gold: &Value, report: &Report) -> Vec<String> {
    let year = report.year.map(|y| y.to_string());
    let pairs = [
        ("year", gold["year"].to_string(), year),
        ("form", text(&gold["template"]).to_owned(), report.tables.template.clone()),
        ("agency", text(&gold["agency"]).to_owned(), report.agency.name.clone()),
        ("title", text(&gold["title"]).to_owned(), report.title.clone()),
    ];
    let differing = pairs.into_iter().filter(|(_, want, got)| Some(want) != got.as_ref());
    differing
        .map(|(what, want, got)| {
            format!("{what} is {want}, read {}", got.unwrap_or_else(|| "nothing".into()))
        })
        .collect()
}

fn cell_differences(gold: &Value, report: &Report) -> Vec<String> {
    let truth = gold["cells"].as_object().unwrap();
    let mut found = Vec::new();
    for (field, want) in truth {
        let want = number(want);
        match report.tables.cell(field) {
            None => found.push(format!("{field} is not on the form that was read")),
            Some(cell) if cell.value != want => found.push(cell_difference(cell, want)),
            Some(_) => {}
        }
    }
    found.extend(ambiguity_differences(gold, report));
    found
}

/// Run-together digits with several readings are not chosen from: the value is null and the true one is among the readings.
fn ambiguity_differences(gold: &Value, report: &Report) -> Vec<String> {
    let mut found = Vec::new();
    for (field, truth) in gold["ambiguous"].as_object().unwrap() {
        let truth = number(truth).unwrap();
        match report.tables.cell(field) {
            Some(cell) if cell.status == Status::Ambiguous && cell.readings.contains(&truth) => {}
            cell => found.push(format!("{field} has several readings, {truth} one of them; read {cell:?}")),
        }
    }
    found
}

fn cell_difference(cell: &Cell, want: Option<Decimal>) -> String {
    let show = |value: Option<Decimal>| value.map_or("blank".to_owned(), |v| v.to_string());
    let raw = cell.raw.as_deref().unwrap_or("");
    format!("{} is {}, read {} ({:?}, raw {raw:?})", cell.field, show(want), show(cell.value), cell.status)
}

/// Every number says where it is printed: page and box in a PDF or OFD, and by which way it was found in any format.
fn place_differences(report: &Report) -> Vec<String> {
    let has_pages = matches!(report.source.format, Format::Pdf | Format::Ofd);
    let placed = |cell: &Cell| {
        cell.method.is_some() && (!has_pages || (cell.place.page.is_some() && cell.place.bbox.is_some()))
    };
    let homeless = report.tables.cells.iter().filter(|cell| cell.value.is_some() && !placed(cell));
    homeless.map(|cell| format!("{} has a value and no place", cell.field)).collect()
}

fn section_differences(gold: &Value, report: &Report) -> Vec<String> {
    let mut found = Vec::new();
    for (kind, want) in gold["sections"].as_object().unwrap() {
        let of_kind =
            |s: &&gongkai::model::ReportSection| serde_json::to_value(s.kind).unwrap() == kind.as_str();
        let got: String = report.sections.iter().filter(of_kind).map(|s| s.text.as_str()).collect();
        let alike = similarity(&squeezed(text(want)), &squeezed(&got));
        if alike < SIMILAR_ENOUGH {
            found.push(format!(
                "section {kind} is {alike:.3} alike\n      {}\n      {}",
                text(want),
                got.replace('\n', "⏎")
            ));
        }
    }
    found
}

/// Every planted contradiction is named by a finding, and no error is found where nothing was planted.
fn finding_differences(gold: &Value, findings: &[Finding]) -> Vec<String> {
    let planted: Vec<BTreeSet<&str>> = gold["seeded"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| group.as_array().unwrap().iter().map(text).collect())
        .collect();
    let touches =
        |group: &BTreeSet<&str>, finding: &Finding| finding.fields.iter().any(|f| group.contains(f.as_str()));
    let mut found = Vec::new();
    for group in &planted {
        if !findings.iter().any(|f| f.severity != Severity::Info && touches(group, f)) {
            found.push(format!("contradiction not reported: {group:?}"));
        }
    }
    for finding in findings.iter().filter(|f| f.severity == Severity::Error) {
        if !planted.iter().any(|group| touches(group, finding)) {
            found.push(format!("false alarm: {}: {}", finding.rule, finding.message));
        }
    }
    found
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn gold_files(folder: &Path) -> Vec<PathBuf> {
    paths(folder).into_iter().filter(|path| is_gold(path)).collect()
}

fn is_gold(path: &Path) -> bool {
    path.to_string_lossy().ends_with(".gold.json")
}

/// What stands in a folder, in order.
fn paths(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn number(value: &Value) -> Option<Decimal> {
    (!value.is_null()).then(|| Decimal::from_str(&value.to_string()).unwrap())
}

fn squeezed(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Twice the longest common subsequence over the sum of the lengths: 1 for equal texts, 0 for texts with nothing in common.
fn similarity(a: &[char], b: &[char]) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    let mut row = vec![0_usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (i, y) in b.iter().enumerate() {
            let above = row[i + 1];
            row[i + 1] = if x == y { diagonal + 1 } else { above.max(row[i]) };
            diagonal = above;
        }
    }
    2.0 * row[b.len()] as f64 / (a.len() + b.len()) as f64
}

#[test]
fn similarity_counts_what_stands_in_both() {
    let alike = |a: &str, b: &str| similarity(&squeezed(a), &squeezed(b));
    assert_eq!(alike("一件 办结", "一件办结"), 1.0);
    assert_eq!(alike("办结", "结转"), 0.5);
    assert_eq!(alike("办结", ""), 0.0);
}
