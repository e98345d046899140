//! The six sections, by heading and by what stands below.

use crate::model::{Document, Part, ReportSection, Sections};

/// Cuts the document at its headings.
pub fn split(document: &Document) -> Sections {
    Sections { parts: vec![Part { blocks: document.blocks.clone(), ..Part::default() }] }
}

/// The prose of each section: no table text, no furniture, one paragraph a line.
pub fn texts(_sections: &Sections) -> Vec<ReportSection> {
    Vec::new()
}
