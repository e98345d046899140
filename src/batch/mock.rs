//! Files that misbehave on purpose, for the tests of isolation: `#!gongkai-mock hang`. What a mistake in a reader could
//! do, done at will.

use std::fs::OpenOptions;
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::process::{abort, exit};
use std::thread::sleep;
use std::time::Duration;

/// Does what a mock file asks for on its first line; any other file does nothing.
pub(super) fn misbehave(bytes: &[u8]) {
    let Some(rest) = bytes.strip_prefix(b"#!gongkai-mock ") else { return };
    let line = String::from_utf8_lossy(rest.split(|b| *b == b'\n').next().unwrap_or_default());
    match line.split_once(' ').unwrap_or((&line, "")) {
        ("hang", _) => loop {
            sleep(Duration::from_secs(3600));
        },
        ("allocate", _) => allocate(),
        ("overflow", _) => drop(black_box(deeper(0))),
        ("panic", _) => panic!("a mock panic"),
        ("exit", _) => exit(7),
        ("count", marker) => count(Path::new(marker)),
        ("exit-once", marker) => exit_once(Path::new(marker)),
        ("abort", _) => abort(),
        ("noise", _) => eprintln!("noise on standard error"),
        ("sleep", milliseconds) => sleep(Duration::from_millis(milliseconds.parse().unwrap_or(0))),
        _ => {}
    }
}

/// Takes address space until there is none; nothing is written there, so that it takes no time either.
fn allocate() {
    let mut held: Vec<Vec<u8>> = Vec::new();
    loop {
        held.push(vec![0; 16 * 1024 * 1024]);
        black_box(&held);
    }
}

/// Calls itself until the stack ends.
fn deeper(depth: u64) -> u64 {
    let frame = black_box([depth; 128]);
    if depth == u64::MAX { 0 } else { deeper(depth + 1).wrapping_add(frame.iter().sum()) }
}

/// Leaves a byte each time it is read.
fn count(marker: &Path) {
    let file = OpenOptions::new().create(true).append(true).open(marker);
    let _ = file.and_then(|mut file| file.write_all(b"1"));
}

/// Kills the worker the first time only.
fn exit_once(marker: &Path) {
    if !marker.exists() {
        let _ = std::fs::write(marker, "");
        exit(7);
    }
}
