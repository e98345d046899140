//! Text that a spreadsheet could take for a formula.

use rust_decimal::Decimal;
use std::borrow::Cow;

/// What OWASP's "CSV Injection" lists; the full-width signs are formulas to East Asian versions of Excel.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// Before a formula, the same list says, these are skipped or end a cell.
const BREAKS: [char; 3] = ['\t', '\r', '\n'];

/// Whether a spreadsheet may take the text for a formula. A number such as `-18` is none.
pub fn is_formula(text: &str) -> bool {
    let shown = text.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
    text.starts_with(BREAKS) || (shown.starts_with(SIGNS) && text.parse::<Decimal>().is_err())
}

/// The text with an apostrophe before all that a spreadsheet could take for a formula: at its start and, because programs
/// that cut cells at `;` do not know the quotes of text between commas, behind each `;` and at the start of each line.
pub fn harmless(text: &str) -> Cow<'_, str> {
    const ENDS: [char; 2] = [';', '\n'];
    if !is_formula(text) && !text.split(ENDS).any(is_formula) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len().saturating_add(1));
    if text.starts_with(BREAKS) {
        safe.push('\'');
    }
    for part in text.split_inclusive(ENDS) {
        if is_formula(part.trim_end_matches(ENDS)) && !safe.ends_with('\'') {
            safe.push('\'');
        }
        safe.push_str(part);
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_known_by_its_start() {
        for text in [
            "=1+1", "+A1", "-A1", "@SUM(A1)", "＝1", "＋A1", "－A1", "＠A", "\t1", "\r=1", "\n=1", "-", "--1",
        ] {
            assert!(is_formula(text), "{text:?}");
        }
        for text in ["  =1", "\u{3000}=1", "\"=1", "\u{a0}@x", "+86-10-1234"] {
            assert!(is_formula(text), "{text:?}");
        }
        for text in ["", "-18", "+10", "0.10", "—", "无", "全年1=1", "第1-2页", "a@b.cn"] {
            assert!(!is_formula(text), "{text:?}");
        }
    }

    #[test]
    fn no_part_that_a_spreadsheet_may_cut_off_is_a_formula() {
        assert_eq!(harmless("全年公开"), "全年公开");
        assert_eq!(harmless("-18"), "-18");
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("\t=1"), "'\t=1");
        assert_eq!(harmless("甲;=1;乙\n- 丙\n丁"), "甲;'=1;乙\n'- 丙\n丁");
        assert_eq!(harmless("甲;\"=1"), "甲;'\"=1");
    }
}
