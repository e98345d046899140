//! What may be shown on a terminal, and how.

use std::fmt;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Text from files without characters that could drive the terminal or turn its lines around.
pub fn safe(text: &str) -> String {
    text.chars().map(|c| if c != '\n' && is_control(c) { '\u{fffd}' } else { c }).collect()
}

/// As [`safe`], on one line: names of files may hold line breaks.
pub fn safe_line(text: &str) -> String {
    text.chars().map(|c| if is_control(c) { '\u{fffd}' } else { c }).collect()
}

/// Controls, and the marks that reverse the direction of what follows.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text, cut or padded with blanks to so many columns; full-width characters take two.
fn fit(text: &str, columns: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        let next = used + c.width().unwrap_or(0);
        if next > columns {
            break;
        }
        out.push(c);
        used = next;
    }
    out + &" ".repeat(columns.saturating_sub(used))
}

/// Rows of text in columns as wide as their widest cell, up to a bound.
pub struct Table {
    rows: Vec<Vec<String>>,
    between: &'static str,
    widest: usize,
    least: &'static [usize],
    right: &'static [usize],
}

impl Table {
    /// An empty table; longer cells are cut to `widest` columns.
    pub fn new(between: &'static str, widest: usize) -> Table {
        Table { rows: Vec::new(), between, widest, least: &[], right: &[] }
    }

    /// With columns at least so wide: several tables below one another line up.
    pub fn least(self, least: &'static [usize]) -> Table {
        Table { least, ..self }
    }

    /// With these columns, counted from 0, set to the right: numbers.
    pub fn right(self, right: &'static [usize]) -> Table {
        Table { right, ..self }
    }

    /// With these rows.
    pub fn rows(self, rows: Vec<Vec<String>>) -> Table {
        Table { rows, ..self }
    }

    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let cells = |column: usize| self.rows.iter().filter_map(move |row| row.get(column));
        let least = |column: usize| self.least.get(column).copied().unwrap_or(0);
        let width = |c: usize| cells(c).map(|t| t.width()).max().unwrap_or(0).max(least(c));
        (0..columns).map(|c| width(c).min(self.widest)).collect()
    }

    fn cell(&self, column: usize, text: &str, width: usize) -> String {
        let before = if self.right.contains(&column) { width.saturating_sub(text.width()) } else { 0 };
        " ".repeat(before) + &fit(text, width.saturating_sub(before))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths = self.widths();
        for row in &self.rows {
            let cells = row.iter().zip(&widths).enumerate();
            let cells: Vec<String> = cells.map(|(at, (text, width))| self.cell(at, text, *width)).collect();
            writeln!(f, "{}", cells.join(self.between).trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_never_reach_the_terminal() {
        assert_eq!(safe("a\u{1b}[31mb\u{7}\nc"), "a\u{fffd}[31mb\u{fffd}\nc");
        assert_eq!(safe_line("a\nb\u{202e}c"), "a\u{fffd}b\u{fffd}c");
    }

    #[test]
    fn columns_count_wide_characters_twice() {
        assert_eq!(fit("总计12", 4), "总计");
        assert_eq!(fit("总计", 6), "总计  ");
    }

    #[test]
    fn columns_line_up() {
        let row = |cells: [&str; 2]| cells.map(String::from).to_vec();
        let table =
            Table::new(" | ", 6).rows(vec![row(["总计", "1"]), row(["a", ""]), row(["结转下年度", "2"])]);
        assert_eq!(table.to_string(), "总计   | 1\na      |\n结转下 | 2\n");
        let numbers =
            Table::new(" ", 9).least(&[3]).right(&[1]).rows(vec![row(["a", "5"]), row(["b", "空白"])]);
        assert_eq!(numbers.to_string(), "a      5\nb   空白\n");
    }
}
