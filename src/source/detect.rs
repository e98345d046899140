//! The format by content; the name only decides what the content leaves open.

use super::{docx, encoding, mhtml, rtf, sheet};
use crate::model::Format;
use std::io::{Cursor, Read};

/// Tells the format by content, with the name as a hint where the content leaves it open.
/// `None` for what gongkai does not read: pictures, presentations, other archives.
pub fn detect(name: &str, bytes: &[u8]) -> Option<Format> {
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    if has_pdf_header(bytes) || extension == "pdf" && has_pdf_objects(bytes) {
        return Some(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return archived(&extension, bytes);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return compound(&extension, bytes);
    }
    if rtf::is_rtf(bytes) {
        return Some(Format::Rtf);
    }
    if mhtml::is_mhtml(bytes) {
        return Some(Format::Mhtml);
    }
    if is_picture(bytes) || is_json(bytes) {
        return None;
    }
    by_text(&extension, bytes).or_else(|| has_pdf_objects(bytes).then_some(Format::Pdf))
}

/// Data beside the reports, such as this program's own output; prose in braces is no JSON.
fn is_json(bytes: &[u8]) -> bool {
    let opens = bytes.iter().find(|b| !b.is_ascii_whitespace()).is_some_and(|b| matches!(b, b'{' | b'['));
    opens && serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
}

/// Readers accept a header anywhere in the first KiB (PDF 1.7, appendix H, note 13).
fn has_pdf_header(bytes: &[u8]) -> bool {
    bytes.windows(5).take(1024).any(|w| w == b"%PDF-")
}

/// A PDF whose header was overwritten, or is preceded by more than readers look at, still has its objects.
fn has_pdf_objects(bytes: &[u8]) -> bool {
    let has = |word: &[u8]| bytes.windows(word.len()).any(|w| w == word);
    has(b" obj") && has(b"endobj")
}

/// An archive is what its parts are called; one that cannot be opened is what it is called itself.
fn archived(extension: &str, bytes: &[u8]) -> Option<Format> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return by_extension(extension) };
    if let Some(format) = by_parts(&archive.file_names().collect::<Vec<_>>()) {
        return Some(format);
    }
    // A part says so in plain text (OpenDocument 1.2 part 3, 3.3).
    const MIME_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
    let mut declared = String::new();
    let part = archive.by_name(MIME_PART).ok()?;
    part.take(MIME_TYPE.len() as u64).read_to_string(&mut declared).ok()?;
    (declared == MIME_TYPE).then_some(Format::Ods)
}

/// The part of OpenDocument files, and of electronic books, that says what they are.
const MIME_PART: &str = "mimetype";

fn by_extension(extension: &str) -> Option<Format> {
    match extension {
        "docx" | "docm" | "dotx" | "dotm" => Some(Format::Docx),
        "ofd" => Some(Format::Ofd),
        "xlsx" | "xlsm" | "xltx" | "xltm" | "et" => Some(Format::Xlsx),
        "ods" => Some(Format::Ods),
        _ => None,
    }
}

fn by_parts(names: &[&str]) -> Option<Format> {
    // Word numbers the main part where a template had one already.
    let is_main = |name: &&str| name.starts_with("word/document") && name.ends_with(".xml");
    let is_entry = |name: &&str| name.trim_start_matches(['/', '\\', '.']).eq_ignore_ascii_case("OFD.xml");
    if names.iter().any(is_main) {
        return Some(Format::Docx);
    }
    if names.iter().any(is_entry) {
        return Some(Format::Ofd);
    }
    let is_book = |name: &&str| name.starts_with("xl/workbook") && name.ends_with(".xml");
    names.iter().any(is_book).then_some(Format::Xlsx)
}

/// Whether a ZIP archive with parts of these names is one document, of any kind, and no folder of files.
pub fn is_package(names: &[&str]) -> bool {
    // Office's packages (ECMA-376 part 2, 10.1.2), OpenDocument and electronic books, Java.
    const SIGNS: [&str; 3] = ["[Content_Types].xml", MIME_PART, "META-INF/MANIFEST.MF"];
    by_parts(names).is_some() || names.iter().any(|name| SIGNS.contains(name))
}

/// Whether a ZIP archive is called as a document that gongkai reads.
pub fn is_package_name(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| by_extension(&extension.to_ascii_lowercase()).is_some())
}

/// A compound file is what its directory names: the main stream of Word or Excel, or an office document under a
/// password.
fn compound(extension: &str, bytes: &[u8]) -> Option<Format> {
    let names = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|w| w == name.as_slice())
    };
    // A sheet may be an object in a Word document, and stands there behind the document's name.
    if names("WordDocument") {
        return Some(Format::Doc);
    }
    if names("Workbook") || (names("Book") && extension != "doc") {
        return Some(Format::Xls);
    }
    match extension {
        "docx" | "docm" | "dotx" | "dotm" | "wps" if names("EncryptedPackage") => Some(Format::Docx),
        "xlsx" | "xlsm" | "et" if names("EncryptedPackage") => Some(Format::Xlsx),
        "doc" => Some(Format::Doc),
        "xls" | "et" => Some(Format::Xls),
        _ => None,
    }
}

/// Pictures hold NULs enough to be told from text, but for small ones.
fn is_picture(bytes: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 6] = [b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"BM", b"II*\0", b"MM\0*"];
    SIGNATURES.iter().any(|s| bytes.starts_with(s)) && !encoding::is_text(bytes)
}

fn by_text(extension: &str, bytes: &[u8]) -> Option<Format> {
    if !encoding::is_text(bytes) {
        return None;
    }
    // A page's first tags stand at its start, but for the comments and blank lines of templates.
    const HEAD: usize = 64 * 1024;
    let head = bytes.get(..HEAD.min(bytes.len()) & !1).unwrap_or_default();
    let head = encoding::html(head).to_ascii_lowercase();
    if docx::is_xml_document(&head) {
        return Some(Format::Docx);
    }
    if sheet::is_xml_workbook(&head) {
        return Some(Format::Xls);
    }
    match extension {
        "md" | "markdown" if !is_page(&head) => Some(Format::Text),
        _ if is_page(&head) || has_tags(&head) => Some(Format::Html),
        _ if head.trim_start().starts_with("<?xml") => None,
        "html" | "htm" | "shtml" | "xhtml" if head.contains('<') => Some(Format::Html),
        _ => Some(Format::Text),
    }
}

fn is_page(head: &str) -> bool {
    ["<!doctype html", "<html", "<body", "<head>"].iter().any(|tag| head.contains(tag))
}

/// A fragment cut from a page: structural tags, and closing ones.
fn has_tags(head: &str) -> bool {
    let opens = ["<table", "<div", "<p>", "<p ", "<td", "<span", "<br>", "<br/>", "<br />"];
    opens.iter().any(|tag| head.contains(tag)) && (head.contains("</") || head.contains("<br"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_before_the_name() {
        assert_eq!(detect("a.txt", b"\n\n%PDF-1.4"), Some(Format::Pdf));
        assert_eq!(detect("a.pdf", b"1 0 obj <</Type /Catalog>> endobj"), Some(Format::Pdf));
        assert_eq!(detect("a", b"1 0 obj <<>> stream \0\x01\x02\x03 endstream endobj"), Some(Format::Pdf));
        assert_eq!(detect("a.txt", b"<!DOCTYPE html><p>x</p>"), Some(Format::Html));
        assert_eq!(detect("a.doc", b"<div><table><tr><td>1</td></tr></table></div>"), Some(Format::Html));
        assert_eq!(detect("a.html", "一、总体情况".as_bytes()), Some(Format::Text));
        assert_eq!(detect("a", "| a | b |\n".as_bytes()), Some(Format::Text));
        assert_eq!(detect("a.doc", b"{\\rtf1 x}"), Some(Format::Rtf));
        let word = b"<?xml version='1.0'?><w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'/>";
        assert_eq!(detect("a.doc", word), Some(Format::Docx));
        let exported =
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>";
        assert_eq!(detect("a.xls", exported), Some(Format::Xls));
        let saved = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n--x";
        assert_eq!(detect("a.doc", saved), Some(Format::Mhtml));
        assert_eq!(detect("a.doc", "Mime-version: 是一种标准\n一、总体情况".as_bytes()), Some(Format::Text));
        assert_eq!(detect("a.md", "a<br>b</td>".as_bytes()), Some(Format::Text));
    }

    #[test]
    fn archives_are_told_by_their_parts() {
        let archive = |name: &str| {
            let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
            zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a new part");
            zip.finish().expect("a finished archive").into_inner()
        };
        assert_eq!(detect("a.zip", &archive("word/document2.xml")), Some(Format::Docx));
        assert_eq!(detect("a.docx", &archive("/OFD.xml")), Some(Format::Ofd));
        assert_eq!(detect("a.ofd", &archive("xl/workbook.xml")), Some(Format::Xlsx));
        assert_eq!(detect("a.xlsx", &archive("ppt/presentation.xml")), None);
        assert_eq!(detect("a.xlsx", b"PK\x03\x04cut"), Some(Format::Xlsx));
        assert_eq!(detect("a.ods", b"PK\x03\x04cut"), Some(Format::Ods));
        assert_eq!(detect("a.ofd", b"PK\x03\x04cut"), Some(Format::Ofd));
        assert_eq!(detect("a.docm", b"PK\x03\x04cut"), Some(Format::Docx));
        let mut ods = zip::ZipWriter::new(Cursor::new(Vec::new()));
        ods.start_file("mimetype", zip::write::SimpleFileOptions::default()).expect("a new part");
        std::io::Write::write_all(&mut ods, b"application/vnd.oasis.opendocument.spreadsheet")
            .expect("in memory");
        assert_eq!(detect("a", &ods.finish().expect("in memory").into_inner()), Some(Format::Ods));
        assert_eq!(detect("a.zip", b"PK\x03\x04cut"), None);
    }

    #[test]
    fn compound_files_are_told_by_their_streams() {
        let compound = |stream: &str| {
            let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
            file.create_stream(stream).expect("in memory");
            file.into_inner().into_inner()
        };
        assert_eq!(detect("a.wps", &compound("WordDocument")), Some(Format::Doc));
        assert_eq!(detect("a.docm", &compound("EncryptedPackage")), Some(Format::Docx));
        assert_eq!(detect("a.doc", &compound("EncryptedPackage")), Some(Format::Doc));
        assert_eq!(detect("a.xlsx", &compound("EncryptedPackage")), Some(Format::Xlsx));
        assert_eq!(detect("a.doc", &compound("Workbook")), Some(Format::Xls));
        assert_eq!(detect("a.xls", &compound("Book")), Some(Format::Xls));
        assert_eq!(detect("a.bin", &compound("Contents")), None);
    }

    #[test]
    fn pages_in_other_encodings_are_pages() {
        let page = "<html><body>政府信息公开</body></html>";
        let utf16: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(detect("a", &utf16), Some(Format::Html));
        assert_eq!(detect("a", &encoding_rs::GBK.encode(page).0), Some(Format::Html));
    }

    #[test]
    fn what_is_not_read_has_no_format() {
        assert_eq!(detect("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x01\x02\x03\0\0"), None);
        assert_eq!(detect("a.docx", b"\0\x01\x02\x03\xff\xfe\0\0\x05\x06\x07\x08"), None);
        assert_eq!(detect("a", b""), None);
        assert_eq!(detect("a.ppt", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1P\0o\0w\0e\0r\0"), None);
    }
}
