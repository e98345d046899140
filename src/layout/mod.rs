//! Glyphs and rulings → lines, paragraphs, tables; blocks of other formats → joined paragraphs.

mod alignment;
mod blocks;
mod flow;
mod furniture;
mod lattice;
mod table;
mod text;

use crate::model::{Content, Document, Failure, FailureKind, Limits, Page, Stage};
use flow::Item;
use table::PageTable;
use text::TextLine;

/// Composes the document from what the source read.
///
/// # Errors
/// `limit_exceeded` when the pages hold more glyphs or rulings than [`Limits`] allows.
pub fn compose(content: Content, limits: &Limits) -> Result<Document, Failure> {
    match content {
        Content::Blocks(blocks) => Ok(Document { blocks: blocks::join(blocks), ..Document::default() }),
        Content::Pages(pages) => {
            check(pages.iter().map(|p| p.glyphs.len()).sum(), limits.glyphs, "glyphs")?;
            check(pages.iter().map(|p| p.rulings.len()).sum(), limits.rulings, "rulings")?;
            Ok(Document {
                blocks: flow::flow(items(&pages)),
                warnings: Vec::new(),
                pages: Some(u32::try_from(pages.len()).unwrap_or(u32::MAX)),
            })
        }
    }
}

fn check(value: usize, limit: usize, name: &str) -> Result<(), Failure> {
    if value <= limit {
        return Ok(());
    }
    let detail = format!("{name}: {value}, the limit is {limit}; raise it if the file is meant");
    Err(Failure::new(Stage::Layout, FailureKind::LimitExceeded, detail))
}

/// Everything on the pages in reading order, furniture taken out.
fn items(pages: &[Page]) -> Vec<Item> {
    let mut tables: Vec<Vec<PageTable>> = Vec::new();
    let mut lines: Vec<Vec<TextLine>> = Vec::new();
    for page in pages {
        let (found, loose) = table::tables(page);
        tables.push(found);
        lines.push(text::lines(&loose, page.number));
    }
    let heights: Vec<f32> = pages.iter().map(|p| p.height).collect();
    furniture::remove(&mut lines, &heights);
    let mut items = Vec::new();
    for (tables, lines) in tables.into_iter().zip(lines) {
        items.extend(page_items(tables, lines));
        items.push(Item::Break);
    }
    items.pop();
    alignment::join(items)
}

/// One page's lines and tables by their height; lines between two tables are looked at for tables without rules.
fn page_items(tables: Vec<PageTable>, lines: Vec<TextLine>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut lines = lines.into_iter().peekable();
    for table in tables {
        let mut above = Vec::new();
        while let Some(line) = lines.next_if(|l| l.bbox.center_y() < table.top) {
            above.push(line);
        }
        items.extend(alignment::items(above));
        items.push(Item::Table(table));
    }
    items.extend(alignment::items(lines.collect()));
    items
}
