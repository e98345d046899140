//! The real binary, as a user runs it.

mod common;

use common::{REPORT, contents, folder, gongkai, text};
use std::fs;
use std::path::PathBuf;

#[test]
fn a_single_file_is_printed() {
    let root = folder(&[("a.txt", REPORT.as_bytes())]);
    let out = gongkai(&["extract", "a.txt"], root.path());
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let report: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!(report["year"], 2021);
    assert_eq!(report["agency"]["name"], "某县");
    assert_eq!(report["tables"]["proactive"]["normative_documents"]["in_force"], 9);
}

#[test]
fn a_folder_gives_one_outcome_a_file_and_a_bad_one_stops_nothing() {
    let files: [(&str, &[u8]); 3] = [
        ("in/好.txt", REPORT.as_bytes()),
        ("in/sub/bad.pdf", b"%PDF-1.4 broken"),
        ("in/x.bin", &[0, 159, 146, 150, 0, 1]),
    ];
    let root = folder(&files);
    let out = gongkai(&["extract", "in", "-o", "out"], root.path());
    assert_eq!(out.status.code(), Some(2));
    let outcomes = fs::read_to_string(root.path().join("out/outcomes.jsonl")).expect("outcomes");
    let lines: Vec<serde_json::Value> =
        outcomes.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(lines.len(), 3);
    assert!(
        lines
            .iter()
            .filter(|l| l["outcome"] == "failed")
            .all(|l| l["kind"].is_string() && l["detail"].is_string())
    );
    let good = lines.iter().find(|l| l["outcome"] == "ok").expect("one is good");
    assert!(root.path().join("out").join(good["report"].as_str().expect("a path")).is_file());
    let summary = text(&out.stderr);
    assert!(summary.contains("3 files") && !summary.contains('\u{1b}'), "{summary}");
}

#[test]
fn contradictions_are_exit_code_one() {
    let wrong = REPORT.replace("\t3\t1\t0\t0\t0\t0\t4", "\t3\t1\t0\t0\t0\t0\t9");
    let root = folder(&[("in/a.txt", wrong.as_bytes())]);
    let out = gongkai(&["extract", "in", "-o", "out"], root.path());
    assert_eq!(out.status.code(), Some(1), "{}", text(&out.stderr));
    assert!(text(&out.stderr).contains("requests.row_sum"));
}

#[test]
fn the_bytes_do_not_depend_on_the_number_of_threads() {
    let names: Vec<String> = (0..20).map(|i| format!("in/{i}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), REPORT.as_bytes())).collect();
    let root = folder(&files);
    gongkai(&["extract", "in", "-o", "one", "-j", "1", "-q"], root.path());
    gongkai(&["extract", "in", "-o", "eight", "-j", "8", "-q"], root.path());
    assert_eq!(contents(&root.path().join("one")), contents(&root.path().join("eight")));
}

#[test]
fn bad_usage_says_what_to_do() {
    let root = folder(&[("in/a.txt", REPORT.as_bytes())]);
    for (args, hint) in [
        (vec!["extract", "in"], "-o OUT"),
        (vec!["extract", "in/a.txt", "in/a.txt"], "-o OUT"),
        (vec!["extract", "missing", "-o", "out"], "no such file"),
        (vec!["extract", "in", "-o", "in"], "is the input"),
        (vec!["extract", "in", "-o", "."], "holds the input"),
        (vec!["extract", "in", "-o", "in/out"], "lies inside the input"),
        (vec!["extract", "in", "-o", "in/a.txt"], "give another folder"),
        (vec!["extract", "in", "-o", "out", "--jobs", "0"], "--jobs"),
        (vec!["explain", "missing"], "cannot be read"),
    ] {
        let out = gongkai(&args, root.path());
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(text(&out.stderr).contains(hint), "{args:?}: {}", text(&out.stderr));
    }
    let untouched = contents(root.path());
    assert_eq!(untouched, [(PathBuf::from("in/a.txt"), REPORT.as_bytes().to_vec())].into());
}

#[test]
fn an_export_that_would_surprise_is_refused() {
    let root = folder(&[("in/a.txt", REPORT.as_bytes()), ("bad/b.txt", b"no report")]);
    gongkai(&["extract", "in", "-o", "out", "-q"], root.path());
    gongkai(&["extract", "bad", "-o", "failed", "-q"], root.path());
    let before = contents(root.path());
    for (args, hint) in [
        (vec!["out", "-f", "pdf", "-o", "x"], "possible values: csv, xlsx, parquet, sqlite, jsonl"),
        (vec!["out", "-f", "csv", "-o", "x", "--tables", "cell"], "cells"),
        (vec!["out", "-f", "csv"], "--output"),
        (vec!["missing", "-f", "csv", "-o", "x"], "not the folder of a finished run"),
        (vec!["in", "-f", "csv", "-o", "x"], "not the folder of a finished run"),
        (vec!["failed", "-f", "csv", "-o", "x"], "the run gave no report"),
        (vec!["out", "-f", "csv", "-o", "out"], "lies inside the run"),
        (vec!["out", "-f", "jsonl", "-o", "out/reports"], "lies inside the run"),
        (vec!["out", "-f", "sqlite", "-o", "out/run.json", "--force"], "lies inside the run"),
        (vec!["out", "-f", "xlsx", "-o", "in/a.txt"], "exists already; add --force"),
        (vec!["out", "-f", "csv", "-o", "in/a.txt", "--force"], "is a file; give the name of a folder"),
        (vec!["out", "-f", "xlsx", "-o", "in", "--force"], "is a folder; give the name of a file"),
        (vec!["out", "-f", "csv", "-o", "x", "--agency", "某市"], "no report of out is of this agency"),
        (vec!["out", "-f", "csv", "-o", "x", "--years", "2022.."], "and these years"),
    ] {
        let out = gongkai(&[&["export"], args.as_slice()].concat(), root.path());
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(text(&out.stderr).contains(hint), "{args:?}: {}", text(&out.stderr));
    }
    assert_eq!(contents(root.path()), before);
}

#[test]
fn an_export_tells_what_it_wrote() {
    let root = folder(&[("in/a.txt", REPORT.as_bytes())]);
    gongkai(&["extract", "in", "-o", "out", "-q"], root.path());
    for (format, place, file) in
        [("csv", "new/csv", "new/csv/cells.csv"), ("xlsx", "new/a.xlsx", "new/a.xlsx")]
    {
        let out = gongkai(&["export", "out", "-f", format, "-o", place], root.path());
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        assert!(text(&out.stderr).starts_with(&format!("{place}: reports 1, cells 200, ")));
        assert!(root.path().join(file).is_file());
    }
}

#[test]
fn run_json_counts_and_quiet_is_quiet() {
    let wrong = REPORT.replace("\t3\t1\t0\t0\t0\t0\t4", "\t3\t1\t0\t0\t0\t0\t9");
    let root = folder(&[
        ("in/a.txt", REPORT.as_bytes()),
        ("in/b.txt", wrong.as_bytes()),
        ("in/c.txt", "会议通知".as_bytes()),
    ]);
    let out = gongkai(&["extract", "in", "-o", "out", "-q"], root.path());
    assert_eq!((text(&out.stdout), text(&out.stderr)), (String::new(), String::new()));
    let run = fs::read(root.path().join("out/run.json")).expect("written");
    let run: serde_json::Value = serde_json::from_slice(&run).expect("JSON");
    let counts = serde_json::json!({ "inputs": 3, "ok": 2, "failed": { "not_a_report": 1 } });
    for (key, count) in counts.as_object().expect("an object") {
        assert_eq!(&run["counts"][key], count, "{key}");
    }
    assert_eq!(run["counts"]["findings"]["requests.row_sum"]["error"], 1);
}

#[test]
fn verbose_names_every_input_and_no_name_drives_the_terminal() {
    let root = folder(&[("in/a\u{1b}[31m\nb.txt", REPORT.as_bytes()), ("in/c.txt", "会议通知".as_bytes())]);
    let out = gongkai(&["extract", "in", "-o", "out", "-v"], root.path());
    let shown = text(&out.stderr);
    assert!(
        shown.contains("a\u{fffd}[31m\u{fffd}b.txt: ok") && shown.contains("c.txt: no annual report"),
        "{shown}"
    );
    assert!(!shown.contains('\u{1b}'));
}

#[test]
fn several_folders_keep_their_names_apart() {
    let files = ["x/2020/a.txt", "x/2021/a.txt"].map(|name| (name, REPORT.as_bytes()));
    let root = folder(&files);
    gongkai(&["extract", "x/2020", "x/2021", "-o", "out"], root.path());
    let outcomes = fs::read_to_string(root.path().join("out/outcomes.jsonl")).expect("outcomes");
    let outcomes: Vec<serde_json::Value> =
        outcomes.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let paths: Vec<&str> = outcomes.iter().filter_map(|o| o["path"].as_str()).collect();
    assert_eq!(paths, ["2020/a.txt", "2021/a.txt"]);
    assert_ne!(outcomes[0]["report"], outcomes[1]["report"]);
}

#[test]
fn explain_shows_what_it_saw_where_there_is_no_report() {
    let root = folder(&[("a.txt", "会议通知\n明天下午开会。".as_bytes())]);
    let out = gongkai(&["explain", "a.txt"], root.path());
    assert_eq!(out.status.code(), Some(2));
    let shown = text(&out.stdout);
    assert!(shown.contains("== sections") && shown.contains("no annual report found"), "{shown}");
}

#[test]
fn explain_draws_each_page() {
    let pdf = fs::read_dir("corpus/reports/pdf")
        .expect("the corpus")
        .filter_map(|e| Some(e.ok()?.path()))
        .find(|p| p.extension().is_some_and(|e| e == "pdf"))
        .expect("a PDF");
    let root = folder(&[("a.pdf", &fs::read(pdf).expect("read"))]);
    let out = gongkai(&["explain", "a.pdf", "--svg", "pages", "-v"], root.path());
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let picture = fs::read_to_string(root.path().join("pages/page-001.svg")).expect("drawn");
    assert!(picture.starts_with("<svg") && picture.trim_end().ends_with("</svg>"));
    let all: String = fs::read_dir(root.path().join("pages"))
        .expect("listed")
        .map(|e| fs::read_to_string(e.expect("an entry").path()).expect("read"))
        .collect();
    assert!(all.contains("requests.received.total = "), "no field is drawn");
}

#[test]
fn the_format_can_be_told() {
    let root = folder(&[("a.html", REPORT.replace('\n', "\n<!-- -->").as_bytes())]);
    let out = gongkai(&["extract", "a.html", "--format", "text"], root.path());
    let report: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!(report["source"]["format"], "text");
}

#[test]
fn explain_shows_each_step() {
    let root = folder(&[("a.txt", REPORT.as_bytes())]);
    let out = text(&gongkai(&["explain", "a.txt"], root.path()).stdout);
    for part in [
        "== source",
        "== sections",
        "== table 1",
        "== reconstruction",
        "recognise: form 2021",
        "== checks",
        "requests.balance",
    ] {
        assert!(out.contains(part), "{part} is missing in\n{out}");
    }
}

#[test]
fn every_report_is_valid_against_the_printed_schema() {
    let root = folder(&[("a.txt", REPORT.as_bytes())]);
    let schema: serde_json::Value =
        serde_json::from_slice(&gongkai(&["schema"], root.path()).stdout).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let report: serde_json::Value =
        serde_json::from_slice(&gongkai(&["extract", "a.txt"], root.path()).stdout).expect("JSON");
    let errors: Vec<String> =
        validator.iter_errors(&report).map(|e| format!("{} at {}", e, e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let mut broken = report;
    broken["tables"]["requests"]["invented"] = serde_json::json!(1);
    assert!(!validator.is_valid(&broken));
}

#[test]
fn completions_and_help_are_there() {
    let root = folder(&[]);
    assert!(text(&gongkai(&["completions", "bash"], root.path()).stdout).contains("gongkai"));
    assert!(text(&gongkai(&["--help"], root.path()).stdout).contains("Examples:"));
}
