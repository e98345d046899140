//! Wordings of townships, bureaus, cities and ministries, each with every number that it states.

use super::read;
use crate::model::{ReportSection, SectionKind};

mod documents;
mod proceedings;
mod requests;
mod traps;

/// `metric=value` of each number, in order, for a report on 2023.
fn numbers(kind: SectionKind, text: &str) -> String {
    let section = ReportSection { kind, heading: None, pages: None, text: text.into(), pictures: 0 };
    let found = read(&[section], Some(2023));
    let each = found.iter().map(|n| format!("{}={}", n.metric.trim_start_matches("requests_"), n.value));
    each.collect::<Vec<_>>().join(" ")
}

/// Each wording in the overview, with what it states.
fn states(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, want)| (text, want, numbers(SectionKind::Overview, text)))
        .filter(|(_, want, found)| *want != found)
        .map(|(text, want, found)| format!("{text}\n  want {want}\n  have {found}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn unit_scope_and_quote_are_as_printed() {
    let text = "（二）依申请公开。2023年，全市各级行政机关共收到政府信息公开申请１，２０３件，全部办结。";
    let section = ReportSection {
        kind: SectionKind::Overview,
        heading: None,
        pages: None,
        text: text.into(),
        pictures: 0,
    };
    let found = read(&[section], Some(2023));
    let first = &found[0];
    assert_eq!((first.metric.as_str(), first.value.to_string().as_str()), ("requests_received", "1203"));
    assert_eq!(first.unit.as_deref(), Some("件"));
    assert_eq!(first.scope.as_deref(), Some("全市各级行政机关"));
    assert_eq!(first.quote, "全市各级行政机关共收到政府信息公开申请１，２０３件");
    assert_eq!(first.section, Some(SectionKind::Overview));
    assert_eq!(found[1].quote, "全市各级行政机关共收到政府信息公开申请１，２０３件，全部办结");
}

#[test]
fn who_gives_an_order_does_not_count() {
    let scopes = |text: &str| {
        let section = ReportSection {
            kind: SectionKind::Overview,
            heading: None,
            pages: None,
            text: text.into(),
            pictures: 0,
        };
        read(&[section], Some(2023)).into_iter().map(|n| n.scope).collect::<Vec<_>>()
    };
    let ordered = "按照省政府办公厅相关工作要求设立规范性文件库，清理并集中发布现行有效行政规范性文件393件。";
    assert_eq!(scopes(ordered), [None]);
    let counted = "2023年，全县收到要求公开政府信息的申请12件。";
    assert_eq!(scopes(counted), [Some("全县".to_owned())]);
}

#[test]
fn a_stated_zero_has_no_unit_and_keeps_its_words() {
    let text = "我镇未收到政府信息公开申请。";
    let section = ReportSection {
        kind: SectionKind::Overview,
        heading: None,
        pages: None,
        text: text.into(),
        pictures: 0,
    };
    let found = read(&[section], Some(2023));
    assert_eq!((found[0].unit.as_deref(), found[0].scope.as_deref()), (None, Some("我镇")));
    assert_eq!(found[0].quote, "我镇未收到政府信息公开申请");
}

#[test]
fn a_heading_on_its_own_line_is_no_part_of_the_quote() {
    let text = "（二）依申请公开方面\n收到申请138件，\n均已办结。";
    let section = ReportSection {
        kind: SectionKind::Overview,
        heading: None,
        pages: None,
        text: text.into(),
        pictures: 0,
    };
    let quotes: Vec<String> = read(&[section], Some(2023)).into_iter().map(|n| n.quote).collect();
    assert_eq!(quotes, ["收到申请138件", "收到申请138件，\n均已办结"]);
}

#[test]
fn the_same_statement_twice_is_one() {
    let text = "收到政府信息公开申请3件。收到政府信息公开申请3件。";
    assert_eq!(numbers(SectionKind::Overview, text), "received=3");
}
