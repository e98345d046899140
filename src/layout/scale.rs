//! Documents drawn at another scale than paper: they are laid out as if their text had an ordinary size, and their
//! places told as they are. Some writers of OFD convert points to millimetres twice.

use crate::model::{Block, Page, Place, Rect, Ruling};

/// By how much the pages are to be enlarged so that the text has an ordinary size; 1 where it has one.
pub fn factor(pages: &[Page]) -> f32 {
    // Points: reports are printed in 6 (a crowded grid) to 22 (a title).
    const SMALLEST: f32 = 5.0;
    const LARGEST: f32 = 36.0;
    const ORDINARY: f32 = 10.5;
    let glyphs = pages.iter().flat_map(|page| &page.glyphs);
    let mut sizes: Vec<f32> = glyphs.map(|glyph| glyph.size).filter(|size| *size > 0.0).collect();
    let middle = sizes.len() / 2;
    if sizes.is_empty() {
        return 1.0;
    }
    let median = *sizes.select_nth_unstable_by(middle, f32::total_cmp).1;
    if (SMALLEST..=LARGEST).contains(&median) { 1.0 } else { ORDINARY / median }
}

/// The page, so many times as large.
pub fn page(page: Page, by: f32) -> Page {
    let ruling = |r: Ruling| Ruling { at: r.at * by, from: r.from * by, to: r.to * by, ..r };
    let glyphs = page.glyphs.into_iter().map(|mut glyph| {
        glyph.bbox = rect(&glyph.bbox, by);
        glyph.size *= by;
        glyph
    });
    Page {
        number: page.number,
        width: page.width * by,
        height: page.height * by,
        glyphs: glyphs.collect(),
        rulings: page.rulings.into_iter().map(ruling).collect(),
        warnings: page.warnings,
    }
}

/// Changes the places of all that is in the blocks so many times.
pub fn places(blocks: &mut [Block], by: f32) {
    for block in blocks {
        match block {
            Block::Line(line) => place(&mut line.place, by),
            Block::Table(table) => {
                place(&mut table.place, by);
                table.cells.iter_mut().for_each(|cell| place(&mut cell.place, by));
            }
            Block::Picture => {}
        }
    }
}

fn place(place: &mut Place, by: f32) {
    place.bbox = place.bbox.map(|bbox| rect(&bbox, by));
}

fn rect(of: &Rect, by: f32) -> Rect {
    Rect { left: of.left * by, top: of.top * by, right: of.right * by, bottom: of.bottom * by }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::compose;
    use crate::model::{Content, Direction, Glyph, Limits};

    /// Two lines of prose set in a size, a line apart.
    fn written(size: f32) -> Page {
        let glyph = |(n, c): (usize, char), row: f32| {
            let (left, top) = (size * n as f32, 2.0 * size * row);
            let bbox = Rect::new(left, top, left + size, top + size);
            Glyph { text: c.to_string().into(), bbox, size, font: 0, direction: Direction::Right }
        };
        let line =
            |text: &str, row: f32| text.chars().enumerate().map(move |at| glyph(at, row)).collect::<Vec<_>>();
        let glyphs = [line("一、总体情况", 1.0), line("公开有序，工作平稳。", 2.0)].concat();
        Page { number: 1, width: 60.0 * size, height: 85.0 * size, glyphs, ..Page::default() }
    }

    #[test]
    fn text_of_any_size_is_read_alike_and_stays_in_its_place() {
        for size in [0.5, 3.0, 10.5, 400.0] {
            let document =
                compose(Content::Pages(vec![written(size)]), &Limits::default()).expect("within limits");
            let lines: Vec<(&str, Rect)> = document
                .blocks
                .iter()
                .filter_map(|b| {
                    if let Block::Line(l) = b { Some((l.text.as_str(), l.place.bbox?)) } else { None }
                })
                .collect();
            let [(heading, bbox), (prose, _)] = lines.as_slice() else { panic!("{size}: {lines:?}") };
            assert_eq!((*heading, *prose), ("一、总体情况", "公开有序，工作平稳。"), "{size}");
            assert!((bbox.top - 2.0 * size).abs() < 0.01 * size, "{size}: {bbox:?}");
        }
    }
}
