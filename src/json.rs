//! The report document: keys in a fixed order, exact decimals, and its JSON Schema.

use crate::form;
use crate::model::{
    Agency, Cell, Contact, ExtraRow, Finding, Method, Narrative, Period, Report, ReportSection, SCHEMA,
    Source, Status, Tables,
};
use rust_decimal::Decimal;
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
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

/// The JSON Schema (draft 2020-12) of the report document.
pub fn schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let mut properties = Map::new();
    properties.insert("schema".into(), json!({ "const": SCHEMA }));
    properties.insert("source".into(), of::<Source>(&mut generator));
    properties.insert("title".into(), nullable("string"));
    properties.insert("year".into(), nullable("integer"));
    properties.insert("template".into(), json!({ "enum": ["2019", "2021", "2014", "free", null] }));
    properties.insert("agency".into(), of::<Agency>(&mut generator));
    properties.insert("period".into(), of::<Option<Period>>(&mut generator));
    properties.insert("contact".into(), of::<Contact>(&mut generator));
    properties.insert("sections".into(), of::<Vec<ReportSection>>(&mut generator));
    properties.insert("tables".into(), tables_schema());
    properties.insert("evidence".into(), evidence_schema(&mut generator));
    properties.insert("extra_rows".into(), of::<Vec<ExtraRow>>(&mut generator));
    properties.insert("narrative".into(), of::<Vec<Narrative>>(&mut generator));
    properties.insert("findings".into(), of::<Vec<Finding>>(&mut generator));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "One government-information annual report",
        "type": "object",
        "required": properties.keys().collect::<Vec<_>>(),
        "additionalProperties": false,
        "properties": properties,
        "$defs": generator.take_definitions(true),
    })
}

fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    generator.subschema_for::<T>().to_value()
}

fn nullable(kind: &str) -> Value {
    json!({ "type": [kind, "null"] })
}

/// The paths of every form, nested; each number may be null.
fn tables_schema() -> Value {
    let mut root = Map::new();
    for field in form::all().iter().flat_map(|f| &f.fields) {
        insert(&mut root, &field.id, json!({ "description": field.label, "type": ["number", "null"] }));
    }
    closed(root)
}

/// Turns nested maps of fields into object schemas that allow nothing else.
fn closed(fields: Map<String, Value>) -> Value {
    let close = |value: Value| match value {
        Value::Object(map) if !map.contains_key("type") => closed(map),
        leaf => leaf,
    };
    let properties: Map<String, Value> = fields.into_iter().map(|(k, v)| (k, close(v))).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

fn evidence_schema(generator: &mut SchemaGenerator) -> Value {
    json!({
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "required": ["raw", "status", "page", "bbox", "method"],
            "additionalProperties": false,
            "properties": {
                "raw": nullable("string"),
                "status": of::<Status>(generator),
                "page": nullable("integer"),
                "bbox": { "type": ["array", "null"], "items": { "type": "number" }, "minItems": 4, "maxItems": 4 },
                "method": of::<Option<Method>>(generator),
                "readings": { "type": "array", "items": { "type": "number" } },
            },
        },
    })
}
