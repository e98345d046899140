//! Little-endian numbers at offsets that may lie anywhere.

/// The bytes of a range, if all are there.
pub(super) fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

pub(super) fn u8_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    slice(bytes, at, 2)?.try_into().ok().map(u16::from_le_bytes)
}

pub(super) fn i16_at(bytes: &[u8], at: usize) -> Option<i16> {
    slice(bytes, at, 2)?.try_into().ok().map(i16::from_le_bytes)
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    slice(bytes, at, 4)?.try_into().ok().map(u32::from_le_bytes)
}

/// A PLC (\[MS-DOC\] 2.2.2): one position more than data elements, as pairs of bounds with their element.
pub(super) fn plc(bytes: &[u8], size: usize) -> impl Iterator<Item = (u32, u32, &[u8])> {
    let count = bytes.len().saturating_sub(4) / size.saturating_add(4);
    (0..count).filter_map(move |n| {
        let element = slice(bytes, 4 * (count + 1) + n * size, size)?;
        Some((u32_at(bytes, 4 * n)?, u32_at(bytes, 4 * n + 4)?, element))
    })
}
