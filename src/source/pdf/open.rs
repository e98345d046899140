//! The first reader: lopdf.

use crate::model::{Failure, FailureKind, Limits, Stage};
use lopdf::{DecompressError, Document, Error, FilterFunc, LoadOptions, Object, ObjectId};

/// The objects of a PDF.
///
/// # Errors
/// `encrypted` where a password is needed, `limit_exceeded`, else `unreadable`.
pub(super) fn open(bytes: &[u8], limits: &Limits) -> Result<Document, Failure> {
    load(bytes, limits, None)
}

/// The objects of a PDF without the data of pictures and font programs: nine tenths of most reports' bytes, which few
/// reports need and all would copy. A program that is needed after all reads as empty, which counts as a loss.
///
/// # Errors
/// As [`open`].
pub(super) fn open_light(bytes: &[u8], limits: &Limits) -> Result<Document, Failure> {
    load(bytes, limits, Some(lighten))
}

/// Takes the data out of a picture or a font program. Of packed objects lopdf keeps what is returned, of others what
/// is left in place; no stream is packed.
fn lighten(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    if let Object::Stream(stream) = object {
        let subtype = stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        let heavy = matches!(subtype, b"Image" | b"Type1C" | b"CIDFontType0C" | b"OpenType");
        // Only the programs of Type 1 and TrueType fonts have a `Length1`.
        if heavy || stream.dict.has(b"Length1") {
            stream.content = Vec::new();
            // Where an indirect length is still to be looked up, the data would be read again.
            stream.start_position = None;
        }
        return Some((id, Object::Null));
    }
    Some((id, object.clone()))
}

fn load(bytes: &[u8], limits: &Limits, filter: Option<FilterFunc>) -> Result<Document, Failure> {
    let options = LoadOptions {
        max_decompressed_size: usize::try_from(limits.stream_bytes).ok(),
        filter,
        ..LoadOptions::default()
    };
    match Document::load_mem_with_options(bytes, options) {
        Ok(document) if document.is_encrypted() => Err(encrypted()),
        Ok(document) => Ok(document),
        Err(Error::Decompress(DecompressError::MemoryLimitExceeded { limit })) => {
            let limit = limit as u64;
            Err(Failure::exceeded(Stage::Source, "stream_bytes", limit.saturating_add(1), limit))
        }
        Err(Error::InvalidPassword) => Err(encrypted()),
        Err(_) => Err(unreadable()),
    }
}

pub(super) fn encrypted() -> Failure {
    Failure::new(
        Stage::Source,
        FailureKind::Encrypted,
        "the PDF opens only with a password; save a copy without one and try again",
    )
}

pub(super) fn unreadable() -> Failure {
    Failure::new(
        Stage::Source,
        FailureKind::Unreadable,
        "the content of this PDF cannot be read; the file is damaged or cut short: fetch it again",
    )
}
