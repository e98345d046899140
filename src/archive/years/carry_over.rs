//! Requests carried over: what one report carries out, the next carries in.

use super::{Sides, YearCheck, finding, told};
use crate::archive::volume::{Known, Volume};
use crate::check::among;
use crate::form::{self, Column, Form};
use crate::model::{FieldId, Finding, Severity};

/// 二、上年结转 of a year is 四、结转下年度继续办理 of the year before, across forms too.
pub const CARRY_OVER: YearCheck = YearCheck {
    rule: RULE,
    must_hold: "每列：本年“二、上年结转”= 上年报告“四、结转下年度继续办理”",
    why: "the same requests counted twice; not assessable where a year is missing, or where one office fills in \
          only the totals that the other splits",
    assess,
};

const RULE: &str = "years.carry_over";
const IN: &str = "carried_in";
const OUT: &str = "carried_out";

fn assess(before: &Volume, after: &Volume) -> Vec<Finding> {
    let Some(form) = form::of(&after.report.tables) else { return Vec::new() };
    let mut findings = Vec::new();
    let mut if_zero = Vec::new();
    for column in &form.spec.requests.columns {
        let Some(sides) = sides(before, after, form, column) else { continue };
        if sides.fails() {
            findings.push(broken(&sides, column));
        } else if !sides.complete {
            if_zero.push(column);
        }
    }
    findings.extend(blanks(&if_zero));
    findings
}

fn sides(before: &Volume, after: &Volume, form: &Form, column: &Column) -> Option<Sides> {
    let (carried_in, carried_out) = pair(before, after, &column.key);
    let total = &form.spec.requests.sums.row_total;
    if column.key != *total && Known::Blank == smaller(carried_in, carried_out) {
        // The totals agree: one office left the split blank, which is no contradiction.
        let (total_in, total_out) = pair(before, after, total);
        if total_in.number().is_some() && total_in.number() == total_out.number() {
            return None;
        }
    }
    Sides::of(carried_in, &[carried_out], &[])
}

fn pair(before: &Volume, after: &Volume, column: &str) -> (Known, Known) {
    (after.known(&form::request_id(IN, column)), before.known(&form::request_id(OUT, column)))
}

/// Blank, where one of two is.
fn smaller(a: Known, b: Known) -> Known {
    if a == Known::Blank { a } else { b }
}

fn fields(column: &Column) -> Vec<FieldId> {
    vec![form::request_id(IN, &column.key), form::request_id(OUT, &column.key)]
}

fn broken(sides: &Sides, column: &Column) -> Finding {
    let message = format!(
        "“{}”列：本年“二、上年结转”为{}，上年报告“四、结转下年度继续办理”为{}，不相等{}",
        column.label,
        told(sides.published),
        told(sides.computed),
        sides.remark()
    );
    finding(RULE, sides.severity(), fields(column), Some((sides.published, sides.computed)), message)
}

/// One note for all columns that agree only if blanks are zero.
fn blanks(columns: &[&Column]) -> Option<Finding> {
    let first = columns.first()?;
    let message =
        format!("{}的上年结转只有在空白格按0计时才与上年报告相等", among(&first.label, columns.len(), "列"));
    let fields = columns.iter().map(|c| form::request_id(IN, &c.key)).collect();
    Some(finding(RULE, Severity::Info, fields, None, message))
}
