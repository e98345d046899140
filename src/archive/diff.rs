//! Two reports field by field and passage by passage.

use super::comparable::{self, Comparable, Likeness};
use super::similarity::{self, Passages};
use super::volume::{Known, Volume, label};
use super::years;
use crate::model::{FieldId, Finding, SectionKind, Severity, Status};
use rust_decimal::Decimal;

/// What changed from one report to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The numbers that may be compared, in the order of the later report's form.
    pub numbers: Vec<Change>,
    /// The sections that either report has.
    pub texts: Vec<TextChange>,
}

/// One number in both reports.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Its fields in the later report; several where a split row is added up.
    pub fields: Vec<FieldId>,
    /// Its name on the later report's form.
    pub label: String,
    /// How far the two mean the same.
    pub likeness: Likeness,
    /// In the earlier report.
    pub before: Side,
    /// In the later report.
    pub after: Side,
    /// Later less earlier, blanks as zero; where both are known.
    pub change: Option<Decimal>,
    /// The change as a percentage of the earlier number, to one decimal; none from zero.
    pub percent: Option<Decimal>,
    /// Rules that the number breaks in the later report, or between the two.
    pub breaks: Vec<String>,
}

/// A number in one of the reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// The number, where it is known.
    pub value: Option<Decimal>,
    /// How far to trust it.
    pub trust: Trust,
}

/// How far a number is to be trusted: a cell's status, or what other reports say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// As the cell's status says.
    Cell(Status),
    /// Run together, and read by the years beside it.
    Resolved,
    /// Several reports of the year disagree.
    Disputed,
}

impl Trust {
    /// The name for machines.
    pub fn name(self) -> &'static str {
        match self {
            Trust::Cell(Status::Printed) => "printed",
            Trust::Cell(Status::Solved) => "solved",
            Trust::Cell(Status::Ambiguous) => "ambiguous",
            Trust::Cell(Status::Blank) => "blank",
            Trust::Cell(Status::Absent) => "absent",
            Trust::Cell(Status::Unreadable) => "unreadable",
            Trust::Resolved => "resolved",
            Trust::Disputed => "disputed",
        }
    }

    /// Whether there is something printed that has no one value.
    fn is_open(self) -> bool {
        matches!(self, Trust::Disputed | Trust::Cell(Status::Ambiguous | Status::Unreadable))
    }
}

/// One section in both reports.
#[derive(Debug, Clone, PartialEq)]
pub struct TextChange {
    /// Which section.
    pub kind: SectionKind,
    /// Its heading in the later report, else in the earlier.
    pub heading: String,
    /// Per cent of the later text that stands in the earlier one too, numbers set aside.
    pub kept: Decimal,
    /// What came and what went.
    pub passages: Passages,
}

impl Change {
    /// Whether there is anything to tell: another number, a number that cannot be compared, a broken rule.
    pub fn is_told(&self) -> bool {
        let open = (self.before.trust.is_open() && self.after.value != Some(Decimal::ZERO))
            || (self.after.trust.is_open() && self.before.value != Some(Decimal::ZERO));
        self.change.is_some_and(|c| !c.is_zero()) || open || !self.breaks.is_empty()
    }
}

impl TextChange {
    /// Whether any passage came or went.
    pub fn is_told(&self) -> bool {
        !self.passages.added.is_empty() || !self.passages.removed.is_empty()
    }
}

/// Compares two reports, the earlier first.
pub fn compare(before: &Volume, after: &Volume) -> Comparison {
    let mut broken: Vec<Finding> = years::between(before, after);
    broken.extend(after.report.findings.iter().cloned());
    // That nothing changed is no mark of any one number.
    broken.retain(|f| f.severity != Severity::Info && f.rule != years::IDENTICAL_RULE);
    let numbers = comparable::between(&before.report, &after.report);
    Comparison {
        numbers: numbers.iter().map(|c| change(c, before, after, &broken)).collect(),
        texts: texts(before, after),
    }
}

fn change(fields: &Comparable, before: &Volume, after: &Volume, broken: &[Finding]) -> Change {
    let (old, new) = (side(&fields.before, before), side(&fields.after, after));
    let number =
        |side: Side| side.value.or((side.trust == Trust::Cell(Status::Blank)).then_some(Decimal::ZERO));
    // Two blanks are no zero.
    let both = old.value.or(new.value).and_then(|_| Some((number(old)?, number(new)?)));
    let change = both.and_then(|(old, new)| new.checked_sub(old));
    let share = change
        .zip(number(old))
        .and_then(|(c, old)| c.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(old.abs()));
    let marked = broken.iter().filter(|f| in_place(f).iter().any(|field| fields.after.contains(field)));
    let mut breaks: Vec<String> = marked.map(|f| f.rule.clone()).collect();
    breaks.dedup();
    Change {
        label: name(&fields.after, after),
        fields: fields.after.clone(),
        likeness: fields.likeness,
        before: old,
        after: new,
        change,
        percent: share.map(|p| p.round_dp(1).normalize()),
        breaks,
    }
}

/// The fields at which a finding is marked: the number that is compared, which stands first; what it is compared with may be
/// right, or be another year's. A finding without values is about all its fields.
fn in_place(finding: &Finding) -> &[FieldId] {
    let valued = finding.published.is_some() || finding.computed.is_some();
    if valued { finding.fields.get(..1).unwrap_or_default() } else { &finding.fields }
}

/// The label of a number; of an added-up row that of the group whose rows are added.
fn name(fields: &[FieldId], volume: &Volume) -> String {
    let first = fields.first().map(|f| label(&volume.report, f)).unwrap_or_default();
    let group = || {
        let (row, column) = first.split_once(" × ")?;
        Some(format!("{} × {column}", row.rsplit_once('/')?.0))
    };
    let added = fields.len() > 1;
    added.then(group).flatten().unwrap_or(first)
}

/// One field, or the sum of several; a sum is as trustworthy as its weakest part.
fn side(fields: &[FieldId], volume: &Volume) -> Side {
    let parts: Vec<Side> = fields.iter().map(|f| one(f, volume)).collect();
    let weakest = parts.iter().map(|p| p.trust).max_by_key(|t| doubt(*t));
    let trust = weakest.unwrap_or(Trust::Cell(Status::Absent));
    let known = |p: &Side| p.value.is_some() || p.trust == Trust::Cell(Status::Blank);
    let numbers = parts.iter().filter_map(|p| p.value);
    let sum = numbers.reduce(|a, b| a.checked_add(b).unwrap_or(Decimal::MAX));
    match sum.filter(|_| parts.iter().all(known)) {
        // Some parts blank: a number all the same.
        Some(sum) if trust == Trust::Cell(Status::Blank) => {
            Side { value: Some(sum), trust: Trust::Cell(Status::Printed) }
        }
        value => Side { value, trust },
    }
}

/// Order of trust for a sum's parts, the least doubtful first.
fn doubt(trust: Trust) -> u8 {
    match trust {
        Trust::Cell(Status::Printed) => 0,
        Trust::Cell(Status::Blank) => 1,
        Trust::Cell(Status::Solved) => 2,
        Trust::Resolved => 3,
        Trust::Cell(Status::Absent) => 4,
        Trust::Cell(Status::Unreadable) => 5,
        Trust::Cell(Status::Ambiguous) => 6,
        Trust::Disputed => 7,
    }
}

fn one(field: &FieldId, volume: &Volume) -> Side {
    let status = volume.report.tables.cell(field).map_or(Status::Absent, |c| c.status);
    let trust = if volume.disputed.contains(field) {
        Trust::Disputed
    } else if volume.resolved.contains_key(field) {
        Trust::Resolved
    } else {
        Trust::Cell(status)
    };
    let value = match volume.known(field) {
        Known::Number { value, .. } => Some(value),
        _ => None,
    };
    Side { value, trust }
}

fn texts(before: &Volume, after: &Volume) -> Vec<TextChange> {
    use SectionKind::{Other, Overview, Proactive, Problems, Proceedings, Requests};
    let kinds = [Overview, Proactive, Requests, Proceedings, Problems, Other];
    kinds.into_iter().filter_map(|kind| text(kind, before, after)).collect()
}

fn text(kind: SectionKind, before: &Volume, after: &Volume) -> Option<TextChange> {
    let find = |volume: &Volume| volume.report.sections.iter().find(|s| s.kind == kind).cloned();
    let (old, new) = (find(before), find(after));
    let heading = new.iter().chain(&old).find_map(|s| s.heading.clone());
    let heading = heading.unwrap_or_else(|| similarity::usual_heading(kind).to_owned());
    let (old, new) = (old.map(|s| s.text).unwrap_or_default(), new.map(|s| s.text).unwrap_or_default());
    (!old.is_empty() || !new.is_empty()).then(|| TextChange {
        kind,
        heading,
        kept: similarity::percent(&new, &old),
        passages: similarity::passages(&old, &new),
    })
}
