//! An archive as tables: CSV, Excel, Parquet, SQLite, JSON lines.
//!
//! ```text
//! Archive ─agency by agency→ reports with their findings ─rows→ five tables ─sink→ files, complete or not there
//! ```
//!
//! Every format holds the same five tables with the same columns (see [`tables`]) and the same numbers, exactly as published.
//! Memory holds one agency's reports and a format's own buffers, whatever the size of the archive.

mod csv;
mod flags;
mod folder;
pub mod formula;
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
use crate::archive::{Archive, Selection};
use crate::model::{FieldId, Report};
use flags::Note;
use rows::{Row, Rows, Subject};
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

/// Which part of an archive.
#[derive(Debug, Clone)]
pub struct Part {
    /// These tables.
    pub tables: Vec<Name>,
    /// These agencies, years and findings.
    pub selection: Selection,
}

impl Default for Part {
    /// All of it.
    fn default() -> Part {
        Part { tables: Name::ALL.to_vec(), selection: Selection::default() }
    }
}

/// Writes a part of an archive to `out`; what is there is replaced only with `force`.
///
/// # Errors
/// When something is in the way, a report cannot be read, or the output cannot be written; then nothing is left behind.
pub fn export(
    archive: &Archive,
    part: &Part,
    format: Format,
    out: &Path,
    force: bool,
) -> io::Result<Written> {
    let tables: Vec<Table> = table::all().into_iter().filter(|t| part.tables.contains(&t.name)).collect();
    folder::refuse_inside(out, archive.root())?;
    let mut sink = open(format, out, &tables, force)?;
    let rows = Rows::new(&table::all());
    let mut counts = vec![0_u64; tables.len()];
    archive.review(&part.selection, &mut |agency, notes| {
        for told in subjects(agency).filter(|t| part.selection.has_year(t.report.year)) {
            let notes: Vec<Note> = notes.iter().filter(|n| n.path == told.path).map(note).collect();
            let subject = subject(agency, &told, &notes);
            for ((number, table), count) in tables.iter().enumerate().zip(&mut counts) {
                for row in rows.of(table.name, &subject) {
                    sink.write(number, &row)?;
                    *count = count.saturating_add(1);
                }
            }
        }
        Ok(())
    })?;
    let remarks = sink.finish()?;
    Ok(Written { rows: tables.iter().map(|t| t.name).zip(counts).collect(), remarks })
}

fn open(format: Format, out: &Path, tables: &[Table], force: bool) -> io::Result<Box<dyn Sink>> {
    Ok(match format {
        Format::Csv => Box::new(csv::open(out, tables, force)?),
        Format::Xlsx => Box::new(xlsx::open(out, tables, force)?),
        Format::Parquet => Box::new(parquet::open(out, tables, force)?),
        Format::Sqlite => Box::new(sqlite::open(out, tables, force)?),
        Format::Jsonl => Box::new(jsonl::open(out, tables, force)?),
    })
}

fn subject<'a>(agency: &'a Agency, told: &Told<'a>, notes: &'a [Note<'a>]) -> Subject<'a> {
    Subject {
        agency_key: &agency.key.0,
        report: told.report,
        copy_of: told.copy_of,
        resolved: told.resolved,
        notes,
    }
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
