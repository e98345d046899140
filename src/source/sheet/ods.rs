//! ODS: the texts of the cells, which the format keeps as they are shown.

use super::{Cell, Sheet};
use crate::model::{Failure, Limits};
use crate::source::encoding;
use crate::source::package::{Archive, Element, Event, Xml, damaged, encrypted};
use rustc_hash::FxHashSet;

/// The sheets that are shown, in order.
pub(super) fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Failure> {
    let mut archive = Archive::open(bytes, limits)?;
    if archive.part("META-INF/manifest.xml")?.is_some_and(|m| m.contains("encryption-data")) {
        return Err(encrypted());
    }
    let text = archive.part("content.xml")?.ok_or_else(damaged)?;
    let mut reader = Reader { xml: Xml::new(&text, limits), limits, styles: Styles::default() };
    let mut out = Vec::new();
    while let Some(event) = reader.xml.next()? {
        let Event::Open(element) = event else { continue };
        match element.name.as_str() {
            "style" => reader.style(&element)?,
            "table" => {
                let shown = !named(&element, "style-name", &reader.styles.hidden);
                let sheet = reader.sheet(&element)?;
                out.extend(Some(sheet).filter(|_| shown));
            }
            _ => {}
        }
    }
    Ok(out)
}

fn named(element: &Element, attribute: &str, names: &FxHashSet<String>) -> bool {
    element.attr(attribute).is_some_and(|name| names.contains(name))
}

/// What styles say of what is seen.
#[derive(Default)]
struct Styles {
    /// Cells with borders.
    ruled: FxHashSet<String>,
    /// Sheets that are not shown.
    hidden: FxHashSet<String>,
}

struct Reader<'a> {
    xml: Xml<'a>,
    limits: &'a Limits,
    styles: Styles,
}

/// Where the next cell stands.
#[derive(Default)]
struct Next {
    row: u32,
    col: u32,
}

/// More empty cells with borders in a run are the format of a whole row or column.
const FORMATTED: u32 = 64;

/// The most rows and columns that any program keeps.
const MOST: u32 = 1 << 20;

impl Reader<'_> {
    fn style(&mut self, style: &Element) -> Result<(), Failure> {
        let name = style.attr("name").unwrap_or_default();
        const BORDERS: [&str; 5] = ["border", "border-left", "border-right", "border-top", "border-bottom"];
        while let Some(child) = self.xml.child()? {
            if BORDERS.iter().any(|b| child.attr(b).is_some_and(|b| b != "none")) {
                self.styles.ruled.insert(name.to_owned());
            }
            if child.attr("display") == Some("false") {
                self.styles.hidden.insert(name.to_owned());
            }
            self.xml.skip()?;
        }
        Ok(())
    }

    fn sheet(&mut self, table: &Element) -> Result<Sheet, Failure> {
        let name = table.attr("name").unwrap_or_default().to_owned();
        let mut sheet = Sheet { name, ..Sheet::default() };
        self.rows(&mut sheet, &mut Next::default())?;
        Ok(sheet)
    }

    /// Rows may stand in groups.
    fn rows(&mut self, sheet: &mut Sheet, next: &mut Next) -> Result<(), Failure> {
        while let Some(element) = self.xml.child()? {
            let hidden = matches!(element.attr("visibility"), Some("collapse" | "filter"));
            match element.name.as_str() {
                "table-row" => self.row(&element, hidden, sheet, next)?,
                "table-rows"
                | "table-row-group"
                | "table-header-rows"
                | "table-columns"
                | "table-column-group"
                | "table-header-columns" => self.rows(sheet, next)?,
                "table-column" => {
                    let end =
                        next.col.saturating_add(repeated(&element, "number-columns-repeated")).min(MOST);
                    sheet.hidden_cols.extend(Some(next.col..end).filter(|_| hidden));
                    next.col = end;
                    self.xml.skip()?;
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn row(
        &mut self,
        row: &Element,
        hidden: bool,
        sheet: &mut Sheet,
        next: &mut Next,
    ) -> Result<(), Failure> {
        let first = sheet.cells.len();
        next.col = 0;
        while let Some(cell) = self.xml.child()? {
            self.cell(&cell, sheet, next)?;
        }
        let end = next.row.saturating_add(repeated(row, "number-rows-repeated")).min(MOST);
        sheet.hidden_rows.extend(Some(next.row..end).filter(|_| hidden));
        let cells = sheet.cells.get(first..).unwrap_or_default().to_vec();
        let empty = cells.iter().all(|cell| cell.text.is_empty());
        if !(empty && end - next.row > FORMATTED) {
            for row in next.row + 1..end.max(next.row + 1) {
                for cell in &cells {
                    sheet.push(Cell { row, ..cell.clone() }, true, self.limits)?;
                }
                if cells.is_empty() {
                    break;
                }
            }
        }
        next.row = end;
        Ok(())
    }

    fn cell(&mut self, cell: &Element, sheet: &mut Sheet, next: &mut Next) -> Result<(), Failure> {
        let covered = cell.name == "covered-table-cell";
        let count = repeated(cell, "number-columns-repeated");
        let text = if covered { String::new() } else { self.text()? };
        if covered {
            self.xml.skip()?;
        }
        let ruled = !covered && count <= FORMATTED && named(cell, "style-name", &self.styles.ruled);
        let end = next.col.saturating_add(count).min(MOST);
        if !text.is_empty() || ruled {
            for col in next.col..end {
                sheet.push(Cell { row: next.row, col, text: text.clone() }, ruled, self.limits)?;
            }
        }
        let span = |name| repeated(cell, name);
        let rows = next.row..next.row.saturating_add(span("number-rows-spanned")).min(MOST);
        let cols = next.col..next.col.saturating_add(span("number-columns-spanned")).min(MOST);
        if !covered {
            sheet.merge(rows, cols, self.limits)?;
        }
        next.col = end;
        Ok(())
    }

    /// The paragraphs of the cell just opened.
    fn text(&mut self) -> Result<String, Failure> {
        let mut lines: Vec<String> = Vec::new();
        while let Some(child) = self.xml.child()? {
            match child.name.as_str() {
                "p" | "h" => {
                    let mut line = String::new();
                    self.inline(&mut line)?;
                    lines.push(encoding::clean(&line));
                }
                // Comments and drawings.
                _ => self.xml.skip()?,
            }
        }
        Ok(lines.join("\n"))
    }

    fn inline(&mut self, out: &mut String) -> Result<(), Failure> {
        while let Some(event) = self.xml.next()? {
            match event {
                Event::Text(text) => out.push_str(&text),
                Event::Close => break,
                Event::Open(element) => match element.name.as_str() {
                    "s" | "tab" => {
                        out.push(' ');
                        self.xml.skip()?;
                    }
                    "line-break" => {
                        out.push('\n');
                        self.xml.skip()?;
                    }
                    "annotation" | "ruby-text" => self.xml.skip()?,
                    _ => self.inline(out)?,
                },
            }
        }
        Ok(())
    }
}

fn repeated(element: &Element, name: &str) -> u32 {
    element.attr(name).and_then(|n| n.parse().ok()).unwrap_or(1).max(1)
}
