//! Text boxes: the place in the main text to which each is tied.

use super::Streams;
use super::fib::Fib;
use super::plc::plc;
use crate::source::bytes::u32_at;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The text boxes' stretches of text, by character positions.
#[derive(Debug, Default)]
pub(super) struct Boxes {
    /// Those tied to a position of the main text.
    anchored: FxHashMap<usize, Range<usize>>,
    /// The others, as those in groups of shapes.
    pub(super) loose: Vec<Range<usize>>,
}

impl Boxes {
    /// Reads both lists (\[MS-DOC\] 2.8.37, 2.8.32): shapes by anchor, texts by shape.
    pub(super) fn of(streams: &Streams, fib: &Fib) -> Self {
        let list = |range: &Range<usize>| streams.table.get(range.clone()).unwrap_or_default();
        let mut anchors: FxHashMap<u32, usize> = FxHashMap::default();
        for (at, _, shape) in plc(list(&fib.anchors), 26) {
            // No text box stands in another.
            let at = Some(at as usize).filter(|at| fib.main_text.contains(at));
            anchors.extend(u32_at(shape, 0).zip(at));
        }
        let mut boxes = Boxes::default();
        let mut behind = fib.boxes.start;
        for (from, to, text) in plc(list(&fib.box_texts), 22) {
            let end = fib.boxes.start.saturating_add(to as usize).min(fib.boxes.end);
            let range = fib.boxes.start.saturating_add(from as usize).max(behind)..end;
            behind = behind.max(end);
            match u32_at(text, 14).and_then(|shape| anchors.remove(&shape)) {
                Some(at) => drop(boxes.anchored.insert(at, range)),
                None => boxes.loose.push(range),
            }
        }
        // What no list names is text all the same.
        boxes.loose.push(behind..fib.boxes.end);
        boxes
    }

    /// The text box tied to a position, once.
    pub(super) fn take(&mut self, at: usize) -> Option<Range<usize>> {
        self.anchored.remove(&at)
    }

    /// Those to whose position the text never came.
    pub(super) fn rest(&mut self) -> Vec<Range<usize>> {
        let mut rest: Vec<Range<usize>> = self.anchored.drain().map(|(_, range)| range).collect();
        rest.append(&mut self.loose);
        rest.sort_by_key(|range| range.start);
        rest
    }
}
