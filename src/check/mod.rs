//! Findings, never repairs.

use crate::model::{Finding, Report};

/// Runs every check over one report; findings in rule order.
pub fn run(_report: &Report) -> Vec<Finding> {
    Vec::new()
}
