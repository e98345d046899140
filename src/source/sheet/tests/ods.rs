use super::{assert_limited, limits, package, show, texts};
use crate::model::FailureKind;
use crate::source::sheet::read_ods;

fn workbook(tables: &str) -> Vec<u8> {
    let styles = "<style:style style:name=\"b\"><p fo:border-top=\"1pt solid\"/></style:style>\
        <style:style style:name=\"h\"><p table:display=\"false\"/></style:style>";
    let content = format!(
        "<o:document-content xmlns:o=\"urn:o\" xmlns:fo=\"urn:fo\" xmlns:style=\"urn:s\" xmlns:table=\"urn:t\" xmlns:text=\"urn:x\">\
         <o:automatic-styles>{styles}</o:automatic-styles><o:body><o:spreadsheet>{tables}</o:spreadsheet></o:body></o:document-content>"
    );
    package(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

fn cell(attributes: &str, text: &str) -> String {
    format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
}

#[test]
fn cells_are_read_as_shown() {
    let rows = format!(
        "<table:table table:name=\"Sheet1\"><table:table-column/><table:table-row>{}<table:covered-table-cell/>{}</table:table-row>\
         <table:table-header-rows><table:table-row>{}{}{}</table:table-row></table:table-header-rows></table:table>",
        cell("table:number-columns-spanned=\"2\"", "规<text:s text:c=\"2\"/>章"),
        cell("o:value-type=\"float\" o:value=\"0.1\"", "0.10"),
        cell("", "a<text:line-break/>b<o:annotation><text:p>note</text:p></o:annotation>"),
        cell("table:number-columns-repeated=\"1\" table:style-name=\"b\"", ""),
        cell("", "c</text:p><text:p>d"),
    );
    assert_eq!(
        show(read_ods(&workbook(&rows), &limits())),
        ["[规 章@0..1,0..2 0.10@0..1,2..3 a\nb@1..2,0..1 @1..2,1..2 c\nd@1..2,2..3]"]
    );
}

#[test]
fn hidden_rows_columns_and_sheets_are_not_seen() {
    let rows = format!(
        "<table:table table:name=\"Sheet1\"><table:table-column/><table:table-column table:visibility=\"collapse\"/>\
         <table:table-row>{0}{0}{0}</table:table-row><table:table-row table:visibility=\"filter\">{0}{0}</table:table-row></table:table>\
         <table:table table:name=\"Sheet2\" table:style-name=\"h\"><table:table-row>{0}{0}</table:table-row></table:table>",
        cell("", "1")
    );
    assert_eq!(texts(read_ods(&workbook(&rows), &limits())), ["1", "1"]);
}

#[test]
fn repeated_cells_are_bounded_and_empty_ones_cost_nothing() {
    let table = |row: &str, cell: String| {
        format!(
            "<table:table table:name=\"Sheet1\"><table:table-row {row}>{cell}</table:table-row></table:table>"
        )
    };
    let many = "table:number-columns-repeated=\"4000000000\"";
    let rows = "table:number-rows-repeated=\"4000000000\"";
    assert_limited(read_ods(&workbook(&table("", cell(many, "1"))), &limits()), "sheet_cells");
    assert_limited(read_ods(&workbook(&table(rows, cell("", "1"))), &limits()), "sheet_cells");
    let empty = table(rows, cell(&format!("{many} table:style-name=\"b\""), ""));
    assert_eq!(texts(read_ods(&workbook(&empty), &limits())), [""; 0]);
}

#[test]
fn damage_and_passwords_are_told() {
    let kind = |bytes: &[u8]| read_ods(bytes, &limits()).expect_err("damaged").kind;
    let whole = workbook("<table:table><table:table-row/></table:table>");
    for end in (0..whole.len()).step_by(7) {
        assert_eq!(kind(&whole[..end]), FailureKind::Unreadable, "{end}");
    }
    let manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>";
    assert_eq!(
        kind(&package(&[("META-INF/manifest.xml", manifest), ("content.xml", "\u{1}")])),
        FailureKind::Encrypted
    );
    assert_eq!(kind(&package(&[("content.xml", "<!DOCTYPE a><a/>")])), FailureKind::Unreadable);
}
