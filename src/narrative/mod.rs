//! Numbers that a report states in words, each with its unit, its scope word and the clause it was read from.
//!
//! One pass over the prose: characters → words, numbers and stops (`token`) → clauses → what each number counts
//! (`events`) or what there was none of (`absence`). The words are data, `narrative.toml`. A number whose clause
//! leaves open what it counts is not read: growth, last year's figures, sums of several years, parts of a total by
//! channel or applicant, and numbers of anything else.

mod absence;
mod clause;
mod events;
mod lexicon;
mod metric;
mod numeral;
mod reader;
mod settle;
#[cfg(test)]
mod tests;
mod token;

use crate::model::{Narrative, ReportSection};
pub use settle::settle;

/// Reads the numbers stated in the prose of a report on this year, in the order they stand.
///
/// Where the year is unknown, every year named is taken for the year reported on.
pub fn read(sections: &[ReportSection], year: Option<u16>) -> Vec<Narrative> {
    let mut found = Vec::new();
    for section in sections {
        reader::section(section, year, &mut found);
    }
    let mut unique: Vec<Narrative> = Vec::with_capacity(found.len());
    for narrative in found {
        if !unique.contains(&narrative) {
            unique.push(narrative);
        }
    }
    unique
}
