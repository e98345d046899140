//! Reader for text (skeleton).

use crate::model::{Content, Failure, Limits};

/// Reads text.
pub fn read(_bytes: &[u8], _limits: &Limits) -> Result<Content, Failure> {
    Ok(Content::Blocks(Vec::new()))
}
