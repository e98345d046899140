//! Advance widths and vertical metrics, in thousandths of the font size as PDF writes them.

use super::standard;
use crate::source::pdf::object::{Objects, number};
use lopdf::{Dictionary, Object};

/// Widths of a simple font, by code.
pub(super) struct SimpleWidths {
    widths: [Option<f32>; 256],
    missing: f32,
}

impl SimpleWidths {
    pub fn read<'a>(objects: &Objects<'a>, font: &'a Dictionary, descriptor: Option<&'a Dictionary>) -> Self {
        // Half the size: between the digits of the common serif (500) and sans serif fonts (556).
        const UNKNOWN: f32 = 500.0;
        let missing = descriptor.and_then(|d| objects.number(d, b"MissingWidth"));
        let mut widths = [None; 256];
        match objects.array(font, b"Widths") {
            Some(listed) => {
                let first = objects.integer(font, b"FirstChar").unwrap_or(0).clamp(0, 255) as usize;
                for (slot, width) in widths.iter_mut().skip(first).zip(listed) {
                    *slot = objects.resolve(width).and_then(number).map(|w| w as f32);
                }
            }
            None => widths = standard::widths(objects.name(font, b"BaseFont").unwrap_or_default()),
        }
        SimpleWidths { widths, missing: missing.map_or(UNKNOWN, |w| w as f32) }
    }

    pub fn get(&self, code: u32) -> f32 {
        self.widths.get(code as usize).copied().flatten().unwrap_or(self.missing)
    }
}

/// A run of CIDs with one width, or a width each.
struct Run<T> {
    first: u32,
    last: u32,
    values: Vec<T>,
}

/// A `/W` or `/W2` array: `N` numbers a CID.
struct Runs<const N: usize>(Vec<Run<[f32; N]>>);

impl<const N: usize> Runs<N> {
    /// Both forms, in any mixture: `first [a b c]` and `first last a`.
    fn read<'a>(objects: &Objects<'a>, font: &'a Dictionary, key: &[u8]) -> Self {
        let mut runs = Vec::new();
        let mut items =
            objects.array(font, key).unwrap_or_default().iter().filter_map(|o| objects.resolve(o));
        while let Some(first) = items.next().and_then(cid) {
            match items.next() {
                Some(Object::Array(list)) => runs.extend(listed(objects, first, list)),
                Some(last) => runs.extend(repeated(first, last, &mut items)),
                None => break,
            }
        }
        runs.sort_by_key(|r| r.first);
        Runs(runs)
    }

    fn get(&self, cid: u32) -> Option<[f32; N]> {
        let at = self.0.partition_point(|r| r.first <= cid).checked_sub(1)?;
        let run = self.0.get(at).filter(|r| cid <= r.last)?;
        run.values.get((cid - run.first) as usize).or_else(|| run.values.last()).copied()
    }
}

fn cid(object: &Object) -> Option<u32> {
    number(object).filter(|n| (0.0..=65_535.0).contains(n)).map(|n| n as u32)
}

fn listed<'a, const N: usize>(
    objects: &Objects<'a>,
    first: u32,
    list: &'a [Object],
) -> Option<Run<[f32; N]>> {
    let value = |o| objects.resolve(o).and_then(number).unwrap_or(0.0) as f32;
    let values: Vec<[f32; N]> =
        list.chunks_exact(N).map(|chunk| std::array::from_fn(|i| chunk.get(i).map_or(0.0, value))).collect();
    let last = first.checked_add(u32::try_from(values.len()).ok()?.checked_sub(1)?)?;
    Some(Run { first, last, values })
}

fn repeated<'a, const N: usize>(
    first: u32,
    last: &Object,
    items: &mut impl Iterator<Item = &'a Object>,
) -> Option<Run<[f32; N]>> {
    let mut value = [0.0; N];
    for slot in &mut value {
        *slot = number(items.next()?)? as f32;
    }
    Some(Run { first, last: cid(last)?, values: vec![value] })
}

/// Metrics of a CID font.
pub(super) struct CidWidths {
    default: f32,
    runs: Runs<1>,
    /// `/DW2`: height of the origin of vertical writing, and the advance downwards.
    default_down: [f32; 2],
    /// `/W2`: advance downwards, and the origin of vertical writing.
    down: Runs<3>,
}

/// How a glyph stands in vertical writing: its origin as seen from the horizontal one, and its advance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::source::pdf) struct Down {
    pub x: f32,
    pub y: f32,
    pub advance: f32,
}

impl CidWidths {
    pub fn read<'a>(objects: &Objects<'a>, font: &'a Dictionary) -> Self {
        let default_down = objects.numbers(font, b"DW2").unwrap_or([880.0, -1000.0]);
        CidWidths {
            default: objects.number(font, b"DW").unwrap_or(1000.0) as f32,
            runs: Runs::read(objects, font, b"W"),
            default_down: default_down.map(|v| v as f32),
            down: Runs::read(objects, font, b"W2"),
        }
    }

    /// Whether widths depend on the CID at all.
    pub fn vary(&self) -> bool {
        !self.runs.0.is_empty() || !self.down.0.is_empty()
    }

    pub fn get(&self, cid: u32) -> f32 {
        self.runs.get(cid).map_or(self.default, |[width]| width)
    }

    pub fn down(&self, cid: u32) -> Down {
        let [y, advance] = self.default_down;
        let default = Down { x: self.get(cid) / 2.0, y, advance };
        self.down.get(cid).map_or(default, |[advance, x, y]| Down { x, y, advance })
    }
}
