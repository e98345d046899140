//! MHTML: a web page with all it needs in one file (RFC 2557), as browsers, Word and WPS save it.
//!
//! ```text
//! bytes ─mail-parser→ parts ─transfer encoding→ page ─html→ blocks
//! ```

#[cfg(test)]
mod tests;

use super::{html, text, within};
use crate::model::{Content, Failure, FailureKind, Limits, Stage};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders};

/// Reads a saved web page: its root, and the pages that it shows in frames.
///
/// # Errors
/// `unreadable` where the file is cut off or holds no page, `limit_exceeded` where messages stand in messages, and
/// what reading the page says.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Content, Failure> {
    // One part holds the page; a mail with attachments has some. Each costs a pass over the rest.
    const CONTAINERS: u64 = 64;
    within("mime_containers", containers(bytes), CONTAINERS)?;
    let message = MessageParser::default().parse(bytes).ok_or_else(unreadable)?;
    let pages = parts(&message, bytes, "html")?;
    let Some(root) = root(&message, &pages) else {
        let plain = parts(&message, bytes, "plain")?;
        return text::read(&plain.first().ok_or_else(unreadable)?.body, limits);
    };
    let mut blocks = html::page(&root.body, limits)?;
    if shows_frames(&root.body) {
        for framed in pages.iter().filter(|page| page.id != root.id) {
            blocks.extend(html::page(&framed.body, limits)?);
        }
    }
    Ok(Content::Blocks(blocks))
}

/// Whether the bytes begin with the head of a saved page: fields, one of which states the version of MIME or what
/// kind of parts follow.
pub(super) fn is_mhtml(bytes: &[u8]) -> bool {
    // Browsers write some ten fields, one of them the page's address.
    const HEAD: usize = 8192;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let fields = head.lines().take_while(|line| !line.trim().is_empty());
    let mut fields = fields.filter(|line| !line.starts_with([' ', '\t'])).map(|line| line.split_once(':'));
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let says = |name: &str, value: &str| {
        name == "mime-version" || (name == "content-type" && value.trim().starts_with("multipart/"))
    };
    let mut found = false;
    let named = fields.all(|field| {
        field.is_some_and(|(name, value)| {
            found |= says(name, value);
            is_name(name)
        })
    });
    named && found
}

/// A part that is text.
struct Part {
    id: usize,
    body: Vec<u8>,
}

/// The parts of a kind with their transfer encoding undone; their characters are for the readers to tell.
fn parts(message: &Message, bytes: &[u8], kind: &str) -> Result<Vec<Part>, Failure> {
    let is_kind = |part: &MessagePart| {
        part.content_type().map_or(kind == "plain", |t| t.ctype() == "text" && t.subtype() == Some(kind))
    };
    let chosen = message.parts.iter().enumerate().filter(|(_, part)| is_kind(part));
    let alone = message.parts.len() == 1;
    chosen.map(|(id, part)| Ok(Part { id, body: body(part, bytes, alone).ok_or_else(unreadable)? })).collect()
}

/// The content of a part; `None` where no boundary ends it, unless it is the only one.
fn body(part: &MessagePart, bytes: &[u8], alone: bool) -> Option<Vec<u8>> {
    let raw = bytes.get(part.offset_body as usize..part.offset_end as usize)?;
    let rest = bytes.get(part.offset_end as usize..)?;
    if !alone && !rest.trim_ascii_start().starts_with(b"--") {
        return None;
    }
    match part.content_transfer_encoding().unwrap_or_default().to_ascii_lowercase().as_str() {
        "base64" => base64_decode(raw),
        "quoted-printable" => Some(quoted_printable(raw)),
        _ => Some(raw.to_vec()),
    }
}

/// Undoes RFC 2045, 6.7; an equals sign that escapes nothing is itself, as careless writers mean it.
fn quoted_printable(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut at = 0;
    while let Some(byte) = raw.get(at) {
        let (escaped, length) = match (byte, raw.get(at + 1), raw.get(at + 2)) {
            (b'=', Some(b'\n'), _) => (None, 2),
            (b'=', Some(b'\r'), Some(b'\n')) => (None, 3),
            (b'=', Some(high), Some(low)) => match hexadecimal(*high, *low) {
                Some(escaped) => (Some(escaped), 3),
                None => (Some(b'='), 1),
            },
            (byte, ..) => (Some(*byte), 1),
        };
        out.extend(escaped);
        at += length;
    }
    out
}

fn hexadecimal(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

/// The page that the container names as its start, else the first.
fn root<'a>(message: &Message, pages: &'a [Part]) -> Option<&'a Part> {
    let container = message.parts.first()?;
    let start =
        container.content_type().and_then(|t| t.attribute("start")).map(|id| id.trim_matches(['<', '>']));
    let is_start = |page: &&Part| {
        start.is_some() && message.parts.get(page.id).and_then(MimeHeaders::content_id) == start
    };
    pages.iter().find(is_start).or(pages.first())
}

/// Excel saves each sheet as a page in a frame.
fn shows_frames(page: &[u8]) -> bool {
    let has = |tag: &[u8]| page.windows(tag.len()).any(|w| w.eq_ignore_ascii_case(tag));
    has(b"<frame ") || has(b"<iframe ")
}

/// How many parts hold parts.
fn containers(bytes: &[u8]) -> u64 {
    const NAMES: [&[u8]; 3] = [b"multipart/", b"message/rfc822", b"message/global"];
    let count = |name: &[u8]| bytes.windows(name.len()).filter(|w| w.eq_ignore_ascii_case(name)).count();
    NAMES.into_iter().map(count).sum::<usize>() as u64
}

fn unreadable() -> Failure {
    let detail = "the saved web page is cut off or holds no page; save it again";
    Failure::new(Stage::Source, FailureKind::Unreadable, detail)
}
