//! Paragraphs with marks → lines and tables, as DOC and RTF keep them: a mark ends each cell and each row, and the
//! edges of all rows together are the columns.

use super::{spans, within};
use crate::model::{Block, Failure, Limits, Line, Place, RawCell, RawTable};
use std::ops::Range;

/// Word itself nests tables no deeper.
pub(super) const DEEPEST: usize = 32;

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
    rows: Vec<(Vec<String>, Option<Row>)>,
    /// Closed cells of the row being read.
    cells: Vec<String>,
    /// Lines of the cell being read.
    lines: Vec<String>,
    /// Tables that stood in its cells.
    nested: Vec<Block>,
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
            None => {
                out.extend(lines(&paragraph.text).map(|line| Block::Line(Line::plain(line))));
                out.extend(pictures(&paragraph));
            }
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut out, limits)?;
    }
    Ok(out)
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty())
}

fn pictures(paragraph: &Paragraph) -> impl Iterator<Item = Block> {
    std::iter::repeat_n(Block::Picture, paragraph.pictures)
}

/// Ends the innermost table: it goes behind the table in whose cell it stands.
fn close(open: &mut Vec<Open>, out: &mut Vec<Block>, limits: &Limits) -> Result<(), Failure> {
    if let Some(mut table) = open.pop() {
        table.end_row(None);
        let into = open.last_mut().map_or(out, |outer| &mut outer.nested);
        let nested = std::mem::take(&mut table.nested);
        into.extend(table.into_blocks(limits)?);
        into.extend(nested);
    }
    Ok(())
}

impl Open {
    fn push(&mut self, paragraph: Paragraph) {
        if paragraph.ends_row {
            self.end_row(paragraph.row);
            return;
        }
        self.nested.extend(pictures(&paragraph));
        self.lines.extend(lines(&paragraph.text).map(str::to_owned));
        if paragraph.ends_cell {
            self.end_cell();
        }
    }

    fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.lines).join("\n"));
    }

    fn end_row(&mut self, row: Option<Row>) {
        if !self.lines.is_empty() {
            self.end_cell();
        }
        if !self.cells.is_empty() {
            self.rows.push((std::mem::take(&mut self.cells), row));
        }
    }

    /// The table; a frame of one column as its lines.
    fn into_blocks(self, limits: &Limits) -> Result<Vec<Block>, Failure> {
        if self.rows.iter().all(|(cells, _)| cells.len() < 2) {
            let texts = self.rows.iter().flat_map(|(cells, _)| cells).flat_map(|c| lines(c));
            return Ok(texts.map(|line| Block::Line(Line::plain(line))).collect());
        }
        Ok(vec![Block::Table(table(self.rows, limits)?)])
    }
}

fn table(rows: Vec<(Vec<String>, Option<Row>)>, limits: &Limits) -> Result<RawTable, Failure> {
    within("table_rows", rows.len() as u64, limits.table_rows as u64)?;
    let edges = columns(rows.iter().filter_map(|(_, row)| row.as_ref()));
    let count = rows.len();
    let mut cells: Vec<RawCell> = Vec::new();
    for (at, (texts, row)) in rows.into_iter().enumerate() {
        let mut end = 0;
        for (n, text) in texts.into_iter().enumerate() {
            let cols = place(&edges, row.as_ref(), n, end);
            end = cols.end;
            within("table_cols", end as u64, limits.table_cols as u64)?;
            let merge = row.as_ref().and_then(|r| r.merges.get(n)).copied().unwrap_or_default();
            put(&mut cells, RawCell { rows: at..at + 1, cols, text, place: Place::default() }, merge);
        }
    }
    Ok(spans::finish(cells, count))
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

fn put(cells: &mut Vec<RawCell>, cell: RawCell, merge: Merge) {
    let row = cell.rows.start;
    if merge.left
        && let Some(left) = cells.last_mut().filter(|c| c.rows.start == row && c.cols.end == cell.cols.start)
    {
        left.cols.end = cell.cols.end;
        return;
    }
    if merge.above
        && let Some(above) = cells.iter_mut().rev().find(|c| c.cols == cell.cols && c.rows.end == row)
    {
        above.rows.end = cell.rows.end;
        return;
    }
    cells.push(cell);
}
