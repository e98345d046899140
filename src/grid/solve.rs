//! Rows with several readings → the reading that fits the form's sums, when there is exactly one.
//!
//! The sums only choose between readings of what is printed; they never change a number. Blank counts as nothing.

/// The values of one row, left to right; `None` is a blank.
pub type Values = Vec<Option<i64>>;

/// One row of the grid with every way to read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// At least one reading.
    pub readings: Vec<Values>,
    /// Its part in （七）总计 = Σ outcomes: 1 for an outcome, -1 for the total, 0 for others.
    pub outcome: i64,
    /// Its part in 一 + 二 = （七） + 四: 1 left, -1 right, 0 for others.
    pub balance: i64,
}

/// A grid to solve.
#[derive(Debug, Clone, PartialEq)]
pub struct Puzzle {
    /// Its rows.
    pub rows: Vec<Row>,
    /// Number of columns; the last is the total of the others.
    pub columns: usize,
    /// Columns whose outcome sum cannot be asked, because some row is missing or unreadable there.
    pub outcome_open: Vec<bool>,
    /// The same for the balance.
    pub balance_open: Vec<bool>,
}

/// What the sums leave of one cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// One reading.
    One(Option<i64>),
    /// Several, sorted.
    Several(Vec<Option<i64>>),
}

/// Work bound: real pages need some hundred steps; past this the sums do not decide.
const MAX_STEPS: usize = 300_000;
/// More solutions than this are "several".
const MAX_SOLUTIONS: usize = 200;

/// Answers for each row and cell.
pub fn solve(puzzle: &Puzzle) -> Vec<Vec<Answer>> {
    let found = search(puzzle);
    puzzle.rows.iter().enumerate().map(|(i, row)| answers(row, i, &found, puzzle.columns)).collect()
}

/// Every solution; empty when none is found or too many to tell.
fn search(puzzle: &Puzzle) -> Vec<Vec<usize>> {
    if puzzle.rows.iter().all(|r| r.readings.len() == 1) {
        return Vec::new();
    }
    let mut steps = MAX_STEPS;
    let strict = solutions(puzzle, &Excuse::default(), &mut steps);
    if !strict.is_empty() {
        return strict;
    }
    // A published error breaks the sums through its cell. One wrong number breaks its row, its column, or the
    // balance; every reading that needs no more than one is collected, and they must agree.
    let mut found: Vec<Vec<usize>> = Vec::new();
    for excuse in single_errors(puzzle) {
        found.extend(solutions(puzzle, &excuse, &mut steps));
    }
    found.sort();
    found.dedup();
    found
}

/// Sums that one wrong number may break.
#[derive(Debug, Clone, Default)]
struct Excuse {
    row: Option<usize>,
    outcome: Option<usize>,
    balance: Option<usize>,
}

fn single_errors(puzzle: &Puzzle) -> Vec<Excuse> {
    let open_rows =
        puzzle.rows.iter().enumerate().filter(|(_, r)| r.readings.len() > 1).map(|(i, _)| Some(i));
    let rows: Vec<Option<usize>> = std::iter::once(None).chain(open_rows).collect();
    let mut excuses = Vec::new();
    for row in rows {
        for column in 0..puzzle.columns {
            let (some, none) = (Some(column), None);
            for (outcome, balance) in [(some, none), (none, some), (some, some)] {
                excuses.push(Excuse { row, outcome, balance });
            }
        }
    }
    excuses
}

/// Whether total = Σ others, or one side is not printed at all.
pub fn row_holds(values: &[Option<i64>]) -> bool {
    match values.split_last() {
        Some((Some(total), others)) if others.iter().any(Option::is_some) => {
            others.iter().flatten().sum::<i64>() == *total
        }
        _ => true,
    }
}

/// The readings of a row that its own sum allows; all, when it allows none or is excused.
fn allowed(row: &Row, excused: bool) -> Vec<usize> {
    let all = 0..row.readings.len();
    let fits = |i: &usize| row.readings.get(*i).is_some_and(|v| row_holds(v));
    let fitting: Vec<usize> = all.clone().filter(fits).collect();
    if excused || fitting.is_empty() { all.collect() } else { fitting }
}

/// Depth-first search over the rows with a bound on what the rest can still add to each column.
struct Dfs<'a> {
    puzzle: &'a Puzzle,
    choices: Vec<Vec<usize>>,
    order: Vec<usize>,
    outcome_active: Vec<bool>,
    balance_active: Vec<bool>,
    /// For each depth and constraint, the least and greatest sum of the rows from there on.
    bounds: Vec<Vec<(i64, i64)>>,
    picked: Vec<usize>,
    found: Vec<Vec<usize>>,
}

fn solutions(puzzle: &Puzzle, excuse: &Excuse, steps: &mut usize) -> Vec<Vec<usize>> {
    let choices: Vec<Vec<usize>> =
        puzzle.rows.iter().enumerate().map(|(i, r)| allowed(r, excuse.row == Some(i))).collect();
    let mut order: Vec<usize> = (0..puzzle.rows.len()).collect();
    order.sort_by_key(|i| choices.get(*i).map_or(0, Vec::len));
    let active = |open: &[bool], off: Option<usize>| -> Vec<bool> {
        (0..puzzle.columns).map(|j| !open.get(j).copied().unwrap_or(true) && off != Some(j)).collect()
    };
    let mut dfs = Dfs {
        puzzle,
        order,
        outcome_active: active(&puzzle.outcome_open, excuse.outcome),
        balance_active: active(&puzzle.balance_open, excuse.balance),
        bounds: Vec::new(),
        picked: vec![0; choices.len()],
        choices,
        found: Vec::new(),
    };
    dfs.bounds = dfs.suffix_bounds();
    dfs.visit(0, &vec![0; puzzle.columns * 2], steps);
    if *steps == 0 { Vec::new() } else { dfs.found }
}

impl Dfs<'_> {
    /// What a reading adds to each outcome sum and each balance.
    fn effect(&self, row: usize, choice: usize) -> Vec<i64> {
        let Some(r) = self.puzzle.rows.get(row) else { return Vec::new() };
        let values = r.readings.get(choice).map_or(&[][..], Vec::as_slice);
        let part = |factor: i64| {
            (0..self.puzzle.columns).map(move |j| factor * values.get(j).copied().flatten().unwrap_or(0))
        };
        part(r.outcome).chain(part(r.balance)).collect()
    }

    fn suffix_bounds(&self) -> Vec<Vec<(i64, i64)>> {
        let width = self.puzzle.columns * 2;
        let mut bounds = vec![vec![(0, 0); width]; self.order.len() + 1];
        for depth in (0..self.order.len()).rev() {
            let row = self.order.get(depth).copied().unwrap_or(0);
            let effects: Vec<Vec<i64>> =
                self.choices.get(row).into_iter().flatten().map(|&c| self.effect(row, c)).collect();
            let after = bounds.get(depth + 1).cloned().unwrap_or_default();
            let here = (0..width).map(|k| {
                let of = |e: &Vec<i64>| e.get(k).copied().unwrap_or(0);
                let (low, high) = after.get(k).copied().unwrap_or((0, 0));
                (
                    low + effects.iter().map(of).min().unwrap_or(0),
                    high + effects.iter().map(of).max().unwrap_or(0),
                )
            });
            let here: Vec<_> = here.collect();
            if let Some(slot) = bounds.get_mut(depth) {
                *slot = here;
            }
        }
        bounds
    }

    fn reachable(&self, depth: usize, sums: &[i64]) -> bool {
        let active = self.outcome_active.iter().chain(&self.balance_active);
        let bounds = self.bounds.get(depth).map_or(&[][..], Vec::as_slice);
        sums.iter()
            .zip(bounds)
            .zip(active)
            .all(|((sum, (low, high)), active)| !active || (sum + low <= 0 && sum + high >= 0))
    }

    fn visit(&mut self, depth: usize, sums: &[i64], steps: &mut usize) {
        *steps = steps.saturating_sub(1);
        if *steps == 0 || self.found.len() > MAX_SOLUTIONS || !self.reachable(depth, sums) {
            return;
        }
        let Some(&row) = self.order.get(depth) else {
            self.found.push(self.picked.clone());
            return;
        };
        for choice in self.choices.get(row).cloned().unwrap_or_default() {
            if let Some(slot) = self.picked.get_mut(row) {
                *slot = choice;
            }
            let next: Vec<i64> = sums.iter().zip(self.effect(row, choice)).map(|(s, e)| s + e).collect();
            self.visit(depth + 1, &next, steps);
        }
    }
}

/// What the solutions say of each cell of a row; without solutions the row's own sum is all there is.
fn answers(row: &Row, index: usize, found: &[Vec<usize>], columns: usize) -> Vec<Answer> {
    let mut picks: Vec<usize> = found.iter().filter_map(|s| s.get(index).copied()).collect();
    if picks.is_empty() {
        picks = allowed(row, false);
    }
    (0..columns).map(|j| answer(picks.iter().filter_map(|&p| row.readings.get(p)?.get(j).copied()))).collect()
}

fn answer(values: impl Iterator<Item = Option<i64>>) -> Answer {
    let mut values: Vec<Option<i64>> = values.collect();
    values.sort();
    values.dedup();
    match values.as_slice() {
        [one] => Answer::One(*one),
        _ => Answer::Several(values),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(readings: &[&[i64]], outcome: i64, balance: i64) -> Row {
        let values = |r: &&[i64]| r.iter().map(|v| Some(*v)).collect();
        Row { readings: readings.iter().map(values).collect(), outcome, balance }
    }

    fn puzzle(rows: Vec<Row>) -> Puzzle {
        Puzzle { rows, columns: 3, outcome_open: vec![false; 3], balance_open: vec![false; 3] }
    }

    fn values(answers: &[Answer]) -> Vec<Option<i64>> {
        answers.iter().map(|a| if let Answer::One(v) = a { *v } else { None }).collect()
    }

    #[test]
    fn the_columns_choose_between_readings_that_their_row_allows() {
        // 1|1|2 and 2|0|2 both add up in their row; the column total 2|0|2 leaves one.
        let rows = vec![row(&[&[1, 1, 2], &[2, 0, 2]], 1, 0), row(&[&[2, 0, 2]], -1, 0)];
        let solved = solve(&puzzle(rows));
        assert_eq!(values(&solved[0]), [Some(2), Some(0), Some(2)]);
    }

    #[test]
    fn readings_that_all_fit_stay_several() {
        let open = row(&[&[1, 1, 2], &[2, 0, 2]], 0, 0);
        let solved = solve(&puzzle(vec![open]));
        assert_eq!(solved[0][0], Answer::Several(vec![Some(1), Some(2)]));
        assert_eq!(solved[0][2], Answer::One(Some(2)));
    }

    #[test]
    fn one_published_error_elsewhere_does_not_hide_the_reading() {
        // The total row prints 9 in its last column; no reading mends that, and 2|0|2 is still the one that fits the rest.
        let rows = vec![row(&[&[1, 1, 2], &[2, 0, 2]], 1, 0), row(&[&[2, 0, 9]], -1, 0)];
        let solved = solve(&puzzle(rows));
        assert_eq!(values(&solved[0]), [Some(2), Some(0), Some(2)]);
    }

    #[test]
    fn a_single_reading_is_kept_even_when_no_sum_fits() {
        let solved = solve(&puzzle(vec![row(&[&[4, 1, 7]], 0, 1), row(&[&[5, 1, 6]], 0, -1)]));
        assert_eq!(values(&solved[0]), [Some(4), Some(1), Some(7)]);
    }
}
