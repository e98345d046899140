//! Of all possible headings the chain that explains the document best: sections in order, one numbering style.

use super::candidate::{Candidate, Style};
use crate::model::SectionKind;
use std::collections::BTreeMap;

/// The chosen headings, in document order.
pub fn choose(candidates: &[Candidate]) -> Vec<&Candidate> {
    let styles = [Style::Plain, Style::Bracketed, Style::None];
    let chains = styles.into_iter().map(|style| best(candidates, style));
    chains.reduce(|a, b| if b.0 > a.0 { b } else { a }).map(|(_, chain)| chain).unwrap_or_default()
}

/// The heaviest chain with strictly rising sections, where headings of the given style weigh more.
fn best(candidates: &[Candidate], style: Style) -> (f32, Vec<&Candidate>) {
    let mut totals: Vec<(f32, Option<usize>)> = Vec::new();
    // For each section the heaviest chain so far that ends in it: a document may repeat a heading thousands of times.
    let mut heaviest: BTreeMap<SectionKind, (f32, usize)> = BTreeMap::new();
    for (i, candidate) in candidates.iter().enumerate() {
        let (before, previous) = heaviest
            .range(..candidate.kind)
            .map(|(_, (total, k))| (*total, Some(*k)))
            .fold((0.0, None), |a, b| if b.0 > a.0 || b.0 == a.0 && b.1 < a.1 { b } else { a });
        let total = before + weight(candidate, style);
        let own = heaviest.entry(candidate.kind).or_insert((total, i));
        if total > own.0 {
            *own = (total, i);
        }
        totals.push((total, previous));
    }
    let last = totals.iter().enumerate().fold(None::<(usize, f32)>, |best, (i, (total, _))| match best {
        Some((_, top)) if top >= *total => best,
        _ => Some((i, *total)),
    });
    let mut chain = Vec::new();
    let mut at = last.map(|(i, _)| i);
    while let Some(i) = at {
        chain.extend(candidates.get(i));
        at = totals.get(i).and_then(|(_, previous)| *previous);
    }
    chain.reverse();
    (last.map_or(0.0, |(_, total)| total), chain)
}

fn weight(candidate: &Candidate, style: Style) -> f32 {
    let fits_style = if candidate.style == style { 2.0 } else { 0.0 };
    let fits_place = if candidate.ordinal == Some(candidate.kind as usize + 1) { 1.5 } else { 0.0 };
    candidate.weight + fits_style + fits_place
}
