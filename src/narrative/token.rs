//! Prose → sentences of words, numbers, years and stops.

use super::lexicon::{Lexicon, Word};
use super::numeral;
use crate::grid::halfwidth;
use rust_decimal::Decimal;

/// What a number counts, by the word behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 件, 宗, 起 …: requests, cases, documents.
    Cases,
    /// 条, 份, 篇, 项: these too, but mostly information.
    Pieces,
    /// 元, 万元.
    Money,
    /// Nothing: the number ends its clause.
    Missing,
    /// Something else, or a per cent: no number of the report.
    Foreign,
}

/// A number in prose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// How many.
    pub value: Decimal,
    /// Of what.
    pub unit: Unit,
    /// Characters of the unit.
    pub unit_length: usize,
    /// Not 余, 约, 近 and the like.
    pub exact: bool,
}

/// One word of a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Token {
    /// A known word.
    Word(Word),
    /// A number.
    Number(Number),
    /// A calendar year.
    Year(u16),
    /// Words that are in no list.
    Gap,
    /// ， ； or a bracket, by its character.
    Stop(char),
}

/// A token with its characters, from and to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Item {
    pub token: Token,
    pub from: usize,
    pub to: usize,
}

/// One sentence, folded: half-width, without white space.
#[derive(Debug, Default)]
pub struct Sentence {
    chars: Vec<char>,
    /// Byte offset in the text of each character, and of the end.
    offsets: Vec<usize>,
    pub items: Vec<Item>,
}

impl Sentence {
    /// The text between two characters as printed.
    pub fn quote<'t>(&self, text: &'t str, from: usize, to: usize) -> &'t str {
        let at = |i: usize| self.offsets.get(i).copied().unwrap_or(text.len());
        text.get(at(from)..at(to)).unwrap_or_default().trim()
    }

    /// Reads the sentence at `start` of the text into this one; gives where the next starts.
    pub fn fill(&mut self, text: &str, start: usize, lexicon: &Lexicon) -> usize {
        self.chars.clear();
        self.offsets.clear();
        self.items.clear();
        let mut end = text.len();
        for (at, c) in text.get(start..).unwrap_or_default().char_indices() {
            let next = start + at + c.len_utf8();
            if matches!(c, '。' | '！' | '？') || c == '\n' && self.ended() {
                self.offsets.push(start + at);
                end = next;
                break;
            }
            let c = halfwidth(c);
            if c != ' ' || self.between_digits(text, next) {
                self.chars.push(c);
                self.offsets.push(start + at);
            }
        }
        if self.offsets.len() == self.chars.len() {
            self.offsets.push(end);
        }
        if worth_reading(&self.chars) {
            self.tokenise(lexicon);
        }
        end
    }

    /// A line that ends within a sentence goes on in the next; a heading does not.
    fn ended(&self) -> bool {
        let heads = self.chars.first() == Some(&'(')
            || [['方', '面'], ['情', '况']].iter().any(|word| self.chars.ends_with(word));
        self.chars.last().is_none_or(|c| matches!(c, ';' | ':' | '.' | '!' | '?'))
            || (heads && self.chars.len() <= HEADING)
    }

    /// `12 34` are two numbers: the space stays.
    fn between_digits(&self, text: &str, next: usize) -> bool {
        let digit = |c: char| halfwidth(c).is_ascii_digit();
        self.chars.last().is_some_and(|c| digit(*c))
            && text.get(next..).and_then(|t| t.chars().next()).is_some_and(digit)
    }

    fn tokenise(&mut self, lexicon: &Lexicon) {
        let mut at = 0;
        while let Some(rest) = self.chars.get(at..).filter(|r| !r.is_empty()) {
            let before = self.chars.get(..at).unwrap_or_default();
            let (token, length) = next(rest, before, lexicon);
            push(&mut self.items, token, at, at + length);
            at += length;
        }
    }
}

/// Headings within a section have no more characters.
const HEADING: usize = 16;

/// Whether a sentence may state a number or that there was none, or say what the next are about; most do none of
/// this, and are not taken apart.
fn worth_reading(chars: &[char]) -> bool {
    let pair = |p: &dyn Fn(char, char) -> bool| chars.windows(2).any(|w| matches!(w, [a, b] if p(*a, *b)));
    let number =
        |c: char| c.is_ascii_digit() || numeral::starts_chinese(c) || matches!(c, '百' | '千' | '万');
    chars.len() <= HEADING
        || chars.last().is_some_and(|c| number(*c))
        || pair(&|a, b| number(a) && COUNTED.contains(b))
        || pair(&|a, b| (a, b) == ('申', '请') || (a, b) == ('处', '理'))
        || chars.iter().any(|c| matches!(c, '未' | '没' | '无' | '零'))
            && chars.iter().any(|c| matches!(c, '诉' | '议' | '费' | '转' | '件'))
}

/// What may stand behind a number that counts: a unit, a word before it, or the end of a clause.
const COUNTED: &str = "件宗起例桩笔个条份篇项部元余多来几,;:)(.、和及万亿 ";

/// Adds a token; gaps grow together.
fn push(items: &mut Vec<Item>, token: Token, from: usize, to: usize) {
    match items.last_mut() {
        Some(last) if last.token == Token::Gap && token == Token::Gap => last.to = to,
        _ => items.push(Item { token, from, to }),
    }
}

fn next(rest: &[char], before: &[char], lexicon: &Lexicon) -> (Token, usize) {
    let Some(first) = rest.first() else { return (Token::Gap, 1) };
    if let Some(found) = number(rest, before) {
        return found;
    }
    if let Some((word, length)) = lexicon.longest(rest) {
        return (Token::Word(word), length);
    }
    match first {
        ',' | '.' | ';' | ':' | '(' | ')' | '[' | ']' => (Token::Stop(stop(*first)), 1),
        '《' => (Token::Gap, quoted(rest, '》')),
        '“' => (Token::Word(Word::Filler), quoted(rest, '”')),
        _ => (Token::Gap, 1),
    }
}

fn stop(c: char) -> char {
    match c {
        '[' => '(',
        ']' => ')',
        c => c,
    }
}

/// The length of a quotation with its marks; of the mark alone where nothing closes it nearby.
fn quoted(rest: &[char], close: char) -> usize {
    // Longer than any title or account name; an unclosed mark must not swallow the sentence.
    rest.iter().take(60).position(|c| *c == close).map_or(1, |n| n + 1)
}

fn number(rest: &[char], before: &[char]) -> Option<(Token, usize)> {
    let first = *rest.first()?;
    if first.is_ascii_digit() {
        return arabic(rest, before);
    }
    if !numeral::starts_chinese(first) {
        return None;
    }
    let (value, length) = numeral::read(rest)?;
    let behind = rest.get(length..).unwrap_or_default();
    let (unit, more, exact) = unit(behind);
    let after = behind.get(more..).unwrap_or_default();
    // 一起, 一条龙, 一件事, 一份 are no counts; 零 alone is, at the end of a clause.
    let counts = match unit {
        Unit::Cases => behind.first() != Some(&'起') || ends(after),
        Unit::Money => true,
        Unit::Pieces => ends(after),
        Unit::Missing => first == '零' && length == 1,
        Unit::Foreign => false,
    };
    let exact = exact && !hedged(before);
    let number = Number { value, unit, unit_length: more, exact };
    (counts && after.first() != Some(&'事')).then_some((Token::Number(number), length + more))
}

fn arabic(rest: &[char], before: &[char]) -> Option<(Token, usize)> {
    let Some((value, length)) = numeral::read(rest) else {
        // Too long for a number: all its digits are no word.
        return Some((Token::Gap, rest.iter().take_while(|c| c.is_ascii_digit()).count().max(1)));
    };
    let behind = rest.get(length..).unwrap_or_default();
    if let Some(token) = year(value, length, behind, rest) {
        return Some(token);
    }
    let (unit, more, exact) = unit(behind);
    let fraction = before.last().is_some_and(|c| matches!(c, '.' | '-' | '~' | '第' | '/' | ' '));
    let range = behind.first().is_some_and(|c| matches!(c, '-' | '~' | '—' | '至' | '/' | '+' | ' '));
    let unit = if fraction || range { Unit::Foreign } else { unit };
    let number = Number { value, unit, unit_length: more, exact: exact && !hedged(before) };
    Some((Token::Number(number), length + more))
}

/// `2023年`, `2019—2023年`.
fn year(value: Decimal, length: usize, behind: &[char], rest: &[char]) -> Option<(Token, usize)> {
    let of = |value: Decimal| u16::try_from(value).ok().filter(|y| (1990..=2100).contains(y));
    let year = of(value).filter(|_| length == 4)?;
    match behind.first()? {
        '年' => Some((Token::Year(year), length + 1 + usize::from(behind.get(1) == Some(&'度')))),
        '-' | '—' | '至' | '~' | '、' => {
            let (last, more) = numeral::read(rest.get(length + 1..)?)?;
            let last = of(last).filter(|_| more == 4 && rest.get(length + 1 + more) == Some(&'年'))?;
            let word = if last == year { Token::Year(year) } else { Token::Word(Word::OtherPeriod) };
            Some((word, length + 1 + more + 1))
        }
        _ => None,
    }
}

/// The unit behind a number, its length with any 余 or 多 before it, and whether the number is exact.
fn unit(behind: &[char]) -> (Unit, usize, bool) {
    let about = behind.first().is_some_and(|c| matches!(c, '余' | '多' | '来' | '几'));
    let skip = usize::from(about);
    let at = |i: usize| behind.get(skip + i).copied();
    let (unit, length) = match at(0) {
        Some('件') => (Unit::Cases, 1 + times(behind.get(skip + 1..).unwrap_or_default())),
        Some('宗' | '起' | '例' | '桩' | '笔') => (Unit::Cases, 1),
        Some('个') if ends(behind.get(skip + 1..).unwrap_or_default()) => (Unit::Cases, 1),
        Some('条' | '份' | '篇' | '项' | '部') => (Unit::Pieces, 1),
        Some('元') => (Unit::Money, 1),
        Some('万' | '亿') if at(1) == Some('元') => (Unit::Money, 2),
        _ if ends(behind) => (Unit::Missing, 0),
        _ => (Unit::Foreign, 0),
    };
    (unit, skip + length, !about)
}

/// `次` or `(次)` behind 件.
fn times(behind: &[char]) -> usize {
    match behind {
        ['(', '次', ')', ..] => 3,
        ['次', ..] => 1,
        _ => 0,
    }
}

fn ends(rest: &[char]) -> bool {
    rest.first().is_none_or(|c| matches!(c, ',' | ';' | ':' | ')' | '(' | '、' | '.' | '和' | '及'))
}

/// 近 100 件, 约 100 件, 超过 100 件.
fn hedged(before: &[char]) -> bool {
    before.last().is_some_and(|c| matches!(c, '近' | '约' | '逾' | '超'))
        || [['超', '过'], ['至', '少'], ['不', '足']].iter().any(|word| before.ends_with(word))
}
