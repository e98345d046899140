//! What earlier runs over the same output folder have done: one line for each input, added as it ends.
//!
//! A run that was killed has its reports and this file; the next one goes on from there. A line is only written when
//! its report is on the disk.

use super::outcome::{Count, Outcome, Status};
use super::output::Output;
use crate::model::Stage;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

const NAME: &str = ".journal.jsonl";

/// One input that has ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its outcome.
    pub outcome: Outcome,
    /// Its report's findings, counted.
    pub findings: Vec<Count>,
}

/// The first line: reports of another version or of other options are not this run's.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Head {
    version: String,
    options: String,
}

/// The journal of an output folder.
#[derive(Debug)]
pub struct Journal {
    head: Head,
    known: BTreeMap<String, Entry>,
    file: Mutex<File>,
}

impl Journal {
    /// Opens the journal; entries of another program version or of other `options` count for nothing. Starts anew
    /// where `forget` is set.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open(output: &Output, options: &str, forget: bool) -> io::Result<Journal> {
        let head = Head { version: env!("CARGO_PKG_VERSION").to_owned(), options: options.to_owned() };
        let path = output.path(NAME);
        let known = if forget {
            BTreeMap::new()
        } else {
            read(&fs::read_to_string(&path).unwrap_or_default(), &head)
        };
        // Written anew, so that a line torn by a power cut is not glued to the next.
        output.write(NAME, lines(&head, known.values())?.as_bytes())?;
        let file = OpenOptions::new().append(true).open(path)?;
        Ok(Journal { head, known, file: Mutex::new(file) })
    }

    /// Puts the lines in path order, each path once, when the run has ended: the same bytes whatever ended first.
    ///
    /// # Errors
    /// When the folder cannot be written any more.
    pub(super) fn settle<'a>(
        &'a self,
        output: &Output,
        ended: impl Iterator<Item = &'a Entry>,
    ) -> io::Result<()> {
        let mut all: BTreeMap<&str, &Entry> = self.known.iter().map(|(path, e)| (path.as_str(), e)).collect();
        all.extend(ended.map(|e| (e.outcome.path.as_str(), e)));
        output.write(NAME, lines(&self.head, all.into_values())?.as_bytes())
    }

    /// Whether an earlier run came to an input of this path.
    pub fn mentions(&self, path: &str) -> bool {
        self.known.contains_key(path)
    }

    /// What is known of an input with these bytes, if its report still stands.
    pub fn known(&self, path: &str, sha256: &str, output: &Output) -> Option<&Entry> {
        let entry = self.known.get(path).filter(|e| e.outcome.sha256.as_deref() == Some(sha256))?;
        let stands = match (entry.outcome.outcome, &entry.outcome.report) {
            (Status::Ok, Some(report)) => output.path(report).is_file(),
            (Status::Ok, None) => false,
            // What the folder or the disk refused may go well now.
            (Status::Failed, _) => !matches!(entry.outcome.stage, Some(Stage::Read | Stage::Write)),
        };
        stands.then_some(entry)
    }

    /// Adds an input that has ended.
    ///
    /// # Errors
    /// When the folder cannot be written any more.
    pub fn add(&self, entry: &Entry) -> io::Result<()> {
        let line = line(entry)?;
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(line.as_bytes())
    }

    /// How many inputs of earlier runs are not among these; their reports stay where they are.
    pub fn orphans<'a>(&self, present: impl Iterator<Item = &'a str>) -> usize {
        let present: std::collections::BTreeSet<&str> = present.collect();
        self.known.keys().filter(|path| !present.contains(path.as_str())).count()
    }
}

fn lines<'a>(head: &Head, entries: impl Iterator<Item = &'a Entry>) -> io::Result<String> {
    let mut lines = line(head)?;
    for entry in entries {
        lines.push_str(&line(entry)?);
    }
    Ok(lines)
}

fn line(value: &impl Serialize) -> io::Result<String> {
    Ok(serde_json::to_string(value)? + "\n")
}

/// The entries of a journal of this head; the last for each path. Lines that are torn are not there.
fn read(text: &str, head: &Head) -> BTreeMap<String, Entry> {
    let mut lines = text.split_inclusive('\n').filter(|l| l.ends_with('\n'));
    let same = lines.next().and_then(|l| serde_json::from_str::<Head>(l).ok()).is_some_and(|h| h == *head);
    let entries = lines.filter(|_| same).filter_map(|l| serde_json::from_str::<Entry>(l).ok());
    entries.map(|e| (e.outcome.path.clone(), e)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, sha256: &str) -> Entry {
        let failure = crate::model::Failure::new(Stage::Source, crate::model::FailureKind::NoText, "a scan");
        Entry { outcome: Outcome::failed(path, Some(sha256.to_owned()), failure), findings: vec![] }
    }

    #[test]
    fn what_was_added_is_known_to_the_next_run_with_the_same_options() {
        let folder = tempfile::tempdir().expect("a folder");
        let output = Output::open(folder.path(), &[]).expect("writable");
        let journal = Journal::open(&output, "a", false).expect("opened");
        journal.add(&entry("x.pdf", "1")).expect("added");
        drop(journal);
        let again = |options: &str, forget: bool| Journal::open(&output, options, forget).expect("opened");
        assert_eq!(again("a", false).known("x.pdf", "1", &output), Some(&entry("x.pdf", "1")));
        assert_eq!(again("a", false).known("x.pdf", "2", &output), None, "the file has changed");
        assert_eq!(again("a", false).orphans(["y.pdf"].into_iter()), 1);
        assert_eq!(again("b", false).known("x.pdf", "1", &output), None, "other options");
        assert_eq!(again("b", true).known("x.pdf", "1", &output), None);
    }

    #[test]
    fn a_torn_line_is_forgotten_and_does_not_spoil_the_next() {
        let head = Head { version: "1".into(), options: String::new() };
        let whole = line(&entry("x.pdf", "1")).expect("written");
        let text = line(&head).expect("written") + &whole + whole.get(..whole.len() / 2).unwrap_or_default();
        assert_eq!(read(&text, &head).len(), 1);
        assert_eq!(read(&text.replace("\"version\":\"1\"", "\"version\":\"0\""), &head).len(), 0);
    }
}
