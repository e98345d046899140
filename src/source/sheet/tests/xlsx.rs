use super::{assert_limited, limits, package, show, texts};
use crate::model::FailureKind;
use crate::source::sheet::read_xlsx;

const RELATIONS: &str = "<Relationships>\
    <Relationship Id=\"r1\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
    <Relationship Id=\"r2\" Type=\"http://x/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/>\
    <Relationship Id=\"r3\" Type=\"http://x/sharedStrings\" Target=\"sharedStrings.xml\"/>\
    <Relationship Id=\"r4\" Type=\"http://x/styles\" Target=\"styles.xml\"/></Relationships>";

const WORKBOOK: &str = "<workbook xmlns:r=\"urn:r\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"r1\"/>\
    <sheet name=\"Sheet2\" sheetId=\"2\" state=\"hidden\" r:id=\"r2\"/></sheets></workbook>";

const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"0.00&quot;万元&quot;\"/></numFmts>\
    <borders><border><left/></border><border><left style=\"thin\"/></border></borders>\
    <cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
    <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"176\"/><xf numFmtId=\"0\" borderId=\"1\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";

const STRINGS: &str = "<sst><si><t>规章</t></si><si><r><t>行政</t></r><r><rPr/><t xml:space=\"preserve\">许_x000D_\n可</t></r>\
    <rPh sb=\"0\" eb=\"1\"><t>xing</t></rPh></si></sst>";

fn workbook(sheet: &str) -> Vec<u8> {
    package(&[
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet>{sheet}</worksheet>")),
        (
            "xl/worksheets/sheet2.xml",
            "<worksheet><sheetData><row><c><v>99</v></c></row></sheetData></worksheet>",
        ),
        ("xl/sharedStrings.xml", STRINGS),
        ("xl/styles.xml", STYLES),
    ])
}

fn of(data: &str) -> Vec<String> {
    show(read_xlsx(&workbook(data), &limits()))
}

#[test]
fn texts_numbers_and_merges_are_read() {
    let rows = "<sheetData><row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"D2\" s=\"2\"/><c t=\"inlineStr\"><is><t>x</t></is></c></row>\
        <row><c r=\"B3\" t=\"s\"><v>1</v></c><c r=\"D3\"><v>0.10000000000000001</v></c><c><v>1E3</v></c></row></sheetData>\
        <mergeCells><mergeCell ref=\"B2:C2\"/><mergeCell ref=\"B3:$C$3\"/></mergeCells>";
    assert_eq!(
        of(rows),
        ["[规章@0..1,0..2 @0..1,2..3 x@0..1,3..4 行政许\n可@1..2,0..2 0.1@1..2,2..3 1000@1..2,3..4]"]
    );
}

#[test]
fn values_are_as_shown() {
    let cells = "<sheetData><row><c s=\"1\"><v>25.1</v></c><c s=\"3\"><v>45306</v></c><c t=\"str\"><f>A1&amp;B1</f><v>三</v></c>\
        <c><f>SUM(A1:B1)</f><v>7</v></c><c><f>SUM(A1:B1)</f></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#REF!</v></c></row></sheetData>";
    assert_eq!(
        texts(read_xlsx(&workbook(cells), &limits())),
        ["25.10万元", "2024-01-15", "三", "7", "=SUM(A1:B1)", "TRUE", "#REF!"]
    );
    let zeros = "<sheetViews><sheetView showZeros=\"0\"/></sheetViews><sheetData><row><c><v>0</v></c><c><v>1</v></c></row></sheetData>";
    assert_eq!(texts(read_xlsx(&workbook(zeros), &limits())), ["1"]);
}

#[test]
fn hidden_rows_columns_and_sheets_are_not_seen() {
    let rows = "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData><row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>\
        <row hidden=\"true\"><c><v>4</v></c></row></sheetData>";
    assert_eq!(texts(read_xlsx(&workbook(rows), &limits())), ["1", "3"]);
}

#[test]
fn damage_and_passwords_are_told() {
    let kind = |bytes: &[u8]| read_xlsx(bytes, &limits()).expect_err("damaged").kind;
    let whole = workbook("<sheetData><row><c><v>1</v></c></row></sheetData>");
    for end in (0..whole.len()).step_by(7) {
        assert_eq!(kind(&whole[..end]), FailureKind::Unreadable, "{end}");
    }
    assert_eq!(kind(&workbook("<sheetData><row><c><v>1</v>")), FailureKind::Unreadable);
    assert_eq!(
        kind(&workbook("<sheetData><row><c t=\"s\"><v>7</v></c></row></sheetData>")),
        FailureKind::Unreadable
    );
    assert_eq!(kind(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), FailureKind::Encrypted);
    let entity = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><workbook><sheets/></workbook>";
    assert_eq!(kind(&package(&[("xl/workbook.xml", entity)])), FailureKind::Unreadable);
}

#[test]
fn sizes_have_limits() {
    let read = |data: &str| read_xlsx(&workbook(data), &limits());
    let cells = |n: usize| format!("<row>{}</row>", "<c><v>1</v></c>".repeat(n));
    assert_limited(read(&format!("<sheetData>{}</sheetData>", cells(100))), "table_cols");
    assert_limited(read(&format!("<sheetData>{}</sheetData>", cells(2).repeat(500))), "table_rows");
    assert_limited(read(&" ".repeat(40 << 20)), "zip_ratio");
    assert_limited(read(&"<a>".repeat(200)), "xml_depth");
    let few = crate::model::Limits { sheet_cells: 10, ..limits() };
    assert_limited(
        read_xlsx(&workbook(&format!("<sheetData>{}</sheetData>", cells(11))), &few),
        "sheet_cells",
    );
    let tiles = "<mergeCell ref=\"A1:B4\"/>".repeat(3);
    let merged = format!("<sheetData>{}</sheetData><mergeCells>{tiles}</mergeCells>", cells(2).repeat(4));
    assert_limited(read_xlsx(&workbook(&merged), &few), "sheet_cells");
}

#[test]
fn corners_of_the_widest_sheet_are_two_cells() {
    let far = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData>\
        <mergeCells><mergeCell ref=\"A1:XFD1048576\"/><mergeCell ref=\"A1:ZZZZZZZ99999999999\"/></mergeCells>";
    assert_eq!(texts(read_xlsx(&workbook(far), &limits())), ["1"]);
    let odd = "<sheetData><row r=\"0\"><c r=\"5\"><v>1</v></c><c r=\"A0\"><v>x</v></c><c r=\"\" s=\"99\"><v/></c></row></sheetData>";
    assert_eq!(texts(read_xlsx(&workbook(odd), &limits())), ["1", "x"]);
}
