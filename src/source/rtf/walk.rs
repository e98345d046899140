//! Tokens → paragraphs: what is shown, and the marks of cells and rows.

use super::codepage::Codepages;
use super::destination::{Destination, Role, role};
use super::lexer::{Lexer, Token};
use super::rows::Definition;
use super::unreadable;
use crate::model::{Failure, Limits};
use crate::source::marks::{self, DEEPEST, Paragraph};
use crate::source::{encoding, within};

/// The paragraphs of the main text, each text box's behind the one in which it is anchored.
pub(super) fn paragraphs(bytes: &[u8], limits: &Limits) -> Result<Vec<Paragraph>, Failure> {
    let mut reader = Reader { codepages: Codepages::of(bytes), ..Reader::default() };
    let mut entered = false;
    for token in Lexer::new(bytes) {
        reader.token(token);
        within("rtf_depth", reader.outer.len() as u64, limits.rtf_depth as u64)?;
        entered |= !reader.outer.is_empty();
        if entered && reader.outer.is_empty() {
            return Ok(reader.finish());
        }
    }
    Err(unreadable())
}

/// What holds until the end of a group.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    to: Destination,
    /// No word has yet said what the group is.
    fresh: bool,
    /// Programs that do not know the group's word are to leave it out.
    optional: bool,
    hidden: bool,
    /// Crossed out: what was put in its place stands beside it.
    struck: bool,
    /// Raised, as the marks of notes are.
    raised: bool,
    font: Option<i32>,
    /// How many characters stand in for one of Unicode.
    substitutes: Option<i32>,
    in_table: bool,
    /// In how many tables, where it says so.
    depth: usize,
    nested_rows: bool,
}

/// What ends a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Paragraph,
    Cell,
    Row,
}

/// The text around a text box, or before a list's number.
struct Around {
    /// How many groups were open.
    groups: usize,
    kind: Inner,
    text: String,
    out: Vec<Paragraph>,
    boxes: Vec<Paragraph>,
    rows: [Definition; 2],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inner {
    Box,
    Number,
}

#[derive(Default)]
struct Reader {
    codepages: Codepages,
    group: Group,
    outer: Vec<Group>,
    around: Vec<Around>,
    /// Bytes whose encoding is not yet applied: a character may have two tokens.
    bytes: Vec<u8>,
    /// Bytes to leave out, because a Unicode character was there instead.
    substitutes: i32,
    /// The first half of a character beyond 16 bits.
    surrogate: Option<u16>,
    text: String,
    /// Pictures in the paragraph being read.
    pictures: usize,
    boxes: Vec<Paragraph>,
    /// Rows of the outermost tables, and of those within cells.
    rows: [Definition; 2],
    out: Vec<Paragraph>,
}

impl Reader {
    fn token(&mut self, token: Token) {
        if let Token::Byte(byte) = token {
            self.byte(byte);
            return;
        }
        self.show_bytes();
        if !matches!(token, Token::Word("u", _)) {
            self.substitutes = 0;
        }
        match token {
            Token::Open => {
                self.outer.push(self.group);
                self.group.fresh = true;
                self.group.optional = false;
            }
            Token::Close => self.close(),
            Token::Word(word, value) => self.word(word, value),
            Token::Symbol(b'*') => self.group.optional = true,
            Token::Symbol(sign) => self.symbol(sign),
            Token::Byte(_) => {}
        }
    }

    fn is_shown(&self) -> bool {
        self.group.to == Destination::Shown && !self.group.hidden && !self.group.struck
    }

    fn byte(&mut self, byte: u8) {
        self.group.fresh = false;
        if self.substitutes > 0 {
            self.substitutes -= 1;
        } else if self.is_shown() {
            self.bytes.push(byte);
        }
    }

    fn show_bytes(&mut self) {
        if !self.bytes.is_empty() {
            let text = self.codepages.decode(&self.bytes, self.group.font);
            self.bytes.clear();
            self.show(&text);
        }
    }

    fn show(&mut self, text: &str) {
        if self.is_shown() && !(self.group.raised && marks::is_note(&self.text, text)) {
            text.chars().for_each(|c| encoding::push_clean(c, &mut self.text));
        }
    }

    fn close(&mut self) {
        let Some(group) = self.outer.pop() else { return };
        self.group = group;
        if let Some(around) = self.around.pop_if(|a| a.groups > self.outer.len()) {
            self.leave(around);
        }
    }

    /// What the word says of its group, else what it shows or changes.
    fn word(&mut self, word: &str, value: Option<i32>) {
        let fresh = std::mem::take(&mut self.group.fresh);
        if self.group.to == Destination::Hidden {
            return;
        }
        match role(word).filter(|_| fresh) {
            Some(role) => self.enter(role),
            None if fresh && self.group.optional => self.group.to = Destination::Hidden,
            None if self.group.to == Destination::Fonts => self.codepages.define(word, value.unwrap_or(0)),
            None => self.format(word, value),
        }
    }

    fn enter(&mut self, role: Role) {
        match role {
            Role::To(to) => self.group.to = to,
            Role::Picture => {
                self.pictures += usize::from(self.is_shown());
                self.group.to = Destination::Hidden;
            }
            Role::NestedRows => self.group.nested_rows = true,
            Role::Box => {
                self.step_in(Inner::Box);
                self.group = Group { font: self.group.font, ..Group::default() };
            }
            Role::ListText => self.step_in(Inner::Number),
        }
    }

    fn step_in(&mut self, kind: Inner) {
        self.around.push(Around {
            groups: self.outer.len(),
            kind,
            text: std::mem::take(&mut self.text),
            out: std::mem::take(&mut self.out),
            boxes: std::mem::take(&mut self.boxes),
            rows: std::mem::take(&mut self.rows),
        });
    }

    /// Goes on with the text around.
    fn leave(&mut self, around: Around) {
        match around.kind {
            Inner::Number => {
                let number = std::mem::replace(&mut self.text, around.text);
                // A bullet is a sign, and the gap behind a number is none.
                if number.contains(char::is_alphanumeric) {
                    self.text.push_str(number.trim_end_matches('\t'));
                }
                (self.out, self.boxes) = (around.out, around.boxes);
            }
            Inner::Box => {
                self.end(Mark::Paragraph, 0);
                let inner = std::mem::replace(&mut self.out, around.out);
                (self.text, self.boxes) = (around.text, around.boxes);
                self.boxes.extend(inner);
            }
        }
        self.rows = around.rows;
    }

    fn symbol(&mut self, sign: u8) {
        match sign {
            b'~' => self.show(" "),
            b'_' => self.show("-"),
            // A backslash at the end of a line.
            b'\r' | b'\n' => self.word("par", None),
            _ => {}
        }
    }

    fn format(&mut self, word: &str, value: Option<i32>) {
        let on = value != Some(0);
        let group = &mut self.group;
        match word {
            "v" | "deleted" => group.hidden = on,
            "strike" | "striked" => group.struck = on,
            "super" => group.raised = on,
            "sub" | "nosupersub" => group.raised = false,
            "plain" => {
                (group.hidden, group.struck, group.raised, group.font) = (false, false, false, None);
            }
            "f" => group.font = value,
            "uc" => group.substitutes = value,
            "u" => self.unicode(value.unwrap_or(0)),
            "intbl" => group.in_table = on,
            "itap" => group.depth = usize::try_from(value.unwrap_or(0)).unwrap_or(0).min(DEEPEST),
            "pard" => (group.in_table, group.depth) = (false, 0),
            "ansicpg" | "deff" => self.codepages.head(word, value.unwrap_or(0)),
            _ => self.mark(word, value),
        }
    }

    fn mark(&mut self, word: &str, value: Option<i32>) {
        let depth = self.group.depth.max(usize::from(self.group.in_table));
        match word {
            "par" | "sect" => self.end(Mark::Paragraph, depth),
            "cell" => self.end(Mark::Cell, 1),
            "nestcell" => self.end(Mark::Cell, depth.max(2)),
            "row" => self.end(Mark::Row, 1),
            "nestrow" => self.end(Mark::Row, depth.max(2)),
            _ => match sign(word) {
                Some(sign) => self.show_sign(sign),
                None => drop(self.definition().apply(word, value)),
            },
        }
    }

    fn show_sign(&mut self, sign: &str) {
        let in_number = self.around.last().is_some_and(|a| a.kind == Inner::Number);
        self.show(if sign == "\t" && !in_number { " " } else { sign });
    }

    fn definition(&mut self) -> &mut Definition {
        let [outer, nested] = &mut self.rows;
        if self.group.nested_rows { nested } else { outer }
    }

    fn unicode(&mut self, value: i32) {
        self.substitutes = self.group.substitutes.unwrap_or(1);
        // Values beyond 32767 are written as negative ones.
        let unit = (value & 0xFFFF) as u16;
        let units = self.surrogate.take().into_iter().chain([unit]);
        for c in char::decode_utf16(units) {
            match c {
                // What symbol fonts show stands for no character.
                Ok('\u{F000}'..='\u{F0FF}') => {}
                Ok(c) => self.show(c.encode_utf8(&mut [0; 4])),
                Err(e) if e.unpaired_surrogate() == unit => self.surrogate = Some(unit),
                Err(_) => {}
            }
        }
    }

    fn end(&mut self, mark: Mark, depth: usize) {
        if self.group.to != Destination::Shown {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let pictures = std::mem::take(&mut self.pictures);
        let row = if mark == Mark::Row { self.definition().row() } else { None };
        let mut boxes = std::mem::take(&mut self.boxes);
        boxes.iter_mut().for_each(|p| p.depth = (p.depth + depth).min(DEEPEST));
        let paragraph = Paragraph {
            text,
            pictures,
            depth,
            ends_cell: mark == Mark::Cell,
            ends_row: mark == Mark::Row,
            row,
        };
        // What is anchored in a cell must not come behind its end.
        if depth > 0 {
            self.out.append(&mut boxes);
        }
        self.out.push(paragraph);
        self.out.append(&mut boxes);
    }

    fn finish(mut self) -> Vec<Paragraph> {
        self.end(Mark::Paragraph, 0);
        self.out
    }
}

/// Words that stand for a character.
fn sign(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "line" => "\n",
        "emspace" | "enspace" | "qmspace" => " ",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        _ => return None,
    })
}
