//! The shape of a form's TOML file.

use super::Unit;
use serde::Deserialize;

/// One form, as its file says it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// Name: the year of the notice.
    pub id: String,
    /// The notice.
    pub source: String,
    /// Phrases that no other form prints.
    pub marks: Vec<String>,
    /// 二: one small table under each banner.
    pub proactive: Vec<Banner>,
    /// 三: the request-outcome grid.
    pub requests: Requests,
    /// 四: reviews and litigation.
    pub proceedings: Proceedings,
}

/// A table of section 二 under its banner, every row with every column.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Banner {
    /// Such as 第二十条第（一）项.
    pub banner: String,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Name within the table, dotted where rows are nested.
    pub key: String,
    /// The label as the notice prints it.
    pub label: String,
    /// Labels that span this row from the left, outermost first.
    #[serde(default)]
    pub under: Vec<String>,
    /// What real reports print instead.
    #[serde(default)]
    pub also: Vec<String>,
}

impl Row {
    /// The label and its variants.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.label).chain(&self.also).map(String::as_str)
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Name within the table.
    pub key: String,
    /// The label as the notice prints it.
    pub label: String,
    /// 件, 项 or 万元.
    unit: String,
    /// Whether a negative number makes sense.
    #[serde(default)]
    pub signed: bool,
    /// What real reports print instead.
    #[serde(default)]
    pub also: Vec<String>,
}

impl Column {
    /// In what it is counted.
    pub fn unit(&self) -> Unit {
        if self.unit == "万元" { Unit::Amount } else { Unit::Count }
    }

    /// The label and its variants.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.label).chain(&self.also).map(String::as_str)
    }
}

/// The request-outcome grid.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requests {
    /// The text of the corner cell.
    pub corner: String,
    /// Header labels that span columns.
    pub headers: Vec<String>,
    /// Its columns, left to right.
    pub columns: Vec<Column>,
    /// Its rows, top to bottom.
    pub rows: Vec<Row>,
    /// The row that some reports print instead of several.
    pub merged: Option<Merged>,
    /// What adds up.
    pub sums: Sums,
}

impl Requests {
    /// The rows as printed: all of them, or the merged one instead of those it replaces.
    pub fn printed_rows(&self, merged: bool) -> impl Iterator<Item = &Row> {
        let merged = self.merged.as_ref().filter(|_| merged);
        self.rows.iter().filter_map(move |row| match merged {
            Some(m) if m.instead_of.first() == Some(&row.key) => Some(&m.row),
            Some(m) if m.instead_of.contains(&row.key) => None,
            _ => Some(row),
        })
    }
}

/// One row printed where the form has several.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Merged {
    /// The row.
    #[serde(flatten)]
    pub row: Row,
    /// Keys of the rows it replaces, the first giving its place.
    pub instead_of: Vec<String>,
}

/// The sums of the grid, by row and column key.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sums {
    /// The column that holds each row's total.
    pub row_total: String,
    /// The row that holds each column's outcomes.
    pub outcome_total: String,
    /// The rows that add up to it.
    pub outcomes: Vec<String>,
    /// 第一项加第二项.
    pub balance_left: Vec<String>,
    /// 第三项加第四项.
    pub balance_right: Vec<String>,
}

/// Reviews and litigation: blocks of the same columns.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proceedings {
    /// Header labels that span blocks.
    pub headers: Vec<String>,
    /// The blocks, left to right.
    pub blocks: Vec<Block>,
    /// The columns of each block.
    pub columns: Vec<Column>,
    /// The column that holds the block's total.
    pub block_total: String,
}

/// One block of section 四.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Name within the table.
    pub key: String,
    /// The label as the notice prints it.
    pub label: String,
    /// Labels that span this block.
    #[serde(default)]
    pub under: Vec<String>,
}

impl Block {
    /// The label path for people: `行政诉讼/复议后起诉`.
    pub fn path(&self) -> String {
        let mut path = self.under.clone();
        path.push(self.label.clone());
        path.join("/")
    }
}
