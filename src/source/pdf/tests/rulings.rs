//! What becomes a ruling, and what does not.

use super::*;

/// Some text, so that a page of lines is no scan.
const INK: &str = " BT /Latin 10 Tf 20 80 Td (x) Tj ET";

fn drawn(content: &str) -> Vec<Ruling> {
    rulings(&Sheet::new().page(&format!("{content}{INK}")))
}

#[test]
fn strokes_and_thin_rectangles_are_rulings_along_their_centre() {
    assert_eq!(drawn("0.5 w 10 50 m 110 50 l S"), [level(50.0, 10.0, 110.0)]);
    assert_eq!(drawn("10 49 100 2 re f"), [level(50.0, 10.0, 110.0)]);
    assert_eq!(drawn("10 20 m 11 20 l 11 60 l 10 60 l h f"), [upright(10.5, 40.0, 80.0)]);
    assert_eq!(drawn("q 0 1 -1 0 100 0 cm 10 50 m 90 50 l S Q"), [upright(50.0, 10.0, 90.0)]);
}

#[test]
fn a_stroked_rectangle_is_four_rulings() {
    let four = [
        level(20.0, 10.0, 60.0),
        level(50.0, 10.0, 60.0),
        upright(10.0, 20.0, 50.0),
        upright(60.0, 20.0, 50.0),
    ];
    assert_eq!(drawn("10 50 50 30 re S"), four);
    assert_eq!(drawn("10 50 m 60 50 l 60 80 l 10 80 l s"), four);
}

#[test]
fn a_border_filled_between_two_outlines_is_four_rulings() {
    let four = [
        level(20.5, 11.0, 59.0),
        level(49.5, 11.0, 59.0),
        upright(10.5, 21.0, 49.0),
        upright(59.5, 21.0, 49.0),
    ];
    assert_eq!(drawn("10 50 50 30 re 11 51 48 28 re f*"), four);
}

#[test]
fn a_mitred_border_side_is_a_ruling() {
    assert_eq!(drawn("10 50 m 60 50 l 59 51 l 11 51 l h f"), [level(49.5, 10.0, 60.0)]);
}

#[test]
fn backgrounds_clips_and_diagonals_are_no_rulings() {
    assert_eq!(drawn("0.8 g 10 20 100 30 re f"), []);
    assert_eq!(drawn("q 10 20 100 1 re W n 10 20 1 50 re W* n Q"), []);
    assert_eq!(drawn("10 20 m 110 60 l S"), []);
    assert_eq!(drawn("10 20 m 40 90 70 90 100 20 c S"), []);
}

#[test]
fn a_clip_shortens_what_is_drawn_in_it() {
    assert_eq!(drawn("q 20 0 30 100 re W n 10 50 m 110 50 l S Q"), [level(50.0, 20.0, 50.0)]);
    assert_eq!(drawn("q 20 49 30 1 re W n 0 0 200 100 re f Q"), [level(50.5, 20.0, 50.0)]);
    assert_eq!(drawn("q 20 0 30 100 re W n 60 10 m 60 90 l S Q"), []);
}

#[test]
fn white_and_transparent_lines_show_only_on_colour() {
    for white in ["1 G", "1 1 1 RG", "0 0 0 0 K", "/DeviceRGB CS 1 1 1 SC"] {
        assert_eq!(drawn(&format!("{white} 10 50 m 110 50 l S")), [], "{white}");
    }
    assert_eq!(drawn("0 0.3 0.6 rg 0 40 200 20 re f 1 G 10 50 m 110 50 l S"), [level(50.0, 10.0, 110.0)]);
    let mut sheet = Sheet::new();
    sheet.resource("ExtGState", "Clear", dictionary! { "CA" => 0 });
    assert_eq!(rulings(&sheet.page(&format!("/Clear gs 10 50 m 110 50 l S{INK}"))), []);
}

#[test]
fn dashes_and_dots_in_a_row_are_one_ruling() {
    let row = |width: f32, step: f32| -> String {
        (0..20).map(|i| format!("{} 50 {width} 1 re f ", 10.0 + step * i as f32)).collect()
    };
    assert_eq!(drawn(&row(3.0, 5.0)), [level(49.5, 10.0, 108.0)]);
    assert_eq!(drawn(&row(1.0, 2.0)), [level(49.5, 10.0, 49.0)]);
    assert_eq!(drawn("[3 3] 0 d 10 50 m 110 50 l S"), [level(50.0, 10.0, 110.0)]);
}

#[test]
fn lone_specks_are_no_rulings_and_boxes_apart_stay_apart() {
    assert_eq!(drawn("10 50 0.5 0.5 re f 60 50 0.5 0.5 re f"), []);
    let boxes = drawn("10 50 7 7 re 30 50 7 7 re 50 50 7 7 re S");
    assert_eq!(boxes.iter().filter(|r| r.to - r.from > 7.5).count(), 0);
    assert_eq!(boxes.len(), 12);
}

#[test]
fn doubled_rules_stay_two() {
    assert_eq!(
        drawn("10 50 m 110 50 l S 10 48 m 110 48 l S"),
        [level(50.0, 10.0, 110.0), level(52.0, 10.0, 110.0)]
    );
}

#[test]
fn a_picture_stretched_to_a_line_is_a_ruling() {
    let mut sheet = Sheet::new();
    let image = dictionary! {
        "Subtype" => "Image", "Width" => 1, "Height" => 1, "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray",
    };
    let image = sheet.document.add_object(Stream::new(image, vec![0]));
    sheet.resource("XObject", "Dot", image);
    let page = sheet.page(&format!("q 100 0 0 0.5 10 50 cm /Dot Do Q{INK}"));
    assert_eq!(rulings(&page), [level(49.8, 10.0, 110.0)]);
}
