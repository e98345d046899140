//! Section 二: small tables under banners. Nothing adds up here, so a run of digits that can be cut in several ways
//! stays ambiguous.

use super::align::{self, Match, Observed};
use super::columns;
use super::cut::{self, CellKind};
use super::draft::{self, Proof};
use super::event::{self, Event, Piece};
use super::label::Label;
use super::number::{self, Reading};
use super::zone::{Seen, Strip};
use crate::form::script::simplify;
use crate::form::{self, Banner, Column, Form, Row, Unit};
use crate::model::{Cell, ExtraRow, FieldId, Method, Place, Status};
use rust_decimal::Decimal;

/// A row of the form with its banner.
struct Target<'f> {
    banner: &'f Banner,
    row: &'f Row,
}

/// The cells of section 二 and the rows the form does not know; `glued` says whether the text runs cells together.
pub fn read(strips: &[Strip], form: &Form, glued: bool) -> (Vec<Cell>, Vec<ExtraRow>) {
    let targets: Vec<Target<'_>> = form
        .spec
        .proactive
        .iter()
        .flat_map(|banner| banner.rows.iter().map(move |row| Target { banner, row }))
        .collect();
    let rows: Vec<&Row> = targets.iter().map(|t| t.row).collect();
    let events: Vec<Event> = event::events(strips);
    let observed: Vec<Observed<'_>> =
        events.iter().map(|e| Observed { labels: &e.labels, own: e.own, complete: false }).collect();
    let matches = align::by_label(&observed, &rows);
    let target = |found: &Match| if let Match::Labelled(row, _) = found { targets.get(*row) } else { None };
    let runs = || events.iter().zip(&matches).filter_map(|(e, m)| Some((e, target(m)?)));
    let lost = runs().any(|(e, t)| e.method == Method::Run && ink(e) < t.banner.columns.len());
    let cutting = Cutting { glued, blanks_lost: lost };
    let displaced = events.iter().any(|e| is_displaced(e, form));
    let mut cells = Vec::new();
    let mut extra = Vec::new();
    for (event, found) in events.iter().zip(&matches) {
        match found {
            Match::Labelled(row, alike) => {
                if let Some(target) = targets.get(*row) {
                    let read = read_row(event, target, strips, cutting);
                    let alike = *alike >= align::SURE;
                    let doubt =
                        |c: Cell| if displaced { displaced_cell(c) } else { draft::labelled(c, alike) };
                    cells.extend(read.into_iter().map(doubt));
                }
            }
            _ => extra.extend(extra_row(event)),
        }
    }
    (cells, extra)
}

fn extra_row(event: &Event) -> Option<ExtraRow> {
    let printed = event.pieces.iter().any(|p| matches!(number::read(&p.text), Reading::Number { .. }));
    (printed && event.own > 0 && event.method != Method::Run).then(|| ExtraRow {
        table: "proactive".to_owned(),
        labels: event.labels.iter().rev().take(event.own).rev().map(|l| l.replace('\n', "")).collect(),
        raw: event.pieces.iter().map(|p| p.text.clone()).collect(),
        page: event.pieces.first().and_then(|p| p.place.page),
    })
}

/// Whether values stand right behind a column's label in running text: some tool has put them before their row's label,
/// and no row's values are its own for sure.
fn is_displaced(event: &Event, form: &Form) -> bool {
    let columns = form.spec.proactive.iter().flat_map(|b| &b.columns).flat_map(Column::labels);
    let printed = || event.pieces.iter().any(|p| matches!(number::read(&p.text), Reading::Number { .. }));
    let last =
        event.labels.last().map(|l| Label::new(l).text).filter(|_| event.method == Method::Run && printed());
    last.is_some_and(|last| columns.map(|l| Label::new(l).text).any(|l| l == last))
}

/// A cell of running text whose values may be another row's.
fn displaced_cell(cell: Cell) -> Cell {
    match cell.status {
        Status::Printed | Status::Solved if cell.method == Some(Method::Run) => Cell {
            status: Status::Ambiguous,
            readings: cell.value.into_iter().collect(),
            value: None,
            ..cell
        },
        _ => cell,
    }
}

/// How this text prints its rows.
#[derive(Debug, Clone, Copy)]
struct Cutting {
    /// Cells are run together.
    glued: bool,
    /// Some row has fewer characters than columns: blank cells leave nothing behind.
    blanks_lost: bool,
}

/// How many characters a row's values have.
fn ink(event: &Event) -> usize {
    event.pieces.iter().flat_map(|p| p.text.chars()).filter(|c| !c.is_whitespace()).count()
}

fn read_row(event: &Event, target: &Target<'_>, strips: &[Strip], cutting: Cutting) -> Vec<Cell> {
    let columns = &target.banner.columns;
    let ids: Vec<FieldId> = columns.iter().map(|c| form::proactive_id(&target.row.key, &c.key)).collect();
    let units: Vec<Option<Decimal>> = columns.iter().map(|c| unit(c, event, strips)).collect();
    let Some(texts) = by_cell(event, columns, strips) else {
        return by_cutting(event, columns, ids, &units, cutting);
    };
    let misplaced = event.method == Method::Run && has_sign_elsewhere(columns, &texts);
    let mut cells = Vec::new();
    for (((id, column), unit), piece) in ids.into_iter().zip(columns).zip(units).zip(texts) {
        cells.push(match piece {
            Some(piece) => read_cell(id, column, Proof::of(&piece, event.method), unit),
            None => Cell::absent(id),
        });
    }
    if misplaced {
        return cells.into_iter().map(displaced_cell).collect();
    }
    draft::aligned(cells)
}

/// Whether a change (`增加1`, `-2`) stands in a column of counts: then some tool has changed the order of the row.
fn has_sign_elsewhere(columns: &[Column], texts: &[Option<Piece>]) -> bool {
    let number = |p: &Piece| matches!(number::read(&p.text), Reading::Number { .. });
    columns
        .iter()
        .zip(texts.iter().flatten())
        .any(|(c, p)| !c.signed && number::is_signed(&p.text) && number(p))
}

fn read_cell(id: FieldId, column: &Column, proof: Proof, unit: Option<Decimal>) -> Cell {
    if is_amount(column) { draft::amount(id, proof, unit) } else { draft::count(id, proof) }
}

fn is_amount(column: &Column) -> bool {
    column.unit() == Unit::Amount
}

/// The factor to 万元 that the header or the row's label states.
fn unit(column: &Column, event: &Event, strips: &[Strip]) -> Option<Decimal> {
    if !is_amount(column) {
        return None;
    }
    let stem: String = column.label.split('（').next().unwrap_or_default().to_owned();
    let squeezed = |t: &str| simplify(t).chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let headers = strips.iter().flat_map(|s| &s.cells).map(|c| squeezed(&c.text));
    let behind = headers.filter_map(|t| {
        t.split_once(&stem).map(|(_, rest)| rest.chars().take(UNIT_REACH).collect::<String>())
    });
    let in_header = behind.filter_map(|rest| number::unit_in_label(&rest)).next();
    in_header.or_else(|| event.labels.iter().rev().take(event.own).find_map(|l| number::unit_in_label(l)))
}

/// A unit stands right behind its header: `（单位：人民币万元）` is the longest form seen.
const UNIT_REACH: usize = 12;

/// One text for each column, where every value has a cell of its own.
fn by_cell(event: &Event, columns: &[Column], strips: &[Strip]) -> Option<Vec<Option<Piece>>> {
    let whole = |p: &Piece| number::read(&p.text) != Reading::Other;
    if event.pieces.is_empty() {
        return Some(
            columns
                .iter()
                .map(|_| Some(Piece { text: String::new(), place: Place::default(), cols: None }))
                .collect(),
        );
    }
    if event.pieces.len() == columns.len() {
        let certain = event.method != Method::Run || event.pieces.iter().all(whole);
        return certain.then(|| event.pieces.iter().cloned().map(Some).collect());
    }
    if let Some(counted) = event::one_a_column(&event.pieces, event.method, columns.len()) {
        return Some(counted.into_iter().map(Some).collect());
    }
    let once = without_repeats(event, strips).filter(|e| e.pieces.len() == columns.len());
    if let Some(event) = once {
        return Some(event.pieces.into_iter().map(Some).collect());
    }
    by_header(event, columns, strips).or_else(|| by_order(event, columns))
}

/// Some converters print a merged cell once for each column it covers, header and value alike: neighbours with the
/// same header and the same text are one cell.
fn without_repeats(event: &Event, strips: &[Strip]) -> Option<Event> {
    let n = event.pieces.len();
    let tail = |strip: &Strip| -> Vec<String> {
        strip.cells.iter().skip(strip.cells.len().saturating_sub(n)).map(|c| c.text.clone()).collect()
    };
    let texts: Vec<String> = event.pieces.iter().map(|p| p.text.clone()).collect();
    let label = event.labels.last()?;
    let here = strips.iter().position(|s| tail(s) == texts && s.cells.iter().any(|c| c.text == *label))?;
    let is_header =
        |s: &&Strip| s.cells.len() > n && tail(s).iter().all(|t| number::read(t) == Reading::Other);
    let header = tail(strips.get(..here)?.iter().rev().find(is_header)?);
    let repeats = |i: usize| i > 0 && header.get(i) == header.get(i - 1) && texts.get(i) == texts.get(i - 1);
    let kept = event.pieces.iter().enumerate().filter(|(i, _)| !repeats(*i)).map(|(_, p)| p.clone());
    Some(Event { pieces: kept.collect(), ..event.clone() })
}

/// By the columns of the nearest header above.
fn by_header(event: &Event, columns: &[Column], strips: &[Strip]) -> Option<Vec<Option<Piece>>> {
    if matches!(event.method, Method::Run | Method::Delimited) {
        return None;
    }
    let labels: Vec<Vec<Label>> = columns.iter().map(|c| c.labels().map(Label::new).collect()).collect();
    let place = event.pieces.first()?.place;
    let here = strips.iter().position(|s| s.cells.iter().any(|c| c.place == place && c.starts))?;
    let above: Vec<&Strip> = strips.get(here.saturating_sub(HEADER_REACH)..here)?.iter().collect();
    let ranges = columns::find(&above, &labels)?;
    let cells = event.pieces.iter().filter_map(|p| {
        Some(Seen { text: p.text.clone(), cols: p.cols.clone()?, starts: true, place: p.place })
    });
    let strip = Strip { cells: cells.collect(), table: None, method: event.method };
    let slots = columns::pick(&strip, &ranges);
    Some(
        slots
            .into_iter()
            .map(|slot| match slot {
                columns::Slot::Own(c) => {
                    Some(Piece { text: c.text.clone(), place: c.place, cols: Some(c.cols.clone()) })
                }
                _ => None,
            })
            .collect(),
    )
}

/// The header of a banner's table is at most its two rows above: two data rows, the header itself.
const HEADER_REACH: usize = 3;

/// In order, where only blanks are too many, or separated fields at the end are missing.
fn by_order(event: &Event, columns: &[Column]) -> Option<Vec<Option<Piece>>> {
    // A dash is printed in its cell; only what is empty may be a span's leftover.
    let empty = |p: &Piece| p.text.trim().is_empty();
    let n = columns.len();
    let extra = event.pieces.len().saturating_sub(n);
    let behind = extra > 0 && event.pieces.iter().skip(n).all(empty);
    let before = extra > 0 && event.pieces.iter().take(extra).all(empty);
    match (before, behind) {
        (false, true) => return Some(event.pieces.iter().take(n).cloned().map(Some).collect()),
        (true, false) => return Some(event.pieces.iter().skip(extra).cloned().map(Some).collect()),
        (true, true) if event.method == Method::Delimited => {
            return Some(event.pieces.iter().take(n).cloned().map(Some).collect());
        }
        _ => {}
    }
    (event.pieces.len() < n && event.method == Method::Delimited)
        .then(|| (0..n).map(|j| event.pieces.get(j).cloned()).collect())
}

/// Cuts run-together text; without sums several cuts stay several. Numbers that stand apart, fewer than columns, are
/// never cut: which columns are blank stays open.
fn by_cutting(
    event: &Event,
    columns: &[Column],
    ids: Vec<FieldId>,
    units: &[Option<Decimal>],
    cutting: Cutting,
) -> Vec<Cell> {
    let pieces: Vec<Piece> = event::apart(&event.pieces, event.method);
    let pieces: Vec<Piece> = pieces.into_iter().filter(|p| !p.text.trim().is_empty()).collect();
    let all = Proof::joined(&event.pieces, event.method);
    let kinds: Vec<CellKind> =
        columns.iter().map(|c| CellKind { signed: c.signed, amount: is_amount(c) }).collect();
    let whole = pieces.iter().all(|p| is_whole(&p.text)) && pieces.len() < columns.len();
    let may_cut = !whole || (cutting.glued && (event.method == Method::Run || pieces.len() < 2));
    let cuts = cut::cuts(&all.raw, &kinds, &|_| may_cut).unwrap_or_default();
    // Where some words stand apart, so may all: `20 1` is 20 and 1 beside a lost blank, or 2, 0 and 1.
    let open = whole && (!may_cut || cutting.blanks_lost || pieces.len() > 1);
    ids.into_iter()
        .zip(columns)
        .zip(units)
        .enumerate()
        .map(|(j, ((id, column), unit))| {
            let cut = cuts.iter().filter_map(|c| c.get(j)).map(|p| p.text);
            let apart = may_stand(&pieces, j, columns.len()).iter().filter(|_| open).map(|p| p.text.as_str());
            let texts = cut.chain(apart).map(|text| Proof { raw: text.to_owned(), ..all.clone() });
            let read: Vec<Cell> = texts.map(|p| read_cell(id.clone(), column, p, *unit)).collect();
            if open && !read.is_empty() {
                return draft::ambiguous(id, all.clone(), read.iter().filter_map(|c| c.value).collect());
            }
            one_of(id, read, &all)
        })
        .collect()
}

/// A number or a dash on its own.
fn is_whole(text: &str) -> bool {
    number::read(text) != Reading::Other && !number::is_run_together(text)
}

/// Which of the pieces may stand in column `j` of `n`, with the order kept.
fn may_stand(pieces: &[Piece], j: usize, n: usize) -> &[Piece] {
    let blanks = n.saturating_sub(pieces.len());
    pieces.get(j.saturating_sub(blanks)..pieces.len().min(j + 1)).unwrap_or_default()
}

/// Every way to read a run-together row of counts, in the order of its columns; none where a column holds an amount or a
/// blank, or where there are too many ways to list.
pub fn ways(raw: &str, columns: &[Column]) -> Vec<Vec<Decimal>> {
    let kinds: Vec<CellKind> =
        columns.iter().map(|c| CellKind { signed: c.signed, amount: is_amount(c) }).collect();
    let cuts = cut::cuts(raw, &kinds, &|_| !columns.iter().any(is_amount)).unwrap_or_default();
    let number = |piece: &cut::Piece<'_>| match piece.reading {
        Reading::Number { value, .. } => Some(value),
        _ => None,
    };
    cuts.iter().filter_map(|cut| cut.iter().map(number).collect()).collect()
}

/// The one reading, or all of them.
fn one_of(id: FieldId, read: Vec<Cell>, all: &Proof) -> Cell {
    let Some(first) = read.first() else { return draft::cell(id, all.clone(), Status::Unreadable, None) };
    let agree = read.iter().all(|c| c.value == first.value && c.status == first.status);
    match (agree, first.status) {
        (true, Status::Printed) => draft::solved(id, all.clone(), first.value),
        (true, _) => Cell { raw: Some(all.raw.clone()), ..first.clone() },
        (false, _) => draft::ambiguous(id, all.clone(), read.iter().filter_map(|c| c.value).collect()),
    }
}
