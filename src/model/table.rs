//! The numbers of a report with the proof of each.

use super::Place;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// A field's dotted path as in `fields.csv`, such as `requests.received.total`.
pub type FieldId = SmolStr;

/// How far a value is to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The one number printed in that cell's place.
    Printed,
    /// Cut out of run-together or displaced text, and the only reading that fits the form's sums.
    Solved,
    /// Null: more than one reading fits.
    Ambiguous,
    /// Null: the cell is there and empty, or holds a dash.
    Blank,
    /// Null: the document does not have this row, column or table.
    Absent,
    /// Null: something is printed that is no number.
    Unreadable,
}

/// By which way a cell was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// A cell between ruling lines.
    Lattice,
    /// A cell of the format's own table markup.
    Markup,
    /// Text aligned in columns without rulings.
    Alignment,
    /// Fields separated by tabs or pipes in a text file.
    Delimited,
    /// Cut out of running text between labels.
    Run,
    /// Cut out of running text where the prose restates it.
    Prose,
}

/// One field's value with its proof.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The field.
    pub field: FieldId,
    /// The number, where one is printed and can be read; amounts in 万元.
    pub value: Option<Decimal>,
    /// The text as printed in the cell, where the document has the cell.
    pub raw: Option<String>,
    /// How far to trust the value.
    pub status: Status,
    /// Where it is printed.
    pub place: Place,
    /// How it was found; `None` when absent.
    pub method: Option<Method>,
    /// Every reading that fits, where several do (sorted, at most [`Cell::MAX_READINGS`]).
    pub readings: Vec<Decimal>,
}

impl Cell {
    /// A long list of readings tells a reader no more than a short one.
    pub const MAX_READINGS: usize = 20;

    /// A field that the document does not have.
    pub fn absent(field: FieldId) -> Self {
        Cell {
            field,
            value: None,
            raw: None,
            status: Status::Absent,
            place: Place::default(),
            method: None,
            readings: Vec::new(),
        }
    }
}

/// The tables of one report: one [`Cell`] for each field of the form, in the form's order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tables {
    /// The form found by its labels: `2019`, `2021`, `2014`, `free`, or `None`.
    pub template: Option<String>,
    /// All fields of the form.
    pub cells: Vec<Cell>,
    /// Rows that the form does not know.
    pub extra_rows: Vec<super::ExtraRow>,
}

impl Tables {
    /// The cell of a field.
    pub fn cell(&self, field: &str) -> Option<&Cell> {
        self.cells.iter().find(|c| c.field == field)
    }

    /// The value of a field, where there is one.
    pub fn value(&self, field: &str) -> Option<Decimal> {
        self.cell(field).and_then(|c| c.value)
    }
}
