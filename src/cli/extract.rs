//! `gongkai extract`

use super::args::ExtractArgs;
use super::{CONTRADICTED, FAILED, limits, print, summary, terminal, worker};
use anyhow::{Context, anyhow, bail};
use gongkai::batch::{
    self, Input, Isolation, Journal, Outcome, Output, Plan, Progress, Settings, Summary, one,
};
use gongkai::json;
use gongkai::model::{Report, Severity};
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use std::fmt;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

pub fn run(args: &ExtractArgs) -> anyhow::Result<ExitCode> {
    if let Some(missing) = args.inputs.iter().find(|i| !i.exists()) {
        bail!("{}: no such file or folder", missing.display());
    }
    let limits = limits::of(args.config.as_deref(), &args.limits)?;
    let settings = Settings { format: args.format.map(Into::into), limits };
    match &args.output {
        Some(output) => into_folder(args, output, &settings),
        None => to_stdout(args, &settings),
    }
}

/// Prints the report of one file.
fn to_stdout(args: &ExtractArgs, settings: &Settings) -> anyhow::Result<ExitCode> {
    let [file] = args.inputs.as_slice() else {
        bail!("several inputs need a folder to write to: add -o OUT");
    };
    if file.is_dir() {
        bail!("{} is a folder: add -o OUT for its reports", file.display());
    }
    let report = one::extract(&Input::single(file), settings)
        .map_err(|(_, failure)| anyhow!("{}: {failure}", file.display()))?;
    print(&json::text(&report))?;
    Ok(code(false, is_contradicted(&report)))
}

fn is_contradicted(report: &Report) -> bool {
    report.findings.iter().any(|f| f.severity == Severity::Error)
}

fn code(failed: bool, contradicted: bool) -> ExitCode {
    match (failed, contradicted) {
        (true, _) => ExitCode::from(FAILED),
        (false, true) => ExitCode::from(CONTRADICTED),
        (false, false) => ExitCode::SUCCESS,
    }
}

fn into_folder(args: &ExtractArgs, folder: &Path, settings: &Settings) -> anyhow::Result<ExitCode> {
    let started = Instant::now();
    let output = Output::open(folder, &args.inputs)?;
    let journal = Journal::open(&output, &settings.fingerprint(), args.force)?;
    let inputs = batch::discover(&args.inputs);
    let plan = Plan {
        settings,
        jobs: args.jobs,
        isolation: isolation(args)?,
        output: &output,
        journal: &journal,
        stop: stopped_by_the_user()?,
    };
    let summary = extract_all(&inputs, args, &plan)?;
    let elapsed = started.elapsed();
    output.write("run.json", summary::record(args, &summary, elapsed).as_bytes()).context("run.json")?;
    if !args.quiet {
        eprint!("{}", summary::table(&summary, folder, elapsed));
    }
    let failed = !summary.failed().is_empty() || !summary.not_done.is_empty();
    Ok(code(failed, summary.contradicted()))
}

fn isolation(args: &ExtractArgs) -> anyhow::Result<Isolation> {
    if args.in_process {
        return Ok(Isolation::InProcess);
    }
    Ok(Isolation::Workers(worker::program(args.mock)?))
}

/// Set by Ctrl-C, or by the system's request to end.
fn stopped_by_the_user() -> anyhow::Result<&'static AtomicBool> {
    static STOP: AtomicBool = AtomicBool::new(false);
    ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            // Asked twice, it ends at once; what is finished is on the disk.
            std::process::exit(i32::from(FAILED));
        }
        eprintln!("gongkai: ending; what is finished stays, the next run does the rest");
    })?;
    Ok(&STOP)
}

fn extract_all(inputs: &[Input], args: &ExtractArgs, plan: &Plan<'_>) -> anyhow::Result<Summary> {
    let bar = bar(inputs.len(), args.quiet);
    let tell = |progress: Progress| match progress {
        Progress::Found(inputs) => bar.set_length(inputs as u64),
        Progress::Ended(outcome) => {
            if args.verbose {
                bar.suspend(|| eprintln!("{}", line(outcome)));
            }
            bar.inc(1);
        }
    };
    let summary = batch::run(inputs, plan, &tell);
    bar.finish_and_clear();
    Ok(summary?)
}

/// Count, rate and time left, on a terminal; hidden when piped.
fn bar(inputs: usize, quiet: bool) -> ProgressBar {
    if quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(inputs as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len} files  {rate}  {eta} left") {
        bar.set_style(style.with_key("rate", rate));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Whole files a second: the bar's own rate has four decimals.
fn rate(state: &ProgressState, out: &mut dyn fmt::Write) {
    // A bar that cannot be drawn is no reason to stop the run.
    let _ = write!(out, "{:.0} files/s", state.per_sec());
}

fn line(outcome: &Outcome) -> String {
    let what = outcome.detail.as_deref().unwrap_or("ok");
    terminal::safe_line(&format!("{}: {what}", outcome.path))
}
