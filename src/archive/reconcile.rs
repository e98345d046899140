//! Several reports of one agency and year: agreeing, they are one; disagreeing, both are named.

use super::volume::{Copy, Known, Named, Note, Other, Volume, label};
use crate::model::{Cell, FieldId, Finding, Report, Severity};
use rust_decimal::Decimal;

/// Two files of one report: counted once.
pub const DUPLICATE: &str = "archive.duplicate";
/// Two reports of one year that differ.
pub const DISAGREEMENT: &str = "archive.disagreement";

/// Past so many cells the two are different documents, and one finding names them all.
const LISTED: usize = 20;

/// Cells named in that one finding's message.
const NAMED: usize = 3;

/// One year: the report with the most numbers speaks, of equals the first by path.
pub fn volume(year: u16, mut reports: Vec<Named>) -> Option<Volume> {
    reports.sort_by(|a, b| a.0.cmp(&b.0));
    let numbers = |report: &Report| report.tables.cells.iter().filter(|c| c.value.is_some()).count();
    let best = reports.iter().map(|(_, r)| numbers(r)).max()?;
    let at = reports.iter().position(|(_, r)| numbers(r) == best)?;
    let (path, report) = reports.remove(at);
    let copies: Vec<Copy> = reports.into_iter().map(|(path, other)| copy(&report, path, other)).collect();
    let disputed = copies.iter().flat_map(|c| &c.differences).map(|(field, ..)| field.clone()).collect();
    Some(Volume { year, copies, disputed, ..Volume::alone(path, report) })
}

fn copy(report: &Report, path: String, other: Report) -> Copy {
    let pairs = report.tables.cells.iter().filter_map(|c| Some((c, other.tables.cell(&c.field)?)));
    let differences = pairs.filter_map(|(a, b)| difference(a, b)).collect();
    Copy { path, report: other, differences }
}

/// A blank beside a zero is no disagreement; a number beside what cannot be read for certain neither.
fn difference(a: &Cell, b: &Cell) -> Option<(FieldId, Option<Decimal>, Option<Decimal>)> {
    let (one, two) = (Known::of(a), Known::of(b));
    (one.or_zero()? != two.or_zero()?).then(|| (a.field.clone(), one.number(), two.number()))
}

/// What there is to say of a year's other reports.
pub fn notes(volume: &Volume) -> Vec<Note> {
    volume.copies.iter().flat_map(|copy| findings(volume, copy)).collect()
}

fn findings(volume: &Volume, copy: &Copy) -> Vec<Note> {
    let findings: Vec<Finding> = match copy.differences.len() {
        0 => vec![duplicate(volume, copy)],
        1..=LISTED => copy.differences.iter().map(|d| disagreement(volume, copy, d)).collect(),
        _ => vec![different(volume, copy)],
    };
    let other = Other { year: Some(volume.year), path: copy.path.clone() };
    findings.into_iter().map(|finding| Note::on(volume, Some(other.clone()), finding)).collect()
}

fn duplicate(volume: &Volume, copy: &Copy) -> Finding {
    let same = volume.report.source.sha256 == copy.report.source.sha256;
    let how = if same { "文件内容相同" } else { "各项数据一致" };
    Finding {
        rule: DUPLICATE.to_owned(),
        severity: Severity::Info,
        fields: Vec::new(),
        published: None,
        computed: None,
        message: format!("“{}”与“{}”是同一年度的报告，{how}，按一份计", volume.path, copy.path),
    }
}

fn disagreement(
    volume: &Volume,
    copy: &Copy,
    (field, one, two): &(FieldId, Option<Decimal>, Option<Decimal>),
) -> Finding {
    let difference = told(&volume.report, field, *one, *two);
    Finding {
        rule: DISAGREEMENT.to_owned(),
        severity: Severity::Warning,
        fields: vec![field.clone()],
        published: *one,
        computed: *two,
        message: format!("同一年度的“{}”与“{}”不一致：{difference}", volume.path, copy.path),
    }
}

fn different(volume: &Volume, copy: &Copy) -> Finding {
    let some = copy.differences.iter().take(NAMED);
    let some: Vec<String> = some.map(|(field, a, b)| told(&volume.report, field, *a, *b)).collect();
    let count = copy.differences.len();
    Finding {
        rule: DISAGREEMENT.to_owned(),
        severity: Severity::Warning,
        fields: copy.differences.iter().map(|(field, ..)| field.clone()).collect(),
        published: None,
        computed: None,
        message: format!(
            "同一年度的“{}”与“{}”有{count}处不一致：{}等",
            volume.path,
            copy.path,
            some.join("；")
        ),
    }
}

fn told(report: &Report, field: &FieldId, one: Option<Decimal>, two: Option<Decimal>) -> String {
    let shown = |value: Option<Decimal>| value.map_or("空白".to_owned(), |v| v.normalize().to_string());
    format!("“{}”分别为{}和{}", label(report, field), shown(one), shown(two))
}
