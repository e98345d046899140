//! Whether what was drawn is text.

use super::canvas::Canvas;
use crate::model::{Failure, FailureKind, Stage};

/// Fails for documents whose pages are pictures, but for what a scanner stamps on them.
///
/// `format` is its name in the failure's detail.
///
/// # Errors
/// `no_text`.
pub(in crate::source) fn check_text(canvases: &[Canvas], format: &str) -> Result<(), Failure> {
    // A page number and a scanner's name have fewer characters, a page of any report more.
    const STAMP: usize = 32;
    if canvases.iter().all(|c| c.ink() == 0) {
        let pictures = canvases.iter().filter(|c| c.has_picture()).count();
        return Err(no_text(format, pictures, canvases.len()));
    }
    if canvases.iter().all(|c| c.is_picture() && c.ink() <= STAMP) {
        return Err(no_text(format, canvases.len(), canvases.len()));
    }
    check_known(canvases, format)
}

/// Fails for documents whose fonts do not say which characters most of their glyphs are.
fn check_known(canvases: &[Canvas], format: &str) -> Result<(), Failure> {
    let ink: usize = canvases.iter().map(Canvas::ink).sum();
    let unknown = canvases.iter().map(Canvas::unknown).sum::<usize>();
    if unknown.saturating_mul(2) < ink {
        return Ok(());
    }
    let detail = format!(
        "the {format}'s fonts do not tell which characters {unknown} of its {ink} glyphs are; run text recognition (OCR) on it first"
    );
    Err(Failure::new(Stage::Source, FailureKind::NoText, detail))
}

fn no_text(format: &str, pictures: usize, pages: usize) -> Failure {
    let what = match pictures {
        0 => "has no text: its pages are empty or drawn as outlines",
        _ => "is a scan without a text layer",
    };
    let detail = format!(
        "the {format} {what} ({pictures} of {pages} pages hold pictures); run text recognition (OCR) on it first"
    );
    Failure::new(Stage::Source, FailureKind::NoText, detail)
}
