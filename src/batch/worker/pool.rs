//! What all workers of a run share: how one is started, who watches the clock, and when one must be alone.

use super::super::one::Settings;
use super::Setup;
use super::death::Ended;
use super::process::Watched;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

/// How a worker is started: a program that calls [`super::serve`] when given these arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The program: gongkai itself.
    pub path: PathBuf,
    /// Its arguments, which make it a worker.
    pub arguments: Vec<String>,
}

/// The workers of one run.
#[derive(Debug)]
pub(in super::super) struct Pool<'a> {
    pub(super) program: &'a Program,
    pub(super) settings: &'a Settings,
    pub(super) setup: Vec<u8>,
    /// Held by all that read a file; alone by a second try, so that no other file's memory counts against it.
    pub(super) alone: RwLock<()>,
    stop: &'a AtomicBool,
    watched: Mutex<Vec<Arc<Watched>>>,
    over: AtomicBool,
}

impl<'a> Pool<'a> {
    /// A pool without any worker yet.
    pub(in super::super) fn new(
        program: &'a Program,
        settings: &'a Settings,
        stop: &'a AtomicBool,
    ) -> io::Result<Self> {
        let setup = Setup { version: env!("CARGO_PKG_VERSION").to_owned(), settings: settings.clone() };
        let mut setup = serde_json::to_vec(&setup)?;
        setup.push(b'\n');
        Ok(Pool {
            program,
            settings,
            setup,
            alone: RwLock::default(),
            stop,
            watched: Mutex::default(),
            over: AtomicBool::new(false),
        })
    }

    /// Kills workers whose file takes too long, or all when the run is stopped, until [`Pool::end`] is called.
    pub(in super::super) fn watch(&self) {
        // Far below any limit a user would set, and nothing next to the work.
        const TICK: Duration = Duration::from_millis(50);
        while !self.over.load(Ordering::Acquire) {
            let stopped = self.stop.load(Ordering::Relaxed);
            let now = Instant::now();
            for worker in self.watched.lock().unwrap_or_else(PoisonError::into_inner).iter() {
                if stopped {
                    worker.end(Ended::Stopped);
                } else if worker.is_late(now) {
                    worker.end(Ended::TimedOut);
                }
            }
            thread::park_timeout(TICK);
        }
    }

    /// Ends the watch.
    pub(in super::super) fn end(&self) {
        self.over.store(true, Ordering::Release);
    }

    pub(super) fn add(&self, worker: Arc<Watched>) {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
    }

    pub(super) fn remove(&self, worker: &Arc<Watched>) {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner).retain(|w| !Arc::ptr_eq(w, worker));
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
