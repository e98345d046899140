//! Tables without rules: lines whose numbers stand under each other.

mod columns;
mod headers;
mod labels;
mod part;
#[cfg(test)]
mod tests;

use super::flow::Item;
use super::table::starts_label;
use super::text::{Run, TextLine, is_digit};
use crate::model::{Place, Rect};
pub use part::table;
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
            (Item::Aligned(below), [.., Item::Aligned(above), Item::Break]) if goes_on(above, &below) => {
                above.extend(below);
            }
            (item, _) => out.push(item),
        }
    }
    out
}

/// Whether rows come before any header, and none has more values than the table above has columns.
fn goes_on(above: &[Vec<TextLine>], below: &[Vec<TextLine>]) -> bool {
    let most = |pages: &[Vec<TextLine>]| pages.iter().map(|lines| width(lines)).max().unwrap_or(0);
    below.first().is_some_and(|lines| is_headless(lines)) && most(below) <= most(above)
}

/// The most values of any line.
fn width(lines: &[TextLine]) -> usize {
    let area = value_area(lines);
    lines.iter().map(|l| values_of(l, area).len()).max().unwrap_or(0)
}

fn is_headless(lines: &[TextLine]) -> bool {
    let area = value_area(lines);
    let kinds = lines.iter().map(|l| kind(l, area));
    !kinds.take_while(|k| *k != Kind::Values).any(|k| k == Kind::Header)
}

/// Wide gaps make columns; short lines between rows are wrapped labels. Prose fills its line.
fn belongs_to_table(line: &TextLine, left: f32, right: f32) -> bool {
    let columns = columns_of(line);
    let text = line.text();
    let wide = |share: f32| line.bbox.width() > (right - left) * share;
    // `（二）部分公开（区分处理的，` is the first line of a label; a line of prose that ends in a comma is a full one.
    let prose = text.trim_end().ends_with('。')
        || (text.trim_end().ends_with(['；', '，']) && wide(0.6))
        || (wide(0.8) && columns < 3);
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
    // Numbers beside each other stand in columns however close these are; dashes alone may be a rule.
    let digit = |r: &Run| r.text.contains(is_digit);
    let numbers = line.runs.iter().all(|r| is_value(&r.text)) && line.runs.iter().any(digit);
    if narrow || numbers { line.runs.len() } else { wide_runs(line).len() }
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
    let digits = text.chars().filter(|c| is_digit(*c)).count();
    let number = digits > 0
        && !starts_label(&text)
        && text.chars().count() <= digits + 4
        && !text.contains(['年', '月', '日']);
    number || text == "无" || (!text.is_empty() && text.chars().all(|c| "-—–－─/／_\\＼".contains(c)))
}

/// Where the value columns begin: no label reaches so far right.
fn value_area(lines: &[TextLine]) -> f32 {
    let values = lines
        .iter()
        .flat_map(|l| l.runs.iter().enumerate().filter(|(i, r)| is_value(&r.text) && !is_torn(l, *i)));
    values.map(|(_, r)| r.bbox.left).fold(f32::MAX, f32::min)
}

/// Whether the run is 无 torn off 无法提供: it stands behind a label's number, or words stand behind it.
fn is_torn(line: &TextLine, at: usize) -> bool {
    let numbered = |r: &Run| starts_label(&r.text) && r.text.ends_with(['）', ')']);
    let before = at.checked_sub(1).and_then(|i| line.runs.get(i)).is_some_and(numbered);
    let mut after = line.runs.iter().skip(at + 1);
    line.runs.get(at).is_some_and(|r| r.text == "无") && (before || after.any(|r| !is_value(&r.text)))
}

/// The boxes of a line's values, left to right.
fn values_of(line: &TextLine, area: f32) -> Vec<Rect> {
    let values = line.runs.iter().filter(|r| is_value(&r.text) && r.bbox.left >= area - 1.0);
    values.map(|r| r.bbox).collect()
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
    if line.runs.iter().any(|r| is_value(&r.text) && r.bbox.left >= area - 1.0) {
        Kind::Values
    } else if line.runs.iter().any(|r| is_header(r, line, area)) {
        Kind::Header
    } else {
        Kind::Label
    }
}

/// Whether the run stands where labels do, or begins with a row's number.
fn is_label(run: &Run, area: f32) -> bool {
    run.bbox.center_x() < area - 1.0 || starts_label(&run.text)
}

/// Whether the run stands over the value columns. A row's number begins no header, however far the row is indented.
fn is_header(run: &Run, line: &TextLine, area: f32) -> bool {
    run.bbox.center_x() >= area - line.size && !starts_label(&run.text)
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

/// A character alone, as 三、本年度办理结果 is printed down the side of the grid.
fn is_stacked(run: &Run) -> bool {
    run.text.chars().count() == 1
}

/// A cell before it has a row: columns, text, place.
type Loose = (Range<usize>, String, Place);
