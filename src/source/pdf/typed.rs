//! Text that was typed into a form field or a note and that has no appearance yet, or an outdated one: the file
//! holds only what was typed, and whoever shows it draws it, as is done here.

use super::font::usual_breadth;
use super::interpret::Interpreter;
use super::lexer::{Lexer, Token};
use crate::model::{Failure, Glyph};
use crate::source::drawing::{ASCENT, DESCENT, Matrix, direction, fold, is_readable};
use lopdf::{Dictionary, Object};

/// What was typed, and how it is to be set.
pub(super) struct Typed {
    text: String,
    /// Font size in user space; `None` where the size follows from the field.
    size: Option<f64>,
    /// `/Q`: 1 centred, 2 to the right, else to the left.
    align: i64,
    /// Whether lines that are too long go on below, from the top of the field.
    wraps: bool,
}

/// Where it is to be set: a rectangle with the lower left corner at the origin, and its map to the page.
struct Area {
    width: f64,
    height: f64,
    to_page: Matrix,
}

// Flags of tables 226 and 228 of the PDF reference.
const MULTILINE: i64 = 1 << 12;
const PASSWORD: i64 = 1 << 13;

impl<'a> Interpreter<'a, '_> {
    fn form(&self) -> Option<&'a Dictionary> {
        self.objects.dict(self.objects.document.catalog().ok()?, b"AcroForm")
    }

    /// Whether the document says that the appearances of its fields are out of date: what they show may be the
    /// empty form.
    pub fn needs_appearances(&self) -> bool {
        let flag = self.form().and_then(|form| self.objects.get(form, b"NeedAppearances"));
        matches!(flag, Some(Object::Boolean(true)))
    }

    /// What was typed into a field or a note; `None` for one that holds no text or does not show it.
    ///
    /// # Errors
    /// Only when a limit is exceeded.
    pub fn typed(&self, annotation: &'a Dictionary) -> Result<Option<Typed>, Failure> {
        let text = match self.objects.name(annotation, b"Subtype") {
            Some(b"Widget") => self.field_value(annotation)?,
            Some(b"FreeText") => self.objects.get(annotation, b"Contents").map(text_string),
            _ => None,
        };
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
        let form = || self.form().and_then(|form| self.objects.get(form, b"DA"));
        let style = self.inherited(annotation, b"DA").or_else(form);
        let flags = self.integer(annotation, b"Ff").unwrap_or(0);
        Ok(Some(Typed {
            text,
            size: style.and_then(|style| font_size(style.as_str().ok()?)),
            align: self.integer(annotation, b"Q").unwrap_or(0),
            wraps: flags & MULTILINE != 0 || self.objects.name(annotation, b"Subtype") == Some(b"FreeText"),
        }))
    }

    /// An entry of a field, or of the fields that it belongs to.
    fn inherited(&self, field: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        // Names of real fields have a few parts; a circle of parents ends here.
        const HIGHEST: usize = 32;
        let parent = |node: &&'a Dictionary| self.objects.dict(node, b"Parent");
        std::iter::successors(Some(field), parent).take(HIGHEST).find_map(|node| self.objects.get(node, key))
    }

    fn integer(&self, field: &'a Dictionary, key: &[u8]) -> Option<i64> {
        self.inherited(field, key)?.as_i64().ok()
    }

    /// The value of a text field or a choice. Buttons and signatures have pictures, not text.
    fn field_value(&self, field: &'a Dictionary) -> Result<Option<String>, Failure> {
        let kind = self.inherited(field, b"FT").and_then(|kind| kind.as_name().ok());
        let hidden = self.integer(field, b"Ff").unwrap_or(0) & PASSWORD != 0;
        match (kind, self.inherited(field, b"V")) {
            (Some(b"Tx"), Some(_)) if hidden => Ok(None),
            (Some(b"Tx"), Some(Object::Stream(text))) => {
                let bytes = self.objects.inflate(text)?;
                Ok(Some(text_string(&Object::string_literal(bytes))))
            }
            (Some(b"Tx"), Some(text)) => Ok(Some(text_string(text))),
            (Some(b"Ch"), Some(Object::Array(chosen))) => self.chosen(field, chosen).map(Some),
            (Some(b"Ch"), Some(chosen)) => self.chosen(field, std::slice::from_ref(chosen)).map(Some),
            _ => Ok(None),
        }
    }

    /// What a list shows for what is chosen in it, a line each: an option may be kept under one name and shown
    /// under another.
    fn chosen(&self, field: &'a Dictionary, chosen: &'a [Object]) -> Result<String, Failure> {
        let options = match self.inherited(field, b"Opt") {
            Some(Object::Array(options)) => options.as_slice(),
            _ => &[],
        };
        self.objects.charge((options.len() as u64).saturating_mul(chosen.len() as u64))?;
        let shown = |value: &'a Object| options.iter().find_map(|option| self.shown(option, value));
        let values = chosen.iter().filter_map(|value| self.objects.resolve(value));
        let lines: Vec<String> = values.map(|value| text_string(shown(value).unwrap_or(value))).collect();
        Ok(lines.join("\n"))
    }

    /// What an option `[kept shown]` shows, where it is the one that is kept as `value`.
    fn shown(&self, option: &'a Object, value: &Object) -> Option<&'a Object> {
        let [kept, shown] = self.objects.resolve(option)?.as_array().ok()?.as_slice() else { return None };
        let kept = self.objects.resolve(kept)?.as_str().ok()?;
        if value.as_str().ok()? == kept { self.objects.resolve(shown) } else { None }
    }

    /// Draws what was typed, unless the page already says so there: a form that was printed into its page may
    /// keep its fields.
    ///
    /// # Errors
    /// Only when a limit is exceeded.
    pub fn draw_typed(&mut self, annotation: &'a Dictionary, typed: &Typed) -> Result<(), Failure> {
        // What finding the lines costs, in bytes of content: a long text is broken some twenty times.
        const PASSES: u64 = 20;
        let looked_at = self.canvas.glyphs.len() as u64;
        self.objects.charge((typed.text.len() as u64).saturating_mul(PASSES).saturating_add(looked_at))?;
        if let Some(area) = self.area(annotation)
            && !self.stands_there(&area, &typed.text)
        {
            self.set_lines(&area, typed);
        }
        self.check_glyphs()
    }

    /// The rectangle of an annotation as its text runs in it: fields of a turned page are turned back.
    fn area(&self, annotation: &'a Dictionary) -> Option<Area> {
        let [x0, y0, x1, y1] = self.objects.numbers(annotation, b"Rect")?;
        let (x0, y0, x1, y1) = (x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1));
        let look = self.objects.dict(annotation, b"MK").and_then(|look| self.objects.integer(look, b"R"));
        let turn = look.or_else(|| self.objects.integer(annotation, b"Rotate")).unwrap_or(0);
        let (width, height) = (x1 - x0, y1 - y0);
        let (width, height, map) = match turn.rem_euclid(360) {
            90 => (height, width, [0.0, 1.0, -1.0, 0.0, x1, y0]),
            180 => (width, height, [-1.0, 0.0, 0.0, -1.0, x1, y1]),
            270 => (height, width, [0.0, -1.0, 1.0, 0.0, x0, y1]),
            _ => (width, height, [1.0, 0.0, 0.0, 1.0, x0, y0]),
        };
        let to_page = Matrix::new(map).then(&self.state.ctm);
        // A field without extent is one that is not to be seen.
        (width > 0.0 && height > 0.0 && to_page.is_finite()).then_some(Area { width, height, to_page })
    }

    fn stands_there(&self, area: &Area, text: &str) -> bool {
        let place = area.to_page.bounds(0.0, 0.0, area.width, area.height);
        let inside =
            self.canvas.glyphs.iter().filter(|g| place.contains(g.bbox.center_x(), g.bbox.center_y()));
        let printed = inside.flat_map(|g| g.text.chars()).filter(|c| !c.is_whitespace());
        printed.eq(fold::fold(text).chars().filter(|c| !c.is_whitespace()))
    }

    fn set_lines(&mut self, area: &Area, typed: &Typed) {
        let (size, lines) = typed.fit(area);
        let block = size * LEADING * lines.len() as f64;
        let top = if typed.wraps { area.height - PADDING } else { (area.height + block) / 2.0 };
        for (line, below) in lines.iter().zip(1..) {
            // The leading stands above and below the glyphs in equal parts.
            let base = top - size * (LEADING * f64::from(below) - (LEADING - 1.0) / 2.0 + DESCENT);
            self.set_line(area, typed.align, line, (size, base));
        }
    }

    /// Sets one line; one that is too long is drawn narrow, so that no digit leaves its field.
    fn set_line(&mut self, area: &Area, align: i64, line: &str, (size, base): (f64, f64)) {
        let (room, natural) = (area.room(), breadth(line) * size);
        let squeeze = if natural > room { room / natural } else { 1.0 };
        let spare = room - natural * squeeze;
        let mut x =
            (area.width - room) / 2.0 + [0.0, spare / 2.0, spare].get(align as usize).copied().unwrap_or(0.0);
        let shown = size * area.to_page.c.hypot(area.to_page.d);
        let Some(direction) = direction(area.to_page.a, area.to_page.b) else { return };
        for c in line.chars().filter(|_| is_readable(shown, &area.to_page)) {
            let text = fold::glyph_text(Some(c.encode_utf8(&mut [0; 4])));
            let advance = char_breadth(c) * size * squeeze;
            let bbox = area.to_page.bounds(x, base + DESCENT * size, x + advance, base + ASCENT * size);
            if !text.is_empty() {
                self.canvas.push_glyph(Glyph { text, bbox, size: shown as f32, font: 0, direction }, false);
                x += advance;
            }
        }
    }
}

/// Distance of lines, in parts of the font size.
const LEADING: f64 = 1.2;
/// What a field keeps free on each side, in user space, as viewers do.
const PADDING: f64 = 2.0;

impl Area {
    /// The width that text may take.
    fn room(&self) -> f64 {
        if self.width > 4.0 * PADDING { self.width - 2.0 * PADDING } else { self.width }
    }
}

impl Typed {
    /// The font size and the lines: a size that lets all lines stand in the field.
    fn fit(&self, area: &Area) -> (f64, Vec<String>) {
        // Viewers set text of automatic size in 12 points or as the height allows; the least that can be read is 4.
        const LARGEST: f64 = 12.0;
        const LEAST: f64 = 4.0;
        let mut size = self.size.unwrap_or(LARGEST).min(area.height.max(LEAST));
        loop {
            let lines = self.lines(area.room() / size);
            if size <= LEAST || lines.len() as f64 * size * LEADING <= area.height {
                return (size, lines);
            }
            size *= 0.9;
        }
    }

    /// The lines that were typed, broken where they are wider than so many ems if they may be.
    fn lines(&self, room: f64) -> Vec<String> {
        let text = self.text.replace("\r\n", "\n").replace('\r', "\n");
        let room = if self.wraps { room } else { f64::INFINITY };
        text.trim_end().split('\n').flat_map(|line| broken(line, room)).collect()
    }
}

/// A line broken between words and ideographs, never within a number.
fn broken(line: &str, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    let chars: Vec<char> = line.chars().collect();
    for word in chars.chunk_by(|a, b| a.is_ascii_graphic() && b.is_ascii_graphic()) {
        let needed: f64 = word.iter().copied().map(char_breadth).sum();
        if used > 0.0 && used + needed > room {
            lines.push(String::new());
            used = 0.0;
        }
        if let Some(last) = lines.last_mut() {
            last.extend(word);
            used += needed;
        }
    }
    lines
}

fn breadth(text: &str) -> f64 {
    text.chars().map(char_breadth).sum()
}

fn char_breadth(c: char) -> f64 {
    f64::from(usual_breadth(c.encode_utf8(&mut [0; 4])))
}

/// The text of a text string. One that cannot be decoded was typed all the same, and must not vanish.
fn text_string(object: &Object) -> String {
    lopdf::decode_text_string(object).unwrap_or_else(|_| fold::UNKNOWN_TEXT.to_owned())
}

/// The size in a default appearance (`/Helv 12 Tf 0 g`); `None` where it is left to the viewer.
fn font_size(style: &[u8]) -> Option<f64> {
    let mut size = None;
    let mut before = Token::Constant;
    for token in Lexer::new(style) {
        if let (Token::Number(number), Token::Operator(b"Tf")) = (before, token) {
            size = Some(number.abs());
        }
        before = token;
    }
    size.filter(|size| *size > 0.0)
}
