//! Glyphs → lines of text.

use crate::model::{Direction, Glyph, Place, Rect};

/// A line of glyphs on a page, left to right.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextLine {
    /// The runs of the line between wide gaps, left to right.
    pub runs: Vec<Run>,
    /// The box of all glyphs.
    pub bbox: Rect,
    /// Font size of most of it, in points.
    pub size: f32,
    /// Page number.
    pub page: u32,
}

/// Text without a wide gap in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Where it is.
    pub bbox: Rect,
}

impl Run {
    fn new(first: &Glyph) -> Run {
        // Twenty characters: most labels and numbers, so that few texts grow.
        let mut text = String::with_capacity(60);
        text.push_str(&first.text);
        Run { text, bbox: first.bbox }
    }
}

impl TextLine {
    /// Where a box of the line is printed.
    pub fn place(&self, bbox: Rect) -> Place {
        Place::on_page(self.page, bbox)
    }

    /// The whole line as text, runs separated by a blank.
    pub fn text(&self) -> String {
        self.runs.iter().map(|r| r.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Glyphs → lines top to bottom.
pub fn lines(glyphs: &[&Glyph], page: u32) -> Vec<TextLine> {
    let mut all: Vec<&Glyph> = glyphs.to_vec();
    all.sort_by(|a, b| a.bbox.center_y().total_cmp(&b.bbox.center_y()));
    // The glyphs of all lines one behind the other, and where each line starts.
    let mut lined: Vec<&Glyph> = Vec::with_capacity(all.len());
    let mut starts = Vec::new();
    let mut center = f32::NEG_INFINITY;
    for glyph in all {
        // Half a character of height apart is another line; superscripts and mixed sizes stay.
        let same = glyph.bbox.center_y() - center < glyph.size.max(4.0) * 0.45;
        if is_blank(glyph) && !same {
            continue;
        }
        if !same {
            center = glyph.bbox.center_y();
            starts.push(lined.len());
        }
        lined.push(glyph);
    }
    let mut rest = lined.as_mut_slice();
    let mut lines = Vec::with_capacity(starts.len());
    for start in starts.into_iter().rev() {
        let (before, line) = rest.split_at_mut_checked(start).unwrap_or_default();
        lines.push(text_line(line, page));
        rest = before;
    }
    lines.reverse();
    lines
}

fn is_blank(glyph: &Glyph) -> bool {
    glyph.text.chars().all(char::is_whitespace)
}

/// A gap wider than this share of the size separates runs: text in neighbouring columns keeps half a character.
const RUN_GAP: f32 = 0.45;

/// Digits of one number touch; kerning and tracking leave less than this share of the size.
const DIGIT_GAP: f32 = 0.22;

/// A unit stands so far from its number at most, where spaces are set wide.
const UNIT_GAP: f32 = 1.0;

/// Whether a glyph that stands so far behind a text belongs to it: a unit does to its number even from afar.
fn belongs(glyph: &Glyph, before: &str, gap: f32, size: f32) -> bool {
    let is_unit =
        || matches!(glyph.text.as_str(), "件" | "项" | "条" | "个" | "份" | "次" | "部" | "元" | "万");
    gap <= size * RUN_GAP || gap <= size * UNIT_GAP && is_unit() && ends_in_digit(before)
}

/// Half or full width.
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn ends_in_digit(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
}

fn text_line(glyphs: &mut [&Glyph], page: u32) -> TextLine {
    glyphs.sort_by(|a, b| a.bbox.left.total_cmp(&b.bbox.left));
    let mut line = TextLine { page, size: usual_size(glyphs), ..TextLine::default() };
    let mut blank = false;
    for glyph in glyphs {
        if is_blank(glyph) {
            blank = true;
            continue;
        }
        let near = |run: &Run| belongs(glyph, &run.text, glyph.bbox.left - run.bbox.right, line.size);
        let spaced = std::mem::take(&mut blank);
        match line.runs.last_mut().filter(|run| near(run)) {
            Some(run) => {
                // `1 0` in one cell are two numbers: a blank between digits is never dropped.
                let apart = spaced || glyph.bbox.left - run.bbox.right > line.size * DIGIT_GAP;
                if apart && ends_in_digit(&run.text) && glyph.text.starts_with(|c: char| c.is_ascii_digit()) {
                    run.text.push(' ');
                }
                run.text.push_str(&glyph.text);
                run.bbox = run.bbox.union(&glyph.bbox);
            }
            None => line.runs.push(Run::new(glyph)),
        }
    }
    line.bbox = line.runs.iter().map(|r| r.bbox).reduce(|a, b| a.union(&b)).unwrap_or_default();
    line
}

/// The size in the middle of all.
fn usual_size(glyphs: &[&Glyph]) -> f32 {
    let first = glyphs.first().map_or(0.0, |g| g.size);
    if glyphs.iter().all(|g| g.size == first) {
        return first;
    }
    let mut sizes: Vec<f32> = glyphs.iter().map(|g| g.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}

/// What stands in a cell.
pub struct CellText {
    /// Its text.
    pub text: String,
    /// Where it is; `None` for an empty cell.
    pub bbox: Option<Rect>,
    /// Whether lines were joined to one number.
    pub broken: bool,
}

/// The text of a cell so wide: its lines joined with `\n`, vertical writing read down its columns from the right, a
/// number too long for the cell in one.
pub fn cell_text(glyphs: &[&Glyph], page: u32, width: f32) -> CellText {
    let printed = || glyphs.iter().filter(|g| !is_blank(g));
    let bbox = printed().map(|g| g.bbox).reduce(|a, b| a.union(&b));
    let down = printed().filter(|g| g.direction == Direction::Down).count();
    if down * 2 > printed().count() {
        return CellText { text: vertical(glyphs, false), bbox, broken: false };
    }
    let up = printed().filter(|g| g.direction == Direction::Up).count();
    if up * 2 > printed().count() {
        return CellText { text: vertical(glyphs, true), bbox, broken: false };
    }
    let lines = lines(glyphs, page);
    let broken = is_wrapped_number(&lines, width);
    let joint = if broken { "" } else { "\n" };
    let text = lines.iter().map(TextLine::text).collect::<Vec<_>>().join(joint);
    CellText { text, bbox, broken }
}

/// Padding on both sides of a cell's text, in points: word processors leave 5.4 on either.
const PADDING: f32 = 12.0;

/// Lines of one paragraph follow each other within so many heights; those of two rows stand further apart.
const PITCH: f32 = 1.5;

/// Whether the lines are the digits of one number that a narrow cell broke: no further digit fits the lines, they follow
/// closely, and together they are a number. Two numbers under each other in a wider cell stay two; in a narrow one nothing
/// tells them from one that is broken, so what is joined is marked.
fn is_wrapped_number(lines: &[TextLine], width: f32) -> bool {
    let text: String = lines.iter().map(TextLine::text).collect();
    let number = text.starts_with(is_digit)
        && !text.starts_with(['0', '０'])
        && text.chars().all(|c| is_digit(c) || c == '.' || c == ',');
    let full = |l: &TextLine| {
        let one = l.bbox.width() / l.text().chars().count().max(1) as f32;
        l.bbox.width() + one > width - PADDING
    };
    let close = |pair: &[TextLine]| match pair {
        [a, b] => full(a) && b.bbox.top - a.bbox.top < a.bbox.height().max(a.size) * PITCH,
        _ => false,
    };
    lines.len() > 1 && number && lines.windows(2).all(close)
}

/// Text that runs down, its columns from the right; or text turned so that it runs up, its columns from the left.
fn vertical(glyphs: &[&Glyph], up: bool) -> String {
    let sign = if up { -1.0 } else { 1.0 };
    let mut all: Vec<&&Glyph> = glyphs.iter().collect();
    all.sort_by(|a, b| (b.bbox.center_x() * sign).total_cmp(&(a.bbox.center_x() * sign)));
    let columns = all.chunk_by(|a, b| (a.bbox.center_x() - b.bbox.center_x()).abs() < a.size.max(4.0) * 0.5);
    let read = |column: &[&&Glyph]| {
        let mut column = column.to_vec();
        column.sort_by(|a, b| (a.bbox.top * sign).total_cmp(&(b.bbox.top * sign)));
        column.iter().map(|g| g.text.as_str()).collect::<String>()
    };
    columns.map(read).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(text: &str, left: f32, top: f32, direction: Direction) -> Glyph {
        let bbox = Rect::new(left, top, left + 5.0, top + 10.0);
        Glyph { text: text.into(), bbox, size: 10.0, font: 0, direction }
    }

    fn read(glyphs: &[Glyph]) -> String {
        cell_text(&glyphs.iter().collect::<Vec<_>>(), 1, 100.0).text
    }

    #[test]
    fn a_number_that_its_cell_broke_is_one() {
        let digit = |text: &str, left: f32, top: f32| glyph(text, left, top, Direction::Right);
        let in_cell = |glyphs: &[Glyph], width: f32| {
            let found = cell_text(&glyphs.iter().collect::<Vec<_>>(), 1, width);
            (found.text, found.broken)
        };
        let broken = [digit("2", 0., 0.), digit("4", 5., 0.), digit("7", 0., 12.), digit("0", 5., 12.)];
        assert_eq!(in_cell(&broken, 20.0), ("2470".to_owned(), true));
        assert_eq!(in_cell(&broken, 40.0).0, "24\n70", "there is room for more: two numbers");
        let apart = [digit("2", 0., 0.), digit("7", 0., 25.)];
        assert_eq!(in_cell(&apart, 12.0), ("2\n7".to_owned(), false), "two rows");
        assert_eq!(in_cell(&[digit("0", 0., 0.), digit("0", 0., 12.)], 12.0).0, "0\n0");
    }

    #[test]
    fn two_numbers_in_one_cell_stay_two() {
        let right = |text: &str, left: f32| glyph(text, left, 0.0, Direction::Right);
        assert_eq!(read(&[right("1", 0.), right(" ", 5.), right("0", 7.5)]), "1 0");
        assert_eq!(read(&[right("1", 0.), right("0", 8.0)]), "1 0");
        assert_eq!(read(&[right("1", 0.), right("0", 5.), right(" ", 10.)]), "10");
    }

    #[test]
    fn a_unit_belongs_to_its_number_and_the_next_number_does_not() {
        let right = |text: &str, left: f32| glyph(text, left, 0.0, Direction::Right);
        let runs = |next: &str| {
            let glyphs = [right("1", 0.0), right(next, 13.0)];
            lines(&glyphs.iter().collect::<Vec<_>>(), 1).iter().map(|line| line.runs.len()).sum::<usize>()
        };
        assert_eq!((runs("件"), runs("2"), runs("规")), (1, 2, 2));
    }

    #[test]
    fn turned_and_vertical_text_is_read_in_its_direction() {
        let down = |text: &str, left: f32, top: f32| glyph(text, left, top, Direction::Down);
        assert_eq!(
            read(&[down("维", 0., 0.), down("持", 0., 10.), down("结", 20., 0.), down("果", 20., 10.)]),
            "结果\n维持"
        );
        let up = |text: &str, top: f32| glyph(text, 0.0, top, Direction::Up);
        assert_eq!(read(&[up("计", 0.), up("总", 10.)]), "总计");
    }
}
