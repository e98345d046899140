use super::*;
use crate::model::FailureKind;
use crate::model::{Block, RawTable};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

mod layout;
mod lists;
mod single;

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a new part");
        zip.write_all(text.as_bytes()).expect("a part in memory");
    }
    zip.finish().expect("a finished archive").into_inner()
}

fn document(body: &str) -> String {
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"{word}\" xmlns:mc=\"urn:mc\"><w:body>{body}</w:body></w:document>"
    )
}

fn show_parts(parts: &[(&str, &str)]) -> Vec<String> {
    show_bytes(&package(parts))
}

fn show_bytes(bytes: &[u8]) -> Vec<String> {
    let rows = |t: RawTable| -> String {
        let cell = |c: &crate::model::RawCell| format!("{}@{:?},{:?}", c.text, c.rows, c.cols);
        t.cells.iter().map(cell).collect::<Vec<_>>().join(" ")
    };
    let block = |b| match b {
        Block::Line(line) => line.text,
        Block::Table(table) => format!("[{}]", rows(table)),
        Block::Picture => "(picture)".to_owned(),
    };
    match read(bytes, &Limits::default()) {
        Ok(Content::Blocks(blocks)) => blocks.into_iter().map(block).collect(),
        other => panic!("no blocks: {other:?}"),
    }
}

/// The relations of the main document to its styles and lists.
const RELATIONS: (&str, &str) = (
    "word/_rels/document.xml.rels",
    "<Relationships><Relationship Id=\"a\" Type=\"urn:o/styles\" Target=\"styles.xml\"/>\
     <Relationship Id=\"b\" Type=\"urn:o/numbering\" Target=\"numbering.xml\"/></Relationships>",
);

fn show(body: &str) -> Vec<String> {
    show_parts(&[("word/document.xml", &document(body))])
}

fn p(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

fn r(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(&r(text)))
}

#[test]
fn runs_join_and_what_was_deleted_or_hidden_is_gone() {
    let runs = format!(
        "{}<w:del><w:r><w:delText>7</w:delText></w:r></w:del><w:ins>{}</w:ins><w:moveFrom>{}</w:moveFrom>{}",
        r("共3"),
        r("1&amp;19件"),
        r("旧"),
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>。</w:t></w:r>"
    );
    assert_eq!(show(&p(&runs)), ["共31&19件。"]);
}

#[test]
fn what_is_crossed_out_or_marks_a_note_is_gone() {
    let look =
        |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>");
    let raised = "<w:vertAlign w:val=\"superscript\"/>";
    let runs = look("<w:strike/>", "53")
        + &look("<w:strike w:val=\"0\"/>", "50")
        + &look("<w:dstrike/>", "7")
        + &look(raised, "[1]");
    assert_eq!(show(&p(&(runs + &r("件，共8m") + &look(raised, "2")))), ["50件，共8m2"]);
}

#[test]
fn a_paragraph_whose_mark_is_gone_goes_on_in_the_next_but_not_behind_a_table() {
    let gone = |mark: &str, text: &str| p(&format!("<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{}", r(text)));
    let body = gone("<w:del/>", "共") + &gone("<w:vanish/>", "3") + &p(&r("件"));
    assert_eq!(show(&body), ["共3件"]);
    let table = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", tc("", "1"), tc("", "2"));
    assert_eq!(
        show(&(gone("<w:vanish/>", "前") + &table + &p(&r("后")))),
        ["前", "[1@0..1,0..1 2@0..1,1..2]", "后"]
    );
}

#[test]
fn a_style_may_hide_text() {
    let styles = "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
        <w:style w:type=\"paragraph\" w:styleId=\"z\"><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"c\"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    let body = p(&format!("<w:pPr><w:pStyle w:val=\"z\"/></w:pPr>{}", r("窗体顶端")))
        + &p(&(r("正文") + "<w:r><w:rPr><w:rStyle w:val=\"c\"/></w:rPr><w:t>藏</w:t></w:r>"));
    assert_eq!(
        show_parts(&[("word/document.xml", &document(&body)), RELATIONS, ("word/styles.xml", styles)]),
        ["正文"]
    );
}

#[test]
fn of_a_field_only_the_result_is_shown() {
    let field = |kind| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = "<w:r><w:instrText>PAGE</w:instrText><w:t>码</w:t></w:r>";
    let body =
        p(&format!("{}{code}{}{}{}", field("begin"), field("separate"), r("5"), field("end"))) + &p(&r("后"));
    assert_eq!(show(&body), ["5", "后"]);
    assert_eq!(show(&(p(&format!("{}{code}", field("begin"))) + &p(&r("后")))), ["后"]);
}

#[test]
fn breaks_end_lines_and_a_text_box_is_read_once() {
    let boxed = format!("<w:txbxContent>{}</w:txbxContent>", p(&r("框")));
    let both = format!(
        "<w:r><mc:AlternateContent><mc:Choice>{boxed}</mc:Choice><mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent></w:r>"
    );
    assert_eq!(show(&p(&format!("{}<w:r><w:br/></w:r>{}{both}", r("一"), r("二")))), ["一", "二", "框"]);
}

#[test]
fn cells_span_and_merge() {
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let body = format!(
        "<w:tbl>{}{}<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>{}</w:tbl>",
        row(&[tc("<w:vMerge w:val=\"restart\"/>", "a"), tc("<w:gridSpan w:val=\"2\"/>", "b")]),
        row(&[tc("<w:vMerge/>", ""), tc("", "c"), tc("", "")]),
        tc("", "旧"),
        row(&[tc("", "d"), tc("", "e")]),
    );
    assert_eq!(
        show(&body),
        ["[a@0..2,0..1 b@0..1,1..3 c@1..2,1..2 @1..2,2..3 d@2..3,0..1 e@2..3,1..2 @2..3,2..3]"]
    );
}

#[test]
fn pictures_are_told_in_their_place() {
    let drawing = "<w:r><mc:AlternateContent><mc:Choice><w:drawing><pic:pic xmlns:pic=\"urn:p\"/></w:drawing></mc:Choice>\
                   <mc:Fallback><w:pict><v:imagedata xmlns:v=\"urn:v\"/></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
    let old = "<w:r><w:pict xmlns:v=\"urn:v\"><v:shape><v:imagedata/></v:shape></w:pict></w:r>";
    let body = p(&r("一")) + &p(&(r("见图") + drawing)) + &p(old) + &p(&r("二"));
    assert_eq!(show(&body), ["一", "见图", "(picture)", "(picture)", "二"]);
}

fn failure(bytes: &[u8]) -> (FailureKind, String) {
    match read(bytes, &Limits::default()) {
        Err(failure) => (failure.kind, failure.detail),
        Ok(content) => panic!("read: {content:?}"),
    }
}

#[test]
fn bombs_and_towers_are_refused() {
    let bomb = package(&[("word/document.xml", &document(&p(&r(&" ".repeat(2_000_000)))))]);
    assert!(failure(&bomb).1.contains("zip_ratio"));
    let tower = document(&format!("{}{}", "<w:sdt>".repeat(200), "</w:sdt>".repeat(200)));
    assert!(failure(&package(&[("word/document.xml", &tower)])).1.contains("xml_depth"));
}

#[test]
fn entities_and_lying_sizes_are_not_believed() {
    let body = document(&p("<w:r><w:t>&x;</w:t></w:r>"));
    let body = body.replacen("?>", "?><!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>", 1);
    assert_eq!(failure(&package(&[("word/document.xml", &body)])).0, FailureKind::Unreadable);
    let whole = package(&[("word/document.xml", &document(&p(&r("文"))))]);
    let entry = whole.windows(4).position(|w| w == b"PK\x01\x02").expect("the directory");
    for (offset, size) in
        [(20, 1_u32), (20, u32::MAX - 1), (24, 3), (24, u32::MAX - 1), (42, 9), (42, 1 << 30)]
    {
        let mut lying = whole.clone();
        lying.splice(entry + offset..entry + offset + 4, size.to_le_bytes());
        match read(&lying, &Limits::default()) {
            Ok(content) => assert_eq!(content, read(&whole, &Limits::default()).expect("whole")),
            Err(failed) => assert_eq!(failed.kind, FailureKind::Unreadable),
        }
    }
}

#[test]
fn a_cut_file_is_unreadable_wherever_it_is_cut() {
    let whole = package(&[("word/document.xml", &document(&p(&r("文"))))]);
    for length in 4..whole.len() {
        assert_eq!(
            failure(whole.get(..length).unwrap_or_default()).0,
            FailureKind::Unreadable,
            "cut at {length}"
        );
    }
}

#[test]
fn tables_and_spans_beyond_all_measure_are_refused() {
    let row = |cells: &str| format!("<w:tr>{cells}</w:tr>");
    let one = tc("", "1");
    let long = format!("<w:tbl>{}</w:tbl>", row(&one).repeat(1000));
    assert!(failure(&package(&[("word/document.xml", &document(&long))])).1.contains("table_rows"));
    let wide = format!("<w:tbl>{}</w:tbl>", row(&one.repeat(1000)));
    assert!(failure(&package(&[("word/document.xml", &document(&wide))])).1.contains("table_cols"));
    let span = tc("<w:gridSpan w:val=\"18446744073709551615\"/>", "1");
    let spanned = format!("<w:tbl>{}</w:tbl>", row(&(span + &one)));
    assert!(failure(&package(&[("word/document.xml", &document(&spanned))])).1.contains("table_cols"));
}

#[test]
fn damage_and_passwords_are_told_apart() {
    let whole = document(&p(&r("文")));
    let cut = whole.get(..whole.len() - 20).unwrap_or_default();
    assert_eq!(failure(&package(&[("word/document.xml", cut)])).0, FailureKind::Unreadable);
    assert_eq!(failure(b"PK\x03\x04rubbish").0, FailureKind::Unreadable);
    assert_eq!(failure(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").0, FailureKind::Encrypted);
}
