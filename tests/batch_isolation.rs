//! No file can stop, hang or change the result of another.

mod common;

use common::{assert_same, command, folder, gongkai, mock, outcome, outcomes, report, text, write};
#[cfg(target_os = "linux")]
use std::path::Path;

/// A limit that no good file comes near, and that ends a hanging one within a test's patience.
const SOON: &str = "seconds=5";

#[test]
fn each_death_is_told_by_its_kind_and_ends_no_other_file() {
    let acts = ["hang", "allocate", "overflow", "panic", "exit", "abort"];
    let root = folder(&[]);
    for (i, act) in acts.iter().enumerate() {
        write(root.path(), &format!("in/{i}-{act}.txt"), mock(act));
        write(root.path(), &format!("in/{i}-good.txt"), report(i));
    }
    let out = gongkai(&["extract", "in", "-o", "out", "--limit", SOON], root.path());
    assert_eq!(out.status.code(), Some(2), "{}", text(&out.stderr));
    let out = root.path().join("out");
    let kinds = ["timed_out", "out_of_memory", "crashed", "bug", "crashed", "crashed"];
    for (i, (act, kind)) in acts.iter().zip(kinds).enumerate() {
        let bad = outcome(&out, &format!("{i}-{act}.txt"));
        assert_eq!(bad["kind"], kind, "{bad}");
        assert!(bad["sha256"].is_string() && bad["report"].is_null(), "{bad}");
        assert_eq!(outcome(&out, &format!("{i}-good.txt"))["outcome"], "ok");
    }
    assert!(outcome(&out, "0-hang.txt")["detail"].as_str().is_some_and(|d| d.contains("seconds")));
    assert!(outcome(&out, "1-allocate.txt")["detail"].as_str().is_some_and(|d| d.contains("memory_bytes")));
    assert!(outcome(&out, "2-overflow.txt")["detail"].as_str().is_some_and(|d| d.contains("stack")));
}

#[test]
fn good_files_give_the_same_bytes_with_and_without_bad_ones() {
    let root = folder(&[]);
    for i in 0..30 {
        write(root.path(), &format!("alone/{i}.txt"), report(i));
        write(root.path(), &format!("mixed/{i}.txt"), report(i));
    }
    for (i, act) in ["exit", "allocate", "overflow", "abort", "panic", "exit"].iter().enumerate() {
        write(root.path(), &format!("mixed/bad-{i}.txt"), mock(act));
    }
    gongkai(&["extract", "alone", "-o", "one", "-q"], root.path());
    gongkai(&["extract", "mixed", "-o", "two", "-q"], root.path());
    assert_eq!(outcomes(&root.path().join("two")).len(), 36);
    assert_same(&root.path().join("one/reports"), &root.path().join("two/reports"));
}

#[test]
fn a_file_that_killed_its_worker_is_tried_once_more() {
    let root = folder(&[]);
    let marker = root.path().join("marker");
    write(root.path(), "in/a.txt", mock(&format!("exit-once {}", marker.display())));
    let out = gongkai(&["extract", "in", "-o", "out"], root.path());
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert!(marker.exists(), "the first try was no try");
    assert_eq!(outcome(&root.path().join("out"), "a.txt")["outcome"], "ok");
}

#[test]
fn in_process_and_workers_write_the_same_bytes() {
    let root = folder(&[("in/bad.pdf", b"%PDF-1.4 broken"), ("in/c.txt", "会议通知".as_bytes())]);
    for i in 0..10 {
        write(root.path(), &format!("in/{i}.txt"), report(i));
    }
    gongkai(&["extract", "in", "-o", "apart", "-j", "8", "-q"], root.path());
    gongkai(&["extract", "in", "-o", "here", "-j", "1", "-q", "--in-process"], root.path());
    assert_same(&root.path().join("apart"), &root.path().join("here"));
}

#[test]
fn what_a_worker_says_on_its_standard_error_stays_there() {
    let root = folder(&[]);
    write(root.path(), "in/a.txt", mock("noise"));
    write(root.path(), "in/b.txt", mock("overflow"));
    let out = gongkai(&["extract", "in", "-o", "out", "-v"], root.path());
    let shown = text(&out.stderr);
    assert!(shown.contains("a.txt: ok"), "{shown}");
    assert!(!shown.contains("noise on") && !shown.contains("fatal runtime error"), "{shown}");
}

/// Workers end with their parent, even in the middle of a file.
#[cfg(target_os = "linux")]
#[test]
fn no_worker_outlives_its_parent() {
    if !Path::new(&format!("/proc/self/task/{}/children", std::process::id())).exists() {
        // A kernel that does not list children: nothing can be seen here.
        return;
    }
    let root = folder(&[]);
    write(root.path(), "in/a.txt", mock("hang"));
    let mut parent = command(&["extract", "in", "-o", "out", "-q"], root.path()).spawn().expect("started");
    let spawned_by_threads = || -> Vec<String> {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", parent.id())).into_iter().flatten();
        let children =
            tasks.flatten().filter_map(|t| std::fs::read_to_string(t.path().join("children")).ok());
        children.flat_map(|c| c.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    let workers = wait_for(|| Some(spawned_by_threads()).filter(|w| !w.is_empty()));
    parent.kill().expect("killed");
    parent.wait().expect("ended");
    wait_for(|| workers.iter().all(|w| is_over(w)).then_some(()));
}

/// Gone, or dead and only not yet waited for by whoever inherited it.
#[cfg(target_os = "linux")]
fn is_over(process: &str) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_none_or(|(_, rest)| rest.starts_with('Z'))
}

/// What becomes true, within a minute at most.
#[cfg(target_os = "linux")]
fn wait_for<T>(what: impl Fn() -> Option<T>) -> T {
    for _ in 0..6000 {
        if let Some(found) = what() {
            return found;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("it did not become true within a minute");
}
