//! DOCX: paragraphs with the numbers Word generates, and tables with their spans, of the main document.
//!
//! ```text
//! bytes ─package→ parts ─xml→ events ─walk (lists, styles, table)→ blocks
//! ```

mod lists;
mod single;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use super::encoding;
use super::package::{Archive, Relations, damaged, encrypted};
use crate::model::{Content, Failure, Limits};
pub(super) use single::is_document as is_xml_document;

/// Reads a Word document (ECMA-376, transitional or strict).
///
/// # Errors
/// `encrypted` where a password is needed, `limit_exceeded` for archives that inflate too far or tables too
/// large, else `unreadable`.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    // Office wraps a document with a password in a compound file.
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(encrypted());
    }
    if !bytes.starts_with(b"PK") && encoding::is_text(bytes) {
        return Ok(Content::Blocks(single::blocks(&encoding::text(bytes), limits)?));
    }
    let mut archive = Archive::open(bytes, limits)?;
    let package = Relations::of(&mut archive, "", limits)?;
    let main = package.target("officeDocument").unwrap_or("word/document.xml");
    let document = archive.part(main)?.ok_or_else(damaged)?;
    let parts = Relations::of(&mut archive, main, limits)?;
    let mut related = |kind| match parts.target(kind) {
        Some(name) => Ok(archive.part(name)?.unwrap_or_default()),
        None => Ok(String::new()),
    };
    let styles = styles::Styles::of(&related("styles")?, limits)?;
    let numbering = lists::numbering(&related("numbering")?, limits)?;
    Ok(Content::Blocks(walk::blocks(&document, styles, numbering, limits)?))
}
