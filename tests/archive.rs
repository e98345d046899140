//! The county's archive: forty offices over seven years, with what is wrong in it written down.
//!
//! `scripts/README.md` says how it was made and what its gold means.

mod common;

use common::gongkai;
use gongkai::archive::history::Note;
use gongkai::archive::{Archive, Selection};
use gongkai::model::{Finding, Severity};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::str::FromStr;
use std::sync::LazyLock;

/// What one run over the archive gave.
struct Run {
    gold: Value,
    archive: Archive,
    notes: Vec<Note>,
    _folder: tempfile::TempDir,
}

static RUN: LazyLock<Run> = LazyLock::new(|| {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/archive");
    let gold = serde_json::from_slice(&fs::read(corpus.join("county.gold.json")).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let zip = fs::read(corpus.join("county.zip")).unwrap();
    zip::ZipArchive::new(Cursor::new(zip)).unwrap().extract(folder.path().join("in")).unwrap();
    gongkai(&["extract", "in", "-o", "out", "--quiet"], folder.path());
    let archive = Archive::open(&folder.path().join("out")).unwrap();
    let mut notes = Vec::new();
    let tell = &mut |_: &_, found: Vec<Note>| {
        notes.extend(found);
        Ok(())
    };
    archive.review(&Selection::default(), tell).unwrap();
    Run { gold, archive, notes, _folder: folder }
});

fn list<'g>(gold: &'g Value, key: &str) -> &'g [Value] {
    gold[key].as_array().unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn number(value: &Value) -> Option<Decimal> {
    value.is_number().then(|| Decimal::from_str(&value.to_string()).unwrap())
}

#[test]
fn every_report_is_read_under_its_office_and_year() {
    let told: BTreeMap<&str, &Value> =
        list(&RUN.gold, "reports").iter().map(|r| (text(&r["path"]), r)).collect();
    assert!(told.len() > 280 && RUN.archive.entries().len() == told.len());
    let mut offices: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut keys: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for entry in RUN.archive.entries() {
        let report = told[entry.path.as_str()];
        assert_eq!(entry.year.map(u64::from), report["year"].as_u64(), "{}", entry.path);
        keys.entry(text(&report["office"])).or_default().insert(&entry.key.0);
        offices.entry(&entry.key.0).or_default().insert(text(&report["office"]));
    }
    let apart: Vec<_> = keys.iter().filter(|(_, keys)| keys.len() > 1).collect();
    let mixed: Vec<_> = offices.iter().filter(|(_, offices)| offices.len() > 1).collect();
    assert!(
        apart.is_empty() && mixed.is_empty(),
        "one office, several keys: {apart:?}\none key, several offices: {mixed:?}"
    );
}

#[test]
fn every_number_that_can_be_read_is_read() {
    let complaints: Vec<String> = RUN
        .archive
        .entries()
        .iter()
        .filter_map(|entry| {
            let report = list(&RUN.gold, "reports").iter().find(|r| text(&r["path"]) == entry.path)?;
            let cells = RUN.archive.report(entry).unwrap().tables.cells;
            let sum = |table: &str| -> Decimal {
                cells.iter().filter(|c| c.field.starts_with(table)).filter_map(|c| c.value).sum()
            };
            let read = ["proactive.", "requests.", "proceedings."].map(sum);
            let want: Vec<Decimal> = list(report, "sums").iter().filter_map(number).collect();
            (want != read).then(|| format!("{}: the tables add up to {want:?}, read {read:?}", entry.path))
        })
        .collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// What a reader is told besides what the styles of filling in a form make of every report.
fn is_told(finding: &Finding) -> bool {
    finding.severity != Severity::Info || matches!(finding.rule.as_str(), "years.jump" | "fees.handling")
}

/// Whether a note is the one that the gold expects.
fn is_expected(note: &Note, want: &Value) -> bool {
    let finding = &note.finding;
    let rule =
        finding.rule.strip_prefix(text(&want["rule"])).is_some_and(|r| r.is_empty() || r.starts_with('.'));
    let fields = list(want, "fields");
    let touches = fields.is_empty()
        || finding.fields.iter().any(|f| fields.iter().any(|want| text(want) == f.as_str()));
    let value = |key: &str, value| number(&want[key]).is_none_or(|want| value == Some(want));
    let other = text(&want["other"]);
    rule && note.path == text(&want["path"])
        && touches
        && value("published", finding.published)
        && value("computed", finding.computed)
        && finding.message.contains(text(&want["says"]))
        && (other.is_empty() || note.other.as_ref().is_some_and(|o| o.path == other))
}

#[test]
fn every_planted_break_is_found_and_no_other() {
    let wanted = list(&RUN.gold, "findings");
    let told: Vec<&Note> = RUN.notes.iter().filter(|n| is_told(&n.finding)).collect();
    let lost = wanted.iter().filter(|want| !told.iter().any(|n| is_expected(n, want)));
    let lost = lost.map(|want| format!("not found: {want}"));
    let false_ones = told.iter().filter(|n| !wanted.iter().any(|want| is_expected(n, want)));
    let false_ones =
        false_ones.map(|n| format!("not planted: {} {} {}", n.path, n.finding.rule, n.finding.message));
    let complaints: Vec<String> = lost.chain(false_ones).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn run_together_numbers_are_read_where_the_years_beside_leave_one_reading() {
    let told = |path: &str, field: &str, value: Option<Decimal>| {
        format!("{path} {field} {}", value.unwrap_or_default().normalize())
    };
    let wanted: BTreeSet<String> = list(&RUN.gold, "resolved")
        .iter()
        .map(|r| told(text(&r["path"]), text(&r["field"]), number(&r["value"])))
        .collect();
    let resolved = RUN.notes.iter().filter(|n| n.finding.rule == "years.resolved");
    let found: BTreeSet<String> =
        resolved.map(|n| told(&n.path, &n.finding.fields[0], n.finding.computed)).collect();
    assert!(wanted.len() > 30);
    assert_eq!(found, wanted);
}

#[test]
fn second_captures_count_once() {
    let pair = |n: &Note| [n.path.clone(), n.other.as_ref().map(|o| o.path.clone()).unwrap_or_default()];
    let found: BTreeSet<[String; 2]> =
        RUN.notes.iter().filter(|n| n.finding.rule == "archive.duplicate").map(pair).collect();
    let wanted: BTreeSet<[String; 2]> = list(&RUN.gold, "duplicates")
        .iter()
        .map(|d| [text(&d[0]).to_owned(), text(&d[1]).to_owned()])
        .collect();
    assert_eq!(found, wanted);
}
