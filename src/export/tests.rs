//! One archive in every format: the same rows, the same numbers, nothing that a spreadsheet would run.

use super::*;
use crate::batch::{self, Journal, Output, Plan, Settings};
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field as Cell;
use std::collections::BTreeMap as Map;
use std::fs::{self, File};
use std::path::PathBuf;

fn report(year: u16, carried_in: u16) -> String {
    format!(
        "甲县乙镇{year}年政府信息公开工作年度报告\n一、总体情况\n=1+1 是本年的要求。\n\
        二、主动公开政府信息情况\n信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t25.10\n\
        三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\t3\t0\t0\t0\t0\t0\t3\n\
        二、上年结转政府信息公开申请数量\t{carried_in}\t0\t0\t0\t0\t0\t{carried_in}\n\
        四、结转下年度继续办理\t2\t0\t0\t0\t0\t0\t2\n"
    )
}

/// The archive of two years and a copy of one.
fn archive() -> (tempfile::TempDir, Archive) {
    let folder = tempfile::tempdir().expect("a folder");
    let (input, out) = (folder.path().join("in"), folder.path().join("out"));
    fs::create_dir(&input).expect("made");
    let files =
        [("2021.txt", report(2021, 0)), ("2022.txt", report(2022, 9)), ("2022b.txt", report(2022, 9))];
    for (name, text) in files {
        fs::write(input.join(name), text).expect("written");
    }
    let output = Output::open(&out, std::slice::from_ref(&input)).expect("writable");
    let journal = Journal::open(&output, "", false).expect("writable");
    let settings = Settings::default();
    batch::run(&batch::discover(&[input]), &Plan::in_process(&settings, &output, &journal), &|_| ())
        .expect("a run");
    let archive = Archive::open(&out).expect("an archive");
    (folder, archive)
}

fn exported(format: Format) -> (tempfile::TempDir, PathBuf) {
    let (folder, archive) = archive();
    let out = folder.path().join("export");
    export(&archive, format, &Name::ALL, &out, false).expect("exported");
    (folder, out)
}

/// Source, field and status to the number, as text.
type Numbers = Map<(String, String, String), String>;

fn from_csv() -> Numbers {
    let (_folder, out) = exported(Format::Csv);
    let mut reader = ::csv::Reader::from_path(out.join("cells.csv")).expect("CSV");
    let head = reader.headers().expect("a header").clone();
    let at =
        |name: &str| head.iter().position(|h| h.trim_start_matches('\u{feff}') == name).expect("a column");
    let columns = ["source", "field", "status", "value"].map(at);
    let row = |record: ::csv::StringRecord| columns.map(|c| record.get(c).unwrap_or_default().to_owned());
    reader.records().map(|r| row(r.expect("a row"))).map(|[s, f, t, v]| ((s, f, t), v)).collect()
}

fn from_sqlite() -> Numbers {
    let (_folder, out) = exported(Format::Sqlite);
    let database = rusqlite::Connection::open(out).expect("a database");
    let mut query = database.prepare("SELECT source, field, status, value FROM cells").expect("a table");
    let number = |v: rusqlite::types::Value| match v {
        rusqlite::types::Value::Null => String::new(),
        rusqlite::types::Value::Integer(n) => n.to_string(),
        rusqlite::types::Value::Real(n) => n.to_string(),
        rusqlite::types::Value::Text(t) => t,
        rusqlite::types::Value::Blob(_) => "a blob".to_owned(),
    };
    let rows =
        query.query_map([], |r| Ok(((r.get(0)?, r.get(1)?, r.get(2)?), number(r.get(3)?)))).expect("rows");
    rows.map(|r| r.expect("a row")).collect()
}

fn from_parquet() -> Numbers {
    let (_folder, out) = exported(Format::Parquet);
    let reader =
        SerializedFileReader::new(File::open(out.join("cells.parquet")).expect("opened")).expect("Parquet");
    let text = |cell: &Cell| match cell {
        Cell::Null => String::new(),
        Cell::Str(text) => text.clone(),
        other => shortest(&other.to_string()),
    };
    reader
        .get_row_iter(None)
        .expect("rows")
        .map(|row| {
            let row: Map<String, String> = row
                .expect("a row")
                .get_column_iter()
                .map(|(name, cell)| (name.clone(), text(cell)))
                .collect();
            let get = |name: &str| row.get(name).cloned().unwrap_or_default();
            ((get("source"), get("field"), get("status")), get("value"))
        })
        .collect()
}

fn shortest(number: &str) -> String {
    number.parse::<rust_decimal::Decimal>().map_or_else(|_| number.to_owned(), |n| n.normalize().to_string())
}

#[test]
fn every_format_holds_the_same_numbers() {
    let csv = from_csv();
    assert_eq!(csv.len(), 600, "200 fields of three reports");
    let fee = csv.iter().find(|((s, f, _), _)| s == "2021.txt" && f == "proactive.fees.amount");
    assert_eq!(fee.map(|(_, v)| v.as_str()), Some("25.1"));
    assert_eq!(csv, from_sqlite());
    assert_eq!(csv, from_parquet());
}

#[test]
fn no_text_can_become_a_formula() {
    let (_folder, out) = exported(Format::Csv);
    let dangerous = |field: &str| field.starts_with(['=', '@']) || field.starts_with("+1");
    let mut meant = 0;
    for table in ["reports", "cells", "findings", "sections", "narrative"] {
        let mut reader = ::csv::Reader::from_path(out.join(table).with_extension("csv")).expect("CSV");
        for field in
            reader.records().flat_map(|r| r.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>())
        {
            meant += usize::from(field.contains("=1+1 是本年的要求"));
            assert!(!dangerous(&field), "{table}: {field}");
        }
    }
    assert_eq!(meant, 3, "the text of each report is there, told apart from a formula");
}

#[test]
fn findings_over_years_and_copies_are_told() {
    let (_folder, out) = exported(Format::Sqlite);
    let database = rusqlite::Connection::open(out).expect("a database");
    let one = |query: &str| database.query_row(query, [], |r| r.get::<_, String>(0)).expect("a row");
    assert_eq!(one("SELECT source FROM findings WHERE rule = 'years.carry_over' LIMIT 1"), "2022.txt");
    assert_eq!(one("SELECT copy_of FROM reports WHERE source = '2022b.txt'"), "2022.txt");
}

#[test]
fn what_is_there_is_replaced_only_by_force() {
    let (folder, archive) = archive();
    let out = folder.path().join("book.xlsx");
    export(&archive, Format::Xlsx, &Name::ALL, &out, false).expect("exported");
    assert!(fs::read(&out).expect("read").starts_with(b"PK"));
    assert!(export(&archive, Format::Xlsx, &Name::ALL, &out, false).is_err());
    assert!(export(&archive, Format::Xlsx, &Name::ALL, &out, true).is_ok());
}

#[test]
fn every_column_is_described_in_the_data_package() {
    let (_folder, out) = exported(Format::Jsonl);
    let text = fs::read_to_string(out.join("datapackage.json")).expect("read");
    let package: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let resources = package["resources"].as_array().expect("resources");
    assert_eq!(resources.len(), Name::ALL.len());
    for field in resources.iter().flat_map(|r| r["schema"]["fields"].as_array().into_iter().flatten()) {
        assert!(field["description"].as_str().is_some_and(|d| !d.is_empty()), "{field}");
    }
}
