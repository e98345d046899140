//! One cell's text → what it says: a number, a blank, or something that is no number.

use crate::form::script::simplified;
use rust_decimal::Decimal;

/// What is printed in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// Nothing, or a dash.
    Blank,
    /// One number.
    Number {
        /// The number as printed, before any unit is applied.
        value: Decimal,
        /// The money unit printed behind it, as a factor to 万元.
        money: Option<Decimal>,
    },
    /// Something else.
    Other,
}

impl Reading {
    /// A number without a unit of money.
    #[cfg(test)]
    pub fn count(value: i64) -> Reading {
        Reading::Number { value: value.into(), money: None }
    }
}

/// Marks that offices print for "nothing to report here": dashes of all widths, slashes, underscores.
const DASHES: &str = "-—–－―─━‒‑−_＿/／\\＼﹣﹘~～*";

/// Counting units that may stand behind a number.
const COUNT_UNITS: [&str; 7] = ["件", "项", "条", "个", "份", "次", "部"];

/// Reads one cell.
pub fn read(text: &str) -> Reading {
    bare(text).unwrap_or_else(|| dressed(text))
}

/// A few digits and nothing else, as nearly every cell holds.
fn bare(text: &str) -> Option<Reading> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let value = digits.then(|| text.parse::<u32>().ok())??;
    Some(Reading::Number { value: value.into(), money: None })
}

fn dressed(text: &str) -> Reading {
    if is_word(text) {
        return Reading::Other;
    }
    let text = plain(text);
    if text.chars().all(|c| DASHES.contains(c)) {
        return Reading::Blank;
    }
    if matches!(text.as_str(), "无" | "零" | "〇") {
        return Reading::Number { value: Decimal::ZERO, money: None };
    }
    signed(&text).unwrap_or(Reading::Other)
}

/// Whether the text begins with an ideograph that begins no number: so do most labels.
fn is_word(text: &str) -> bool {
    const BEGIN_NUMBERS: [char; 7] = ['增', '新', '减', '減', '无', '無', '零'];
    text.starts_with(|c| matches!(c, '\u{4E00}'..='\u{9FFF}') && !BEGIN_NUMBERS.contains(&c))
}

/// No count of any real report has more digits (the longest seen: 7, of a ministry's licences).
const MAX_DIGITS: usize = 7;

/// Whether a word must be several cells run together: no number has a leading zero, and none is that long.
pub fn is_run_together(word: &str) -> bool {
    // A few digits and nothing else, as nearly every cell holds.
    if word.len() <= MAX_DIGITS && word.bytes().all(|b| b.is_ascii_digit()) {
        return word.len() > 1 && word.starts_with('0');
    }
    let plain: String = word.chars().map(halfwidth).collect();
    let digits = || plain.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    let whole = |d: &str| d.split('.').next().unwrap_or_default().replace(',', "").len();
    digits().any(|d| whole(d) > MAX_DIGITS || (whole(d) > 1 && d.starts_with('0')))
}

/// Whether the text is several words, each a whole number or a dash on its own.
pub fn are_whole(text: &str) -> bool {
    let mut words = text.split_whitespace();
    text.trim().contains(char::is_whitespace)
        && words.all(|w| read(w) != Reading::Other && !is_run_together(w))
}

/// Half-width, without outer white space. Inner white space stays: `1 2` are two numbers.
fn plain(text: &str) -> String {
    let folded: String = text.chars().map(halfwidth).collect();
    folded.trim().to_owned()
}

/// Full-width digits, signs and letters to ASCII; any white space to a plain space; traditional characters of the
/// forms to simplified ones.
pub fn halfwidth(c: char) -> char {
    match c {
        // Most characters of a report are ideographs.
        '\u{4e00}'..='\u{9fff}' => simplified(c),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '−' | '﹣' => '-',
        '﹢' => '+',
        c if c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}' => ' ',
        c => c,
    }
}

/// `+3`, `-1`, `增加3`, `减2`, then digits, units and a note in brackets.
fn signed(text: &str) -> Option<Reading> {
    let (negative, rest) = sign(text);
    // `减少 3` is a number; `- 3` may be a blank cell and a number.
    let apart = rest.starts_with(char::is_whitespace) && text.starts_with(['-', '—']);
    let (value, rest) = digits(rest.trim_start()).filter(|_| !apart)?;
    let value = if negative { -value } else { value };
    let rest = rest.trim();
    match money(rest) {
        Some((factor, rest)) => note(rest).then_some(Reading::Number { value, money: Some(factor) }),
        None => note(strip_count_unit(rest)).then_some(Reading::Number { value, money: None }),
    }
}

/// Whether the text begins with a sign, in words or not: `增加1`, `-2`.
pub fn is_signed(text: &str) -> bool {
    let text = plain(text);
    sign(&text).1.len() < text.len()
}

fn sign(text: &str) -> (bool, &str) {
    const PLUS: [&str; 5] = ["增加", "新增", "增", "+", "↑"];
    const MINUS: [&str; 5] = ["减少", "减", "-", "—", "↓"];
    let strip = |words: &[&str]| words.iter().find_map(|w| text.strip_prefix(w));
    match (strip(&MINUS), strip(&PLUS)) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => (false, text),
    }
}

/// The digits at the start, with thousands separators and at most one decimal point.
fn digits(text: &str) -> Option<(Decimal, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(text.len());
    let (head, rest) = (text.get(..end)?, text.get(end..)?);
    let value = if head.contains(',') { ungrouped(head)? } else { head.to_owned() };
    let starts_and_ends_with_digit = value.starts_with(|c: char| c.is_ascii_digit()) && !value.ends_with('.');
    let number = starts_and_ends_with_digit.then(|| value.parse::<Decimal>().ok()).flatten()?;
    Some((number, rest))
}

/// `1,234,567.8` without its separators; `None` where the groups are not of three digits.
fn ungrouped(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let well_formed = (1..=3).contains(&first.len()) && groups.clone().all(|g| g.len() == 3);
    (well_formed && !fraction.contains(',')).then(|| text.replace(',', ""))
}

fn money(text: &str) -> Option<(Decimal, &str)> {
    let units = [
        ("亿元", Decimal::from(10_000)),
        ("万元", Decimal::ONE),
        ("万", Decimal::ONE),
        ("元", Decimal::new(1, 4)),
    ];
    let text = text.strip_prefix("人民币").unwrap_or(text).trim_start();
    units.into_iter().find_map(|(unit, factor)| text.strip_prefix(unit).map(|rest| (factor, rest)))
}

fn strip_count_unit(text: &str) -> &str {
    COUNT_UNITS.iter().find_map(|unit| text.strip_prefix(unit)).unwrap_or(text)
}

/// Whether the rest is nothing, a mark that points to a note, or a bracketed note, as in `22（其中修订 16 件）`.
fn note(rest: &str) -> bool {
    let rest = rest.trim().trim_end_matches(is_note_mark);
    rest.is_empty() || (rest.starts_with('(') && rest.ends_with(')'))
}

/// Superscript digits, circled digits and the stars that footnotes are marked with.
fn is_note_mark(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '①'..='⑳' | '※' | '†')
}

/// The factor to 万元 that a header or label states: `（单位：万元）`, `采购总金额(元)`.
pub fn unit_in_label(label: &str) -> Option<Decimal> {
    let at = label.find('元')?;
    let before = label.get(..at)?.trim_end();
    if before.ends_with(['亿', '億']) {
        Some(Decimal::from(10_000))
    } else if before.ends_with(['万', '萬']) {
        Some(Decimal::ONE)
    } else {
        Some(Decimal::new(1, 4))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money_of(text: &str) -> Option<(String, String)> {
        match read(text) {
            Reading::Number { value, money: Some(factor) } => Some((value.to_string(), factor.to_string())),
            _ => None,
        }
    }

    #[test]
    fn blanks_are_not_zero() {
        for text in ["", " ", "/", "-", "—", "——", "_", "　", "\u{a0}", "／"] {
            assert_eq!(read(text), Reading::Blank, "{text:?}");
        }
    }

    #[test]
    fn zero_is_printed_in_three_ways() {
        for text in ["0", "０", "无", "無", " 0 "] {
            assert_eq!(read(text), Reading::count(0), "{text:?}");
        }
    }

    #[test]
    fn counts_keep_their_value_whatever_stands_around() {
        for text in
            ["22", "22件", "２２", "22 件", "22（其中修订 16 件）", "22(其中修订16件)", "22①", "22¹", "22件②"]
        {
            assert_eq!(read(text), Reading::count(22), "{text:?}");
        }
        assert_eq!(read("94,843"), Reading::count(94_843));
    }

    #[test]
    fn changes_are_signed_by_mark_or_word() {
        for (text, value) in [
            ("+10", 10),
            ("-18", -18),
            ("－18", -18),
            ("增加53", 53),
            ("减少2", -2),
            ("增3", 3),
            ("减 3", -3),
        ] {
            assert_eq!(read(text), Reading::count(value), "{text:?}");
        }
    }

    #[test]
    fn money_carries_its_unit() {
        assert_eq!(money_of("251000元"), Some(("251000".into(), "0.0001".into())));
        assert_eq!(money_of("5.2 万元"), Some(("5.2".into(), "1".into())));
        assert_eq!(money_of("1.2亿元"), Some(("1.2".into(), "10000".into())));
        assert_eq!(money_of("22991.62万"), Some(("22991.62".into(), "1".into())));
    }

    #[test]
    fn two_numbers_or_words_are_no_number() {
        for text in ["0 0", "12 3", "1,23", "1.2.3", "详见附件", "3.", "约5", "1/2", "50%"] {
            assert_eq!(read(text), Reading::Other, "{text:?}");
        }
    }

    #[test]
    fn labels_state_units() {
        assert_eq!(unit_in_label("本年收费金额（单位：万元）"), Some(Decimal::ONE));
        assert_eq!(unit_in_label("采购总金额(元)"), Some(Decimal::new(1, 4)));
        assert_eq!(unit_in_label("本年收費金額（單位：萬元）"), Some(Decimal::ONE));
        assert_eq!(unit_in_label("采购总金额"), None);
    }
}
