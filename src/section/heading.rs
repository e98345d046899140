//! The headings' wordings, as data, and how one is recognised.

use crate::form::script::simplify;
use crate::model::SectionKind;
use serde::Deserialize;
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
    about: Vec<String>,
}

/// Every wording and every sign.
pub struct Wordings {
    templates: Vec<Template>,
    signs: Vec<(SectionKind, String)>,
    about: Vec<(SectionKind, Vec<char>)>,
}

/// A wording with its choices: each part is one of several words, perhaps none. Written out, the wordings are twenty
/// thousand; matched part by part they cost nothing to load.
struct Template {
    kind: SectionKind,
    parts: Vec<Vec<Vec<char>>>,
}

/// `headings.toml`, as `build.rs` makes it.
const ENTRIES: &str = include_str!(concat!(env!("OUT_DIR"), "/headings.json"));

static WORDINGS: LazyLock<Wordings> = LazyLock::new(|| Wordings::from_json(ENTRIES));

/// The embedded wordings.
pub fn wordings() -> &'static Wordings {
    &WORDINGS
}

impl Wordings {
    fn from_json(text: &str) -> Wordings {
        let entries = serde_json::from_str::<File>(text).map(|f| f.section).unwrap_or_default();
        let mut wordings = Wordings { templates: Vec::new(), signs: Vec::new(), about: Vec::new() };
        for entry in entries {
            let templates = entry.headings.iter().map(|h| Template { kind: entry.kind, parts: parts(h) });
            wordings.templates.extend(templates);
            wordings.signs.extend(entry.signs.into_iter().map(|s| (entry.kind, s)));
            wordings.about.extend(entry.about.into_iter().map(|a| (entry.kind, a.chars().collect())));
        }
        wordings
    }

    /// The section whose heading these words are.
    pub fn kind(&self, words: &[char]) -> Option<SectionKind> {
        self.templates.iter().find(|t| longest(&t.parts, words, true).is_some()).map(|t| t.kind)
    }

    /// The longest heading at the start of these words: its section and its length.
    pub fn prefix(&self, words: &[char]) -> Option<(SectionKind, usize)> {
        let found = self.templates.iter().filter_map(|t| Some((t.kind, longest(&t.parts, words, false)?)));
        found.fold(None, |best: Option<(SectionKind, usize)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        })
    }

    /// Whether these words are about the section.
    pub fn is_about(&self, kind: SectionKind, words: &[char]) -> bool {
        let held = |about: &[char]| words.windows(about.len()).any(|w| w == about);
        self.about.iter().any(|(k, about)| *k == kind && held(about))
    }

    /// The section whose table prints one of its signs in this text.
    pub fn table(&self, text: &str) -> Option<SectionKind> {
        let text = simplify(text);
        self.signs.iter().find(|(_, sign)| text.contains(sign.as_str())).map(|(kind, _)| *kind)
    }
}

/// How many words the parts take at most; with `all`, only if they take every word.
fn longest(parts: &[Vec<Vec<char>>], words: &[char], all: bool) -> Option<usize> {
    let Some((first, rest)) = parts.split_first() else {
        return (!all || words.is_empty()).then_some(0);
    };
    let taken = first
        .iter()
        .filter(|option| option.first() == words.first() && words.starts_with(option) || option.is_empty());
    taken.filter_map(|o| Some(o.len() + longest(rest, words.get(o.len()..)?, all)?)).max()
}

/// `a[b|c|]d` → a, then b, c or nothing, then d.
fn parts(template: &str) -> Vec<Vec<Vec<char>>> {
    let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<char>>();
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some((before, choice)) = rest.split_once('[') {
        let (options, after) = choice.split_once(']').unwrap_or((choice, ""));
        let mut options: Vec<Vec<char>> = options.split('|').map(words).collect();
        options.sort();
        options.dedup();
        parts.push(vec![words(before)]);
        parts.push(options);
        rest = after;
    }
    parts.push(vec![words(rest)]);
    parts
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
        let kinds: std::collections::HashSet<_> = wordings().templates.iter().map(|t| t.kind).collect();
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
