//! Rulings → lattices: edges, intersections, cells, tables, as four plain steps.

use crate::model::{Axis, Rect, Ruling};
use std::ops::Range;

/// A table's grid before any text is put into it.
#[derive(Debug, Clone, PartialEq)]
pub struct Lattice {
    /// Left to right positions of the grid lines, in points.
    pub xs: Vec<f32>,
    /// Top to bottom positions of the grid lines, in points.
    pub ys: Vec<f32>,
    /// The cells as grid ranges `(rows, cols)`; they cover the grid and never overlap.
    pub cells: Vec<(Range<usize>, Range<usize>)>,
    /// Whether the last row has no rule below, so that it may go on over the page.
    pub open_below: bool,
    /// Whether the first row has no rule above.
    pub open_above: bool,
}

impl Lattice {
    /// The rectangle it covers.
    pub fn bbox(&self) -> Rect {
        let first = |v: &[f32]| v.first().copied().unwrap_or(0.0);
        let last = |v: &[f32]| v.last().copied().unwrap_or(0.0);
        Rect::new(first(&self.xs), first(&self.ys), last(&self.xs), last(&self.ys))
    }

    /// The rectangle of a cell.
    pub fn cell_box(&self, rows: &Range<usize>, cols: &Range<usize>) -> Rect {
        let at = |v: &[f32], i: usize| v.get(i).copied().unwrap_or(0.0);
        Rect::new(
            at(&self.xs, cols.start),
            at(&self.ys, rows.start),
            at(&self.xs, cols.end),
            at(&self.ys, rows.end),
        )
    }
}

/// Rules closer than this are one: a doubled rule is 1.5–3 pt wide, the narrowest real column 10 pt.
const SAME: f32 = 3.5;
/// A rule this much short of another still meets it: producers leave up to 2 pt at corners.
const REACH: f32 = 4.0;
/// Pieces of a dashed rule lie closer than this.
const DASH_GAP: f32 = 4.5;
/// Joined rules shorter than this are underlines of single characters or ornaments.
const SHORTEST: f32 = 8.0;
/// A rule that runs on this far past the last crossing bounds a cell whose other rule is missing.
const OVERHANG: f32 = 8.0;

/// A page with more possible crossings is a map or a drawing: the largest real page of tables has some 10,000.
const MAX_CROSSINGS: usize = 4_000_000;
/// A lattice larger than this is a drawing: no form has more than 18 columns or 40 rows a page.
const MAX_COLS: usize = 60;
/// See [`MAX_COLS`].
const MAX_ROWS: usize = 400;

/// The tables of one page, top to bottom; `Err` with those there are where others are too large to be a form's.
pub fn lattices(rulings: &[Ruling]) -> Result<Vec<Lattice>, Vec<Lattice>> {
    let horizontal = edges(rulings, Axis::Horizontal);
    let vertical = edges(rulings, Axis::Vertical);
    if horizontal.len().saturating_mul(vertical.len()) > MAX_CROSSINGS {
        return Err(Vec::new());
    }
    let groups = crossing_groups(&horizontal, &vertical);
    let (mut tables, mut too_large) = (Vec::new(), false);
    for (h, v) in &groups {
        match lattice(h, v) {
            Size::Fits(found) => tables.extend(found),
            Size::TooLarge => too_large = true,
        }
    }
    tables.sort_by(|a: &Lattice, b| a.bbox().top.total_cmp(&b.bbox().top));
    if too_large { Err(tables) } else { Ok(tables) }
}

/// Whether a group of rules is small enough to be a table, and the table if it is one.
enum Size {
    Fits(Option<Lattice>),
    TooLarge,
}

/// Rules of one axis: near-collinear pieces snapped to one position and joined.
pub fn edges(rulings: &[Ruling], axis: Axis) -> Vec<Ruling> {
    let mut all: Vec<Ruling> = rulings.iter().filter(|r| r.axis == axis).copied().collect();
    all.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut edges = Vec::new();
    let mut rest = all.as_slice();
    while let Some(first) = rest.first() {
        // Measured from the first, so that hatching does not drift into one rule.
        let (group, after) = rest.split_at(rest.partition_point(|r| r.at - first.at <= SAME));
        let at = group.iter().map(|r| r.at).sum::<f32>() / group.len() as f32;
        edges.extend(join(group, at));
        rest = after;
    }
    edges.retain(|e| e.to - e.from >= SHORTEST);
    edges
}

fn join(group: &[Ruling], at: f32) -> Vec<Ruling> {
    let mut pieces: Vec<Ruling> = group.iter().map(|r| Ruling { at, ..*r }).collect();
    pieces.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut joined: Vec<Ruling> = Vec::new();
    for piece in pieces {
        match joined.last_mut().filter(|last| piece.from - last.to <= DASH_GAP) {
            Some(last) => last.to = last.to.max(piece.to),
            None => joined.push(piece),
        }
    }
    joined
}

/// Rules that meet, directly or through others: the rules of one table each.
fn crossing_groups(horizontal: &[Ruling], vertical: &[Ruling]) -> Vec<(Vec<Ruling>, Vec<Ruling>)> {
    let n = horizontal.len();
    let mut parent: Vec<usize> = (0..n + vertical.len()).collect();
    for (i, h) in horizontal.iter().enumerate() {
        for (j, v) in vertical.iter().enumerate() {
            if meets(h, v) {
                let (a, b) = (root(&mut parent, i), root(&mut parent, n + j));
                if let Some(slot) = parent.get_mut(a) {
                    *slot = b;
                }
            }
        }
    }
    let mut groups: Vec<(usize, Vec<Ruling>, Vec<Ruling>)> = Vec::new();
    let all = horizontal.iter().chain(vertical).enumerate();
    for (i, ruling) in all {
        let top = root(&mut parent, i);
        let at = groups.iter().position(|(r, ..)| *r == top).unwrap_or_else(|| {
            groups.push((top, Vec::new(), Vec::new()));
            groups.len() - 1
        });
        if let Some((_, h, v)) = groups.get_mut(at) {
            if ruling.axis == Axis::Horizontal { h.push(*ruling) } else { v.push(*ruling) }
        }
    }
    groups.into_iter().map(|(_, h, v)| (h, v)).filter(|(h, v)| !h.is_empty() && !v.is_empty()).collect()
}

fn root(parent: &mut [usize], mut i: usize) -> usize {
    while let Some(&p) = parent.get(i) {
        if p == i {
            break;
        }
        i = p;
    }
    i
}

fn meets(h: &Ruling, v: &Ruling) -> bool {
    h.from - REACH <= v.at && v.at <= h.to + REACH && v.from - REACH <= h.at && h.at <= v.to + REACH
}

/// The grid of one group; none for a box or an ornament.
fn lattice(horizontal: &[Ruling], vertical: &[Ruling]) -> Size {
    let (mut ys, mut xs) = (positions(horizontal), positions(vertical));
    let open_above = extend(&mut ys, vertical.iter().map(|v| v.from), false);
    let open_below = extend(&mut ys, vertical.iter().map(|v| v.to), true);
    extend(&mut xs, horizontal.iter().map(|h| h.from), false);
    extend(&mut xs, horizontal.iter().map(|h| h.to), true);
    let (rows, cols) = (ys.len().saturating_sub(1), xs.len().saturating_sub(1));
    if rows > MAX_ROWS || cols > MAX_COLS {
        return Size::TooLarge;
    }
    let grid = Grid { xs: &xs, ys: &ys, horizontal, vertical };
    let cells = grid.cells(rows, cols);
    let is_table = cols >= 2 && cells.len() >= 3;
    Size::Fits(is_table.then_some(Lattice { xs, ys, cells, open_below, open_above }))
}

fn positions(rulings: &[Ruling]) -> Vec<f32> {
    let mut at: Vec<f32> = rulings.iter().map(|r| r.at).collect();
    at.sort_by(f32::total_cmp);
    at.dedup_by(|b, a| *b - *a <= SAME);
    at
}

/// Adds the line that the ends of the crossing rules imply where the outer rule is missing: tables without side
/// rules, and the row that a page break cut. True when one was added.
fn extend(lines: &mut Vec<f32>, ends: impl Iterator<Item = f32>, after: bool) -> bool {
    let mut ends: Vec<f32> = ends.collect();
    ends.sort_by(f32::total_cmp);
    let (Some(&first), Some(&last)) = (lines.first(), lines.last()) else { return false };
    // More than one rule must run on, or a stray stroke would add a row.
    let reach = if after { ends.iter().rev().nth(1) } else { ends.get(1) };
    match reach {
        Some(&end) if after && end > last + OVERHANG => lines.push(end),
        Some(&end) if !after && end < first - OVERHANG => lines.insert(0, end),
        _ => return false,
    }
    true
}

struct Grid<'a> {
    xs: &'a [f32],
    ys: &'a [f32],
    horizontal: &'a [Ruling],
    vertical: &'a [Ruling],
}

impl Grid<'_> {
    /// Rectangles of grid squares that no rule separates.
    fn cells(&self, rows: usize, cols: usize) -> Vec<(Range<usize>, Range<usize>)> {
        let right: Vec<Vec<bool>> =
            (0..rows).map(|r| (0..cols).map(|c| self.rule_right(r, c)).collect()).collect();
        let below: Vec<Vec<bool>> =
            (0..rows).map(|r| (0..cols).map(|c| self.rule_below(r, c)).collect()).collect();
        let at = |table: &[Vec<bool>], r: usize, c: usize| {
            table.get(r).and_then(|row| row.get(c)).copied().unwrap_or(true)
        };
        let mut taken = vec![vec![false; cols]; rows];
        let mut cells = Vec::new();
        for r in 0..rows {
            for c in 0..cols {
                if at(&taken, r, c) {
                    continue;
                }
                let mut end = c + 1;
                while end < cols && !at(&right, r, end - 1) && !at(&taken, r, end) {
                    end += 1;
                }
                let free = |row: usize| {
                    (c..end).all(|k| !at(&below, row - 1, k) && !at(&taken, row, k))
                        && (c..end - 1).all(|k| !at(&right, row, k))
                };
                let mut bottom = r + 1;
                while bottom < rows && free(bottom) {
                    bottom += 1;
                }
                for row in taken.iter_mut().take(bottom).skip(r) {
                    row.iter_mut().take(end).skip(c).for_each(|t| *t = true);
                }
                cells.push((r..bottom, c..end));
            }
        }
        cells
    }

    fn rule_right(&self, r: usize, c: usize) -> bool {
        let (Some(x), Some(top), Some(bottom)) = (self.xs.get(c + 1), self.ys.get(r), self.ys.get(r + 1))
        else {
            return true;
        };
        covers(self.vertical, *x, *top, *bottom)
    }

    fn rule_below(&self, r: usize, c: usize) -> bool {
        let (Some(y), Some(left), Some(right)) = (self.ys.get(r + 1), self.xs.get(c), self.xs.get(c + 1))
        else {
            return true;
        };
        covers(self.horizontal, *y, *left, *right)
    }
}

/// Whether a rule at this position covers more than half of the stretch: rules of two tables stacked on each other
/// touch at corners without separating anything.
fn covers(rulings: &[Ruling], at: f32, from: f32, to: f32) -> bool {
    let covered: f32 = rulings
        .iter()
        .filter(|r| (r.at - at).abs() <= SAME)
        .map(|r| (r.to.min(to) - r.from.max(from)).max(0.0))
        .sum();
    covered > (to - from) * 0.5
}

#[cfg(test)]
mod tests {
    use super::*;

    fn h(at: f32, from: f32, to: f32) -> Ruling {
        Ruling { axis: Axis::Horizontal, at, from, to }
    }

    fn v(at: f32, from: f32, to: f32) -> Ruling {
        Ruling { axis: Axis::Vertical, at, from, to }
    }

    fn only(rulings: &[Ruling]) -> Lattice {
        let mut all = lattices(rulings).expect("not too large");
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    #[test]
    fn a_full_grid_has_a_cell_for_each_square() {
        let rules = [
            h(0., 0., 60.),
            h(20., 0., 60.),
            h(40., 0., 60.),
            v(0., 0., 40.),
            v(30., 0., 40.),
            v(60., 0., 40.),
        ];
        assert_eq!(only(&rules).cells, [(0..1, 0..1), (0..1, 1..2), (1..2, 0..1), (1..2, 1..2)]);
    }

    #[test]
    fn a_missing_rule_merges_cells() {
        let rules = [
            h(0., 0., 60.),
            h(20., 30., 60.),
            h(40., 0., 60.),
            v(0., 0., 40.),
            v(30., 0., 40.),
            v(60., 0., 40.),
        ];
        assert_eq!(only(&rules).cells, [(0..2, 0..1), (0..1, 1..2), (1..2, 1..2)]);
    }

    #[test]
    fn doubled_and_dashed_rules_are_one() {
        let mut rules = vec![
            h(0., 0., 60.),
            h(1.5, 0., 60.),
            h(40., 0., 60.),
            v(0., 0., 40.),
            v(30., 0., 40.),
            v(60., 0., 40.),
        ];
        rules.extend((0..20).map(|i| h(20., i as f32 * 3., i as f32 * 3. + 1.5)));
        assert_eq!(only(&rules).ys.len(), 3);
    }

    #[test]
    fn a_row_without_its_top_rule_is_not_lost() {
        let rules = [h(20., 0., 60.), h(40., 0., 60.), v(0., 0., 40.), v(30., 0., 40.), v(60., 0., 40.)];
        let lattice = only(&rules);
        assert!(lattice.open_above && !lattice.open_below);
        assert_eq!(lattice.cells.len(), 4);
    }

    #[test]
    fn open_sides_are_closed_where_the_rules_end() {
        let rules = [h(0., 0., 90.), h(20., 0., 90.), h(40., 0., 90.), v(30., 0., 40.), v(60., 0., 40.)];
        assert_eq!(only(&rules).xs, [0., 30., 60., 90.]);
    }

    #[test]
    fn a_box_is_no_table() {
        assert_eq!(lattices(&[h(0., 0., 60.), h(40., 0., 60.), v(0., 0., 40.), v(60., 0., 40.)]), Ok(vec![]));
    }

    #[test]
    fn a_drawing_is_told_and_the_table_beside_it_is_read() {
        let mut rules: Vec<Ruling> = (0..100).map(|i| v(i as f32 * 5., 0., 40.)).collect();
        rules.extend([h(0., 0., 495.), h(40., 0., 495.)]);
        rules.extend([
            h(100., 0., 60.),
            h(120., 0., 60.),
            v(0., 100., 120.),
            v(20., 100., 120.),
            v(60., 100., 120.),
        ]);
        rules.extend([h(140., 0., 60.), v(0., 120., 140.), v(20., 120., 140.), v(60., 120., 140.)]);
        assert_eq!(lattices(&rules).map_err(|tables| tables.len()), Err(1));
    }
}
