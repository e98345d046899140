use super::{assert_limited, limits, show, texts};
use crate::model::FailureKind;
use crate::source::sheet::{is_xml_workbook, read_xls};

fn workbook(table: &str) -> String {
    let styles = "<Style ss:ID=\"b\"><Borders><Border ss:Position=\"Top\" ss:LineStyle=\"Continuous\"/></Borders></Style>\
        <Style ss:ID=\"n\"><NumberFormat ss:Format=\"0.00&quot;万元&quot;\"/></Style>";
    let space = "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"";
    format!(
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?><Workbook {space}><Styles>{styles}</Styles>\
         <Worksheet ss:Name=\"Sheet1\"><Table>{table}</Table></Worksheet>\
         <Worksheet ss:Name=\"Sheet2\"><Table><Row><Cell><Data ss:Type=\"Number\">9</Data></Cell></Row></Table>\
         <WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"
    )
}

fn cell(attributes: &str, kind: &str, text: &str) -> String {
    format!(
        "<Cell {attributes}><Data ss:Type=\"{kind}\">{text}</Data><Comment><Data>note</Data></Comment></Cell>"
    )
}

#[test]
fn cells_merges_and_places_are_read() {
    let rows = format!(
        "<Row>{}{}</Row><Row ss:Index=\"2\">{}{}{}</Row>",
        cell("ss:MergeAcross=\"1\"", "String", "规<Font>章</Font>"),
        cell("ss:Index=\"4\"", "String", "x"),
        cell("", "String", "a"),
        "<Cell ss:StyleID=\"b\"/>",
        cell("ss:Index=\"4\" ss:StyleID=\"n\"", "Number", "0.1"),
    );
    let text = workbook(&rows);
    assert!(is_xml_workbook(&text));
    assert_eq!(
        show(read_xls(text.as_bytes(), &limits())),
        ["[规章@0..1,0..2 @0..1,2..3 x@0..1,3..4 a@1..2,0..1 @1..2,1..2 @1..2,2..3 0.10万元@1..2,3..4]"]
    );
}

#[test]
fn hidden_rows_and_columns_are_not_seen() {
    let one = cell("", "Number", "1");
    let rows = format!(
        "<Column/><Column ss:Hidden=\"1\"/><Row>{one}{one}{}</Row><Row ss:Hidden=\"1\" ss:Span=\"3\">{one}{one}</Row>",
        cell("", "DateTime", "2024-01-15T00:00:00.000")
    );
    assert_eq!(texts(read_xls(workbook(&rows).as_bytes(), &limits())), ["1", "2024-01-15"]);
}

#[test]
fn damage_and_sizes_are_told() {
    let whole = workbook(&format!("<Row>{}</Row>", cell("", "Number", "1")));
    let body = whole.find("<Workbook").expect("a workbook");
    for end in body + 10..whole.len() {
        let Some(cut) = whole.get(..end) else { continue };
        assert_eq!(
            read_xls(cut.as_bytes(), &limits()).expect_err("cut").kind,
            FailureKind::Unreadable,
            "{end}"
        );
    }
    let far = cell(
        "ss:Index=\"4294967295\" ss:MergeAcross=\"4294967295\" ss:MergeDown=\"4294967295\"",
        "Number",
        "2",
    );
    let rows = format!("<Row ss:Index=\"4294967295\" ss:Span=\"4294967295\">{far}</Row>");
    assert_eq!(texts(read_xls(workbook(&rows).as_bytes(), &limits())), ["2"]);
    let wide = format!("<Row>{}</Row>", cell("", "Number", "1").repeat(100));
    assert_limited(read_xls(workbook(&wide).as_bytes(), &limits()), "table_cols");
    let entity =
        whole.replace("<Workbook", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><Workbook");
    assert_eq!(read_xls(entity.as_bytes(), &limits()).expect_err("entities").kind, FailureKind::Unreadable);
}
