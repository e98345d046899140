//! What a workbook cannot hold, counted and told.

use super::super::Table;
use super::layout::PART_ROWS;
use crate::model::Severity;

/// What was left out of this workbook.
#[derive(Debug, Default)]
pub struct Limits {
    notes: u32,
    unnoted: u64,
    cut: u64,
    parts: Vec<String>,
}

/// So many comments a workbook may have when one of this severity is added: each is a drawing, which the program that opens
/// the workbook holds in memory, as ours does. What is grave still finds room when the rest has none.
const fn most_notes(severity: Severity) -> u32 {
    match severity {
        Severity::Error => 30_000,
        Severity::Warning => 20_000,
        Severity::Info => 10_000,
    }
}

impl Limits {
    /// Whether there is room for one more comment.
    pub fn admits_note(&mut self, severity: Severity) -> bool {
        let admitted = self.notes < most_notes(severity);
        if admitted {
            self.notes = self.notes.saturating_add(1);
        } else {
            self.unnoted = self.unnoted.saturating_add(1);
        }
        admitted
    }

    /// A text did not fit into its cell.
    pub fn note_cut(&mut self) {
        self.cut = self.cut.saturating_add(1);
    }

    /// A table took so many sheets.
    pub fn note_parts(&mut self, table: &Table, parts: u32) {
        if parts > 1 {
            self.parts.push(format!(
                "{} goes on over {parts} sheets: Excel holds {PART_ROWS} rows in one; sqlite, parquet and csv have it in one",
                table.name
            ));
        }
    }

    /// One sentence for each thing that a reader of the workbook must know.
    pub fn remarks(&self) -> Vec<String> {
        let notes = format!(
            "{} coloured cells have no comment, which many make slow to open; the findings column of cells and the sheet of \
             findings tell what is said of them",
            self.unnoted
        );
        let cut = format!(
            "{} texts are cut to what a cell of Excel holds, and say so; the other formats have them whole",
            self.cut
        );
        let counted = [(self.unnoted, notes), (self.cut, cut)];
        let told = counted.into_iter().filter(|(count, _)| *count > 0).map(|(_, sentence)| sentence);
        self.parts.iter().cloned().chain(told).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_still_commented_where_notices_are_not() {
        let mut limits = Limits::default();
        let admitted = (0..12_000).filter(|_| limits.admits_note(Severity::Info)).count();
        assert_eq!(admitted, 10_000);
        assert!(limits.admits_note(Severity::Error) && !limits.admits_note(Severity::Info));
        assert!(limits.remarks().concat().starts_with("2001 coloured cells"));
    }

    #[test]
    fn where_all_fits_there_is_nothing_to_tell() {
        assert_eq!(Limits::default().remarks(), Vec::<String>::new());
    }
}
