//! The child's side: settings, then files, until the parent closes the pipe.

use super::super::STACK_BYTES;
use super::super::input::Input;
use super::super::mock;
use super::super::one::{self, Ready, Settings};
use super::super::outcome::Failed;
use super::{Head, Setup, Task, bounds};
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::exit;
use std::sync::mpsc::{self, Receiver};
use std::thread;

/// Serves a parent over standard input and output until it closes the pipe.
///
/// `mocked` lets a file misbehave, for tests. When the parent is gone the process ends at once, whatever it is reading: nobody waits for it any more.
///
/// # Errors
/// When the first line is no setup of this version, or no thread can be had.
pub fn serve(mocked: bool) -> io::Result<()> {
    let mut lines = io::stdin().lock().lines();
    let setup: Setup = serde_json::from_str(&lines.next().transpose()?.unwrap_or_default())?;
    if setup.version != env!("CARGO_PKG_VERSION") {
        return Err(io::Error::other(format!("the run was started by version {}", setup.version)));
    }
    bounds::set(&setup.settings.limits);
    let (tasks, queue) = mpsc::channel();
    let work = move || exit(i32::from(answer_all(&queue, &setup.settings, mocked).is_err()));
    thread::Builder::new().stack_size(STACK_BYTES).spawn(work)?;
    for line in lines {
        let task: Task = serde_json::from_str(&line?)?;
        if tasks.send(task).is_err() {
            break;
        }
    }
    Ok(())
}

fn answer_all(tasks: &Receiver<Task>, settings: &Settings, mocked: bool) -> io::Result<()> {
    let before = |bytes: &[u8]| {
        if mocked {
            mock::misbehave(bytes)
        }
    };
    let mut out = io::stdout().lock();
    for task in tasks {
        for (head, body) in answers(task, &before, settings) {
            let mut head = serde_json::to_vec(&head)?;
            head.push(b'\n');
            out.write_all(&head)?;
            out.write_all(&body)?;
        }
        out.flush()?;
    }
    Ok(())
}

fn answers(task: Task, before: &dyn Fn(&[u8]), settings: &Settings) -> Vec<(Head, Vec<u8>)> {
    let failed = |(sha256, failure): Failed| (Head::Failed { sha256, failure }, Vec::new());
    match task {
        Task::List { path } => {
            let listing = one::listing(&Input::single(Path::new(&path)), settings);
            vec![listing.map_or_else(failed, |listed| (Head::Listed(listed), Vec::new()))]
        }
        Task::Read { path, member, names } => {
            let shown = names.first().cloned().unwrap_or_default();
            let input = Input { path: PathBuf::from(path), member, shown, failed: None };
            let readings = one::documents(before, &input, &names, settings).into_iter();
            let report = |Ready { sha256, findings, text }: Ready| {
                (Head::Report { sha256, findings, bytes: text.len() as u64 }, text)
            };
            readings.map(|reading| reading.map_or_else(failed, report)).collect()
        }
    }
}
