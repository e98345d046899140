//! The output folder: refused before any work starts where it cannot be right; each file complete or not there.

use super::atomic::Atomic;
use sha2::{Digest, Sha256};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// An output folder that can be written, by one run at a time.
#[derive(Debug)]
pub struct Output {
    root: PathBuf,
    /// Held until the run ends; the system lets go of it when the process dies.
    _lock: File,
}

impl Output {
    /// Opens an output folder, before any work starts.
    ///
    /// # Errors
    /// When it is, holds or lies inside an input, is a file, or cannot be written.
    pub fn open(root: &Path, inputs: &[PathBuf]) -> io::Result<Output> {
        refuse_overlap(root, inputs)?;
        fs::create_dir_all(root.join("reports")).map_err(|e| cannot("create the output folder", root, &e))?;
        let output = Output { root: root.to_path_buf(), _lock: lock(root)? };
        output.write(".writable", b"").map_err(|e| cannot("write to the output folder", root, &e))?;
        fs::remove_file(root.join(".writable"))?;
        output.sweep();
        Ok(output)
    }

    /// Removes what a run that was killed was just writing: of an input that is gone nothing else would.
    fn sweep(&self) {
        let files = fs::read_dir(self.path("reports")).into_iter().flatten().flatten().map(|e| e.path());
        for half in files.filter(|file| Atomic::is_beside(file)) {
            let _ = fs::remove_file(half);
        }
    }

    /// Where a file below the folder is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Writes one file below the folder: complete, or not at all.
    ///
    /// # Errors
    /// What the file system says.
    pub fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let file = Atomic::at(&self.root.join(name));
        file.create()?.write_all(bytes)?;
        file.commit()
    }

    /// Removes one file below the folder, where it is there.
    pub(super) fn remove(&self, name: &str) {
        let _ = fs::remove_file(self.path(name));
    }
}

/// Two runs would write each other's files.
fn lock(root: &Path) -> io::Result<File> {
    let file =
        File::create(root.join(".lock")).map_err(|e| cannot("write to the output folder", root, &e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            let what = format!(
                "another run writes to {}; wait for it or give another folder with -o",
                root.display()
            );
            Err(io::Error::new(io::ErrorKind::ResourceBusy, what))
        }
        // Some network file systems have no locks: then nobody can be kept out.
        Err(TryLockError::Error(_)) => Ok(file),
    }
}

fn cannot(what: &str, root: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot {what} {}: {error}", root.display()))
}

/// A run that read its own reports, or wrote among its inputs, would not be the same twice.
fn refuse_overlap(root: &Path, inputs: &[PathBuf]) -> io::Result<()> {
    let real = will_be(root)?;
    for input in inputs {
        let Ok(place) = input.canonicalize() else { continue };
        let relation = if place == real {
            "is the input"
        } else if place.starts_with(&real) {
            "holds the input"
        } else if real.starts_with(&place) {
            "lies inside the input"
        } else {
            continue;
        };
        let (root, input) = (root.display(), input.display());
        let what = format!("the output folder {root} {relation} {input}; give another folder with -o");
        return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
    }
    Ok(())
}

/// Where a file or folder is or will be, from the root: its nearest existing ancestor decides.
///
/// # Errors
/// When the working folder is gone.
pub fn will_be(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let existing = path.ancestors().find_map(|a| Some((a, a.canonicalize().ok()?)));
    Ok(existing.map_or(path.clone(), |(ancestor, real)| match path.strip_prefix(ancestor) {
        Ok(rest) if !rest.as_os_str().is_empty() => real.join(rest),
        _ => real,
    }))
}

/// A safe name for a report: readable from the path, unique by its hash, never from the file's content.
pub fn report_name(shown: &str) -> String {
    // Six bytes: of 40,000 paths the chance that any two share a hash is one in 350,000.
    let hash: String = Sha256::digest(shown.as_bytes()).iter().take(6).map(|b| format!("{b:02x}")).collect();
    let words = shown.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let path: String = words.flat_map(|word| [word, "-"]).collect();
    // The end of a path tells more than its beginning. 60 Chinese characters are 180 bytes; file systems allow 255.
    let skipped = path.chars().count().saturating_sub(61);
    let readable: String = path.chars().skip(skipped).collect();
    format!("reports/{}{hash}.json", readable.trim_start_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_tell_equal_stems_apart() {
        assert_ne!(report_name("a/2020.pdf"), report_name("b/2020.pdf"));
        let odd = report_name("../x/..\n=cmd|龙潭镇 2020.pdf");
        assert!(odd.starts_with("reports/x-cmd-龙潭镇-2020-pdf-") && odd.ends_with(".json"), "{odd}");
        assert!(report_name(&"长".repeat(300)).len() < 255);
        // No name begins with a dash: it would be taken for an option.
        assert!(!report_name("~").contains("/-") && !report_name(&"a+".repeat(70)).contains("/-"));
    }

    fn refusal(root: &Path, input: &Path) -> Option<String> {
        Output::open(root, &[input.to_path_buf()]).err().map(|e| e.to_string())
    }

    #[test]
    fn a_folder_that_overlaps_an_input_is_refused_and_not_made() {
        let root = tempfile::tempdir().expect("a folder");
        let input = root.path().join("in");
        fs::create_dir(&input).expect("made");
        assert!(refusal(root.path(), &input).is_some_and(|e| e.contains("holds the input")));
        assert!(refusal(&input, &input).is_some_and(|e| e.contains("is the input")));
        assert!(refusal(&input.join("new/out"), &input).is_some_and(|e| e.contains("lies inside the input")));
        assert!(!input.join("new").exists());
        assert_eq!(refusal(&root.path().join("out"), &input), None);
    }

    #[test]
    fn a_file_in_the_folders_place_is_refused() {
        let root = tempfile::tempdir().expect("a folder");
        let taken = root.path().join("out");
        fs::write(&taken, "mine").expect("written");
        assert!(Output::open(&taken, &[]).is_err());
        assert_eq!(fs::read(&taken).expect("read"), b"mine");
    }

    #[test]
    fn a_second_run_on_the_same_folder_is_refused() {
        let root = tempfile::tempdir().expect("a folder");
        let first = Output::open(root.path(), &[]).expect("writable");
        let refused = Output::open(root.path(), &[]).expect_err("taken");
        assert!(refused.to_string().contains("another run"), "{refused}");
        drop(first);
        assert!(Output::open(root.path(), &[]).is_ok());
    }

    #[test]
    fn what_a_killed_run_was_writing_is_removed_by_the_next() {
        let root = tempfile::tempdir().expect("a folder");
        drop(Output::open(root.path(), &[]).expect("writable"));
        let (half, whole) = (root.path().join("reports/a.partial"), root.path().join("reports/a.json"));
        fs::write(&half, "{").expect("written");
        fs::write(&whole, "{}").expect("written");
        drop(Output::open(root.path(), &[]).expect("writable"));
        assert_eq!((half.exists(), whole.exists()), (false, true));
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
