//! The commands. Nothing here knows how a report is read; it only asks the library and shows the answer.

mod archive_args;
mod args;
mod check;
mod diff;
mod draft;
mod explain;
mod export;
mod extract;
mod limits;
mod records;
mod summary;
mod svg;
mod terminal;
mod worker;

use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use std::io::Write;
use std::process::ExitCode;

/// Some input failed, or the arguments cannot be used.
pub const FAILED: u8 = 2;
/// All inputs were read, and some report contradicts itself.
pub const CONTRADICTED: u8 = 1;

/// Runs the command that the arguments ask for.
pub fn run() -> ExitCode {
    keep_freed_memory();
    let result = match Cli::parse().command {
        Command::Extract(args) => extract::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Schema => print(&format!("{:#}\n", gongkai::json::schema())).map(|()| ExitCode::SUCCESS),
        Command::Limits => print(&limits::list()).map(|()| ExitCode::SUCCESS),
        Command::Worker(args) => worker::serve(&args),
        Command::Completions { shell } => completions(shell),
    };
    result.unwrap_or_else(|error| {
        eprintln!("gongkai: {}", terminal::safe_line(&format!("{error:#}")));
        ExitCode::from(FAILED)
    })
}

/// glibc gives memory back to the system as soon as 128 KiB at the end of the heap are free, and asks for it again at
/// once, which takes 3% of the time of a small report. It waits for twice the largest block that was mapped and freed.
fn keep_freed_memory() {
    // More than most reports take in all. It is never touched, so that no memory stands behind it.
    const BLOCK: usize = 4 << 20;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(BLOCK)));
}

fn completions(shell: clap_complete::Shell) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "gongkai", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints to standard output. A reader that stops reading (`| head`) is no error.
fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
