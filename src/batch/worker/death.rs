//! Why a worker died, as far as it can be told from outside.

use crate::model::{Failure, FailureKind, Limits, Stage};
use std::process::ExitStatus;

/// Why the parent ended a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// The file took longer than allowed.
    TimedOut,
    /// The run is being stopped.
    Stopped,
}

/// The file's failure, from the dead worker's last words and how it ended.
pub(super) fn failure(status: Option<ExitStatus>, words: &str, limits: &Limits) -> Failure {
    let (kind, detail) = if words.contains("memory allocation of") {
        (FailureKind::OutOfMemory, past("memory_bytes", limits.memory_bytes))
    } else if words.contains("has overflowed its stack") {
        (
            FailureKind::Crashed,
            "the file's nesting overflowed the worker's stack; please report it with the file".into(),
        )
    } else {
        (
            FailureKind::Crashed,
            format!("the worker process died ({}); please report it with the file", how(status)),
        )
    };
    Failure::new(Stage::Extract, kind, detail)
}

/// The failure of a file whose time was over.
pub(super) fn timed_out(limits: &Limits) -> Failure {
    Failure::new(Stage::Extract, FailureKind::TimedOut, past("seconds", limits.seconds))
}

/// A bound that was hit from below: how much more the file would have taken nobody knows.
fn past(limit: &str, bound: u64) -> String {
    format!(
        "limit {limit} exceeded: more than {bound} of at most {bound}; raise the limit if the file is to be trusted"
    )
}

fn how(status: Option<ExitStatus>) -> String {
    match status {
        // Ours are told apart before; from elsewhere it is mostly the system's, when all memory is taken.
        Some(status) if signal(status) == Some(9) => {
            "killed from outside, as systems do when the machine's memory runs out".into()
        }
        Some(status) => status.to_string(),
        None => "without a word".into(),
    }
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_words_tell_memory_from_other_deaths() {
        let kind = |words| failure(None, words, &Limits::default()).kind;
        assert_eq!(kind("memory allocation of 67108864 bytes failed\n"), FailureKind::OutOfMemory);
        assert_eq!(kind("thread 'x' has overflowed its stack\n"), FailureKind::Crashed);
        assert_eq!(kind(""), FailureKind::Crashed);
    }

    #[cfg(unix)]
    #[test]
    fn a_kill_from_outside_is_told_as_such_and_not_guessed_at() {
        let killed: ExitStatus = std::os::unix::process::ExitStatusExt::from_raw(9);
        let failure = failure(Some(killed), "", &Limits::default());
        assert_eq!(failure.kind, FailureKind::Crashed);
        assert!(failure.detail.contains("memory runs out"), "{failure}");
    }
}
