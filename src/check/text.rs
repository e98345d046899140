//! Words that were copied from another report: its year, or its place.

use super::{Assessment, Check, Verdict};
use crate::form::Form;
use crate::model::{Finding, Report, ReportSection, SectionKind, Severity};
use crate::narrative;

/// No other year is spoken of as the reporting year.
pub const WRONG_YEAR: Check = Check {
    rule: "text.wrong_year",
    must_hold: "正文没有把其他年度当作报告年度",
    why: "reports are written on top of last year's; comparisons, plans and dates of publication are not meant; not assessable where the year is unknown",
    source: "evaluators count it",
    assess: |report, _: &Form| wrong_year(report),
};

/// No other place is spoken of as the agency's own.
pub const WRONG_PLACE: Check = Check {
    rule: "text.wrong_place",
    must_hold: "正文没有把其他地方当作本地",
    why: "reports are copied from neighbours; only a report named or signed in the name of another place of the same rank is meant; not assessable where the agency is unknown",
    source: "evaluators count it",
    assess: |report, _: &Form| wrong_place(report).into_iter().collect(),
};

/// What a report says of its own year; the numbers of any other year are comparison.
const STATED: [&str; 10] = [
    "requests_received",
    "requests_handled",
    "requests_carried_in",
    "reviews",
    "litigations",
    "documents_issued",
    "documents_repealed",
    "documents_in_force",
    "disclosed_total",
    "handling_fee",
];

/// Words that name the year reported on without its number.
const THIS_YEAR: [&str; 4] = ["今年", "本年度", "本年", "当年"];
/// Words that compare or look back, ahead or over several years.
const OTHER_TALK: [&str; 12] =
    ["较", "比", "同期", "以来", "起", "将", "计划", "去年", "上年", "上一年", "连续", "印发的"];
/// A report quotes the last few years; older ones are history.
const BACK: u16 = 3;

fn wrong_year(report: &Report) -> Vec<Assessment> {
    let Some(year) = report.year else { return Vec::new() };
    let found = period(report, year).or_else(|| statement(report, year)).or_else(|| opening(report, year));
    let verdict = if found.is_some() { Verdict::Fails } else { Verdict::Holds };
    let finding = found.map(|message| warning("text.wrong_year", message));
    vec![Assessment { rule: "text.wrong_year", subject: format!("{year}年"), verdict, finding }]
}

fn warning(rule: &str, message: String) -> Finding {
    Finding {
        rule: rule.to_owned(),
        severity: Severity::Warning,
        fields: Vec::new(),
        published: None,
        computed: None,
        message,
    }
}

/// 自2022年1月1日起 under a title of 2023. Some periods end a few days early or late, and say so by month and day.
fn period(report: &Report, year: u16) -> Option<String> {
    let period = report.period.as_ref()?;
    let of = |date: &str| date.get(..4).and_then(|y| y.parse::<u16>().ok());
    let (from, to) = (of(&period.from)?, of(&period.to)?);
    let starts_elsewhere = from != year && period.from.ends_with("-01-01");
    let ends_before = to < year;
    (starts_elsewhere || ends_before)
        .then(|| format!("统计期限为{}至{}，报告年度为{year}年", period.from, period.to))
}

/// `2022年，我局共收到政府信息公开申请3件` in a report on 2023 that states no such number of its own year.
fn statement(report: &Report, year: u16) -> Option<String> {
    let of_year = report.sections.iter().filter(|s| s.kind != SectionKind::Problems);
    of_year.flat_map(|s| sentences(&s.text).map(move |text| (s, text))).find_map(|(section, sentence)| {
        let other = other_year(sentence, year)?;
        let alone = ReportSection { text: sentence.to_owned(), ..section.clone() };
        let stated = narrative::read(&[alone], Some(other));
        let copied = |n: &&crate::model::Narrative| {
            STATED.contains(&n.metric.as_str()) && !report.narrative.iter().any(|own| own.metric == n.metric)
        };
        let copied = stated.iter().find(copied)?;
        Some(format!("报告年度为{year}年，正文却写“{}”", said(sentence, &copied.quote, other)))
    })
}

/// The clause with its year, where the year stands in a clause before.
fn said(sentence: &str, quote: &str, year: u16) -> String {
    let head = format!("{year}年");
    if quote.contains(&head) { quote.to_owned() } else { sentence.chars().take(40).collect() }
}

/// `2022年，我局…` opens the overview of a report on 2023 that never names 2023.
fn opening(report: &Report, year: u16) -> Option<String> {
    let overview = report.sections.iter().find(|s| s.kind == SectionKind::Overview)?;
    let first = sentences(&overview.text).next()?;
    let other = other_year(first, year)?;
    let starts = first.starts_with(&format!("{other}年"));
    let own = first.contains(['我', '本'])
        || report.agency.name.as_deref().is_some_and(|name| first.contains(name));
    let named = overview.text.contains(&year.to_string());
    let shown: String = first.chars().take(30).collect();
    (starts && own && !named).then(|| format!("报告年度为{year}年，总体情况却以“{shown}…”开头"))
}

/// The year before the one reported on, or one of the years before that, where a sentence starts with it and speaks of
/// no other time.
fn other_year(sentence: &str, year: u16) -> Option<u16> {
    let other = (1..=BACK).filter_map(|n| year.checked_sub(n)).find(|y| starts_with_year(sentence, *y))?;
    let this = sentence.contains(&year.to_string()) || THIS_YEAR.iter().any(|w| sentence.contains(w));
    let talk = OTHER_TALK.iter().any(|w| sentence.contains(w));
    (!this && !talk).then_some(other)
}

/// `2022年…`, also behind a sub-heading that no mark ends: `（三）政府信息管理情况 2022年，…`.
fn starts_with_year(sentence: &str, year: u16) -> bool {
    let Some(at) = sentence.find(&format!("{year}年")) else { return false };
    // A sub-heading of a report has no more characters.
    let front = sentence.get(..at).unwrap_or_default();
    front.chars().count() <= 20 && !front.contains(['，', ',', '《', '于', '自', '在', '至', '〔'])
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', '\n', '；']).map(str::trim).filter(|s| !s.is_empty())
}

/// Words behind the name of the office that speaks: `花园镇2023年…`, `本报告由花园镇编制`.
fn wrong_place(report: &Report) -> Option<Assessment> {
    let name = report.agency.name.as_deref()?;
    let place = Place::of(name)?;
    let known = |other: &Place| {
        let in_name = name.contains(&other.name);
        in_name || report.title.as_deref().is_some_and(|t| t.contains(&other.name))
    };
    let foreign = report.sections.iter().flat_map(|s| named(&s.text)).find_map(|words| {
        let other = Place::of(words)?;
        (other.rank == place.rank && other.name != place.name && !known(&other)).then_some(words)
    });
    let finding =
        foreign.map(|words| warning("text.wrong_place", format!("报告机关为“{name}”，正文却自称“{words}”")));
    let verdict = if finding.is_some() { Verdict::Fails } else { Verdict::Holds };
    Some(Assessment { rule: "text.wrong_place", subject: name.to_owned(), verdict, finding })
}

/// Names in whose name the text speaks: `本报告由X编制`, `本报告由X负责解释`, `《X2023年政府信息公开工作年度报告》`.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let between = |open: &'static str, closes: &'static [&'static str]| {
        text.split(open).skip(1).filter_map(move |rest| {
            closes
                .iter()
                .filter_map(|close| rest.split_once(close))
                .map(|(name, _)| name)
                .min_by_key(|n| n.len())
        })
    };
    let by =
        ["本报告由", "本年度报告由"].into_iter().flat_map(move |open| between(open, &["编制", "负责解释"]));
    let titled = between("《", &["》"]).filter(|t| t.contains("政府信息公开") && t.ends_with("年度报告"));
    let titled = titled.filter_map(|t| t.split_once("20").map(|(name, _)| name));
    by.chain(titled).filter(|name| (3..=20).contains(&name.chars().count()))
}

/// The last place in an agency's name: 龙潭镇 of 霍邱县龙潭镇人民政府.
#[derive(Debug, PartialEq)]
struct Place {
    name: String,
    rank: char,
}

impl Place {
    /// Only names that are a place and its government: in 市场监督管理局 no place ends.
    fn of(name: &str) -> Option<Place> {
        let office = ["人民政府办公室", "人民政府办公厅", "人民政府", "政府办公室", "政府", "办事处"];
        let place = office.iter().find_map(|o| name.strip_suffix(o)).unwrap_or(name);
        let rank = place.chars().last().filter(|c| matches!(c, '镇' | '乡' | '县' | '旗'))?;
        let front = place.strip_suffix(rank)?;
        let start = front.rfind(['省', '市', '县', '区', '旗', '州', '盟']).map_or(0, |at| at + 3);
        let core = front.get(start..)?;
        // Names of townships and counties have one to five characters before their rank.
        (1..=5).contains(&core.chars().count()).then(|| Place { name: format!("{core}{rank}"), rank })
    }
}
