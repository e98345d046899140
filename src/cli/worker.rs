//! The hidden command that a run starts for each of its threads.

use super::args::WorkerArgs;
use anyhow::Context;
use gongkai::batch::{self, Program};
use std::env;
use std::path::Path;
use std::process::ExitCode;

/// Answers for files until the run has no more.
pub fn serve(args: &WorkerArgs) -> anyhow::Result<ExitCode> {
    batch::serve(args.mock)?;
    Ok(ExitCode::SUCCESS)
}

/// How a run starts it: this same program.
pub fn program(mock: bool) -> anyhow::Result<Program> {
    // On Linux this is the running program also after another version was installed in its place.
    let running = Path::new("/proc/self/exe");
    let path = if cfg!(target_os = "linux") && running.exists() {
        running.to_path_buf()
    } else {
        env::current_exe().context("gongkai cannot find itself; use --in-process")?
    };
    let mut arguments = vec!["worker".to_owned()];
    arguments.extend(mock.then(|| "--mock".to_owned()));
    Ok(Program { path, arguments })
}
