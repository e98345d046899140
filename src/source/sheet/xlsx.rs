//! XLSX: the sheets of a workbook, their texts kept in one list, their formats in another.

use super::number::{built_in, parse, shown, shown_text};
use super::{Cell, Sheet};
use crate::model::{Failure, Limits};
use crate::source::package::{Archive, Element, Event, Relations, Xml, damaged, encrypted};
use crate::source::{encoding, within};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The sheets that are shown, in the order of their tabs.
pub(super) fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Failure> {
    // Office wraps a document with a password in a compound file.
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(encrypted());
    }
    let mut archive = Archive::open(bytes, limits)?;
    let package = Relations::of(&mut archive, "", limits)?;
    let main = package.target("officeDocument").unwrap_or("xl/workbook.xml");
    let parts = Relations::of(&mut archive, main, limits)?;
    let workbook = Workbook::of(&archive.part(main)?.ok_or_else(damaged)?, limits)?;
    let strings = optional(&mut archive, parts.target("sharedStrings"))?;
    let styles = optional(&mut archive, parts.target("styles"))?;
    let known = Known {
        strings: strings_of(&strings, limits)?,
        styles: styles_of(&styles, limits)?,
        epoch_1904: workbook.epoch_1904,
        limits,
    };
    let mut out = Vec::new();
    for (name, id) in workbook.sheets {
        // Charts and macros have tabs as well.
        let Some(part) = parts.get(&id).filter(|r| r.kind == "worksheet") else { continue };
        let text = archive.part(&part.target)?.ok_or_else(damaged)?;
        out.push(known.sheet(name, &text)?);
    }
    Ok(out)
}

fn optional(archive: &mut Archive, part: Option<&str>) -> Result<String, Failure> {
    Ok(part.map(|name| archive.part(name)).transpose()?.flatten().unwrap_or_default())
}

/// The names of the sheets that are shown, each with its relation.
#[derive(Default)]
struct Workbook {
    sheets: Vec<(String, String)>,
    epoch_1904: bool,
}

impl Workbook {
    fn of(text: &str, limits: &Limits) -> Result<Self, Failure> {
        let mut out = Workbook::default();
        let mut xml = Xml::new(text, limits);
        while let Some(event) = xml.next()? {
            let Event::Open(element) = event else { continue };
            match element.name.as_str() {
                "workbookPr" => out.epoch_1904 = element.attr("date1904").is_some_and(is_true),
                "sheet" if !matches!(element.attr("state"), Some("hidden" | "veryHidden")) => {
                    let attr = |name| element.attr(name).unwrap_or_default().to_owned();
                    out.sheets.push((attr("name"), attr("id")));
                }
                _ => {}
            }
        }
        Ok(out)
    }
}

fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// The texts that cells name by number.
fn strings_of(text: &str, limits: &Limits) -> Result<Vec<String>, Failure> {
    let mut out = Vec::new();
    let mut xml = Xml::new(text, limits);
    while let Some(event) = xml.next()? {
        if let Event::Open(element) = event
            && element.name == "si"
        {
            out.push(rich_text(&mut xml)?);
            within("sheet_cells", out.len() as u64, limits.sheet_cells as u64)?;
        }
    }
    Ok(out)
}

/// The text of the element just opened, without the readings of ideographs.
fn rich_text(xml: &mut Xml) -> Result<String, Failure> {
    let mut out = String::new();
    while let Some(child) = xml.child()? {
        match child.name.as_str() {
            "t" => out.push_str(&plain_text(xml)?),
            "r" => out.push_str(&rich_text(xml)?),
            _ => xml.skip()?,
        }
    }
    Ok(out)
}

/// The characters of the element just opened.
fn plain_text(xml: &mut Xml) -> Result<String, Failure> {
    let mut out = String::new();
    while let Some(event) = xml.next()? {
        match event {
            Event::Text(text) => out.push_str(&text),
            Event::Open(_) => xml.skip()?,
            Event::Close => break,
        }
    }
    // A carriage return, which XML cannot hold (ECMA-376 part 1, 22.9.2.19).
    Ok(encoding::clean(&out.replace("_x000D_", "")))
}

/// What a style says of a cell that is seen.
#[derive(Debug, Clone, Default)]
struct Style {
    format: String,
    ruled: bool,
}

fn styles_of(text: &str, limits: &Limits) -> Result<Vec<Style>, Failure> {
    let mut formats: FxHashMap<u32, String> = FxHashMap::default();
    let (mut borders, mut styles) = (Vec::new(), Vec::new());
    let mut within_cells = false;
    let mut xml = Xml::new(text, limits);
    while let Some(event) = xml.next()? {
        let Event::Open(element) = event else { continue };
        let number = |name: &str| element.attr(name).and_then(|n| n.parse::<u32>().ok()).unwrap_or(0);
        match element.name.as_str() {
            "numFmt" => {
                formats.insert(number("numFmtId"), element.attr("formatCode").unwrap_or_default().to_owned());
            }
            "border" => borders.push(false),
            "left" | "right" | "top" | "bottom" if element.attr("style").is_some_and(|s| s != "none") => {
                borders.iter_mut().last().into_iter().for_each(|ruled| *ruled = true);
            }
            "cellXfs" => within_cells = true,
            "cellStyles" | "dxfs" => within_cells = false,
            "xf" if within_cells => {
                let id = number("numFmtId");
                let format = formats.get(&id).cloned().unwrap_or_else(|| built_in(id).to_owned());
                let ruled = borders.get(number("borderId") as usize) == Some(&true);
                styles.push(Style { format, ruled });
            }
            _ => {}
        }
    }
    Ok(styles)
}

/// What all sheets of a workbook share.
struct Known<'a> {
    strings: Vec<String>,
    styles: Vec<Style>,
    epoch_1904: bool,
    limits: &'a Limits,
}

/// Where the next row or cell stands that does not say it.
#[derive(Default)]
struct Next {
    row: u32,
    col: u32,
    hides_zeros: bool,
}

impl Known<'_> {
    fn sheet(&self, name: String, text: &str) -> Result<Sheet, Failure> {
        let mut sheet = Sheet { name, ..Sheet::default() };
        let mut next = Next::default();
        let mut xml = Xml::new(text, self.limits);
        while let Some(event) = xml.next()? {
            let Event::Open(element) = event else { continue };
            let number = |name: &str| element.attr(name).and_then(|n| n.parse::<u32>().ok());
            let hidden = element.attr("hidden").is_some_and(is_true);
            match element.name.as_str() {
                "sheetView" => next.hides_zeros = element.attr("showZeros") == Some("0"),
                "col" if hidden => {
                    let first = number("min").unwrap_or(1).saturating_sub(1);
                    sheet.hidden_cols.push(first..number("max").unwrap_or(0));
                }
                "row" => {
                    next.row = number("r").map_or(next.row, |r| r.saturating_sub(1));
                    if hidden {
                        sheet.hidden_rows.push(next.row..next.row.saturating_add(1));
                    }
                    self.row(&mut xml, &mut sheet, &mut next)?;
                }
                "mergeCell" => {
                    if let Some((rows, cols)) = element.attr("ref").and_then(area) {
                        sheet.merge(rows, cols, self.limits)?;
                    }
                }
                _ => {}
            }
        }
        Ok(sheet)
    }

    fn row(&self, xml: &mut Xml, sheet: &mut Sheet, next: &mut Next) -> Result<(), Failure> {
        next.col = 0;
        while let Some(element) = xml.child()? {
            if element.name != "c" {
                xml.skip()?;
                continue;
            }
            if let Some((row, col)) = element.attr("r").and_then(reference) {
                (next.row, next.col) = (row, col);
            }
            let style = element.attr("s").and_then(|s| self.styles.get(s.parse::<usize>().ok()?));
            let style = style.cloned().unwrap_or_default();
            let text = self.text(xml, &element, &style, next.hides_zeros)?;
            sheet.push(Cell { row: next.row, col: next.col, text }, style.ruled, self.limits)?;
            next.col = next.col.saturating_add(1);
        }
        next.row = next.row.saturating_add(1);
        Ok(())
    }

    /// The cell just opened, as shown.
    fn text(
        &self,
        xml: &mut Xml,
        cell: &Element,
        style: &Style,
        hides_zeros: bool,
    ) -> Result<String, Failure> {
        let (mut value, mut inline, mut formula) = (None, None, None);
        while let Some(child) = xml.child()? {
            match child.name.as_str() {
                "v" => value = Some(plain_text(xml)?),
                "f" => formula = Some(plain_text(xml)?),
                "is" => inline = Some(rich_text(xml)?),
                _ => xml.skip()?,
            }
        }
        if let Some(text) = inline {
            return Ok(shown_text(&text, &style.format));
        }
        // A formula that no program has reckoned shows that there is a value, and not which.
        let unknown = formula.filter(|_| value.is_none()).map(|f| format!("={f}"));
        let Some(value) = value.filter(|v| !v.is_empty()) else { return Ok(unknown.unwrap_or_default()) };
        Ok(match cell.attr("t") {
            Some("s") => {
                let text = value.trim().parse::<usize>().ok().and_then(|at| self.strings.get(at));
                shown_text(text.ok_or_else(damaged)?, &style.format)
            }
            Some("str" | "inlineStr") => shown_text(&value, &style.format),
            Some("b") => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            Some("e" | "d") => value,
            _ => match parse(&value) {
                Some(number) if number == 0.0 && hides_zeros => String::new(),
                Some(number) => shown(number, &style.format, self.epoch_1904),
                None => value,
            },
        })
    }
}

/// `B3` as row and column from 0.
fn reference(text: &str) -> Option<(u32, u32)> {
    let text = text.trim_start_matches('$');
    let letters = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let digit = |c: char| u32::from(c.to_ascii_uppercase()) - u32::from('A') + 1;
    let step = |col: u32, c: char| col.checked_mul(26)?.checked_add(digit(c));
    let col = text.get(..letters)?.chars().try_fold(0_u32, step)?.checked_sub(1)?;
    let row = text.get(letters..)?.trim_start_matches('$').parse::<u32>().ok()?.checked_sub(1)?;
    // The format's own bounds (ECMA-376 part 1, 18.3.1.4 and 18.3.1.73).
    (row < 1 << 20 && col < 1 << 14).then_some((row, col))
}

/// `A1:C3` as rows and columns.
fn area(text: &str) -> Option<(Range<u32>, Range<u32>)> {
    let (from, to) = text.split_once(':')?;
    let ((top, left), (bottom, right)) = (reference(from)?, reference(to)?);
    Some((top..bottom.checked_add(1)?, left..right.checked_add(1)?))
}
