//! OFD (GB/T 33190): the pages of a ZIP of XML, as glyphs and ruling lines like those of a PDF.
//!
//! ```text
//! bytes ─package→ parts ─document→ pages, resources ─page (text, path, values)→ Canvas → Page
//! ```
//!
//! Text is taken where it stands, whatever its object's box or clip says: writers are careless about both.

mod document;
mod page;
mod path;
mod pieces;
mod resources;
#[cfg(test)]
mod tests;
mod text;
mod values;

use super::drawing::check_text;
use super::package::{Archive, encrypted};
use crate::model::{Content, Failure, Limits, Page};
use document::Document;

/// Reads the pages of an OFD document: every glyph and every ruling of page, template and printed annotation.
///
/// # Errors
/// `encrypted` where a password or certificate is needed, `no_text` for scans, `limit_exceeded`, else
/// `unreadable`.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    let mut archive = Archive::open(bytes, limits)?;
    // GM/T 0099, appendix C: the entry of a document whose parts are enciphered.
    if archive.has("Encryptions.xml") {
        return Err(encrypted());
    }
    let mut canvases = Vec::new();
    let mut spent = page::Spent::default();
    for root in document::roots(&mut archive, limits)? {
        let mut document = Document::read(&mut archive, &root, limits)?;
        document.draw(&mut archive, &mut spent, limits, &mut canvases)?;
    }
    check_text(&canvases, "OFD")?;
    let pages: Vec<Page> = canvases.into_iter().zip(1..).map(|(canvas, n)| canvas.into_page(n)).collect();
    Ok(Content::Pages(pages))
}
