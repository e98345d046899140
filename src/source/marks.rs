//! Paragraphs with marks → lines and tables, as DOC and RTF keep them: a mark ends each cell and each row, and the
//! edges of all rows together are the columns.

use super::frame::{self, Cell};
use super::within;
use crate::model::{Block, Failure, Limits, Line};
use std::ops::Range;

/// Word itself nests tables no deeper.
pub(super) const DEEPEST: usize = 32;

/// Whether raised text behind other text is the mark of a note, which is no part of it: `22¹`, but not `m²`.
pub(super) fn is_note(before: &str, raised: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_digit() || "[]()（）〔〕①②③④⑤⑥⑦⑧⑨⑩*※注 ".contains(c);
    raised.chars().all(is_sign) && !before.ends_with(|c: char| c.is_ascii_alphabetic())
}

/// One paragraph, or one cell's last.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Its text; shown line breaks as `\n`.
    pub(super) text: String,
    /// Pictures that stand in it.
    pub(super) pictures: usize,
    /// In how many tables it stands.
    pub(super) depth: usize,
    /// Whether it ends a cell.
    pub(super) ends_cell: bool,
    /// Whether it is the mark of a row's end.
    pub(super) ends_row: bool,
    /// The row's cells, in the mark of its end.
    pub(super) row: Option<Row>,
}

/// A row as its end mark defines it.
#[derive(Debug, Default, Clone)]
pub(super) struct Row {
    /// Left edge of each cell and the right edge of the last, in twips.
    pub(super) edges: Vec<i16>,
    /// How each cell joins others.
    pub(super) merges: Vec<Merge>,
}

/// How a cell joins its neighbours.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merge {
    /// It continues the cell to the left.
    pub(super) left: bool,
    /// It continues the cell above.
    pub(super) above: bool,
}

/// A table as far as it has been read.
#[derive(Default)]
struct Open {
    rows: Vec<(Vec<Vec<Block>>, Option<Row>)>,
    /// Closed cells of the row being read.
    cells: Vec<Vec<Block>>,
    /// What stands in the cell being read.
    cell: Vec<Block>,
}

/// The blocks of a document.
pub(super) fn blocks(paragraphs: Vec<Paragraph>, limits: &Limits) -> Result<Vec<Block>, Failure> {
    let mut out = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for paragraph in paragraphs {
        while open.len() > paragraph.depth {
            close(&mut open, &mut out, limits)?;
        }
        open.resize_with(paragraph.depth, Open::default);
        match open.last_mut() {
            Some(table) => table.push(paragraph),
            None => out.extend(content(&paragraph)),
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut out, limits)?;
    }
    Ok(out)
}

/// A paragraph's lines, then its pictures.
fn content(paragraph: &Paragraph) -> impl Iterator<Item = Block> {
    let lines = paragraph.text.split('\n').map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.map(|line| Block::Line(Line::plain(line)));
    lines.chain(std::iter::repeat_n(Block::Picture, paragraph.pictures))
}

/// Ends the innermost table, which stands in a cell of the one around it.
fn close(open: &mut Vec<Open>, out: &mut Vec<Block>, limits: &Limits) -> Result<(), Failure> {
    if let Some(mut table) = open.pop() {
        table.end_row(None);
        let into = open.last_mut().map_or(out, |outer| &mut outer.cell);
        into.extend(table.into_blocks(limits)?);
    }
    Ok(())
}

impl Open {
    fn push(&mut self, paragraph: Paragraph) {
        if paragraph.ends_row {
            self.end_row(paragraph.row);
            return;
        }
        self.cell.extend(content(&paragraph));
        if paragraph.ends_cell {
            self.cells.push(std::mem::take(&mut self.cell));
        }
    }

    fn end_row(&mut self, row: Option<Row>) {
        if !self.cell.is_empty() {
            self.cells.push(std::mem::take(&mut self.cell));
        }
        if !self.cells.is_empty() {
            self.rows.push((std::mem::take(&mut self.cells), row));
        }
    }

    fn into_blocks(self, limits: &Limits) -> Result<Vec<Block>, Failure> {
        within("table_rows", self.rows.len() as u64, limits.table_rows as u64)?;
        let edges = columns(self.rows.iter().filter_map(|(_, row)| row.as_ref()));
        let cells =
            |(cells, row): (Vec<Vec<Block>>, Option<Row>)| place_all(cells, row.as_ref(), &edges, limits);
        Ok(frame::blocks(self.rows.into_iter().map(cells).collect::<Result<_, _>>()?))
    }
}

/// The cells of a row in their columns, those that continue the cell to their left as one with it.
fn place_all(
    cells: Vec<Vec<Block>>,
    row: Option<&Row>,
    edges: &[i16],
    limits: &Limits,
) -> Result<Vec<Cell>, Failure> {
    let mut placed: Vec<Cell> = Vec::new();
    let mut end = 0;
    for (n, blocks) in cells.into_iter().enumerate() {
        let cols = place(edges, row, n, end);
        end = cols.end;
        within("table_cols", end as u64, limits.table_cols as u64)?;
        let merge = row.and_then(|r| r.merges.get(n)).copied().unwrap_or_default();
        match placed.last_mut().filter(|left| merge.left && left.cols.end == cols.start) {
            Some(left) => left.cols.end = cols.end,
            None => placed.push(Cell { cols, continues_above: merge.above, blocks }),
        }
    }
    Ok(placed)
}

/// The columns' left edges over all rows, in twips.
fn columns<'a>(rows: impl Iterator<Item = &'a Row>) -> Vec<i16> {
    // A millimetre: what writers round, and no cell is narrower.
    const SAME: i16 = 57;
    let mut edges: Vec<i16> = rows.flat_map(|row| row.edges.iter().copied()).collect();
    edges.sort_unstable();
    edges.dedup_by(|edge, kept| edge.saturating_sub(*kept) <= SAME);
    edges
}

/// The columns of the n-th cell of a row, behind the cell before it.
fn place(edges: &[i16], row: Option<&Row>, n: usize, behind: usize) -> Range<usize> {
    let column = |edge: &i16| edges.partition_point(|e| e <= edge).saturating_sub(1);
    let bounds = row.and_then(|row| Some((column(row.edges.get(n)?), column(row.edges.get(n + 1)?))));
    let (start, end) = bounds.unwrap_or((behind, behind + 1));
    let start = start.max(behind);
    start..end.max(start + 1)
}
