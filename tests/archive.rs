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
use std::path::Path;
use std::str::FromStr;
use std::sync::LazyLock;

/// What one run over the archive gave.
struct Run {
    gold: Value,
    archive: Archive,
    notes: Vec<Note>,
    folder: tempfile::TempDir,
}

static RUN: LazyLock<Run> = LazyLock::new(|| {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/archive");
    let gold = serde_json::from_slice(&fs::read(corpus.join("county.gold.json")).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let zip = corpus.join("county.zip");
    gongkai(&["extract", zip.to_str().unwrap(), "-o", "out", "--quiet"], folder.path());
    let archive = Archive::open(&folder.path().join("out")).unwrap();
    let mut notes = Vec::new();
    let tell = &mut |_: &_, found: Vec<Note>| {
        notes.extend(found);
        Ok(())
    };
    archive.review(&Selection::default(), tell).unwrap();
    Run { gold, archive, notes, folder }
});

fn list<'g>(gold: &'g Value, key: &str) -> &'g [Value] {
    gold[key].as_array().unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The path inside the ZIP file.
fn member(path: &str) -> &str {
    path.split_once("!/").map_or(path, |(_, member)| member)
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
        let report = told[member(&entry.path)];
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
            let report =
                list(&RUN.gold, "reports").iter().find(|r| text(&r["path"]) == member(&entry.path))?;
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
    rule && member(&note.path) == text(&want["path"])
        && touches
        && value("published", finding.published)
        && value("computed", finding.computed)
        && finding.message.contains(text(&want["says"]))
        && (other.is_empty() || note.other.as_ref().is_some_and(|o| member(&o.path) == other))
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
        resolved.map(|n| told(member(&n.path), &n.finding.fields[0], n.finding.computed)).collect();
    assert!(wanted.len() > 30);
    assert_eq!(found, wanted);
}

#[test]
fn second_captures_count_once() {
    let of = |path: &str| member(path).to_owned();
    let pair = |n: &Note| [of(&n.path), n.other.as_ref().map(|o| of(&o.path)).unwrap_or_default()];
    let found: BTreeSet<[String; 2]> =
        RUN.notes.iter().filter(|n| n.finding.rule == "archive.duplicate").map(pair).collect();
    let wanted: BTreeSet<[String; 2]> = list(&RUN.gold, "duplicates")
        .iter()
        .map(|d| [text(&d[0]).to_owned(), text(&d[1]).to_owned()])
        .collect();
    assert_eq!(found, wanted);
}

/// What a command says of the archive: exit code, standard output, standard error.
fn said(args: &[&str]) -> (Option<i32>, String, String) {
    let out = gongkai(args, RUN.folder.path());
    (out.status.code(), common::text(&out.stdout), common::text(&out.stderr))
}

#[test]
fn findings_are_told_by_agency_year_and_rule() {
    let (code, out, err) = said(&["check", "out", "--agency", "公安局", "--severity", "warning"]);
    assert_eq!(code, Some(1), "{err}");
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].contains("公布 / 对照") && lines[1].contains("岚溪县公安局  2021"), "{out}");
    assert!(lines[2].contains("years.carry_over") && lines[2].contains("2 / 3"), "{out}");
    let column = |line: &str, of: &str| line.find(of).map(|at| line[..at].chars().count());
    assert_eq!(column(lines[2], "“自然人”列"), column(lines[3], "“总计”列"), "{out}");
    assert!(err.contains("检查了8份报告：错误2处，警告1处"), "{err}");
    let (code, out, err) = said(&["check", "out", "--years", "2019", "--severity", "warning"]);
    assert_eq!((code, out.as_str()), (Some(0), ""));
    assert!(err.contains("没有发现问题"), "{err}");
}

#[test]
fn a_selection_that_fits_nothing_is_no_clean_bill() {
    for (args, hint) in [
        (vec!["check", "out", "--rule", "years.carryover"], "years.carry_over"),
        (vec!["check", "out", "--agency", "没有的局"], "no agency is called"),
        (vec!["check", "out", "--years", "2031"], "only on 2019 to 2025"),
        (vec!["diff", "out", "--agency", "没有的局"], "no agency is called"),
    ] {
        let (code, out, err) = said(&args);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}");
        assert!(err.contains(hint), "{args:?}: {err}");
    }
}

#[test]
fn machines_get_the_same_findings_as_people() {
    let args = ["check", "out", "--rule", "years", "--severity", "error", "--format"];
    let (_, json, _) = said(&[&args[..], &["json"]].concat());
    let (_, csv, _) = said(&[&args[..], &["csv"]].concat());
    let findings: Vec<Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(csv.lines().count(), findings.len() + 1);
    let first = findings.iter().find(|f| f["agency"] == "岚溪县公安局").unwrap();
    assert_eq!(
        (&first["published"], &first["computed"], &first["year"]),
        (&2.into(), &3.into(), &2021.into())
    );
    assert!(text(&first["compared_path"]).ends_with("公安局/2020.html"));
    assert_eq!(first["labels"][0], "二、上年结转政府信息公开申请数量 × 自然人");
}

#[test]
fn changes_are_told_with_both_values_and_the_breaks_in_place() {
    let (code, out, _) = said(&["diff", "out", "--agency", "公安局", "--years", "2020..2021"]);
    assert_eq!(code, Some(0));
    let lines: Vec<&str> = out.lines().collect();
    assert!(
        lines[0].contains("2020 → 2021") && lines[1].contains("2020") && lines[1].contains("标记"),
        "{out}"
    );
    let carried = |line: &&&str| line.trim_start().starts_with("二、上年结转") && line.contains("总计");
    let broken = lines.iter().find(carried).unwrap_or_else(|| panic!("{out}"));
    assert!(broken.contains("years.carry_over"), "{broken}");
    assert_eq!(
        lines.iter().filter(|l| l.contains("years.carry_over")).count(),
        2,
        "one in each column: {out}"
    );
    assert!(out.contains("%的文字与2020年相同"), "{out}");
}

#[test]
fn a_draft_is_told_in_the_forms_own_words() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/reports");
    let path = |name: &str| corpus.join(name).display().to_string();
    let (draft, last) = (path("pdf/county-2023-weasyprint.pdf"), path("pdf/county-2022-libreoffice.pdf"));
    let (code, out, err) = said(&["check", &draft, "--last", &last]);
    assert_eq!(code, Some(1), "{err}");
    assert!(
        out.contains("第2页") && out.contains("“三、本年度办理结果/（七）总计 × 商业企业”填报为23"),
        "{out}"
    );
    assert!(err.contains("检查了1份报告"), "{err}");
    let (code, _, err) = said(&["check", &draft, "--last", &path("pdf/county-2024-typst.pdf")]);
    assert_eq!(code, Some(2));
    assert!(err.contains("give the report of the year before"), "{err}");
    let other = path("pdf/market-2023-libreoffice.pdf");
    let (_, _, err) = said(&["check", &path("pdf/county-2024-typst.pdf"), "--last", &other]);
    assert!(err.contains("is a report of 岚溪县市场监督管理局"), "{err}");
}
