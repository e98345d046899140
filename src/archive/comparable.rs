//! Which fields of two reports may be compared, across a change of form too.

use crate::form;
use crate::model::{FieldId, Report};
use serde::Deserialize;
use smol_str::format_smolstr;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    forms: Vec<Pair>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    a: String,
    b: String,
    same: Vec<String>,
    near: Vec<Near>,
    sum: Vec<Sum>,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "what is not compared is written down for readers and the test")
    )]
    apart_a: Vec<String>,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "what is not compared is written down for readers and the test")
    )]
    apart_b: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Near {
    a: String,
    b: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sum {
    a: String,
    b: Vec<String>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("comparable.toml")).unwrap_or(Table { forms: Vec::new() }));

/// How far two numbers mean the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// The same number of the form.
    Same,
    /// Nearly the same meaning under another name.
    Near,
    /// One row on one form, several on the other: the parts are added.
    Sum,
}

/// Fields of an earlier and a later report that may be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparable {
    /// Fields of the earlier report, added.
    pub before: Vec<FieldId>,
    /// Fields of the later report, added.
    pub after: Vec<FieldId>,
    /// How far they mean the same.
    pub likeness: Likeness,
}

/// What may be compared between two reports, in the order of the later report's form.
pub fn between(before: &Report, after: &Report) -> Vec<Comparable> {
    let (Some(old), Some(new)) = (&before.tables.template, &after.tables.template) else { return Vec::new() };
    if old == new {
        return within(before, after);
    }
    let pairs = TABLE.forms.iter();
    let forward = pairs.clone().find(|p| p.a == *old && p.b == *new).map(|p| across(p, after));
    let backward = || pairs.clone().find(|p| p.a == *new && p.b == *old).map(|p| across(p, before));
    forward
        .or_else(|| backward().map(|all| all.into_iter().map(Comparable::turned).collect()))
        .unwrap_or_default()
}

/// Every field that either report of one form has.
fn within(before: &Report, after: &Report) -> Vec<Comparable> {
    let same = |field: &FieldId| Comparable {
        before: vec![field.clone()],
        after: vec![field.clone()],
        likeness: Likeness::Same,
    };
    let (old, new) = (has_merged_row(before), has_merged_row(after));
    let split = |field: &str| {
        TABLE.forms.iter().flat_map(|p| &p.sum).any(|s| s.b.iter().any(|b| below(b, field).is_some()))
    };
    let whole = |field: &str| TABLE.forms.iter().flat_map(|p| &p.sum).any(|s| below(&s.a, field).is_some());
    let fields = after.tables.cells.iter().map(|c| &c.field);
    if old == new {
        return fields.map(same).collect();
    }
    // One year prints （六）其他处理 as one row, the other as three.
    let rows = fields.filter(|f| !split(f) && !whole(f)).map(same);
    let sums = TABLE
        .forms
        .iter()
        .flat_map(|p| p.sum.iter().flat_map(move |s| sums(s, if new { before } else { after })));
    let sums = sums.map(|c| if new { c.turned() } else { c });
    rows.chain(sums).collect()
}

fn has_merged_row(report: &Report) -> bool {
    form::of(&report.tables).is_some_and(|f| f.merged)
}

/// What the newer form `b` has in common with `a`; `newer` is a report on `b`.
fn across(pair: &Pair, newer: &Report) -> Vec<Comparable> {
    let same = |field: &FieldId| {
        let named = pair.same.iter().any(|path| below(path, field).is_some());
        named.then(|| Comparable {
            before: vec![field.clone()],
            after: vec![field.clone()],
            likeness: Likeness::Same,
        })
    };
    let near = |field: &FieldId| {
        let near = pair.near.iter().find(|n| n.b == *field)?;
        Some(Comparable {
            before: vec![near.a.as_str().into()],
            after: vec![field.clone()],
            likeness: Likeness::Near,
        })
    };
    let fields = newer.tables.cells.iter().map(|c| &c.field);
    let mut all: Vec<Comparable> = fields.filter_map(|f| near(f).or_else(|| same(f))).collect();
    if !has_merged_row(newer) {
        all.extend(pair.sum.iter().flat_map(|s| sums(s, newer)));
    }
    all
}

/// One row against the rows it is split into, column by column; `newer` has the split rows.
fn sums(sum: &Sum, newer: &Report) -> Vec<Comparable> {
    let Some(first) = sum.b.first() else { return Vec::new() };
    let columns = newer.tables.cells.iter().filter_map(|c| below(first, &c.field));
    columns
        .map(|column| Comparable {
            before: vec![format_smolstr!("{}.{column}", sum.a)],
            after: sum.b.iter().map(|row| format_smolstr!("{row}.{column}")).collect(),
            likeness: Likeness::Sum,
        })
        .collect()
}

/// What follows a path, where a field is it or lies below it.
fn below<'f>(path: &str, field: &'f str) -> Option<&'f str> {
    let rest = field.strip_prefix(path)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('.') }
}

impl Comparable {
    fn turned(self) -> Comparable {
        Comparable { before: self.after, after: self.before, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often a field is named by these paths.
    fn named<'p>(paths: impl IntoIterator<Item = &'p String>, field: &str) -> usize {
        paths.into_iter().filter(|path| below(path, field).is_some()).count()
    }

    #[test]
    fn every_number_of_both_forms_is_named_once() {
        let table: Table = toml::from_str(include_str!("comparable.toml")).expect("a table");
        for pair in &table.forms {
            let (a, b) = (form::get(&pair.a).expect("a form"), form::get(&pair.b).expect("a form"));
            for field in a.fields.iter().map(|f| f.id.as_str()) {
                let times = named(&pair.same, field)
                    + named(pair.near.iter().map(|n| &n.a), field)
                    + named(&pair.apart_a, field);
                assert_eq!(times, 1, "{} of {}", field, pair.a);
            }
            for field in b.fields.iter().map(|f| f.id.as_str()) {
                let times = named(&pair.same, field)
                    + named(pair.near.iter().map(|n| &n.b), field)
                    + named(pair.sum.iter().flat_map(|s| &s.b), field)
                    + named(&pair.apart_b, field);
                assert_eq!(times, 1, "{} of {}", field, pair.b);
            }
        }
    }

    #[test]
    fn what_is_named_the_same_is_on_both_forms_with_one_unit() {
        for pair in &TABLE.forms {
            let (a, b) = (form::get(&pair.a).expect("a form"), form::variant(&pair.b, true).expect("a form"));
            for field in a.fields.iter().filter(|f| named(&pair.same, &f.id) > 0) {
                assert_eq!(b.field(&field.id).map(|f| f.unit), Some(field.unit), "{}", field.id);
            }
            for near in &pair.near {
                assert!(a.field(&near.a).is_some() && b.field(&near.b).is_some(), "{} {}", near.a, near.b);
            }
        }
    }
}
