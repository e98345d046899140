//! The last reader: finds the objects of a PDF by what they look like, whatever its tables say, and writes them
//! into a new file with tables that are right.
//!
//! ```text
//! bytes ─scan→ Found objects ─packed→ those of object streams too ─file→ a PDF that lopdf opens
//! ```

mod dict;
mod file;
mod packed;
mod scan;

use super::open;
use crate::model::{Failure, Limits};
use lopdf::Document;

/// The objects of a PDF, by scanning for them.
///
/// # Errors
/// `unreadable` where there are none, `encrypted` where they cannot be deciphered, else as the first reader.
pub(super) fn open(bytes: &[u8], limits: &Limits) -> Result<Document, Failure> {
    let found = scan::objects(bytes);
    if found.is_empty() {
        return Err(open::unreadable());
    }
    if file::is_sealed(bytes, &found) {
        return Err(open::encrypted());
    }
    let unpacked = packed::objects(bytes, &found, limits);
    open::open(&file::write(bytes, &found, &unpacked), limits)
}
