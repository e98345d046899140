//! The reconstructor: whatever the source, it takes the tables or runs of text of sections 二 to 四 and answers for
//! each field of the form.
//!
//! Three steps, each a function with its own tests: *recognise* the form by its labels; *align* observed rows and
//! columns to the form's; *solve* what alignment leaves open. A number in its own cell is never overruled.

mod align;
mod columns;
mod cut;
mod draft;
mod event;
mod glue;
mod label;
mod number;
mod proactive;
mod proceedings;
mod recognise;
mod requests;
mod solve;
#[cfg(test)]
mod tests;
mod trace;
mod zone;

use crate::form::Form;
use crate::model::{Cell, ExtraRow, FieldId, Sections, Tables};
pub(crate) use number::halfwidth;
pub(crate) use proactive::ways;
use rustc_hash::FxHashMap;
pub use trace::Trace;

/// Answers for each field of the form, and says how.
pub fn reconstruct(sections: &Sections) -> (Tables, Trace) {
    let zones = zone::zones(sections);
    let Some(found) = recognise::recognise(&zones) else {
        return (Tables::default(), Trace::nothing(&zones));
    };
    let glued = glue::is_glued(&zones);
    let (proactive, mut extra_rows) = proactive::read(&zones.proactive, found.form, glued);
    let requests = requests::read(&found.observations, &found.matches, found.form, glued);
    let proceedings = proceedings::read(&zones.proceedings, found.form, glued);
    extra_rows.extend(requests::extra_rows(&found.observations, &found.matches));
    let cells = proactive.into_iter().chain(requests).chain(proceedings);
    let tables = assemble(found.form, cells, extra_rows);
    let trace = Trace::of(&zones, &found, &tables);
    (tables, trace)
}

/// One cell for each field of the form, in its order; fields not found are absent.
fn assemble(form: &Form, cells: impl Iterator<Item = Cell>, extra_rows: Vec<ExtraRow>) -> Tables {
    let mut found: FxHashMap<FieldId, Cell> = cells.map(|c| (c.field.clone(), c)).collect();
    let cells = form
        .fields
        .iter()
        .map(|f| found.remove(&f.id).unwrap_or_else(|| Cell::absent(f.id.clone())))
        .collect();
    Tables { template: Some(form.id().to_owned()), cells, extra_rows }
}
