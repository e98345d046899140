//! Writing: beside, synced, renamed; never over an input, never a half file.

use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// An output folder that can be written.
#[derive(Debug, Clone)]
pub struct Output {
    root: PathBuf,
}

impl Output {
    /// Opens an output folder, before any work starts.
    ///
    /// # Errors
    /// When it lies in an input folder's place or around it, is a file, or cannot be written.
    pub fn open(root: &Path, inputs: &[PathBuf]) -> io::Result<Output> {
        fs::create_dir_all(root.join("reports")).map_err(|e| {
            io::Error::new(e.kind(), format!("cannot create the output folder {}: {e}", root.display()))
        })?;
        let real = root.canonicalize()?;
        for input in inputs.iter().filter_map(|i| i.canonicalize().ok()) {
            if input == real || input.starts_with(&real) {
                let what =
                    format!("the output folder {} is or holds the input {}", root.display(), input.display());
                return Err(io::Error::other(format!("{what}; give another folder with -o")));
            }
        }
        let output = Output { root: root.to_path_buf() };
        output
            .write(".writable", b"")
            .map_err(|e| io::Error::new(e.kind(), format!("cannot write to {}: {e}", root.display())))?;
        fs::remove_file(root.join(".writable"))?;
        Ok(output)
    }

    /// Writes one file below the folder: complete, or not at all.
    ///
    /// # Errors
    /// What the file system says.
    pub fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.root.join(name);
        let beside = path.with_extension("partial");
        let written = write_synced(&beside, bytes).and_then(|()| fs::rename(&beside, &path));
        if written.is_err() {
            // The partial file is ours; a second failure to remove it changes nothing for the caller.
            let _ = fs::remove_file(&beside);
        }
        written
    }
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A safe name for a report: readable from the path, unique by its hash, never from the file's content.
pub fn report_name(shown: &str) -> String {
    let hash: String = Sha256::digest(shown.as_bytes()).iter().take(4).map(|b| format!("{b:02x}")).collect();
    let stem = shown.rsplit('/').next().unwrap_or(shown);
    // 60 Chinese characters are 180 bytes; file systems allow 255.
    let safe: String = stem.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(60).collect();
    format!("reports/{safe}-{hash}.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_tell_equal_stems_apart() {
        assert_ne!(report_name("a/2020.pdf"), report_name("b/2020.pdf"));
        let odd = report_name("x/..\n=cmd|龙潭镇 2020.pdf");
        assert!(odd.starts_with("reports/---cmd-龙潭镇-2020-pdf-") && odd.ends_with(".json"), "{odd}");
        assert!(report_name(&"长".repeat(300)).len() < 255);
    }

    #[test]
    fn a_folder_that_holds_the_input_is_refused() {
        let root = tempfile::tempdir().expect("a folder");
        let input = root.path().join("in");
        fs::create_dir(&input).expect("made");
        assert!(Output::open(root.path(), std::slice::from_ref(&input)).is_err());
        assert!(Output::open(&input, std::slice::from_ref(&input)).is_err());
        assert!(Output::open(&root.path().join("out"), &[input]).is_ok());
    }

    #[test]
    fn a_write_that_fails_leaves_nothing() {
        let root = tempfile::tempdir().expect("a folder");
        let output = Output::open(root.path(), &[]).expect("writable");
        fs::create_dir(root.path().join("taken.json")).expect("made");
        assert!(output.write("taken.json", b"{}").is_err());
        assert!(!root.path().join("taken.partial").exists());
    }
}
