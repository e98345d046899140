//! `gongkai export`: an archive as tables.

use super::archive_args;
use super::args::{ExportArgs, ExportFormat, TableName};
use super::terminal;
use anyhow::{Context, bail};
use gongkai::archive::{Archive, Selection};
use gongkai::export::{self, Format, Name, Part, Written};
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub fn run(args: &ExportArgs) -> anyhow::Result<ExitCode> {
    let archive = archive_args::open(&args.archive, &Selection::default())?;
    let tables: Vec<Name> = Name::ALL.into_iter().filter(|n| wanted(args, *n)).collect();
    let part = Part { tables, selection: args.wanted.selection() };
    if !has_any(&archive, &part.selection) {
        bail!(
            "no report of {} is of this agency and these years; nothing is written",
            args.archive.display()
        );
    }
    let written = export::export(&archive, &part, format(args.format), &args.output, args.force)
        .with_context(|| format!("cannot export to {}", args.output.display()))?;
    if !args.quiet {
        eprint!("{}", told(&written, &args.output));
    }
    Ok(ExitCode::SUCCESS)
}

fn has_any(archive: &Archive, selection: &Selection) -> bool {
    let mut agencies = archive.agencies().filter(|entries| selection.has_agency(entries));
    agencies.any(|entries| entries.iter().any(|e| selection.has_year(e.year)))
}

fn told(written: &Written, out: &Path) -> String {
    let rows: Vec<String> = written.rows.iter().map(|(name, rows)| format!("{name} {rows}")).collect();
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
