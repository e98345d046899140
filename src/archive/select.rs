//! Which agencies, years and rules are wanted.

use super::{Entry, normal};
use crate::model::Severity;
use std::ops::RangeInclusive;

/// A selection; what is not set selects all.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Agencies whose name holds this text, or whose region code starts with it.
    pub agency: Option<String>,
    /// Years reported on.
    pub years: Option<RangeInclusive<u16>>,
    /// Rules by name (`years.carry_over`) or family (`years`).
    pub rules: Vec<String>,
    /// Findings at least so grave.
    pub severity: Option<Severity>,
}

impl Selection {
    /// Whether the agency of these reports is wanted, under any of its names.
    pub fn has_agency(&self, entries: &[Entry]) -> bool {
        let Some(wanted) = &self.agency else { return true };
        let name = normal(wanted);
        entries.iter().any(|e| {
            let code = e.region_code.as_ref().is_some_and(|code| code.starts_with(wanted.as_str()));
            code || e.key.0.contains(&name) || e.agency.as_ref().is_some_and(|a| a.contains(wanted.as_str()))
        })
    }

    /// Whether a year is wanted; of a report without a year nobody knows.
    pub fn has_year(&self, year: Option<u16>) -> bool {
        self.years.as_ref().is_none_or(|years| year.is_some_and(|y| years.contains(&y)))
    }

    /// Whether a rule is wanted, by its name or family.
    pub fn has_rule(&self, rule: &str) -> bool {
        let named = |wanted: &String| {
            rule.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.rules.is_empty() || self.rules.iter().any(named)
    }

    /// Whether findings this grave are wanted.
    pub fn has_severity(&self, severity: Severity) -> bool {
        self.severity.is_none_or(|least| severity <= least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_selected_by_name_and_family() {
        let selection =
            Selection { rules: vec!["years".into(), "requests.balance".into()], ..Selection::default() };
        assert!(selection.has_rule("years.jump") && selection.has_rule("requests.balance"));
        assert!(!selection.has_rule("requests.row_sum") && !selection.has_rule("yearsx.jump"));
        assert!(Selection::default().has_rule("anything"));
    }

    #[test]
    fn severities_are_a_least() {
        let selection = Selection { severity: Some(Severity::Warning), ..Selection::default() };
        assert!(selection.has_severity(Severity::Error) && selection.has_severity(Severity::Warning));
        assert!(!selection.has_severity(Severity::Info));
    }
}
