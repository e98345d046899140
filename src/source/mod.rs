//! Bytes → pages or blocks: one reader a format, chosen by content.

mod bytes;
mod detect;
pub mod doc;
pub mod docx;
mod drawing;
mod encoding;
mod frame;
pub mod html;
mod marks;
pub mod mhtml;
mod numbering;
pub mod ofd;
mod package;
pub mod pdf;
pub mod rtf;
pub mod sheet;
mod spans;
pub mod text;

pub use detect::{detect, is_package, is_package_name};

use crate::model::{Content, Failure, Format, Limits, Stage};

/// Reads one input.
///
/// # Errors
/// A [`Failure`] of the stage `source` that says what is wrong with the bytes and what to do.
pub fn read(bytes: &[u8], format: Format, limits: &Limits) -> Result<Content, Failure> {
    within("file_bytes", bytes.len() as u64, limits.file_bytes)?;
    match format {
        Format::Pdf => pdf::read(bytes, limits),
        Format::Html => html::read(bytes, limits),
        Format::Text => text::read(bytes, limits),
        Format::Docx => docx::read(bytes, limits),
        Format::Doc => doc::read(bytes, limits),
        Format::Ofd => ofd::read(bytes, limits),
        Format::Mhtml => mhtml::read(bytes, limits),
        Format::Rtf => rtf::read(bytes, limits),
        Format::Xlsx => sheet::read_xlsx(bytes, limits),
        Format::Xls => sheet::read_xls(bytes, limits),
        Format::Ods => sheet::read_ods(bytes, limits),
    }
}

/// Fails where a value passes its limit.
fn within(name: &str, value: u64, limit: u64) -> Result<(), Failure> {
    Failure::unless_within(Stage::Source, name, value, limit)
}
