//! One input: read, extracted, its failure a value.

use super::guard;
use super::input::Input;
use super::outcome::{Count, Failed, unreadable};
use super::zip::{self, Listing};
use crate::json;
use crate::model::{Failure, FailureKind, Format, Limits, Report, Stage};
use crate::pipeline::{self, Interpreted, Options};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};

/// What a run asks of each input.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The format of every input, where the user knows better than the content.
    pub format: Option<Format>,
    /// What one file may cost.
    pub limits: Limits,
}

impl Settings {
    /// What a report depends on besides its file, in words: a run with other settings reads everything again.
    pub fn fingerprint(&self) -> String {
        // The clock and the memory decide whether there is a report, never what it says; yet raising them must help.
        serde_json::to_string(&(self.format, &self.limits)).unwrap_or_default()
    }

    /// The pipeline's options for one input.
    pub fn options(&self, input: &Input) -> Options {
        Options { path: input.shown.clone(), format: self.format, limits: self.limits.clone() }
    }
}

/// Reads and extracts one input; a panic in it is its failure, not the run's.
///
/// # Errors
/// The failure, with the hash of the bytes where they could be read.
pub fn extract(input: &Input, settings: &Settings) -> Result<Report, Failed> {
    let file = interpret(&|_| (), input, settings)?;
    let sha256 = file.sha256().to_owned();
    guarded(|| Ok(file.into_report(&input.shown))).map_err(|f| (Some(sha256), f))
}

/// A report ready to be written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ready {
    /// SHA-256 of the bytes it was read from.
    pub sha256: String,
    /// Its findings, counted.
    pub findings: Vec<Count>,
    /// Its document.
    pub text: Vec<u8>,
}

/// What came of one input: a report's document, or the failure.
pub(super) type Reading = Result<Ready, Failed>;

/// As [`extract`] for a file with these names, to the documents that are written: one for each name, in their order.
/// `before` is shown the bytes; a panic there counts as the file's.
pub(super) fn documents(
    before: &dyn Fn(&[u8]),
    input: &Input,
    names: &[String],
    settings: &Settings,
) -> Vec<Reading> {
    let file = match interpret(before, input, settings) {
        Ok(file) => file,
        Err(failed) => return vec![Err(failed); names.len()],
    };
    let sha256 = file.sha256().to_owned();
    match names {
        [name] => vec![document(&sha256, &settings.limits, || file.into_report(name))],
        _ => names.iter().map(|name| document(&sha256, &settings.limits, || file.report(name))).collect(),
    }
}

fn interpret(before: &dyn Fn(&[u8]), input: &Input, settings: &Settings) -> Result<Interpreted, Failed> {
    let bytes = read(input, &settings.limits).map_err(|f| (None, f))?;
    let options = settings.options(input);
    let work = || {
        before(&bytes);
        pipeline::interpret(&bytes, &options)
    };
    guarded(work).map_err(|f| (Some(pipeline::sha256(&bytes)), f))
}

fn document(sha256: &str, limits: &Limits, report: impl FnOnce() -> Report) -> Reading {
    let written = guarded(|| {
        let report = report();
        let text = json::text(&report).into_bytes();
        Failure::unless_within(Stage::Write, "report_bytes", text.len() as u64, limits.report_bytes)?;
        Ok((Count::all(&report.findings), text))
    });
    let sha256 = sha256.to_owned();
    match written {
        Ok((findings, text)) => Ok(Ready { sha256, findings, text }),
        Err(failure) => Err((Some(sha256), failure)),
    }
}

/// The files in an input that begins as a ZIP does.
pub(super) fn listing(input: &Input, settings: &Settings) -> Listing {
    guarded(|| zip::list(&input.path, &settings.limits)).map_err(|f| (sha256(input).ok(), f))
}

/// Runs a stage; where it panics, that is a failure of kind `bug`.
///
/// # Errors
/// The stage's own, or the panic's.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    guard::catch(work).unwrap_or_else(|message| {
        let detail =
            format!("a mistake in gongkai stopped this file ({message}); please report it with the file");
        Err(Failure::new(Stage::Extract, FailureKind::Bug, detail))
    })
}

/// The bytes of one input, as far as its limit allows.
///
/// # Errors
/// When it cannot be read or is too large.
pub fn read(input: &Input, limits: &Limits) -> Result<Vec<u8>, Failure> {
    if let Some((_, failure)) = &input.failed {
        return Err(failure.clone());
    }
    let file = File::open(&input.path).map_err(|e| unreadable(&e))?;
    if let Some(member) = &input.member {
        return member.read(file, limits);
    }
    let bytes = contents(file, limits.file_bytes).map_err(|e| unreadable(&e))?;
    if bytes.len() as u64 > limits.file_bytes {
        // What stands behind the first byte too many is not counted: it may never end.
        let size = bytes.len() as u64;
        return Err(Failure::exceeded(Stage::Read, "file_bytes", size, limits.file_bytes));
    }
    Ok(bytes)
}

/// The whole file, or one byte more than allowed: that tells a file that is too large, whatever its size was before.
fn contents(file: File, most: u64) -> io::Result<Vec<u8>> {
    let size = file.metadata().map_or(0, |m| m.len()).min(most);
    // Growing step by step would touch twice the memory.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// SHA-256 of a file's bytes as they are now, hexadecimal, in little memory.
///
/// # Errors
/// When it cannot be read, or is no plain file: a pipe may never end.
pub(super) fn sha256(input: &Input) -> Result<String, Failure> {
    let file = File::open(&input.path).map_err(|e| unreadable(&e))?;
    if !file.metadata().is_ok_and(|m| m.is_file()) {
        return Err(unreadable(&io::ErrorKind::InvalidInput.into()));
    }
    let mut bytes: Box<dyn Read> = match &input.member {
        Some(member) => member.unpack(file)?,
        None => Box::new(file),
    };
    let mut hash = Sha256::new();
    io::copy(&mut bytes, &mut hash).map_err(|e| unreadable(&e))?;
    Ok(pipeline::hexadecimal(&hash.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_larger_than_its_limit_is_not_cut() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        std::fs::write(&path, [b'x'; 100]).expect("written");
        let limits = |file_bytes| Limits { file_bytes, ..Limits::default() };
        assert_eq!(read(&Input::single(&path), &limits(100)).map(|b| b.len()), Ok(100));
        let failure = read(&Input::single(&path), &limits(99)).expect_err("too large");
        assert_eq!(failure.kind, FailureKind::LimitExceeded);
        assert!(failure.detail.contains("file_bytes") && failure.detail.contains("99"), "{failure}");
    }

    #[test]
    fn a_panic_is_a_failure_of_ours() {
        let failure = guarded(|| -> Result<(), Failure> { panic!("row 7") }).expect_err("it panics");
        assert_eq!((failure.stage, failure.kind), (Stage::Extract, FailureKind::Bug));
        assert!(failure.detail.contains("row 7"), "{failure}");
    }
}
