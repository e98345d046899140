//! Cells with spans → a grid, as browsers form tables, but for spans that reach beyond the table.

use super::within;
use crate::model::{Failure, Limits, Place, RawCell, RawTable, TableOrigin};
use std::ops::Range;

/// One cell as the markup states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    /// Its text; lines are joined with `\n`.
    pub(super) text: String,
    /// Rows it asks for, at least one.
    pub(super) rows: usize,
    /// Columns it asks for, at least one.
    pub(super) cols: usize,
}

/// Places each row's cells in the first free columns. A row span ends with its group of rows, a column span
/// where a cell from above stands and at the last column in which any cell starts. What is left free is empty.
pub(super) fn table(rows: Vec<(usize, Vec<Slot>)>, limits: &Limits) -> Result<RawTable, Failure> {
    within("table_rows", rows.len() as u64, limits.table_rows as u64)?;
    let width = sane_width(&rows, limits.table_cols);
    let mut grid = Grid { free_from: Vec::new(), cells: Vec::new(), width, limit: limits.table_cols };
    let groups: Vec<usize> = rows.iter().map(|(group, _)| *group).collect();
    for (row, (group, slots)) in rows.into_iter().enumerate() {
        let end = groups.iter().skip(row).position(|g| *g != group).map_or(groups.len(), |n| row + n);
        for slot in slots {
            grid.place(row, end, slot)?;
        }
    }
    Ok(finish(grid.cells, groups.len()))
}

struct Grid {
    /// For each column the first row in which it is free.
    free_from: Vec<usize>,
    cells: Vec<RawCell>,
    /// How far a span reaches that asks for more than any table has.
    width: usize,
    limit: usize,
}

/// The width of the widest row, without spans that no table can hold.
fn sane_width(rows: &[(usize, Vec<Slot>)], limit: usize) -> usize {
    let width = |slots: &Vec<Slot>| slots.iter().map(|s| s.cols).filter(|n| *n <= limit).sum();
    rows.iter().map(|(_, slots)| width(slots)).max().unwrap_or(0).clamp(1, limit.max(1))
}

impl Grid {
    fn place(&mut self, row: usize, group_end: usize, slot: Slot) -> Result<(), Failure> {
        let is_free = |c: &usize| self.free_from.get(*c).is_none_or(|free| *free <= row);
        let start = (0..=self.free_from.len()).find(is_free).unwrap_or(self.free_from.len());
        within("table_cols", start as u64 + 1, self.limit as u64)?;
        let span = if slot.cols > self.limit { self.width } else { slot.cols.max(1) };
        let wanted = start.saturating_add(span).min(self.limit);
        let end = (start..wanted).find(|c| !is_free(c)).unwrap_or(wanted);
        let rows = row..row.saturating_add(slot.rows.max(1)).min(group_end);
        self.free_from.resize(self.free_from.len().max(end), 0);
        self.free_from.iter_mut().take(end).skip(start).for_each(|free| *free = rows.end);
        self.cells.push(RawCell { rows, cols: start..end, text: slot.text, place: Place::default() });
        Ok(())
    }
}

/// The table of placed cells that do not overlap: columns in which nothing starts cut off, gaps filled.
pub(super) fn finish(mut cells: Vec<RawCell>, rows: usize) -> RawTable {
    let cols = cells.iter().map(|c| c.cols.start + 1).max().unwrap_or(0);
    cells.iter_mut().for_each(|c| c.cols.end = c.cols.end.min(cols));
    let mut taken = vec![false; rows.saturating_mul(cols)];
    for cell in &cells {
        for row in cell.rows.clone() {
            let at = |c: usize| row.saturating_mul(cols).saturating_add(c);
            taken.get_mut(at(cell.cols.start)..at(cell.cols.end)).unwrap_or_default().fill(true);
        }
    }
    let holes =
        taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(at, _)| hole(at / cols, at % cols));
    cells.extend(holes);
    cells.sort_by_key(|c| (c.rows.start, c.cols.start));
    RawTable { rows, cols, cells, origin: TableOrigin::Markup, place: Place::default() }
}

fn hole(row: usize, col: usize) -> RawCell {
    let unit = |n: usize| -> Range<usize> { n..n + 1 };
    RawCell { rows: unit(row), cols: unit(col), text: String::new(), place: Place::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(text: &str, rows: usize, cols: usize) -> Slot {
        Slot { text: text.into(), rows, cols }
    }

    fn show(rows: Vec<(usize, Vec<Slot>)>) -> Vec<String> {
        let table = table(rows, &Limits::default()).expect("within limits");
        table.cells.iter().map(|c| format!("{}@{:?},{:?}", c.text, c.rows, c.cols)).collect()
    }

    #[test]
    fn cells_take_the_first_free_columns() {
        let rows = vec![
            (0, vec![slot("a", 2, 1), slot("b", 1, 2)]),
            (0, vec![slot("c", 1, 1), slot("d", 1, 1)]),
            (0, vec![slot("e", 1, 2)]),
        ];
        assert_eq!(
            show(rows),
            ["a@0..2,0..1", "b@0..1,1..3", "c@1..2,1..2", "d@1..2,2..3", "e@2..3,0..2", "@2..3,2..3"]
        );
    }

    #[test]
    fn spans_end_with_the_group_the_table_and_cells_from_above() {
        let rows = vec![
            (0, vec![slot("a", 9, 1), slot("b", usize::MAX, 1), slot("c", 1, usize::MAX)]),
            (1, vec![slot("d", 1, 1), slot("e", 2, 1), slot("f", 1, 1)]),
            (1, vec![slot("g", 1, 3)]),
        ];
        assert_eq!(
            show(rows),
            [
                "a@0..1,0..1",
                "b@0..1,1..2",
                "c@0..1,2..3",
                "d@1..2,0..1",
                "e@1..3,1..2",
                "f@1..2,2..3",
                "g@2..3,0..1",
                "@2..3,2..3"
            ]
        );
    }
}
