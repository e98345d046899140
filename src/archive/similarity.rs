//! How much of one text stands in another, numbers set aside; and which passages came and went.

use crate::model::SectionKind;
use rust_decimal::Decimal;
use rustc_hash::{FxHashSet, FxHasher};
use similar::{Algorithm, ChangeTag, TextDiff};
use std::hash::{Hash, Hasher};

/// Letters in a row that make one mark of a text. Eight Chinese characters are some four words: two texts that share
/// so many in a row share a phrase and not a term.
const MARK: usize = 8;

/// A shorter section is a phrase like `无其他需要报告的事项`, which all write alike.
pub const LEAST_CHARS: usize = 100;

/// The letters of a text without white space and punctuation; each number is one `0`, so that a year or a count does not
/// make a sentence new.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = Vec::with_capacity(text.len() / 3);
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        let c = if c.is_numeric() { '0' } else { c };
        if !(c == '0' && letters.last() == Some(&'0')) {
            letters.push(c);
        }
    }
    letters
}

/// Letters of a text that count.
pub fn length(text: &str) -> usize {
    letters(text).len()
}

fn mark(letters: &[char]) -> u64 {
    let mut hasher = FxHasher::default();
    letters.hash(&mut hasher);
    hasher.finish()
}

/// Per cent of a text's letters that stand, at least eight in a row, in the other text; whole.
pub fn percent(text: &str, other: &str) -> Decimal {
    let (text, other) = (letters(text), letters(other));
    let known: FxHashSet<u64> = other.windows(MARK).map(mark).collect();
    let mut covered = 0;
    let mut reached = 0;
    for (at, window) in text.windows(MARK).enumerate() {
        if known.contains(&mark(window)) {
            covered += at + MARK - reached.max(at);
            reached = at + MARK;
        }
    }
    let share = Decimal::from(covered * 100).checked_div(Decimal::from(text.len()));
    share.unwrap_or_default().round()
}

/// One mark in so many stands for a text: enough to find the texts worth comparing, few enough for an archive.
const SAMPLED: u64 = 16;

/// A sample of a text's marks, the same marks for the same passages.
pub fn sample(text: &str) -> Vec<u64> {
    let marks: FxHashSet<u64> =
        letters(text).windows(MARK).map(mark).filter(|m| (m >> 32) % SAMPLED == 0).collect();
    let mut marks: Vec<u64> = marks.into_iter().collect();
    marks.sort_unstable();
    marks
}

/// What came and what went between two texts, passage by passage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passages {
    /// Passages only in the later text, in its order.
    pub added: Vec<String>,
    /// Passages only in the earlier text, in its order.
    pub removed: Vec<String>,
}

/// Compares two texts sentence by sentence; neighbouring sentences are one passage.
pub fn passages(before: &str, after: &str) -> Passages {
    let (before, after) = (sentences(before), sentences(after));
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_slices(&before, &after);
    let mut found = Passages::default();
    let mut last = ChangeTag::Equal;
    for change in diff.iter_all_changes() {
        let tag = change.tag();
        let list = match tag {
            ChangeTag::Equal => None,
            ChangeTag::Insert => Some(&mut found.added),
            ChangeTag::Delete => Some(&mut found.removed),
        };
        match list {
            Some(list) if tag == last => {
                if let Some(passage) = list.last_mut() {
                    passage.push_str(change.value());
                }
            }
            Some(list) => list.push(change.value().to_owned()),
            None => {}
        }
        last = tag;
    }
    found
}

/// Sentences with their marks; a line end ends one too.
fn sentences(text: &str) -> Vec<&str> {
    let ends = |c: char| matches!(c, '。' | '；' | '！' | '？' | '\n');
    text.split_inclusive(ends).map(str::trim).filter(|s| !s.is_empty()).collect()
}

/// A section's name where its heading is not found.
pub fn usual_heading(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Overview => "一、总体情况",
        SectionKind::Proactive => "二、主动公开政府信息情况",
        SectionKind::Requests => "三、收到和处理政府信息公开申请情况",
        SectionKind::Proceedings => "四、政府信息公开行政复议、行政诉讼情况",
        SectionKind::Problems => "五、存在的主要问题及改进情况",
        SectionKind::Other => "六、其他需要报告的事项",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "2021年，我镇公开各类信息120条，其中政务动态80条。群众关注的事项在公开栏张贴。";

    #[test]
    fn a_text_with_other_numbers_is_the_same() {
        let next = TEXT.replace("2021", "2022").replace("120", "97").replace("80", "7");
        assert_eq!(percent(&next, TEXT), Decimal::ONE_HUNDRED);
    }

    #[test]
    fn another_text_shares_nothing() {
        assert_eq!(
            percent("全年组织培训三次，新任人员全部参加了考试，成绩都在八十分以上。", TEXT),
            Decimal::ZERO
        );
        assert_eq!(percent("", TEXT), Decimal::ZERO);
    }

    #[test]
    fn the_share_is_that_of_the_first_text() {
        let longer = format!("{TEXT}{}", "全年组织培训三次，新任人员全部参加了考试，成绩都在八十分以上。");
        assert_eq!(percent(TEXT, &longer), Decimal::ONE_HUNDRED);
        assert!(percent(&longer, TEXT) < Decimal::from(70));
    }

    #[test]
    fn passages_are_what_came_and_went() {
        let before = "甲事已办。乙事在办。丙事未办。";
        let after = "甲事已办。丁事在办。戊事在办。丙事未办。";
        let found = passages(before, after);
        assert_eq!(found.added, ["丁事在办。戊事在办。"]);
        assert_eq!(found.removed, ["乙事在办。"]);
    }

    #[test]
    fn samples_of_equal_texts_are_equal() {
        let long = TEXT.to_owned() + "还有许多别的事项需要在这里写出来才能有足够多的记号可以取样比较";
        assert_eq!(sample(&long), sample(&long));
        assert!(sample(&long).len() < length(&long));
    }
}
