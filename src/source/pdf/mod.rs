//! PDF: lopdf's objects, and a content interpreter of our own that yields glyphs with Unicode, size and box,
//! and ruling lines.
//!
//! ```text
//! bytes ─open→ Document ─pages→ PageNodes ─interpret (text, paint, marked, font)→ Canvas ─rulings→ Page
//! ```

mod annotations;
mod canvas;
mod color;
pub(super) mod fold;
mod font;
mod interpret;
mod layers;
mod lexer;
mod marked;
mod matrix;
mod memo;
mod object;
mod open;
mod operands;
mod pages;
mod paint;
mod parameters;
mod path;
mod rulings;
mod second;
mod state;
mod strings;
#[cfg(test)]
mod tests;
mod text;
mod upright;

use crate::model::{Content, Failure, FailureKind, Limits, Page, Stage};
use canvas::Canvas;
use interpret::Interpreter;
use object::Objects;

/// Reads the pages of a PDF: every glyph and every ruling within the crop box, after rotation. A page whose
/// text is turned without `/Rotate` saying so is given as it is read.
///
/// # Errors
/// `encrypted` where a password is needed, `no_text` for scans, `limit_exceeded`, else `unreadable`.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    object::within("file_bytes", bytes.len() as u64, limits.file_bytes)?;
    let document = open::open(bytes, limits)?;
    let objects = Objects::new(&document, limits);
    let nodes = pages::list(&objects, limits)?;
    let Some(first) = nodes.first() else { return Err(open::unreadable()) };
    let mut interpreter = Interpreter::new(&objects, limits, first);
    let canvases = nodes.iter().map(|node| interpreter.draw(node)).collect::<Result<Vec<_>, _>>()?;
    check_text(&canvases, objects.is_damaged())?;
    let pages: Vec<Page> = canvases.into_iter().zip(1..).map(|(canvas, n)| canvas.into_page(n)).collect();
    Ok(Content::Pages(pages))
}

/// Fails for documents whose pages are pictures, but for what a scanner stamps on them.
fn check_text(canvases: &[Canvas], damaged: bool) -> Result<(), Failure> {
    // A page number and a scanner's name have fewer characters, a page of any report more.
    const STAMP: usize = 32;
    if canvases.iter().all(|c| c.ink() == 0) {
        let pictures = canvases.iter().filter(|c| c.has_picture()).count();
        return Err(if damaged && pictures == 0 {
            open::unreadable()
        } else {
            no_text(pictures, canvases.len())
        });
    }
    if canvases.iter().all(|c| c.is_picture() && c.ink() <= STAMP) {
        return Err(no_text(canvases.len(), canvases.len()));
    }
    check_known(canvases)
}

/// Fails for documents whose fonts do not say which characters most of their glyphs are.
fn check_known(canvases: &[Canvas]) -> Result<(), Failure> {
    let ink: usize = canvases.iter().map(Canvas::ink).sum();
    let unknown = canvases.iter().map(Canvas::unknown).sum::<usize>();
    if unknown.saturating_mul(2) < ink {
        return Ok(());
    }
    let detail = format!(
        "the PDF's fonts do not tell which characters {unknown} of its {ink} glyphs are; run text recognition (OCR) on it first"
    );
    Err(Failure::new(Stage::Source, FailureKind::NoText, detail))
}

fn no_text(pictures: usize, pages: usize) -> Failure {
    let what = match pictures {
        0 => "has no text: its pages are empty or drawn as outlines",
        _ => "is a scan without a text layer",
    };
    let detail = format!(
        "the PDF {what} ({pictures} of {pages} pages hold pictures); run text recognition (OCR) on it first"
    );
    Failure::new(Stage::Source, FailureKind::NoText, detail)
}
