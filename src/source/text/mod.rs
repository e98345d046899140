//! Plain text and Markdown: laid out in columns, drawn with characters, rows with separators, one cell a line, or prose.

mod columns;
mod drawn;
mod markdown;
mod rows;
mod separated;
#[cfg(test)]
mod tests;
mod wrapped;

use super::{encoding, html};
use crate::model::{Block, Content, Failure, Limits, Line};
use rows::{Row, Rows};

/// Reads a text file: [`Content::Pages`] where another tool has laid out columns with spaces, else
/// [`Content::Blocks`].
///
/// # Errors
/// `limit_exceeded` where a table has too many rows or columns, or the columns too many pages.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    let text = encoding::clean(&encoding::text(bytes));
    let text = columns::without_tabs(&text);
    let text = markdown::without_attributes(&text);
    // An empty cell between commas looks like the gap between two columns.
    if separated::separator(&text.lines().collect::<Vec<_>>()).is_some() {
        return Ok(Content::Blocks(blocks(&text, limits)?));
    }
    if drawn::is_drawn(&text) {
        return Ok(Content::Pages(columns::drawn_pages(&text, limits)?));
    }
    let text = separated::with_plain_pipes(&text);
    let text = wrapped::unwrapped(&text);
    if columns::are_laid_out(&text) {
        return Ok(Content::Pages(columns::pages(&text, limits)?));
    }
    Ok(Content::Blocks(blocks(&text, limits)?))
}

/// The blocks of a text, in which converters leave tables that Markdown cannot write as HTML.
fn blocks(text: &str, limits: &Limits) -> Result<Vec<Block>, Failure> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, table, after)) = next_html_table(rest) {
        out.extend(line_blocks(before, limits)?);
        out.extend(html::blocks(table, limits)?);
        rest = after;
    }
    out.extend(line_blocks(rest, limits)?);
    Ok(out)
}

/// The text before, in and after the first HTML table; tables inside it belong to it.
fn next_html_table(text: &str) -> Option<(&str, &str, &str)> {
    const END: &str = "</table>";
    let start = text.find("<table")?;
    let (mut depth, mut at) = (0_usize, start);
    loop {
        let rest = text.get(at..)?;
        let close = rest.find(END)?;
        match rest.get(1..close).and_then(|inner| inner.find("<table")) {
            // Deeper nesting is no table of a report.
            Some(_) if depth > 16 => return None,
            Some(open) => {
                depth += 1;
                at += 1 + open;
            }
            None if depth == 0 => {
                let end = at + close + END.len();
                return Some((text.get(..start)?, text.get(start..end)?, text.get(end..)?));
            }
            None => {
                depth -= 1;
                at += close + END.len();
            }
        }
    }
}

/// The blocks of lines: tables between separators, and prose.
pub(super) fn line_blocks(text: &str, limits: &Limits) -> Result<Vec<Block>, Failure> {
    let rows: Vec<Row> = Rows::of(text).collect();
    let mut out = Vec::new();
    let mut rest = rows.as_slice();
    while let Some((first, tail)) = rest.split_first() {
        let table = rows::table_length(rest);
        if table > 0 {
            let (table, tail) = rest.split_at(table);
            out.push(Block::Table(rows::table(table, limits)?));
            rest = tail;
            continue;
        }
        out.extend(first.line().map(|text| Block::Line(Line::plain(text))));
        rest = tail;
    }
    Ok(out)
}
