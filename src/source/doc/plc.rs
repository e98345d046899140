//! Lists of positions with what begins at each.

use crate::source::bytes::{slice, u32_at};

/// A PLC (\[MS-DOC\] 2.2.2): one position more than data elements, as pairs of bounds with their element.
pub(super) fn plc(bytes: &[u8], size: usize) -> impl Iterator<Item = (u32, u32, &[u8])> {
    let count = bytes.len().saturating_sub(4) / size.saturating_add(4);
    (0..count).filter_map(move |n| {
        let element = slice(bytes, 4 * (count + 1) + n * size, size)?;
        Some((u32_at(bytes, 4 * n)?, u32_at(bytes, 4 * n + 4)?, element))
    })
}
