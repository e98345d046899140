use super::read;
use crate::model::{Block, Content, FailureKind, Limits};

/// The document's blocks, one a line: paragraphs as they are, tables as `|text@row,cols|`.
fn show(body: &str) -> Vec<String> {
    show_bytes(&[b"{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fcharset134 x;}{\\f1\\fcharset0 Times;}{\\f2\\fcharset2 Symbol;}}", body.as_bytes(), b"}"].concat())
}

fn show_bytes(bytes: &[u8]) -> Vec<String> {
    let Ok(Content::Blocks(blocks)) = read(bytes, &Limits::default()) else { panic!("not read") };
    blocks.into_iter().map(|b| show_block(&b)).collect()
}

fn show_block(block: &Block) -> String {
    match block {
        Block::Line(line) => line.text.clone(),
        Block::Table(table) => {
            let cells = table.cells.iter().map(|c| format!("{}@{:?},{:?}", c.text, c.rows, c.cols));
            format!("|{}|", cells.collect::<Vec<_>>().join("|"))
        }
        Block::Picture => "(picture)".to_owned(),
    }
}

#[test]
fn characters_of_every_notation_are_read() {
    // By escaped bytes, with a plain trailing byte, by number with one and with two substitutes, beyond 16 bits.
    assert_eq!(show(r"\'d5\'fe\'b8\'ae 3\'bc\'fe\par"), ["政府 3件"]);
    assert_eq!(show("\\'81@\\par"), ["丂"]);
    assert_eq!(show(r"\u25919?\u24220 ?\u20214 x\par"), ["政府件"]);
    assert_eq!(show(r"\uc2\u25919\'d5\'fe\u24220\'b8\'ae 1\par"), ["政府 1"]);
    assert_eq!(show(r"\u-10179?\u-8909?\u-28540?\par"), ["🔳還"]);
    assert_eq!(show(r"{\uc0\u25919}\u24220?\par"), ["政府"]);
    assert_eq!(show(r"\ldblquote\u25919?\rdblquote\~a\_b\-c\emdash\par"), ["“政” a-bc—"]);
}

#[test]
fn the_font_decides_where_the_code_page_is_silent() {
    let western = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\froman\fcharset0 Times;}{\f3\fcharset134 SimSun;}}";
    assert_eq!(show_bytes(format!(r"{western}\f3 \'d5\'fe\'b8\'ae\par}}").as_bytes()), ["政府"]);
    // Word names the East Asian font beside the Western one.
    assert_eq!(
        show_bytes(format!(r"{western}\f0\loch\dbch\af3 \'d5\'fe\'b8\'ae\par}}").as_bytes()),
        ["政府"]
    );
    assert_eq!(show(r"\f1 caf\'e9\par"), ["café"]);
    // A bullet of a symbol font is no character.
    assert_eq!(show(r"{\f2\'b7}\u61623?x\par"), ["x"]);
    assert_eq!(show_bytes("{\\rtf1 政府\\par}".as_bytes()), ["政府"]);
    let gbk = encoding_rs::GBK.encode("{\\rtf1\\ansicpg936 政府\\par}").0.into_owned();
    assert_eq!(show_bytes(&gbk), ["政府"]);
}

#[test]
fn what_is_not_shown_is_not_there() {
    assert_eq!(
        show(r"{\header 1\par}{\footerf{\pard 2\par}}a{\footnote 3}{\*\atnid 4}{\*\unknown 5{\b 6}}b\par"),
        ["ab"]
    );
    assert_eq!(show(r"a{\v 1}{\deleted 2}\v 3\v0 b\v 4\plain c\par"), ["abc"]);
    assert_eq!(show(r"{\strike 53}50{\super [1]}\u20214?\striked1 7\plain m{\super 2}\par"), ["50件m2"]);
    assert_eq!(show(r"{\field{\*\fldinst PAGE}{\fldrslt 7}}{\field{\fldinst x}{\fldrslt{8}}}\par"), ["78"]);
    assert_eq!(
        show(
            r"{\info{\title t}}{\stylesheet{\s0 Normal;}}{\pict\pngblip 8950}{\*\shppict{\pict 00}}{\nonshppict{\pict 0}}a\par"
        ),
        ["a", "(picture)", "(picture)"]
    );
    assert_eq!(show(r"{\pict\bin4 }}}}}a\par"), ["a", "(picture)"]);
    assert_eq!(show(r"{\upr{\bkmkstart A}{\*\ud{\bkmkstart A}}}{\upr{x}{\*\ud y}}\par"), ["y"]);
}

#[test]
fn printed_numbers_of_lists_are_text_and_bullets_are_not() {
    assert_eq!(show(r"{\listtext\f0 \u19968?\'a1\'a2\tab}\ls1 \'d7\'dc\par"), ["一、总"]);
    assert_eq!(show(r"{\pntext\f2\'b7\tab}{\*\pn\pnlvlblt}a{\listtext\bullet\tab}b\par"), ["ab"]);
}

#[test]
fn lines_break_where_they_do_in_print() {
    assert_eq!(show("a\\line b\\par c\r\nd\\\ne\\sect f"), ["a", "b", "cd", "e", "f"]);
}

const TWO: &str = r"\trowd\trleft-108\cellx1000\cellx2000\pard\intbl";

#[test]
fn spans_come_from_the_edges_and_from_merge_words() {
    let wide = r"\trowd\trleft-108\cellx2010\pard\intbl ";
    assert_eq!(
        show(&format!(r"{wide} h\cell\row{TWO} a\cell b\par c\cell\row\pard after\par")),
        ["|h@0..1,0..2|a@1..2,0..1|b\nc@1..2,1..2|", "after"]
    );
    let merged = r"\trowd\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000\pard\intbl v\cell h\cell\cell\row";
    let below = r"\trowd\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell 1\cell 2\cell\row";
    assert_eq!(show(&format!("{merged}{below}")), ["|v@0..2,0..1|h@0..1,1..3|1@1..2,1..2|2@1..2,2..3|"]);
}

#[test]
fn the_row_is_what_was_defined_last_before_its_end() {
    // Word states a row before and behind its cells, within groups.
    let row = r"{\trowd\cellx500\cellx900}{\pard\intbl a\cell b\cell}{\trowd\cellx500\cellx900\row}";
    assert_eq!(show(&format!("{row}{row}")), ["|a@0..1,0..1|b@0..1,1..2|a@1..2,0..1|b@1..2,1..2|"]);
    // A row without definition, and one with more cells than it defines.
    assert_eq!(show(r"a\cell b\cell\row"), ["|a@0..1,0..1|b@0..1,1..2|"]);
    assert_eq!(show(r"\trowd\cellx9 a\cell b\cell\row"), ["|a@0..1,0..1|b@0..1,1..2|"]);
}

#[test]
fn tables_that_only_place_things_are_their_content() {
    let inner = r"\pard\intbl\itap2 x\nestcell y\nestcell{\*\nesttableprops\trowd\cellx300\cellx600\nestrow}{\nonesttables\par}";
    assert_eq!(
        show(&format!(r"\trowd\cellx1000\cellx2000{inner}\pard\intbl a\cell b\cell\row")),
        ["|x@0..1,0..1|y@0..1,1..2|", "a", "b"]
    );
    let numbers = r" 1\cell 2\cell 3\cell 4\cell 5\cell 6\cell 7\cell\row";
    let shown = show(&format!(r"{numbers}{numbers}{inner}\pard\intbl a\cell b\cell c\cell\row"));
    assert!(shown[0].contains("a@2..3,0..1") && shown[0].starts_with("|1@0..1,0..1"), "{shown:?}");
    assert_eq!(shown[1..], ["|x@0..1,0..1|y@0..1,1..2|"]);
}

#[test]
fn a_text_box_is_read_once() {
    let shape = r"{\shp{\*\shpinst\shpleft0{\sp{\sn x}{\sv 1}}{\shptxt \pard box\par}}{\shprslt{\*\do{\dptxbxtext old\par}}}}";
    assert_eq!(show(&format!(r"a{shape}b\par c\par")), ["ab", "box", "c"]);
    assert_eq!(show(r"{\*\do\dobxpage{\dptxbxtext\pard old\par}}a\par"), ["a", "old"]);
    assert_eq!(show(&format!(r"{TWO} a{shape}\cell b\cell\row")), ["|box\na@0..1,0..1|b@0..1,1..2|"]);
}

#[test]
fn a_file_cut_off_anywhere_says_so() {
    let whole = format!(
        r"{{\rtf1{{\fonttbl{{\f0 x;}}}}{TWO} a\u25919?\cell \'d5\'fe\cell\row\pard{{\shp{{\shptxt b}}}}}}"
    );
    for end in 0..whole.len() {
        let failure = read(&whole.as_bytes()[..end], &Limits::default()).expect_err("cut off");
        assert_eq!(failure.kind, FailureKind::Unreadable, "{end}");
    }
    // What stands behind the document is none of it.
    assert_eq!(show_bytes(b"{\\rtf1 a}\0\0}} trailing"), ["a"]);
}

#[test]
fn nesting_and_sizes_have_limits() {
    let limited = |bytes: &[u8], name: &str| {
        let failure = read(bytes, &Limits::default()).expect_err(name);
        assert_eq!(failure.kind, FailureKind::LimitExceeded);
        assert!(failure.detail.contains(name), "{}", failure.detail);
    };
    limited(&[b"{\\rtf1".as_slice(), &[b'{'; 1_000_000]].concat(), "rtf_depth");
    limited(format!("{{\\rtf1{}}}", r" a\cell b\cell\row".repeat(500)).as_bytes(), "table_rows");
    limited(format!("{{\\rtf1{}\\row}}", r" a\cell".repeat(500)).as_bytes(), "table_cols");
    limited(format!("{{\\rtf1{}{{\\shptxt{{\\shptxt}}}}", "{\\shptxt ".repeat(2000)).as_bytes(), "rtf_depth");
}

#[test]
fn senseless_numbers_do_no_harm() {
    let odd = [
        r"\trowd\trleft-99999999999\cellx2147483647\cellx-5\cellx-5 a\cell b\cell\row",
        r"\uc2147483647\u99999999999 abc\par",
        r"\itap2147483647 a\nestcell\nestrow\itap-7 b\par",
        r"\ansicpg-1\f99999\fcharset-3 \'d5\'fe\par",
        r"\row\row\cell\nestrow{\*\nesttableprops\cellx5\row}\bin-9",
    ];
    for body in odd {
        assert!(read(format!("{{\\rtf1{body}}}").as_bytes(), &Limits::default()).is_ok(), "{body}");
    }
}
