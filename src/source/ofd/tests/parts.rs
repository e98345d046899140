use super::*;

fn plain(text: &str) -> String {
    words("", "X=\"0\" Y=\"3\"", text)
}

fn content(object: &str) -> String {
    format!("<ofd:Content><ofd:Layer>{object}</ofd:Layer></ofd:Content>")
}

#[test]
fn parts_are_found_however_their_places_are_written() {
    let page = page(&plain("文"));
    let base = |place: &str| document("").replace("P/Content.xml", place);
    for (entry_name, root, place, page_name) in [
        ("OFD.xml", "Doc_0/Document.xml", "P/Content.xml", "Doc_0/P/Content.xml"),
        ("/OFD.xml", "/Doc_0/Document.xml", "/Doc_0/P/Content.xml", "/Doc_0/P/Content.xml"),
        ("ofd.xml", "./Doc_0/Document.xml", "Doc_0/P/Content.xml", "Doc_0\\P\\content.xml"),
        ("OFD.xml", "Doc_0/Document.xml", "../Doc_0/P/Content.xml", "Doc_0/P/Content.xml"),
        ("OFD.xml", " Doc_0\\Document.xml\n", "P/Content.xml", "doc_0/P/Content.xml"),
    ] {
        let (entry, document) = (entry(root), base(place));
        let parts = [(entry_name, &*entry), ("Doc_0/Document.xml", &*document), (page_name, &*page)];
        assert_eq!(text(&only_page(&package(&parts))), "文", "{place} in {page_name}");
    }
}

#[test]
fn templates_stand_behind_and_before_the_page() {
    let template = |id: &str| format!("<ofd:TemplatePage ID=\"{id}\" BaseLoc=\"T{id}.xml\"/>");
    let part = |what: &str| {
        format!("<ofd:Page {OFD}><ofd:Template TemplateID=\"5\"/>{}</ofd:Page>", content(&plain(what)))
    };
    let page = format!(
        "<ofd:Page {OFD}><ofd:Template TemplateID=\"6\" ZOrder=\"Foreground\"/><ofd:Template TemplateID=\"5\"/>{}</ofd:Page>",
        content(&plain("中"))
    );
    let (entry, document) = (entry("D/Document.xml"), document(&(template("5") + &template("6"))));
    let (back, front) = (part("后"), part("前"));
    let parts = [
        ("OFD.xml", &*entry),
        ("D/Document.xml", &*document),
        ("D/P/Content.xml", &*page),
        ("D/T5.xml", &*back),
        ("D/T6.xml", &*front),
    ];
    assert_eq!(text(&only_page(&package(&parts))), "后中前");
}

#[test]
fn composite_units_are_drawn_where_they_are_placed() {
    let res = format!(
        "<ofd:Res {OFD}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID=\"4\" Width=\"9\" Height=\"9\">\
         <ofd:Content>{}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>",
        plain("件")
    );
    let placed =
        "<ofd:PageBlock><ofd:CompositeObject ResourceID=\"4\" Boundary=\"20 30 9 9\"/></ofd:PageBlock>";
    let more = [("Doc_0/Res.xml", &*res)];
    let page = only_page(&bytes("<ofd:DocumentRes>Res.xml</ofd:DocumentRes>", placed, &more));
    assert_eq!((text(&page), page.glyphs[0].bbox.left.round()), ("件".to_owned(), 85.0));
}

#[test]
fn typed_annotations_are_printed_and_watermarks_are_not() {
    let note = |kind: &str, more: &str, what: &str| {
        format!(
            "<ofd:Annot Type=\"{kind}\" {more}><ofd:Appearance Boundary=\"0 0 9 9\">{}</ofd:Appearance></ofd:Annot>",
            plain(what)
        )
    };
    let notes =
        note("Path", "", "批") + &note("Watermark", "", "水") + &note("Path", "Visible=\"false\"", "藏");
    let notes = format!("<ofd:PageAnnot {OFD}>{notes}</ofd:PageAnnot>");
    let list = format!(
        "<ofd:Annotations {OFD}><ofd:Page PageID=\"1\"><ofd:FileLoc>N.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>"
    );
    let document = document("")
        .replace("</ofd:Document>", "<ofd:Annotations>A/List.xml</ofd:Annotations></ofd:Document>");
    let (entry, page) = (entry("D/Document.xml"), page(&plain("文")));
    let parts = [
        ("OFD.xml", &*entry),
        ("D/Document.xml", &*document),
        ("D/P/Content.xml", &*page),
        ("D/A/List.xml", &*list),
        ("D/A/N.xml", &*notes),
    ];
    assert_eq!(text(&only_page(&package(&parts))), "文批");
}

#[test]
fn the_current_version_and_all_documents_are_read() {
    let body = |root: &str, versions: &str| {
        format!("<ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot>{versions}</ofd:DocBody>")
    };
    let versions = "<ofd:Versions><ofd:Version Current=\"false\" BaseLoc=\"V/No.xml\"/>\
                    <ofd:Version Current=\"true\" BaseLoc=\"V/V1.xml\"/></ofd:Versions>";
    let entry = format!("<ofd:OFD {OFD}>{}{}</ofd:OFD>", body("Old.xml", versions), body("B/D.xml", ""));
    let version = format!("<ofd:DocVersion {OFD}><ofd:DocRoot>/A/D.xml</ofd:DocRoot></ofd:DocVersion>");
    let (document, new, other) = (document(""), page(&plain("新")), page(&plain("另")));
    let parts = [
        ("OFD.xml", &*entry),
        ("V/V1.xml", &*version),
        ("A/D.xml", &*document),
        ("A/P/Content.xml", &*new),
        ("B/D.xml", &*document),
        ("B/P/Content.xml", &*other),
    ];
    let pages = pages(&package(&parts));
    assert_eq!(
        pages.iter().map(|p| (p.number, text(p))).collect::<Vec<_>>(),
        [(1, "新".into()), (2, "另".into())]
    );
}

#[test]
fn a_page_has_its_own_area_and_origin() {
    let area = "<ofd:Area><ofd:PhysicalBox>5 5 50 50</ofd:PhysicalBox></ofd:Area>";
    let page = format!("<ofd:Page {OFD}>{area}{}</ofd:Page>", content(&plain("文")));
    let (entry, document) = (entry("D.xml"), document(""));
    let page = only_page(&package(&[("OFD.xml", &entry), ("D.xml", &document), ("P/Content.xml", &page)]));
    assert_eq!((page.width.round(), page.glyphs[0].bbox.left.round()), (142.0, 14.0));
}

#[test]
fn characters_that_are_no_unicode_are_told_by_the_fonts_glyphs() {
    let res = format!(
        "<ofd:Res {OFD} BaseLoc=\"Res\"><ofd:Fonts><ofd:Font ID=\"3\" FontName=\"F\"><ofd:FontFile>f.ttf\
         </ofd:FontFile></ofd:Font></ofd:Fonts></ofd:Res>"
    );
    let transform = "<ofd:CGTransform CodePosition=\"1\" CodeCount=\"2\" GlyphCount=\"2\"><ofd:Glyphs>1 2</ofd:Glyphs></ofd:CGTransform>";
    let object = words("Font=\"3\"", "X=\"0\" Y=\"3\"", "共\u{E001}\u{E002}").replacen(
        "<ofd:TextCode",
        &format!("{transform}<ofd:TextCode"),
        1,
    );
    let (entry, document, page) =
        (entry("D/Document.xml"), document("<ofd:PublicRes>Res.xml</ofd:PublicRes>"), page(&object));
    let font = font_of(&['3', '件']);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 5] = [
        ("OFD.xml", entry.as_bytes()),
        ("D/Document.xml", document.as_bytes()),
        ("D/P/Content.xml", page.as_bytes()),
        ("D/Res.xml", res.as_bytes()),
        ("D/Res/f.ttf", &font),
    ];
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a new part");
        zip.write_all(bytes).expect("a part in memory");
    }
    let bytes = zip.finish().expect("a finished archive").into_inner();
    assert_eq!(text(&only_page(&bytes)), "共3件");
}

/// A TrueType program with nothing but a character map, of one segment a character; glyphs count from 1.
fn font_of(characters: &[char]) -> Vec<u8> {
    let segments = characters.len() as u16 + 1;
    let mut codes: Vec<u16> = characters.iter().map(|c| *c as u16).collect();
    codes.push(0xFFFF);
    let mut table: Vec<u16> = vec![4, 16 + 8 * segments, 0, 2 * segments, 0, 0, 0];
    table.extend(&codes);
    table.push(0);
    table.extend(&codes);
    table.extend(codes.iter().zip(1_u16..).map(|(code, glyph)| glyph.wrapping_sub(*code)));
    table.extend(codes.iter().map(|_| 0));
    let mut cmap: Vec<u16> = vec![0, 1, 3, 1, 0, 12];
    cmap.extend(table);
    let cmap: Vec<u8> = cmap.into_iter().flat_map(u16::to_be_bytes).collect();
    let mut out = vec![0, 1, 0, 0, 0, 1, 0, 16, 0, 0, 0, 0];
    out.extend(b"cmap\0\0\0\0");
    out.extend(28_u32.to_be_bytes());
    out.extend((cmap.len() as u32).to_be_bytes());
    out.extend(cmap);
    out
}
