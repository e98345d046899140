//! The second reader: what hayro-syntax recovers from a damaged file, as lopdf objects, so that everything
//! behind it stays the same.

use super::open::{encrypted, unreadable};
use crate::model::{Failure, Limits};
use crate::source::within;
use hayro_syntax::object::{Array, Dict, MaybeRef, ObjRef, Object as Found, Stream as FoundStream};
use hayro_syntax::page::{Page, Rotation};
use hayro_syntax::{LoadPdfError, Pdf};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use std::collections::HashSet;

/// Reads a PDF's pages and all they lead to.
///
/// # Errors
/// `encrypted`, `limit_exceeded`, else `unreadable`.
pub(super) fn open(bytes: &[u8], limits: &Limits) -> Result<Document, Failure> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => encrypted(),
        LoadPdfError::Invalid => unreadable(),
    })?;
    let pages = pdf.pages();
    within("pages", pages.len() as u64, limits.pages as u64)?;
    if pages.is_empty() {
        return Err(unreadable());
    }
    let mut copy = Copy::new(&pdf);
    let kids: Vec<Object> = pages.iter().map(|page| copy.page(page).into()).collect();
    let rest = copy.catalog();
    copy.follow();
    Ok(copy.finish(kids, rest))
}

/// A copy of a document in the making.
struct Copy<'p> {
    pdf: &'p Pdf,
    document: Document,
    seen: HashSet<ObjectId>,
    todo: Vec<ObjRef>,
}

impl<'p> Copy<'p> {
    fn new(pdf: &'p Pdf) -> Self {
        Copy { pdf, document: Document::new(), seen: HashSet::new(), todo: Vec::new() }
    }

    /// A page with what it inherits written into it.
    fn page(&mut self, page: &Page) -> Dictionary {
        let mut dict = self.dict(page.raw(), 0);
        let shown = page.intersected_crop_box();
        let corners = [shown.x0, shown.y0, shown.x1, shown.y1].map(|v| Object::Real(v as f32));
        let turns = match page.rotation() {
            Rotation::None => 0,
            Rotation::Horizontal => 90,
            Rotation::Flipped => 180,
            Rotation::FlippedHorizontal => 270,
        };
        dict.remove(b"CropBox");
        dict.remove(b"Parent");
        dict.set("Type", Object::Name(b"Page".to_vec()));
        dict.set("MediaBox", corners.to_vec());
        dict.set("Rotate", turns);
        dict.set("Resources", self.resources(page));
        dict
    }

    fn resources(&mut self, page: &Page) -> Dictionary {
        let resources = page.resources();
        let categories = [
            ("Font", &resources.fonts),
            ("XObject", &resources.x_objects),
            ("ExtGState", &resources.ext_g_states),
            ("ColorSpace", &resources.color_spaces),
            ("Properties", &resources.properties),
        ];
        Dictionary::from_iter(categories.map(|(key, dict)| (key, Object::Dictionary(self.dict(dict, 0)))))
    }

    /// What the catalog tells besides its pages: the hidden layers, and how form fields are set.
    fn catalog(&mut self) -> [(&'static str, Object); 2] {
        let xref = self.pdf.xref();
        let catalog = xref.get::<Dict>(xref.root_id());
        ["OCProperties", "AcroForm"].map(|key| {
            let entry = catalog.as_ref().and_then(|c| c.get_raw::<Found>(key));
            (key, entry.map_or(Object::Null, |found| self.item(found, 0)))
        })
    }

    /// Copies what references lead to, until nothing new turns up.
    fn follow(&mut self) {
        while let Some(reference) = self.todo.pop() {
            let Some(found) = self.pdf.xref().get::<Found>(reference.into()) else { continue };
            let object = self.object(found, 0);
            self.document.objects.insert(id(reference), object);
        }
    }

    fn finish(mut self, kids: Vec<Object>, rest: [(&'static str, Object); 2]) -> Document {
        let count = Object::Integer(kids.len() as i64);
        let pages = Dictionary::from_iter([("Kids", Object::Array(kids)), ("Count", count)]);
        let mut catalog = Dictionary::from_iter(rest);
        catalog.set("Pages", Object::Dictionary(pages));
        self.document.max_id = self.seen.iter().map(|(number, _)| *number).max().unwrap_or(0);
        let catalog = self.document.add_object(catalog);
        self.document.trailer.set("Root", catalog);
        self.document
    }

    fn object(&mut self, found: Found, depth: u8) -> Object {
        // hayro-syntax reads nested objects without recursion of its own; real ones nest a few levels.
        const DEEPEST: u8 = 64;
        match found {
            Found::Null(_) => Object::Null,
            Found::Boolean(value) => Object::Boolean(value),
            Found::Number(number) if number.as_f64().fract() == 0.0 => Object::Integer(number.as_i64()),
            Found::Number(number) => Object::Real(number.as_f32()),
            Found::String(string) => Object::String(string.as_bytes().to_vec(), StringFormat::Literal),
            Found::Name(name) => Object::Name(name.as_ref().to_vec()),
            _ if depth > DEEPEST => Object::Null,
            Found::Array(array) => Object::Array(self.array(&array, depth + 1)),
            Found::Dict(dict) => Object::Dictionary(self.dict(&dict, depth + 1)),
            Found::Stream(stream) => Object::Stream(self.stream(&stream, depth + 1)),
        }
    }

    fn array(&mut self, array: &Array, depth: u8) -> Vec<Object> {
        array.raw_iter().map(|item| self.item(item, depth)).collect()
    }

    fn dict(&mut self, dict: &Dict, depth: u8) -> Dictionary {
        // The way back up the page tree would copy every page again; form fields inherit from their parents.
        let is_field = dict.contains_key("FT") || dict.contains_key("T") || dict.contains_key("Rect");
        let entries = dict.entries().filter(|(key, _)| is_field || key.as_ref() != b"Parent");
        Dictionary::from_iter(entries.map(|(key, value)| (key.as_ref().to_vec(), self.item(value, depth))))
    }

    fn stream(&mut self, stream: &FoundStream, depth: u8) -> Stream {
        Stream::new(self.dict(stream.dict(), depth), stream.raw_data().into_owned())
    }

    fn item(&mut self, item: MaybeRef<Found>, depth: u8) -> Object {
        match item {
            MaybeRef::NotRef(found) => self.object(found, depth),
            MaybeRef::Ref(reference) => {
                if self.seen.insert(id(reference)) {
                    self.todo.push(reference);
                }
                Object::Reference(id(reference))
            }
        }
    }
}

fn id(reference: ObjRef) -> ObjectId {
    (reference.obj_number, u16::try_from(reference.gen_number).unwrap_or(0))
}
