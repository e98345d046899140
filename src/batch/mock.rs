//! Files that misbehave on purpose, for the tests of isolation: `#!gongkai-mock hang`.

use std::process;
use std::thread;
use std::time::Duration;

/// Does what a mock file asks for; any other file does nothing.
pub fn misbehave(bytes: &[u8]) {
    let Some(what) = bytes.strip_prefix(b"#!gongkai-mock ") else { return };
    match what.trim_ascii() {
        b"hang" => loop {
            thread::sleep(Duration::from_secs(1));
        },
        b"allocate" => allocate(),
        b"overflow" => drop(overflow(1)),
        b"exit" => process::exit(7),
        b"abort" => process::abort(),
        _ => {}
    }
}

/// Takes memory until there is none.
fn allocate() {
    let mut held: Vec<Vec<u8>> = Vec::new();
    loop {
        held.push(vec![1; 16 * 1024 * 1024]);
        std::hint::black_box(&held);
    }
}

/// Calls itself until the stack ends.
fn overflow(depth: u64) -> u64 {
    let room = std::hint::black_box([depth; 128]);
    if depth == 0 { 0 } else { overflow(depth.wrapping_add(1)) + room.iter().sum::<u64>() }
}
