//! All years of one agency side by side, with what only several years together can tell.

pub use super::volume::{Copy, Known, Named, Note, Other, Resolution, Volume};
use super::{AgencyKey, reconcile, resolve};
use std::collections::BTreeMap;

/// One agency's reports in the order of their years.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// One for each year that has a report.
    pub volumes: Vec<Volume>,
    /// Reports that name no year: they cannot be compared.
    pub undated: Vec<Named>,
}

impl History {
    /// Puts one agency's reports in order: several of one year become one, and run-together numbers are read where the
    /// years beside them leave one reading.
    pub fn of(reports: Vec<Named>) -> History {
        let mut years: BTreeMap<u16, Vec<Named>> = BTreeMap::new();
        let mut undated = Vec::new();
        for (path, report) in reports {
            match report.year {
                Some(year) => years.entry(year).or_default().push((path, report)),
                None => undated.push((path, report)),
            }
        }
        let mut volumes: Vec<Volume> =
            years.into_iter().filter_map(|(year, reports)| reconcile::volume(year, reports)).collect();
        resolve::resolve(&mut volumes);
        History { volumes, undated }
    }

    /// Years that follow one another, earlier first.
    pub fn consecutive(&self) -> impl Iterator<Item = (&Volume, &Volume)> {
        let pairs = self.volumes.iter().zip(self.volumes.iter().skip(1));
        pairs.filter(|(before, after)| before.year.checked_add(1) == Some(after.year))
    }
}

/// One agency's reports, loaded.
#[derive(Debug, Clone)]
pub struct Agency {
    /// Its key in the archive.
    pub key: AgencyKey,
    /// Its name as its latest report prints it.
    pub name: String,
    /// Its division's code, where certain.
    pub region_code: Option<String>,
    /// Its years.
    pub history: History,
}
