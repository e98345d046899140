//! Tables, text boxes and what wraps them.

use super::*;

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn table(rows: &[String]) -> String {
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>", rows.concat())
}

/// A cell around blocks.
fn around(inner: &str) -> String {
    format!("<w:tc>{inner}</w:tc>")
}

fn pair() -> String {
    table(&[row(&[tc("", "1"), tc("", "2")])])
}

const PAIR: &str = "[1@0..1,0..1 2@0..1,1..2]";

#[test]
fn tables_that_only_place_things_are_their_content() {
    let one_column = table(&[row(&[around(&(p(&r("一、")) + &pair()))])]);
    assert_eq!(show(&one_column), ["一、", PAIR]);
    let beside_margin = table(&[row(&[tc("", ""), around(&(p(&r("一、")) + &pair() + &p(&r("二、"))))])]);
    assert_eq!(show(&beside_margin), ["一、", PAIR, "二、"]);
    let sentence =
        "围绕群众关心的事项及时公开，全年工作平稳有序，没有发生因公开不当被追究责任的情况，群众比较满意。";
    let prose = table(&[row(&[tc("", "一、总体情况"), tc("", &sentence.repeat(5))])]);
    assert_eq!(show(&prose), ["一、总体情况".to_owned(), sentence.repeat(5)]);
}

#[test]
fn a_table_within_a_table_of_data_follows_it() {
    let numbers: Vec<String> = (0..7).map(|n| tc("", &n.to_string())).collect();
    let with_table = [numbers[..6].to_vec(), vec![around(&(pair() + &p(&r("x"))))]].concat();
    let shown = show(&table(&[row(&numbers), row(&numbers), row(&with_table)]));
    assert!(shown[0].ends_with("x@2..3,6..7]"), "{shown:?}");
    assert_eq!(shown[1..], [PAIR]);
}

#[test]
fn a_whole_report_in_one_table_is_its_lines_and_tables() {
    let wide = "<w:gridSpan w:val=\"2\"/>";
    let body = table(&[
        row(&[tc(wide, "一、总体情况")]),
        row(&[tc(wide, "全年公开有序，工作平稳。")]),
        row(&[tc(wide, "二、主动公开政府信息情况")]),
        row(&[tc("", "规章"), tc("", "0")]),
        row(&[tc("", "行政许可"), tc("", "3")]),
        row(&[tc(wide, "五、存在的主要问题")]),
        row(&[tc(wide, "力量不足。")]),
    ]);
    assert_eq!(
        show(&body),
        [
            "一、总体情况",
            "全年公开有序，工作平稳。",
            "二、主动公开政府信息情况",
            "[规章@0..1,0..1 0@0..1,1..2 行政许可@1..2,0..1 3@1..2,1..2]",
            "五、存在的主要问题",
            "力量不足。"
        ]
    );
}

#[test]
fn cells_merge_in_both_directions_and_what_is_merged_away_is_not_shown() {
    let restart = "<w:vMerge w:val=\"restart\"/>";
    let left = "<w:hMerge w:val=\"restart\"/>";
    let body = table(&[
        row(&[
            tc(&format!("{left}{restart}"), "a"),
            tc("<w:hMerge/><w:vMerge w:val=\"restart\"/>", "旧"),
            tc("", "b"),
        ]),
        row(&[tc(&format!("{left}<w:vMerge/>"), "旧"), tc("<w:hMerge/><w:vMerge/>", "旧"), tc("", "c")]),
        row(&[tc("", "1"), tc("", "2"), tc("", "3")]),
    ]);
    assert_eq!(show(&body), ["[a@0..2,0..2 b@0..1,2..3 c@1..2,2..3 1@2..3,0..1 2@2..3,1..2 3@2..3,2..3]"]);
}

#[test]
fn rows_may_begin_behind_the_first_column_and_a_merge_without_beginning_is_a_cell() {
    let late = "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>".to_owned() + &tc("", "3") + "</w:tr>";
    let body = table(&[row(&[tc("<w:vMerge/>", "1"), tc("", "2")]), late]);
    assert_eq!(show(&body), ["[1@0..1,0..1 2@0..1,1..2 @1..2,0..1 3@1..2,1..2]"]);
}

#[test]
fn hidden_rows_are_not_there_and_no_cell_reaches_into_them() {
    let hidden =
        "<w:tr><w:trPr><w:hidden/></w:trPr>".to_owned() + &tc("<w:vMerge/>", "") + &tc("", "9") + "</w:tr>";
    let body = table(&[
        row(&[tc("<w:vMerge w:val=\"restart\"/>", "a"), tc("", "1")]),
        hidden,
        row(&[tc("<w:vMerge/>", ""), tc("", "2")]),
    ]);
    assert_eq!(show(&body), ["[a@0..2,0..1 1@0..1,1..2 2@1..2,1..2]"]);
}

#[test]
fn content_controls_and_tags_wrap_anything() {
    let control = |inner: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"数\"/><w:text/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        )
    };
    let tagged = "<w:smartTag><w:smartTagPr><w:attr w:val=\"1899\"/></w:smartTagPr>".to_owned()
        + &r("2")
        + "</w:smartTag>";
    let simple = format!("<w:fldSimple w:instr=\" REF x \">{}</w:fldSimple>", r("3"));
    let link = format!("<w:hyperlink>{}</w:hyperlink>", r("件"));
    let line = control(&p(&(r("共") + &control(&r("1")) + &tagged + &simple + &link)));
    assert_eq!(show(&line), ["共123件"]);
    let cells = control(&row(&[control(&tc("", "1")), around(&control(&p(&r("2"))))]));
    assert_eq!(show(&control(&table(&[cells]))), [PAIR]);
}

#[test]
fn text_boxes_hold_tables_and_are_read_once_in_every_notation() {
    let content = format!("<w:txbxContent>{}{}</w:txbxContent>", pair(), p(""));
    let old =
        format!("<w:pict><v:shape xmlns:v=\"urn:v\"><v:textbox>{content}</v:textbox></v:shape></w:pict>");
    let new = format!(
        "<w:drawing><wps:wsp xmlns:wps=\"urn:s\"><wps:txbx>{content}</wps:txbx></wps:wsp></w:drawing>"
    );
    let both = format!(
        "<mc:AlternateContent><mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    );
    let group = format!(
        "<w:pict><v:group xmlns:v=\"urn:v\"><v:shape><v:textbox>{content}</v:textbox></v:shape></v:group></w:pict>"
    );
    for shape in [old, new, both, group] {
        assert_eq!(
            show(&(p(&r("前")) + &p(&format!("<w:r>{shape}</w:r>")) + &p(&r("后")))),
            ["前", PAIR, "后"]
        );
    }
}

#[test]
fn turned_text_reads_as_other_text_does() {
    let turned = "<w:textDirection w:val=\"tbRlV\"/>";
    let body =
        table(&[row(&[tc(turned, "三、本年度办理结果"), tc("<w:textDirection w:val=\"btLr\"/>", "1")])]);
    assert_eq!(show(&body), ["[三、本年度办理结果@0..1,0..1 1@0..1,1..2]"]);
}

#[test]
fn notes_and_what_stands_in_the_margins_is_no_text() {
    let notes = "<w:footnotes><w:footnote><w:p><w:r><w:t>注9件</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let header = "<w:hdr><w:p><w:r><w:t>页眉8</w:t></w:r></w:p></w:hdr>";
    let body = p(&(r("共3件")
        + "<w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:endnoteReference w:id=\"1\"/></w:r>"))
        + "<w:sectPr><w:headerReference w:id=\"r\"/></w:sectPr>";
    let parts = [
        ("word/document.xml", &*document(&body)),
        ("word/footnotes.xml", notes),
        ("word/header1.xml", header),
    ];
    assert_eq!(show_parts(&parts), ["共3件"]);
}

#[test]
fn the_parts_are_where_the_package_says() {
    let related = |target: &str, kind: &str| {
        format!(
            "<Relationships><Relationship Id=\"a\" Type=\"urn:x/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let hides = "<w:styles xmlns:w=\"urn:w\"><w:style w:styleId=\"z\"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    let body = document(&(p(&format!("<w:pPr><w:pStyle w:val=\"z\"/></w:pPr>{}", r("藏"))) + &p(&r("文"))));
    let parts = [
        ("_rels/.rels", &*related("/doc/document2.xml", "officeDocument")),
        ("doc/document2.xml", &*body),
        ("doc/_rels/document2.xml.rels", &*related("styles7.xml", "styles")),
        ("doc/styles7.xml", hides),
    ];
    assert_eq!(show_parts(&parts), ["文"]);
    // The strict dialect has other namespaces.
    let strict = body.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    );
    assert_eq!(show_parts(&[("word/document.xml", &strict)]), ["藏", "文"]);
}
