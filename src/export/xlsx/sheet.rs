//! A sheet of rows under two header rows.

use super::super::csv::is_formula;
use super::super::rows::{Flag, Row};
use super::super::value::{Kind, Native, Value, native};
use super::super::{Column, Table};
use super::{Limits, MAX_NOTES, at};
use crate::model::Severity;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, Format, FormatAlign, Note, Workbook, Worksheet, XlsxError};

/// Rows of a sheet, both headers included.
const MAX_ROWS: u32 = 1_048_576;
/// The headers: Chinese above English.
const HEADERS: u32 = 2;
/// UTF-16 units that a cell holds, with room for the words that say where it is cut.
const MAX_TEXT: usize = 32_700;
const CUT: &str = "……（单元格容量有限，全文见其他格式）";

/// How cells look.
pub struct Styles {
    pub header: Format,
    pub name: Format,
    pub wrapped: Format,
    /// Plain, then by severity: error, warning, info.
    looks: [Look; 4],
}

/// How a cell of one colour looks, by what it holds.
struct Look {
    text: Format,
    /// Text that begins as a formula does stays text when it is edited.
    quoted: Format,
    integer: Format,
    whole: Format,
    decimal: Format,
}

impl Styles {
    pub fn new() -> Styles {
        let header = Format::new().set_bold().set_background_color(Color::RGB(0xD9E1F2));
        let flagged = |rgb: u32| Look::new(&Format::new().set_background_color(Color::RGB(rgb)));
        Styles {
            name: header.clone().set_font_color(Color::RGB(0x44546A)),
            header: header.set_align(FormatAlign::VerticalCenter).set_text_wrap(),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            looks: [
                Look::new(&Format::new()),
                flagged(error_color()),
                flagged(warning_color()),
                flagged(info_color()),
            ],
        }
    }

    fn look(&self, flag: Option<&Flag>) -> &Look {
        let [plain, error, warning, info] = &self.looks;
        match flag.map(|f| f.severity) {
            None => plain,
            Some(Severity::Error) => error,
            Some(Severity::Warning) => warning,
            Some(Severity::Info) => info,
        }
    }
}

/// The colours in which Excel itself marks bad, neutral and notable cells.
pub const fn error_color() -> u32 {
    0xFFC7CE
}
pub const fn warning_color() -> u32 {
    0xFFEB9C
}
pub const fn info_color() -> u32 {
    0xDDEBF7
}

impl Look {
    fn new(base: &Format) -> Look {
        Look {
            text: base.clone(),
            quoted: base.clone().set_quote_prefix(),
            integer: base.clone().set_num_format("0"),
            whole: base.clone().set_num_format("#,##0"),
            decimal: base.clone().set_num_format("#,##0.00########"),
        }
    }
}

/// A sheet being written.
pub struct Sheet {
    place: usize,
    next: u32,
    /// 1 for a table's first sheet.
    pub part: u32,
}

impl Sheet {
    /// Adds the sheet with its headers; `place` counts the sheets before it.
    pub fn open(
        book: &mut Workbook,
        table: &Table,
        place: usize,
        part: u32,
        styles: &Styles,
    ) -> Result<Sheet, XlsxError> {
        let sheet = book.add_worksheet_with_constant_memory()?;
        let number = if part > 1 { format!(" {part}") } else { String::new() };
        sheet.set_name(format!("{} {}{number}", table.name, table.label))?;
        sheet.set_freeze_panes(HEADERS, 2)?;
        for (at, column) in (0_u16..).zip(&table.columns) {
            sheet.set_column_width(at, width(column))?;
        }
        for (at, column) in (0_u16..).zip(&table.columns) {
            sheet.write_string_with_format(0, at, &column.label, &styles.header)?;
        }
        for (at, column) in (0_u16..).zip(&table.columns) {
            sheet.write_string_with_format(1, at, &column.name, &styles.name)?;
        }
        Ok(Sheet { place, next: HEADERS, part })
    }

    pub fn is_full(&self) -> bool {
        self.next >= MAX_ROWS
    }

    /// Writes the next row.
    pub fn write(
        &mut self,
        book: &mut Workbook,
        row: &Row,
        styles: &Styles,
        limits: &mut Limits,
    ) -> Result<(), XlsxError> {
        let sheet = at(book, self.place)?;
        let line = self.next;
        for (column, value) in (0_u16..).zip(&row.values) {
            let flag = row.flags.iter().find(|f| f.column == usize::from(column));
            write(sheet, line, column, value, styles.look(flag), flag.is_some(), limits)?;
            if let Some(flag) = flag {
                comment(sheet, line, column, flag, limits)?;
            }
        }
        self.next = line.saturating_add(1);
        Ok(())
    }

    /// Sets the filter, now that the last row is known.
    pub fn close(&self, book: &mut Workbook, table: &Table) -> Result<(), XlsxError> {
        let last = u16::try_from(table.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
        let sheet = at(book, self.place)?;
        sheet.autofilter(HEADERS.saturating_sub(1), 0, self.next.saturating_sub(1), last).map(drop)
    }
}

fn width(column: &Column) -> f64 {
    match (column.kind, column.name.as_str()) {
        (_, "text" | "quote" | "message" | "title" | "label" | "row") => 48.0,
        (_, "agency" | "agency_key" | "region_name" | "source" | "fields" | "address" | "field") => 26.0,
        (Kind::Integer, _) => 9.0,
        _ => 13.0,
    }
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Value,
    look: &Look,
    flagged: bool,
    limits: &mut Limits,
) -> Result<(), XlsxError> {
    match value {
        Value::Null if flagged => sheet.write_blank(row, column, &look.text)?,
        Value::Null => sheet,
        Value::Text(text) if is_formula(text) => {
            sheet.write_string_with_format(row, column, fitting(text, limits), &look.quoted)?
        }
        Value::Text(text) if flagged => {
            sheet.write_string_with_format(row, column, fitting(text, limits), &look.text)?
        }
        Value::Text(text) => sheet.write_string(row, column, fitting(text, limits))?,
        #[expect(clippy::cast_precision_loss, reason = "years, pages, counts and sizes are below 2^53")]
        Value::Integer(number) => {
            sheet.write_number_with_format(row, column, *number as f64, &look.integer)?
        }
        Value::Number(number) => return decimal(sheet, row, column, *number, look),
    };
    Ok(())
}

fn decimal(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    number: Decimal,
    look: &Look,
) -> Result<(), XlsxError> {
    // Excel keeps fifteen digits; what has more stays as its digits.
    const MOST: i64 = 999_999_999_999_999;
    match native(number) {
        #[expect(clippy::cast_precision_loss, reason = "at most fifteen digits")]
        Native::Integer(whole) if (-MOST..=MOST).contains(&whole) => {
            sheet.write_number_with_format(row, column, whole as f64, &look.whole)?
        }
        Native::Integer(whole) => {
            sheet.write_string_with_format(row, column, whole.to_string(), &look.text)?
        }
        Native::Float(float) => sheet.write_number_with_format(row, column, float, &look.decimal)?,
        Native::Digits(digits) => sheet.write_string_with_format(row, column, digits, &look.text)?,
    };
    Ok(())
}

/// The text, or as much of it as a cell holds.
fn fitting(text: &str, limits: &mut Limits) -> String {
    if text.encode_utf16().count() <= MAX_TEXT {
        return text.to_owned();
    }
    limits.cut = limits.cut.saturating_add(1);
    let mut units = 0_usize;
    let fits = |c: &char| {
        units = units.saturating_add(c.len_utf16());
        units <= MAX_TEXT
    };
    let kept: String = text.chars().take_while(fits).collect();
    kept + CUT
}

fn comment(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    flag: &Flag,
    limits: &mut Limits,
) -> Result<(), XlsxError> {
    if limits.notes >= MAX_NOTES {
        limits.unnoted = limits.unnoted.saturating_add(1);
        return Ok(());
    }
    limits.notes = limits.notes.saturating_add(1);
    // A comment is for reading at a glance; many findings about one cell stand whole on their own sheet.
    let text: String = flag.text.chars().take(1000).collect();
    let note = Note::new(text).set_author("gongkai").add_author_prefix(false).set_width(320).set_height(110);
    sheet.insert_note(row, column, &note).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_longer_than_a_cell_is_cut_and_says_so() {
        let mut limits = Limits::default();
        assert_eq!(fitting("短", &mut limits), "短");
        assert_eq!(limits.cut, 0);
        let cut = fitting(&"𠮷".repeat(20_000), &mut limits);
        assert!(cut.ends_with(CUT) && cut.encode_utf16().count() < 32_767);
        assert_eq!(limits.cut, 1);
    }
}
