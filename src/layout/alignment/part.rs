//! The rows of a table without rules: headers, then a row for each line with values, its label beside.

use super::columns::Columns;
use super::headers;
use super::labels::{self, LabelBlock};
use super::{Kind, Loose, is_label, is_stacked, is_value, kind, value_area, values_of};
use crate::layout::table::starts_label;
use crate::layout::text::{Run, TextLine, is_digit};
use crate::model::{Place, RawCell, RawTable, Rect, TableOrigin};

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
        if let Some(grid) = above.is_none().then(|| unlabelled(&lines)).flatten() {
            return Part { lines, area: 0.0, grid };
        }
        let area = value_area(&lines);
        let values: Vec<Vec<Rect>> =
            lines.iter().map(|l| values_of(l, area)).filter(|v| !v.is_empty()).collect();
        let runs = lines.iter().flat_map(|l| &l.runs);
        let labels = runs.filter(|r| !is_value(&r.text) && is_label(r, area + 1.0) && !is_stacked(r));
        let grid = match above {
            Some(above) => Columns::below(above, labels, &values),
            None => Columns::new(labels, &values, &headers::headers(&lines, area)),
        };
        Part { lines, area, grid }
    }

    /// Its rows from the top, their labels in `labels` columns.
    fn rows(&self, labels: usize) -> Vec<Vec<Loose>> {
        let Part { lines, area, grid } = self;
        let blocks = labels::label_blocks(lines, grid, *area);
        let valued: Vec<&TextLine> = lines.iter().filter(|l| kind(l, *area) == Kind::Values).collect();
        // Every row with its height on the page: headers, labels that stand alone, values with their labels.
        let mut rows = headers::header_rows(lines, grid, *area);
        let alone = blocks.iter().filter(|b| labels::beside(b, &valued).is_none());
        rows.extend(alone.map(|b| (b.bbox.top, vec![b.loose()])));
        for (i, line) in valued.iter().enumerate() {
            let mut cells = grid.cells_of(line, *area);
            let own = blocks.iter().filter(|b| labels::beside(b, &valued) == Some(i)).map(LabelBlock::loose);
            cells.extend(own);
            let above = i.checked_sub(1).and_then(|k| valued.get(k));
            match rows.last_mut().filter(|_| above.is_some_and(|a| is_rest(line, a))) {
                // Two texts in one cell: what a narrow column broke is read as no number.
                Some((_, row)) => row.extend(cells),
                None => rows.push((line.bbox.center_y(), cells)),
            }
        }
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        // The innermost labels stand beside the values, however many labels are further out.
        let shift = labels.saturating_sub(grid.labels.len());
        let moved = |(cols, text, place): Loose| (cols.start + shift..cols.end + shift, text, place);
        rows.into_iter().map(|(_, row)| row.into_iter().map(moved).collect()).collect()
    }
}

/// The columns of a table of one row that has no label, which a long label could have pushed aside: its few values
/// stand right under their headers, and only these tell which columns are blank.
fn unlabelled(lines: &[TextLine]) -> Option<Columns> {
    let (row, header) = lines.split_last()?;
    let is_row = |l: &TextLine| l.runs.iter().all(|r| is_value(&r.text));
    let boxes: Vec<Vec<Rect>> = header.iter().map(|l| l.runs.iter().map(|r| r.bbox).collect()).collect();
    let words = headers::lowest_words(&boxes);
    let alone = is_row(row) && !header.iter().flat_map(|l| &l.runs).any(|r| is_value(&r.text));
    let values: Vec<Rect> = row.runs.iter().map(|r| r.bbox).collect();
    (alone && words.len() > LABELLED && values.len() < words.len())
        .then(|| Columns::under(words, &values))
        .flatten()
}

/// A table of more columns than this has no labels on its left: the grid of section 三 has seven columns.
const LABELLED: usize = 9;

/// Whether a line is the rest of the numbers above it, broken in narrow columns: digits alone, fewer than above, right
/// below a line that has a label.
fn is_rest(line: &TextLine, above: &TextLine) -> bool {
    let values = |l: &TextLine| l.runs.iter().filter(|r| is_value(&r.text)).count();
    let digits = |r: &Run| r.text.chars().all(is_digit);
    let close = line.bbox.top - above.bbox.top < line.bbox.height().max(line.size) * 1.5; // as wrapped lines are
    // The row of section 四 has no label, and more columns than any other.
    let row = values(above) < above.runs.len() || values(above) > LABELLED;
    close && row && line.runs.iter().all(digits) && line.runs.len() < values(above)
}

/// The lines without 三、本年度办理结果, printed down the side of the grid: characters alone or in pairs under each other,
/// with no longer label between them.
fn without_side_stack(lines: &[TextLine]) -> Vec<TextLine> {
    let area = value_area(lines);
    let labels = || lines.iter().flat_map(|l| &l.runs).filter(|r| r.bbox.center_x() < area);
    let one: fn(&Run) -> bool = is_stacked;
    let two: fn(&Run) -> bool = |r| r.text.chars().count() <= 2;
    let side: Vec<Rect> = [(one, ONES), (two, PAIRS)]
        .into_iter()
        .flat_map(|(short, least)| side_stack(&labels().collect::<Vec<_>>(), short, least))
        .collect();
    let without = |line: &TextLine| {
        let runs = line.runs.iter().filter(|r| !side.contains(&r.bbox)).cloned();
        TextLine { runs: runs.collect(), ..line.clone() }
    };
    lines.iter().map(without).filter(|l| !l.runs.is_empty()).collect()
}

/// So many characters, or pairs of them, under each other run down the side.
const ONES: usize = 3;
const PAIRS: usize = 4;

/// The labels that are short and stand, at least so many, under each other alone.
fn side_stack(labels: &[&Run], short: fn(&Run) -> bool, least: usize) -> Vec<Rect> {
    let mut alone: Vec<&Run> = labels.iter().copied().filter(|r| short(r) && !is_value(&r.text)).collect();
    alone.sort_by(|a, b| a.bbox.left.total_cmp(&b.bbox.left));
    // Half a character aside is another column of characters.
    let columns = alone.chunk_by(|a, b| (b.bbox.left - a.bbox.left) < a.bbox.height() * 0.5);
    let is_side = |column: &&[&Run]| {
        let height = column.iter().map(|r| r.bbox).reduce(|a, b| a.union(&b)).unwrap_or_default();
        let across = |r: &Run| !short(r) && r.bbox.left < height.right && height.left < r.bbox.right;
        let between = |r: &Run| r.bbox.top >= height.top && r.bbox.bottom <= height.bottom;
        // Labels of two characters are a column of rows; what runs down the side begins with its number.
        let first = column.iter().min_by(|a, b| a.bbox.top.total_cmp(&b.bbox.top));
        let begins = least == ONES || first.is_some_and(|r| starts_label(&r.text));
        column.len() >= least && begins && !labels.iter().any(|r| across(r) && between(r))
    };
    columns.filter(is_side).flatten().map(|r| r.bbox).collect()
}

/// The line with each label's number joined to its words: `2. 其他…` and `2 .其他…` are one label, not two columns.
fn with_whole_labels(mut line: TextLine) -> TextLine {
    let is_number = |r: &Run| starts_label(&r.text) && r.text.chars().all(|c| !c.is_alphabetic());
    let mut runs: Vec<Run> = Vec::new();
    for run in std::mem::take(&mut line.runs) {
        let marked = run.text.starts_with(['.', '．', '、']);
        let is_digit = |r: &Run| marked && r.text.chars().count() == 1 && is_value(&r.text);
        // `规 章`: one character and a blank, unless it is one of those down the side of the grid.
        let spaced =
            |r: &Run| is_stacked(r) && !is_value(&r.text) && !is_value(&run.text) && !starts_label(&run.text);
        let gap = |r: &Run| run.bbox.left - r.bbox.right;
        let near = |r: &&mut Run| {
            ((is_number(r) || is_digit(r)) && gap(r) <= line.size)
                || (spaced(r) && gap(r) <= line.size * BLANK)
        };
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

/// A blank between two characters of a label is half an em wide, or a little more.
const BLANK: f32 = 0.6;

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
