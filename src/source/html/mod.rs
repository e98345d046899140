//! Web pages: repaired as browsers repair them, site chrome and layout tables seen through, data tables
//! with their spans.
//!
//! ```text
//! bytes ─encoding→ text ─scraper→ DOM ─walk (chrome, inline, table)→ blocks
//! ```

mod chrome;
mod depth;
mod inline;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use super::{encoding, within};
use crate::model::{Block, Content, Failure, Limits, Line};
use scraper::{Html, Selector};

/// Reads a web page.
///
/// # Errors
/// `limit_exceeded` where elements nest deeper than `html_depth` or a table has too many rows or columns.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    Ok(Content::Blocks(page(bytes, limits)?))
}

/// The blocks of a page in any encoding.
pub(super) fn page(bytes: &[u8], limits: &Limits) -> Result<Vec<Block>, Failure> {
    blocks(&encoding::clean(&encoding::html(bytes)), limits)
}

/// The blocks of a page or of a fragment of one.
pub(super) fn blocks(text: &str, limits: &Limits) -> Result<Vec<Block>, Failure> {
    depth::check_source(text, limits)?;
    let page = Html::parse_document(text);
    depth::check(&page, limits)?;
    let chrome = chrome::Chrome::of(&page);
    let data = table::DataTables::of(&page, &chrome);
    let known = table::Page { chrome: &chrome, data: &data };
    let titles = [title(&page), article_title(&page)].into_iter().flatten();
    let mut blocks: Vec<Block> = titles.map(|t| Block::Line(Line::plain(t))).collect();
    blocks.extend(walk::blocks(page.root_element(), known, limits)?);
    Ok(blocks)
}

/// The title that government sites are told to state in the page's head (国办发〔2017〕47号), where the page shows it nowhere
/// else.
fn article_title(page: &Html) -> Option<String> {
    let named = Selector::parse("head > meta[name]").ok()?;
    let mut metas = page.select(&named);
    let stated = metas.find(|m| m.attr("name").is_some_and(|n| n.eq_ignore_ascii_case("ArticleTitle")))?;
    let text = encoding::clean(stated.attr("content")?).trim().to_owned();
    let shown = page.root_element().text().collect::<String>();
    let squeezed = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    (!text.is_empty() && !squeezed(&shown).contains(&squeezed(&text))).then_some(text)
}

fn title(page: &Html) -> Option<String> {
    let title = page.select(&Selector::parse("head > title").ok()?).next()?;
    let mut text = inline::Prose::default();
    title.text().for_each(|t| text.push(t));
    Some(text.into_lines().join("")).filter(|t| !t.is_empty())
}
