//! A sheet of rows under two header rows.

use super::super::Table;
use super::super::flags::Flag;
use super::super::formula::is_formula;
use super::super::rows::Row;
use super::super::value::{Native, Value, native};
use super::at;
use super::layout::{self, HEADERS, PART_ROWS};
use super::limits::Limits;
use super::looks::{Look, Looks};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Note, Workbook, Worksheet, XlsxError};

/// UTF-16 units that a cell holds, with room for the words that say where it is cut.
const MAX_TEXT: usize = 32_700;
const CUT: &str = "……（单元格容量有限，全文见其他格式）";
/// A comment is for reading at a glance; many findings about one cell stand whole on their own sheet.
const MAX_NOTE: usize = 600;

/// A sheet being written.
pub struct Sheet {
    /// How many sheets are before it.
    place: usize,
    one_line: Looks,
    wrapped: Looks,
    /// Which columns are wrapped.
    wraps: Vec<bool>,
    next: u32,
    /// 1 for a table's first sheet.
    pub part: u32,
}

impl Sheet {
    /// Adds the sheet with its headers.
    pub fn open(book: &mut Workbook, table: &Table, place: usize, part: u32) -> Result<Sheet, XlsxError> {
        let sheet = book.add_worksheet_with_constant_memory()?;
        let number = if part > 1 { format!(" {part}") } else { String::new() };
        sheet.set_name(format!("{} {}{number}", table.name, table.label))?;
        layout::set(sheet, table)?;
        let wraps = table.columns.iter().map(|c| layout::is_wrapped(table.name, c)).collect();
        Ok(Sheet {
            place,
            one_line: Looks::new(false),
            wrapped: Looks::new(true),
            wraps,
            next: HEADERS,
            part,
        })
    }

    /// Rows of the table up to here, those of the sheets before included.
    pub fn rows(&self) -> u64 {
        let before = u64::from(PART_ROWS).saturating_mul(u64::from(self.part.saturating_sub(1)));
        before.saturating_add(u64::from(self.next.saturating_sub(HEADERS)))
    }

    pub fn is_full(&self) -> bool {
        self.next >= PART_ROWS.saturating_add(HEADERS)
    }

    /// Ends this sheet and opens the next of the same table.
    pub fn go_on(&self, book: &mut Workbook, table: &Table) -> Result<Sheet, XlsxError> {
        self.close(book, table)?;
        let place = book.worksheets().len();
        Sheet::open(book, table, place, self.part.saturating_add(1))
    }

    /// Writes the next row.
    pub fn write(&mut self, book: &mut Workbook, row: &Row, limits: &mut Limits) -> Result<(), XlsxError> {
        let sheet = at(book, self.place)?;
        let line = self.next;
        for (number, (value, wraps)) in row.values.iter().zip(&self.wraps).enumerate() {
            let column = u16::try_from(number).unwrap_or(u16::MAX);
            let flag = row.flags.iter().find(|f| f.column == number);
            let look = if *wraps { &self.wrapped } else { &self.one_line }.of(flag);
            match value {
                Value::Null if flag.is_none() => {}
                value => put(sheet, (line, column), value, look, limits)?,
            }
            if let Some(flag) = flag.filter(|f| limits.admits_note(f.severity)) {
                sheet.insert_note(line, column, &comment(flag))?;
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

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: &Value,
    look: &Look,
    limits: &mut Limits,
) -> Result<(), XlsxError> {
    match value {
        Value::Null => sheet.write_blank(row, column, &look.text)?,
        Value::Text(text) => {
            let format = if is_formula(text) { &look.quoted } else { &look.text };
            sheet.write_string_with_format(row, column, fitting(text, limits), format)?
        }
        #[expect(clippy::cast_precision_loss, reason = "years, pages, counts and sizes are below 2^53")]
        Value::Integer(number) => {
            sheet.write_number_with_format(row, column, *number as f64, &look.integer)?
        }
        Value::Number(number) => match excel(*number) {
            Excel::Whole(number) => sheet.write_number_with_format(row, column, number, &look.whole)?,
            Excel::Decimal(number) => sheet.write_number_with_format(row, column, number, &look.decimal)?,
            Excel::Digits(digits) => sheet.write_string_with_format(row, column, digits, &look.text)?,
        },
    };
    Ok(())
}

/// A number as Excel holds it: in fifteen digits; what has more stays as its digits.
enum Excel {
    Whole(f64),
    Decimal(f64),
    Digits(String),
}

fn excel(number: Decimal) -> Excel {
    const MOST: i64 = 999_999_999_999_999;
    match native(number) {
        #[expect(clippy::cast_precision_loss, reason = "at most fifteen digits")]
        Native::Integer(whole) if (-MOST..=MOST).contains(&whole) => Excel::Whole(whole as f64),
        Native::Integer(whole) => Excel::Digits(whole.to_string()),
        Native::Float(float) => Excel::Decimal(float),
        Native::Digits(digits) => Excel::Digits(digits),
    }
}

/// The text, or as much of it as a cell holds.
fn fitting(text: &str, limits: &mut Limits) -> String {
    if text.encode_utf16().count() <= MAX_TEXT {
        return text.to_owned();
    }
    limits.note_cut();
    let mut units = 0_usize;
    let fits = |c: &char| {
        units = units.saturating_add(c.len_utf16());
        units <= MAX_TEXT
    };
    let kept: String = text.chars().take_while(fits).collect();
    kept + CUT
}

/// Rule, page and message of each finding, in a box that holds them.
fn comment(flag: &Flag) -> Note {
    const WIDTH: u32 = 340;
    // A line of that width holds 52 narrow characters at the comment's font, and is 16 pixels high.
    let (wide, line, margin) = (52.0, 16.0 / 15.0, 16.0);
    let text: String = flag.text.chars().take(MAX_NOTE).collect();
    let height: f64 = text.lines().map(|l| layout::height(l, wide) * line).sum();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred pixels")]
    let height = (height + margin).min(400.0) as u32;
    Note::new(text).set_author("gongkai").add_author_prefix(false).set_width(WIDTH).set_height(height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_longer_than_a_cell_is_cut_and_says_so() {
        let mut limits = Limits::default();
        assert_eq!(fitting("短", &mut limits), "短");
        assert!(limits.remarks().is_empty());
        let cut = fitting(&"𠮷".repeat(20_000), &mut limits);
        assert!(cut.ends_with(CUT) && cut.encode_utf16().count() < 32_767);
        assert!(limits.remarks().concat().starts_with("1 texts are cut"));
    }

    #[test]
    fn a_number_that_excel_would_round_stays_as_its_digits() {
        let digits = |text: &str| match excel(text.parse().expect("a number")) {
            Excel::Digits(digits) => Some(digits),
            Excel::Whole(_) | Excel::Decimal(_) => None,
        };
        assert_eq!(digits("999999999999999"), None);
        assert_eq!(digits("-477.35"), None);
        assert_eq!(digits("1000000000000001"), Some("1000000000000001".to_owned()));
        assert_eq!(digits("0.1234567890123456"), Some("0.1234567890123456".to_owned()));
    }
}
