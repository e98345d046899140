//! PDF.

use super::{Hostile, corpus, cut};
use std::io::Write;

/// A PDF of these objects, numbered from 1; the first is the catalogue. The table of objects is right.
pub fn document(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n", i + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let xref = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    offsets.iter().for_each(|o| out.extend(format!("{o:010} 00000 n \n").bytes()));
    out.extend(
        format!("trailer <</Size {} /Root 1 0 R>>\nstartxref\n{xref}\n%%EOF", objects.len() + 1).bytes(),
    );
    out
}

fn stream(dict: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{dict} /Length {}>> stream\n", bytes.len()).into_bytes();
    out.extend(bytes);
    out.extend(b"\nendstream");
    out
}

fn inflated_to(size: usize) -> Vec<u8> {
    packed(&vec![b' '; size])
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(bytes).expect("in memory");
    out.finish().expect("in memory")
}

/// One page with this content, these resources and more objects from number 5 on.
fn page(resources: &str, content: Vec<u8>, more: &[Vec<u8>]) -> Vec<u8> {
    let page =
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<<{resources}>>/Contents 4 0 R>>");
    let fixed = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec(),
        page.into_bytes(),
        content,
    ];
    document(&[&fixed, more].concat())
}

/// A page of plain text with its font described so.
fn font(described: &str, more: &[Vec<u8>]) -> Vec<u8> {
    page(
        "/Font<</F 5 0 R>>",
        stream("", b"BT /F 12 Tf 50 700 Td (Annual report) Tj ET"),
        &[&[described.as_bytes().to_vec()], more].concat(),
    )
}

pub fn pdf() -> Vec<Hostile> {
    let whole = corpus("pdf/county-2022-libreoffice.pdf");
    let kids = |kids: &str| {
        let objects =
            ["<</Type/Catalog/Pages 2 0 R>>".to_owned(), format!("<</Type/Pages/Count 1/Kids[{kids}]>>")];
        document(&objects.map(String::into_bytes))
    };
    let plain = || stream("", b"BT (x) Tj ET");
    let many: String = "3 0 R ".repeat(600);
    let pages = document(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Count 600/Kids[{many}]>>").into_bytes(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>".to_vec(),
    ]);
    let bomb = stream("/Filter/FlateDecode", &inflated_to(80 << 20));
    let twice = stream("/Filter[/FlateDecode/FlateDecode]", &packed(&inflated_to(80 << 20)));
    let calls_itself =
        stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>", b"/X Do /X Do");
    let wide = "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/W[0 4294967295 500]>>]>>";
    let map = format!(
        "1 begincodespacerange <0000> <FFFF> endcodespacerange {} ",
        "1 beginbfrange <0000> <FFFF> <0000> endbfrange ".repeat(5000)
    );
    let mapped = "<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2>>]>>";
    let turned = String::from_utf8_lossy(&page("", plain(), &[])).replace("xref\n0", "xrfe\n0").into_bytes();
    let prev = String::from_utf8_lossy(&page("", plain(), &[])).replace("/Size", "/Prev 9/Size").into_bytes();
    let locked = |encrypt: &str| {
        let simple =
            font("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", &[b"<</Filter/Unknown/V 9>>".to_vec()]);
        String::from_utf8_lossy(&simple).replace("/Size", &format!("/Encrypt {encrypt}/Size")).into_bytes()
    };
    [
        ("header-only.pdf", b"%PDF-1.7\n".to_vec(), "unreadable"),
        ("cut-10.pdf", cut(&whole, 10), "unreadable"),
        ("cut-90.pdf", cut(&whole, 90), "unreadable"),
        ("arrays.pdf", [b"%PDF-1.7\n1 0 obj ".to_vec(), b"[".repeat(100_000)].concat(), "unreadable"),
        (
            "dictionaries.pdf",
            [b"%PDF-1.7\n1 0 obj ".to_vec(), b"<</A ".repeat(100_000)].concat(),
            "unreadable",
        ),
        ("tree-in-circles.pdf", kids("2 0 R"), "unreadable"),
        ("tree-of-nothing.pdf", kids("7 0 R 8 0 R"), "unreadable"),
        ("tree-of-600.pdf", pages, "no_text"),
        ("bomb.pdf", page("", bomb, &[]), "limit_exceeded"),
        ("bomb-in-bomb.pdf", page("", twice, &[]), "limit_exceeded"),
        (
            "form-in-itself.pdf",
            page("/XObject<</X 5 0 R>>", stream("", b"/X Do"), &[calls_itself]),
            "no_text",
        ),
        ("states.pdf", page("", stream("", &b"q ".repeat(300_000)), &[]), "no_text"),
        ("operands.pdf", page("", stream("", &b"1 ".repeat(300_000)), &[]), "no_text"),
        ("strings.pdf", page("", stream("", &b"(".repeat(300_000)), &[]), "no_text"),
        (
            "numbers.pdf",
            page("", stream("", b"1e999 -1e999 99999999999999999999 0 0 0 cm 0 0 1e39 1e39 re f"), &[]),
            "no_text",
        ),
        ("widths.pdf", font(wide, &[]), "no_text"),
        ("map.pdf", font(mapped, &[stream("", map.as_bytes())]), "not_a_report"),
        ("table-misspelt.pdf", turned, "no_text"),
        ("table-in-circles.pdf", prev, "no_text"),
        ("locked-in-trailer.pdf", locked("<</Filter/Unknown/V 9>>"), "encrypted"),
        ("locked-in-object.pdf", locked("6 0 R"), "encrypted"),
    ]
    .into_iter()
    .map(|(name, bytes, outcome)| Hostile::new(name, bytes, outcome))
    .collect()
}
