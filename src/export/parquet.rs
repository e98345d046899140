//! Parquet: typed columns, numbers as DECIMAL(38, 10) in 16 bytes, which readers know as Decimal128.

use super::folder::failed;
use super::package;
use super::rows::Row;
use super::value::{Kind, Value, shortest};
use super::{Sink, Table};
use crate::batch::Atomic;
use ::parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::types::Type;
use rust_decimal::Decimal;
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;
use std::sync::Arc;

/// Digits, and how many of them behind the point: 分 are six places of 万元, and totals keep 28 in front.
const PRECISION: i32 = 38;
const SCALE: u32 = 10;
/// A row group is written when it holds so many bytes.
const GROUP_BYTES: usize = 24 * 1024 * 1024;
/// What a value takes in a buffer besides its text.
const VALUE_BYTES: usize = 40;

pub struct Parquet {
    files: Vec<TableFile>,
    package: package::Pending,
}

struct TableFile {
    place: Atomic,
    writer: SerializedFileWriter<BufWriter<File>>,
    table: Table,
    columns: Vec<Buffer>,
    bytes: usize,
    misfits: Misfits,
}

/// The values of one column since the last row group; a level of 0 is a null.
struct Buffer {
    levels: Vec<i16>,
    values: Values,
}

enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Number(Vec<FixedLenByteArray>),
}

/// Opens a file for each table.
pub fn open(out: &Path, tables: &[Table], force: bool) -> io::Result<Parquet> {
    let (places, package) = package::places(out, tables, "parquet", force)?;
    let files = places.into_iter().zip(tables).map(|(place, table)| table_file(place, table));
    Ok(Parquet { files: files.collect::<io::Result<_>>()?, package })
}

fn table_file(place: Atomic, table: &Table) -> io::Result<TableFile> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("gongkai ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let file = BufWriter::new(place.create()?);
    let schema = schema(table).map_err(failed)?;
    let writer = SerializedFileWriter::new(file, schema, Arc::new(properties)).map_err(failed)?;
    Ok(TableFile {
        place,
        writer,
        table: table.clone(),
        columns: table.columns.iter().map(|c| Buffer::new(c.kind)).collect(),
        bytes: 0,
        misfits: Misfits::default(),
    })
}

fn schema(table: &Table) -> Result<Arc<Type>, ParquetError> {
    let fields = table.columns.iter().map(|c| column(&c.name, c.kind).map(Arc::new));
    let fields = fields.collect::<Result<_, _>>()?;
    Type::group_type_builder(&table.name.to_string()).with_fields(fields).build().map(Arc::new)
}

fn column(name: &str, kind: Kind) -> Result<Type, ParquetError> {
    let builder =
        |physical| Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    match kind {
        Kind::Text => builder(Physical::BYTE_ARRAY).with_logical_type(Some(LogicalType::String)).build(),
        Kind::Integer => builder(Physical::INT64).build(),
        // The older annotation too, for readers that know no other.
        Kind::Number => builder(Physical::FIXED_LEN_BYTE_ARRAY)
            .with_length(16)
            .with_converted_type(ConvertedType::DECIMAL)
            .with_precision(PRECISION)
            .with_scale(SCALE.cast_signed())
            .build(),
    }
}

impl Sink for Parquet {
    fn write(&mut self, table: usize, row: &Row) -> io::Result<()> {
        self.files.get_mut(table).map_or(Ok(()), |file| file.push(row))
    }

    fn finish(self: Box<Self>) -> io::Result<Vec<String>> {
        let (mut places, mut remarks) = (Vec::new(), Vec::new());
        for mut file in self.files {
            file.flush()?;
            file.writer.close().map_err(failed)?;
            places.push(file.place);
            remarks.extend(file.misfits.remark(&file.table));
        }
        self.package.commit(places)?;
        Ok(remarks)
    }
}

impl TableFile {
    fn push(&mut self, row: &Row) -> io::Result<()> {
        for ((buffer, value), column) in self.columns.iter_mut().zip(&row.values).zip(&self.table.columns) {
            let text = if let Value::Text(text) = value { text.len() } else { 0 };
            self.bytes = self.bytes.saturating_add(text).saturating_add(VALUE_BYTES);
            if !buffer.push(value) {
                self.misfits.add(|| place(row, self.table.position("source"), &column.name, value));
            }
        }
        if self.bytes >= GROUP_BYTES { self.flush() } else { Ok(()) }
    }

    /// Writes a row group of what the buffers hold.
    fn flush(&mut self) -> io::Result<()> {
        if self.bytes == 0 {
            return Ok(());
        }
        self.bytes = 0;
        let mut group = self.writer.next_row_group().map_err(failed)?;
        for column in &mut self.columns {
            column.write(&mut group).map_err(failed)?;
        }
        group.close().map(drop).map_err(failed)
    }
}

impl Buffer {
    fn new(kind: Kind) -> Buffer {
        let values = match kind {
            Kind::Text => Values::Text(Vec::new()),
            Kind::Integer => Values::Integer(Vec::new()),
            Kind::Number => Values::Number(Vec::new()),
        };
        Buffer { levels: Vec::new(), values }
    }

    /// Whether the column can hold the value; a null stands for one that it cannot.
    fn push(&mut self, value: &Value) -> bool {
        let held = match (&mut self.values, value) {
            (_, Value::Null) => false,
            (Values::Text(all), Value::Text(text)) => {
                all.push(ByteArray::from(text.as_bytes().to_vec()));
                true
            }
            (Values::Integer(all), Value::Integer(number)) => {
                all.push(*number);
                true
            }
            (Values::Number(all), Value::Number(number)) => unscaled(*number).map(|n| all.push(n)).is_some(),
            _ => false,
        };
        self.levels.push(i16::from(held));
        held || *value == Value::Null
    }

    fn write(&mut self, group: &mut SerializedRowGroupWriter<BufWriter<File>>) -> Result<(), ParquetError> {
        let Some(mut column) = group.next_column()? else { return Ok(()) };
        let levels = Some(self.levels.as_slice());
        match &mut self.values {
            Values::Text(all) => {
                column.typed::<ByteArrayType>().write_batch(all, levels, None)?;
                all.clear();
            }
            Values::Integer(all) => {
                column.typed::<Int64Type>().write_batch(all, levels, None)?;
                all.clear();
            }
            Values::Number(all) => {
                column.typed::<FixedLenByteArrayType>().write_batch(all, levels, None)?;
                all.clear();
            }
        }
        self.levels.clear();
        column.close()
    }
}

/// The number in units of its last place, or nothing where it has more places or digits than the type.
fn unscaled(number: Decimal) -> Option<FixedLenByteArray> {
    let number = number.normalize();
    let places = SCALE.checked_sub(number.scale())?;
    let whole = number.mantissa().checked_mul(10_i128.checked_pow(places)?)?;
    let most = 10_u128.checked_pow(PRECISION.unsigned_abs())?;
    (whole.unsigned_abs() < most).then(|| FixedLenByteArray::from(whole.to_be_bytes().to_vec()))
}

/// Numbers that the type cannot hold: where the first is, and how many there are.
#[derive(Default)]
struct Misfits {
    first: Option<String>,
    count: u64,
}

impl Misfits {
    fn add(&mut self, place: impl FnOnce() -> String) {
        self.first.get_or_insert_with(place);
        self.count = self.count.saturating_add(1);
    }

    fn remark(self, table: &Table) -> Option<String> {
        let Misfits { first, count } = self;
        Some(format!(
            "{}.parquet: {count} numbers do not fit DECIMAL({PRECISION}, {SCALE}) and are null there; the other formats \
             have them. The first: {}",
            table.name, first?
        ))
    }
}

fn place(row: &Row, source: Option<usize>, column: &str, value: &Value) -> String {
    let source = source.and_then(|at| row.values.get(at));
    let source = if let Some(Value::Text(source)) = source { source.as_ref() } else { "" };
    let number = if let Value::Number(number) = value { shortest(*number) } else { String::new() };
    format!("{source}, {column}: {number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_whole_numbers_of_their_last_place() {
        let of = |text: &str| unscaled(text.parse().expect("a number")).map(|n| n.data().to_vec());
        assert_eq!(of("477.35"), Some(4_773_500_000_000_i128.to_be_bytes().to_vec()));
        assert_eq!(of("-18.0"), Some((-180_000_000_000_i128).to_be_bytes().to_vec()));
        assert_eq!(of("0.12345678901"), None, "eleven places");
        assert_eq!(
            of("9999999999999999999999999999"),
            Some((10_i128.pow(38) - 10_i128.pow(10)).to_be_bytes().to_vec())
        );
    }
}
