//! The report document: keys in a fixed order, exact decimals, and its JSON Schema.

use crate::model::{Cell, Report, SCHEMA, Tables};
use rust_decimal::Decimal;
use serde_json::{Map, Number, Value, json};

/// The report as the JSON document of schema [`SCHEMA`].
pub fn document(report: &Report) -> Value {
    json!({
        "schema": SCHEMA,
        "source": report.source,
        "title": report.title,
        "year": report.year,
        "template": report.tables.template,
        "agency": report.agency,
        "period": report.period,
        "contact": report.contact,
        "sections": report.sections,
        "tables": tables(&report.tables),
        "evidence": evidence(&report.tables),
        "extra_rows": report.tables.extra_rows,
        "narrative": report.narrative,
        "findings": report.findings,
    })
}

/// An exact JSON number: `0.10` is written as `0.1`, never through a binary float.
pub fn number(value: Decimal) -> Value {
    value.normalize().to_string().parse::<Number>().map_or(Value::Null, Value::Number)
}

fn tables(tables: &Tables) -> Value {
    let mut root = Map::new();
    for cell in &tables.cells {
        insert(&mut root, &cell.field, cell.value.map_or(Value::Null, number));
    }
    Value::Object(root)
}

/// Puts a value at a dotted path.
fn insert(node: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            node.insert(path.to_owned(), value);
        }
        Some((head, rest)) => {
            let child = node.entry(head).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(map) = child {
                insert(map, rest, value);
            }
        }
    }
}

fn evidence(tables: &Tables) -> Value {
    Value::Object(tables.cells.iter().map(|c| (c.field.to_string(), proof(c))).collect())
}

fn proof(cell: &Cell) -> Value {
    let bbox = cell.place.bbox.map(|b| [b.left, b.top, b.right, b.bottom].map(tenth));
    let mut map = json!({
        "raw": cell.raw,
        "status": cell.status,
        "page": cell.place.page,
        "bbox": bbox,
        "method": cell.method,
    });
    if let (Value::Object(map), false) = (&mut map, cell.readings.is_empty()) {
        map.insert("readings".into(), cell.readings.iter().copied().map(number).collect());
    }
    map
}

/// Points to one decimal: finer than a glyph can be placed by eye.
fn tenth(points: f32) -> Value {
    format!("{:.1}", points).parse::<Number>().map_or(Value::Null, Value::Number)
}
