//! One failing row and one failing column, off by the same amount: the cell where they cross explains both.

use super::sums::{self, Cells};
use super::{Assessment, Check, Verdict};
use crate::form::{Form, Identity};
use crate::model::{FieldId, Finding, Report, Severity};
use rust_decimal::Decimal;

/// Names the one cell whose change would mend its row and its column.
pub const LOCATE: Check = Check {
    rule: "requests.locate",
    must_hold: "仅一行、一列不相等且差额相同时，指出交叉处的单元格",
    why: "derived from requests.row_sum and requests.outcome_sum; silent unless exactly one row and one column fail alike",
    source: "derived",
    assess: locate,
};

fn locate(report: &Report, form: &Form) -> Vec<Assessment> {
    found(report, form).into_iter().collect()
}

fn found(report: &Report, form: &Form) -> Option<Assessment> {
    let cells = sums::by_field(&report.tables);
    let (row, by_row) = only_failure("requests.row_sum", &cells, form)?;
    let (column, by_column) = only_failure("requests.outcome_sum", &cells, form)?;
    let field = row.fields().find(|f| column.fields().any(|g| g == *f))?;
    // A term must grow by published − computed, a total must shrink by it; row and column must ask for the same.
    let wanted = |identity: &Identity, off: Decimal| if identity.left.contains(field) { -off } else { off };
    let change = wanted(row, by_row);
    if change != wanted(column, by_column) {
        return None;
    }
    let published = report.tables.value(field)?;
    let label = form.field(field).map_or_else(|| field.to_string(), |f| f.label.clone());
    Some(assessment(field, label, published, published + change))
}

/// The only identity of a rule that fails, and by how much.
fn only_failure<'f>(rule: &str, cells: &Cells<'_>, form: &'f Form) -> Option<(&'f Identity, Decimal)> {
    let identities = form.identities.iter().filter(|i| i.rule == rule);
    let mut failing = identities.filter_map(|i| Some((i, sums::difference(i, cells)?)));
    let first = failing.next()?;
    failing.next().is_none().then_some(first)
}

fn assessment(field: &FieldId, label: String, published: Decimal, computed: Decimal) -> Assessment {
    let finding = Finding {
        rule: "requests.locate".to_owned(),
        severity: Severity::Warning,
        fields: vec![field.clone()],
        published: Some(published),
        computed: Some(computed),
        message: format!("“{label}”填报为{published}；若为{computed}，所在行与列均相等"),
    };
    Assessment { rule: "requests.locate", subject: label, verdict: Verdict::Fails, finding: Some(finding) }
}
