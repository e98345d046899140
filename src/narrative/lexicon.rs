//! The words of `narrative.toml` and how the longest one at a place is found.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a word means; the lists of `narrative.toml` by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    Request,
    Apply,
    Review,
    Litigation,
    PartOfProceedings,
    Document,
    Licence,
    Penalty,
    Coercion,
    Information,
    Fee,
    Foreign,
    Attribute,
    DisclosureLaw,
    Receive,
    Handle,
    Late,
    Granted,
    Partly,
    Denied,
    Unavailable,
    NotProcessed,
    Otherwise,
    Already,
    Carried,
    CarriedIn,
    CarriedOut,
    Issued,
    Published,
    Repealed,
    InForce,
    HalfDocument,
    Disclosed,
    Posted,
    Decided,
    Charged,
    Own,
    Scope,
    LastYear,
    ThisYear,
    OtherPeriod,
    Growth,
    Versus,
    Future,
    NextYear,
    Each,
    Whereof,
    All,
    Done,
    Respectively,
    Apiece,
    Channel,
    Via,
    Applicant,
    Everyone,
    AndSoOn,
    Restrict,
    Demand,
    Filler,
    Comma,
    Because,
    Conjunction,
    Absence,
    NotAbsence,
    Website,
    Wechat,
    Weibo,
    Gazette,
    Douyin,
}

/// Every word, by its first character.
pub struct Lexicon {
    by_first: FxHashMap<char, Vec<usize>>,
    words: Vec<(Word, String)>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::from_toml(include_str!("narrative.toml")));

/// The embedded words.
pub fn lexicon() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    fn from_toml(text: &str) -> Lexicon {
        let lists: BTreeMap<Word, Vec<String>> = toml::from_str(text).unwrap_or_default();
        let words: Vec<(Word, String)> =
            lists.into_iter().flat_map(|(word, list)| list.into_iter().map(move |t| (word, t))).collect();
        let mut by_first: FxHashMap<char, Vec<usize>> = FxHashMap::default();
        for (id, (_, template)) in words.iter().enumerate() {
            for_first(template, &mut |first| {
                let here = by_first.entry(first).or_default();
                if here.last() != Some(&id) {
                    here.push(id);
                }
            });
        }
        Lexicon { by_first, words }
    }

    /// The longest word at the start of these characters, and its length.
    pub fn longest(&self, chars: &[char]) -> Option<(Word, usize)> {
        let here = self.by_first.get(chars.first()?)?;
        let taken = here.iter().filter_map(|id| {
            let (word, template) = self.words.get(*id)?;
            let length = longest(template, chars)?;
            (length > 0).then_some((*word, length))
        });
        taken.fold(None, |best: Option<(Word, usize)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        })
    }
}

/// The first part of a template, its options, and the rest. Written out the templates are thousands of words; matched
/// part by part they cost nothing to load.
fn first_part(template: &str) -> Option<(&str, &str)> {
    match template.strip_prefix('[') {
        Some(choice) => choice.split_once(']'),
        None if template.is_empty() => None,
        None => Some(template.split_at(template.find('[').unwrap_or(template.len()))),
    }
}

/// How many characters the template takes at most.
fn longest(template: &str, chars: &[char]) -> Option<usize> {
    let Some((options, rest)) = first_part(template) else { return Some(0) };
    let taken = options.split('|').filter_map(|option| starts(option, chars));
    taken.filter_map(|n| Some(n + longest(rest, chars.get(n..)?)?)).max()
}

/// The length of the option, where these characters start with it.
fn starts(option: &str, chars: &[char]) -> Option<usize> {
    let mut n = 0;
    for c in option.chars() {
        if chars.get(n) != Some(&c) {
            return None;
        }
        n += 1;
    }
    Some(n)
}

/// Each character that a word of this template can start with.
fn for_first(template: &str, each: &mut impl FnMut(char)) {
    let Some((options, rest)) = first_part(template) else { return };
    options.split('|').filter_map(|o| o.chars().next()).for_each(&mut *each);
    if options.split('|').any(str::is_empty) {
        for_first(rest, each);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Option<(Word, usize)> {
        lexicon().longest(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn the_longest_word_wins() {
        assert_eq!(word("政府信息公开申请12件"), Some((Word::Request, 8)));
        assert_eq!(word("政府信息1374条"), Some((Word::Information, 4)));
        assert_eq!(word("不予公开"), Some((Word::Denied, 4)));
        assert_eq!(word("结转下年度继续办理"), Some((Word::CarriedOut, 9)));
        assert_eq!(word("全市各级行政机关"), Some((Word::Scope, 8)));
        assert_eq!(word("全面"), None);
    }

    #[test]
    fn every_list_is_known_and_no_word_stands_in_two() {
        let lists: BTreeMap<Word, Vec<String>> =
            toml::from_str(include_str!("narrative.toml")).expect("lists");
        let mut seen: BTreeMap<String, Word> = BTreeMap::new();
        for (word, templates) in lists {
            for text in templates.iter().flat_map(|t| written_out(t)) {
                let other = seen.insert(text.clone(), word);
                assert!(other.is_none_or(|o| o == word), "{text} is {other:?} and {word:?}");
            }
        }
    }

    fn written_out(template: &str) -> Vec<String> {
        let Some((options, rest)) = first_part(template) else { return vec![String::new()] };
        let tails = written_out(rest);
        options.split('|').flat_map(|o| tails.iter().map(move |t| format!("{o}{t}"))).collect()
    }
}
