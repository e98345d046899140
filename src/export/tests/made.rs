//! Archives made for the tests.

use super::super::*;
use crate::batch::{self, Journal, Output, Plan, Settings};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Texts that a spreadsheet may take for formulas.
pub const NASTY: [&str; 7] =
    ["=cmd|' /C calc'!A0", "+A1", "-A1+A2", "@SUM(A1)", "\t=1", "＝1+1", "全年\n=1+1"];
/// Characters of a text that no cell of Excel holds.
pub const LONG: usize = 40_000;

fn report(year: u16, carried_in: u16) -> String {
    format!(
        "甲县乙镇{year}年政府信息公开工作年度报告\n一、总体情况\n全年收到政府信息公开申请3件。\n\
        二、主动公开政府信息情况\n信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t25.10\n\
        三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\t3\t0\t0\t0\t0\t0\t3\n\
        二、上年结转政府信息公开申请数量\t{carried_in}\t0\t0\t0\t0\t0\t{carried_in}\n\
        四、结转下年度继续办理\t2\t0\t0\t0\t0\t0\t2\n"
    )
}

/// The archive of two years and a copy of one, in a folder of its own.
pub struct Made {
    folder: tempfile::TempDir,
    pub archive: Archive,
}

impl Made {
    /// An archive whose first report is changed after it was read.
    pub fn with(change: impl FnOnce(&mut Value)) -> Made {
        let folder = tempfile::tempdir().expect("a folder");
        let (input, run) = (folder.path().join("in"), folder.path().join("run"));
        fs::create_dir(&input).expect("made");
        for (name, text) in [("2021", report(2021, 0)), ("2022", report(2022, 9)), ("2022b", report(2022, 9))]
        {
            fs::write(input.join(name).with_extension("txt"), text).expect("written");
        }
        extract(&input, &run);
        change_first(&run, change);
        let archive = Archive::open(&run).expect("an archive");
        Made { folder, archive }
    }

    /// Its texts and numbers are those that break formats.
    pub fn nasty() -> Made {
        Made::with(|report| {
            let [title, address, phone, heading, quote, raw, email] = NASTY;
            report["title"] = json!(title);
            report["contact"] =
                json!({ "address": address, "postcode": "-1", "phone": phone, "email": email });
            report["sections"][0]["heading"] = json!(heading);
            report["sections"][0]["text"] = json!("长".repeat(LONG));
            report["sections"][1]["text"] = json!("\"引号\"，逗号,\n换行\t制表\0\u{1b}\r");
            report["narrative"][0]["quote"] = json!(quote);
            report["evidence"]["requests.received.total"]["raw"] = json!(raw);
            let received = &mut report["tables"]["requests"]["received"];
            received["natural_person"] = number("-18");
            received["business"] = number("0.10");
            received["research"] = number("12345678901234567890");
        })
    }

    /// A place outside of the run.
    pub fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join("exports").join(name)
    }

    /// All of it in a format: where, and what is said of it.
    pub fn exported(&self, format: Format) -> (PathBuf, Written) {
        let out = self.place("export");
        let written = export(&self.archive, &Part::default(), format, &out, false).expect("exported");
        (out, written)
    }
}

/// A number with all its digits.
pub fn number(digits: &str) -> Value {
    Value::Number(digits.parse().expect("a number"))
}

/// The bytes of a file, or of each file of a folder.
pub fn bytes(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = if path.is_dir() {
        fs::read_dir(path).expect("listed").map(|e| e.expect("an entry").path()).collect()
    } else {
        vec![path.to_path_buf()]
    };
    let name = |p: &Path| p.file_name().filter(|_| p != path).map(|n| n.to_string_lossy().into_owned());
    files.iter().map(|p| (name(p).unwrap_or_default(), fs::read(p).expect("read"))).collect()
}

fn extract(input: &Path, run: &Path) {
    let inputs = [input.to_path_buf()];
    let output = Output::open(run, &inputs).expect("writable");
    let journal = Journal::open(&output, "", false).expect("writable");
    let settings = Settings::default();
    batch::run(&batch::discover(&inputs), &Plan::in_process(&settings, &output, &journal), &|_| ())
        .expect("a run");
}

fn change_first(run: &Path, change: impl FnOnce(&mut Value)) {
    let outcomes = fs::read_to_string(run.join("outcomes.jsonl")).expect("read");
    let first: Value = serde_json::from_str(outcomes.lines().next().expect("a line")).expect("JSON");
    let path = run.join(first["report"].as_str().expect("a report"));
    let mut report = serde_json::from_str(&fs::read_to_string(&path).expect("read")).expect("JSON");
    change(&mut report);
    fs::write(path, report.to_string()).expect("written");
}
