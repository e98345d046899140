//! `gongkai check`

use super::archive_args::{Lang, Wanted, open, read, unless_closed};
use super::records::{Item, Out, OutputFormat, Record, Stdout};
use super::terminal::{Table, safe_line};
use super::{CONTRADICTED, terminal};
use anyhow::bail;
use clap::{Args, ValueEnum};
use gongkai::archive::history::{Agency, History, Note};
use gongkai::archive::{self, AgencyKey, Selection};
use gongkai::check::english;
use gongkai::model::{Report, Severity};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Arguments of `check`.
#[derive(Debug, Args)]
#[command(after_help = "\
An archive is the folder that `gongkai extract … -o OUT` has written. Listed are the findings of its reports, and what only
several reports tell: numbers that do not carry over from year to year, last year's table or prose printed again, two
reports of one year that disagree. Nothing in the archive is changed.

A draft is any file that `extract` reads. With --last it is also compared with last year's report.

Exit code:
  0  nothing contradicts itself
  1  some finding is an error
  2  the arguments cannot be used, or a file cannot be read

Examples:
  gongkai check out
  gongkai check out --rule years --severity warning --agency 水利局
  gongkai check out --years 2021..2024 --format csv > findings.csv
  gongkai check draft.docx --last 2023.pdf")]
pub struct CheckArgs {
    /// The folder of a finished run, or one report that is to be published
    #[arg(value_name = "ARCHIVE|DRAFT")]
    pub target: PathBuf,
    /// With a draft: the agency's report of the year before
    #[arg(long, value_name = "FILE")]
    pub last: Option<PathBuf>,
    /// Only these rules or families of rules, such as years.carry_over or requests
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub rule: Vec<String>,
    /// Only findings at least so grave
    #[arg(long, value_enum)]
    pub severity: Option<Gravity>,
    #[command(flatten)]
    pub wanted: Wanted,
    /// How to show them
    #[arg(long, value_enum, default_value = "table")]
    pub format: OutputFormat,
    /// Language of headings and messages
    #[arg(long, value_enum, default_value = "zh")]
    pub lang: Lang,
}

/// Severities by the name used on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Gravity {
    /// Printed numbers that contradict each other
    Error,
    /// Likely wrong
    Warning,
    /// Worth knowing
    Info,
}

impl From<Gravity> for Severity {
    fn from(gravity: Gravity) -> Severity {
        match gravity {
            Gravity::Error => Severity::Error,
            Gravity::Warning => Severity::Warning,
            Gravity::Info => Severity::Info,
        }
    }
}

pub fn run(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let selection = Selection {
        rules: args.rule.clone(),
        severity: args.severity.map(Into::into),
        ..args.wanted.selection()
    };
    let mut listing = Listing::new(args)?;
    if args.target.is_dir() {
        if args.last.is_some() {
            bail!("--last goes with a draft, not with an archive: an archive holds its years");
        }
        let archive = open(&args.target)?;
        let told = archive.review(&selection, &mut |agency, notes| listing.tell(agency, &notes));
        unless_closed(told)?;
    } else {
        let (agency, notes) = draft(&args.target, args.last.as_deref(), &selection)?;
        unless_closed(listing.tell(&agency, &notes))?;
    }
    listing.end()
}

/// The findings of a draft, alone or beside last year's report.
fn draft(file: &Path, last: Option<&Path>, selection: &Selection) -> anyhow::Result<(Agency, Vec<Note>)> {
    let report = read(file)?;
    let year = report.year;
    let path = file.display().to_string();
    let name = report.agency.name.clone().unwrap_or_else(|| path.clone());
    let mut reports = vec![(path.clone(), report)];
    if let Some(last) = last {
        let before = read(last)?;
        follows(&before, last, year, file)?;
        reports.push((last.display().to_string(), before));
    }
    let history = History::of(reports);
    let mut notes = archive::of_agency(&history);
    notes.retain(|note| note.path == path && archive::wanted(selection, note));
    let key = AgencyKey(archive::normal(&name));
    Ok((Agency { key, name, region_code: None, history }, notes))
}

/// Only the report of the year before can be compared with.
fn follows(before: &Report, last: &Path, year: Option<u16>, file: &Path) -> anyhow::Result<()> {
    let shown = |year: Option<u16>| year.map_or("no year".to_owned(), |y| y.to_string());
    if year.and_then(|y| y.checked_sub(1)) == before.year && before.year.is_some() {
        return Ok(());
    }
    bail!(
        "{} reports on {} and {} on {}: give the report of the year before with --last",
        last.display(),
        shown(before.year),
        file.display(),
        shown(year)
    )
}

/// The columns of CSV and JSON.
const COLUMNS: [&str; 15] = [
    "agency",
    "agency_key",
    "region_code",
    "year",
    "rule",
    "severity",
    "fields",
    "published",
    "computed",
    "page",
    "message",
    "path",
    "compared_year",
    "compared_path",
    "labels",
];

/// Writes findings as they come and counts them.
struct Listing {
    lang: Lang,
    out: Out<Stdout>,
    counts: BTreeMap<Severity, usize>,
}

impl Listing {
    fn new(args: &CheckArgs) -> anyhow::Result<Listing> {
        let out = Out::stdout(args.format, &COLUMNS)?;
        Ok(Listing { lang: args.lang, out, counts: BTreeMap::new() })
    }

    fn tell(&mut self, agency: &Agency, notes: &[Note]) -> io::Result<()> {
        for note in notes {
            *self.counts.entry(note.finding.severity).or_default() += 1;
        }
        match &mut self.out {
            Out::Table(out) => table(out, agency, notes, self.lang),
            Out::Records(out) => notes.iter().try_for_each(|n| out.write(record(agency, n, self.lang))),
        }
    }

    fn end(self) -> anyhow::Result<ExitCode> {
        let count = |severity| self.counts.get(&severity).copied().unwrap_or(0);
        let (errors, warnings, infos) =
            (count(Severity::Error), count(Severity::Warning), count(Severity::Info));
        let is_table = matches!(self.out, Out::Table(_));
        unless_closed(self.out.end())?;
        if is_table {
            match self.lang {
                Lang::Zh => eprintln!("错误{errors}处，警告{warnings}处，提示{infos}处"),
                Lang::En => eprintln!("{errors} errors, {warnings} warnings, {infos} notes"),
            }
        }
        Ok(if errors > 0 { ExitCode::from(CONTRADICTED) } else { ExitCode::SUCCESS })
    }
}

/// One block for each report: whose, which year, which file; one line for each finding.
fn table(out: &mut impl Write, agency: &Agency, notes: &[Note], lang: Lang) -> io::Result<()> {
    for block in notes.chunk_by(|a, b| (a.year, &a.path) == (b.year, &b.path)) {
        let Some(first) = block.first() else { continue };
        let year = first.year.map_or("?".to_owned(), |y| y.to_string());
        writeln!(out, "{}", safe_line(&format!("{}  {year}  {}", agency.name, first.path)))?;
        let rows = block.iter().map(|note| row(note, lang)).collect();
        write!(out, "{}", Table::new("  ", MESSAGE).rows(rows))?;
    }
    Ok(())
}

/// Messages are not cut: they are the last column.
const MESSAGE: usize = usize::MAX;

fn row(note: &Note, lang: Lang) -> Vec<String> {
    let page = note.page.map(|p| lang.pick("第{}页", "p. {}").replace("{}", &p.to_string()));
    [
        format!("  {}", severity(note.finding.severity, lang)),
        note.finding.rule.clone(),
        values(note),
        page.unwrap_or_default(),
        terminal::safe_line(&message(note, lang)),
    ]
    .to_vec()
}

/// Published and computed side by side.
fn values(note: &Note) -> String {
    let shown = |value: Option<rust_decimal::Decimal>| value.map(|v| v.normalize().to_string());
    match (shown(note.finding.published), shown(note.finding.computed)) {
        (Some(published), Some(computed)) => format!("{published} | {computed}"),
        (published, computed) => published.or(computed).unwrap_or_default(),
    }
}

fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("错误", "error"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Info => lang.pick("提示", "info"),
    }
}

fn message(note: &Note, lang: Lang) -> String {
    match (lang, &note.other) {
        (Lang::Zh, _) => note.finding.message.clone(),
        (Lang::En, Some(other)) => format!("{} [{}]", english(&note.finding), other.path),
        (Lang::En, None) => english(&note.finding),
    }
}

fn record(agency: &Agency, note: &Note, lang: Lang) -> Record {
    let finding = &note.finding;
    let other = note.other.as_ref();
    let named = agency.history.volumes.iter().find(|v| v.path == note.path || Some(v.year) == note.year);
    let label = |field: &gongkai::model::FieldId| named.map(|v| archive::label(&v.report, field));
    let items = [
        Item::text(&agency.name),
        Item::text(&agency.key.0),
        Item::Text(agency.region_code.clone()),
        Item::whole(note.year),
        Item::text(&finding.rule),
        Item::text(severity(finding.severity, Lang::En)),
        Item::List(finding.fields.iter().map(ToString::to_string).collect()),
        Item::Number(finding.published),
        Item::Number(finding.computed),
        Item::whole(note.page),
        Item::text(message(note, lang)),
        Item::text(&note.path),
        Item::whole(other.and_then(|o| o.year)),
        Item::Text(other.map(|o| o.path.clone())),
        Item::List(finding.fields.iter().filter_map(label).collect()),
    ];
    COLUMNS.into_iter().zip(items).collect()
}
