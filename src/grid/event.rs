//! Strips → events: a label, and the values that stand behind it.
//!
//! This is the reading for text whose columns cannot be trusted: separated fields, one cell a line, everything
//! on one line. A value that has its own cell keeps its borders; a run of digits does not.

use super::number::{self, Reading};
use super::zone::{Seen, Strip};
use crate::model::{Method, Place};
use std::ops::Range;

/// A piece of value text with hard borders on both sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// As printed; may hold several numbers run together, or nothing.
    pub text: String,
    /// Where it is printed.
    pub place: Place,
    /// Grid columns, where the piece is a cell of a table.
    pub cols: Option<Range<usize>>,
}

impl From<&Seen> for Piece {
    fn from(cell: &Seen) -> Piece {
        Piece { text: cell.text.clone(), place: cell.place, cols: Some(cell.cols.clone()) }
    }
}

/// As many printed values as columns, where the table was found by alignment alone: the empty cells between them
/// are gaps of our making, and the values stand in their columns' order.
pub fn one_a_column(pieces: &[Piece], method: Method, columns: usize) -> Option<Vec<Piece>> {
    let printed = || pieces.iter().filter(|p| !p.text.trim().is_empty());
    let readable = |p: &Piece| number::read(&p.text) != Reading::Other;
    let whole = method == Method::Alignment && printed().count() == columns && printed().all(readable);
    whole.then(|| printed().cloned().collect())
}

/// The pieces of a run, each word one where all are whole numbers: white space is a border.
pub fn apart(pieces: &[Piece], method: Method) -> Vec<Piece> {
    let split = |p: &Piece| method == Method::Run && number::are_whole(&p.text);
    let word = |p: &Piece, text: &str| Piece { text: text.to_owned(), ..p.clone() };
    let of = |p: &Piece| match split(p) {
        true => p.text.split_whitespace().map(|w| word(p, w)).collect(),
        false => vec![p.clone()],
    };
    pieces.iter().flat_map(of).collect()
}

/// A label and the values behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Labels since the last values, outermost first; empty for a row that lost its label.
    pub labels: Vec<String>,
    /// How many labels, counted from the end, belong to the values for sure: those of the same table row, or the
    /// lines right above. Labels in lines above a table row may be anybody's.
    pub own: usize,
    /// The values, left to right.
    pub pieces: Vec<Piece>,
    /// How they were found.
    pub method: Method,
}

/// Folds strips into events.
pub fn events<'a>(strips: impl IntoIterator<Item = &'a Strip>) -> Vec<Event> {
    let mut fold = Fold::default();
    for strip in strips {
        fold.strip(strip);
    }
    fold.close();
    fold.events
}

/// The events folded so far and the one that is open.
#[derive(Default)]
struct Fold {
    events: Vec<Event>,
    labels: Vec<String>,
    own: usize,
    pieces: Vec<Piece>,
    method: Option<Method>,
}

impl Fold {
    fn strip(&mut self, strip: &Strip) {
        self.method = Some(strip.method);
        if strip.table.is_none() {
            self.line(strip);
        } else {
            self.row(strip);
        }
    }

    /// A line: a value of the row before it, a label, or both run together.
    fn line(&mut self, strip: &Strip) {
        for cell in &strip.cells {
            self.cell(cell);
        }
    }

    /// A row of a table: labels, then values; its values end with it.
    fn row(&mut self, strip: &Strip) {
        self.close_if_values();
        self.own = 0;
        let cells: Vec<&Seen> = strip.cells.iter().filter(|c| c.starts).collect();
        // Behind the first number every cell is a value, even one that cannot be read as a number.
        let is_number = |c: &&Seen| matches!(number::read(&c.text), Reading::Number { .. });
        let first_number = cells.iter().position(is_number).unwrap_or(cells.len());
        let is_label = |c: &&Seen| number::read(&c.text) == Reading::Other;
        let labels = cells.iter().take(first_number).rposition(is_label).map_or(0, |last| last + 1);
        for cell in cells.iter().take(labels).filter(|c| !c.text.trim().is_empty()) {
            self.cell(cell);
        }
        for cell in cells.iter().skip(labels) {
            self.value(&cell.text, cell.place, Some(cell.cols.clone()));
        }
        self.close_if_values();
    }

    fn cell(&mut self, cell: &Seen) {
        for part in split(&cell.text) {
            match part {
                Part::Label(text) => self.label(text),
                Part::Value(text) => self.value(text, cell.place, None),
            }
        }
    }

    fn label(&mut self, text: &str) {
        self.close_if_values();
        self.labels.push(text.to_owned());
        self.own += 1;
    }

    fn value(&mut self, text: &str, place: Place, cols: Option<Range<usize>>) {
        self.pieces.push(Piece { text: text.to_owned(), place, cols });
    }

    /// Ends the open event where it has a value; a row of empty cells under headers ends nothing.
    fn close_if_values(&mut self) {
        let printed = self.pieces.iter().any(|p| !p.text.trim().is_empty());
        if printed || (self.own > 0 && !self.pieces.is_empty()) {
            self.close();
        } else {
            self.pieces.clear();
        }
    }

    fn close(&mut self) {
        let labels = std::mem::take(&mut self.labels);
        let pieces = std::mem::take(&mut self.pieces);
        let own = std::mem::take(&mut self.own).min(labels.len());
        if !(labels.is_empty() && pieces.is_empty()) {
            self.events.push(Event { labels, own, pieces, method: self.method.unwrap_or(Method::Run) });
        }
    }
}

/// A stretch of one cell or line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Part<'a> {
    /// Words.
    Label(&'a str),
    /// Digits, dashes, signs and units, possibly of several cells run together.
    Value(&'a str),
}

/// Cuts text into labels and the values behind them.
///
/// A digit in front of `.` or `、` and words is the next label's number (`00000002.其他…` is seven zeros and
/// the label `2.其他…`); signs in words (增加, 减少) and units go with their digits.
pub fn split(text: &str) -> Vec<Part<'_>> {
    if number::read(text) != Reading::Other {
        return vec![Part::Value(text)];
    }
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut parts = Vec::new();
    let (mut start, mut i) = (0, 0);
    while i < chars.len() {
        let end = value_end(&chars, i);
        if end == i || touches_latin(&chars, i, end) {
            i = end.max(i + 1);
            continue;
        }
        push_label(text, offset(&chars, start, text), offset(&chars, i, text), &mut parts);
        parts.extend(
            text.get(offset(&chars, i, text)..offset(&chars, end, text)).map(|t| Part::Value(t.trim())),
        );
        (start, i) = (end, end);
    }
    push_label(text, offset(&chars, start, text), text.len(), &mut parts);
    parts
}

/// Whether the digits touch Latin letters: `10.5pt` is what markup left behind, and no number of the forms.
fn touches_latin(chars: &[(usize, char)], from: usize, to: usize) -> bool {
    let latin = |i: usize| chars.get(i).is_some_and(|(_, c)| c.is_ascii_alphabetic());
    from.checked_sub(1).is_some_and(latin) || latin(to)
}

fn offset(chars: &[(usize, char)], index: usize, text: &str) -> usize {
    chars.get(index).map_or(text.len(), |(at, _)| *at)
}

fn push_label<'a>(text: &'a str, from: usize, to: usize, parts: &mut Vec<Part<'a>>) {
    if let Some(label) = text.get(from..to).map(str::trim).filter(|l| l.chars().any(char::is_alphanumeric)) {
        parts.push(Part::Label(label));
    }
}

/// Where the value run that starts at `from` ends; `from` itself where none starts there.
fn value_end(chars: &[(usize, char)], from: usize) -> usize {
    let at = |i: usize| chars.get(i).map(|(_, c)| number::halfwidth(*c));
    let mut i = from + sign_len(chars, from) + apart_len(chars, from);
    if !at(i).is_some_and(|c| c.is_ascii_digit()) || is_ordinal(chars, i) {
        return from;
    }
    let mut end = i;
    while let Some(c) = at(i) {
        let sign = sign_len(chars, i);
        if c.is_ascii_digit() && !is_ordinal(chars, i) {
            i += 1;
            end = i + unit_len(chars, i);
            i = end;
        } else if sign > 0 && at(i + sign).is_some_and(|c| c.is_ascii_digit()) {
            i += sign;
        } else if c == ' ' || matches!(c, '-' | '—' | '/' | '_') || is_point(chars, i) {
            i += 1;
        } else {
            break;
        }
    }
    end
}

/// A decimal point or thousands separator: between two digits.
fn is_point(chars: &[(usize, char)], i: usize) -> bool {
    let digit = |i: usize| chars.get(i).is_some_and(|(_, c)| number::halfwidth(*c).is_ascii_digit());
    let point = chars.get(i).is_some_and(|(_, c)| matches!(number::halfwidth(*c), '.' | ','));
    point && i > 0 && digit(i - 1) && digit(i + 1)
}

/// Whether the digit at `i` is the number of a label: `2.其他`, `2 .其他`, `3、要求`, not `2.5`.
fn is_ordinal(chars: &[(usize, char)], i: usize) -> bool {
    let at = |i: usize| chars.get(i).map(|(_, c)| number::halfwidth(*c));
    let digit = at(i).is_some_and(|c| c.is_ascii_digit());
    let mark = i + if at(i + 1) == Some(' ') { 2 } else { 1 };
    let after = (mark + 1..mark + 3).filter_map(at).find(|c| *c != ' ');
    digit && matches!(at(mark), Some('.' | '、')) && after.is_some_and(|c| !c.is_ascii_digit())
}

/// Length of a sign in front of digits: `+`, `-`, 增加, 减少, 增, 减.
fn sign_len(chars: &[(usize, char)], i: usize) -> usize {
    let at = |i: usize| chars.get(i).map(|(_, c)| number::halfwidth(*c));
    match (at(i), at(i + 1)) {
        (Some('增'), Some('加')) | (Some('减'), Some('少')) => 2,
        (Some('增' | '减' | '+' | '-'), _) => 1,
        _ => 0,
    }
}

/// Length of the blank in `- 1`, at the beginning or behind a blank: a sign or a dash, which is never dropped.
fn apart_len(chars: &[(usize, char)], i: usize) -> usize {
    let at = |i: usize| chars.get(i).map(|(_, c)| number::halfwidth(*c));
    let alone = i.checked_sub(1).is_none_or(|before| at(before).is_some_and(char::is_whitespace));
    let digit = at(i + 2).is_some_and(|c| c.is_ascii_digit());
    usize::from(alone && digit && matches!(at(i), Some('+' | '-')) && at(i + 1) == Some(' '))
}

/// Length of a unit behind a digit.
fn unit_len(chars: &[(usize, char)], i: usize) -> usize {
    let space = usize::from(chars.get(i).is_some_and(|(_, c)| c.is_whitespace()));
    let at = |k: usize| chars.get(i + space + k).map(|(_, c)| *c);
    match (at(0), at(1)) {
        (Some('万' | '亿'), Some('元')) => space + 2,
        (Some('件' | '元' | '万'), _) => space + 1,
        (Some('项'), next) if next != Some('目') => space + 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Part::{Label, Value};

    #[test]
    fn a_labels_number_is_not_a_value() {
        assert_eq!(
            split("1.本机关不掌握相关政府信息2200003252.没有现成信息需要另行制作0000000（五）不予处理"),
            [
                Label("1.本机关不掌握相关政府信息"),
                Value("220000325"),
                Label("2.没有现成信息需要另行制作"),
                Value("0000000"),
                Label("（五）不予处理")
            ]
        );
        assert_eq!(split("2353、补正后申请"), [Value("235"), Label("3、补正后申请")]);
    }

    #[test]
    fn signs_units_and_spaces_stay_with_their_digits() {
        assert_eq!(
            split("行政许可0增加242其他对外"),
            [Label("行政许可"), Value("0增加242"), Label("其他对外")]
        );
        assert_eq!(
            split("行政强制28-207190第二十条"),
            [Label("行政强制"), Value("28-207190"), Label("第二十条")]
        );
        assert_eq!(
            split("政府集中采购13575394432.52元三、"),
            [Label("政府集中采购"), Value("13575394432.52元"), Label("三、")]
        );
        assert_eq!(split("收费 font-size:10.5pt 3"), [Label("收费 font-size:10.5pt"), Value("3")]);
        assert_eq!(split("- 1"), [Value("- 1")]);
        assert_eq!(split("收费 - 1 0"), [Label("收费"), Value("- 1 0")]);
        assert_eq!(split("申请数量200 000121二、"), [Label("申请数量"), Value("200 000121"), Label("二、")]);
    }

    #[test]
    fn a_slash_between_words_is_no_blank() {
        assert_eq!(split("本年增/减处理决定数量"), [Label("本年增/减处理决定数量")]);
        assert_eq!(split("/"), [Value("/")]);
    }
}
