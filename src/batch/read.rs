//! Copies of one file, from its bytes to the reports on the disk and the lines in the journal.

use super::copies::Copies;
use super::input::Input;
use super::journal::Entry;
use super::one::{self, Reading, Ready};
use super::outcome::Outcome;
use super::output::{Output, report_name};
use super::reader::Reader;
use super::run::Plan;
use crate::model::{Failure, FailureKind, Stage};

/// What became of one input.
pub(super) enum Ended {
    /// It was extracted, or failed.
    Now(Entry),
    /// Nothing has changed since an earlier run.
    Before(Entry),
    /// The run was stopped before.
    NotDone,
}

impl Ended {
    pub(super) fn entry(&self) -> Option<&Entry> {
        match self {
            Ended::Now(entry) | Ended::Before(entry) => Some(entry),
            Ended::NotDone => None,
        }
    }
}

/// Reads what is not known from an earlier run; one result for each input, in their order.
pub(super) fn together(reader: &mut Reader, copies: &Copies, plan: &Plan) -> Vec<Ended> {
    let known: Vec<Option<&Entry>> = copies.inputs.iter().map(|input| known(input, copies, plan)).collect();
    let new = copies.inputs.iter().zip(&known).filter(|(_, known)| known.is_none());
    let new: Vec<&Input> = new.map(|(input, _)| *input).collect();
    let mut readings = readings(reader, &new, copies.sha256.as_deref()).into_iter();
    let ended = |(input, known): (&&Input, Option<&Entry>)| match known {
        Some(entry) => Ended::Before(entry.clone()),
        None => {
            readings.next().flatten().map_or(Ended::NotDone, |reading| Ended::Now(kept(input, reading, plan)))
        }
    };
    copies.inputs.iter().zip(known).map(ended).collect()
}

/// What an earlier run made of the same bytes. Only where there was one is the file read for its hash.
fn known<'a>(input: &Input, copies: &Copies, plan: &Plan<'a>) -> Option<&'a Entry> {
    if input.failed.is_some() || !plan.journal.mentions(&input.shown) {
        return None;
    }
    let sha256 = copies.sha256.clone().or_else(|| one::sha256(input).ok())?;
    plan.journal.known(&input.shown, &sha256, plan.output)
}

/// One reading for all, where all are still what they were when they were compared; else each is read by itself.
fn readings(reader: &mut Reader, inputs: &[&Input], sha256: Option<&str>) -> Vec<Option<Reading>> {
    let Some(shared) = reader.read(inputs) else { return vec![None; inputs.len()] };
    if inputs.len() < 2 || shared.iter().all(|reading| hash(reading) == sha256) {
        return shared.into_iter().map(Some).collect();
    }
    inputs.iter().map(|input| reader.read(&[input])?.pop()).collect()
}

fn hash(reading: &Reading) -> Option<&str> {
    match reading {
        Ok(ready) => Some(&ready.sha256),
        Err((sha256, _)) => sha256.as_deref(),
    }
}

/// The entry of what was read, once its report is on the disk.
fn kept(input: &Input, reading: Reading, plan: &Plan) -> Entry {
    let entry = match reading {
        Ok(report) => written(input, report, plan.output),
        Err((sha256, failure)) => {
            // A report that an earlier run made of other bytes says nothing about these.
            plan.output.remove(&report_name(&input.shown));
            failed(input, sha256, failure)
        }
    };
    // Where the journal cannot be written the next run extracts the input again, and nothing is lost.
    let _ = plan.journal.add(&entry);
    entry
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
            // Nor does a report that an earlier run made of other bytes.
            output.remove(&name);
            let detail = format!(
                "the report cannot be written: {error}; check the space and rights of the output folder"
            );
            failed(input, Some(report.sha256), Failure::new(Stage::Write, FailureKind::Unreadable, detail))
        }
    }
}
