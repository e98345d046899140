//! What an archive holds, by its directory alone.

use super::super::outcome::Failed;
use super::member::{Member, Packing};
use super::name::{self, Raw};
use crate::model::{Failure, FailureKind, Limits, Stage};
use crate::source;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;
use zip::read::ZipFile;
use zip::{CompressionMethod, ZipArchive};

/// A member and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in super::super) struct Listed {
    /// Its path in the archive, `/` between folders.
    pub(in super::super) name: String,
    /// Where it is.
    pub(in super::super) member: Member,
}

/// What is in an input that begins as a ZIP does: files, or nothing where it is a document itself.
pub(in super::super) type Listing = Result<Option<Vec<Listed>>, Failed>;

/// The files in an archive, in its order; `None` for a document that is a ZIP itself, such as DOCX or OFD, by its parts
/// or by its name.
///
/// Of two members of one name the last counts, as it would after unpacking. Hidden files, links and the shadow files
/// of macOS are left out, as below a folder.
///
/// # Errors
/// `unreadable` for an archive that is cut, `limit_exceeded` for one that holds or declares too much,
/// `not_a_report` for an empty one.
pub(in super::super) fn list(path: &Path, limits: &Limits) -> Result<Option<Vec<Listed>>, Failure> {
    let file = File::open(path).map_err(|_| damaged())?;
    let length = file.metadata().map_or(0, |m| m.len());
    // A document that is damaged may have lost what tells it from a folder of files.
    if source::is_package_name(&path.to_string_lossy()) {
        return Ok(None);
    }
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| damaged())?;
    if source::is_package(&archive.file_names().collect::<Vec<_>>()) {
        return Ok(None);
    }
    within("zip_entries", archive.len() as u64, limits.zip_entries as u64)?;
    let members = members(&mut archive);
    let total =
        |of: &dyn Fn(&Member) -> u64| members.iter().fold(0_u64, |sum, l| sum.saturating_add(of(&l.member)));
    within("archive_bytes", total(&|m| m.size), limits.archive_bytes)?;
    if total(&|m| m.packed) > length {
        return Err(overlapping());
    }
    if members.is_empty() { Err(empty()) } else { Ok(Some(members)) }
}

fn within(limit: &str, value: u64, bound: u64) -> Result<(), Failure> {
    Failure::unless_within(Stage::Read, limit, value, bound)
}

fn members<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Vec<Listed> {
    let entries: Vec<Entry> = (0..archive.len()).filter_map(|i| entry(archive, i)).collect();
    let names: Vec<Raw> =
        entries.iter().map(|e| Raw { bytes: e.name.bytes.clone(), is_utf8: e.name.is_utf8 }).collect();
    let listed = entries
        .into_iter()
        .zip(name::decode(&names))
        .map(|(entry, name)| Listed { name, member: entry.member });
    listed.filter(|l| is_meant(&l.name)).collect()
}

struct Entry {
    name: Raw,
    member: Member,
}

/// A file of the archive; `None` for a folder or a link.
fn entry<R: Read + Seek>(archive: &mut ZipArchive<R>, index: usize) -> Option<Entry> {
    // Without a header of its own, all that is known of a member is its name.
    let lost = Member { start: 0, packed: 0, size: 0, crc32: 0, packing: Packing::Lost };
    let listed = archive.name_for_index(index)?.to_owned();
    match archive.by_index_raw(index) {
        Ok(file) if file.is_dir() || file.is_symlink() || file.name_raw().ends_with(b"\\") => None,
        Ok(file) => Some(Entry { name: raw(&file), member: member(&file) }),
        Err(_) => Some(Entry { name: Raw { bytes: listed.into_bytes(), is_utf8: true }, member: lost }),
    }
}

fn raw<R: Read>(file: &ZipFile<R>) -> Raw {
    let bytes = file.name_raw().to_vec();
    // The crate reads what is not flagged as code page 437, which shares only ASCII with UTF-8.
    let is_utf8 = file.name() == String::from_utf8_lossy(&bytes);
    Raw { bytes, is_utf8 }
}

fn member<R: Read>(file: &ZipFile<R>) -> Member {
    let packing = match file.compression() {
        _ if file.encrypted() => Packing::Encrypted,
        CompressionMethod::Stored => Packing::Stored,
        CompressionMethod::Deflated => Packing::Deflated,
        _ => Packing::Other,
    };
    let (packed, size) = (file.compressed_size(), file.size());
    Member { start: file.data_start(), packed, size, crc32: file.crc32(), packing }
}

fn is_meant(name: &str) -> bool {
    let mut parts = name.split('/');
    !name.starts_with("__MACOSX/") && !parts.any(|p| p.starts_with('.') && p != "." && p != "..")
}

fn damaged() -> Failure {
    let detail = "the archive is damaged or cut off; fetch it again";
    Failure::new(Stage::Read, FailureKind::Unreadable, detail)
}

fn overlapping() -> Failure {
    let detail = "the files of the archive lie over one another, which only archives made to do harm do";
    Failure::new(Stage::Read, FailureKind::Unreadable, detail)
}

fn empty() -> Failure {
    Failure::new(Stage::Read, FailureKind::NotAReport, "the archive holds no file")
}
