//! Where a heading may stand: on a line of its own, over two lines, or inside a line.

use super::heading::wordings;
use crate::form::script::simplified;
use crate::model::{Block, Document, SectionKind};
use std::ops::Range;

/// How a heading is numbered; one report keeps to one style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `一、` `一.`
    Plain,
    /// `（一）`
    Bracketed,
    /// No number.
    None,
}

/// A possible heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The section it would open.
    pub kind: SectionKind,
    /// The first block it stands in.
    pub block: usize,
    /// Number of blocks it covers: two when it is broken over two lines.
    pub blocks: usize,
    /// Its bytes within the first block.
    pub bytes: Range<usize>,
    /// Its numbering.
    pub style: Style,
    /// Its number.
    pub ordinal: Option<usize>,
    /// How surely it is a heading, before the chain of headings is considered.
    pub weight: f32,
}

/// All possible headings, in document order.
pub fn candidates(document: &Document) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (i, block) in document.blocks.iter().enumerate() {
        let Block::Line(line) = block else { continue };
        let next = match document.blocks.get(i + 1) {
            Some(Block::Line(next)) => Some(next.text.as_str()),
            _ => None,
        };
        let known = own_line(i, &line.text, whole).or_else(|| two_lines(i, &line.text, next?));
        found.extend(known.or_else(|| own_line(i, &line.text, in_own_words)));
        if found.last().is_none_or(|c| c.block != i) {
            found.extend(inside(i, &line.text));
        }
    }
    let found = without_contents(found);
    found.into_iter().map(|c| Candidate { weight: c.weight + table_bonus(document, &c), ..c }).collect()
}

/// Without a list of contents: headings right under each other that all come again.
fn without_contents(found: Vec<Candidate>) -> Vec<Candidate> {
    let follows = |a: &Candidate, b: &Candidate| b.block == a.block + a.blocks && a.kind < b.kind;
    let mut kept: Vec<Candidate> = Vec::new();
    let mut rest = found.as_slice();
    while let Some(run) = rest.chunk_by(follows).next() {
        rest = rest.get(run.len()..).unwrap_or_default();
        let again = run.iter().filter(|c| rest.iter().any(|later| later.kind == c.kind)).count();
        if run.len() < CONTENTS || again * 2 < run.len() {
            kept.extend_from_slice(run);
        }
    }
    kept
}

/// Two or three headings follow each other where sections are empty; four are a list of contents.
const CONTENTS: usize = 4;

/// The section whose heading a line is, by a known wording.
pub fn heading_of(text: &str) -> Option<SectionKind> {
    own_line(0, text, whole).map(|found| found.kind)
}

/// Longer lines are prose: the longest real heading, with year and agency in front, has 41 characters.
const HEADING_LENGTH: usize = 45;

/// Which section's heading numbered words are, and how surely.
type Reader = fn(&Number, &[char]) -> Option<(SectionKind, f32)>;

fn own_line(block: usize, text: &str, read: Reader) -> Option<Candidate> {
    let trimmed =
        text.trim().trim_start_matches(['#', '*', ' ', '　']).trim_end_matches(['*', '：', ':', '。', ' ']);
    if trimmed.chars().count() > HEADING_LENGTH || trimmed.contains('。') {
        return None;
    }
    let number = number(trimmed);
    let words = trimmed.get(number.len..)?.chars().filter(|c| c.is_alphanumeric());
    let words: Vec<char> = words.map(simplified).collect();
    let (kind, weight) = read(&number, &words)?;
    if weight < EXACT && holds_text(text, kind) {
        return None;
    }
    let (style, ordinal) = (number.style, number.ordinal);
    Some(Candidate {
        kind,
        block,
        blocks: 1,
        bytes: 0..text.len(),
        style,
        ordinal,
        weight: weight + OWN_LINE,
    })
}

/// Whether a heading begins the line and its text ends it: `六、其他需要报告的事项 没有需要报告的事项。`, `…事项：无`.
fn holds_text(text: &str, kind: SectionKind) -> bool {
    text.trim_end().ends_with(['。', '无', '無'])
        && inside(0, text).first().is_some_and(|found| found.kind == kind)
}

/// What a heading of known words weighs.
const EXACT: f32 = 3.0;

/// A line of its own is a heading far more often than words inside a line.
const OWN_LINE: f32 = 1.0;

/// The words are a heading, or one with a year or an agency in front, or a note behind.
fn whole(_: &Number, words: &[char]) -> Option<(SectionKind, f32)> {
    if let Some(kind) = wordings().kind(words) {
        return Some((kind, EXACT));
    }
    let dated = (1..words.len().min(20)).find_map(|n| wordings().kind(words.get(n..)?));
    let noted =
        || wordings().prefix(words).filter(|(_, n)| words.len() - n <= 4 && *n >= 6).map(|(kind, _)| kind);
    dated.map(|kind| (kind, 2.0)).or_else(|| noted().map(|kind| (kind, 2.0)))
}

/// A heading in words of the office's own: its number says which it is, and a word of its what it is about.
fn in_own_words(number: &Number, words: &[char]) -> Option<(SectionKind, f32)> {
    let kind = SectionKind::ALL.get(number.ordinal?.checked_sub(1)?).copied()?;
    let short = words.len() <= OWN_WORDS;
    (short && wordings().is_about(kind, words)).then_some((kind, 1.5)) // half of what a known heading weighs
}

/// A heading in an office's own words has seldom more characters than this.
const OWN_WORDS: usize = 30;

fn two_lines(block: usize, text: &str, next: &str) -> Option<Candidate> {
    let numbered = number(text.trim()).ordinal.is_some();
    // `本年度无其他需要报告的事项。` under `六、其他情况` is its text.
    let sentence = next.trim_end().ends_with(['。', '；', '：']);
    if !numbered || sentence || text.chars().count() > HEADING_LENGTH {
        return None;
    }
    let joined = format!("{}{}", text.trim(), next.trim());
    let found = own_line(block, &joined, whole)?;
    Some(Candidate { blocks: 2, bytes: 0..text.len(), ..found })
}

/// Headings inside a line, as sites print them that drop every line break. They need a number in front, and what
/// stands around must not be a quotation or an enumeration.
fn inside(block: usize, text: &str) -> Vec<Candidate> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        match inside_at(block, text, &chars, i) {
            Some((candidate, end)) => {
                found.push(candidate);
                i = end;
            }
            None => i += 1,
        }
    }
    found
}

fn inside_at(block: usize, text: &str, chars: &[(usize, char)], i: usize) -> Option<(Candidate, usize)> {
    let start = chars.get(i)?.0;
    let before = i.checked_sub(1).and_then(|k| chars.get(k)).map(|(_, c)| *c);
    let number = number(text.get(start..)?);
    number.ordinal?;
    if before.is_some_and(|c| "“\"《〈「『‘第见、（(".contains(c)) {
        return None;
    }
    let from = chars.iter().skip(i).position(|(at, _)| *at >= start + number.len)? + i;
    // A heading has at most 45 characters; with spaces and marks between, twice that is enough to look at.
    let ahead: Vec<(usize, char)> = (from..chars.len().min(from + 90))
        .filter_map(|k| Some((k, chars.get(k)?.1)))
        .filter(|(_, c)| c.is_alphanumeric())
        .collect();
    let words: Vec<char> = ahead.iter().map(|(_, c)| simplified(*c)).collect();
    let (kind, n) = wordings().prefix(&words).or_else(|| dated_prefix(&words))?;
    let mut end = ahead.get(n - 1)?.0 + 1;
    let next = |k: usize| chars.get(end + k).map(|(_, c)| *c).filter(|c| !c.is_whitespace());
    let goes_on = next(0).is_some_and(|c| "及和与等所部的中是".contains(c));
    // A stop behind a heading with its own number ends it where the line begins with it; elsewhere it ends a quotation.
    let opens = text.get(..start)?.trim().is_empty() && number.ordinal == Some(kind as usize + 1) && n >= 6;
    let stopped = opens && next(0) == Some('。');
    // A gap ends a heading, but not a quotation or an enumeration.
    if goes_on || !stopped && next(0).or(next(1)).is_some_and(|c| "；;，,、。”\"』》）)".contains(c))
    {
        return None;
    }
    end += usize::from(stopped || matches!(next(0), Some('：' | ':')));
    let bytes = start..chars.get(end).map_or(text.len(), |(at, _)| *at);
    let (style, ordinal) = (number.style, number.ordinal);
    Some((Candidate { kind, block, blocks: 1, bytes, style, ordinal, weight: 3.0 }, end))
}

/// `2022年度政府信息公开工作的总体情况`: a heading with the year in front.
fn dated_prefix(words: &[char]) -> Option<(SectionKind, usize)> {
    let year = words.iter().take(4).all(char::is_ascii_digit) && words.get(4) == Some(&'年');
    let skipped = (4..=6).filter(|_| year);
    skipped.filter_map(|skip| wordings().prefix(words.get(skip..)?).map(|(kind, n)| (kind, n + skip))).next()
}

/// A section's number at the start of a text.
struct Number {
    style: Style,
    ordinal: Option<usize>,
    /// Bytes it takes.
    len: usize,
}

fn number(text: &str) -> Number {
    const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let none = Number { style: Style::None, ordinal: None, len: 0 };
    if let Some(number) = in_words(text) {
        return number;
    }
    let mut chars = text.char_indices().filter(|(_, c)| !c.is_whitespace());
    let Some((_, first)) = chars.next() else { return none };
    let bracketed = matches!(first, '（' | '(');
    let digit = if bracketed { chars.next().map(|(_, c)| c) } else { Some(first) };
    let Some(ordinal) = digit.and_then(|d| DIGITS.iter().position(|&x| x == d)) else { return none };
    match chars.next() {
        Some((at, c @ ('）' | ')'))) if bracketed => {
            // `（三）、收到…`
            let mark = text.get(at + c.len_utf8()..).is_some_and(|t| t.starts_with('、'));
            let len = at + c.len_utf8() + if mark { '、'.len_utf8() } else { 0 };
            Number { style: Style::Bracketed, ordinal: Some(ordinal + 1), len }
        }
        Some((at, c @ ('、' | '.' | '．' | '，'))) if !bracketed => {
            Number { style: Style::Plain, ordinal: Some(ordinal + 1), len: at + c.len_utf8() }
        }
        _ => none,
    }
}

/// `第一部分`, `第三部分：`
fn in_words(text: &str) -> Option<Number> {
    let rest = text.strip_prefix('第')?;
    let digit = rest.chars().next()?;
    let ordinal = "一二三四五六七八九".chars().position(|c| c == digit)? + 1;
    let rest = rest.get(digit.len_utf8()..)?.strip_prefix("部分")?;
    let rest = rest.trim_start_matches(['：', ':', '、', ' ', '　']);
    Some(Number { style: Style::Plain, ordinal: Some(ordinal), len: text.len() - rest.len() })
}

/// A heading with its own table below is the section's; the same words in the overview have prose below.
fn table_bonus(document: &Document, candidate: &Candidate) -> f32 {
    let rest = match document.blocks.get(candidate.block) {
        Some(Block::Line(line)) => line.text.get(candidate.bytes.end..).unwrap_or_default(),
        _ => "",
    };
    // The table begins right below, or after a sentence or two that introduce it.
    let near: String = rest.chars().take(120).collect();
    let below = (candidate.block + candidate.blocks..).take(5).map_while(|i| document.blocks.get(i));
    let below =
        below.take_while(|b| !matches!(b, Block::Line(line) if own_line(0, &line.text, whole).is_some()));
    let found = wordings().table(&near).or_else(|| below.filter_map(table_of).next());
    if found == Some(candidate.kind) { 4.0 } else { 0.0 }
}

/// The section whose table a block is, or begins.
pub fn table_of(block: &Block) -> Option<SectionKind> {
    match block {
        // A sentence that names an article of the regulation is no table.
        Block::Line(line) if line.text.contains(['。', '，', '；']) || line.text.chars().count() > 60 => {
            None
        }
        Block::Line(line) => wordings().table(&line.text.split_whitespace().collect::<String>()),
        Block::Table(table) => {
            table.cells.iter().find_map(|c| wordings().table(&c.text.split_whitespace().collect::<String>()))
        }
        Block::Picture => None,
    }
}
