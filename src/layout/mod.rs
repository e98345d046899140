//! Glyphs and rulings → lines, paragraphs, tables; blocks of other formats → joined paragraphs.

mod alignment;
mod blocks;
mod flow;
mod furniture;
mod heal;
mod lattice;
mod scale;
mod table;
mod text;

use crate::model::{Content, Document, Failure, Limits, Page, Stage, Warning, WarningKind};
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
            let by = scale::factor(&pages);
            let pages =
                if by == 1.0 { pages } else { pages.into_iter().map(|p| scale::page(p, by)).collect() };
            let (items, warnings) = items(&pages);
            let mut blocks = flow::flow(items);
            if by != 1.0 {
                scale::places(&mut blocks, 1.0 / by);
            }
            Ok(Document { blocks, warnings, pages: Some(u32::try_from(pages.len()).unwrap_or(u32::MAX)) })
        }
    }
}

fn check(value: usize, limit: usize, name: &str) -> Result<(), Failure> {
    Failure::unless_within(Stage::Layout, name, value as u64, limit as u64)
}

/// Everything on the pages in reading order, furniture taken out; and what is wrong with them.
fn items(pages: &[Page]) -> (Vec<Item>, Vec<Warning>) {
    let mut warnings = Vec::new();
    let mut tables: Vec<Vec<PageTable>> = Vec::new();
    let mut lines: Vec<Vec<TextLine>> = Vec::new();
    for page in pages {
        let found = table::tables(page);
        let drawing = found.drawing.then_some(WarningKind::Drawing);
        warnings.extend(page.warnings.iter().copied().chain(drawing).map(|kind| kind.on(page.number)));
        lines.push(text::lines(&found.loose, page.number));
        tables.push(found.tables);
    }
    let heights: Vec<f32> = pages.iter().map(|p| p.height).collect();
    furniture::remove(&mut lines, &heights);
    let mut items = Vec::new();
    for (tables, lines) in tables.into_iter().zip(lines) {
        items.extend(page_items(tables, lines));
        items.push(Item::Break);
    }
    items.pop();
    (alignment::join(items), warnings)
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
