//! The Frictionless data package beside the tables: every column described (`datapackage.json`).

use super::folder;
use super::value::Kind;
use super::{Column, Name, Table};
use crate::batch::Atomic;
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use std::path::Path;

/// The package's file, written when the tables are complete.
pub struct Pending {
    place: Atomic,
    text: String,
}

/// Places for the tables' files and for the package that describes them.
pub fn places(
    out: &Path,
    tables: &[Table],
    extension: &str,
    force: bool,
) -> io::Result<(Vec<Atomic>, Pending)> {
    let mut names: Vec<String> = tables.iter().map(|t| format!("{}.{extension}", t.name)).collect();
    let package = describe(tables, extension);
    names.push("datapackage.json".to_owned());
    let mut places = folder::files(out, &names, force)?;
    let place = places.pop().ok_or_else(|| io::Error::other("no place for datapackage.json"))?;
    Ok((places, Pending { place, text: format!("{package:#}\n") }))
}

impl Pending {
    /// Puts the tables in their places, then the package: where it is, all are.
    pub fn commit(self, tables: Vec<Atomic>) -> io::Result<()> {
        self.place.create()?.write_all(self.text.as_bytes())?;
        tables.into_iter().try_for_each(Atomic::commit)?;
        self.place.commit()
    }
}

/// The descriptor, after <https://specs.frictionlessdata.io/data-package/>.
fn describe(tables: &[Table], extension: &str) -> Value {
    let resources: Vec<Value> = tables.iter().map(|t| resource(t, tables, extension)).collect();
    json!({
        "profile": if extension == "csv" { "tabular-data-package" } else { "data-package" },
        "name": "gongkai",
        "title": "政府信息公开工作年度报告",
        "description": "Government-information annual reports as tables. Numbers are exactly as published; empty is not 0.",
        "created_by": concat!("gongkai ", env!("CARGO_PKG_VERSION")),
        "resources": resources,
    })
}

fn resource(table: &Table, tables: &[Table], extension: &str) -> Value {
    let mut resource = Map::new();
    let mut put = |key: &str, value: Value| drop(resource.insert(key.to_owned(), value));
    put("name", json!(table.name.to_string()));
    put("title", json!(table.label));
    put("description", json!(table.about));
    put("path", json!(format!("{}.{extension}", table.name)));
    put("format", json!(extension));
    match extension {
        "csv" => {
            put("profile", json!("tabular-data-resource"));
            put("mediatype", json!("text/csv"));
            put("encoding", json!("utf-8"));
            put("dialect", json!({ "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"" }));
        }
        "jsonl" => {
            put("mediatype", json!("application/jsonl"));
            put("encoding", json!("utf-8"));
        }
        // Readers of packages open it with tools that turn an absent whole number into NaN, and then call it wrong: the file
        // itself has the types.
        _ => put("type", json!("file")),
    }
    put("schema", schema(table, tables));
    Value::Object(resource)
}

fn schema(table: &Table, tables: &[Table]) -> Value {
    let mut schema = Map::new();
    let fields: Vec<Value> = table.columns.iter().map(|c| field(c, &table.key)).collect();
    schema.insert("fields".into(), json!(fields));
    schema.insert("missingValues".into(), json!([""]));
    if !table.key.is_empty() {
        schema.insert("primaryKey".into(), json!(table.key));
    }
    let has_reports = tables.iter().any(|t| t.name == Name::Reports);
    if table.name != Name::Reports && has_reports {
        let reference = json!({ "resource": "reports", "fields": "source" });
        schema.insert("foreignKeys".into(), json!([{ "fields": "source", "reference": reference }]));
    }
    Value::Object(schema)
}

fn field(column: &Column, key: &[String]) -> Value {
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
    };
    let mut field = json!({
        "name": column.name,
        "title": column.label,
        "type": kind,
        "description": column.about,
    });
    let mut constraints = Map::new();
    if key.contains(&column.name) {
        constraints.insert("required".into(), json!(true));
    }
    if !column.values.is_empty() {
        constraints.insert("enum".into(), json!(column.values));
    }
    if let (Some(field), false) = (field.as_object_mut(), constraints.is_empty()) {
        field.insert("constraints".into(), Value::Object(constraints));
    }
    field
}
