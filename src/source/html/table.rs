//! Data tables, told from tables that only place things on the page.

use super::chrome::Chrome;
use super::inline::Prose;
use super::walk::{self, is_block};
use crate::model::{Block, Failure, Limits, Line};
use crate::source::frame::{self, Kind, Part};
use crate::source::spans::{self, Slot};
use ego_tree::NodeId;
use rustc_hash::FxHashSet;
use scraper::{ElementRef, Html, Node};

/// One row's cells, and which group of rows it belongs to: a span does not leave its group.
struct Row<'a> {
    group: usize,
    cells: Vec<ElementRef<'a>>,
}

/// The data tables of a page.
pub(super) struct DataTables(FxHashSet<NodeId>);

impl DataTables {
    /// Tells them from the inside outwards, each once: whether a table is a frame depends on those in it.
    pub(super) fn of(page: &Html, chrome: &Chrome) -> Self {
        let mut data = DataTables(FxHashSet::default());
        let tables = page.root_element().descendent_elements().filter(|e| e.value().name() == "table");
        for table in tables.collect::<Vec<_>>().into_iter().rev() {
            if data.is_data(table, chrome) {
                data.0.insert(table.id());
            }
        }
        data
    }

    /// Whether the element is one of them.
    pub(super) fn contains(&self, element: ElementRef) -> bool {
        self.0.contains(&element.id())
    }

    /// Whether the table holds data, by what stands in its cells.
    fn is_data(&self, table: ElementRef, chrome: &Chrome) -> bool {
        let rows = rows(table, chrome);
        let widest = rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
        // One column is a frame round lines.
        if widest < 2 {
            return false;
        }
        let page = Page { chrome, data: self };
        let texts: Vec<Vec<String>> = rows.iter().map(|r| page.filled(r)).collect();
        let holds_tables = table.descendent_elements().any(|e| e != table && self.contains(e));
        if frame::holds_more(&texts, holds_tables) {
            return !frame::is_frame(&texts);
        }
        rows.len() > 1 || !has_site_parts(table)
    }
}

fn has_site_parts(table: ElementRef) -> bool {
    table.descendent_elements().any(|e| matches!(e.value().name(), "a" | "ul" | "img" | "input"))
}

/// What is known of a page before its tables are read.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) chrome: &'a Chrome,
    pub(super) data: &'a DataTables,
}

impl Page<'_> {
    /// The table with its caption before it and the tables nested in its cells after it; a whole report in one
    /// table as its lines and tables.
    pub(super) fn table(self, table: ElementRef, limits: &Limits) -> Result<Vec<Block>, Failure> {
        let rows = rows(table, self.chrome);
        let mut out: Vec<Block> =
            self.captions(table).into_iter().map(|t| Block::Line(Line::plain(t))).collect();
        for part in frame::parts(&self.kinds(&rows)) {
            match part {
                Part::Lines(row) => {
                    for cell in rows.get(row).iter().flat_map(|r| &r.cells) {
                        out.extend(walk::blocks(*cell, self, limits)?);
                    }
                }
                Part::Table(range) => out.extend(self.grid(rows.get(range).unwrap_or_default(), limits)?),
            }
        }
        Ok(out)
    }

    fn grid(self, rows: &[Row], limits: &Limits) -> Result<Vec<Block>, Failure> {
        let slots = rows.iter().map(|row| (row.group, self.slots(row)));
        let mut out = vec![Block::Table(spans::table(slots.collect(), limits)?)];
        for inner in rows.iter().flat_map(|r| &r.cells).flat_map(|c| self.nested(*c)) {
            out.extend(self.table(inner, limits)?);
        }
        Ok(out)
    }

    fn slots(self, row: &Row) -> Vec<Slot> {
        row.cells.iter().map(|c| self.slot(*c)).collect()
    }

    /// The texts of a row's cells that hold any.
    fn filled(self, row: &Row) -> Vec<String> {
        row.cells.iter().map(|c| self.cell_text(*c)).filter(|t| !t.is_empty()).collect()
    }

    /// What each row holds. A cell beside one that reaches down from above is not alone in its row, unless it is
    /// so wide that the one above reaches too far. A heading below prose or an empty row is alone beside empty cells, as
    /// spreadsheets write it; a row of the tables without numbers stands below other rows.
    fn kinds(self, rows: &[Row]) -> Vec<Kind> {
        let rows: Vec<Vec<Slot>> = rows.iter().map(|r| self.slots(r)).collect();
        let width = |slots: &Vec<Slot>| slots.iter().fold(0_usize, |sum, s| sum.saturating_add(s.cols));
        let widest = rows.iter().map(width).max().unwrap_or(0);
        let (mut covered, mut opens) = (0, true);
        let empty = |slots: &[Slot]| slots.iter().all(|s| s.text.is_empty());
        let kind = |(at, slots): (usize, &Vec<Slot>)| {
            let beside_other = at < covered && width(slots) <= widest / 2;
            let free = opens && at >= covered;
            covered = slots.iter().map(|s| at.saturating_add(s.rows)).fold(covered, usize::max);
            let kind = match slots.as_slice() {
                [only] if !beside_other => Kind::of(&only.text),
                [first, rest @ ..] if free && empty(rest) && Kind::of(&first.text) == Kind::Heading => {
                    Kind::Heading
                }
                _ => Kind::Cells,
            };
            opens = matches!(kind, Kind::Heading | Kind::Prose) || (slots.len() > 1 && empty(slots));
            kind
        };
        rows.iter().enumerate().map(kind).collect()
    }

    fn captions(self, table: ElementRef) -> Vec<String> {
        let captions = table.child_elements().filter(|e| e.value().name() == "caption");
        let shown = captions.filter(|e| !self.chrome.is_hidden(*e));
        shown.flat_map(|c| self.cell_text(c).split('\n').map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    fn slot(self, cell: ElementRef) -> Slot {
        let span = |name| cell.value().attr(name).and_then(leading_number);
        Slot {
            text: self.cell_text(cell),
            // A row span of 0 reaches the end of the group; a column span of 0 is none (HTML Standard, 4.9.11).
            rows: span("rowspan").map_or(1, |n| if n == 0 { usize::MAX } else { n }),
            cols: span("colspan").filter(|n| *n > 0).unwrap_or(1),
        }
    }

    /// The cell's own lines, without those of data tables inside it.
    fn cell_text(self, cell: ElementRef) -> String {
        let mut prose = Prose::default();
        self.collect(cell, &mut prose);
        prose.into_lines().join("\n")
    }

    fn collect(self, element: ElementRef, prose: &mut Prose) {
        for child in element.children() {
            match (child.value(), ElementRef::wrap(child)) {
                (Node::Text(text), _) => prose.push(text),
                (_, Some(e)) if e.value().name() == "br" => prose.end_line(),
                (_, Some(e)) if self.chrome.drops(e) || self.data.contains(e) || prose.is_note(e) => {}
                (_, Some(e)) if e.value().name() == "input" => prose.push(shown_value(e)),
                (_, Some(e)) if is_block(e.value().name()) => {
                    prose.end_line();
                    self.collect(e, prose);
                    prose.end_line();
                }
                (_, Some(e)) => self.collect(e, prose),
                _ => {}
            }
        }
    }

    /// The outermost data tables in a cell.
    fn nested<'b>(self, cell: ElementRef<'b>) -> Vec<ElementRef<'b>> {
        let mut out = Vec::new();
        for child in cell.child_elements().filter(|e| !self.chrome.drops(*e)) {
            if self.data.contains(child) {
                out.push(child);
            } else {
                out.append(&mut self.nested(child));
            }
        }
        out
    }
}

/// What a field of a form shows: pages print numbers in fields that cannot be edited.
fn shown_value<'a>(input: ElementRef<'a>) -> &'a str {
    let kind = input.value().attr("type").unwrap_or("text").to_ascii_lowercase();
    let shows = matches!(kind.as_str(), "text" | "number");
    input.value().attr("value").filter(|_| shows).unwrap_or_default()
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
