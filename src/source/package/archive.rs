//! The ZIP container, with every bound counted while inflating.

use super::{damaged, encrypted};
use crate::model::{Failure, Limits};
use crate::source::{encoding, within};
use rustc_hash::FxHashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Parts of a document by name.
pub(in crate::source) struct Archive<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Where the parts are by their plain names, for writers that are careless about them.
    by_plain_name: FxHashMap<String, usize>,
    limits: &'a Limits,
    inflated: u64,
}

impl<'a> Archive<'a> {
    pub(in crate::source) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Failure> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        within("zip_entries", archive.len() as u64, limits.zip_entries as u64)?;
        let by_plain_name = archive.file_names().map(plain).zip(0..).collect();
        Ok(Archive { archive, by_plain_name, limits, inflated: 0 })
    }

    /// Whether there is a part of this name.
    pub(in crate::source) fn has(&self, name: &str) -> bool {
        self.by_plain_name.contains_key(&plain(name))
    }

    /// The text of a part, where there is one.
    pub(in crate::source) fn part(&mut self, name: &str) -> Result<Option<String>, Failure> {
        Ok(self.bytes(name)?.map(|bytes| encoding::text(&bytes)))
    }

    /// The bytes of a part, where there is one.
    pub(in crate::source) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        let exact = self.archive.index_for_name(name);
        let Some(index) = exact.or_else(|| self.by_plain_name.get(&plain(name)).copied()) else {
            return Ok(None);
        };
        let file = match self.archive.by_index(index) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(encrypted()),
            Err(_) => return Err(damaged()),
        };
        let packed = file.compressed_size();
        let bytes = inflate(file, packed, self.inflated, self.limits)?;
        self.inflated = self.inflated.saturating_add(bytes.len() as u64);
        Ok(Some(bytes))
    }
}

/// A name without what writers do differently: a leading slash, backslashes, dots, case.
fn plain(name: &str) -> String {
    let mut steps = Vec::new();
    for step in name.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/").to_lowercase()
}

/// Inflates one part; the sizes that an archive declares are not believed.
fn inflate(mut from: impl Read, packed: u64, before: u64, limits: &Limits) -> Result<Vec<u8>, Failure> {
    // Below 100 KiB a high ratio does no harm.
    const HARMLESS: u64 = 100 * 1024;
    let mut out = Vec::new();
    let mut chunk = [0_u8; 16 * 1024];
    loop {
        let read = from.read(&mut chunk).map_err(|_| damaged())?;
        let Some(chunk) = chunk.get(..read).filter(|c| !c.is_empty()) else { return Ok(out) };
        out.extend_from_slice(chunk);
        let size = out.len() as u64;
        within("stream_bytes", size, limits.stream_bytes)?;
        within("total_stream_bytes", before.saturating_add(size), limits.total_stream_bytes)?;
        if size > HARMLESS {
            within("zip_ratio", size / packed.max(1), limits.zip_ratio)?;
        }
    }
}
