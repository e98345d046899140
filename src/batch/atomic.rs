//! A file that is there complete, or not at all.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

const BESIDE: &str = "partial";

/// A file being written beside its place. It takes its place on [`Atomic::commit`]; dropped before, it is removed.
#[derive(Debug)]
pub struct Atomic {
    path: PathBuf,
    beside: PathBuf,
    done: bool,
}

impl Atomic {
    /// A file that will be at `path`. Nothing is written yet.
    pub fn at(path: &Path) -> Atomic {
        Atomic { path: path.to_path_buf(), beside: path.with_extension(BESIDE), done: false }
    }

    /// Whether a path is one that is written to meanwhile.
    pub(super) fn is_beside(path: &Path) -> bool {
        path.extension().is_some_and(|extension| extension == BESIDE)
    }

    /// Where to write meanwhile.
    pub fn beside(&self) -> &Path {
        &self.beside
    }

    /// Creates the file to write to.
    ///
    /// # Errors
    /// What the file system says.
    pub fn create(&self) -> io::Result<File> {
        File::create(&self.beside)
    }

    /// Puts the file in its place, once its bytes are on the disk.
    ///
    /// # Errors
    /// What the file system says; then nothing is left beside the place.
    pub fn commit(mut self) -> io::Result<()> {
        File::options().write(true).open(&self.beside)?.sync_all()?;
        fs::rename(&self.beside, &self.path)?;
        self.done = true;
        Ok(())
    }
}

impl Drop for Atomic {
    fn drop(&mut self) {
        if !self.done {
            // The partial file is ours; a second failure to remove it changes nothing for the caller.
            let _ = fs::remove_file(&self.beside);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// A write that fails after so many bytes.
    fn write(path: &Path, bytes: &[u8], room: usize) -> io::Result<()> {
        let file = Atomic::at(path);
        let mut to = file.create()?;
        to.write_all(bytes.get(..room).unwrap_or(bytes))?;
        if room < bytes.len() {
            return Err(io::ErrorKind::StorageFull.into());
        }
        file.commit()
    }

    #[test]
    fn a_writer_that_fails_at_any_byte_leaves_what_was_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("report.json");
        fs::write(&path, "before").expect("written");
        let bytes = b"{\"schema\": 1}";
        for room in 0..bytes.len() {
            assert!(write(&path, bytes, room).is_err());
            assert_eq!(fs::read(&path).expect("read"), b"before");
            assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1, "nothing beside it");
        }
        write(&path, bytes, bytes.len()).expect("room enough");
        assert_eq!(fs::read(&path).expect("read"), bytes);
    }
}
