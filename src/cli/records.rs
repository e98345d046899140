//! Records for machines: CSV with one line each, or a JSON array; written one by one, so that memory does not grow.

use clap::ValueEnum;
use gongkai::export::formula;
use rust_decimal::Decimal;
use serde_json::{Map, Number, Value};
use std::borrow::Cow;
use std::io::{self, BufWriter, StdoutLock, Write};

/// How a command shows its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// For people, on a terminal
    Table,
    /// Comma-separated values in UTF-8, one header line
    Csv,
    /// An array of objects
    Json,
}

/// One value of a record.
pub enum Item {
    /// Words, or nothing.
    Text(Option<String>),
    /// An exact number, or nothing.
    Number(Option<Decimal>),
    /// Several words.
    List(Vec<String>),
}

impl Item {
    /// Words.
    pub fn text(text: impl Into<String>) -> Item {
        Item::Text(Some(text.into()))
    }

    /// A whole number.
    pub fn whole(value: Option<impl Into<Decimal>>) -> Item {
        Item::Number(value.map(Into::into))
    }

    fn csv(&self) -> Cow<'_, str> {
        match self {
            Item::Text(text) => formula::harmless(text.as_deref().unwrap_or_default()),
            Item::Number(value) => value.map_or(Cow::Borrowed(""), |v| v.normalize().to_string().into()),
            Item::List(texts) => Cow::Owned(formula::harmless(&texts.join("; ")).into_owned()),
        }
    }

    fn json(self) -> Value {
        match self {
            Item::Text(text) => text.map_or(Value::Null, Value::String),
            Item::Number(value) => {
                let number = value.and_then(|v| v.normalize().to_string().parse::<Number>().ok());
                number.map_or(Value::Null, Value::Number)
            }
            Item::List(texts) => texts.into_iter().map(Value::String).collect(),
        }
    }
}

/// A record: names and values in the order of the columns.
pub type Record = Vec<(&'static str, Item)>;

/// Where a command's answer goes: laid out for people, or record by record.
pub enum Out<W: Write> {
    /// As the command lays it out.
    Table(W),
    /// For machines.
    Records(Records<W>),
}

/// Standard output, buffered, for the run of one command.
pub type Stdout = BufWriter<StdoutLock<'static>>;

impl Out<Stdout> {
    /// Standard output in a format with these columns.
    pub fn stdout(format: OutputFormat, columns: &[&str]) -> io::Result<Out<Stdout>> {
        let out = BufWriter::new(io::stdout().lock());
        Ok(match format {
            OutputFormat::Table => Out::Table(out),
            format => Out::Records(Records::new(format, out, columns)?),
        })
    }

    /// Writes what is left.
    pub fn end(self) -> io::Result<()> {
        match self {
            Out::Table(mut out) => out.flush(),
            Out::Records(out) => out.end(),
        }
    }
}

/// Writes records as CSV or JSON to standard output.
pub enum Records<W: Write> {
    /// CSV; the first record gives the header.
    Csv(Box<csv::Writer<W>>),
    /// A JSON array.
    Json { out: W, first: bool },
}

impl<W: Write> Records<W> {
    /// A writer of records; the columns are named even where none follows.
    pub fn new(format: OutputFormat, out: W, columns: &[&str]) -> io::Result<Records<W>> {
        if format == OutputFormat::Json {
            return Ok(Records::Json { out, first: true });
        }
        let mut out = csv::Writer::from_writer(out);
        out.write_record(columns)?;
        Ok(Records::Csv(Box::new(out)))
    }

    /// Writes one record.
    pub fn write(&mut self, record: Record) -> io::Result<()> {
        match self {
            Records::Csv(out) => {
                Ok(out.write_record(record.iter().map(|(_, item)| item.csv().into_owned()))?)
            }
            Records::Json { out, first } => {
                let object: Map<String, Value> =
                    record.into_iter().map(|(name, item)| (name.to_owned(), item.json())).collect();
                write!(out, "{}{}", if *first { "[\n" } else { ",\n" }, Value::Object(object))?;
                *first = false;
                Ok(())
            }
        }
    }

    /// Ends the last line.
    pub fn end(self) -> io::Result<()> {
        match self {
            Records::Csv(mut out) => out.flush(),
            Records::Json { mut out, first } => {
                out.write_all(if first { b"[]\n" } else { b"\n]\n" })?;
                out.flush()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(format: OutputFormat, records: Vec<Record>) -> String {
        let mut bytes = Vec::new();
        let mut out = Records::new(format, &mut bytes, &["name", "value", "list"]).expect("memory");
        records.into_iter().for_each(|r| out.write(r).expect("memory"));
        out.end().expect("memory");
        String::from_utf8(bytes).expect("text")
    }

    fn record(name: &str, value: &str, list: &[&str]) -> Record {
        let list = list.iter().map(|s| (*s).to_owned()).collect();
        vec![
            ("name", Item::text(name)),
            ("value", Item::Number(value.parse().ok())),
            ("list", Item::List(list)),
        ]
    }

    #[test]
    fn no_text_becomes_a_formula_and_numbers_stay_numbers() {
        for text in ["=1+1", "+A1", "-cmd", "@x", "\t=1", "  =1", "＝1"] {
            let line = written(OutputFormat::Csv, vec![record(text, "-3", &[])]);
            assert!(line.contains(&format!("'{text}")) && line.contains(",-3,"), "{line:?}");
        }
        let line = written(OutputFormat::Csv, vec![record("a", "1", &["=1", "b"])]);
        assert!(line.ends_with("a,1,'=1; b\n"), "{line:?}");
    }

    #[test]
    fn json_holds_exact_numbers_and_is_one_array() {
        let text =
            written(OutputFormat::Json, vec![record("a,\"b\"", "0.10", &["c"]), record("=x", "", &[])]);
        let value: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(value[0].to_string(), r#"{"name":"a,\"b\"","value":0.1,"list":["c"]}"#);
        assert_eq!(value[1].to_string(), r#"{"name":"=x","value":null,"list":[]}"#);
        assert_eq!(written(OutputFormat::Json, Vec::new()), "[]\n");
    }
}
