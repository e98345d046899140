//! One file's failure, as a value.

use serde::{Deserialize, Serialize};

/// The stage at which a file failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Reading the file's bytes.
    Read,
    /// Turning bytes into pages or blocks.
    Source,
    /// Turning pages into blocks.
    Layout,
    /// Finding sections, tables and identity.
    Extract,
    /// Writing the report.
    Write,
}

/// What went wrong, in the words of `outcomes.jsonl`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// The bytes are not what their format promises.
    Unreadable,
    /// A format gongkai does not read.
    Unsupported,
    /// A password is needed.
    Encrypted,
    /// Pages without a text layer: a scan.
    NoText,
    /// Readable, but no annual report.
    NotAReport,
    /// A limit was exceeded.
    LimitExceeded,
    /// It took too long.
    TimedOut,
    /// Memory ran out.
    OutOfMemory,
    /// The worker died.
    Crashed,
    /// A mistake in gongkai.
    Bug,
}

/// Why one file gave no report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{detail}")]
pub struct Failure {
    /// Where in the pipeline.
    pub stage: Stage,
    /// Which kind.
    pub kind: FailureKind,
    /// One sentence for people: what is wrong and what to do.
    pub detail: String,
}

impl Failure {
    /// A failure of the given kind.
    pub fn new(stage: Stage, kind: FailureKind, detail: impl Into<String>) -> Self {
        Failure { stage, kind, detail: detail.into() }
    }

    /// A value past its limit.
    pub fn exceeded(stage: Stage, limit: &str, value: u64, bound: u64) -> Self {
        let detail = format!(
            "limit {limit} exceeded: {value} of at most {bound}; raise the limit if the file is to be trusted"
        );
        Failure::new(stage, FailureKind::LimitExceeded, detail)
    }

    /// Fails where a value passes its limit.
    ///
    /// # Errors
    /// `limit_exceeded` with the limit's name, the value and the bound.
    pub fn unless_within(stage: Stage, limit: &str, value: u64, bound: u64) -> Result<(), Self> {
        if value <= bound { Ok(()) } else { Err(Failure::exceeded(stage, limit, value, bound)) }
    }
}
