//! Data tables, told from tables that only place things on the page.

use super::chrome::Chrome;
use super::frame::{self, Kind, Part};
use super::inline::Prose;
use super::walk::{self, is_block};
use crate::model::{Block, Failure, Limits, Line};
use crate::source::spans::{self, Slot};
use scraper::{ElementRef, Node};

/// One row's cells, and which group of rows it belongs to: a span does not leave its group.
struct Row<'a> {
    group: usize,
    cells: Vec<ElementRef<'a>>,
}

/// Whether the table holds data, by what stands in its cells.
pub(super) fn is_data(table: ElementRef, chrome: &Chrome) -> bool {
    let rows = rows(table, chrome);
    let widest = rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
    // One column is a frame round lines.
    if widest < 2 {
        return false;
    }
    let texts: Vec<Vec<String>> = rows.iter().map(|r| filled(r, chrome)).collect();
    let holds_tables = tables_within(table).iter().any(|t| is_data(*t, chrome));
    // The smallest table of the forms has 15 cells; a page's frame has a handful around its tables or prose.
    if holds_tables || texts.iter().flatten().any(|t| is_article(t)) {
        // Between the margins of a frame each row has one cell of text.
        let beside_others = texts.iter().filter(|row| row.len() > 1).flatten();
        return beside_others.filter(|t| is_label(t)).count() >= 15 && rows.len() >= 3;
    }
    rows.len() > 1 || !has_site_parts(table)
}

/// The texts of a row's cells that hold any.
fn filled(row: &Row, chrome: &Chrome) -> Vec<String> {
    row.cells.iter().map(|c| cell_text(*c, chrome)).filter(|t| !t.is_empty()).collect()
}

/// As long as the longest label of the forms, which has 40 characters, or a number.
fn is_label(text: &str) -> bool {
    text.chars().count() <= 45
}

/// Prose of several sentences, longer than any note under a table.
fn is_article(text: &str) -> bool {
    text.chars().count() > 200 && text.matches('。').count() >= 3
}

fn has_site_parts(table: ElementRef) -> bool {
    table.descendent_elements().any(|e| matches!(e.value().name(), "a" | "ul" | "img" | "input"))
}

/// The data tables inside, wherever; those inside of those are left to them.
fn tables_within(table: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    table.descendent_elements().filter(|e| *e != table && e.value().name() == "table").collect()
}

/// The table with its caption before it and the tables nested in its cells after it; a whole report in one table
/// as its lines and tables.
pub(super) fn blocks(table: ElementRef, chrome: &Chrome, limits: &Limits) -> Result<Vec<Block>, Failure> {
    let rows = rows(table, chrome);
    let mut out: Vec<Block> =
        captions(table, chrome).into_iter().map(|t| Block::Line(Line::plain(t))).collect();
    for part in frame::parts(&kinds(&rows, chrome)) {
        match part {
            Part::Lines(row) => {
                for cell in rows.get(row).iter().flat_map(|r| &r.cells) {
                    out.extend(walk::blocks(*cell, chrome, limits)?);
                }
            }
            Part::Table(range) => out.extend(grid(rows.get(range).unwrap_or_default(), chrome, limits)?),
        }
    }
    Ok(out)
}

fn grid(rows: &[Row], chrome: &Chrome, limits: &Limits) -> Result<Vec<Block>, Failure> {
    let slots = rows.iter().map(|row| (row.group, row.cells.iter().map(|c| slot(*c, chrome)).collect()));
    let mut out = vec![Block::Table(spans::table(slots.collect(), limits)?)];
    for inner in rows.iter().flat_map(|r| &r.cells).flat_map(|c| nested(*c, chrome)) {
        out.extend(blocks(inner, chrome, limits)?);
    }
    Ok(out)
}

/// What each row holds. A cell beside one that reaches down from above is not alone in its row, unless it is so
/// wide that the one above reaches too far.
fn kinds(rows: &[Row], chrome: &Chrome) -> Vec<Kind> {
    let rows: Vec<Vec<Slot>> =
        rows.iter().map(|r| r.cells.iter().map(|c| slot(*c, chrome)).collect()).collect();
    let width = |slots: &Vec<Slot>| slots.iter().fold(0_usize, |sum, s| sum.saturating_add(s.cols));
    let widest = rows.iter().map(width).max().unwrap_or(0);
    let mut covered = 0;
    let kind = |(at, slots): (usize, &Vec<Slot>)| {
        let beside_other = at < covered && width(slots) <= widest / 2;
        covered = slots.iter().map(|s| at.saturating_add(s.rows)).fold(covered, usize::max);
        match slots.as_slice() {
            [only] if !beside_other => Kind::of(&only.text),
            _ => Kind::Cells,
        }
    };
    rows.iter().enumerate().map(kind).collect()
}

fn captions(table: ElementRef, chrome: &Chrome) -> Vec<String> {
    let captions = table.child_elements().filter(|e| e.value().name() == "caption" && !chrome.is_hidden(*e));
    captions.flat_map(|c| cell_text(c, chrome).split('\n').map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn slot(cell: ElementRef, chrome: &Chrome) -> Slot {
    let span = |name| cell.value().attr(name).and_then(leading_number);
    Slot {
        text: cell_text(cell, chrome),
        // A row span of 0 reaches the end of the group; a column span of 0 is none (HTML Standard, 4.9.11).
        rows: span("rowspan").map_or(1, |n| if n == 0 { usize::MAX } else { n }),
        cols: span("colspan").filter(|n| *n > 0).unwrap_or(1),
    }
}

/// HTML's rules for integers: digits after white space, whatever follows.
fn leading_number(text: &str) -> Option<usize> {
    let text = text.trim_start().trim_start_matches('+');
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let digits = text.get(..end).filter(|d| !d.is_empty())?;
    Some(digits.parse().unwrap_or(usize::MAX))
}

/// The rows that are shown, in the order in which they are: the foot last.
fn rows<'a>(table: ElementRef<'a>, chrome: &Chrome) -> Vec<Row<'a>> {
    let shown = |e: &ElementRef| !chrome.is_hidden(*e);
    let (mut out, mut foot) = (Vec::new(), Vec::new());
    for (group, child) in table.child_elements().filter(shown).enumerate() {
        let into = if child.value().name() == "tfoot" { &mut foot } else { &mut out };
        match child.value().name() {
            "tr" => into.push(Row { group, cells: cells(child, chrome) }),
            "thead" | "tbody" | "tfoot" => {
                let rows = child.child_elements().filter(shown).filter(|e| e.value().name() == "tr");
                into.extend(rows.map(|r| Row { group, cells: cells(r, chrome) }));
            }
            _ => {}
        }
    }
    out.append(&mut foot);
    out
}

fn cells<'a>(row: ElementRef<'a>, chrome: &Chrome) -> Vec<ElementRef<'a>> {
    let is_cell = |e: &ElementRef| matches!(e.value().name(), "td" | "th") && !chrome.is_hidden(*e);
    row.child_elements().filter(is_cell).collect()
}

/// The cell's own lines, without those of data tables inside it.
fn cell_text(cell: ElementRef, chrome: &Chrome) -> String {
    let mut prose = Prose::default();
    collect(cell, chrome, &mut prose);
    prose.into_lines().join("\n")
}

fn collect(element: ElementRef, chrome: &Chrome, prose: &mut Prose) {
    for child in element.children() {
        match (child.value(), ElementRef::wrap(child)) {
            (Node::Text(text), _) => prose.push(text),
            (_, Some(e)) if e.value().name() == "br" => prose.end_line(),
            (_, Some(e)) if chrome.drops(e) || (e.value().name() == "table" && is_data(e, chrome)) => {}
            (_, Some(e)) if is_block(e.value().name()) => {
                prose.end_line();
                collect(e, chrome, prose);
                prose.end_line();
            }
            (_, Some(e)) => collect(e, chrome, prose),
            _ => {}
        }
    }
}

/// The outermost data tables in a cell.
fn nested<'a>(cell: ElementRef<'a>, chrome: &Chrome) -> Vec<ElementRef<'a>> {
    let mut out = Vec::new();
    for child in cell.child_elements().filter(|e| !chrome.drops(*e)) {
        if child.value().name() == "table" && is_data(child, chrome) {
            out.push(child);
        } else {
            out.append(&mut nested(child, chrome));
        }
    }
    out
}
