//! Word documents in one XML file: a package whose parts stand in it one after the other, as Word saves it, and the XML
//! of Word 2003, which offices' systems fill in from a template and hand out as `.doc`.

use super::lists;
use super::styles::Styles;
use super::walk;
use crate::model::{Block, Failure, Limits};
use crate::source::numbering::Numbering;
use crate::source::package::damaged;

/// The namespaces of a package in one file and of Word 2003, as they stand in a head in small letters.
const PACKAGE: &str = "schemas.microsoft.com/office/2006/xmlpackage";
const WORD_2003: &str = "schemas.microsoft.com/office/word/2003/wordml";

/// Whether a file with such a head, in small letters, is a Word document.
pub(in crate::source) fn is_document(head: &str) -> bool {
    head.trim_start_matches('\u{FEFF}').trim_start().starts_with('<')
        && (head.contains(PACKAGE) || head.contains(WORD_2003))
}

/// Reads the file.
pub(super) fn blocks(text: &str, limits: &Limits) -> Result<Vec<Block>, Failure> {
    if text.contains(WORD_2003) && !text.contains("<pkg:package") {
        // The text of its lists stands beside the paragraphs.
        return walk::blocks(text, Styles::of(text, limits)?, Numbering::default(), limits);
    }
    let document = part(text, "/word/document.xml").ok_or_else(damaged)?;
    let related = |name| part(text, name).unwrap_or_default();
    let styles = Styles::of(related("/word/styles.xml"), limits)?;
    let numbering = lists::numbering(related("/word/numbering.xml"), limits)?;
    walk::blocks(document, styles, numbering, limits)
}

/// The XML of a part.
fn part<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (_, part) = text.split_once(&format!("pkg:name=\"{name}\""))?;
    let (_, data) = part.split_once("<pkg:xmlData")?;
    let (_, inner) = data.split_once('>')?;
    Some(inner.split_once("</pkg:xmlData>")?.0)
}
