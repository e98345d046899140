//! DOC: Word 97–2003 (the binary format of \[MS-DOC\]): text by pieces, properties by formatted disk pages.
//!
//! ```text
//! bytes ─cfb→ streams ─fib, pieces→ characters ─pages (sprm)→ paragraphs ─marks→ blocks
//! ```

mod boxes;
mod fib;
mod lists;
mod pages;
mod paragraphs;
mod pieces;
mod plc;
mod sprm;
#[cfg(test)]
mod tests;

use super::{marks, within};
use crate::model::{Content, Failure, FailureKind, Limits, Stage};
use std::io::{Cursor, Read};

/// The streams of one document.
struct Streams {
    /// Text and property pages, at the offsets that the others name.
    main: Vec<u8>,
    /// Where the pieces and pages are.
    table: Vec<u8>,
    /// Properties too long for a page.
    data: Vec<u8>,
}

/// Reads a Word 97–2003 document.
///
/// # Errors
/// `encrypted` where a password is needed, `unsupported` for Word 95 and older, `limit_exceeded` where a
/// table is too large, else `unreadable`.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| unreadable())?;
    if file.exists("/EncryptedPackage") {
        return Err(encrypted());
    }
    let main = stream(&mut file, "/WordDocument", limits)?;
    let fib = fib::Fib::of(&main)?;
    let table = stream(&mut file, fib.table_stream, limits)?;
    let data = if file.exists("/Data") { stream(&mut file, "/Data", limits)? } else { Vec::new() };
    let streams = Streams { main, table, data };
    let text = pieces::text(&streams, &fib, limits)?;
    let paragraphs = paragraphs::paragraphs(&text, &streams, &fib);
    Ok(Content::Blocks(marks::blocks(paragraphs, limits)?))
}

fn stream(
    file: &mut cfb::CompoundFile<Cursor<&[u8]>>,
    name: &str,
    limits: &Limits,
) -> Result<Vec<u8>, Failure> {
    let stream = file.open_stream(name).map_err(|_| unreadable())?;
    within("stream_bytes", stream.len(), limits.stream_bytes)?;
    let mut out = Vec::new();
    stream.take(limits.stream_bytes).read_to_end(&mut out).map_err(|_| unreadable())?;
    Ok(out)
}

fn unreadable() -> Failure {
    let detail = "the Word document is damaged or cut off; open it in a word processor and save it as DOCX";
    Failure::new(Stage::Source, FailureKind::Unreadable, detail)
}

fn encrypted() -> Failure {
    let detail = "the Word document is protected by a password; save it without one";
    Failure::new(Stage::Source, FailureKind::Encrypted, detail)
}
