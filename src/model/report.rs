//! The report and its findings, as `docs/output` of the README describes them.

use super::{FieldId, Place, SectionKind, Tables, Warning};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name and version of the report document.
pub const SCHEMA: &str = "gongkai/report/1";

/// The formats gongkai tells apart by content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// A web page.
    Html,
    /// A web page saved as one file, as browsers and Word do.
    Mhtml,
    /// Word 2007 and later, and Word documents in one XML file.
    Docx,
    /// Word 97–2003.
    Doc,
    /// Open Fixed-layout Document, GB/T 33190.
    Ofd,
    /// Rich Text Format.
    Rtf,
    /// Excel 2007 and later.
    Xlsx,
    /// Excel 5 to 2003.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// Plain text or Markdown.
    Text,
}

/// Where the report was read from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Path as given, relative to the input folder, with `/` between its parts.
    pub path: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// The format found in the bytes.
    pub format: Format,
    /// Number of pages; null where the format has none.
    pub pages: Option<u32>,
}

/// Who reports.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Agency {
    /// The name as the title prints it, without inner spaces.
    pub name: Option<String>,
    /// Division code of two (province), four (prefecture), six (county) or nine digits (township), where it is certain.
    pub region_code: Option<String>,
    /// The division's full name, where the code is certain.
    pub region_name: Option<String>,
    /// Codes that the name alone cannot tell apart.
    pub candidates: Vec<String>,
}

/// The period the figures cover, ISO dates, both inclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Last day, `YYYY-MM-DD`.
    pub to: String,
}

/// Whom to ask about the report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Contact {
    /// Postal address.
    pub address: Option<String>,
    /// Six-digit postcode.
    pub postcode: Option<String>,
    /// Telephone number as printed.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// The prose of one section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReportSection {
    /// Which of the six.
    pub kind: SectionKind,
    /// The heading as printed.
    pub heading: Option<String>,
    /// First and last page; null where the format has no pages.
    pub pages: Option<[u32; 2]>,
    /// Prose without table text, page furniture or markup; one paragraph a line.
    pub text: String,
    /// How many pictures stand in it, where the format tells; for the checks only.
    #[serde(skip)]
    pub pictures: usize,
}

/// A table row that the form does not know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExtraRow {
    /// `proactive`, `requests` or `proceedings`.
    pub table: String,
    /// The labels in front of the values, outermost first.
    pub labels: Vec<String>,
    /// The cells as printed.
    pub raw: Vec<String>,
    /// Page the row stands on.
    pub page: Option<u32>,
}

/// A number stated in prose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Narrative {
    /// What is counted, such as `requests_received`.
    pub metric: String,
    /// How many.
    #[serde(with = "rust_decimal::serde::arbitrary_precision")]
    #[schemars(with = "f64")]
    pub value: Decimal,
    /// The unit as printed.
    pub unit: Option<String>,
    /// Scope word in the sentence, such as 全市.
    pub scope: Option<String>,
    /// The words it was read from.
    pub quote: String,
    /// The section it stands in.
    pub section: Option<SectionKind>,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Arithmetic that fails on printed numbers.
    Error,
    /// Likely wrong, or wrong with blanks as zero.
    Warning,
    /// Worth knowing.
    Info,
}

/// One thing that does not hold, or that a reader of the numbers must know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Stable name of the rule.
    pub rule: String,
    /// How grave.
    pub severity: Severity,
    /// The fields concerned.
    #[schemars(with = "Vec<String>")]
    pub fields: Vec<FieldId>,
    /// The published value, where the rule compares two.
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    #[schemars(with = "Option<f64>")]
    pub published: Option<Decimal>,
    /// The computed value, where the rule compares two.
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    #[schemars(with = "Option<f64>")]
    pub computed: Option<Decimal>,
    /// One sentence in Chinese for the office that published the report.
    pub message: String,
}

/// One report, whatever it was printed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Where it was read from.
    pub source: Source,
    /// The title on one line, without inner spaces.
    pub title: Option<String>,
    /// The year reported on.
    pub year: Option<u16>,
    /// Who reports.
    pub agency: Agency,
    /// The period the figures cover.
    pub period: Option<Period>,
    /// Whom to ask.
    pub contact: Contact,
    /// The prose, section by section.
    pub sections: Vec<ReportSection>,
    /// The numbers with their proof.
    pub tables: Tables,
    /// Numbers stated in prose.
    pub narrative: Vec<Narrative>,
    /// How the file was read, where not as it was meant; in a document the findings tell it.
    pub warnings: Vec<Warning>,
    /// What does not hold.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Where a value of the report is printed.
    pub fn place(&self, field: &str) -> Option<Place> {
        self.tables.cell(field).map(|c| c.place)
    }
}
