//! `gongkai explain`: what each step saw, for people.

use super::args::ExplainArgs;
use super::terminal::Table;
use super::{FAILED, print, svg, terminal};
use anyhow::{Context, anyhow};
use gongkai::batch::{Input, Settings, one};
use gongkai::check::{self, Assessment, Verdict};
use gongkai::model::{Block, Cell, Content, Finding, RawTable, Report, Severity, Status, Tables};
use gongkai::pipeline::{self, Stages};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

pub fn run(args: &ExplainArgs) -> anyhow::Result<ExitCode> {
    let settings = Settings { format: args.format.map(Into::into), ..Settings::default() };
    let input = Input::single(&args.file);
    let stages = one::read(&input, &settings.limits)
        .and_then(|bytes| one::guarded(|| pipeline::stages(&bytes, &settings.options(&input))))
        .map_err(|failure| anyhow!("{}: {failure}", args.file.display()))?;
    if let Some(folder) = &args.svg {
        draw(&stages, folder)?;
    }
    print(&terminal::safe(&explained(&stages, args.verbose)?))?;
    Ok(if stages.report.is_ok() { ExitCode::SUCCESS } else { ExitCode::from(FAILED) })
}

/// Writes one picture a page.
fn draw(stages: &Stages, folder: &Path) -> anyhow::Result<()> {
    let Content::Pages(pages) = &stages.content else {
        anyhow::bail!("--svg needs a format with pages; this one has none");
    };
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let cells = stages.report.as_ref().map_or(&[][..], |report| &report.tables.cells);
    for page in pages {
        let path = folder.join(format!("page-{:03}.svg", page.number));
        let picture = svg::page(page, &stages.document, cells);
        fs::write(&path, picture).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

fn explained(stages: &Stages, verbose: bool) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    source(&mut out, stages)?;
    sections(&mut out, stages)?;
    tables(&mut out, stages)?;
    writeln!(out, "\n== reconstruction")?;
    for step in &stages.trace.steps {
        writeln!(out, "{step}")?;
    }
    match &stages.report {
        Ok(report) => judged(&mut out, report, verbose)?,
        Err(failure) => writeln!(out, "\n== no report\n{failure}")?,
    }
    Ok(out)
}

fn source(out: &mut String, stages: &Stages) -> std::fmt::Result {
    writeln!(out, "== source")?;
    match &stages.content {
        Content::Pages(pages) => {
            let glyphs: usize = pages.iter().map(|p| p.glyphs.len()).sum();
            let rulings: usize = pages.iter().map(|p| p.rulings.len()).sum();
            writeln!(out, "{} pages, {glyphs} glyphs, {rulings} rulings", pages.len())?;
        }
        Content::Blocks(blocks) => writeln!(out, "{} blocks", blocks.len())?,
    }
    for warning in &stages.document.warnings {
        writeln!(out, "warning: {warning}")?;
    }
    stages.report.as_ref().map_or(Ok(()), |report| identity(out, report))
}

fn identity(out: &mut String, report: &Report) -> std::fmt::Result {
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "(none found)".to_owned());
    let period = report.period.as_ref().map(|p| format!("{} to {}", p.from, p.to));
    for (what, found) in [
        ("format", Some(format!("{:?}", report.source.format).to_lowercase())),
        ("title", report.title.clone()),
        ("agency", report.agency.name.clone()),
        ("year", report.year.map(|y| y.to_string())),
        ("period", period),
        ("form", report.tables.template.clone()),
    ] {
        writeln!(out, "{what:<8}{}", or_none(&found))?;
    }
    Ok(())
}

fn sections(out: &mut String, stages: &Stages) -> std::fmt::Result {
    writeln!(out, "\n== sections")?;
    for part in &stages.sections.parts {
        let kind = part.kind.map_or_else(|| "(outside)".to_owned(), |k| format!("{k:?}").to_lowercase());
        let tables = part.blocks.iter().filter(|b| matches!(b, Block::Table(_))).count();
        let heading =
            part.heading.as_deref().unwrap_or(if part.kind.is_some() { "(no heading)" } else { "" });
        writeln!(out, "{kind:<12} {:>3} lines {tables:>3} tables  {heading}", part.blocks.len() - tables)?;
    }
    Ok(())
}

fn tables(out: &mut String, stages: &Stages) -> std::fmt::Result {
    let all = stages.document.blocks.iter().filter_map(|b| match b {
        Block::Table(table) => Some(table),
        Block::Line(_) | Block::Picture => None,
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
    // A label longer than this is recognised by its beginning.
    Table::new(" | ", 24).rows(texts).to_string()
}

fn judged(out: &mut String, report: &Report, verbose: bool) -> std::fmt::Result {
    writeln!(out, "\n== cells\n{}", statuses(&report.tables))?;
    if verbose {
        let rows = report.tables.cells.iter().map(cell).collect();
        write!(out, "{}", Table::new("  ", 60).rows(rows))?;
    }
    let assessed = check::assess(report).collect::<Vec<_>>();
    checks(out, &assessed)?;
    if verbose {
        let rows =
            assessed.iter().map(|a| vec![a.rule.into(), word(a.verdict).into(), a.subject.clone()]).collect();
        write!(out, "\n== checks, one by one\n{}", Table::new("  ", 60).rows(rows))?;
    }
    findings(out, report)
}

fn statuses(tables: &Tables) -> String {
    use Status::{Absent, Ambiguous, Blank, Printed, Solved, Unreadable};
    let count = |status| tables.cells.iter().filter(|c| c.status == status).count();
    [Printed, Solved, Ambiguous, Blank, Absent, Unreadable]
        .map(|status| format!("{} {}", format!("{status:?}").to_lowercase(), count(status)))
        .join(", ")
}

fn cell(cell: &Cell) -> Vec<String> {
    let value = cell.value.map_or_else(|| "null".to_owned(), |v| v.to_string());
    let page = cell.place.page.map_or_else(String::new, |p| format!("page {p}"));
    let raw = cell.raw.as_deref().map_or_else(String::new, |r| format!("{r:?}"));
    vec![cell.field.to_string(), value, format!("{:?}", cell.status).to_lowercase(), page, raw]
}

fn checks(out: &mut String, all: &[Assessment]) -> std::fmt::Result {
    writeln!(out, "\n== checks")?;
    let mut rows = vec![
        ["rule", "holds", "blank as 0", "no total", "fails", "open", "must hold"].map(String::from).to_vec(),
    ];
    for rule in check::CHECKS {
        let count =
            |v: Verdict| all.iter().filter(|a| a.rule == rule.rule && a.verdict == v).count().to_string();
        let mut row = vec![rule.rule.to_owned()];
        row.extend(VERDICTS.map(count));
        row.push(rule.must_hold.to_owned());
        rows.push(row);
    }
    write!(out, "{}", Table::new("  ", 100).rows(rows))
}

const VERDICTS: [Verdict; 5] = [
    Verdict::Holds,
    Verdict::HoldsIfBlankIsZero,
    Verdict::TotalBlank,
    Verdict::Fails,
    Verdict::NotAssessable,
];

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::HoldsIfBlankIsZero => "holds if blank is 0",
        Verdict::TotalBlank => "total is blank",
        Verdict::Fails => "fails",
        Verdict::NotAssessable => "not assessable",
    }
}

fn findings(out: &mut String, report: &Report) -> std::fmt::Result {
    writeln!(out, "\n== findings")?;
    if report.findings.is_empty() {
        return writeln!(out, "none");
    }
    for Finding { rule, severity, message, .. } in &report.findings {
        let severity = match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        writeln!(out, "{severity:<8}{rule:<22}{message}")?;
    }
    Ok(())
}
