//! Which files a run reads: every file below the folders given, one outcome each.

use ignore::WalkBuilder;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// One file to read, or a place that cannot be read.
#[derive(Debug)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// How it is named in the outcome: relative to the folder given, `/` between parts.
    pub shown: String,
    /// Why it cannot be read, where the walk already knows.
    pub error: Option<io::Error>,
}

/// Every file below the given files and folders, in path order, each once.
///
/// Hidden files are skipped (they are the file system's, not the archive's), symbolic links are not followed, and
/// the run's own output folder is left out.
pub fn discover(given: &[PathBuf], output: Option<&Path>) -> Vec<Input> {
    let output = output.and_then(|o| o.canonicalize().ok());
    let several = given.len() > 1;
    let mut found: BTreeMap<String, Input> = BTreeMap::new();
    for root in given {
        for input in walk(root, several, output.as_deref()) {
            found.entry(input.shown.clone()).or_insert(input);
        }
    }
    found.into_values().collect()
}

fn walk(root: &Path, several: bool, output: Option<&Path>) -> Vec<Input> {
    let skipped = output.map(Path::to_path_buf);
    let walker = WalkBuilder::new(root)
        .standard_filters(false)
        .hidden(true)
        .filter_entry(move |entry| skipped.is_none() || entry.path().canonicalize().ok() != skipped)
        .build();
    walker
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) => {
                Some(file(root, entry.path(), several))
            }
            // A link given by name is meant; one found below a folder is not followed.
            Ok(entry) if entry.depth() == 0 && entry.path().is_file() => {
                Some(file(root, entry.path(), several))
            }
            Ok(_) => None,
            Err(error) => Some(unreadable(root, error, several)),
        })
        .collect()
}

fn file(root: &Path, path: &Path, several: bool) -> Input {
    Input { path: path.to_path_buf(), shown: shown(root, path, several), error: None }
}

fn unreadable(root: &Path, error: ignore::Error, several: bool) -> Input {
    let path = place(&error).unwrap_or_else(|| root.to_path_buf());
    let shown = shown(root, &path, several);
    let error = error.into_io_error().unwrap_or_else(|| io::Error::other("cannot be listed"));
    Input { path, shown, error: Some(error) }
}

fn place(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place(err),
        ignore::Error::Loop { child, .. } => Some(child.clone()),
        _ => None,
    }
}

/// Relative to the folder given; with several, the folder's name stays in front so that equal names stay apart.
fn shown(root: &Path, path: &Path, several: bool) -> String {
    let below = path.strip_prefix(root).ok().filter(|p| !p.as_os_str().is_empty());
    let shown = match below {
        Some(below) if several => root.join(below),
        Some(below) => below.to_path_buf(),
        None if several => path.to_path_buf(),
        None => path.file_name().map_or_else(|| path.to_path_buf(), PathBuf::from),
    };
    let parts: Vec<_> = shown.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/").trim_start_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn files_are_listed_once_in_path_order_without_hidden_ones_and_the_output() {
        let root = tempfile::tempdir().expect("a folder");
        for (name, text) in
            [("b.txt", "b"), ("a/c.txt", "c"), (".DS_Store", "x"), ("out/reports/r.json", "{}")]
        {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, text).expect("written");
        }
        let found = discover(&[root.path().to_path_buf()], Some(&root.path().join("out")));
        let shown: Vec<&str> = found.iter().map(|i| i.shown.as_str()).collect();
        assert_eq!(shown, ["a/c.txt", "b.txt"]);
    }

    #[test]
    fn a_missing_input_is_listed_with_its_error() {
        let found = discover(&[PathBuf::from("no/such/folder")], None);
        assert!(matches!(found.as_slice(), [Input { error: Some(_), .. }]));
    }
}
