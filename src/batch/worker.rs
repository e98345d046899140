//! The child's side of isolation: answers for one file after another until its input ends.
//!
//! Stack overflow and failed allocation abort a Rust program and cannot be caught; here they end the worker, and the
//! run goes on.

use super::answer::{self, Answer};
use super::mock;
use crate::model::{Failure, Limits};
use crate::pipeline::Options;
use std::io::{self, BufReader, BufWriter};
use std::thread;

/// Deeply nested input must not overflow; the readers bound their own depth well below this.
pub const STACK_BYTES: usize = 8 * 1024 * 1024;

/// Answers for the files that come in on standard input until it ends. `mocked` lets a file misbehave, for tests.
///
/// # Errors
/// When the parent is gone.
pub fn serve(limits: &Limits, mocked: bool) -> io::Result<()> {
    bound(limits);
    let served = thread::Builder::new().stack_size(STACK_BYTES).spawn(move || answer_all(mocked))?;
    served.join().unwrap_or_else(|_| Err(io::Error::other("the worker panicked outside of any file")))
}

/// Bounds this process. Where the system knows no such bound, the parent's clock is the only one.
fn bound(limits: &Limits) {
    #[cfg(unix)]
    {
        let most = limits.memory_bytes;
        // A bound that cannot be set is one that is already lower.
        let _ = rlimit::setrlimit(rlimit::Resource::AS, most, most);
        let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
    }
    #[cfg(not(unix))]
    let _ = limits;
}

fn answer_all(mocked: bool) -> io::Result<()> {
    let mut jobs = BufReader::new(io::stdin().lock());
    let mut replies = BufWriter::new(io::stdout().lock());
    while let Some((bytes, options)) = answer::asked(&mut jobs)? {
        answer::reply(&mut replies, one(&bytes, &options, mocked))?;
    }
    Ok(())
}

fn one(bytes: &[u8], options: &Options, mocked: bool) -> Result<Answer, Failure> {
    if mocked {
        mock::misbehave(bytes);
    }
    answer::answer(bytes, options)
}
