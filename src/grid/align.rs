//! Observed rows → the form's rows, in order: a row that is missing, extra, split or mistyped costs one row, never
//! a shift of the others.

use super::label::{self, LIKE, Label};
use crate::form::Row;
use rustc_hash::FxHashMap;

/// What an observed row says of itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observed<'a> {
    /// Labels in front of the values, outermost first.
    pub labels: &'a [String],
    /// How many of them, counted from the end, stand in the values' own row.
    pub own: usize,
    /// Whether it has as many values as the form's rows have, so that it may be a row without its label.
    pub complete: bool,
}

/// Which row of the form an observed row is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Match {
    /// Its label says so; the likeness, 0 to 1.
    Labelled(usize, f32),
    /// Its place between labelled rows says so: as many rows without label as rows missing there.
    Placed(usize),
    /// It has no label, and its place leaves several rows open: `from..to`.
    Open(usize, usize),
    /// The form has no such row.
    Unknown,
}

/// A label that differs from the form's in fewer than one of twenty characters is that label with a slip; one that only
/// ends like it is less alike.
pub const SURE: f32 = 0.96;

/// Aligns observed rows to the form's rows: first by the labels in the rows themselves; between those, rows without
/// label take the places left over if they are as many, else labels that stood nearby decide.
pub fn align(observed: &[Observed<'_>], rows: &[&Row]) -> Vec<Match> {
    let own: Vec<Vec<f32>> = likeness(observed, rows, |o| o.own > 0);
    let mut matches: Vec<Match> = best_chain(&own, 0, rows.len())
        .into_iter()
        .map(|m| m.map_or(Match::Unknown, |(row, alike)| Match::Labelled(row, alike)))
        .collect();
    for gap in gaps(&matches, rows.len()) {
        fill(&gap, observed, rows, &mut matches);
    }
    matches
}

/// Matches observed rows to the form's rows by label alone, in any order: the small tables of section 二 are told
/// apart by their labels, and extraction puts them in any order.
pub fn by_label(observed: &[Observed<'_>], rows: &[&Row]) -> Vec<Match> {
    let likeness = likeness(observed, rows, |_| true);
    let best = |scores: &Vec<f32>| {
        let top = scores.iter().copied().enumerate().fold((0, 0.0), |a, b| if b.1 > a.1 { b } else { a });
        if top.1 >= LIKE { Match::Labelled(top.0, top.1) } else { Match::Unknown }
    };
    likeness.iter().map(best).collect()
}

/// A stretch between two labelled rows: observed rows `seen` and form rows `from..to`.
struct Gap {
    seen: std::ops::Range<usize>,
    from: usize,
    to: usize,
}

fn gaps(matches: &[Match], rows: usize) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let (mut start, mut from) = (0, 0);
    for (i, m) in matches.iter().enumerate() {
        if let Match::Labelled(row, _) = m {
            gaps.push(Gap { seen: start..i, from, to: *row });
            (start, from) = (i + 1, row + 1);
        }
    }
    gaps.push(Gap { seen: start..matches.len(), from, to: rows });
    gaps.retain(|g| !g.seen.is_empty() && g.from < g.to);
    gaps
}

fn fill(gap: &Gap, observed: &[Observed<'_>], rows: &[&Row], matches: &mut [Match]) {
    let lost: Vec<usize> =
        gap.seen.clone().filter(|&k| observed.get(k).is_some_and(|o| o.complete && o.own == 0)).collect();
    // A label beside the gap without any value may be that of the values within.
    let beside = [gap.seen.start.checked_sub(1), Some(gap.seen.end)];
    let bare = |k: usize| observed.get(k).is_some_and(|o| o.own > 0 && !o.complete);
    if lost.len() == gap.to - gap.from && !beside.into_iter().flatten().any(bare) {
        for (n, k) in lost.into_iter().enumerate() {
            put(matches, k, Match::Placed(gap.from + n));
        }
        return;
    }
    let inside: Vec<Observed<'_>> = observed.get(gap.seen.clone()).unwrap_or_default().to_vec();
    let stale = likeness(&inside, rows, |o| o.own == 0);
    for (n, found) in best_chain(&stale, gap.from, gap.to).into_iter().enumerate() {
        let k = gap.seen.start + n;
        match found {
            Some((row, alike)) => put(matches, k, Match::Labelled(row, alike)),
            None if lost.contains(&k) => put(matches, k, Match::Open(gap.from, gap.to)),
            None => {}
        }
    }
}

fn put(matches: &mut [Match], at: usize, found: Match) {
    if let Some(slot) = matches.get_mut(at) {
        *slot = found;
    }
}

/// For each observed row that `counts` its likeness to each row of the form; zeros for the others.
fn likeness(
    observed: &[Observed<'_>],
    rows: &[&Row],
    counts: impl Fn(&Observed<'_>) -> bool,
) -> Vec<Vec<f32>> {
    let forms: Vec<Vec<Label>> = rows.iter().map(|row| row.labels().map(Label::new).collect()).collect();
    let mut exact: FxHashMap<&[char], Vec<usize>> = FxHashMap::default();
    for (i, labels) in forms.iter().enumerate() {
        for label in labels {
            exact.entry(&label.text).or_default().push(i);
        }
    }
    observed
        .iter()
        .map(|o| if counts(o) { one_likeness(o, &forms, &exact) } else { vec![0.0; forms.len()] })
        .collect()
}

fn one_likeness(
    observed: &Observed<'_>,
    forms: &[Vec<Label>],
    exact: &FxHashMap<&[char], Vec<usize>>,
) -> Vec<f32> {
    let mut scores = vec![0.0; forms.len()];
    let Some(last) = observed.labels.last().map(|l| Label::new(l)) else { return scores };
    if let Some(hits) = exact.get(last.text.as_slice()) {
        for &i in hits {
            let best =
                forms.get(i).into_iter().flatten().map(|f| label::similarity(&last, f)).fold(0.0, f32::max);
            set(&mut scores, i, best);
        }
        return scores;
    }
    let all = Label::new(&observed.labels.concat());
    for (i, labels) in forms.iter().enumerate() {
        set(&mut scores, i, labels.iter().map(|f| fuzzy(&last, &all, f)).fold(0.0, f32::max));
    }
    scores
}

fn set(scores: &mut [f32], i: usize, value: f32) {
    if let Some(slot) = scores.get_mut(i) {
        *slot = value;
    }
}

/// Likeness to the last label, to the end of all labels run together, or to a stretch within them.
fn fuzzy(last: &Label, all: &Label, form: &Label) -> f32 {
    let n = form.text.len();
    if n >= 2 && all.text.ends_with(&form.text) {
        return 0.95;
    }
    let inside = n >= 4 && label::contains(&all.text, &form.text);
    let tail = all.text.get(all.text.len().saturating_sub(n)..).unwrap_or_default();
    let alike = label::similarity(last, form).max(label::overlap(tail, &form.text) * 0.95);
    if inside { alike.max(0.8) } else { alike }
}

/// The order-keeping assignment to form rows `from..rows` with the greatest likeness in sum.
fn best_chain(likeness: &[Vec<f32>], from: usize, rows: usize) -> Vec<Option<(usize, f32)>> {
    // best[i][j]: the greatest sum over observed rows from i on and form rows from j on.
    let n = likeness.len();
    let mut best = vec![vec![0.0f32; rows + 1]; n + 1];
    let get =
        |table: &[Vec<f32>], i: usize, j: usize| table.get(i).and_then(|r| r.get(j)).copied().unwrap_or(0.0);
    let gain = |i: usize, j: usize| {
        let alike = get(likeness, i, j);
        if alike >= LIKE { alike * alike } else { 0.0 }
    };
    for i in (0..n).rev() {
        for j in (from..rows).rev() {
            let take = if gain(i, j) > 0.0 { gain(i, j) + get(&best, i + 1, j + 1) } else { 0.0 };
            let value = take.max(get(&best, i + 1, j)).max(get(&best, i, j + 1));
            if let Some(slot) = best.get_mut(i).and_then(|r| r.get_mut(j)) {
                *slot = value;
            }
        }
    }
    let mut chain = vec![None; n];
    let (mut i, mut j) = (0, from);
    while i < n && j < rows {
        let here = get(&best, i, j);
        if gain(i, j) > 0.0 && here == gain(i, j) + get(&best, i + 1, j + 1) {
            if let Some(slot) = chain.get_mut(i) {
                *slot = Some((j, get(likeness, i, j)));
            }
            (i, j) = (i + 1, j + 1);
        } else if here == get(&best, i + 1, j) {
            i += 1;
        } else {
            j += 1;
        }
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form;

    fn rows() -> Vec<&'static Row> {
        form::get("2021").expect("embedded").request_rows().collect()
    }

    /// Aligns rows given by their labels; `""` is a row that lost its label.
    fn aligned(labels: &[&str]) -> Vec<Match> {
        let owned: Vec<Vec<String>> =
            labels.iter().map(|l| if l.is_empty() { vec![] } else { vec![(*l).to_owned()] }).collect();
        let observed: Vec<Observed> =
            owned.iter().map(|l| Observed { labels: l, own: l.len(), complete: true }).collect();
        align(&observed, &rows())
    }

    fn form_labels() -> Vec<&'static str> {
        rows().iter().map(|r| r.label.as_str()).collect()
    }

    #[test]
    fn a_missing_row_does_not_shift_the_others() {
        let mut labels = form_labels();
        labels.remove(7);
        let matches = aligned(&labels);
        assert!(matches.iter().take(7).enumerate().all(|(i, m)| *m == Match::Labelled(i, 1.0)));
        assert!(matches.iter().skip(7).enumerate().all(|(i, m)| *m == Match::Labelled(i + 8, 1.0)));
    }

    #[test]
    fn an_extra_row_is_unknown_and_a_typo_is_not() {
        let mut labels = form_labels();
        labels.insert(4, "9.其他主动公开文件");
        labels[6] = "2.其他法律行政止公开";
        let matches = aligned(&labels);
        assert_eq!(matches[4], Match::Unknown);
        assert!(matches!(matches[6], Match::Labelled(5, _)));
    }

    #[test]
    fn rows_without_labels_take_their_place_when_the_count_fits() {
        let mut labels = form_labels();
        labels[3] = "";
        labels[8] = "";
        let matches = aligned(&labels);
        assert_eq!((matches[3], matches[8]), (Match::Placed(3), Match::Placed(8)));
    }

    #[test]
    fn a_row_without_label_beside_a_label_without_values_is_open() {
        let labels = [vec!["（一）予以公开".to_owned()], vec![], vec!["1.属于国家秘密".to_owned()]];
        let rest = labels.iter().zip([false, true, true]);
        let observed: Vec<Observed> =
            rest.map(|(l, complete)| Observed { labels: l, own: l.len(), complete }).collect();
        assert_eq!(align(&observed, &rows())[1], Match::Open(3, 4), "not （二） for sure");
    }

    #[test]
    fn a_row_without_label_in_a_wider_gap_is_open() {
        let mut labels = form_labels();
        labels[3] = "";
        labels.remove(4);
        assert_eq!(aligned(&labels)[3], Match::Open(3, 5));
    }
}
