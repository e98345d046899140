//! Tables: columns counted over `gridSpan`, rows merged by `vMerge`.

use super::walk::Walk;
use crate::model::{Block, Failure, Place, RawCell};
use crate::source::{spans, within};

/// How a cell joins its neighbours.
#[derive(Debug, Default)]
pub(super) struct Properties {
    /// Columns it covers, where it says so.
    span: Option<usize>,
    /// It continues the cell above.
    continues_above: bool,
    /// It continues the cell to the left (Word 97's way).
    continues_left: bool,
}

#[derive(Default)]
struct Table {
    cells: Vec<RawCell>,
    nested: Vec<Block>,
    rows: usize,
    column: usize,
}

/// Reads the table just opened: the table, then the tables nested in it; a frame of one column as its content.
pub(super) fn blocks(walk: &mut Walk) -> Result<Vec<Block>, Failure> {
    let mut table = Table::default();
    let mut content = Vec::new();
    rows(walk, &mut table, &mut content)?;
    if table.cells.iter().all(|c| c.cols.start == 0) {
        return Ok(content);
    }
    let mut out = vec![Block::Table(spans::finish(table.cells, table.rows))];
    out.append(&mut table.nested);
    Ok(out)
}

/// Rows may be wrapped in content controls and the like.
fn rows(walk: &mut Walk, table: &mut Table, content: &mut Vec<Block>) -> Result<(), Failure> {
    while let Some(element) = walk.xml.child()? {
        match element.name.as_str() {
            "tr" => row(walk, table, content)?,
            "tblPr" | "tblGrid" | "sdtPr" | "sdtEndPr" | "customXmlPr" => walk.xml.skip()?,
            _ => rows(walk, table, content)?,
        }
    }
    Ok(())
}

fn row(walk: &mut Walk, table: &mut Table, content: &mut Vec<Block>) -> Result<(), Failure> {
    let before = table.cells.len();
    table.column = 0;
    let shown = cells(walk, table, content)?;
    if !shown {
        table.cells.truncate(before);
        let rows = table.rows;
        table.cells.iter_mut().for_each(|c| c.rows.end = c.rows.end.min(rows));
        return Ok(());
    }
    table.rows += 1;
    within("table_rows", table.rows as u64, walk.limits.table_rows as u64)
}

/// Reads the cells of a row; whether the row is shown: it is not when it was deleted or hidden.
fn cells(walk: &mut Walk, table: &mut Table, content: &mut Vec<Block>) -> Result<bool, Failure> {
    let mut shown = true;
    while let Some(element) = walk.xml.child()? {
        match element.name.as_str() {
            "tc" => cell(walk, table, content)?,
            "trPr" => {
                while let Some(child) = walk.xml.child()? {
                    match child.name.as_str() {
                        "gridBefore" => table.column = child.number().unwrap_or(0),
                        "del" => shown = false,
                        "hidden" => shown &= !child.is_on(),
                        _ => {}
                    }
                    walk.xml.skip()?;
                }
            }
            "tblPrEx" | "sdtPr" | "sdtEndPr" | "customXmlPr" => walk.xml.skip()?,
            _ => shown &= cells(walk, table, content)?,
        }
    }
    Ok(shown)
}

fn cell(walk: &mut Walk, table: &mut Table, content: &mut Vec<Block>) -> Result<(), Failure> {
    let mut blocks = Vec::new();
    let properties = walk.blocks(&mut blocks)?;
    within("table_cols", table.column as u64 + 1, walk.limits.table_cols as u64)?;
    content.extend(blocks.iter().cloned());
    table.place(properties, blocks, walk.limits.table_cols);
    Ok(())
}

/// Reads the cell properties just opened.
pub(super) fn properties(walk: &mut Walk) -> Result<Properties, Failure> {
    let mut properties = Properties::default();
    while let Some(child) = walk.xml.child()? {
        let continues = child.attr("val").unwrap_or("continue") == "continue";
        match child.name.as_str() {
            "gridSpan" => properties.span = child.number(),
            "vMerge" => properties.continues_above = continues,
            "hMerge" => properties.continues_left = continues,
            _ => {}
        }
        walk.xml.skip()?;
    }
    Ok(properties)
}

impl Table {
    fn place(&mut self, properties: Properties, blocks: Vec<Block>, limit: usize) {
        let end = self.column.saturating_add(properties.span.unwrap_or(1).max(1));
        let cols = self.column..end.min(limit.max(self.column + 1));
        self.column = cols.end;
        let row = self.rows;
        let above = self.cells.iter_mut().rev().find(|c| c.cols == cols && c.rows.end == row);
        if let Some(above) = above.filter(|_| properties.continues_above) {
            above.rows.end = row + 1;
            return;
        }
        let left = self.cells.last_mut().filter(|c| c.rows.start == row && c.cols.end == cols.start);
        if let Some(left) = left.filter(|_| properties.continues_left) {
            left.cols.end = cols.end;
            return;
        }
        let mut lines = Vec::new();
        for block in blocks {
            match block {
                Block::Line(line) => lines.push(line.text),
                nested => self.nested.push(nested),
            }
        }
        self.cells.push(RawCell {
            rows: row..row + 1,
            cols,
            text: lines.join("\n"),
            place: Place::default(),
        });
    }
}
