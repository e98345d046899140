//! What must hold between one agency's years. Findings, never repairs.

mod carry_over;
mod copied;
mod soft;
mod stock;
#[cfg(test)]
mod tests;

use super::history::{History, Known, Note, Volume};
use super::{reconcile, resolve};
use crate::model::{FieldId, Finding, Severity};
pub use copied::COPIED;
use rust_decimal::Decimal;
pub use soft::IDENTICAL_RULE;

/// A rule over two years that follow one another, with its documentation.
pub struct YearCheck {
    /// Its stable name.
    pub rule: &'static str,
    /// What must hold.
    pub must_hold: &'static str,
    /// Why, and when it cannot be assessed.
    pub why: &'static str,
    assess: fn(&Volume, &Volume) -> Vec<Finding>,
}

/// Every check over years, in the order findings are reported.
pub const YEAR_CHECKS: [YearCheck; 6] =
    [carry_over::CARRY_OVER, stock::ITEMS, stock::IN_FORCE, soft::JUMP, soft::IDENTICAL, copied::SIMILARITY];

/// Everything that only the agency's reports together tell, by year and rule.
pub fn check(history: &History) -> Vec<Note> {
    let mut notes: Vec<Note> = history.volumes.iter().flat_map(of_one_year).collect();
    for (before, after) in history.consecutive() {
        let findings = between(before, after).into_iter();
        notes.extend(findings.map(|finding| Note::between(after, before, finding)));
    }
    notes.sort_by_key(|note| note.year);
    notes
}

/// What does not hold between two years; nothing where they do not follow one another.
pub fn between(before: &Volume, after: &Volume) -> Vec<Finding> {
    if before.year.checked_add(1) != Some(after.year) {
        return Vec::new();
    }
    YEAR_CHECKS.iter().flat_map(|check| (check.assess)(before, after)).collect()
}

fn of_one_year(volume: &Volume) -> Vec<Note> {
    let mut notes = reconcile::notes(volume);
    notes.extend(resolve::notes(volume));
    notes
}

/// Two sides of a sum over two years.
struct Sides {
    published: Decimal,
    computed: Decimal,
    /// Whether no operand is blank.
    complete: bool,
    /// Whether every operand is printed in its own cell.
    printed: bool,
}

impl Sides {
    /// `published` against the sum of `plus` less that of `minus`, blanks as zero; `None` where an operand is not known or
    /// one side holds nothing at all.
    fn of(published: Known, plus: &[Known], minus: &[Known]) -> Option<Sides> {
        let terms = || plus.iter().chain(minus);
        published.number().or(terms().find_map(|k| k.number()))?;
        let sum =
            |terms: &[Known]| terms.iter().try_fold(Decimal::ZERO, |sum, k| sum.checked_add(k.or_zero()?));
        let all = || terms().chain([&published]);
        Some(Sides {
            published: published.or_zero()?,
            computed: sum(plus)?.checked_sub(sum(minus)?)?,
            complete: all().all(|k| k.number().is_some()),
            printed: all().all(|k| matches!(k, Known::Number { printed: true, .. })),
        })
    }

    fn fails(&self) -> bool {
        self.published != self.computed
    }

    /// Only what is printed can contradict itself; a number read from run-together text may be our reading.
    fn severity(&self) -> Severity {
        if self.printed { Severity::Error } else { Severity::Warning }
    }

    /// The remark behind a message in which blanks took part.
    fn remark(&self) -> &'static str {
        if self.complete { "" } else { "（空白格按0计）" }
    }
}

fn finding(
    rule: &str,
    severity: Severity,
    fields: Vec<FieldId>,
    values: Option<(Decimal, Decimal)>,
    message: String,
) -> Finding {
    Finding {
        rule: rule.to_owned(),
        severity,
        fields,
        published: values.map(|(published, _)| published),
        computed: values.map(|(_, computed)| computed),
        message,
    }
}

/// A number as it is told.
fn told(value: Decimal) -> String {
    value.normalize().to_string()
}
