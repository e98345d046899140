//! Files made to do harm, one and more for each format, with the outcome of each: none of them crashes, hangs or is
//! taken for what it is not, and none is `crashed`, `bug`, `timed_out` or `out_of_memory`.

mod common;
mod made;

use common::{assert_same, contents, folder, gongkai, outcomes, report, text, write};
use made::{Hostile, all};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A folder with forty good files, `alone` and `among` the hostile ones, both read.
static READ: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let root = folder(&[]);
    for i in 0..40 {
        write(root.path(), &format!("alone/good/{i}.txt"), report(i));
        write(root.path(), &format!("among/good/{i}.txt"), report(i));
    }
    for Hostile { name, bytes, .. } in all() {
        write(root.path(), &format!("among/hostile/{name}"), &bytes);
        // Kept for scripts/measure_batch.py, where somebody wants them.
        if let Some(kept) = std::env::var_os("GONGKAI_HOSTILE") {
            write(Path::new(&kept), &name, bytes);
        }
    }
    for (input, out, code) in [("alone", "one", 0), ("among", "two", 2)] {
        let run = gongkai(&["extract", input, "-o", out, "-q"], root.path());
        assert_eq!(run.status.code(), Some(code), "{}", text(&run.stderr));
    }
    root
});

#[test]
fn every_hostile_file_ends_in_its_outcome() {
    let ended = |o: &serde_json::Value| {
        let word = |key: &str| o[key].as_str().map(str::to_owned);
        (word("path").unwrap_or_default(), word("kind").unwrap_or_else(|| "ok".into()))
    };
    let found: BTreeMap<String, String> = outcomes(&READ.path().join("two")).iter().map(ended).collect();
    let hostile = all();
    let wrong: Vec<String> = hostile
        .iter()
        .map(|h| (h, found.get(&format!("hostile/{}", h.name))))
        .filter(|(h, kind)| kind.map(String::as_str) != Some(h.outcome))
        .map(|(h, kind)| format!("{}: {kind:?} instead of {}", h.name, h.outcome))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(hostile.len() > 60 && found.len() == hostile.len() + 40);
}

#[test]
fn good_files_among_hostile_ones_give_the_bytes_they_give_alone() {
    let good = |out: &str| -> BTreeMap<PathBuf, Vec<u8>> {
        let reports = contents(&READ.path().join(out).join("reports")).into_iter();
        reports.filter(|(name, _)| name.to_string_lossy().starts_with("good-")).collect()
    };
    assert_eq!(good("one").len(), 40);
    assert!(good("one") == good("two"), "a report differs");
    let lines = |out: &str| -> Vec<serde_json::Value> {
        let all = outcomes(&READ.path().join(out)).into_iter();
        all.filter(|o| o["path"].as_str().is_some_and(|p| p.starts_with("good/"))).collect()
    };
    assert_eq!(lines("one"), lines("two"));
}

#[test]
fn hostile_files_give_the_same_bytes_in_one_process() {
    gongkai(&["extract", "among", "-o", "here", "-q", "--in-process", "-j", "1"], READ.path());
    assert_same(&READ.path().join("two"), &READ.path().join("here"));
}
