//! A row of a lattice that a rule cuts in some of its cells only.

use crate::model::{RawCell, RawTable};

/// Makes two rows one, where no cell has text on both sides of the rule between them and most cells span it: printers that
/// break a page within a row draw a rule through its labels and none through its values.
pub fn rows(table: &mut RawTable) {
    let mut row = 1;
    while row < table.rows {
        if is_one_row(table, row) {
            merge(table, row);
        } else {
            row += 1;
        }
    }
}

/// Whether the rows above and below the line are one.
fn is_one_row(table: &RawTable, line: usize) -> bool {
    let spanning: usize = table.cells.iter().filter(|c| spans(c, line)).map(|c| c.cols.len()).sum();
    let above = || table.cells.iter().filter(|c| c.rows.end == line);
    let one_sided = |upper: &RawCell| {
        let lower = table.cells.iter().find(|l| l.rows.start == line && l.cols == upper.cols);
        lower.is_some_and(|l| l.text.is_empty() || upper.text.is_empty())
    };
    let below_text = table.cells.iter().any(|c| c.rows.start == line && !c.text.is_empty());
    // A group's label spans several rows as well, but its rows are cut in every other cell.
    spanning * 2 > table.cols && below_text && above().all(one_sided)
}

fn spans(cell: &RawCell, line: usize) -> bool {
    cell.rows.start < line && line < cell.rows.end
}

/// Takes out the line: the texts of both sides in one cell each.
fn merge(table: &mut RawTable, line: usize) {
    let (lower, mut kept): (Vec<RawCell>, Vec<RawCell>) =
        std::mem::take(&mut table.cells).into_iter().partition(|c| c.rows.start == line);
    for half in lower {
        match kept.iter_mut().find(|c| c.rows.end == line && c.cols == half.cols) {
            Some(cell) => {
                if cell.text.is_empty() {
                    (cell.text, cell.place) = (half.text, half.place);
                }
                cell.rows.end = half.rows.end;
            }
            None => kept.push(half),
        }
    }
    let moved = |at: usize| if at >= line { at - 1 } else { at };
    for cell in &mut kept {
        // What ended at the line ends where the merged row ends.
        let end = if cell.rows.end == line { line } else { cell.rows.end - 1 };
        cell.rows = if cell.rows.end < line { cell.rows.clone() } else { moved(cell.rows.start)..end };
    }
    table.rows -= 1;
    table.cells = kept;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, TableOrigin};
    use std::ops::Range;

    fn cell(rows: Range<usize>, cols: Range<usize>, text: &str) -> RawCell {
        RawCell { rows, cols, text: text.to_owned(), place: Place::default() }
    }

    fn healed(rows: usize, cells: Vec<RawCell>) -> Vec<(Range<usize>, String)> {
        let mut table =
            RawTable { rows, cols: 3, cells, origin: TableOrigin::Lattice, place: Place::default() };
        super::rows(&mut table);
        table.cells.into_iter().map(|c| (c.rows, c.text)).collect()
    }

    #[test]
    fn a_label_below_a_rule_that_its_values_span_is_their_label() {
        let cells = vec![
            cell(0..1, 0..1, ""),
            cell(0..2, 1..2, "4"),
            cell(0..2, 2..3, "5"),
            cell(1..2, 0..1, "（二）部分公开"),
            cell(2..3, 0..1, "（三）"),
            cell(2..3, 1..2, "6"),
            cell(2..3, 2..3, "7"),
        ];
        let found = healed(3, cells);
        let row = |r: usize, t: &str| (r..r + 1, t.to_owned());
        assert_eq!(
            found,
            [row(0, "（二）部分公开"), row(0, "4"), row(0, "5"), row(1, "（三）"), row(1, "6"), row(1, "7")]
        );
    }

    #[test]
    fn rows_with_texts_of_their_own_stay_two() {
        let cells = vec![
            cell(0..1, 0..1, "1."),
            cell(0..2, 1..2, "4"),
            cell(0..2, 2..3, "5"),
            cell(1..2, 0..1, "2."),
        ];
        assert_eq!(healed(2, cells).len(), 4);
    }
}
