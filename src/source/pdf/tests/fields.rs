//! What was typed into form fields and notes.

use super::*;
use crate::model::Direction;

/// A text field of 40 by 20 points at (100, 50) with a value, in 10 points.
fn field(value: &[u8]) -> Dictionary {
    dictionary! {
        "Subtype" => "Widget", "FT" => "Tx", "Rect" => numbers(&[100, 50, 140, 70]),
        "DA" => string(b"/Helv 10 Tf 0 g"), "V" => string(value),
    }
}

fn with(mut dict: Dictionary, key: &str, value: impl Into<Object>) -> Dictionary {
    dict.set(key, value);
    dict
}

/// The document of a page with these annotations; `form` is the entry of the whole form in the catalog.
fn filled(mut sheet: Sheet, annotations: Vec<Dictionary>, form: Dictionary, content: &str) -> Document {
    sheet.page.set("Annots", annotations.into_iter().map(Object::from).collect::<Vec<_>>());
    let mut document = sheet.document(content.as_bytes());
    document.catalog_mut().expect("a catalog").set("AcroForm", form);
    document
}

fn shown(annotation: Dictionary) -> Page {
    let document = filled(Sheet::new(), vec![annotation], dictionary! {}, ".");
    read_bytes(&bytes(document), &Limits::default()).unwrap_or_else(|failure| panic!("{failure}"))
}

/// The lines that one annotation prints.
fn printed(annotation: Dictionary) -> Vec<String> {
    let page = shown(annotation);
    let lines = page.glyphs.chunk_by(|a, b| a.bbox.top == b.bbox.top);
    lines.map(|line| line.iter().map(|g| g.text.as_str()).collect()).collect()
}

/// What a page beside the text `a` prints where the annotation prints nothing else.
fn beside(annotation: Dictionary, form: Dictionary, content: &str) -> String {
    let document = filled(Sheet::new(), vec![annotation], form, content);
    text(&read_bytes(&bytes(document), &Limits::default()).expect("readable"))
}

const A: &str = "BT /Latin 10 Tf 20 30 Td (a) Tj ET";

#[test]
fn a_field_without_an_appearance_prints_its_value() {
    let page = shown(field(b"12"));
    assert_eq!((text(&page).as_str(), page.glyphs[0].size), ("12", 10.0));
    // Two points from the left edge, in the middle of the height.
    assert_eq!(edges(&page.glyphs[0]), [102.0, 35.0, 107.0, 45.0]);
    assert_eq!(edges(&page.glyphs[1]), [107.0, 35.0, 112.0, 45.0]);
    assert_eq!(printed(field(b"\xFE\xFF\x65\x3F\x00\x33")), ["政3"]);
}

#[test]
fn fields_stand_left_centred_or_right_and_the_automatic_size_fits_the_height() {
    let left = |q: i64| tenth(shown(with(field(b"12"), "Q", q)).glyphs[0].bbox.left);
    assert_eq!([0, 1, 2, 7].map(left), [102.0, 115.0, 128.0, 102.0]);
    let automatic = |rect: &[i64]| {
        let annotation = with(field(b"1"), "DA", string(b"/Helv 0 Tf 0 g"));
        tenth(shown(with(annotation, "Rect", numbers(rect))).glyphs[0].size)
    };
    assert_eq!(automatic(&[100, 20, 140, 70]), 12.0);
    assert!((6.0..=8.4).contains(&automatic(&[100, 50, 140, 60])));
}

#[test]
fn a_value_too_long_for_its_field_keeps_all_its_digits_in_it() {
    let page = shown(field(b"123456789012"));
    assert_eq!(text(&page), "123456789012");
    assert!(page.glyphs.iter().all(|g| g.bbox.left >= 100.0 && g.bbox.right <= 140.0));
}

#[test]
fn values_break_at_line_ends_and_long_lines_between_words() {
    assert_eq!(printed(field(b"1\r2\n3\r\n4\n")), ["1", "2", "3", "4"]);
    let tall = |value: &[u8]| with(field(value), "Rect", numbers(&[100, 20, 140, 70]));
    let multiline = |value: &[u8]| printed(with(tall(value), "Ff", 1 << 12));
    assert_eq!(multiline(b"abcd 12345 6"), ["abcd ", "12345 6"]);
    assert_eq!(multiline(b"\xFE\xFF\x4E\x00\x4E\x01\x4E\x02\x4E\x03"), ["一丁丂", "七"]);
}

#[test]
fn fields_inherit_from_their_parents_and_from_the_form() {
    let mut sheet = Sheet::new();
    let whole = dictionary! { "FT" => "Tx", "T" => string(b"whole"), "V" => string(b"34") };
    let parent = sheet.document.add_object(whole);
    let kid =
        dictionary! { "Subtype" => "Widget", "Parent" => parent, "Rect" => numbers(&[100, 50, 140, 70]) };
    let form = dictionary! { "DA" => string(b"/Helv 8 Tf") };
    let bytes = bytes(filled(sheet, vec![kid], form, "."));
    let page = read_bytes(&bytes, &Limits::default()).expect("readable");
    assert_eq!((text(&page).as_str(), page.glyphs[0].size), ("34", 8.0));
    // The reader of damaged files keeps the way up.
    let again = super::super::second::open(&bytes, &Limits::default()).expect("readable");
    let page = read_bytes(&super::bytes(again), &Limits::default()).expect("readable");
    assert_eq!((text(&page).as_str(), page.glyphs[0].size), ("34", 8.0));
}

#[test]
fn a_choice_shows_what_its_list_shows() {
    let choice = with(field(b"n"), "FT", "Ch");
    assert_eq!(printed(choice.clone()), ["n"]);
    let option = |kept: &[u8], shown: &[u8]| Object::Array(vec![string(kept), string(shown)]);
    let listed = with(choice, "Opt", vec![option(b"y", b"yes"), option(b"n", b"no"), string(b"n")]);
    assert_eq!(printed(listed.clone()), ["no"]);
    assert_eq!(printed(with(listed, "V", vec![string(b"y"), string(b"other")])), ["yes", "other"]);
}

#[test]
fn what_is_hidden_secret_or_no_text_is_not_printed() {
    let unseen = [
        with(field(b"12"), "F", 1 << 1),
        with(field(b"12"), "F", 1 << 5),
        with(field(b"12"), "Ff", 1 << 13),
        with(field(b"12"), "FT", "Btn"),
        with(field(b"12"), "Rect", numbers(&[0, 0, 0, 0])),
        with(with(field(b"12"), "FT", "Btn"), "V", "Yes"),
    ];
    for annotation in unseen {
        assert_eq!(beside(annotation.clone(), dictionary! {}, A), "a", "{annotation:?}");
    }
    assert_eq!(beside(field(b"12"), dictionary! {}, A), "a12");
}

#[test]
fn a_value_that_cannot_be_decoded_is_not_blank() {
    let several = "BT /Latin 10 Tf 20 30 Td (abcdefgh) Tj ET";
    assert_eq!(beside(field(b"\xFE\xFF\xD8\x00"), dictionary! {}, several), "abcdefgh\u{FFFD}");
}

#[test]
fn an_appearance_counts_unless_the_form_says_that_it_is_out_of_date() {
    let drawn = |form: Dictionary| {
        let mut sheet = Sheet::new();
        let look = dictionary! { "Subtype" => "Form", "BBox" => numbers(&[0, 0, 40, 20]) };
        let look = Stream::new(look, b"BT /Latin 10 Tf 0 5 Td (old) Tj ET".to_vec());
        let look = sheet.document.add_object(look);
        let annotation = with(field(b"12"), "AP", dictionary! { "N" => look });
        let bytes = bytes(filled(sheet, vec![annotation], form, "."));
        text(&read_bytes(&bytes, &Limits::default()).expect("readable"))
    };
    assert_eq!(drawn(dictionary! {}), "old");
    assert_eq!(drawn(dictionary! { "NeedAppearances" => false }), "old");
    assert_eq!(drawn(dictionary! { "NeedAppearances" => true }), "12");
}

#[test]
fn a_value_that_the_page_prints_itself_counts_once() {
    let flat = "BT /Latin 10 Tf 120 56 Td (1) Tj ( 2) Tj ET";
    assert_eq!(beside(field(b"12"), dictionary! {}, flat), "1 2");
    assert_eq!(beside(field(b"12"), dictionary! {}, "BT /Latin 10 Tf 20 56 Td (12) Tj ET"), "1212");
}

#[test]
fn a_field_of_a_turned_page_is_read_upright() {
    let mut sheet = Sheet::new();
    sheet.page.set("Rotate", 90);
    let annotation = with(field(b"12"), "MK", dictionary! { "R" => 90 });
    let annotation = with(annotation, "Rect", numbers(&[50, 20, 70, 60]));
    let bytes = bytes(filled(sheet, vec![annotation], dictionary! {}, "."));
    let page = read_bytes(&bytes, &Limits::default()).expect("readable");
    assert_eq!((page.width, page.glyphs[0].direction), (100.0, Direction::Right));
    // The field lies at 20 to 60 from the left and 50 to 70 from the top of the page as it is shown.
    assert_eq!(edges(&page.glyphs[0]), [22.0, 55.0, 27.0, 65.0]);
}

#[test]
fn a_note_without_an_appearance_prints_what_was_typed() {
    let note = |contents: &[u8]| {
        printed(dictionary! {
            "Subtype" => "FreeText", "Rect" => numbers(&[100, 20, 140, 70]), "DA" => string(b"/Helv 10 Tf"),
            "Contents" => string(contents),
        })
    };
    assert_eq!(note(b"three words\r12"), ["three ", "words", "12"]);
}

#[test]
fn many_fields_with_one_long_value_end_at_a_limit() {
    let mut sheet = Sheet::new();
    let whole = dictionary! { "FT" => "Tx", "V" => string(&[b'1'; 50_000]) };
    let parent = sheet.document.add_object(whole);
    let kid =
        || dictionary! { "Subtype" => "Widget", "Parent" => parent, "Rect" => numbers(&[500, 50, 540, 70]) };
    let bytes = bytes(filled(sheet, (0..500).map(|_| kid()).collect(), dictionary! {}, "."));
    let failure = read_bytes(&bytes, &Limits::default()).expect_err("a limit");
    assert_eq!(failure.kind, crate::model::FailureKind::LimitExceeded);
}
