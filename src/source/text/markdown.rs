//! Markdown's marks off, its text on; numbers and dashes stay as they are.

use std::borrow::Cow;

/// A line's text without heading, quote and emphasis marks, links as their text.
pub(super) fn plain(line: &str) -> String {
    let line = line.trim();
    let line = line.trim_start_matches(['>', ' ']);
    inline(heading(line))
}

fn heading(line: &str) -> &str {
    let text = line.trim_start_matches('#');
    let marks = line.len() - text.len();
    // `#1` is no heading, nor are seven marks.
    if (1..=6).contains(&marks) && (text.is_empty() || text.starts_with([' ', '\t'])) {
        return text.trim().trim_end_matches('#').trim_end();
    }
    line
}

/// Whether the line underlines a heading or separates parts: three or more of one mark.
pub(super) fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| *c != ' ');
    let Some(mark) = marks.next().filter(|c| "-=*_".contains(*c)) else { return false };
    marks.clone().count() >= 2 && marks.all(|c| c == mark)
}

/// A cell's or line's text without emphasis, links, escapes.
pub(super) fn inline(text: &str) -> String {
    if !text.contains(['*', '_', '[', '\\', '&', '<']) {
        return text.to_owned();
    }
    let text =
        text.replace("&nbsp;", " ").replace("<br>", "\n").replace("<br/>", "\n").replace("<br />", "\n");
    let text = ["**", "__"].into_iter().fold(text, |text, mark| without_pairs(&text, mark));
    unescaped(&links(&text))
}

/// Pairs of a mark gone, as long as something stands between them; a single one stays.
fn without_pairs(text: &str, mark: &str) -> String {
    let parts: Vec<&str> = text.split(mark).collect();
    let whole = parts.len() % 2 == 1 && parts.iter().skip(1).step_by(2).all(|p| !p.trim().is_empty());
    if whole { parts.concat() } else { text.to_owned() }
}

/// `[text](target)` → `text`; `![picture](target)` → nothing. Brackets without a target stay.
fn links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, label, after)) = next_link(rest) {
        match before.strip_suffix('!') {
            Some(before) => out.push_str(before),
            None => out.extend([before, label]),
        }
        rest = after;
    }
    out + rest
}

fn next_link(text: &str) -> Option<(&str, &str, &str)> {
    let (head, tail) = text.split_once("](")?;
    let (before, label) = head.rsplit_once('[')?;
    let (_, after) = tail.split_once(')')?;
    Some((before, label, after))
}

/// `[text]{style="…"}` → `text`, with blanks for what is taken out of a line of columns.
pub(super) fn without_attributes(text: &str) -> Cow<'_, str> {
    if !text.contains("]{") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split('\n').map(plain_spans).collect::<Vec<_>>().join("\n"))
}

fn plain_spans(line: &str) -> String {
    let columns = line.trim().contains("   ");
    let blanks = |n: usize| " ".repeat(if columns { n } else { 0 });
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, label, attributes, after)) = next_span(rest) {
        out.extend([before, &blanks(1), label, &blanks(attributes.chars().count() + 3)]);
        rest = after;
    }
    out + rest
}

/// The text before a span, its text, its attributes, and what follows.
fn next_span(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (head, tail) = text.split_once("]{")?;
    let (before, label) = head.rsplit_once('[')?;
    let (attributes, after) = tail.split_once('}')?;
    attributes.contains(['=', '.']).then_some((before, label, attributes, after))
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let escapes = c == '\\' && chars.peek().is_some_and(|next| "\\*_|#[]()<>.+-`".contains(*next));
        out.push(if escapes { chars.next().unwrap_or(c) } else { c });
    }
    out
}
