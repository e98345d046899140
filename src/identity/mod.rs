//! Who reports, on which year, for which period, and whom to ask: null rather than wrong.

mod contact;
mod period;
mod squeeze;
mod title;

use crate::model::{Agency, Block, Contact, Part, Period, SectionKind, Sections};
use squeeze::Squeezed;

/// What the front matter and the prose say of the report itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Identity {
    /// The title on one line, without inner spaces.
    pub title: Option<String>,
    /// The year reported on.
    pub year: Option<u16>,
    /// Who reports.
    pub agency: Agency,
    /// The period the figures cover.
    pub period: Option<Period>,
    /// Whom to ask.
    pub contact: Contact,
}

/// Title and introduction stand within so many characters, even below a page of site navigation.
const FRONT: usize = 6000;

/// Identifies the report.
pub fn identify(sections: &Sections) -> Identity {
    let parts = || sections.parts.iter();
    let front =
        Squeezed::of(parts().take_while(|p| p.kind.is_none_or(|k| k == SectionKind::Overview)), FRONT);
    let title = title::find(&front);
    let period = period::find(&front);
    let mentioned = || title::mentioned(&front);
    let year = title
        .as_ref()
        .and_then(|t| t.year)
        .or_else(|| period_year(period.as_ref()))
        .or_else(|| mentioned()?.year)
        .or_else(|| prose_year(sections));
    let name = title
        .as_ref()
        .and_then(|t| t.agency.clone())
        .or_else(|| author(&front))
        .or_else(|| signature(sections))
        .or_else(|| mentioned()?.agency);
    Identity {
        title: title.map(|t| t.text),
        year,
        agency: Agency { name, ..Agency::default() },
        period,
        contact: contact::find(&prose(parts())),
    }
}

/// The words above the report's first section, where a letterhead or the site says who publishes it.
pub fn letterhead(sections: &Sections) -> String {
    // A letterhead and a breadcrumb are short; what stands further down is the introduction's prose.
    const LETTERHEAD: usize = 300;
    let front = Squeezed::of(sections.parts.iter().take_while(|p| p.kind.is_none()), LETTERHEAD);
    front.text(0..LETTERHEAD.min(front.chars.len()))
}

/// The year that most of the period lies in: it ends on 14 December, or on 1 January of the next year.
fn period_year(period: Option<&Period>) -> Option<u16> {
    let period = period?;
    let year = |date: &str| date.get(..4)?.parse::<u16>().ok();
    let (from, to) = (year(&period.from)?, year(&period.to)?);
    let ends_in_summer = period.to.get(5..7)? >= "07";
    Some(if to == from + 1 && !ends_in_summer { from } else { to })
}

/// The year that the overview's first sentence speaks of: `2021年，我镇…`.
fn prose_year(sections: &Sections) -> Option<u16> {
    let overview = sections.parts.iter().find(|p| p.kind == Some(SectionKind::Overview))?;
    let text = prose(std::iter::once(overview));
    let digits: String = text.trim_start().chars().take(4).collect();
    let year = digits.parse().ok().filter(|y| (2007..2100).contains(y))?;
    text.trim_start().chars().nth(4).is_some_and(|c| c == '年').then_some(year)
}

/// `本报告由X编制`, `X编制了2021年…报告`, `请与X联系`.
fn author(front: &Squeezed) -> Option<String> {
    let text = front.whole();
    let between = |open: &str, close: &str| {
        let (_, rest) = text.split_once(open)?;
        let (name, _) = rest.split_once(close)?;
        is_name(name).then(|| name.to_owned())
    };
    [
        ("本报告由", "编制"),
        ("本年度报告由", "编制"),
        ("规定，", "编制了"),
        ("要求，", "编制了"),
        ("请与", "联系"),
    ]
    .iter()
    .find_map(|(open, close)| between(open, close))
}

/// `本报告由X负责解释`, or the name above the date at the report's end.
fn signature(sections: &Sections) -> Option<String> {
    let end = Squeezed::of(sections.parts.iter().rev().take(2), FRONT);
    let last = sections.parts.iter().rev().find(|p| p.kind == Some(SectionKind::Other))?;
    let lines: Vec<&str> = last
        .blocks
        .iter()
        .filter_map(|b| if let Block::Line(l) = b { Some(l.text.trim()) } else { None })
        .collect();
    let signed = lines.windows(2).find_map(|w| match w {
        [name, date] => {
            let dated = date.starts_with("20") && date.ends_with('日') && date.chars().count() < 20;
            let name: String = name.split_whitespace().collect();
            (dated && is_name(&name)).then_some(name)
        }
        _ => None,
    });
    let text = end.whole();
    let explained = text.split_once("本报告由").and_then(|(_, rest)| rest.split_once("负责解释"));
    signed.or_else(|| explained.map(|(name, _)| name.to_owned()).filter(|n| is_name(n)))
}

/// Letters alone, as long as a name: a sentence has marks.
fn is_name(text: &str) -> bool {
    (2..30).contains(&text.chars().count()) && text.chars().all(char::is_alphabetic)
}

fn prose<'a>(parts: impl Iterator<Item = &'a Part>) -> String {
    let lines = parts.flat_map(|p| &p.blocks).filter_map(|b| match b {
        Block::Line(line) => Some(line.text.as_str()),
        Block::Table(_) | Block::Picture => None,
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(from: &str, to: &str) -> Option<u16> {
        period_year(Some(&Period { from: from.to_owned(), to: to.to_owned() }))
    }

    #[test]
    fn the_period_may_end_on_new_years_day() {
        assert_eq!(year("2024-01-01", "2025-01-01"), Some(2024));
        assert_eq!(year("2018-01-01", "2018-12-14"), Some(2018));
        assert_eq!(year("2019-12-01", "2020-11-30"), Some(2020));
    }
}
