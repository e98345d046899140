//! One page as it is collected: glyphs, pieces of rulings, how much of it pictures cover.

use super::fold;
use super::rulings::{Rules, THICKEST};
use super::upright::{self, Tally};
use crate::model::{Glyph, Page, Rect, WarningKind};

/// What has been drawn on a page so far.
pub(in crate::source) struct Canvas {
    page: Rect,
    pub glyphs: Vec<Glyph>,
    pub rules: Rules,
    doubles: Doubles,
    directions: Tally,
    /// Area of the largest picture as shown, in square points.
    largest_picture: f32,
    /// What is wrong with the page.
    pub warnings: Vec<WarningKind>,
}

impl Canvas {
    /// An empty page of the given size in points.
    pub fn new(width: f32, height: f32) -> Self {
        let page = Rect::new(0.0, 0.0, width, height);
        Canvas {
            page,
            glyphs: Vec::new(),
            rules: Rules::new(page),
            doubles: Doubles::default(),
            directions: Tally::default(),
            largest_picture: 0.0,
            warnings: Vec::new(),
        }
    }

    /// The page as shown.
    pub fn bounds(&self) -> Rect {
        self.page
    }

    /// Adds a glyph unless it lies outside the page or repeats one already there. `vertical`: it is set in
    /// vertical writing, so that its direction does not tell how the page is turned.
    pub fn push_glyph(&mut self, glyph: Glyph, vertical: bool) {
        if self.page.contains(glyph.bbox.center_x(), glyph.bbox.center_y())
            && !self.doubles.repeats(&self.glyphs, &glyph)
        {
            if !vertical && glyph.text != " " {
                self.directions.count(glyph.direction);
            }
            self.glyphs.push(glyph);
        }
    }

    /// Notes a picture; a thin one is a rule.
    pub fn push_picture(&mut self, bbox: &Rect, clip: &Rect) {
        let Some(shown) = bbox.intersection(clip) else { return };
        if shown.width().min(shown.height()) <= THICKEST {
            return self.rules.push_area(&shown, clip, false);
        }
        let shown = shown.intersection(&self.page);
        self.largest_picture = self.largest_picture.max(shown.map_or(0.0, |r| r.width() * r.height()));
    }

    /// Whether a picture fills the page but for its margins, as on a scan.
    pub fn is_picture(&self) -> bool {
        // Half the area: scans are cropped to the text now and then.
        self.largest_picture > 0.5 * self.page.width() * self.page.height()
    }

    /// Whether nothing at all has been drawn.
    pub fn is_blank(&self) -> bool {
        self.ink() == 0 && !self.has_picture()
    }

    /// Whether there is any picture.
    pub fn has_picture(&self) -> bool {
        self.largest_picture > 0.0
    }

    /// Number of glyphs that are not spaces.
    pub fn ink(&self) -> usize {
        self.glyphs.iter().filter(|g| g.text != " ").count()
    }

    /// Number of glyphs of which nothing tells the text.
    pub fn unknown(&self) -> usize {
        self.glyphs.iter().filter(|g| g.text == fold::UNKNOWN_TEXT).count()
    }

    /// The page, turned so that its text runs to the right.
    pub fn into_page(self, number: u32) -> Page {
        let page = Page {
            number,
            width: self.page.width(),
            height: self.page.height(),
            glyphs: self.glyphs,
            rulings: self.rules.into_rulings(),
            warnings: self.warnings,
        };
        upright::turn(page, &self.directions)
    }
}

/// Finds glyphs drawn again at the same place, as writers do for bold or for shadows: a hash grid over the
/// centres of the glyphs on the page.
struct Doubles {
    heads: Vec<u32>,
    /// For each glyph, the one before it in its bucket.
    before: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Default for Doubles {
    fn default() -> Self {
        Doubles { heads: vec![NONE; Self::BUCKETS], before: Vec::new() }
    }
}

impl Doubles {
    /// A page of a report holds 500–2,000 glyphs.
    const BUCKETS: usize = 1024;
    /// Side of a cell in points: about the size of body text, so that a cell holds one glyph or two.
    const CELL: f32 = 10.0;

    /// Whether `glyph` repeats one of `glyphs`; remembers it as the next of them if not.
    fn repeats(&mut self, glyphs: &[Glyph], glyph: &Glyph) -> bool {
        // An overprint for bold is off by a few hundredths of the size; the narrowest pair of equal letters
        // stands a fifth of it apart. Without a width nothing can be told.
        let along = glyph.bbox.width().min(glyph.bbox.height());
        let reach = (0.15 * glyph.size).min(0.3 * along).min(Self::CELL);
        let (x, y) = (glyph.bbox.center_x(), glyph.bbox.center_y());
        let cell = |v: f32| (v / Self::CELL) as i32;
        for column in cell(x - reach)..=cell(x + reach) {
            for row in cell(y - reach)..=cell(y + reach) {
                if self.bucket_has(glyphs, glyph, bucket(column, row), reach) {
                    return true;
                }
            }
        }
        self.remember(glyphs.len(), bucket(cell(x), cell(y)));
        false
    }

    fn bucket_has(&self, glyphs: &[Glyph], glyph: &Glyph, bucket: usize, reach: f32) -> bool {
        // An overprint follows soon; a hostile page must not make every glyph look at every other.
        const LOOKED_AT: usize = 64;
        let mut at = self.heads.get(bucket).copied().unwrap_or(NONE);
        for _ in 0..LOOKED_AT {
            let Some(other) = glyphs.get(at as usize) else { return false };
            let near = (other.bbox.center_x() - glyph.bbox.center_x()).abs() < reach
                && (other.bbox.center_y() - glyph.bbox.center_y()).abs() < reach;
            if near && other.text == glyph.text {
                return true;
            }
            at = self.before.get(at as usize).copied().unwrap_or(NONE);
        }
        false
    }

    fn remember(&mut self, index: usize, bucket: usize) {
        let Some(head) = self.heads.get_mut(bucket) else { return };
        // Glyphs replaced by an ActualText leave the list shorter than what was remembered.
        self.before.resize(index, NONE);
        self.before.push(*head);
        *head = u32::try_from(index).unwrap_or(NONE);
    }
}

fn bucket(column: i32, row: i32) -> usize {
    // Rows differ more than columns: a multiplier without common factors spreads them.
    (column.wrapping_add(row.wrapping_mul(97)) as usize) % Doubles::BUCKETS
}
