//! Formatted disk pages (\[MS-DOC\] 2.9.33, 2.9.174): which properties hold for which stretch of the main stream.

use super::plc::plc;
use crate::source::bytes::{slice, u8_at, u16_at, u32_at};

/// Properties of one stretch.
pub(super) struct Run<'a> {
    /// Offset of its first byte.
    from: u32,
    /// Offset behind its last.
    to: u32,
    /// The paragraph's style by number.
    pub(super) style: usize,
    /// Its list of modifications.
    pub(super) modifiers: &'a [u8],
}

/// Stretches in order of offset.
pub(super) struct Runs<'a>(Vec<Run<'a>>);

const PAGE: usize = 512;

impl<'a> Runs<'a> {
    /// The paragraphs' properties.
    pub(super) fn of_paragraphs(index: &[u8], main: &'a [u8]) -> Self {
        // Each run's offset stands before twelve bytes of line heights.
        Self::collect(index, main, 13, |page, at| {
            let (start, size) = match u8_at(page, at)? {
                0 => (at + 2, 2 * usize::from(u8_at(page, at + 1)?)),
                words => (at + 1, (2 * usize::from(words)).saturating_sub(1)),
            };
            let list = slice(page, start, size)?;
            Some((usize::from(u16_at(list, 0)?), list.get(2..)?))
        })
    }

    /// The characters' properties.
    pub(super) fn of_characters(index: &[u8], main: &'a [u8]) -> Self {
        Self::collect(index, main, 1, |page, at| {
            Some((0, slice(page, at + 1, usize::from(u8_at(page, at)?))?))
        })
    }

    fn collect(
        index: &[u8],
        main: &'a [u8],
        step: usize,
        modifiers: impl Fn(&'a [u8], usize) -> Option<(usize, &'a [u8])>,
    ) -> Self {
        const NUMBER: u32 = 0x003F_FFFF;
        let mut runs = Vec::new();
        for (_, _, number) in plc(index, 4) {
            let at = u32_at(number, 0).map(|n| (n & NUMBER) as usize * PAGE);
            let Some(page) = at.and_then(|at| slice(main, at, PAGE)) else { continue };
            let count = u8_at(page, PAGE - 1).map_or(0, usize::from);
            runs.extend((0..count).filter_map(|n| {
                let place = 2 * usize::from(u8_at(page, 4 * (count + 1) + step * n)?);
                // A run without properties of its own has no place in the page.
                let own = if place == 0 { None } else { modifiers(page, place) };
                let (style, modifiers) = own.unwrap_or_default();
                Some(Run { from: u32_at(page, 4 * n)?, to: u32_at(page, 4 * n + 4)?, style, modifiers })
            }));
        }
        runs.sort_by_key(|run| run.from);
        Runs(runs)
    }

    /// The run that holds an offset.
    pub(super) fn at(&self, offset: u32) -> Option<&Run<'a>> {
        let after = self.0.partition_point(|run| run.from <= offset);
        self.0.get(after.checked_sub(1)?).filter(|run| offset < run.to)
    }
}
