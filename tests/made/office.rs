//! Packages of XML, and compound files.

use super::{Hostile, TITLE, corpus, cut, package};

fn each(files: Vec<(&str, Vec<u8>, &'static str)>) -> Vec<Hostile> {
    files.into_iter().map(|(name, bytes, outcome)| Hostile::new(name, bytes, outcome)).collect()
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

fn word(before: &str, body: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let title = format!("<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p>");
    let document =
        format!("<?xml version=\"1.0\"?>{before}<w:document {W}><w:body>{title}{body}</w:body></w:document>");
    package(&[&[("word/document.xml", document.as_bytes())], more].concat())
}

pub fn docx() -> Vec<Hostile> {
    let whole = corpus("word/county-2021-docx.docx");
    let row = |properties: &str| {
        format!("<w:tbl><w:tr><w:tc><w:tcPr>{properties}</w:tcPr><w:p/></w:tc></w:tr></w:tbl>")
    };
    let laughs: String =
        (0..9).map(|i| format!("<!ENTITY l{} \"{}\">", i + 1, format!("&l{i};").repeat(10))).collect();
    let outside = "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    let styles = format!(
        "<w:styles {W}><w:style w:styleId=\"a\"><w:basedOn w:val=\"b\"/></w:style><w:style w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style></w:styles>"
    );
    let styled = "<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    let numbering = format!(
        "<w:numbering {W}><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"2147483647\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、%9\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    );
    let numbered =
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"99999\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>"
            .repeat(50);
    let tables = |n: usize| "<w:tbl><w:tr><w:tc>".repeat(n) + &"</w:tc></w:tr></w:tbl>".repeat(n);
    each(vec![
        ("cut-50.docx", cut(&whole, 50), "unreadable"),
        ("cut-99.docx", cut(&whole, 99), "unreadable"),
        ("empty.docx", package(&[("word/document.xml", b"")]), "not_a_report"),
        (
            "no-document.docx",
            package(&[("word/document.xml/x", b"1"), ("[Content_Types].xml", b"<a/>")]),
            "unsupported",
        ),
        ("bomb.docx", word("", &" ".repeat(8 << 20), &[]), "limit_exceeded"),
        (
            "laughs.docx",
            word(&format!("<!DOCTYPE d [<!ENTITY l0 \"ha\">{laughs}]>"), "&l9;", &[]),
            "unreadable",
        ),
        ("outside.docx", word(outside, "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", &[]), "unreadable"),
        ("deep.docx", word("", &"<w:sdt>".repeat(50_000), &[]), "limit_exceeded"),
        ("tables.docx", word("", &tables(2000), &[]), "limit_exceeded"),
        ("span.docx", word("", &row("<w:gridSpan w:val=\"1000000000\"/>"), &[]), "ok"),
        ("merge.docx", word("", &row("<w:vMerge/>"), &[]), "ok"),
        ("styles.docx", word("", styled, &[("word/styles.xml", styles.as_bytes())]), "ok"),
        ("numbers.docx", word("", &numbered, &[("word/numbering.xml", numbering.as_bytes())]), "ok"),
    ])
}

fn fixed(page: &str) -> Vec<u8> {
    let document = "<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea></CommonData><Pages><Page ID=\"1\" BaseLoc=\"P.xml\"/></Pages></Document>";
    let entry = "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>";
    package(&[("OFD.xml", entry.as_bytes()), ("D.xml", document.as_bytes()), ("P.xml", page.as_bytes())])
}

pub fn ofd() -> Vec<Hostile> {
    let whole = corpus("ofd/county-2023-lines.ofd");
    let words = |code: &str| {
        fixed(&format!(
            "<Page><Content><Layer><TextObject ID=\"1\" Boundary=\"0 0 200 9\" Size=\"5\">{code}</TextObject></Layer></Content></Page>"
        ))
    };
    let itself = "<OFD><DocBody><DocRoot>OFD.xml</DocRoot></DocBody></OFD>";
    each(vec![
        ("cut.ofd", cut(&whole, 50), "unreadable"),
        ("root-in-itself.ofd", package(&[("OFD.xml", itself.as_bytes())]), "no_text"),
        ("no-pages.ofd", package(&[("OFD.xml", b"<OFD/>")]), "unreadable"),
        ("outside.ofd", words("<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"), "unreadable"),
        (
            "deltas.ofd",
            words("<TextCode X=\"0\" Y=\"5\" DeltaX=\"g 1000000000 1\">公开</TextCode>"),
            "not_a_report",
        ),
        ("deep.ofd", fixed(&"<PageBlock>".repeat(50_000)), "limit_exceeded"),
        ("bomb.ofd", fixed(&" ".repeat(8 << 20)), "limit_exceeded"),
    ])
}

const S: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

fn book(sheet: &str) -> Vec<u8> {
    let workbook = format!(
        "<workbook {S} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let sheet = format!("<worksheet {S}>{sheet}</worksheet>");
    package(&[
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

pub fn sheet() -> Vec<Hostile> {
    let cell = |at: &str, value: &str| {
        format!("<row><c r=\"{at}\" t=\"inlineStr\"><is><t>{value}</t></is></c></row>")
    };
    let ods = |rows: &str| {
        let content = format!(
            "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        package(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", content.as_bytes()),
        ])
    };
    let merges: String = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(1000);
    each(vec![
        (
            "far.xlsx",
            book(&format!("<sheetData>{}{}</sheetData>", cell("A1", TITLE), cell("XFD1048576", "1"))),
            "ok",
        ),
        (
            "merges.xlsx",
            book(&format!("<sheetData>{}</sheetData><mergeCells>{merges}</mergeCells>", cell("A1", TITLE))),
            "ok",
        ),
        (
            "nowhere.xlsx",
            book(
                "<sheetData><row r=\"99999999999\"><c r=\"ZZZZZZ1\" t=\"s\"><v>4294967295</v></c></row></sheetData>",
            ),
            "unreadable",
        ),
        ("cut.xlsx", cut(&corpus("sheet/county-2023-whole.xlsx"), 60), "unreadable"),
        (
            "repeated.ods",
            ods(
                "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"><text:p>1</text:p></table:table-cell></table:table-row>",
            ),
            "limit_exceeded",
        ),
        ("cut.xls", cut(&corpus("sheet/commerce-2020-excel-97.xls"), 60), "unreadable"),
    ])
}

pub fn compound() -> Vec<Hostile> {
    let whole = corpus("word/county-2021-libreoffice-97.doc");
    let mut locked = whole.clone();
    // The flag that says so stands in the header of the main stream, behind its magic number and version.
    let header = locked.windows(2).position(|w| w == b"\xEC\xA5").expect("a Word document");
    locked[header + 11] |= 1;
    let mut circle = whole.clone();
    // Every sector follows itself: the table of sectors stands where the file's header says (at 76).
    let first =
        usize::try_from(u32::from_le_bytes([circle[76], circle[77], circle[78], circle[79]])).expect("small");
    for i in 0..128_u32 {
        let at = (first + 1) * 512 + i as usize * 4;
        circle[at..at + 4].copy_from_slice(&i.to_le_bytes());
    }
    let wrapped = {
        let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).expect("in memory");
        file.create_stream("EncryptedPackage").expect("in memory");
        file.into_inner().into_inner()
    };
    each(vec![
        ("cut-20.doc", cut(&whole, 20), "unreadable"),
        ("cut-80.doc", cut(&whole, 80), "unreadable"),
        ("locked.doc", locked, "encrypted"),
        ("in-circles.doc", circle, "unreadable"),
        ("magic.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), "unreadable"),
        ("wrapped.docx", wrapped, "encrypted"),
    ])
}
