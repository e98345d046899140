//! Numbers as their format shows them (ECMA-376 part 1, 18.8.31).

use rust_decimal::{Decimal, RoundingStrategy};
use std::str::FromStr;

/// The decimal number that a program shows for a stored one: the shortest of fifteen significant digits, which is
/// how far spreadsheets reckon. `None` for what is no number.
pub(super) fn decimal(value: f64) -> Option<Decimal> {
    let digits = value.is_finite().then(|| format!("{value:.14e}"))?;
    Some(Decimal::from_scientific(&digits).ok()?.normalize())
}

/// A stored number as its format shows it. A format that is not understood shows the number itself.
pub(super) fn shown(value: f64, format: &str, epoch_1904: bool) -> String {
    let Some(number) = decimal(value) else { return value.to_string() };
    let sections = sections(format);
    let section = chosen(&sections, number);
    let general = format.trim().is_empty() || section.iter().any(|t| matches!(t, Token::General));
    if section.iter().any(|t| matches!(t, Token::Date(_))) {
        return date(value, section, epoch_1904).unwrap_or_else(|| number.to_string());
    }
    // The second section shows the sign by itself, if at all.
    let number = if sections.len() > 1 && number.is_sign_negative() { -number } else { number };
    if general || !section.iter().any(|t| matches!(t, Token::Digits(_))) {
        return literal(section, format.trim().is_empty(), &number.to_string());
    }
    fixed(section, number)
}

/// A text as its format shows it, which may add words to it.
pub(super) fn shown_text(text: &str, format: &str) -> String {
    let sections = sections(format);
    match sections.get(3) {
        Some(section) => literal(section, false, text),
        None => text.to_owned(),
    }
}

/// A part of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// Shown as it is.
    Literal(String),
    /// A run of `0`, `#`, `?`, `,` and `.`.
    Digits(String),
    /// The number itself: `General`, or a text's place.
    General,
    Percent,
    /// A letter of a date or a time, as often as it stands.
    Date(char),
}

/// The sections of a format, of which one is chosen by the sign.
fn sections(format: &str) -> Vec<Vec<Token>> {
    let mut out = vec![Vec::new()];
    let mut rest = format;
    while let Some(c) = rest.chars().next() {
        let (token, length) = token(c, rest);
        if c == ';' {
            out.push(Vec::new());
        } else if let Some(section) = out.last_mut() {
            section.extend(token);
        }
        rest = rest.get(length.max(c.len_utf8())..).unwrap_or_default();
    }
    out
}

/// The token at the start of a format and its length in bytes.
fn token(c: char, rest: &str) -> (Option<Token>, usize) {
    let run = |wanted: &dyn Fn(char) -> bool| rest.find(|c| !wanted(c)).unwrap_or(rest.len());
    let behind = |c: char| rest.get(c.len_utf8()..).and_then(|r| r.chars().next());
    for general in ["General", "G/通用格式", "@"] {
        if rest.get(..general.len()).is_some_and(|r| r.eq_ignore_ascii_case(general)) {
            return (Some(Token::General), general.len());
        }
    }
    match c {
        '"' => {
            let text = rest.get(1..).and_then(|r| r.split('"').next()).unwrap_or_default();
            (Some(Token::Literal(text.to_owned())), text.len() + 2)
        }
        '[' => bracket(rest),
        '\\' | '!' => {
            let next = behind(c);
            (next.map(|n| Token::Literal(n.into())), 1 + next.map_or(0, char::len_utf8))
        }
        // Room of a character's width, and filling.
        '_' | '*' => (None, 1 + behind(c).map_or(0, char::len_utf8)),
        '0' | '#' | '?' | '.' | ',' => {
            let length = run(&|c| "0#?.,".contains(c));
            (rest.get(..length).map(|r| Token::Digits(r.to_owned())), length)
        }
        '%' => (Some(Token::Percent), 1),
        'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => {
            (Some(Token::Date(c.to_ascii_lowercase())), run(&|r| r.eq_ignore_ascii_case(&c)))
        }
        ';' => (None, 1),
        c => (Some(Token::Literal(c.into())), c.len_utf8()),
    }
}

/// Colours, conditions and locales are not shown; a currency's sign is.
fn bracket(rest: &str) -> (Option<Token>, usize) {
    let length = rest.find(']').map_or(rest.len(), |end| end + 1);
    let inner = rest.get(1..length).unwrap_or_default().trim_end_matches(']');
    let sign = inner.strip_prefix('$').and_then(|s| s.split('-').next()).filter(|s| !s.is_empty());
    (sign.map(|s| Token::Literal(s.to_owned())), length)
}

/// The first section is for positive numbers, the second for negative ones, the third for zero.
fn chosen(sections: &[Vec<Token>], number: Decimal) -> &[Token] {
    let at = match sections.len() {
        0 | 1 => 0,
        _ if number.is_sign_negative() && !number.is_zero() => 1,
        3.. if number.is_zero() => 2,
        _ => 0,
    };
    sections.get(at).map(Vec::as_slice).unwrap_or_default()
}

fn literal(section: &[Token], bare: bool, number: &str) -> String {
    if bare {
        return number.to_owned();
    }
    let show = |token: &Token| match token {
        Token::Literal(text) => text.clone(),
        Token::General => number.to_owned(),
        Token::Percent => "%".to_owned(),
        Token::Digits(_) | Token::Date(_) => String::new(),
    };
    section.iter().map(show).collect()
}

/// The number with the digits that the format asks for, among the format's words.
fn fixed(section: &[Token], number: Decimal) -> String {
    let percent = section.contains(&Token::Percent);
    let scaled = if percent { number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(number) } else { number };
    let mut first = true;
    let mut out = if number.is_sign_negative() && !number.is_zero() { "-".to_owned() } else { String::new() };
    for token in section {
        match token {
            Token::Digits(pattern) if std::mem::take(&mut first) => {
                out.push_str(&digits(scaled.abs(), pattern))
            }
            token => out.push_str(&literal(std::slice::from_ref(token), false, "")),
        }
    }
    out
}

fn digits(number: Decimal, pattern: &str) -> String {
    let (whole, fraction) = pattern.split_once('.').unwrap_or((pattern, ""));
    let places = |text: &str| text.chars().filter(|c| "0#?".contains(*c)).count() as u32;
    // A comma behind the last digit divides by a thousand.
    let thousands = whole.chars().rev().take_while(|c| *c == ',').count();
    let scaled = (0..thousands).fold(number, |n, _| n / Decimal::ONE_THOUSAND);
    let rounded =
        scaled.round_dp_with_strategy(places(fraction).min(28), RoundingStrategy::MidpointAwayFromZero);
    let text = rounded.normalize().to_string();
    let (mut front, mut back) = match text.split_once('.') {
        Some((front, back)) => (front.to_owned(), back.to_owned()),
        None => (text, String::new()),
    };
    let zeros = |text: &str| text.chars().filter(|c| *c == '0').count();
    while back.len() < zeros(fraction).min(28) {
        back.push('0');
    }
    front = format!("{front:0>width$}", width = zeros(whole).min(28));
    if whole.trim_end_matches(',').contains(',') {
        front = grouped(&front);
    }
    if back.is_empty() { front } else { format!("{front}.{back}") }
}

fn grouped(digits: &str) -> String {
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// The day that a number of days stands for, in the order of the calendar; hours are left out.
fn date(value: f64, section: &[Token], epoch_1904: bool) -> Option<String> {
    let has = |letter| section.contains(&Token::Date(letter));
    // Times alone, and numbers that are no days of any calendar.
    if !(has('y') || has('d')) || !(1.0..2_958_466.0).contains(&value) {
        return None;
    }
    // Days from 1970-01-01: 25569 from the usual epoch, 24107 from that of old Macintoshes.
    let days = value as i64 - if epoch_1904 { 24_107 } else { 25_569 };
    let (year, month, day) = civil(days);
    let chinese =
        section.iter().any(|t| matches!(t, Token::Literal(l) if l.contains('年') || l.contains('月')));
    Some(if chinese { format!("{year}年{month}月{day}日") } else { format!("{year}-{month:02}-{day:02}") })
}

/// Year, month and day of the Gregorian calendar, days counted from 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    // Counted from 0000-03-01, so that leap days end a year; 146,097 days are 400 years.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The formats that files name by number only (ECMA-376 part 1, 18.8.30), those of Chinese programs among them.
pub(super) fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        41 | 42 => "#,##0;-#,##0;-",
        43 | 44 => "#,##0.00;-#,##0.00;-",
        14..=17 | 22 | 30 | 50..=54 | 57 | 58 => "yyyy-mm-dd",
        27..=29 | 31 => "yyyy\"年\"m\"月\"d\"日\"",
        _ => "",
    }
}

/// A number written out in a file, as a reader of the format would hold it.
pub(super) fn parse(text: &str) -> Option<f64> {
    f64::from_str(text.trim()).ok().filter(|n| n.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(cases: &[(f64, &str, &str)]) {
        for (value, format, expected) in cases {
            assert_eq!(shown(*value, format, false), *expected, "{value} as {format:?}");
        }
    }

    #[test]
    fn general_numbers_have_no_noise_and_no_empty_fraction() {
        all(&[
            (3.0, "General", "3"),
            (-0.0, "", "0"),
            (0.1, "", "0.1"),
            (0.1 + 0.2, "General", "0.3"),
            (25.1, "G/通用格式", "25.1"),
            (1e15, "", "1000000000000000"),
            (1.5e-7, "", "0.00000015"),
            (-12.0, "@", "-12"),
        ]);
    }

    #[test]
    fn formats_round_group_and_add_words() {
        all(&[
            (2.5, "0", "3"),
            (-2.5, "0", "-3"),
            (2.345, "0.00", "2.35"),
            (2.0, "0.00_ ", "2.00"),
            (2.0, "0.##", "2"),
            (1234567.891, "#,##0.00", "1,234,567.89"),
            (999.0, "#,##0", "999"),
            (5.0, "000", "005"),
            (0.256, "0.0%", "25.6%"),
            (12.0, "0\"件\"", "12件"),
            (12.0, "G/通用格式\"件\"", "12件"),
            (3.5, "0.00万\\元", "3.50万元"),
            (-7.0, "0_ ;[Red]-0\\ ", "-7 "),
            (-7.0, "0;(0)", "(7)"),
            (0.0, "0;-0;;@", ""),
            (0.0, "#,##0;-#,##0;\"-\"", "-"),
            (8.0, "[$¥-804]#,##0.00", "¥8.00"),
            (8.0, "\"无\"", "无"),
        ]);
    }

    #[test]
    fn dates_are_days_and_no_numbers() {
        all(&[
            (45306.0, "yyyy/m/d", "2024-01-15"),
            (45306.75, "yyyy\"年\"m\"月\"d\"日\"", "2024年1月15日"),
            (60.0, "h:mm", "60"),
            (-1.0, "yyyy-mm-dd", "-1"),
        ]);
        assert_eq!(shown(43844.0, "yyyy-mm-dd", true), "2024-01-15");
        assert_eq!(shown(45351.0, built_in(14), false), "2024-02-29");
    }

    #[test]
    fn broken_formats_still_show_the_number() {
        for format in ["\"", "[", "\\", "_", "*", "0.0.0.0", "[$", ";;;;", "%%", &"0".repeat(5000)] {
            let text = shown(4.0, format, false);
            assert!(text.len() < 100, "{format}: {text}");
        }
        assert_eq!(shown(f64::MAX, "0", false), f64::MAX.to_string());
    }

    #[test]
    fn texts_may_have_words_around_them() {
        assert_eq!(shown_text("三", "0;-0;0;@\"件\""), "三件");
        assert_eq!(shown_text("三", "@"), "三");
    }
}
