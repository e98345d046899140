//! A number with the words round it, and questions about these words.

use super::lexicon::Word;
use super::token::{Item, Number, Token};

/// One number of a clause.
#[derive(Debug, Clone, Copy)]
pub struct Clause<'s> {
    /// The clause from its start to the number.
    pub whole: &'s [Item],
    /// The words between the number before and this one.
    pub before: &'s [Item],
    /// The number.
    pub number: Number,
    /// The words up to the next number or the end of the clause.
    pub after: &'s [Item],
    /// Whether the clause has more numbers.
    pub more: bool,
}

/// The word of an item.
pub fn word(item: &Item) -> Option<Word> {
    match item.token {
        Token::Word(word) => Some(word),
        _ => None,
    }
}

/// Whether any of these words stands there.
pub fn any(items: &[Item], words: &[Word]) -> bool {
    items.iter().filter_map(word).any(|w| words.contains(&w))
}

/// The last place of any of these words.
pub fn last(items: &[Item], words: &[Word]) -> Option<usize> {
    items.iter().rposition(|i| word(i).is_some_and(|w| words.contains(&w)))
}

/// The first place of any of these words.
pub fn first(items: &[Item], words: &[Word]) -> Option<usize> {
    items.iter().position(|i| word(i).is_some_and(|w| words.contains(&w)))
}

/// What stands behind a place.
pub fn behind(items: &[Item], at: usize) -> &[Item] {
    items.get(at + 1..).unwrap_or_default()
}

/// What stands in front of a place.
pub fn ahead(items: &[Item], at: usize) -> &[Item] {
    items.get(..at).unwrap_or_default()
}

/// Whether a word says nothing of what is counted.
pub fn plain(item: &Item) -> bool {
    use Word::*;
    match item.token {
        Token::Word(w) => matches!(
            w,
            Filler
                | Versus
                | Comma
                | Because
                | Conjunction
                | AndSoOn
                | Own
                | Scope
                | ThisYear
                | Everyone
                | All
                | Done
                | Via
                | Apiece
                | Respectively
                | Whereof
        ),
        Token::Year(_) | Token::Stop(':') => true,
        _ => false,
    }
}

/// Whether nothing stands there but plain words and those named.
pub fn clean(items: &[Item], but: &[Word]) -> bool {
    items.iter().all(|i| plain(i) || word(i).is_some_and(|w| but.contains(&w)))
}

/// Whether a gap stands there.
pub fn gap(items: &[Item]) -> bool {
    items.iter().any(|i| i.token == Token::Gap)
}

/// One channel or one kind of applicant is a part of the total; several, or 等, or 公民、法人或者其他组织 are all of it.
pub fn partial(items: &[Item]) -> bool {
    if any(items, &[Word::Everyone]) {
        return false;
    }
    let kinds =
        items.iter().filter_map(word).filter(|w| matches!(w, Word::Channel | Word::Applicant)).count();
    kinds == 1 && !any(items, &[Word::AndSoOn])
}
