//! Which files a run reads: every file below the folders given, one outcome each.

use super::lossless::lossless;
use super::outcome::{Failed, unreadable};
use super::zip::{self, Listed, MARK, Member};
use crate::model::Limits;
use std::collections::BTreeSet;
use std::fs::Metadata;
use std::io;
use std::path::{Component, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// One file to read, or a place that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it is, or the archive that holds it.
    pub path: PathBuf,
    /// Where in the archive.
    pub member: Option<Member>,
    /// How the outcome names it: relative to the deepest folder that holds all inputs, `/` between parts, `!/` behind
    /// an archive.
    pub shown: String,
    /// Why it cannot be read, where that is known before, with the hash of the bytes where they could be read.
    pub failed: Option<Failed>,
}

impl Input {
    /// A file given by name, shown by its last part; `archive.zip!/name.pdf` is the file in the archive.
    pub fn single(path: &Path) -> Input {
        let packed = || if path.exists() { None } else { Input::packed(path.to_str()?) };
        packed().unwrap_or_else(|| Input::plain(path))
    }

    fn packed(path: &str) -> Option<Input> {
        let (archive, name) = path.split_once(MARK)?;
        let archive = Path::new(archive);
        let listed = zip::list(archive, &Limits::default()).ok()??;
        Some(Input::plain(archive).member(listed.into_iter().find(|l| l.name == name)?))
    }

    fn plain(path: &Path) -> Input {
        let name = path.file_name().map_or(path, Path::new);
        Input { path: path.to_path_buf(), member: None, shown: shown(name), failed: None }
    }

    /// Its length in bytes, as far as that can be told without reading it.
    pub(super) fn size(&self) -> Option<u64> {
        match &self.member {
            Some(member) => Some(member.size()),
            None => self.path.metadata().ok().filter(Metadata::is_file).map(|m| m.len()),
        }
    }

    /// A file in this archive.
    pub(super) fn member(&self, listed: Listed) -> Input {
        let shown = format!("{}{MARK}{}", self.shown, listed.name);
        Input { path: self.path.clone(), member: Some(listed.member), shown, failed: None }
    }
}

/// Every file below the given files and folders, in path order, each once.
///
/// Hidden files and folders are skipped (they are the file system's, not the archive's); symbolic links below a
/// folder are not followed; a link given by name is.
pub fn discover(given: &[PathBuf]) -> Vec<Input> {
    let roots: Vec<PathBuf> = given.iter().map(|path| real(path)).collect();
    let base = base(&roots);
    let mut seen = BTreeSet::new();
    let mut inputs: Vec<Input> = roots
        .iter()
        .flat_map(|root| walk(root, &base))
        .filter(|input| seen.insert(input.path.clone()))
        .collect();
    inputs.sort_by(|a, b| (&a.shown, &a.path).cmp(&(&b.shown, &b.path)));
    inputs
}

/// The path from the root: links in the folders are resolved, a link that names a file keeps its name.
fn real(path: &Path) -> PathBuf {
    let whole = if path.is_dir() { path.canonicalize().ok() } else { None };
    let in_parent = || {
        let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(parent.canonicalize().ok()?.join(path.file_name()?))
    };
    whole.or_else(in_parent).unwrap_or_else(|| path.to_path_buf())
}

/// The deepest folder that holds all inputs; a folder holds itself, a file stands in its parent.
fn base(roots: &[PathBuf]) -> PathBuf {
    let folder = |root: &PathBuf| match root.parent() {
        Some(parent) if !root.is_dir() => parent.to_path_buf(),
        _ => root.clone(),
    };
    roots.iter().map(folder).reduce(|a, b| common(&a, &b)).unwrap_or_default()
}

fn common(a: &Path, b: &Path) -> PathBuf {
    a.components().zip(b.components()).take_while(|(x, y)| x == y).map(|(x, _)| x).collect()
}

fn walk(root: &Path, base: &Path) -> Vec<Input> {
    WalkDir::new(root)
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry))
        .filter_map(|entry| match entry {
            Ok(entry) if is_meant(&entry) => Some(input(entry.path(), base)),
            Ok(_) => None,
            Err(error) => Some(untraversed(error, root, base)),
        })
        .collect()
}

/// Files below a folder; whatever was given by name and is no folder, even a link or a pipe.
fn is_meant(entry: &DirEntry) -> bool {
    entry.file_type().is_file() || (entry.depth() == 0 && !entry.path().is_dir())
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn untraversed(error: walkdir::Error, root: &Path, base: &Path) -> Input {
    let path = error.path().unwrap_or(root).to_path_buf();
    let error = error.into_io_error().unwrap_or_else(|| io::Error::other("cannot be listed"));
    Input { failed: Some((None, unreadable(&error))), ..input(&path, base) }
}

fn input(path: &Path, base: &Path) -> Input {
    let below = path.strip_prefix(base).ok().filter(|p| !p.as_os_str().is_empty());
    Input { path: path.to_path_buf(), member: None, shown: shown(below.unwrap_or(path)), failed: None }
}

fn shown(path: &Path) -> String {
    let parts = path.components().filter(|c| !matches!(c, Component::RootDir));
    let parts: Vec<String> = parts.map(|c| lossless(c.as_os_str().as_encoded_bytes())).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        for name in files {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, name).expect("written");
        }
        root
    }

    fn found(root: &Path, given: &[&str]) -> Vec<String> {
        let given: Vec<PathBuf> = given.iter().map(|g| root.join(g)).collect();
        discover(&given).into_iter().map(|i| i.shown).collect()
    }

    #[test]
    fn files_are_listed_in_path_order_without_hidden_ones() {
        let root = tree(&["b.txt", "a/c.txt", ".DS_Store", ".git/config", "a/.hidden/x.txt"]);
        assert_eq!(found(root.path(), &[""]), ["a/c.txt", "b.txt"]);
    }

    #[test]
    fn names_start_at_the_deepest_folder_that_holds_all_inputs() {
        let root = tree(&["x/2020/a.txt", "x/2021/a.txt", "y/a.txt"]);
        assert_eq!(found(root.path(), &["x/2020/a.txt"]), ["a.txt"]);
        assert_eq!(found(root.path(), &["x/2020", "x/2021"]), ["2020/a.txt", "2021/a.txt"]);
        assert_eq!(found(root.path(), &["x", "y/a.txt"]), ["x/2020/a.txt", "x/2021/a.txt", "y/a.txt"]);
    }

    #[test]
    fn a_file_given_twice_is_read_once() {
        let root = tree(&["x/a.txt", "x/b.txt"]);
        assert_eq!(found(root.path(), &["x", "x/a.txt", "x/../x"]), ["a.txt", "b.txt"]);
    }

    #[test]
    fn a_missing_input_is_listed_with_its_error() {
        let root = tree(&[]);
        let found = discover(&[root.path().join("none")]);
        assert!(matches!(found.as_slice(), [Input { failed: Some(_), .. }]));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_only_when_given_by_name() {
        let root = tree(&["real/a.txt", "in/b.txt"]);
        std::os::unix::fs::symlink(root.path().join("real"), root.path().join("in/link")).expect("linked");
        std::os::unix::fs::symlink("b.txt", root.path().join("in/c.txt")).expect("linked");
        assert_eq!(found(root.path(), &["in"]), ["b.txt"]);
        assert_eq!(found(root.path(), &["in/link"]), ["a.txt"]);
        assert_eq!(found(root.path(), &["in/c.txt"]), ["c.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_utf8_stay_apart() {
        use std::os::unix::ffi::OsStrExt;
        let root = tree(&[]);
        for name in [b"\xb9.txt", b"\xba.txt"] {
            fs::write(root.path().join(std::ffi::OsStr::from_bytes(name)), "x").expect("written");
        }
        assert_eq!(found(root.path(), &[""]), ["\\xB9.txt", "\\xBA.txt"]);
    }
}
