//! The ways to read an agency's name: 省、市、县、乡 from the left, then its government or department.

use super::names;
use super::table::{self, Fit, Named};
use super::townships::Townships;

/// One way to read a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The division's code.
    pub code: String,
    /// The official name of a township.
    pub township: Option<String>,
    /// How well the years of the divisions named fit.
    pub fit: Fit,
    /// Bytes that no division of the reading explains: fewer is better.
    pub left: usize,
    /// Whether it begins with the full name of a province, prefecture or county.
    pub anchored: bool,
}

/// Chains are province, prefecture, county, township.
const DEEPEST: usize = 4;

/// All readings of a name, best first: what explains most of it, then what was listed that year.
pub fn all(name: &str, year: Option<u16>) -> Vec<Reading> {
    let mut reader = Reader { year, townships: Townships::default(), found: Vec::new() };
    let name = names::bare(name);
    reader.divisions(&name, &[]);
    if !reader.found.iter().any(|r| r.anchored) {
        reader.townships(&name, &[]);
    }
    let mut found = reader.found;
    found.sort_by(|a, b| (a.left, a.fit, a.code.len(), &a.code).cmp(&(b.left, b.fit, b.code.len(), &b.code)));
    found.dedup_by(|a, b| a.code == b.code);
    found
}

struct Reader {
    year: Option<u16>,
    townships: Townships,
    found: Vec<Reading>,
}

impl Reader {
    /// Reads the next division of the chain, or the end of it.
    fn divisions(&mut self, text: &str, chain: &[Named]) {
        if chain.len() >= DEEPEST {
            return;
        }
        for division in table::beginning(text).filter(|d| inside(d.code, chain)) {
            let rest = text.get(division.name.len()..).unwrap_or_default();
            let longer: Vec<Named> = chain.iter().copied().chain([division]).collect();
            let before = self.found.len();
            self.divisions(rest, &longer);
            // A longer chain explains more than this one's end could.
            if self.found.len() == before {
                self.end(rest, &longer);
            }
        }
    }

    /// What stands behind the last division: nothing, its government, a township, a department.
    fn end(&mut self, rest: &str, chain: &[Named]) {
        let Some(last) = chain.last() else { return };
        let rest = names::without_government(rest);
        let found = self.townships(rest, chain);
        // What ends in 所 or 站 may belong to a township that the table does not know.
        let own = rest.is_empty() || names::is_department(rest) && !rest.ends_with(['所', '站']);
        if !found && !last.short && own {
            self.found.push(Reading {
                code: last.code.to_owned(),
                township: None,
                fit: fit(chain, self.year),
                left: rest.len(),
                anchored: anchored(chain),
            });
        }
    }

    /// Townships inside the chain whose name begins the text; whether there are any.
    fn townships(&mut self, text: &str, chain: &[Named]) -> bool {
        if !names::may_begin_with_township(text) {
            return false;
        }
        let mut any = false;
        for (name, rest) in beginnings(text) {
            let rest = names::without_government(rest);
            if !rest.is_empty() && !names::is_department(rest) {
                continue;
            }
            let listed = self.townships.called(&names::township_key(name));
            for township in listed.into_iter().filter(|t| inside(&t.code, chain)) {
                any = true;
                self.found.push(Reading {
                    code: township.code,
                    township: Some(township.name),
                    fit: fit(chain, self.year).max(township.years.fit(self.year)),
                    left: rest.len(),
                    anchored: anchored(chain),
                });
            }
        }
        any
    }
}

/// Whether the code lies in the last division of the chain.
fn inside(code: &str, chain: &[Named]) -> bool {
    chain.last().is_none_or(|last| code.len() > last.code.len() && code.starts_with(last.code))
}

fn anchored(chain: &[Named]) -> bool {
    chain.first().is_some_and(|first| !first.short)
}

fn fit(chain: &[Named], year: Option<u16>) -> Fit {
    chain.iter().map(|n| n.years.fit(year)).max().unwrap_or(Fit::Listed)
}

/// The beginnings of a text that end as a township's name does, longest first, and what stands behind each.
fn beginnings(text: &str) -> impl Iterator<Item = (&str, &str)> {
    // Names of one character and 乡 exist; the longest has some 25 characters.
    let cuts = text.char_indices().map(|(i, c)| i.saturating_add(c.len_utf8())).take(30).skip(1);
    let cuts: Vec<usize> = cuts.collect();
    cuts.into_iter()
        .rev()
        .filter_map(|at| text.split_at_checked(at))
        .filter(|(name, rest)| rest.is_empty() || names::TOWNSHIP_ENDS.iter().any(|end| name.ends_with(end)))
}
