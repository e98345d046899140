//! The hostile set: files made at test time, so that none has to be kept that a virus scanner would take away.

mod fixed;
mod markup;
mod office;

use std::io::{Cursor, Write};

/// A file, and what must become of it.
pub struct Hostile {
    pub name: String,
    pub bytes: Vec<u8>,
    /// The kind of failure, or `ok`.
    pub outcome: &'static str,
}

impl Hostile {
    pub fn new(name: &str, bytes: impl Into<Vec<u8>>, outcome: &'static str) -> Hostile {
        Hostile { name: name.to_owned(), bytes: bytes.into(), outcome }
    }
}

pub fn all() -> Vec<Hostile> {
    [
        fixed::pdf(),
        markup::html(),
        markup::text(),
        markup::rtf(),
        markup::mhtml(),
        office::docx(),
        office::ofd(),
        office::sheet(),
        office::compound(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A report's prose and its table in no format at all.
pub const TITLE: &str = "某县2021年政府信息公开工作年度报告";

/// A file of the corpus.
pub fn corpus(name: &str) -> Vec<u8> {
    std::fs::read(format!("corpus/reports/{name}")).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// The first so many hundredths of a file.
pub fn cut(bytes: &[u8], hundredths: usize) -> Vec<u8> {
    bytes[..bytes.len() * hundredths / 100].to_vec()
}

/// A ZIP container of these parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a new part");
        zip.write_all(bytes).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}
