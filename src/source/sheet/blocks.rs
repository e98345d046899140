//! A sheet → its lines and tables: a cell alone in its row is a line, the rows between are tables.

use super::Sheet;
use crate::model::{Block, Failure, Limits, Line, Place, RawCell};
use crate::source::{spans, within};
use std::collections::BTreeMap;
use std::ops::Range;

/// The blocks of a sheet in reading order.
pub(super) fn blocks(sheet: Sheet, limits: &Limits) -> Result<Vec<Block>, Failure> {
    let grid = Grid::of(sheet, limits)?;
    let mut out = Vec::new();
    for stretch in grid.stretches() {
        match stretch {
            Stretch::Line(row) => out.extend(grid.texts(row..row + 1).map(line)),
            Stretch::Rows(rows) => {
                for cols in grid.columns(&rows) {
                    out.extend(grid.table(&rows, cols, limits)?);
                }
            }
        }
    }
    // Lines of a cell are lines of the report.
    Ok(out.into_iter().flat_map(split_lines).collect())
}

fn line(text: &str) -> Block {
    Block::Line(Line::plain(text))
}

fn split_lines(block: Block) -> Vec<Block> {
    match block {
        Block::Line(whole) => {
            whole.text.split('\n').map(str::trim).filter(|text| !text.is_empty()).map(line).collect()
        }
        table => vec![table],
    }
}

/// What is seen of a sheet, with its rows and columns counted over those in use.
struct Grid {
    /// The cells that start in each row, by column.
    rows: Vec<Vec<RawCell>>,
    /// Whether each row follows the one before it without a gap.
    follows: Vec<bool>,
    /// The row behind the last that a cell of an earlier row reaches.
    reached: Vec<usize>,
    /// Whether the next row of several cells, from each row on, holds a number.
    numbers: Vec<bool>,
    width: usize,
}

/// Rows that belong together.
#[derive(Debug, PartialEq, Eq)]
enum Stretch {
    Line(usize),
    Rows(Range<usize>),
}

impl Grid {
    fn of(sheet: Sheet, limits: &Limits) -> Result<Self, Failure> {
        let Sheet { cells, merges, hidden_rows, hidden_cols, .. } = sheet;
        let mut texts: BTreeMap<(u32, u32), String> =
            cells.into_iter().map(|c| ((c.row, c.col), c.text)).collect();
        let rows = used(texts.keys().map(|(row, _)| *row), &hidden_rows);
        let cols = with_gaps(used(texts.keys().map(|(_, col)| *col), &hidden_cols), &hidden_cols);
        let place = |used: &[u32], range: &Range<u32>| {
            used.partition_point(|at| *at < range.start)..used.partition_point(|at| *at < range.end)
        };
        let mut out = vec![Vec::new(); rows.len()];
        let mut covered = 0_u64;
        for merge in merges {
            let text = texts.remove(&(merge.rows.start, merge.cols.start)).unwrap_or_default();
            let (rows, cols) = (place(&rows, &merge.rows), place(&cols, &merge.cols));
            covered += rows.len() as u64 * cols.len() as u64;
            within("sheet_cells", covered, limits.sheet_cells as u64)?;
            push(&mut out, RawCell { rows, cols, text, place: Place::default() });
        }
        // Cells below a merge are not shown; `spans` leaves out what overlaps.
        for ((row, col), text) in texts {
            let (rows, cols) = (place(&rows, &(row..row + 1)), place(&cols, &(col..col + 1)));
            push(&mut out, RawCell { rows, cols, text, place: Place::default() });
        }
        Ok(Grid {
            follows: follows(&rows, &hidden_rows),
            reached: Vec::new(),
            numbers: Vec::new(),
            width: cols.len(),
            rows: without_covered(out, cols.len()),
        }
        .measured())
    }

    fn measured(mut self) -> Self {
        let mut reached = 0;
        for row in &self.rows {
            self.reached.push(reached);
            reached = row.iter().map(|cell| cell.rows.end).fold(reached, usize::max);
        }
        let mut numbers = false;
        for row in (0..self.rows.len()).rev() {
            if !self.is_alone(row) {
                numbers = self.texts(row..row + 1).any(is_number);
            }
            self.numbers.push(numbers);
        }
        self.numbers.reverse();
        self
    }

    fn row(&self, row: usize) -> &[RawCell] {
        self.rows.get(row).map(Vec::as_slice).unwrap_or_default()
    }

    fn texts(&self, rows: Range<usize>) -> impl Iterator<Item = &str> {
        let cells = rows.flat_map(|row| self.row(row));
        cells.map(|cell| cell.text.as_str()).filter(|text| !text.trim().is_empty())
    }

    /// Whether a cell from above stands in the row.
    fn is_covered(&self, row: usize) -> bool {
        self.reached.get(row).is_some_and(|reached| *reached > row)
    }

    /// Whether the row has one cell, and nothing beside it.
    fn is_alone(&self, row: usize) -> bool {
        self.row(row).len() < 2 && !self.is_covered(row)
    }

    /// Whether the next row of several cells holds a number: labels of columns never do.
    fn numbers_follow(&self, row: usize) -> bool {
        self.numbers.get(row) == Some(&true)
    }

    fn stretches(&self) -> Vec<Stretch> {
        let mut out = Vec::new();
        for row in 0..self.rows.len() {
            let joins = self.is_covered(row) || self.follows.get(row) == Some(&true);
            let above = out.last_mut().filter(|_| joins || self.numbers_follow(row));
            let alone = self.is_alone(row);
            match above {
                // A row of a table of which all values are missing.
                Some(Stretch::Rows(rows)) if alone && self.is_label(row) && self.numbers_follow(row) => {
                    rows.end = row + 1;
                }
                Some(Stretch::Rows(rows)) if !alone => rows.end = row + 1,
                _ if alone => out.push(Stretch::Line(row)),
                _ => out.push(Stretch::Rows(row..row + 1)),
            }
        }
        out
    }

    /// The longest label of the forms has 40 characters and no full stop.
    fn is_label(&self, row: usize) -> bool {
        self.texts(row..row + 1).all(|text| text.chars().count() <= 45 && !text.contains('。'))
    }

    /// The columns of each table in a stretch: columns in which nothing stands part them, where what follows has
    /// labels of its own.
    fn columns(&self, rows: &Range<usize>) -> Vec<Range<usize>> {
        let mut used = vec![false; self.width];
        for cell in rows.clone().flat_map(|row| self.row(row)) {
            used.get_mut(cell.cols.clone()).unwrap_or_default().fill(true);
        }
        let mut runs: Vec<Range<usize>> = Vec::new();
        for col in (0..self.width).filter(|col| used.get(*col) == Some(&true)) {
            match runs.last_mut() {
                Some(cols) if cols.end == col => cols.end = col + 1,
                _ => runs.push(col..col + 1),
            }
        }
        let mut out: Vec<Range<usize>> = Vec::new();
        for run in runs {
            // Section four has fifteen numbers and no labels beside them.
            let wide = |left: &Range<usize>| run.len() >= 5 && self.is_labelled(rows, left);
            match out.last_mut().filter(|left| !wide(left) && !self.is_labelled(rows, &run)) {
                Some(left) => left.end = run.end,
                None => out.push(run),
            }
        }
        out
    }

    /// Whether some row of a table begins with words and holds a number.
    fn is_labelled(&self, rows: &Range<usize>, cols: &Range<usize>) -> bool {
        rows.clone().any(|row| {
            let mut texts =
                self.row(row).iter().filter(|c| cols.contains(&c.cols.start)).map(|c| c.text.trim());
            texts.next().is_some_and(|first| !first.is_empty() && !is_number(first)) && texts.any(is_number)
        })
    }

    /// The table, or the lines where there is but one column.
    fn table(&self, rows: &Range<usize>, cols: Range<usize>, limits: &Limits) -> Result<Vec<Block>, Failure> {
        let cells = rows.clone().flat_map(|row| self.row(row)).filter(|c| cols.contains(&c.cols.start));
        let shifted = |cell: &RawCell| RawCell {
            rows: cell.rows.start - rows.start..cell.rows.end.min(rows.end) - rows.start,
            cols: cell.cols.start - cols.start..cell.cols.end - cols.start,
            ..cell.clone()
        };
        let cells: Vec<RawCell> = cells.map(shifted).collect();
        if cells.iter().all(|c| c.text.is_empty()) {
            return Ok(Vec::new());
        }
        if cells.iter().all(|c| c.cols.start == 0) {
            return Ok(cells.iter().filter(|c| !c.text.is_empty()).map(|c| line(&c.text)).collect());
        }
        within("table_rows", rows.len() as u64, limits.table_rows as u64)?;
        within("table_cols", cols.len() as u64, limits.table_cols as u64)?;
        Ok(vec![Block::Table(spans::finish(cells, rows.len()))])
    }
}

/// The rows or columns in use, in order, without the hidden ones.
fn used(all: impl Iterator<Item = u32>, hidden: &[Range<u32>]) -> Vec<u32> {
    let mut out: Vec<u32> = all.collect();
    out.sort_unstable();
    out.dedup();
    let hidden = joined(hidden);
    out.retain(|at| !holds(&hidden, *at));
    out
}

/// The columns with one more for each gap, which tells tables apart that stand beside each other.
fn with_gaps(used: Vec<u32>, hidden: &[Range<u32>]) -> Vec<u32> {
    let hidden = joined(hidden);
    let gaps: Vec<u32> = used.windows(2).filter_map(|pair| first_seen(pair, &hidden)).collect();
    let mut out = used;
    out.extend(gaps);
    out.sort_unstable();
    out
}

/// The first row or column between two others that is not hidden.
fn first_seen(pair: &[u32], hidden: &[Range<u32>]) -> Option<u32> {
    let [before, behind] = pair else { return None };
    (before + 1..*behind).find(|at| !holds(hidden, *at))
}

/// The ranges in order, each reaching as far as any before it.
fn joined(ranges: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut out = ranges.to_vec();
    out.sort_unstable_by_key(|range| range.start);
    let mut end = 0;
    for range in &mut out {
        end = end.max(range.end);
        range.end = end;
    }
    out
}

fn holds(joined: &[Range<u32>], at: u32) -> bool {
    let behind = joined.partition_point(|range| range.start <= at);
    behind.checked_sub(1).and_then(|n| joined.get(n)).is_some_and(|range| range.contains(&at))
}

/// Whether only hidden rows stand between each row and the one before.
fn follows(rows: &[u32], hidden: &[Range<u32>]) -> Vec<bool> {
    let hidden = joined(hidden);
    std::iter::once(false).chain(rows.windows(2).map(|pair| first_seen(pair, &hidden).is_none())).collect()
}

fn push(rows: &mut [Vec<RawCell>], cell: RawCell) {
    if !cell.rows.is_empty() && !cell.cols.is_empty() {
        rows.get_mut(cell.rows.start).into_iter().for_each(|row| row.push(cell.clone()));
    }
}

/// Of cells that overlap the one that starts first, as programs show them.
fn without_covered(mut rows: Vec<Vec<RawCell>>, width: usize) -> Vec<Vec<RawCell>> {
    let mut free_from = vec![0_usize; width];
    for (at, row) in rows.iter_mut().enumerate() {
        row.sort_by_key(|cell| (cell.cols.start, usize::MAX - cell.cols.end));
        row.retain(|cell| {
            let below = free_from.get_mut(cell.cols.clone()).unwrap_or_default();
            let free = below.iter().all(|free| *free <= at);
            if free {
                below.fill(cell.rows.end);
            }
            free
        });
    }
    rows
}

/// Whether a cell holds a number and nothing else.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || "+-.,０１２３４５６７８９ ".contains(c))
}
