//! The run: files in parallel, outcomes in path order.

use super::copies::{self, Copies};
use super::expand::expand;
use super::input::Input;
use super::journal::{Entry, Journal};
use super::one::{self, Settings};
use super::outcome::Outcome;
use super::output::Output;
use super::parallel;
use super::read::{self, Ended};
use super::reader::Reader;
use super::siblings::siblings;
use super::summary::Summary;
use super::worker::{Pool, Program, Worker};
use std::collections::BTreeMap;
use std::io;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
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
    let hashes = hashes(&inputs, plan)?;
    let work = |reader: &mut Reader, copies: &Copies| {
        let ended = read::together(reader, copies, plan);
        ended.iter().filter_map(Ended::entry).for_each(|entry| tell(Progress::Ended(&entry.outcome)));
        ended
    };
    let together = copies::together(&inputs, &hashes);
    let ended = each(&together, plan, &work)?.into_iter().flatten();
    let names = together.iter().flat_map(|copies| &copies.inputs).map(|input| input.shown.as_str());
    let results: BTreeMap<&str, Ended> = names.zip(ended).collect();
    plan.journal.settle(plan.output, results.values().filter_map(Ended::entry))?;
    let summary = summed(&inputs, results, plan);
    plan.output.write("outcomes.jsonl", lines(&summary.outcomes).as_bytes())?;
    Ok(summary)
}

/// The hashes of the inputs that may be copies of one another, by shown name.
fn hashes<'a>(inputs: &'a [Input], plan: &Plan) -> io::Result<BTreeMap<&'a str, String>> {
    let candidates = copies::candidates(inputs, plan.settings.limits.file_bytes);
    let hash = |(): &mut (), input: &&Input| match plan.stop.load(Ordering::Relaxed) {
        true => None,
        false => one::sha256(input).ok(),
    };
    let hashes = parallel::map(&candidates, plan.jobs, &|| Ok(()), &hash)?;
    Ok(candidates.iter().zip(hashes).filter_map(|(i, hash)| Some((i.shown.as_str(), hash?))).collect())
}

/// Asks readers, one a thread, for each item.
fn each<T: Sync, R: Send>(
    items: &[T],
    plan: &Plan,
    work: &(dyn Fn(&mut Reader, &T) -> R + Sync),
) -> io::Result<Vec<R>> {
    let Isolation::Workers(program) = &plan.isolation else {
        return parallel::map(items, plan.jobs, &|| Ok(Reader::Here(plan.settings, plan.stop)), work);
    };
    let pool = Pool::new(program, plan.settings, plan.stop)?;
    thread::scope(|scope| {
        let watch = scope.spawn(|| pool.watch());
        let start = || Ok(Reader::Worker(Worker::start(&pool)?));
        let results = parallel::map(items, plan.jobs, &start, work);
        pool.end();
        watch.thread().unpark();
        results
    })
}

fn summed(inputs: &[Input], mut results: BTreeMap<&str, Ended>, plan: &Plan) -> Summary {
    let mut summary = Summary::default();
    for (input, siblings) in inputs.iter().zip(siblings(inputs)) {
        let (before, entry) = match results.remove(input.shown.as_str()) {
            Some(Ended::Before(entry)) => (1, entry),
            Some(Ended::Now(entry)) => (0, entry),
            Some(Ended::NotDone) | None => {
                summary.not_done.push(input.shown.clone());
                continue;
            }
        };
        summary.unchanged += before;
        summary.add(Entry { outcome: Outcome { siblings, ..entry.outcome }, ..entry });
    }
    summary.orphans = plan.journal.orphans(inputs.iter().map(|i| i.shown.as_str()));
    summary
}

fn lines(outcomes: &[Outcome]) -> String {
    outcomes.iter().filter_map(|o| serde_json::to_string(o).ok()).map(|l| l + "\n").collect()
}
