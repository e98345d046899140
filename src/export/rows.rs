//! A report as rows of the five tables.

use super::flags::{Flag, Note, flag, flagged};
use super::table::{Name, Table, unit};
use super::value::{Value, shortest};
use crate::archive::history::Resolution;
use crate::check::english;
use crate::form::{self, Unit};
use crate::model::{Cell, FieldId, Report, Severity, Status};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// One report with what the archive knows of it.
pub struct Subject<'a> {
    /// What joins the agency's reports.
    pub agency_key: &'a str,
    /// The report.
    pub report: &'a Report,
    /// The source that speaks for the year, where it is not this one.
    pub copy_of: Option<&'a str>,
    /// The readings of ambiguous numbers that the years beside them leave.
    pub resolved: Option<&'a BTreeMap<FieldId, Resolution>>,
    /// Every finding about it.
    pub notes: &'a [Note<'a>],
}

/// One row, and which of its values a finding names.
pub struct Row<'a> {
    /// As many values as the table has columns.
    pub values: Vec<Value<'a>>,
    /// The values that a finding names, by column.
    pub flags: Vec<Flag>,
}

/// Makes the rows; holds what all reports share.
pub struct Rows {
    labels: FxHashMap<&'static str, FxHashMap<&'static str, Label>>,
    wide: FxHashMap<String, usize>,
    reports_width: usize,
    value_column: usize,
}

/// A field's label on its form, cut into row and column.
struct Label {
    whole: &'static str,
    row: &'static str,
    column: &'static str,
    unit: Unit,
}

impl Rows {
    /// For these tables.
    pub fn new(tables: &[Table]) -> Rows {
        let of = |name: Name| tables.iter().find(|t| t.name == name);
        let reports = of(Name::Reports).map(|t| t.columns.as_slice()).unwrap_or_default();
        Rows {
            labels: labels(),
            wide: reports.iter().enumerate().map(|(i, c)| (c.name.clone(), i)).collect(),
            reports_width: reports.len(),
            value_column: of(Name::Cells).and_then(|t| t.position("value")).unwrap_or_default(),
        }
    }

    /// The rows of one table that a report makes.
    pub fn of<'a>(&'a self, table: Name, subject: &'a Subject<'a>) -> Vec<Row<'a>> {
        match table {
            Name::Reports => vec![self.report(subject)],
            Name::Cells => self.cells(subject),
            Name::Findings => subject.notes.iter().map(|note| self.finding(subject, note)).collect(),
            Name::Sections => sections(subject),
            Name::Narrative => narrative(subject),
        }
    }

    fn report<'a>(&'a self, subject: &'a Subject<'a>) -> Row<'a> {
        let report = subject.report;
        let mut values = identity(subject);
        values.extend(source(subject));
        values.extend(counts(subject));
        values.resize(self.reports_width, Value::Null);
        for cell in &report.tables.cells {
            let place = self.wide.get(cell.field.as_str()).and_then(|at| values.get_mut(*at));
            if let (Some(place), Some(value)) = (place, cell.value) {
                *place = Value::Number(value);
            }
        }
        let flags = flagged(subject.notes).into_iter().filter_map(|(field, notes)| {
            let column = *self.wide.get(field)?;
            let page = report.tables.cell(field).and_then(|cell| cell.place.page);
            Some(flag(column, page, &notes))
        });
        let mut flags: Vec<Flag> = flags.collect();
        flags.sort_by_key(|f| f.column);
        Row { values, flags }
    }

    fn cells<'a>(&'a self, subject: &'a Subject<'a>) -> Vec<Row<'a>> {
        let flagged = flagged(subject.notes);
        let cells = subject.report.tables.cells.iter();
        cells.map(|cell| self.cell(subject, cell, flagged.get(cell.field.as_str()))).collect()
    }

    fn cell<'a>(&'a self, subject: &'a Subject<'a>, cell: &'a Cell, notes: Option<&Vec<&Note>>) -> Row<'a> {
        let report = subject.report;
        let label = self.label(report, &cell.field);
        let mut values = agency(subject);
        values.extend([
            Value::text(report.tables.template.as_deref()),
            Value::text(cell.field.split('.').next()),
            Value::text(label.map(|l| l.row)),
            Value::text(label.map(|l| l.column)),
            Value::text(label.map(|l| l.whole)),
            Value::text(Some(&cell.field)),
            Value::text(label.map(|l| unit(l.unit))),
            Value::number(cell.value),
            Value::text(cell.raw.as_deref()),
            word(&cell.status),
            Value::owned(spaced(cell.readings.iter().map(|r| shortest(*r)))),
            Value::number(by_years(subject, cell)),
            Value::owned(spaced(notes.into_iter().flatten().map(|n| n.finding.rule.as_str()))),
            Value::integer(cell.place.page),
        ]);
        values.extend(origin(subject));
        let flags = notes.map(|notes| flag(self.value_column, cell.place.page, notes));
        Row { values, flags: flags.into_iter().collect() }
    }

    fn finding<'a>(&'a self, subject: &'a Subject<'a>, note: &'a Note<'a>) -> Row<'a> {
        let Note { finding, page, compared_with } = note;
        let mut values = agency(subject);
        let first = finding.fields.first().and_then(|f| self.label(subject.report, f));
        values.extend([
            Value::text(Some(&finding.rule)),
            word(&finding.severity),
            Value::owned(spaced(finding.fields.iter().map(FieldId::as_str))),
            Value::text(first.map(|l| l.whole)),
            Value::number(finding.published),
            Value::number(finding.computed),
            Value::text(Some(&finding.message)),
            Value::owned(english(finding)),
            Value::integer(*page),
            Value::text(*compared_with),
        ]);
        values.extend(origin(subject));
        Row { values, flags: Vec::new() }
    }

    fn label(&self, report: &Report, field: &str) -> Option<&Label> {
        self.labels.get(report.tables.template.as_deref()?)?.get(field)
    }
}

fn by_years(subject: &Subject, cell: &Cell) -> Option<Decimal> {
    let resolution = subject.resolved?.get(&cell.field)?;
    (cell.status == Status::Ambiguous).then_some(resolution.value)
}

/// The labels of each form's fields; the variants of one form share them.
fn labels() -> FxHashMap<&'static str, FxHashMap<&'static str, Label>> {
    let mut labels: FxHashMap<_, FxHashMap<_, _>> = FxHashMap::default();
    for form in form::all() {
        labels.entry(form.id()).or_default().extend(form.fields.iter().map(|f| (f.id.as_str(), label(f))));
    }
    labels
}

fn label(field: &'static form::Field) -> Label {
    let whole = field.label.as_str();
    let cut = whole.split_once(" × ").or_else(|| whole.rsplit_once('/'));
    let (row, column) = cut.unwrap_or((whole, ""));
    Label { whole, row, column, unit: field.unit }
}

/// The columns with which every table but `reports` begins.
fn agency<'a>(subject: &Subject<'a>) -> Vec<Value<'a>> {
    let report = subject.report;
    vec![
        Value::text(Some(subject.agency_key)),
        Value::text(report.agency.name.as_deref()),
        Value::text(report.agency.region_code.as_deref()),
        Value::integer(report.year),
    ]
}

/// The columns with which every table but `reports` ends.
fn origin<'a>(subject: &Subject<'a>) -> [Value<'a>; 3] {
    let source = &subject.report.source;
    [Value::text(subject.copy_of), Value::text(Some(&source.path)), Value::text(Some(&source.sha256))]
}

fn identity<'a>(subject: &Subject<'a>) -> Vec<Value<'a>> {
    let Report { agency, period, contact, title, year, tables, .. } = subject.report;
    vec![
        Value::text(Some(subject.agency_key)),
        Value::text(agency.name.as_deref()),
        Value::text(agency.region_code.as_deref()),
        Value::integer(*year),
        Value::text(agency.region_name.as_deref()),
        Value::owned(agency.candidates.join(" ")),
        Value::text(tables.template.as_deref()),
        Value::text(title.as_deref()),
        Value::text(period.as_ref().map(|p| p.from.as_str())),
        Value::text(period.as_ref().map(|p| p.to.as_str())),
        Value::text(contact.address.as_deref()),
        Value::text(contact.postcode.as_deref()),
        Value::text(contact.phone.as_deref()),
        Value::text(contact.email.as_deref()),
    ]
}

fn source<'a>(subject: &Subject<'a>) -> [Value<'a>; 6] {
    let source = &subject.report.source;
    [
        Value::text(subject.copy_of),
        Value::text(Some(&source.path)),
        word(&source.format),
        Value::integer(source.pages),
        Value::Integer(i64::try_from(source.bytes).unwrap_or(i64::MAX)),
        Value::text(Some(&source.sha256)),
    ]
}

fn counts<'a>(subject: &Subject<'a>) -> impl Iterator<Item = Value<'a>> {
    const STATUSES: [Status; 6] = [
        Status::Printed,
        Status::Solved,
        Status::Ambiguous,
        Status::Blank,
        Status::Absent,
        Status::Unreadable,
    ];
    let (notes, cells) = (subject.notes, &subject.report.tables.cells);
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let findings = severities.map(|severity| notes.iter().filter(|n| n.finding.severity == severity).count());
    let statuses = STATUSES.map(|status| cells.iter().filter(|c| c.status == status).count());
    findings.into_iter().chain(statuses).map(Value::count)
}

fn sections<'a>(subject: &'a Subject<'a>) -> Vec<Row<'a>> {
    let row = |section: &'a crate::model::ReportSection| {
        let mut values = agency(subject);
        values.extend([
            word(&section.kind),
            Value::text(section.heading.as_deref()),
            Value::integer(section.pages.map(|[from, _]| from)),
            Value::integer(section.pages.map(|[_, to]| to)),
            Value::count(section.text.chars().filter(|c| !c.is_whitespace()).count()),
            Value::text(Some(&section.text)),
        ]);
        values.extend(origin(subject));
        Row { values, flags: Vec::new() }
    };
    subject.report.sections.iter().map(row).collect()
}

fn narrative<'a>(subject: &'a Subject<'a>) -> Vec<Row<'a>> {
    let row = |stated: &'a crate::model::Narrative| {
        let mut values = agency(subject);
        values.extend([
            Value::text(Some(&stated.metric)),
            Value::Number(stated.value),
            Value::text(stated.unit.as_deref()),
            Value::text(stated.scope.as_deref()),
            stated.section.as_ref().map_or(Value::Null, word),
            Value::text(Some(&stated.quote)),
        ]);
        values.extend(origin(subject));
        Row { values, flags: Vec::new() }
    };
    subject.report.narrative.iter().map(row).collect()
}

fn spaced(words: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut all = String::new();
    for word in words {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(word.as_ref());
    }
    all
}

/// The word by which the report document names a kind, status or severity.
fn word<'a>(word: &impl Serialize) -> Value<'a> {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(text)) => Value::Text(Cow::Owned(text)),
        _ => Value::Null,
    }
}
