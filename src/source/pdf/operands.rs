//! The operands that stand before an operator.

use super::lexer::Token;
use super::strings;
use std::borrow::Cow;

/// The operands of one operator.
#[derive(Default)]
pub(super) struct Operands<'c>(Vec<Token<'c>>);

impl<'c> Operands<'c> {
    /// The last `N` operands, where they are numbers.
    pub fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let tokens = self.0.get(self.0.len().checked_sub(N)?..)?;
        let mut out = [0.0; N];
        for (slot, token) in out.iter_mut().zip(tokens) {
            let Token::Number(value) = token else { return None };
            *slot = *value;
        }
        Some(out)
    }

    pub fn number(&self) -> Option<f64> {
        self.numbers::<1>().map(|[value]| value)
    }

    /// All numbers among the operands.
    pub fn all_numbers(&self) -> impl Iterator<Item = f64> {
        self.0.iter().filter_map(|t| if let Token::Number(value) = t { Some(*value) } else { None })
    }

    /// The last operand, where it is a name.
    pub fn name(&self) -> Option<Cow<'c, [u8]>> {
        match self.0.last() {
            Some(Token::Name(raw)) => Some(strings::name(raw)),
            _ => None,
        }
    }

    pub fn tokens(&self) -> &[Token<'c>] {
        &self.0
    }

    pub fn push(&mut self, token: Token<'c>) {
        // The longest real operand list is the array of TJ: a few thousand.
        const MOST: usize = 100_000;
        if self.0.len() < MOST {
            self.0.push(token);
        }
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// Number of data bytes of an inline image, where its dictionary tells: given (PDF 2.0), or plain samples.
pub(super) fn inline_image_length(operands: &Operands) -> Option<usize> {
    let tokens = operands.tokens();
    let value = |keys: [&[u8]; 2]| {
        let is_key = |t: &Token| matches!(t, Token::Name(name) if keys.contains(name));
        tokens.get(tokens.iter().position(is_key)? + 1)
    };
    let number = |keys| match value(keys) {
        Some(Token::Number(n)) if *n >= 0.0 => Some(*n as usize),
        _ => None,
    };
    if let Some(length) = number([b"L", b"Length"]) {
        return Some(length);
    }
    if value([b"F", b"Filter"]).is_some() {
        return None;
    }
    let mask = matches!(value([b"IM", b"ImageMask"]), Some(Token::Constant));
    let components = match value([b"CS", b"ColorSpace"]) {
        Some(Token::Name(b"G" | b"DeviceGray")) => 1,
        Some(Token::Name(b"RGB" | b"DeviceRGB")) => 3,
        Some(Token::Name(b"CMYK" | b"DeviceCMYK")) => 4,
        None if mask => 1,
        _ => return None,
    };
    let bits = if mask { 1 } else { number([b"BPC", b"BitsPerComponent"])? };
    let row = number([b"W", b"Width"])?.checked_mul(components)?.checked_mul(bits)?.div_ceil(8);
    row.checked_mul(number([b"H", b"Height"])?)
}
