//! Cells whose value is not simply the number printed in them: so that none is trusted by mistake.

use super::{Assessment, Check, Verdict};
use crate::form::Form;
use crate::model::{Cell, Finding, Report, Severity, Status};

/// Numbers cut out of run-together or displaced text.
pub const SOLVED: Check = Check {
    rule: "cells.solved",
    must_hold: "数值由连写或错位的文字按勾稽关系还原",
    why: "the only reading that fits the form's sums; a reader who needs the printed cell alone can leave it out",
    source: "how the report was read",
    assess: |report, form| {
        one("cells.solved", Status::Solved, "由连写或错位的文字还原，为唯一符合勾稽关系的读法", report, form)
    },
};

/// Numbers that can be read in several ways.
pub const AMBIGUOUS: Check = Check {
    rule: "cells.ambiguous",
    must_hold: "数值有多种读法，未取值",
    why: "nothing on the form tells the readings apart; the evidence lists them",
    source: "how the report was read",
    assess: |report, form| one("cells.ambiguous", Status::Ambiguous, "有多种读法，未取值", report, form),
};

/// Cells with something in them that is no number.
pub const UNREADABLE: Check = Check {
    rule: "cells.unreadable",
    must_hold: "单元格有内容但不是数值，未取值",
    why: "words, several numbers in one cell, or an amount without its unit; the evidence holds the text",
    source: "how the report was read",
    assess: |report, form| {
        one("cells.unreadable", Status::Unreadable, "有内容但不是可用的数值，未取值", report, form)
    },
};

fn one(rule: &'static str, status: Status, what: &str, report: &Report, form: &Form) -> Vec<Assessment> {
    let cells: Vec<&Cell> = report.tables.cells.iter().filter(|c| c.status == status).collect();
    let Some(first) = cells.first() else { return Vec::new() };
    let label = form.field(&first.field).map_or_else(|| first.field.to_string(), |f| f.label.clone());
    let finding = Finding {
        rule: rule.to_owned(),
        severity: Severity::Info,
        fields: cells.iter().map(|c| c.field.clone()).collect(),
        published: None,
        computed: None,
        message: format!("“{label}”等{}个单元格{what}", cells.len()),
    };
    vec![Assessment { rule, subject: label, verdict: Verdict::NotAssessable, finding: Some(finding) }]
}
