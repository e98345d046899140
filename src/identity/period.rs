//! The period the figures cover.

use super::squeeze::Squeezed;
use crate::model::Period;

/// The first period in the text that has both ends; lost digits give none rather than a guess.
pub fn find(text: &Squeezed) -> Option<Period> {
    (0..text.chars.len()).find_map(|at| period_at(text, at))
}

fn period_at(text: &Squeezed, at: usize) -> Option<Period> {
    let starts_number = at == 0 || !text.chars.get(at - 1).is_some_and(char::is_ascii_digit);
    let (from, end) = date(text, at, None).filter(|_| starts_number)?;
    let end = if text.starts(end, "起") { end + 1 } else { end };
    let joint =
        ["至", "到", "—", "－", "-", "–", "~", "～", "―"].into_iter().find(|j| text.starts(end, j))?;
    let mut next = end + joint.chars().count();
    // A double dash, and 至 with a dash, are printed too.
    while text.chars.get(next).is_some_and(|c| "—-–至".contains(*c)) {
        next += 1;
    }
    let (to, _) = date(text, next, Some(from.0))?;
    (from < to).then(|| Period { from: iso(from), to: iso(to) })
}

type Date = (u16, u8, u8);

fn iso((year, month, day): Date) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// `2021年1月1日`; without a year where one is given.
fn date(text: &Squeezed, at: usize, year: Option<u16>) -> Option<(Date, usize)> {
    let (year, at) = match number(text, at, "年") {
        Some((y, end)) if (2000..2100).contains(&y) => (u16::try_from(y).ok()?, end),
        _ => (year?, at),
    };
    let (month, at) = number(text, at, "月")?;
    let (day, at) = number(text, at, "日")?;
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
    valid.then_some(((year, u8::try_from(month).ok()?, u8::try_from(day).ok()?), at))
}

/// Up to four digits and the unit behind them.
fn number(text: &Squeezed, at: usize, unit: &str) -> Option<(u32, usize)> {
    let digits: String = text.chars.get(at..)?.iter().take(4).take_while(|c| c.is_ascii_digit()).collect();
    let end = at + digits.len();
    text.starts(end, unit).then_some((digits.parse().ok()?, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(String, String)> {
        let mut squeezed = Squeezed::default();
        squeezed.push_line(text);
        find(&squeezed).map(|p| (p.from, p.to))
    }

    #[test]
    fn both_ends_are_read_in_every_spelling() {
        let year = Some(("2021-01-01".to_owned(), "2021-12-31".to_owned()));
        assert_eq!(found("自2021年1月1日起至2021年12月31日止"), year);
        assert_eq!(found("统计期限为 2021 年 1 月 1 日至 12 月 31 日"), year);
        assert_eq!(found("数据统计周期为２０２１年１月１日—12月31日"), year);
        assert_eq!(found("自2018年1月1日起至2018年12月14日止").map(|p| p.1).as_deref(), Some("2018-12-14"));
    }

    #[test]
    fn a_lost_end_is_no_period() {
        assert_eq!(found("自202111日起至20211231日止"), None);
        assert_eq!(found("统计数据截至2022年12月31日"), None);
        assert_eq!(found("自至。"), None);
    }
}
