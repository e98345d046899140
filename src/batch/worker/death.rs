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
        (FailureKind::OutOfMemory, out_of_memory(limits))
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
    let detail = format!(
        "limit seconds exceeded: more than {} of at most {}; raise the limit if the file is to be trusted",
        limits.seconds, limits.seconds
    );
    Failure::new(Stage::Extract, FailureKind::TimedOut, detail)
}

fn out_of_memory(limits: &Limits) -> String {
    format!(
        "limit memory_bytes exceeded: the file needs more than {} of at most {}; raise the limit if the file is to be trusted",
        limits.memory_bytes, limits.memory_bytes
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
