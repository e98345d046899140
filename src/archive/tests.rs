//! A folder written by a run, opened.

use super::*;
use crate::batch::{self, Journal, Output, Plan, Settings};
use std::fs;

const TOWN_2022: &str = "甲县乙镇人民政府2022年政府信息公开工作年度报告\n一、总体情况\n无。\n";
const TOWN_2021: &str = "甲县乙镇2021年政府信息公开工作年度报告\n一、总体情况\n无。\n";
const BUREAU: &str = "甲县水利局2021年政府信息公开工作年度报告\n一、总体情况\n无。\n";

/// A run over the given texts, in a folder that lives as long as the first value.
fn run(texts: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let (input, out) = (folder.path().join("in"), folder.path().join("out"));
    fs::create_dir(&input).expect("made");
    for (name, text) in texts {
        fs::write(input.join(name), text).expect("written");
    }
    let output = Output::open(&out, std::slice::from_ref(&input)).expect("writable");
    let inputs = batch::discover(&[input]);
    let journal = Journal::open(&output, "", false).expect("writable");
    let settings = Settings::default();
    batch::run(&inputs, &Plan::in_process(&settings, &output, &journal), &|_| ()).expect("a run");
    (folder, out)
}

fn refusal(root: &Path) -> String {
    Archive::open(root).map(|_| ()).expect_err("refused").to_string()
}

#[test]
fn reports_stand_by_agency_and_year() {
    let texts = [("1.txt", TOWN_2022), ("2.txt", BUREAU), ("3.txt", TOWN_2021), ("4.txt", "a letter")];
    let (_folder, out) = run(&texts);
    let archive = Archive::open(&out).expect("an archive");
    let seen: Vec<_> =
        archive.entries().iter().map(|e| (e.key.0.as_str(), e.year, e.path.as_str())).collect();
    let town = |year, path| ("甲县乙镇", Some(year), path);
    assert_eq!(seen, [town(2021, "3.txt"), town(2022, "1.txt"), ("甲县水利局", Some(2021), "2.txt")]);
    assert_eq!(archive.agencies().map(<[Entry]>::len).collect::<Vec<_>>(), [2, 1]);
    let report = archive.report(&archive.entries()[1]).expect("a report");
    assert_eq!(report.agency.name.as_deref(), Some("甲县乙镇人民政府"));
    assert_eq!(report.source.sha256, archive.entries()[1].sha256);
}

#[test]
fn a_folder_of_something_else_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(refusal(folder.path()).contains("no outcomes.jsonl"));
    fs::write(folder.path().join("outcomes.jsonl"), "{}\n").expect("written");
    assert!(refusal(folder.path()).contains("line 1"));
}

#[test]
fn a_report_that_is_gone_or_of_another_version_is_named() {
    let (_folder, out) = run(&[("1.txt", TOWN_2021)]);
    let report = out.join(&Archive::open(&out).expect("an archive").entries()[0].report);
    let text = fs::read_to_string(&report).expect("read");
    fs::write(&report, text.replace("gongkai/report/1", "gongkai/report/9")).expect("written");
    assert!(refusal(&out).contains("gongkai/report/9"));
    fs::remove_file(&report).expect("removed");
    assert!(refusal(&out).contains("cannot be read"));
}

#[test]
fn an_outcome_leads_nowhere_outside_the_run() {
    let (_folder, out) = run(&[("1.txt", TOWN_2021)]);
    let outcomes = fs::read_to_string(out.join("outcomes.jsonl")).expect("read");
    let outside = outcomes.replace("reports/", "../reports/");
    fs::write(out.join("outcomes.jsonl"), outside).expect("written");
    assert!(refusal(&out).contains("outside of its run"));
}
