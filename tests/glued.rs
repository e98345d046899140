//! A page whose cells run together: the true reading is always among the readings, and `solved` is never wrong.

use gongkai::form::{self, Form};
use gongkai::grid::reconstruct;
use gongkai::model::{Block, Cell, FieldId, Line, Part, SectionKind, Sections, Status};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// The numbers of one form, consistent in every sum.
type Truth = HashMap<FieldId, u32>;

/// Mostly zeros and small counts, as real grids are; now and then a large one.
fn count() -> impl Strategy<Value = u32> {
    prop_oneof![6 => Just(0u32), 3 => 1u32..10, 2 => 10u32..100, 1 => 100u32..3000]
}

fn form() -> &'static Form {
    form::get("2021").expect("embedded")
}

/// Fills the grid from free numbers: outcomes and carried-over counts; everything else follows.
fn grid(free: &[u32]) -> Truth {
    let requests = &form().spec.requests;
    let (sums, mut free) = (&requests.sums, free.iter().copied().cycle());
    let mut truth = Truth::new();
    for column in requests.columns.iter().filter(|c| c.key != sums.row_total) {
        let mut handled = 0;
        for outcome in &sums.outcomes {
            let value = free.next().unwrap_or(0);
            handled += value;
            truth.insert(form::request_id(outcome, &column.key), value);
        }
        let (carried_in, carried_out) = (free.next().unwrap_or(0).min(handled), free.next().unwrap_or(0));
        truth.insert(form::request_id(&sums.outcome_total, &column.key), handled);
        truth.insert(form::request_id("carried_in", &column.key), carried_in);
        truth.insert(form::request_id("carried_out", &column.key), carried_out);
        truth.insert(form::request_id("received", &column.key), handled + carried_out - carried_in);
    }
    for row in form().request_rows() {
        let terms = requests.columns.iter().filter(|c| c.key != sums.row_total);
        let total = terms.map(|c| truth.get(&form::request_id(&row.key, &c.key)).copied().unwrap_or(0)).sum();
        truth.insert(form::request_id(&row.key, &sums.row_total), total);
    }
    truth
}

/// The grid as a site prints it that drops every border: labels and digits in one line.
fn glued(truth: &Truth) -> String {
    let requests = &form().spec.requests;
    let mut text = format!("{}申请人情况", requests.corner);
    let mut printed: Vec<&str> = Vec::new();
    for row in form().request_rows() {
        for group in row.under.iter().filter(|g| !printed.contains(&g.as_str())).collect::<Vec<_>>() {
            text.push_str(group);
            printed.push(group);
        }
        text.push_str(&row.label);
        for column in &requests.columns {
            text.push_str(&truth[&form::request_id(&row.key, &column.key)].to_string());
        }
    }
    text
}

fn read(kind: SectionKind, text: String) -> Vec<Cell> {
    let part = Part { kind: Some(kind), heading: None, blocks: vec![Block::Line(Line::plain(text))] };
    reconstruct(&Sections { parts: vec![part] }).0.cells
}

/// Holds the promise for every cell that has a truth.
fn holds(cells: &[Cell], truth: &Truth) -> Result<(), TestCaseError> {
    for cell in cells {
        let Some(want) = truth.get(&cell.field).map(|v| Decimal::from(*v)) else { continue };
        match cell.status {
            Status::Solved | Status::Printed => prop_assert_eq!(cell.value, Some(want), "{:?}", cell),
            Status::Ambiguous => {
                prop_assert_eq!(cell.value, None);
                let listed = cell.readings.contains(&want) || cell.readings.len() == Cell::MAX_READINGS;
                prop_assert!(listed, "{want} is not among {cell:?}");
            }
            Status::Unreadable => prop_assert_eq!(cell.value, None),
            Status::Blank | Status::Absent => prop_assert!(false, "{:?} lost {}", cell, want),
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn requests_run_together_are_never_wrong(free in prop::collection::vec(count(), 140)) {
        let truth = grid(&free);
        holds(&read(SectionKind::Requests, glued(&truth)), &truth)?;
    }

    #[test]
    fn proceedings_run_together_are_never_wrong(free in prop::collection::vec(count(), 12)) {
        let spec = &form().spec.proceedings;
        let (mut free, mut truth) = (free.into_iter(), Truth::new());
        let mut text = "行政复议行政诉讼未经复议直接起诉复议后起诉".to_owned();
        text.push_str(&"结果维持结果纠正其他结果尚未审结总计".repeat(3));
        for block in &spec.blocks {
            let mut total = 0;
            for column in &spec.columns {
                let value = if column.key == spec.block_total { total } else { free.next().unwrap_or(0) };
                total += value;
                text.push_str(&value.to_string());
                truth.insert(form::proceeding_id(&block.key, &column.key), value);
            }
        }
        holds(&read(SectionKind::Proceedings, text), &truth)?;
    }

    #[test]
    fn section_two_run_together_is_never_guessed(values in prop::collection::vec(count(), 3)) {
        let keys = ["issued", "repealed", "in_force"];
        let truth: Truth = keys.iter().zip(&values).map(|(k, v)| (form::proactive_id("rules", k), *v)).collect();
        let digits: String = values.iter().map(u32::to_string).collect();
        let text = format!("信息内容本年制发件数本年废止件数现行有效件数规章{digits}");
        holds(&read(SectionKind::Proactive, text), &truth)?;
    }
}
