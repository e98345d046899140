//! Labels as printed → a form comparable with the notice's, and how alike two are.

use super::number::halfwidth;

/// A label without white space, brackets' width, quotes and punctuation that offices vary.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Label {
    /// Number in front: `1.` `（三）` `一、` as digits, so that `1．` and `1、` are the same.
    pub ordinal: Option<u8>,
    /// The words.
    pub text: Vec<char>,
}

impl Label {
    /// Normalises a label.
    pub fn new(printed: &str) -> Label {
        let mut chars = printed.chars().map(halfwidth).filter(|c| !c.is_whitespace());
        let ahead = [chars.next(), chars.next(), chars.next()];
        let (ordinal, taken) = ordinal(ahead);
        // Every character of a label takes three bytes: a third of them is room enough for most.
        let mut text = Vec::with_capacity(printed.len() / 3 + 1);
        text.extend(ahead.into_iter().skip(taken).flatten().chain(chars).filter(|c| is_word(*c)));
        Label { ordinal, text }
    }
}

/// Words and digits count; punctuation, quotes and brackets vary from office to office.
pub fn is_word(c: char) -> bool {
    // The ideographs first: the tables of Unicode are slow, and they are asked for every character of a report.
    matches!(c, '\u{4E00}'..='\u{9FFF}') || c.is_alphanumeric()
}

/// Whether the words hold this phrase; none holds an empty one.
pub fn contains(words: &[char], phrase: &[char]) -> bool {
    let Some((first, rest)) = phrase.split_first() else { return false };
    // Most places differ in the first character already: comparing slices at each costs a call.
    let behind = |at: usize| words.get(at.saturating_add(1)..).unwrap_or_default();
    words.iter().enumerate().any(|(at, c)| c == first && behind(at).starts_with(rest))
}

/// The ordinal in front, and how many characters it takes.
fn ordinal(ahead: [Option<char>; 3]) -> (Option<u8>, usize) {
    let (digit, stop, taken) = match ahead {
        [Some('('), digit, stop] => (digit, stop, 3),
        [digit, stop, _] => (digit, stop, 2),
    };
    match (digit.and_then(digit_value), stop) {
        (Some(value), Some('.' | '、' | ')' | ',' | '．')) => (Some(value), taken),
        _ => (None, 0),
    }
}

/// 1–9 and 一–九; no label of any form counts further.
fn digit_value(c: char) -> Option<u8> {
    const CHINESE: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    c.to_digit(10)
        .and_then(|d| u8::try_from(d).ok())
        .or_else(|| CHINESE.iter().position(|&x| x == c).and_then(|i| u8::try_from(i + 1).ok()))
}

/// Below this two labels share words but not meaning (一、本年新收… and 二、上年结转… share 0.6 of theirs).
pub const LIKE: f32 = 0.7;

/// How alike a printed label and a label of the form are, 0 to 1. Order of characters counts; an ordinal that
/// disagrees costs, one that is missing does not. Labels too unlike to reach [`LIKE`] are 0.
pub fn similarity(printed: &Label, form: &Label) -> f32 {
    let same = overlap(&printed.text, &form.text);
    match (printed.ordinal, form.ordinal) {
        (Some(a), Some(b)) if a != b => same * 0.6, // 2.重复申请 is not 2.没有现成信息: the number alone must not decide
        _ => same,
    }
}

/// Shared characters in order, as a share of both lengths; a label with a note in brackets still holds its words.
pub fn overlap(a: &[char], b: &[char]) -> f32 {
    let share = |common: usize| 2.0 * common as f32 / (a.len() + b.len()) as f32;
    match a.len().min(b.len()) {
        0 => 0.0,
        _ if a == b => 1.0,
        // All that stands in front is shared: the subsequence need not be looked for.
        shorter if shorter >= 2 && a.starts_with(b) => share(shorter).max(0.9),
        shorter if share(shorter) < LIKE => 0.0,
        _ if share(shared(a, b)) < LIKE => 0.0,
        _ => share(common_subsequence(a, b)),
    }
}

/// How many characters of the first may stand in the second, at most: a quick look before the long one.
fn shared(a: &[char], b: &[char]) -> usize {
    let bit = |c: &char| 1_u64 << (u32::from(*c) % u64::BITS);
    let in_b = b.iter().fold(0, |bits, c| bits | bit(c));
    a.iter().filter(|c| in_b & bit(c) != 0).count()
}

/// Length of the longest common subsequence.
fn common_subsequence(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row.get(j + 1).copied().unwrap_or(0);
            let left = row.get(j).copied().unwrap_or(0);
            let here = if x == y { diagonal + 1 } else { above.max(left) };
            diagonal = above;
            if let Some(slot) = row.get_mut(j + 1) {
                *slot = here;
            }
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> f32 {
        similarity(&Label::new(a), &Label::new(b))
    }

    #[test]
    fn spelling_of_the_ordinal_and_spaces_do_not_matter() {
        for printed in
            ["1.属于国家秘密", "1．属于国家秘密", "1、 属于国家秘密", "属于国家 秘密", "１．属于国家秘密"]
        {
            assert_eq!(alike(printed, "1.属于国家秘密"), 1.0, "{printed}");
        }
        assert_eq!(alike("（三）不予公开", "(三)不予公开"), 1.0);
        assert_eq!(alike("3.危及\"三安全一稳定\"", "3.危及“三安全一稳定”"), 1.0);
    }

    #[test]
    fn typos_and_notes_stay_close() {
        assert!(alike("2.其他法律行政止公开", "2.其他法律行政法规禁止公开") > 0.8);
        assert!(alike("规章(全区机关均无制定规章的权限)", "规章") >= 0.9);
        assert!(alike("2.没有现成信息需另行制作", "2.没有现成信息需要另行制作") > 0.9);
    }

    #[test]
    fn other_rows_stay_apart() {
        assert!(alike("3.其他", "3.补正后申请内容仍不明确") < 0.3);
        assert!(alike("（七）总计", "（六）其他处理") < 0.3);
        assert!(alike("二、上年结转政府信息公开申请数量", "一、本年新收政府信息公开申请数量") < 0.6);
    }
}
