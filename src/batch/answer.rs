//! What comes of one input, ready to be written; also how a worker process says it.

use super::one;
use crate::json;
use crate::model::{Failure, Report, Severity};
use crate::pipeline::{self, Options};
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Read, Write};

/// A report as text, with what the run counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The report document, as it is written.
    pub text: String,
    /// Its findings by severity and rule.
    pub findings: Vec<(Severity, String)>,
}

impl From<&Report> for Answer {
    fn from(report: &Report) -> Answer {
        let findings = report.findings.iter().map(|f| (f.severity, f.rule.clone())).collect();
        Answer { text: json::text(report), findings }
    }
}

/// Extracts one input from its bytes; a panic in it is its failure.
///
/// # Errors
/// The pipeline's failure, or the panic's.
pub fn answer(bytes: &[u8], options: &Options) -> Result<Answer, Failure> {
    one::guarded(|| pipeline::extract(bytes, options)).map(|report| Answer::from(&report))
}

/// What a worker is asked: these words on a line, then so many bytes of the file.
#[derive(Debug, Serialize, Deserialize)]
pub struct Job {
    /// What the pipeline is told.
    pub options: Options,
    /// Length of the file.
    pub bytes: usize,
}

/// What a worker answers: these words on a line, then so many bytes of the report.
#[derive(Debug, Serialize, Deserialize)]
struct Reply {
    failure: Option<Failure>,
    findings: Vec<(Severity, String)>,
    bytes: usize,
}

/// Sends a file to a worker.
///
/// # Errors
/// When the worker is gone.
pub fn ask(mut pipe: impl Write, bytes: &[u8], options: &Options) -> io::Result<()> {
    head(&mut pipe, &Job { options: options.clone(), bytes: bytes.len() })?;
    pipe.write_all(bytes)?;
    pipe.flush()
}

/// Receives the next file; `None` when there is no more.
///
/// # Errors
/// When the pipe breaks in between.
pub fn asked(mut pipe: impl BufRead) -> io::Result<Option<(Vec<u8>, Options)>> {
    let Some(job) = read_head::<Job>(&mut pipe)? else { return Ok(None) };
    Ok(Some((body(pipe, job.bytes)?, job.options)))
}

/// Answers for one file.
///
/// # Errors
/// When nobody listens any more.
pub fn reply(mut pipe: impl Write, answer: Result<Answer, Failure>) -> io::Result<()> {
    let (failure, findings, text) = match answer {
        Ok(answer) => (None, answer.findings, answer.text),
        Err(failure) => (Some(failure), Vec::new(), String::new()),
    };
    head(&mut pipe, &Reply { failure, findings, bytes: text.len() })?;
    pipe.write_all(text.as_bytes())?;
    pipe.flush()
}

/// Receives the next answer; `None` when the worker has ended.
///
/// # Errors
/// When it ended in the middle of one, or said something else.
pub fn replied(mut pipe: impl BufRead) -> io::Result<Option<Result<Answer, Failure>>> {
    let Some(reply) = read_head::<Reply>(&mut pipe)? else { return Ok(None) };
    let text = String::from_utf8(body(pipe, reply.bytes)?).map_err(io::Error::other)?;
    Ok(Some(match reply.failure {
        Some(failure) => Err(failure),
        None => Ok(Answer { text, findings: reply.findings }),
    }))
}

fn head(pipe: &mut impl Write, words: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *pipe, words)?;
    pipe.write_all(b"\n")
}

fn read_head<T: for<'de> Deserialize<'de>>(pipe: &mut impl BufRead) -> io::Result<Option<T>> {
    let mut line = String::new();
    match pipe.read_line(&mut line)? {
        0 => Ok(None),
        _ => Ok(Some(serde_json::from_str(&line)?)),
    }
}

fn body(pipe: impl Read, bytes: usize) -> io::Result<Vec<u8>> {
    let mut body = Vec::with_capacity(bytes);
    let read = pipe.take(bytes as u64).read_to_end(&mut body)?;
    if read == bytes { Ok(body) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FailureKind, Stage};

    #[test]
    fn what_is_sent_arrives() {
        let mut pipe = Vec::new();
        let options = Options { path: "a\nb.txt".into(), ..Options::default() };
        ask(&mut pipe, b"{\n}\0", &options).expect("sent");
        ask(&mut pipe, b"", &options).expect("sent");
        let mut pipe = pipe.as_slice();
        assert_eq!(
            asked(&mut pipe).expect("whole").map(|(b, o)| (b, o.path)),
            Some((b"{\n}\0".to_vec(), "a\nb.txt".into()))
        );
        assert_eq!(asked(&mut pipe).expect("whole").map(|(b, _)| b), Some(Vec::new()));
        assert!(asked(&mut pipe).expect("the end").is_none());
    }

    #[test]
    fn what_is_answered_arrives_and_half_an_answer_is_an_error() {
        let answer =
            Answer { text: "{}\n".into(), findings: vec![(Severity::Error, "requests.row_sum".into())] };
        let failure = Failure::new(Stage::Source, FailureKind::NoText, "a scan");
        let mut pipe = Vec::new();
        reply(&mut pipe, Ok(answer.clone())).expect("sent");
        let half = pipe.len() - 1;
        reply(&mut pipe, Err(failure.clone())).expect("sent");
        assert!(replied(&pipe[..half]).is_err());
        let mut pipe = pipe.as_slice();
        assert_eq!(replied(&mut pipe).expect("whole"), Some(Ok(answer)));
        assert_eq!(replied(&mut pipe).expect("whole"), Some(Err(failure)));
    }
}
