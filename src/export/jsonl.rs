//! JSON lines: one object a row, keys in the columns' order, exact numbers.

use super::package;
use super::rows::Row;
use super::value::{Value, shortest};
use super::{Sink, Table};
use crate::batch::Atomic;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

pub struct Jsonl {
    files: Vec<Lines>,
    package: package::Pending,
}

struct Lines {
    place: Atomic,
    file: BufWriter<File>,
    columns: Vec<String>,
}

/// Opens a file for each table.
pub fn open(out: &Path, tables: &[Table], force: bool) -> io::Result<Jsonl> {
    let (places, package) = package::places(out, tables, "jsonl", force)?;
    let files = places.into_iter().zip(tables).map(|(place, table)| {
        let file = BufWriter::new(place.create()?);
        Ok(Lines { place, file, columns: table.columns.iter().map(|c| c.name.clone()).collect() })
    });
    Ok(Jsonl { files: files.collect::<io::Result<_>>()?, package })
}

impl Sink for Jsonl {
    fn write(&mut self, table: usize, row: &Row) -> io::Result<()> {
        let Some(lines) = self.files.get_mut(table) else { return Ok(()) };
        serde_json::to_writer(&mut lines.file, &Object { columns: &lines.columns, row })?;
        lines.file.write_all(b"\n")
    }

    fn finish(self: Box<Self>) -> io::Result<Vec<String>> {
        let mut places = Vec::new();
        for mut lines in self.files {
            lines.file.flush()?;
            places.push(lines.place);
        }
        self.package.commit(places)?;
        Ok(Vec::new())
    }
}

struct Object<'a> {
    columns: &'a [String],
    row: &'a Row<'a>,
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, value) in self.columns.iter().zip(&self.row.values) {
            match value {
                Value::Null => map.serialize_entry(column, &())?,
                Value::Text(text) => map.serialize_entry(column, text)?,
                Value::Integer(number) => map.serialize_entry(column, number)?,
                Value::Number(number) => {
                    map.serialize_entry(column, &shortest(*number).parse::<serde_json::Number>().ok())?;
                }
            }
        }
        map.end()
    }
}
