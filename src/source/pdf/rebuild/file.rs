//! Writing found objects as a PDF whose tables are right.

use super::dict;
use super::packed::Unpacked;
use super::scan::{self, Found};
use std::collections::BTreeMap;
use std::io::Write;

/// What is known of one object: its text, and its stream's data.
struct Part<'a> {
    generation: u16,
    text: &'a [u8],
    data: Option<&'a [u8]>,
}

/// The new file. Of several objects with one number the last counts, as in a file that was updated.
pub(super) fn write(bytes: &[u8], found: &[Found], unpacked: &[Unpacked]) -> Vec<u8> {
    let trailer = Trailer::of(bytes, found);
    let parts = parts(bytes, found, unpacked, trailer.encrypt.is_some());
    let mut file = Vec::new();
    // Writing to memory cannot fail.
    let _ = print(&parts, &trailer, &mut file);
    file
}

fn parts<'a>(
    bytes: &'a [u8],
    found: &[Found],
    unpacked: &'a [Unpacked],
    encrypted: bool,
) -> BTreeMap<u32, Part<'a>> {
    let mut parts = BTreeMap::new();
    let mut unpacked = unpacked.iter().peekable();
    for (index, object) in found.iter().enumerate() {
        let container = unpacked.next_if(|u| u.container == index);
        // In an encrypted file object streams are encrypted as a whole, and cannot be unpacked here.
        if let Some(container) = container.filter(|_| !encrypted) {
            for (number, place) in &container.objects {
                let text = container.data.get(place.clone()).unwrap_or_default();
                parts.insert(*number, Part { generation: 0, text, data: None });
            }
            continue;
        }
        let text = bytes.get(object.body.clone()).unwrap_or_default();
        let data = object.data.clone().and_then(|d| bytes.get(d));
        // One that is cut short does not replace one that is not.
        let counts = object.whole || !parts.contains_key(&object.number);
        if counts && !dict::is(text, b"Type", b"XRef") {
            parts.insert(object.number, Part { generation: object.generation, text, data });
        }
    }
    parts
}

fn print(parts: &BTreeMap<u32, Part>, trailer: &Trailer, file: &mut Vec<u8>) -> std::io::Result<()> {
    file.write_all(b"%PDF-1.7\n")?;
    let mut places = Vec::with_capacity(parts.len());
    for (number, part) in parts {
        places.push((*number, part.generation, file.len()));
        writeln!(file, "{number} {} obj", part.generation)?;
        print_part(part, file)?;
        file.write_all(b"\nendobj\n")?;
    }
    let size = parts.keys().next_back().map_or(1, |last| last.saturating_add(1));
    let catalog = is_catalog(parts, trailer.root).or_else(|| any_catalog(parts));
    let start = file.len();
    file.write_all(b"xref\n0 1\n0000000000 65535 f \n")?;
    for (number, generation, place) in places.iter().filter(|(number, ..)| *number > 0) {
        write!(file, "{number} 1\n{place:010} {generation:05} n \n")?;
    }
    write!(file, "trailer\n<</Size {size}")?;
    if let Some(root) = catalog {
        let generation = parts.get(&root).map_or(0, |part| part.generation);
        write!(file, "/Root {root} {generation} R")?;
    }
    if let Some(encrypt) = trailer.encrypt {
        write!(file, "/Encrypt {encrypt} 0 R/ID")?;
        // AES-256 needs none. What needs one must not be read as though it were plain.
        file.write_all(trailer.id.unwrap_or(b"[<><>]"))?;
    }
    write!(file, ">>\nstartxref\n{start}\n%%EOF\n")
}

fn print_part(part: &Part, file: &mut Vec<u8>) -> std::io::Result<()> {
    let Some(data) = part.data else { return file.write_all(part.text) };
    let entry = dict::entry(part.text, b"Length").unwrap_or_default();
    let (before, after) = (part.text.get(..entry.start), part.text.get(entry.end..));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let (open, rest) = match entry.is_empty() {
        true => after.split_at_checked(opening(after)).unwrap_or((after, b"")),
        false => (before, after),
    };
    file.write_all(open)?;
    write!(file, " /Length {} ", data.len())?;
    file.write_all(rest)?;
    file.write_all(b"\nstream\n")?;
    file.write_all(data)?;
    file.write_all(b"\nendstream")
}

/// Length of a dictionary's opening brackets with what stands before them.
fn opening(text: &[u8]) -> usize {
    text.windows(2).position(|w| w == b"<<").map_or(0, |at| at + 2)
}

fn is_catalog(parts: &BTreeMap<u32, Part>, number: Option<u32>) -> Option<u32> {
    number.filter(|n| parts.get(n).is_some_and(|part| dict::has(part.text, b"Pages")))
}

fn any_catalog(parts: &BTreeMap<u32, Part>) -> Option<u32> {
    parts.iter().rev().find(|(_, part)| dict::is(part.text, b"Type", b"Catalog")).map(|(number, _)| *number)
}

/// Whether the file states its encryption inside a trailer, where a new file cannot refer to it; what is read without
/// it would be noise.
pub(super) fn is_sealed(bytes: &[u8], found: &[Found]) -> bool {
    trailers(bytes, found).any(|t| dict::has(t, b"Encrypt") && dict::reference(t, b"Encrypt").is_none())
}

/// Whether what this dictionary encrypts is neither strings nor streams: attached files alone, as a mail is enclosed.
fn spares_content(encryption: &[u8]) -> bool {
    // Older versions know no filters: they encrypt everything.
    const FILTERS: usize = 4;
    let plain = |key| dict::is(encryption, key, b"Identity");
    dict::number(encryption, b"V").is_some_and(|v| v >= FILTERS) && plain(b"StmF") && plain(b"StrF")
}

/// The trailers, and the tables of objects that stand for them.
fn trailers<'a>(bytes: &'a [u8], found: &[Found]) -> impl Iterator<Item = &'a [u8]> {
    let body = |object: &Found| bytes.get(object.body.clone());
    let tables: Vec<&[u8]> =
        found.iter().filter_map(body).filter(|t| dict::is(t, b"Type", b"XRef")).collect();
    tables.into_iter().chain(scan::trailers(bytes))
}

/// What the trailers of the old file say, the last of them first to be asked.
#[derive(Default)]
struct Trailer<'a> {
    root: Option<u32>,
    encrypt: Option<u32>,
    /// The array of the file's identifiers, which its encryption needs.
    id: Option<&'a [u8]>,
}

impl<'a> Trailer<'a> {
    fn of(bytes: &'a [u8], found: &[Found]) -> Self {
        let mut trailer = Trailer::default();
        for text in trailers(bytes, found) {
            trailer.root = dict::reference(text, b"Root").or(trailer.root);
            trailer.encrypt = dict::reference(text, b"Encrypt").or(trailer.encrypt);
            trailer.id = dict::array(text, b"ID").or(trailer.id);
        }
        let text = |number| found.iter().rev().find(|o| o.number == number).map(|o| o.body.clone());
        let dictionary = trailer.encrypt.and_then(text).and_then(|body| bytes.get(body));
        trailer.encrypt = trailer.encrypt.filter(|_| !dictionary.is_some_and(spares_content));
        trailer
    }
}
