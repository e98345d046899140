//! The numbers that Word generates.

use super::*;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The lines of a document whose lists are defined so.
fn numbered(numbering: &str, body: &str) -> Vec<String> {
    styled(numbering, "", body)
}

fn styled(numbering: &str, styles: &str, body: &str) -> Vec<String> {
    show_parts(&[
        ("word/document.xml", &document(body)),
        RELATIONS,
        ("word/numbering.xml", &format!("<w:numbering xmlns:w=\"{MAIN}\">{numbering}</w:numbering>")),
        ("word/styles.xml", &format!("<w:styles xmlns:w=\"{MAIN}\">{styles}</w:styles>")),
    ])
}

fn level(at: u8, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn definition(id: u8, inner: &str) -> String {
    format!("<w:abstractNum w:abstractNumId=\"{id}\">{inner}</w:abstractNum>")
}

fn list(id: u8, definition: u8, inner: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{definition}\"/>{inner}</w:num>")
}

fn item(list: u8, level: u8, text: &str) -> String {
    marked(list, level, "", text)
}

/// An item whose paragraph mark has properties of its own.
fn marked(list: u8, level: u8, mark: &str, text: &str) -> String {
    p(&format!(
        "<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr><w:rPr>{mark}</w:rPr></w:pPr>{}",
        r(text)
    ))
}

fn two_levels() -> String {
    let levels = level(0, "chineseCounting", "%1、", "") + &level(1, "decimal", "（%2）", "");
    definition(3, &levels) + &list(1, 3, "")
}

#[test]
fn generated_numbers_are_part_of_the_text() {
    let style = "<w:style w:type=\"paragraph\" w:styleId=\"h\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let by_style = p(&format!("<w:pPr><w:pStyle w:val=\"h\"/></w:pPr>{}", r("三")));
    let body = item(1, 0, "甲")
        + &item(1, 1, "乙")
        + &item(1, 1, "丙")
        + &item(1, 0, "丁")
        + &item(1, 1, "戊")
        + &by_style;
    assert_eq!(
        styled(&two_levels(), style, &body),
        ["一、甲", "（1）乙", "（2）丙", "二、丁", "（1）戊", "三、三"]
    );
}

#[test]
fn what_is_deleted_or_hidden_is_not_counted() {
    let gone = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>\
        <w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>";
    let hidden = marked(1, 0, "<w:vanish/>", "").replace("<w:t>", "<w:rPr><w:vanish/></w:rPr><w:t>藏");
    let body = item(1, 0, "甲") + gone + &hidden + &item(1, 0, "乙");
    assert_eq!(numbered(&two_levels(), &body), ["一、甲", "二、乙"]);
    // The number stands in front of what a joined paragraph began with.
    assert_eq!(
        numbered(&two_levels(), &(marked(1, 0, "<w:del/>", "总体") + &item(1, 0, "情况"))),
        ["一、总体情况"]
    );
}

#[test]
fn a_list_without_number_takes_a_paragraph_out_of_its_style() {
    let style = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"h\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    assert_eq!(
        styled(&two_levels(), style, &(p(&r("甲")) + &item(0, 0, "乙") + &p(&r("丙")))),
        ["一、甲", "乙", "二、丙"]
    );
}

#[test]
fn a_list_style_stands_for_its_definition() {
    let linked = definition(1, "<w:numStyleLink w:val=\"s\"/>")
        + &definition(
            2,
            &(String::from("<w:styleLink w:val=\"s\"/>") + &level(0, "chineseCounting", "%1、", "")),
        )
        + &list(5, 1, "")
        + &list(6, 2, "");
    assert_eq!(numbered(&linked, &(item(5, 0, "甲") + &item(5, 0, "乙"))), ["一、甲", "二、乙"]);
}

#[test]
fn levels_start_anew_where_they_say() {
    let levels = |restart: &str| {
        level(0, "chineseCounting", "%1、", "")
            + &level(1, "decimal", "%2.", "")
            + &level(2, "decimal", "（%3）", restart)
    };
    let body = item(1, 0, "甲")
        + &item(1, 1, "a")
        + &item(1, 2, "x")
        + &item(1, 1, "b")
        + &item(1, 2, "y")
        + &item(1, 0, "乙")
        + &item(1, 2, "z");
    let shown = |restart| {
        let lines = numbered(&(definition(1, &levels(restart)) + &list(1, 1, "")), &body);
        lines.into_iter().filter(|l| l.starts_with('（')).collect::<Vec<_>>()
    };
    assert_eq!(shown(""), ["（1）x", "（1）y", "（1）z"]);
    assert_eq!(shown("<w:lvlRestart w:val=\"0\"/>"), ["（1）x", "（2）y", "（3）z"]);
    assert_eq!(shown("<w:lvlRestart w:val=\"1\"/>"), ["（1）x", "（2）y", "（1）z"]);
}

#[test]
fn lists_override_starts_and_levels() {
    let over = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"3\"/></w:lvlOverride>";
    let own = format!(
        "<w:lvlOverride w:ilvl=\"0\">{}</w:lvlOverride>",
        level(0, "decimal", "%1.", "<w:suff w:val=\"space\"/>")
    );
    let lists = two_levels() + &list(2, 3, over) + &list(4, 3, &own);
    let body = item(1, 0, "甲") + &item(2, 0, "乙") + &item(2, 0, "丙") + &item(4, 0, "丁");
    assert_eq!(numbered(&lists, &body), ["一、甲", "三、乙", "四、丙", "5. 丁"]);
}

#[test]
fn newer_formats_are_read_as_older_programs_do() {
    let format = "<mc:AlternateContent xmlns:mc=\"urn:mc\"><mc:Choice><w:numFmt w:val=\"custom\"/></mc:Choice>\
        <mc:Fallback><w:numFmt w:val=\"decimalZero\"/></mc:Fallback></mc:AlternateContent>";
    let lists = definition(1, &format!("<w:lvl w:ilvl=\"0\">{format}<w:lvlText w:val=\"%1.\"/></w:lvl>"))
        + &list(1, 1, "");
    assert_eq!(numbered(&lists, &item(1, 0, "甲")), ["01.甲"]);
}
