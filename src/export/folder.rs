//! Where an export goes: a file, or a folder with a file for each table.

use crate::batch::{Atomic, will_be};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// An export among the files of a run would be taken for part of it, or take the place of one.
///
/// # Errors
/// When `out` is the folder of the run or lies inside it.
pub fn refuse_inside(out: &Path, run: &Path) -> io::Result<()> {
    if !will_be(out)?.starts_with(run.canonicalize()?) {
        return Ok(());
    }
    let what = format!("it lies inside the run {}; give a place outside of it with -o", run.display());
    Err(io::Error::new(io::ErrorKind::InvalidInput, what))
}

/// A single file.
///
/// # Errors
/// When something is there already and is not to be replaced.
pub fn file(out: &Path, force: bool) -> io::Result<Atomic> {
    if out.is_dir() {
        return Err(taken(out, "is a folder; give the name of a file with -o"));
    }
    if out.exists() && !force {
        return Err(taken(out, "exists already; add --force to replace it"));
    }
    fs::create_dir_all(of(out))?;
    Ok(Atomic::at(out))
}

/// Files in a folder, which is made where there is none; nothing else in it is touched.
///
/// # Errors
/// When one of them is there already and is not to be replaced, or the folder is a file.
pub fn files(out: &Path, names: &[String], force: bool) -> io::Result<Vec<Atomic>> {
    if out.is_file() {
        return Err(taken(out, "is a file; give the name of a folder with -o"));
    }
    let paths: Vec<PathBuf> = names.iter().map(|name| out.join(name)).collect();
    if let Some(there) = paths.iter().find(|p| p.exists()).filter(|_| !force) {
        return Err(taken(there, "exists already; add --force to replace it"));
    }
    fs::create_dir_all(out)?;
    Ok(paths.iter().map(|p| Atomic::at(p)).collect())
}

/// The folder that a file is to be in.
pub fn of(file: &Path) -> &Path {
    file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn taken(path: &Path, what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::AlreadyExists, format!("{} {what}", path.display()))
}

/// An error of another library as one of ours.
pub fn failed(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    io::Error::other(error)
}
