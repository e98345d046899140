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

pub(super) fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    slice(bytes, at, 8)?.try_into().ok().map(f64::from_le_bytes)
}
