//! Marked content: layers that are switched off, and `/ActualText`, which says what its glyphs mean.

use super::interpret::Interpreter;
use super::lexer::Token;
use super::operands::Operands;
use super::strings;
use crate::model::Glyph;
use crate::source::drawing::fold;
use lopdf::{Dictionary, Object, StringFormat};
use smol_str::SmolStr;

/// An open marked-content sequence.
pub(super) struct Mark {
    /// What its glyphs mean, and the index of the first of them.
    actual: Option<(String, usize)>,
    hidden: bool,
}

impl<'a> Interpreter<'a, '_> {
    /// Whether what is drawn now lies in a layer that is switched off.
    pub fn is_hidden(&self) -> bool {
        self.marks.last().is_some_and(|m| m.hidden)
    }

    /// `BMC`, `BDC`
    pub fn begin_marked(&mut self, operands: &Operands, resources: Option<&'a Dictionary>) {
        // Tags of real files nest some ten deep; deeper ones would only cost memory.
        const DEEPEST: usize = 100_000;
        if self.marks.len() >= DEEPEST {
            return;
        }
        let properties = self.resource(resources, b"Properties", operands);
        let text = inline_text(operands.tokens()).or_else(|| {
            let text = self.objects.get(properties?.as_dict().ok()?, b"ActualText")?;
            lopdf::decode_text_string(text).ok()
        });
        let in_layer = matches!(operands.tokens(), [Token::Name(b"OC"), _]);
        let hidden = self.is_hidden() || in_layer && self.hides(operands, resources);
        self.marks.push(Mark { actual: text.map(|text| (text, self.canvas.glyphs.len())), hidden });
    }

    fn hides(&self, operands: &Operands, resources: Option<&'a Dictionary>) -> bool {
        let properties = resources.and_then(|r| self.objects.dict(r, b"Properties"));
        let layer = properties.zip(operands.name()).and_then(|(p, name)| p.get(&name).ok());
        self.layers.hide(self.objects, layer)
    }

    /// `EMC`
    pub fn end_marked(&mut self) {
        if let Some(Mark { actual: Some((text, first)), .. }) = self.marks.pop() {
            replace_text(&mut self.canvas.glyphs, first, &text);
        }
    }
}

/// The `/ActualText` of a property list written in the content itself.
fn inline_text(tokens: &[Token]) -> Option<String> {
    let key = tokens.iter().position(|t| *t == Token::Name(b"ActualText"))?;
    let mut bytes = Vec::new();
    match tokens.get(key + 1)? {
        Token::Literal(raw) => strings::literal(raw, &mut bytes),
        Token::Hex(raw) => bytes.extend(strings::hex(raw)),
        _ => return None,
    }
    lopdf::decode_text_string(&Object::String(bytes, StringFormat::Literal)).ok()
}

/// Gives the glyphs from `first` on the text that they stand for. Where glyphs and characters are not one to
/// one, only what differs between them is dealt out anew, so that no character leaves its place on the page.
/// White space has no place of its own and stays as drawn; a text without characters hides nothing printed.
fn replace_text(glyphs: &mut Vec<Glyph>, first: usize, text: &str) {
    let chars: Vec<char> = fold::fold(text).chars().filter(|c| !c.is_whitespace()).collect();
    let drawn = glyphs.split_off(first.min(glyphs.len()));
    let (mut spaces, mut inked): (Vec<_>, Vec<_>) =
        drawn.into_iter().enumerate().partition(|(_, g)| g.text == " ");
    let is_at = |(_, glyph): &(usize, Glyph), c: Option<&char>| {
        let mut own = glyph.text.chars();
        own.next().as_ref() == c && own.next().is_none()
    };
    let head = inked.iter().zip(&chars).take_while(|(g, c)| is_at(g, Some(c))).count();
    let most = inked.len().min(chars.len()) - head;
    let tail =
        inked.iter().rev().zip(chars.iter().rev()).take(most).take_while(|(g, c)| is_at(g, Some(c))).count();
    let middle = head..inked.len() - tail;
    let meant = chars.get(head..chars.len() - tail).unwrap_or_default();
    if !middle.is_empty() && !meant.is_empty() {
        let dealt = deal(inked.get(middle.clone()).unwrap_or_default(), meant);
        inked.splice(middle, dealt);
    }
    spaces.append(&mut inked);
    spaces.sort_by_key(|(index, _)| *index);
    glyphs.extend(spaces.into_iter().map(|(_, glyph)| glyph));
}

/// Deals characters out over glyphs in order: several to a glyph, or one to several glyphs as one box.
fn deal(glyphs: &[(usize, Glyph)], chars: &[char]) -> Vec<(usize, Glyph)> {
    let groups = glyphs.len().min(chars.len());
    let share = |all: usize, group: usize| group * all / groups..(group + 1) * all / groups;
    let group = |i: usize| {
        let (index, first) = glyphs.get(share(glyphs.len(), i))?.first()?;
        let boxes = glyphs.get(share(glyphs.len(), i))?.iter().map(|(_, g)| g.bbox);
        let bbox = boxes.reduce(|a, b| a.union(&b))?;
        let text: SmolStr = chars.get(share(chars.len(), i))?.iter().copied().collect();
        Some((*index, Glyph { text, bbox, ..first.clone() }))
    };
    (0..groups).filter_map(group).collect()
}
