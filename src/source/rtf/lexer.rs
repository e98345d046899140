//! Bytes → tokens.

/// The smallest parts of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name` with the number that follows it.
    Word(&'a str, Option<i32>),
    /// `\` and a sign that is no letter.
    Symbol(u8),
    /// One byte of text, plain, escaped or as `\'hh`.
    Byte(u8),
}

/// Reads tokens one after the other.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Lexer { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> &'a str {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|b| !wanted(*b)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
    }

    /// What stands behind a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let sign = self.peek()?;
        if sign.is_ascii_alphabetic() {
            return Some(self.word());
        }
        self.at += 1;
        match sign {
            b'\'' => Some(Token::Byte(self.hexadecimal())),
            b'\\' | b'{' | b'}' => Some(Token::Byte(sign)),
            sign => Some(Token::Symbol(sign)),
        }
    }

    fn word(&mut self) -> Token<'a> {
        let name = self.take_while(|b| b.is_ascii_alphabetic());
        let minus = self.peek() == Some(b'-');
        self.at += usize::from(minus);
        let digits = self.take_while(|b| b.is_ascii_digit());
        let value = digits.parse().ok().map(|n: i32| if minus { -n } else { n });
        // One blank belongs to the word.
        self.at += usize::from(self.peek() == Some(b' '));
        Token::Word(name, value)
    }

    fn hexadecimal(&mut self) -> u8 {
        let digits = self.bytes.get(self.at..self.at + 2).and_then(|b| std::str::from_utf8(b).ok());
        match digits.and_then(|d| u8::from_str_radix(d, 16).ok()) {
            Some(byte) => {
                self.at += 2;
                byte
            }
            None => b'?',
        }
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => match self.control()? {
                    // Raw data of a picture or an object.
                    Token::Word("bin", size) => {
                        self.at = self.at.saturating_add(usize::try_from(size.unwrap_or(0)).unwrap_or(0));
                    }
                    token => return Some(token),
                },
                // Lines of the source mean nothing; old files are padded with NULs.
                b'\r' | b'\n' | 0 => {}
                byte => return Some(Token::Byte(byte)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Token::{Byte, Close, Open, Symbol, Word};
    use super::*;

    #[test]
    fn words_take_their_number_and_one_blank() {
        let tokens: Vec<Token> = Lexer::new(b"{\\b0 a\\u-4  \\'d5\\'zz\\{\\~\\par\r\n}").collect();
        let expected = [
            Open,
            Word("b", Some(0)),
            Byte(b'a'),
            Word("u", Some(-4)),
            Byte(b' '),
            Byte(0xD5),
            Byte(b'?'),
            Byte(b'z'),
            Byte(b'z'),
            Byte(b'{'),
            Symbol(b'~'),
            Word("par", None),
            Close,
        ];
        assert_eq!(tokens, expected);
    }

    #[test]
    fn raw_data_is_no_text_whatever_size_it_states() {
        let tokens: Vec<Token> = Lexer::new(b"\\bin3 }}}a\\bin-1 b\\bin2147483647 c").collect();
        assert_eq!(tokens, [Byte(b'a'), Byte(b'b')]);
    }
}
