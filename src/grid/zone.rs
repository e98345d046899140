//! Which of the three tables a stretch of the document belongs to: by its labels first, by its section second.

use super::label::Label;
use crate::form;
use crate::model::{Block, Line, Method, Part, Place, RawCell, RawTable, SectionKind, Sections, TableOrigin};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// One of the three tables of the forms of 2019 and 2021.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Zone {
    /// Section 二.
    Proactive,
    /// Section 三.
    Requests,
    /// Section 四.
    Proceedings,
}

/// A cell seen in one row: it may have started in a row above.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// As printed.
    pub text: String,
    /// Grid columns it covers.
    pub cols: Range<usize>,
    /// Whether it starts in this row.
    pub starts: bool,
    /// Where it is printed.
    pub place: Place,
}

/// A row of a table, or a line of text, in its zone.
#[derive(Debug, Clone, PartialEq)]
pub struct Strip {
    /// The cells that cover the row, left to right; a line is one cell.
    pub cells: Vec<Seen>,
    /// Which table of the document it belongs to; `None` for a line.
    pub table: Option<usize>,
    /// How its cells were found.
    pub method: Method,
}

/// What each zone holds, in reading order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Zones {
    /// Strips of section 二.
    pub proactive: Vec<Strip>,
    /// Strips of section 三.
    pub requests: Vec<Strip>,
    /// Strips of section 四.
    pub proceedings: Vec<Strip>,
}

impl Zones {
    fn push(&mut self, zone: Zone, strip: Strip) {
        match zone {
            Zone::Proactive => self.proactive.push(strip),
            Zone::Requests => self.requests.push(strip),
            Zone::Proceedings => self.proceedings.push(strip),
        }
    }
}

/// Labels that occur in more than one table and therefore tell nothing.
const SHARED: [&str; 4] = ["其他", "总计", "合计", "其它"];

/// Which zone a label belongs to.
static LABELS: LazyLock<FxHashMap<Vec<char>, Zone>> = LazyLock::new(|| {
    let mut labels = FxHashMap::default();
    for spec in form::variants().iter().filter(|v| !v.merged).map(|v| &v.spec) {
        let proactive = spec.proactive.iter().flat_map(|b| {
            let rows = b.rows.iter().flat_map(form::Row::labels);
            rows.chain(b.columns.iter().flat_map(form::Column::labels)).chain([b.banner.as_str()])
        });
        let merged = spec.requests.merged.as_ref().map(|m| &m.row);
        let requests = (spec.requests.rows.iter().chain(merged))
            .flat_map(form::Row::labels)
            .chain(spec.requests.columns.iter().flat_map(form::Column::labels))
            .chain(spec.requests.rows.iter().flat_map(|r| r.under.iter().map(String::as_str)))
            .chain(spec.requests.headers.iter().map(String::as_str))
            .chain([spec.requests.corner.as_str()]);
        let proceedings = spec
            .proceedings
            .columns
            .iter()
            .flat_map(form::Column::labels)
            .chain(spec.proceedings.blocks.iter().map(|b| b.label.as_str()))
            .chain(spec.proceedings.headers.iter().map(String::as_str));
        let zoned = proactive
            .map(|l| (l, Zone::Proactive))
            .chain(requests.map(|l| (l, Zone::Requests)))
            .chain(proceedings.map(|l| (l, Zone::Proceedings)));
        labels.extend(zoned.map(|(l, z)| (Label::new(l).text, z)));
    }
    for shared in SHARED {
        labels.remove(&Label::new(shared).text);
    }
    labels
});

/// The zone whose label this text is.
pub fn zone_of(text: &str) -> Option<Zone> {
    LABELS.get(&Label::new(text).text).copied()
}

/// Whether the text ends with a label of the three tables.
pub fn ends_with_label(text: &str) -> bool {
    let printed = Label::new(text).text;
    // One character alone is the end of anything.
    (0..printed.len().saturating_sub(1)).any(|i| printed.get(i..).is_some_and(|end| LABELS.contains_key(end)))
}

/// Sorts the document's tables and lines into zones.
///
/// Tables go by their labels wherever they stand, because headings may be lost; lines only below a heading of
/// sections 二 to 四, because prose elsewhere quotes labels and numbers.
pub fn zones(sections: &Sections) -> Zones {
    let mut zones = Zones::default();
    let mut tables = 0;
    for part in &sections.parts {
        let mut current = part.kind.and_then(kind_zone);
        for block in &part.blocks {
            match block {
                Block::Table(table) => {
                    current = sort_table(table, tables, current, &mut zones);
                    tables += 1;
                }
                Block::Line(line) => sort_line(line, part, &mut current, &mut zones),
                Block::Picture => {}
            }
        }
    }
    zones
}

fn kind_zone(kind: SectionKind) -> Option<Zone> {
    match kind {
        SectionKind::Proactive => Some(Zone::Proactive),
        SectionKind::Requests => Some(Zone::Requests),
        SectionKind::Proceedings => Some(Zone::Proceedings),
        _ => None,
    }
}

fn sort_line(line: &Line, part: &Part, current: &mut Option<Zone>, zones: &mut Zones) {
    if part.kind.and_then(kind_zone).is_none() || is_page_number(&line.text) {
        return;
    }
    *current = zone_of(&line.text).or(*current);
    if let Some(zone) = *current {
        let cell = Seen { text: line.text.clone(), cols: 0..1, starts: true, place: line.place };
        zones.push(zone, Strip { cells: vec![cell], table: None, method: Method::Run });
    }
}

/// `- 4 -`, `— 5 —`, `第 3 页`: furniture that other tools leave inside the grid.
fn is_page_number(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let dashed = text.strip_prefix(['-', '—', '–', '－']).and_then(|t| t.strip_suffix(['-', '—', '–', '－']));
    let counted = text.strip_prefix('第').and_then(|t| t.strip_suffix('页'));
    dashed.or(counted).is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
}

/// Puts each row of a table into its zone; returns the zone at its end.
fn sort_table(table: &RawTable, index: usize, before: Option<Zone>, zones: &mut Zones) -> Option<Zone> {
    let method = match table.origin {
        TableOrigin::Lattice => Method::Lattice,
        TableOrigin::Alignment => Method::Alignment,
        TableOrigin::Markup => Method::Markup,
        TableOrigin::Delimited => Method::Delimited,
    };
    let rows = covering(table);
    let hits: Vec<Option<Zone>> = rows.iter().map(|row| row_zone(row)).collect();
    // Rows above the first known label (a caption, a corner cell with a typo) belong to what follows them.
    let mut current = hits.iter().flatten().next().copied().or(before);
    for (row, hit) in rows.into_iter().zip(hits) {
        current = hit.or(current);
        if let Some(zone) = current {
            let cells = row.into_iter().map(|(cell, starts)| seen(cell, starts)).collect();
            zones.push(zone, Strip { cells, table: Some(index), method });
        }
    }
    current
}

fn seen(cell: &RawCell, starts: bool) -> Seen {
    Seen { text: cell.text.clone(), cols: cell.cols.clone(), starts, place: cell.place }
}

/// For each row the cells that cover it, left to right, and whether they start there.
fn covering(table: &RawTable) -> Vec<Vec<(&RawCell, bool)>> {
    let mut rows: Vec<Vec<(&RawCell, bool)>> = vec![Vec::new(); table.rows];
    for cell in &table.cells {
        for row in cell.rows.clone() {
            if let Some(list) = rows.get_mut(row) {
                list.push((cell, row == cell.rows.start));
            }
        }
    }
    for row in &mut rows {
        row.sort_by_key(|(cell, _)| cell.cols.start);
    }
    rows
}

/// The zone that most labels starting in this row belong to.
fn row_zone(row: &[(&RawCell, bool)]) -> Option<Zone> {
    let mut counts = [0usize; 3];
    for zone in row.iter().filter(|(_, starts)| *starts).filter_map(|(cell, _)| zone_of(&cell.text)) {
        if let Some(count) = counts.get_mut(zone as usize) {
            *count += 1;
        }
    }
    let zones = [Zone::Proactive, Zone::Requests, Zone::Proceedings];
    zones.into_iter().zip(counts).filter(|(_, n)| *n > 0).max_by_key(|(_, n)| *n).map(|(z, _)| z)
}
