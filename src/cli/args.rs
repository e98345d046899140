//! The arguments.

use clap::{Args, Parser, Subcommand, ValueEnum};
use gongkai::model::Format;
use std::path::PathBuf;

/// Turns China's government-information annual reports (政府信息公开工作年度报告) into data.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    after_help = "Examples:
  gongkai extract archive/ -o out        every report below a folder, one JSON each
  gongkai extract 2020.pdf               one report, printed
  gongkai explain 2020.pdf --svg pages/  what each step saw, and each page drawn"
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
    /// Print the JSON Schema of the report document
    Schema,
    /// Print a completion script for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

/// Arguments of `extract`.
#[derive(Debug, Args)]
#[command(
    after_help = "Writes OUT/reports/*.json, OUT/outcomes.jsonl (one line for each input) and OUT/run.json.

Exit code: 0 all read and consistent, 1 contradictions found, 2 some input failed or bad usage."
)]
pub struct ExtractArgs {
    /// Files and folders to read; folders with everything below them
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    /// Folder to write to; without it the report of a single file is printed
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Threads to use [default: one for each processor]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Read every input as this format instead of telling it by its content
    #[arg(long, value_enum)]
    pub format: Option<FormatName>,
    /// Print nothing but errors
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Name every input as it ends
    #[arg(short, long)]
    pub verbose: bool,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The report
    pub file: PathBuf,
    /// Also draw each page with its glyphs, rulings, cells and fields into this folder
    #[arg(long, value_name = "DIR")]
    pub svg: Option<PathBuf>,
    /// Read it as this format
    #[arg(long, value_enum)]
    pub format: Option<FormatName>,
}

/// Formats by the name used on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum FormatName {
    /// PDF
    Pdf,
    /// Web page
    Html,
    /// Word 2007 and later
    Docx,
    /// Word 97–2003
    Doc,
    /// Plain text or Markdown
    Text,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Format {
        match name {
            FormatName::Pdf => Format::Pdf,
            FormatName::Html => Format::Html,
            FormatName::Docx => Format::Docx,
            FormatName::Doc => Format::Doc,
            FormatName::Text => Format::Text,
        }
    }
}
