//! The first sheet: what the others hold and how to read them.

use super::super::{Kind, Table};
use super::layout;
use super::looks::{self, color};
use crate::model::Severity;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

/// What a reader of the numbers must know, Chinese and English.
const NOTES: [(&str, &str); 6] = [
    (
        "数值与公布的完全一致，不作更正；空白不是 0。",
        "Values are exactly as published and never repaired; blank is not 0.",
    ),
    ("金额单位为万元，其余为件。", "Amounts are in 万元 (10,000 yuan), all else in items."),
    (
        "每个数值都可追溯：cells 表中的 source（文件）、page（页）、raw（原文）、hash（SHA-256）。",
        "Each value leads back to its page: source, page, raw and hash in cells.",
    ),
    (
        "copy_of 不为空的报告与同年另一份报告重复，汇总时应排除。",
        "Reports whose copy_of is not empty repeat another of the same year: leave them out of sums.",
    ),
    (
        "着色的单元格见批注和 findings 表。",
        "Coloured cells are explained by their comments and the sheet of findings.",
    ),
    ("年度为报告所述年度，不是发布年度。", "The year is the one reported on, not that of publication."),
];

const COLORS: [(Severity, &str, &str); 3] = [
    (Severity::Error, "错误：印出的数字自相矛盾", "error: printed numbers contradict each other"),
    (Severity::Warning, "警告：很可能有误", "warning: likely wrong"),
    (Severity::Info, "提示：使用前应知道", "info: worth knowing before use"),
];

/// The columns of reports that are the forms' numbers.
const FIELDS: [&str; 4] = [
    "proactive.* requests.* proceedings.*",
    "表中各项数字，列名即字段",
    "数值 number",
    "Every number of the forms; the column is called as the field is in cells.",
];

const STATUSES: [(&str, &str, &str); 6] = [
    ("printed", "该格中印出的唯一数字", "the one number printed in that cell's place"),
    (
        "solved",
        "由粘连或错位的文字中解出",
        "read from run-together or displaced text: the only reading that fits",
    ),
    ("ambiguous", "无数值：不止一种读法", "no value: more than one reading fits"),
    ("blank", "无数值：空格或横线", "no value: the cell is empty or holds a dash"),
    ("absent", "无数值：文件中没有此格", "no value: the document does not have this cell"),
    ("unreadable", "无数值：印出的不是数字", "no value: something is printed that is no number"),
];

/// Column widths: names, Chinese, kind, English.
const WIDTHS: [f64; 4] = [24.0, 56.0, 16.0, 90.0];

/// Writes the sheet; `counts` has the rows of each table, `remarks` what the workbook could not hold.
pub fn write(
    sheet: &mut Worksheet,
    tables: &[Table],
    counts: &[u64],
    remarks: &[String],
) -> Result<(), XlsxError> {
    let mut lines = Lines::begin(sheet)?;
    for (chinese, english) in NOTES {
        lines.put(["", chinese, "", english])?;
    }
    for remark in remarks {
        lines.put(["", "", "", remark])?;
    }
    lines.heading(["工作表 Sheets", "", "行数 rows", ""])?;
    for (table, count) in tables.iter().zip(counts) {
        lines.put([&table.name.to_string(), &table.label, &count.to_string(), &table.about])?;
    }
    lines.heading(["颜色 Colours", "", "", ""])?;
    for (severity, chinese, english) in COLORS {
        let fill = Format::new().set_background_color(color(severity));
        lines.sheet.write_blank(lines.row, 0, &fill)?;
        lines.put(["", chinese, "", english])?;
    }
    lines.heading(["状态 Statuses", "", "", ""])?;
    for (status, chinese, english) in STATUSES {
        lines.put([status, chinese, "", english])?;
    }
    tables.iter().try_for_each(|table| lines.table(table))
}

struct Lines<'a> {
    sheet: &'a mut Worksheet,
    prose: Format,
    header: Format,
    row: u32,
}

impl Lines<'_> {
    fn begin(sheet: &mut Worksheet) -> Result<Lines<'_>, XlsxError> {
        sheet.set_name("说明 Read me")?;
        sheet.set_landscape().set_paper_size(layout::A4).set_print_fit_to_pages(1, 0);
        for (column, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width(column, width)?;
        }
        let title = Format::new().set_bold().set_font_size(14);
        sheet.write_string_with_format(0, 0, "政府信息公开工作年度报告数据", &title)?;
        sheet.write_string(1, 0, concat!("gongkai ", env!("CARGO_PKG_VERSION")))?;
        Ok(Lines { sheet, prose: looks::prose(), header: looks::header(), row: 3 })
    }

    fn put(&mut self, words: [&str; 4]) -> Result<(), XlsxError> {
        let heights = words.iter().zip(WIDTHS).map(|(word, width)| layout::height(word, width));
        self.sheet.set_row_height(self.row, heights.fold(0.0, f64::max))?;
        for (column, word) in (0_u16..).zip(words).filter(|(_, word)| !word.is_empty()) {
            self.sheet.write_string_with_format(self.row, column, word, &self.prose)?;
        }
        self.row = self.row.saturating_add(1);
        Ok(())
    }

    fn heading(&mut self, words: [&str; 4]) -> Result<(), XlsxError> {
        self.row = self.row.saturating_add(1);
        for (column, word) in (0_u16..).zip(words) {
            self.sheet.write_string_with_format(self.row, column, word, &self.header)?;
        }
        self.row = self.row.saturating_add(1);
        Ok(())
    }

    /// The columns of a table; those of the form's numbers are told by one line.
    fn table(&mut self, table: &Table) -> Result<(), XlsxError> {
        self.heading([&table.name.to_string(), &table.label, "", ""])?;
        for column in table.columns.iter().filter(|c| !layout::is_field(&c.name)) {
            let kind = match column.kind {
                Kind::Text => "文字 text",
                Kind::Integer => "整数 integer",
                Kind::Number => "数值 number",
            };
            self.put([&column.name, &column.label, kind, &column.about])?;
        }
        if table.columns.iter().any(|c| layout::is_field(&c.name)) {
            self.put(FIELDS)?;
        }
        Ok(())
    }
}
