//! The words of `narrative.toml` and how the longest one at a place is found.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
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

/// Every word, found by its first two characters.
pub struct Lexicon {
    /// All lists, one behind the other.
    text: Vec<char>,
    /// What each template means, and where it stands in the text.
    templates: Vec<(Word, Range<usize>)>,
    /// The templates whose words may start with two characters, in chains.
    nodes: Vec<Node>,
    /// The first node of each chain.
    chains: Vec<Option<u16>>,
}

struct Node {
    start: Start,
    template: usize,
    next: Option<u16>,
}

/// The first two characters of a word; words of one have no second.
type Start = (char, Option<char>);

/// Many more chains than starts, so that most chains hold one start; a power of two.
const CHAINS: usize = 4096;

fn chain((first, second): Start) -> usize {
    let mixed = (first as usize).wrapping_mul(31) ^ second.map_or(0, |c| c as usize);
    mixed % CHAINS
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::from_json(LISTS));

/// `narrative.toml`, as `build.rs` makes it.
const LISTS: &str = include_str!(concat!(env!("OUT_DIR"), "/narrative.json"));

/// The embedded words.
pub fn lexicon() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    fn from_json(text: &str) -> Lexicon {
        let lists: BTreeMap<Word, String> = serde_json::from_str(text).unwrap_or_default();
        let mut lexicon = Lexicon {
            // Nearly every character takes three bytes.
            text: Vec::with_capacity(text.len() / 2),
            templates: Vec::new(),
            nodes: Vec::new(),
            chains: vec![None; CHAINS],
        };
        for (word, list) in &lists {
            list.split_whitespace().for_each(|template| lexicon.add(*word, template));
        }
        lexicon
    }

    fn add(&mut self, word: Word, template: &str) {
        let from = self.text.len();
        self.text.extend(template.chars());
        self.templates.push((word, from..self.text.len()));
        let id = self.templates.len() - 1;
        for_start(self.text.get(from..).unwrap_or_default(), None, &mut |start| {
            let node = u16::try_from(self.nodes.len()).ok();
            if let (Some(first), Some(node)) = (self.chains.get_mut(chain(start)), node) {
                self.nodes.push(Node { start, template: id, next: first.replace(node) });
            }
        });
    }

    /// The longest word at the start of these characters, and its length.
    pub fn longest(&self, chars: &[char]) -> Option<(Word, usize)> {
        let first = *chars.first()?;
        let two = chars.get(1).and_then(|second| self.best((first, Some(*second)), chars));
        two.or_else(|| self.best((first, None), chars))
    }

    /// The longest word with this start.
    fn best(&self, start: Start, chars: &[char]) -> Option<(Word, usize)> {
        let mut best: Option<(Word, usize)> = None;
        let mut next = self.chains.get(chain(start)).copied().flatten();
        while let Some(node) = next.and_then(|at| self.nodes.get(usize::from(at))) {
            next = node.next;
            let Some((word, at)) = self.templates.get(node.template).filter(|_| node.start == start) else {
                continue;
            };
            let length = self.text.get(at.clone()).and_then(|template| longest(template, chars)).unwrap_or(0);
            if length > best.map_or(0, |(_, n)| n) {
                best = Some((*word, length));
            }
        }
        best
    }
}

/// The first part of a template, its options, and the rest. Written out the templates are thousands of words; matched
/// part by part they cost nothing to load.
fn first_part(template: &[char]) -> Option<(&[char], &[char])> {
    let end = |mark| template.iter().position(|c| *c == mark);
    match template.first()? {
        '[' => end(']').and_then(|at| Some((template.get(1..at)?, template.get(at.saturating_add(1)..)?))),
        _ => template.split_at_checked(end('[').unwrap_or(template.len())),
    }
}

fn options(part: &[char]) -> impl Iterator<Item = &[char]> {
    part.split(|c| *c == '|')
}

/// How many characters the template takes at most.
fn longest(template: &[char], chars: &[char]) -> Option<usize> {
    let Some((part, rest)) = first_part(template) else { return Some(0) };
    let taken = options(part).filter(|option| starts(option, chars)).map(<[char]>::len);
    taken.filter_map(|n| Some(n + longest(rest, chars.get(n..)?)?)).max()
}

/// Whether these characters start with the option. Most differ in the first: comparing slices costs a call.
fn starts(option: &[char], chars: &[char]) -> bool {
    option.is_empty() || option.first() == chars.first() && chars.starts_with(option)
}

/// Each start that a word of this template can have, after a first character already taken.
fn for_start(template: &[char], taken: Option<char>, each: &mut impl FnMut(Start)) {
    let Some((part, rest)) = first_part(template) else {
        return taken.into_iter().for_each(|first| each((first, None)));
    };
    for option in options(part) {
        let mut chars = taken.into_iter().chain(option.iter().copied());
        match (chars.next(), chars.next()) {
            (Some(first), Some(second)) => each((first, Some(second))),
            (first, _) => for_start(rest, first, each),
        }
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
        let lists: BTreeMap<Word, String> = serde_json::from_str(LISTS).expect("lists");
        let mut seen: BTreeMap<String, Word> = BTreeMap::new();
        for (word, list) in lists {
            for text in list.split_whitespace().flat_map(|t| written_out(&t.chars().collect::<Vec<_>>())) {
                let other = seen.insert(text.clone(), word);
                assert!(other.is_none_or(|o| o == word), "{text} is {other:?} and {word:?}");
            }
        }
    }

    fn written_out(template: &[char]) -> Vec<String> {
        let Some((part, rest)) = first_part(template) else { return vec![String::new()] };
        let tails = written_out(rest);
        let text = |option: &[char]| option.iter().collect::<String>();
        options(part).map(text).flat_map(|o| tails.iter().map(move |t| format!("{o}{t}"))).collect()
    }
}
