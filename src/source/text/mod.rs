//! Plain text and Markdown: laid out in columns, rows with separators, one cell a line, or prose.

mod columns;
mod markdown;
mod rows;
#[cfg(test)]
mod tests;

use super::encoding;
use crate::model::{Block, Content, Failure, Limits, Line};
use rows::{Row, Rows};

/// Reads a text file: [`Content::Pages`] where another tool has laid out columns with spaces, else
/// [`Content::Blocks`].
///
/// # Errors
/// `limit_exceeded` where a table has too many rows or columns, or the columns too many pages.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    let text = encoding::clean(&encoding::text(bytes));
    if columns::are_laid_out(&text) {
        return Ok(Content::Pages(columns::pages(&text, limits)?));
    }
    Ok(Content::Blocks(blocks(&text, limits)?))
}

fn blocks(text: &str, limits: &Limits) -> Result<Vec<Block>, Failure> {
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
