//! One file in an archive.

use crate::model::{Failure, FailureKind, Limits, Stage};
use flate2::Crc;
use flate2::read::DeflateDecoder;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// Where a member's bytes are in its archive, as the archive's directory declares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Offset of its first byte.
    pub(super) start: u64,
    /// Its length in the archive.
    pub(super) packed: u64,
    /// Its length unpacked.
    pub(super) size: u64,
    /// Check sum of the unpacked bytes.
    pub(super) crc32: u32,
    /// How it is packed.
    pub(super) packing: Packing,
}

/// How a member is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Packing {
    /// As it is.
    Stored,
    /// By DEFLATE, as nearly all are.
    Deflated,
    /// In another way.
    Other,
    /// Under a password.
    Encrypted,
    /// Its own header is not where the directory says.
    Lost,
}

impl Member {
    /// Its length unpacked, as declared.
    pub(in super::super) fn size(&self) -> u64 {
        self.size
    }

    /// Its bytes, unpacked as far as the limits allow.
    ///
    /// # Errors
    /// `limit_exceeded`, `encrypted`, `unsupported`; `unreadable` where it is not as declared.
    pub(in super::super) fn read(&self, archive: File, limits: &Limits) -> Result<Vec<u8>, Failure> {
        let within = |name, value, most| Failure::unless_within(Stage::Read, name, value, most);
        within("file_bytes", self.size, limits.file_bytes)?;
        // Below 100 KiB a high ratio does no harm; the declared size is one that unpacking holds to.
        const HARMLESS: u64 = 100 * 1024;
        if self.size > HARMLESS {
            within("zip_ratio", self.size / self.packed.max(1), limits.zip_ratio)?;
        }
        let mut bytes = Vec::new();
        self.unpack(archive)?.read_to_end(&mut bytes).map_err(|_| damaged())?;
        let mut sum = Crc::new();
        sum.update(&bytes);
        if bytes.len() as u64 == self.size && sum.sum() == self.crc32 { Ok(bytes) } else { Err(damaged()) }
    }

    /// Its bytes as they come, never more than one above its declared size.
    ///
    /// # Errors
    /// As [`Member::read`].
    pub(in super::super) fn unpack(&self, mut archive: File) -> Result<Box<dyn Read>, Failure> {
        let seek = archive.seek(SeekFrom::Start(self.start));
        seek.map_err(|_| damaged())?;
        let packed = io::BufReader::new(archive).take(self.packed);
        let whole: Box<dyn Read> = match self.packing {
            Packing::Stored => Box::new(packed),
            Packing::Deflated => Box::new(DeflateDecoder::new(packed)),
            Packing::Other => return Err(unsupported()),
            Packing::Encrypted => return Err(encrypted()),
            Packing::Lost => return Err(damaged()),
        };
        Ok(Box::new(whole.take(self.size.saturating_add(1))))
    }
}

fn damaged() -> Failure {
    let detail = "the archive is damaged at this file, or declares it wrongly; fetch the archive again";
    Failure::new(Stage::Read, FailureKind::Unreadable, detail)
}

fn encrypted() -> Failure {
    let detail = "this file is protected by the archive's password; unpack the archive first";
    Failure::new(Stage::Read, FailureKind::Encrypted, detail)
}

fn unsupported() -> Failure {
    let detail = "this file is packed by a method that gongkai does not read; unpack the archive first";
    Failure::new(Stage::Read, FailureKind::Unsupported, detail)
}
