//! The document holds every field once, at its path, as exact numbers.

use super::{ParseError, parse, schema, text};
use crate::form::{self, Form};
use crate::model::{Agency, Cell, Contact, Format, Method, Place, Rect, Report, Source, Status, Tables};
use rust_decimal::Decimal;
use serde_json::Value;

fn report(cells: Vec<Cell>) -> Report {
    Report {
        source: Source {
            path: "a.txt".into(),
            sha256: String::new(),
            bytes: 0,
            format: Format::Text,
            pages: None,
        },
        title: None,
        year: None,
        agency: Agency::default(),
        period: None,
        contact: Contact::default(),
        sections: Vec::new(),
        tables: Tables { template: Some("2021".into()), cells, extra_rows: Vec::new() },
        narrative: Vec::new(),
        warnings: vec![],
        findings: Vec::new(),
    }
}

fn parsed(report: &Report) -> Value {
    serde_json::from_str(&text(report)).expect("JSON")
}

fn absent(form: &Form) -> Vec<Cell> {
    form.fields.iter().map(|f| Cell::absent(f.id.clone())).collect()
}

/// Numbers and nulls below a value.
fn leaves(value: &Value) -> usize {
    value.as_object().map_or(1, |map| map.values().map(leaves).sum())
}

#[test]
fn every_field_of_every_form_has_one_place_in_the_tables() {
    for form in form::all() {
        let text = text(&report(absent(form)));
        let value: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(leaves(&value["tables"]), form.fields.len(), "{} {}", form.id(), form.merged);
        // A key given twice would leave fewer leaves than lines.
        let tables =
            &text[text.find("\"tables\"").expect("tables")..text.find("\"evidence\"").expect("evidence")];
        assert_eq!(tables.matches(": null").count(), form.fields.len(), "{} {}", form.id(), form.merged);
    }
}

#[test]
fn numbers_are_exact_and_without_needless_zeros() {
    let mut cells = absent(form::get("2021").expect("embedded"));
    for (cell, value) in cells.iter_mut().zip(["0.10", "-3", "25.100", "12345678901234.5678", "7.0"]) {
        cell.value = value.parse::<Decimal>().ok();
    }
    let text = text(&report(cells));
    let tables =
        &text[text.find("\"tables\"").expect("tables")..text.find("\"evidence\"").expect("evidence")];
    for printed in [": 0.1,", ": -3,", ": 25.1", ": 12345678901234.5678", ": 7"] {
        assert!(tables.contains(printed), "{printed} in {tables}");
    }
}

#[test]
fn a_cell_tells_its_place_to_a_tenth_of_a_point() {
    let mut cells = absent(form::get("2021").expect("embedded"));
    let place = Place::on_page(4, Rect::new(514.149, 402.0, 534.8, 411.26));
    cells[0] = Cell {
        value: Some(Decimal::from(7)),
        raw: Some("7".into()),
        status: Status::Printed,
        place,
        method: Some(Method::Lattice),
        ..cells[0].clone()
    };
    let value = parsed(&report(cells.clone()));
    let proof = &value["evidence"][cells[0].field.as_str()];
    assert_eq!(proof["page"].to_string(), "4");
    assert_eq!(proof["bbox"].to_string(), "[514.1,402.0,534.8,411.3]");
    assert_eq!(proof["method"], "lattice");
    assert!(proof.get("readings").is_none());
}

#[test]
fn a_document_follows_its_schema() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    for form in form::all() {
        let value = parsed(&report(absent(form)));
        assert!(validator.is_valid(&value), "{} {}", form.id(), form.merged);
    }
}

#[test]
fn a_document_read_again_is_the_same_report() {
    let mut cells = absent(form::get("2021").expect("embedded"));
    for (cell, value) in cells.iter_mut().zip(["0.1", "-3", "12345678901234.5678"]) {
        cell.value = value.parse::<Decimal>().ok();
        cell.raw = Some(value.into());
        (cell.status, cell.method) = (Status::Solved, Some(Method::Run));
        cell.place = Place::on_page(4, Rect::new(514.1, 402.0, 534.8, 411.3));
    }
    cells[5].status = Status::Ambiguous;
    cells[5].readings = vec![Decimal::from(69), Decimal::new(31, 1)];
    let report = report(cells);
    assert_eq!(parse(&text(&report)).expect("a report"), report);
}

#[test]
fn a_document_of_another_version_is_refused_by_name() {
    let other = text(&report(Vec::new())).replace("gongkai/report/1", "gongkai/report/9");
    let error = parse(&other).expect_err("another version");
    assert!(matches!(error, ParseError::Schema(_)) && error.to_string().contains("report/9"), "{error}");
    assert!(matches!(parse("{"), Err(ParseError::Shape(_))));
}
