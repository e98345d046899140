//! A page as a picture: glyph boxes, rulings, cells and fields, so that every intermediate can be looked at.

use gongkai::model::{Axis, Block, Document, Page, Rect, Report, Status};
use std::fmt::Write;

/// Draws one page with what layout and the reconstructor made of it.
pub fn page(page: &Page, document: &Document, report: &Report) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = draw(&mut out, page, document, report);
    out
}

fn draw(out: &mut String, page: &Page, document: &Document, report: &Report) -> std::fmt::Result {
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
    cells(out, page, document)?;
    fields(out, page, report)?;
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

fn cells(out: &mut String, page: &Page, document: &Document) -> std::fmt::Result {
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

fn fields(out: &mut String, page: &Page, report: &Report) -> std::fmt::Result {
    for cell in report.tables.cells.iter().filter(|c| c.place.page == Some(page.number)) {
        let Some(bbox) = &cell.place.bbox else { continue };
        let color = match cell.status {
            Status::Printed => "seagreen",
            Status::Solved => "darkorange",
            Status::Ambiguous | Status::Unreadable => "crimson",
            Status::Blank | Status::Absent => "gray",
        };
        let value = cell.value.map_or_else(|| "null".to_owned(), |v| v.to_string());
        let title = format!("{} = {value} ({:?})", cell.field, cell.status);
        rect(
            out,
            bbox,
            &format!(r#"fill="{color}" fill-opacity="0.15" stroke="{color}" stroke-width="0.8""#),
            &title,
        )?;
        // The last two names tell row and column; the whole path is in the tooltip.
        let short = cell.field.rsplit('.').take(2).collect::<Vec<_>>().join("<");
        let (x, y) = (bbox.left, bbox.bottom + 2.4);
        writeln!(
            out,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="2.2" fill="{color}">{}</text>"#,
            escape(&short)
        )?;
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
