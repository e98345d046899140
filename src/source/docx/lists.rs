//! `numbering.xml`: the lists of a document.

use crate::model::{Failure, Limits};
use crate::source::numbering::{Level, List, Numbering};
use crate::source::package::{Element, Event, Xml};
use rustc_hash::FxHashMap;

/// Which definition a list style stands for, and which definitions only name one.
#[derive(Default)]
struct Links {
    styles: FxHashMap<String, usize>,
    named: Vec<(usize, String)>,
}

/// Reads `numbering.xml`.
pub(super) fn numbering(text: &str, limits: &Limits) -> Result<Numbering, Failure> {
    let mut numbering = Numbering::default();
    let mut links = Links::default();
    let mut xml = Xml::new(text, limits);
    while let Some(event) = xml.next()? {
        let Event::Open(element) = event else { continue };
        match (element.name.as_str(), number(&element, "abstractNumId"), number(&element, "numId")) {
            ("abstractNum", Some(id), _) => {
                let levels = definition(&mut xml, id, &mut links)?;
                numbering.definitions.insert(id, levels);
            }
            ("num", _, Some(id)) => {
                numbering.lists.insert(id, list(&mut xml)?);
            }
            _ => {}
        }
    }
    for (id, style) in &links.named {
        let Some(of_style) = links.styles.get(style) else { continue };
        let lists = numbering.lists.values_mut().filter(|list| list.definition == *id);
        lists.for_each(|list| list.definition = *of_style);
    }
    Ok(numbering)
}

fn number(element: &Element, name: &str) -> Option<usize> {
    element.attr(name)?.trim().parse().ok()
}

fn definition(xml: &mut Xml, id: usize, links: &mut Links) -> Result<FxHashMap<usize, Level>, Failure> {
    let mut levels = FxHashMap::default();
    while let Some(child) = xml.child()? {
        let style = || child.attr("val").unwrap_or_default().to_owned();
        match (child.name.as_str(), number(&child, "ilvl")) {
            ("lvl", Some(at)) => {
                levels.insert(at, level(xml)?);
                continue;
            }
            ("styleLink", _) => drop(links.styles.insert(style(), id)),
            ("numStyleLink", _) => links.named.push((id, style())),
            _ => {}
        }
        xml.skip()?;
    }
    Ok(levels)
}

fn level(xml: &mut Xml) -> Result<Level, Failure> {
    let mut level = Level { start: 1, ..Level::default() };
    level_properties(xml, &mut level)?;
    Ok(level)
}

fn level_properties(xml: &mut Xml, level: &mut Level) -> Result<(), Failure> {
    while let Some(child) = xml.child()? {
        let text = || child.attr("val").unwrap_or_default().to_owned();
        match child.name.as_str() {
            "start" => level.start = text().parse().unwrap_or(1),
            "numFmt" => level.format = text(),
            "lvlText" => level.text = text(),
            "isLgl" => level.legal = child.is_on(),
            "suff" => level.space = text() == "space",
            "pStyle" => level.style = Some(text()),
            "lvlRestart" => level.restart = child.number(),
            // Word 2010 and later wrap newer formats; what older ones read comes last, and is as good.
            "AlternateContent" | "Choice" | "Fallback" => {
                level_properties(xml, level)?;
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(())
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
