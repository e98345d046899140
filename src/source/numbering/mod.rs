//! Word's lists: the number that a paragraph shows before its text. DOC and DOCX state the same lists
//! differently.

mod numerals;

use numerals::numeral;
use rustc_hash::FxHashMap;

/// The list level that a paragraph or style names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ListLevel {
    /// The list; 0 takes a paragraph out of its style's list.
    pub(super) list: Option<usize>,
    /// The level from 0.
    pub(super) level: Option<usize>,
}

/// Lists have nine levels (ECMA-376 part 1, 17.9.3).
const LEVELS: usize = 9;

#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    /// The first number.
    pub(super) start: u32,
    /// How numbers are written: DOCX's `w:numFmt`.
    pub(super) format: String,
    /// What is shown, with `%n` for the number of level n from 1.
    pub(super) text: String,
    /// All numbers of the level in Arabic digits.
    pub(super) legal: bool,
    /// A space stands between number and text.
    pub(super) space: bool,
    /// Behind which level, from 1, or one above it, counting starts anew; behind none with 0. Else behind any above.
    pub(super) restart: Option<usize>,
    /// The style that stands for the level.
    pub(super) style: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct List {
    /// The definition that it shares with other lists.
    pub(super) definition: usize,
    /// Starts of its own by level.
    pub(super) starts: FxHashMap<usize, u32>,
    /// Levels of its own.
    pub(super) levels: FxHashMap<usize, Level>,
    used: bool,
}

/// The lists of a document with how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Levels by definition.
    pub(super) definitions: FxHashMap<usize, FxHashMap<usize, Level>>,
    /// Lists by number.
    pub(super) lists: FxHashMap<usize, List>,
    counters: FxHashMap<usize, [Option<u32>; LEVELS]>,
}

impl Numbering {
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
        let restart: [usize; LEVELS] =
            std::array::from_fn(|at| self.level(id, at).and_then(|l| l.restart).unwrap_or(at));
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
                std::cmp::Ordering::Greater if restart.get(at).is_some_and(|limit| level >= *limit) => {}
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
