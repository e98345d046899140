//! What the prose says of a number against what the tables print.
//!
//! Usage differs from office to office: 收到 may mean the year's new requests, those with what was carried over, or all
//! that were handled. A statement is contradicted only where it equals none of these, and only where its scope word is
//! the report's own: 全市 says nothing against a table of 本机关.

use super::{Assessment, Check, Verdict};
use crate::form::Form;
use crate::model::{Cell, FieldId, Finding, Narrative, Report, Severity, Status};
use rust_decimal::Decimal;

/// Requests, reviews and litigation in prose.
pub const REQUESTS: Check = Check {
    rule: "narrative.requests",
    must_hold: "正文中的申请、办结、结转、复议、诉讼件数与表格一致",
    why: "evaluators compare the two; a statement may mean 一, 一+二 or （七）; under another scope word it is only noted",
    source: "evaluators count it",
    assess: |report, _: &Form| {
        assess(
            "narrative.requests",
            &[REQUEST_STATEMENTS.as_slice(), &PROCEEDING_STATEMENTS].concat(),
            report,
        )
    },
};

/// Documents and decisions in prose.
pub const DOCUMENTS: Check = Check {
    rule: "narrative.documents",
    must_hold: "正文中的规范性文件、许可、处罚、强制件数与第二部分表格一致",
    why: "evaluators compare the two; under another scope word it is only noted",
    source: "evaluators count it",
    assess: |report, _: &Form| assess("narrative.documents", &DOCUMENT_STATEMENTS, report),
};

/// A metric of the prose and what it may mean in the tables, the most usual first.
#[derive(Debug, Clone, Copy)]
struct Statement {
    metric: &'static str,
    meanings: &'static [Meaning],
}

/// A sum of fields with the name that the form gives it. A field that ends in `.` stands for all rows below it.
#[derive(Debug, Clone, Copy)]
struct Meaning {
    label: &'static str,
    fields: &'static [&'static str],
}

const fn meaning(label: &'static str, fields: &'static [&'static str]) -> Meaning {
    Meaning { label, fields }
}

const RECEIVED: &str = "requests.received.total";
const CARRIED_IN: &str = "requests.carried_in.total";
const HANDLED: &str = "requests.handled_total.total";
const NEW: Meaning = meaning("“一、本年新收”", &[RECEIVED]);
const NEW_AND_CARRIED: Meaning = meaning("第一、二项之和", &[RECEIVED, CARRIED_IN]);
const ALL_HANDLED: Meaning = meaning("“（七）总计”", &[HANDLED]);

const REQUEST_STATEMENTS: [Statement; 10] = [
    Statement { metric: "requests_received", meanings: &[NEW, NEW_AND_CARRIED, ALL_HANDLED] },
    Statement { metric: "requests_handled", meanings: &[ALL_HANDLED, NEW, NEW_AND_CARRIED] },
    Statement {
        metric: "requests_carried_in", meanings: &[meaning("“二、上年结转”", &[CARRIED_IN])]
    },
    Statement {
        metric: "requests_carried_out",
        meanings: &[meaning("“四、结转下年度继续办理”", &["requests.carried_out.total"])],
    },
    Statement {
        metric: "requests_granted",
        meanings: &[
            meaning("“（一）予以公开”", &["requests.granted.total"]),
            meaning("（一）（二）两项之和", &["requests.granted.total", "requests.granted_in_part.total"]),
        ],
    },
    Statement {
        metric: "requests_partly_granted",
        meanings: &[meaning("“（二）部分公开”", &["requests.granted_in_part.total"])],
    },
    Statement {
        metric: "requests_denied",
        meanings: &[
            meaning("“（三）不予公开”各项之和", &["requests.denied."]),
            meaning("（三）（四）各项之和", &["requests.denied.", "requests.unavailable."]),
            meaning(
                "（三）（四）（五）各项之和",
                &["requests.denied.", "requests.unavailable.", "requests.not_processed."],
            ),
        ],
    },
    Statement {
        metric: "requests_unavailable",
        meanings: &[meaning("“（四）无法提供”各项之和", &["requests.unavailable."])],
    },
    Statement {
        metric: "requests_not_processed",
        meanings: &[meaning("“（五）不予处理”各项之和", &["requests.not_processed."])],
    },
    Statement {
        metric: "requests_other_handling",
        meanings: &[meaning("“（六）其他处理”各项之和", &["requests.other_handling."])],
    },
];

const DIRECT: &str = "proceedings.litigation_direct.total";
const AFTER_REVIEW: &str = "proceedings.litigation_after_review.total";

const PROCEEDING_STATEMENTS: [Statement; 2] = [
    Statement {
        metric: "reviews", meanings: &[meaning("“行政复议”总计", &["proceedings.review.total"])]
    },
    Statement {
        metric: "litigations",
        meanings: &[
            meaning("“行政诉讼”两项总计之和", &[DIRECT, AFTER_REVIEW]),
            meaning("“未经复议直接起诉”总计", &[DIRECT]),
            meaning("“复议后起诉”总计", &[AFTER_REVIEW]),
        ],
    },
];

/// The form of 2019 prints made and disclosed where that of 2021 prints issued.
const DOCUMENT_STATEMENTS: [Statement; 6] = [
    Statement {
        metric: "documents_issued",
        meanings: &[
            meaning("“行政规范性文件”本年制发件数", &["proactive.normative_documents.issued"]),
            meaning("“规范性文件”本年新制作数量", &["proactive.normative_documents.made"]),
            meaning("“规范性文件”本年新公开数量", &["proactive.normative_documents.disclosed"]),
        ],
    },
    Statement {
        metric: "documents_repealed",
        meanings: &[meaning("“行政规范性文件”本年废止件数", &["proactive.normative_documents.repealed"])],
    },
    Statement {
        metric: "documents_in_force",
        meanings: &[
            meaning("“行政规范性文件”现行有效件数", &["proactive.normative_documents.in_force"]),
            meaning("“规范性文件”对外公开总数量", &["proactive.normative_documents.disclosed_total"]),
        ],
    },
    Statement {
        metric: "licences",
        meanings: &[meaning("“行政许可”处理决定数量", &["proactive.licensing.decisions"])],
    },
    Statement {
        metric: "penalties",
        meanings: &[meaning("“行政处罚”处理决定数量", &["proactive.penalties.decisions"])],
    },
    Statement {
        metric: "coercive_measures",
        meanings: &[meaning("“行政强制”处理决定数量", &["proactive.coercion.decisions"])],
    },
];

/// A meaning with what the report prints for it.
struct Printed<'r> {
    label: &'static str,
    cells: Vec<&'r Cell>,
    sum: Decimal,
}

fn assess(rule: &'static str, statements: &[Statement], report: &Report) -> Vec<Assessment> {
    let stated: Vec<_> = statements.iter().filter_map(|s| stated(s, report)).collect();
    // A scope whose other numbers are those of the tables is the tables' own.
    let proven: Vec<&str> = stated
        .iter()
        .flat_map(|(printed, said)| said.iter().filter(|n| !n.value.is_zero() && agrees(n, printed)))
        .filter_map(|n| n.scope.as_deref())
        .collect();
    stated.iter().flat_map(|(printed, said)| compare(rule, printed, said, &proven, report)).collect()
}

/// What the report prints for each meaning, and what its prose says; nothing where there is nothing to compare.
fn stated<'r>(statement: &Statement, report: &'r Report) -> Option<(Vec<Printed<'r>>, Vec<&'r Narrative>)> {
    let mut said: Vec<&Narrative> =
        report.narrative.iter().filter(|n| n.metric == statement.metric).collect();
    // Most metrics are not stated: their cells need not be looked for.
    if !said.is_empty() && is_left_blank(statement, report) {
        said.retain(|n| !n.value.is_zero());
    }
    if said.is_empty() {
        return None;
    }
    let printed: Vec<Printed<'_>> = statement.meanings.iter().filter_map(|m| print(m, report)).collect();
    (!printed.is_empty()).then_some((printed, said))
}

/// Whether the cells of the most usual meaning on this form are empty: a stated zero beside them contradicts nothing, and
/// must not be held against a less usual meaning.
fn is_left_blank(statement: &Statement, report: &Report) -> bool {
    let cells = |m: &Meaning| -> Vec<&Cell> {
        let of = |c: &&Cell| m.fields.iter().any(|field| is_of(&c.field, field));
        report.tables.cells.iter().filter(of).collect()
    };
    let usual = statement.meanings.iter().map(cells).find(|cells| !cells.is_empty());
    usual.is_some_and(|cells| cells.iter().all(|c| c.status == Status::Blank))
}

/// What the tables print for a meaning; nothing where a cell of it is missing or uncertain.
fn print<'r>(meaning: &Meaning, report: &'r Report) -> Option<Printed<'r>> {
    let mut cells: Vec<&Cell> = Vec::new();
    for field in meaning.fields {
        let found: Vec<&Cell> = report.tables.cells.iter().filter(|c| is_of(&c.field, field)).collect();
        // One printed variant of （六） makes the other's rows absent; anywhere else a lost row makes the sum unknown.
        let variants = *field == "requests.other_handling.";
        let found: Vec<&Cell> =
            found.into_iter().filter(|c| !(variants && c.status == Status::Absent)).collect();
        cells.extend(found);
    }
    let known = |c: &&Cell| matches!(c.status, Status::Printed | Status::Solved | Status::Blank);
    let first = cells.first().is_some_and(|c| c.value.is_some());
    let any = cells.iter().any(|c| c.value.is_some());
    let certain =
        cells.iter().all(known) && any && (first || meaning.fields.iter().any(|f| f.ends_with('.')));
    let sum = cells.iter().filter_map(|c| c.value).try_fold(Decimal::ZERO, Decimal::checked_add)?;
    certain.then_some(Printed { label: meaning.label, cells, sum })
}

/// `requests.denied.` names the total column of all its rows.
fn is_of(id: &FieldId, field: &str) -> bool {
    id == field || (field.ends_with('.') && id.starts_with(field) && id.ends_with(".total"))
}

/// A stated zero can mean only the most usual; any other number may mean any of them.
fn agrees(said: &Narrative, printed: &[Printed<'_>]) -> bool {
    let meanings = if said.value.is_zero() { printed.get(..1).unwrap_or_default() } else { printed };
    meanings.iter().any(|p| p.sum == said.value)
}

/// One metric: it holds where any statement of it holds, or all of them together.
fn compare(
    rule: &'static str,
    printed: &[Printed<'_>],
    said: &[&Narrative],
    proven: &[&str],
    report: &Report,
) -> Vec<Assessment> {
    let subject = said.first().map(|n| n.metric.clone()).unwrap_or_default();
    let together = said.iter().map(|n| n.value).try_fold(Decimal::ZERO, Decimal::checked_add);
    let holds = said.iter().any(|n| agrees(n, printed)) || printed.iter().any(|p| Some(p.sum) == together);
    if holds {
        return vec![Assessment { rule, subject, verdict: Verdict::Holds, finding: None }];
    }
    let Some(said) = said.iter().find(|n| own(n, proven, report)).or_else(|| said.first()) else {
        return Vec::new();
    };
    let own = own(said, proven, report);
    let verdict = if own { Verdict::Fails } else { Verdict::NotAssessable };
    vec![Assessment { rule, subject, verdict, finding: finding(rule, said, printed, own) }]
}

/// Whether the words speak of what the tables count: no scope word, 我局 or 本机关, or the agency's own name.
fn own(said: &Narrative, proven: &[&str], report: &Report) -> bool {
    let Some(scope) = said.scope.as_deref() else { return true };
    let short = |name: &str| name.replace("人民政府", "政府");
    let named = report.agency.name.as_deref().is_some_and(|a| short(a).ends_with(&short(scope)));
    scope.starts_with(['我', '本']) || named || proven.contains(&scope)
}

fn finding(rule: &str, said: &Narrative, printed: &[Printed<'_>], own: bool) -> Option<Finding> {
    let first = printed.first()?;
    let certain = printed.iter().flat_map(|p| &p.cells).all(|c| c.status != Status::Solved);
    let listed: Vec<String> = printed.iter().map(|p| format!("{}为{}", p.label, p.sum)).collect();
    let differs = if printed.len() > 1 { "均不相等" } else { "不相等" };
    let scope = said.scope.as_deref().filter(|_| !own);
    let note = scope.map_or_else(String::new, |s| format!("（正文口径为“{s}”，可能与表格不同）"));
    let mut fields: Vec<FieldId> = Vec::new();
    for cell in printed.iter().flat_map(|p| &p.cells) {
        if !fields.contains(&cell.field) {
            fields.push(cell.field.clone());
        }
    }
    Some(Finding {
        rule: rule.to_owned(),
        severity: if own && certain { Severity::Warning } else { Severity::Info },
        fields,
        published: Some(first.sum),
        computed: Some(said.value),
        message: format!(
            "正文“{}”为{}，表格中{}，{differs}{note}",
            said.quote.replace('\n', ""),
            said.value,
            listed.join("，")
        ),
    })
}
