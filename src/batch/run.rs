//! The run: files in parallel, outcomes in path order.

use super::answer::{self, Answer};
use super::input::Input;
use super::isolate::{Program, Worker};
use super::journal::{Entry, Journal};
use super::one::{self, Settings};
use super::outcome::{Outcome, Status};
use super::output::{Output, report_name};
use super::worker::STACK_BYTES;
use crate::model::{Failure, FailureKind, Severity, Stage};
use crate::pipeline;
use std::collections::BTreeMap;
use std::io;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// What came of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// One for each input that has ended, in path order.
    pub outcomes: Vec<Outcome>,
    /// Findings by severity and rule.
    pub findings: BTreeMap<(Severity, String), usize>,
    /// How many outcomes are those of an earlier run, because nothing has changed.
    pub unchanged: usize,
    /// Inputs that the run was stopped before.
    pub not_done: Vec<String>,
    /// How many inputs of earlier runs are no longer there; their reports stay.
    pub orphans: usize,
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

/// Where files are extracted.
#[derive(Debug, Clone)]
pub enum Isolation {
    /// On the run's own threads: a file that exhausts memory or the stack ends the run.
    InProcess,
    /// In a worker process for each thread.
    Workers(Program),
}

/// What a run is told.
pub struct Plan<'a> {
    /// What is asked of each input.
    pub settings: &'a Settings,
    /// Files at the same time; one for each processor where none is given.
    pub jobs: Option<NonZeroUsize>,
    /// Where files are extracted.
    pub isolation: Isolation,
    /// Where reports go.
    pub output: &'a Output,
    /// What earlier runs have done there.
    pub journal: &'a Journal,
    /// Set from outside to end the run after the files at work.
    pub stop: &'a AtomicBool,
}

static NEVER: AtomicBool = AtomicBool::new(false);

impl<'a> Plan<'a> {
    /// A run on this process's own threads that nothing stops, for tests and for other programs.
    pub fn in_process(settings: &'a Settings, output: &'a Output, journal: &'a Journal) -> Plan<'a> {
        Plan { settings, jobs: None, isolation: Isolation::InProcess, output, journal, stop: &NEVER }
    }
}

/// Extracts every input, writes each report, then `outcomes.jsonl`. `done` is told of each input as it ends.
///
/// # Errors
/// When the output folder cannot be written any more or no threads can be had; a single input never is an error.
pub fn run(inputs: &[Input], plan: &Plan<'_>, done: &(dyn Fn(&Outcome) + Sync)) -> io::Result<Summary> {
    let extractor = || match &plan.isolation {
        Isolation::InProcess => None,
        Isolation::Workers(program) => Some(Worker::new(program, &plan.settings.limits)),
    };
    let results = parallel(inputs, plan.jobs, extractor, |worker, input| {
        if plan.stop.load(Ordering::Relaxed) {
            return Ended::NotDone;
        }
        let ended = one_file(input, worker, plan);
        ended.entry().into_iter().for_each(|entry| done(&entry.outcome));
        ended
    })?;
    let mut summary = summary(inputs, results);
    summary.orphans = plan.journal.orphans(inputs.iter().map(|i| i.shown.as_str()));
    plan.output.write("outcomes.jsonl", lines(&summary.outcomes).as_bytes())?;
    Ok(summary)
}

/// What became of one input.
enum Ended {
    /// It was extracted, or failed.
    Now(Entry),
    /// Nothing has changed since an earlier run.
    Before(Entry),
    /// The run was stopped before.
    NotDone,
}

impl Ended {
    fn entry(&self) -> Option<&Entry> {
        match self {
            Ended::Now(entry) | Ended::Before(entry) => Some(entry),
            Ended::NotDone => None,
        }
    }
}

fn summary(inputs: &[Input], results: Vec<Ended>) -> Summary {
    let mut summary = Summary::default();
    for (input, ended) in inputs.iter().zip(results) {
        match &ended {
            Ended::NotDone => summary.not_done.push(input.shown.clone()),
            Ended::Before(_) => summary.unchanged += 1,
            Ended::Now(_) => {}
        }
        let Some(entry) = ended.entry() else { continue };
        summary.outcomes.push(entry.outcome.clone());
        for key in &entry.findings {
            *summary.findings.entry(key.clone()).or_default() += 1;
        }
    }
    summary
}

/// Maps over the items on so many threads (one for each processor where none is given), each with a helper of its
/// own; results in order.
fn parallel<T: Sync, W, R: Send>(
    items: &[T],
    jobs: Option<NonZeroUsize>,
    helper: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, &T) -> R + Sync,
) -> io::Result<Vec<R>> {
    let available = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let threads = jobs.map_or_else(available, NonZeroUsize::get).min(items.len());
    let (next, results) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(items.len())));
    let take = || {
        let mut helper = helper();
        while let Some((i, item)) = nth(items, next.fetch_add(1, Ordering::Relaxed)) {
            let result = work(&mut helper, item);
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

fn one_file(input: &Input, worker: &mut Option<Worker>, plan: &Plan<'_>) -> Ended {
    let bytes = match one::read(input, &plan.settings.limits) {
        Ok(bytes) => bytes,
        Err(failure) => return added(failed(input, None, failure), plan),
    };
    let sha256 = pipeline::sha256(&bytes);
    if let Some(entry) = plan.journal.known(&input.shown, &sha256, plan.output) {
        return Ended::Before(entry.clone());
    }
    let options = plan.settings.options(input);
    let answer = match worker {
        Some(worker) => worker.answer(&bytes, &options),
        None => answer::answer(&bytes, &options),
    };
    let entry = match answer {
        Err(failure) => failed(input, Some(sha256), failure),
        Ok(answer) => written(input, sha256, answer, plan.output),
    };
    added(entry, plan)
}

/// Puts an entry into the journal. Where that fails, the next run extracts the input again, and nothing is lost.
fn added(entry: Entry, plan: &Plan<'_>) -> Ended {
    let _ = plan.journal.add(&entry);
    Ended::Now(entry)
}

fn failed(input: &Input, sha256: Option<String>, failure: Failure) -> Entry {
    Entry { outcome: Outcome::failed(&input.shown, sha256, failure), findings: Vec::new() }
}

fn written(input: &Input, sha256: String, answer: Answer, output: &Output) -> Entry {
    let name = report_name(&input.shown);
    match output.write(&name, answer.text.as_bytes()) {
        Ok(()) => Entry { outcome: Outcome::ok(&input.shown, sha256, name), findings: answer.findings },
        Err(error) => {
            let detail = format!(
                "the report cannot be written: {error}; check the space and rights of the output folder"
            );
            failed(input, Some(sha256), Failure::new(Stage::Write, FailureKind::Unreadable, detail))
        }
    }
}
