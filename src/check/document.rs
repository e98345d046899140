//! What happened to the file before it was read.

use super::{Assessment, Check, Verdict};
use crate::form::Form;
use crate::model::{Finding, Report, Severity, Warning, WarningKind};

/// No part of the file is lost.
pub const DAMAGED: Check = Check {
    rule: "document.damaged",
    must_hold: "文件数据完整",
    why: "data that is cut short or fails its checksum may have printed other numbers, or more of them",
    source: "how the report was read",
    assess: |report, _: &Form| of_kind("document.damaged", report),
};

/// No page is lost.
pub const INCOMPLETE: Check = Check {
    rule: "document.incomplete",
    must_hold: "页面齐全、次序确定",
    why: "the list of pages names some that are not there, or is lost itself; pages were then taken in the order of their numbers",
    source: "how the report was read",
    assess: |report, _: &Form| of_kind("document.incomplete", report),
};

/// The file was read as it stands.
pub const REBUILT: Check = Check {
    rule: "document.rebuilt",
    must_hold: "文件结构完好，无需修复",
    why: "a repaired file may hold pages that were deleted, or lack some",
    source: "how the report was read",
    assess: |report, _: &Form| of_kind("document.rebuilt", report),
};

/// No page has more lines than a form has.
pub const DRAWING: Check = Check {
    rule: "document.drawing",
    must_hold: "页面线条可识别为表格",
    why: "on a page full of lines, such as a map, no table is looked for",
    source: "how the report was read",
    assess: |report, _: &Form| of_kind("document.drawing", report),
};

/// What concerns the file; asked also where no form was found.
pub fn all(report: &Report) -> Vec<Assessment> {
    [DAMAGED, INCOMPLETE, REBUILT, DRAWING].iter().flat_map(|check| of_kind(check.rule, report)).collect()
}

fn of_kind(rule: &'static str, report: &Report) -> Vec<Assessment> {
    report.warnings.iter().filter(|warning| rule_of(warning.kind) == rule).map(one).collect()
}

fn rule_of(kind: WarningKind) -> &'static str {
    match kind {
        WarningKind::Damaged => DAMAGED.rule,
        WarningKind::Incomplete => INCOMPLETE.rule,
        WarningKind::Rebuilt => REBUILT.rule,
        WarningKind::Drawing => DRAWING.rule,
    }
}

fn one(warning: &Warning) -> Assessment {
    let (severity, what) = match warning.kind {
        WarningKind::Damaged => (Severity::Warning, "部分数据损坏，数值可能缺失或有误；请重新获取文件"),
        WarningKind::Incomplete => (Severity::Warning, "页面可能缺失或次序有误；请重新获取文件"),
        WarningKind::Rebuilt => (Severity::Info, "结构损坏，经修复后读取；请核对页面是否齐全"),
        WarningKind::Drawing => (Severity::Info, "线条过多，未识别为表格"),
    };
    let subject = warning.page.map_or_else(|| "文件".to_owned(), |page| format!("第{page}页"));
    let rule = rule_of(warning.kind);
    let finding = Finding {
        rule: rule.to_owned(),
        severity,
        fields: Vec::new(),
        published: None,
        computed: None,
        message: format!("{subject}{what}"),
    };
    Assessment { rule, subject, verdict: Verdict::Fails, finding: Some(finding) }
}
