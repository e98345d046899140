//! What kind of number a cell may hold.

use super::{Assessment, Check, Verdict};
use crate::form::{Field, Unit};
use crate::model::{Finding, Severity};
use rust_decimal::Decimal;

/// Counts are whole and not negative; changes may be negative; amounts may have decimals.
pub const FORM: Check = Check {
    rule: "values.form",
    must_hold: "件数、项数为非负整数（本年增/减可为负），金额为非负数",
    why: "a count of documents, items or requests; assessed wherever a number is printed",
    source: "units of the form, 国办公开办函〔2019〕60号 and 〔2021〕30号",
    assess: |report, form| form.fields.iter().filter_map(|f| one(f, report.tables.value(&f.id)?)).collect(),
};

fn one(field: &Field, value: Decimal) -> Option<Assessment> {
    let negative = value.is_sign_negative() && !value.is_zero() && !field.signed;
    let broken = field.unit == Unit::Count && !value.is_integer();
    let problem = match (negative, broken) {
        (true, _) => Some("不应为负数"),
        (_, true) => Some("应为整数"),
        _ => None,
    };
    let finding = problem.map(|problem| Finding {
        rule: "values.form".to_owned(),
        // Only a sum can contradict itself; a number of the wrong kind may have lost its unit or its point.
        severity: Severity::Warning,
        fields: vec![field.id.clone()],
        published: Some(value),
        computed: None,
        message: format!("“{}”为{value}，{problem}", field.label),
    });
    let verdict = if finding.is_some() { Verdict::Fails } else { Verdict::Holds };
    Some(Assessment { rule: "values.form", subject: field.label.clone(), verdict, finding })
}
