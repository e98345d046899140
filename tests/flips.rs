//! Reports with some bytes changed, in every format: whatever comes out, the program says what became of it.

mod common;

use common::{folder, gongkai, outcomes, text, write};
use std::fs;

/// So many changed files of each report; `GONGKAI_FLIPS` sets another number, for longer runs.
const FLIPS: usize = 12;

/// One small report of each kind of file.
const SEEDS: [&str; 16] = [
    "pdf/county-2024-typst.pdf",
    "pdf/tinghe-2022-reportlab-cid.pdf",
    "pdf/city-2023-qpdf-rc4.pdf",
    "ofd/wangxiu-2020-scaled.ofd",
    "web/city-2022-blocks.html",
    "web/tinghe-2021-saved.mhtml",
    "word/county-2021-docx.docx",
    "word/tinghe-2023-libreoffice.doc",
    "word/education-2021-wps-rich-text.doc",
    "word/qingtang-2023-word.rtf",
    "sheet/market-2024-grids.xlsx",
    "sheet/commerce-2020-excel-97.xls",
    "sheet/guiyun-2022-open.ods",
    "text/tinghe-2020-pipes-repeated.md",
    "text/justice-2023-layout.txt",
    "text/resources-2020-tabs-utf16.txt",
];

/// A sequence of numbers that is the same every time (Marsaglia, Xorshift RNGs, 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound.max(1) as u64).unwrap_or(0)
    }

    /// The bytes with one to sixteen changes: a bit turned, bytes set, taken out, doubled, or all behind cut off.
    fn damage(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(16) {
            let at = self.below(bytes.len());
            let end = (at + 1 + self.below(40)).min(bytes.len());
            match self.below(20) {
                0..=9 => bytes[at] ^= 1 << self.below(8),
                10..=13 => bytes[at] = [0, 0xFF, b' ', b'9', b'<', b'{', b'('][self.below(7)],
                14..=15 => drop(bytes.drain(at..end)),
                16..=18 => {
                    let again = bytes[at..end].to_vec();
                    bytes.splice(at..at, again);
                }
                _ => bytes.truncate(at.max(16)),
            }
        }
        bytes
    }
}

#[test]
fn damaged_reports_of_every_format_have_an_outcome_and_none_ends_a_worker() {
    let flips = std::env::var("GONGKAI_FLIPS").ok().and_then(|n| n.parse().ok()).unwrap_or(FLIPS);
    let seed = std::env::var("GONGKAI_FLIP_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(2021);
    let mut numbers = Numbers(seed);
    let root = folder(&[]);
    for seed in SEEDS {
        let bytes = fs::read(format!("corpus/reports/{seed}")).unwrap_or_else(|e| panic!("{seed}: {e}"));
        for n in 0..flips {
            write(root.path(), &format!("in/{n:05}/{seed}"), numbers.damage(&bytes));
        }
    }
    let run = gongkai(&["extract", "in", "-o", "out", "-q"], root.path());
    assert!(matches!(run.status.code(), Some(0..=2)), "{}", text(&run.stderr));
    let all = outcomes(&root.path().join("out"));
    assert_eq!(all.len(), flips * SEEDS.len());
    let ours = ["crashed", "bug", "timed_out", "out_of_memory"];
    let bad: Vec<_> = all.iter().filter(|o| o["kind"].as_str().is_some_and(|k| ours.contains(&k))).collect();
    if !bad.is_empty() {
        // The folder stays, so that what was found can be looked at.
        panic!("{bad:#?} in {}", root.keep().display());
    }
}
