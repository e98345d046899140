//! The columns of a table without rules: labels on the left, values on the right.

use super::{Loose, is_label};
use crate::layout::text::{Run, TextLine};
use crate::model::Rect;
use std::ops::Range;

/// The columns of a table, left to right.
pub struct Columns {
    /// Where labels begin.
    pub labels: Vec<Rect>,
    /// Where values stand, or only headers.
    pub values: Vec<Rect>,
    /// Which of them have values; the others are blank in every row.
    printed: Vec<usize>,
}

impl Columns {
    /// The columns of these labels, these lines of values, and the headers above, line by line.
    pub fn new<'a>(
        labels: impl Iterator<Item = &'a Run>,
        values: &[Vec<Rect>],
        headers: &[Vec<Rect>],
    ) -> Columns {
        let clustered = || clusters(values.iter().flatten().copied());
        let valued = of_full_lines(values).unwrap_or_else(clustered);
        let mut all = valued.clone();
        all.extend(headed_only(&valued, headers));
        all.sort_by(|a, b| a.center_x().total_cmp(&b.center_x()));
        let printed = (0..all.len()).filter(|&i| all.get(i).is_some_and(|c| valued.contains(c))).collect();
        Columns { labels: label_columns(labels), values: all, printed }
    }

    /// The columns that a header's words are; `None` where one of the values does not stand under a word of its own.
    pub fn under(words: Vec<Rect>, values: &[Rect]) -> Option<Columns> {
        let own = |v: &Rect| nearest(&words, v).filter(|&i| words.get(i).is_some_and(|w| is_over(w, v)));
        let mut printed: Vec<usize> = values.iter().filter_map(own).collect();
        printed.dedup();
        (printed.len() == values.len()).then(|| Columns { labels: Vec::new(), values: words, printed })
    }

    /// The columns of a page on which the table of `above` goes on: labels may begin elsewhere, and the page may be
    /// set elsewhere, but the values are the same columns.
    pub fn below<'a>(
        above: &Columns,
        labels: impl Iterator<Item = &'a Run>,
        values: &[Vec<Rect>],
    ) -> Columns {
        let mut columns = above.values.clone();
        let own = of_full_lines(values).filter(|own| own.len() == above.printed.len());
        for (&i, value) in above.printed.iter().zip(own.into_iter().flatten()) {
            columns.get_mut(i).into_iter().for_each(|column| *column = value);
        }
        Columns { labels: label_columns(labels), values: columns, printed: above.printed.clone() }
    }

    /// The column a label begins in.
    pub fn label(&self, run: &Run) -> usize {
        self.labels.iter().rposition(|c| c.left <= run.bbox.left + 1.0).unwrap_or(0)
    }

    /// The value columns whose middle lies over or under the run; the nearest where none does.
    pub fn value(&self, run: &Run) -> Range<usize> {
        let n = self.labels.len();
        let middle = |c: &Rect| c.center_x() >= run.bbox.left && c.center_x() <= run.bbox.right;
        let mut over = self.values.iter().enumerate().filter(|(_, c)| middle(c)).map(|(i, _)| i + n);
        match (over.next(), over.next_back()) {
            (Some(a), Some(b)) => a..b + 1,
            (Some(a), None) => a..a + 1,
            _ => {
                let away = |c: &Rect| (c.center_x() - run.bbox.center_x()).abs();
                let near = self.values.iter().enumerate().min_by(|a, b| away(a.1).total_cmp(&away(b.1)));
                near.map_or(n..n + 1, |(i, _)| i + n..i + n + 1)
            }
        }
    }

    /// What stands in the value columns of a line.
    pub fn cells_of(&self, line: &TextLine, area: f32) -> Vec<Loose> {
        let right: Vec<&Run> = line.runs.iter().filter(|r| !is_label(r, area)).collect();
        // As many values as columns are the columns in their order, however far a long label has pushed them. Where the
        // fullest lines leave a column blank, another line may leave another: then only the place tells.
        let full = right.len() == self.values.len();
        let cell = |(i, run): (usize, &&Run)| {
            let at = if full { i + self.labels.len() } else { self.value(run).start };
            (at..at + 1, run.text.clone(), line.place(run.bbox))
        };
        right.iter().enumerate().map(cell).collect()
    }
}

/// The columns that the fullest lines show: each value of such a line stands in its own. `None` where these lines
/// do not agree on where the columns are, because different cells of them are blank.
fn of_full_lines(lines: &[Vec<Rect>]) -> Option<Vec<Rect>> {
    let n = full(lines)?;
    let full: Vec<&Vec<Rect>> = lines.iter().filter(|l| l.len() == n).collect();
    let mean = |i: usize, edge: fn(&Rect) -> f32| {
        full.iter().filter_map(|l| l.get(i)).map(edge).sum::<f32>() / full.len() as f32
    };
    let columns: Vec<Rect> = (0..n)
        .map(|i| {
            Rect::new(mean(i, |r| r.left), mean(i, |r| r.top), mean(i, |r| r.right), mean(i, |r| r.bottom))
        })
        .collect();
    let own =
        |line: &Vec<Rect>| line.iter().enumerate().filter(|(i, b)| nearest(&columns, b) == Some(*i)).count();
    // A label that reaches over its column pushes a few lines' values aside; blanks displace half of them.
    let agreed = full.iter().map(|l| own(l)).sum::<usize>();
    (agreed * 4 >= full.len() * n * 3).then_some(columns)
}

/// How many values a full line has: the most of any line, unless one line alone has one more than several others,
/// because a page number or a note stands in it.
fn full(lines: &[Vec<Rect>]) -> Option<usize> {
    let most = lines.iter().map(Vec::len).max().filter(|n| *n > 1)?;
    let with = |n: usize| lines.iter().filter(|l| l.len() == n).count();
    Some(if with(most) == 1 && with(most - 1) >= 3 { most - 1 } else { most })
}

/// Columns that have a header and no value: where a line of the header has two words over one column of values, the
/// word further from it stands over a column of its own.
fn headed_only(valued: &[Rect], headers: &[Vec<Rect>]) -> Vec<Rect> {
    let crowd = |line: &Vec<Rect>| -> Vec<Rect> {
        let over = |i: usize| line.iter().filter(move |b| nearest(valued, b) == Some(i));
        let away = |i: usize, b: &Rect| valued.get(i).map_or(0.0, |c| (c.center_x() - b.center_x()).abs());
        let further = |i: usize| {
            let mut words: Vec<&Rect> = over(i).collect();
            words.sort_by(|a, b| away(i, a).total_cmp(&away(i, b)));
            words.into_iter().skip(1).copied().collect::<Vec<_>>()
        };
        (0..valued.len()).flat_map(further).collect()
    };
    clusters(headers.iter().flat_map(crowd))
}

/// Whether the word's middle stands over the value, or the value's under the word; a character aside is beside it.
fn is_over(word: &Rect, value: &Rect) -> bool {
    (word.center_x() - value.center_x()).abs() <= word.width().max(value.width()) / 2.0
}

fn nearest(columns: &[Rect], value: &Rect) -> Option<usize> {
    let away = |c: &Rect| (c.center_x() - value.center_x()).abs();
    columns.iter().enumerate().min_by(|a, b| away(a.1).total_cmp(&away(b.1))).map(|(i, _)| i)
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

/// Label columns begin where labels begin.
fn label_columns<'a>(runs: impl Iterator<Item = &'a Run>) -> Vec<Rect> {
    let mut starts: Vec<Rect> = runs.map(|r| r.bbox).collect();
    starts.sort_by(|a, b| a.left.total_cmp(&b.left));
    let groups = starts.chunk_by(|a, b| b.left - a.left < 14.0); // a character's width: centred labels start unevenly
    let columns: Vec<Rect> = groups.filter_map(|g| g.iter().copied().reduce(|a, b| a.union(&b))).collect();
    if columns.is_empty() { vec![Rect::default()] } else { columns }
}
