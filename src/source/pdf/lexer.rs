//! Tokens of content streams and CMaps, borrowed from the bytes: nothing is allocated until a string is needed.

/// One token. Strings and names stay as written; [`super::strings`] decodes them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token<'a> {
    Number(f64),
    /// What follows the slash.
    Name(&'a [u8]),
    /// What stands between parentheses.
    Literal(&'a [u8]),
    /// What stands between angle brackets.
    Hex(&'a [u8]),
    ArrayOpen,
    ArrayClose,
    DictOpen,
    DictClose,
    /// `true`, `false` or `null`.
    Constant,
    Operator(&'a [u8]),
}

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Regular,
    Space,
    Delimiter,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Regular; 256];
    let (spaces, delimiters) = (b"\0\t\n\x0c\r ", b"()<>[]{}/%");
    let mut i = 0;
    while i < spaces.len() {
        classes[spaces[i] as usize] = Class::Space;
        i += 1;
    }
    i = 0;
    while i < delimiters.len() {
        classes[delimiters[i] as usize] = Class::Delimiter;
        i += 1;
    }
    classes
};

fn class(byte: u8) -> Class {
    CLASSES[byte as usize]
}

#[derive(Clone)]
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.skip_spaces()?;
            match byte {
                b'0'..=b'9' | b'+' | b'-' | b'.' => return Some(self.number()),
                b'/' => return Some(self.name()),
                b'(' => return Some(self.literal()),
                b'<' => return Some(self.angle()),
                b'>' => {
                    self.at += if self.peek(1) == Some(b'>') { 2 } else { 1 };
                    return Some(Token::DictClose);
                }
                b'[' => return Some(self.single(Token::ArrayOpen)),
                b']' => return Some(self.single(Token::ArrayClose)),
                b'%' => self.skip_comment(),
                // Stray closing brackets and PostScript braces say nothing here.
                b')' | b'{' | b'}' => self.at += 1,
                _ => return Some(self.word()),
            }
        }
    }
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Lexer { bytes, at: 0 }
    }

    /// Where the next token is looked for.
    pub fn at(&self) -> usize {
        self.at.min(self.bytes.len())
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn since(&self, start: usize) -> &'a [u8] {
        self.bytes.get(start..self.at.min(self.bytes.len())).unwrap_or_default()
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn single(&mut self, token: Token<'a>) -> Token<'a> {
        self.at += 1;
        token
    }

    fn skip_spaces(&mut self) -> Option<u8> {
        let spaces = self.rest().iter().position(|&b| class(b) != Class::Space);
        self.at = spaces.map_or(self.bytes.len(), |n| self.at + n);
        self.peek(0)
    }

    fn skip_comment(&mut self) {
        let end = self.rest().iter().position(|b| matches!(b, b'\n' | b'\r'));
        self.at = end.map_or(self.bytes.len(), |n| self.at + n);
    }

    fn skip_regular(&mut self) {
        let end = self.rest().iter().position(|&b| class(b) != Class::Regular);
        self.at = end.map_or(self.bytes.len(), |n| self.at + n);
    }

    fn word(&mut self) -> Token<'a> {
        let start = self.at;
        self.skip_regular();
        match self.since(start) {
            b"true" | b"false" | b"null" => Token::Constant,
            word => Token::Operator(word),
        }
    }

    fn name(&mut self) -> Token<'a> {
        let start = self.at + 1;
        self.at = start;
        self.skip_regular();
        Token::Name(self.since(start))
    }

    fn number(&mut self) -> Token<'a> {
        let mut negative = false;
        while let Some(sign @ (b'+' | b'-')) = self.peek(0) {
            negative |= sign == b'-';
            self.at += 1;
        }
        let (value, length) = unsigned(self.rest());
        self.at += length;
        // Broken writers leave a second sign or point in a number: it ends there, the rest is noise.
        while let Some(b'0'..=b'9' | b'.' | b'-') = self.peek(0) {
            self.at += 1;
        }
        Token::Number(if negative { -value } else { value })
    }

    fn literal(&mut self) -> Token<'a> {
        let start = self.at + 1;
        self.at = start;
        let mut depth = 1_u32;
        while let Some(byte) = self.peek(0) {
            match byte {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            self.at += 1;
        }
        let inner = self.since(start);
        self.at = (self.at + 1).min(self.bytes.len());
        Token::Literal(inner)
    }

    fn angle(&mut self) -> Token<'a> {
        if self.peek(1) == Some(b'<') {
            self.at += 2;
            return Token::DictOpen;
        }
        let start = self.at + 1;
        let end = self.bytes.get(start..).and_then(|rest| rest.iter().position(|&b| b == b'>'));
        self.at = end.map_or(self.bytes.len(), |n| start + n);
        let inner = self.since(start);
        self.at = (self.at + 1).min(self.bytes.len());
        Token::Hex(inner)
    }

    /// Skips the data of an inline image, from behind `ID` to behind `EI`. `length` is the number of data
    /// bytes where the image's dictionary tells it.
    pub fn skip_inline_image(&mut self, length: Option<usize>) {
        self.at += 1; // the one white space behind ID
        if let Some(length) = length
            && let Some(end) = self.at.checked_add(length)
            && let Some(rest) = self.bytes.get(end..)
            && let Some(gap) = rest.iter().take(4).position(|&b| class(b) != Class::Space)
            && ends_image(rest.get(gap..).unwrap_or_default())
        {
            self.at = end + gap + 2;
            return;
        }
        let found = self.rest().windows(2).enumerate().position(|(i, _)| {
            let before = i.checked_sub(1).and_then(|p| self.rest().get(p)).copied().unwrap_or(b' ');
            class(before) == Class::Space && ends_image(self.rest().get(i..).unwrap_or_default())
        });
        self.at = found.map_or(self.bytes.len(), |n| self.at + n + 2);
    }
}

/// Whether `EI` stands here and what follows looks like content, not like image data.
fn ends_image(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(b"EI") else { return false };
    let starts_well = rest.first().is_none_or(|&b| class(b) == Class::Space);
    // Ten bytes: long enough that compressed data almost surely shows a byte no operator has.
    starts_well && rest.iter().take(10).all(|&b| b.is_ascii_graphic() || class(b) == Class::Space)
}

/// A number without sign, and how many bytes it takes.
fn unsigned(bytes: &[u8]) -> (f64, usize) {
    let (whole, _, rest) = digits(bytes, 0);
    let Some(fraction) = rest.strip_prefix(b".") else { return (whole as f64, bytes.len() - rest.len()) };
    let (mantissa, places, rest) = digits(fraction, whole);
    (mantissa as f64 / power_of_ten(places), bytes.len() - rest.len())
}

/// A mantissa with the digits in front of these bytes appended, how many they were, and what follows them. Digits past
/// the precision of a double are dropped.
fn digits(mut bytes: &[u8], mut mantissa: u64) -> (u64, usize, &[u8]) {
    // A double holds any whole number of fifteen digits.
    const MOST: u64 = 1_000_000_000_000_000;
    let mut count = 0;
    while let [digit @ b'0'..=b'9', rest @ ..] = bytes {
        if mantissa < MOST {
            mantissa = mantissa * 10 + u64::from(digit - b'0');
            count += 1;
        }
        bytes = rest;
    }
    (mantissa, count, bytes)
}

fn power_of_ten(exponent: usize) -> f64 {
    const POWERS: [f64; 19] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
        1e18,
    ];
    // Leading zeros count as places without growing the mantissa; past these the value is 0 on any page.
    POWERS.get(exponent).copied().unwrap_or(f64::INFINITY)
}
