//! Documents in one XML file.

use super::*;

fn of_word_2003(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument \
         xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\" xmlns:wx=\"urn:wx\" xmlns:aml=\"urn:aml\">\
         <w:styles><w:style w:styleId=\"z\"><w:rPr><w:vanish/></w:rPr></w:style></w:styles><w:body><wx:sect>{body}\
         <w:sectPr><w:hdr>{}</w:hdr></w:sectPr></wx:sect></w:body></w:wordDocument>",
        p(&r("页眉"))
    )
}

#[test]
fn word_2003_writes_numbers_merges_and_changes_in_its_own_way() {
    let listed = "<w:pPr><w:listPr><w:ilvl w:val=\"0\"/><w:ilfo w:val=\"1\"/><wx:t wx:val=\"一、\"/></w:listPr></w:pPr>";
    let change = |kind: &str, inner: &str| {
        format!("<aml:annotation w:type=\"{kind}\"><aml:content>{inner}</aml:content></aml:annotation>")
    };
    let line = r("共")
        + &change("Word.Deletion", "<w:r><w:delText>7</w:delText></w:r>")
        + &change("Word.Insertion", &r("3件"))
        + &format!("<w:r><w:footnote>{}</w:footnote></w:r>", p(&r("注9")));
    let cells = |row: &[String]| format!("<w:tr>{}</w:tr>", row.concat());
    let table = format!(
        "<w:tbl>{}{}</w:tbl>",
        cells(&[
            tc("<w:vmerge w:val=\"restart\"/>", "a"),
            tc("<w:hmerge w:val=\"restart\"/>", "b"),
            tc("<w:hmerge/>", "")
        ]),
        cells(&[tc("<w:vmerge/>", ""), tc("", "1"), tc("", "2")])
    );
    let hidden = p(&format!("<w:pPr><w:pStyle w:val=\"z\"/></w:pPr>{}", r("藏")));
    let body = p(&(listed.to_owned() + &r("总体情况"))) + &p(&line) + &hidden + &table;
    let text = of_word_2003(&body);
    assert!(is_xml_document(&text));
    assert_eq!(
        show_bytes(text.as_bytes()),
        ["一、总体情况", "共3件", "[a@0..2,0..1 b@0..1,1..3 1@1..2,1..2 2@1..2,2..3]"]
    );
}

#[test]
fn a_package_in_one_file_is_read_as_one_of_parts() {
    let part = |name: &str, xml: &str| {
        let xml = xml.trim_start_matches("<?xml version=\"1.0\"?>");
        format!(
            "<pkg:part pkg:name=\"{name}\" pkg:contentType=\"x\"><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>"
        )
    };
    let styles = "<w:styles xmlns:w=\"urn:w\"><w:style w:styleId=\"z\"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    let body = p(&format!("<w:pPr><w:pStyle w:val=\"z\"/></w:pPr>{}", r("藏"))) + &p(&r("文"));
    let parts = part("/word/document.xml", &document(&body)) + &part("/word/styles.xml", styles);
    let whole = format!(
        "<pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">{parts}</pkg:package>"
    );
    assert!(is_xml_document(&whole.to_lowercase()));
    assert_eq!(show_bytes(whole.as_bytes()), ["文"]);
}

#[test]
fn what_is_cut_off_or_no_document_is_unreadable() {
    let whole = of_word_2003(&p(&r("文")));
    for text in [&whole[..whole.len() - 30], "<w:x xmlns:w=\"urn:w\"/>", "文"] {
        assert_eq!(failure(text.as_bytes()).0, FailureKind::Unreadable, "{text}");
    }
}
