//! What paragraph and character styles say about numbering and hidden text.

use crate::model::{Failure, Limits};
use crate::source::numbering::ListLevel;
use crate::source::package::{Event, Xml};
use rustc_hash::FxHashMap;

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    list: ListLevel,
    hidden: Option<bool>,
}

/// Styles by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: FxHashMap<String, Style>,
    default: Option<String>,
}

/// Styles are based on each other in a chain; a longer one is a loop.
const CHAIN: usize = 32;

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn of(text: &str, limits: &Limits) -> Result<Self, Failure> {
        let mut styles = Styles::default();
        let mut xml = Xml::new(text, limits);
        while let Some(event) = xml.next()? {
            if let Event::Open(element) = event
                && element.name == "style"
            {
                let id = element.attr("styleId").unwrap_or_default().to_owned();
                if element.attr("type") == Some("paragraph")
                    && matches!(element.attr("default"), Some("1" | "true"))
                {
                    styles.default = Some(id.clone());
                }
                styles.styles.insert(id, style(&mut xml)?);
            }
        }
        Ok(styles)
    }

    /// The list level of a paragraph that states some of it and names a style, with the style that gave the list.
    pub(super) fn list<'a>(&'a self, own: ListLevel, style: Option<&'a str>) -> (ListLevel, Option<&'a str>) {
        let mut list = own;
        let mut giver = None;
        for (id, style) in self.chain(style.or(self.default.as_deref())) {
            if list.list.is_none() && style.list.list.is_some() {
                list.list = style.list.list;
                giver = Some(id);
            }
            list.level = list.level.or(style.list.level);
        }
        (list, giver)
    }

    /// Whether a style hides its text.
    pub(super) fn hides(&self, style: &str) -> bool {
        self.chain(Some(style)).find_map(|(_, s)| s.hidden).unwrap_or(false)
    }

    fn chain<'a>(&'a self, style: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let find = |id: &'a str| self.styles.get(id).map(|s| (id, s));
        std::iter::successors(style.and_then(find), move |(_, s)| s.based_on.as_deref().and_then(find))
            .take(CHAIN)
    }
}

fn style(xml: &mut Xml) -> Result<Style, Failure> {
    let mut style = Style::default();
    while let Some(child) = xml.child()? {
        match child.name.as_str() {
            "basedOn" => style.based_on = child.attr("val").map(str::to_owned),
            "pPr" => {
                style.list = paragraph_list(xml)?;
                continue;
            }
            "rPr" => {
                style.hidden = hidden(xml)?;
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(style)
}

fn paragraph_list(xml: &mut Xml) -> Result<ListLevel, Failure> {
    let mut list = ListLevel::default();
    while let Some(child) = xml.child()? {
        match child.name.as_str() {
            "numPr" => list = list_level(xml)?,
            _ => xml.skip()?,
        }
    }
    Ok(list)
}

/// Reads `w:numPr`, which has just been opened.
pub(super) fn list_level(xml: &mut Xml) -> Result<ListLevel, Failure> {
    let mut list = ListLevel::default();
    while let Some(child) = xml.child()? {
        match child.name.as_str() {
            "numId" => list.list = child.number(),
            "ilvl" => list.level = child.number(),
            _ => {}
        }
        xml.skip()?;
    }
    Ok(list)
}

fn hidden(xml: &mut Xml) -> Result<Option<bool>, Failure> {
    let mut hidden = None;
    while let Some(child) = xml.child()? {
        if child.name == "vanish" {
            hidden = Some(child.is_on());
        }
        xml.skip()?;
    }
    Ok(hidden)
}
