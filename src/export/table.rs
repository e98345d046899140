//! The tables of an export: names, labels and descriptions as data, and the number columns that follow from the forms.

use super::value::Kind;
use crate::form::{self, Unit};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt;

/// The five tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Name {
    /// One row for each report.
    Reports,
    /// One row for each number of each report.
    Cells,
    /// One row for each finding.
    Findings,
    /// One row for each section of each report.
    Sections,
    /// One row for each number stated in prose.
    Narrative,
}

impl Name {
    /// All of them, in the order in which they are written.
    pub const ALL: [Name; 5] = [Name::Reports, Name::Cells, Name::Findings, Name::Sections, Name::Narrative];
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Name::Reports => "reports",
            Name::Cells => "cells",
            Name::Findings => "findings",
            Name::Sections => "sections",
            Name::Narrative => "narrative",
        })
    }
}

/// One table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Which.
    pub name: Name,
    /// In Chinese.
    pub label: String,
    /// What a row is.
    pub about: String,
    /// The columns that name a row; none where nothing does.
    pub key: Vec<String>,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its name in every format.
    pub name: String,
    /// In Chinese.
    pub label: String,
    /// What it holds.
    pub kind: Kind,
    /// What it means.
    pub about: String,
    /// The only words it may hold, where they are few.
    #[serde(default)]
    pub values: Vec<String>,
}

impl Table {
    /// Where the column stands.
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == column)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    table: Vec<Table>,
}

/// The tables in the order in which they are written.
pub fn all() -> Vec<Table> {
    let mut tables = toml::from_str::<File>(include_str!("tables.toml")).map(|f| f.table).unwrap_or_default();
    for table in tables.iter_mut().filter(|t| t.name == Name::Reports) {
        table.columns.extend(fields());
    }
    tables
}

/// Every number of every form, each once: those of the newest form first.
fn fields() -> Vec<Column> {
    let forms: Vec<_> = form::all().collect();
    let mut seen = BTreeSet::new();
    let fields = forms.iter().rev().flat_map(|form| form.fields.iter().map(|f| (form.id(), f)));
    let new = fields.filter(|(_, field)| seen.insert(field.id.clone()));
    new.map(|(form, field)| Column {
        name: field.id.to_string(),
        label: field.label.clone(),
        kind: Kind::Number,
        about: format!("{}, in {}, as on the form of {form}.", field.label, unit(field.unit)),
        values: Vec::new(),
    })
    .collect()
}

/// The unit as forms print it.
pub fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "件",
        Unit::Amount => "万元",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_described_once() {
        let tables = all();
        assert_eq!(tables.iter().map(|t| t.name).collect::<Vec<_>>(), Name::ALL);
        for table in &tables {
            let names: BTreeSet<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
            assert_eq!(names.len(), table.columns.len(), "{} has two columns of one name", table.name);
            assert!(table.key.iter().all(|k| names.contains(k.as_str())), "{}", table.name);
        }
    }

    #[test]
    fn every_field_of_every_form_is_a_column_of_reports() {
        let tables = all();
        let reports = tables.iter().find(|t| t.name == Name::Reports).expect("reports");
        for field in form::all().flat_map(|f| &f.fields) {
            assert!(reports.position(&field.id).is_some(), "{}", field.id);
        }
    }
}
