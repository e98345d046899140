//! `gongkai export`: an archive as tables.

use super::args::{ExportArgs, ExportFormat, TableName};
use super::terminal;
use anyhow::Context;
use gongkai::archive::Archive;
use gongkai::export::{self, Format, Name, Written};
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub fn run(args: &ExportArgs) -> anyhow::Result<ExitCode> {
    let archive = Archive::open(&args.archive)?;
    let names: Vec<Name> = Name::ALL.into_iter().filter(|n| wanted(args, *n)).collect();
    let written = export::export(&archive, format(args.format), &names, &args.output, args.force)
        .with_context(|| format!("cannot export to {}", args.output.display()))?;
    if !args.quiet {
        eprint!("{}", told(&written, &args.output));
    }
    Ok(ExitCode::SUCCESS)
}

fn told(written: &Written, out: &Path) -> String {
    let rows: Vec<String> = written.rows.iter().map(|(name, rows)| format!("{rows} {name}")).collect();
    let mut text = format!("{}: {}\n", terminal::safe_line(&out.display().to_string()), rows.join(", "));
    for remark in &written.remarks {
        text.push_str(&terminal::safe_line(remark));
        text.push('\n');
    }
    text
}

fn format(name: ExportFormat) -> Format {
    match name {
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Xlsx => Format::Xlsx,
        ExportFormat::Parquet => Format::Parquet,
        ExportFormat::Sqlite => Format::Sqlite,
        ExportFormat::Jsonl => Format::Jsonl,
    }
}

/// Without a choice, all.
fn wanted(args: &ExportArgs, name: Name) -> bool {
    let table = match name {
        Name::Reports => TableName::Reports,
        Name::Cells => TableName::Cells,
        Name::Findings => TableName::Findings,
        Name::Sections => TableName::Sections,
        Name::Narrative => TableName::Narrative,
    };
    args.tables.is_empty() || args.tables.contains(&table)
}
