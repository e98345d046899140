//! Single property modifiers (\[MS-DOC\] 2.2.5): an operation code and an operand whose size the code tells.

use crate::source::bytes::{slice, u8_at, u16_at};

/// One modification.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sprm<'a> {
    /// The operation.
    pub(super) code: u16,
    /// Its operand, without the size that precedes one of variable size.
    pub(super) operand: &'a [u8],
}

/// `sprmTDefTable`: the only operand with a size of two bytes.
pub(super) const DEFINE_ROW: u16 = 0xD608;

/// The modifications of a list; it ends where the bytes do not make sense.
pub(super) fn sprms(mut list: &[u8]) -> impl Iterator<Item = Sprm<'_>> {
    std::iter::from_fn(move || {
        let code = u16_at(list, 0)?;
        let (skip, size) = operand_size(code, list)?;
        let operand = slice(list, skip, size)?;
        list = list.get(skip + size..)?;
        Some(Sprm { code, operand })
    })
}

/// Where the operand starts, and its size.
fn operand_size(code: u16, list: &[u8]) -> Option<(usize, usize)> {
    const CHANGE_TABS: u16 = 0xC615;
    let fixed = |size| Some((2, size));
    match code >> 13 {
        0 | 1 => fixed(1),
        2 | 4 | 5 => fixed(2),
        3 => fixed(4),
        7 => fixed(3),
        // Its size counts one byte of itself.
        _ if code == DEFINE_ROW => Some((4, usize::from(u16_at(list, 2)?).checked_sub(1)?)),
        // 255 means that the size follows from the counts of deleted and added tabs.
        _ if code == CHANGE_TABS && u8_at(list, 2) == Some(255) => {
            let deleted = usize::from(u8_at(list, 3)?);
            let added = usize::from(u8_at(list, 4 + 4 * deleted)?);
            Some((3, 2 + 4 * deleted + 3 * added))
        }
        _ => Some((3, usize::from(u8_at(list, 2)?))),
    }
}
