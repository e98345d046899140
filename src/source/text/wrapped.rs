//! Lines of columns that a tool has cut at a fixed width (a mail program, `fold`, a terminal): put together again.

use super::columns::{Counting, HALF, is_columnar};
use std::borrow::Cow;

/// So many rows at least must show that they are cut.
const EVIDENCE: usize = 5;

/// The text with cut lines joined, where rows of a table show that lines are cut: they are as long as the longest line,
/// and numbers alone follow.
pub(super) fn unwrapped(text: &str) -> Cow<'_, str> {
    let lines: Vec<&str> = text.split('\n').collect();
    let ways = [Counting::Widths, Counting::Narrow, Counting::Characters];
    // The rest of a cut row is shorter; where it is not, cells are padded.
    let found = ways.into_iter().find_map(|counting| {
        let cut = cut(&lines, counting);
        let shown = |w: &[(&&str, &bool)]| {
            matches!(w, [(row, true), (rest, false)] if is_columnar(row) && is_numbers(rest))
        };
        let pairs: Vec<(&&str, &bool)> = lines.iter().zip(&cut).collect();
        (pairs.windows(2).filter(|w| shown(w)).count() >= EVIDENCE).then_some(cut)
    });
    match found {
        Some(cut) => Cow::Owned(joined(&lines, &cut)),
        None => Cow::Borrowed(text),
    }
}

fn joined(lines: &[&str], cut: &[bool]) -> String {
    let mut out = String::new();
    for (line, cut) in lines.iter().zip(cut) {
        out.extend([*line, if *cut { "" } else { "\n" }]);
    }
    // The last piece ends no line.
    out.truncate(out.trim_end_matches('\n').len() + usize::from(lines.last() == Some(&"")));
    out
}

/// Which lines are as long as any: a wide character may not have fitted in the last column.
fn cut(lines: &[&str], counting: Counting) -> Vec<bool> {
    let width = |c: char| counting.advance(c);
    let widths: Vec<f32> = lines.iter().map(|l| l.chars().map(width).sum()).collect();
    let longest = widths.iter().copied().fold(0.0, f32::max);
    let next = |i: usize| lines.get(i + 1).and_then(|l| l.chars().next()).map_or(0.0, width);
    widths.iter().enumerate().map(|(i, w)| *w + next(i) > longest && *w >= longest - HALF).collect()
}

/// Numbers and dashes with gaps between.
fn is_numbers(line: &str) -> bool {
    let mark = |c: char| c.is_ascii_digit() || "０１２３４５６７８９+-—/.".contains(c);
    line.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
        && line.chars().all(|c| c.is_whitespace() || mark(c))
}
