//! Cells whose value is not simply the number printed in them: so that none is trusted by mistake.

use super::{Assessment, Check, Verdict, among, sums};
use crate::form::Form;
use crate::model::{Cell, Finding, Method, Report, Severity, Status};

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

/// Numbers whose digits a narrow cell breaks over lines.
pub const JOINED: Check = Check {
    rule: "cells.joined",
    must_hold: "窄单元格内断为多行的数字按一个数读取",
    why: "two numbers under each other would look the same: a sum that holds tells them apart, else a reader must look",
    source: "how the report was read",
    assess: joined,
};

fn joined(report: &Report, form: &Form) -> Vec<Assessment> {
    let all = sums::by_field(&report.tables);
    let cells = report.tables.cells.iter().filter(|c| c.place.broken && c.value.is_some());
    let (proven, open): (Vec<&Cell>, Vec<&Cell>) = cells.partition(|c| sums::confirms(&c.field, &all, form));
    let what = "的数字断为多行，按一个数读取";
    let told = |cells: Vec<&Cell>, severity, proof: &str| {
        named("cells.joined", severity, &cells, &format!("{what}{proof}"), form)
    };
    let proven = told(proven, Severity::Info, "，与勾稽关系相符");
    let open = told(open, Severity::Warning, "，没有勾稽关系可以证实，请核对原件");
    proven.into_iter().chain(open).collect()
}

/// Numbers cut out of run-together text where the prose restates them.
pub const RESTATED: Check = Check {
    rule: "cells.restated",
    must_hold: "连写的数值由正文中的表述确定",
    why: "several readings fit, and the prose restates exactly one; a reader who trusts tables alone can leave it out",
    source: "how the report was read",
    assess: restated,
};

fn restated(report: &Report, _: &Form) -> Vec<Assessment> {
    let by_prose = |c: &&Cell| c.method == Some(Method::Prose);
    let cells: Vec<&Cell> = report.tables.cells.iter().filter(by_prose).collect();
    let Some(run) = cells.first().and_then(|c| c.raw.as_deref()) else { return Vec::new() };
    let mut quotes: Vec<&str> = Vec::new();
    for said in report.narrative.iter().filter(|n| n.metric.starts_with("documents_")) {
        if !quotes.contains(&said.quote.as_str()) {
            quotes.push(&said.quote);
        }
    }
    let values: Vec<String> = cells.iter().filter_map(|c| c.value).map(|v| v.to_string()).collect();
    let message = format!("连写的“{run}”按正文“{}”读作{}", quotes.join("”“"), values.join("、"));
    let finding = Finding {
        rule: "cells.restated".to_owned(),
        severity: Severity::Info,
        fields: cells.iter().map(|c| c.field.clone()).collect(),
        published: None,
        computed: None,
        message,
    };
    vec![Assessment {
        rule: "cells.restated",
        subject: run.to_owned(),
        verdict: Verdict::NotAssessable,
        finding: Some(finding),
    }]
}

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
    let cells: Vec<&Cell> = report
        .tables
        .cells
        .iter()
        .filter(|c| c.status == status && c.method != Some(Method::Prose))
        // Told by a rule of their own.
        .filter(|c| status != Status::Solved || !c.place.broken)
        .collect();
    named(rule, Severity::Info, &cells, what, form).into_iter().collect()
}

/// One finding that names these cells; none where there are none.
fn named(
    rule: &'static str,
    severity: Severity,
    cells: &[&Cell],
    what: &str,
    form: &Form,
) -> Option<Assessment> {
    let first = cells.first()?;
    let label = form.field(&first.field).map_or_else(|| first.field.to_string(), |f| f.label.clone());
    let finding = Finding {
        rule: rule.to_owned(),
        severity,
        fields: cells.iter().map(|c| c.field.clone()).collect(),
        published: None,
        computed: None,
        message: format!("{}{what}", among(&label, cells.len(), "个单元格")),
    };
    Some(Assessment { rule, subject: label, verdict: Verdict::NotAssessable, finding: Some(finding) })
}
