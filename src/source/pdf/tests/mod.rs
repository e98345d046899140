//! Tests on tiny PDFs, built object by object.

mod damaged;
mod fields;
mod fonts;
mod glyphs;
mod robust;
mod rulings;

use super::read;
use crate::model::{Content, Failure, Glyph, Limits, Page, Ruling};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

/// A document in the making: fonts and other resources under the names that content uses.
struct Sheet {
    document: Document,
    fonts: Dictionary,
    resources: Dictionary,
    page: Dictionary,
}

impl Sheet {
    /// A page of 200 by 100 points with `/Latin`, a Helvetica whose letters are half the size wide.
    fn new() -> Self {
        let page = dictionary! { "Type" => "Page", "MediaBox" => numbers(&[0, 0, 200, 100]) };
        let mut sheet =
            Sheet { document: Document::new(), fonts: dictionary! {}, resources: dictionary! {}, page };
        sheet.font(
            "Latin",
            dictionary! {
                "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
                "FirstChar" => 32, "Widths" => vec![500.into(); 200],
            },
        );
        sheet
    }

    fn font(&mut self, name: &str, mut font: Dictionary) {
        font.set("Type", "Font");
        let id = self.document.add_object(font);
        self.fonts.set(name, id);
    }

    /// A composite font over one descendant.
    fn composite(
        &mut self,
        name: &str,
        encoding: impl Into<Object>,
        to_unicode: Option<&str>,
        descendant: Dictionary,
    ) {
        let descendant = self.document.add_object(descendant);
        let mut font = dictionary! {
            "Subtype" => "Type0", "Encoding" => encoding, "DescendantFonts" => vec![descendant.into()],
        };
        if let Some(cmap) = to_unicode {
            font.set("ToUnicode", self.stream(cmap));
        }
        self.font(name, font);
    }

    fn stream(&mut self, content: &str) -> ObjectId {
        self.document.add_object(Stream::new(dictionary! {}, content.as_bytes().to_vec()))
    }

    fn resource(&mut self, category: &str, name: &str, value: impl Into<Object>) {
        let known = self.resources.get(category.as_bytes()).and_then(Object::as_dict).cloned();
        let mut dict = known.unwrap_or_default();
        dict.set(name, value);
        self.resources.set(category, dict);
    }

    /// The document with one page of the given content.
    fn document(mut self, content: &[u8]) -> Document {
        let content = self.document.add_object(Stream::new(dictionary! {}, content.to_vec()));
        self.resources.set("Font", self.fonts);
        self.page.set("Resources", self.resources);
        self.page.set("Contents", content);
        let page = self.document.add_object(self.page);
        let pages = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        let pages = self.document.add_object(pages);
        let catalog = self.document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        self.document.trailer.set("Root", catalog);
        self.document
    }

    fn read(self, content: &str) -> Result<Page, Failure> {
        read_bytes(&bytes(self.document(content.as_bytes())), &Limits::default())
    }

    fn page(self, content: &str) -> Page {
        self.read(content).unwrap_or_else(|failure| panic!("{failure}"))
    }
}

fn bytes(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("writing to memory");
    bytes
}

fn read_bytes(bytes: &[u8], limits: &Limits) -> Result<Page, Failure> {
    match read(bytes, limits)? {
        Content::Pages(mut pages) if pages.len() == 1 => Ok(pages.remove(0)),
        other => panic!("one page expected, got {other:?}"),
    }
}

fn numbers(values: &[i64]) -> Object {
    values.iter().map(|v| Object::Integer(*v)).collect::<Vec<_>>().into()
}

fn string(bytes: &[u8]) -> Object {
    Object::String(bytes.to_vec(), StringFormat::Literal)
}

fn text(page: &Page) -> String {
    page.glyphs.iter().map(|g| g.text.as_str()).collect()
}

/// Edges rounded to a tenth, for comparing.
fn edges(glyph: &Glyph) -> [f32; 4] {
    let b = glyph.bbox;
    [b.left, b.top, b.right, b.bottom].map(tenth)
}

fn tenth(value: f32) -> f32 {
    (value * 10.0).round() / 10.0
}

fn level(at: f32, from: f32, to: f32) -> Ruling {
    Ruling { axis: crate::model::Axis::Horizontal, at, from, to }
}

fn upright(at: f32, from: f32, to: f32) -> Ruling {
    Ruling { axis: crate::model::Axis::Vertical, at, from, to }
}

/// Rulings rounded to a tenth, in a fixed order.
fn rulings(page: &Page) -> Vec<Ruling> {
    let round = |r: &Ruling| Ruling { at: tenth(r.at), from: tenth(r.from), to: tenth(r.to), ..*r };
    let mut rulings: Vec<Ruling> = page.rulings.iter().map(round).collect();
    let key = |r: &Ruling| (r.axis == crate::model::Axis::Vertical, r.at, r.from);
    rulings.sort_by(|a, b| key(a).partial_cmp(&key(b)).expect("no NaN"));
    rulings
}
