//! Townships and street offices: compressed chunks in the order of their names; a look-up inflates one of them.

use super::table::{self, Years};
use std::io::Read;

/// Chunks of raw deflate, one behind another: lines `key code first last [official name]`, sorted by key.
const CHUNKS: &[u8] = include_bytes!("data/townships.deflate");
/// `first key, start, size` of each chunk.
const DIRECTORY: &str = include_str!("data/townships.tsv");

/// One township of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Township {
    /// Nine digits.
    pub code: String,
    /// When it was listed.
    pub years: Years,
    /// Its official name.
    pub name: String,
}

/// The townships, with the chunk read last.
#[derive(Debug, Default)]
pub struct Townships {
    start: Option<usize>,
    text: String,
}

impl Townships {
    /// All townships in the country with this key (see [`super::names::township_key`]).
    pub fn called(&mut self, key: &str) -> Vec<Township> {
        self.open(key);
        let rows = self.text.lines().filter_map(|line| line.split_once('\t'));
        rows.filter(|(found, _)| *found == key).filter_map(|(key, rest)| township(key, rest)).collect()
    }

    /// Inflates the chunk that holds the key, unless it is the one at hand.
    fn open(&mut self, key: &str) {
        let Some((start, packed)) = chunk(key) else { return self.text.clear() };
        if self.start != Some(start) {
            self.text.clear();
            self.start = Some(start);
            // The chunks are our own; one that could not be read would fail the test of every row.
            let _ = flate2::read::DeflateDecoder::new(packed).read_to_string(&mut self.text);
        }
    }
}

fn township(key: &str, rest: &str) -> Option<Township> {
    let mut columns = rest.split('\t');
    let (code, first, last) = (columns.next()?, columns.next()?, columns.next()?);
    let name = columns.next().unwrap_or(key);
    Some(Township { code: code.to_owned(), years: Years::new(first, last)?, name: name.to_owned() })
}

/// Where the chunk starts that would hold the key, and its bytes.
fn chunk(key: &str) -> Option<(usize, &'static [u8])> {
    let after = table::from(DIRECTORY, key);
    let exact = after.lines().next().filter(|line| line.split('\t').next() == Some(key));
    let before = || DIRECTORY.get(..DIRECTORY.len().saturating_sub(after.len()))?.lines().next_back();
    let mut columns = exact.or_else(before)?.split('\t').skip(1);
    let start: usize = columns.next()?.parse().ok()?;
    let size: usize = columns.next()?.parse().ok()?;
    Some((start, CHUNKS.get(start..start.checked_add(size)?)?))
}

/// The rows of every chunk, for tests.
#[cfg(test)]
pub fn all() -> Vec<(String, Township)> {
    let mut townships = Townships::default();
    let mut rows = Vec::new();
    for line in DIRECTORY.lines() {
        townships.open(line.split('\t').next().expect("a key"));
        let lines = townships.text.lines().filter_map(|l| l.split_once('\t'));
        rows.extend(lines.filter_map(|(key, rest)| Some((key.to_owned(), township(key, rest)?))));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gives_all_its_townships() {
        let mut townships = Townships::default();
        let codes: Vec<_> = townships.called("新丰镇").into_iter().map(|t| t.code).collect();
        assert_eq!(codes, ["320904110", "330402103", "445122104", "450981113", "510681108"]);
        assert!(townships.called("").is_empty());
        assert!(townships.called("没有的镇").is_empty());
    }

    #[test]
    fn chunks_are_sorted_whole_and_without_statistical_zones() {
        let rows = all();
        assert!(rows.len() > 40_000, "{} rows", rows.len());
        assert!(rows.windows(2).all(|w| matches!(w, [a, b] if a.0 <= b.0)));
        assert!(rows.iter().all(|(_, t)| !matches!(t.code.as_bytes().get(6), Some(b'4' | b'5'))));
    }
}
