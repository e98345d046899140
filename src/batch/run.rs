//! The run: files in parallel, outcomes in path order.

use super::expand::expand;
use super::input::Input;
use super::journal::{Entry, Journal};
use super::one::{self, Ready, Settings};
use super::outcome::Outcome;
use super::output::{Output, report_name};
use super::parallel;
use super::reader::Reader;
use super::summary::Summary;
use super::worker::{Pool, Program, Worker};
use crate::model::{Failure, FailureKind, Stage};
use std::io;
use std::num::NonZeroUsize;
use std::sync::atomic::AtomicBool;
use std::thread;

/// Where files are extracted.
#[derive(Debug, Clone)]
pub enum Isolation {
    /// On the run's own threads: time is not bounded, and a file that exhausts memory or the stack ends the run.
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
    /// Once set from outside, no further file is begun, and files in workers are given up.
    pub stop: &'a AtomicBool,
}

static NEVER: AtomicBool = AtomicBool::new(false);

impl<'a> Plan<'a> {
    /// A run on this process's own threads that nothing stops, for tests and for other programs.
    pub fn in_process(settings: &'a Settings, output: &'a Output, journal: &'a Journal) -> Plan<'a> {
        Plan { settings, jobs: None, isolation: Isolation::InProcess, output, journal, stop: &NEVER }
    }
}

/// What a run tells while it goes on.
#[derive(Debug, Clone, Copy)]
pub enum Progress<'p> {
    /// How many inputs there are, now that archives are open.
    Found(usize),
    /// One has ended.
    Ended(&'p Outcome),
}

/// Extracts every input, and every file of those that are archives; writes each report, then `outcomes.jsonl`.
///
/// # Errors
/// When the output folder cannot be written any more, or no thread or worker can be had; a single input never is an
/// error.
pub fn run(inputs: &[Input], plan: &Plan<'_>, tell: &(dyn Fn(Progress) + Sync)) -> io::Result<Summary> {
    let inputs = expand(inputs, |zips| each(zips, plan, &|reader, zip| reader.list(zip)))?;
    tell(Progress::Found(inputs.len()));
    let work = |reader: &mut Reader, input: &Input| {
        let ended = one_file(reader, input, plan);
        ended.entry().into_iter().for_each(|entry| tell(Progress::Ended(&entry.outcome)));
        ended
    };
    let results = each(&inputs, plan, &work)?;
    plan.journal.settle(plan.output, results.iter().filter_map(Ended::entry))?;
    let mut summary = summed(&inputs, results);
    summary.orphans = plan.journal.orphans(inputs.iter().map(|i| i.shown.as_str()));
    plan.output.write("outcomes.jsonl", lines(&summary.outcomes).as_bytes())?;
    Ok(summary)
}

/// Asks readers, one a thread, for each input.
fn each<R: Send>(
    inputs: &[Input],
    plan: &Plan,
    work: &(dyn Fn(&mut Reader, &Input) -> R + Sync),
) -> io::Result<Vec<R>> {
    let Isolation::Workers(program) = &plan.isolation else {
        return parallel::map(inputs, plan.jobs, &|| Ok(Reader::Here(plan.settings, plan.stop)), work);
    };
    let pool = Pool::new(program, plan.settings, plan.stop)?;
    thread::scope(|scope| {
        let watch = scope.spawn(|| pool.watch());
        let start = || Ok(Reader::Worker(Worker::start(&pool)?));
        let results = parallel::map(inputs, plan.jobs, &start, work);
        pool.end();
        watch.thread().unpark();
        results
    })
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

fn summed(inputs: &[Input], results: Vec<Ended>) -> Summary {
    let mut summary = Summary::default();
    for (input, ended) in inputs.iter().zip(results) {
        match ended {
            Ended::NotDone => summary.not_done.push(input.shown.clone()),
            Ended::Before(entry) => {
                summary.unchanged += 1;
                summary.add(entry);
            }
            Ended::Now(entry) => summary.add(entry),
        }
    }
    summary
}

fn lines(outcomes: &[Outcome]) -> String {
    outcomes.iter().filter_map(|o| serde_json::to_string(o).ok()).map(|l| l + "\n").collect()
}

fn one_file(reader: &mut Reader, input: &Input, plan: &Plan<'_>) -> Ended {
    if let Some(entry) = known(input, plan) {
        return Ended::Before(entry.clone());
    }
    let entry = match reader.read(input) {
        None => return Ended::NotDone,
        Some(Err((sha256, failure))) => {
            // A report that an earlier run made of other bytes says nothing about these.
            plan.output.remove(&report_name(&input.shown));
            failed(input, sha256, failure)
        }
        Some(Ok(report)) => written(input, report, plan.output),
    };
    // Where the journal cannot be written the next run extracts the input again, and nothing is lost.
    let _ = plan.journal.add(&entry);
    Ended::Now(entry)
}

/// What an earlier run made of the same bytes. Only where there was one is the file read for its hash.
fn known<'a>(input: &Input, plan: &Plan<'a>) -> Option<&'a Entry> {
    if input.failed.is_some() || !plan.journal.mentions(&input.shown) {
        return None;
    }
    plan.journal.known(&input.shown, &one::sha256(input).ok()?, plan.output)
}

fn failed(input: &Input, sha256: Option<String>, failure: Failure) -> Entry {
    Entry { outcome: Outcome::failed(&input.shown, sha256, failure), findings: Vec::new() }
}

fn written(input: &Input, report: Ready, output: &Output) -> Entry {
    let name = report_name(&input.shown);
    match output.write(&name, &report.text) {
        Ok(()) => {
            Entry { outcome: Outcome::ok(&input.shown, report.sha256, name), findings: report.findings }
        }
        Err(error) => {
            let detail = format!(
                "the report cannot be written: {error}; check the space and rights of the output folder"
            );
            failed(input, Some(report.sha256), Failure::new(Stage::Write, FailureKind::Unreadable, detail))
        }
    }
}
