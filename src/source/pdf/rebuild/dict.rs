//! Reading a few entries of a dictionary from its text.

use crate::source::pdf::lexer::{Lexer, Token};
use std::ops::Range;

/// The number behind a key, unless it is a reference.
pub(super) fn number(text: &[u8], key: &[u8]) -> Option<usize> {
    match value(text, key)? {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// The data's length as the dictionary of a stream says it, unless it is a reference.
pub(super) fn length(text: &[u8]) -> Option<usize> {
    number(text, b"Length")
}

/// The object number behind a key that holds a reference.
pub(super) fn reference(text: &[u8], key: &[u8]) -> Option<u32> {
    match value(text, key)? {
        Value::Reference(number) => u32::try_from(number).ok(),
        _ => None,
    }
}

/// Whether a key holds the name.
pub(super) fn is(text: &[u8], key: &[u8], name: &[u8]) -> bool {
    matches!(value(text, key), Some(Value::Name(found)) if found == name)
}

/// Whether there is such a key, or a name of that kind among the values.
pub(super) fn has(text: &[u8], key: &[u8]) -> bool {
    Lexer::new(text).any(|token| token == Token::Name(key))
}

/// The array behind a key, with its brackets.
pub(super) fn array<'a>(text: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let mut lexer = Lexer::new(text);
    lexer.find(|token| *token == Token::Name(key))?;
    let start = lexer.at();
    (lexer.next()? == Token::ArrayOpen).then_some(())?;
    lexer.find(|token| *token == Token::ArrayClose)?;
    text.get(start..lexer.at())
}

/// Where the key with its value stands.
pub(super) fn entry(text: &[u8], key: &[u8]) -> Option<Range<usize>> {
    let mut lexer = Lexer::new(text);
    lexer.find(|token| *token == Token::Name(key))?;
    let start = lexer.at().checked_sub(key.len() + 1)?;
    value_of(&mut lexer);
    Some(start..lexer.at())
}

enum Value<'a> {
    Number(usize),
    Reference(usize),
    Name(&'a [u8]),
}

fn value<'a>(text: &'a [u8], key: &[u8]) -> Option<Value<'a>> {
    let mut lexer = Lexer::new(text);
    lexer.find(|token| *token == Token::Name(key))?;
    value_of(&mut lexer)
}

/// Reads a number, reference or name; the lexer then stands behind it.
fn value_of<'a>(lexer: &mut Lexer<'a>) -> Option<Value<'a>> {
    let number = match lexer.next()? {
        Token::Number(number) if (0.0..=f64::from(u32::MAX)).contains(&number) => number as usize,
        Token::Name(name) => return Some(Value::Name(name)),
        _ => return None,
    };
    let mut ahead = lexer.clone();
    if let (Some(Token::Number(_)), Some(Token::Operator(b"R"))) = (ahead.next(), ahead.next()) {
        *lexer = ahead;
        return Some(Value::Reference(number));
    }
    Some(Value::Number(number))
}
