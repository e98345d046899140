//! A file that is there complete, or not at all.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

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
        Atomic { path: path.to_path_buf(), beside: path.with_extension("partial"), done: false }
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
