//! ZIP archives of reports: each is read as the folder that was packed, member by member.
//!
//! The archive itself may be of any size: it is never held whole. What its directory declares is bounded before any
//! member is read, and a member that unpacks to more or less than its declaration is damaged; so the declared total
//! bounds what all members can cost, whoever reads them, in whatever order.

mod list;
mod member;
mod name;

pub(super) use list::{Listed, Listing, list};
pub use member::Member;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// What stands between an archive's path and a member's name.
pub(super) const MARK: &str = "!/";

/// Whether a plain file begins as a ZIP does, an empty one too. Pipes are not opened: they may never answer.
pub(super) fn is_zip(path: &Path) -> bool {
    let mut head = [0_u8; 4];
    let read = |head: &mut [u8]| -> io::Result<()> {
        let file = File::open(path)?;
        (&file).read_exact(head)
    };
    path.is_file() && read(&mut head).is_ok() && matches!(&head, b"PK\x03\x04" | b"PK\x05\x06")
}
