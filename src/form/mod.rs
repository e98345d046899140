//! The forms of the notices, as data: labels, nesting, fields, units and the sums that follow from them.
//!
//! Each form is one TOML file that only names, lists and sums. A new form is a new file, a line in `build.rs` and one
//! in the list of embedded files.

pub mod script;
mod spec;
#[cfg(test)]
mod tests;

use crate::model::{FieldId, Tables};
pub use spec::{Banner, Block, Column, Proceedings, Requests, Row, Spec};
use std::iter;
use std::sync::{Arc, LazyLock, OnceLock};

/// The embedded forms, oldest first, as `build.rs` makes them from `2019.toml` and `2021.toml`.
const SPECS: [&str; 2] = [
    include_str!(concat!(env!("OUT_DIR"), "/2019.json")),
    include_str!(concat!(env!("OUT_DIR"), "/2021.json")),
];

/// In what a field is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 件 or 项: a whole number.
    Count,
    /// 万元: decimals allowed, a unit must be printed near the number.
    Amount,
}

/// One number of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Dotted path, as in the output.
    pub id: FieldId,
    /// The label path as on the form, for people: `第二十条第（一）项/规章/本年制发件数`.
    pub label: String,
    /// In what it is counted.
    pub unit: Unit,
    /// Whether a negative number makes sense (本年增/减).
    pub signed: bool,
}

/// A sum that must hold: Σ left = Σ right.
#[derive(Debug, Clone, PartialEq)]
pub struct Identity {
    /// The rule it belongs to: `requests.balance`, `requests.outcome_sum`, `requests.row_sum`, `proceedings.sum`.
    pub rule: &'static str,
    /// The row, column or block, in the form's words.
    pub subject: String,
    /// For a total: the total alone. For the balance: 一 + 二.
    pub left: Vec<FieldId>,
    /// For a total: its terms. For the balance: （七）总计 + 四.
    pub right: Vec<FieldId>,
}

impl Identity {
    /// Every field of the identity, left first.
    pub fn fields(&self) -> impl Iterator<Item = &FieldId> {
        self.left.iter().chain(&self.right)
    }
}

/// One form: the specification as data, and what follows from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Its names and lists.
    pub spec: Arc<Spec>,
    /// Whether （六）其他处理 is printed as one row where the form has several.
    pub merged: bool,
    /// Every number, in the form's order.
    pub fields: Vec<Field>,
    /// Every sum.
    pub identities: Vec<Identity>,
}

impl Form {
    /// The form's name: the year of its notice.
    pub fn id(&self) -> &str {
        &self.spec.id
    }

    /// The field with this path.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.id == id)
    }

    /// The rows of the grid as this variant prints them.
    pub fn request_rows(&self) -> impl Iterator<Item = &Row> {
        self.spec.requests.printed_rows(self.merged)
    }

    fn build(spec: Arc<Spec>, merged: bool) -> Form {
        let mut form = Form { spec, merged, fields: Vec::new(), identities: Vec::new() };
        form.fields =
            form.proactive_fields().chain(form.request_fields()).chain(form.proceeding_fields()).collect();
        form.identities = form
            .row_sums()
            .chain(form.outcome_sums())
            .chain(form.balances())
            .chain(form.block_sums())
            .collect();
        form
    }

    fn proactive_fields(&self) -> impl Iterator<Item = Field> {
        self.spec.proactive.iter().flat_map(|banner| {
            banner.rows.iter().flat_map(move |row| {
                banner.columns.iter().map(move |column| {
                    let label = format!("{}/{}/{}", banner.banner, row.label, column.label);
                    field(proactive_id(&row.key, &column.key), label, column)
                })
            })
        })
    }

    /// Every row's fields, also those of the rows that this variant does not print: they are absent.
    fn request_fields(&self) -> impl Iterator<Item = Field> {
        let requests = &self.spec.requests;
        let merged = requests.merged.as_ref().filter(|_| self.merged);
        // The merged row stands first among those it replaces, so that fields with the same path stay neighbours.
        let in_place =
            move |row: &Row| merged.filter(|m| m.instead_of.first() == Some(&row.key)).map(|m| &m.row);
        requests.rows.iter().flat_map(move |row| in_place(row).into_iter().chain([row])).flat_map(
            move |row| {
                let mut path = row.under.clone();
                path.push(row.label.clone());
                let path = path.join("/");
                requests.columns.iter().map(move |column| {
                    let label = format!("{path} × {}", column.label);
                    field(request_id(&row.key, &column.key), label, column)
                })
            },
        )
    }

    fn proceeding_fields(&self) -> impl Iterator<Item = Field> {
        let proceedings = &self.spec.proceedings;
        proceedings.blocks.iter().flat_map(move |block| {
            proceedings.columns.iter().map(move |column| {
                let label = format!("{}/{}", block.path(), column.label);
                field(proceeding_id(&block.key, &column.key), label, column)
            })
        })
    }

    fn row_sums(&self) -> impl Iterator<Item = Identity> {
        let requests = &self.spec.requests;
        self.request_rows().map(move |row| Identity {
            rule: "requests.row_sum",
            subject: row.label.clone(),
            left: vec![request_id(&row.key, &requests.sums.row_total)],
            right: requests
                .columns
                .iter()
                .filter(|c| c.key != requests.sums.row_total)
                .map(|c| request_id(&row.key, &c.key))
                .collect(),
        })
    }

    fn outcome_sums(&self) -> impl Iterator<Item = Identity> {
        let requests = &self.spec.requests;
        requests.columns.iter().map(move |column| Identity {
            rule: "requests.outcome_sum",
            subject: column.label.clone(),
            left: vec![request_id(&requests.sums.outcome_total, &column.key)],
            right: self
                .request_rows()
                .filter(|r| self.is_outcome(&r.key))
                .map(|r| request_id(&r.key, &column.key))
                .collect(),
        })
    }

    /// Whether a row adds to （七）总计.
    pub fn is_outcome(&self, key: &str) -> bool {
        let requests = &self.spec.requests;
        requests.sums.outcomes.iter().any(|o| o == key)
            || requests.merged.as_ref().is_some_and(|m| m.row.key == key)
    }

    fn balances(&self) -> impl Iterator<Item = Identity> {
        let requests = &self.spec.requests;
        let side =
            |keys: &[String], column: &Column| keys.iter().map(|k| request_id(k, &column.key)).collect();
        requests.columns.iter().map(move |column| Identity {
            rule: "requests.balance",
            subject: column.label.clone(),
            left: side(&requests.sums.balance_left, column),
            right: side(&requests.sums.balance_right, column),
        })
    }

    fn block_sums(&self) -> impl Iterator<Item = Identity> {
        let proceedings = &self.spec.proceedings;
        proceedings.blocks.iter().map(move |block| Identity {
            rule: "proceedings.sum",
            subject: block.path(),
            left: vec![proceeding_id(&block.key, &proceedings.block_total)],
            right: proceedings
                .columns
                .iter()
                .filter(|c| c.key != proceedings.block_total)
                .map(|c| proceeding_id(&block.key, &c.key))
                .collect(),
        })
    }
}

fn field(id: FieldId, label: String, column: &Column) -> Field {
    Field { id, label, unit: column.unit(), signed: column.signed }
}

fn path(table: &str, row: &str, column: &str) -> FieldId {
    [table, ".", row, ".", column].concat().into()
}

/// Path of a number of section 二.
pub fn proactive_id(row: &str, column: &str) -> FieldId {
    path("proactive", row, column)
}

/// Path of a number of the grid.
pub fn request_id(row: &str, column: &str) -> FieldId {
    path("requests", row, column)
}

/// Path of a number of section 四.
pub fn proceeding_id(block: &str, column: &str) -> FieldId {
    path("proceedings", block, column)
}

/// A form in one of its variants, not yet worked out: most reports need one of them.
pub struct Variant {
    /// Its names and lists, shared by the variants.
    pub spec: Arc<Spec>,
    /// Whether （六）其他处理 is printed as one row where the form has several.
    pub merged: bool,
    form: OnceLock<Form>,
}

impl Variant {
    fn new(spec: &Arc<Spec>, merged: bool) -> Variant {
        Variant { spec: Arc::clone(spec), merged, form: OnceLock::new() }
    }

    /// The rows of the grid as this variant prints them.
    pub fn rows(&self) -> Vec<&Row> {
        self.spec.requests.printed_rows(self.merged).collect()
    }

    /// The form with its fields and sums.
    pub fn form(&self) -> &Form {
        self.form.get_or_init(|| Form::build(Arc::clone(&self.spec), self.merged))
    }
}

static VARIANTS: LazyLock<Vec<Variant>> = LazyLock::new(|| {
    let specs = SPECS.iter().filter_map(|text| serde_json::from_str::<Spec>(text).ok()).map(Arc::new);
    specs
        .flat_map(|spec| {
            let merged = spec.requests.merged.is_some().then(|| Variant::new(&spec, true));
            iter::once(Variant::new(&spec, false)).chain(merged)
        })
        .collect()
});

/// All forms in their variants, oldest first, by their names and lists.
pub fn variants() -> &'static [Variant] {
    &VARIANTS
}

/// All forms and their variants, oldest first.
pub fn all() -> impl Iterator<Item = &'static Form> {
    variants().iter().map(Variant::form)
}

/// The form with this name, as the notice prints it.
pub fn get(id: &str) -> Option<&'static Form> {
    variant(id, false)
}

/// The form with this name, `merged` where （六）其他处理 is printed as one row.
pub fn variant(id: &str, merged: bool) -> Option<&'static Form> {
    let named = || variants().iter().filter(|v| v.spec.id == id);
    named().find(|v| v.merged == merged).or_else(|| named().next()).map(Variant::form)
}

/// The form, in the variant printed, that these tables were read from.
pub fn of(tables: &Tables) -> Option<&'static Form> {
    let id = tables.template.as_deref()?;
    let named = variants().iter().find(|v| v.spec.id == id)?;
    let merged = named.spec.requests.merged.as_ref();
    let printed = merged.is_some_and(|m| tables.cells.iter().any(|c| c.field.contains(m.row.key.as_str())));
    variant(id, printed)
}
