//! What one place of a table holds.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::borrow::Cow;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Words.
    Text,
    /// A whole number of at most 64 bits.
    Integer,
    /// An exact decimal.
    Number,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// Words, never none; a format that could take them for something else must see to that.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// An exact decimal.
    Number(Decimal),
}

impl<'a> Value<'a> {
    /// Words, or nothing: CSV cannot tell no words from nothing, so no format does.
    pub fn text(text: Option<&'a str>) -> Value<'a> {
        words(Cow::Borrowed(text.unwrap_or_default()))
    }

    /// Words made for this row; none are nothing.
    pub fn owned(text: String) -> Value<'a> {
        words(Cow::Owned(text))
    }

    /// A whole number, or nothing.
    pub fn integer(number: Option<impl Into<i64>>) -> Value<'a> {
        number.map_or(Value::Null, |n| Value::Integer(n.into()))
    }

    /// A count; what is beyond 64 bits no memory holds.
    pub fn count(number: usize) -> Value<'a> {
        Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// A decimal, or nothing.
    pub fn number(number: Option<Decimal>) -> Value<'a> {
        number.map_or(Value::Null, Value::Number)
    }
}

/// The words with `\u{FFFD}` for each character that is none: readers of CSV, XML and SQLite stop or fail at them.
fn words(text: Cow<str>) -> Value {
    if text.is_empty() {
        Value::Null
    } else if text.contains(is_noise) {
        Value::Text(Cow::Owned(text.replace(is_noise, "\u{fffd}")))
    } else {
        Value::Text(text)
    }
}

/// Control characters but tab and line feed, and the two code points that XML forbids.
fn is_noise(c: char) -> bool {
    (c.is_control() && c != '\t' && c != '\n') || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// The decimal in the fewest digits: `0.10` is `0.1`.
pub fn shortest(number: Decimal) -> String {
    number.normalize().to_string()
}

/// A number as formats without decimals hold it.
#[derive(Debug, Clone, PartialEq)]
pub enum Native {
    /// A whole number.
    Integer(i64),
    /// A binary number whose shortest decimal form is the number.
    Float(f64),
    /// The digits: no binary number gives them back.
    Digits(String),
}

/// Fifteen digits are what every double keeps.
const DOUBLE_DIGITS: usize = 15;

/// The number in a form from which its digits come back.
pub fn native(number: Decimal) -> Native {
    let number = number.normalize();
    let digits = number.mantissa().unsigned_abs().to_string().len();
    match (number.to_i64(), number.to_f64()) {
        (Some(whole), _) if number.is_integer() => Native::Integer(whole),
        (_, Some(float)) if digits <= DOUBLE_DIGITS => Native::Float(float),
        _ => Native::Digits(shortest(number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Native {
        native(text.parse().expect("a number"))
    }

    #[test]
    fn a_number_keeps_its_digits() {
        assert_eq!(of("3119.00"), Native::Integer(3119));
        assert_eq!(of("-18"), Native::Integer(-18));
        assert_eq!(of("477.35"), Native::Float(477.35));
        assert_eq!(of("0.1234567890123456789"), Native::Digits("0.1234567890123456789".into()));
        assert_eq!(of("99999999999999999999"), Native::Digits("99999999999999999999".into()));
    }

    #[test]
    fn characters_that_are_none_are_replaced_and_no_words_are_nothing() {
        assert_eq!(Value::text(Some("")), Value::Null);
        assert_eq!(Value::text(Some("甲\t乙\n丙")), Value::Text("甲\t乙\n丙".into()));
        assert_eq!(Value::owned("甲\0\u{1b}\r\u{85}乙\u{ffff}".into()), Value::Text("甲����乙�".into()));
    }

    #[test]
    fn floats_are_the_nearest_of_their_digits() {
        for text in ["477.35", "0.1", "0.000001", "12345678.9012345", "99999999.9999999"] {
            let Native::Float(float) = of(text) else { panic!("{text} is no float") };
            assert_eq!(float.to_string(), text);
        }
    }
}
