#![no_main]

use gongkai::model::{Block, Document, Line, Place, RawCell, RawTable, TableOrigin};
use gongkai::{grid, section};
use libfuzzer_sys::fuzz_target;

// Lines of prose, and tables of lines with `|`: a cell `<` belongs to the one before it, `^` to the one above.
fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<&str> = text.lines().collect();
    let is_table = |line: &&str| line.contains('|');
    let blocks = lines.chunk_by(|a, b| is_table(a) == is_table(b)).flat_map(|run| {
        if run.first().is_some_and(is_table) {
            vec![Block::Table(table(run))]
        } else {
            run.iter().map(|line| Block::Line(Line::plain(*line))).collect()
        }
    });
    let document = Document { blocks: blocks.collect(), ..Document::default() };
    let (tables, _) = grid::reconstruct(&section::split(&document));
    for cell in &tables.cells {
        assert!(cell.value.is_none() || cell.raw.as_ref().is_some_and(|raw| !raw.is_empty()), "{cell:?}");
    }
});

fn table(lines: &[&str]) -> RawTable {
    let mut cells: Vec<RawCell> = Vec::new();
    let mut cols = 0;
    for (row, line) in lines.iter().enumerate() {
        for (col, text) in line.trim_matches('|').split('|').enumerate() {
            cols = cols.max(col + 1);
            let before = cells.iter_mut().find(|c| match text {
                "<" => c.rows == (row..row + 1) && c.cols.end == col,
                "^" => c.rows.end == row && c.cols == (col..col + 1),
                _ => false,
            });
            match before {
                Some(cell) if text == "<" => cell.cols.end += 1,
                Some(cell) => cell.rows.end += 1,
                None => {
                    let (rows, cols, text) = (row..row + 1, col..col + 1, text.trim().to_owned());
                    cells.push(RawCell { rows, cols, text, place: Place::default() });
                }
            }
        }
    }
    cells.sort_by_key(|c| (c.rows.start, c.cols.start));
    RawTable { rows: lines.len(), cols, cells, origin: TableOrigin::Markup, place: Place::default() }
}
