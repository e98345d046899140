//! Annotations that print text of the document: filled form fields, typed notes, stamps.

use super::interpret::Interpreter;
use super::pages::PageNode;
use crate::model::Failure;
use crate::source::drawing::Matrix;
use lopdf::{Dictionary, Object, Stream};

impl<'a> Interpreter<'a, '_> {
    /// Draws the annotations of a page.
    ///
    /// # Errors
    /// Only when a limit is exceeded.
    pub fn draw_annotations(&mut self, page: &PageNode<'a>) -> Result<(), Failure> {
        for annotation in self.objects.array(page.dict, b"Annots").unwrap_or_default() {
            let Some(dict) = self.objects.resolve(annotation).and_then(|o| o.as_dict().ok()) else {
                continue;
            };
            if self.is_printed(dict) {
                self.draw_annotation(dict, page)?;
            }
        }
        Ok(())
    }

    /// The appearance of an annotation; what was typed into it where there is none, or where it is out of date.
    fn draw_annotation(&mut self, dict: &'a Dictionary, page: &PageNode<'a>) -> Result<(), Failure> {
        let form = self.appearance(dict);
        let is_field = self.objects.name(dict, b"Subtype") == Some(b"Widget");
        if (form.is_none() || is_field && self.needs_appearances())
            && let Some(typed) = self.typed(dict)?
        {
            return self.draw_typed(dict, &typed);
        }
        match form.and_then(|form| Some((form, self.placement(dict, form)?))) {
            Some((form, placement)) => self.draw_form(form, placement, page.resources),
            None => Ok(()),
        }
    }

    fn is_printed(&self, annotation: &'a Dictionary) -> bool {
        // Flags 2 (hidden) and 6 (no view) of table 165 of the PDF reference.
        const UNSEEN: i64 = 1 << 1 | 1 << 5;
        let flags = self.objects.integer(annotation, b"F").unwrap_or(0);
        let kind = self.objects.name(annotation, b"Subtype");
        flags & UNSEEN == 0
            && matches!(kind, Some(b"Widget" | b"FreeText" | b"Stamp"))
            && !self.layers.hide(self.objects, annotation.get(b"OC").ok())
    }

    /// The normal appearance, that of the current state where there are several.
    fn appearance(&self, annotation: &'a Dictionary) -> Option<&'a Stream> {
        match self.objects.get(self.objects.dict(annotation, b"AP")?, b"N")? {
            Object::Stream(form) => Some(form),
            Object::Dictionary(states) => self.objects.stream(states, self.objects.name(annotation, b"AS")?),
            _ => None,
        }
    }

    /// The map that puts the appearance's box into the annotation's rectangle.
    fn placement(&self, annotation: &'a Dictionary, form: &'a Stream) -> Option<Matrix> {
        let [x0, y0, x1, y1] = self.objects.numbers(annotation, b"Rect")?;
        let [bx0, by0, bx1, by1] = self.objects.numbers(&form.dict, b"BBox")?;
        let matrix = self.objects.matrix(&form.dict, b"Matrix").unwrap_or(Matrix::IDENTITY);
        let drawn = matrix.bounds(bx0, by0, bx1, by1);
        let scale = |to: f64, from: f32| if from > 0.0 { to / f64::from(from) } else { 1.0 };
        let (a, d) = (scale((x1 - x0).abs(), drawn.width()), scale((y1 - y0).abs(), drawn.height()));
        let (e, f) = (x0.min(x1) - a * f64::from(drawn.left), y0.min(y1) - d * f64::from(drawn.top));
        Some(Matrix::new([a, 0.0, 0.0, d, e, f]))
    }
}
