//! Reader for html (skeleton).

use crate::model::{Content, Failure, Limits};

/// Reads html.
pub fn read(_bytes: &[u8], _limits: &Limits) -> Result<Content, Failure> {
    Ok(Content::Blocks(Vec::new()))
}
