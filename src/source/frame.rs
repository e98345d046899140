//! Tables that hold more than data: those that only place things on the page, and whole reports in one table, as they
//! come out of a spreadsheet, where rows of one cell hold the lines and the rows between them the tables.

use super::spans;
use crate::model::{Block, Place, RawCell};
use std::ops::Range;

/// A cell of a row with what stands in it.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) cols: Range<usize>,
    /// It goes on with the cell of the same columns in the row above, and what it holds itself is not shown.
    pub(super) continues_above: bool,
    pub(super) blocks: Vec<Block>,
}

/// A cell with the rows that it covers.
struct Placed {
    rows: Range<usize>,
    cols: Range<usize>,
    blocks: Vec<Block>,
}

impl Placed {
    /// Its own lines, without those of tables inside it.
    fn text(&self) -> String {
        let line = |b: &Block| if let Block::Line(line) = b { Some(line.text.clone()) } else { None };
        self.blocks.iter().filter_map(line).collect::<Vec<_>>().join("\n")
    }

    fn holds_table(&self) -> bool {
        self.blocks.iter().any(|b| matches!(b, Block::Table(_)))
    }
}

/// The table that rows of cells are, behind it what stood in its cells beside their text; the content of a frame in
/// reading order.
pub(super) fn blocks(rows: Vec<Vec<Cell>>) -> Vec<Block> {
    let rows = placed(rows);
    let texts: Vec<Vec<String>> = rows.iter().map(|row| filled(row)).collect();
    let in_one_column = rows.iter().flatten().all(|cell| cell.cols.start == 0);
    let holds_tables = rows.iter().flatten().any(Placed::holds_table);
    if in_one_column || (holds_more(&texts, holds_tables) && is_frame(&texts)) {
        return rows.into_iter().flatten().flat_map(|cell| cell.blocks).collect();
    }
    let kinds = kinds(&rows);
    let mut rows = rows.into_iter();
    let mut out = Vec::new();
    for part in parts(&kinds) {
        match part {
            Part::Lines(_) => out.extend(rows.next().into_iter().flatten().flat_map(|cell| cell.blocks)),
            Part::Table(range) => out.extend(table(rows.by_ref().take(range.len()).collect(), range)),
        }
    }
    out
}

/// Each row's own cells, those that go on below with all their rows.
fn placed(rows: Vec<Vec<Cell>>) -> Vec<Vec<Placed>> {
    let mut out: Vec<Vec<Placed>> = Vec::new();
    for (at, row) in rows.into_iter().enumerate() {
        out.push(Vec::new());
        for Cell { cols, continues_above, blocks } in row {
            let goes_on = |above: &&mut Placed| above.cols == cols && above.rows.end == at;
            let mut before = out.iter_mut().flatten().rev().filter(|_| continues_above);
            if let Some(above) = before.find(goes_on) {
                above.rows.end = at + 1;
            } else if let Some(row) = out.last_mut() {
                row.push(Placed { rows: at..at + 1, cols, blocks });
            }
        }
    }
    out
}

fn filled(row: &[Placed]) -> Vec<String> {
    row.iter().map(Placed::text).filter(|text| !text.is_empty()).collect()
}

/// What each row holds; beside a cell from above none is alone.
fn kinds(rows: &[Vec<Placed>]) -> Vec<Kind> {
    let mut covered = 0;
    let mut out = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        out.push(match row.as_slice() {
            [only] if at >= covered => Kind::of(&only.text()),
            _ => Kind::Cells,
        });
        covered = row.iter().map(|cell| cell.rows.end).fold(covered, usize::max);
    }
    out
}

/// The rows of a range as a table, and what stood in their cells beside their text.
fn table(rows: Vec<Vec<Placed>>, range: Range<usize>) -> Vec<Block> {
    let mut others = Vec::new();
    let mut cells = Vec::new();
    for cell in rows.into_iter().flatten() {
        let row = |at: usize| at.min(range.end).saturating_sub(range.start);
        let (rows, text) = (row(cell.rows.start)..row(cell.rows.end), cell.text());
        cells.push(RawCell { rows, cols: cell.cols, text, place: Place::default() });
        others.extend(cell.blocks.into_iter().filter(|block| !matches!(block, Block::Line(_))));
    }
    let mut out = vec![Block::Table(spans::finish(cells, range.len()))];
    out.append(&mut others);
    out
}

/// Whether a table holds more than labels and numbers: tables, or sentences.
pub(super) fn holds_more(rows: &[Vec<String>], holds_tables: bool) -> bool {
    holds_tables || rows.iter().flatten().any(|text| is_article(text))
}

/// Whether a table that holds more than data only places it on the page, by the texts in its rows.
pub(super) fn is_frame(rows: &[Vec<String>]) -> bool {
    // The smallest table of the forms has 15 cells; a page's frame has a handful around its tables or prose.
    const LABELS: usize = 15;
    // Between the margins of a frame each row has one cell of text.
    let beside_others = rows.iter().filter(|row| row.len() > 1).flatten();
    beside_others.filter(|text| is_label(text)).count() < LABELS || rows.len() < 3
}

/// As long as the longest label of the forms, which has 40 characters, or a number.
fn is_label(text: &str) -> bool {
    text.chars().count() <= 45
}

/// Prose of several sentences, longer than any note under a table.
fn is_article(text: &str) -> bool {
    text.chars().count() > 200 && text.matches('。').count() >= 3
}

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
