//! One year of an agency: the report that speaks for it, and what is known besides.

use crate::form;
use crate::model::{Cell, FieldId, Finding, Report, Status};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// A report in memory with the path of its source.
pub type Named = (String, Report);

/// One year of an agency: the report that speaks for it, and what is known besides.
#[derive(Debug, Clone)]
pub struct Volume {
    /// The year reported on.
    pub year: u16,
    /// Path of the source.
    pub path: String,
    /// The report: where there are several of one year, the one with the most numbers.
    pub report: Report,
    /// The other reports of the year.
    pub copies: Vec<Copy>,
    /// Fields on which the reports of the year disagree: no other year is compared with them.
    pub disputed: BTreeSet<FieldId>,
    /// Run-together numbers that the years beside this one leave one reading of.
    pub resolved: BTreeMap<FieldId, Resolution>,
}

/// Another report of a year: a second capture, a corrected re-publication, the PDF beside the page.
#[derive(Debug, Clone)]
pub struct Copy {
    /// Path of its source.
    pub path: String,
    /// The report.
    pub report: Report,
    /// The numbers in which it differs, with this report's value and the copy's; blank is `None`.
    pub differences: Vec<(FieldId, Option<Decimal>, Option<Decimal>)>,
}

/// A number that the document alone leaves open.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// The only reading that fits.
    pub value: Decimal,
    /// The years beside it that it fits.
    pub by: Vec<u16>,
}

/// What is known of a field in one year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Known {
    /// A number, `printed` where it stands in its own cell.
    Number {
        /// The number.
        value: Decimal,
        /// Whether the report prints it so; otherwise it may be our reading.
        printed: bool,
    },
    /// The cell is there and empty.
    Blank,
    /// Not on the form, several readings, no number, or disputed.
    Unknown,
}

impl Known {
    /// What a cell says.
    pub fn of(cell: &Cell) -> Known {
        match (cell.status, cell.value) {
            (Status::Printed, Some(value)) => Known::Number { value, printed: true },
            (Status::Solved, Some(value)) => Known::Number { value, printed: false },
            (Status::Blank, _) => Known::Blank,
            _ => Known::Unknown,
        }
    }

    /// The number, a blank counted as zero.
    pub fn or_zero(self) -> Option<Decimal> {
        match self {
            Known::Number { value, .. } => Some(value),
            Known::Blank => Some(Decimal::ZERO),
            Known::Unknown => None,
        }
    }

    /// The number.
    pub fn number(self) -> Option<Decimal> {
        if let Known::Number { value, .. } = self { Some(value) } else { None }
    }
}

impl Volume {
    /// One report by itself; year 0 where it names none, so that no year follows it.
    pub fn alone(path: String, report: Report) -> Volume {
        Volume {
            year: report.year.unwrap_or(0),
            path,
            report,
            copies: Vec::new(),
            disputed: BTreeSet::new(),
            resolved: BTreeMap::new(),
        }
    }

    /// What is known of a field this year.
    pub fn known(&self, field: &str) -> Known {
        if self.disputed.contains(field) {
            return Known::Unknown;
        }
        if let Some(resolution) = self.resolved.get(field) {
            return Known::Number { value: resolution.value, printed: false };
        }
        self.report.tables.cell(field).map_or(Known::Unknown, Known::of)
    }

    /// The page on which a field is printed.
    pub fn page(&self, field: &str) -> Option<u32> {
        self.report.tables.cell(field).and_then(|c| c.place.page)
    }
}

/// A finding with where it was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// The year it is about.
    pub year: Option<u16>,
    /// Path of the source it is about.
    pub path: String,
    /// The page on which the first of its fields is printed.
    pub page: Option<u32>,
    /// The report it was compared with.
    pub other: Option<Other>,
    /// What was found.
    pub finding: Finding,
}

/// The report that a finding compares with.
#[derive(Debug, Clone, PartialEq)]
pub struct Other {
    /// The year it reports on.
    pub year: Option<u16>,
    /// Path of its source.
    pub path: String,
}

impl Note {
    /// A finding on one report's year.
    pub fn on(volume: &Volume, other: Option<Other>, finding: Finding) -> Note {
        let page = finding.fields.first().and_then(|field| volume.page(field));
        Note { year: Some(volume.year), path: volume.path.clone(), page, other, finding }
    }

    /// A finding that compares a year with one before it.
    pub fn between(volume: &Volume, before: &Volume, finding: Finding) -> Note {
        let other = Other { year: Some(before.year), path: before.path.clone() };
        Note::on(volume, Some(other), finding)
    }
}

/// A field as its form names it.
pub fn label(report: &Report, field: &str) -> String {
    let form = form::of(&report.tables);
    form.and_then(|f| f.field(field)).map_or_else(|| field.to_owned(), |f| f.label.clone())
}
