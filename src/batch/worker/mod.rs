//! A stack overflow or a failed allocation ends a Rust process and cannot be caught. So files are read in child
//! processes: the same binary, told to [`serve`], bounded by the operating system and by a timer in the parent.
//!
//! The parent writes one JSON line for the settings, then one for each file; the child answers each with one JSON
//! line, which a report's document follows as it is written to its file.

mod bounds;
mod child;
mod death;
mod pool;
mod process;

pub use child::serve;
pub(super) use pool::Pool;
pub use pool::Program;
pub(super) use process::Worker;

use super::one::Settings;
use super::outcome::Count;
use super::zip::{Listed, Member};
use crate::model::Failure;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;

/// The first line to a child.
#[derive(Debug, Serialize, Deserialize)]
struct Setup {
    /// Parent and child must be of one version: a newer binary may have taken the old one's place.
    version: String,
    settings: Settings,
}

/// What a child is asked.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Task {
    /// To read one file and answer once for each of its names.
    Read { path: OsString, member: Option<Member>, names: Vec<String> },
    /// To list an archive.
    List { path: OsString },
}

/// What a child says of one file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Head {
    /// The report's document follows, this many bytes.
    Report { sha256: String, findings: Vec<Count>, bytes: u64 },
    /// The files in the archive; none for a document.
    Listed(Option<Vec<Listed>>),
    /// There is no report, or no list.
    Failed { sha256: Option<String>, failure: Failure },
}
