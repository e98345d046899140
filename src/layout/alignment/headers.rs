//! The header of a table without rules: words over the value columns, wrapped or spanning.

use super::columns::Columns;
use super::labels::wrap_pitch;
use super::{Kind, Loose, is_header, is_stacked, kind, parted};
use crate::layout::text::{Run, TextLine};
use crate::model::Rect;

/// The words of a line over the value columns.
fn headers_of(line: &TextLine, area: f32) -> impl Iterator<Item = &Run> {
    line.runs.iter().filter(move |r| is_header(r, line, area))
}

/// The boxes of the words over the value columns, line by line, and those of the header's lowest row; a space within a
/// header parts no columns.
pub fn headers(lines: &[TextLine], area: f32) -> Vec<Vec<Rect>> {
    let head = lines.iter().take_while(|l| kind(l, area) != Kind::Values);
    let over = |l: &TextLine, r: &Run| is_header(r, l, area) && !is_stacked(r);
    let mut boxes: Vec<Vec<Rect>> =
        head.map(|l| parted(l, HEADER_GAP).iter().filter(|r| over(l, r)).map(|r| r.bbox).collect()).collect();
    let words: Vec<Vec<Rect>> = boxes.clone();
    boxes.push(lowest_row(&words));
    boxes.push(lowest_words(&words));
    boxes
}

/// The words of the lowest row of a header, each with its wrapped lines, and 总计 behind them, which is centred beside
/// the rows of the others.
fn lowest_row(lines: &[Vec<Rect>]) -> Vec<Rect> {
    let mut row: Vec<Rect> = Vec::new();
    for word in lines.iter().rev().flatten() {
        let across = row.iter().position(|c| word.left < c.right && c.left < word.right);
        let top = row.iter().map(|c| c.top).fold(f32::MAX, f32::min);
        let right = row.iter().map(|c| c.right).fold(f32::MIN, f32::max);
        // Else it stands over several columns, or in a row above.
        if let Some(cell) = across.and_then(|i| row.get_mut(i)) {
            let wrapped = cell.top - word.bottom < word.height() * WRAP;
            *cell = if wrapped { cell.union(word) } else { *cell };
        } else if row.is_empty() || word.bottom > top || word.left > right {
            row.push(*word);
        }
    }
    row
}

/// The words of a header that are lowest over their column, on whatever height: each with its wrapped lines, what stands
/// over several of them left out.
pub fn lowest_words(lines: &[Vec<Rect>]) -> Vec<Rect> {
    let mut row: Vec<Rect> = Vec::new();
    for word in lines.iter().rev().flatten().copied() {
        let mut under = row.iter_mut().filter(|c| word.left < c.right && c.left < word.right);
        match (under.next(), under.next()) {
            (None, _) => row.push(word),
            (Some(cell), None) if cell.top - word.bottom < word.height() * WRAP => *cell = cell.union(&word),
            _ => {}
        }
    }
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    row
}

/// Wrapped lines are closer than this share of their height.
const WRAP: f32 = 0.5;

/// Headers of neighbouring columns are a character apart, in ems.
const HEADER_GAP: f32 = 0.95;

/// The rows of the header: what stands over several columns is a row of its own, and what is wrapped over one column
/// is joined.
pub fn header_rows(lines: &[TextLine], grid: &Columns, area: f32) -> Vec<(f32, Vec<Loose>)> {
    let head: Vec<&TextLine> = lines.iter().take_while(|l| kind(l, area) != Kind::Values).collect();
    let pitch = wrap_pitch(lines, grid, area);
    let mut upper: Vec<Loose> = Vec::new();
    let mut narrow: Vec<Vec<(Rect, Loose)>> = vec![Vec::new(); grid.values.len()];
    for line in &head {
        for run in headers_of(line, area) {
            let cols = grid.value(run);
            let loose = (cols.clone(), run.text.clone(), line.place(run.bbox));
            match narrow.get_mut(cols.start.saturating_sub(grid.labels.len())).filter(|_| cols.len() == 1) {
                Some(column) => column.push((run.bbox, loose)),
                None => upper.push(loose),
            }
        }
    }
    let mut lower = Vec::new();
    for column in narrow {
        let (rest, label) = lowest_block(column, pitch);
        upper.extend(rest);
        lower.extend(label);
    }
    let top = head.first().map_or(0.0, |l| l.bbox.top);
    let bottom = head.last().map_or(0.0, |l| l.bbox.top);
    vec![(top, upper), (bottom, lower)].into_iter().filter(|(_, row)| !row.is_empty()).collect()
}

/// The lowest wrapped text of a header column as one cell, and what stands apart above it.
fn lowest_block(mut column: Vec<(Rect, Loose)>, pitch: f32) -> (Vec<Loose>, Option<Loose>) {
    column.sort_by(|a, b| a.0.top.total_cmp(&b.0.top));
    let Some((mut top, mut label)) = column.pop() else { return (Vec::new(), None) };
    while let Some((bbox, (cols, text, place))) = column.pop() {
        // Wrapped lines are as close as those of labels, or closer than their own height.
        let near = top.center_y() - bbox.center_y() <= (pitch * 1.1).max(top.height() * 2.2);
        if !near {
            column.push((bbox, (cols, text, place)));
            break;
        }
        label = (label.0, format!("{text}\n{}", label.1), place.union(label.2));
        top = bbox;
    }
    (column.into_iter().map(|(_, loose)| loose).collect(), Some(label))
}
