//! `gongkai extract`

use super::args::ExtractArgs;
use super::{CONTRADICTED, FAILED, print, terminal};
use anyhow::{Context, bail};
use gongkai::batch::{self, Input, Outcome, Output, Settings, Summary};
use gongkai::json;
use gongkai::model::{Report, Severity};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

pub fn run(args: &ExtractArgs) -> anyhow::Result<ExitCode> {
    let settings = Settings { jobs: args.jobs, format: args.format.map(Into::into), ..Settings::default() };
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
    let shown = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    let input = Input { path: file.clone(), shown, error: None };
    match batch::extract_one(&input, settings) {
        Ok(report) => {
            print(&format!("{:#}\n", json::document(&report)))?;
            Ok(if is_contradicted(&report) { ExitCode::from(CONTRADICTED) } else { ExitCode::SUCCESS })
        }
        Err((_, failure)) => bail!("{}: {failure}", file.display()),
    }
}

fn is_contradicted(report: &Report) -> bool {
    report.findings.iter().any(|f| f.severity == Severity::Error)
}

fn into_folder(args: &ExtractArgs, folder: &Path, settings: &Settings) -> anyhow::Result<ExitCode> {
    if let Some(missing) = args.inputs.iter().find(|i| !i.exists()) {
        bail!("{}: no such file or folder", missing.display());
    }
    let output = Output::open(folder, &args.inputs)?;
    let started = Instant::now();
    let inputs = batch::discover(&args.inputs, Some(folder));
    let bar = bar(inputs.len(), args.quiet);
    let done = |outcome: &Outcome| {
        if args.verbose {
            bar.suspend(|| eprintln!("{}", line(outcome)));
        }
        bar.inc(1);
    };
    let summary = batch::run(&inputs, settings, &output, &done)?;
    bar.finish_and_clear();
    output.write("run.json", record(args, &summary, started.elapsed()).as_bytes()).context("run.json")?;
    if !args.quiet {
        eprint!("{}", table(&summary, folder, started.elapsed()));
    }
    Ok(if !summary.failed().is_empty() {
        ExitCode::from(FAILED)
    } else if summary.contradicted() {
        ExitCode::from(CONTRADICTED)
    } else {
        ExitCode::SUCCESS
    })
}

/// Count, rate and time left, on a terminal; hidden when piped.
fn bar(inputs: usize, quiet: bool) -> ProgressBar {
    if quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(inputs as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len} files  {per_sec}  {eta} left") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn line(outcome: &Outcome) -> String {
    let what = outcome.detail.as_deref().unwrap_or("ok");
    terminal::safe(&format!("{}: {what}", outcome.path).replace('\n', " "))
}

/// `run.json`: what differs from run to run, and therefore is not in the outcomes.
fn record(args: &ExtractArgs, summary: &Summary, elapsed: Duration) -> String {
    let finished = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let failed: serde_json::Map<_, _> =
        summary.failed().into_iter().filter_map(|(k, n)| Some((name(&k)?, n.into()))).collect();
    let record = json!({
        "program": "gongkai",
        "version": env!("CARGO_PKG_VERSION"),
        "schema": gongkai::model::SCHEMA,
        "options": {
            "inputs": args.inputs,
            "format": args.format.map(gongkai::model::Format::from),
            "jobs": args.jobs,
        },
        "counts": { "inputs": summary.outcomes.len(), "ok": summary.ok(), "failed": failed },
        "finished_unix": finished,
        "seconds": elapsed.as_secs_f64(),
    });
    format!("{record:#}\n")
}

/// The name of a plain enum value as it is written in JSON.
fn name<T: serde::Serialize>(value: &T) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

/// The summary for people.
fn table(summary: &Summary, folder: &Path, elapsed: Duration) -> String {
    let mut rows = vec![("ok".to_owned(), summary.ok())];
    rows.extend(
        summary.failed().into_iter().filter_map(|(k, n)| Some((format!("failed: {}", name(&k)?), n))),
    );
    let mut text = format!(
        "{} files in {:.1} s → {}\n",
        summary.outcomes.len(),
        elapsed.as_secs_f64(),
        folder.display()
    );
    text.extend(rows.iter().map(|(what, n)| format!("  {what:<28}{n:>7}\n")));
    if !summary.findings.is_empty() {
        text.push_str("findings\n");
        let rows = summary.findings.iter().filter_map(|((s, rule), n)| Some((name(s)?, rule, n)));
        text.extend(rows.map(|(severity, rule, n)| format!("  {severity:<8}{rule:<20}{n:>7}\n")));
    }
    text
}
