//! Where glyphs stand and what they say.

use super::*;
use crate::model::Direction;

const SHOW: &str = "BT /Latin 10 Tf 20 30 Td (AB) Tj ET";

#[test]
fn boxes_are_advance_by_em_with_the_origin_at_the_top() {
    let page = Sheet::new().page(SHOW);
    assert_eq!(text(&page), "AB");
    // Base line 70 below the top; 0.88 and 0.12 of the size above and below it.
    assert_eq!(edges(&page.glyphs[0]), [20.0, 61.2, 25.0, 71.2]);
    assert_eq!(edges(&page.glyphs[1]), [25.0, 61.2, 30.0, 71.2]);
    assert_eq!(page.glyphs[0].size, 10.0);
}

#[test]
fn rotation_and_crop_box_move_glyphs_with_the_page() {
    let turned = |rotate: i64, matrix: &str| {
        let mut sheet = Sheet::new();
        sheet.page.set("Rotate", rotate);
        sheet.page.set("CropBox", numbers(&[10, 10, 190, 90]));
        let page = sheet.page(&format!("BT /Latin 10 Tf {matrix} Tm (AB) Tj ET"));
        ((page.width, page.height), page.glyphs[0].direction, edges(&page.glyphs[0]))
    };
    let upright = turned(0, "1 0 0 1 20 30");
    assert_eq!(upright, ((180.0, 80.0), Direction::Right, [10.0, 51.2, 15.0, 61.2]));
    // The same page, written turned for a viewer that turns it back.
    assert_eq!(turned(90, "0 1 -1 0 50 20"), ((80.0, 180.0), Direction::Right, [10.0, 31.2, 15.0, 41.2]));
    assert_eq!(turned(180, "-1 0 0 -1 180 70"), upright);
    assert_eq!(turned(-90, "0 -1 1 0 30 80"), ((80.0, 180.0), Direction::Right, [10.0, 151.2, 15.0, 161.2]));
}

#[test]
fn a_page_of_turned_text_is_given_as_it_is_read() {
    let drawn = |matrix: &str| {
        let page = Sheet::new().page(&format!(
            "q {matrix} cm BT /Latin 10 Tf 20 30 Td (AB) Tj ET 20 25 m 60 25 l S 20 25 m 20 40 l S Q"
        ));
        let lines = rulings(&page);
        ((page.width, page.height), page.glyphs[0].direction, edges(&page.glyphs[0]), lines)
    };
    let lines = |y: f32| vec![level(y, 20.0, 60.0), upright(20.0, y - 15.0, y)];
    assert_eq!(
        drawn("0 1 -1 0 200 0"),
        ((100.0, 200.0), Direction::Right, [20.0, 161.2, 25.0, 171.2], lines(175.0))
    );
    assert_eq!(
        drawn("0 -1 1 0 0 100"),
        ((100.0, 200.0), Direction::Right, [20.0, 161.2, 25.0, 171.2], lines(175.0))
    );
    assert_eq!(
        drawn("-1 0 0 -1 200 100"),
        ((200.0, 100.0), Direction::Right, [20.0, 61.2, 25.0, 71.2], lines(75.0))
    );
}

#[test]
fn text_state_moves_the_pen() {
    let page = Sheet::new().page(
        "BT /Latin 10 Tf 1 0 0 1 10 50 Tm 2 Tc 5 Tw (A B) Tj 0 Tc 0 Tw 200 Tz (C) Tj 100 Tz 3 Ts (D) Tj \
         0 Ts 12 TL (E) ' [(F) -1000 (G)] TJ ET",
    );
    let lefts: Vec<f32> = page.glyphs.iter().map(|g| tenth(g.bbox.left)).collect();
    // A 10, +5+2; space 17, +5+2+5; B 29, +7; C 36, +10; D 46; next line: E 10; F 15; G 20+10.
    assert_eq!(lefts, [10.0, 17.0, 29.0, 36.0, 46.0, 10.0, 15.0, 30.0]);
    let tops: Vec<f32> = page.glyphs.iter().map(|g| tenth(g.bbox.top)).collect();
    assert_eq!(tops[3..6], [41.2, 38.2, 53.2], "D is raised by 3, E is 12 lower");
}

#[test]
fn turned_text_tells_its_direction_and_slanted_text_is_left_out() {
    let page = Sheet::new().page(
        "BT /Latin 10 Tf 0 1 -1 0 50 50 Tm (U) Tj 0 -1 1 0 80 50 Tm (D) Tj -1 0 0 -1 120 50 Tm (L) Tj \
         0.7 0.7 -0.7 0.7 20 20 Tm (watermark) Tj 1 0 0 1 20 90 Tm (R) Tj ET",
    );
    assert_eq!(text(&page), "UDLR");
    let directions: Vec<Direction> = page.glyphs.iter().map(|g| g.direction).collect();
    assert_eq!(directions, [Direction::Up, Direction::Down, Direction::Left, Direction::Right]);
    assert_eq!(edges(&page.glyphs[0]), [41.2, 45.0, 51.2, 50.0]);
}

#[test]
fn invisible_text_is_the_text_layer_of_a_scan() {
    assert_eq!(text(&Sheet::new().page("BT /Latin 10 Tf 3 Tr 20 30 Td (ocr) Tj ET")), "ocr");
}

#[test]
fn text_drawn_again_for_bold_counts_once() {
    let page = Sheet::new().page(
        "BT /Latin 10 Tf 20 30 Td (11) Tj 0.3 0 Td (11) Tj ET 2 Tr BT 20.1 30 Td (11) Tj ET \
         BT 20 60 Td (11) Tj ET",
    );
    assert_eq!(text(&page), "1111", "once on each of the two lines");
}

#[test]
fn glyphs_off_the_page_or_outside_the_clip_are_dropped() {
    let page = Sheet::new().page(
        "BT /Latin 10 Tf 20 30 Td (in) Tj 500 0 Td (off) Tj ET \
         q 0 0 50 20 re W n BT /Latin 10 Tf 20 50 Td (cut) Tj 0 -45 Td (kept) Tj ET Q",
    );
    assert_eq!(text(&page), "inkept");
}

#[test]
fn actual_text_replaces_what_differs_and_nothing_else() {
    let show = |actual: &str, drawn: &str| {
        let span =
            format!("/Span <</ActualText ({actual})>> BDC BT /Latin 10 Tf 20 30 Td ({drawn}) Tj ET EMC");
        let page = Sheet::new().page(&format!("{span} BT /Latin 10 Tf 20 10 Td (z) Tj ET"));
        page.glyphs.iter().map(|g| g.text.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(show("ab", "xy"), ["a", "b", "z"]);
    assert_eq!(show("office", "oXce"), ["o", "ffi", "c", "e", "z"], "a ligature");
    assert_eq!(show("\\351", "e'"), ["é", "z"], "one character of two glyphs");
    assert_eq!(show("12 34", "1234"), ["1", "2", "3", "4", "z"], "white space has no place");
    assert_eq!(show("", "12"), ["1", "2", "z"], "what is printed stays");
}

#[test]
fn actual_text_may_stand_in_the_resources() {
    let mut sheet = Sheet::new();
    sheet.resource("Properties", "P", dictionary! { "ActualText" => string(b"\xFE\xFF\x65\x3F") });
    assert_eq!(text(&sheet.page("/Span /P BDC BT /Latin 10 Tf 20 30 Td (x) Tj ET EMC")), "政");
}

#[test]
fn hidden_layers_are_not_printed() {
    let mut sheet = Sheet::new();
    let layer = sheet.document.add_object(dictionary! { "Type" => "OCG", "Name" => string(b"draft") });
    sheet.resource("Properties", "Draft", layer);
    let mut document = sheet.document(
        b"/OC /Draft BDC BT /Latin 10 Tf 20 30 Td (draft) Tj ET EMC BT /Latin 10 Tf 20 50 Td (final) Tj ET",
    );
    let config = dictionary! { "OFF" => vec![layer.into()] };
    let properties = dictionary! { "OCGs" => vec![layer.into()], "D" => config };
    document.catalog_mut().expect("a catalog").set("OCProperties", properties);
    let page = read_bytes(&bytes(document), &Limits::default()).expect("readable");
    assert_eq!(text(&page), "final");
}

#[test]
fn forms_draw_with_their_matrix_and_resources() {
    let mut sheet = Sheet::new();
    let form = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers(&[0, 0, 50, 50]),
        "Matrix" => numbers(&[1, 0, 0, 1, 30, 40]),
    };
    let form = sheet.document.add_object(Stream::new(form, b"BT /Latin 10 Tf (F) Tj ET".to_vec()));
    sheet.resource("XObject", "Form", form);
    let page = sheet.page("q 2 0 0 2 0 0 cm /Form Do Q BT /Latin 10 Tf (P) Tj ET");
    assert_eq!(text(&page), "FP");
    assert_eq!((tenth(page.glyphs[0].bbox.left), page.glyphs[0].size), (60.0, 20.0));
}

#[test]
fn filled_form_fields_are_printed_text() {
    let mut sheet = Sheet::new();
    let form = dictionary! { "Subtype" => "Form", "BBox" => numbers(&[0, 0, 40, 20]) };
    let form = sheet.document.add_object(Stream::new(form, b"BT /Latin 10 Tf 0 5 Td (12) Tj ET".to_vec()));
    let widget = |flags: i64| {
        dictionary! {
            "Subtype" => "Widget", "F" => flags, "Rect" => numbers(&[100, 50, 140, 70]),
            "AP" => dictionary! { "N" => form },
        }
    };
    sheet.page.set("Annots", vec![widget(4).into(), widget(2).into()]);
    let page = sheet.page("");
    assert_eq!(text(&page), "12", "the second field is hidden");
    assert_eq!(tenth(page.glyphs[0].bbox.left), 100.0);
}

#[test]
fn inline_images_are_skipped_whatever_their_bytes() {
    let mut content =
        b"BI /W 4 /H 1 /BPC 8 /CS /G ID \nEI EI BT (no) Tj EI\nBT /Latin 10 Tf 20 30 Td (yes) Tj ET".to_vec();
    assert_eq!(text(&Sheet::new().page(std::str::from_utf8(&content).expect("text"))), "yes");
    content.splice(0..0, *b"BI /W 9 /H 9 /F /Fl ID \x00\x01EI\xFF\xFE(( \x80 EI\x81 Q\nEI\n");
    let page = read_bytes(&bytes(Sheet::new().document(&content)), &Limits::default()).expect("readable");
    assert_eq!(text(&page), "yes");
}
