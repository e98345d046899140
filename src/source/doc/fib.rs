//! The file information block (\[MS-DOC\] 2.5): which stream holds what, and how long the text is.

use super::{encrypted, unreadable};
use crate::model::{Failure, FailureKind, Stage};
use crate::source::bytes::{slice, u16_at, u32_at};
use std::ops::Range;

/// What is needed of the block.
pub(super) struct Fib {
    /// The table stream in use.
    pub(super) table_stream: &'static str,
    /// Where the piece table stands in it.
    pub(super) pieces: Range<usize>,
    /// The index of the pages of character properties.
    pub(super) characters: Range<usize>,
    /// The index of the pages of paragraph properties.
    pub(super) paragraphs: Range<usize>,
    /// The style sheet.
    pub(super) styles: Range<usize>,
    /// What lists are defined; their levels stand behind it.
    pub(super) list_definitions: Range<usize>,
    /// The lists; what they change stands behind it.
    pub(super) lists: Range<usize>,
    /// Character positions of the main text.
    pub(super) main_text: Range<usize>,
    /// Character positions of the text boxes' text.
    pub(super) boxes: Range<usize>,
    /// Where the main text anchors shapes.
    pub(super) anchors: Range<usize>,
    /// Which text box holds which of the text boxes' text.
    pub(super) box_texts: Range<usize>,
    /// Whether the text is Chinese by its language, so that bytes beyond ASCII are GBK.
    pub(super) chinese: bool,
}

impl Fib {
    /// Reads the block at the start of the main stream.
    pub(super) fn of(main: &[u8]) -> Result<Self, Failure> {
        const WORD: u16 = 0xA5EC;
        const WORD_97: u16 = 0x00C1;
        const ENCRYPTED: u16 = 0x0100;
        if u16_at(main, 0) != Some(WORD) {
            return Err(unreadable());
        }
        if u16_at(main, 2).is_none_or(|version| version < WORD_97) {
            return Err(too_old());
        }
        if u16_at(main, 0x0A).is_some_and(|flags| flags & ENCRYPTED != 0) {
            return Err(encrypted());
        }
        Self::read(main).ok_or_else(unreadable)
    }

    fn read(main: &[u8]) -> Option<Self> {
        const SECOND_TABLE: u16 = 0x0200;
        let second = u16_at(main, 0x0A)? & SECOND_TABLE != 0;
        let length = |at| u32_at(main, at).map(|n| n as usize);
        let text = length(0x4C)?;
        // Before the text boxes stand notes, headers, macros' text, comments and endnotes.
        let between = [0x50, 0x54, 0x58, 0x5C, 0x60].into_iter().filter_map(length);
        let boxes = between.fold(text, usize::saturating_add);
        Some(Fib {
            table_stream: if second { "/1Table" } else { "/0Table" },
            pieces: range(main, 33)?,
            characters: range(main, 12)?,
            paragraphs: range(main, 13)?,
            styles: range(main, 1)?,
            list_definitions: range(main, 73)?,
            lists: range(main, 74)?,
            main_text: 0..text,
            boxes: boxes..boxes.saturating_add(length(0x64)?),
            anchors: range(main, 40)?,
            box_texts: range(main, 56)?,
            // Language of the installed program: the PRC's, Taiwan's, Singapore's share the low byte.
            chinese: u16_at(main, 0x06)? & 0xFF == 0x04,
        })
    }
}

/// The n-th pair of offset and length in the table stream.
fn range(main: &[u8], n: usize) -> Option<Range<usize>> {
    const PAIRS: usize = 0x9A;
    let pair = slice(main, PAIRS + 8 * n, 8)?;
    let from = u32_at(pair, 0)? as usize;
    Some(from..from.checked_add(u32_at(pair, 4)? as usize)?)
}

fn too_old() -> Failure {
    let detail = "the document was saved by Word 95 or older, which gongkai does not read; save it as DOCX";
    Failure::new(Stage::Source, FailureKind::Unsupported, detail)
}
