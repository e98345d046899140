//! Names and strings as content streams write them → bytes.

use std::borrow::Cow;

/// A name with its `#xx` escapes resolved.
pub(super) fn name(raw: &[u8]) -> Cow<'_, [u8]> {
    if !raw.contains(&b'#') {
        return Cow::Borrowed(raw);
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte == b'#'
            && let [high, low, after @ ..] = tail
            && let (Some(high), Some(low)) = (digit(*high), digit(*low))
        {
            out.push(high << 4 | low);
            rest = after;
        } else {
            out.push(byte);
        }
    }
    Cow::Owned(out)
}

/// The bytes of a literal string, its escapes resolved, appended to `out`.
pub(super) fn literal(raw: &[u8], out: &mut Vec<u8>) {
    if !raw.iter().any(|b| matches!(b, b'\\' | b'\r')) {
        out.extend_from_slice(raw);
        return;
    }
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => escape(&mut bytes, out),
            // An end of line counts as one newline, however it is written.
            b'\r' => {
                bytes.next_if_eq(&b'\n');
                out.push(b'\n');
            }
            byte => out.push(byte),
        }
    }
}

fn escape(bytes: &mut std::iter::Peekable<impl Iterator<Item = u8>>, out: &mut Vec<u8>) {
    match bytes.next() {
        Some(b'n') => out.push(b'\n'),
        Some(b'r') => out.push(b'\r'),
        Some(b't') => out.push(b'\t'),
        Some(b'b') => out.push(8),
        Some(b'f') => out.push(12),
        Some(b'\r') => {
            bytes.next_if_eq(&b'\n');
        }
        Some(b'\n') | None => {}
        Some(first @ b'0'..=b'7') => {
            let mut value = u32::from(first - b'0');
            for _ in 0..2 {
                let Some(next) = bytes.next_if(|b| matches!(b, b'0'..=b'7')) else { break };
                value = value * 8 + u32::from(next - b'0');
            }
            out.push(value as u8); // high-order overflow is ignored, as the PDF reference says
        }
        Some(other) => out.push(other),
    }
}

/// The bytes of a hexadecimal string; a missing last digit is 0.
pub(super) fn hex(raw: &[u8]) -> impl Iterator<Item = u8> + Clone {
    let mut digits = raw.iter().filter_map(|&b| digit(b));
    std::iter::from_fn(move || Some(digits.next()? << 4 | digits.next().unwrap_or(0)))
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}
