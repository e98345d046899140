//! What the README promises of a run: one outcome a file, and nothing stops it. The real binary with files that
//! misbehave on purpose.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

fn report(n: usize) -> String {
    format!(
        "某县{n}镇2021年政府信息公开工作年度报告\n一、总体情况\n公开有序。\n三、收到和处理政府信息公开申请情况\n\
        一、本年新收政府信息公开申请数量\t{n}\t1\t0\t0\t0\t0\t{}\n",
        n + 1
    )
}

/// A folder `in` with good reports and others.
fn folder(good: usize, others: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    let input = root.path().join("in");
    fs::create_dir(&input).expect("made");
    for n in 0..good {
        fs::write(input.join(format!("good-{n:03}.txt")), report(n)).expect("written");
    }
    for (name, text) in others {
        fs::write(input.join(name), text).expect("written");
    }
    root
}

fn command(root: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(["extract", "in", "-o", "out", "--mock"]).args(args).current_dir(root);
    command
}

fn run(root: &Path, args: &[&str]) -> Output {
    command(root, args).output().expect("the binary runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Each input's outcome line.
fn outcomes(root: &Path) -> BTreeMap<String, serde_json::Value> {
    let text = fs::read_to_string(root.join("out/outcomes.jsonl")).expect("outcomes");
    let line = |l: &str| serde_json::from_str::<serde_json::Value>(l).expect("JSON");
    text.lines().map(line).map(|v| (v["path"].as_str().unwrap_or_default().to_owned(), v)).collect()
}

/// The reports and the outcomes of a run.
fn results(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let reports =
        fs::read_dir(root.join("out/reports")).expect("listed").map(|e| e.expect("an entry").path());
    let mut all: Vec<PathBuf> = reports.chain([root.join("out/outcomes.jsonl")]).collect();
    all.sort();
    all.into_iter()
        .map(|p| (p.strip_prefix(root).expect("below").to_path_buf(), fs::read(&p).expect("read")))
        .collect()
}

const BAD: [(&str, &str, &str); 5] = [
    ("bad-hang.txt", "#!gongkai-mock hang", "timed_out"),
    ("bad-allocate.txt", "#!gongkai-mock allocate", "out_of_memory"),
    ("bad-overflow.txt", "#!gongkai-mock overflow", "crashed"),
    ("bad-exit.txt", "#!gongkai-mock exit", "crashed"),
    ("bad-abort.txt", "#!gongkai-mock abort", "crashed"),
];

#[cfg(unix)]
#[test]
fn no_file_stops_hangs_or_changes_the_result_of_another() {
    let alone = folder(12, &[]);
    assert_eq!(run(alone.path(), &[]).status.code(), Some(0));
    let bad: Vec<(&str, &str)> = BAD.iter().map(|(name, text, _)| (*name, *text)).collect();
    let among = folder(12, &bad);
    let output =
        run(among.path(), &["--limit", "seconds=2", "--limit", "memory_bytes=300000000", "--jobs", "2"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let found = outcomes(among.path());
    assert_eq!(found.len(), 12 + BAD.len());
    for (name, _, kind) in BAD {
        assert_eq!(found[name]["kind"], kind, "{}", found[name]);
    }
    assert!(
        found["bad-hang.txt"]["detail"].as_str().is_some_and(|d| d.contains("seconds") && d.contains('2'))
    );
    assert!(found["bad-allocate.txt"]["detail"].as_str().is_some_and(|d| d.contains("memory_bytes")));
    let reports = |root: &Path| -> Vec<_> {
        results(root).into_iter().filter(|(p, _)| p.starts_with("out/reports")).collect()
    };
    assert_eq!(
        reports(among.path()),
        reports(alone.path()),
        "good files byte for byte as without the bad ones"
    );
}

#[test]
fn workers_and_threads_give_the_same_bytes() {
    let root = folder(8, &[("none.txt", "一则消息")]);
    run(root.path(), &["--in-process"]);
    let threads = results(root.path());
    run(root.path(), &["--force", "--jobs", "3"]);
    assert_eq!(results(root.path()), threads);
}

#[test]
fn a_second_run_reads_only_what_has_changed() {
    let root = folder(5, &[]);
    assert!(!stderr(&run(root.path(), &[])).contains("unchanged"));
    let first = results(root.path());
    assert!(
        stderr(&run(root.path(), &[])).contains("unchanged since the last run          5"),
        "all are known"
    );
    assert_eq!(results(root.path()), first);
    fs::write(root.path().join("in/good-001.txt"), report(77)).expect("written");
    fs::remove_file(root.path().join("in/good-002.txt")).expect("removed");
    let third = stderr(&run(root.path(), &[]));
    assert!(third.contains("unchanged since the last run          3"), "{third}");
    assert!(third.contains("inputs gone, reports kept             1"), "{third}");
    assert!(!stderr(&run(root.path(), &["--force"])).contains("unchanged"));
    // What is no report any more has none, not even an old one.
    let reports = || fs::read_dir(root.path().join("out/reports")).expect("listed").count();
    let before = reports();
    fs::write(root.path().join("in/good-003.txt"), "一则消息").expect("written");
    run(root.path(), &[]);
    assert_eq!(reports(), before - 1);
    // Other options are another run.
    assert!(!stderr(&run(root.path(), &["--limit", "pages=9"])).contains("unchanged"));
}

#[test]
fn a_run_that_is_killed_is_finished_by_the_next_to_the_same_bytes() {
    let whole = folder(40, &[]);
    run(whole.path(), &[]);
    let undisturbed = results(whole.path());
    let root = folder(40, &[]);
    for round in 0..10_u64 {
        let mut running = command(root.path(), &["--quiet", "--jobs", "1"])
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs");
        // Later each round, so that kills fall on the start, the middle and the end of a run.
        thread::sleep(Duration::from_millis(round * 17 + 3));
        running.kill().expect("killed");
        running.wait().expect("ended");
    }
    run(root.path(), &[]);
    assert_eq!(results(root.path()), undisturbed);
    assert!(
        !fs::read_dir(root.path().join("out/reports"))
            .expect("listed")
            .any(|e| { e.expect("an entry").path().extension().is_some_and(|x| x == "partial") })
    );
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_is_finished_and_lists_the_rest() {
    let hang: Vec<(&str, &str)> = vec![("aa-hang.txt", "#!gongkai-mock hang")];
    let root = folder(3, &hang);
    let mut running =
        command(root.path(), &["--jobs", "1"]).stderr(Stdio::piped()).spawn().expect("the binary runs");
    thread::sleep(Duration::from_millis(700));
    let interrupted = Command::new("kill").args(["-INT", &running.id().to_string()]).status();
    assert!(interrupted.expect("kill runs").success());
    assert_eq!(running.wait().expect("ended").code(), Some(2));
    let record: serde_json::Value =
        serde_json::from_slice(&fs::read(root.path().join("out/run.json")).expect("read")).expect("JSON");
    // The hanging file is given up at once: nobody waits for its time to pass.
    assert_eq!(record["not_done"].as_array().map(Vec::len), Some(4), "{record}");
    assert_eq!(outcomes(root.path()).len(), 0);
    run(root.path(), &["--limit", "seconds=3"]);
    assert_eq!(outcomes(root.path()).len(), 4, "the next run does the rest");
}

#[test]
fn an_unknown_limit_is_bad_usage() {
    let root = folder(1, &[]);
    let output = run(root.path(), &["--limit", "pagse=3"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("pagse"), "{}", stderr(&output));
}
