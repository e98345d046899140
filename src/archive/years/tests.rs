//! Each rule over years: where it holds, where it fails, where it cannot be assessed.

use super::check;
use crate::archive::history::{History, Known};
use crate::form;
use crate::model::{
    Agency, Cell, Contact, Format, Method, Report, ReportSection, SectionKind, Severity, Source, Status,
    Tables,
};
use rust_decimal::Decimal;

/// A report in which every number is zero but the given ones; `-` is a blank cell.
fn report(form: &str, year: u16, cells: &[(&str, &str)]) -> Report {
    let all = form::get(form).expect("embedded").fields.iter().map(|field| {
        let raw = cells.iter().find(|(id, _)| *id == field.id).map_or("0", |(_, raw)| raw);
        let value = raw.parse::<Decimal>().ok();
        let status = if value.is_some() { Status::Printed } else { Status::Blank };
        let (raw, method) = (Some(raw.to_owned()), Some(Method::Markup));
        Cell { value, raw, status, method, ..Cell::absent(field.id.clone()) }
    });
    Report {
        source: Source {
            path: String::new(),
            sha256: format!("{year}{cells:?}"),
            bytes: 0,
            format: Format::Html,
            pages: None,
        },
        title: None,
        year: Some(year),
        agency: Agency::default(),
        period: None,
        contact: Contact::default(),
        sections: Vec::new(),
        tables: Tables { template: Some(form.to_owned()), cells: all.collect(), extra_rows: Vec::new() },
        narrative: Vec::new(),
        warnings: Vec::new(),
        findings: Vec::new(),
    }
}

/// Makes a row's cells what run-together digits leave of them.
fn run_together(report: &mut Report, row: &str, raw: &str) {
    for cell in report.tables.cells.iter_mut().filter(|c| c.field.starts_with(row)) {
        cell.value = None;
        cell.status = Status::Ambiguous;
        cell.raw = Some(raw.to_owned());
    }
}

fn history(reports: Vec<Report>) -> History {
    let named = |(i, report): (usize, Report)| (format!("{i}.html"), report);
    History::of(reports.into_iter().enumerate().map(named).collect())
}

/// Rule, severity, published and computed of everything found.
fn found(reports: Vec<Report>) -> Vec<(String, Severity, Option<i64>, Option<i64>)> {
    let whole = |value: Option<Decimal>| value.and_then(|v| v.to_string().parse().ok());
    let notes = check(&history(reports)).into_iter().map(|n| n.finding);
    notes.map(|f| (f.rule, f.severity, whole(f.published), whole(f.computed))).collect()
}

fn error(rule: &str, published: i64, computed: i64) -> (String, Severity, Option<i64>, Option<i64>) {
    (rule.to_owned(), Severity::Error, Some(published), Some(computed))
}

const OUT: &str = "requests.carried_out.total";
const IN: &str = "requests.carried_in.total";

#[test]
fn what_is_carried_out_is_carried_in_across_forms() {
    let last = || report("2019", 2020, &[(OUT, "7")]);
    assert_eq!(found(vec![last(), report("2021", 2021, &[(IN, "7")])]), []);
    let broken = found(vec![last(), report("2021", 2021, &[(IN, "5")])]);
    assert_eq!(broken, [error("years.carry_over", 5, 7)]);
}

#[test]
fn years_that_do_not_follow_are_not_compared() {
    let gap = vec![report("2019", 2019, &[(OUT, "7")]), report("2021", 2021, &[(IN, "5")])];
    assert_eq!(found(gap), []);
}

#[test]
fn blanks_are_weighed_and_never_accuse_as_errors() {
    let last = || report("2021", 2021, &[(OUT, "7")]);
    let blank = found(vec![last(), report("2021", 2022, &[(IN, "-")])]);
    assert_eq!(blank.iter().map(|f| f.1).collect::<Vec<_>>(), [Severity::Warning]);
    let empty = found(vec![report("2021", 2021, &[(OUT, "0")]), report("2021", 2022, &[(IN, "-")])]);
    assert_eq!(empty.iter().map(|f| f.1).collect::<Vec<_>>(), [Severity::Info]);
    let split = ("requests.carried_out.natural_person", "7");
    let only_total = vec![
        report("2021", 2021, &[(OUT, "7"), split]),
        report("2021", 2022, &[(IN, "7"), ("requests.carried_in.natural_person", "-")]),
    ];
    assert_eq!(found(only_total), [], "one office fills in the totals alone");
}

#[test]
fn items_and_their_change_make_next_years_items() {
    let items = |year, last: &'static str, change: &'static str| {
        let row = "proactive.licensing";
        let cells = [(format!("{row}.items_last_year"), last), (format!("{row}.items_change"), change)];
        let cells: Vec<(&str, &str)> = cells.iter().map(|(f, v)| (f.as_str(), *v)).collect();
        report("2019", year, &cells)
    };
    assert_eq!(found(vec![items(2019, "60", "-3"), items(2020, "57", "0")]), []);
    assert_eq!(found(vec![items(2019, "60", "-3"), items(2020, "60", "0")]), [error("years.items", 60, 57)]);
}

const ISSUED: &str = "proactive.normative_documents.issued";
const REPEALED: &str = "proactive.normative_documents.repealed";
const IN_FORCE: &str = "proactive.normative_documents.in_force";

#[test]
fn documents_in_force_grow_and_shrink() {
    let last = || report("2021", 2021, &[(IN_FORCE, "20")]);
    let next = |stock| report("2021", 2022, &[(ISSUED, "3"), (REPEALED, "1"), (IN_FORCE, stock)]);
    assert_eq!(found(vec![last(), next("22")]), []);
    let warning = ("years.in_force".to_owned(), Severity::Warning, Some(25), Some(22));
    assert_eq!(found(vec![last(), next("25")]), [warning]);
}

#[test]
fn five_times_last_year_is_told_of_large_numbers() {
    let year = |year, value| report("2021", year, &[("proactive.penalties.decisions", value)]);
    assert_eq!(found(vec![year(2021, "40"), year(2022, "199")]), []);
    let told = found(vec![year(2021, "40"), year(2022, "200")]);
    assert_eq!(told, [("years.jump".to_owned(), Severity::Info, Some(200), Some(40))]);
    assert_eq!(found(vec![year(2021, "2"), year(2022, "40")]), [], "small numbers jump by chance");
}

#[test]
fn last_years_table_printed_again_is_told() {
    let year = |year, received: &'static str| {
        let cells = [
            ("proactive.penalties.decisions", "41"),
            ("proactive.licensing.decisions", "112"),
            ("requests.received.total", received),
            ("requests.granted.total", "8"),
        ];
        report("2021", year, &cells)
    };
    let rules = |reports| found(reports).into_iter().map(|f| f.0).collect::<Vec<_>>();
    assert_eq!(rules(vec![year(2021, "9"), year(2022, "9")]), ["years.identical"]);
    assert_eq!(rules(vec![year(2021, "9"), year(2022, "10")]), Vec::<String>::new());
    assert_eq!(rules(vec![year(2021, "0"), year(2022, "0")]), Vec::<String>::new(), "too few to tell");
}

#[test]
fn prose_taken_over_is_told_and_new_prose_is_not() {
    let text = |year, text: &str| {
        let mut report = report("2021", year, &[]);
        let text = text.to_owned();
        report.sections = vec![ReportSection {
            kind: SectionKind::Problems,
            heading: None,
            pages: None,
            text,
            pictures: 0,
        }];
        report
    };
    let old = "一是有的科室把公开当成年底的事，平时更新跟不上；二是解读材料照抄原文，群众看了仍不明白；三是基层人手紧，一人多岗。\
        针对这些问题，2022年将按月通报各栏目更新情况，逾期的由分管领导约谈；解读材料一律先请非本行业的人试读，读不懂的重写。";
    let new = "主要不足有两个方面。目录调整慢于职能调整，三个栏目的归属尚未理顺；网上留言的答复口径不统一，同一问题前后说法有出入。\
        下一步重新核定公开目录，六月底前完成归并；编一本常见问题口径手册，窗口和网上用同一个说法；每季度选十份答复书集中评查。";
    let copied = found(vec![text(2021, old), text(2022, &old.replace("2022", "2023"))]);
    assert_eq!(copied, [("text.similarity".to_owned(), Severity::Warning, None, Some(100))]);
    assert_eq!(found(vec![text(2021, old), text(2022, new)]), []);
    assert_eq!(found(vec![text(2021, "无。"), text(2022, "无。")]), [], "a phrase is no copy");
}

#[test]
fn run_together_numbers_are_read_by_the_year_beside() {
    let mut last = report("2021", 2021, &[]);
    run_together(&mut last, "proactive.normative_documents.", "693665");
    let next = report("2021", 2022, &[(ISSUED, "88"), (REPEALED, "55"), (IN_FORCE, "698")]);
    let history = history(vec![last.clone(), next]);
    let volume = &history.volumes[0];
    let read = [ISSUED, REPEALED, IN_FORCE].map(|f| volume.known(f).number().map(|v| v.to_string()));
    // With 665 in force, 69 and 3 is one reading of the others, 6 and 93 another.
    assert_eq!(read, [None, None, Some("665".to_owned())]);
    assert_eq!(volume.report, last, "the report itself stays as it was read");
}

#[test]
fn both_neighbours_together_may_leave_one_reading() {
    let before = report("2021", 2020, &[(IN_FORCE, "599")]);
    let mut between = report("2021", 2021, &[]);
    run_together(&mut between, "proactive.normative_documents.", "693665");
    let history = history(vec![before, between]);
    let volume = &history.volumes[1];
    for (field, value) in [(ISSUED, 69), (REPEALED, 3), (IN_FORCE, 665)] {
        assert_eq!(volume.known(field), Known::Number { value: value.into(), printed: false });
    }
    let notes = check(&history);
    assert_eq!(notes.iter().map(|n| n.finding.rule.as_str()).collect::<Vec<_>>(), ["years.resolved"; 3]);
    assert!(notes[0].finding.message.contains("693665") && notes[0].finding.message.contains("2020年"));
}

#[test]
fn a_year_that_fits_no_reading_settles_nothing() {
    let mut open = report("2021", 2021, &[]);
    run_together(&mut open, "proactive.normative_documents.", "693665");
    let recounted = report("2021", 2022, &[(ISSUED, "1"), (REPEALED, "0"), (IN_FORCE, "12")]);
    assert!(history(vec![open, recounted]).volumes[0].resolved.is_empty());
}

#[test]
fn copies_that_agree_are_one_and_named() {
    let one = report("2021", 2021, &[(IN_FORCE, "20")]);
    let mut two = one.clone();
    two.tables.cells[0].status = Status::Blank;
    two.tables.cells[0].value = None;
    let history = history(vec![one, two]);
    assert_eq!(history.volumes.len(), 1);
    let notes = check(&history);
    assert_eq!(notes.iter().map(|n| n.finding.rule.as_str()).collect::<Vec<_>>(), ["archive.duplicate"]);
}

#[test]
fn copies_that_disagree_are_both_named_and_compared_with_no_other_year() {
    let last = report("2021", 2020, &[(IN_FORCE, "20")]);
    let one = report("2021", 2021, &[(IN_FORCE, "20")]);
    let two = report("2021", 2021, &[(IN_FORCE, "31")]);
    let notes = check(&history(vec![last, one, two]));
    let [note] = notes.as_slice() else { panic!("{notes:?}") };
    assert_eq!(
        (note.finding.rule.as_str(), note.finding.severity),
        ("archive.disagreement", Severity::Warning)
    );
    assert!(
        ["1.html", "2.html", "20", "31", "现行有效件数"].iter().all(|s| note.finding.message.contains(s))
    );
}
