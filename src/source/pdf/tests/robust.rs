//! Broken, hostile and closed files.

use super::*;
use crate::model::FailureKind;
use lopdf::{EncryptionState, EncryptionVersion, Permissions};

fn kind(result: Result<Page, Failure>) -> FailureKind {
    result.expect_err("a failure").kind
}

#[test]
fn unknown_operators_and_broken_operands_do_not_stop_a_page() {
    let page = Sheet::new().page(
        "BT /Latin 10 Tf 20 30 Td (a) Tj frobnicate ) > ]] (x) Td [(b) /n << /k (c)>>] TJ 1 0 Tm (d) Tj \
         Q Q Q q /Nothing Do /Nowhere gs /Nofont 5 Tf (e) Tj /Latin 10 Tf 12 (f) Tj ET (unclosed",
    );
    let text = text(&page);
    assert!(text.starts_with("ab") && text.contains('d') && text.ends_with('f'), "{text}");
}

#[test]
fn numbers_are_read_as_broken_writers_mean_them() {
    let page = Sheet::new().page("BT /Latin 10. Tf +20 30.50-7 Td (a)Tj --5 .5 Td (b)Tj ET");
    let places: Vec<[f32; 2]> = page.glyphs.iter().map(|g| [tenth(g.bbox.left), tenth(g.bbox.top)]).collect();
    assert_eq!(places, [[20.0, 60.7], [15.0, 60.2]]);
}

#[test]
fn a_form_that_draws_itself_ends() {
    let mut sheet = Sheet::new();
    let id = sheet.document.new_object_id();
    let resources = dictionary! { "XObject" => dictionary! { "Me" => id } };
    let form =
        dictionary! { "Subtype" => "Form", "BBox" => numbers(&[0, 0, 200, 100]), "Resources" => resources };
    sheet.document.objects.insert(id, Stream::new(form, b"/Me Do /Me Do".to_vec()).into());
    sheet.resource("XObject", "Me", id);
    assert_eq!(text(&sheet.page("/Me Do BT /Latin 10 Tf 20 30 Td (a) Tj ET")), "a");
}

#[test]
fn forms_that_multiply_meet_a_limit() {
    let mut sheet = Sheet::new();
    let mut inner = sheet.stream("");
    for _ in 0..12 {
        let resources = dictionary! { "XObject" => dictionary! { "F" => inner } };
        let form = dictionary! { "Subtype" => "Form", "Resources" => resources };
        inner = sheet.document.add_object(Stream::new(form, b"/F Do ".repeat(10)));
    }
    sheet.resource("XObject", "F", inner);
    let limits = Limits { total_stream_bytes: 1 << 20, ..Limits::default() };
    assert_eq!(kind(read_bytes(&bytes(sheet.document(b"/F Do")), &limits)), FailureKind::LimitExceeded);
}

#[test]
fn a_page_tree_in_circles_ends() {
    let mut document = Sheet::new().document(b"BT /Latin 10 Tf 20 30 Td (a) Tj ET");
    let root =
        document.catalog().and_then(|c| c.get(b"Pages")).and_then(Object::as_reference).expect("pages");
    let pages = document.get_dictionary_mut(root).expect("pages");
    let kids = pages.get_mut(b"Kids").and_then(Object::as_array_mut).expect("kids");
    kids.push(root.into());
    let page = read_bytes(&bytes(document), &Limits::default()).expect("readable");
    assert_eq!(text(&page), "a");
}

fn zipped(content: &[u8]) -> Vec<u8> {
    let mut stream = Stream::new(dictionary! {}, content.to_vec());
    stream.compress().expect("compressible");
    stream.content
}

#[test]
fn a_bomb_in_two_layers_meets_the_limit() {
    let bomb = zipped(&zipped(&vec![b' '; 1 << 24]));
    let mut sheet = Sheet::new();
    let name = Object::Name(b"FlateDecode".to_vec());
    let content = Stream::new(dictionary! { "Filter" => vec![name.clone(), name] }, bomb);
    let content = sheet.document.add_object(content);
    let mut document = sheet.document(b"");
    let page = document.page_iter().next().expect("a page");
    document.get_dictionary_mut(page).expect("a page").set("Contents", content);
    let limits = Limits { stream_bytes: 1 << 20, ..Limits::default() };
    let failure = read_bytes(&bytes(document), &limits).expect_err("a bomb");
    assert_eq!(failure.kind, FailureKind::LimitExceeded);
    assert!(
        failure.detail.contains("stream_bytes") && failure.detail.contains("1048576"),
        "{}",
        failure.detail
    );
}

#[test]
fn limits_name_themselves() {
    let bytes = bytes(
        Sheet::new().document(b"10 20 m 90 20 l S 10 40 m 90 40 l S BT /Latin 10 Tf 20 30 Td (abc) Tj ET"),
    );
    let cases = [
        ("glyphs", Limits { glyphs: 2, ..Limits::default() }),
        ("rulings", Limits { rulings: 1, ..Limits::default() }),
        ("pages", Limits { pages: 0, ..Limits::default() }),
        ("file_bytes", Limits { file_bytes: 10, ..Limits::default() }),
        ("total_stream_bytes", Limits { total_stream_bytes: 10, ..Limits::default() }),
    ];
    for (name, limits) in cases {
        let failure = read_bytes(&bytes, &limits).expect_err(name);
        assert_eq!(failure.kind, FailureKind::LimitExceeded);
        assert!(failure.detail.contains(name), "{}", failure.detail);
    }
}

#[test]
fn scans_are_told_from_empty_pages() {
    let scan = |stamp: &str| {
        let mut sheet = Sheet::new();
        let image = dictionary! {
            "Subtype" => "Image", "Width" => 1, "Height" => 1, "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray",
        };
        let image = sheet.document.add_object(Stream::new(image, vec![0]));
        sheet.resource("XObject", "Scan", image);
        sheet.read(&format!("q 200 0 0 100 0 0 cm /Scan Do Q BT /Latin 10 Tf 20 30 Td ({stamp}) Tj ET"))
    };
    for stamp in ["", "Scanned"] {
        let failure = scan(stamp).expect_err("a scan");
        assert_eq!(failure.kind, FailureKind::NoText);
        assert!(failure.detail.contains("OCR"), "{}", failure.detail);
    }
    let layer = "ATextLayerHasMoreLettersThanAStamp";
    assert_eq!(text(&scan(layer).expect("text")), layer);
    assert_eq!(kind(Sheet::new().read("")), FailureKind::NoText);
}

fn encrypted(user_password: &str, aes: bool) -> Vec<u8> {
    let mut document = Sheet::new().document(b"BT /Latin 10 Tf 20 30 Td (secret) Tj ET");
    let id = Object::String(b"0123456789abcdef".to_vec(), StringFormat::Literal);
    document.trailer.set("ID", vec![id.clone(), id]);
    let permissions = Permissions::all();
    let key = [7; 32];
    let filters = || {
        let filter: std::sync::Arc<dyn lopdf::encryption::crypt_filters::CryptFilter> =
            std::sync::Arc::new(lopdf::encryption::crypt_filters::Aes256CryptFilter);
        std::collections::BTreeMap::from([(b"StdCF".to_vec(), filter)])
    };
    let version = if aes {
        EncryptionVersion::V5 {
            encrypt_metadata: true,
            crypt_filters: filters(),
            file_encryption_key: &key,
            stream_filter: b"StdCF".to_vec(),
            string_filter: b"StdCF".to_vec(),
            owner_password: "owner",
            user_password,
            permissions,
        }
    } else {
        EncryptionVersion::V2 {
            document: &document,
            owner_password: "owner",
            user_password,
            key_length: 128,
            permissions,
        }
    };
    let state = EncryptionState::try_from(version).expect("a state");
    document.encrypt(&state).expect("encryption");
    bytes(document)
}

#[test]
fn files_with_an_empty_password_open_and_others_say_why_not() {
    for aes in [false, true] {
        let page = read_bytes(&encrypted("", aes), &Limits::default()).expect("readable");
        assert_eq!(text(&page), "secret");
        let failure = read_bytes(&encrypted("user", aes), &Limits::default()).expect_err("closed");
        assert_eq!(failure.kind, FailureKind::Encrypted);
        assert!(failure.detail.contains("password"), "{}", failure.detail);
    }
}

#[test]
fn a_page_is_read_where_only_attached_files_are_encrypted() {
    let closed = |filter: &str| {
        let mut document = Sheet::new().document(b"BT /Latin 10 Tf 20 30 Td (open) Tj ET");
        let noise = || Object::String(vec![7; 48], StringFormat::Hexadecimal);
        let encrypt = document.add_object(dictionary! {
            "Filter" => "Standard", "V" => 5, "R" => 6, "Length" => 256, "P" => -4,
            "O" => noise(), "U" => noise(), "OE" => noise(), "UE" => noise(), "Perms" => noise(),
            "CF" => dictionary! { "StdCF" => dictionary! { "CFM" => "AESV3", "Length" => 32 } },
            "StmF" => filter, "StrF" => filter, "EFF" => "StdCF",
        });
        document.trailer.set("Encrypt", encrypt);
        read_bytes(&bytes(document), &Limits::default())
    };
    assert_eq!(text(&closed("Identity").expect("readable")), "open");
    assert_eq!(kind(closed("StdCF")), FailureKind::Encrypted);
}

#[test]
fn files_without_pages_are_unreadable() {
    for bytes in
        [&b""[..], b"%PDF-1.4", b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj trailer <</Root 1 0 R>>"]
    {
        assert_eq!(kind(read_bytes(bytes, &Limits::default())), FailureKind::Unreadable);
    }
}

#[test]
fn the_second_reader_finds_the_same_page() {
    let mut sheet = Sheet::new();
    sheet.page.set("Rotate", 90);
    sheet.page.set("CropBox", numbers(&[10, 10, 190, 90]));
    let bytes = bytes(sheet.document(b"10 50 m 110 50 l S BT /Latin 10 Tf 20 30 Td (twice) Tj ET"));
    let limits = Limits::default();
    let document = super::super::second::open(&bytes, &limits).expect("readable");
    let objects = super::super::object::Objects::new(&document, &limits);
    let nodes = super::super::pages::list(&objects, &limits).expect("pages");
    let mut interpreter = super::super::interpret::Interpreter::new(&objects, &limits, &nodes[0]);
    let page = interpreter.draw(&nodes[0]).expect("drawn").into_page(1);
    assert_eq!(Ok(page), read_bytes(&bytes, &limits));
}

#[test]
fn damaged_bytes_never_panic() {
    let bytes =
        bytes(Sheet::new().document(b"10 50 m 110 50 l S BT /Latin 10 Tf 20 30 Td [(ab) 5 <6364>] TJ ET"));
    // A fixed pseudo-random sequence: the same damage on every run.
    let mut seed = 1_u64;
    for _ in 0..2000 {
        let mut broken = bytes.clone();
        for _ in 0..4 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = (seed >> 33) as usize % broken.len();
            broken[at] = (seed >> 24) as u8;
        }
        let cut = (seed >> 40) as usize % broken.len();
        let _ = read(&broken, &Limits::default());
        let _ = read(&broken[..cut], &Limits::default());
    }
}
