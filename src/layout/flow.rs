//! Lines and tables of all pages → paragraphs and tables in reading order.

use super::alignment;
use super::table::{self, PageTable, starts_label};
use super::text::TextLine;
use crate::model::{Block, Line};

/// What stands on a page, top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A line of text.
    Line(TextLine),
    /// A table with rules.
    Table(PageTable),
    /// The lines of a table without rules, page by page.
    Aligned(Vec<Vec<TextLine>>),
    /// The end of a page.
    Break,
}

/// The text column of the page a line stands on: its left and right edge, in points.
#[derive(Debug, Clone, Copy)]
struct Column {
    left: f32,
    right: f32,
    indents: bool,
}

/// Joins what pages and wrapped lines cut.
pub fn flow(items: Vec<Item>) -> Vec<Block> {
    let columns = columns(&items);
    let mut out: Vec<Block> = Vec::new();
    let mut open_table: Option<PageTable> = None;
    let mut previous: Option<(TextLine, Column, bool)> = None;
    let mut page = 0;
    let mut page_of_table = 0;
    for item in items {
        let column = columns.get(page).copied().unwrap_or(Column { left: 0.0, right: 0.0, indents: false });
        match item {
            Item::Break => {
                page += 1;
                previous = previous.map(|(line, column, _)| (line, column, true));
            }
            Item::Line(line) => {
                close(&mut open_table, &mut out);
                let joins =
                    previous.as_ref().is_some_and(|(p, c, broken)| continues(p, *c, &line, column, *broken));
                match out.last_mut().filter(|_| joins) {
                    Some(Block::Line(paragraph)) => append(paragraph, &line),
                    _ => out.push(Block::Line(start(&line))),
                }
                previous = Some((line, column, false));
            }
            Item::Table(next) => {
                let next = match &mut open_table {
                    Some(open) if page > page_of_table => table::join(open, next),
                    _ => Some(next),
                };
                page_of_table = page;
                if let Some(next) = next {
                    close(&mut open_table, &mut out);
                    open_table = Some(next);
                }
                previous = None;
            }
            Item::Aligned(next) => {
                close(&mut open_table, &mut out);
                out.push(Block::Table(alignment::table(&next)));
                previous = None;
            }
        }
    }
    close(&mut open_table, &mut out);
    out
}

fn close(open: &mut Option<PageTable>, out: &mut Vec<Block>) {
    out.extend(open.take().map(|t| Block::Table(t.table)));
}

fn start(line: &TextLine) -> Line {
    Line { text: line.text(), place: line.place(line.bbox), last_page: None }
}

fn append(paragraph: &mut Line, line: &TextLine) {
    let text = line.text();
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if latin(paragraph.text.chars().last()) && latin(text.chars().next()) {
        paragraph.text.push(' ');
    }
    paragraph.text.push_str(&text);
    if paragraph.place.page != Some(line.page) {
        paragraph.last_page = Some(line.page);
    }
}

/// The text column of each page, from its lines; a page on which few lines are full takes the edge of the others.
fn columns(items: &[Item]) -> Vec<Column> {
    let mut pages: Vec<Vec<&TextLine>> = vec![Vec::new()];
    for item in items {
        match (item, pages.last_mut()) {
            (Item::Break, _) => pages.push(Vec::new()),
            (Item::Line(line), Some(lines)) => lines.push(line),
            _ => {}
        }
    }
    let widest = pages.iter().map(|p| right_of(p)).fold(0.0, f32::max);
    let mut edges: Vec<f32> = pages.iter().filter(|p| is_filled(p)).map(|p| right_of(p)).collect();
    edges.sort_by(f32::total_cmp);
    let usual = edges.get(edges.len() / 2).copied();
    pages.iter().map(|lines| column(lines, widest, usual)).collect()
}

fn right_of(lines: &[&TextLine]) -> f32 {
    lines.iter().map(|l| l.bbox.right).fold(0.0, f32::max)
}

/// Whether enough lines end at the page's right edge to tell where that is.
fn is_filled(lines: &[&TextLine]) -> bool {
    // The end of a report, with its last heading and who signed it when, has five short lines, which may end alike.
    const FEW: usize = 5;
    // A wrapped paragraph and the beginning of another.
    const ENOUGH: usize = 3;
    let right = right_of(lines);
    lines.len() > FEW && lines.iter().filter(|l| is_full(l, right)).count() >= ENOUGH
}

/// Whether a line reaches the right edge; a character and a half may be missing where punctuation must not begin a line.
fn is_full(line: &TextLine, right: f32) -> bool {
    right - line.bbox.right < line.size.max(1.0) * 2.2
}

fn column(lines: &[&TextLine], widest: f32, usual: Option<f32>) -> Column {
    let left = lines.iter().map(|l| l.bbox.left).fold(f32::MAX, f32::min);
    // A few short lines on the last page say nothing of the column's width.
    let right = match usual {
        Some(usual) if !is_filled(lines) => right_of(lines).max(usual),
        None if lines.len() < 3 => right_of(lines).max(widest),
        _ => right_of(lines),
    };
    let indented =
        lines.iter().filter(|l| (1.2..3.0).contains(&((l.bbox.left - left) / l.size.max(1.0)))).count();
    Column { left, right, indents: indented >= 2 }
}

/// Whether a line goes on with the paragraph of the line before it.
///
/// The line before must reach the right edge, and this one must begin at the left edge; text that indents its
/// paragraphs says so itself.
fn continues(previous: &TextLine, its: Column, line: &TextLine, column: Column, broken: bool) -> bool {
    let size = previous.size.max(1.0);
    let full = is_full(previous, its.right);
    let flush = line.bbox.left - column.left < size * 0.8;
    let alike = (line.size / size - 1.0).abs() < 0.2;
    let pitch = line.bbox.top - previous.bbox.top;
    let near = broken || (pitch > 0.0 && pitch < size * 3.2);
    let ended = previous.text().trim_end().ends_with(['。', '：', '！', '？']);
    let fresh = starts_label(&line.text()) && (ended || !column.indents);
    full && flush && alike && near && !fresh && (column.indents || !ended)
}

#[cfg(test)]
mod tests {
    use super::super::text::Run;
    use super::*;
    use crate::model::Rect;

    fn line(page: u32, left: f32, top: f32, text: &str) -> Item {
        let width = text.chars().count() as f32 * 10.0;
        let bbox = Rect::new(left, top, left + width, top + 10.0);
        Item::Line(TextLine { runs: vec![Run { text: text.to_owned(), bbox }], bbox, size: 10.0, page })
    }

    fn paragraphs(items: Vec<Item>) -> Vec<String> {
        let text = |b: Block| match b {
            Block::Line(l) => l.text,
            Block::Table(_) | Block::Picture => "table".to_owned(),
        };
        flow(items).into_iter().map(text).collect()
    }

    #[test]
    fn wrapped_lines_are_one_paragraph_over_the_page_break() {
        let items = vec![
            line(1, 50., 0., "一、总体情况"),
            line(1, 50., 20., "本年度公开工作有序推进，各"),
            line(1, 30., 40., "项任务按期完成，本年制发行政规"),
            Item::Break,
            line(2, 30., 0., "范性文件四十件，均已公开。"),
            line(2, 50., 20., "收到申请一件，已按期办结，今"),
            line(2, 30., 40., "后继续努力，持续改进各项的工作"),
        ];
        assert_eq!(
            paragraphs(items),
            [
                "一、总体情况",
                "本年度公开工作有序推进，各项任务按期完成，本年制发行政规范性文件四十件，均已公开。",
                "收到申请一件，已按期办结，今后继续努力，持续改进各项的工作"
            ]
        );
    }

    #[test]
    fn short_lines_alike_on_the_last_page_are_no_paragraph() {
        let items = vec![
            line(1, 50., 0., "本年度公开工作有序推进，各"),
            line(1, 30., 20., "项任务按期完成，本年制发行政规"),
            line(1, 30., 40., "范性文件四十件，均已公开，收到"),
            line(1, 30., 60., "申请一件。"),
            line(1, 50., 80., "已按期办结，今后继续努力，"),
            line(1, 30., 100., "持续改进各项的工作。"),
            Item::Break,
            line(2, 30., 0., "六、其他需要报告"),
            line(2, 30., 20., "没有收取处理费。"),
            line(2, 60., 40., "某县政府"),
        ];
        assert_eq!(paragraphs(items)[2..], ["六、其他需要报告", "没有收取处理费。", "某县政府"]);
    }

    #[test]
    fn short_and_centred_lines_stay_alone() {
        let items = vec![
            line(1, 80., 0., "某市人民政府"),
            line(1, 60., 20., "年度报告标题"),
            line(1, 30., 40., "根据条例的规定编制本报告共六部分"),
        ];
        assert_eq!(paragraphs(items).len(), 3);
    }
}
