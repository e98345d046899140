//! The hidden command that a run starts for each of its threads.

use super::args::WorkerArgs;
use anyhow::Context;
use gongkai::batch::{self, Program};
use gongkai::model::Limits;
use std::env;
use std::process::ExitCode;

/// Answers for files until the run has no more.
pub fn serve(args: &WorkerArgs) -> anyhow::Result<ExitCode> {
    let limits: Limits = serde_json::from_str(&args.limits).context("the limits of a worker")?;
    batch::serve(&limits, args.mock)?;
    Ok(ExitCode::SUCCESS)
}

/// How a run starts it: this same program.
pub fn program(limits: &Limits, mock: bool) -> anyhow::Result<Program> {
    let path = env::current_exe().context("gongkai cannot find itself; use --in-process")?;
    let mut arguments = vec!["worker".to_owned(), serde_json::to_string(limits)?];
    arguments.extend(mock.then(|| "--mock".to_owned()));
    Ok(Program { path, arguments })
}
