//! Many files: which, in which order, with what outcome, written how. One file's failure never stops the run.

mod answer;
mod atomic;
mod guard;
mod input;
mod isolate;
mod journal;
mod mock;
pub mod one;
mod outcome;
mod output;
mod run;
mod worker;

pub use atomic::Atomic;
pub use input::{Input, discover};
pub use isolate::Program;
pub use journal::Journal;
pub use one::Settings;
pub use outcome::{Outcome, Status};
pub use output::{Output, report_name};
pub use run::{Isolation, Plan, Summary, run};
pub use worker::serve;
