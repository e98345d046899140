//! Graphics state dictionaries: what of them matters for text and rulings.

use super::interpret::Interpreter;
use super::lexer::Token;
use super::object;
use super::operands::Operands;
use crate::model::Failure;
use lopdf::{Dictionary, Object};

/// What a graphics state dictionary changes of text, line width and visibility.
#[derive(Clone, Copy, Default)]
pub(super) struct Parameters {
    line_width: Option<f64>,
    fill_clear: Option<bool>,
    stroke_clear: Option<bool>,
    font: Option<(Option<u16>, f64)>,
}

impl<'a> Interpreter<'a, '_> {
    /// `gs`
    pub fn set_parameters(
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
}
