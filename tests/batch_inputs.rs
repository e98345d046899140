//! Inputs as people have them: every file has its outcome, whatever it is called and wherever it lies.
#![cfg(unix)]

mod common;

use common::{
    REPORT, assert_same, command, contents, folder, gongkai, mock, outcome, outcomes, report, text, write,
};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output};
use std::thread;
use std::time::Duration;

fn extract(root: &Path) -> Output {
    gongkai(&["extract", "in", "-o", "out"], root)
}

/// The kind of failure, or `ok`.
fn ended(root: &Path, path: &str) -> String {
    let outcome = outcome(&root.join("out"), path);
    outcome["kind"].as_str().unwrap_or("ok").to_owned()
}

#[test]
fn content_decides_and_not_the_extension() {
    let word = fs::read("corpus/reports/word/county-2021-docx.docx").expect("read");
    let pdf = fs::read("corpus/reports/pdf/county-2022-libreoffice.pdf").expect("read");
    let page = fs::read("corpus/reports/web/city-2022-blocks.html").expect("read");
    let files: [(&str, &[u8], &str); 6] = [
        ("in/word.pdf", &word, "docx"),
        ("in/pdf.html", &pdf, "pdf"),
        ("in/page.doc", &page, "html"),
        ("in/page", &page, "html"),
        ("in/text.xlsx", REPORT.as_bytes(), "text"),
        ("in/pdf.tmp.1", &pdf, "pdf"),
    ];
    let root = folder(&files.map(|(name, bytes, _)| (name, bytes)));
    extract(root.path());
    for (name, _, format) in files {
        let outcome = outcome(&root.path().join("out"), name.trim_start_matches("in/"));
        let path =
            root.path().join("out").join(outcome["report"].as_str().unwrap_or_else(|| panic!("{outcome}")));
        let report: serde_json::Value = serde_json::from_slice(&fs::read(path).expect("read")).expect("JSON");
        assert_eq!(report["source"]["format"], format, "{name}");
    }
}

#[test]
fn any_name_has_its_outcome_and_a_safe_report() {
    let root = folder(&[]);
    let long = "长".repeat(80) + ".txt";
    let deep = format!("{}/{}/1.txt", "县".repeat(80), "镇".repeat(80));
    let names = [
        "a b.txt",
        "line\nbreak.txt",
        "-o",
        "--force",
        "\u{1b}[31mred.txt",
        "*?.txt",
        &long,
        &deep,
        "..txt.",
        "~",
    ];
    for (i, name) in names.iter().enumerate() {
        write(root.path(), &format!("in/{name}"), report(i));
    }
    for name in [b"\xB9\xFA.txt".as_slice(), b"\xB9\xFB.txt"] {
        fs::write(root.path().join("in").join(OsStr::from_bytes(name)), report(99)).expect("written");
    }
    let out = extract(root.path());
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let all = outcomes(&root.path().join("out"));
    // `..txt.` begins with a dot: a hidden file.
    assert_eq!(all.len(), names.len() - 1 + 2);
    for name in ["-o", "line\nbreak.txt", "\\xB9\\xFA.txt", "\\xB9\\xFB.txt", &long] {
        assert_eq!(ended(root.path(), name), "ok");
    }
    for outcome in all {
        let report = outcome["report"].as_str().unwrap_or_default();
        let name = report.strip_prefix("reports/").unwrap_or_default();
        assert!(
            name.chars().all(|c| c.is_alphanumeric() || "-.".contains(c)) && !name.starts_with('-'),
            "{name:?}"
        );
    }
}

#[test]
fn a_name_that_looks_like_an_option_can_be_given() {
    let root = folder(&[("-o.txt", REPORT.as_bytes()), ("--", REPORT.as_bytes())]);
    let out = gongkai(&["extract", "--output", "out", "./-o.txt", "./--"], root.path());
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert_eq!(outcomes(&root.path().join("out")).len(), 2);
}

#[test]
fn links_that_go_in_circles_are_not_followed() {
    let root = folder(&[("in/a/1.txt", REPORT.as_bytes())]);
    symlink("..", root.path().join("in/a/up")).expect("linked");
    symlink("itself", root.path().join("in/itself")).expect("linked");
    symlink("nowhere", root.path().join("in/broken.txt")).expect("linked");
    assert_eq!(extract(root.path()).status.code(), Some(0));
    assert_eq!(outcomes(&root.path().join("out")).len(), 1);
    let given = gongkai(&["extract", "in/itself", "-o", "out2"], root.path());
    assert_eq!(given.status.code(), Some(2), "a link to itself is no file");
}

#[test]
fn pipes_and_devices_are_skipped_in_folders_and_bounded_when_given() {
    let root = folder(&[("in/1.txt", REPORT.as_bytes())]);
    let pipe = Command::new("mkfifo").arg(root.path().join("in/pipe")).status().expect("mkfifo runs");
    assert!(pipe.success());
    assert_eq!(extract(root.path()).status.code(), Some(0));
    assert_eq!(outcomes(&root.path().join("out")).len(), 1);
    let endless = gongkai(&["extract", "/dev/zero", "-o", "out2", "--limit", "file_bytes=1000"], root.path());
    assert_eq!(endless.status.code(), Some(2));
    let all = outcomes(&root.path().join("out2"));
    assert_eq!(all[0]["kind"], "limit_exceeded", "{all:?}");
}

/// The program as a user without rights: an administrator may read everything. Where the tests run as an ordinary
/// user, that is who runs it.
fn as_nobody(args: &[&str], root: &Path) -> Output {
    let program = root.join("gongkai");
    // By another process: a file that is open for writing here, in any thread, cannot be run.
    let copied = Command::new("cp").args([env!("CARGO_BIN_EXE_gongkai")]).arg(&program).status();
    assert!(copied.expect("cp runs").success());
    let mut command = Command::new(&program);
    command.args(args).current_dir(root);
    let owner = fs::metadata("/proc/self").map_or(1, |m| std::os::unix::fs::MetadataExt::uid(&m));
    if owner == 0 {
        command.uid(65534).gid(65534);
    }
    command.output().expect("the binary runs")
}

fn allow(root: &Path, path: &str, mode: u32) {
    fs::set_permissions(root.join(path), fs::Permissions::from_mode(mode)).expect("set");
}

#[test]
fn what_may_not_be_read_is_an_outcome() {
    let root = folder(&[("in/1.txt", REPORT.as_bytes()), ("in/2.txt", REPORT.as_bytes())]);
    write(root.path(), "in/closed/3.txt", REPORT);
    fs::create_dir(root.path().join("out")).expect("made");
    allow(root.path(), "", 0o755);
    allow(root.path(), "out", 0o777);
    allow(root.path(), "in/2.txt", 0o000);
    allow(root.path(), "in/closed", 0o000);
    let out = as_nobody(&["extract", "in", "-o", "out"], root.path());
    allow(root.path(), "in/closed", 0o755);
    assert_eq!(out.status.code(), Some(2), "{}", text(&out.stderr));
    let kinds = ["1.txt", "2.txt", "closed"].map(|path| ended(root.path(), path));
    assert_eq!(kinds, ["ok", "unreadable", "unreadable"]);
    assert_eq!(outcomes(&root.path().join("out")).len(), 3);
    // What is allowed now is read now.
    allow(root.path(), "in/2.txt", 0o644);
    as_nobody(&["extract", "in", "-o", "out"], root.path());
    assert_eq!(outcomes(&root.path().join("out")).len(), 3);
    assert_eq!((ended(root.path(), "2.txt"), ended(root.path(), "closed/3.txt")), ("ok".into(), "ok".into()));
}

#[test]
fn an_output_that_cannot_be_written_is_refused_before_work() {
    let root = folder(&[("in/1.txt", REPORT.as_bytes())]);
    fs::create_dir(root.path().join("mine")).expect("made");
    allow(root.path(), "", 0o755);
    for out in ["mine", "mine/deeper", "/proc/out"] {
        let refused = as_nobody(&["extract", "in", "-o", out], root.path());
        assert_eq!(refused.status.code(), Some(2));
        let said = text(&refused.stderr);
        assert!(said.contains("cannot create the output folder") && said.contains(out), "{said}");
    }
    assert_eq!(fs::read_dir(root.path().join("mine")).expect("listed").count(), 0);
}

#[test]
fn an_output_among_the_inputs_is_refused_before_work() {
    let root = folder(&[("in/1.txt", REPORT.as_bytes())]);
    for (args, word) in [
        (["extract", "in", "-o", "in/out"], "lies inside the input"),
        (["extract", "in", "-o", "in"], "is the input"),
        (["extract", "in/1.txt", "-o", "in"], "holds the input"),
    ] {
        let refused = gongkai(&args, root.path());
        assert_eq!(refused.status.code(), Some(2));
        assert!(text(&refused.stderr).contains(word), "{}", text(&refused.stderr));
    }
    let names: Vec<_> =
        fs::read_dir(root.path().join("in")).expect("listed").flatten().map(|e| e.file_name()).collect();
    assert_eq!(names, ["1.txt"]);
}

#[test]
fn nothing_is_written_outside_the_output_folder() {
    let root = folder(&[
        ("in/1.txt", REPORT.as_bytes()),
        ("in/2.pdf", b"%PDF-1.4 broken"),
        ("in/3.txt", &mock("abort")),
    ]);
    fs::create_dir(root.path().join("home")).expect("made");
    let before = contents(root.path());
    let mut run = command(&["extract", "in", "-o", "out", "-q"], root.path());
    for place in ["HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
        run.env(place, root.path().join("home"));
    }
    run.status().expect("the binary runs");
    let after = contents(root.path()).into_iter().filter(|(name, _)| !name.starts_with("out"));
    assert!(before == after.collect(), "a file outside the output folder was written or changed");
    assert_eq!(outcomes(&root.path().join("out")).len(), 3);
}

/// A run in which the first file takes its time, while something happens to the rest.
fn meanwhile(root: &Path, happens: impl FnOnce()) {
    write(root, "in/0.txt", mock("sleep 1500"));
    let mut run = command(&["extract", "in", "-o", "out", "-q", "-j", "1"], root).spawn().expect("started");
    thread::sleep(Duration::from_millis(600));
    happens();
    run.wait().expect("ended");
}

#[test]
fn files_that_vanish_or_change_meanwhile_have_the_outcome_of_what_was_read() {
    let root = folder(&[("in/1.txt", &report(1)), ("in/2.txt", &report(2)), ("in/3.txt", &report(3))]);
    let at = |name: &str| root.path().join("in").join(name);
    meanwhile(root.path(), || {
        fs::remove_file(at("1.txt")).expect("removed");
        fs::write(at("2.txt"), report(22)).expect("written");
        fs::remove_file(at("3.txt")).expect("removed");
        fs::create_dir(at("3.txt")).expect("made");
    });
    let kinds = ["0.txt", "1.txt", "2.txt", "3.txt"].map(|name| ended(root.path(), name));
    assert_eq!(kinds, ["ok", "unreadable", "ok", "unreadable"]);
    let hash = gongkai::pipeline::sha256(&report(22));
    assert_eq!(outcome(&root.path().join("out"), "2.txt")["sha256"], hash.as_str());
}

#[test]
fn a_disk_that_is_full_is_told_and_the_next_run_does_the_rest() {
    let root = folder(&[]);
    for i in 0..4 {
        write(root.path(), &format!("in/{i}.txt"), report(i));
        write(root.path(), &format!("whole/{i}.txt"), report(i));
    }
    gongkai(&["extract", "whole", "-o", "undisturbed", "-q"], root.path());
    // The shell's bound on the size of a file, in blocks of 512 bytes, stands for a disk that has so much room left.
    for blocks in [0, 1, 2, 3, 5, 8, 1, 20, 60] {
        let line = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" extract in -o out --mock -q");
        let full = Command::new("sh")
            .args(["-c", &line, env!("CARGO_BIN_EXE_gongkai")])
            .current_dir(root.path())
            .output();
        let full = full.expect("the shell runs");
        assert_eq!(full.status.code(), Some(2), "{blocks}: {}", text(&full.stderr));
        let outcomes = fs::read_to_string(root.path().join("out/outcomes.jsonl")).unwrap_or_default();
        let told = text(&full.stderr) + &outcomes;
        assert!(told.contains("File too large"), "{blocks}: {told}");
        let left = fs::read_dir(root.path().join("out/reports")).expect("listed").flatten();
        assert!(left.into_iter().all(|e| e.path().extension().is_some_and(|x| x == "json")), "half a report");
    }
    assert_eq!(gongkai(&["extract", "in", "-o", "out", "-q"], root.path()).status.code(), Some(0));
    assert_same(&root.path().join("out"), &root.path().join("undisturbed"));
}
