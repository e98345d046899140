//! Findings, never repairs: what must hold between the numbers of one report, and what a reader of them must know.
//!
//! Each check is one documented value in [`CHECKS`]; ids are never reused. Passes are recorded as well, so that
//! "checked" differs from "not checked".

mod cells;
mod document;
mod fees;
mod locate;
mod narrative;
mod sections;
mod sums;
#[cfg(test)]
mod tests;
mod text;
mod values;
mod wording;

use crate::form::{self, Form};
use crate::model::{Finding, Report};
pub(crate) use wording::among;
pub use wording::english;

/// What a check said of one subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It holds on printed numbers.
    Holds,
    /// It holds only if what is blank is zero.
    HoldsIfBlankIsZero,
    /// The terms are printed and the total is blank.
    TotalBlank,
    /// It does not hold.
    Fails,
    /// What it compares is not printed, or not certain.
    NotAssessable,
}

/// One subject that a check looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The rule.
    pub rule: &'static str,
    /// The row, column, block or section, in the form's words.
    pub subject: String,
    /// What came of it.
    pub verdict: Verdict,
    /// What to tell the user, where there is something to tell.
    pub finding: Option<Finding>,
}

/// A rule with its documentation.
pub struct Check {
    /// Its stable name.
    pub rule: &'static str,
    /// What must hold.
    pub must_hold: &'static str,
    /// Why, and when it cannot be assessed.
    pub why: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
    assess: fn(&Report, &Form) -> Vec<Assessment>,
}

/// Every check, in the order findings are reported.
pub const CHECKS: [Check; 22] = [
    document::DAMAGED,
    document::INCOMPLETE,
    document::REBUILT,
    document::DRAWING,
    sums::BALANCE,
    sums::OUTCOMES,
    sums::ROWS,
    locate::LOCATE,
    sums::PROCEEDINGS,
    values::FORM,
    narrative::REQUESTS,
    narrative::DOCUMENTS,
    fees::HANDLING,
    sections::COMPLETE,
    sections::TABLES,
    text::WRONG_YEAR,
    text::WRONG_PLACE,
    cells::SOLVED,
    cells::JOINED,
    cells::RESTATED,
    cells::AMBIGUOUS,
    cells::UNREADABLE,
];

/// Everything that was looked at, in rule order.
pub fn assess(report: &Report) -> impl Iterator<Item = Assessment> {
    let form = form::of(&report.tables);
    let checks = form.into_iter().flat_map(|form| CHECKS.iter().map(move |check| (check, form)));
    // Where no form could be told, all that can be said is how the file was read and which tables are missing.
    let formless = || document::all(report).into_iter().chain(sections::tables(report));
    checks
        .flat_map(|(check, form)| (check.assess)(report, form))
        .chain(form.is_none().then(formless).into_iter().flatten())
}

/// Runs every check over one report; findings in rule order.
pub fn run(report: &Report) -> Vec<Finding> {
    assess(report).filter_map(|a| a.finding).collect()
}
