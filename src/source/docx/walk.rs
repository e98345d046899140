//! The body in reading order: paragraphs with what they show, tables, text boxes once.

use super::styles::{Styles, list_level};
use super::table;
use crate::model::{Block, Failure, Limits, Line};
use crate::source::numbering::{ListLevel, Numbering};
use crate::source::package::{Element, Event, Xml};
use crate::source::{encoding, marks};

/// Properties of no text, former states of what was changed, and what was deleted.
const SKIPPED: &str = " del moveFrom delText instrText delInstrText sdtPr sdtEndPr sectPr rt rPrChange pPrChange \
                       tblPrChange trPrChange tcPrChange sectPrChange tblGridChange tblPr tblGrid rubyPr \
                       smartTagPr customXmlPr fldData binData proofErr commentReference footnoteReference \
                       footnote endnote ";

/// The blocks of the main document.
pub(super) fn blocks(
    text: &str,
    styles: Styles,
    numbering: Numbering,
    limits: &Limits,
) -> Result<Vec<Block>, Failure> {
    let mut walk = Walk { xml: Xml::new(text, limits), styles, numbering, limits, fields: Vec::new() };
    let mut out = Vec::new();
    walk.blocks(&mut out)?;
    Ok(out)
}

/// Reads one part from its start to its end.
pub(super) struct Walk<'a> {
    pub(super) xml: Xml<'a>,
    styles: Styles,
    numbering: Numbering,
    pub(super) limits: &'a Limits,
    /// For each open field whether its instruction is being read, of which nothing is shown.
    fields: Vec<bool>,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    /// What the text boxes anchored in it hold.
    boxes: Vec<Block>,
    /// Pictures that stand in it.
    pictures: usize,
    look: Look,
    /// Its mark is deleted or hidden, so that the next one continues it.
    continues: bool,
    list: ListLevel,
    /// The number that it shows, where it says so itself.
    number: Option<String>,
    style: Option<String>,
}

/// How a run's text is seen.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    hidden: bool,
    /// Crossed out: what was put in its place stands beside it.
    struck: bool,
    /// Raised, as the marks of notes are.
    raised: bool,
}

impl Walk<'_> {
    /// Reads block content up to the end of the element just opened; what it says of itself if it is a cell.
    pub(super) fn blocks(&mut self, out: &mut Vec<Block>) -> Result<table::Properties, Failure> {
        let mut properties = table::Properties::default();
        let mut paragraph = Paragraph::default();
        while let Some(element) = self.xml.child()? {
            match element.name.as_str() {
                "p" => {
                    self.paragraph(&mut paragraph)?;
                    if !paragraph.continues {
                        emit(std::mem::take(&mut paragraph), out);
                    }
                }
                "tbl" => {
                    // No paragraph goes on behind a table.
                    emit(std::mem::take(&mut paragraph), out);
                    out.extend(table::blocks(self)?);
                }
                "AlternateContent" => self.choice(|walk| walk.blocks(out).map(drop))?,
                "tcPr" => properties = table::properties(self)?,
                _ if is_gone(&element) => self.xml.skip()?,
                _ => self.blocks(out).map(|_| ())?,
            }
        }
        emit(paragraph, out);
        Ok(properties)
    }

    /// Of alternatives only the first: the others say the same for older programs.
    fn choice(&mut self, mut read: impl FnMut(&mut Self) -> Result<(), Failure>) -> Result<(), Failure> {
        let mut first = true;
        while self.xml.child()?.is_some() {
            if std::mem::replace(&mut first, false) { read(self)? } else { self.xml.skip()? }
        }
        Ok(())
    }

    fn paragraph(&mut self, paragraph: &mut Paragraph) -> Result<(), Failure> {
        (paragraph.continues, paragraph.look) = (false, Look::default());
        (paragraph.list, paragraph.style) = (ListLevel::default(), None);
        self.inline(paragraph)?;
        // An instruction that a paragraph's end cuts off would hide the rest of the document.
        self.fields.iter_mut().for_each(|instruction| *instruction = false);
        // The mark that is left says what the joined paragraph is.
        if !paragraph.continues {
            let (list, giver) = self.styles.list(paragraph.list, paragraph.style.as_deref());
            let number = paragraph.number.take().or_else(|| self.numbering.next(list, giver));
            paragraph.text.insert_str(0, &number.unwrap_or_default());
        }
        Ok(())
    }

    fn inline(&mut self, paragraph: &mut Paragraph) -> Result<(), Failure> {
        while let Some(event) = self.xml.next()? {
            match event {
                Event::Open(element) => self.inline_element(&element, paragraph)?,
                Event::Close => break,
                Event::Text(_) => {}
            }
        }
        Ok(())
    }

    fn inline_element(&mut self, element: &Element, paragraph: &mut Paragraph) -> Result<(), Failure> {
        match element.name.as_str() {
            "pPr" => self.paragraph_properties(paragraph),
            "rPr" => self.run_properties(paragraph),
            "r" => {
                let look = paragraph.look;
                self.inline(paragraph)?;
                paragraph.look = look;
                Ok(())
            }
            "t" => self.text(paragraph),
            // DrawingML's picture, and VML's.
            "pic" | "imagedata" => {
                paragraph.pictures += 1;
                self.xml.skip()
            }
            "txbxContent" => self.blocks(&mut paragraph.boxes).map(drop),
            "AlternateContent" => self.choice(|walk| walk.inline(paragraph)),
            "fldChar" => {
                self.field(element);
                self.xml.skip()
            }
            _ if is_gone(element) => self.xml.skip(),
            name => match sign(name, element) {
                Some(sign) => {
                    self.push(sign, paragraph);
                    self.xml.skip()
                }
                None => self.inline(paragraph),
            },
        }
    }

    fn text(&mut self, paragraph: &mut Paragraph) -> Result<(), Failure> {
        while let Some(event) = self.xml.next()? {
            match event {
                // A line break of the source is a space; one that is shown has an element.
                Event::Text(text) => self.push(&text.replace('\n', " "), paragraph),
                Event::Open(_) => self.xml.skip()?,
                Event::Close => break,
            }
        }
        Ok(())
    }

    fn push(&self, text: &str, paragraph: &mut Paragraph) {
        let Look { hidden, struck, raised } = paragraph.look;
        let is_note = raised && marks::is_note(&paragraph.text, text);
        if !hidden && !struck && !is_note && !self.fields.contains(&true) {
            text.chars().for_each(|c| encoding::push_clean(c, &mut paragraph.text));
        }
    }

    fn field(&mut self, element: &Element) {
        match element.attr("fldCharType") {
            Some("begin") => self.fields.push(true),
            Some("separate") => self.fields.iter_mut().last().into_iter().for_each(|f| *f = false),
            Some("end") => drop(self.fields.pop()),
            _ => {}
        }
    }

    fn paragraph_properties(&mut self, paragraph: &mut Paragraph) -> Result<(), Failure> {
        while let Some(child) = self.xml.child()? {
            match child.name.as_str() {
                "numPr" => paragraph.list = list_level(&mut self.xml)?,
                "listPr" => paragraph.number = self.printed_number()?,
                "rPr" => paragraph.continues = self.is_mark_gone()?,
                "pStyle" => {
                    paragraph.style = child.attr("val").map(str::to_owned);
                    paragraph.look.hidden = paragraph.style.as_deref().is_some_and(|s| self.styles.hides(s));
                    self.xml.skip()?;
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    /// The number that Word 2003 wrote beside the list that it comes from; bullets are signs of symbol fonts.
    fn printed_number(&mut self) -> Result<Option<String>, Failure> {
        let mut number = None;
        while let Some(child) = self.xml.child()? {
            if child.name == "t" {
                number = child.attr("val").filter(|n| n.contains(char::is_alphanumeric)).map(str::to_owned);
            }
            self.xml.skip()?;
        }
        Ok(number)
    }

    fn is_mark_gone(&mut self) -> Result<bool, Failure> {
        let mut gone = false;
        while let Some(child) = self.xml.child()? {
            gone |= match child.name.as_str() {
                "del" | "moveFrom" => true,
                "vanish" | "specVanish" => child.is_on(),
                _ => false,
            };
            self.xml.skip()?;
        }
        Ok(gone)
    }

    fn run_properties(&mut self, paragraph: &mut Paragraph) -> Result<(), Failure> {
        let look = &mut paragraph.look;
        while let Some(child) = self.xml.child()? {
            match (child.name.as_str(), child.attr("val")) {
                ("rStyle", Some(style)) => look.hidden |= self.styles.hides(style),
                ("vanish", _) => look.hidden = child.is_on(),
                ("strike" | "dstrike", _) => look.struck |= child.is_on(),
                ("vertAlign", place) => look.raised = place == Some("superscript"),
                _ => {}
            }
            self.xml.skip()?;
        }
        Ok(())
    }
}

/// Whether nothing of the element is text; Word 2003 keeps changes and comments in annotations.
fn is_gone(element: &Element) -> bool {
    let is_annotation = element.name == "annotation";
    let is_past = |kind: &str| matches!(kind, "Word.Deletion" | "Word.Comment" | "Word.Formatting");
    SKIPPED.contains(&format!(" {} ", element.name))
        || (is_annotation && element.attr("type").is_some_and(is_past))
}

/// Elements that stand for a character.
fn sign(name: &str, element: &Element) -> Option<&'static str> {
    match name {
        // A page or column break says nothing about the text.
        "br" if matches!(element.attr("type"), Some("page" | "column")) => Some(""),
        "br" | "cr" => Some("\n"),
        "tab" | "ptab" => Some(" "),
        "noBreakHyphen" => Some("-"),
        "softHyphen" | "sym" => Some(""),
        _ => None,
    }
}

/// A paragraph's lines, then what its text boxes hold.
fn emit(paragraph: Paragraph, out: &mut Vec<Block>) {
    let lines = paragraph.text.split('\n').map(str::trim).filter(|line| !line.is_empty());
    out.extend(lines.map(|line| Block::Line(Line::plain(line))));
    out.extend(paragraph.boxes);
    out.extend(std::iter::repeat_n(Block::Picture, paragraph.pictures));
}
