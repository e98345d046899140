//! Section 四: one row of fifteen numbers in three blocks that each add up.

use super::columns;
use super::cut::{self, CellKind, Piece as CutPiece};
use super::draft::{self, Proof};
use super::event::{self, Event, Piece};
use super::label::{self, Label};
use super::number::{self, Reading};
use super::zone::Strip;
use crate::form::{self, Form};
use crate::model::{Cell, FieldId, Method, Status};
use rust_decimal::Decimal;
use std::ops::Range;

/// The cells of section 四; none when the document has no such table. `glued` says whether the text runs cells together.
pub fn read(strips: &[Strip], form: &Form, glued: bool) -> Vec<Cell> {
    let ids = ids(form);
    strips
        .chunk_by(|a, b| a.table == b.table)
        .find_map(|group| by_columns(group, form, &ids, glued))
        .or_else(|| by_run(strips, form, &ids, glued))
        .unwrap_or_default()
}

fn ids(form: &Form) -> Vec<FieldId> {
    let spec = &form.spec.proceedings;
    let of = |block: &form::Block| {
        spec.columns.iter().map(|c| form::proceeding_id(&block.key, &c.key)).collect::<Vec<_>>()
    };
    spec.blocks.iter().flat_map(of).collect()
}

/// By the columns of the header, in a table with positions.
fn by_columns(group: &[Strip], form: &Form, ids: &[FieldId], glued: bool) -> Option<Vec<Cell>> {
    let method = group.first().filter(|s| s.table.is_some() && s.method != Method::Delimited)?.method;
    let header = Header::new(form);
    let columns = header_columns(group, &header, ids.len())?;
    let bottom = group.iter().rposition(|s| s.cells.iter().any(|c| c.starts && header.holds(&c.text)))?;
    let rows: Vec<&Strip> = group.iter().skip(bottom + 1).filter(|s| is_value_row(s)).collect();
    let printed =
        |s: &&&Strip| s.cells.iter().any(|c| matches!(number::read(&c.text), Reading::Number { .. }));
    let row = rows.iter().find(printed).or(rows.first())?;
    let cell = |(id, slot): (FieldId, columns::Slot<'_>)| match slot {
        columns::Slot::Own(c) => draft::count(id, Proof { raw: c.text.clone(), place: c.place, method }),
        columns::Slot::Shared(c) | columns::Slot::Above(c) => {
            shared(id, Proof { raw: c.text.clone(), place: c.place, method })
        }
        columns::Slot::Missing => Cell::absent(id),
    };
    let pieces: Vec<Piece> = row.cells.iter().map(Piece::from).collect();
    if let Some(counted) = event::one_a_column(&pieces, method, ids.len()) {
        return Some(from_pieces(&counted, method, form, ids, glued));
    }
    let slots = columns::pick(row, &columns);
    Some(draft::aligned(ids.iter().cloned().zip(slots).map(cell).collect()))
}

/// One text for several fields is nobody's alone, unless it is blank.
fn shared(id: FieldId, proof: Proof) -> Cell {
    let blank = number::read(&proof.raw) == Reading::Blank;
    draft::cell(id, proof, if blank { Status::Blank } else { Status::Unreadable }, None)
}

/// A row below the header that holds no words but perhaps a label in front.
fn is_value_row(strip: &Strip) -> bool {
    let words = strip.cells.iter().skip(1).filter(|c| c.starts && number::read(&c.text) == Reading::Other);
    words.count() * 3 < strip.cells.len()
}

/// The columns' labels, and how much of a block's label may stand in front of one.
struct Header {
    labels: Vec<Vec<char>>,
    longest_block: usize,
}

impl Header {
    fn new(form: &Form) -> Header {
        let spec = &form.spec.proceedings;
        let labels = spec.columns.iter().flat_map(form::Column::labels);
        Header {
            labels: labels.map(|l| Label::new(l).text).collect(),
            longest_block: spec.blocks.iter().map(|b| b.path().chars().count()).max().unwrap_or(0),
        }
    }

    /// Whether this is a column's label, perhaps with the block's label run into it from above.
    fn holds(&self, text: &str) -> bool {
        let printed = Label::new(text).text;
        let fits = |label: &Vec<char>| printed.len() <= label.len() + self.longest_block;
        self.labels.iter().any(|label| printed.ends_with(label) && fits(label))
    }
}

/// The grid columns below 结果维持 … 总计, three times five, in order.
fn header_columns(group: &[Strip], header: &Header, n: usize) -> Option<Vec<Range<usize>>> {
    let cells = group.iter().flat_map(|s| s.cells.iter().filter(|c| c.starts && header.holds(&c.text)));
    let mut ranges: Vec<Range<usize>> = cells.map(|c| c.cols.clone()).collect();
    ranges.sort_by_key(|r| (r.start, r.end));
    ranges.dedup();
    (ranges.len() == n).then_some(ranges)
}

/// By the run of values behind the header's labels.
fn by_run(strips: &[Strip], form: &Form, ids: &[FieldId], glued: bool) -> Option<Vec<Cell>> {
    let events: Vec<Event> = event::events(strips);
    // Fifteen values below a heading of section 四 are its row even when the header is torn beyond recognition.
    let words = |e: &Event| e.pieces.iter().flat_map(|p| p.text.split_whitespace()).count();
    let row_alone = || events.iter().position(|e| e.pieces.len() == ids.len() || words(e) == ids.len());
    let headed = events.iter().position(|e| is_header_run(&e.labels, form));
    if let Some(cells) = scattered(&events, form, ids) {
        return Some(cells);
    }
    let first = headed.or_else(row_alone)?;
    let candidates = events.get(first..).unwrap_or_default();
    let count = |e: &Event| e.pieces.len();
    let digits = |e: &Event| {
        e.pieces
            .iter()
            .flat_map(|p| p.text.chars())
            .filter(|c| number::halfwidth(*c).is_ascii_digit())
            .count()
    };
    let whole = candidates.iter().find(|e| count(e) == ids.len());
    let event = whole.or_else(|| candidates.iter().find(|e| count(e) > ids.len() || digits(e) >= ids.len()));
    let event = event.or_else(|| candidates.first())?;
    let cells = from_pieces(&event.pieces, event.method, form, ids, glued);
    // A tool that tears the header into rows of half words may change the order of the values as well.
    Some(if headed.is_none() { cells.into_iter().map(draft::doubted).collect() } else { cells })
}

/// The row where words of the header stand between its values: all of them in their order, where there are as many as
/// columns and each block adds up.
fn scattered(events: &[Event], form: &Form, ids: &[FieldId]) -> Option<Vec<Cell>> {
    let apart = |e: &Event| e.pieces.iter().any(|p| !p.text.trim().is_empty());
    let method = events.first().map(|e| e.method)?;
    if method != Method::Run || events.iter().filter(|e| apart(e)).count() < 2 {
        return None;
    }
    let pieces: Vec<Piece> = events.iter().flat_map(|e| event::apart(&e.pieces, e.method)).collect();
    let values: Vec<Option<Decimal>> = pieces.iter().map(|p| alone(&p.text)).collect::<Option<_>>()?;
    let vouched = |b: &[Option<Decimal>]| b.last().is_some_and(Option::is_some) && block_holds(b);
    let holds = values.len() == ids.len() && values.chunks(form.spec.proceedings.columns.len()).all(vouched);
    holds.then(|| cells_of(&Proof::joined(&pieces, method), ids, &[values]))
}

/// Whether the labels hold enough of the header to be it, run together or one by one.
fn is_header_run(labels: &[String], form: &Form) -> bool {
    let all = Label::new(&labels.concat()).text;
    let spec = &form.spec.proceedings;
    let held = spec.columns.iter().filter(|c| c.labels().any(|l| label::contains(&all, &Label::new(l).text)));
    held.count() * 2 > spec.columns.len()
}

fn from_pieces(pieces: &[Piece], method: Method, form: &Form, ids: &[FieldId], glued: bool) -> Vec<Cell> {
    let n = ids.len();
    let counted = event::one_a_column(pieces, method, n);
    let pieces = counted.as_deref().unwrap_or(pieces);
    let blank = |p: &Piece| number::read(&p.text) == Reading::Blank;
    let trailing = pieces.iter().rev().take_while(|p| blank(p)).count();
    let padded = pieces.len() > n && pieces.len() - n <= trailing;
    if pieces.len() == n || padded {
        let cells = ids.iter().cloned().zip(pieces).map(|(id, p)| draft::count(id, Proof::of(p, method)));
        return draft::aligned(cells.collect());
    }
    let all = Proof::joined(pieces, method);
    if number::read(&all.raw) == Reading::Blank {
        return ids.iter().cloned().map(|id| draft::cell(id, all.clone(), Status::Blank, None)).collect();
    }
    let apart = event::apart(pieces, method);
    let printed: Vec<&Piece> = apart.iter().filter(|p| !p.text.trim().is_empty()).collect();
    let values: Option<Vec<Option<Decimal>>> = printed.iter().map(|p| alone(&p.text)).collect();
    let cut = || readings(&all.raw, form, ids.len());
    match values.filter(|v| v.len() < n) {
        Some(values) => {
            // A dash says no more than a blank that left nothing behind.
            let numbers: Vec<Decimal> = values.into_iter().flatten().collect();
            let mut found = placements(&numbers, n, form.spec.proceedings.columns.len());
            found.extend(if glued && printed.len() < 2 { cut() } else { Vec::new() });
            cells_of(&all, ids, &found)
        }
        None => cells_of(&all, ids, &cut()),
    }
}

/// What a word says on its own; `None` where it is no number or must be several run together.
fn alone(word: &str) -> Option<Option<Decimal>> {
    match number::read(word) {
        Reading::Blank => Some(None),
        Reading::Number { value, money: None } if !number::is_run_together(word) => Some(Some(value)),
        _ => None,
    }
}

/// The cuts of a run; each block's total chooses. One published error may break one block.
fn readings(raw: &str, form: &Form, n: usize) -> Vec<Vec<Option<Decimal>>> {
    let width = form.spec.proceedings.columns.len();
    let blocks = form.spec.proceedings.blocks.len();
    let cuts = block_cuts(raw, n, width, None);
    if !cuts.is_empty() {
        return cuts;
    }
    (0..blocks).flat_map(|b| block_cuts(raw, n, width, Some(b))).collect()
}

/// The cells, where all readings agree `solved`.
fn cells_of(all: &Proof, ids: &[FieldId], readings: &[Vec<Option<Decimal>>]) -> Vec<Cell> {
    let cell = |(j, id): (usize, FieldId)| {
        let mut values: Vec<Option<Decimal>> = readings.iter().filter_map(|c| c.get(j).copied()).collect();
        values.sort();
        values.dedup();
        match values.as_slice() {
            [] => draft::cell(id, all.clone(), Status::Unreadable, None),
            [one] => draft::solved(id, all.clone(), *one),
            _ => draft::ambiguous(id, all.clone(), values.into_iter().flatten().collect()),
        }
    };
    ids.iter().cloned().enumerate().map(cell).collect()
}

/// Fewer numbers than columns, with the blanks lost: every way to place them, in order, in which each block adds up.
fn placements(values: &[Decimal], n: usize, width: usize) -> Vec<Vec<Option<Decimal>>> {
    let mut found: Vec<Vec<Option<Decimal>>> = vec![Vec::new()];
    for j in 0..n {
        let mut next = Vec::new();
        for row in found {
            let used = row.iter().flatten().count();
            let left = values.len() - used;
            if left < n - j {
                next.push(row.iter().copied().chain([None]).collect::<Vec<_>>());
            }
            if let Some(value) = values.get(used) {
                next.push(row.into_iter().chain([Some(*value)]).collect());
            }
        }
        if (j + 1).is_multiple_of(width) {
            next.retain(|row| row.get(j + 1 - width..).is_some_and(block_holds));
        }
        found = next;
    }
    found
}

/// Whether the total is the sum of the others, or one side is not printed at all.
fn block_holds(block: &[Option<Decimal>]) -> bool {
    match block.split_last() {
        Some((Some(total), terms)) if terms.iter().any(Option::is_some) => {
            terms.iter().flatten().sum::<Decimal>() == *total
        }
        _ => true,
    }
}

/// Every cut in which each block but the excused one adds up.
fn block_cuts(text: &str, n: usize, width: usize, excused: Option<usize>) -> Vec<Vec<Option<Decimal>>> {
    let kinds = vec![CellKind::COUNT; n];
    let keep = |cells: &[CutPiece<'_>]| {
        let at_border = cells.len().is_multiple_of(width) && Some(cells.len() / width - 1) != excused;
        !at_border || cells.get(cells.len() - width..).is_some_and(adds_up)
    };
    let cuts = cut::cuts(text, &kinds, &keep).unwrap_or_default();
    cuts.iter().map(|cut| cut.iter().map(|p| value(&p.reading)).collect()).collect()
}

fn value(reading: &Reading) -> Option<Decimal> {
    if let Reading::Number { value, .. } = reading { Some(*value) } else { None }
}

fn adds_up(block: &[CutPiece<'_>]) -> bool {
    match block.split_last() {
        Some((total, terms)) => {
            let sum: Decimal = terms.iter().filter_map(|p| value(&p.reading)).sum();
            value(&total.reading).is_none_or(|t| t == sum)
        }
        None => false,
    }
}
