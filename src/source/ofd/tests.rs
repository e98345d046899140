use super::*;
use crate::model::{Axis, Direction, FailureKind};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

mod drawing;
mod hostile;
mod parts;

const OFD: &str = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a new part");
        zip.write_all(text.as_bytes()).expect("a part in memory");
    }
    zip.finish().expect("a finished archive").into_inner()
}

fn entry(root: &str) -> String {
    format!("<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody></ofd:OFD>")
}

/// A document of one page, 100 mm by 200, with what `common` refers to.
fn document(common: &str) -> String {
    format!(
        "<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 100 200</ofd:PhysicalBox>\
         </ofd:PageArea>{common}</ofd:CommonData><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"P/Content.xml\"/>\
         </ofd:Pages></ofd:Document>"
    )
}

fn page(objects: &str) -> String {
    format!("<ofd:Page {OFD}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>")
}

/// The bytes of a document whose page holds these objects.
fn bytes(common: &str, objects: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let (entry, document, page) = (entry("Doc_0/Document.xml"), document(common), page(objects));
    let mut parts =
        vec![("OFD.xml", &*entry), ("Doc_0/Document.xml", &*document), ("Doc_0/P/Content.xml", &*page)];
    parts.extend_from_slice(more);
    package(&parts)
}

fn pages(bytes: &[u8]) -> Vec<Page> {
    match read(bytes, &Limits::default()) {
        Ok(Content::Pages(pages)) => pages,
        other => panic!("no pages: {other:?}"),
    }
}

/// The only page of a document.
fn only_page(bytes: &[u8]) -> Page {
    pages(bytes).remove(0)
}

fn shown(objects: &str) -> Page {
    only_page(&bytes("", objects, &[]))
}

fn text(page: &Page) -> String {
    page.glyphs.iter().map(|g| g.text.as_str()).collect()
}

fn failure(bytes: &[u8]) -> (FailureKind, String) {
    match read(bytes, &Limits::default()) {
        Err(failure) => (failure.kind, failure.detail),
        Ok(content) => panic!("read: {content:?}"),
    }
}

/// A text object of ten points, its corner at 10 mm, 10 mm.
fn words(attributes: &str, code: &str, text: &str) -> String {
    // Ten points in millimetres.
    let size = "Size=\"3.5278\"";
    format!(
        "<ofd:TextObject Boundary=\"10 10 50 5\" {size} {attributes}><ofd:TextCode {code}>{text}</ofd:TextCode>\
         </ofd:TextObject>"
    )
}

fn line(attributes: &str, colors: &str, data: &str) -> String {
    format!(
        "<ofd:PathObject Boundary=\"0 0 100 200\" {attributes}>{colors}<ofd:AbbreviatedData>{data}\
         </ofd:AbbreviatedData></ofd:PathObject>"
    )
}
