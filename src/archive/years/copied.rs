//! Prose taken over from the agency's last report.

use super::{YearCheck, finding};
use crate::archive::similarity::{self, LEAST_CHARS};
use crate::archive::volume::Volume;
use crate::model::{Finding, ReportSection, Severity};
use rust_decimal::Decimal;

/// The share of each section's prose that stands in the agency's last report too.
pub const SIMILARITY: YearCheck = YearCheck {
    rule: "text.similarity",
    must_hold: "各部分文字不应大段照抄上年报告",
    why: "evaluators count it; years and numbers set aside, a section that only changes them is a copy. Sections of a \
          few sentences are not assessed",
    assess: |before, after| after.report.sections.iter().filter_map(|s| copied(s, before)).collect(),
};

/// From this share on a reader would call the section copied.
pub const COPIED: Decimal = Decimal::from_parts(80, 0, 0, false, 0);

fn copied(section: &ReportSection, before: &Volume) -> Option<Finding> {
    let last = before.report.sections.iter().find(|s| s.kind == section.kind)?;
    if similarity::length(&section.text) < LEAST_CHARS {
        return None;
    }
    let share = similarity::percent(&section.text, &last.text);
    (share >= COPIED).then(|| {
        let heading = section.heading.as_deref().unwrap_or_else(|| similarity::usual_heading(section.kind));
        let message = format!("“{heading}”有{share}%的文字与本机关上年报告相同（年份和数字不计）");
        let finding = finding("text.similarity", Severity::Warning, Vec::new(), None, message);
        Finding { computed: Some(share), ..finding }
    })
}
