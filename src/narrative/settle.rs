//! Run-together numbers of section 二 that the prose restates.

use crate::model::{Cell, Method, Narrative, Status, Tables};
use rust_decimal::Decimal;

/// The cells of the row 行政规范性文件 in the form of 2021, left to right, with what the prose calls them. No other row
/// has more than one number that offices restate.
const ROW: [(&str, &str); 3] = [
    ("proactive.normative_documents.issued", "documents_issued"),
    ("proactive.normative_documents.repealed", "documents_repealed"),
    ("proactive.normative_documents.in_force", "documents_in_force"),
];

/// So many digits of the run must be restated: fewer could fit by chance.
const DIGITS: usize = 3;

/// Takes the one reading of `6055` that the prose restates: 制发6件、废止0件，现行有效55件.
///
/// All three numbers of the row must be stated, each the same wherever it is, and together be the run: with one of
/// them left to guess, what is solved would be printed nowhere. The prose may count another scope; but then its numbers do not stand side by side in the
/// run, and nothing is taken.
pub fn settle(tables: &mut Tables, narrative: &[Narrative]) {
    let Some(run) = run(tables) else { return };
    let Some(stated) = stated(narrative) else { return };
    let digits: usize = stated.iter().flatten().map(|v| v.to_string().len()).sum();
    if stated.contains(&None) || digits < DIGITS {
        return;
    }
    let fitting: Vec<[Decimal; 3]> = cuts(&run).into_iter().filter(|cut| fits(cut, &stated)).collect();
    if let [only] = fitting.as_slice() {
        take(tables, only);
    }
}

/// The digits that the three cells share, where none of them could be read.
fn run(tables: &Tables) -> Option<String> {
    let cells: Vec<&Cell> = ROW.iter().filter_map(|(field, _)| tables.cell(field)).collect();
    let run = cells.first()?.raw.clone()?;
    let shared = |c: &&Cell| c.status == Status::Ambiguous && c.raw.as_deref() == Some(run.as_str());
    let all = cells.len() == ROW.len() && cells.iter().all(shared);
    (all && run.len() >= ROW.len() && run.bytes().all(|b| b.is_ascii_digit())).then_some(run)
}

/// What the prose states of each cell; nothing at all where it contradicts itself.
fn stated(narrative: &[Narrative]) -> Option<[Option<Decimal>; 3]> {
    let mut found = [None; 3];
    for (place, (_, metric)) in found.iter_mut().zip(ROW) {
        let mut values = narrative.iter().filter(|n| n.metric == metric).map(|n| n.value);
        *place = values.next();
        if values.any(|v| Some(v) != *place) {
            return None;
        }
    }
    Some(found)
}

/// Every way to cut the run in three numbers; none but 0 itself starts with a 0.
fn cuts(run: &str) -> Vec<[Decimal; 3]> {
    let number = |text: &str| {
        let plain = text.len() == 1 || !text.starts_with('0');
        text.parse::<Decimal>().ok().filter(|_| plain)
    };
    let cut = |first: usize, second: usize| {
        let parts = [run.get(..first)?, run.get(first..second)?, run.get(second..)?];
        Some([number(parts[0])?, number(parts[1])?, number(parts[2])?])
    };
    (1..run.len())
        .flat_map(|first| (first + 1..run.len()).filter_map(move |second| cut(first, second)))
        .collect()
}

fn fits(cut: &[Decimal; 3], stated: &[Option<Decimal>; 3]) -> bool {
    cut.iter().zip(stated).all(|(value, stated)| stated.is_none_or(|s| s == *value))
}

fn take(tables: &mut Tables, values: &[Decimal; 3]) {
    for ((field, _), value) in ROW.iter().zip(values) {
        if let Some(cell) = tables.cells.iter_mut().find(|c| c.field == *field) {
            cell.value = Some(*value);
            cell.status = Status::Solved;
            cell.method = Some(Method::Prose);
            cell.readings.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ReportSection, SectionKind};
    use crate::narrative::read;

    /// The three cells after the prose had its say on this run.
    fn settled(run: &str, prose: &str) -> [Option<u32>; 3] {
        let cell = |(field, _): &(&str, &str)| Cell {
            raw: Some(run.into()),
            status: Status::Ambiguous,
            ..Cell::absent((*field).into())
        };
        let mut tables = Tables { cells: ROW.iter().map(cell).collect(), ..Tables::default() };
        let section = ReportSection {
            kind: SectionKind::Overview,
            heading: None,
            pages: None,
            text: prose.into(),
            pictures: 0,
        };
        settle(&mut tables, &read(&[section], Some(2023)));
        ROW.map(|(field, _)| tables.value(field).and_then(|v| v.try_into().ok()))
    }

    #[test]
    fn the_only_cut_that_the_prose_restates_is_taken() {
        let all = "制发行政规范性文件6件、废止0件，现行有效55件。";
        assert_eq!(settled("6055", all), [Some(6), Some(0), Some(55)]);
        let two = "集中公开现行有效行政规范性文件698件，动态更新本年度制发的规范性文件88件。";
        assert_eq!(settled("8855698", two), [None; 3], "the third number is printed nowhere else");
    }

    #[test]
    fn prose_that_counts_something_else_settles_nothing() {
        let nothing = [None; 3];
        assert_eq!(settled("6055", "制发行政规范性文件7件、废止0件，现行有效55件。"), nothing);
        assert_eq!(settled("77132470", "现行有效行政规范性文件393件，制发规范性文件77件。"), nothing);
        assert_eq!(settled("6055", "现行有效行政规范性文件55件。"), nothing, "two numbers are missing");
        assert_eq!(settled("111", "制发行政规范性文件1件、废止1件。"), nothing, "a number is missing");
        let twice = "制发行政规范性文件6件、废止0件，现行有效55件。全县制发行政规范性文件60件。";
        assert_eq!(settled("6055", twice), nothing, "which of the two is meant is open");
    }

    #[test]
    fn printed_cells_are_never_touched() {
        let cell = |(field, _): &(&str, &str)| Cell {
            value: Some(Decimal::ONE),
            raw: Some("1".into()),
            status: Status::Printed,
            ..Cell::absent((*field).into())
        };
        let before = Tables { cells: ROW.iter().map(cell).collect(), ..Tables::default() };
        let mut after = before.clone();
        settle(&mut after, &[]);
        assert_eq!(before, after);
    }
}
