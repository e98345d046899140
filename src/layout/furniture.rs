//! Page numbers and running headers, which belong to the page and not to the report.

use super::text::TextLine;
use std::collections::HashMap;

/// Share of the page's height at its top and bottom in which furniture stands.
const MARGIN: f32 = 0.13;

/// `- 4 -`, `— 5 —`: a page number wherever it stands, because nothing else is printed so.
pub fn is_dashed_number(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let dash = ['-', '—', '–', '－', '―', '─', '~', '·'];
    let inner = text.strip_prefix(dash).and_then(|t| t.strip_suffix(dash)).map(|t| t.trim_matches(dash));
    inner.is_some_and(is_small_number)
}

fn is_small_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 3 && text.chars().all(|c| c.is_ascii_digit())
}

/// `4`, `第4页`, `第 4 页 共 6 页`, `4/6`, `Page 4 of 6`: page numbers where page numbers stand.
fn is_number(text: &str) -> bool {
    // `1 0 0 1` are four numbers.
    if text.trim().contains(char::is_whitespace) && !text.contains(|c: char| !c.is_ascii_digit() && c != ' ')
    {
        return false;
    }
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let rest: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let known = [
        "",
        "第页",
        "第页共页",
        "第页,共页",
        "第页，共页",
        "第页/共页",
        "共页第页",
        "/",
        "pageof",
        "page",
        "第页（共页）",
    ];
    (1..=6).contains(&digits) && known.contains(&rest.as_str())
}

/// Takes the furniture out of the loose lines of all pages. `heights` are the pages' heights.
pub fn remove(pages: &mut [Vec<TextLine>], heights: &[f32]) {
    let running = running(pages, heights);
    let edges = repeated_edges(pages);
    for (lines, height) in pages.iter_mut().zip(heights) {
        let last = lines.len().saturating_sub(1);
        let mut at = 0;
        lines.retain(|line| {
            let edge = at == 0 || at == last;
            at += 1;
            let text = line.text();
            let furniture = is_dashed_number(&text) && (edge || in_margin(line, *height))
                || edge && in_margin(line, *height) && is_number(&text)
                || edge && edges.contains_key(&shape(line).0)
                || in_margin(line, *height) && running.contains_key(&shape(line));
            !furniture
        });
    }
}

fn in_margin(line: &TextLine, height: f32) -> bool {
    line.bbox.bottom < height * MARGIN || line.bbox.top > height * (1.0 - MARGIN)
}

/// A line's text with numbers alike, and its height on the page in steps of 4 pt.
fn shape(line: &TextLine) -> (String, i32) {
    let mut text = String::new();
    for c in line.text().chars().filter(|c| !c.is_whitespace()) {
        match c.is_ascii_digit() {
            true if text.ends_with('0') => {}
            true => text.push('0'),
            false => text.push(c),
        }
    }
    (text, (line.bbox.top / 4.0).round() as i32)
}

/// Lines that stand at the same height of most pages: three at least, since two pages may begin alike.
fn running(pages: &[Vec<TextLine>], heights: &[f32]) -> HashMap<(String, i32), usize> {
    let mut counts: HashMap<(String, i32), usize> = HashMap::new();
    for (lines, height) in pages.iter().zip(heights) {
        for line in lines.iter().filter(|l| in_margin(l, *height)) {
            *counts.entry(shape(line)).or_default() += 1;
        }
    }
    counts.retain(|_, n| *n >= 3 && *n * 2 > pages.len());
    counts
}

/// First and last lines that most pages share, whatever their height: pages of laid out text are as high as they have
/// lines. Numbers alone are rows of a table.
fn repeated_edges(pages: &[Vec<TextLine>]) -> HashMap<String, usize> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for lines in pages {
        let mut edges: Vec<String> =
            [lines.first(), lines.last()].into_iter().flatten().map(|l| shape(l).0).collect();
        edges.dedup();
        for edge in edges.into_iter().filter(|e| e.chars().any(char::is_alphabetic)) {
            *counts.entry(edge).or_default() += 1;
        }
    }
    counts.retain(|_, n| *n >= 3 && *n * 2 > pages.len());
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::text::Run;
    use crate::model::Rect;

    #[test]
    fn page_numbers_in_every_dress() {
        for text in ["- 4 -", "— 5 —", "-1-", "－ 12 －"] {
            assert!(is_dashed_number(text), "{text}");
        }
        for text in ["4", "第 4 页 共 6 页", "4 / 6", "第4页"] {
            assert!(is_number(text), "{text}");
        }
    }

    #[test]
    fn a_line_that_ends_most_pages_is_furniture_at_any_height() {
        let line = |text: &str, top: f32| TextLine {
            runs: vec![Run { text: text.to_owned(), bbox: Rect::default() }],
            bbox: Rect::new(0.0, top, 10.0, top + 10.0),
            ..TextLine::default()
        };
        let page =
            |n: usize, text: &str| vec![line(text, 90.0), line(&format!("report {n}/3"), 100.0 * n as f32)];
        let mut pages = vec![page(1, "规章 1"), page(2, "文件 2"), page(3, "事项 3")];
        remove(&mut pages, &[9000.0, 9000.0, 9000.0]);
        let left: Vec<Vec<String>> = pages.iter().map(|p| p.iter().map(TextLine::text).collect()).collect();
        assert_eq!(left, [["规章 1"], ["文件 2"], ["事项 3"]]);
    }

    #[test]
    fn numbers_of_the_report_are_no_page_numbers() {
        for text in ["-", "—", "2021年", "-18项", "1234567", "1 0 0 1"] {
            assert!(!is_dashed_number(text) && !is_number(text), "{text}");
        }
    }
}
