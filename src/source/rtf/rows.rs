//! Rows as `\trowd` and its words define them.

use crate::source::marks::{Merge, Row};

/// The row that is being defined; it holds until the next `\trowd`.
#[derive(Debug, Default)]
pub(super) struct Definition {
    row: Row,
    merge: Merge,
}

impl Definition {
    /// Applies a word; whether it was one of a row.
    pub(super) fn apply(&mut self, word: &str, value: Option<i32>) -> bool {
        match word {
            "trowd" => {
                *self =
                    Definition { row: Row { edges: vec![0], merges: Vec::new() }, merge: Merge::default() }
            }
            "trleft" => self.row.edges.iter_mut().take(1).for_each(|left| *left = twips(value)),
            "clmrg" => self.merge.left = true,
            "clvmrg" => self.merge.above = true,
            "cellx" => {
                self.row.edges.push(twips(value));
                self.row.merges.push(std::mem::take(&mut self.merge));
            }
            _ => return false,
        }
        true
    }

    /// The row as defined so far.
    pub(super) fn row(&self) -> Option<Row> {
        (self.row.edges.len() > 1).then(|| self.row.clone())
    }
}

/// Twips as Word keeps them; no page is wider.
fn twips(value: Option<i32>) -> i16 {
    value.unwrap_or(0).clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16
}
