//! How deep elements nest; before parsing, because the parser's work grows with the square of it.

use super::within;
use crate::model::{Failure, Limits};
use ego_tree::iter::Edge;
use scraper::Html;

/// Elements whose end tag may be missing, or that have none: they do not nest however many there are.
const UNNESTED: &str = " area base br col embed hr img input link meta param source track wbr html head body p li \
                        dt dd option optgroup tr td th thead tbody tfoot colgroup o:p font b i u ";

/// Fails where the start tags outrun the end tags far beyond the limit.
pub(super) fn check_source(text: &str, limits: &Limits) -> Result<(), Failure> {
    // Unclosed inline tags are common; the tree is measured again after repair.
    const SLACK: u64 = 8;
    let limit = limits.html_depth as u64;
    let (mut depth, mut deepest) = (0_u64, 0_u64);
    for tag in text.split('<').skip(1) {
        match tag.strip_prefix('/') {
            Some(_) => depth = depth.saturating_sub(1),
            None if nests(tag) => depth += 1,
            None => {}
        }
        deepest = deepest.max(depth);
    }
    if deepest > limit.saturating_mul(SLACK) { within("html_depth", deepest, limit) } else { Ok(()) }
}

fn nests(tag: &str) -> bool {
    let end = tag.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(tag.len());
    let name = tag.get(..end).unwrap_or_default();
    // No name of HTML is longer.
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.len() <= 16;
    named && !UNNESTED.contains(&format!(" {} ", name.to_ascii_lowercase()))
}

/// Fails where the repaired tree is too deep to be walked.
pub(super) fn check(page: &Html, limits: &Limits) -> Result<(), Failure> {
    let (mut depth, mut deepest) = (0_u64, 0_u64);
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(_) => depth += 1,
            Edge::Close(_) => depth = depth.saturating_sub(1),
        }
        deepest = deepest.max(depth);
    }
    within("html_depth", deepest, limits.html_depth as u64)
}
