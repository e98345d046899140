//! What the fuzz targets share: limits that keep one input short, and what must hold of every report.

use gongkai::model::{Format, Limits, Report, Status};
use gongkai::pipeline::{self, Options};
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

/// Limits far below the defaults: a bound that is reached is an outcome, and thousands of inputs a second find more
/// than ten of them do. What is *not* bounded by them shows as a slow or a large input.
fn limits() -> Limits {
    const MIB: u64 = 1024 * 1024;
    Limits {
        stream_bytes: MIB,
        total_stream_bytes: 4 * MIB,
        pages: 20,
        glyphs: 50_000,
        rulings: 5_000,
        xml_elements: 20_000,
        sheet_cells: 20_000,
        ..Limits::default()
    }
}

/// Reads the bytes as a format, and checks the report where there is one.
pub fn read(bytes: &[u8], format: Format) {
    let options = Options { path: "a".to_owned(), format: Some(format), limits: limits() };
    if let Ok(report) = pipeline::extract(bytes, &options) {
        holds(&report);
    }
}

/// What every report keeps, whatever it was read from.
///
/// # Panics
/// Where it does not.
pub fn holds(report: &Report) {
    for cell in &report.tables.cells {
        let shown = matches!(cell.status, Status::Printed | Status::Solved);
        assert_eq!(shown, cell.value.is_some(), "a value and no null is printed or solved: {cell:?}");
        assert!(!shown || cell.raw.as_ref().is_some_and(|raw| !raw.is_empty()), "nothing is invented: {cell:?}");
    }
    let written = gongkai::json::text(report);
    assert!(!written.is_empty());
}

/// A ZIP package of parts that stand one behind the other: a line with the part's name, its content, a NUL. What a
/// fuzzer changes then is XML, and neither check sums nor a directory.
pub fn package(bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in bytes.split(|b| *b == 0) {
        let end = part.iter().position(|b| *b == b'\n').unwrap_or(part.len());
        let (name, content) = part.split_at(end);
        // The writer panics on a name that its length field cannot hold.
        let name: String = String::from_utf8_lossy(name).chars().take(1000).collect();
        let content = content.strip_prefix(b"\n").unwrap_or_default();
        // Of two parts of one name the writer says no to the second; the others are there.
        let started = zip.start_file(name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored));
        let _ = started.and_then(|()| Ok(zip.write_all(content)?));
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}
