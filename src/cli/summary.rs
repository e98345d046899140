//! What came of a run: `run.json` for programs, a table for people.

use super::args::ExtractArgs;
use super::terminal;
use gongkai::batch::Summary;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// `run.json`: what differs from run to run, and therefore is not in the outcomes.
pub fn record(args: &ExtractArgs, summary: &Summary, elapsed: Duration) -> String {
    let finished = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let started = finished.saturating_sub(elapsed);
    let failed = summary.failed().into_iter().map(|(kind, n)| (name(&kind), n.into()));
    let record = json!({
        "program": "gongkai",
        "version": env!("CARGO_PKG_VERSION"),
        "schema": gongkai::model::SCHEMA,
        "options": {
            "inputs": args.inputs.iter().map(|i| i.to_string_lossy()).collect::<Vec<_>>(),
            "format": args.format.map(gongkai::model::Format::from),
            "jobs": args.jobs,
        },
        "counts": {
            "inputs": summary.outcomes.len(),
            "ok": summary.ok(),
            "failed": failed.collect::<Map<String, Value>>(),
            "unchanged": summary.unchanged,
            "findings": findings(summary),
        },
        "not_done": summary.not_done,
        "times": {
            "started_unix": started.as_secs(),
            "finished_unix": finished.as_secs(),
            "seconds": elapsed.as_secs_f64(),
        },
    });
    format!("{record:#}\n")
}

/// Findings by rule, and in each by severity.
fn findings(summary: &Summary) -> Map<String, Value> {
    let mut rules = Map::new();
    for ((severity, rule), n) in &summary.findings {
        if let Value::Object(counts) = rules.entry(rule.as_str()).or_insert_with(|| json!({})) {
            counts.insert(name(severity), (*n).into());
        }
    }
    rules
}

/// The name of a plain enum value as it is written in JSON.
fn name<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The summary for people.
pub fn table(summary: &Summary, folder: &Path, elapsed: Duration) -> String {
    let (files, seconds) = (summary.outcomes.len() + summary.not_done.len(), elapsed.as_secs_f64());
    let folder = terminal::safe_line(&folder.to_string_lossy());
    let mut text = format!("{files} files in {seconds:.1} s → {folder}\n{}", row("ok", summary.ok()));
    text.extend(summary.failed().iter().map(|(kind, n)| row(&format!("failed: {}", name(kind)), *n)));
    let notes = [
        ("unchanged since the last run", summary.unchanged),
        ("not done, run again", summary.not_done.len()),
        ("inputs gone, reports kept", summary.orphans),
    ];
    text.extend(notes.iter().filter(|(_, n)| *n > 0).map(|(what, n)| row(what, *n)));
    if !summary.findings.is_empty() {
        text.push_str("findings\n");
        let rows = summary.findings.iter();
        text.extend(rows.map(|((severity, rule), n)| row(&format!("{:<8}{rule}", name(severity)), *n)));
    }
    text
}

fn row(what: &str, n: usize) -> String {
    format!("  {what:<32}{n:>7}\n")
}
