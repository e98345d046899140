//! Text that another tool has laid out in columns with spaces (`pdftotext -layout` and its like) or drawn, as pages
//! of monospace glyphs, so that `layout` finds the tables as it does on paper.

use super::drawn::{self, Arms};
use crate::model::{Axis, Direction, Failure, Glyph, Limits, Page, Rect, Ruling};
use crate::source::within;
use smol_str::SmolStr;
use std::borrow::Cow;

/// Font size and line height in points; half of it is the advance of a half-width character.
const SIZE: f32 = 12.0;
pub(super) const HALF: f32 = SIZE / 2.0;

/// What a tool counts as one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counting {
    /// Every character is one column (pdftotext, pdfplumber).
    Characters,
    /// An ideograph is two (terminals, editors).
    Widths,
    /// So it is, but quotation marks and dashes, whose width depends on the font, are one.
    Narrow,
}

impl Counting {
    /// How far a character advances, in points.
    pub(super) fn advance(self, c: char) -> f32 {
        match self {
            Counting::Characters => HALF,
            Counting::Narrow if is_ambiguous(c) => HALF,
            Counting::Widths | Counting::Narrow => advance(c),
        }
    }
}

/// Whether enough lines have gaps within to be columns, and none has separators.
pub(super) fn are_laid_out(text: &str) -> bool {
    // A table of the forms has more rows than a site's navigation has lines; a form feed says it all but alone.
    let enough = if text.contains('\u{C}') { 3 } else { 8 };
    let gaps = text.lines().filter(|l| is_columnar(l)).count();
    let separated = text.lines().filter(|l| l.contains(['\t', '|'])).count();
    gaps >= enough && gaps > 2 * separated
}

/// The text with its tabs as the spaces they stand for, where an editor has turned spaces into tabs: then tab stops, and
/// not the number of tabs, tell the column.
pub(super) fn without_tabs(text: &str) -> Cow<'_, str> {
    let within = |l: &&str| l.trim().contains('\t');
    // A tab and two spaces: what is left of a gap up to the word behind it. Cells with padding have one space.
    let mixed = text.lines().filter(within).filter(|l| l.trim().contains("\t  ")).count();
    if mixed < 3 || mixed * 2 < text.lines().filter(within).count() {
        return Cow::Borrowed(text);
    }
    let of = |width: fn(char) -> f32| -> (usize, String) {
        let text = text.split('\n').map(|l| expanded(l, width)).collect::<Vec<_>>().join("\n");
        (aligned(&text, width), text)
    };
    let (characters, widths) = (of(|_| HALF), of(advance));
    Cow::Owned(if widths.0 > characters.0 { widths.1 } else { characters.1 })
}

/// Tab stops are eight columns apart wherever a tool turns spaces into tabs.
const STOP: f32 = 8.0 * HALF;

/// A line with spaces up to the next tab stop for each tab.
fn expanded(line: &str, width: fn(char) -> f32) -> String {
    let mut out = String::with_capacity(line.len() * 2);
    let mut left = 0.0;
    for c in line.chars() {
        if c != '\t' {
            out.push(c);
            left += if c == '\u{C}' { 0.0 } else { width(c) };
            continue;
        }
        let stop = ((left / STOP).floor() + 1.0) * STOP;
        out.extend(std::iter::repeat_n(' ', ((stop - left) / HALF) as usize));
        left = stop;
    }
    out
}

/// A line with a gap of three spaces or more between two words.
pub(super) fn is_columnar(line: &str) -> bool {
    line.trim().contains("   ")
}

/// The pages: a form feed starts a new one.
pub(super) fn pages(text: &str, limits: &Limits) -> Result<Vec<Page>, Failure> {
    set_pages(text, counting(text), limits)
}

fn set_pages(text: &str, counting: Counting, limits: &Limits) -> Result<Vec<Page>, Failure> {
    let sheets: Vec<&str> = text.split('\u{C}').filter(|s| !s.trim().is_empty()).collect();
    within("pages", sheets.len() as u64, limits.pages as u64)?;
    let ink = text.chars().filter(|c| !c.is_whitespace()).count();
    within("glyphs", ink as u64, limits.glyphs as u64)?;
    Ok(sheets.iter().zip(1..).map(|(sheet, number)| page(sheet, number, counting)).collect())
}

/// The pages of a text with tables drawn with characters.
pub(super) fn drawn_pages(text: &str, limits: &Limits) -> Result<Vec<Page>, Failure> {
    set_pages(text, drawn_counting(text), limits)
}

fn page(sheet: &str, number: u32, counting: Counting) -> Page {
    let mut page = Page { number, ..Page::default() };
    for line in sheet.lines() {
        match drawn::arms(line) {
            Some(arms) => draw(line, &arms, counting, &mut page),
            None => set(line, counting, &mut page),
        }
        page.height += SIZE;
    }
    page
}

/// Sets one line of a drawn table at the page's foot: its strokes as rulings, its text between them.
fn draw(line: &str, arms: &[Option<Arms>], counting: Counting, page: &mut Page) {
    let (mut left, top) = (0.0, page.height);
    for (c, arms) in line.chars().zip(arms) {
        let advance = counting.advance(c);
        match arms {
            Some(arms) => page.rulings.extend(strokes(*arms, left, top)),
            None if c.is_whitespace() => {}
            None => page.glyphs.push(glyph(c, left, top, advance)),
        }
        left += advance;
    }
    page.width = page.width.max(left);
}

/// The strokes of a character that is half an em wide.
fn strokes(arms: Arms, left: f32, top: f32) -> impl Iterator<Item = Ruling> {
    let (x, y) = (left + HALF / 2.0, top + SIZE / 2.0);
    let beyond = if arms.long { SIZE / 2.0 } else { 0.0 };
    let from = |side: bool, edge: f32, middle: f32| if side { edge } else { middle };
    let upright = Ruling {
        axis: Axis::Vertical,
        at: x,
        from: from(arms.up, top - beyond, y),
        to: from(arms.down, top + SIZE + beyond, y),
    };
    let level = Ruling {
        axis: Axis::Horizontal,
        at: y,
        from: from(arms.left, left, x),
        to: from(arms.right, left + HALF, x),
    };
    [upright, level].into_iter().filter(|r| r.to > r.from)
}

/// The way of counting under which most bars stand under each other.
fn drawn_counting(text: &str) -> Counting {
    let under = |counting: Counting| -> usize {
        let lines: Vec<Vec<f32>> = text.lines().filter_map(|l| bars(l, counting)).collect();
        lines.windows(2).map(|w| matches(w.first(), w.last())).sum()
    };
    let ways = [Counting::Narrow, Counting::Characters, Counting::Widths];
    // Of equals the last.
    ways.into_iter().max_by_key(|c| under(*c)).unwrap_or(Counting::Widths)
}

/// Where the bars of a line stand; `None` for a line that draws nothing.
fn bars(line: &str, counting: Counting) -> Option<Vec<f32>> {
    let arms = drawn::arms(line)?;
    let mut left = 0.0;
    let mut bars = Vec::new();
    for (c, arm) in line.chars().zip(arms) {
        bars.extend(arm.filter(|a| a.up || a.down || c == '+').map(|_| left));
        left += counting.advance(c);
    }
    Some(bars)
}

/// Sets one line at the page's foot. Prose advances as it would on paper, so that full lines are equally
/// long; a line of columns advances by columns.
fn set(line: &str, counting: Counting, page: &mut Page) {
    let by_columns = counting == Counting::Characters && is_columnar(line);
    let mut left = 0.0;
    let mut before = ' ';
    let mut chars = line.chars().map(|c| if c == '\t' { ' ' } else { c }).peekable();
    while let Some(c) = chars.next() {
        let advance = if by_columns { HALF } else { advance(c) };
        // One space within a line is a space as printed, more are a gap.
        if !c.is_whitespace() || (before != ' ' && chars.peek().is_some_and(|next| !next.is_whitespace())) {
            page.glyphs.push(glyph(c, left, page.height, advance));
        }
        left += advance;
        before = c;
    }
    page.width = page.width.max(left);
}

fn glyph(c: char, left: f32, top: f32, advance: f32) -> Glyph {
    let mut text = [0; 4];
    Glyph {
        text: SmolStr::new(if c.is_whitespace() { " " } else { c.encode_utf8(&mut text) }),
        bbox: Rect::new(left, top, left + advance, top + SIZE),
        size: SIZE,
        font: 0,
        direction: Direction::Right,
    }
}

/// Advance in points; East Asian wide characters (UAX #11) take a full one.
fn advance(c: char) -> f32 {
    let wide = matches!(c, '\u{1100}'..='\u{115F}' | '\u{2014}' | '\u{2018}'..='\u{201D}' | '\u{2026}')
        || matches!(c, '\u{2460}'..='\u{24FF}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}')
        || matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}')
        || matches!(c, '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFD}');
    if wide { SIZE } else { HALF }
}

/// Whether fonts and tools differ in how wide the character is (UAX #11: ambiguous).
fn is_ambiguous(c: char) -> bool {
    matches!(c, '\u{2014}' | '\u{2018}'..='\u{201D}' | '\u{2026}' | '\u{2460}'..='\u{24FF}')
}

/// The way of counting under which the words of neighbouring lines stand under each other.
fn counting(text: &str) -> Counting {
    if aligned(text, advance) > aligned(text, |_| HALF) { Counting::Widths } else { Counting::Characters }
}

/// How many words stand under a word of the line above.
fn aligned(text: &str, width: fn(char) -> f32) -> usize {
    let lines = text.lines().filter(|l| is_columnar(l));
    let centres: Vec<Vec<f32>> = lines.map(|l| centres(l, width)).collect();
    centres.windows(2).map(|w| matches(w.first(), w.last())).sum()
}

/// How many of the marks below stand under one above.
fn matches(above: Option<&Vec<f32>>, below: Option<&Vec<f32>>) -> usize {
    let (Some(above), Some(below)) = (above, below) else { return 0 };
    // Centring rounds to half a column on either line.
    below.iter().filter(|b| above.iter().any(|a| (a - **b).abs() <= HALF)).count()
}

/// The centres in points of a line's words, which gaps of two spaces or more divide.
fn centres(line: &str, width: fn(char) -> f32) -> Vec<f32> {
    // No table of the forms has more columns than 15.
    const WORDS: usize = 32;
    let mut out = Vec::new();
    let (mut left, mut start, mut end) = (0.0, None, 0.0);
    for c in line.chars() {
        if out.len() >= WORDS {
            break;
        }
        let advance = width(c);
        if !c.is_whitespace() {
            if start.is_some_and(|_| left - end >= SIZE) {
                out.extend(start.take().map(|s: f32| (s + end) / 2.0));
            }
            start = start.or(Some(left));
            end = left + advance;
        }
        left += advance;
    }
    out.extend(start.map(|s| (s + end) / 2.0));
    out
}
