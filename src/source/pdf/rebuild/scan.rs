//! Finding objects in bytes.

use super::dict;
use std::ops::Range;

/// One object as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub number: u32,
    pub generation: u16,
    /// From behind `obj` to the object's end, or to the keyword of its stream.
    pub body: Range<usize>,
    /// The data of its stream.
    pub data: Option<Range<usize>>,
    /// Whether its end was found.
    pub whole: bool,
}

/// A keyword between objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// `1 0 obj`: number, generation, and where it begins.
    Object(u32, u16, usize),
    EndObject,
    Stream,
    EndStream,
    Trailer,
}

/// Real files have a few thousand objects; past this many the rest is not looked at.
const MOST_MARKS: usize = 1_000_000;
/// The largest object number that readers must take (PDF 1.7, annex C).
const LARGEST_NUMBER: u32 = 8_388_607;

/// The objects in the order of the file.
pub(super) fn objects(bytes: &[u8]) -> Vec<Found> {
    let marks = marks(bytes);
    let mut objects = Vec::new();
    let mut at = 0;
    while let Some(&(start, mark)) = marks.get(at) {
        at += 1;
        if let Mark::Object(number, generation, _) = mark {
            let (found, next) = object(bytes, &marks, at, start);
            objects.push(Found { number, generation, ..found });
            at = next;
        }
    }
    objects
}

/// The text behind each `trailer`.
pub(super) fn trailers(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    // Longer than any trailer.
    const LONGEST: usize = 4096;
    let starts = marks(bytes).into_iter().filter(|(_, mark)| *mark == Mark::Trailer).map(|(at, _)| at);
    starts.filter_map(|at| bytes.get(at..bytes.len().min(at.saturating_add(LONGEST))))
}

/// The object whose body begins at `start`, and the mark behind it.
fn object(bytes: &[u8], marks: &[(usize, Mark)], next: usize, start: usize) -> (Found, usize) {
    let mark = |at: usize| marks.get(at).copied();
    let found = |end: usize, data, whole| Found { number: 0, generation: 0, body: start..end, data, whole };
    match mark(next) {
        Some((data, Mark::Stream)) => {
            let body_end = data.saturating_sub(b"stream".len());
            let data = bytes.get(data..).map_or(data, |rest| data + line_break(rest));
            let (end, next, whole) = data_end(bytes, marks, next + 1, start..body_end, data);
            (found(body_end, Some(data..end), whole), next)
        }
        Some((at, Mark::EndObject)) => (found(at.saturating_sub(b"endobj".len()), None, true), next + 1),
        Some((_, Mark::Object(_, _, begin))) => (found(begin, None, true), next),
        Some((at, Mark::EndStream | Mark::Trailer)) => (found(at, None, false), next + 1),
        None => (found(bytes.len(), None, false), next),
    }
}

/// Where the data of a stream ends: where its length says, if the stream's or the object's end stands there, else
/// at the next keyword that ends either.
fn data_end(
    bytes: &[u8],
    marks: &[(usize, Mark)],
    mut next: usize,
    body: Range<usize>,
    data: usize,
) -> (usize, usize, bool) {
    let said = bytes.get(body).and_then(dict::length).and_then(|n| data.checked_add(n));
    let trusted = said.filter(|end| {
        // Writers add a line break, a few of them blanks.
        let rest = bytes.get(*end..bytes.len().min(end.saturating_add(64))).unwrap_or_default();
        let rest = rest.trim_ascii_start();
        rest.starts_with(b"endstream") || rest.starts_with(b"endobj")
    });
    if let Some(end) = trusted {
        next += marks.get(next..).unwrap_or_default().partition_point(|(at, _)| *at <= end);
        return (end, next, true);
    }
    while let Some(&(at, mark)) = marks.get(next) {
        match mark {
            Mark::EndStream => return (before_line_break(bytes, data, at.saturating_sub(9)), next + 1, true),
            Mark::EndObject => return (before_line_break(bytes, data, at.saturating_sub(6)), next + 1, true),
            Mark::Object(_, _, begin) => return (before_line_break(bytes, data, begin), next, true),
            Mark::Stream | Mark::Trailer => next += 1,
        }
    }
    (bytes.len(), next, false)
}

/// Length of the line break behind `stream`.
fn line_break(rest: &[u8]) -> usize {
    match rest {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

/// The end of the data before the line break that its writer added.
fn before_line_break(bytes: &[u8], start: usize, end: usize) -> usize {
    match bytes.get(start..end) {
        Some([.., b'\r', b'\n']) => end - 2,
        Some([.., b'\r' | b'\n']) => end - 1,
        Some(_) => end,
        None => start,
    }
}

/// The keywords, each with the place behind it.
fn marks(bytes: &[u8]) -> Vec<(usize, Mark)> {
    let mut marks = Vec::new();
    for (at, byte) in bytes.iter().enumerate() {
        let mark = match byte {
            b'o' => header(bytes, at),
            b'e' | b's' | b't' => keyword(bytes, at),
            _ => None,
        };
        marks.extend(mark);
        if marks.len() >= MOST_MARKS {
            break;
        }
    }
    marks
}

fn keyword(bytes: &[u8], at: usize) -> Option<(usize, Mark)> {
    let rest = bytes.get(at..)?;
    let before = bytes.get(..at).unwrap_or_default();
    let closes = || before.trim_ascii_end().ends_with(b">>");
    if rest.starts_with(b"endobj") {
        Some((at + 6, Mark::EndObject))
    } else if rest.starts_with(b"endstream") {
        Some((at + 9, Mark::EndStream))
    } else if rest.starts_with(b"stream") && closes() {
        Some((at + 6, Mark::Stream))
    } else if rest.starts_with(b"trailer") {
        Some((at + 7, Mark::Trailer))
    } else {
        None
    }
}

/// `12 0 obj`, with the place of `obj` given.
fn header(bytes: &[u8], at: usize) -> Option<(usize, Mark)> {
    if !bytes.get(at..)?.starts_with(b"obj") {
        return None;
    }
    let (before, generation) = number_before(bytes.get(..at)?)?;
    let (before, number) = number_before(before)?;
    let number = u32::try_from(number).ok().filter(|n| *n <= LARGEST_NUMBER)?;
    Some((at + 3, Mark::Object(number, u16::try_from(generation).ok()?, before.len())))
}

/// The number at the end of the bytes, with what stands before it.
fn number_before(bytes: &[u8]) -> Option<(&[u8], u64)> {
    // No number that is looked for has more digits.
    const DIGITS: usize = 10;
    let trimmed = bytes.trim_ascii_end();
    let count = trimmed.iter().rev().take(DIGITS).take_while(|b| b.is_ascii_digit()).count();
    let (before, digits) = trimmed.split_at_checked(trimmed.len().checked_sub(count)?)?;
    let value = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((before, value))
}
