//! PDF: lopdf's objects, and a content interpreter of our own that yields glyphs with Unicode, size and box,
//! and ruling lines.
//!
//! ```text
//! bytes ─open→ Document ─pages→ PageNodes ─interpret (text, paint, marked, font)→ Canvas ─rulings→ Page
//! ```

mod annotations;
mod color;
mod flate;
mod font;
mod interpret;
mod layers;
mod lexer;
mod marked;
mod memo;
mod object;
mod open;
mod operands;
mod pages;
mod paint;
mod parameters;
mod rebuild;
mod repair;
mod second;
mod state;
mod strings;
#[cfg(test)]
mod tests;
mod text;
mod typed;

use super::drawing::{Canvas, check_text};
use crate::model::{Content, Failure, Limits, Page};
pub(super) use font::glyph_texts;

/// Reads the pages of a PDF: every glyph and every ruling within the crop box, after rotation. A page whose
/// text is turned without `/Rotate` saying so is given as it is read.
///
/// # Errors
/// `encrypted` where a password is needed, `no_text` for scans, `limit_exceeded`, else `unreadable`.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    super::within("file_bytes", bytes.len() as u64, limits.file_bytes)?;
    let repair::Reading { pages, losses } = repair::read(bytes, limits)?;
    if (losses.parts > 0 || losses.dangling > 0) && pages.iter().all(Canvas::is_blank) {
        return Err(open::unreadable());
    }
    check_text(&pages, "PDF")?;
    let pages: Vec<Page> = pages.into_iter().zip(1..).map(|(canvas, n)| canvas.into_page(n)).collect();
    Ok(Content::Pages(pages))
}
