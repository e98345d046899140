//! Tables: columns counted over `gridSpan`, rows merged by `vMerge`.

use super::walk::Walk;
use crate::model::{Block, Failure};
use crate::source::frame::{self, Cell};
use crate::source::within;

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

/// Rows of placed cells, the last of them being read.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    column: usize,
}

/// Reads the table just opened.
pub(super) fn blocks(walk: &mut Walk) -> Result<Vec<Block>, Failure> {
    let mut table = Table::default();
    rows(walk, &mut table)?;
    Ok(frame::blocks(table.rows))
}

/// Rows may be wrapped in content controls and the like.
fn rows(walk: &mut Walk, table: &mut Table) -> Result<(), Failure> {
    while let Some(element) = walk.xml.child()? {
        match element.name.as_str() {
            "tr" => row(walk, table)?,
            "tblPr" | "tblGrid" | "sdtPr" | "sdtEndPr" | "customXmlPr" => walk.xml.skip()?,
            _ => rows(walk, table)?,
        }
    }
    Ok(())
}

fn row(walk: &mut Walk, table: &mut Table) -> Result<(), Failure> {
    let before = table.rows.len();
    table.rows.push(Vec::new());
    table.column = 0;
    if !cells(walk, table)? {
        table.rows.truncate(before);
    }
    within("table_rows", table.rows.len() as u64, walk.limits.table_rows as u64)
}

/// Reads the cells of a row; whether the row is shown: it is not when it was deleted or hidden.
fn cells(walk: &mut Walk, table: &mut Table) -> Result<bool, Failure> {
    let mut shown = true;
    while let Some(element) = walk.xml.child()? {
        match element.name.as_str() {
            "tc" => cell(walk, table)?,
            "trPr" => shown &= row_properties(walk, table)?,
            "tblPrEx" | "sdtPr" | "sdtEndPr" | "customXmlPr" => walk.xml.skip()?,
            _ => shown &= cells(walk, table)?,
        }
    }
    Ok(shown)
}

/// Reads what a row says of itself; whether it is shown.
fn row_properties(walk: &mut Walk, table: &mut Table) -> Result<bool, Failure> {
    let mut shown = true;
    while let Some(child) = walk.xml.child()? {
        match child.name.as_str() {
            "gridBefore" => table.column = child.number().unwrap_or(0),
            "del" => shown = false,
            "hidden" => shown &= !child.is_on(),
            _ => {}
        }
        walk.xml.skip()?;
    }
    Ok(shown)
}

fn cell(walk: &mut Walk, table: &mut Table) -> Result<(), Failure> {
    let mut blocks = Vec::new();
    let properties = walk.blocks(&mut blocks)?;
    within("table_cols", table.column as u64 + 1, walk.limits.table_cols as u64)?;
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
            "vMerge" | "vmerge" => properties.continues_above = continues,
            "hMerge" | "hmerge" => properties.continues_left = continues,
            _ => {}
        }
        walk.xml.skip()?;
    }
    Ok(properties)
}

impl Table {
    /// Puts the next cell into the last row, or what continues the cell to its left into that.
    fn place(&mut self, properties: Properties, blocks: Vec<Block>, limit: usize) {
        let end = self.column.saturating_add(properties.span.unwrap_or(1).max(1));
        let cols = self.column..end.min(limit.max(self.column + 1));
        self.column = cols.end;
        let Some(cells) = self.rows.last_mut() else { return };
        match cells.last_mut().filter(|left| properties.continues_left && left.cols.end == cols.start) {
            Some(left) => left.cols.end = cols.end,
            None => cells.push(Cell { cols, continues_above: properties.continues_above, blocks }),
        }
    }
}
