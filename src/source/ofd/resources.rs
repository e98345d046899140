//! What objects refer to by number: fonts, drawing parameters, composite units (GB/T 33190, 7.9).

use super::document::join;
use super::values::{ink, number};
use crate::model::{Failure, Limits};
use crate::source::drawing::Ink;
use crate::source::package::{Archive, Node};
use crate::source::pdf::glyph_texts;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::cell::OnceCell;

/// The resources of one document; identifiers are unique within it.
#[derive(Default)]
pub(super) struct Resources {
    fonts: FxHashMap<SmolStr, Font>,
    parameters: FxHashMap<SmolStr, Node>,
    composites: FxHashMap<SmolStr, Node>,
}

/// A font, with the texts of its glyphs once they are asked for.
struct Font {
    index: u16,
    /// Where its program may be.
    files: Vec<String>,
    texts: OnceCell<FxHashMap<u32, SmolStr>>,
}

/// How an object is painted, as far as it says so.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Parameters {
    /// In millimetres.
    pub(super) line_width: Option<f64>,
    pub(super) fill: Option<Ink>,
    pub(super) stroke: Option<Ink>,
}

impl Parameters {
    /// What an element itself says.
    pub(super) fn own(node: &Node) -> Self {
        Parameters {
            line_width: number(node, "LineWidth"),
            fill: node.child("FillColor").map(ink),
            stroke: node.child("StrokeColor").map(ink),
        }
    }

    /// These, and what they leave open from others.
    pub(super) fn or(self, others: Parameters) -> Self {
        Parameters {
            line_width: self.line_width.or(others.line_width),
            fill: self.fill.or(others.fill),
            stroke: self.stroke.or(others.stroke),
        }
    }
}

impl Resources {
    /// Adds those of one resource file; a file that is not there adds none.
    pub(super) fn add(&mut self, archive: &mut Archive, path: &str, limits: &Limits) -> Result<(), Failure> {
        let Some(text) = archive.part(path)? else { return Ok(()) };
        let root = Node::parse(&text, limits)?;
        let base = join(path, root.attr("BaseLoc").unwrap_or_default());
        for node in root.children.into_iter().flat_map(|group| group.children) {
            let Some(id) = node.attr("ID").map(SmolStr::new) else { continue };
            match node.name() {
                "Font" => {
                    let font = self.font_of(&node, path, &base);
                    self.fonts.insert(id, font);
                }
                "DrawParam" => drop(self.parameters.insert(id, node)),
                "CompositeGraphicUnit" => drop(self.composites.insert(id, node)),
                _ => {}
            }
        }
        Ok(())
    }

    fn font_of(&self, node: &Node, path: &str, base: &str) -> Font {
        let index = u16::try_from(self.fonts.len()).unwrap_or(u16::MAX);
        let file = node.text_of("FontFile").filter(|file| !file.is_empty());
        // Within the folder that the resource file names, or beside it.
        let files = file.map(|file| vec![join(&format!("{base}/"), file), join(path, file)]);
        Font { index, files: files.unwrap_or_default(), texts: OnceCell::new() }
    }

    /// A number for a font that tells it from others.
    pub(super) fn font(&self, id: Option<&str>) -> u16 {
        id.and_then(|id| self.fonts.get(id)).map_or(u16::MAX, |font| font.index)
    }

    /// The text of a glyph by the embedded font program.
    ///
    /// # Errors
    /// Where the program cannot be unpacked within the limits.
    pub(super) fn glyph_text(
        &self,
        archive: &mut Archive,
        font: Option<&str>,
        glyph: u32,
    ) -> Result<Option<SmolStr>, Failure> {
        let Some(font) = font.and_then(|id| self.fonts.get(id)) else { return Ok(None) };
        if font.texts.get().is_none() {
            let mut program = None;
            for file in &font.files {
                program = program.or(archive.bytes(file)?);
            }
            let texts = program.map(|program| glyph_texts(&program)).unwrap_or_default();
            return Ok(font.texts.get_or_init(|| texts).get(&glyph).cloned());
        }
        Ok(font.texts.get().and_then(|texts| texts.get(&glyph)).cloned())
    }

    /// Drawing parameters with those they are relative to.
    pub(super) fn parameters(&self, id: Option<&str>) -> Parameters {
        // Real chains have one or two links; a longer one is a loop.
        const LONGEST: usize = 16;
        let mut found = Parameters::default();
        let mut next = id;
        for _ in 0..LONGEST {
            let Some(node) = next.and_then(|id| self.parameters.get(id)) else { break };
            found = found.or(Parameters::own(node));
            next = node.attr("Relative");
        }
        found
    }

    /// A composite unit.
    pub(super) fn composite(&self, id: &str) -> Option<&Node> {
        self.composites.get(id)
    }
}
