//! One SQLite database: a table each, indexes, views, and every column described in the table `columns`.

use super::folder::{self, failed};
use super::rows::Row;
use super::value::{Kind, Native, Value, native};
use super::{Name, Sink, Table};
use crate::batch::Atomic;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params, params_from_iter};
use std::io;
use std::path::Path;

pub struct Sqlite {
    place: Atomic,
    connection: Connection,
    tables: Vec<Table>,
    inserts: Vec<String>,
}

/// Columns that people look up by, in this order.
const INDEXES: [(Name, &str); 11] = [
    (Name::Reports, "agency_key, year"),
    (Name::Reports, "region_code, year"),
    (Name::Reports, "source"),
    (Name::Cells, "field, year"),
    (Name::Cells, "agency_key, year"),
    (Name::Cells, "source"),
    (Name::Findings, "rule, year"),
    (Name::Findings, "agency_key, year"),
    (Name::Findings, "source"),
    (Name::Sections, "source"),
    (Name::Narrative, "metric, year"),
];

/// Views, and the table each looks at.
const VIEWS: [(Name, &str); 3] = [
    (
        Name::Cells,
        "CREATE VIEW numbers AS SELECT agency_key, agency, region_code, year, form, field, label, unit, value, raw, status, \
         findings, page, source, hash FROM cells WHERE value IS NOT NULL AND copy_of IS NULL",
    ),
    (
        Name::Findings,
        "CREATE VIEW contradictions AS SELECT agency_key, agency, region_code, year, rule, fields, label, published, \
         computed, message, message_en, page, compared_with, source, hash FROM findings WHERE severity = 'error' AND copy_of IS NULL",
    ),
    (
        Name::Reports,
        "CREATE VIEW coverage AS SELECT agency_key, max(agency) AS agency, max(region_code) AS region_code, count(*) AS \
         reports, min(year) AS first_year, max(year) AS last_year, sum(errors) AS errors, sum(ambiguous) AS ambiguous \
         FROM reports WHERE copy_of IS NULL GROUP BY agency_key",
    ),
];

/// Opens the database and makes its tables.
pub fn open(out: &Path, tables: &[Table], force: bool) -> io::Result<Sqlite> {
    let place = folder::file(out, force)?;
    // What an interrupted run left is not to be added to.
    drop(place.create()?);
    let connection = Connection::open(place.beside()).map_err(failed)?;
    let sqlite =
        Sqlite { inserts: tables.iter().map(insert).collect(), tables: tables.to_vec(), place, connection };
    sqlite.begin().map_err(failed)?;
    Ok(sqlite)
}

impl Sqlite {
    /// The file is not in its place before it is complete, so that it needs no journal. The indexes are there from the start:
    /// made at the end they would be sorted in the system's folder for temporary files, and nothing is written elsewhere.
    /// Rows come by agency and year, so that few pages of each index are in use at a time, and the cache holds them.
    fn begin(&self) -> rusqlite::Result<()> {
        self.connection.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA encoding = 'UTF-8'; PRAGMA cache_size = -65536; BEGIN;
             CREATE TABLE columns (table_name TEXT, column_name TEXT, label TEXT, kind TEXT, description TEXT);",
        )?;
        for table in &self.tables {
            self.connection.execute_batch(&create(table))?;
            self.describe(table)?;
        }
        let has = |name: Name| self.tables.iter().any(|t| t.name == name);
        for (number, (name, columns)) in INDEXES.iter().enumerate().filter(|(_, (name, _))| has(*name)) {
            let index = format!("CREATE INDEX {name}_{number} ON {name} ({columns})");
            self.connection.execute_batch(&index)?;
        }
        VIEWS
            .iter()
            .filter(|(name, _)| has(*name))
            .try_for_each(|(_, view)| self.connection.execute_batch(view))
    }

    fn describe(&self, table: &Table) -> rusqlite::Result<()> {
        let mut describe = self.connection.prepare_cached("INSERT INTO columns VALUES (?, ?, ?, ?, ?)")?;
        let name = table.name.to_string();
        for column in &table.columns {
            let kind = match column.kind {
                Kind::Text => "text",
                Kind::Integer => "integer",
                Kind::Number => "number",
            };
            describe.execute(params![name, column.name, column.label, kind, column.about])?;
        }
        Ok(())
    }
}

impl Sink for Sqlite {
    fn write(&mut self, table: usize, row: &Row) -> io::Result<()> {
        let Some(insert) = self.inserts.get(table) else { return Ok(()) };
        let mut insert = self.connection.prepare_cached(insert).map_err(failed)?;
        insert.execute(params_from_iter(row.values.iter().map(Bound))).map(drop).map_err(failed)
    }

    fn finish(self: Box<Self>) -> io::Result<Vec<String>> {
        let Sqlite { place, connection, .. } = *self;
        connection.execute_batch("COMMIT").map_err(failed)?;
        connection.close().map_err(|(_, error)| failed(error))?;
        place.commit()?;
        Ok(Vec::new())
    }
}

/// Number columns have no type: SQLite would turn digits that no double holds into a double.
fn create(table: &Table) -> String {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|c| match c.kind {
            Kind::Text => format!("{} TEXT", quoted(&c.name)),
            Kind::Integer => format!("{} INTEGER", quoted(&c.name)),
            Kind::Number => quoted(&c.name),
        })
        .collect();
    format!("CREATE TABLE {} ({})", table.name, columns.join(", "))
}

fn insert(table: &Table) -> String {
    format!("INSERT INTO {} VALUES ({})", table.name, vec!["?"; table.columns.len()].join(", "))
}

/// Names of fields hold dots.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

struct Bound<'a>(&'a Value<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Integer(number) => ToSqlOutput::from(*number),
            Value::Number(number) => match native(*number) {
                Native::Integer(whole) => ToSqlOutput::from(whole),
                Native::Float(float) => ToSqlOutput::from(float),
                Native::Digits(digits) => ToSqlOutput::from(digits),
            },
        })
    }
}
