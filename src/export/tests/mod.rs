//! One archive in every format: the same rows, the same values, nothing that a spreadsheet would run.

mod grids;
mod made;

use super::*;
use grids::Grid;
use made::{LONG, Made, NASTY};
use std::fs;

/// Each table of the archive as one format holds it.
fn grids(format: Format) -> Vec<Grid> {
    let made = Made::nasty();
    let (out, _) = made.exported(format);
    tables().iter().map(|table| grids::read(format, &out, table)).collect()
}

/// A grid whose texts are changed.
fn with_texts(table: &Table, grid: &Grid, change: impl Fn(&str) -> String) -> Grid {
    let value = |(column, value): (&Column, &Option<String>)| {
        value.as_deref().map(|v| if column.kind == Kind::Text { change(v) } else { v.to_owned() })
    };
    grid.iter().map(|row| table.columns.iter().zip(row).map(value).collect()).collect()
}

#[test]
fn every_format_holds_the_same_rows() {
    let exact = grids(Format::Jsonl);
    let rows: Vec<usize> = exact.iter().map(Vec::len).collect();
    assert_eq!(rows[..2], [3, 600], "three reports of 200 numbers");
    assert!(rows.iter().all(|n| *n > 0), "each table has rows: {rows:?}");
    assert!(grids(Format::Sqlite) == exact, "SQLite");
    assert!(grids(Format::Parquet) == exact, "Parquet");
    for ((table, exact), csv) in tables().iter().zip(&exact).zip(grids(Format::Csv)) {
        let shown = with_texts(table, exact, |text| formula::harmless(text).into_owned());
        assert!(csv == shown, "CSV: {}", table.name);
    }
}

#[test]
fn a_workbook_holds_the_same_rows_and_says_where_a_text_is_cut() {
    const KEPT: usize = 30_000;
    let start = |text: &str| text.chars().take(KEPT).collect::<String>();
    for ((table, exact), book) in tables().iter().zip(grids(Format::Jsonl)).zip(grids(Format::Xlsx)) {
        assert!(with_texts(table, &exact, start) == with_texts(table, &book, start), "{}", table.name);
        let cut = book.iter().flatten().flatten().filter(|v| v.contains("全文见其他格式")).count();
        assert_eq!(cut, usize::from(table.name == Name::Sections), "{}", table.name);
    }
}

#[test]
fn what_was_published_is_in_the_rows() {
    let cells = grids(Format::Csv).swap_remove(1);
    let table = &tables()[1];
    let at = |name: &str| table.position(name).expect("a column");
    let of = |source: &str, field: &str, column: &str| {
        let mut rows = cells.iter().filter(|r| r[at("source")].as_deref() == Some(source));
        let row = rows.find(|r| r[at("field")].as_deref() == Some(field)).expect("a row");
        row[at(column)].clone().unwrap_or_default()
    };
    assert_eq!(of("2021.txt", "proactive.fees.amount", "value"), "25.1");
    assert_eq!(of("2021.txt", "proactive.fees.amount", "raw"), "25.10");
    assert_eq!(of("2021.txt", "proactive.fees.amount", "unit"), "万元");
    assert_eq!(of("2022.txt", "requests.granted.total", "status"), "absent");
    assert_eq!(of("2022.txt", "requests.granted.total", "value"), "", "blank is not 0");
    assert!(of("2022.txt", "requests.carried_in.total", "findings").contains("years.carry_over"));
    assert_eq!(of("2022b.txt", "requests.received.total", "copy_of"), "2022.txt");
}

#[test]
fn no_text_can_become_a_formula() {
    let mut met = 0;
    for (table, grid) in tables().iter().zip(grids(Format::Csv)) {
        for (column, value) in grid.iter().flat_map(|row| table.columns.iter().zip(row)) {
            let value = value.as_deref().unwrap_or_default();
            let is_number = value.parse::<rust_decimal::Decimal>().is_ok();
            let starts = value.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
            assert!(is_number || !starts, "{}.{}: {value:?}", table.name, column.name);
            met += usize::from(value.contains('\''));
        }
    }
    assert!(met >= NASTY.len(), "the texts are there, told apart from formulas: {met}");
}

#[test]
fn a_workbook_has_no_formulas_and_keeps_headers_filters_and_comments() {
    let made = Made::nasty();
    let (out, _) = made.exported(Format::Xlsx);
    let cells = grids::part(&out, "xl/worksheets/sheet3.xml");
    assert!(!cells.contains("<f>"), "no formula");
    assert!(cells.contains(r#"<pane xSplit="4" ySplit="2""#), "headers and the first columns stay");
    assert!(cells.contains(r#"<autoFilter ref="A2:"#), "a filter below the English names");
    let comments = grids::part(&out, "xl/comments1.xml");
    assert!(comments.contains("years.carry_over"), "a comment names the rule");
    let names = grids::part(&out, "xl/workbook.xml");
    for name in ["说明 Read me", "reports 报告", "cells 单元格", "findings 核查结果"] {
        assert!(names.contains(name), "{name}");
    }
}

#[test]
fn a_workbook_says_in_itself_what_it_cannot_hold() {
    let made = Made::nasty();
    let (out, written) = made.exported(Format::Xlsx);
    let remark = written.remarks.first().expect("a text is cut");
    assert!(remark.starts_with("1 texts are cut"), "{remark}");
    let strings = grids::part(&out, "xl/sharedStrings.xml");
    assert!(strings.contains(remark), "the read-me sheet has it too");
}

#[test]
fn a_number_that_a_format_cannot_hold_is_told() {
    let made = Made::with(|report| {
        report["tables"]["proactive"]["fees"]["amount"] = made::number("0.12345678901");
    });
    let (out, written) = made.exported(Format::Parquet);
    assert!(written.remarks.concat().contains("2021.txt, value: 0.12345678901"), "{:?}", written.remarks);
    let table = &tables()[1];
    let held = grids::read(Format::Parquet, &out, table);
    assert!(held.iter().flatten().flatten().all(|v| !v.starts_with("0.123")), "and not rounded");
}

#[test]
fn findings_over_years_and_copies_are_told() {
    let made = Made::nasty();
    let (out, _) = made.exported(Format::Sqlite);
    let database = rusqlite::Connection::open(&out).expect("a database");
    let one = |query: &str| database.query_row(query, [], |r| r.get::<_, String>(0)).expect("a row");
    assert_eq!(one("SELECT source FROM findings WHERE rule = 'years.carry_over' LIMIT 1"), "2022.txt");
    assert_eq!(one("SELECT copy_of FROM reports WHERE source = '2022b.txt'"), "2022.txt");
    assert_eq!(one("SELECT reports || ' ' || first_year || ' ' || last_year FROM coverage"), "2 2021 2022");
    assert_eq!(one("SELECT count(*) || '' FROM numbers WHERE source = '2022b.txt'"), "0");
    assert_eq!(one("SELECT label FROM columns WHERE column_name = 'year' LIMIT 1"), "年度");
}

#[test]
fn the_same_archive_gives_the_same_bytes() {
    for format in [Format::Csv, Format::Xlsx, Format::Parquet, Format::Sqlite, Format::Jsonl] {
        let made = Made::nasty();
        let (one, _) = made.exported(format);
        let two = one.with_extension("again");
        export(&made.archive, &Part::default(), format, &two, false).expect("exported");
        assert!(made::bytes(&one) == made::bytes(&two), "{format:?}");
    }
}

#[test]
fn nothing_else_is_left_beside_an_export() {
    for format in [Format::Csv, Format::Xlsx, Format::Parquet, Format::Sqlite, Format::Jsonl] {
        let made = Made::nasty();
        let (out, _) = made.exported(format);
        let beside = fs::read_dir(out.parent().expect("a folder")).expect("listed");
        let names: Vec<_> = beside.map(|e| e.expect("an entry").file_name()).collect();
        assert_eq!(names, [out.file_name().expect("a name")], "{format:?}");
    }
}

#[test]
fn what_is_there_is_replaced_only_by_force() {
    let made = Made::nasty();
    let (out, _) = made.exported(Format::Xlsx);
    assert!(fs::read(&out).expect("read").starts_with(b"PK"));
    assert!(export(&made.archive, &Part::default(), Format::Xlsx, &out, false).is_err());
    assert!(export(&made.archive, &Part::default(), Format::Xlsx, &out, true).is_ok());
}

#[test]
fn a_part_of_an_archive_is_that_part() {
    let made = Made::nasty();
    let part = |years| Part {
        selection: Selection { years: Some(years), ..Selection::default() },
        ..Part::default()
    };
    let out = made.place("part");
    let written = export(&made.archive, &part(2022..=2022), Format::Jsonl, &out, false).expect("exported");
    assert_eq!(written.rows[..2], [(Name::Reports, 2), (Name::Cells, 400)]);
    let findings = fs::read_to_string(out.join("findings.jsonl")).expect("read");
    assert!(findings.contains("years.carry_over"), "the year before is still compared with");
}

#[test]
fn every_column_is_described_in_the_data_package() {
    for format in [Format::Csv, Format::Parquet, Format::Jsonl] {
        let made = Made::nasty();
        let (out, _) = made.exported(format);
        let text = fs::read_to_string(out.join("datapackage.json")).expect("read");
        let package: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let resources = package["resources"].as_array().expect("resources");
        assert_eq!(resources.len(), Name::ALL.len());
        for (resource, table) in resources.iter().zip(tables()) {
            assert!(out.join(resource["path"].as_str().expect("a path")).is_file(), "{}", table.name);
            let fields = resource["schema"]["fields"].as_array().expect("fields");
            let names: Vec<_> = fields.iter().filter_map(|f| f["name"].as_str()).collect();
            assert_eq!(names, table.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>());
            assert!(fields.iter().all(|f| f["description"].as_str().is_some_and(|d| !d.is_empty())));
        }
    }
}

#[test]
fn long_texts_and_odd_characters_are_whole_but_for_what_is_no_character() {
    let sections = grids(Format::Parquet).swap_remove(3);
    let texts: Vec<&str> = sections.iter().flatten().flatten().map(String::as_str).collect();
    assert!(texts.iter().any(|t| t.chars().count() == LONG), "a text of {LONG} characters");
    assert!(texts.contains(&"\"引号\"，逗号,\n换行\t制表���"), "quotes, commas, line feeds and tabs stay");
}
