//! What one file may cost.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Upper bounds for one input; past one of them the outcome is `limit_exceeded`, never a cut table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Seconds of wall clock for one file, in a worker process.
    pub seconds: u64,
    /// Address space of a worker process in bytes, where the system bounds it.
    pub memory_bytes: u64,
    /// Size of the input in bytes. 64 MiB: the largest real report seen has 30.
    pub file_bytes: u64,
    /// Size of the report document that is written, in bytes. A long real one has 300 KiB.
    pub report_bytes: u64,
    /// Pages of a PDF.
    pub pages: usize,
    /// Glyphs over all pages.
    pub glyphs: usize,
    /// Rulings over all pages.
    pub rulings: usize,
    /// One stream after inflation, in bytes.
    pub stream_bytes: u64,
    /// All streams after inflation, in bytes.
    pub total_stream_bytes: u64,
    /// Entries of a ZIP container: a document's parts, or the files of an archive of reports.
    pub zip_entries: usize,
    /// How many times larger than packed a part of a ZIP container may be, past 100 KiB.
    pub zip_ratio: u64,
    /// All files of a ZIP archive of reports together, unpacked, in bytes.
    pub archive_bytes: u64,
    /// Nesting depth of XML.
    pub xml_depth: usize,
    /// Elements of one XML part that is read as a tree.
    pub xml_elements: usize,
    /// Nesting depth of HTML.
    pub html_depth: usize,
    /// Nesting depth of RTF groups.
    pub rtf_depth: usize,
    /// Cells of one spreadsheet, those of merges among them.
    pub sheet_cells: usize,
    /// Rows of one table after spans.
    pub table_rows: usize,
    /// Columns of one table after spans.
    pub table_cols: usize,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: u64 = 1024 * 1024;
        Limits {
            // The slowest real report takes a second on an old laptop.
            seconds: 60,
            memory_bytes: 1024 * MIB,
            file_bytes: 64 * MIB,
            report_bytes: 8 * MIB,
            pages: 500,
            glyphs: 2_000_000,
            rulings: 200_000,
            stream_bytes: 64 * MIB,
            total_stream_bytes: 256 * MIB,
            zip_entries: 10_000,
            // Word's own style sheets reach forty.
            zip_ratio: 100,
            // 10,000 reports of 400 KiB. They are read one by one, so this bounds time and not memory.
            archive_bytes: 4096 * MIB,
            xml_depth: 100,
            // A page of a report has 10,000.
            xml_elements: 500_000,
            html_depth: 512,
            rtf_depth: 512,
            // A report has 1,000.
            sheet_cells: 500_000,
            table_rows: 400,
            table_cols: 60,
        }
    }
}
