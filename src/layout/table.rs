//! Lattices and glyphs → tables; tables cut by a page break → one table.

use super::heal;
use super::lattice::{Lattice, lattices};
use super::text::{self, is_digit};
use crate::model::{Glyph, Page, Place, RawCell, RawTable, TableOrigin};

/// A table on one page with what is needed to join it to the next page's.
#[derive(Debug, Clone, PartialEq)]
pub struct PageTable {
    /// The table.
    pub table: RawTable,
    /// Positions of its vertical grid lines, in points.
    pub xs: Vec<f32>,
    /// Its upper edge, in points.
    pub top: f32,
    /// Whether its last row has no rule below, or its first none above.
    pub open: (bool, bool),
}

/// The tables of one page, and what stands in none.
pub struct Tabled<'p> {
    /// Top to bottom.
    pub tables: Vec<PageTable>,
    /// Glyphs outside the tables.
    pub loose: Vec<&'p Glyph>,
    /// Whether there are more lines than tables have.
    pub drawing: bool,
}

/// Finds the page's tables.
pub fn tables(page: &Page) -> Tabled<'_> {
    let (found, drawing) = match lattices(&page.rulings) {
        Ok(found) => (found, false),
        Err(found) => (found, true),
    };
    let mut inside: Vec<Vec<Vec<&Glyph>>> = found.iter().map(|l| vec![Vec::new(); l.cells.len()]).collect();
    let maps: Vec<Vec<Vec<usize>>> = found.iter().map(cell_map).collect();
    let mut loose = Vec::new();
    for glyph in &page.glyphs {
        let (x, y) = (glyph.bbox.center_x(), glyph.bbox.center_y());
        let home =
            found.iter().zip(&maps).enumerate().find_map(|(t, (l, map))| Some((t, cell_at(l, map, x, y)?)));
        match home.and_then(|(t, c)| inside.get_mut(t)?.get_mut(c)) {
            Some(cell) => cell.push(glyph),
            None => loose.push(glyph),
        }
    }
    let tables = found.into_iter().zip(inside).filter(|(_, cells)| cells.iter().any(|c| !c.is_empty()));
    let tables = tables.map(|(lattice, cells)| filled(lattice, &cells, page.number)).collect();
    Tabled { tables, loose, drawing }
}

/// For each grid square the cell it belongs to.
fn cell_map(lattice: &Lattice) -> Vec<Vec<usize>> {
    let (rows, cols) = (lattice.ys.len().saturating_sub(1), lattice.xs.len().saturating_sub(1));
    let mut map = vec![vec![usize::MAX; cols]; rows];
    for (i, (r, c)) in lattice.cells.iter().enumerate() {
        for row in map.iter_mut().take(r.end).skip(r.start) {
            row.iter_mut().take(c.end).skip(c.start).for_each(|slot| *slot = i);
        }
    }
    map
}

fn cell_at(lattice: &Lattice, map: &[Vec<usize>], x: f32, y: f32) -> Option<usize> {
    let col = lattice.xs.partition_point(|at| *at <= x).checked_sub(1)?;
    let row = lattice.ys.partition_point(|at| *at <= y).checked_sub(1)?;
    map.get(row)?.get(col).copied().filter(|i| *i != usize::MAX)
}

fn filled(lattice: Lattice, glyphs: &[Vec<&Glyph>], page: u32) -> PageTable {
    let cells = lattice.cells.iter().zip(glyphs).map(|((rows, cols), glyphs)| {
        let cell = lattice.cell_box(rows, cols);
        let found = text::cell_text(glyphs, page, cell.width());
        let place = Place { broken: found.broken, ..Place::on_page(page, found.bbox.unwrap_or(cell)) };
        RawCell { rows: rows.clone(), cols: cols.clone(), text: found.text, place }
    });
    let bbox = lattice.bbox();
    let mut table = RawTable {
        rows: lattice.ys.len().saturating_sub(1),
        cols: lattice.xs.len().saturating_sub(1),
        cells: cells.collect(),
        origin: TableOrigin::Lattice,
        place: Place::on_page(page, bbox),
    };
    heal::rows(&mut table);
    PageTable { table, top: bbox.top, open: (lattice.open_below, lattice.open_above), xs: lattice.xs }
}

/// Side rules of one table on two pages differ by less than this, in points; pages may be bound alternately.
const ALIGNED: f32 = 6.0;

/// Joins a table to its continuation at the top of the next page, when the outer rules agree. Gives it back when not.
pub fn join(upper: &mut PageTable, lower: PageTable) -> Option<PageTable> {
    let Some(shifted) = beside(&upper.xs, &lower.xs) else { return Some(lower) };
    let mut xs = upper.xs.clone();
    xs.extend(shifted.iter().filter(|x| upper.xs.iter().all(|y| (*x - y).abs() > ALIGNED)));
    xs.sort_by(f32::total_cmp);
    let open = upper.open.0 || lower.open.1;
    let bottom_open = lower.open.0;
    remap(&mut upper.table, &upper.xs, &xs);
    let mut below = lower.table;
    remap(&mut below, &shifted, &xs);
    drop_repeated_header(&upper.table, &mut below);
    stitch(&mut upper.table, below, open);
    upper.xs = xs;
    upper.open.0 = bottom_open;
    None
}

/// The lower table's grid lines where they are the upper table's. Odd and even pages may have mirrored margins: the
/// columns are compared from the outer rules on. A cell that spans the break may be drawn on neither side of it: then the
/// first columns are missing on one page.
fn beside(upper: &[f32], lower: &[f32]) -> Option<Vec<f32>> {
    let (a, b) = (*upper.first()?, *upper.last()?);
    let (c, d) = (*lower.first()?, *lower.last()?);
    let shifted: Vec<f32> = lower.iter().map(|x| x - d + b).collect();
    let held = |some: &[f32], all: &[f32]| some.iter().all(|x| all.iter().any(|y| (x - y).abs() <= ALIGNED));
    let (coarse, fine): (&[f32], &[f32]) =
        if upper.len() < shifted.len() { (upper, &shifted) } else { (&shifted, upper) };
    // As wide, or the rest of it: most of its columns, at the same place on the page.
    let as_wide = ((b - a) - (d - c)).abs() <= ALIGNED;
    let rest = (b - d).abs() <= ALIGNED && coarse.len() * 3 > fine.len() * 2 && coarse.len() > REST;
    ((as_wide || rest) && held(coarse, fine)).then_some(shifted)
}

/// Fewer grid lines than these stand under each other by chance.
const REST: usize = 6;

/// Moves column ranges from one set of grid lines to a finer one.
fn remap(table: &mut RawTable, from: &[f32], to: &[f32]) {
    let place = |i: usize| {
        let x = from.get(i).copied().unwrap_or(f32::MAX);
        let near = |y: &f32| (y - x).abs();
        to.iter().enumerate().min_by(|a, b| near(a.1).total_cmp(&near(b.1))).map_or(0, |(k, _)| k)
    };
    for cell in &mut table.cells {
        let cols = place(cell.cols.start)..place(cell.cols.end);
        cell.cols = if cols.is_empty() { cols.start..cols.start + 1 } else { cols };
    }
    table.cols = to.len().saturating_sub(1);
}

fn drop_repeated_header(upper: &RawTable, lower: &mut RawTable) {
    let row = |t: &RawTable, r: usize| -> Vec<String> {
        t.row(r).map(|c| c.text.split_whitespace().collect()).collect()
    };
    let same = |r: &usize| {
        let texts = row(lower, *r);
        // Words only: two blank rows of data are alike as well.
        texts.iter().any(|t| !t.is_empty()) && texts.iter().all(|t| is_words(t)) && texts == row(upper, *r)
    };
    let repeated = (0..lower.rows.min(upper.rows)).take_while(same).count();
    if repeated > 0 && repeated < lower.rows {
        lower.cells.retain(|c| c.rows.start >= repeated);
        for cell in &mut lower.cells {
            cell.rows = cell.rows.start - repeated..cell.rows.end - repeated;
        }
        lower.rows -= repeated;
    }
}

/// Appends the lower table's rows; a row that the break cut becomes one again, and so do cells that span the break.
fn stitch(upper: &mut RawTable, lower: RawTable, open: bool) {
    let cut = is_cut(upper, &lower, open);
    let last = upper.rows;
    let shift = if cut { last.saturating_sub(1) } else { last };
    for cell in lower.cells {
        let rows = cell.rows.start + shift..cell.rows.end + shift;
        let above = upper.cells.iter_mut().find(|c| c.cols == cell.cols && c.rows.end == last);
        // Only labels span the break: two numbers are two rows however the rules run.
        let labels = |p: &RawCell| is_words(&p.text) && is_words(&cell.text) && !starts_label(&cell.text);
        let spans = |p: &RawCell| (p.rows.len() > 1 || cell.rows.len() > 1) && labels(p);
        match above.filter(|p| cell.rows.start == 0 && (cut || spans(p))) {
            Some(p) => {
                p.rows.end = rows.end;
                if !cell.text.is_empty() {
                    let joint = if p.text.is_empty() { "" } else { "\n" };
                    if p.text.is_empty() {
                        p.place = cell.place;
                    }
                    p.text = format!("{}{joint}{}", p.text, cell.text);
                }
            }
            None => upper.cells.push(RawCell { rows, ..cell }),
        }
    }
    upper.rows = shift + lower.rows;
    upper.cells.sort_by_key(|c| (c.rows.start, c.cols.start));
}

/// Whether the last row above and the first row below are halves of one row: no cell has a number in both, and no
/// label of the lower half begins under another.
fn is_cut(upper: &RawTable, lower: &RawTable, open: bool) -> bool {
    let above = |l: &RawCell| upper.cells.iter().find(|u| u.cols == l.cols && u.rows.end == upper.rows);
    let pairs: Vec<(&RawCell, &RawCell)> = lower.row(0).filter_map(|l| Some((above(l)?, l))).collect();
    if lower.row(0).any(|l| above(l).is_none() && !l.text.is_empty()) || pairs.is_empty() {
        return false;
    }
    let number = |c: &RawCell| !is_words(&c.text);
    let both = |(u, l): &&(&RawCell, &RawCell)| !u.text.is_empty() && !l.text.is_empty();
    let upper_has_numbers = pairs.iter().any(|(u, _)| number(u));
    let lower_has_numbers = pairs.iter().any(|(_, l)| number(l));
    // Values centred in their row stay on the first page while labels, or the rest of them, move to the next.
    let labels_moved = upper_has_numbers
        && !lower_has_numbers
        && pairs.iter().filter(both).all(|(u, l)| !number(u) && !number(l) && !starts_label(&l.text))
        && pairs.iter().any(|(_, l)| starts_label(&l.text));
    let numbers_in_both = pairs.iter().any(|(u, l)| number(u) && number(l));
    let starts_anew = pairs.iter().any(|(_, l)| starts_label(&l.text));
    let words: Vec<_> = pairs.iter().filter(|(_, l)| !number(l) && !l.text.is_empty()).collect();
    let continues = words.iter().all(|(u, _)| !number(u) && !u.text.is_empty());
    let numbered = pairs.iter().any(|(u, _)| starts_label(&u.text));
    labels_moved || (!numbers_in_both && !starts_anew && continues && (open || numbered))
}

/// Empty, or something other than digits and dashes.
fn is_words(text: &str) -> bool {
    let squeezed: String = text.split_whitespace().collect();
    squeezed.is_empty()
        || squeezed.chars().any(|c| !c.is_ascii_digit() && !"-—/.,+０１２３４５６７８９".contains(c))
}

/// `1.` `２．` `（三）` `四、`: a label that begins here. `7.36` is a number.
pub fn starts_label(text: &str) -> bool {
    let mut chars = text.chars().filter(|c| !c.is_whitespace());
    let (Some(a), Some(b)) = (chars.next(), chars.next()) else { return false };
    let numeral = |c: char| is_digit(c) || "一二三四五六七八九十".contains(c);
    let decimal = chars.next().is_some_and(is_digit);
    (matches!(a, '（' | '(') && numeral(b)) || (numeral(a) && matches!(b, '.' | '．' | '、') && !decimal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rect;

    /// A table of two columns from its rows.
    fn page_table(page: u32, rows: &[[&str; 2]]) -> PageTable {
        let cells = rows.iter().enumerate().flat_map(|(r, row)| {
            row.iter().enumerate().map(move |(c, text)| RawCell {
                rows: r..r + 1,
                cols: c..c + 1,
                text: (*text).to_owned(),
                place: Place::on_page(page, Rect::default()),
            })
        });
        let table = RawTable {
            rows: rows.len(),
            cols: 2,
            cells: cells.collect(),
            origin: TableOrigin::Lattice,
            place: Place::on_page(page, Rect::default()),
        };
        PageTable { table, xs: vec![0., 50., 100.], top: 0.0, open: (false, false) }
    }

    fn joined(upper: &[[&str; 2]], lower: &[[&str; 2]]) -> Vec<String> {
        let mut first = page_table(1, upper);
        assert_eq!(join(&mut first, page_table(2, lower)), None);
        first.table.cells.iter().map(|c| c.text.clone()).collect()
    }

    #[test]
    fn a_row_cut_by_the_page_is_one_row() {
        assert_eq!(
            joined(&[["（四）无", "3"]], &[["法提供", ""], ["2.重复", "0"]]),
            ["（四）无\n法提供", "3", "2.重复", "0"]
        );
        assert_eq!(joined(&[["5.要求行政机关", ""]], &[["确认", "8"]]), ["5.要求行政机关\n确认", "8"]);
    }

    #[test]
    fn a_label_may_move_to_the_next_page_without_its_values() {
        assert_eq!(joined(&[["", "3"]], &[["2.其他", ""]]), ["2.其他", "3"]);
    }

    #[test]
    fn the_rest_of_a_label_moves_while_its_groups_label_begins() {
        let mut upper = page_table(1, &[["", "1.申请人无正当理由逾期不"]]);
        widen(&mut upper, "0");
        let mut lower = page_table(2, &[["（六）其他处理", "补正"]]);
        widen(&mut lower, "");
        assert_eq!(join(&mut upper, lower), None);
        let texts: Vec<&str> = upper.table.cells.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, ["（六）其他处理", "1.申请人无正当理由逾期不\n补正", "0"]);
    }

    /// Adds a third column with this text in its only row.
    fn widen(page: &mut PageTable, text: &str) {
        let cell = RawCell { rows: 0..1, cols: 2..3, text: text.to_owned(), place: Place::default() };
        page.table.cells.push(cell);
        page.table.cols = 3;
        page.xs.push(150.);
    }

    #[test]
    fn the_first_column_may_be_missing_on_one_page() {
        let whole = [0., 20., 50., 80., 110., 140., 170., 200., 230.];
        assert_eq!(beside(&whole, &whole[1..]).as_deref(), Some(&whole[1..]));
        assert_eq!(beside(&whole[1..], &whole).as_deref(), Some(&whole[..]));
        assert_eq!(beside(&whole, &[50., 230.]), None);
        assert_eq!(beside(&whole, &[20., 35., 80., 110., 140., 170., 200., 230.]), None);
    }

    #[test]
    fn whole_rows_stay_apart() {
        assert_eq!(joined(&[["1.信访", ""]], &[["2.重复", ""]]), ["1.信访", "", "2.重复", ""]);
        assert_eq!(joined(&[["行政处罚", "4"]], &[["行政强制", ""]]), ["行政处罚", "4", "行政强制", ""]);
    }

    #[test]
    fn a_repeated_header_is_kept_once() {
        assert_eq!(
            joined(&[["项目", "数量"], ["1.甲", "1"]], &[["项目", "数量"], ["2.乙", "2"]]),
            ["项目", "数量", "1.甲", "1", "2.乙", "2"]
        );
    }

    #[test]
    fn another_table_is_not_joined() {
        let mut first = page_table(1, &[["a", "1"]]);
        let mut other = page_table(2, &[["b", "2"]]);
        other.xs = vec![30., 50., 180.];
        assert!(join(&mut first, other).is_some());
    }
}
