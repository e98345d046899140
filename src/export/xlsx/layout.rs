//! Widths, heights and the printed page of each table's sheet.

use super::super::{Column, Kind, Name, Table};
use super::looks;
use rust_xlsxwriter::{Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

/// Rows of a sheet.
const MAX_ROWS: u32 = 1_048_576;
/// The headers: Chinese above English.
pub const HEADERS: u32 = 2;
/// Rows of a table that one sheet holds.
pub const PART_ROWS: u32 = MAX_ROWS - HEADERS;
/// The columns that stay when the sheet moves: whose report of which year.
const FROZEN: u16 = 4;
/// Points of a line, as Excel's own font takes them.
const LINE: f64 = 15.0;
/// Excel lets no row be higher.
const MAX_HEIGHT: f64 = 409.0;
/// Excel's number of the A4 page.
pub const A4: u8 = 9;

/// Lines of each row: what is read in the sheet itself gets room, tables of numbers are dense.
fn lines(table: Name) -> u32 {
    match table {
        Name::Reports | Name::Cells => 1,
        Name::Narrative => 2,
        Name::Findings => 3,
        Name::Sections => 6,
    }
}

/// Whether a column's texts are wrapped into the lines of their row.
pub fn is_wrapped(table: Name, column: &Column) -> bool {
    lines(table) > 1
        && matches!(column.name.as_str(), "text" | "quote" | "message" | "message_en" | "label" | "heading")
}

/// Sets up an empty sheet: headers, widths, heights, what stays and how it is printed.
pub fn set(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(HEADERS, FROZEN)?;
    sheet.set_default_row_height(LINE * f64::from(lines(table.name)));
    for (at, column) in (0_u16..).zip(&table.columns) {
        sheet.set_column_width(at, width(column))?;
    }
    let name: fn(&Column) -> &str = |c| &c.name;
    for (row, format, words) in [(0, looks::header(), label as fn(&Column) -> &str), (1, looks::name(), name)]
    {
        sheet.set_row_height(row, header_height(table, words))?;
        for (at, column) in (0_u16..).zip(&table.columns) {
            sheet.write_string_with_format(row, at, words(column), &format)?;
        }
    }
    page(sheet, table.name)
}

fn label(column: &Column) -> &str {
    &column.label
}

/// A printed page is as wide as the sheet; that of all the forms' numbers goes on to the right.
fn page(sheet: &mut Worksheet, table: Name) -> Result<(), XlsxError> {
    sheet.set_landscape().set_paper_size(A4).set_footer("&L&A&R&P / &N");
    sheet.set_repeat_rows(0, HEADERS - 1)?;
    if table == Name::Reports {
        sheet.set_repeat_columns(0, FROZEN - 1)?;
    } else {
        sheet.set_print_fit_to_pages(1, 0);
    }
    Ok(())
}

/// In characters: wide enough that the longest label of a form, wrapped, leaves most of the screen to the numbers.
const FIELD: f64 = 22.0;

/// In characters: what the column usually holds, and its name with the filter's button.
fn width(column: &Column) -> f64 {
    let usual: usize = match (column.name.as_str(), column.kind) {
        ("text", _) => 100,
        ("quote", _) => 60,
        ("message" | "message_en", _) => 48,
        ("title" | "label" | "row", _) => 44,
        ("heading", _) => 30,
        ("agency" | "agency_key" | "region_name" | "source" | "fields" | "address" | "field", _) => 24,
        (name, _) if is_field(name) => return FIELD,
        ("column", _) => 18,
        (_, Kind::Integer) => 7,
        _ => 11,
    };
    const BUTTON: usize = 4;
    let least = column.name.width().saturating_add(BUTTON);
    u16::try_from(usual.max(least)).map_or(f64::MAX, f64::from)
}

/// Whether a column of reports is a number of a form: its name is a path.
pub fn is_field(name: &str) -> bool {
    name.contains('.')
}

fn header_height(table: &Table, words: impl Fn(&Column) -> &str) -> f64 {
    let heights = table.columns.iter().map(|c| height(words(c), width(c)));
    heights.fold(LINE, f64::max)
}

/// The height that a text takes in a column of this width.
pub fn height(text: &str, width: f64) -> f64 {
    // A line seldom ends where the column does.
    const USED: f64 = 0.95;
    let wide = u16::try_from(text.width()).map_or(f64::MAX, f64::from);
    let lines = (wide / (width * USED)).ceil().max(1.0);
    (lines * LINE).min(MAX_HEIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_label_makes_its_header_higher() {
        assert_eq!(height("年度", 14.0), 15.0);
        assert_eq!(height("三、本年度办理结果/（七）总计 × 自然人", 14.0), 45.0);
        assert_eq!(height(&"字".repeat(10_000), 14.0), MAX_HEIGHT);
    }
}
