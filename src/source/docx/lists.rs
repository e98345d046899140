//! `numbering.xml`: the lists of a document.

use crate::model::{Failure, Limits};
use crate::source::numbering::{Level, List, Numbering};
use crate::source::package::{Element, Event, Xml};
use rustc_hash::FxHashMap;

/// Reads `numbering.xml`.
pub(super) fn numbering(text: &str, limits: &Limits) -> Result<Numbering, Failure> {
    let mut numbering = Numbering::default();
    let mut xml = Xml::new(text, limits);
    while let Some(event) = xml.next()? {
        let Event::Open(element) = event else { continue };
        match (element.name.as_str(), number(&element, "abstractNumId"), number(&element, "numId")) {
            ("abstractNum", Some(id), _) => {
                numbering.definitions.insert(id, levels(&mut xml)?);
            }
            ("num", _, Some(id)) => {
                numbering.lists.insert(id, list(&mut xml)?);
            }
            _ => {}
        }
    }
    Ok(numbering)
}

fn number(element: &Element, name: &str) -> Option<usize> {
    element.attr(name)?.trim().parse().ok()
}

fn levels(xml: &mut Xml) -> Result<FxHashMap<usize, Level>, Failure> {
    let mut levels = FxHashMap::default();
    while let Some(child) = xml.child()? {
        match (child.name.as_str(), number(&child, "ilvl")) {
            ("lvl", Some(at)) => {
                levels.insert(at, level(xml)?);
            }
            _ => xml.skip()?,
        }
    }
    Ok(levels)
}

fn level(xml: &mut Xml) -> Result<Level, Failure> {
    let mut level = Level { start: 1, ..Level::default() };
    while let Some(child) = xml.child()? {
        let text = || child.attr("val").unwrap_or_default().to_owned();
        match child.name.as_str() {
            "start" => level.start = text().parse().unwrap_or(1),
            "numFmt" => level.format = text(),
            "lvlText" => level.text = text(),
            "isLgl" => level.legal = child.is_on(),
            "suff" => level.space = text() == "space",
            "pStyle" => level.style = Some(text()),
            // Word 2010 and later wrap newer formats; what older ones read is as good.
            "AlternateContent" => {}
            _ => {}
        }
        xml.skip()?;
    }
    Ok(level)
}

fn list(xml: &mut Xml) -> Result<List, Failure> {
    let mut list = List::default();
    while let Some(child) = xml.child()? {
        match (child.name.as_str(), number(&child, "ilvl")) {
            ("abstractNumId", _) => {
                list.definition = child.number().unwrap_or(0);
                xml.skip()?;
            }
            ("lvlOverride", Some(at)) => overridden(xml, at, &mut list)?,
            _ => xml.skip()?,
        }
    }
    Ok(list)
}

fn overridden(xml: &mut Xml, at: usize, list: &mut List) -> Result<(), Failure> {
    while let Some(child) = xml.child()? {
        match child.name.as_str() {
            "startOverride" => {
                list.starts.extend(child.number().and_then(|n| u32::try_from(n).ok()).map(|n| (at, n)));
                xml.skip()?;
            }
            "lvl" => {
                list.levels.insert(at, level(xml)?);
            }
            _ => xml.skip()?,
        }
    }
    Ok(())
}
