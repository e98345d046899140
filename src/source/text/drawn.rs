//! Tables drawn with characters, as terminal browsers (`┌─┬─┐`) and converters (`+---+`) print them: their lines are
//! rulings, so that `layout` finds each cell.

/// Which ways a character's lines run from its middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Arms {
    /// Up and down. The bar of a grid reaches the rules above and below it.
    pub(super) up: bool,
    pub(super) down: bool,
    pub(super) left: bool,
    pub(super) right: bool,
    /// Whether it reaches into the lines above and below.
    pub(super) long: bool,
}

impl Arms {
    fn of(sides: [bool; 4]) -> Arms {
        let [up, down, left, right] = sides;
        Arms { up, down, left, right, long: false }
    }

    fn is_upright(self) -> bool {
        self.up || self.down
    }
}

/// Whether the text has tables drawn with characters, and each of their rows has a rule below.
pub(super) fn is_drawn(text: &str) -> bool {
    let (mut rules, mut corners, mut unruled) = (0, 0, 0);
    let mut before = false;
    for line in text.lines() {
        let drawn = is_rule(line);
        rules += usize::from(drawn);
        corners += usize::from(drawn && !line.trim().starts_with('|'));
        // Two lines with a number in their last cell and no rule between are two rows.
        let number = !drawn && ends_in_number(line);
        unruled += usize::from(number && before);
        before = number;
    }
    // Org and Markdown have rules, but no corners.
    rules >= 3 && corners >= 2 && unruled * 2 < rules
}

fn is_rule(line: &str) -> bool {
    let crossings = line.chars().filter_map(boxed).filter(|a| a.is_upright()).count();
    is_grid_rule(line) || (crossings > 1 && line.contains(['─', '━', '═']))
}

/// Whether a digit stands before the bar at the end of the line.
fn ends_in_number(line: &str) -> bool {
    let line = line.trim_end();
    let inside = line.strip_suffix(|c| c == '|' || boxed(c).is_some());
    inside.is_some_and(|l| l.trim_end().ends_with(|c: char| c.is_ascii_digit()))
}

/// The arms of each character of a line; `None` where the line draws nothing.
pub(super) fn arms(line: &str) -> Option<Vec<Option<Arms>>> {
    let chars: Vec<char> = line.chars().collect();
    let arms: Vec<Option<Arms>> =
        if is_grid_line(line) { of_grid(&chars) } else { chars.iter().map(|c| boxed(*c)).collect() };
    let lone = |i: usize| {
        let beside = [i.checked_sub(1), i.checked_add(1)];
        !beside.iter().flatten().any(|k| arms.get(*k).is_some_and(Option::is_some))
    };
    // A stroke alone in a cell is a dash.
    let kept = |(i, arm): (usize, &Option<Arms>)| arm.filter(|a| a.is_upright() || !lone(i));
    let kept: Vec<Option<Arms>> = arms.iter().enumerate().map(kept).collect();
    kept.iter().any(Option::is_some).then_some(kept)
}

/// `+---+===+` or `|---+---|`, perhaps beside cells that go on.
fn is_grid_rule(line: &str) -> bool {
    is_grid_line(line) && ["+--", "+==", "+:-", "|--"].iter().any(|rule| line.contains(rule))
}

/// A line of a grid: it begins and ends with a bar or a corner.
fn is_grid_line(line: &str) -> bool {
    let line = line.trim();
    line.len() > 2 && line.starts_with(['+', '|']) && line.ends_with(['+', '|'])
}

fn of_grid(chars: &[char]) -> Vec<Option<Arms>> {
    let at = |i: Option<usize>| i.and_then(|i| chars.get(i)).copied();
    let is_rule = |c: Option<char>| matches!(c, Some('-' | '=' | ':'));
    let mut arms: Vec<Option<Arms>> = Vec::with_capacity(chars.len());
    for (i, (c, in_rule)) in chars.iter().zip(rule_strokes(chars)).enumerate() {
        let (left, right) = (is_rule(at(i.checked_sub(1))), is_rule(at(i.checked_add(1))));
        let arm = match c {
            '|' => Some(Arms { long: true, ..Arms::of([true, true, false, false]) }),
            '+' if left || right => Some(Arms::of([false, false, left, right])),
            '-' | '=' | ':' if in_rule => Some(Arms::of([false, false, true, true])),
            _ => None,
        };
        arms.push(arm);
    }
    arms
}

/// Which strokes belong to a run of strokes between two corners or bars. `|-|` is a dash in a narrow cell.
fn rule_strokes(chars: &[char]) -> Vec<bool> {
    let stroke = |c: &char| matches!(c, '-' | '=' | ':');
    let mut in_rule: Vec<bool> = Vec::with_capacity(chars.len());
    let mut before = None;
    for run in chars.chunk_by(|a, b| stroke(a) && stroke(b)) {
        let strokes = run.first().is_some_and(stroke);
        let ends = [before, chars.get(in_rule.len() + run.len())];
        let long = run.len() > 2 || ends.contains(&Some(&'+'));
        let ruled = strokes && long && ends.iter().all(|end| matches!(end, Some('+' | '|')));
        in_rule.extend(run.iter().map(|_| ruled));
        before = run.last();
    }
    in_rule
}

/// The arms of a box drawing character, light, heavy or double.
fn boxed(c: char) -> Option<Arms> {
    let sides = match c {
        '─' | '━' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍' | '═' => [false, false, true, true],
        '│' | '┃' | '┆' | '┇' | '┊' | '┋' | '╎' | '╏' | '║' => [true, true, false, false],
        '\u{250C}'..='\u{250F}' | '\u{2552}'..='\u{2554}' | '╭' => [false, true, false, true],
        '\u{2510}'..='\u{2513}' | '\u{2555}'..='\u{2557}' | '╮' => [false, true, true, false],
        '\u{2514}'..='\u{2517}' | '\u{2558}'..='\u{255A}' | '╰' => [true, false, false, true],
        '\u{2518}'..='\u{251B}' | '\u{255B}'..='\u{255D}' | '╯' => [true, false, true, false],
        '\u{251C}'..='\u{2523}' | '\u{255E}'..='\u{2560}' => [true, true, false, true],
        '\u{2524}'..='\u{252B}' | '\u{2561}'..='\u{2563}' => [true, true, true, false],
        '\u{252C}'..='\u{2533}' | '\u{2564}'..='\u{2566}' => [false, true, true, true],
        '\u{2534}'..='\u{253B}' | '\u{2567}'..='\u{2569}' => [true, false, true, true],
        '\u{253C}'..='\u{254B}' | '\u{256A}'..='\u{256C}' => [true, true, true, true],
        _ => return None,
    };
    Some(Arms::of(sides))
}
