//! Stocks of section 二: what was there, what came and what went.

use super::{Sides, YearCheck, finding, told};
use crate::archive::links::{self, Link, LinkedRow};
use crate::archive::volume::{Known, Volume, label};
use crate::form;
use crate::model::{FieldId, Finding, Severity};

/// 上一年项目数量 of a year is that of the year before with its 本年增/减.
pub const ITEMS: YearCheck = YearCheck {
    rule: "years.items",
    must_hold: "2019年格式：本年“上一年项目数量”= 上年报告“上一年项目数量”+“本年增/减”",
    why: "arithmetic from the labels; not assessable across forms or where a cell is blank or open",
    assess: |before, after| assess("years.items", before, after),
};

/// 现行有效 grows by 制发 and shrinks by 废止. Soft: a re-count breaks it legitimately.
pub const IN_FORCE: YearCheck = YearCheck {
    rule: "years.in_force",
    must_hold: "2021年格式：本年“现行有效件数”= 上年报告“现行有效件数”+ 本年制发 − 本年废止",
    why: "soft: offices re-count what is in force; not assessable across forms or where a cell is blank or open",
    assess: |before, after| assess("years.in_force", before, after),
};

fn assess(rule: &str, before: &Volume, after: &Volume) -> Vec<Finding> {
    let rows = links::rows(before, after);
    rows.iter().filter(|r| r.link.rule == rule).filter_map(|row| one(row, before, after)).collect()
}

fn one(row: &LinkedRow, before: &Volume, after: &Volume) -> Option<Finding> {
    let Link { rule, stock, gains, losses, .. } = row.link;
    let known = |volume: &Volume, names: &[&str]| -> Vec<Known> {
        names.iter().map(|n| volume.known(&row.field(n))).collect()
    };
    let mut plus = known(before, row.link.before);
    plus.extend(known(after, gains));
    let sides = Sides::of(after.known(&row.field(stock)), &plus, &known(after, losses))?;
    // Half-filled rows are usual in townships; what is blank there need not be nothing.
    if !sides.fails() || !sides.complete {
        return None;
    }
    let soft = *rule == "years.in_force";
    let severity = if soft { Severity::Warning } else { sides.severity() };
    let fields: Vec<FieldId> =
        std::iter::once(stock).chain(gains.iter()).chain(losses.iter()).map(|n| row.field(n)).collect();
    let label = label(&after.report, &form::proactive_id(&row.row.key, stock));
    let (published, computed) = (told(sides.published), told(sides.computed));
    let message = if soft {
        format!(
            "“{label}”为{published}，按上年报告的现行有效件数加本年制发、减本年废止应为{computed}；如系清理或重新统计，建议说明"
        )
    } else {
        format!("“{label}”为{published}，按上年报告的项目数量加增减应为{computed}，不相等")
    };
    Some(finding(rule, severity, fields, Some((sides.published, sides.computed)), message))
}
