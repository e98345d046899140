//! Numbers run together → every way to cut them into the number of cells the form has.

use super::number::{self, Reading};

/// What a cell may hold, which decides where a run may be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellKind {
    /// Signs and 增加/减少 may stand in front.
    pub signed: bool,
    /// Decimals and money units may stand in it.
    pub amount: bool,
}

impl CellKind {
    /// A plain count.
    pub const COUNT: CellKind = CellKind { signed: false, amount: false };
}

/// Past this many ways no sum will leave one, and the search would only cost time: seven cells of four digits
/// each, the largest real run seen, have 296,010 before leading zeros and sums forbid most.
pub const MAX_CUTS: usize = 400_000;

/// No count of any real report has more digits (the longest seen: 7).
const MAX_DIGITS: usize = 9;

/// Every way to cut `text` into `kinds.len()` cells, in order; `None` where there are too many to list.
///
/// White space is a border for sure. A number has no leading zero. `keep` prunes: it is asked after each cell
/// with the cells so far.
pub fn cuts<'a>(
    text: &'a str,
    kinds: &[CellKind],
    keep: &dyn Fn(&[Piece<'a>]) -> bool,
) -> Option<Vec<Vec<Piece<'a>>>> {
    let chars: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (at, number::halfwidth(c))).collect();
    let mut search = Search { text, chars, kinds, keep, found: Vec::new(), steps: 0 };
    search.from(0, &mut Vec::with_capacity(kinds.len()));
    (search.steps <= MAX_CUTS).then_some(search.found)
}

/// One cell of a cut: the text and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece<'a> {
    /// As printed.
    pub text: &'a str,
    /// What it says.
    pub reading: Reading,
}

struct Search<'a, 'k> {
    text: &'a str,
    chars: Vec<(usize, char)>,
    kinds: &'k [CellKind],
    keep: &'k dyn Fn(&[Piece<'a>]) -> bool,
    found: Vec<Vec<Piece<'a>>>,
    steps: usize,
}

impl<'a> Search<'a, '_> {
    fn at(&self, i: usize) -> Option<char> {
        self.chars.get(i).map(|(_, c)| *c)
    }

    /// Cuts the rest from `i` on into the cells that are still missing.
    fn from(&mut self, i: usize, cells: &mut Vec<Piece<'a>>) {
        self.steps += 1;
        if self.steps > MAX_CUTS {
            return;
        }
        let i = self.skip_space(i);
        let Some(kind) = self.kinds.get(cells.len()).copied() else {
            if i >= self.chars.len() {
                self.found.push(cells.clone());
            }
            return;
        };
        for end in self.ends(i, kind) {
            let Some(text) = self.slice(i, end) else { continue };
            cells.push(Piece { text, reading: number::read(text) });
            if (self.keep)(cells) {
                self.from(end, cells);
            }
            cells.pop();
        }
    }

    fn skip_space(&self, mut i: usize) -> usize {
        while self.at(i) == Some(' ') {
            i += 1;
        }
        i
    }

    fn slice(&self, from: usize, to: usize) -> Option<&'a str> {
        let start = self.chars.get(from)?.0;
        let end = self.chars.get(to).map_or(self.text.len(), |(at, _)| *at);
        self.text.get(start..end)
    }

    /// Where a cell that starts at `i` may end.
    fn ends(&self, i: usize, kind: CellKind) -> Vec<usize> {
        let start = i + self.sign(i, kind);
        let digits = (start..).take_while(|&k| self.at(k).is_some_and(|c| c.is_ascii_digit())).count();
        if digits == 0 {
            return self.dash(i).into_iter().collect();
        }
        if self.at(start + digits) == Some('.') {
            let mut ends = self.whole_numbers(start, digits - 1);
            ends.extend(self.decimals(start, digits).into_iter().filter(|_| kind.amount));
            return ends;
        }
        self.whole_numbers(start, digits)
    }

    /// Ends of numbers of one to `digits` digits; a leading zero stands alone.
    fn whole_numbers(&self, start: usize, digits: usize) -> Vec<usize> {
        let longest = if self.at(start) == Some('0') { digits.min(1) } else { digits.min(MAX_DIGITS) };
        (1..=longest).map(|n| self.past_unit(start + n)).collect()
    }

    /// The end of a number with decimals: all of them, since no border shows.
    fn decimals(&self, start: usize, digits: usize) -> Option<usize> {
        let point = start + digits;
        let decimals = (point + 1..).take_while(|&k| self.at(k).is_some_and(|c| c.is_ascii_digit())).count();
        let leading_zero = self.at(start) == Some('0') && digits > 1;
        (decimals > 0 && !leading_zero).then(|| self.past_unit(point + 1 + decimals))
    }

    /// Behind a unit, where one stands there.
    fn past_unit(&self, i: usize) -> usize {
        let k = self.skip_space(i);
        match (self.at(k), self.at(k + 1)) {
            (Some('万' | '亿'), Some('元')) => k + 2,
            (Some('件' | '项' | '元' | '万'), _) => k + 1,
            _ => i,
        }
    }

    fn sign(&self, i: usize, kind: CellKind) -> usize {
        if !kind.signed {
            return 0;
        }
        match (self.at(i), self.at(i + 1)) {
            (Some('增'), Some('加')) | (Some('减'), Some('少')) => 2,
            (Some('增' | '减' | '+' | '-'), _) => 1,
            _ => 0,
        }
    }

    /// A dash alone is a blank cell.
    fn dash(&self, i: usize) -> Option<usize> {
        let dash =
            self.slice(i, i + 1).is_some_and(|t| !t.trim().is_empty() && number::read(t) == Reading::Blank);
        dash.then_some(i + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, kinds: &[CellKind]) -> Vec<Vec<String>> {
        let cuts = cuts(text, kinds, &|_| true).expect("few");
        cuts.into_iter().map(|c| c.iter().map(|p| p.text.to_owned()).collect()).collect()
    }

    const SIGNED: CellKind = CellKind { signed: true, amount: false };
    const AMOUNT: CellKind = CellKind { signed: false, amount: true };

    #[test]
    fn as_many_digits_as_cells_have_one_cut() {
        assert_eq!(all("0000000", &[CellKind::COUNT; 7]).len(), 1);
    }

    #[test]
    fn leading_zeros_and_spaces_forbid_cuts() {
        assert_eq!(all("200 0", &[CellKind::COUNT; 3]), [["20", "0", "0"]]);
        assert_eq!(all("693665", &[CellKind::COUNT; 3]).len(), 10);
        assert_eq!(all("6055", &[CellKind::COUNT; 3]), [["6", "0", "55"], ["60", "5", "5"]]);
    }

    #[test]
    fn signs_and_units_are_borders() {
        assert_eq!(
            all("0增加242", &[CellKind::COUNT, SIGNED, CellKind::COUNT]),
            [["0", "增加2", "42"], ["0", "增加24", "2"]]
        );
        assert_eq!(all("3件5件21件", &[CellKind::COUNT; 3]), [["3件", "5件", "21件"]]);
    }

    #[test]
    fn decimals_stay_whole() {
        assert_eq!(all("24252.311082", &[AMOUNT]), [["24252.311082"]]);
        assert_eq!(all("12.5万元", &[CellKind::COUNT, AMOUNT]), [["1", "2.5万元"]]);
    }

    #[test]
    fn too_many_ways_are_not_listed() {
        assert_eq!(cuts(&"1".repeat(60), &[CellKind::COUNT; 15], &|_| true), None);
    }
}
