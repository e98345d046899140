//! One agency's name in one spelling, so that its years stand together.

use super::AgencyKey;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    same: Vec<Ending>,
    successor: Vec<Ending>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ending {
    to: String,
    from: Vec<String>,
    /// Whether several bodies became one.
    #[serde(default)]
    merged: bool,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    toml::from_str(include_str!("names.toml")).unwrap_or(Names { same: Vec::new(), successor: Vec::new() })
});

/// The name with one spelling for what is written in several: full width, inner spaces, 人民政府 or without,
/// 街道办事处 or 街道, 管理委员会 or 管委会, a department's long and short names.
pub fn normal(name: &str) -> String {
    let plain: String = name.nfkc().filter(|c| !c.is_whitespace() && *c != '·').collect();
    let plain = plain.replace("人民政府", "");
    let plain = if plain.ends_with("镇政府") || plain.ends_with("乡政府") {
        plain.trim_end_matches("政府").to_owned()
    } else {
        plain
    };
    replaced(&plain, &NAMES.same).unwrap_or(plain)
}

/// The name with its longest listed ending exchanged.
fn replaced(name: &str, endings: &[Ending]) -> Option<String> {
    longest(name, endings).map(|(place, ending)| format!("{place}{}", ending.to))
}

/// The longest listed ending of a name and what stands in front. That is never empty: 街道 alone is no agency.
fn longest<'n, 'e>(name: &'n str, endings: &'e [Ending]) -> Option<(&'n str, &'e Ending)> {
    let pairs = endings.iter().flat_map(|e| e.from.iter().map(move |from| (from, e)));
    let fitting = pairs.filter_map(|(from, e)| Some((name.strip_suffix(from.as_str())?, e)));
    fitting.filter(|(place, _)| !place.is_empty()).min_by_key(|(place, _)| place.len())
}

/// What is known of one agency's report when keys are given out.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// As the title prints it.
    pub name: Option<&'a str>,
    /// The division's code, where it is certain.
    pub region: Option<&'a str>,
    /// The year reported on.
    pub year: Option<u16>,
    /// The path of the source: tells reports apart that name nobody.
    pub path: &'a str,
}

/// The key of each report, in the order given.
///
/// Reports whose normalised names are equal have one key; where one region code is certain among them, it is part of
/// it. A name that lacks the county in front (`梅垭乡`), or that of the one department another took over from, takes the
/// other's key where only one fits and no year would be reported twice.
pub fn keys(reports: &[Named<'_>]) -> Vec<AgencyKey> {
    let bodies: Vec<Body> = reports.iter().map(body).collect();
    let shared = shared_regions(&bodies);
    let bodies: Vec<Body> = bodies.into_iter().map(|b| with_region(b, &shared)).collect();
    let mut years: BTreeMap<Body, BTreeSet<u16>> = BTreeMap::new();
    for (body, report) in bodies.iter().zip(reports) {
        years.entry(body.clone()).or_default().extend(report.year);
    }
    let joined = joins(&years);
    bodies.iter().map(|b| key(joined.get(b).unwrap_or(b))).collect()
}

/// A normalised name, with the region code where it is certain.
type Body = (String, Option<String>);

fn body(report: &Named<'_>) -> Body {
    let name = report.name.map_or_else(|| format!("({})", report.path), normal);
    (name, report.region.map(str::to_owned))
}

/// The one region code that goes with a name, where there is one.
fn shared_regions(bodies: &[Body]) -> BTreeMap<String, BTreeSet<String>> {
    let mut regions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, region) in bodies {
        regions.entry(name.clone()).or_default().extend(region.clone());
    }
    regions.retain(|_, codes| codes.len() == 1);
    regions
}

fn with_region((name, region): Body, shared: &BTreeMap<String, BTreeSet<String>>) -> Body {
    let region = region.or_else(|| shared.get(&name)?.first().cloned());
    (name, region)
}

fn key((name, region): &Body) -> AgencyKey {
    AgencyKey(region.as_ref().map_or_else(|| name.clone(), |region| format!("{region} {name}")))
}

/// Which bodies are another one under an older or shorter name, and under that one's older or shorter name in turn.
fn joins(years: &BTreeMap<Body, BTreeSet<u16>>) -> BTreeMap<Body, Body> {
    let mut years = years.clone();
    let mut joined: BTreeMap<Body, Body> = BTreeMap::new();
    // Each round leaves fewer bodies or is the last.
    loop {
        let found = round(&years);
        if found.is_empty() {
            return joined;
        }
        for target in joined.values_mut() {
            if let Some(next) = found.get(target) {
                *target = next.clone();
            }
        }
        for (body, target) in found {
            let moved = years.remove(&body).unwrap_or_default();
            years.entry(target.clone()).or_default().extend(moved);
            joined.insert(body, target);
        }
    }
}

/// What is joined at once: nothing where several bodies were merged into one, nor where a year would be reported twice. A
/// body that others join waits for the next round, so that their years are weighed together.
fn round(years: &BTreeMap<Body, BTreeSet<u16>>) -> BTreeMap<Body, Body> {
    let mut by_target: BTreeMap<&Body, Vec<Older>> = BTreeMap::new();
    for body in years.keys() {
        if let Some((target, merged)) = target(body, years) {
            by_target.entry(target).or_default().push(Older { body, merged });
        }
    }
    by_target.retain(|target, older| {
        let merger = older.len() > 1 && older.iter().any(|o| o.merged);
        let all: Vec<u16> = older
            .iter()
            .map(|o| o.body)
            .chain([*target])
            .filter_map(|b| years.get(b))
            .flatten()
            .copied()
            .collect();
        let once: BTreeSet<u16> = all.iter().copied().collect();
        !merger && once.len() == all.len()
    });
    let waits = |body: &Body| by_target.contains_key(body);
    let pairs = by_target.iter().flat_map(|(target, older)| older.iter().map(move |o| (o.body, *target)));
    pairs.filter(|(body, _)| !waits(body)).map(|(body, target)| (body.clone(), target.clone())).collect()
}

/// A body that may be another one under an older or shorter name.
struct Older<'y> {
    body: &'y Body,
    /// Whether it was one of several that became the other.
    merged: bool,
}

/// The only body of the archive that this one can be, and whether others were merged into that one too.
fn target<'y>(body: &Body, years: &'y BTreeMap<Body, BTreeSet<u16>>) -> Option<(&'y Body, bool)> {
    let ending = longest(&body.0, &NAMES.successor);
    let later = ending.map(|(place, ending)| format!("{place}{}", ending.to));
    let same_region = |other: &Body| body.1.is_none() || other.1.is_none() || body.1 == other.1;
    let mut fitting = years.keys().filter(|other| {
        let named = later.as_ref() == Some(&other.0) || lacks_place(&body.0, &other.0);
        *other != body && named && same_region(other)
    });
    let first = fitting.next()?;
    let merged = later.as_ref() == Some(&first.0) && ending.is_some_and(|(_, ending)| ending.merged);
    fitting.next().is_none().then_some((first, merged))
}

/// Whether `short` is `long` without the places in front.
fn lacks_place(short: &str, long: &str) -> bool {
    let front = long.strip_suffix(short).unwrap_or_default();
    front.ends_with(['省', '市', '县', '区', '州', '盟', '旗']) && short.chars().count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_and_leads_nowhere_twice() {
        let names: Names = toml::from_str(include_str!("names.toml")).expect("a table");
        let from: Vec<&String> = names.same.iter().chain(&names.successor).flat_map(|e| &e.from).collect();
        for (i, ending) in from.iter().enumerate() {
            assert!(!from.iter().skip(i + 1).any(|other| other == ending), "{ending} twice");
        }
        for to in names.same.iter().map(|e| &e.to) {
            assert_eq!(normal(&format!("某县{to}")), format!("某县{to}"), "{to} is its own spelling");
        }
    }

    #[test]
    fn spellings_of_one_name_are_one() {
        for (a, b) in [
            ("霍邱县龙潭镇人民政府", "霍邱县 龙潭镇"),
            ("某市某街道办事处", "某市某街道"),
            ("某新区管理委员会", "某新区管委会"),
            ("某县人民政府国有资产监督管理委员会", "某县国资委"),
            ("某县卫生健康委员会", "某县卫生健康局"),
            ("某县住房城乡建设局", "某县住房和城乡建设局"),
        ] {
            assert_eq!(normal(a), normal(b));
        }
        assert_ne!(normal("某县教育局"), normal("某县"));
    }

    fn keyed(reports: &[(&str, u16)]) -> Vec<String> {
        let named = |(name, year): &(&'static str, u16)| Named {
            name: Some(name),
            region: None,
            year: Some(*year),
            path: "",
        };
        let reports: Vec<(&'static str, u16)> =
            reports.iter().map(|(n, y)| (&*String::from(*n).leak(), *y)).collect();
        let reports: Vec<Named<'_>> = reports.iter().map(named).collect();
        keys(&reports).into_iter().map(|k| k.0).collect()
    }

    #[test]
    fn a_renamed_department_keeps_its_key() {
        let keys =
            keyed(&[("某县国土资源局", 2018), ("某县自然资源局", 2019), ("某县自然资源和规划局", 2021)]);
        assert!(keys.iter().all(|k| *k == keys[0]), "{keys:?}");
    }

    #[test]
    fn a_name_that_was_changed_twice_keeps_its_key() {
        let keys = keyed(&[("某县环境保护局", 2018), ("某县生态环境局", 2019), ("某市某县生态环境局", 2023)]);
        assert!(keys.iter().all(|k| *k == keys[0]), "{keys:?}");
    }

    #[test]
    fn names_that_followed_one_another_are_one_body() {
        let keys =
            keyed(&[("某县卫生局", 2013), ("某县卫生和计划生育局", 2016), ("某县卫生健康委员会", 2019)]);
        assert!(keys.iter().all(|k| *k == keys[0]), "{keys:?}");
        let keys = keyed(&[
            ("某县工商行政管理局", 2016),
            ("某县质量技术监督局", 2017),
            ("某县市场监督管理局", 2019),
        ]);
        assert!(keys[0] != keys[1] && keys[0] != keys[2], "merged, whatever years are at hand: {keys:?}");
    }

    #[test]
    fn of_merged_departments_none_is_chosen() {
        let keys = keyed(&[
            ("某县工商行政管理局", 2018),
            ("某县食品药品监督管理局", 2018),
            ("某县市场监督管理局", 2019),
        ]);
        assert!(keys[0] != keys[2] && keys[1] != keys[2] && keys[0] != keys[1], "{keys:?}");
    }

    #[test]
    fn a_short_name_is_the_long_one_where_only_one_fits() {
        let keys = keyed(&[("梅垭乡", 2020), ("岚溪县梅垭乡人民政府", 2021)]);
        assert_eq!(keys[0], keys[1]);
        let keys = keyed(&[("城关镇", 2020), ("甲县城关镇", 2021), ("乙县城关镇", 2021)]);
        assert!(keys[0] != keys[1] && keys[0] != keys[2], "{keys:?}");
        let keys = keyed(&[("城关镇", 2021), ("甲县城关镇", 2021)]);
        assert_ne!(keys[0], keys[1], "two reports of one year may be of two towns");
    }

    #[test]
    fn a_certain_region_is_shared_by_one_name() {
        let named =
            |region, year| Named { name: Some("某县水利局"), region, year: Some(year), path: "" };
        let all = keys(&[named(Some("110101000"), 2020), named(None, 2021)]);
        assert_eq!(all[0], all[1]);
        assert!(all[0].0.starts_with("110101000"));
        let apart =
            keys(&[named(Some("110101000"), 2020), named(Some("110102000"), 2020), named(None, 2021)]);
        assert!(apart[0] != apart[1] && apart[2] != apart[0] && apart[2] != apart[1]);
    }
}
