//! A report document back as a [`Report`]: exact decimals, cells in the order of the evidence.

use crate::model::{
    Agency, Cell, Contact, ExtraRow, FieldId, Finding, Method, Narrative, Period, Place, Rect, Report,
    ReportSection, SCHEMA, Source, Status, Tables,
};
use rust_decimal::Decimal;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, de};
use serde_json::{Number, Value};
use std::fmt;
use std::marker::PhantomData;

/// Why a text is no report document; each is a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ParseError {
    /// Not JSON, or not of the shape of a report.
    #[error("not a report document: {0}; extract the source again")]
    Shape(#[from] serde_json::Error),
    /// A document of another version.
    #[error("the document follows {0:?} and this program reads {SCHEMA:?}; extract the source again")]
    Schema(String),
    /// A number that is no exact decimal.
    #[error("{field}: {number} is no exact decimal number; extract the source again")]
    Number {
        /// Its field.
        field: FieldId,
        /// As the document has it.
        number: String,
    },
}

/// The report in the JSON text of schema [`SCHEMA`]; the opposite of [`super::text`].
///
/// # Errors
/// When the text is no JSON, no report, or a report of another version.
pub fn parse(text: &str) -> Result<Report, ParseError> {
    let document: Document = typed(text)?;
    same_version(&document.schema)?;
    let Document { tables, evidence, .. } = &document;
    let cells =
        evidence.0.iter().map(|(field, proof)| cell(field, proof, tables)).collect::<Result<_, _>>()?;
    Ok(Report {
        source: document.source,
        title: document.title,
        year: document.year,
        agency: document.agency,
        period: document.period,
        contact: document.contact,
        sections: document.sections,
        tables: Tables { template: document.template, cells, extra_rows: document.extra_rows },
        narrative: document.narrative,
        // The findings tell them.
        warnings: Vec::new(),
        findings: document.findings,
    })
}

/// The parts of a document that `T` names. A document of another version is told by that, whatever its shape.
pub(crate) fn typed<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, ParseError> {
    serde_json::from_str(text).map_err(|error| version(text).err().unwrap_or(error.into()))
}

fn version(text: &str) -> Result<(), ParseError> {
    #[derive(Deserialize)]
    struct Version {
        schema: String,
    }
    let Version { schema } = serde_json::from_str(text)?;
    same_version(&schema)
}

/// Refuses documents of other versions.
pub(crate) fn same_version(schema: &str) -> Result<(), ParseError> {
    if schema == SCHEMA { Ok(()) } else { Err(ParseError::Schema(schema.to_owned())) }
}

#[derive(Deserialize)]
struct Document {
    schema: String,
    source: Source,
    title: Option<String>,
    year: Option<u16>,
    template: Option<String>,
    agency: Agency,
    period: Option<Period>,
    contact: Contact,
    sections: Vec<ReportSection>,
    tables: Value,
    evidence: Pairs<Proof>,
    extra_rows: Vec<ExtraRow>,
    narrative: Vec<Narrative>,
    findings: Vec<Finding>,
}

/// What the evidence says of one field.
#[derive(Deserialize)]
struct Proof {
    raw: Option<String>,
    status: Status,
    page: Option<u32>,
    bbox: Option<[f32; 4]>,
    method: Option<Method>,
    #[serde(default)]
    readings: Vec<Number>,
}

fn cell(field: &FieldId, proof: &Proof, tables: &Value) -> Result<Cell, ParseError> {
    let value = field.split('.').try_fold(tables, |node, name| node.get(name));
    let value = match value {
        Some(Value::Number(number)) => Some(exact(field, number)?),
        _ => None,
    };
    let bbox = proof.bbox.map(|[left, top, right, bottom]| Rect::new(left, top, right, bottom));
    Ok(Cell {
        field: field.clone(),
        value,
        raw: proof.raw.clone(),
        status: proof.status,
        place: Place { page: proof.page, bbox, broken: false },
        method: proof.method,
        readings: proof.readings.iter().map(|n| exact(field, n)).collect::<Result<_, _>>()?,
    })
}

fn exact(field: &FieldId, number: &Number) -> Result<Decimal, ParseError> {
    let text = number.as_str();
    Decimal::from_str_exact(text)
        .map_err(|_| ParseError::Number { field: field.clone(), number: text.to_owned() })
}

/// An object's entries in the order of the text.
pub(crate) struct Pairs<T>(pub Vec<(FieldId, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Pairs<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with one entry for each field")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Entries(PhantomData)).map_err(de::Error::custom)
    }
}
