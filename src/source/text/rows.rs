//! Lines as rows: cells between tabs or pipes, one cell a line before a pipe, prose.

use super::{markdown, separated};
use crate::model::{Failure, Limits, Place, RawCell, RawTable, TableOrigin};
use crate::source::within;

/// One line of the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Row {
    /// Cells between separators.
    Cells(Vec<String>),
    /// A line without separators.
    Prose(String),
    /// An empty cell on a line of its own.
    Empty,
    /// Nothing, between two lines.
    Blank,
}

impl Row {
    /// The text of a row that stands outside tables.
    pub(super) fn line(&self) -> Option<String> {
        match self {
            Row::Prose(text) => Some(text.clone()),
            Row::Empty => Some(String::new()),
            Row::Cells(cells) => Some(cells.join(" ").trim().to_owned()).filter(|text| !text.is_empty()),
            Row::Blank => None,
        }
    }
}

/// How a file uses pipes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pipes {
    /// `| a | b |`: Markdown, a pipe before the first cell.
    Before,
    /// `a | b |`: pipes after cells.
    After,
    /// `a | b`: pipes between cells, so that a row that ends in one has an empty last cell.
    Between,
    /// One cell a line, `a |`; lone pipes mean nothing.
    Lines,
}

/// The rows of a text, with what the whole file tells about its separators.
pub(super) struct Rows<'a> {
    lines: Vec<&'a str>,
    next: usize,
    pipes: Pipes,
    markdown: bool,
    spaced: bool,
    /// Between cells, where neither tabs nor pipes are.
    separator: Option<char>,
}

impl<'a> Rows<'a> {
    /// Looks at the whole text before the first row is read.
    pub(super) fn of(text: &'a str) -> Self {
        let lines: Vec<&str> = text.split(['\n', '\u{C}']).collect();
        let pipes = dialect(&lines);
        let markdown = lines.iter().any(|l| l.starts_with("# ") || l.starts_with("## "));
        let spaced = is_double_spaced(&lines);
        let separator = separated::separator(&lines);
        Rows { lines, next: 0, pipes, markdown, spaced, separator }
    }

    fn line_at(&self, index: Option<usize>) -> &'a str {
        index.and_then(|i| self.lines.get(i)).copied().unwrap_or_default()
    }

    fn row(&self, at: usize, line: &str) -> Option<Row> {
        if line.trim().is_empty() {
            return Some(self.blank(at, line));
        }
        if line.contains('|') {
            return self.piped(line);
        }
        if let Some(cells) = tabbed(line) {
            return Some(Row::Cells(cells));
        }
        if let Some(separator) = self.separator {
            return Some(self.separated(at, line, separator));
        }
        let rule = self.markdown && markdown::is_rule(line.trim());
        (!rule).then(|| Row::Prose(markdown::plain(line)))
    }

    /// A line of blanks between empty lines is a cell that holds blanks, in a file of one cell a line.
    fn blank(&self, at: usize, line: &str) -> Row {
        let neighbours = [at.checked_sub(2), at.checked_add(2)].map(|i| self.line_at(i));
        let around = [at.checked_sub(1), at.checked_add(1)].map(|i| self.line_at(i));
        let cell = self.spaced && !line.is_empty() && around.iter().all(|l| l.is_empty());
        if cell && neighbours.iter().all(|l| is_cell_like(l)) { Row::Empty } else { Row::Blank }
    }

    /// A row between separators; prose and headings are alone in theirs, not below a row of several cells.
    fn separated(&self, at: usize, line: &str, separator: char) -> Row {
        let filled = |line: &str| {
            let cells = separated::cells(line, separator);
            cells.iter().filter(|c| !c.trim().is_empty()).count()
        };
        let cells: Vec<String> = separated::cells(line, separator).iter().map(|c| cell(c)).collect();
        let below_cells = || filled(self.line_at(at.checked_sub(1))) > 1;
        match cells.as_slice() {
            [first, ..]
                if filled(line) == 1 && !first.is_empty() && (!is_cell_like(first) || !below_cells()) =>
            {
                Row::Prose(first.clone())
            }
            [only] => Row::Prose(only.clone()),
            [] => Row::Blank,
            cells if cells.iter().all(String::is_empty) => Row::Blank,
            _ => Row::Cells(cells),
        }
    }

    fn piped(&self, line: &str) -> Option<Row> {
        let lone = line.trim().chars().all(|c| c == '|' || c.is_whitespace());
        match self.pipes {
            Pipes::Lines if lone => line.starts_with(char::is_whitespace).then_some(Row::Empty),
            Pipes::Lines => match line.trim_end().strip_suffix('|') {
                Some(cell) if !cell.contains('|') => Some(Row::Prose(markdown::plain(cell))),
                _ => Some(Row::Cells(piped_cells(line, Pipes::After))),
            },
            _ if is_markdown_rule(line) => None,
            _ if is_prose(line) => Some(Row::Prose(markdown::plain(line))),
            pipes => Some(Row::Cells(piped_cells(line, pipes))),
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        loop {
            let (at, line) = (self.next, *self.lines.get(self.next)?);
            self.next += 1;
            if let Some(row) = self.row(at, line) {
                return Some(row);
            }
        }
    }
}

fn dialect(lines: &[&str]) -> Pipes {
    let piped = || lines.iter().map(|l| l.trim()).filter(|l| l.contains('|'));
    let pipes = |l: &str| l.matches('|').count();
    let words = || piped().filter(|l| l.chars().any(|c| c != '|' && c != ' '));
    let single = words().filter(|l| l.ends_with('|') && pipes(l) == 1).count();
    let several = words().filter(|l| pipes(l) > 1).count();
    let before = words().filter(|l| l.starts_with('|') && pipes(l) > 1).count();
    if single > 2 * several {
        Pipes::Lines
    } else if before * 2 > several {
        Pipes::Before
    } else if words().filter(|l| !l.ends_with('|')).count() * 4 > words().count() {
        Pipes::Between
    } else {
        Pipes::After
    }
}

/// Whether most lines of text are followed by an empty one.
fn is_double_spaced(lines: &[&str]) -> bool {
    let text = lines.iter().filter(|l| !l.trim().is_empty()).count();
    let spaced =
        lines.windows(2).filter(|w| matches!(w, [a, b] if !a.trim().is_empty() && b.is_empty())).count();
    spaced * 10 > text * 6
}

/// Whether the line can be a cell of the forms: their longest label has 40 characters, and none a full stop.
fn is_cell_like(line: &str) -> bool {
    let line = line.trim();
    !line.contains('。') && line.chars().count() <= 45
}

/// A sentence with a pipe in it, such as the note under a page.
fn is_prose(line: &str) -> bool {
    line.matches('|').count() == 1 && !line.trim_end().ends_with('|') && line.contains('。')
}

/// `|---|:-:|`, which Markdown sets under the head of a table.
fn is_markdown_rule(line: &str) -> bool {
    line.contains("--") && line.trim().chars().all(|c| "|-: ".contains(c))
}

/// The cells between pipes; the pipe that ends the row opens no further cell, unless pipes stand only between cells.
fn piped_cells(line: &str, pipes: Pipes) -> Vec<String> {
    let before = pipes == Pipes::Before;
    let line = line.trim_matches(['\t', '\u{C}']);
    let line = if before { line.trim_start() } else { line };
    let line = if before { line.strip_prefix('|').unwrap_or(line) } else { line };
    let mut cells: Vec<String> = split_unescaped(line).iter().map(|c| cell(c)).collect();
    if pipes != Pipes::Between && cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells
}

fn split_unescaped(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        match (c, escaped, cells.last_mut()) {
            ('|', false, _) => cells.push(String::new()),
            (_, _, Some(cell)) => cell.push(c),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    cells
}

/// The cells between tabs; `None` for prose that a tab indents or ends.
fn tabbed(line: &str) -> Option<Vec<String>> {
    if !line.contains('\t') {
        return None;
    }
    let cells: Vec<String> = line.split('\t').map(cell).collect();
    let filled: Vec<&String> = cells.iter().filter(|c| !c.is_empty()).collect();
    let indented = matches!(filled.as_slice(), [only] if !is_cell_like(only));
    (!indented).then_some(cells)
}

fn cell(text: &str) -> String {
    markdown::inline(text.trim()).trim().to_owned()
}

/// How many of the rows belong to one table: blank lines do not end it, nor does one short line between
/// two rows, whose separators at the end were stripped.
pub(super) fn table_length(rows: &[Row]) -> usize {
    let mut length = 0;
    for (at, row) in rows.iter().enumerate() {
        match row {
            Row::Cells(_) => length = at + 1,
            Row::Blank if length > 0 => {}
            Row::Prose(text) if length == at && at > 0 && is_stripped_row(text, rows.get(at + 1)) => {}
            _ => break,
        }
    }
    length
}

fn is_stripped_row(text: &str, next: Option<&Row>) -> bool {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    // `第三部分` is a section; `第二十条` is a banner of section 二.
    let part =
        text.strip_prefix('第').map(|t| t.trim_start_matches(numeral)).is_some_and(|t| t.starts_with("部分"));
    let heading = part || text.trim_start_matches(['（', '(']).starts_with(numeral);
    // The longest label of a row that is not numbered is 其他对外管理服务事项 with a note.
    !heading && text.chars().count() <= 20 && !text.contains('。') && matches!(next, Some(Row::Cells(_)))
}

/// The rows as one table: a cell's column is the number of separators before it.
pub(super) fn table(rows: &[Row], limits: &Limits) -> Result<RawTable, Failure> {
    let rows: Vec<Vec<String>> = rows.iter().filter_map(cells_of).collect();
    let cols = rows.iter().map(Vec::len).max().unwrap_or(0);
    within("table_rows", rows.len() as u64, limits.table_rows as u64)?;
    within("table_cols", cols as u64, limits.table_cols as u64)?;
    let count = rows.len();
    let cells = rows.into_iter().enumerate().flat_map(|(r, cells)| {
        let cell = move |(c, text)| RawCell { rows: r..r + 1, cols: c..c + 1, text, place: Place::default() };
        cells.into_iter().enumerate().map(cell)
    });
    Ok(RawTable {
        rows: count,
        cols,
        cells: cells.collect(),
        origin: TableOrigin::Delimited,
        place: Place::default(),
    })
}

fn cells_of(row: &Row) -> Option<Vec<String>> {
    match row {
        Row::Cells(cells) => Some(cells.clone()),
        Row::Prose(text) => Some(vec![text.clone()]),
        Row::Empty | Row::Blank => None,
    }
}
