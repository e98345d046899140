//! Prose against the tables, the year and the place: a passing and a failing case each.

use super::{found, report};
use crate::check::{Verdict, assess, run};
use crate::model::{Period, Report, SectionKind, Severity, Status};
use crate::narrative;

const GRID: [(&str, i64); 4] = [
    ("requests.received.total", 12),
    ("requests.carried_in.total", 3),
    ("requests.handled_total.total", 14),
    ("requests.carried_out.total", 1),
];

/// A report on 2023 of 霍邱县龙潭镇 whose overview says this.
fn saying(values: &[(&str, i64)], text: &str) -> Report {
    let mut report = report(values);
    report.year = Some(2023);
    report.agency.name = Some("霍邱县龙潭镇".into());
    report.title = Some("霍邱县龙潭镇2023年政府信息公开工作年度报告".into());
    report.sections[0].text = text.into();
    report.narrative = narrative::read(&report.sections, report.year);
    report
}

fn severities(rule: &str, report: &Report) -> Vec<Severity> {
    run(report).into_iter().filter(|f| f.rule == rule).map(|f| f.severity).collect()
}

fn verdicts(rule: &str, report: &Report) -> Vec<Verdict> {
    assess(report).filter(|a| a.rule == rule).map(|a| a.verdict).collect()
}

#[test]
fn received_may_mean_new_all_or_handled() {
    for (n, verdict) in
        [(12, Verdict::Holds), (15, Verdict::Holds), (14, Verdict::Holds), (13, Verdict::Fails)]
    {
        let report = saying(&GRID, &format!("共收到政府信息公开申请{n}件。"));
        assert_eq!(verdicts("narrative.requests", &report), [verdict], "{n}");
    }
}

#[test]
fn a_contradiction_names_what_it_was_compared_with() {
    let report = saying(&GRID, "我镇共收到政府信息公开申请13件。");
    assert_eq!(found("narrative.requests", &report), [(Severity::Warning, Some(12), Some(13))]);
    let message = run(&report).into_iter().find(|f| f.rule == "narrative.requests").map(|f| f.message);
    assert_eq!(
        message.as_deref(),
        Some(
            "正文“我镇共收到政府信息公开申请13件”为13，表格中“一、本年新收”为12，第一、二项之和为15，“（七）总计”为14，均不相等"
        )
    );
}

#[test]
fn a_stated_zero_is_contradicted_by_any_number_of_new_requests() {
    let report = saying(&GRID, "未收到政府信息公开申请。");
    assert_eq!(severities("narrative.requests", &report), [Severity::Warning]);
}

#[test]
fn a_stated_zero_beside_an_empty_cell_is_no_contradiction() {
    let carried = [("requests.carried_in.total", 1), ("requests.handled_total.total", 1)];
    for text in ["未收到政府信息公开申请。", "全年收到政府信息公开申请0件。"] {
        let mut report = saying(&carried, text);
        let received = report.tables.cells.iter_mut().find(|c| c.field == "requests.received.total");
        received.expect("a cell of the form").status = Status::Blank;
        assert_eq!(severities("narrative.requests", &report), [], "{text}");
    }
}

#[test]
fn another_scope_is_noted_and_accuses_nobody() {
    let report = saying(&GRID, "全县共收到政府信息公开申请130件。");
    assert_eq!(severities("narrative.requests", &report), [Severity::Info]);
}

#[test]
fn a_scope_whose_other_numbers_are_the_tables_own_is_theirs() {
    let report = saying(&GRID, "全县共收到政府信息公开申请12件，办结99件。");
    assert_eq!(severities("narrative.requests", &report), [Severity::Warning]);
}

#[test]
fn statements_that_add_up_hold() {
    let report = saying(&GRID, "镇本级收到政府信息公开申请10件。村级收到政府信息公开申请2件。");
    assert_eq!(severities("narrative.requests", &report), []);
}

#[test]
fn prose_without_a_printed_number_to_compare_with_is_not_assessed() {
    let report = saying(&[], "共收到政府信息公开申请13件，发生行政复议2件。");
    assert_eq!(verdicts("narrative.requests", &report), []);
}

#[test]
fn reviews_and_litigation() {
    let cells = [
        ("proceedings.review.total", 3),
        ("proceedings.litigation_direct.total", 1),
        ("proceedings.litigation_after_review.total", 1),
    ];
    let right = saying(&cells, "因政府信息公开被申请行政复议3件、提起行政诉讼2件。");
    assert_eq!(verdicts("narrative.requests", &right), [Verdict::Holds, Verdict::Holds]);
    let wrong = saying(&cells, "未发生行政复议、行政诉讼。");
    assert_eq!(severities("narrative.requests", &wrong), [Severity::Warning, Severity::Warning]);
}

#[test]
fn refusals_are_the_sum_of_their_rows() {
    let cells = [("requests.denied.state_secret.total", 2), ("requests.denied.third_party.total", 3)];
    let right = saying(&cells, "办结申请公开9件，其中不予公开5件。");
    assert_eq!(severities("narrative.requests", &right), []);
    let wrong = saying(&cells, "办结申请公开9件，其中不予公开6件。");
    assert_eq!(found("narrative.requests", &wrong), [(Severity::Warning, Some(5), Some(6))]);
}

#[test]
fn documents_and_decisions() {
    let cells = [
        ("proactive.normative_documents.issued", 6),
        ("proactive.normative_documents.repealed", 0),
        ("proactive.normative_documents.in_force", 33),
        ("proactive.penalties.decisions", 1092),
    ];
    let right = "制发行政规范性文件6件、废止0件，现行有效33件。行政处罚决定1092件全部公示。";
    assert_eq!(severities("narrative.documents", &saying(&cells, right)), []);
    let wrong = "制发行政规范性文件7件、废止0件，现行有效33件。";
    assert_eq!(found("narrative.documents", &saying(&cells, wrong)), [(Severity::Warning, Some(6), Some(7))]);
}

#[test]
fn section_six_of_2021_speaks_of_the_fee() {
    let mut report = saying(&[], "");
    report.sections[5].text = "无。".into();
    report.narrative = narrative::read(&report.sections, report.year);
    assert_eq!(severities("fees.handling", &report), [Severity::Info]);
    report.sections[5].text = "本年度未收取信息处理费。".into();
    report.narrative = narrative::read(&report.sections, report.year);
    assert_eq!(verdicts("fees.handling", &report), [Verdict::Holds]);
    report.tables.template = Some("2019".into());
    assert_eq!(verdicts("fees.handling", &report), []);
}

#[test]
fn another_year_as_the_reporting_year() {
    for text in [
        "2022年，我镇共收到政府信息公开申请3件。",
        "（二）依申请公开情况\n2022年，龙潭镇未收到政府信息公开申请。",
        "2022年，我镇坚持以公开促落实，各项任务有序推进。",
        "（三）政府信息管理。2022年度共制定规范性文件2件。",
    ] {
        assert_eq!(severities("text.wrong_year", &saying(&[], text)), [Severity::Warning], "{text}");
    }
}

#[test]
fn years_that_are_compared_with_or_looked_back_on_are_no_mistake() {
    for text in [
        "2023年，我镇共收到政府信息公开申请3件。2022年收到政府信息公开申请5件。",
        "2023年，我镇共收到政府信息公开申请3件，较2022年增加1件。",
        "2022年，我镇被评为先进单位。2023年，我镇共收到政府信息公开申请3件。",
        "2024年，我镇将办理申请公开3件。",
        "2022年结转政府信息公开申请2件，本年新收3件。",
        "2022年以来共收到政府信息公开申请3件。",
        "根据国办发〔2022〕8号文件，我镇共收到政府信息公开申请3件。",
    ] {
        assert_eq!(severities("text.wrong_year", &saying(&[], text)), [], "{text}");
    }
}

#[test]
fn a_period_of_another_year() {
    let mut report = saying(&[], "");
    let mut period = |from: &str, to: &str| {
        report.period = Some(Period { from: from.into(), to: to.into() });
        severities("text.wrong_year", &report)
    };
    assert_eq!(period("2023-01-01", "2023-12-31"), []);
    assert_eq!(period("2022-12-14", "2023-12-13"), []);
    assert_eq!(period("2023-01-01", "2024-01-01"), []);
    assert_eq!(period("2022-01-01", "2022-12-31"), [Severity::Warning]);
    assert_eq!(period("2022-01-01", "2023-12-31"), [Severity::Warning]);
}

#[test]
fn another_place_as_its_own() {
    let with = |text: &str| {
        let mut report = saying(&[], "");
        report.sections[5].text = text.into();
        assert_eq!(report.sections[5].kind, SectionKind::Other);
        severities("text.wrong_place", &report)
    };
    assert_eq!(with("本报告由霍邱县花园镇人民政府负责解释。"), [Severity::Warning]);
    assert_eq!(with("现发布《霍邱县花园镇2023年政府信息公开工作年度报告》。"), [Severity::Warning]);
    assert_eq!(with("本报告由龙潭镇人民政府办公室负责解释。"), []);
    assert_eq!(with("本报告由霍邱县人民政府办公室编制。"), []);
    assert_eq!(with("学习花园镇经验，与花园镇开展交流。"), []);
    assert_eq!(with("根据《霍邱县2023年政府信息公开工作要点》。"), []);
}

#[test]
fn a_run_that_the_prose_cuts_says_so_and_quotes_it() {
    let mut report = saying(&[], "制发行政规范性文件6件、废止0件，现行有效55件。");
    for cell in report.tables.cells.iter_mut().filter(|c| c.field.contains("normative_documents")) {
        (cell.raw, cell.status) = (Some("6055".into()), Status::Ambiguous);
    }
    assert_eq!(severities("cells.restated", &report), []);
    narrative::settle(&mut report.tables, &report.narrative);
    let message = run(&report).into_iter().find(|f| f.rule == "cells.restated").map(|f| f.message);
    assert_eq!(
        message.as_deref(),
        Some("连写的“6055”按正文“制发行政规范性文件6件、废止0件”“现行有效55件”读作6、0、55")
    );
}
