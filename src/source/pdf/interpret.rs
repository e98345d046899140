//! The content interpreter: runs content streams, forms and appearances onto a canvas.

use super::canvas::Canvas;
use super::font::Fonts;
use super::layers::Layers;
use super::lexer::{self, Lexer, Token};
use super::marked::Mark;
use super::matrix::Matrix;
use super::memo::Memo;
use super::object::{self, Objects, within};
use super::pages::PageNode;
use super::paint::Path;
use super::state::State;
use crate::model::{Failure, Limits};
use lopdf::{Dictionary, Object, Stream};
use std::borrow::Cow;

/// Interprets the pages of one document; fonts and counts last from page to page.
pub(super) struct Interpreter<'a, 'o> {
    pub objects: &'o Objects<'a>,
    pub fonts: Fonts<'a>,
    pub canvas: Canvas,
    pub state: State,
    pub text_matrix: Matrix,
    pub line_matrix: Matrix,
    pub path: Path,
    pub marks: Vec<Mark>,
    pub layers: Layers,
    /// The fonts chosen last.
    pub recent_fonts: Memo<'a, Option<u16>>,
    recent_parameters: Memo<'a, Parameters>,
    /// Decoded bytes of the string being shown; kept to reuse its memory.
    pub string: Vec<u8>,
    saved: Vec<State>,
    /// Forms being drawn, outermost first.
    forms: Vec<*const Stream>,
    limits: &'o Limits,
    glyphs_before: usize,
    rulings_before: usize,
}

/// What a graphics state dictionary changes of text, line width and visibility.
#[derive(Clone, Copy, Default)]
struct Parameters {
    line_width: Option<f64>,
    fill_clear: Option<bool>,
    stroke_clear: Option<bool>,
    font: Option<(Option<u16>, f64)>,
}

/// The operands of one operator.
#[derive(Default)]
pub(super) struct Operands<'c>(Vec<Token<'c>>);

impl<'c> Operands<'c> {
    /// The last `N` operands, where they are numbers.
    pub fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let tokens = self.0.get(self.0.len().checked_sub(N)?..)?;
        let mut out = [0.0; N];
        for (slot, token) in out.iter_mut().zip(tokens) {
            let Token::Number(value) = token else { return None };
            *slot = *value;
        }
        Some(out)
    }

    pub fn number(&self) -> Option<f64> {
        self.numbers::<1>().map(|[value]| value)
    }

    /// All numbers among the operands.
    pub fn all_numbers(&self) -> impl Iterator<Item = f64> {
        self.0.iter().filter_map(|t| if let Token::Number(value) = t { Some(*value) } else { None })
    }

    /// The last operand, where it is a name.
    pub fn name(&self) -> Option<Cow<'c, [u8]>> {
        match self.0.last() {
            Some(Token::Name(raw)) => Some(lexer::name(raw)),
            _ => None,
        }
    }

    pub fn tokens(&self) -> &[Token<'c>] {
        &self.0
    }

    fn push(&mut self, token: Token<'c>) {
        // The longest real operand list is the array of TJ: a few thousand.
        const MOST: usize = 100_000;
        if self.0.len() < MOST {
            self.0.push(token);
        }
    }
}

impl<'a, 'o> Interpreter<'a, 'o> {
    pub fn new(objects: &'o Objects<'a>, limits: &'o Limits, page: &PageNode<'a>) -> Self {
        let canvas = Canvas::new(&page.frame);
        Interpreter {
            objects,
            fonts: Fonts::default(),
            state: State::new(page.frame.to_page, canvas.bounds()),
            canvas,
            text_matrix: Matrix::IDENTITY,
            line_matrix: Matrix::IDENTITY,
            path: Path::default(),
            marks: Vec::new(),
            layers: Layers::read(objects),
            recent_fonts: Memo::default(),
            recent_parameters: Memo::default(),
            string: Vec::new(),
            saved: Vec::new(),
            forms: Vec::new(),
            limits,
            glyphs_before: 0,
            rulings_before: 0,
        }
    }

    /// Draws one page with its annotations.
    ///
    /// # Errors
    /// Only when a limit is exceeded: what is broken is skipped.
    pub fn draw(&mut self, page: &PageNode<'a>) -> Result<Canvas, Failure> {
        self.canvas = Canvas::new(&page.frame);
        self.reset(page);
        let content = self.content(page.dict)?;
        self.run(&content, page.resources)?;
        self.reset(page);
        self.draw_annotations(page)?;
        self.glyphs_before += self.canvas.glyphs.len();
        self.rulings_before += self.canvas.rules.len();
        Ok(std::mem::replace(&mut self.canvas, Canvas::new(&page.frame)))
    }

    fn reset(&mut self, page: &PageNode<'a>) {
        self.state = State::new(page.frame.to_page, self.canvas.bounds());
        self.saved.clear();
        self.marks.clear();
        self.path.clear();
    }

    /// The content of a page: one stream, or several that count as one.
    fn content(&self, page: &'a Dictionary) -> Result<Vec<u8>, Failure> {
        match self.objects.get(page, b"Contents") {
            Some(Object::Stream(stream)) => self.objects.inflate(stream),
            Some(Object::Array(parts)) => {
                let mut content = Vec::new();
                for part in parts.iter().filter_map(|o| self.objects.resolve(o)?.as_stream().ok()) {
                    content.extend(self.objects.inflate(part)?);
                    content.push(b'\n');
                }
                Ok(content)
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Runs a content stream. Operators with wrong operands, and unknown ones, do nothing.
    fn run(&mut self, content: &[u8], resources: Option<&'a Dictionary>) -> Result<(), Failure> {
        let mut lexer = Lexer::new(content);
        let mut operands = Operands::default();
        while let Some(token) = lexer.next() {
            let Token::Operator(operator) = token else {
                operands.push(token);
                continue;
            };
            match operator {
                b"ID" => lexer.skip_inline_image(inline_image_length(&operands)),
                b"BI" => {}
                _ => self.operate(operator, &operands, resources)?,
            }
            operands.0.clear();
        }
        Ok(())
    }

    fn operate(
        &mut self,
        operator: &[u8],
        operands: &Operands,
        resources: Option<&'a Dictionary>,
    ) -> Result<(), Failure> {
        if self.text_operator(operator, operands, resources)? || self.path_operator(operator, operands)? {
            return Ok(());
        }
        match operator {
            b"q" => self.save(),
            b"Q" => self.restore(),
            b"cm" => self.concatenate(operands),
            b"w" => self.state.line_width = operands.number().unwrap_or(self.state.line_width),
            b"gs" => self.set_parameters(operands, resources)?,
            b"Do" => self.draw_external(operands, resources)?,
            b"BMC" | b"BDC" => self.begin_marked(operands, resources),
            b"EMC" => self.end_marked(),
            _ => self.color_operator(operator, operands, resources),
        }
        Ok(())
    }

    fn save(&mut self) {
        // The PDF reference guarantees 28 levels; real files stay below 100.
        const DEEPEST: usize = 10_000;
        if self.saved.len() < DEEPEST {
            self.saved.push(self.state);
        }
    }

    fn restore(&mut self) {
        if let Some(state) = self.saved.pop() {
            self.state = state;
        }
    }

    fn concatenate(&mut self, operands: &Operands) {
        if let Some(matrix) = operands.numbers().map(Matrix::new) {
            let ctm = matrix.then(&self.state.ctm);
            if ctm.is_finite() {
                self.state.ctm = ctm;
            }
        }
    }

    /// `gs`
    fn set_parameters(
        &mut self,
        operands: &Operands,
        resources: Option<&'a Dictionary>,
    ) -> Result<(), Failure> {
        let Some(Token::Name(raw)) = operands.tokens().last() else { return Ok(()) };
        let parameters = match self.recent_parameters.get(resources, raw) {
            Some(known) => known,
            None => {
                let found = self.parameters(operands, resources)?;
                self.recent_parameters.put(resources, raw, found);
                found
            }
        };
        let state = &mut self.state;
        state.line_width = parameters.line_width.unwrap_or(state.line_width);
        state.fill.transparent = parameters.fill_clear.unwrap_or(state.fill.transparent);
        state.stroke.transparent = parameters.stroke_clear.unwrap_or(state.stroke.transparent);
        if let Some((font, size)) = parameters.font {
            (state.text.font, state.text.size) = (font, size);
        }
        Ok(())
    }

    fn parameters(
        &mut self,
        operands: &Operands,
        resources: Option<&'a Dictionary>,
    ) -> Result<Parameters, Failure> {
        let dict = self.resource(resources, b"ExtGState", operands).and_then(|o| o.as_dict().ok());
        let Some(dict) = dict else { return Ok(Parameters::default()) };
        let is_clear = |key| self.objects.number(dict, key).map(|alpha| alpha == 0.0);
        Ok(Parameters {
            line_width: self.objects.number(dict, b"LW"),
            fill_clear: is_clear(b"ca"),
            stroke_clear: is_clear(b"CA"),
            font: match self.objects.array(dict, b"Font") {
                Some([font, size]) => self.font_and_size(font, size)?,
                _ => None,
            },
        })
    }

    fn font_and_size(
        &mut self,
        font: &'a Object,
        size: &'a Object,
    ) -> Result<Option<(Option<u16>, f64)>, Failure> {
        let size = self.objects.resolve(size).and_then(object::number);
        let font = self.objects.resolve(font).and_then(|o| o.as_dict().ok());
        let Some((font, size)) = font.zip(size) else { return Ok(None) };
        Ok(Some((self.fonts.load(self.objects, font)?, size)))
    }

    /// The resource of a category under the name that is the last operand.
    pub fn resource(
        &self,
        resources: Option<&'a Dictionary>,
        category: &[u8],
        operands: &Operands,
    ) -> Option<&'a Object> {
        self.objects.get(self.objects.dict(resources?, category)?, &operands.name()?)
    }

    /// `Do`: a form or a picture.
    fn draw_external(
        &mut self,
        operands: &Operands,
        resources: Option<&'a Dictionary>,
    ) -> Result<(), Failure> {
        let Some(Object::Stream(stream)) = self.resource(resources, b"XObject", operands) else {
            return Ok(());
        };
        if self.is_hidden() || self.layers.hide(self.objects, stream.dict.get(b"OC").ok()) {
            return Ok(());
        }
        match self.objects.name(&stream.dict, b"Subtype") {
            Some(b"Image") => self.draw_picture(),
            _ => self.draw_form(stream, Matrix::IDENTITY, resources)?,
        }
        Ok(())
    }

    /// Draws a form, placed by `placement` in user space. A form inside itself is left out.
    pub fn draw_form(
        &mut self,
        form: &'a Stream,
        placement: Matrix,
        resources: Option<&'a Dictionary>,
    ) -> Result<(), Failure> {
        // Forms of real files nest three or four deep.
        const DEEPEST: usize = 16;
        // What starting a form costs, in bytes of content: keeps forms that only draw forms within the limit.
        const OVERHEAD: u64 = 1024;
        if self.forms.len() >= DEEPEST || self.forms.contains(&std::ptr::from_ref(form)) {
            return Ok(());
        }
        self.objects.charge(OVERHEAD)?;
        let content = self.objects.inflate(form)?;
        let before = (self.state, self.text_matrix, self.line_matrix, self.marks.len());
        let saved = std::mem::take(&mut self.saved);
        let matrix = self.objects.matrix(&form.dict, b"Matrix").unwrap_or(Matrix::IDENTITY);
        self.state.ctm = matrix.then(&placement).then(&self.state.ctm);
        if let Some([x0, y0, x1, y1]) = self.objects.numbers(&form.dict, b"BBox") {
            self.clip_to(self.state.ctm.bounds(x0, y0, x1, y1));
        }
        self.path.clear();
        self.forms.push(form);
        self.run(&content, self.objects.dict(&form.dict, b"Resources").or(resources))?;
        self.forms.pop();
        self.saved = saved;
        while self.marks.len() > before.3 {
            self.end_marked();
        }
        (self.state, self.text_matrix, self.line_matrix, _) = before;
        Ok(())
    }

    /// Fails when there are more glyphs than allowed.
    pub fn check_glyphs(&self) -> Result<(), Failure> {
        let count = self.glyphs_before + self.canvas.glyphs.len();
        within("glyphs", count as u64, self.limits.glyphs as u64)
    }

    /// Fails when there are more rulings than allowed.
    pub fn check_rulings(&self) -> Result<(), Failure> {
        let count = self.rulings_before + self.canvas.rules.len();
        within("rulings", count as u64, self.limits.rulings as u64)
    }
}

/// Number of data bytes of an inline image, where its dictionary tells: given (PDF 2.0), or plain samples.
fn inline_image_length(operands: &Operands) -> Option<usize> {
    let tokens = operands.tokens();
    let value = |keys: [&[u8]; 2]| {
        let is_key = |t: &Token| matches!(t, Token::Name(name) if keys.contains(name));
        tokens.get(tokens.iter().position(is_key)? + 1)
    };
    let number = |keys| match value(keys) {
        Some(Token::Number(n)) if *n >= 0.0 => Some(*n as usize),
        _ => None,
    };
    if let Some(length) = number([b"L", b"Length"]) {
        return Some(length);
    }
    if value([b"F", b"Filter"]).is_some() {
        return None;
    }
    let mask = matches!(value([b"IM", b"ImageMask"]), Some(Token::Constant));
    let components = match value([b"CS", b"ColorSpace"]) {
        Some(Token::Name(b"G" | b"DeviceGray")) => 1,
        Some(Token::Name(b"RGB" | b"DeviceRGB")) => 3,
        Some(Token::Name(b"CMYK" | b"DeviceCMYK")) => 4,
        None if mask => 1,
        _ => return None,
    };
    let bits = if mask { 1 } else { number([b"BPC", b"BitsPerComponent"])? };
    let row = number([b"W", b"Width"])?.checked_mul(components)?.checked_mul(bits)?.div_ceil(8);
    row.checked_mul(number([b"H", b"Height"])?)
}
