//! Tables without rules: lines whose numbers stand under each other.

mod columns;

use super::flow::Item;
use super::table::starts_label;
use super::text::{Run, TextLine};
use crate::model::{Place, RawCell, RawTable, Rect, TableOrigin};
use columns::Columns;
use std::ops::Range;

/// Turns stretches of aligned lines into tables; everything else stays lines.
pub fn items(lines: Vec<TextLine>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut stretch: Vec<TextLine> = Vec::new();
    let right = lines.iter().map(|l| l.bbox.right).fold(0.0, f32::max);
    let left = lines.iter().map(|l| l.bbox.left).fold(f32::MAX, f32::min);
    for line in lines {
        if belongs_to_table(&line, left, right) {
            stretch.push(line);
        } else {
            close(&mut stretch, &mut items);
            items.push(Item::Line(line));
        }
    }
    close(&mut stretch, &mut items);
    items
}

/// Joins a table that a page break cuts: one that begins a page without a header goes on with that which ends the
/// page before.
pub fn join(items: Vec<Item>) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::new();
    for item in items {
        match (item, out.as_mut_slice()) {
            (Item::Aligned(below), [.., Item::Aligned(above), Item::Break]) if is_headless(&below) => {
                above.extend(below);
            }
            (item, _) => out.push(item),
        }
    }
    out
}

/// Whether rows come before any header.
fn is_headless(pages: &[Vec<TextLine>]) -> bool {
    let Some(lines) = pages.first() else { return false };
    let area = value_area(lines);
    let header = |k: &Kind| *k == Kind::Header;
    let kinds: Vec<Kind> = lines.iter().map(|l| kind(l, area)).collect();
    !kinds.iter().take_while(|k| **k != Kind::Values).any(header)
}

/// Wide gaps make columns; short lines between rows are wrapped labels. Prose fills its line.
fn belongs_to_table(line: &TextLine, left: f32, right: f32) -> bool {
    let columns = columns_of(line);
    let text = line.text();
    let prose = text.trim_end().ends_with(['。', '；', '，'])
        || (line.bbox.width() > (right - left) * 0.8 && columns < 3);
    let heading = starts_section(&text) && columns < 2;
    (columns >= 2 || !prose) && !heading
}

/// `三、收到…情况`: a section's heading, which stands between tables and never in one.
fn starts_section(text: &str) -> bool {
    let text: String = text.split_whitespace().collect();
    starts_label(&text) && (text.ends_with("情况") || text.ends_with("事项") || text.ends_with("措施"))
}

/// How many columns a line shows: its widely separated runs, or all runs where they are many and short, as the
/// stacked header over fifteen narrow columns is.
fn columns_of(line: &TextLine) -> usize {
    let chars: usize = line.runs.iter().map(|r| r.text.chars().count()).sum();
    let narrow = line.runs.len() >= 5 && chars <= line.runs.len() * 3;
    if narrow { line.runs.len() } else { wide_runs(line).len() }
}

/// Runs separated by at least one and a half characters: the gap that words within a line never have.
fn wide_runs(line: &TextLine) -> Vec<Run> {
    parted(line, 1.4)
}

/// Runs separated by at least so many ems; closer ones are one.
fn parted(line: &TextLine, gap: f32) -> Vec<Run> {
    let mut wide: Vec<Run> = Vec::new();
    for run in &line.runs {
        match wide.last_mut().filter(|w| run.bbox.left - w.bbox.right < line.size * gap) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(&run.text);
                last.bbox = last.bbox.union(&run.bbox);
            }
            None => wide.push(run.clone()),
        }
    }
    wide
}

/// Ends a stretch: a table when at least two of its lines have columns and one has a number, else lines again.
fn close(stretch: &mut Vec<TextLine>, items: &mut Vec<Item>) {
    let lines = std::mem::take(stretch);
    let first = lines.iter().position(|l| columns_of(l) >= 2);
    let last = lines.iter().rposition(|l| columns_of(l) >= 2);
    let (Some(first), Some(last)) = (first, last) else {
        items.extend(lines.into_iter().map(Item::Line));
        return;
    };
    let columned = lines.iter().filter(|l| columns_of(l) >= 2).count();
    // One line above may be a header over the first columns, one or two below the rest of a wrapped label.
    let first = first.saturating_sub(header_lines(&lines, first));
    let last = (last + label_lines(&lines, last)).min(lines.len() - 1);
    let numbers = lines.iter().flat_map(|l| &l.runs).any(|r| is_value(&r.text));
    if columned < 2 || !numbers {
        items.extend(lines.into_iter().map(Item::Line));
        return;
    }
    let mut lines = lines.into_iter();
    items.extend(lines.by_ref().take(first).map(Item::Line));
    let inside: Vec<TextLine> = lines.by_ref().take(last + 1 - first).collect();
    items.extend(parts(&inside).into_iter().map(|part| Item::Aligned(vec![part.to_vec()])));
    items.extend(lines.map(Item::Line));
}

/// Lines right above the first columned line that touch it, or stand over the table and not at the text's left edge.
fn header_lines(lines: &[TextLine], first: usize) -> usize {
    let Some(anchor) = lines.get(first) else { return 0 };
    let mut top = anchor.bbox.top;
    let near = |line: &&TextLine| {
        let touches = top - line.bbox.bottom < line.size * 0.9;
        top = line.bbox.top;
        touches || (line.bbox.left > anchor.bbox.left + anchor.size && line.runs.len() <= 2)
    };
    lines.iter().take(first).rev().take(2).take_while(near).count()
}

/// Lines right below the last columned line that are the rest of its label.
fn label_lines(lines: &[TextLine], last: usize) -> usize {
    let Some(anchor) = lines.get(last) else { return 0 };
    let mut bottom = anchor.bbox.bottom;
    let near = |line: &&TextLine| {
        let close = line.bbox.top - bottom < line.size * 0.9;
        bottom = line.bbox.bottom;
        close && line.bbox.right < anchor.bbox.right && !starts_label(&line.text())
    };
    lines.iter().skip(last + 1).take(3).take_while(near).count()
}

/// Digits, a dash, or a blank word: what stands in a value column.
fn is_value(text: &str) -> bool {
    let text: String = text.split_whitespace().collect();
    let digits = text.chars().filter(|c| c.is_ascii_digit() || ('０'..='９').contains(c)).count();
    let number = digits > 0
        && !starts_label(&text)
        && text.chars().count() <= digits + 4
        && !text.contains(['年', '月', '日']);
    number || text == "无" || (!text.is_empty() && text.chars().all(|c| "-—–－/／_".contains(c)))
}

/// Where the value columns begin: no label reaches so far right.
fn value_area(lines: &[TextLine]) -> f32 {
    let values = lines.iter().flat_map(|l| &l.runs).filter(|r| is_value(&r.text));
    values.map(|r| r.bbox.left).fold(f32::MAX, f32::min)
}

/// The boxes of a line's values, left to right.
fn values_of(line: &TextLine, area: f32) -> Vec<Rect> {
    let values = line.runs.iter().filter(|r| is_value(&r.text) && r.bbox.left >= area - 1.0);
    values.map(|r| r.bbox).collect()
}

/// The words of a line over the value columns.
fn headers_of(line: &TextLine, area: f32) -> impl Iterator<Item = &Run> {
    line.runs.iter().filter(move |r| r.bbox.center_x() >= area - line.size)
}

/// What a line is within a table.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// It has a value: a row.
    Values,
    /// It has words over the value columns: a header.
    Header,
    /// It has words only where labels stand.
    Label,
}

fn kind(line: &TextLine, area: f32) -> Kind {
    let right = |r: &&Run| r.bbox.center_x() >= area - line.size;
    if line.runs.iter().any(|r| is_value(&r.text) && r.bbox.left >= area - 1.0) {
        Kind::Values
    } else if line.runs.iter().any(|r| right(&r)) {
        Kind::Header
    } else {
        Kind::Label
    }
}

/// Cuts a stretch where a header follows rows: small tables stacked on each other have columns of their own. The
/// banner between belongs to the table it is nearer to.
fn parts(lines: &[TextLine]) -> Vec<&[TextLine]> {
    let area = value_area(lines);
    let kinds: Vec<Kind> = lines.iter().map(|l| kind(l, area)).collect();
    let mut cuts = vec![0];
    let mut rows = false;
    for (i, kind) in kinds.iter().enumerate() {
        match kind {
            Kind::Values => rows = true,
            Kind::Header if rows => {
                cuts.push(banner_start(lines, &kinds, i));
                rows = false;
            }
            _ => {}
        }
    }
    cuts.push(lines.len());
    cuts.windows(2).filter_map(|w| lines.get(*w.first()?..*w.get(1)?)).collect()
}

fn banner_start(lines: &[TextLine], kinds: &[Kind], header: usize) -> usize {
    let gap = |i: usize| match (i.checked_sub(1).and_then(|k| lines.get(k)), lines.get(i)) {
        (Some(a), Some(b)) => b.bbox.top - a.bbox.bottom,
        _ => 0.0,
    };
    let labels = (0..header).rev().take_while(|&i| kinds.get(i) == Some(&Kind::Label)).count();
    let candidates = header - labels..=header;
    // The widest gap since the last row parts them.
    candidates.max_by(|&a, &b| gap(a).total_cmp(&gap(b)).then(b.cmp(&a))).unwrap_or(header)
}

/// A cell before it has a row: columns, text, place.
type Loose = (Range<usize>, String, Place);

/// The table of lines that stand on one page or several: header rows, then a row for each line with values.
pub fn table(pages: &[Vec<TextLine>]) -> RawTable {
    let mut parts: Vec<Part> = Vec::new();
    for lines in pages {
        let lines = without_side_stack(lines).into_iter().map(with_whole_labels).collect();
        let part = Part::new(lines, parts.first().map(|p| &p.grid));
        parts.push(part);
    }
    let labels = parts.iter().map(|p| p.grid.labels.len()).max().unwrap_or(0);
    let values = parts.first().map_or(0, |p| p.grid.values.len());
    let rows: Vec<Vec<Loose>> = parts.iter().flat_map(|part| part.rows(labels)).collect();
    let cols = labels + values;
    let cells = rows.iter().enumerate().flat_map(|(r, row)| filled(r, row, cols)).collect();
    let first = pages.iter().flatten().next();
    let place = first.map(|l| l.place(l.bbox)).unwrap_or_default();
    RawTable { rows: rows.len(), cols, cells, origin: TableOrigin::Alignment, place }
}

/// The part of a table that stands on one page.
struct Part {
    lines: Vec<TextLine>,
    area: f32,
    grid: Columns,
}

impl Part {
    /// The lines with their columns; `above` are those of the page on which the table begins.
    fn new(lines: Vec<TextLine>, above: Option<&Columns>) -> Part {
        let area = value_area(&lines);
        let values: Vec<Vec<Rect>> =
            lines.iter().map(|l| values_of(l, area)).filter(|v| !v.is_empty()).collect();
        let runs = lines.iter().flat_map(|l| &l.runs);
        let labels = runs.filter(|r| !is_value(&r.text) && r.bbox.center_x() < area && !is_stacked(r));
        let grid = match above {
            Some(above) => Columns::below(above, labels, &values),
            None => Columns::new(labels, &values, &headers(&lines, area)),
        };
        Part { lines, area, grid }
    }

    /// Its rows from the top, their labels in `labels` columns.
    fn rows(&self, labels: usize) -> Vec<Vec<Loose>> {
        let Part { lines, area, grid } = self;
        let blocks = label_blocks(lines, grid, *area);
        let valued: Vec<&TextLine> = lines.iter().filter(|l| kind(l, *area) == Kind::Values).collect();
        // Every row with its height on the page: headers, labels that stand alone, values with their labels.
        let mut rows = header_rows(lines, grid, *area);
        let alone = blocks.iter().filter(|b| beside(b, &valued).is_none());
        rows.extend(alone.map(|b| (b.bbox.top, vec![b.loose()])));
        rows.extend(valued.iter().enumerate().map(|(i, line)| {
            let mut cells = grid.cells_of(line, *area);
            cells.extend(blocks.iter().filter(|b| beside(b, &valued) == Some(i)).map(LabelBlock::loose));
            (line.bbox.center_y(), cells)
        }));
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        // The innermost labels stand beside the values, however many labels are further out.
        let shift = labels.saturating_sub(grid.labels.len());
        let moved = |(cols, text, place): Loose| (cols.start + shift..cols.end + shift, text, place);
        rows.into_iter().map(|(_, row)| row.into_iter().map(moved).collect()).collect()
    }
}

/// The boxes of the words over the value columns, line by line; a space within a header parts no columns.
fn headers(lines: &[TextLine], area: f32) -> Vec<Vec<Rect>> {
    let head = lines.iter().take_while(|l| kind(l, area) != Kind::Values);
    let over = |l: &TextLine, r: &Run| r.bbox.center_x() >= area - l.size && !is_stacked(r);
    head.map(|l| parted(l, HEADER_GAP).iter().filter(|r| over(l, r)).map(|r| r.bbox).collect()).collect()
}

/// Headers of neighbouring columns are a character apart, in ems.
const HEADER_GAP: f32 = 0.95;

/// A character alone, as 三、本年度办理结果 is printed down the side of the grid.
fn is_stacked(run: &Run) -> bool {
    run.text.chars().count() == 1
}

/// The lines without 三、本年度办理结果, printed down the side of the grid: characters alone under each other, with
/// no longer label between them.
fn without_side_stack(lines: &[TextLine]) -> Vec<TextLine> {
    let area = value_area(lines);
    let labels = || lines.iter().flat_map(|l| &l.runs).filter(|r| r.bbox.center_x() < area);
    let mut alone: Vec<&Run> = labels().filter(|r| is_stacked(r) && !is_value(&r.text)).collect();
    alone.sort_by(|a, b| a.bbox.left.total_cmp(&b.bbox.left));
    // Half a character aside is another column of characters.
    let columns = alone.chunk_by(|a, b| (b.bbox.left - a.bbox.left) < a.bbox.height() * 0.5);
    let is_side = |column: &&[&Run]| {
        let height = column.iter().map(|r| r.bbox).reduce(|a, b| a.union(&b)).unwrap_or_default();
        let across = |r: &Run| !is_stacked(r) && r.bbox.left < height.right && height.left < r.bbox.right;
        let between = |r: &Run| r.bbox.top >= height.top && r.bbox.bottom <= height.bottom;
        column.len() >= 3 && !labels().any(|r| across(r) && between(r))
    };
    let side: Vec<Rect> = columns.filter(is_side).flatten().map(|r| r.bbox).collect();
    let without = |line: &TextLine| {
        let runs = line.runs.iter().filter(|r| !side.contains(&r.bbox)).cloned();
        TextLine { runs: runs.collect(), ..line.clone() }
    };
    lines.iter().map(without).filter(|l| !l.runs.is_empty()).collect()
}

/// The line with each label's number joined to its words: `2. 其他…` is one label, not two columns.
fn with_whole_labels(mut line: TextLine) -> TextLine {
    let is_number = |r: &Run| starts_label(&r.text) && r.text.chars().all(|c| !c.is_alphabetic());
    let mut runs: Vec<Run> = Vec::new();
    for run in std::mem::take(&mut line.runs) {
        let near = |r: &&mut Run| is_number(r) && run.bbox.left - r.bbox.right <= line.size;
        match runs.last_mut().filter(near) {
            Some(number) => {
                number.text.push_str(&run.text);
                number.bbox = number.bbox.union(&run.bbox);
            }
            None => runs.push(run),
        }
    }
    TextLine { runs, ..line }
}

/// The rows of the header: what stands over several columns is a row of its own, and what is wrapped over one column
/// is joined.
fn header_rows(lines: &[TextLine], grid: &Columns, area: f32) -> Vec<(f32, Vec<Loose>)> {
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

/// A label with its wrapped lines.
struct LabelBlock {
    column: usize,
    text: String,
    place: Place,
    bbox: Rect,
    valued: bool,
    /// Index of its last line.
    last: usize,
}

impl LabelBlock {
    fn loose(&self) -> Loose {
        (self.column..self.column + 1, self.text.clone(), self.place)
    }
}

/// Joins the wrapped lines of each label: lines of one column as close as wrapped lines are. A label's number, and a
/// second line with values, begin the next.
fn label_blocks(lines: &[TextLine], grid: &Columns, area: f32) -> Vec<LabelBlock> {
    let pitch = wrap_pitch(lines, grid, area);
    let mut blocks: Vec<LabelBlock> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let valued = kind(line, area) == Kind::Values;
        for (column, text, bbox) in labels_of(line, grid, area) {
            let place = line.place(bbox);
            // The last line of a centred label begins further right than its first.
            let below = |b: &LabelBlock| {
                let under = b.bbox.left <= bbox.center_x() && bbox.right <= b.bbox.right;
                b.column < column && under && at - b.last <= 2 && !valued
            };
            let open = blocks.iter_mut().rev().find(|b| b.column == column || below(b)).filter(|b| {
                let near = bbox.bottom - b.bbox.bottom <= pitch * 1.1;
                let between = lines.get(b.last + 1..at).unwrap_or_default();
                let around = !valued && !b.valued && straddles(between, column, grid, area);
                (near || around) && !starts_label(&text) && !(valued && b.valued)
            });
            match open {
                Some(block) => {
                    block.text = format!("{}\n{text}", block.text);
                    block.bbox = block.bbox.union(&bbox);
                    block.place = block.place.union(place);
                    block.valued |= valued;
                    block.last = at;
                }
                None => blocks.push(LabelBlock { column, text, place, bbox, valued, last: at }),
            }
        }
    }
    blocks
}

/// Whether what stands between two lines of a label is the one line with its values, centred beside them.
fn straddles(between: &[TextLine], column: usize, grid: &Columns, area: f32) -> bool {
    match between {
        [line] => {
            kind(line, area) == Kind::Values && labels_of(line, grid, area).iter().all(|(c, ..)| *c < column)
        }
        _ => false,
    }
}

/// The labels of a line, one for each column.
fn labels_of(line: &TextLine, grid: &Columns, area: f32) -> Vec<(usize, String, Rect)> {
    let mut labels: Vec<(usize, String, Rect)> = Vec::new();
    // A character alone far from where labels begin is one of 三、本年度办理结果, printed down the side of the grid.
    let near = |r: &Run| {
        grid.labels
            .iter()
            .any(|c| (r.bbox.left - c.left).abs() < 14.0 || c.left < r.bbox.left && r.bbox.right < c.right)
    };
    let words = line.runs.iter().filter(|r| r.bbox.center_x() < area - 1.0 && !is_value(&r.text));
    for run in words.filter(|r| !is_stacked(r) || near(r)) {
        let column = grid.label(run);
        match labels.iter_mut().find(|(c, ..)| *c == column) {
            Some((_, text, bbox)) => {
                text.push_str(&run.text);
                *bbox = bbox.union(&run.bbox);
            }
            None => labels.push((column, run.text.clone(), run.bbox)),
        }
    }
    labels
}

/// The distance between wrapped lines: the least distance between two labels of one column.
fn wrap_pitch(lines: &[TextLine], grid: &Columns, area: f32) -> f32 {
    let mut last: Vec<Option<f32>> = vec![None; grid.labels.len()];
    let mut least = f32::MAX;
    for line in lines {
        for (column, _, bbox) in labels_of(line, grid, area) {
            if let Some(slot) = last.get_mut(column) {
                let pitch = slot.map_or(f32::MAX, |y| bbox.center_y() - y);
                least = least.min(pitch.max(line.size));
                *slot = Some(bbox.center_y());
            }
        }
    }
    if least == f32::MAX { 0.0 } else { least }
}

/// The row whose values stand beside the label's middle.
fn beside(block: &LabelBlock, valued: &[&TextLine]) -> Option<usize> {
    let away = |l: &TextLine| (l.bbox.center_y() - block.bbox.center_y()).abs();
    let near = valued.iter().enumerate().min_by(|a, b| away(a.1).total_cmp(&away(b.1)))?;
    let within = away(near.1) <= block.bbox.height() / 2.0 + near.1.size * 0.3;
    within.then_some(near.0)
}

/// The cells of one row, each column covered once: texts of one column joined, gaps filled with empty cells.
fn filled(row: usize, loose: &[Loose], cols: usize) -> Vec<RawCell> {
    let mut sorted: Vec<&Loose> = loose.iter().collect();
    sorted.sort_by_key(|(c, ..)| c.start);
    let mut cells: Vec<RawCell> = Vec::new();
    let empty = |c: usize| RawCell {
        rows: row..row + 1,
        cols: c..c + 1,
        text: String::new(),
        place: Place::default(),
    };
    for (range, text, place) in sorted {
        let end = cells.last().map_or(0, |c| c.cols.end);
        match cells.last_mut().filter(|_| range.start < end) {
            Some(cell) => {
                cell.text = format!("{}\n{text}", cell.text);
                cell.place = cell.place.union(*place);
            }
            None => {
                cells.extend((end..range.start).map(empty));
                cells.push(RawCell {
                    rows: row..row + 1,
                    cols: range.clone(),
                    text: text.clone(),
                    place: *place,
                });
            }
        }
    }
    let end = cells.last().map_or(0, |c| c.cols.end);
    cells.extend((end..cols).map(empty));
    cells
}

#[cfg(test)]
mod tests;
