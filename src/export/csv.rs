//! CSV (RFC 4180) with a byte-order mark, without which Excel takes UTF-8 for something else.

use super::folder::failed;
use super::formula::harmless;
use super::package;
use super::rows::Row;
use super::value::{Value, shortest};
use super::{Sink, Table};
use crate::batch::Atomic;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

pub struct Csv {
    files: Vec<(Atomic, ::csv::Writer<BufWriter<File>>)>,
    package: package::Pending,
}

/// Opens a file for each table.
pub fn open(out: &Path, tables: &[Table], force: bool) -> io::Result<Csv> {
    let (places, package) = package::places(out, tables, "csv", force)?;
    let files = places.into_iter().zip(tables).map(|(place, table)| {
        let mut file = BufWriter::new(place.create()?);
        file.write_all("\u{feff}".as_bytes())?;
        let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(file);
        writer.write_record(table.columns.iter().map(|c| c.name.as_str())).map_err(failed)?;
        Ok((place, writer))
    });
    Ok(Csv { files: files.collect::<io::Result<_>>()?, package })
}

impl Sink for Csv {
    fn write(&mut self, table: usize, row: &Row) -> io::Result<()> {
        let Some((_, writer)) = self.files.get_mut(table) else { return Ok(()) };
        for value in &row.values {
            writer.write_field(field(value).as_bytes()).map_err(failed)?;
        }
        writer.write_record(None::<&[u8]>).map_err(failed)
    }

    fn finish(self: Box<Self>) -> io::Result<Vec<String>> {
        let Csv { files, package } = *self;
        let mut places = Vec::new();
        for (place, writer) in files {
            writer.into_inner().map_err(|e| io::Error::other(e.to_string()))?.flush()?;
            places.push(place);
        }
        package.commit(places)?;
        Ok(Vec::new())
    }
}

fn field<'a>(value: &'a Value) -> Cow<'a, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::Text(text) => harmless(text),
        Value::Integer(number) => Cow::Owned(number.to_string()),
        Value::Number(number) => Cow::Owned(shortest(*number)),
    }
}
