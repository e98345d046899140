//! The run: files in parallel, outcomes in path order.

use super::input::Input;
use super::one::{self, Settings};
use super::outcome::{Outcome, Status};
use super::output::{Output, report_name};
use crate::json;
use crate::model::{Failure, FailureKind, Report, Severity, Stage};
use std::collections::BTreeMap;
use std::io;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

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
    jobs: Option<NonZeroUsize>,
    output: &Output,
    done: &(dyn Fn(&Outcome) + Sync),
) -> io::Result<Summary> {
    let results = parallel(inputs, jobs, |input| {
        let result = one_file(input, settings, output);
        done(&result.0);
        result
    })?;
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

/// Maps over the items on so many threads (one for each processor where none is given), results in order.
fn parallel<T: Sync, R: Send>(
    items: &[T],
    jobs: Option<NonZeroUsize>,
    work: impl Fn(&T) -> R + Sync,
) -> io::Result<Vec<R>> {
    let available = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let threads = jobs.map_or_else(available, NonZeroUsize::get).min(items.len());
    let (next, results) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(items.len())));
    let take = || {
        while let Some((i, item)) = nth(items, next.fetch_add(1, Ordering::Relaxed)) {
            let result = work(item);
            results.lock().unwrap_or_else(PoisonError::into_inner).push((i, result));
        }
    };
    thread::scope(|scope| {
        (0..threads).try_for_each(|_| {
            thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, take).map(drop)
        })
    })?;
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(i, _)| *i);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}

fn nth<T>(items: &[T], i: usize) -> Option<(usize, &T)> {
    Some((i, items.get(i)?))
}

fn lines(outcomes: &[Outcome]) -> String {
    outcomes.iter().filter_map(|o| serde_json::to_string(o).ok()).map(|l| l + "\n").collect()
}

type Findings = Vec<(Severity, String)>;

fn one_file(input: &Input, settings: &Settings, output: &Output) -> (Outcome, Findings) {
    match one::extract(input, settings) {
        Err((sha256, failure)) => (Outcome::failed(&input.shown, sha256, failure), Findings::new()),
        Ok(report) => written(input, &report, output),
    }
}

fn written(input: &Input, report: &Report, output: &Output) -> (Outcome, Findings) {
    let name = report_name(&input.shown);
    let text = json::text(report);
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
