//! The headings' wordings, as data, and how one is recognised.

use crate::model::SectionKind;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    section: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: SectionKind,
    headings: Vec<String>,
    signs: Vec<String>,
}

/// Every wording and every sign.
pub struct Wordings {
    headings: HashMap<Vec<char>, SectionKind>,
    longest: usize,
    signs: Vec<(SectionKind, String)>,
}

static WORDINGS: LazyLock<Wordings> = LazyLock::new(|| Wordings::from_toml(include_str!("headings.toml")));

/// The embedded wordings.
pub fn wordings() -> &'static Wordings {
    &WORDINGS
}

impl Wordings {
    fn from_toml(text: &str) -> Wordings {
        let entries = toml::from_str::<File>(text).map(|f| f.section).unwrap_or_default();
        let mut wordings = Wordings { headings: HashMap::new(), longest: 0, signs: Vec::new() };
        for entry in entries {
            for words in entry.headings.iter().flat_map(|h| expand(h)) {
                wordings.longest = wordings.longest.max(words.len());
                wordings.headings.insert(words, entry.kind);
            }
            wordings.signs.extend(entry.signs.into_iter().map(|s| (entry.kind, s)));
        }
        wordings
    }

    /// The section whose heading these words are.
    pub fn kind(&self, words: &[char]) -> Option<SectionKind> {
        self.headings.get(words).copied()
    }

    /// The longest heading at the start of these words: its section and its length.
    pub fn prefix(&self, words: &[char]) -> Option<(SectionKind, usize)> {
        let longest = words.len().min(self.longest);
        (2..=longest).rev().find_map(|n| Some((self.kind(words.get(..n)?)?, n)))
    }

    /// The section whose table prints one of its signs in this text.
    pub fn table(&self, text: &str) -> Option<SectionKind> {
        self.signs.iter().find(|(_, sign)| text.contains(sign.as_str())).map(|(kind, _)| *kind)
    }
}

/// `a[b|c|]d` → `abd`, `acd`, `ad`.
fn expand(template: &str) -> Vec<Vec<char>> {
    let mut done: Vec<Vec<char>> = vec![Vec::new()];
    let mut rest = template;
    while let Some((before, choice)) = rest.split_once('[') {
        let (options, after) = choice.split_once(']').unwrap_or((choice, ""));
        let with = |words: &Vec<char>| -> Vec<Vec<char>> {
            options
                .split('|')
                .map(|o| words.iter().copied().chain(before.chars()).chain(o.chars()).collect())
                .collect()
        };
        done = done.iter().flat_map(with).collect();
        rest = after;
    }
    for words in &mut done {
        words.extend(rest.chars());
        words.retain(|c| c.is_alphanumeric());
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<SectionKind> {
        wordings().kind(&text.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>())
    }

    #[test]
    fn wordings_of_published_reports_are_known() {
        for (text, want) in [
            ("总体情况", SectionKind::Overview),
            ("政府信息公开工作的总体情况", SectionKind::Overview),
            ("行政机关主动公开政府信息情况", SectionKind::Proactive),
            ("收到和处理政府信息公开申请情况", SectionKind::Requests),
            ("政府信息公开申请收到和处理情况", SectionKind::Requests),
            ("因政府信息公开工作被申请行政复议、提起行政诉讼情况", SectionKind::Proceedings),
            ("政府信息公开行政法复议、行政诉讼情况", SectionKind::Proceedings),
            ("政府信息公开工作存在的主要问题及改进情况", SectionKind::Problems),
            ("主要问题和改进措施", SectionKind::Problems),
            ("其它需要报告事项", SectionKind::Other),
            ("需要报告的其他事项", SectionKind::Other),
        ] {
            assert_eq!(kind(text), Some(want), "{text}");
        }
    }

    #[test]
    fn every_section_has_wordings() {
        let kinds: std::collections::HashSet<_> = wordings().headings.values().collect();
        assert_eq!(kinds.len(), 6);
    }

    #[test]
    fn rows_of_the_grid_are_no_headings() {
        for text in ["本年新收政府信息公开申请数量", "本年度办理结果", "结转下年度继续办理"]
        {
            assert_eq!(kind(text), None, "{text}");
        }
    }
}
