//! A report as JSON text, written straight from its parts: a tree of values in between would cost more than reading
//! the PDF's fonts does.

use crate::model::{Cell, Place, Rect, Report, SCHEMA, Tables};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Number;

/// A report of some pages takes this much, so that the text grows seldom.
const USUAL_BYTES: usize = 128 * 1024;

/// The report as the JSON document of schema [`SCHEMA`], indented, with a line end behind it.
pub fn text(report: &Report) -> String {
    let mut bytes = Vec::with_capacity(USUAL_BYTES);
    // Writing to memory cannot fail, and every map has text as its keys.
    let _ = Document(report).serialize(&mut serde_json::Serializer::pretty(&mut bytes));
    bytes.push(b'\n');
    String::from_utf8(bytes).unwrap_or_default()
}

struct Document<'a>(&'a Report);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Document(report) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", SCHEMA)?;
        map.serialize_entry("source", &report.source)?;
        map.serialize_entry("title", &report.title)?;
        map.serialize_entry("year", &report.year)?;
        map.serialize_entry("template", &report.tables.template)?;
        map.serialize_entry("agency", &report.agency)?;
        map.serialize_entry("period", &report.period)?;
        map.serialize_entry("contact", &report.contact)?;
        map.serialize_entry("sections", &report.sections)?;
        map.serialize_entry("tables", &Branch { cells: &report.tables.cells, from: 0 })?;
        map.serialize_entry("evidence", &Evidence(&report.tables))?;
        map.serialize_entry("extra_rows", &report.tables.extra_rows)?;
        map.serialize_entry("narrative", &report.narrative)?;
        map.serialize_entry("findings", &report.findings)?;
        map.end()
    }
}

/// An exact JSON number: `0.10` is written as `0.1`, never through a binary float.
struct Exact(Decimal);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = self.0.normalize();
        match value.to_i64().filter(|_| value.is_integer()) {
            Some(whole) => serializer.serialize_i64(whole),
            None => value.to_string().parse::<Number>().ok().serialize(serializer),
        }
    }
}

/// Cells whose dotted paths are the same up to byte `from`; neighbours that share the next name too are one object.
struct Branch<'a> {
    cells: &'a [Cell],
    from: usize,
}

impl Branch<'_> {
    fn name<'c>(&self, cell: &'c Cell) -> Option<&'c str> {
        cell.field.get(self.from..)?.split('.').next()
    }
}

impl Serialize for Branch<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for cells in self.cells.chunk_by(|a, b| self.name(a) == self.name(b)) {
            let Some(first) = cells.first() else { continue };
            let Some(name) = self.name(first) else { continue };
            let below = Branch { cells, from: self.from + name.len() + 1 };
            match below.name(first) {
                Some(_) => map.serialize_entry(name, &below)?,
                None => map.serialize_entry(name, &first.value.map(Exact))?,
            }
        }
        map.end()
    }
}

struct Evidence<'a>(&'a Tables);

impl Serialize for Evidence<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.cells.iter().map(|cell| (&cell.field, Proof(cell))))
    }
}

struct Proof<'a>(&'a Cell);

impl Serialize for Proof<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Proof(cell) = self;
        let Place { page, bbox, .. } = cell.place;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("raw", &cell.raw)?;
        map.serialize_entry("status", &cell.status)?;
        map.serialize_entry("page", &page)?;
        map.serialize_entry("bbox", &bbox.map(edges))?;
        map.serialize_entry("method", &cell.method)?;
        if !cell.readings.is_empty() {
            map.serialize_entry("readings", &cell.readings.iter().map(|r| Exact(*r)).collect::<Vec<_>>())?;
        }
        map.end()
    }
}

fn edges(b: Rect) -> [f64; 4] {
    [b.left, b.top, b.right, b.bottom].map(tenth)
}

/// Points to one decimal: finer than a glyph can be placed by eye.
fn tenth(points: f32) -> f64 {
    (f64::from(points) * 10.0).round() / 10.0
}
