//! DOCX: paragraphs with the numbers Word generates, and tables with their spans, of the main document.
//!
//! ```text
//! bytes ─package→ parts ─xml→ events ─walk (lists, styles, table)→ blocks
//! ```

mod lists;
mod package;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use super::package::damaged;
use crate::model::{Content, Failure, Limits};
use package::Package;

/// Reads a Word document (ECMA-376, transitional or strict).
///
/// # Errors
/// `encrypted` where a password is needed, `limit_exceeded` for archives that inflate too far or tables too
/// large, else `unreadable`.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    let mut package = Package::open(bytes, limits)?;
    let main = package.main_part()?;
    let document = package.part(&main)?.ok_or_else(damaged)?;
    let styles = package.sibling(&main, "styles.xml")?;
    let numbering = package.sibling(&main, "numbering.xml")?;
    let styles = styles::Styles::of(styles.as_deref().unwrap_or_default(), limits)?;
    let numbering = lists::numbering(numbering.as_deref().unwrap_or_default(), limits)?;
    Ok(Content::Blocks(walk::blocks(&document, styles, numbering, limits)?))
}
