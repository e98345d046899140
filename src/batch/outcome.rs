//! One line for each input, the same bytes every run.

use crate::model::{Failure, FailureKind, Finding, Severity, Stage};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;

/// Whether an input gave a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It did.
    Ok,
    /// It did not; stage, kind and detail say why.
    Failed,
}

/// A failure, with the SHA-256 of the bytes where they could be read.
pub type Failed = (Option<String>, Failure);

/// The failure of what the system does not let us read.
pub(super) fn unreadable(error: &io::Error) -> Failure {
    let detail = format!("the file cannot be read: {error}; check that it exists and may be read");
    Failure::new(Stage::Read, FailureKind::Unreadable, detail)
}

/// A line of `outcomes.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The input's path as shown.
    pub path: String,
    /// SHA-256 of its bytes; null where they could not be read.
    pub sha256: Option<String>,
    /// Whether it gave a report.
    pub outcome: Status,
    /// The report's file below the output folder.
    pub report: Option<String>,
    /// Where it failed.
    pub stage: Option<Stage>,
    /// How it failed.
    pub kind: Option<FailureKind>,
    /// One sentence that says what to do.
    pub detail: Option<String>,
    /// Inputs of the same folder and name but for the extension: the report's page, or its attachment. Not there
    /// where there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub siblings: Vec<String>,
}

impl Outcome {
    /// An input that gave a report.
    pub fn ok(path: &str, sha256: String, report: String) -> Outcome {
        Outcome {
            path: path.to_owned(),
            sha256: Some(sha256),
            outcome: Status::Ok,
            report: Some(report),
            stage: None,
            kind: None,
            detail: None,
            siblings: Vec::new(),
        }
    }

    /// An input that failed.
    pub fn failed(path: &str, sha256: Option<String>, failure: Failure) -> Outcome {
        Outcome {
            path: path.to_owned(),
            sha256,
            outcome: Status::Failed,
            report: None,
            stage: Some(failure.stage),
            kind: Some(failure.kind),
            detail: Some(failure.detail),
            siblings: Vec::new(),
        }
    }
}

/// How often one rule found something in one report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// How grave.
    pub severity: Severity,
    /// The rule's name.
    pub rule: String,
    /// How often.
    pub times: usize,
}

impl Count {
    /// Findings counted by severity and rule, in that order.
    pub fn all(findings: &[Finding]) -> Vec<Count> {
        let mut counts = BTreeMap::new();
        for finding in findings {
            *counts.entry((finding.severity, &finding.rule)).or_default() += 1;
        }
        let count = |((severity, rule), times): ((Severity, &String), usize)| Count {
            severity,
            rule: rule.clone(),
            times,
        };
        counts.into_iter().map(count).collect()
    }
}
