//! The parent's side of one worker.

use super::super::input::Input;
use super::super::one::{self, Reading, Ready};
use super::super::outcome::Failed;
use super::super::zip::{Listed, Listing};
use super::death::{self, Ended};
use super::pool::Pool;
use super::{Head, Task};
use crate::model::{Failure, FailureKind, Stage};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// After so many files a worker is replaced: whatever leaked or fragmented ends with it.
const FILES: usize = 1000;

/// A reader of files in a child process; the process is started when it is first needed and again after it died.
pub(in super::super) struct Worker<'a> {
    pool: &'a Pool<'a>,
    live: Option<Live<'a>>,
}

/// A file could not be read because its worker ended; `None` where that was the run's will.
type Death = Option<Failure>;

impl<'a> Worker<'a> {
    /// Starts a worker.
    ///
    /// # Errors
    /// When the process cannot be started.
    pub(in super::super) fn start(pool: &'a Pool<'a>) -> io::Result<Self> {
        Ok(Worker { pool, live: Some(Live::start(pool)?) })
    }

    /// Reads one file under these names; `None` where the run was stopped.
    pub(in super::super) fn read(&mut self, input: &Input, names: &[String]) -> Option<Vec<Reading>> {
        let asked = self.twice(&|live| live.read(input, names))?;
        Some(asked.unwrap_or_else(|failure| vec![Err(unread(input, failure)); names.len()]))
    }

    /// Lists an archive; `None` where the run was stopped.
    pub(in super::super) fn list(&mut self, input: &Input) -> Option<Listing> {
        let asked = self.twice(&|live| live.list(input))?;
        Some(asked.unwrap_or_else(|failure| Err(unread(input, failure))))
    }

    /// Asks for one file; one that kills its worker gets a second try, alone.
    fn twice<T>(&mut self, ask: Ask<T>) -> Option<Result<T, Failure>> {
        let first = {
            let _others = self.pool.alone.read().unwrap_or_else(PoisonError::into_inner);
            self.attempt(ask)
        };
        let last = match first {
            // Once more would take as long again.
            Err(Some(failure)) if failure.kind != FailureKind::TimedOut => {
                let _alone = self.pool.alone.write().unwrap_or_else(PoisonError::into_inner);
                self.attempt(ask)
            }
            first => first,
        };
        match last {
            Ok(answer) => Some(Ok(answer)),
            Err(death) => death.map(Err),
        }
    }

    fn attempt<T>(&mut self, ask: Ask<T>) -> Result<T, Death> {
        if self.pool.is_stopped() {
            return Err(None);
        }
        let mut live = match self.live.take().filter(|l| l.served < FILES) {
            Some(live) => live,
            None => Live::start(self.pool).map_err(|e| Some(not_started(&e)))?,
        };
        match ask(&mut live) {
            Ok(answer) => {
                self.live = Some(live);
                Ok(answer)
            }
            Err(_) => Err(live.post_mortem()),
        }
    }
}

/// A question to a worker, which it may not survive.
type Ask<'q, T> = &'q dyn Fn(&mut Live) -> io::Result<T>;

/// The worker took its answer with it; the file's hash tells which bytes did that.
fn unread(input: &Input, failure: Failure) -> Failed {
    (one::sha256(input).ok(), failure)
}

fn not_started(error: &io::Error) -> Failure {
    let detail = format!("no worker process could be started ({error}); free memory or use --in-process");
    Failure::new(Stage::Read, FailureKind::Crashed, detail)
}

/// What a worker said.
enum Answer {
    Report(Ready),
    Listed(Option<Vec<Listed>>),
    Failed(Failed),
}

/// A running worker process.
struct Live<'a> {
    pool: &'a Pool<'a>,
    watched: Arc<Watched>,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    stderr: ChildStderr,
    served: usize,
}

impl<'a> Live<'a> {
    fn start(pool: &'a Pool<'a>) -> io::Result<Self> {
        let mut command = Command::new(&pool.program.path);
        command.args(&pool.program.arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        apart(&mut command);
        let mut child = command.spawn()?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(mut stdin), Some(stdout), Some(stderr)) = pipes else {
            return Err(io::Error::other("the worker has no pipes"));
        };
        stdin.write_all(&pool.setup)?;
        let watched = Arc::new(Watched(Mutex::new(Watch { child, due: None, ended: None })));
        pool.add(Arc::clone(&watched));
        Ok(Live { pool, watched, stdin, stdout: BufReader::new(stdout), stderr, served: 0 })
    }

    fn read(&mut self, input: &Input, names: &[String]) -> io::Result<Vec<Reading>> {
        let (path, member) = (input.path.clone().into_os_string(), input.member.clone());
        self.ask(&Task::Read { path, member, names: names.to_vec() }, |live| {
            let reading = |_| match live.answer()? {
                Answer::Report(report) => Ok(Ok(report)),
                Answer::Failed(failed) => Ok(Err(failed)),
                Answer::Listed(_) => Err(io::ErrorKind::InvalidData.into()),
            };
            names.iter().map(reading).collect()
        })
    }

    fn list(&mut self, input: &Input) -> io::Result<Listing> {
        let task = Task::List { path: input.path.clone().into_os_string() };
        self.ask(&task, |live| match live.answer()? {
            Answer::Listed(listed) => Ok(Ok(listed)),
            Answer::Failed(failed) => Ok(Err(failed)),
            Answer::Report(_) => Err(io::ErrorKind::InvalidData.into()),
        })
    }

    /// Gives a task and hears the answer within the time that one file may take.
    fn ask<T>(&mut self, task: &Task, hear: impl FnOnce(&mut Self) -> io::Result<T>) -> io::Result<T> {
        let mut line = serde_json::to_vec(task)?;
        line.push(b'\n');
        self.served += 1;
        self.watched.due(Some(Duration::from_secs(self.pool.settings.limits.seconds)));
        self.stdin.write_all(&line)?;
        let heard = hear(self);
        self.watched.due(None);
        heard
    }

    fn answer(&mut self) -> io::Result<Answer> {
        let mut line = Vec::new();
        self.stdout.read_until(b'\n', &mut line)?;
        Ok(match serde_json::from_slice(&line)? {
            Head::Failed { sha256, failure } => Answer::Failed((sha256, failure)),
            Head::Listed(listed) => Answer::Listed(listed),
            Head::Report { sha256, findings, bytes } => {
                let mut text = Vec::with_capacity(usize::try_from(bytes).unwrap_or(0));
                if self.stdout.by_ref().take(bytes).read_to_end(&mut text)? as u64 != bytes {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                Answer::Report(Ready { sha256, findings, text })
            }
        })
    }

    /// Why it ended.
    fn post_mortem(mut self) -> Death {
        let limits = &self.pool.settings.limits;
        let (status, ended) = self.watched.bury();
        match ended {
            Some(Ended::Stopped) => None,
            Some(Ended::TimedOut) => Some(death::timed_out(limits)),
            None => Some(death::failure(status, &self.last_words(), limits)),
        }
    }

    fn last_words(&mut self) -> String {
        // As much as a pipe holds: a dead process has written no more.
        const MOST: u64 = 64 * 1024;
        let mut words = Vec::new();
        let _ = self.stderr.by_ref().take(MOST).read_to_end(&mut words);
        String::from_utf8_lossy(&words).into_owned()
    }
}

impl Drop for Live<'_> {
    fn drop(&mut self) {
        self.pool.remove(&self.watched);
        self.watched.dismiss();
    }
}

/// Ctrl-C on a terminal reaches its whole process group; workers are ended by their parent alone.
#[cfg(unix)]
fn apart(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(windows)]
fn apart(command: &mut Command) {
    const CREATE_NEW_PROCESS_GROUP: u32 = 0x200;
    std::os::windows::process::CommandExt::creation_flags(command, CREATE_NEW_PROCESS_GROUP);
}

#[cfg(not(any(unix, windows)))]
fn apart(_: &mut Command) {}

/// What the watch needs of a worker: its process and until when it must have answered.
#[derive(Debug)]
pub(super) struct Watched(Mutex<Watch>);

#[derive(Debug)]
struct Watch {
    child: Child,
    due: Option<Instant>,
    ended: Option<Ended>,
}

impl Watched {
    fn due(&self, within: Option<Duration>) {
        let mut watch = self.lock();
        watch.due = within.and_then(|d| Instant::now().checked_add(d));
    }

    /// Whether a file is being read that should have ended.
    pub(super) fn is_late(&self, now: Instant) -> bool {
        self.lock().due.is_some_and(|due| due < now)
    }

    /// Kills the process; only the first reason counts.
    pub(super) fn end(&self, why: Ended) {
        let mut watch = self.lock();
        if watch.ended.is_none() {
            watch.ended = Some(why);
            // One that is dead already cannot be killed, and need not be.
            let _ = watch.child.kill();
        }
    }

    /// Waits for a process whose pipe broke, and says how it ended: mostly it is dying already.
    fn bury(&self) -> (Option<ExitStatus>, Option<Ended>) {
        let mut watch = self.lock();
        let given_up = Instant::now() + Duration::from_secs(5);
        while let Ok(None) = watch.child.try_wait() {
            if Instant::now() > given_up {
                let _ = watch.child.kill();
            }
            thread::sleep(Duration::from_millis(1));
        }
        (watch.child.wait().ok(), watch.ended)
    }

    /// Ends a process that is no longer needed.
    fn dismiss(&self) {
        let mut watch = self.lock();
        let _ = watch.child.kill();
        let _ = watch.child.wait();
    }

    fn lock(&self) -> MutexGuard<'_, Watch> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
