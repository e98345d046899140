//! Equal files are read once and reported under each of their names; page and attachment know of each other.

mod common;

use common::{REPORT, assert_same, command, folder, gongkai, mock, outcome, outcomes, report, text, write};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::time::Duration;

fn extract(root: &Path, args: &[&str]) {
    let out = gongkai(&[&["extract", "in", "-o", "out", "-q"], args].concat(), root);
    assert!(!text(&out.stderr).contains("panicked"), "{}", text(&out.stderr));
}

/// The report of an input.
fn read(root: &Path, path: &str) -> serde_json::Value {
    let outcome = outcome(&root.join("out"), path);
    let name = outcome["report"].as_str().unwrap_or_else(|| panic!("{outcome}"));
    serde_json::from_slice(&fs::read(root.join("out").join(name)).expect("read")).expect("JSON")
}

#[test]
fn equal_files_are_read_once_and_reported_under_each_name() {
    let root = folder(&[]);
    let marker = root.path().join("marker");
    // Acts once for each reading: a second reading would find the marker.
    let noisy = mock(&format!("count {}", marker.display()));
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("c.txt", zip::write::SimpleFileOptions::default()).expect("a new member");
    zip.write_all(&noisy).expect("in memory");
    write(root.path(), "in/z.zip", zip.finish().expect("in memory").into_inner());
    for name in ["a.txt", "town/b.txt"] {
        write(root.path(), &format!("in/{name}"), &noisy);
    }
    extract(root.path(), &[]);
    let names = ["a.txt", "town/b.txt", "z.zip!/c.txt"];
    for name in names {
        assert_eq!(read(root.path(), name)["source"]["path"], name);
    }
    assert_eq!(outcomes(&root.path().join("out")).len(), 3);
    assert_eq!(fs::read(&marker).expect("read").len(), 1, "read more than once");
}

#[test]
fn what_a_name_tells_is_told_of_each_copy_by_itself() {
    let town =
        "城关镇2021年政府信息公开工作年度报告\n一、总体情况\n公开有序。\n六、其他需要报告的事项\n无。\n";
    let root = folder(&[]);
    let places = ["安徽省/霍邱县/1.txt", "云南省/大关县/1.txt", "1.txt"];
    for place in places {
        write(root.path(), &format!("in/{place}"), town);
    }
    extract(root.path(), &[]);
    let codes = places.map(|place| read(root.path(), place)["agency"]["region_code"].clone());
    assert_ne!(codes[0], codes[1], "the folder decides between towns of one name");
    assert!(codes[0].is_string() && codes[2].is_null(), "{codes:?}");
}

#[test]
fn a_copy_that_kills_the_worker_fails_under_each_name() {
    let root =
        folder(&[("in/a.txt", &mock("abort")), ("in/b.txt", &mock("abort")), ("in/c.txt", &report(1))]);
    extract(root.path(), &[]);
    let kinds =
        ["a.txt", "b.txt", "c.txt"].map(|path| outcome(&root.path().join("out"), path)["kind"].clone());
    assert_eq!(kinds, ["crashed".into(), "crashed".into(), serde_json::Value::Null]);
}

#[test]
fn a_copy_that_changes_before_it_is_read_is_read_by_itself() {
    let root = folder(&[]);
    for name in ["b.txt", "c.txt"] {
        write(root.path(), &format!("in/{name}"), report(1));
    }
    write(root.path(), "in/a.txt", mock("sleep 1500"));
    let mut run =
        command(&["extract", "in", "-o", "out", "-q", "-j", "1"], root.path()).spawn().expect("started");
    std::thread::sleep(Duration::from_millis(600));
    write(root.path(), "in/b.txt", report(2));
    run.wait().expect("ended");
    for (name, bytes) in [("b.txt", report(2)), ("c.txt", report(1))] {
        assert_eq!(read(root.path(), name)["source"]["sha256"], gongkai::pipeline::sha256(&bytes).as_str());
    }
}

#[test]
fn a_second_run_knows_copies_and_reads_new_ones() {
    let root = folder(&[("in/a.txt", REPORT.as_bytes()), ("in/b.txt", REPORT.as_bytes())]);
    extract(root.path(), &[]);
    write(root.path(), "in/c.txt", REPORT);
    let again = text(&gongkai(&["extract", "in", "-o", "out"], root.path()).stderr);
    assert!(again.contains("unchanged since the last run          2"), "{again}");
    gongkai(&["extract", "in", "-o", "fresh", "-q"], root.path());
    assert_same(&root.path().join("out"), &root.path().join("fresh"));
}

#[test]
fn page_and_attachment_of_one_stem_are_each_read_and_name_each_other() {
    let page = format!("<html><body><h1>{}</h1></body></html>", REPORT.replace('\n', "<br>"));
    let root = folder(&[
        ("in/2021.html", page.as_bytes()),
        ("in/2021.txt", REPORT.as_bytes()),
        ("in/2022.txt", &report(1)),
    ]);
    extract(root.path(), &[]);
    let out = root.path().join("out");
    assert_eq!(outcome(&out, "2021.html")["siblings"], serde_json::json!(["2021.txt"]));
    assert_eq!(outcome(&out, "2021.txt")["siblings"], serde_json::json!(["2021.html"]));
    assert!(outcome(&out, "2022.txt").get("siblings").is_none());
    assert_eq!(outcomes(&out).iter().filter(|o| o["outcome"] == "ok").count(), 3);
    // Known from the run before, they still know of each other; alone again, they do not.
    let first = fs::read(out.join("outcomes.jsonl")).expect("read");
    extract(root.path(), &[]);
    assert_eq!(fs::read(out.join("outcomes.jsonl")).expect("read"), first);
    fs::remove_file(root.path().join("in/2021.html")).expect("removed");
    extract(root.path(), &[]);
    assert!(outcome(&out, "2021.txt").get("siblings").is_none());
}
