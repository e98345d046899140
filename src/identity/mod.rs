//! Who reports, on which year, for which period, and whom to ask.

use crate::model::{Agency, Contact, Period, Sections};

/// What the front matter and the prose say of the report itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Identity {
    /// The title on one line, without inner spaces.
    pub title: Option<String>,
    /// The year reported on.
    pub year: Option<u16>,
    /// Who reports.
    pub agency: Agency,
    /// The period the figures cover.
    pub period: Option<Period>,
    /// Whom to ask.
    pub contact: Contact,
}

/// Identifies the report.
pub fn identify(_sections: &Sections) -> Identity {
    Identity::default()
}
