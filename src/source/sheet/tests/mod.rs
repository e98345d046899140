mod layout;
mod ods;
mod xls;
mod xlsx;
mod xml2003;

use crate::model::{Block, Content, Failure, Limits};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// The blocks: lines as they are, tables as `[text@rows,cols …]`.
fn show(read: Result<Content, Failure>) -> Vec<String> {
    let Ok(Content::Blocks(blocks)) = read else { panic!("no blocks: {read:?}") };
    blocks.iter().map(show_block).collect()
}

fn show_block(block: &Block) -> String {
    match block {
        Block::Line(line) => line.text.clone(),
        Block::Picture => "(picture)".to_owned(),
        Block::Table(table) => {
            let cells = table.cells.iter().map(|c| format!("{}@{:?},{:?}", c.text, c.rows, c.cols));
            format!("[{}]", cells.collect::<Vec<_>>().join(" "))
        }
    }
}

/// The texts of the cells of all blocks, row by row, spans left out.
fn texts(read: Result<Content, Failure>) -> Vec<String> {
    let Ok(Content::Blocks(blocks)) = read else { panic!("no blocks: {read:?}") };
    let of = |block| match block {
        Block::Line(line) => vec![line.text],
        Block::Picture => Vec::new(),
        Block::Table(table) => table.cells.into_iter().map(|c| c.text).collect(),
    };
    blocks.into_iter().flat_map(of).collect()
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a new part");
        zip.write_all(text.as_bytes()).expect("a part in memory");
    }
    zip.finish().expect("a finished archive").into_inner()
}

/// Fails with the limit's name.
fn assert_limited(read: Result<Content, Failure>, name: &str) {
    let failure = read.expect_err(name);
    assert_eq!(failure.kind, crate::model::FailureKind::LimitExceeded, "{name}: {}", failure.detail);
    assert!(failure.detail.contains(name), "{name}: {}", failure.detail);
}

fn limits() -> Limits {
    Limits::default()
}
