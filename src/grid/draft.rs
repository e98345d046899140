//! Texts and readings → cells with their proof.

use super::event::Piece;
use super::number::{self, Reading};
use crate::model::{Cell, FieldId, Method, Place, Status};
use rust_decimal::Decimal;

/// What is known of a cell before it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    /// As printed.
    pub raw: String,
    /// Where.
    pub place: Place,
    /// How it was found.
    pub method: Method,
}

impl Proof {
    /// Of one piece.
    pub fn of(piece: &Piece, method: Method) -> Proof {
        Proof { raw: piece.text.clone(), place: piece.place, method }
    }

    /// Of several pieces as one text, with a blank between those that hold something.
    pub fn joined(pieces: &[Piece], method: Method) -> Proof {
        let texts: Vec<&str> = pieces.iter().map(|p| p.text.trim()).filter(|t| !t.is_empty()).collect();
        let place = pieces.iter().map(|p| p.place).reduce(Place::union).unwrap_or_default();
        Proof { raw: texts.join(" "), place, method }
    }
}

/// A cell with its own text, read as a count.
pub fn count(field: FieldId, proof: Proof) -> Cell {
    match number::read(&proof.raw) {
        Reading::Blank => cell(field, proof, Status::Blank, None),
        Reading::Number { value, money: None } => cell(field, proof, Status::Printed, Some(value)),
        Reading::Number { .. } | Reading::Other => cell(field, proof, Status::Unreadable, None),
    }
}

/// A cell with its own text, read as an amount; `unit` is the factor to 万元 that the header states.
///
/// Without any unit only zero is certain: whatever the unit, it is nothing.
pub fn amount(field: FieldId, proof: Proof, unit: Option<Decimal>) -> Cell {
    match number::read(&proof.raw) {
        Reading::Blank => cell(field, proof, Status::Blank, None),
        Reading::Number { value, .. } if value.is_zero() => cell(field, proof, Status::Printed, Some(value)),
        Reading::Number { value, money } => match money.or(unit).and_then(|factor| value.checked_mul(factor))
        {
            Some(amount) => cell(field, proof, Status::Printed, Some(amount.normalize())),
            None => cell(field, proof, Status::Unreadable, None),
        },
        Reading::Other => cell(field, proof, Status::Unreadable, None),
    }
}

/// Cells of a row found by alignment alone: with blanks among them, positions are a reading and not a proof.
pub fn aligned(cells: Vec<Cell>) -> Vec<Cell> {
    let found = |status: Status| cells.iter().any(|c| c.status == status);
    let sparse = cells.iter().any(|c| c.method == Some(Method::Alignment))
        && found(Status::Printed)
        && (found(Status::Blank) || found(Status::Absent));
    if sparse { cells.into_iter().map(doubted).collect() } else { cells }
}

/// A cell of which the place is a reading: what would be printed is solved.
pub fn doubted(cell: Cell) -> Cell {
    match cell.status {
        Status::Printed => Cell { status: Status::Solved, ..cell },
        _ => cell,
    }
}

/// A cell of a row whose label is `sure` to be its own. Where alignment alone joins labels and values, words of a neighbour
/// in the label show that the values may be the neighbour's.
pub fn labelled(cell: Cell, sure: bool) -> Cell {
    if !sure && cell.method == Some(Method::Alignment) { doubted(cell) } else { cell }
}

/// A cell with the given status. That digits on several lines are one number is a reading, however well they fit.
pub fn cell(field: FieldId, proof: Proof, status: Status, value: Option<Decimal>) -> Cell {
    let status = match status {
        Status::Printed if proof.place.broken => Status::Solved,
        other => other,
    };
    Cell {
        field,
        value,
        raw: Some(proof.raw),
        status,
        place: proof.place,
        method: Some(proof.method),
        readings: Vec::new(),
    }
}

/// A cell whose text was run together with others and has one reading left: `None` is a blank.
pub fn solved(field: FieldId, proof: Proof, value: Option<Decimal>) -> Cell {
    let status = if value.is_some() { Status::Solved } else { Status::Blank };
    cell(field, proof, status, value)
}

/// A cell with several readings.
pub fn ambiguous(field: FieldId, proof: Proof, mut readings: Vec<Decimal>) -> Cell {
    readings.sort();
    readings.dedup();
    readings.truncate(Cell::MAX_READINGS);
    Cell { readings, ..cell(field, proof, Status::Ambiguous, None) }
}
