//! RTF (Rich Text Format 1.9): groups and control words → paragraphs with the marks of cells and rows.
//!
//! ```text
//! bytes ─lexer→ tokens ─walk (group, destination, codepage)→ paragraphs ─marks→ blocks
//! ```
//!
//! An own reader, because the crates for RTF give runs of text and know neither tables nor double-byte characters.

mod codepage;
mod destination;
mod lexer;
mod rows;
#[cfg(test)]
mod tests;
mod walk;

use super::marks;
use crate::model::{Content, Failure, FailureKind, Limits, Stage};

/// Reads a Rich Text file.
///
/// # Errors
/// `limit_exceeded` where groups nest deeper than `rtf_depth` or a table is too large, `unreadable` where the
/// file is cut off.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    let paragraphs = walk::paragraphs(bytes, limits)?;
    Ok(Content::Blocks(marks::blocks(paragraphs, limits)?))
}

/// Whether the bytes are Rich Text; some writers put blanks or a mark of their encoding in front.
pub(super) fn is_rtf(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"{\\rt")
}

fn unreadable() -> Failure {
    let detail =
        "the rich text is cut off; fetch it again, or open it in a word processor and save it as DOCX";
    Failure::new(Stage::Source, FailureKind::Unreadable, detail)
}
