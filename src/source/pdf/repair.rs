//! A damaged PDF is read in several ways; what the best of them finds counts.

use super::interpret::Interpreter;
use super::object::{Losses, Objects};
use super::{open, pages, rebuild, second};
use crate::model::{Failure, FailureKind, Limits, WarningKind};
use crate::source::drawing::Canvas;
use lopdf::Document;

/// What one way of reading found.
pub(super) struct Reading {
    pub pages: Vec<Canvas>,
    pub losses: Losses,
}

type Reader = fn(&[u8], &Limits) -> Result<Document, Failure>;

/// Reads the pages: first without what few need, then whole, then in other ways, until one finds no damage.
///
/// # Errors
/// That of the first way, where none finds a page; `limit_exceeded` wherever the first meets a limit.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, Failure> {
    let light = attempt(open::open_light, bytes, limits);
    if is_final(&light) {
        return light;
    }
    let first = attempt(open::open, bytes, limits);
    if is_final(&first) {
        return first;
    }
    let others: [Reader; 2] = [second::open, rebuild::open];
    others.into_iter().fold(first, |best, reader| match &best {
        Ok(reading) if reading.is_sound() => best,
        _ => better(best, attempt(reader, bytes, limits)),
    })
}

/// Whether no other way of reading is tried: nothing is lost, or a limit is met that every way would meet.
fn is_final(read: &Result<Reading, Failure>) -> bool {
    match read {
        Ok(reading) => reading.is_sound(),
        Err(failure) => failure.kind == FailureKind::LimitExceeded,
    }
}

fn attempt(reader: Reader, bytes: &[u8], limits: &Limits) -> Result<Reading, Failure> {
    let document = reader(bytes, limits)?;
    let objects = Objects::new(&document, limits);
    let nodes = pages::list(&objects, limits)?;
    let Some(first) = nodes.first() else { return Err(open::unreadable()) };
    let mut interpreter = Interpreter::new(&objects, limits, first);
    let mut warnings = match objects.losses().parts {
        0 => Vec::new(),
        _ => vec![WarningKind::Incomplete],
    };
    let mut pages = Vec::with_capacity(nodes.len());
    for node in &nodes {
        let before = objects.losses().parts;
        let mut page = interpreter.draw(node)?;
        page.warnings.append(&mut warnings);
        if objects.losses().parts > before {
            page.warnings.push(WarningKind::Damaged);
        }
        pages.push(page);
    }
    Ok(Reading { pages, losses: objects.losses() })
}

/// The better of two; the first of equals.
fn better(first: Result<Reading, Failure>, second: Result<Reading, Failure>) -> Result<Reading, Failure> {
    match (first, second) {
        (Ok(first), Ok(second)) if second.worth() > first.worth() => Ok(second.rebuilt()),
        (Err(_), Ok(second)) => Ok(second.rebuilt()),
        // A limit says more than that nothing could be read.
        (Err(first), Err(second)) if first.kind == FailureKind::Unreadable => Err(second),
        (first, _) => first,
    }
}

impl Reading {
    fn rebuilt(mut self) -> Self {
        if let Some(first) = self.pages.first_mut() {
            first.warnings.push(WarningKind::Rebuilt);
        }
        self
    }

    /// Whether there is nothing that another way of reading could find.
    fn is_sound(&self) -> bool {
        self.losses == Losses::default() && (self.ink() > 0 || self.pages.iter().any(Canvas::has_picture))
    }

    /// Reading it whole is better than reading more: what is more may be what was deleted.
    fn worth(&self) -> (bool, usize) {
        (self.losses.parts == 0 && self.ink() > 0, self.ink())
    }

    /// Number of glyphs whose text is known.
    fn ink(&self) -> usize {
        self.pages.iter().map(|page| page.ink().saturating_sub(page.unknown())).sum()
    }
}
