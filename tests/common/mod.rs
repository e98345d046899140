//! The real binary on folders made for the test, for the tests of the batch.
#![allow(dead_code, reason = "each test binary uses its part")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A report as text, complete enough to be one.
pub const REPORT: &str = "某县2021年政府信息公开工作年度报告\n\
    一、总体情况\n公开有序，工作平稳。\n\
    二、主动公开政府信息情况\n\
    信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t2\t0\t9\n\
    三、收到和处理政府信息公开申请情况\n\
    一、本年新收政府信息公开申请数量\t3\t1\t0\t0\t0\t0\t4\n\
    四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n力量不足。\n六、其他需要报告的事项\n无。\n";

/// A report of another agency: other bytes, and as good.
pub fn report(n: usize) -> Vec<u8> {
    REPORT.replace("某县", &format!("第{n}号县")).into_bytes()
}

/// A file that acts where mocks are allowed.
pub fn mock(act: &str) -> Vec<u8> {
    format!("#!gongkai-mock {act}\n{REPORT}").into_bytes()
}

/// The program, allowed to act out mock files.
pub fn command(args: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(args).current_dir(folder);
    if args.first() == Some(&"extract") {
        command.arg("--mock");
    }
    command
}

pub fn gongkai(args: &[&str], folder: &Path) -> Output {
    command(args, folder).output().expect("the binary runs")
}

pub fn write(root: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("made");
    fs::write(path, bytes).expect("written");
}

pub fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        write(root.path(), name, bytes);
    }
    root
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Every file below a folder with its bytes, but for `run.json`, which holds the clock.
pub fn contents(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("listed") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.file_name().is_some_and(|n| n != "run.json") {
                let bytes = fs::read(&path).expect("read");
                found.insert(path.strip_prefix(root).expect("below").to_path_buf(), bytes);
            }
        }
    }
    found
}

/// Fails with the names of the files that are not in both folders with the same bytes.
pub fn assert_same(one: &Path, two: &Path) {
    let (one, two) = (contents(one), contents(two));
    let differ = |a: &BTreeMap<PathBuf, Vec<u8>>, b: &BTreeMap<PathBuf, Vec<u8>>| -> Vec<PathBuf> {
        a.iter().filter(|(name, bytes)| b.get(*name) != Some(*bytes)).map(|(name, _)| name.clone()).collect()
    };
    assert_eq!((differ(&one, &two), differ(&two, &one)), (vec![], vec![]));
    assert!(!one.is_empty());
}

/// The lines of `outcomes.jsonl`.
pub fn outcomes(out: &Path) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(out.join("outcomes.jsonl")).expect("outcomes");
    text.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect()
}

/// The outcome of one input.
pub fn outcome(out: &Path, path: &str) -> serde_json::Value {
    outcomes(out).into_iter().find(|o| o["path"] == path).unwrap_or_else(|| panic!("{path} has no outcome"))
}
