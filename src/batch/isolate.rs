//! The parent's side of isolation: each thread owns one worker process, with a clock beside it.

use super::answer::{self, Answer};
use crate::model::{Failure, FailureKind, Limits, Stage};
use crate::pipeline::Options;
use std::io::{self, BufReader, BufWriter, Read};
use std::path::PathBuf;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How workers are started.
#[derive(Debug, Clone)]
pub struct Program {
    /// The program: gongkai itself.
    pub path: PathBuf,
    /// Its arguments, which make it a worker.
    pub arguments: Vec<String>,
}

/// A worker answers for so many files and is then replaced, so that nothing it leaks or fragments adds up.
const FILES_PER_WORKER: usize = 1000;

/// One thread's worker process; started with the first file, and again when it has died.
pub struct Worker {
    program: Program,
    limits: Limits,
    process: Option<Process>,
}

type Reply = io::Result<Option<Result<Answer, Failure>>>;

struct Process {
    child: Child,
    stdin: BufWriter<ChildStdin>,
    replies: Receiver<Reply>,
    complaints: JoinHandle<String>,
    served: usize,
}

/// Why there is no answer.
enum Death {
    /// It could not be started.
    Unborn(io::Error),
    /// It took too long and was killed.
    Late,
    /// It died; its last words.
    Died(String),
}

impl Worker {
    /// A worker that is not started yet.
    pub fn new(program: &Program, limits: &Limits) -> Worker {
        Worker { program: program.clone(), limits: limits.clone(), process: None }
    }

    /// Extracts one file. A file that kills its worker is tried once more, alone in a fresh one.
    ///
    /// # Errors
    /// The pipeline's failure, or the worker's end as one.
    pub fn answer(&mut self, bytes: &[u8], options: &Options) -> Result<Answer, Failure> {
        match self.ask(bytes, options) {
            Err(Death::Died(_)) => self.ask(bytes, options).unwrap_or_else(|death| Err(self.failure(&death))),
            Err(death) => Err(self.failure(&death)),
            Ok(answer) => answer,
        }
    }

    fn ask(&mut self, bytes: &[u8], options: &Options) -> Result<Result<Answer, Failure>, Death> {
        let mut process = match self.process.take().filter(|p| p.served < FILES_PER_WORKER) {
            Some(process) => process,
            None => Process::start(&self.program).map_err(Death::Unborn)?,
        };
        let answer = process.ask(bytes, options, Duration::from_secs(self.limits.seconds))?;
        self.process = Some(process);
        Ok(answer)
    }

    fn failure(&self, death: &Death) -> Failure {
        let limits = &self.limits;
        let (kind, detail) = match death {
            Death::Unborn(error) => {
                (FailureKind::Crashed, format!("no worker process can be started: {error}"))
            }
            Death::Late => (
                FailureKind::TimedOut,
                format!(
                    "seconds: the file took longer than the limit of {}; raise the limit if the file is meant",
                    limits.seconds
                ),
            ),
            Death::Died(words) if words.contains("memory allocation of") => (
                FailureKind::OutOfMemory,
                format!(
                    "memory_bytes: the file needs more than the limit of {} bytes; raise the limit if the file is meant",
                    limits.memory_bytes
                ),
            ),
            Death::Died(words) => (
                FailureKind::Crashed,
                format!("the file killed its worker process twice ({words}); please report it with the file"),
            ),
        };
        Failure::new(Stage::Extract, kind, detail)
    }
}

impl Process {
    fn start(program: &Program) -> io::Result<Process> {
        let mut command = Command::new(&program.path);
        command.args(&program.arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // Ctrl-C on the terminal is for the run: it ends after the files at work, and not in the middle of them.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let (Some(stdin), Some(stdout), Some(stderr)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(io::Error::other("its pipes are missing"));
        };
        let replies = listen(stdout)?;
        let complaints = thread::Builder::new().spawn(move || last_words(stderr))?;
        Ok(Process { child, stdin: BufWriter::new(stdin), replies, complaints, served: 0 })
    }

    fn ask(
        &mut self,
        bytes: &[u8],
        options: &Options,
        within: Duration,
    ) -> Result<Result<Answer, Failure>, Death> {
        // A worker that died takes no more: its end is told below.
        let sent = answer::ask(&mut self.stdin, bytes, options);
        let reply = match sent {
            Ok(()) => self.replies.recv_timeout(within),
            Err(_) => Err(RecvTimeoutError::Disconnected),
        };
        match reply {
            Ok(Ok(Some(answer))) => {
                self.served += 1;
                Ok(answer)
            }
            Err(RecvTimeoutError::Timeout) => Err(Death::Late),
            _ => Err(Death::Died(self.end())),
        }
    }

    /// Waits for a worker that has died, and for what it said last.
    fn end(&mut self) -> String {
        let _ = self.child.kill();
        let status = self.child.wait().map_or_else(|e| e.to_string(), |status| status.to_string());
        let nobody = thread::spawn(String::new);
        let words = std::mem::replace(&mut self.complaints, nobody).join().unwrap_or_default();
        match words.trim() {
            "" => status,
            words => format!("{status}: {words}"),
        }
    }
}

impl Drop for Process {
    /// No worker outlives its thread, whatever it is doing.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads a worker's answers on a thread of their own, so that the parent can stop waiting.
fn listen(stdout: ChildStdout) -> io::Result<Receiver<Reply>> {
    let (send, receive) = mpsc::channel();
    let mut stdout = BufReader::new(stdout);
    thread::Builder::new().spawn(move || {
        loop {
            let reply = answer::replied(&mut stdout);
            let last = !matches!(reply, Ok(Some(_)));
            if send.send(reply).is_err() || last {
                break;
            }
        }
    })?;
    Ok(receive)
}

/// The last line of what a worker complained of, short and without control characters.
fn last_words(stderr: ChildStderr) -> String {
    // Rust says why it aborts in a line or two; a library that never stops talking must not fill the memory.
    const MOST: u64 = 64 * 1024;
    let mut words = Vec::new();
    let mut stderr = BufReader::new(stderr);
    let _ = stderr.by_ref().take(MOST).read_to_end(&mut words);
    let _ = io::copy(&mut stderr, &mut io::sink());
    let words = String::from_utf8_lossy(&words);
    let telling = words
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .find(|l| l.contains("memory allocation of") || l.contains("overflowed its stack"));
    let line = telling.or_else(|| words.lines().rev().find(|l| !l.trim().is_empty())).unwrap_or_default();
    line.chars().filter(|c| !c.is_control()).take(200).collect()
}
