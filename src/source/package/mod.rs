//! Documents that are a ZIP archive of XML files: DOCX, OFD.

mod archive;
mod relations;
mod tree;
mod xml;

pub(super) use archive::Archive;
pub(super) use relations::Relations;
pub(super) use tree::Node;
pub(super) use xml::{Element, Event, Xml};

use crate::model::{Failure, FailureKind, Stage};

/// The failure for what is not whole.
pub(super) fn damaged() -> Failure {
    let detail = "the document is damaged or cut off; open it in the program that wrote it and save it again";
    Failure::new(Stage::Source, FailureKind::Unreadable, detail)
}

/// The failure for what needs a password or a key.
pub(super) fn encrypted() -> Failure {
    let detail = "the document is protected by a password; save it without one";
    Failure::new(Stage::Source, FailureKind::Encrypted, detail)
}
