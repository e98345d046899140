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
    /// What is not yet read. A slice that shrinks from the front: an index into the whole would be checked at every byte.
    rest: &'a [u8],
    /// Length of the whole.
    length: usize,
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    // Into the interpreter's loop, numbers and words included: handing over a token costs as much as reading it.
    #[inline(always)]
    fn next(&mut self) -> Option<Token<'a>> {
        while let [byte, after @ ..] = self.rest {
            match byte {
                b'\0' | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' => self.rest = after,
                b'0'..=b'9' | b'.' => return Some(Token::Number(self.number())),
                b'+' | b'-' => return Some(Token::Number(self.signed())),
                b'/' => return Some(self.name(after)),
                b'(' => return Some(self.literal(after)),
                b'<' => return Some(self.angle(after)),
                b'>' => {
                    self.rest = after.strip_prefix(b">").unwrap_or(after);
                    return Some(Token::DictClose);
                }
                b'[' => return Some(self.single(Token::ArrayOpen, after)),
                b']' => return Some(self.single(Token::ArrayClose, after)),
                b'%' => self.skip_comment(),
                // Stray closing brackets and PostScript braces say nothing here.
                b')' | b'{' | b'}' => self.rest = after,
                _ => return Some(self.word()),
            }
        }
        None
    }
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Lexer { rest: bytes, length: bytes.len() }
    }

    /// Where the next token is looked for.
    pub fn at(&self) -> usize {
        self.length - self.rest.len()
    }

    fn single(&mut self, token: Token<'a>, after: &'a [u8]) -> Token<'a> {
        self.rest = after;
        token
    }

    /// Goes on behind what satisfies the condition, and returns that.
    fn take(&mut self, condition: impl Fn(u8) -> bool) -> &'a [u8] {
        let end = self.rest.iter().position(|&b| !condition(b)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn skip_comment(&mut self) {
        self.take(|b| !matches!(b, b'\n' | b'\r'));
    }

    #[inline(always)]
    fn word(&mut self) -> Token<'a> {
        match self.take(|b| class(b) == Class::Regular) {
            b"true" | b"false" | b"null" => Token::Constant,
            word => Token::Operator(word),
        }
    }

    fn name(&mut self, after: &'a [u8]) -> Token<'a> {
        self.rest = after;
        Token::Name(self.take(|b| class(b) == Class::Regular))
    }

    fn signed(&mut self) -> f64 {
        let signs = self.take(|b| matches!(b, b'+' | b'-'));
        let value = self.number();
        if signs.contains(&b'-') { -value } else { value }
    }

    #[inline(always)]
    fn number(&mut self) -> f64 {
        let (value, mut rest) = unsigned(self.rest);
        // Broken writers leave a second sign or point in a number: it ends there, the rest is noise, as are digits past
        // the precision of a double.
        while let [b'0'..=b'9' | b'.' | b'-', after @ ..] = rest {
            rest = after;
        }
        self.rest = rest;
        value
    }

    fn literal(&mut self, inner: &'a [u8]) -> Token<'a> {
        let mut depth = 1_u32;
        let mut bytes = inner;
        while let [byte, after @ ..] = bytes {
            match byte {
                b'\\' => bytes = after,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            bytes = bytes.get(1..).unwrap_or_default();
        }
        self.rest = bytes.get(1..).unwrap_or_default();
        Token::Literal(inner.get(..inner.len() - bytes.len()).unwrap_or_default())
    }

    fn angle(&mut self, after: &'a [u8]) -> Token<'a> {
        if let [b'<', inside @ ..] = after {
            self.rest = inside;
            return Token::DictOpen;
        }
        self.rest = after;
        let inner = self.take(|b| b != b'>');
        self.rest = self.rest.get(1..).unwrap_or_default();
        Token::Hex(inner)
    }

    /// Skips the data of an inline image, from behind `ID` to behind `EI`. `length` is the number of data
    /// bytes where the image's dictionary tells it.
    pub fn skip_inline_image(&mut self, length: Option<usize>) {
        let data = self.rest.get(1..).unwrap_or_default(); // the one white space behind ID
        let told = length.and_then(|length| behind_image(data.get(length..)?));
        self.rest = told.or_else(|| search_image_end(data)).unwrap_or_default();
    }
}

/// What follows `EI`, where that stands here or behind a few spaces.
fn behind_image(bytes: &[u8]) -> Option<&[u8]> {
    let gap = bytes.iter().take(4).position(|&b| class(b) != Class::Space)?;
    bytes.get(gap..).filter(|rest| ends_image(rest))?.get(2..)
}

/// What follows the first `EI` behind a space that looks like the end of an image.
fn search_image_end(data: &[u8]) -> Option<&[u8]> {
    let mut before = b' ';
    let mut rest = data;
    while let [byte, after @ ..] = rest {
        if class(before) == Class::Space && ends_image(rest) {
            return after.get(1..);
        }
        before = *byte;
        rest = after;
    }
    None
}

/// Whether `EI` stands here and what follows looks like content, not like image data.
fn ends_image(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(b"EI") else { return false };
    let starts_well = rest.first().is_none_or(|&b| class(b) == Class::Space);
    // Ten bytes: long enough that compressed data almost surely shows a byte no operator has.
    starts_well && rest.iter().take(10).all(|&b| b.is_ascii_graphic() || class(b) == Class::Space)
}

/// A number without sign, and what follows it.
fn unsigned(bytes: &[u8]) -> (f64, &[u8]) {
    let (whole, rest) = digits(bytes, 0);
    let [b'.', fraction @ ..] = rest else { return (whole as f64, rest) };
    let (mantissa, rest) = digits(fraction, whole);
    (mantissa as f64 / power_of_ten(fraction.len() - rest.len()), rest)
}

/// A mantissa with the digits in front of these bytes appended, as many as a double holds, and what follows those.
fn digits(mut bytes: &[u8], mut mantissa: u64) -> (u64, &[u8]) {
    // A double holds any whole number of fifteen digits.
    const MOST: u64 = 1_000_000_000_000_000;
    while mantissa < MOST
        && let [digit @ b'0'..=b'9', rest @ ..] = bytes
    {
        mantissa = mantissa * 10 + u64::from(digit - b'0');
        bytes = rest;
    }
    (mantissa, bytes)
}

fn power_of_ten(exponent: usize) -> f64 {
    const POWERS: [f64; 19] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
        1e18,
    ];
    // Leading zeros count as places without growing the mantissa; past these the value is 0 on any page.
    POWERS.get(exponent).copied().unwrap_or(f64::INFINITY)
}
