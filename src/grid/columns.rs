//! Where a table's value columns stand, by the labels of its header.

use super::label::{self, Label};
use super::zone::{Seen, Strip};
use std::ops::Range;

/// The grid columns under each of the labels, left to right.
///
/// `None` when fewer than two thirds of the labels are there: then the header is lost and positions prove nothing.
pub fn find(strips: &[&Strip], labels: &[Vec<Label>]) -> Option<Vec<Range<usize>>> {
    let mut found: Vec<Option<Range<usize>>> = labels.iter().map(|names| find_one(strips, names)).collect();
    if found.iter().flatten().count() * 3 < labels.len() * 2 {
        return None;
    }
    drop_disorder(&mut found);
    fill_gaps(&mut found)
}

/// The first cell that is this label; one alike where none is the same.
fn find_one(strips: &[&Strip], names: &[Label]) -> Option<Range<usize>> {
    let cells = || strips.iter().flat_map(|s| s.cells.iter().filter(|c| c.starts));
    // `（七）总计` and `3.其他` are row labels: a column's label has no number.
    let same = |c: &&Seen| {
        let printed = Label::new(&c.text);
        printed.ordinal.is_none() && names.iter().any(|n| n.text == printed.text)
    };
    let alike = |c: &&Seen| {
        let printed = Label::new(&c.text);
        printed.ordinal.is_none()
            && names.iter().any(|n| n.text.len() > 2 && label::similarity(&printed, n) >= 0.75)
    };
    let hit = cells().find(same).or_else(|| cells().find(alike))?;
    Some(hit.cols.clone())
}

/// Takes out columns that stand left of an earlier one: a label of another table.
fn drop_disorder(found: &mut [Option<Range<usize>>]) {
    let mut end = 0;
    for slot in found.iter_mut() {
        match slot {
            Some(range) if range.start >= end => end = range.end,
            Some(_) => *slot = None,
            None => {}
        }
    }
}

/// Gives labels that were not found the columns between their neighbours, one each, where there are as many.
fn fill_gaps(found: &mut [Option<Range<usize>>]) -> Option<Vec<Range<usize>>> {
    for i in 0..found.len() {
        if found.get(i)?.is_some() {
            continue;
        }
        let next = (i..found.len()).find(|&k| matches!(found.get(k), Some(Some(_))))?;
        let from = i.checked_sub(1).and_then(|k| found.get(k)?.clone()).map(|r| r.end)?;
        let to = found.get(next)?.as_ref()?.start;
        if to.checked_sub(from)? != next - i {
            return None;
        }
        *found.get_mut(i)? = Some(from..from + 1);
    }
    found.iter().cloned().collect()
}

/// One field's cell in a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Slot<'a> {
    /// A cell of its own.
    Own(&'a Seen),
    /// A cell that several fields share.
    Shared(&'a Seen),
    /// A cell that started in a row above.
    Above(&'a Seen),
    /// No cell there.
    Missing,
}

/// The cell of each column in one row. As many cells as columns are taken in order, because rulings of header and
/// body often miss each other by a hair; else the widest overlap decides.
pub fn pick<'a>(strip: &'a Strip, columns: &[Range<usize>]) -> Vec<Slot<'a>> {
    let first = columns.first().map_or(0, |c| c.start);
    let cells: Vec<&Seen> = strip.cells.iter().filter(|c| c.cols.start >= first).collect();
    if cells.len() == columns.len() && cells.iter().all(|c| c.starts) {
        return cells.into_iter().map(Slot::Own).collect();
    }
    let owner: Vec<Option<usize>> = columns.iter().map(|column| widest(&strip.cells, column)).collect();
    owner
        .iter()
        .map(|found| {
            let Some(cell) = found.and_then(|i| strip.cells.get(i)) else { return Slot::Missing };
            let sharers = owner.iter().filter(|o| *o == found).count();
            match (cell.starts, sharers) {
                (false, _) => Slot::Above(cell),
                (true, 1) => Slot::Own(cell),
                (true, _) => Slot::Shared(cell),
            }
        })
        .collect()
}

fn widest(cells: &[Seen], column: &Range<usize>) -> Option<usize> {
    let overlap = |c: &Seen| c.cols.end.min(column.end).saturating_sub(c.cols.start.max(column.start));
    let (at, best) =
        cells.iter().enumerate().map(|(i, c)| (i, overlap(c))).max_by_key(|(i, o)| (*o, usize::MAX - i))?;
    (best > 0).then_some(at)
}
