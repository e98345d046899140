//! A passing and a failing case for each check, and the answers in between.

mod prose;

use super::*;
use crate::form;
use crate::model::{
    Agency, Cell, Contact, Format, Place, ReportSection, SectionKind, Severity, Source, Status, Tables,
    Warning, WarningKind,
};
use rust_decimal::Decimal;

/// A report of the form of 2021 with these numbers; everything else is blank.
fn report(values: &[(&str, i64)]) -> Report {
    let form = form::get("2021").expect("embedded");
    let cells = form.fields.iter().map(|f| {
        let value = values.iter().find(|(id, _)| f.id == *id).map(|(_, v)| Decimal::from(*v));
        let status = if value.is_some() { Status::Printed } else { Status::Blank };
        Cell { value, status, raw: Some(String::new()), ..Cell::absent(f.id.clone()) }
    });
    Report {
        source: Source {
            path: "a".into(),
            sha256: String::new(),
            bytes: 0,
            format: Format::Text,
            pages: None,
        },
        title: None,
        year: None,
        agency: Agency::default(),
        period: None,
        contact: Contact::default(),
        sections: sections(),
        tables: Tables { template: Some("2021".into()), cells: cells.collect(), extra_rows: vec![] },
        narrative: vec![],
        warnings: vec![],
        findings: vec![],
    }
}

fn sections() -> Vec<ReportSection> {
    use SectionKind::*;
    let all = [
        (Overview, "一、"),
        (Proactive, "二、"),
        (Requests, "三、"),
        (Proceedings, "四、"),
        (Problems, "五、"),
        (Other, "六、"),
    ];
    all.iter()
        .map(|(kind, number)| ReportSection {
            kind: *kind,
            heading: Some(format!("{number}标题")),
            pages: None,
            text: if *kind == Other { "本年度未收取信息处理费。" } else { "无。" }.into(),
            pictures: 0,
        })
        .collect()
}

/// Severity, published and computed of each finding of a rule.
fn found(rule: &str, report: &Report) -> Vec<(Severity, Option<i64>, Option<i64>)> {
    let whole = |v: Option<Decimal>| v.and_then(|v| i64::try_from(v).ok());
    let of_rule = |f: &Finding| f.rule == rule;
    run(report)
        .into_iter()
        .filter(of_rule)
        .map(|f| (f.severity, whole(f.published), whole(f.computed)))
        .collect()
}

const ROW: [&str; 7] = [
    "requests.granted.natural_person",
    "requests.granted.business",
    "requests.granted.research",
    "requests.granted.social_welfare",
    "requests.granted.legal_service",
    "requests.granted.other",
    "requests.granted.total",
];

fn row(values: [i64; 7]) -> Vec<(&'static str, i64)> {
    ROW.into_iter().zip(values).collect()
}

#[test]
fn a_row_that_adds_up_is_recorded_as_checked() {
    let report = report(&row([3, 1, 0, 0, 0, 0, 4]));
    assert_eq!(found("requests.row_sum", &report), []);
    let held = assess(&report).filter(|a| a.rule == "requests.row_sum" && a.verdict == Verdict::Holds);
    assert_eq!(held.count(), 1);
}

#[test]
fn printed_numbers_that_do_not_add_up_are_an_error() {
    let report = report(&row([3, 1, 0, 0, 0, 0, 7]));
    assert_eq!(found("requests.row_sum", &report), [(Severity::Error, Some(7), Some(4))]);
}

#[test]
fn blanks_make_a_difference_a_warning_and_an_agreement_a_note() {
    let warned = report(&[("requests.granted.total", 21)]);
    assert_eq!(found("requests.row_sum", &warned), [(Severity::Warning, Some(21), Some(0))]);
    let noted = report(&[("requests.granted.total", 2), ("requests.granted.natural_person", 2)]);
    assert_eq!(found("requests.row_sum", &noted), [(Severity::Info, None, None)]);
}

#[test]
fn a_blank_total_over_printed_numbers_is_told_once() {
    let numbers = [("requests.granted.natural_person", 258), ("requests.granted_in_part.business", 3)];
    assert_eq!(found("requests.row_sum", &report(&numbers)), [(Severity::Warning, None, None)]);
    let zeros = [("requests.granted.natural_person", 0)];
    assert_eq!(found("requests.row_sum", &report(&zeros)), [], "zeros need no total");
}

#[test]
fn a_total_that_the_document_does_not_have_is_not_assessed() {
    let mut report = report(&[("requests.granted.natural_person", 258)]);
    for cell in report.tables.cells.iter_mut().filter(|c| c.field.ends_with(".total")) {
        cell.status = Status::Absent;
    }
    assert_eq!(found("requests.row_sum", &report), []);
}

#[test]
fn rows_that_the_document_does_not_have_are_not_compared_with() {
    let received = [("requests.received.natural_person", 3746), ("requests.received.total", 3746)];
    let mut report = report(&received);
    assert_eq!(found("requests.balance", &report).len(), 2, "rows that are blank");
    for cell in report.tables.cells.iter_mut().filter(|c| !c.field.starts_with("requests.received.")) {
        cell.status = Status::Absent;
    }
    assert_eq!(found("requests.balance", &report), []);
}

#[test]
fn what_is_ambiguous_accuses_nobody() {
    let mut report = report(&row([3, 1, 0, 0, 0, 0, 7]));
    for cell in &mut report.tables.cells {
        if cell.field == "requests.granted.business" {
            (cell.status, cell.value) = (Status::Ambiguous, None);
        }
    }
    assert_eq!(found("requests.row_sum", &report), []);
    assert_eq!(found("cells.ambiguous", &report).len(), 1);
}

#[test]
fn the_balance_compares_both_sides() {
    let numbers = |carried_out| {
        vec![
            ("requests.received.total", 3119),
            ("requests.carried_in.total", 34),
            ("requests.handled_total.total", 3050),
            ("requests.carried_out.total", carried_out),
        ]
    };
    assert_eq!(found("requests.balance", &report(&numbers(103))), []);
    assert_eq!(
        found("requests.balance", &report(&numbers(100))),
        [(Severity::Error, Some(3153), Some(3150))]
    );
}

#[test]
fn the_cell_where_one_row_and_one_column_cross_is_named() {
    let form = form::get("2021").expect("embedded");
    let mut values: Vec<(&str, i64)> =
        form.fields.iter().filter(|f| f.id.starts_with("requests.")).map(|f| (f.id.as_str(), 0)).collect();
    let set = |values: &mut Vec<(&str, i64)>, field: &str, value: i64| {
        for (id, v) in values.iter_mut() {
            if *id == field {
                *v = value;
            }
        }
    };
    for field in
        ["requests.granted.natural_person", "requests.received.natural_person", "requests.received.total"]
    {
        set(&mut values, field, 5);
    }
    for field in
        ["requests.granted.total", "requests.handled_total.natural_person", "requests.handled_total.total"]
    {
        set(&mut values, field, 5);
    }
    assert_eq!(run(&report(&values)), []);
    set(&mut values, "requests.granted.natural_person", 8);
    assert_eq!(found("requests.locate", &report(&values)), [(Severity::Warning, Some(8), Some(5))]);
}

#[test]
fn proceedings_add_up_by_block() {
    let block = |total| {
        vec![
            ("proceedings.review.upheld", 10),
            ("proceedings.review.corrected", 1),
            ("proceedings.review.other", 0),
            ("proceedings.review.pending", 0),
            ("proceedings.review.total", total),
        ]
    };
    assert_eq!(found("proceedings.sum", &report(&block(11))), []);
    assert_eq!(found("proceedings.sum", &report(&block(0))), [(Severity::Error, Some(0), Some(11))]);
}

#[test]
fn counts_are_not_negative() {
    assert_eq!(found("values.form", &report(&[("proactive.rules.issued", 3)])), []);
    assert_eq!(found("values.form", &report(&[("proactive.rules.issued", -3)])).len(), 1);
}

#[test]
fn a_missing_section_is_a_warning() {
    let mut report = report(&[]);
    assert_eq!(found("sections.complete", &report), []);
    report.sections.retain(|s| s.kind != SectionKind::Problems);
    assert_eq!(found("sections.complete", &report), [(Severity::Warning, None, None)]);
}

#[test]
fn a_table_that_is_a_picture_or_missing_is_a_warning() {
    let mut report = report(&[]);
    assert_eq!(found("sections.table", &report), []);
    for cell in report.tables.cells.iter_mut().filter(|c| c.field.starts_with("requests.")) {
        *cell = Cell::absent(cell.field.clone());
    }
    report.sections[2].pictures = 2;
    let messages = |report: &Report| -> Vec<String> {
        run(report).into_iter().filter(|f| f.rule == "sections.table").map(|f| f.message).collect()
    };
    let picture =
        "“三、收到和处理政府信息公开申请情况”的表格是图片（2张），无法读取数值；请索取含文字表格的文件";
    assert_eq!(messages(&report), [picture]);
    report.tables = Tables::default();
    let none = [
        "“二、主动公开政府信息情况”没有可读的表格",
        picture,
        "“四、政府信息公开行政复议、行政诉讼情况”没有可读的表格",
    ];
    assert_eq!(messages(&report), none);
    assert_eq!(found("sections.table", &report), [(Severity::Warning, None, None); 3]);
}

#[test]
fn solved_and_unreadable_cells_are_named() {
    let mut report = report(&[("proactive.rules.issued", 3)]);
    for (cell, status) in report.tables.cells.iter_mut().zip([Status::Solved, Status::Unreadable]) {
        cell.status = status;
    }
    let fields: Vec<_> = run(&report).into_iter().flat_map(|f| f.fields).collect();
    assert_eq!(fields, ["proactive.rules.issued", "proactive.rules.repealed"]);
    assert!(report.tables.cells.iter().all(|c| c.place == Place::default()));
}

#[test]
fn a_number_joined_from_two_lines_warns_unless_a_sum_confirms_it() {
    let mut report = report(&row([2470, 1, 0, 0, 0, 0, 2471]));
    let own = ["requests.granted.natural_person", "proactive.rules.issued"];
    for cell in report.tables.cells.iter_mut().filter(|c| own.contains(&c.field.as_str())) {
        (cell.status, cell.place.broken, cell.value) = (Status::Solved, true, Some(2470.into()));
    }
    assert_eq!(
        found("cells.joined", &report),
        [(Severity::Info, None, None), (Severity::Warning, None, None)]
    );
    let told: Vec<_> = run(&report).into_iter().filter(|f| f.rule.starts_with("cells.")).collect();
    assert_eq!(told.iter().map(|f| f.fields[0].as_str()).collect::<Vec<_>>(), own);
    // 24 and 70 under each other, which do not add up as one.
    for cell in report.tables.cells.iter_mut().filter(|c| c.field == "requests.granted.total") {
        cell.value = Some(95.into());
    }
    assert_eq!(found("cells.joined", &report), [(Severity::Warning, None, None)]);
}

#[test]
fn rules_are_named_once() {
    let mut rules: Vec<&str> = CHECKS.iter().map(|c| c.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    assert_eq!(rules.len(), CHECKS.len());
    assert!(CHECKS.iter().all(|c| !c.must_hold.is_empty() && !c.why.is_empty() && !c.source.is_empty()));
}

#[test]
fn a_solved_number_warns_and_does_not_accuse() {
    let mut report = report(&row([3, 1, 0, 0, 0, 0, 7]));
    for cell in report.tables.cells.iter_mut().filter(|c| c.field == "requests.granted.total") {
        cell.status = Status::Solved;
    }
    assert_eq!(found("requests.row_sum", &report), [(Severity::Warning, Some(7), Some(4))]);
}

#[test]
fn damage_to_the_file_is_told_with_its_page_also_where_no_form_is_found() {
    let mut report = report(&[]);
    report.warnings = vec![
        Warning { page: Some(2), kind: WarningKind::Damaged },
        Warning { page: None, kind: WarningKind::Rebuilt },
    ];
    for template in [Some("2021".to_owned()), None] {
        report.tables.template = template;
        let told: Vec<_> = run(&report).into_iter().filter(|f| f.rule.starts_with("document.")).collect();
        assert_eq!(
            told.iter().map(|f| f.rule.as_str()).collect::<Vec<_>>(),
            ["document.damaged", "document.rebuilt"]
        );
        assert_eq!([told[0].severity, told[1].severity], [Severity::Warning, Severity::Info]);
        assert!(told[0].message.starts_with("第2页"), "{}", told[0].message);
    }
}
