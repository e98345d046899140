//! Provinces, prefectures and counties: sorted text, searched in place.

use std::cmp::Ordering;

/// `code name first last` by code.
const CODES: &str = include_str!("data/codes.tsv");
/// `name code first last [short]` by name; `short` names count only in front of another division.
const NAMES: &str = include_str!("data/names.tsv");
/// `area code` → division codes, by area code.
const AREA_CODES: &str = include_str!("data/area-codes.tsv");

/// The years of the yearly editions that list a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Years {
    first: u16,
    last: u16,
}

/// How well a division's years fit the year reported on; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Listed in that year's edition, or no year is known.
    Listed,
    /// Listed the year before or after: reports are printed a year later, editions lag.
    Near,
    /// Not listed then.
    Far,
}

impl Years {
    /// From two columns.
    pub fn new(first: &str, last: &str) -> Option<Years> {
        Some(Years { first: first.parse().ok()?, last: last.parse().ok()? })
    }

    /// How well they fit; the first edition stands for all years before it, the last for all after.
    pub fn fit(self, year: Option<u16>) -> Fit {
        let Some(year) = year.map(|y| y.clamp(FIRST_EDITION, LAST_EDITION)) else { return Fit::Listed };
        let near = self.first.saturating_sub(1)..=self.last.saturating_add(1);
        match year {
            y if (self.first..=self.last).contains(&y) => Fit::Listed,
            y if near.contains(&y) => Fit::Near,
            _ => Fit::Far,
        }
    }
}

/// The yearly editions the tables were made from.
const FIRST_EDITION: u16 = 2016;
const LAST_EDITION: u16 = 2023;

/// One name of a province, prefecture or county.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: &'static str,
    /// Its code: two, four or six digits.
    pub code: &'static str,
    /// When it was listed.
    pub years: Years,
    /// Whether the name counts only in front of another division: 霍邱 of 霍邱县.
    pub short: bool,
}

/// Every division whose name begins the text; the shortest names first.
pub fn beginning(text: &str) -> impl Iterator<Item = Named> {
    // No name is shorter than two characters.
    let two =
        text.char_indices().nth(1).and_then(|(at, second)| text.get(..at.saturating_add(second.len_utf8())));
    let lines =
        two.into_iter().flat_map(|two| from(NAMES, two).lines().take_while(move |l| l.starts_with(two)));
    lines.filter_map(named).filter(move |n| text.starts_with(n.name))
}

/// The divisions of exactly this name, short ones included.
pub fn called(name: &str) -> impl Iterator<Item = Named> {
    beginning(name).filter(move |n| n.name == name)
}

/// The name that the code has in that year, or its last.
pub fn name_of(code: &str, year: Option<u16>) -> Option<&'static str> {
    let rows = from(CODES, code).lines().map_while(|line| {
        let mut columns = line.split('\t');
        let (found, name) = (columns.next()?, columns.next()?);
        (found == code).then_some((name, Years::new(columns.next()?, columns.next()?)?))
    });
    // `max_by_key` takes the last of equals, which is the latest name.
    rows.max_by_key(|(_, years)| std::cmp::Reverse(years.fit(year))).map(|(name, _)| name)
}

/// How well the years fit in which the code was listed, under any name.
pub fn fit_of(code: &str, year: Option<u16>) -> Fit {
    let rows = from(CODES, code).lines().map_while(|line| {
        let mut columns = line.split('\t');
        let found = columns.next()?;
        (found == code).then_some(Years::new(columns.nth(1)?, columns.next()?)?.fit(year))
    });
    rows.min().unwrap_or(Fit::Far)
}

/// The divisions that share a telephone area code such as `0564`.
pub fn of_area_code(area: &str) -> Vec<&'static str> {
    let line = from(AREA_CODES, area).lines().next().and_then(|line| line.split_once('\t'));
    line.filter(|(found, _)| *found == area).map(|(_, codes)| codes.split(' ').collect()).unwrap_or_default()
}

fn named(line: &'static str) -> Option<Named> {
    let mut columns = line.split('\t');
    let (name, code) = (columns.next()?, columns.next()?);
    let years = Years::new(columns.next()?, columns.next()?)?;
    Some(Named { name, code, years, short: columns.next().is_some() })
}

/// The lines of a sorted table from the first whose first column is not below the key.
pub fn from(table: &'static str, key: &str) -> &'static str {
    let (mut low, mut high) = (0, table.len());
    while low < high {
        let start = line_start(table, low.midpoint(high));
        let rest = table.get(start..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        match first_column(line).cmp(key) {
            Ordering::Less => low = start.saturating_add(line.len()).saturating_add(1),
            _ => high = start,
        }
    }
    table.get(low..).unwrap_or_default()
}

fn first_column(line: &str) -> &str {
    line.split_once('\t').map_or(line, |(first, _)| first)
}

/// Where the line that holds this byte starts.
fn line_start(table: &str, at: usize) -> usize {
    let before = table.as_bytes().get(..at).unwrap_or_default();
    before.iter().rposition(|b| *b == b'\n').map_or(0, |end| end.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_by_its_key() {
        for (table, columns) in [(NAMES, 4), (CODES, 4), (AREA_CODES, 2)] {
            for line in table.lines() {
                assert!(line.split('\t').count() >= columns, "{line}");
                let found = from(table, first_column(line));
                assert_eq!(found.lines().next().map(first_column), Some(first_column(line)));
            }
        }
        assert_eq!(from(CODES, "99"), "");
    }

    #[test]
    fn a_code_is_called_as_in_that_year() {
        assert_eq!(name_of("3415", None), Some("六安市"));
        assert_eq!(name_of("1101", None), None, "市辖区 is no division");
        assert_eq!(called("南和区").map(|n| n.code).collect::<Vec<_>>(), ["130506"]);
        assert_eq!(of_area_code("0564"), ["3415"]);
        assert!(of_area_code("0999999").is_empty());
    }

    #[test]
    fn a_division_is_listed_before_the_first_edition_and_after_the_last() {
        let years = |first, last| Years { first, last };
        assert_eq!(years(2016, 2018).fit(Some(2009)), Fit::Listed);
        assert_eq!(years(2020, 2023).fit(Some(2026)), Fit::Listed);
        assert_eq!(years(2016, 2018).fit(Some(2019)), Fit::Near);
        assert_eq!(years(2016, 2018).fit(Some(2021)), Fit::Far);
        assert_eq!(years(2016, 2018).fit(None), Fit::Listed);
    }
}
