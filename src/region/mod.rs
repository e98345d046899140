//! Which division of the country an agency belongs to: its code where name and context leave one, else candidates.
//!
//! Codes are those of the National Bureau of Statistics' 统计用区划代码, cut to the level: 34 安徽省, 3415 六安市, 341522 霍邱县,
//! 341522115 龙潭镇; padded with zeros they are the six-digit codes of GB/T 2260. A department has the code of its region.
//! A ministry has none.
//!
//! ```text
//! name ─reading→ every way to read it ─context→ those that path, address, telephone and letterhead leave ─→ one, or candidates
//! ```

mod context;
mod names;
mod reading;
mod table;
#[cfg(test)]
mod tests;
mod townships;

use crate::model::Agency;
pub use context::Context;
use context::hints;
use reading::Reading;
use table::Fit;

/// The agency of that name with its region, or with the candidates where several are left.
pub fn locate(name: Option<String>, context: &Context) -> Agency {
    let readings = name.as_deref().map(|n| reading::all(n, context.year)).unwrap_or_default();
    let readings = if readings.is_empty() { of_folders(name.as_deref(), context) } else { readings };
    let best = best(readings);
    let (found, open) = decide(&best, context);
    Agency {
        name,
        region_code: found.map(|r| r.code.clone()),
        region_name: found.map(|r| full_name(r, context.year)),
        candidates: open.iter().map(|r| r.code.clone()).collect(),
    }
}

/// 农业农村局 in the folders 六安市/霍邱县 is that county's. A prefecture's folder may be of its own department or of any of its
/// counties', and an address tells where an office sits and not whose it is: neither is enough.
fn of_folders(name: Option<&str>, context: &Context) -> Vec<Reading> {
    let department = name.map(names::bare).filter(|bare| names::is_county_department(bare));
    let county = department.and_then(|_| context::county_of_folders(context.path));
    let listed = county.map(|code| table::fit_of(code, context.year));
    let reading = county.zip(listed).map(|(code, fit)| Reading {
        code: code.to_owned(),
        township: None,
        fit,
        left: 0,
        anchored: false,
    });
    reading.into_iter().collect()
}

/// The readings that explain as much of the name as any, and of these the ones that were listed that year.
fn best(mut readings: Vec<Reading>) -> Vec<Reading> {
    let Some((left, fit)) = readings.first().map(|r| (r.left, r.fit)) else { return readings };
    readings.retain(|r| r.left == left && r.fit == fit);
    // 东莞市 is a prefecture and the one county in it.
    let outer: Vec<String> = readings.iter().map(|r| r.code.clone()).collect();
    readings.retain(|r| !outer.iter().any(|o| o.len() < r.code.len() && r.code.starts_with(o.as_str())));
    readings
}

/// The one reading that is certain, or those among which nothing decides.
fn decide<'a>(readings: &'a [Reading], context: &Context) -> (Option<&'a Reading>, Vec<&'a Reading>) {
    let all: Vec<&Reading> = readings.iter().collect();
    match readings {
        [] => return (None, all),
        [only] if only.anchored && only.fit != Fit::Far => return (Some(only), Vec::new()),
        _ => {}
    }
    let mut open = all.clone();
    for hint in hints(context) {
        let most = open.iter().map(|r| hint.support(&r.code)).max().unwrap_or(0);
        open.retain(|r| hint.support(&r.code) == most);
        if open.iter().any(|r| hint.denies(&r.code)) {
            return (None, all);
        }
    }
    match open.as_slice() {
        [only] if only.fit != Fit::Far => (Some(only), Vec::new()),
        _ => (None, open),
    }
}

/// 安徽省六安市霍邱县龙潭镇: every level under the name it had that year.
fn full_name(reading: &Reading, year: Option<u16>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for length in [2, 4, 6] {
        let name = reading.code.get(..length).and_then(|code| table::name_of(code, year));
        names.extend(name.filter(|n| names.last() != Some(n)));
    }
    names.extend(reading.township.as_deref());
    names.concat()
}
