//! The six sections.

use super::{Assessment, Check, Verdict};
use crate::form::Form;
use crate::model::{Cell, Finding, Report, SectionKind, Severity, Status};

/// Six sections, in order, numbered 一 to 六, none empty.
pub const COMPLETE: Check = Check {
    rule: "sections.complete",
    must_hold: "六个部分齐全、序号正确、均有内容",
    why: "the notice prescribes six sections; a section whose heading was lost but whose table is there counts as present",
    source: "国办公开办函〔2019〕60号 and 〔2021〕30号; evaluators count it",
    assess: |report, _: &Form| ALL.iter().map(|(kind, name)| one(*kind, name, report)).collect(),
};

/// The tables of sections 二 to 四 are there.
pub const TABLES: Check = Check {
    rule: "sections.table",
    must_hold: "第二、三、四部分有可读的表格",
    why: "a table that was pasted as a picture, or left out, leaves null behind; a section that is missing altogether is told by sections.complete",
    source: "国办公开办函〔2019〕60号 and 〔2021〕30号; how the report was read",
    assess: |report, _: &Form| tables(report),
};

/// Whether each section that has a heading has its table; asked also where no form was found.
pub fn tables(report: &Report) -> Vec<Assessment> {
    let tabled = ALL.iter().filter_map(|(kind, name)| Some((*kind, *name, prefix(*kind)?)));
    tabled.filter_map(|(kind, name, prefix)| table(kind, name, prefix, report)).collect()
}

fn table(kind: SectionKind, name: &str, prefix: &str, report: &Report) -> Option<Assessment> {
    const RULE: &str = "sections.table";
    let mut sections = report.sections.iter().filter(|s| s.kind == kind).peekable();
    sections.peek()?;
    let pictures: usize = sections.map(|s| s.pictures).sum();
    let is_read = |c: &Cell| c.status != Status::Absent && c.field.starts_with(prefix);
    if report.tables.cells.iter().any(is_read) {
        return Some(Assessment {
            rule: RULE,
            subject: name.to_owned(),
            verdict: Verdict::Holds,
            finding: None,
        });
    }
    let what = match pictures {
        0 => "没有可读的表格".to_owned(),
        n => format!("的表格是图片（{n}张），无法读取数值；请索取含文字表格的文件"),
    };
    let finding = Finding {
        rule: RULE.to_owned(),
        severity: Severity::Warning,
        fields: Vec::new(),
        published: None,
        computed: None,
        message: format!("“{name}”{what}"),
    };
    Some(Assessment { rule: RULE, subject: name.to_owned(), verdict: Verdict::Fails, finding: Some(finding) })
}

/// What the fields of a section's table begin with.
fn prefix(kind: SectionKind) -> Option<&'static str> {
    match kind {
        SectionKind::Proactive => Some("proactive."),
        SectionKind::Requests => Some("requests."),
        SectionKind::Proceedings => Some("proceedings."),
        _ => None,
    }
}

const ALL: [(SectionKind, &str); 6] = [
    (SectionKind::Overview, "一、总体情况"),
    (SectionKind::Proactive, "二、主动公开政府信息情况"),
    (SectionKind::Requests, "三、收到和处理政府信息公开申请情况"),
    (SectionKind::Proceedings, "四、政府信息公开行政复议、行政诉讼情况"),
    (SectionKind::Problems, "五、存在的主要问题及改进情况"),
    (SectionKind::Other, "六、其他需要报告的事项"),
];

fn one(kind: SectionKind, name: &str, report: &Report) -> Assessment {
    let finding = problem(kind, report).map(|(severity, what)| Finding {
        rule: "sections.complete".to_owned(),
        severity,
        fields: Vec::new(),
        published: None,
        computed: None,
        message: format!("“{name}”{what}"),
    });
    let verdict = if finding.is_some() { Verdict::Fails } else { Verdict::Holds };
    Assessment { rule: "sections.complete", subject: name.to_owned(), verdict, finding }
}

fn problem(kind: SectionKind, report: &Report) -> Option<(Severity, &'static str)> {
    let Some(section) = report.sections.iter().find(|s| s.kind == kind) else {
        return Some((Severity::Warning, "未找到"));
    };
    let has_table = matches!(kind, SectionKind::Proactive | SectionKind::Requests | SectionKind::Proceedings);
    if !has_table && section.text.is_empty() {
        return Some((Severity::Warning, "没有内容"));
    }
    let Some(heading) = &section.heading else {
        return Some((Severity::Info, "的标题未找到，按内容划分"));
    };
    let numbered = ordinal(heading).is_none_or(|n| n == kind as usize);
    (!numbered).then_some((Severity::Info, "的序号与规定不一致"))
}

/// The number in front of a heading, from 0.
fn ordinal(heading: &str) -> Option<usize> {
    let first = heading.chars().find(|c| !matches!(c, '（' | '(' | ' ' | '　'))?;
    ['一', '二', '三', '四', '五', '六', '七', '八', '九'].iter().position(|c| *c == first)
}
