//! The arguments.

use super::archive_args::Wanted;
use clap::{Args, Parser, Subcommand, ValueEnum};
use gongkai::model::Format;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Turns China's government-information annual reports (政府信息公开工作年度报告) into data.
///
/// Reads PDF with a text layer, OFD, web pages, Word, RTF, spreadsheets, plain text and Markdown. Every number comes with
/// its proof: where it is printed, how it was read, and how far to trust it. What contradicts itself in the report is
/// told, never repaired.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    arg_required_else_help = true,
    after_help = "Examples:
  gongkai extract archive/ -o out          every report below a folder, one JSON document each
  gongkai export out -f xlsx -o out.xlsx   the same as one workbook; also csv, parquet, sqlite, jsonl
  gongkai extract 2020.pdf                 one report, printed
  gongkai extract 2020.pdf | jq .findings  what does not hold in it
  gongkai explain 2020.pdf --svg pages/    what each step saw, and each page drawn
  gongkai check out                        contradictions within and between the years of an archive
  gongkai check draft.docx --last 2023.pdf what to look at before publishing
  gongkai diff out --years 2021..2024      what changed from year to year"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read reports and write one JSON document for each
    Extract(ExtractArgs),
    /// Show what each step saw in one report: sections, tables, alignment, solved cells, findings
    Explain(ExplainArgs),
    /// List what does not hold in an archive, or in a draft before it is published
    Check(super::check::CheckArgs),
    /// Compare the years of an archive, or two reports
    Diff(super::diff::DiffArgs),
    /// Write a finished run as tables: CSV, Excel, Parquet, SQLite, JSON lines
    Export(ExportArgs),
    /// Print the JSON Schema (draft 2020-12) of the report document
    Schema,
    /// List what one file may cost: each limit with its default
    Limits,
    /// Extract what comes in on standard input, for a run that isolates its files
    #[command(hide = true)]
    Worker(WorkerArgs),
    /// Print a completion script for a shell
    #[command(after_help = "Example:
  gongkai completions bash > ~/.local/share/bash-completion/completions/gongkai")]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

/// Arguments of `extract`.
#[derive(Debug, Args)]
#[command(after_help = "\
Written below OUT:
  reports/*.json   one document for each report; `gongkai schema` prints its schema
  outcomes.jsonl   one line for each input, in path order: ok or failed, where, why, and what to do
  run.json         version, options, counts, times

A run over a folder that holds an earlier one goes on from there: inputs with the same bytes, options and program
version are not read again (--force reads them all). Ctrl-C ends a run, gives up the files at work, and keeps what is
finished; the next run does the rest. Files are read in worker processes, so that none can end the run, whatever it does.

Folders are read with everything below them, and ZIP archives like folders: their files are ARCHIVE.zip!/NAME. Hidden
files are skipped, links are not followed. A file that is no report, or of another format, is an outcome like any other: it never stops the run.

Exit code:
  0  all inputs were read and are consistent
  1  all inputs were read, and some report contradicts itself (findings of severity error)
  2  some input failed, or the arguments cannot be used

Examples:
  gongkai extract archive/ -o out
  gongkai extract town/2020.pdf town/2021.html county/ -o out --jobs 4
  gongkai extract page.dat --format html")]
pub struct ExtractArgs {
    /// Files and folders to read
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Folder to write to; without it the report of a single file is printed
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Files to read at the same time [default: one for each processor]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Read every input as this format instead of telling it by its content
    #[arg(long, value_enum)]
    pub format: Option<FormatName>,
    /// Read every input, also those that an earlier run over OUT has read and that have not changed
    #[arg(long)]
    pub force: bool,
    /// Raise or lower a limit of what one file may cost; `gongkai limits` lists them
    #[arg(long = "limit", value_name = "NAME=N", value_parser = limit)]
    pub limits: Vec<(String, u64)>,
    /// File of settings (TOML), with the limits below [limits]; --limit goes before it
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Read files on the run's own threads: one that exhausts memory or the stack ends the run
    #[arg(long)]
    pub in_process: bool,
    /// Let mock files misbehave
    #[arg(long, hide = true)]
    pub mock: bool,
    /// No progress bar and no summary, only errors
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Name every input as it ends
    #[arg(short, long)]
    pub verbose: bool,
}

/// `NAME=N`
fn limit(text: &str) -> Result<(String, u64), String> {
    let (name, value) = text.split_once('=').ok_or("a limit is given as NAME=N")?;
    let value = value.trim().parse().map_err(|_| format!("{value:?} is no whole number"))?;
    Ok((name.trim().to_owned(), value))
}

/// Arguments of `worker`.
#[derive(Debug, Args)]
pub struct WorkerArgs {
    /// Let mock files misbehave
    #[arg(long)]
    pub mock: bool,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_help = "\
Shows the source, the sections found, each table as printed, how its rows were aligned with the form, the cells that
were solved or are ambiguous, what each check said, and the findings.

The pictures show glyph boxes (silver), rulings (red), cells (blue) and fields (green: printed, orange: solved,
red: ambiguous or unreadable, gray: blank). Hold the pointer over a box to see what was read there.

Exit code: 0, or 2 where the file gives no report.

Examples:
  gongkai explain 2020.pdf
  gongkai explain 2020.pdf --verbose --svg pages/")]
pub struct ExplainArgs {
    /// The report
    pub file: PathBuf,
    /// Also draw each page into this folder, as page-001.svg and so on
    #[arg(long, value_name = "DIR")]
    pub svg: Option<PathBuf>,
    /// Read it as this format instead of telling it by its content
    #[arg(long, value_enum)]
    pub format: Option<FormatName>,
    /// Also list every cell and every check's answer
    #[arg(short, long)]
    pub verbose: bool,
}

/// Formats by the name used on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum FormatName {
    /// PDF
    Pdf,
    /// Web page
    Html,
    /// Web page saved as one file
    Mhtml,
    /// Word 2007 and later
    Docx,
    /// Word 97–2003
    Doc,
    /// Open Fixed-layout Document
    Ofd,
    /// Rich Text Format
    Rtf,
    /// Excel 2007 and later
    Xlsx,
    /// Excel 5 to 2003
    Xls,
    /// OpenDocument spreadsheet
    Ods,
    /// Plain text or Markdown
    Text,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Format {
        match name {
            FormatName::Pdf => Format::Pdf,
            FormatName::Html => Format::Html,
            FormatName::Mhtml => Format::Mhtml,
            FormatName::Docx => Format::Docx,
            FormatName::Doc => Format::Doc,
            FormatName::Ofd => Format::Ofd,
            FormatName::Rtf => Format::Rtf,
            FormatName::Xlsx => Format::Xlsx,
            FormatName::Xls => Format::Xls,
            FormatName::Ods => Format::Ods,
            FormatName::Text => Format::Text,
        }
    }
}

/// Arguments of `export`.
#[derive(Debug, Args)]
#[command(after_help = "\
Tables, the same in every format:
  reports    one row for each report, every number of the forms a column
  cells      one row for each number of each report: value, raw text, status, page, source, hash
  findings   what does not hold
  sections   the prose, section by section
  narrative  numbers stated in prose

csv, parquet and jsonl make a folder with a file for each table and datapackage.json, which describes every column;
xlsx and sqlite make one file, which describes them in its first sheet and in its table `columns`.
Numbers are exactly as published; a blank is empty and not 0. In sums leave out rows with copy_of: they are second captures.
Control characters are shown as U+FFFD. In CSV, what a spreadsheet would take for a formula has an apostrophe in front.
A sheet of Excel holds 1,048,574 rows: longer tables go on in further sheets. From some thousand reports on, sqlite,
parquet or csv are the better choice, or a workbook of one agency or region (--agency 3415).

Exit code: 0, or 2 where nothing was written.

Examples:
  gongkai extract county/ -o out
  gongkai export out -f xlsx -o county.xlsx
  gongkai export out -f csv -o county-csv
  gongkai export out -f parquet -o county-parquet --tables cells,reports
  gongkai export out -f sqlite -o county.sqlite --force
  gongkai export out -f xlsx -o bureau.xlsx --agency 水利局 --years 2021..2024")]
pub struct ExportArgs {
    /// Folder that `gongkai extract … -o` has written
    pub archive: PathBuf,
    /// What to write
    #[arg(short, long, value_enum)]
    pub format: ExportFormat,
    /// File to write (xlsx, sqlite) or folder (csv, parquet, jsonl)
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// Only these tables
    #[arg(long, value_enum, value_delimiter = ',', value_name = "TABLE")]
    pub tables: Vec<TableName>,
    #[command(flatten)]
    pub wanted: Wanted,
    /// Replace what is there
    #[arg(long)]
    pub force: bool,
    /// No summary, only errors
    #[arg(short, long)]
    pub quiet: bool,
}

/// A format of `export`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A folder of CSV files, for Excel and everything else
    Csv,
    /// One Excel workbook
    Xlsx,
    /// A folder of Parquet files
    Parquet,
    /// One SQLite database
    Sqlite,
    /// A folder of files with one JSON object a line
    Jsonl,
}

/// A table of `export`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableName {
    /// One row for each report
    Reports,
    /// One row for each number
    Cells,
    /// One row for each finding
    Findings,
    /// One row for each section
    Sections,
    /// One row for each number stated in prose
    Narrative,
}
