//! SpreadsheetML of Excel 2003: a workbook as one XML file, which sites export under the name of an XLS.

use super::number::{parse, shown, shown_text};
use super::{Cell, Sheet};
use crate::model::{Failure, Limits};
use crate::source::encoding;
use crate::source::package::{Element, Event, Xml, damaged};
use rustc_hash::FxHashMap;

/// The namespace that tells such a workbook from other XML.
const NAMESPACE: &str = "urn:schemas-microsoft-com:office:spreadsheet";

/// Whether a text, as its head shows, is such a workbook.
pub(in crate::source) fn is_workbook(head: &str) -> bool {
    head.trim_start_matches('\u{FEFF}').trim_start().starts_with('<') && head.contains(NAMESPACE)
}

/// The sheets that are shown, in order.
pub(super) fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Failure> {
    let text = encoding::text(bytes);
    if !is_workbook(&text) {
        return Err(damaged());
    }
    let mut reader = Reader {
        xml: Xml::new(text.trim_start_matches('\u{FEFF}'), limits),
        limits,
        styles: FxHashMap::default(),
    };
    let mut out = Vec::new();
    while let Some(event) = reader.xml.next()? {
        let Event::Open(element) = event else { continue };
        match element.name.as_str() {
            "Style" => reader.style(&element)?,
            "Worksheet" => out.extend(reader.sheet(&element)?),
            _ => {}
        }
    }
    Ok(out)
}

/// What a style says of a cell that is seen.
#[derive(Debug, Clone, Default)]
struct Style {
    format: String,
    ruled: bool,
}

struct Reader<'a> {
    xml: Xml<'a>,
    limits: &'a Limits,
    styles: FxHashMap<String, Style>,
}

/// The most rows and columns that any program keeps.
const MOST: u32 = 1 << 20;

fn number(element: &Element, name: &str) -> u32 {
    element.attr(name).and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// Where an element stands that may state its place, counted from 1.
fn place(element: &Element, next: u32) -> u32 {
    number(element, "Index").checked_sub(1).unwrap_or(next).min(MOST)
}

fn is_hidden(element: &Element) -> bool {
    element.attr("Hidden") == Some("1")
}

impl Reader<'_> {
    fn style(&mut self, element: &Element) -> Result<(), Failure> {
        let mut style = Style::default();
        while let Some(child) = self.xml.child()? {
            match child.name.as_str() {
                "NumberFormat" => style.format = format(child.attr("Format").unwrap_or_default()).to_owned(),
                "Borders" => {
                    while let Some(border) = self.xml.child()? {
                        style.ruled |= border.attr("LineStyle").is_some_and(|line| line != "None");
                        self.xml.skip()?;
                    }
                    continue;
                }
                _ => {}
            }
            self.xml.skip()?;
        }
        self.styles.insert(element.attr("ID").unwrap_or_default().to_owned(), style);
        Ok(())
    }

    /// The sheet just opened, unless it is hidden.
    fn sheet(&mut self, element: &Element) -> Result<Option<Sheet>, Failure> {
        let mut sheet =
            Sheet { name: element.attr("Name").unwrap_or_default().to_owned(), ..Sheet::default() };
        let mut shown = true;
        while let Some(child) = self.xml.child()? {
            match child.name.as_str() {
                "Table" => self.table(&mut sheet)?,
                "WorksheetOptions" => {
                    while let Some(option) = self.xml.child()? {
                        shown &= option.name != "Visible";
                        self.xml.skip()?;
                    }
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(Some(sheet).filter(|_| shown))
    }

    fn table(&mut self, sheet: &mut Sheet) -> Result<(), Failure> {
        let (mut row, mut col) = (0, 0);
        while let Some(child) = self.xml.child()? {
            match child.name.as_str() {
                "Column" => {
                    let start = place(&child, col);
                    col = start.saturating_add(number(&child, "Span")).saturating_add(1);
                    sheet.hidden_cols.extend(Some(start..col).filter(|_| is_hidden(&child)));
                    self.xml.skip()?;
                }
                "Row" => {
                    let start = place(&child, row);
                    row = start.saturating_add(number(&child, "Span")).saturating_add(1);
                    sheet.hidden_rows.extend(Some(start..row).filter(|_| is_hidden(&child)));
                    self.row(start, sheet)?;
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn row(&mut self, row: u32, sheet: &mut Sheet) -> Result<(), Failure> {
        let mut next = 0;
        while let Some(element) = self.xml.child()? {
            if element.name != "Cell" {
                self.xml.skip()?;
                continue;
            }
            let col = place(&element, next);
            let style =
                element.attr("StyleID").and_then(|id| self.styles.get(id)).cloned().unwrap_or_default();
            let end =
                |start: u32, name| start.saturating_add(number(&element, name)).saturating_add(1).min(MOST);
            next = end(col, "MergeAcross");
            sheet.merge(row..end(row, "MergeDown"), col..next, self.limits)?;
            let text = self.text(&style)?;
            sheet.push(Cell { row, col, text }, style.ruled, self.limits)?;
        }
        Ok(())
    }

    /// The cell just opened, as shown.
    fn text(&mut self, style: &Style) -> Result<String, Failure> {
        let mut out = String::new();
        while let Some(child) = self.xml.child()? {
            if child.name != "Data" {
                self.xml.skip()?;
                continue;
            }
            let mut text = String::new();
            self.inline(&mut text)?;
            let text = encoding::clean(&text);
            out = match child.attr("Type") {
                Some("Number") => parse(&text).map_or(text, |n| shown(n, &style.format, false)),
                Some("DateTime") => text.split('T').next().unwrap_or_default().to_owned(),
                Some("String") => shown_text(&text, &style.format),
                _ => text,
            };
        }
        Ok(out)
    }

    /// The characters of the element just opened, those of fonts within it among them.
    fn inline(&mut self, out: &mut String) -> Result<(), Failure> {
        while let Some(event) = self.xml.next()? {
            match event {
                Event::Text(text) => out.push_str(&text),
                Event::Open(_) => self.inline(out)?,
                Event::Close => break,
            }
        }
        Ok(())
    }
}

/// Some formats have names.
fn format(name: &str) -> &str {
    match name {
        "General Number" | "General" => "",
        "Fixed" => "0.00",
        "Standard" => "#,##0.00",
        "Percent" => "0.00%",
        "Short Date" | "Medium Date" | "Long Date" | "General Date" => "yyyy-mm-dd",
        code => code,
    }
}
