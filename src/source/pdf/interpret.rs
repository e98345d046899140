//! The content interpreter: runs content streams, forms and appearances onto a canvas.

use super::font::Fonts;
use super::layers::Layers;
use super::lexer::{Lexer, Token};
use super::marked::Mark;
use super::memo::Memo;
use super::object::Objects;
use super::operands::{Operands, inline_image_length};
use super::pages::PageNode;
use super::parameters::Parameters;
use super::state::State;
use crate::model::{Failure, Limits};
use crate::source::drawing::{Canvas, Matrix, Path};
use crate::source::within;
use lopdf::{Dictionary, Object, Stream};

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
    pub recent_parameters: Memo<'a, Parameters>,
    /// Decoded bytes of the string being shown; kept to reuse its memory.
    pub string: Vec<u8>,
    saved: Vec<State>,
    /// Forms being drawn, outermost first.
    forms: Vec<*const Stream>,
    limits: &'o Limits,
    glyphs_before: usize,
    rulings_before: usize,
}

impl<'a, 'o> Interpreter<'a, 'o> {
    pub fn new(objects: &'o Objects<'a>, limits: &'o Limits, page: &PageNode<'a>) -> Self {
        let canvas = page.frame.canvas();
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
        self.canvas = page.frame.canvas();
        self.reset(page);
        let content = self.content(page.dict)?;
        self.run(&content, page.resources)?;
        self.reset(page);
        self.draw_annotations(page)?;
        self.glyphs_before += self.canvas.glyphs.len();
        self.rulings_before += self.canvas.rules.len();
        Ok(std::mem::replace(&mut self.canvas, page.frame.canvas()))
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
            Some(Object::Array(parts)) => self.joined(parts),
            _ => {
                if page.has(b"Contents") {
                    self.objects.lose();
                }
                Ok(Vec::new())
            }
        }
    }

    fn joined(&self, parts: &'a [Object]) -> Result<Vec<u8>, Failure> {
        let mut content = Vec::new();
        for part in parts {
            match self.objects.resolve(part).and_then(|o| o.as_stream().ok()) {
                Some(part) => content.extend(self.objects.inflate(part)?),
                None => self.objects.lose(),
            }
            content.push(b'\n');
        }
        Ok(content)
    }

    /// Runs a content stream. Operators with wrong operands, and unknown ones, do nothing.
    fn run(&mut self, content: &[u8], resources: Option<&'a Dictionary>) -> Result<(), Failure> {
        let mut lexer = Lexer::new(content);
        let mut operands = Operands::default();
        let mut in_image = false;
        while let Some(token) = lexer.next() {
            let Token::Operator(operator) = token else {
                operands.push(token);
                continue;
            };
            match operator {
                b"BI" => in_image = true,
                b"ID" if in_image => {
                    lexer.skip_inline_image(inline_image_length(&operands));
                    in_image = false;
                }
                _ => self.operate(operator, &operands, resources)?,
            }
            operands.clear();
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
        let outer = (self.state, self.text_matrix, self.line_matrix);
        let saved = std::mem::take(&mut self.saved);
        let marks = self.marks.len();
        self.enter(form, placement);
        self.forms.push(form);
        self.run(&content, self.objects.dict(&form.dict, b"Resources").or(resources))?;
        self.forms.pop();
        while self.marks.len() > marks {
            self.end_marked();
        }
        self.saved = saved;
        (self.state, self.text_matrix, self.line_matrix) = outer;
        Ok(())
    }

    fn enter(&mut self, form: &'a Stream, placement: Matrix) {
        let matrix = self.objects.matrix(&form.dict, b"Matrix").unwrap_or(Matrix::IDENTITY);
        let ctm = matrix.then(&placement).then(&self.state.ctm);
        self.state.ctm = if ctm.is_finite() { ctm } else { self.state.ctm };
        if let Some([x0, y0, x1, y1]) = self.objects.numbers(&form.dict, b"BBox") {
            self.clip_to(self.state.ctm.bounds(x0, y0, x1, y1));
        }
        self.path.clear();
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
