//! Fonts: what codes say, and how wide they are.

use super::*;
use crate::model::Direction;

fn cid_font(ordering: &str) -> Dictionary {
    dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "STSong-Light", "DW" => 1000,
        "CIDSystemInfo" => dictionary! { "Registry" => string(b"Adobe"), "Ordering" => string(ordering.as_bytes()) },
    }
}

#[test]
fn to_unicode_knows_chars_both_ranges_surrogates_and_ligatures() {
    let cmap = "1 begincodespacerange <0000> <FFFF> endcodespacerange \
        3 beginbfchar <0001> <653F> <0002> <D840DC0B> <0003> <00660069> endbfchar \
        2 beginbfrange <0010> <0012> <4E00> <0020> <0021> [<5E9C> <0031>] endbfrange";
    let mut sheet = Sheet::new();
    sheet.composite("Song", "Identity-H", Some(cmap), cid_font("Identity"));
    let page = sheet.page("BT /Song 10 Tf 20 30 Td <000100020003001000120020 0021> Tj ET");
    assert_eq!(text(&page), "政𠀋fi一丂府1");
}

#[test]
fn unicode_encodings_are_trusted_before_to_unicode() {
    let wrong = "1 beginbfrange <0000> <FFFF> <0041> endbfrange";
    for encoding in ["UniGB-UCS2-H", "UniGB-UTF16-H"] {
        let mut sheet = Sheet::new();
        sheet.composite("Song", encoding, Some(wrong), cid_font("GB1"));
        assert_eq!(text(&sheet.page("BT /Song 10 Tf 20 30 Td <653F5E9C> Tj ET")), "政府");
    }
}

#[test]
fn chinese_encodings_are_cut_into_codes_and_read() {
    // 政府2 in each encoding.
    let cases: [(&str, &str); 6] = [
        ("GBK-EUC-H", "D5FEB8AE32"),
        ("GB-EUC-H", "D5FEB8AE32"),
        ("GBKp-EUC-H", "D5FEB8AE32"),
        ("GBK2K-H", "D5FEB8AE32"),
        ("ETen-B5-H", "AC46A9B232"),
        ("UniCNS-UTF16-H", "653F5E9C0032"),
    ];
    for (encoding, codes) in cases {
        let mut sheet = Sheet::new();
        let ordering = if encoding.contains("GB") { "GB1" } else { "CNS1" };
        sheet.composite("Song", encoding, None, cid_font(ordering));
        assert_eq!(
            text(&sheet.page(&format!("BT /Song 10 Tf 20 30 Td <{codes}> Tj ET"))),
            "政府2",
            "{encoding}"
        );
    }
}

#[test]
fn identity_with_a_chinese_collection_reads_cids() {
    let mut sheet = Sheet::new();
    sheet.composite("Song", "Identity-H", None, cid_font("GB1"));
    // CIDs 34 and 4559 of Adobe-GB1.
    assert_eq!(text(&sheet.page("BT /Song 10 Tf 20 30 Td <002211CF> Tj ET")), "A中");
}

#[test]
fn widths_come_in_both_forms_with_a_default() {
    let cmap = "1 beginbfrange <0000> <00FF> <4E00> endbfrange";
    let mut sheet = Sheet::new();
    let mut font = cid_font("Identity");
    font.set("DW", 800);
    let list = Object::Array(vec![100.into(), 200.into()]);
    font.set("W", vec![1.into(), list, 5.into(), 7.into(), 300.into()]);
    sheet.composite("Song", "Identity-H", Some(cmap), font);
    let page = sheet.page("BT /Song 10 Tf 20 30 Td <000100020003000500070008> Tj ET");
    let widths: Vec<f32> = page.glyphs.iter().map(|g| tenth(g.bbox.width())).collect();
    assert_eq!(widths, [1.0, 2.0, 8.0, 3.0, 3.0, 8.0]);
}

#[test]
fn vertical_writing_runs_down_from_the_top_centre() {
    let mut sheet = Sheet::new();
    sheet.composite("Song", "UniGB-UCS2-V", None, cid_font("GB1"));
    let page = sheet.page("BT /Song 10 Tf 100 90 Td <653F5E9C> Tj ET");
    assert_eq!(page.glyphs[0].direction, Direction::Down);
    assert_eq!(edges(&page.glyphs[0]), [95.0, 10.0, 105.0, 20.0]);
    assert_eq!(edges(&page.glyphs[1]), [95.0, 20.0, 105.0, 30.0]);
}

#[test]
fn vertical_metrics_of_a_font_count() {
    let cmap = "1 beginbfrange <0000> <00FF> <4E00> endbfrange";
    let mut sheet = Sheet::new();
    let mut font = cid_font("Identity");
    font.set("DW2", numbers(&[900, -500]));
    let list = numbers(&[-2000, 300, 700]);
    font.set("W2", vec![2.into(), list]);
    sheet.composite("Song", "Identity-V", Some(cmap), font);
    let page = sheet.page("BT /Song 10 Tf 100 90 Td <000100020001> Tj ET");
    let tops: Vec<f32> = page.glyphs.iter().map(|g| tenth(g.bbox.top)).collect();
    assert_eq!(tops, [10.0, 15.0, 35.0]);
    assert_eq!(tenth(page.glyphs[1].bbox.left), 97.0);
}

#[test]
fn simple_fonts_read_differences_and_glyph_names() {
    let mut sheet = Sheet::new();
    let name = |n: &str| Object::Name(n.as_bytes().to_vec());
    let differences = vec![
        65.into(),
        name("one"),
        name("uni653F"),
        name("u5E9C"),
        name("f_i"),
        name("two.tab"),
        name("nonsense"),
    ];
    let encoding = dictionary! { "BaseEncoding" => "WinAnsiEncoding", "Differences" => differences };
    sheet.font("Odd", dictionary! { "Subtype" => "Type1", "BaseFont" => "Odd", "Encoding" => encoding });
    // What nothing names is printed all the same, and must not vanish.
    assert_eq!(text(&sheet.page("BT /Odd 10 Tf 20 30 Td (ABCDEFa\\200) Tj ET")), "1政府fi2\u{FFFD}a€");
}

#[test]
fn standard_fonts_have_widths_of_their_own() {
    let mut sheet = Sheet::new();
    sheet.font("Plain", dictionary! { "Subtype" => "Type1", "BaseFont" => "Times-Roman" });
    let page = sheet.page("BT /Plain 10 Tf 20 30 Td (1W) Tj ET");
    let widths: Vec<f32> = page.glyphs.iter().map(|g| tenth(g.bbox.width())).collect();
    assert_eq!(widths, [5.0, 9.4]);
}

#[test]
fn type_3_fonts_scale_by_their_matrix() {
    let mut sheet = Sheet::new();
    let name = Object::Name(b"seven".to_vec());
    let matrix: Vec<Object> = [0.05, 0.0, 0.0, 0.05, 0.0, 0.0].map(Object::Real).to_vec();
    sheet.font(
        "Drawn",
        dictionary! {
            "Subtype" => "Type3", "FontMatrix" => matrix, "FontBBox" => numbers(&[0, -4, 12, 16]),
            "Encoding" => dictionary! { "Differences" => vec![1.into(), name] },
            "FirstChar" => 1, "Widths" => numbers(&[12]), "CharProcs" => dictionary! {},
        },
    );
    let page = sheet.page("BT /Drawn 10 Tf 20 30 Td <01> Tj ET");
    assert_eq!((text(&page).as_str(), page.glyphs[0].size), ("7", 10.0));
    assert_eq!(edges(&page.glyphs[0]), [20.0, 61.2, 26.0, 71.2]);
}

#[test]
fn radicals_and_compatibility_forms_fold_but_full_width_digits_stay() {
    let mut sheet = Sheet::new();
    sheet.composite("Song", "UniGB-UCS2-H", None, cid_font("GB1"));
    // ⻘ ⺠ ⻔ ⻓ (supplement), ⽅ (Kangxi), 兀 (compatibility), ﬁ, no-break space, soft hyphen, ３
    let page = sheet.page("BT /Song 8 Tf 20 30 Td <2ED82EA02ED42ED32F45FA0CFB0100A000ADFF13> Tj ET");
    assert_eq!(text(&page), "青民门长方兀fi -３");
}

#[test]
fn an_encoding_in_the_file_cuts_codes_of_both_lengths() {
    let cmap = "2 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange \
        1 begincidchar <41> 7 endcidchar 1 begincidrange <8140> <8150> 100 endcidrange";
    let to_unicode = "2 beginbfchar <41> <4E00> <8141> <4E8C> endbfchar";
    let mut sheet = Sheet::new();
    let encoding = sheet.stream(cmap);
    let mut font = cid_font("Identity");
    font.set("W", vec![7.into(), Object::Array(vec![250.into()]), 101.into(), 101.into(), 750.into()]);
    sheet.composite("Own", encoding, Some(to_unicode), font);
    let page = sheet.page("BT /Own 10 Tf 20 30 Td (A\\201AA) Tj ET");
    assert_eq!(text(&page), "一二一");
    let widths: Vec<f32> = page.glyphs.iter().map(|g| tenth(g.bbox.width())).collect();
    assert_eq!(widths, [2.5, 7.5, 2.5]);
}

/// A TrueType program of nothing but a `cmap` table with trimmed subtables: platform, encoding, first code,
/// glyphs.
fn true_type(subtables: &[(u16, u16, u16, &[u16])]) -> Vec<u8> {
    let words = |words: &[u16]| words.iter().flat_map(|w| w.to_be_bytes()).collect::<Vec<u8>>();
    let mut offset = 4 + 8 * subtables.len() as u32;
    let (mut records, mut bodies) = (Vec::new(), Vec::new());
    for (platform, encoding, first, glyphs) in subtables {
        let count = glyphs.len() as u16;
        let body = [words(&[6, 10 + 2 * count, 0, *first, count]), words(glyphs)].concat();
        records.extend([words(&[*platform, *encoding]), offset.to_be_bytes().to_vec()].concat());
        offset += body.len() as u32;
        bodies.extend(body);
    }
    let cmap = [words(&[0, subtables.len() as u16]), records, bodies].concat();
    let directory = [b"\0\x01\0\0".to_vec(), words(&[1, 0, 0, 0]), b"cmap\0\0\0\0".to_vec()].concat();
    [directory, 28_u32.to_be_bytes().to_vec(), (cmap.len() as u32).to_be_bytes().to_vec(), cmap].concat()
}

fn embed(sheet: &mut Sheet, key: &str, program: Vec<u8>) -> Dictionary {
    let length = program.len() as i64;
    let program = sheet.document.add_object(Stream::new(dictionary! { "Length1" => length }, program));
    dictionary! { "Type" => "FontDescriptor", "Flags" => 4, key => program }
}

#[test]
fn without_to_unicode_the_embedded_font_tells() {
    let mut sheet = Sheet::new();
    let descriptor = embed(&mut sheet, "FontFile2", true_type(&[(3, 1, 0x653F, &[5, 6])]));
    let mut font = cid_font("Identity");
    font.set("FontDescriptor", descriptor);
    sheet.composite("Direct", "Identity-H", None, font.clone());
    // CIDs 0, 1, 2 → glyphs 0, 6, 5.
    let map = sheet.document.add_object(Stream::new(dictionary! {}, vec![0, 0, 0, 6, 0, 5]));
    font.set("CIDToGIDMap", map);
    sheet.composite("Mapped", "Identity-H", None, font);
    let page = sheet.page("BT /Direct 10 Tf 20 30 Td <000500060009> Tj /Mapped 10 Tf <00020001> Tj ET");
    assert_eq!(text(&page), "政敀\u{FFFD}政敀");
    assert!(page.warnings.is_empty(), "a program that was left out at first is no damage");
}

#[test]
fn symbolic_fonts_go_from_code_to_glyph_to_character() {
    let mut sheet = Sheet::new();
    let program = true_type(&[(1, 0, 65, &[5]), (3, 0, 0xF042, &[6]), (3, 1, 0x653F, &[5, 6])]);
    let descriptor = embed(&mut sheet, "FontFile2", program);
    sheet.font(
        "Sub",
        dictionary! { "Subtype" => "TrueType", "BaseFont" => "Sub", "FontDescriptor" => descriptor },
    );
    assert_eq!(text(&sheet.page("BT /Sub 10 Tf 20 30 Td (AB) Tj ET")), "政敀");
}

#[test]
fn type_1_programs_tell_their_encoding() {
    let mut sheet = Sheet::new();
    let program =
        b"%!PS\n/Encoding 256 array dup 65 /seven put dup 66 /uni653F put readonly def eexec \x80".to_vec();
    let descriptor = embed(&mut sheet, "FontFile", program);
    sheet.font(
        "Own",
        dictionary! { "Subtype" => "Type1", "BaseFont" => "Own", "FontDescriptor" => descriptor },
    );
    assert_eq!(text(&sheet.page("BT /Own 10 Tf 20 30 Td (AB) Tj ET")), "7政");
}

#[test]
fn type_1_programs_may_say_that_their_encoding_is_the_standard_one() {
    let mut sheet = Sheet::new();
    let program = b"%!PS\n/Encoding StandardEncoding def\ncurrentfile eexec \x80".to_vec();
    // Flagged as symbolic, as some writers do with every embedded font.
    let descriptor = embed(&mut sheet, "FontFile", program);
    sheet.font(
        "Own",
        dictionary! { "Subtype" => "Type1", "BaseFont" => "Own", "FontDescriptor" => descriptor },
    );
    assert_eq!(text(&sheet.page("BT /Own 10 Tf 20 30 Td (2021) Tj ET")), "2021");
}

#[test]
fn a_font_that_tells_nothing_is_no_text() {
    let mut sheet = Sheet::new();
    sheet.composite("Bare", "Identity-H", None, cid_font("Identity"));
    let failure = sheet.read("BT /Bare 10 Tf 20 30 Td <00050006> Tj ET").expect_err("no text");
    assert_eq!(failure.kind, crate::model::FailureKind::NoText);
    assert!(failure.detail.contains("2 of its 2 glyphs"), "{}", failure.detail);
}
