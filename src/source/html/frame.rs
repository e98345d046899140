//! A whole report in one table, as it comes out of a spreadsheet: rows of one cell hold its lines, the rows
//! between them its tables.

use std::ops::Range;

/// What a row of one cell, or of several, holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Several cells.
    Cells,
    /// One cell with a few words: a line, or the banner of the rows below.
    Banner,
    /// One cell with a heading.
    Heading,
    /// One cell with sentences.
    Prose,
}

impl Kind {
    /// What a row of one cell holds, by its text.
    pub(super) fn of(text: &str) -> Kind {
        // The longest label of the forms has 40 characters and no full stop.
        if text.contains('。') || text.chars().count() > 45 {
            Kind::Prose
        } else if is_ordinal(text) {
            Kind::Heading
        } else {
            Kind::Banner
        }
    }
}

/// `一、`, `（一）`, `一．` and the like at the start.
fn is_ordinal(text: &str) -> bool {
    let text = text.trim_start().trim_start_matches(['（', '(']);
    let rest = text.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    rest.len() < text.len() && rest.starts_with(['、', '）', ')', '．', '.', '，'])
}

/// A stretch of a table's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// One row that is lines of the report.
    Lines(usize),
    /// Rows that are a table.
    Table(Range<usize>),
}

/// The rows as lines and tables; all of them one table where a note under the numbers is the only prose.
pub(super) fn parts(kinds: &[Kind]) -> Vec<Part> {
    let whole = 0..kinds.len();
    if kinds.iter().filter(|k| **k == Kind::Prose).count() < 2 {
        return vec![Part::Table(whole)];
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut above_cells = false;
    for (at, kind) in kinds.iter().enumerate().rev() {
        // A banner stands above rows of cells, with nothing but banners between.
        above_cells = *kind == Kind::Cells || (*kind == Kind::Banner && above_cells);
        match parts.last_mut() {
            Some(Part::Table(rows)) if above_cells => rows.start = at,
            _ if above_cells => parts.push(Part::Table(at..at + 1)),
            _ => parts.push(Part::Lines(at)),
        }
    }
    parts.reverse();
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn banners_stay_with_the_cells_below() {
        let kinds = [Kind::Banner, Kind::Prose, Kind::Heading, Kind::Banner, Kind::Cells, Kind::Prose];
        let lines = Part::Lines;
        assert_eq!(parts(&kinds), [lines(0), lines(1), lines(2), Part::Table(3..5), lines(5)]);
        assert_eq!(parts(&kinds[2..]), [Part::Table(0..4)]);
    }

    #[test]
    fn headings_are_told_by_their_ordinal() {
        let texts = ["二、主动公开政府信息情况", "（一）主动公开", "第二十条第（一）项", "无。", "一季度"];
        let expected = [Kind::Heading, Kind::Heading, Kind::Banner, Kind::Prose, Kind::Banner];
        assert_eq!(texts.map(Kind::of), expected);
    }
}
