//! The first reader: lopdf.

use crate::model::{Failure, FailureKind, Limits, Stage};
use lopdf::{DecompressError, Document, Error, LoadOptions};

/// The objects of a PDF.
///
/// # Errors
/// `encrypted` where a password is needed, `limit_exceeded`, else `unreadable`.
pub(super) fn open(bytes: &[u8], limits: &Limits) -> Result<Document, Failure> {
    let options = LoadOptions {
        max_decompressed_size: usize::try_from(limits.stream_bytes).ok(),
        ..LoadOptions::default()
    };
    match Document::load_mem_with_options(bytes, options) {
        Ok(document) if document.is_encrypted() => Err(encrypted()),
        Ok(document) => Ok(document),
        Err(Error::Decompress(DecompressError::MemoryLimitExceeded { limit })) => {
            let limit = limit as u64;
            Err(Failure::exceeded(Stage::Source, "stream_bytes", limit.saturating_add(1), limit))
        }
        Err(Error::InvalidPassword) => Err(encrypted()),
        Err(_) => Err(unreadable()),
    }
}

pub(super) fn encrypted() -> Failure {
    Failure::new(
        Stage::Source,
        FailureKind::Encrypted,
        "the PDF opens only with a password; save a copy without one and try again",
    )
}

pub(super) fn unreadable() -> Failure {
    Failure::new(
        Stage::Source,
        FailureKind::Unreadable,
        "the content of this PDF cannot be read; the file is damaged or cut short: fetch it again",
    )
}
