//! An archive as tables: CSV, Excel, Parquet, SQLite, JSON lines.
//!
//! ```text
//! Archive ─agency by agency→ reports with their findings ─rows→ five tables ─sink→ files, complete or not there
//! ```
//!
//! Every format holds the same five tables with the same columns (see [`tables`]) and the same numbers, exactly as published.
//! Memory holds one agency's reports and a format's own buffers, whatever the size of the archive.

mod csv;
mod folder;
mod jsonl;
mod package;
mod parquet;
mod rows;
mod sqlite;
mod table;
#[cfg(test)]
mod tests;
mod value;
mod xlsx;

use crate::archive::{Archive, Entry};
use crate::model::Report;
use rows::{Note, Row, Rows, Subject};
use std::io;
use std::path::Path;
pub use table::{Column, Name, Table, all as tables};
pub use value::Kind;

/// What to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A folder with a CSV file for each table and a Frictionless data package.
    Csv,
    /// One Excel workbook.
    Xlsx,
    /// A folder with a Parquet file for each table and a data package.
    Parquet,
    /// One SQLite database.
    Sqlite,
    /// A folder with a file of JSON lines for each table and a data package.
    Jsonl,
}

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Rows of each table.
    pub rows: Vec<(Name, u64)>,
    /// What the format could not hold, one sentence each.
    pub remarks: Vec<String>,
}

/// Takes rows in the order in which they come.
trait Sink {
    /// One row of the table with this number.
    fn write(&mut self, table: usize, row: &Row) -> io::Result<()>;
    /// Puts the files in their places; tells what the format could not hold.
    fn finish(self: Box<Self>) -> io::Result<Vec<String>>;
}

/// Writes the chosen tables of an archive to `out`; what is there is replaced only with `force`.
///
/// # Errors
/// When something is in the way, a report cannot be read, or the output cannot be written; then nothing is left behind.
pub fn export(archive: &Archive, format: Format, names: &[Name], out: &Path, force: bool) -> io::Result<Written> {
    let tables: Vec<Table> = tables().into_iter().filter(|t| names.contains(&t.name)).collect();
    let mut sink: Box<dyn Sink> = match format {
        Format::Csv => Box::new(csv::open(out, &tables, force)?),
        Format::Xlsx => Box::new(xlsx::open(out, &tables, force)?),
        Format::Parquet => Box::new(parquet::open(out, &tables, force)?),
        Format::Sqlite => Box::new(sqlite::open(out, &tables, force)?),
        Format::Jsonl => Box::new(jsonl::open(out, &tables, force)?),
    };
    let rows = Rows::new(&table::all());
    let mut counts = vec![0_u64; tables.len()];
    for entry in archive.entries() {
        let report = archive.report(entry)?;
        for ((number, table), count) in tables.iter().enumerate().zip(&mut counts) {
            write(table, number, entry, &report, &rows, sink.as_mut(), count)?;
        }
    }
    let remarks = sink.finish()?;
    Ok(Written { rows: tables.iter().map(|t| t.name).zip(counts).collect(), remarks })
}

fn write(
    table: &Table,
    number: usize,
    entry: &Entry,
    report: &Report,
    rows: &Rows,
    sink: &mut dyn Sink,
    count: &mut u64,
) -> io::Result<()> {
    let page = |field: &crate::model::FieldId| report.place(field).and_then(|place| place.page);
    let notes: Vec<Note> = report
        .findings
        .iter()
        .map(|finding| Note { finding, page: finding.fields.first().and_then(page), compared_with: None })
        .collect();
    let subject =
        Subject { agency_key: &entry.key.0, report, copy_of: None, by_years: &|_| None, notes: &notes };
    for row in rows.of(table.name, &subject) {
        sink.write(number, &row)?;
        *count = count.saturating_add(1);
    }
    Ok(())
}
