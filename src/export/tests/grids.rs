//! What each format holds, read back as a user's tools would: rows of values in their shortest spelling.

use super::super::value::shortest;
use super::super::{Format, Kind, Table};
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;
use quick_xml::events::Event;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

pub type Grid = Vec<Vec<Option<String>>>;

/// A table of an export.
pub fn read(format: Format, out: &Path, table: &Table) -> Grid {
    let file = out.join(table.name.to_string());
    let rows = match format {
        Format::Csv => csv(&file.with_extension("csv"), table),
        Format::Jsonl => jsonl(&file.with_extension("jsonl"), table),
        Format::Parquet => parquet(&file.with_extension("parquet")),
        Format::Sqlite => sqlite(out, table),
        Format::Xlsx => xlsx(out, table),
    };
    let spelled =
        |row: Vec<Option<String>>| table.columns.iter().zip(row).map(|(c, v)| spell(c.kind, v)).collect();
    rows.into_iter().map(spelled).collect()
}

fn spell(kind: Kind, value: Option<String>) -> Option<String> {
    let value = value?;
    Some(if kind == Kind::Text { value } else { shortest(value.parse().expect("a number")) })
}

fn csv(file: &Path, table: &Table) -> Grid {
    let bytes = fs::read(file).expect("read");
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte-order mark");
    let mut reader = ::csv::Reader::from_reader(text);
    let names: Vec<String> = table.columns.iter().map(|c| c.name.clone()).collect();
    assert_eq!(reader.headers().expect("a header"), &::csv::StringRecord::from(names));
    let value = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    reader.records().map(|r| r.expect("a row").iter().map(value).collect()).collect()
}

fn jsonl(file: &Path, table: &Table) -> Grid {
    use serde_json::Value;
    let text = fs::read_to_string(file).expect("read");
    let value = |value: &Value| match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    let row = |line: &str| -> Vec<_> {
        let row: Value = serde_json::from_str(line).expect("JSON");
        table.columns.iter().map(|c| value(row.get(&c.name).expect("each column"))).collect()
    };
    text.lines().map(row).collect()
}

fn parquet(file: &Path) -> Grid {
    let reader = SerializedFileReader::new(File::open(file).expect("opened")).expect("Parquet");
    let value = |field: &Field| match field {
        Field::Null => None,
        Field::Str(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    let rows = reader.get_row_iter(None).expect("rows");
    rows.map(|r| r.expect("a row").get_column_iter().map(|(_, field)| value(field)).collect()).collect()
}

fn sqlite(file: &Path, table: &Table) -> Grid {
    use rusqlite::types::Value;
    let database = rusqlite::Connection::open(file).expect("a database");
    let mut query = database.prepare(&format!("SELECT * FROM {}", table.name)).expect("a table");
    let value = |value: Value| match value {
        Value::Null => None,
        Value::Integer(n) => Some(n.to_string()),
        Value::Real(n) => Some(n.to_string()),
        Value::Text(text) => Some(text),
        Value::Blob(_) => panic!("a blob"),
    };
    let row = |r: &rusqlite::Row| (0..table.columns.len()).map(|i| r.get(i).map(value)).collect();
    query.query_map([], row).expect("rows").map(|r| r.expect("a row")).collect()
}

/// One file inside of a workbook.
pub fn part(book: &Path, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(File::open(book).expect("opened")).expect("a ZIP");
    let mut text = String::new();
    zip.by_name(name).expect("a part").read_to_string(&mut text).expect("UTF-8");
    text
}

/// The rows below the two headers of the table's first sheet; the read-me sheet is before it.
fn xlsx(book: &Path, table: &Table) -> Grid {
    let number = 2 + super::tables().iter().position(|t| t.name == table.name).expect("a table");
    let xml = part(book, &format!("xl/worksheets/sheet{number}.xml"));
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut rows, mut column): (Grid, usize) = (Vec::new(), 0);
    loop {
        match reader.read_event().expect("XML") {
            Event::Start(e) if e.name().as_ref() == b"row" => rows.push(vec![None; table.columns.len()]),
            Event::Start(e) if e.name().as_ref() == b"c" => {
                let place = e.try_get_attribute("r").expect("XML").expect("a reference");
                column = column_of(&place.unescape_value().expect("text"));
            }
            Event::Text(text) => add(&mut rows, column, &text.decode().expect("UTF-8")),
            Event::GeneralRef(name) => {
                let name = name.decode().expect("UTF-8");
                let text = quick_xml::escape::resolve_predefined_entity(&name).expect("an entity");
                add(&mut rows, column, text);
            }
            Event::End(e) if e.name().as_ref() == b"sheetData" => break,
            _ => {}
        }
    }
    rows.split_off(2)
}

/// Adds text to a cell of the last row; before the first there is only white space.
fn add(rows: &mut Grid, column: usize, text: &str) {
    if let Some(value) = rows.last_mut().and_then(|row| row.get_mut(column)) {
        value.get_or_insert_default().push_str(text);
    }
}

/// `A1` is in column 0, `AA7` in 26.
fn column_of(place: &str) -> usize {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    letters.fold(0, |n, letter| n * 26 + usize::from(letter - b'A') + 1) - 1
}
