//! Tables without rules: lines whose numbers stand under each other.

use super::flow::Item;
use super::table::starts_label;
use super::text::{Run, TextLine};
use crate::model::{Place, RawCell, RawTable, Rect, TableOrigin};

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

/// Wide gaps make columns; short lines between rows are wrapped labels. Prose fills its line.
fn belongs_to_table(line: &TextLine, left: f32, right: f32) -> bool {
    let columns = wide_runs(line).len();
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

/// Runs separated by at least one and a half characters: the gap that words within a line never have.
fn wide_runs(line: &TextLine) -> Vec<Run> {
    let mut wide: Vec<Run> = Vec::new();
    for run in &line.runs {
        match wide.last_mut().filter(|w| run.bbox.left - w.bbox.right < line.size * 1.4) {
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
    let first = lines.iter().position(|l| wide_runs(l).len() >= 2);
    let last = lines.iter().rposition(|l| wide_runs(l).len() >= 2);
    let (Some(first), Some(last)) = (first, last) else {
        items.extend(lines.into_iter().map(Item::Line));
        return;
    };
    let columned = lines.iter().filter(|l| wide_runs(l).len() >= 2).count();
    // One line above may be a header over the first columns, one or two below the rest of a wrapped label.
    let first = first.saturating_sub(header_lines(&lines, first));
    let last = (last + label_lines(&lines, last)).min(lines.len() - 1);
    let numbers = lines.iter().flat_map(|l| &l.runs).any(|r| is_value(&r.text));
    if columned < 2 || !numbers {
        items.extend(lines.into_iter().map(Item::Line));
        return;
    }
    for (i, line) in lines.iter().enumerate().filter(|(i, _)| *i < first) {
        debug_assert!(i < first);
        items.push(Item::Line(line.clone()));
    }
    let inside = lines.get(first..=last).unwrap_or_default();
    for part in inside.chunk_by(|_, next| !is_banner(next, inside)) {
        items.extend(table(part).map(Item::Aligned));
    }
    items.extend(lines.into_iter().skip(last + 1).map(Item::Line));
}

/// Lines right above the first columned line that stand over the table and not at the text's left edge.
fn header_lines(lines: &[TextLine], first: usize) -> usize {
    let Some(anchor) = lines.get(first) else { return 0 };
    let near = |line: &&TextLine| line.bbox.left > anchor.bbox.left + anchor.size && line.runs.len() <= 2;
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

/// A single run in the middle, over a table of its own: `第二十条第（五）项`.
fn is_banner(line: &TextLine, all: &[TextLine]) -> bool {
    let left = all.iter().map(|l| l.bbox.left).fold(f32::MAX, f32::min);
    wide_runs(line).len() == 1
        && line.bbox.left > left + line.size * 3.0
        && line.text().split_whitespace().collect::<String>().starts_with('第')
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

/// A row under construction: the lines that make it up.
struct Band<'a> {
    lines: Vec<&'a TextLine>,
    valued: bool,
}

/// The table of a stretch of lines.
fn table(lines: &[TextLine]) -> Option<RawTable> {
    let runs = || lines.iter().flat_map(|l| &l.runs);
    let values = clusters(runs().filter(|r| is_value(&r.text)).map(|r| r.bbox));
    let first_value = values.first()?.left;
    // What lies left of the first value column is labels, in one or more columns of their own.
    let labels = label_columns(runs().filter(|r| r.bbox.center_x() < first_value && !is_value(&r.text)));
    let columns: Vec<Rect> = labels.iter().chain(&values).copied().collect();
    let bands = bands(lines, first_value);
    let cells: Vec<RawCell> = bands
        .iter()
        .enumerate()
        .flat_map(|(row, band)| band_cells(row, band, &columns, labels.len()))
        .collect();
    let place = lines.first().map(|l| Place::on_page(l.page, l.bbox)).unwrap_or_default();
    Some(RawTable { rows: bands.len(), cols: columns.len(), cells, origin: TableOrigin::Alignment, place })
}

/// Boxes whose x-ranges overlap are one column.
fn clusters(boxes: impl Iterator<Item = Rect>) -> Vec<Rect> {
    let mut all: Vec<Rect> = boxes.collect();
    all.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut columns: Vec<Rect> = Vec::new();
    for b in all {
        match columns.last_mut().filter(|c| b.left < c.right) {
            Some(column) => *column = column.union(&b),
            None => columns.push(b),
        }
    }
    columns
}

/// Label columns begin where many labels begin; characters stacked one a line on the far left are no column.
fn label_columns<'a>(runs: impl Iterator<Item = &'a Run>) -> Vec<Rect> {
    let mut starts: Vec<Rect> = runs.filter(|r| r.text.chars().count() > 1).map(|r| r.bbox).collect();
    starts.sort_by(|a, b| a.left.total_cmp(&b.left));
    let groups = starts.chunk_by(|a, b| b.left - a.left < 14.0); // a character's width: centred labels start unevenly
    let columns: Vec<Rect> = groups.filter_map(|g| g.iter().copied().reduce(|a, b| a.union(&b))).collect();
    if columns.is_empty() { vec![Rect::default()] } else { columns }
}

/// Groups lines to rows: each line with values is a row; lines without go to the row they touch.
fn bands(lines: &[TextLine], first_value: f32) -> Vec<Band<'_>> {
    let valued = |l: &TextLine| l.runs.iter().any(|r| is_value(&r.text) && r.bbox.center_x() >= first_value);
    let first = lines.iter().position(valued).unwrap_or(lines.len());
    let head = header_end(lines, first);
    let mut bands: Vec<Band<'_>> =
        lines.iter().take(head).map(|l| Band { lines: vec![l], valued: false }).collect();
    let body = lines.get(head..).unwrap_or_default();
    let rows: Vec<usize> = (0..body.len()).filter(|&i| body.get(i).is_some_and(valued)).collect();
    let mut owned: Vec<Vec<&TextLine>> = rows.iter().map(|_| Vec::new()).collect();
    for (i, line) in body.iter().enumerate() {
        let owner = owner(i, line, &rows, body);
        if let Some(list) = owner.and_then(|k| owned.get_mut(k)) {
            list.push(line);
        }
    }
    bands.extend(owned.into_iter().map(|lines| Band { lines, valued: true }));
    bands
}

/// Where the header ends: the last line above the first values that is nearer to the header than to them and does
/// not begin a label.
fn header_end(lines: &[TextLine], first: usize) -> usize {
    let begins = |l: &TextLine| l.runs.first().is_some_and(|r| starts_label(&r.text));
    (0..first).find(|&i| lines.get(i).is_some_and(begins)).unwrap_or(first)
}

/// The row a line belongs to: its own, else the nearest one; a line that begins a label goes down, one between two
/// rows goes to the row whose own label is not whole.
fn owner(i: usize, line: &TextLine, rows: &[usize], body: &[TextLine]) -> Option<usize> {
    if let Ok(k) = rows.binary_search(&i) {
        return Some(k);
    }
    let next = rows.partition_point(|&r| r < i);
    let (above, below) = (next.checked_sub(1), (next < rows.len()).then_some(next));
    let (Some(a), Some(b)) = (above, below) else { return above.or(below) };
    let line_of = |k: usize| rows.get(k).and_then(|&r| body.get(r));
    let begins = line.runs.iter().any(|r| starts_label(&r.text) && !is_value(&r.text));
    if begins {
        return below;
    }
    let whole = |k: usize| {
        line_of(k).is_some_and(|l| l.runs.iter().any(|r| starts_label(&r.text) && !is_value(&r.text)))
    };
    let gap = |k: usize| line_of(k).map_or(f32::MAX, |l| (l.bbox.center_y() - line.bbox.center_y()).abs());
    match (whole(a), whole(b)) {
        (_, true) if gap(a) <= gap(b) * 1.5 => above,
        _ if gap(a) <= gap(b) => above,
        _ => below,
    }
}

/// The cells of one row: runs by column, a column's wrapped lines joined.
fn band_cells(row: usize, band: &Band<'_>, columns: &[Rect], labels: usize) -> Vec<RawCell> {
    let mut texts: Vec<Option<RawCell>> = vec![None; columns.len()];
    let mut wide = Vec::new();
    for line in &band.lines {
        for run in &line.runs {
            let stacked = run.text.chars().count() == 1 && !is_value(&run.text);
            let (first, last) = span(run, columns, labels, band.valued);
            if stacked && first < labels {
                continue;
            }
            let place = Place::on_page(line.page, run.bbox);
            let cell = RawCell { rows: row..row + 1, cols: first..last + 1, text: run.text.clone(), place };
            match texts.get_mut(first) {
                Some(Some(before)) if before.cols == cell.cols => {
                    before.text = format!("{}\n{}", before.text, cell.text);
                    before.place = before.place.union(cell.place);
                }
                Some(slot @ None) => *slot = Some(cell),
                _ => wide.push(cell),
            }
        }
    }
    fill(row, texts, columns)
}

/// The columns a run covers: one for a value or a label, several for a header over several.
fn span(run: &Run, columns: &[Rect], labels: usize, valued: bool) -> (usize, usize) {
    let center = run.bbox.center_x();
    let distance = |c: &Rect| if center < c.left { c.left - center } else { (center - c.right).max(0.0) };
    let nearest = |range: &[Rect], offset: usize| {
        let best = range.iter().enumerate().min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)));
        best.map_or(offset, |(i, _)| i + offset)
    };
    let value_columns = columns.get(labels..).unwrap_or_default();
    let first_value = value_columns.first().map_or(f32::MAX, |c| c.left);
    if run.bbox.right <= first_value || (valued && !is_value(&run.text)) {
        // A label belongs to the column it begins in.
        let left = columns.iter().take(labels).rposition(|c| c.left <= run.bbox.left + 1.0).unwrap_or(0);
        return (left, left);
    }
    let covered: Vec<usize> = value_columns
        .iter()
        .enumerate()
        .filter(|(_, c)| c.center_x() >= run.bbox.left && c.center_x() <= run.bbox.right)
        .map(|(i, _)| i + labels)
        .collect();
    match (covered.first(), covered.last()) {
        (Some(&a), Some(&b)) if b > a && !valued => (a, b),
        _ => {
            let at = nearest(value_columns, labels);
            (at, at)
        }
    }
}

/// One cell for each column that none covers.
fn fill(row: usize, texts: Vec<Option<RawCell>>, columns: &[Rect]) -> Vec<RawCell> {
    let mut cells: Vec<RawCell> = Vec::new();
    for (i, slot) in texts.into_iter().enumerate() {
        let covered = cells.last().map_or(0, |c| c.cols.end);
        match slot {
            Some(cell) if cell.cols.start >= covered => cells.push(cell),
            None if i >= covered && i < columns.len() => {
                cells.push(RawCell {
                    rows: row..row + 1,
                    cols: i..i + 1,
                    text: String::new(),
                    place: Place::default(),
                });
            }
            _ => {}
        }
    }
    cells
}
