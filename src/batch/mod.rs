//! Many files: which, in which order, with what outcome, written how. One file's failure never stops the run.

mod atomic;
mod copies;
mod expand;
mod guard;
mod input;
mod journal;
mod lossless;
mod mock;
pub mod one;
mod outcome;
mod output;
mod parallel;
mod read;
mod reader;
mod run;
mod siblings;
mod summary;
mod worker;
mod zip;

pub use atomic::Atomic;
pub use input::{Input, discover};
pub use journal::Journal;
pub use one::Settings;
pub use outcome::{Count, Failed, Outcome, Status};
pub use output::{Output, report_name, will_be};
pub use run::{Isolation, Plan, Progress, run};
pub use summary::Summary;
pub use worker::{Program, serve};
pub use zip::Member;

/// Deeply nested input must not overflow; the readers bound their own depth well below this.
const STACK_BYTES: usize = 8 * 1024 * 1024;
