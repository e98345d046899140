//! The objects inside object streams, also of those that are cut short or whose head is wrong.

use super::dict;
use super::scan::Found;
use crate::model::Limits;
use crate::source::pdf::flate;
use crate::source::pdf::lexer::{Lexer, Token};
use std::ops::Range;

/// One unpacked object stream.
pub(super) struct Unpacked {
    /// Which of the found objects it was.
    pub container: usize,
    pub data: Vec<u8>,
    /// Number and place of each object.
    pub objects: Vec<(u32, Range<usize>)>,
}

/// Unpacks every object stream, as long as the limit for one stream holds all of them.
pub(super) fn objects(bytes: &[u8], found: &[Found], limits: &Limits) -> Vec<Unpacked> {
    let mut left = usize::try_from(limits.stream_bytes).unwrap_or(usize::MAX);
    let mut unpacked = Vec::new();
    for (container, object) in found.iter().enumerate() {
        let text = bytes.get(object.body.clone()).unwrap_or_default();
        let Some(data) = object.data.clone().and_then(|d| bytes.get(d)) else { continue };
        if !dict::is(text, b"Type", b"ObjStm") {
            continue;
        }
        let Some(data) = plain(text, data, left) else { continue };
        left = left.saturating_sub(data.len());
        let objects = places(&data, text);
        unpacked.push(Unpacked { container, data, objects });
    }
    unpacked
}

/// The data of an object stream, which is packed the usual way or not at all.
fn plain(text: &[u8], data: &[u8], most: usize) -> Option<Vec<u8>> {
    match dict::has(text, b"Filter") {
        true if !dict::has(text, b"FlateDecode") => None,
        true => flate::unpack(data, most).map(|u| u.data),
        false => (data.len() <= most).then(|| data.to_vec()),
    }
}

/// Where each object stands: the head has number and place of each, as seen from its end.
fn places(data: &[u8], text: &[u8]) -> Vec<(u32, Range<usize>)> {
    let (count, first) = (dict::number(text, b"N"), dict::number(text, b"First"));
    let head = first.and_then(|end| data.get(..end));
    let said = head.map(|head| (numbers(head), head)).filter(|((numbers, end), head)| {
        let rest = head.get(*end..).unwrap_or_default();
        count.and_then(|n| n.checked_mul(2)) == Some(numbers.len()) && rest.trim_ascii().is_empty()
    });
    let said = said.map(|((numbers, _), head)| (numbers, head.len()));
    // Where the two entries do not agree, the head ends with its last number.
    let (numbers, first) = said.unwrap_or_else(|| numbers(data));
    let starts =
        |pair: &[usize]| Some((u32::try_from(*pair.first()?).ok()?, first.checked_add(*pair.get(1)?)?));
    let starts: Vec<(u32, usize)> = numbers.chunks_exact(2).filter_map(starts).collect();
    let mut bounds: Vec<usize> = starts.iter().map(|(_, at)| *at).chain([data.len()]).collect();
    bounds.sort_unstable();
    let end = |at: usize| bounds.get(bounds.partition_point(|b| *b <= at)).copied();
    starts.into_iter().filter_map(|(number, at)| Some((number, at..end(at)?))).collect()
}

/// The whole numbers at the start, and where the first other thing stands.
fn numbers(data: &[u8]) -> (Vec<usize>, usize) {
    let mut lexer = Lexer::new(data);
    let mut numbers = Vec::new();
    loop {
        let at = lexer.at();
        match lexer.next() {
            Some(Token::Number(n)) if n >= 0.0 && n.fract() == 0.0 => numbers.push(n as usize),
            _ => return (numbers, at),
        }
    }
}
