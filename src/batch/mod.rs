//! Many files: which, in which order, with what outcome, written how. One file's failure never stops the run.

mod guard;
mod input;
pub mod one;
mod outcome;
mod output;
mod run;

pub use input::{Input, discover};
pub use one::Settings;
pub use outcome::{Outcome, Status};
pub use output::{Output, report_name};
pub use run::{Summary, run};
