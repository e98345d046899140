//! What one file may cost: from the defaults, a file of settings, and the command line.

use anyhow::{Context, anyhow};
use gongkai::model::Limits;
use schemars::schema_for;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Config {
    limits: Limits,
}

/// The limits of a run: those given by name go before those of the file, and these before the defaults.
pub fn of(config: Option<&Path>, given: &[(String, u64)]) -> anyhow::Result<Limits> {
    let from_file = match config {
        Some(path) => read(path)?,
        None => Limits::default(),
    };
    let mut all = as_map(&from_file);
    for (name, value) in given {
        let slot =
            all.get_mut(name).with_context(|| format!("no limit is called {name}; see `gongkai limits`"))?;
        *slot = (*value).into();
    }
    serde_json::from_value(Value::Object(all)).map_err(|e| anyhow!("the limits cannot be used: {e}"))
}

fn read(path: &Path) -> anyhow::Result<Limits> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let config: Config = toml::from_str(&text).with_context(|| path.display().to_string())?;
    Ok(config.limits)
}

fn as_map(limits: &Limits) -> Map<String, Value> {
    match serde_json::to_value(limits) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

/// Each limit with its default and its meaning, for people.
pub fn list() -> String {
    let schema = schema_for!(Limits).to_value();
    let meaning =
        |name: &str| schema["properties"][name]["description"].as_str().unwrap_or_default().to_owned();
    let rows = as_map(&Limits::default()).into_iter().map(|(name, value)| {
        let meaning = meaning(&name).replace('\n', " ");
        format!("{name:<20}{:>12}  {meaning}\n", value.to_string())
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_goes_before_the_file_and_the_file_before_the_defaults() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("gongkai.toml");
        fs::write(&file, "[limits]\npages = 7\nseconds = 5\n").expect("written");
        let limits = of(Some(&file), &[("pages".into(), 9)]).expect("usable");
        assert_eq!((limits.pages, limits.seconds, limits.glyphs), (9, 5, Limits::default().glyphs));
        fs::write(&file, "[limits]\npagse = 7\n").expect("written");
        assert!(of(Some(&file), &[]).is_err_and(|e| format!("{e:#}").contains("pagse")));
        assert!(of(None, &[("pagse".into(), 1)]).is_err_and(|e| e.to_string().contains("pagse")));
    }

    #[test]
    fn every_limit_is_listed_with_its_meaning() {
        for line in list().lines() {
            assert!(line.split_whitespace().count() > 3, "{line}");
        }
    }
}
