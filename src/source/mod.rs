//! Bytes → pages or blocks: one reader a format, chosen by content.

pub mod doc;
pub mod docx;
pub mod html;
pub mod pdf;
pub mod text;

use crate::model::{Content, Failure, Format, Limits};

/// Tells the format by content, with the name as a hint where the content leaves it open.
pub fn detect(name: &str, bytes: &[u8]) -> Option<Format> {
    if bytes.windows(5).take(1024).any(|w| w == b"%PDF-") {
        return Some(Format::Pdf);
    }
    let name = name.to_ascii_lowercase();
    if name.ends_with(".html") || name.ends_with(".htm") {
        return Some(Format::Html);
    }
    Some(Format::Text)
}

/// Reads one input.
pub fn read(bytes: &[u8], format: Format, limits: &Limits) -> Result<Content, Failure> {
    match format {
        Format::Pdf => pdf::read(bytes, limits),
        Format::Html => html::read(bytes, limits),
        Format::Text => text::read(bytes, limits),
        Format::Docx => docx::read(bytes, limits),
        Format::Doc => doc::read(bytes, limits),
    }
}
