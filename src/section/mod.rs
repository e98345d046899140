//! The six sections, by heading and by what stands below.
//!
//! Headings are chosen as a chain over the whole document, because the same words stand in the overview as
//! sub-headings, in the introduction as an enumeration and in prose as quotations.

mod candidate;
mod chain;
mod footer;
mod heading;
#[cfg(test)]
mod tests;
mod text;

use crate::model::{Block, Document, Line, Part, SectionKind, Sections};
use candidate::Candidate;
use std::collections::VecDeque;
pub use text::texts;

/// Cuts the document at its headings.
pub fn split(document: &Document) -> Sections {
    let candidates = candidate::candidates(document);
    let chosen = chain::choose(&candidates);
    let mut parts = cut(document, &chosen);
    open_lost_tables(&mut parts);
    open_lost_overview(&mut parts);
    open_lost_problems(&mut parts);
    close_footer(&mut parts);
    file_appendix(&mut parts);
    parts.retain(|p| p.kind.is_some() || !p.blocks.is_empty());
    Sections { parts }
}

/// Cuts blocks at the chosen headings.
fn cut(document: &Document, chosen: &[&Candidate]) -> Vec<Part> {
    let mut parts = vec![Part::default()];
    let mut headings: VecDeque<&Candidate> = chosen.iter().copied().collect();
    let mut skip = 0;
    for (i, block) in document.blocks.iter().enumerate() {
        let mut from = 0;
        while let Some(heading) = headings.front().copied().filter(|h| h.block == i) {
            headings.pop_front();
            push_slice(&mut parts, block, from, heading.bytes.start);
            parts.push(Part {
                kind: Some(heading.kind),
                heading: Some(words(document, heading)),
                blocks: Vec::new(),
            });
            (from, skip) = (heading.bytes.end, heading.blocks);
        }
        if from > 0 {
            push_slice(&mut parts, block, from, usize::MAX);
        } else if skip == 0 {
            push(&mut parts, block.clone());
        }
        skip = skip.saturating_sub(1);
    }
    parts
}

fn words(document: &Document, heading: &Candidate) -> String {
    let lines = document.blocks.iter().skip(heading.block).take(heading.blocks);
    let text = |(n, block): (usize, &Block)| match block {
        Block::Line(line) if n == 0 => line.text.get(heading.bytes.clone()).map(|t| t.trim().to_owned()),
        Block::Line(line) => Some(line.text.trim().to_owned()),
        Block::Table(_) | Block::Picture => None,
    };
    let all: String = lines.enumerate().filter_map(text).collect();
    all.trim_start_matches(['#', '*', ' ']).trim_end_matches('*').trim().to_owned()
}

fn push(parts: &mut [Part], block: Block) {
    if let Some(part) = parts.last_mut() {
        part.blocks.push(block);
    }
}

fn push_slice(parts: &mut [Part], block: &Block, from: usize, to: usize) {
    let Block::Line(line) = block else { return };
    let text = line.text.get(from..to.min(line.text.len())).unwrap_or_default().trim();
    if !text.is_empty() {
        push(parts, Block::Line(Line { text: text.to_owned(), ..line.clone() }));
    }
}

/// Opens a section where its table begins under a neighbour's heading, because extraction dropped the heading.
fn open_lost_tables(parts: &mut Vec<Part>) {
    for kind in [SectionKind::Proactive, SectionKind::Requests, SectionKind::Proceedings] {
        if parts.iter().any(|p| p.kind == Some(kind)) {
            continue;
        }
        let before = |p: &Part| p.kind.is_none_or(|k| k < kind);
        let found = parts.iter().enumerate().filter(|(_, p)| before(p)).find_map(|(i, p)| {
            p.blocks.iter().position(|b| candidate::table_of(b) == Some(kind)).map(|at| (i, at))
        });
        if let Some((i, at)) = found {
            split_off(parts, i, at, kind);
        }
    }
}

/// Opens a part of the given kind at a block of part `i`.
fn split_off(parts: &mut Vec<Part>, i: usize, at: usize, kind: SectionKind) {
    if let Some(part) = parts.get_mut(i) {
        let blocks = part.blocks.split_off(at.min(part.blocks.len()));
        parts.insert(i + 1, Part { kind: Some(kind), heading: None, blocks });
    }
}

/// Opens the overview behind the introduction, where its heading is lost.
fn open_lost_overview(parts: &mut Vec<Part>) {
    if parts.iter().any(|p| p.kind == Some(SectionKind::Overview)) || parts.iter().all(|p| p.kind.is_none()) {
        return;
    }
    let Some(front) = parts.first() else { return };
    let introduces = |b: &Block| matches!(b, Block::Line(l) if text::is_introduction(&l.text));
    let start = front.blocks.iter().rposition(introduces).map_or(0, |at| at + 1);
    let prose = |b: &Block| matches!(b, Block::Line(l) if text::is_prose(&l.text));
    if let Some(at) = front.blocks.iter().skip(start).position(prose) {
        split_off(parts, 0, start + at, SectionKind::Overview);
    }
}

/// Opens section 五 at the first prose behind the table of section 四, where its heading is lost.
fn open_lost_problems(parts: &mut Vec<Part>) {
    if parts.iter().any(|p| p.kind == Some(SectionKind::Problems)) {
        return;
    }
    let Some(i) = parts.iter().position(|p| p.kind == Some(SectionKind::Proceedings)) else { return };
    let Some(part) = parts.get(i) else { return };
    let in_table = |b: &Block| match b {
        Block::Table(_) | Block::Picture => true,
        Block::Line(line) => candidate::table_of(b).is_some() || !line.text.chars().any(char::is_alphabetic),
    };
    let start = part.blocks.iter().rposition(in_table).map_or(0, |at| at + 1);
    // A sub-heading of section 五, or any sentence: below the table nothing else belongs to section 四 but notes.
    let opens = |b: &Block| match b {
        Block::Line(line) => {
            let about = ["问题", "不足", "改进"].iter().any(|w| line.text.contains(w));
            let prose = start > 0 && text::is_prose(&line.text) && !line.text.starts_with('注');
            prose || (about && line.text.chars().count() > 3)
        }
        Block::Table(_) | Block::Picture => false,
    };
    if let Some(at) = part.blocks.iter().skip(start).position(opens) {
        split_off(parts, i, start + at, SectionKind::Problems);
    }
}

/// Ends the last section where site furniture begins.
fn close_footer(parts: &mut Vec<Part>) {
    let Some(last) = parts.last_mut().filter(|p| p.kind.is_some()) else { return };
    let opens = |b: &Block| matches!(b, Block::Line(l) if footer::is_footer(&l.text));
    let mut tail = match last.blocks.iter().position(opens) {
        Some(at) => last.blocks.split_off(at),
        None => Vec::new(),
    };
    if let Some(Block::Line(line)) = last.blocks.last_mut()
        && let Some(at) = footer::inline_footer(&line.text)
    {
        let cut = line.text.split_off(at);
        tail.insert(0, Block::Line(Line { text: cut.trim().to_owned(), ..line.clone() }));
    }
    if !tail.is_empty() {
        parts.push(Part { blocks: tail, ..Part::default() });
    }
}

/// Puts tables that stand behind the last section, under headings that start again, into their sections.
fn file_appendix(parts: &mut [Part]) {
    let Some(other) = parts.iter_mut().find(|p| p.kind == Some(SectionKind::Other)) else { return };
    let Some(at) = (0..other.blocks.len()).find(|at| heads_table(&other.blocks, *at).is_some()) else {
        return;
    };
    let titled = |b: &Block| matches!(b, Block::Line(l) if is_appendix(&l.text));
    let above = at.checked_sub(1).filter(|i| other.blocks.get(*i).is_some_and(titled));
    let appendix = other.blocks.split_off(above.unwrap_or(at));
    let mut kind = None;
    for (i, block) in appendix.iter().enumerate() {
        let heading = heads_table(&appendix, i);
        kind = heading.or(kind);
        let section = parts.iter_mut().find(|p| kind.is_some() && p.kind == kind);
        if let Some(section) = section.filter(|_| heading.is_none()) {
            section.blocks.push(block.clone());
        }
    }
}

/// The section whose heading the block is, where its table begins right below.
fn heads_table(blocks: &[Block], at: usize) -> Option<SectionKind> {
    let Some(Block::Line(line)) = blocks.get(at) else { return None };
    let kind = candidate::heading_of(&line.text)?;
    let below = blocks.iter().skip(at + 1).take(3).find_map(candidate::table_of);
    (below == Some(kind)).then_some(kind)
}

/// `附表`, `附件：`, `附表1`
fn is_appendix(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    text.starts_with('附') && text.chars().count() <= 6
}
