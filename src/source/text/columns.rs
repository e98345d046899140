//! Text that another tool has laid out in columns with spaces (`pdftotext -layout` and its like), as pages
//! of monospace glyphs, so that `layout` finds the tables as it does on paper.

use crate::model::{Direction, Failure, Glyph, Limits, Page, Rect};
use crate::source::within;
use smol_str::SmolStr;

/// Font size and line height in points; half of it is the advance of a half-width character.
const SIZE: f32 = 12.0;
const HALF: f32 = SIZE / 2.0;

/// What a tool counts as one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counting {
    /// Every character is one column (pdftotext, pdfplumber).
    Characters,
    /// An ideograph is two (terminals, editors).
    Widths,
}

/// Whether enough lines have gaps within to be columns, and none has separators.
pub(super) fn are_laid_out(text: &str) -> bool {
    // A table of the forms has more rows than a site's navigation has lines; a form feed says it all but alone.
    let enough = if text.contains('\u{C}') { 3 } else { 8 };
    let gaps = text.lines().filter(|l| is_columnar(l)).count();
    let separated = text.lines().filter(|l| l.contains(['\t', '|'])).count();
    gaps >= enough && gaps > 2 * separated
}

/// A line with a gap of three spaces or more between two words.
fn is_columnar(line: &str) -> bool {
    line.trim().contains("   ")
}

/// The pages: a form feed starts a new one.
pub(super) fn pages(text: &str, limits: &Limits) -> Result<Vec<Page>, Failure> {
    let counting = counting(text);
    let sheets: Vec<&str> = text.split('\u{C}').filter(|s| !s.trim().is_empty()).collect();
    within("pages", sheets.len() as u64, limits.pages as u64)?;
    let ink = text.chars().filter(|c| !c.is_whitespace()).count();
    within("glyphs", ink as u64, limits.glyphs as u64)?;
    Ok(sheets.iter().zip(1..).map(|(sheet, number)| page(sheet, number, counting)).collect())
}

fn page(sheet: &str, number: u32, counting: Counting) -> Page {
    let mut page = Page { number, ..Page::default() };
    for line in sheet.lines() {
        set(line, counting, &mut page);
        page.height += SIZE;
    }
    page
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

/// The way of counting under which the words of neighbouring lines stand under each other.
fn counting(text: &str) -> Counting {
    let lines: Vec<&str> = text.lines().filter(|l| is_columnar(l)).collect();
    let aligned = |width: fn(char) -> f32| -> usize {
        let centres: Vec<Vec<f32>> = lines.iter().map(|l| centres(l, width)).collect();
        centres.windows(2).map(|w| matches(w.first(), w.last())).sum()
    };
    if aligned(advance) > aligned(|_| HALF) { Counting::Widths } else { Counting::Characters }
}

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
