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

use crate::archive::history::{self, Agency, Resolution, Volume};
use crate::archive::{self, Archive};
use crate::model::{FieldId, Report};
use rows::{Note, Row, Rows, Subject};
use std::collections::BTreeMap;
use std::path::Path;
use std::{io, iter};
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
pub fn export(
    archive: &Archive,
    format: Format,
    names: &[Name],
    out: &Path,
    force: bool,
) -> io::Result<Written> {
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
    for entries in archive.agencies() {
        let agency = archive.load(entries)?;
        let notes = archive::of_agency(&agency.history);
        for subject in subjects(&agency) {
            let notes: Vec<Note> = notes.iter().filter(|n| n.path == subject.path).map(note).collect();
            let by_years = |field: &str| subject.resolved?.get(field).map(|r| r.value);
            let subject = Subject {
                agency_key: &agency.key.0,
                report: subject.report,
                copy_of: subject.copy_of,
                by_years: &by_years,
                notes: &notes,
            };
            for ((number, table), count) in tables.iter().enumerate().zip(&mut counts) {
                for row in rows.of(table.name, &subject) {
                    sink.write(number, &row)?;
                    *count = count.saturating_add(1);
                }
            }
        }
    }
    let remarks = sink.finish()?;
    Ok(Written { rows: tables.iter().map(|t| t.name).zip(counts).collect(), remarks })
}

/// A report of an agency, and what the others say of it.
struct Told<'a> {
    path: &'a str,
    report: &'a Report,
    copy_of: Option<&'a str>,
    resolved: Option<&'a BTreeMap<FieldId, Resolution>>,
}

/// An agency's reports: each year's, followed by its copies, then those without a year.
fn subjects(agency: &Agency) -> impl Iterator<Item = Told<'_>> {
    let undated = agency.history.undated.iter();
    let undated = undated.map(|(path, report)| Told { path, report, copy_of: None, resolved: None });
    agency.history.volumes.iter().flat_map(of_volume).chain(undated)
}

fn of_volume(volume: &Volume) -> impl Iterator<Item = Told<'_>> {
    let Volume { path, report, .. } = volume;
    let own = Told { path, report, copy_of: None, resolved: Some(&volume.resolved) };
    let copies = volume.copies.iter();
    let copies =
        copies.map(move |c| Told { path: &c.path, report: &c.report, copy_of: Some(path), resolved: None });
    iter::once(own).chain(copies)
}

fn note(note: &history::Note) -> Note<'_> {
    let compared_with = note.other.as_ref().map(|other| other.path.as_str());
    Note { finding: &note.finding, page: note.page, compared_with }
}
