//! What one year's stock of section 二 says of the next year's.

use super::volume::Volume;
use crate::form::{self, Banner, Row};
use crate::model::FieldId;

/// A sum over two years: Σ `after` of one year is Σ `before` of the year before.
pub struct Link {
    /// The rule that it is.
    pub rule: &'static str,
    /// Columns of the earlier year, all added.
    pub before: &'static [&'static str],
    /// The later year's column that is compared.
    pub stock: &'static str,
    /// Columns that add to it within the later year.
    pub gains: &'static [&'static str],
    /// Columns that take from it within the later year.
    pub losses: &'static [&'static str],
}

/// The sums over two years that the forms' columns imply: 现行有效 grows by 制发 and shrinks by 废止;
/// 上一年项目数量 and 本年增/减 make the next 上一年项目数量.
pub const LINKS: [Link; 2] = [
    Link {
        rule: "years.items",
        before: &["items_last_year", "items_change"],
        stock: "items_last_year",
        gains: &[],
        losses: &[],
    },
    Link {
        rule: "years.in_force",
        before: &["in_force"],
        stock: "in_force",
        gains: &["issued"],
        losses: &["repealed"],
    },
];

/// A row of section 二 to which a link applies.
pub struct LinkedRow {
    /// The link.
    pub link: &'static Link,
    /// The row's banner, with the columns.
    pub banner: &'static Banner,
    /// The row.
    pub row: &'static Row,
}

impl LinkedRow {
    /// Path of one of the row's numbers.
    pub fn field(&self, column: &str) -> FieldId {
        form::proactive_id(&self.row.key, column)
    }
}

impl Link {
    fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.before.iter().chain([&self.stock]).chain(self.gains).chain(self.losses).copied()
    }

    fn applies(&self, banner: &Banner) -> bool {
        self.columns().all(|name| banner.columns.iter().any(|c| c.key == name))
    }
}

/// Every linked row that both years' form has; none where the forms differ.
pub fn rows(before: &Volume, after: &Volume) -> Vec<LinkedRow> {
    let same = before.report.tables.template == after.report.tables.template;
    let Some(form) = form::of(&after.report.tables).filter(|_| same) else { return Vec::new() };
    let linked = |link: &'static Link| {
        let banners = form.spec.proactive.iter().filter(|banner| link.applies(banner));
        banners.flat_map(move |banner| banner.rows.iter().map(move |row| LinkedRow { link, banner, row }))
    };
    LINKS.iter().flat_map(linked).collect()
}
