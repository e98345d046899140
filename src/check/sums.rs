//! The sums of the form, each asked twice: on what is printed, and with blanks as zero.

use super::{Assessment, Check, Verdict, among};
use crate::form::{Form, Identity};
use crate::model::{Cell, FieldId, Finding, Report, Severity, Status, Tables};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

/// 勾稽关系: the only sum that the form itself prints.
pub const BALANCE: Check = Check {
    rule: "requests.balance",
    must_hold: "每列：本年新收 + 上年结转 =（七）总计 + 结转下年度",
    why: "every request that came in or was carried over is either handled or carried on; not assessable where one side is not printed",
    source: "printed on the form, 国办公开办函〔2019〕60号 and 〔2021〕30号",
    assess: |report, form| assess("requests.balance", report, form),
};

/// （七）总计 counts each outcome once.
pub const OUTCOMES: Check = Check {
    rule: "requests.outcome_sum",
    must_hold: "每列：（七）总计 =（一）+（二）+（三）8项 +（四）3项 +（五）5项 +（六）",
    why: "each handled request has one outcome (区分处理的，只计这一情形); a row missing in the document makes a difference a warning",
    source: "arithmetic from the labels of the form",
    assess: |report, form| assess("requests.outcome_sum", report, form),
};

/// 总计 of a row counts each kind of applicant once.
pub const ROWS: Check = Check {
    rule: "requests.row_sum",
    must_hold: "每行：总计 = 自然人 + 五类法人或其他组织",
    why: "each request has one applicant; not assessable where the total is not printed",
    source: "arithmetic from the labels of the form",
    assess: |report, form| assess("requests.row_sum", report, form),
};

/// 总计 of a block counts each result once.
pub const PROCEEDINGS: Check = Check {
    rule: "proceedings.sum",
    must_hold: "每块：总计 = 结果维持 + 结果纠正 + 其他结果 + 尚未审结",
    why: "each case has one result; not assessable where the total is not printed",
    source: "arithmetic from the labels of the form",
    assess: |report, form| assess("proceedings.sum", report, form),
};

fn assess(rule: &'static str, report: &Report, form: &Form) -> Vec<Assessment> {
    let cells = by_field(&report.tables);
    let identities = form.identities.iter().filter(|i| i.rule == rule);
    let mut all: Vec<Assessment> = identities.map(|i| one(rule, i, &cells)).collect();
    let untotalled = note(rule, &all, form, Verdict::TotalBlank);
    let blanks = note(rule, &all, form, Verdict::HoldsIfBlankIsZero);
    all.extend(untotalled.into_iter().chain(blanks));
    all
}

/// The cells by field: a grid's sums name each of them several times.
pub type Cells<'r> = FxHashMap<&'r str, &'r Cell>;

/// The cells of the tables by field.
pub fn by_field(tables: &Tables) -> Cells<'_> {
    tables.cells.iter().map(|cell| (cell.field.as_str(), cell)).collect()
}

/// Both sides of an identity, as far as printed.
struct Sides<'r> {
    cells: Vec<&'r Cell>,
    left: Decimal,
    right: Decimal,
    left_printed: bool,
    right_printed: bool,
    /// The document has the cells of the left side, and they are empty.
    left_blank: bool,
    /// The document has no cell of the right side: there is nothing to compare with.
    right_absent: bool,
}

fn sides<'r>(identity: &Identity, cells: &Cells<'r>) -> Sides<'r> {
    let side = |fields: &[FieldId]| -> Vec<&'r Cell> {
        fields.iter().filter_map(|f| cells.get(f.as_str()).copied()).collect()
    };
    let (left, right) = (side(&identity.left), side(&identity.right));
    // A sum past 28 digits is of no real report; saturated, it fails like any other that is wrong.
    let sum = |cells: &[&Cell]| {
        cells
            .iter()
            .filter_map(|c| c.value)
            .fold(Decimal::ZERO, |a, b| a.checked_add(b).unwrap_or(Decimal::MAX))
    };
    let printed = |cells: &[&Cell]| cells.iter().any(|c| c.value.is_some());
    Sides {
        left: sum(&left),
        right: sum(&right),
        left_printed: printed(&left),
        left_blank: left.iter().all(|c| c.status == Status::Blank),
        right_printed: printed(&right),
        right_absent: right.iter().all(|c| c.status == Status::Absent),
        cells: left.into_iter().chain(right).collect(),
    }
}

/// Published minus computed, where an identity fails; for [`super::locate`].
pub fn difference(identity: &Identity, cells: &Cells<'_>) -> Option<Decimal> {
    let sides = sides(identity, cells);
    (verdict(&sides) == Verdict::Fails).then(|| sides.left.checked_sub(sides.right))?
}

/// Whether a sum of the form holds with the field in it.
pub fn confirms(field: &FieldId, cells: &Cells<'_>, form: &Form) -> bool {
    let of = |i: &&Identity| i.fields().any(|f| f == field);
    let holds =
        |i: &Identity| matches!(verdict(&sides(i, cells)), Verdict::Holds | Verdict::HoldsIfBlankIsZero);
    form.identities.iter().filter(of).any(holds)
}

fn verdict(sides: &Sides<'_>) -> Verdict {
    let uncertain = |c: &&Cell| matches!(c.status, Status::Ambiguous | Status::Unreadable);
    let complete = sides.cells.iter().all(|c| c.value.is_some());
    // A total over rows that are all empty is a difference that blanks cannot explain; an empty total is none.
    let compared = sides.right_printed || !sides.left.is_zero() && !sides.right_absent;
    if sides.cells.iter().any(uncertain) || !compared {
        Verdict::NotAssessable
    } else if !sides.left_printed {
        let blank = sides.left_blank && !sides.right.is_zero();
        if blank { Verdict::TotalBlank } else { Verdict::NotAssessable }
    } else if sides.left != sides.right {
        Verdict::Fails
    } else if complete {
        Verdict::Holds
    } else {
        Verdict::HoldsIfBlankIsZero
    }
}

fn one(rule: &'static str, identity: &Identity, cells: &Cells<'_>) -> Assessment {
    let sides = sides(identity, cells);
    let verdict = verdict(&sides);
    let complete = sides.cells.iter().all(|c| c.value.is_some());
    // Only what is printed can contradict itself; a solved number may be our reading and not the office's.
    let printed = sides.cells.iter().all(|c| c.status == Status::Printed);
    let severity = if complete && printed { Severity::Error } else { Severity::Warning };
    let finding = (verdict == Verdict::Fails).then(|| Finding {
        rule: rule.to_owned(),
        severity,
        fields: identity.fields().cloned().collect(),
        published: Some(sides.left),
        computed: Some(sides.right),
        message: message(rule, &identity.subject, sides.left, sides.right, complete),
    });
    Assessment { rule, subject: identity.subject.clone(), verdict, finding }
}

fn message(rule: &str, subject: &str, published: Decimal, computed: Decimal, complete: bool) -> String {
    let (left, right) = match rule {
        "requests.balance" => ("第一项加第二项之和", "第三项加第四项之和"),
        "requests.outcome_sum" => ("（七）总计", "各项办理结果之和"),
        "requests.row_sum" => ("总计", "各类申请人之和"),
        _ => ("总计", "各项结果之和"),
    };
    let place = if rule == "requests.row_sum" {
        "行"
    } else if rule == "proceedings.sum" {
        "栏"
    } else {
        "列"
    };
    let blank = if complete { "" } else { "（空白格按0计）" };
    format!("“{subject}”{place}：{left}为{published}，{right}为{computed}，不相等{blank}")
}

/// One finding for all subjects of a verdict that blanks bring about: a township's grid is mostly blank, and an office
/// that leaves one total out leaves them all out.
fn note(rule: &'static str, all: &[Assessment], form: &Form, verdict: Verdict) -> Option<Assessment> {
    let subjects: Vec<&str> =
        all.iter().filter(|a| a.verdict == verdict).map(|a| a.subject.as_str()).collect();
    let (first, n) = (subjects.first()?, subjects.len());
    let (severity, message) = match verdict {
        Verdict::TotalBlank if rule == BALANCE.rule => {
            (Severity::Warning, format!("{}第三、四项有数，而第一、二项为空白", among(first, n, "列")))
        }
        Verdict::TotalBlank => {
            (Severity::Warning, format!("{}各项有数，而总计为空白", among(first, n, "处")))
        }
        _ => (Severity::Info, format!("{}只有在空白格按0计时才相等", among(first, n, "处"))),
    };
    let identities =
        form.identities.iter().filter(|i| i.rule == rule && subjects.contains(&i.subject.as_str()));
    let finding = Finding {
        rule: rule.to_owned(),
        severity,
        fields: identities.flat_map(|i| i.left.iter().cloned()).collect(),
        published: None,
        computed: None,
        message,
    };
    Some(Assessment { rule, subject: "空白".to_owned(), verdict, finding: Some(finding) })
}
