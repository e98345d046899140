//! Which agencies' sections of one year are worth comparing: those that share many marks.

use super::similarity::{self, LEAST_CHARS};
use crate::model::{ReportSection, SectionKind};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A passage that more agencies share is told with the first of them; following up all would cost their square.
const FOLLOWED: usize = 20;

/// Of the sampled marks, so many per cent in common make a pair worth comparing in full: below the share that is told,
/// because a sample can be off.
const WORTH: usize = 60;

/// The sampled sections of one year's reports.
#[derive(Debug, Default)]
pub struct Crowd {
    sections: Vec<Sampled>,
}

#[derive(Debug)]
struct Sampled {
    /// The report, by its number in the archive.
    report: usize,
    /// The agency, by its number in the archive.
    agency: usize,
    kind: SectionKind,
    marks: Vec<u64>,
}

/// A section and the other agency's report that it shares most with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alike {
    /// Which section.
    pub kind: SectionKind,
    /// The other report's number.
    pub other: usize,
}

impl Crowd {
    /// Adds one report's sections; both numbers are those by which the caller knows report and agency.
    pub fn add(&mut self, report: usize, agency: usize, sections: &[ReportSection]) {
        let long = sections.iter().filter(|s| similarity::length(&s.text) >= LEAST_CHARS);
        self.sections.extend(long.map(|s| Sampled {
            report,
            agency,
            kind: s.kind,
            marks: similarity::sample(&s.text),
        }));
    }

    /// For each report the sections to compare, each with the other report that shares most.
    pub fn alike(&self) -> BTreeMap<usize, Vec<Alike>> {
        let holders = self.holders();
        let mut alike: BTreeMap<usize, Vec<Alike>> = BTreeMap::new();
        for section in &self.sections {
            if let Some(other) = self.closest(section, &holders) {
                alike.entry(section.report).or_default().push(Alike { kind: section.kind, other });
            }
        }
        alike
    }

    /// Which sections hold which mark, in the order of the marks.
    fn holders(&self) -> Vec<Held> {
        let all = (0u32..).zip(&self.sections);
        let mut held: Vec<Held> =
            all.flat_map(|(at, s)| s.marks.iter().map(move |mark| (s.kind, *mark, at))).collect();
        held.sort_unstable();
        held
    }

    fn closest(&self, section: &Sampled, holders: &[Held]) -> Option<usize> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for mark in &section.marks {
            let from = holders.partition_point(|(kind, held, _)| (kind, held) < (&section.kind, mark));
            let same = holders.iter().skip(from).take_while(|(k, m, _)| (k, m) == (&section.kind, mark));
            for (.., at) in same.take(FOLLOWED) {
                let other = self.sections.get(*at as usize)?;
                if other.agency != section.agency {
                    *shared.entry(other.report).or_default() += 1;
                }
            }
        }
        // The most marks; of equals the first report.
        let (other, most) = shared.into_iter().max_by_key(|(report, n)| (*n, Reverse(*report)))?;
        (most.checked_mul(100)? >= section.marks.len().checked_mul(WORTH)?).then_some(other)
    }
}

/// A mark, the kind of section it stands in, and the section's number.
type Held = (SectionKind, u64, u32);

#[cfg(test)]
mod tests {
    use super::*;

    fn overview(text: String) -> Vec<ReportSection> {
        vec![ReportSection { kind: SectionKind::Overview, heading: None, pages: None, text, pictures: 0 }]
    }

    /// A text of its own for each seed, long enough to be sampled.
    fn text(seed: u32) -> String {
        (0..300)
            .filter_map(|i| char::from_u32(0x4e00 + (seed * 7919 + i * i * 31 + i * seed) % 5000))
            .collect()
    }

    #[test]
    fn a_section_finds_the_agency_it_shares_with() {
        let mut crowd = Crowd::default();
        for (report, seed) in [(0, 1), (1, 2), (2, 1), (3, 4)] {
            crowd.add(report, report, &overview(text(seed)));
        }
        let alike = crowd.alike();
        assert_eq!(alike.keys().copied().collect::<Vec<_>>(), [0, 2]);
        assert_eq!(alike[&0], [Alike { kind: SectionKind::Overview, other: 2 }]);
    }

    #[test]
    fn an_agencys_own_copies_do_not_count() {
        let mut crowd = Crowd::default();
        crowd.add(0, 7, &overview(text(1)));
        crowd.add(1, 7, &overview(text(1)));
        assert!(crowd.alike().is_empty());
    }
}
