//! Numbers that are possible but seldom right: five times last year's, or all the same as last year's.

use super::{YearCheck, finding, told};
use crate::archive::volume::{Known, Volume};
use crate::form::{self, Field, Form, Unit};
use crate::model::{Cell, Finding, Severity};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// A number at least five times last year's: a slip of a digit, or 元 for 万元.
pub const JUMP: YearCheck = YearCheck {
    rule: "years.jump",
    must_hold: "主要数据不超过上年的五倍",
    why: "soft: a new task or a campaign explains some; rows of the grid only by their total, small numbers not at all",
    assess: jump,
};

/// The name of `IDENTICAL`.
pub const IDENTICAL_RULE: &str = "years.identical";

/// All numbers that are not zero the same as last year's: last year's table printed again.
pub const IDENTICAL: YearCheck = YearCheck {
    rule: IDENTICAL_RULE,
    must_hold: "非零数据不应与上年完全相同",
    why: "soft: assessed where at least four different numbers are printed; a quiet township repeats its few",
    assess: identical,
};

/// From so many on a number is no chance: below, five times is a handful.
const LEAST: Decimal = Decimal::TEN;

const TIMES: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// So many different numbers are not repeated by chance.
const DIFFERENT: usize = 4;

fn jump(before: &Volume, after: &Volume) -> Vec<Finding> {
    let Some(form) = form::of(&after.report.tables) else { return Vec::new() };
    form.fields.iter().filter(|f| is_main(f, form)).filter_map(|f| jumped(f, before, after)).collect()
}

/// A number that stands for itself: a split or a change follows from others.
fn is_main(field: &Field, form: &Form) -> bool {
    let split = field.id.starts_with("requests.") || field.id.starts_with("proceedings.");
    let total = &form.spec.requests.sums.row_total;
    let is_total = field.id.rsplit('.').next() == Some(total.as_str());
    !field.signed && (!split || is_total)
}

fn jumped(field: &Field, before: &Volume, after: &Volume) -> Option<Finding> {
    let (last, this) = (before.known(&field.id).number()?, after.known(&field.id).number()?);
    let least = if field.unit == Unit::Amount { Decimal::ONE } else { LEAST };
    if last < least || this < last.checked_mul(TIMES)? {
        return None;
    }
    // 元 for 万元 is the usual slip.
    let (unit, advice) = if field.unit == Unit::Amount { ("万元", "，请核对单位") } else { ("", "") };
    let (label, this_year, last_year) = (&field.label, told(this), told(last));
    let message =
        format!("“{label}”为{this_year}{unit}，上年为{last_year}{unit}，达到上年的五倍以上{advice}");
    Some(finding("years.jump", Severity::Info, vec![field.id.clone()], Some((this, last)), message))
}

fn identical(before: &Volume, after: &Volume) -> Vec<Finding> {
    same_numbers(before, after).into_iter().collect()
}

fn same_numbers(before: &Volume, after: &Volume) -> Option<Finding> {
    let shared = || {
        let cells = after.report.tables.cells.iter();
        cells.filter_map(|c| Some((c, before.known(&c.field).or_zero()?, known(after, c)?)))
    };
    let filled = || shared().filter(|(_, last, this)| !last.is_zero() || !this.is_zero());
    let different: BTreeSet<Decimal> = filled().map(|(_, _, this)| this).collect();
    if filled().any(|(_, last, this)| last != this) || different.len() < DIFFERENT {
        return None;
    }
    let fields: Vec<_> = filled().map(|(cell, ..)| cell.field.clone()).collect();
    let message = format!("三张表中{}个非零数据与上年报告完全相同，请核对是否误用上年数据", fields.len());
    Some(finding(IDENTICAL_RULE, Severity::Warning, fields, None, message))
}

fn known(volume: &Volume, cell: &Cell) -> Option<Decimal> {
    match volume.known(&cell.field) {
        Known::Unknown => None,
        known => known.or_zero(),
    }
}
