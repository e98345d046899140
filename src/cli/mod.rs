//! The commands. Nothing here knows how a report is read; it only asks the library and shows the answer.

mod args;
mod explain;
mod extract;
mod svg;
mod terminal;

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
    // A panic inside one file is reported as that file's outcome; its trace would only break the progress bar.
    std::panic::set_hook(Box::new(|_| {}));
    let result = match Cli::parse().command {
        Command::Extract(args) => extract::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Schema => print(&format!("{:#}\n", gongkai::json::schema())),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "gongkai", &mut std::io::stdout());
            Ok(ExitCode::SUCCESS)
        }
    };
    result.unwrap_or_else(|error| {
        eprintln!("gongkai: {}", terminal::safe(&format!("{error:#}")));
        ExitCode::from(FAILED)
    })
}

/// Prints to standard output. A reader that stops reading (`| head`) is no error.
fn print(text: &str) -> anyhow::Result<ExitCode> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}
