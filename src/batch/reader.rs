//! Where a thread has its files read: here, or in a worker process.

use super::input::Input;
use super::one::{self, Reading, Settings};
use super::worker::Worker;
use super::zip::Listing;
use std::sync::atomic::{AtomicBool, Ordering};

/// Reads one file after another.
pub(super) enum Reader<'a> {
    /// On the thread itself.
    Here(&'a Settings, &'a AtomicBool),
    /// In a process that may die.
    Worker(Worker<'a>),
}

impl Reader<'_> {
    /// Reads copies of one file, of which the first is opened; one reading for each, in their order. `None` where the
    /// run was stopped before they were read.
    pub(super) fn read(&mut self, copies: &[&Input]) -> Option<Vec<Reading>> {
        let Some(input) = copies.first() else { return Some(Vec::new()) };
        if let Some(failed) = &input.failed {
            return Some(vec![Err(failed.clone()); copies.len()]);
        }
        let names: Vec<String> = copies.iter().map(|copy| copy.shown.clone()).collect();
        match self {
            Reader::Here(_, stop) if stop.load(Ordering::Relaxed) => None,
            Reader::Here(settings, _) => Some(one::documents(&|_| (), input, &names, settings)),
            Reader::Worker(worker) => worker.read(input, &names),
        }
    }

    /// Lists an input that begins as a ZIP does; `None` where the run was stopped before.
    pub(super) fn list(&mut self, input: &Input) -> Option<Listing> {
        match self {
            Reader::Here(_, stop) if stop.load(Ordering::Relaxed) => None,
            Reader::Here(settings, _) => Some(one::listing(input, settings)),
            Reader::Worker(worker) => worker.list(input),
        }
    }
}
