//! Findings in English. The Chinese sentence is part of a finding; the English one follows from rule, fields and values.

use crate::model::{FieldId, Finding, Severity};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static WORDING: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| toml::from_str(include_str!("wording.toml")).unwrap_or_default());

/// For rules that the table does not know yet.
const GENERAL: &str = "{fields}: published {published}, computed {computed}";

/// For the note on sums that hold only so: it has no values.
const BLANKS: &str = "holds only if blanks count as zero: {fields}";

/// For the note on totals that are left out: it has no values either.
const NO_TOTAL: &str = "the terms are printed and the total is blank: {fields}";

/// Fields named in a sentence; the rest is counted.
const NAMED: usize = 3;

/// The first of several subjects and how many there are: `“商业企业”等3处`; a single one by its name alone.
pub(crate) fn among(first: &str, count: usize, unit: &str) -> String {
    if count > 1 { format!("“{first}”等{count}{unit}") } else { format!("“{first}”") }
}

/// A finding as an English sentence.
pub fn english(finding: &Finding) -> String {
    let sentence = WORDING.get(&finding.rule).map_or(GENERAL, String::as_str);
    let has_values = finding.published.is_some() || finding.computed.is_some();
    let sentence = match finding.severity {
        _ if has_values || !sentence.contains("{computed}") => sentence,
        Severity::Info => BLANKS,
        Severity::Error | Severity::Warning => NO_TOTAL,
    };
    let mut quoted = quotes(&finding.message);
    let first = quoted.next().unwrap_or_default();
    sentence
        .replace("{first}", first)
        .replace("{last}", quoted.last().unwrap_or(first))
        .replace("{fields}", &fields(&finding.fields))
        .replace("{published}", &value(finding.published))
        .replace("{computed}", &value(finding.computed))
        .trim_end_matches([':', ' '])
        .to_owned()
}

/// What a message quotes of the report: headings, names, sentences. Quotes within a quote belong to it.
fn quotes(message: &str) -> impl Iterator<Item = &str> {
    let mut rest = message;
    std::iter::from_fn(move || {
        let inner = rest.split_once('“')?.1;
        let mut depth = 1_usize;
        let end = inner.char_indices().find(|(_, c)| {
            match c {
                '“' => depth = depth.saturating_add(1),
                '”' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        })?;
        rest = inner.get(end.0..)?;
        inner.get(..end.0)
    })
}

fn fields(fields: &[FieldId]) -> String {
    let named: Vec<&str> = fields.iter().take(NAMED).map(FieldId::as_str).collect();
    match fields.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

fn value(value: Option<Decimal>) -> String {
    value.map_or("nothing".to_owned(), |v| v.normalize().to_string())
}

#[cfg(test)]
mod tests {
    use super::super::CHECKS;
    use super::*;
    use crate::archive::years::YEAR_CHECKS;

    fn finding(rule: &str) -> Finding {
        Finding {
            rule: rule.to_owned(),
            severity: Severity::Error,
            fields: ["a.b", "a.c", "a.d", "a.e"].map(FieldId::from).to_vec(),
            published: Some(Decimal::new(50, 1)),
            computed: None,
            message: String::new(),
        }
    }

    #[test]
    fn every_rule_has_a_sentence() {
        let rules = CHECKS.iter().map(|c| c.rule).chain(YEAR_CHECKS.iter().map(|c| c.rule));
        for rule in rules {
            assert!(WORDING.contains_key(rule), "{rule} has no English sentence in wording.toml");
        }
    }

    #[test]
    fn a_sentence_names_fields_and_values() {
        let text = english(&finding("years.carry_over"));
        assert_eq!(
            text,
            "carried in is 5, last year's report carries out nothing (a.b, a.c, a.d and 1 more)"
        );
        assert_eq!(
            english(&finding("some.other")),
            "a.b, a.c, a.d and 1 more: published 5, computed nothing"
        );
        let quoting = Finding {
            message: "“一、总体情况”与“甲“乙”丙”不同".to_owned(),
            ..finding("text.wrong_place")
        };
        assert!(english(&quoting).ends_with("甲“乙”丙"), "{}", english(&quoting));
        let all: Vec<String> = WORDING.keys().map(|rule| english(&finding(rule))).collect();
        assert!(all.iter().all(|text| !text.contains('{')), "{all:?}");
    }
}
