//! Reader for docx (skeleton).

use crate::model::{Content, Failure, Limits};

/// Reads docx.
pub fn read(_bytes: &[u8], _limits: &Limits) -> Result<Content, Failure> {
    Ok(Content::Blocks(Vec::new()))
}
