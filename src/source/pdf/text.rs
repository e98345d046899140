//! Text operators: where each glyph of a shown string stands on the page.

use super::font::Shape;
use super::interpret::Interpreter;
use super::lexer::Token;
use super::operands::Operands;
use super::strings;
use crate::model::{Direction, Failure, Glyph};
use crate::source::drawing::{ASCENT, DESCENT, Matrix, direction, is_readable};
use lopdf::Dictionary;

impl<'a> Interpreter<'a, '_> {
    /// Carries out a text operator; `false` if it is none.
    pub fn text_operator(
        &mut self,
        operator: &[u8],
        operands: &Operands,
        resources: Option<&'a Dictionary>,
    ) -> Result<bool, Failure> {
        match operator {
            b"Tj" => self.show_last(operands)?,
            b"TJ" => self.show_spaced(operands)?,
            b"Td" => self.move_line(operands),
            b"Tm" => self.set_text_matrix(operands),
            b"Tf" => self.set_font(operands, resources)?,
            b"BT" => self.place_line(Matrix::IDENTITY),
            b"ET" => {}
            b"TD" => {
                self.state.text.leading = operands.number().map_or(self.state.text.leading, |y| -y);
                self.move_line(operands);
            }
            b"T*" => self.next_line(),
            b"'" => {
                self.next_line();
                self.show_last(operands)?;
            }
            b"\"" => self.show_with_spacing(operands)?,
            _ => return Ok(self.text_parameter(operator, operands)),
        }
        Ok(true)
    }

    fn text_parameter(&mut self, operator: &[u8], operands: &Operands) -> bool {
        let text = &mut self.state.text;
        let slot = match operator {
            b"Tc" => &mut text.char_space,
            b"Tw" => &mut text.word_space,
            b"TL" => &mut text.leading,
            b"Ts" => &mut text.rise,
            b"Tz" => {
                text.stretch = operands.number().map_or(text.stretch, |percent| percent / 100.0);
                return true;
            }
            // Invisible text is the text layer of a scan, and read as any other.
            b"Tr" => return true,
            _ => return false,
        };
        *slot = operands.number().unwrap_or(*slot);
        true
    }

    fn set_font(&mut self, operands: &Operands, resources: Option<&'a Dictionary>) -> Result<(), Failure> {
        if let [.., Token::Name(raw), Token::Number(size)] = operands.tokens() {
            self.state.text.size = *size;
            self.state.text.font = match self.recent_fonts.get(resources, raw) {
                Some(known) => known,
                None => self.find_font(raw, resources)?,
            };
        }
        Ok(())
    }

    fn find_font(&mut self, raw: &[u8], resources: Option<&'a Dictionary>) -> Result<Option<u16>, Failure> {
        let fonts = resources.and_then(|r| self.objects.dict(r, b"Font"));
        let font = match fonts.and_then(|f| self.objects.dict(f, &strings::name(raw))) {
            Some(font) => self.fonts.load(self.objects, font)?,
            None => None,
        };
        self.recent_fonts.put(resources, raw, font);
        Ok(font)
    }

    fn place_line(&mut self, matrix: Matrix) {
        if matrix.is_finite() {
            (self.text_matrix, self.line_matrix) = (matrix, matrix);
        }
    }

    fn set_text_matrix(&mut self, operands: &Operands) {
        if let Some(matrix) = operands.numbers() {
            self.place_line(Matrix::new(matrix));
        }
    }

    fn move_line(&mut self, operands: &Operands) {
        if let Some([x, y]) = operands.numbers() {
            self.place_line(Matrix::translation(x, y).then(&self.line_matrix));
        }
    }

    fn next_line(&mut self) {
        self.place_line(Matrix::translation(0.0, -self.state.text.leading).then(&self.line_matrix));
    }

    /// `"`: word spacing, character spacing, string.
    fn show_with_spacing(&mut self, operands: &Operands) -> Result<(), Failure> {
        if let [.., Token::Number(word), Token::Number(char), _] = operands.tokens() {
            self.state.text.word_space = *word;
            self.state.text.char_space = *char;
        }
        self.next_line();
        self.show_last(operands)
    }

    fn show_last(&mut self, operands: &Operands) -> Result<(), Failure> {
        operands.tokens().last().map_or(Ok(()), |token| self.show_token(*token))
    }

    /// `TJ`: strings with shifts between them.
    fn show_spaced(&mut self, operands: &Operands) -> Result<(), Failure> {
        for token in operands.tokens() {
            match token {
                Token::Number(shift) => self.shift(*shift),
                token => self.show_token(*token)?,
            }
        }
        Ok(())
    }

    fn shift(&mut self, thousandths: f64) {
        let text = &self.state.text;
        let back = thousandths / 1000.0 * text.size;
        let vertical = text.font.and_then(|f| self.fonts.get(f)).is_some_and(|f| f.is_vertical());
        let by = if vertical { (0.0, -back) } else { (-back * text.stretch, 0.0) };
        self.text_matrix = Matrix::translation(by.0, by.1).then(&self.text_matrix);
    }

    fn show_token(&mut self, token: Token) -> Result<(), Failure> {
        let mut string = std::mem::take(&mut self.string);
        string.clear();
        match token {
            Token::Literal(raw) => strings::literal(raw, &mut string),
            Token::Hex(raw) => string.extend(strings::hex(raw)),
            _ => {}
        }
        let shown = self.show(&string);
        self.string = string;
        shown
    }

    fn show(&mut self, string: &[u8]) -> Result<(), Failure> {
        let hidden = self.is_hidden();
        let text = self.state.text;
        let Some((index, font)) = text.font.and_then(|i| Some((i, self.fonts.get(i)?))) else {
            return Ok(());
        };
        let vertical = font.is_vertical();
        let mut pen = Pen::new(&self.text_matrix.then(&self.state.ctm), &text, font.em, index, vertical);
        let mut moved = 0.0;
        let mut rest = string;
        while let Some((code, after)) = font.cut(rest) {
            rest = after;
            let shape = font.shape(self.objects, code)?;
            if !hidden
                && let Some(glyph) = pen.glyph(shape)
                && glyph.bbox.intersection(&self.state.clip).is_some()
            {
                self.canvas.push_glyph(glyph, vertical);
            }
            let space = text.char_space + if shape.is_word_space { text.word_space } else { 0.0 };
            let advance = match shape.down {
                Some(down) => f64::from(down.advance) * text.size + space,
                None => (f64::from(shape.width) * text.size + space) * text.stretch,
            };
            pen.advance(advance);
            moved += advance;
        }
        let by = if vertical { Matrix::translation(0.0, moved) } else { Matrix::translation(moved, 0.0) };
        self.text_matrix = by.then(&self.text_matrix);
        self.check_glyphs()
    }
}

/// Places the glyphs of one string: the map from text space to the page, moving along.
struct Pen {
    map: Matrix,
    size: f64,
    stretch: f64,
    rise: f64,
    em: f64,
    vertical: bool,
    /// Size, direction and font of every glyph of the string; `None` where none can be shown.
    run: Option<(f32, Direction, u16)>,
}

impl Pen {
    fn new(map: &Matrix, text: &super::state::TextState, em: f32, font: u16, vertical: bool) -> Self {
        let em = f64::from(em);
        let (right, up) = (text.size * text.stretch, text.size);
        let shown = (up * em).abs() * map.c.hypot(map.d);
        let direction = if vertical {
            direction(-map.c * up, -map.d * up)
        } else {
            direction(map.a * right, map.b * right)
        };
        let readable = is_readable(shown, map);
        let run = direction.filter(|_| readable).map(|d| (shown as f32, d, font));
        Pen { map: *map, size: text.size, stretch: text.stretch, rise: text.rise, em, vertical, run }
    }

    fn glyph(&self, shape: &Shape) -> Option<Glyph> {
        let (size, direction, font) = self.run?;
        if shape.text.is_empty() {
            return None;
        }
        let width = f64::from(shape.breadth);
        let (x0, y0, x1, y1) = match shape.down {
            Some(down) if self.vertical => {
                let left = -f64::from(down.x);
                (left, f64::from(down.advance), left + width, 0.0)
            }
            _ => (0.0, DESCENT * self.em, width, ASCENT * self.em),
        };
        let (across, up) = (self.size * self.stretch, self.size);
        let bbox = self.map.bounds(x0 * across, y0 * up + self.rise, x1 * across, y1 * up + self.rise);
        Some(Glyph { text: shape.text.clone(), bbox, size, font, direction })
    }

    fn advance(&mut self, by: f64) {
        let (x, y) = if self.vertical { self.map.apply(0.0, by) } else { self.map.apply(by, 0.0) };
        (self.map.e, self.map.f) = (x, y);
    }
}
