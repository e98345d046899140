//! The JSON Schema of the report document.

use crate::form;
use crate::model::{
    Agency, Contact, ExtraRow, Finding, Method, Narrative, Period, ReportSection, SCHEMA, Source, Status,
};
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

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
    for field in form::all().flat_map(|f| &f.fields) {
        insert(&mut root, &field.id, json!({ "description": field.label, "type": ["number", "null"] }));
    }
    closed(root)
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
