//! Arguments that the commands on an archive share, and how they open what they are given.

use anyhow::{anyhow, bail};
use clap::{Args, ValueEnum};
use gongkai::archive::{Archive, Entry, Selection};
use gongkai::batch::{Input, Settings, one};
use gongkai::model::Report;
use std::ops::RangeInclusive;
use std::path::Path;

/// Which agencies and years.
#[derive(Debug, Args)]
pub struct Wanted {
    /// Only agencies whose name holds this text, or whose region code starts with it
    #[arg(long, value_name = "NAME")]
    pub agency: Option<String>,
    /// Only these years: 2021, 2019..2024, 2019.. or ..2024
    #[arg(long, value_name = "YEARS", value_parser = years)]
    pub years: Option<RangeInclusive<u16>>,
}

impl Wanted {
    /// As a selection of the archive.
    pub fn selection(&self) -> Selection {
        Selection { agency: self.agency.clone(), years: self.years.clone(), ..Selection::default() }
    }

    /// Whether anything is set.
    pub fn is_set(&self) -> bool {
        self.agency.is_some() || self.years.is_some()
    }
}

/// The language of headings and messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

impl Lang {
    /// The words of this language.
    pub fn pick<'t>(self, zh: &'t str, en: &'t str) -> &'t str {
        if self == Lang::Zh { zh } else { en }
    }
}

/// `2021`, `2019..2024`, `2019..`, `..2024`; both ends count.
fn years(text: &str) -> Result<RangeInclusive<u16>, String> {
    let year = |text: &str| {
        text.parse::<u16>()
            .map_err(|_| format!("{text:?} is no year; write 2021, 2019..2024, 2019.. or ..2024"))
    };
    let (from, to) = match text.split_once("..") {
        None => (year(text)?, year(text)?),
        Some((from, to)) => (
            if from.is_empty() { u16::MIN } else { year(from)? },
            if to.is_empty() { u16::MAX } else { year(to.trim_start_matches('='))? },
        ),
    };
    if from > to { Err(format!("{text}: the first year is after the last")) } else { Ok(from..=to) }
}

/// Opens the archive in a folder. A selection that fits no report is an error: an empty answer would read as if all were
/// well.
pub fn open(folder: &Path, selection: &Selection) -> anyhow::Result<Archive> {
    let archive = Archive::open(folder)?;
    if archive.entries().is_empty() {
        bail!("{}: the run gave no report; see outcomes.jsonl for the reasons", folder.display());
    }
    if let Some(agency) = &selection.agency
        && !archive.agencies().any(|entries| selection.has_agency(entries))
    {
        bail!("{}: no agency is called {agency}", folder.display());
    }
    let selected = || archive.agencies().filter(|entries| selection.has_agency(entries)).flatten();
    if !selected().any(|entry| selection.has_year(entry.year)) {
        bail!("{}: there is no report on these years, only on {}", folder.display(), years_of(selected()));
    }
    Ok(archive)
}

/// `2019 to 2025`
fn years_of<'e>(entries: impl Iterator<Item = &'e Entry>) -> String {
    let years: Vec<u16> = entries.filter_map(|e| e.year).collect();
    match (years.iter().min(), years.iter().max()) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (Some(only), _) => only.to_string(),
        _ => "unknown years".to_owned(),
    }
}

/// Reads one report from its source.
pub fn read(file: &Path) -> anyhow::Result<Report> {
    if !file.exists() {
        bail!("{}: no such file or folder", file.display());
    }
    one::extract(&Input::single(file), &Settings::default())
        .map_err(|(_, failure)| anyhow!("{}: {failure}", file.display()))
}

/// Nothing is wrong where a reader stops reading (`| head`).
pub fn unless_closed(result: std::io::Result<()>) -> anyhow::Result<()> {
    match result {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_given_in_four_ways() {
        assert_eq!(years("2021"), Ok(2021..=2021));
        assert_eq!(years("2019..2024"), Ok(2019..=2024));
        assert_eq!(years("2019.."), Ok(2019..=u16::MAX));
        assert_eq!(years("..2024"), Ok(0..=2024));
        assert!(years("2024..2019").is_err() && years("last").is_err());
    }
}
