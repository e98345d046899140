//! `gongkai explain`: what each step saw, for people.

use super::args::ExplainArgs;
use super::{print, svg, terminal};
use anyhow::Context;
use gongkai::check::{self, Assessment, Verdict};
use gongkai::model::{Block, Content, Finding, RawTable, Report, Severity};
use gongkai::pipeline::{self, Options, Stages};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

pub fn run(args: &ExplainArgs) -> anyhow::Result<ExitCode> {
    let bytes = fs::read(&args.file).with_context(|| args.file.display().to_string())?;
    let path = args.file.file_name().unwrap_or(args.file.as_os_str()).to_string_lossy().into_owned();
    let options = Options { path, format: args.format.map(Into::into), ..Options::default() };
    let stages = pipeline::stages(&bytes, &options).with_context(|| args.file.display().to_string())?;
    if let Some(folder) = &args.svg {
        draw(&stages, folder)?;
    }
    print(&terminal::safe(&explained(&stages)?))
}

/// Writes one picture a page.
fn draw(stages: &Stages, folder: &Path) -> anyhow::Result<()> {
    let Content::Pages(pages) = &stages.content else {
        anyhow::bail!("--svg needs a format with pages; this one has none");
    };
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    for page in pages {
        let path = folder.join(format!("page-{:03}.svg", page.number));
        let picture = svg::page(page, &stages.document, &stages.report);
        fs::write(&path, picture).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

fn explained(stages: &Stages) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    source(&mut out, stages)?;
    sections(&mut out, stages)?;
    tables(&mut out, stages)?;
    writeln!(out, "\n== reconstruction")?;
    for step in &stages.trace.steps {
        writeln!(out, "{step}")?;
    }
    checks(&mut out, &check::assess(&stages.report))?;
    findings(&mut out, &stages.report)?;
    Ok(out)
}

fn source(out: &mut String, stages: &Stages) -> std::fmt::Result {
    let report = &stages.report;
    writeln!(out, "== source")?;
    match &stages.content {
        Content::Pages(pages) => {
            let glyphs: usize = pages.iter().map(|p| p.glyphs.len()).sum();
            let rulings: usize = pages.iter().map(|p| p.rulings.len()).sum();
            writeln!(
                out,
                "{:?}, {} pages, {glyphs} glyphs, {rulings} rulings",
                report.source.format,
                pages.len()
            )?;
        }
        Content::Blocks(blocks) => writeln!(out, "{:?}, {} blocks", report.source.format, blocks.len())?,
    }
    for warning in &stages.document.warnings {
        writeln!(out, "warning: {warning}")?;
    }
    writeln!(out, "title: {}", report.title.as_deref().unwrap_or("(none found)"))?;
    writeln!(out, "agency: {}", report.agency.name.as_deref().unwrap_or("(none found)"))?;
    let year = report.year.map_or_else(|| "(none found)".to_owned(), |y| y.to_string());
    writeln!(out, "year: {year}  form: {}", report.tables.template.as_deref().unwrap_or("(none recognised)"))
}

fn sections(out: &mut String, stages: &Stages) -> std::fmt::Result {
    writeln!(out, "\n== sections")?;
    for part in &stages.sections.parts {
        let kind = part.kind.map_or_else(|| "(outside)".to_owned(), |k| format!("{k:?}").to_lowercase());
        let tables = part.blocks.iter().filter(|b| matches!(b, Block::Table(_))).count();
        let heading = part.heading.as_deref().unwrap_or("");
        writeln!(out, "{kind:<12} {} lines, {tables} tables  {heading}", part.blocks.len() - tables)?;
    }
    Ok(())
}

fn tables(out: &mut String, stages: &Stages) -> std::fmt::Result {
    let all = stages.document.blocks.iter().filter_map(|b| match b {
        Block::Table(table) => Some(table),
        Block::Line(_) => None,
    });
    for (i, table) in all.enumerate() {
        let page = table.place.page.map_or(String::new(), |p| format!(", page {p}"));
        writeln!(out, "\n== table {} ({:?}, {} × {}{page})", i + 1, table.origin, table.rows, table.cols)?;
        write!(out, "{}", grid(table))?;
    }
    Ok(())
}

/// A table as text: each cell where it starts, `·` where a merged cell goes on.
fn grid(table: &RawTable) -> String {
    let mut texts = vec![vec!["·".to_owned(); table.cols]; table.rows];
    for cell in &table.cells {
        if let Some(slot) = texts.get_mut(cell.rows.start).and_then(|row| row.get_mut(cell.cols.start)) {
            *slot = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
    let widest = |col: usize| {
        texts.iter().filter_map(|row| row.get(col)).map(|t| terminal::width(t)).max().unwrap_or(0)
    };
    // A label longer than this is recognised by its beginning.
    let widths: Vec<usize> = (0..table.cols).map(|c| widest(c).min(24)).collect();
    let line = |row: &Vec<String>| {
        row.iter()
            .zip(&widths)
            .map(|(t, w)| terminal::fit(t, *w))
            .collect::<Vec<_>>()
            .join(" | ")
            .trim_end()
            .to_owned()
            + "\n"
    };
    texts.iter().map(line).collect()
}

fn checks(out: &mut String, all: &[Assessment]) -> std::fmt::Result {
    writeln!(out, "\n== checks")?;
    for rule in check::CHECKS {
        let of_rule = || all.iter().filter(|a| a.rule == rule.rule);
        let count = |v: Verdict| of_rule().filter(|a| a.verdict == v).count();
        writeln!(
            out,
            "{:<22} holds {:>3}, with blanks as zero {:>3}, fails {:>3}, not assessable {:>3}  {}",
            rule.rule,
            count(Verdict::Holds),
            count(Verdict::HoldsIfBlankIsZero),
            count(Verdict::Fails),
            count(Verdict::NotAssessable),
            rule.must_hold
        )?;
    }
    Ok(())
}

fn findings(out: &mut String, report: &Report) -> std::fmt::Result {
    writeln!(out, "\n== findings")?;
    for Finding { rule, severity, message, .. } in &report.findings {
        let severity = match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        writeln!(out, "{severity:<8}{rule:<20} {message}")?;
    }
    Ok(())
}
