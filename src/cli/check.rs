//! `gongkai check`

use super::archive_args::{Lang, Wanted, open, unless_closed};
use super::records::{Item, Out, OutputFormat, Record, Stdout};
use super::terminal::{Table, safe_line};
use super::{CONTRADICTED, draft, terminal};
use anyhow::bail;
use clap::{Args, ValueEnum};
use gongkai::archive::history::{Agency, Note};
use gongkai::archive::{self, Selection};
use gongkai::check::english;
use gongkai::model::Severity;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `check`.
#[derive(Debug, Args)]
#[command(after_help = "\
An archive is the folder that `gongkai extract … -o OUT` has written. \
Listed are the findings of its reports, and what only several reports tell: numbers that do not carry over from year to \
year, last year's table or prose printed again, two reports of one year that disagree. Nothing in the archive is changed.

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
    let selection = selection(args)?;
    if args.target.is_dir() {
        if args.last.is_some() {
            bail!("--last goes with a draft, not with an archive: an archive holds its years");
        }
        let archive = open(&args.target, &selection)?;
        let mut listing = Listing::new(args, &selection)?;
        let told = archive.review(&selection, &mut |agency, notes| listing.tell(agency, &notes));
        unless_closed(told)?;
        listing.end()
    } else {
        let (agency, notes) = draft::findings(&args.target, args.last.as_deref(), &selection)?;
        let mut listing = Listing::new(args, &selection)?;
        unless_closed(listing.tell(&agency, &notes))?;
        listing.end()
    }
}

/// What is asked for. A rule that does not exist is an error: it would find nothing.
fn selection(args: &CheckArgs) -> anyhow::Result<Selection> {
    for wanted in &args.rule {
        let alone = Selection { rules: vec![wanted.clone()], ..Selection::default() };
        if !archive::rules().iter().any(|rule| alone.has_rule(rule)) {
            bail!("there is no rule {wanted}; the rules are {}", archive::rules().join(", "));
        }
    }
    Ok(Selection {
        rules: args.rule.clone(),
        severity: args.severity.map(Into::into),
        ..args.wanted.selection()
    })
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
struct Listing<'s> {
    lang: Lang,
    out: Out<Stdout>,
    selection: &'s Selection,
    counts: BTreeMap<Severity, usize>,
    reports: usize,
}

impl Listing<'_> {
    fn new<'s>(args: &CheckArgs, selection: &'s Selection) -> anyhow::Result<Listing<'s>> {
        let out = Out::stdout(args.format, &COLUMNS)?;
        Ok(Listing { lang: args.lang, out, selection, counts: BTreeMap::new(), reports: 0 })
    }

    fn tell(&mut self, agency: &Agency, notes: &[Note]) -> io::Result<()> {
        let volumes = agency.history.volumes.iter().filter(|v| self.selection.has_year(Some(v.year)));
        self.reports += volumes.map(|v| 1 + v.copies.len()).sum::<usize>();
        self.reports += agency.history.undated.iter().filter(|_| self.selection.has_year(None)).count();
        let first = self.counts.is_empty();
        for note in notes {
            *self.counts.entry(note.finding.severity).or_default() += 1;
        }
        match &mut self.out {
            Out::Table(out) => {
                if first && !notes.is_empty() {
                    write!(out, "{}", aligned(vec![titles(self.lang)]))?;
                }
                table(out, agency, notes, self.lang)
            }
            Out::Records(out) => notes.iter().try_for_each(|n| out.write(record(agency, n, self.lang))),
        }
    }

    fn end(self) -> anyhow::Result<ExitCode> {
        let contradicted = self.counts.contains_key(&Severity::Error);
        let summary = matches!(self.out, Out::Table(_)).then(|| self.summary());
        unless_closed(self.out.end())?;
        if let Some(summary) = summary {
            eprintln!("{summary}");
        }
        Ok(if contradicted { ExitCode::from(CONTRADICTED) } else { ExitCode::SUCCESS })
    }

    /// How many reports were looked at, and how much was found of what was asked for.
    fn summary(&self) -> String {
        let asked = |severity: &Severity| self.selection.has_severity(*severity);
        let counts = [Severity::Error, Severity::Warning, Severity::Info].into_iter().filter(asked);
        let counts: Vec<String> = counts.map(|severity| self.counted(severity)).collect();
        match (self.lang, self.counts.is_empty()) {
            (Lang::Zh, true) => format!("检查了{}份报告，没有发现问题", self.reports),
            (Lang::En, true) => format!("reports checked: {}; nothing was found", self.reports),
            (Lang::Zh, false) => format!("检查了{}份报告：{}", self.reports, counts.join("，")),
            (Lang::En, false) => format!("reports checked: {}; found: {}", self.reports, counts.join(", ")),
        }
    }

    fn counted(&self, of: Severity) -> String {
        let count = self.counts.get(&of).copied().unwrap_or(0);
        let plural = if count == 1 { "" } else { "s" };
        match (self.lang, of) {
            (Lang::Zh, _) => format!("{}{count}处", severity(of, self.lang)),
            (Lang::En, Severity::Info) => format!("{count} note{plural}"),
            (Lang::En, _) => format!("{count} {}{plural}", severity(of, self.lang)),
        }
    }
}

fn titles(lang: Lang) -> Vec<String> {
    let titles = lang
        .pick("  级别|规则|公布 / 对照|页|说明", "  severity|rule|published / compared|page|what is told");
    titles.split('|').map(str::to_owned).collect()
}

/// Columns that line up from report to report: severity, rule, the two values, page. Messages are not cut: they come last.
fn aligned(rows: Vec<Vec<String>>) -> Table {
    Table::new("  ", usize::MAX).least(&[9, 20, 13, 6]).rows(rows)
}

/// One block for each report: whose, which year, which file; one line for each finding.
fn table(out: &mut impl Write, agency: &Agency, notes: &[Note], lang: Lang) -> io::Result<()> {
    for block in notes.chunk_by(|a, b| (a.year, &a.path) == (b.year, &b.path)) {
        let Some(first) = block.first() else { continue };
        let year = first.year.map_or("?".to_owned(), |y| y.to_string());
        writeln!(out, "{}", safe_line(&format!("{}  {year}  {}", agency.name, first.path)))?;
        let rows = block.iter().map(|note| row(note, lang)).collect();
        write!(out, "{}", aligned(rows))?;
    }
    Ok(())
}

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
        (Some(published), Some(computed)) => format!("{published} / {computed}"),
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
