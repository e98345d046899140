//! XML as events of elements with local names: no DTD, no entities but the five, bounded depth.

use super::damaged;
use crate::model::{Failure, FailureKind, Limits, Stage};
use crate::source::within;
use quick_xml::events::{BytesRef, BytesStart, Event as Raw};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;
use smol_str::SmolStr;

/// What a reader meets.
#[derive(Debug)]
pub(in crate::source) enum Event {
    /// An element starts; an empty one is followed by its [`Event::Close`].
    Open(Element),
    /// The innermost open element ends.
    Close,
    /// Text, entities resolved.
    Text(String),
}

/// An element's start.
#[derive(Debug, Default, Clone)]
pub(in crate::source) struct Element {
    /// Local name; `""` for drawing text, whose names clash with those of paragraphs.
    pub(in crate::source) name: SmolStr,
    attributes: Vec<(SmolStr, SmolStr)>,
}

impl Element {
    /// An attribute by local name.
    pub(in crate::source) fn attr(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Gives an attribute another value, or one at all.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.attributes.retain(|(n, _)| n != name);
        self.attributes.push((name.into(), value.into()));
    }

    /// The attribute `val` as a number.
    pub(in crate::source) fn number(&self) -> Option<usize> {
        self.attr("val")?.trim().parse().ok()
    }

    /// Whether an on-off property is on (ECMA-376 part 1, 17.17.4): by its mere presence, unless it says no.
    pub(in crate::source) fn is_on(&self) -> bool {
        !matches!(self.attr("val"), Some("0" | "false" | "off" | "none"))
    }
}

/// A reader of one part.
pub(in crate::source) struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    depth: u64,
    limit: u64,
}

impl<'a> Xml<'a> {
    pub(in crate::source) fn new(text: &'a str, limits: &Limits) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, depth: 0, limit: limits.xml_depth as u64 }
    }

    /// The next event; `None` at the end of a whole part.
    pub(in crate::source) fn next(&mut self) -> Result<Option<Event>, Failure> {
        loop {
            match self.reader.read_event().map_err(|_| damaged())? {
                Raw::Start(start) => {
                    self.depth += 1;
                    within("xml_depth", self.depth, self.limit)?;
                    return Ok(Some(Event::Open(self.element(&start))));
                }
                Raw::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Event::Close));
                }
                Raw::Text(text) => return Ok(Some(Event::Text(String::from_utf8_lossy(&text).into_owned()))),
                Raw::CData(text) => {
                    return Ok(Some(Event::Text(String::from_utf8_lossy(&text).into_owned())));
                }
                Raw::GeneralRef(entity) => return Ok(Some(Event::Text(resolved(&entity)))),
                // ECMA-376 part 2, 6.2.5 forbids it, GB/T 33190 needs none, and entities hide what a file holds.
                Raw::DocType(_) => return Err(with_dtd()),
                Raw::Eof if self.depth == 0 => return Ok(None),
                Raw::Eof => return Err(damaged()),
                _ => {}
            }
        }
    }

    /// Reads on behind the end of the element just opened.
    pub(in crate::source) fn skip(&mut self) -> Result<(), Failure> {
        let mut open = 1_usize;
        while open > 0 {
            match self.next()? {
                Some(Event::Open(_)) => open += 1,
                Some(Event::Close) => open -= 1,
                Some(Event::Text(_)) => {}
                None => return Err(damaged()),
            }
        }
        Ok(())
    }

    /// The next child of the element just opened; behind its end, `None`. The child must be read or skipped.
    pub(in crate::source) fn child(&mut self) -> Result<Option<Element>, Failure> {
        loop {
            match self.next()? {
                Some(Event::Open(element)) => return Ok(Some(element)),
                Some(Event::Text(_)) => {}
                Some(Event::Close) | None => return Ok(None),
            }
        }
    }

    fn element(&self, start: &BytesStart) -> Element {
        let (namespace, local) = self.reader.resolver().resolve_element(start.name());
        let drawing = matches!(namespace, ResolveResult::Bound(n) if is_drawing(n.as_ref()));
        let name = if drawing { SmolStr::default() } else { utf8(local.as_ref()) };
        let attributes = start.attributes().filter_map(Result::ok);
        let attributes = attributes
            .map(|a| (utf8(a.key.local_name().as_ref()), a.unescape_value().unwrap_or_default().into()));
        Element { name, attributes: attributes.collect() }
    }
}

fn with_dtd() -> Failure {
    let detail = "the document declares XML entities of its own, which no office program does; open it in the program \
                  that wrote it and save it again";
    Failure::new(Stage::Source, FailureKind::Unreadable, detail)
}

/// DrawingML's main namespace, transitional and strict.
fn is_drawing(namespace: &[u8]) -> bool {
    namespace.ends_with(b"/drawingml/2006/main") || namespace.ends_with(b"/drawingml/main")
}

fn utf8(bytes: &[u8]) -> SmolStr {
    String::from_utf8_lossy(bytes).into()
}

fn resolved(entity: &BytesRef) -> String {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return c.to_string();
    }
    match &**entity {
        b"amp" => "&",
        b"lt" => "<",
        b"gt" => ">",
        b"quot" => "\"",
        b"apos" => "'",
        _ => "",
    }
    .to_owned()
}
