//! The ZIP container, with every bound counted while inflating.

use super::unreadable;
use super::xml::{Event, Xml};
use crate::model::{Failure, FailureKind, Limits, Stage};
use crate::source::{encoding, within};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Parts of a document by name.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    limits: &'a Limits,
    inflated: u64,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Failure> {
        // Office wraps a document with a password in a compound file.
        if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return Err(encrypted());
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
        within("zip_entries", archive.len() as u64, limits.zip_entries as u64)?;
        Ok(Package { archive, limits, inflated: 0 })
    }

    /// The name of the main document, as the package's relationships state it.
    pub(super) fn main_part(&mut self) -> Result<String, Failure> {
        const USUAL: &str = "word/document.xml";
        let Some(relations) = self.part("_rels/.rels")? else { return Ok(USUAL.to_owned()) };
        let mut xml = Xml::new(&relations, self.limits);
        while let Some(event) = xml.next()? {
            if let Event::Open(element) = event
                && element.attr("Type").is_some_and(|t| t.ends_with("/officeDocument"))
                && let Some(target) = element.attr("Target")
            {
                return Ok(target.trim_start_matches('/').to_owned());
            }
        }
        Ok(USUAL.to_owned())
    }

    /// A part in the folder of another.
    pub(super) fn sibling(&mut self, part: &str, name: &str) -> Result<Option<String>, Failure> {
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.part(&format!("{folder}/{name}"))
    }

    /// The text of a part, where there is one.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Failure> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(encrypted()),
            Err(_) => return Err(unreadable()),
        };
        let packed = file.compressed_size();
        let bytes = inflate(file, packed, self.inflated, self.limits)?;
        self.inflated = self.inflated.saturating_add(bytes.len() as u64);
        Ok(Some(encoding::text(&bytes)))
    }
}

/// Inflates one part; the sizes that an archive declares are not believed.
fn inflate(mut from: impl Read, packed: u64, before: u64, limits: &Limits) -> Result<Vec<u8>, Failure> {
    // Word's own style sheets reach forty; below 100 KiB a high ratio does no harm.
    const RATIO: u64 = 100;
    const HARMLESS: u64 = 100 * 1024;
    let mut out = Vec::new();
    let mut chunk = [0_u8; 16 * 1024];
    loop {
        let read = from.read(&mut chunk).map_err(|_| unreadable())?;
        let Some(chunk) = chunk.get(..read).filter(|c| !c.is_empty()) else { return Ok(out) };
        out.extend_from_slice(chunk);
        let size = out.len() as u64;
        within("stream_bytes", size, limits.stream_bytes)?;
        within("total_stream_bytes", before.saturating_add(size), limits.total_stream_bytes)?;
        if size > HARMLESS {
            within("zip_ratio", size / packed.max(1), RATIO)?;
        }
    }
}

fn encrypted() -> Failure {
    let detail = "the Word document is protected by a password; save it without one";
    Failure::new(Stage::Source, FailureKind::Encrypted, detail)
}
