//! A page as a picture: glyph boxes, rulings, cells and fields, so that every intermediate can be looked at.

use gongkai::model::{Axis, Block, Cell, Document, Page, Rect, Status};
use std::fmt::Write;

/// Draws one page with what layout and the reconstructor made of it.
pub fn page(page: &Page, document: &Document, cells: &[Cell]) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = draw(&mut out, page, document, cells);
    out
}

fn draw(out: &mut String, page: &Page, document: &Document, cells: &[Cell]) -> std::fmt::Result {
    let (w, h) = (page.width, page.height);
    writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w:.1} {h:.1}" width="{:.0}" height="{:.0}">"#,
        w * 2.0,
        h * 2.0
    )?;
    writeln!(out, r#"<rect width="{w:.1}" height="{h:.1}" fill="white"/>"#)?;
    glyphs(out, page)?;
    rulings(out, page)?;
    raw_cells(out, page, document)?;
    fields(out, page, cells)?;
    legend(out, page)?;
    writeln!(out, "</svg>")
}

fn rect(out: &mut String, r: &Rect, style: &str, title: &str) -> std::fmt::Result {
    let (x, y, w, h) = (r.left, r.top, r.width(), r.height());
    writeln!(
        out,
        r#"<rect x="{x:.1}" y="{y:.1}" width="{w:.1}" height="{h:.1}" {style}><title>{}</title></rect>"#,
        escape(title)
    )
}

fn glyphs(out: &mut String, page: &Page) -> std::fmt::Result {
    writeln!(out, r#"<g font-family="Noto Sans CJK SC, WenQuanYi Zen Hei, sans-serif" fill="black">"#)?;
    for glyph in page.glyphs.iter().filter(|g| !g.text.trim().is_empty()) {
        rect(out, &glyph.bbox, r#"fill="none" stroke="silver" stroke-width="0.2""#, &glyph.text)?;
        // The baseline lies about an eighth of the size above the box's lower edge.
        let (x, y) = (glyph.bbox.left, glyph.bbox.bottom - glyph.size * 0.12);
        writeln!(
            out,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{:.1}">{}</text>"#,
            glyph.size,
            escape(&glyph.text)
        )?;
    }
    writeln!(out, "</g>")
}

fn rulings(out: &mut String, page: &Page) -> std::fmt::Result {
    for r in &page.rulings {
        let (x1, y1, x2, y2) = match r.axis {
            Axis::Horizontal => (r.from, r.at, r.to, r.at),
            Axis::Vertical => (r.at, r.from, r.at, r.to),
        };
        writeln!(
            out,
            r#"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" stroke="crimson" stroke-width="0.6"/>"#
        )?;
    }
    Ok(())
}

fn raw_cells(out: &mut String, page: &Page, document: &Document) -> std::fmt::Result {
    let tables = document.blocks.iter().filter_map(|b| if let Block::Table(t) = b { Some(t) } else { None });
    for cell in tables.flat_map(|t| &t.cells).filter(|c| c.place.page == Some(page.number)) {
        if let Some(bbox) = &cell.place.bbox {
            let title = format!("rows {:?}, columns {:?}: {}", cell.rows, cell.cols, cell.text);
            rect(
                out,
                bbox,
                r#"fill="steelblue" fill-opacity="0.10" stroke="steelblue" stroke-width="0.3""#,
                &title,
            )?;
        }
    }
    Ok(())
}

fn fields(out: &mut String, page: &Page, cells: &[Cell]) -> std::fmt::Result {
    for cell in cells.iter().filter(|c| c.place.page == Some(page.number)) {
        let Some(bbox) = &cell.place.bbox else { continue };
        let color = color(cell.status);
        let value = cell.value.map_or_else(|| "null".to_owned(), |v| v.to_string());
        let title = format!("{} = {value} ({:?})", cell.field, cell.status);
        let style = format!(r#"fill="{color}" fill-opacity="0.15" stroke="{color}" stroke-width="0.8""#);
        rect(out, bbox, &style, &title)?;
        name(out, cell, bbox, color)?;
    }
    Ok(())
}

fn color(status: Status) -> &'static str {
    match status {
        Status::Printed => "seagreen",
        Status::Solved => "darkorange",
        Status::Ambiguous | Status::Unreadable => "crimson",
        Status::Blank | Status::Absent => "gray",
    }
}

/// The field's row and column below its box; the whole path is in the tooltip.
fn name(out: &mut String, cell: &Cell, bbox: &Rect, color: &str) -> std::fmt::Result {
    let mut parts = cell.field.rsplit('.');
    let (column, row) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    for (line, text) in [(1.0, column), (2.0, row)] {
        // Two lines of this size fit between the rows of a dense table.
        let (x, y, size) = (bbox.center_x(), bbox.bottom + 0.6 + line * 1.9, 1.8);
        let text = escape(text);
        writeln!(
            out,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" text-anchor="middle" fill="{color}">{text}</text>"#
        )?;
    }
    Ok(())
}

fn legend(out: &mut String, page: &Page) -> std::fmt::Result {
    let entries = [
        ("crimson", "ruling"),
        ("steelblue", "cell"),
        (color(Status::Printed), "printed"),
        (color(Status::Solved), "solved"),
        (color(Status::Ambiguous), "ambiguous, unreadable"),
        (color(Status::Blank), "blank"),
    ];
    for (i, (color, text)) in (0u8..).zip(entries) {
        let x = 6.0 + f32::from(i) * 44.0;
        let y = page.height - 5.0;
        writeln!(out, r#"<text x="{x:.1}" y="{y:.1}" font-size="5" fill="{color}">■ {text}</text>"#)?;
    }
    Ok(())
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
