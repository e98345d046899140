//! Word's lists: the number that a paragraph shows before its text.

use super::numerals::numeral;
use super::styles::ListLevel;
use super::xml::{Element, Event, Xml};
use crate::model::{Failure, Limits};
use rustc_hash::FxHashMap;

/// Lists have nine levels (ECMA-376 part 1, 17.9.3).
const LEVELS: usize = 9;

#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// All numbers of the level in Arabic digits.
    legal: bool,
    space: bool,
    style: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    definition: usize,
    starts: FxHashMap<usize, u32>,
    levels: FxHashMap<usize, Level>,
    used: bool,
}

/// The lists of a document with how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: FxHashMap<usize, FxHashMap<usize, Level>>,
    lists: FxHashMap<usize, List>,
    counters: FxHashMap<usize, [Option<u32>; LEVELS]>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn of(text: &str, limits: &Limits) -> Result<Self, Failure> {
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

    /// Counts one paragraph of a list and gives what stands before its text. A style may stand for a level.
    pub(super) fn next(&mut self, at: ListLevel, style: Option<&str>) -> Option<String> {
        let id = at.list.filter(|id| *id != 0)?;
        let definition = self.lists.get(&id)?.definition;
        let level = at.level.or_else(|| self.level_of(definition, style)).unwrap_or(0).min(LEVELS - 1);
        self.count(id, definition, level);
        let shown = self.level(id, level)?;
        let mut text = self.filled(id, definition, shown);
        if shown.space && !text.is_empty() {
            text.push(' ');
        }
        Some(text)
    }

    fn level_of(&self, definition: usize, style: Option<&str>) -> Option<usize> {
        let levels = self.definitions.get(&definition)?;
        let of_style =
            |l: &&usize| levels.get(l).is_some_and(|l| l.style.is_some() && l.style.as_deref() == style);
        levels.keys().filter(of_style).min().copied()
    }

    fn level(&self, list: usize, level: usize) -> Option<&Level> {
        let list = self.lists.get(&list)?;
        list.levels.get(&level).or_else(|| self.definitions.get(&list.definition)?.get(&level))
    }

    /// Lists of one definition count on together, but for a list that states its own start when first used.
    fn count(&mut self, id: usize, definition: usize, level: usize) {
        let start = self.level(id, level).map_or(1, |l| l.start);
        let counters = self.counters.entry(definition).or_insert([None; LEVELS]);
        if let Some(list) = self.lists.get_mut(&id).filter(|l| !l.used) {
            list.used = true;
            for (level, start) in &list.starts {
                counters.iter_mut().skip(*level).take(1).for_each(|c| *c = start.checked_sub(1));
            }
        }
        for (at, counter) in counters.iter_mut().enumerate() {
            match at.cmp(&level) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => *counter = Some(counter.map_or(start, |n| n.saturating_add(1))),
                std::cmp::Ordering::Greater => *counter = None,
            }
        }
    }

    /// The level's text with each `%n` as the number of that level.
    fn filled(&self, id: usize, definition: usize, shown: &Level) -> String {
        let mut out = String::new();
        let mut chars = shown.text.chars().peekable();
        while let Some(c) = chars.next() {
            let digit = if c == '%' { chars.peek().and_then(|d| d.to_digit(10)) } else { None };
            match digit.and_then(|d| (d as usize).checked_sub(1)) {
                Some(level) => {
                    chars.next();
                    out.push_str(&self.number(id, definition, level, shown.legal));
                }
                // A bullet is a sign of a symbol font, which is no character.
                None if shown.format == "bullet" => {}
                None => out.push(c),
            }
        }
        out
    }

    fn number(&self, id: usize, definition: usize, level: usize, legal: bool) -> String {
        let Some(of) = self.level(id, level) else { return String::new() };
        let counted = self.counters.get(&definition).and_then(|c| c.get(level).copied().flatten());
        numeral(if legal { "decimal" } else { &of.format }, counted.unwrap_or(of.start))
    }
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
