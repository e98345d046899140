//! Damaged files print what they printed before the damage, or say that they do not.

use super::*;
use crate::model::{FailureKind, WarningKind};
use lopdf::xref::XrefType;

const CONTENT: &[u8] = b"10 50 m 110 50 l S BT /Latin 10 Tf 20 30 Td (whole) Tj ET";

fn file() -> Vec<u8> {
    let mut document = Sheet::new().document(CONTENT);
    document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    bytes(document)
}

/// The same with its objects in an object stream, but for the content.
fn packed_file() -> Vec<u8> {
    let mut bytes = Vec::new();
    Sheet::new().document(CONTENT).save_modern(&mut bytes).expect("writing to memory");
    bytes
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|w| w == from.as_bytes());
    let at = at.unwrap_or_else(|| panic!("no {from:?} in {}", String::from_utf8_lossy(bytes)));
    [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
}

fn cut(bytes: &[u8], from: &str) -> Vec<u8> {
    let at = bytes.windows(from.len()).rposition(|w| w == from.as_bytes()).expect("there");
    bytes[..at].to_vec()
}

fn read_text(bytes: &[u8]) -> Result<String, Failure> {
    read_bytes(bytes, &Limits::default()).map(|page| super::text(&page))
}

#[test]
fn tables_of_contents_may_be_wrong_or_missing() {
    let file = file();
    let damaged = [
        ("no end", cut(&file, "%%EOF")),
        ("no place of the table", cut(&file, "startxref")),
        ("no trailer", cut(&file, "trailer")),
        ("no table", cut(&file, "xref\n0")),
        ("bytes before the header", [b"HTTP/1.1 200 OK\r\n\r\n".as_slice(), &file].concat()),
        ("many bytes before the header", [&[b' '; 4096], file.as_slice()].concat()),
        ("bytes behind the end", [file.as_slice(), &[0; 4096]].concat()),
        ("no header", file[9..].to_vec()),
        ("the file twice", [file.as_slice(), file.as_slice()].concat()),
        ("another root", replaced(&file, "/Root", "/Boot")),
    ];
    for (what, bytes) in damaged {
        assert_eq!(read_text(&bytes).as_deref(), Ok("whole"), "{what}");
    }
}

#[test]
fn streams_may_have_wrong_lengths_and_no_end() {
    let file = file();
    let length = format!("/Length {}", CONTENT.len());
    let damaged = [
        ("too short", replaced(&file, &length, "/Length 9")),
        ("too long", replaced(&file, &length, "/Length 99999")),
        ("none", replaced(&file, &length, "")),
        ("a reference to nothing", replaced(&file, &length, "/Length 77 0 R")),
        ("no endstream", replaced(&file, "endstream", "")),
        ("no endobj", replaced(&replaced(&file, "endstream", ""), "endobj", "")),
    ];
    for (what, bytes) in damaged {
        assert_eq!(read_text(&bytes).as_deref(), Ok("whole"), "{what}");
    }
}

#[test]
fn pages_are_found_without_their_tree() {
    let file = file();
    let damaged = [
        ("no tree", replaced(&file, "/Pages ", "/Pagez ")),
        ("no kids", replaced(&file, "/Kids", "/Kidz")),
        ("kids that are not there", replaced(&file, "/Kids[", "/Kids[99 0 R ")),
        ("no type", replaced(&file, "/Type/Pages", "/Type/Sages")),
    ];
    for (what, bytes) in damaged {
        assert_eq!(read_text(&bytes).as_deref(), Ok("whole"), "{what}");
    }
    let page = read_bytes(&replaced(&file, "/Kids", "/Kidz"), &Limits::default()).expect("a page");
    assert_eq!(page.warnings, [WarningKind::Rebuilt]);
}

#[test]
fn object_streams_are_unpacked_whatever_their_head_says() {
    let file = packed_file();
    assert_eq!(read_text(&file).as_deref(), Ok("whole"));
    let first = "/First ";
    let damaged = [
        ("no table", cut(&file, "startxref")),
        ("a wrong first", replaced(&file, first, "/First 1")),
        ("a negative first", replaced(&file, first, "/First -")),
        ("a wrong count", replaced(&cut(&file, "startxref"), "/N ", "/N 9")),
        ("no endstream", replaced(&file, "endstream", "")),
    ];
    for (what, bytes) in damaged {
        assert_eq!(read_text(&bytes).as_deref(), Ok("whole"), "{what}");
    }
}

fn with_content(filter: Dictionary, content: Vec<u8>) -> Vec<u8> {
    let mut document = Sheet::new().document(b"");
    let content = document.add_object(Stream::new(filter, content));
    let page = document.page_iter().next().expect("a page");
    document.get_dictionary_mut(page).expect("a page").set("Contents", content);
    bytes(document)
}

#[test]
fn content_that_is_cut_short_is_given_with_a_warning() {
    let mut stream = Stream::new(dictionary! {}, (0..200).map(drawn).collect::<String>().into_bytes());
    stream.compress().expect("compressible");
    let whole = with_content(stream.dict.clone(), stream.content.clone());
    let page = read_bytes(&whole, &Limits::default()).expect("a page");
    assert_eq!((page.glyphs.len(), page.warnings.as_slice()), (200, &[][..]));
    let half = stream.content[..stream.content.len() / 2].to_vec();
    let page = read_bytes(&with_content(stream.dict, half), &Limits::default()).expect("half a page");
    assert!((1..200).contains(&page.glyphs.len()), "{} glyphs", page.glyphs.len());
    assert_eq!(page.warnings, [WarningKind::Damaged]);
}

fn drawn(n: i32) -> String {
    format!("BT /Latin 8 Tf {} {} Td ({}) Tj ET\n", n % 20 * 10, n / 20 * 10, n % 10)
}

#[test]
fn content_that_is_not_there_is_no_empty_page() {
    let file = file();
    let missing = replaced(&file, "/Contents ", "/Contents 9");
    let failure = read_text(&missing).expect_err("nothing to read");
    assert_eq!(failure.kind, FailureKind::Unreadable);
}

#[test]
fn a_sound_file_is_not_warned_of() {
    for bytes in [file(), packed_file()] {
        assert_eq!(read_bytes(&bytes, &Limits::default()).expect("a page").warnings, []);
    }
}
