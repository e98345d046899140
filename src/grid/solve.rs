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
const MAX_STEPS: usize = 60_000;
/// More solutions than this are not worth comparing: hardly a cell is the same in all.
const MAX_SOLUTIONS: usize = 200;

/// Answers for each row and cell.
pub fn solve(puzzle: &Puzzle) -> Vec<Vec<Answer>> {
    let left = search(puzzle);
    let answers = |(row, picks): (&Row, Vec<usize>)| {
        let of = |j: usize| answer(picks.iter().filter_map(|&p| row.readings.get(p)?.get(j).copied()));
        (0..puzzle.columns).map(of).collect()
    };
    puzzle.rows.iter().zip(left).map(answers).collect()
}

/// For each row the readings that the sums leave.
fn search(puzzle: &Puzzle) -> Vec<Vec<usize>> {
    let own: Vec<Vec<usize>> = puzzle.rows.iter().map(|r| allowed(r, false)).collect();
    if puzzle.rows.iter().all(|r| r.readings.len() == 1) {
        return own;
    }
    let mut steps = MAX_STEPS;
    let strict = Dfs::new(puzzle, &Excuse::default());
    let reachable = strict.choices.clone();
    match strict.run(&mut steps) {
        Search::All(found) if !found.is_empty() => return by_row(&found, own.len()),
        Search::All(_) => {}
        // Consistent, but in too many ways to list: what no sum can reach is out all the same.
        Search::TooMany => return reachable,
        Search::TooLong => return own,
    }
    // A published error breaks the sums through its cell. One wrong number breaks its row, its column, or the
    // balance; every reading that needs no more than one is collected, and they must agree.
    let mut found: Vec<Vec<usize>> = Vec::new();
    for excuse in single_errors(puzzle) {
        match Dfs::new(puzzle, &excuse).run(&mut steps) {
            Search::All(more) => found.extend(more),
            Search::TooMany | Search::TooLong => return own,
        }
    }
    if found.is_empty() { own } else { by_row(&found, own.len()) }
}

/// Solutions → for each row its readings in any of them.
fn by_row(found: &[Vec<usize>], rows: usize) -> Vec<Vec<usize>> {
    let picks = |i: usize| {
        let mut picks: Vec<usize> = found.iter().filter_map(|s| s.get(i).copied()).collect();
        picks.sort_unstable();
        picks.dedup();
        picks
    };
    (0..rows).map(picks).collect()
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

/// The readings of a row that its own sum allows; all, when it allows none or is excused. A reading without a total
/// holds whatever it says, and is no reason to drop those that have one.
fn allowed(row: &Row, excused: bool) -> Vec<usize> {
    let all = 0..row.readings.len();
    let reading = |i: &usize| row.readings.get(*i);
    let fitting: Vec<usize> = all.clone().filter(|i| reading(i).is_some_and(|v| row_holds(v))).collect();
    let has_total = |i: &usize| reading(i).is_some_and(|v| matches!(v.last(), Some(Some(_))));
    let proven = fitting.iter().any(has_total) || !all.clone().any(|i| has_total(&i));
    if excused || !proven { all.collect() } else { fitting }
}

/// How a search ended.
enum Search {
    /// Every solution; none where the sums cannot hold.
    All(Vec<Vec<usize>>),
    /// More than are worth comparing.
    TooMany,
    /// The work bound came first.
    TooLong,
}

/// What one reading of one row adds to each sum: outcome sums first, then balances.
type Effect = Vec<i64>;

/// Depth-first search over the rows with a bound on what the rest can still add to each sum.
struct Dfs {
    /// For each row the readings still possible.
    choices: Vec<Vec<usize>>,
    /// For each row and reading its effect.
    effects: Vec<Vec<Effect>>,
    /// Rows, those with fewest readings first.
    order: Vec<usize>,
    /// Which sums are asked.
    active: Vec<bool>,
    picked: Vec<usize>,
    found: Vec<Vec<usize>>,
}

impl Dfs {
    fn new(puzzle: &Puzzle, excuse: &Excuse) -> Dfs {
        let on = |open: &[bool], off: Option<usize>| -> Vec<bool> {
            (0..puzzle.columns).map(|j| !open.get(j).copied().unwrap_or(true) && off != Some(j)).collect()
        };
        let mut active = on(&puzzle.outcome_open, excuse.outcome);
        active.extend(on(&puzzle.balance_open, excuse.balance));
        let rows = puzzle.rows.iter().enumerate();
        let choices: Vec<Vec<usize>> = rows.map(|(i, r)| allowed(r, excuse.row == Some(i))).collect();
        let effects = puzzle.rows.iter().map(|r| effects(r, puzzle.columns)).collect();
        let picked = vec![0; choices.len()];
        let mut dfs = Dfs { choices, effects, order: Vec::new(), active, picked, found: Vec::new() };
        dfs.drop_unreachable();
        dfs.order = (0..dfs.choices.len()).collect();
        dfs.order.sort_by_key(|i| dfs.choices.get(*i).map_or(0, Vec::len));
        dfs
    }

    fn run(mut self, steps: &mut usize) -> Search {
        let bounds = self.suffix_bounds();
        self.visit(0, &vec![0; self.active.len()], &bounds, steps);
        if self.found.len() > MAX_SOLUTIONS {
            Search::TooMany
        } else if *steps == 0 {
            Search::TooLong
        } else {
            Search::All(self.found)
        }
    }

    fn effect(&self, row: usize, choice: usize) -> &[i64] {
        self.effects.get(row).and_then(|e| e.get(choice)).map_or(&[], Vec::as_slice)
    }

    /// Least and greatest effect of a row on each sum.
    fn range(&self, row: usize) -> Vec<(i64, i64)> {
        let choices = self.choices.get(row).map_or(&[][..], Vec::as_slice);
        let of = |k: usize| choices.iter().map(move |&c| self.effect(row, c).get(k).copied().unwrap_or(0));
        (0..self.active.len()).map(|k| (of(k).min().unwrap_or(0), of(k).max().unwrap_or(0))).collect()
    }

    /// Takes out readings that no choice in the other rows can balance, until nothing changes.
    fn drop_unreachable(&mut self) {
        // Each round only shrinks the lists; ten settle every page seen.
        for _ in 0..10 {
            let ranges: Vec<Vec<(i64, i64)>> = (0..self.choices.len()).map(|i| self.range(i)).collect();
            let total = |k: usize| {
                let at = ranges.iter().filter_map(|r| r.get(k));
                at.fold((0, 0), |(low, high), (l, h)| (low + l, high + h))
            };
            let totals: Vec<(i64, i64)> = (0..self.active.len()).map(total).collect();
            let mut changed = false;
            for row in 0..self.choices.len() {
                let reachable = |&c: &usize| self.is_reachable(row, c, &totals, &ranges);
                let kept: Vec<usize> =
                    self.choices.get(row).into_iter().flatten().copied().filter(reachable).collect();
                if let Some(slot) =
                    self.choices.get_mut(row).filter(|s| !kept.is_empty() && s.len() > kept.len())
                {
                    *slot = kept;
                    changed = true;
                }
            }
            if !changed {
                return;
            }
        }
    }

    fn is_reachable(
        &self,
        row: usize,
        choice: usize,
        totals: &[(i64, i64)],
        ranges: &[Vec<(i64, i64)>],
    ) -> bool {
        let own = ranges.get(row).map_or(&[][..], Vec::as_slice);
        let sums = self.effect(row, choice).iter().zip(own).zip(totals).zip(&self.active);
        let mut reachable = sums
            .map(|(((e, (low, high)), (l, h)), active)| !active || (l - low + e <= 0 && h - high + e >= 0));
        reachable.all(|r| r)
    }

    /// For each depth and sum, the least and greatest effect of the rows from there on.
    fn suffix_bounds(&self) -> Vec<Vec<(i64, i64)>> {
        let mut bounds = vec![vec![(0, 0); self.active.len()]];
        for row in self.order.iter().rev() {
            let after = bounds.last().cloned().unwrap_or_default();
            let here = after.iter().zip(self.range(*row)).map(|((l, h), (low, high))| (l + low, h + high));
            bounds.push(here.collect());
        }
        bounds.reverse();
        bounds
    }

    fn visit(&mut self, depth: usize, sums: &[i64], bounds: &[Vec<(i64, i64)>], steps: &mut usize) {
        *steps = steps.saturating_sub(1);
        let here = bounds.get(depth).map_or(&[][..], Vec::as_slice);
        let fits = |((sum, (low, high)), active): ((&i64, &(i64, i64)), &bool)| {
            !active || (sum + low <= 0 && sum + high >= 0)
        };
        let reachable = sums.iter().zip(here).zip(&self.active).all(fits);
        if *steps == 0 || self.found.len() > MAX_SOLUTIONS || !reachable {
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
            self.visit(depth + 1, &next, bounds, steps);
        }
    }
}

/// The effects of each reading of a row.
fn effects(row: &Row, columns: usize) -> Vec<Effect> {
    let part = |values: &Values, factor: i64| -> Vec<i64> {
        (0..columns).map(|j| factor * values.get(j).copied().flatten().unwrap_or(0)).collect()
    };
    row.readings.iter().map(|v| [part(v, row.outcome), part(v, row.balance)].concat()).collect()
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
