//! Where a thread has its files read: here, or in a worker process.

use super::expand::Listing;
use super::input::Input;
use super::one::{self, Reading, Settings};
use super::worker::Worker;
use std::sync::atomic::{AtomicBool, Ordering};

/// Reads one file after another.
pub(super) enum Reader<'a> {
    /// On the thread itself.
    Here(&'a Settings, &'a AtomicBool),
    /// In a process that may die.
    Worker(Worker<'a>),
}

impl Reader<'_> {
    /// Reads one input; `None` where the run was stopped before it was read.
    pub(super) fn read(&mut self, input: &Input) -> Option<Reading> {
        if let Some(failed) = &input.failed {
            return Some(Err(failed.clone()));
        }
        match self {
            Reader::Here(_, stop) if stop.load(Ordering::Relaxed) => None,
            Reader::Here(settings, _) => Some(one::document(&|_| (), input, settings)),
            Reader::Worker(worker) => worker.read(input),
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
