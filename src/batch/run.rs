//! The run: files in parallel, outcomes in path order.

use super::input::Input;
use super::outcome::{Outcome, Status};
use super::output::{Output, report_name};
use crate::json;
use crate::model::{Failure, FailureKind, Format, Limits, Report, Severity, Stage};
use crate::pipeline::{self, Options};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a run is asked to do.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Threads; one for each processor where none is given.
    pub jobs: Option<usize>,
    /// The format of every input, where the user knows better than the content.
    pub format: Option<Format>,
    /// What one file may cost.
    pub limits: Limits,
}

/// What came of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// One for each input, in path order.
    pub outcomes: Vec<Outcome>,
    /// Findings by severity and rule.
    pub findings: BTreeMap<(Severity, String), usize>,
}

impl Summary {
    /// How many inputs gave a report.
    pub fn ok(&self) -> usize {
        self.outcomes.iter().filter(|o| o.outcome == Status::Ok).count()
    }

    /// How many failed, by kind.
    pub fn failed(&self) -> BTreeMap<FailureKind, usize> {
        let mut kinds = BTreeMap::new();
        for kind in self.outcomes.iter().filter_map(|o| o.kind) {
            *kinds.entry(kind).or_default() += 1;
        }
        kinds
    }

    /// Whether any report contradicts itself.
    pub fn contradicted(&self) -> bool {
        self.findings.keys().any(|(severity, _)| *severity == Severity::Error)
    }
}

/// Deeply nested input must not overflow; the readers bound their own depth well below this.
const STACK_BYTES: usize = 8 * 1024 * 1024;

/// Extracts every input, writes each report, then `outcomes.jsonl`. `done` is told of each input as it ends.
///
/// # Errors
/// When the output folder cannot be written any more or no threads can be had; a single input never is an error.
pub fn run(
    inputs: &[Input],
    settings: &Settings,
    output: &Output,
    done: &(dyn Fn(&Outcome) + Sync),
) -> io::Result<Summary> {
    let threads = settings.jobs.unwrap_or(0).min(inputs.len().max(1));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .stack_size(STACK_BYTES)
        .build()
        .map_err(io::Error::other)?;
    let one = |input: &Input| {
        let (outcome, findings) = one_file(input, settings, output);
        done(&outcome);
        (outcome, findings)
    };
    let results: Vec<_> = pool.install(|| inputs.par_iter().map(one).collect());
    let mut summary = Summary::default();
    for (outcome, findings) in results {
        summary.outcomes.push(outcome);
        for key in findings {
            *summary.findings.entry(key).or_default() += 1;
        }
    }
    output.write("outcomes.jsonl", lines(&summary.outcomes).as_bytes())?;
    Ok(summary)
}

fn lines(outcomes: &[Outcome]) -> String {
    outcomes.iter().filter_map(|o| serde_json::to_string(o).ok()).map(|l| l + "\n").collect()
}

type Findings = Vec<(Severity, String)>;

fn one_file(input: &Input, settings: &Settings, output: &Output) -> (Outcome, Findings) {
    let name = report_name(&input.shown);
    match extract_one(input, settings) {
        Err((sha256, failure)) => (Outcome::failed(&input.shown, sha256, failure), Findings::new()),
        Ok(report) => {
            let text = format!("{:#}\n", json::document(&report));
            let sha256 = report.source.sha256.clone();
            match output.write(&name, text.as_bytes()) {
                Ok(()) => {
                    let findings = report.findings.iter().map(|f| (f.severity, f.rule.clone())).collect();
                    (Outcome::ok(&input.shown, sha256, name), findings)
                }
                Err(error) => {
                    let detail = format!(
                        "the report cannot be written: {error}; check the space and rights of the output folder"
                    );
                    let failure = Failure::new(Stage::Write, FailureKind::Unreadable, detail);
                    (Outcome::failed(&input.shown, Some(sha256), failure), Findings::new())
                }
            }
        }
    }
}

/// Reads and extracts one input; a panic in it is its failure, not the run's.
///
/// # Errors
/// The failure, with the hash of the bytes where they could be read.
pub fn extract_one(input: &Input, settings: &Settings) -> Result<Report, (Option<String>, Failure)> {
    let bytes = read(input, &settings.limits).map_err(|f| (None, f))?;
    let options =
        Options { path: input.shown.clone(), format: settings.format, limits: settings.limits.clone() };
    let sha256 = || Some(pipeline::sha256(&bytes));
    match catch_unwind(AssertUnwindSafe(|| pipeline::extract(&bytes, &options))) {
        Ok(result) => result.map_err(|failure| (sha256(), failure)),
        Err(_) => {
            let detail = "a mistake in gongkai stopped this file; please report it with the file";
            Err((sha256(), Failure::new(Stage::Extract, FailureKind::Bug, detail)))
        }
    }
}

fn read(input: &Input, limits: &Limits) -> Result<Vec<u8>, Failure> {
    let unreadable = |error: &io::Error| {
        let detail = format!("the file cannot be read: {error}; check that it exists and may be read");
        Failure::new(Stage::Read, FailureKind::Unreadable, detail)
    };
    if let Some(error) = &input.error {
        return Err(unreadable(error));
    }
    let size = fs::metadata(&input.path).map_err(|e| unreadable(&e))?.len();
    if size > limits.file_bytes {
        let detail = format!(
            "file_bytes: {size} bytes, the limit is {}; raise it if the file is meant",
            limits.file_bytes
        );
        return Err(Failure::new(Stage::Read, FailureKind::LimitExceeded, detail));
    }
    fs::read(&input.path).map_err(|e| unreadable(&e))
}
