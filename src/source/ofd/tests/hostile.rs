use super::*;

fn plain() -> String {
    words("", "X=\"0\" Y=\"3\"", "文")
}

#[test]
fn bombs_and_towers_are_refused() {
    let padding = " ".repeat(2_000_000);
    assert!(failure(&bytes("", &(plain() + &padding), &[])).1.contains("zip_ratio"));
    let tower = format!("{}{}", "<ofd:PageBlock>".repeat(200), "</ofd:PageBlock>".repeat(200));
    assert!(failure(&bytes("", &tower, &[])).1.contains("xml_depth"));
}

#[test]
fn runs_of_offsets_cost_no_more_than_their_characters() {
    let object =
        words("", "X=\"0\" Y=\"3\" DeltaX=\"g 1000000000 3.5\" DeltaY=\"g 18446744073709551616 0\"", "三一");
    assert_eq!(text(&shown(&object)), "三一");
}

#[test]
fn numbers_beyond_all_measure_are_no_glyphs() {
    let size = plain().replace("3.5278", "1e300");
    let place = words("", "X=\"1e308\" Y=\"-1e308\" DeltaX=\"1e308\"", "远处");
    let map = words("CTM=\"1e200 0 0 1e200 1e300 0\"", "X=\"0\" Y=\"3\"", "图");
    let path = line("LineWidth=\"1e300\"", "", "M 1e308 0 L -1e308 0 B 1e39 1e39 NaN 2 3 4 inf");
    assert_eq!(text(&shown(&(size + &place + &map + &path + &plain()))), "文");
}

#[test]
fn units_inside_themselves_and_towers_of_units_end() {
    let unit = |id: usize, inner: usize| {
        let object = format!("<ofd:CompositeObject ResourceID=\"{inner}\" Boundary=\"0 0 9 9\"/>");
        format!(
            "<ofd:CompositeGraphicUnit ID=\"{id}\"><ofd:Content>{}</ofd:Content></ofd:CompositeGraphicUnit>",
            object.repeat(40)
        )
    };
    let res = |units: String| {
        format!("<ofd:Res {OFD}><ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits></ofd:Res>")
    };
    let common = "<ofd:PublicRes>R.xml</ofd:PublicRes>";
    let placed = plain() + "<ofd:CompositeObject ResourceID=\"0\" Boundary=\"0 0 9 9\"/>";
    let cycle = res(unit(0, 1) + &unit(1, 0));
    assert_eq!(text(&only_page(&bytes(common, &placed, &[("Doc_0/R.xml", &cycle)]))), "文");
    // Forty to the power of ten objects.
    let tower = res((0..10).map(|n| unit(n, n + 1)).collect());
    let limits = Limits { total_stream_bytes: 1 << 20, ..Limits::default() };
    let failed = read(&bytes(common, &placed, &[("Doc_0/R.xml", &tower)]), &limits);
    assert_eq!(failed.map_err(|f| f.kind), Err(FailureKind::LimitExceeded));
}

#[test]
fn limits_hold_for_glyphs_rulings_pages_and_elements() {
    let objects = (0..30).map(|n| line("", "", &format!("M 0 {n} L 90 {n}"))).collect::<String>();
    let objects = objects + &words("", "X=\"0\" Y=\"3\"", "一二三四五六七八九");
    let file = bytes("", &objects, &[]);
    for (limits, name) in [
        (Limits { glyphs: 8, ..Limits::default() }, "glyphs"),
        (Limits { rulings: 20, ..Limits::default() }, "rulings"),
        (Limits { pages: 0, ..Limits::default() }, "pages"),
        (Limits { xml_elements: 20, ..Limits::default() }, "xml_elements"),
        (Limits { zip_entries: 2, ..Limits::default() }, "zip_entries"),
        (Limits { stream_bytes: 300, ..Limits::default() }, "stream_bytes"),
    ] {
        let failed = read(&file, &limits).expect_err(name);
        assert_eq!(failed.kind, FailureKind::LimitExceeded);
        assert!(failed.detail.contains(name), "{} names {name}", failed.detail);
    }
}

#[test]
fn entities_of_its_own_are_refused() {
    let page = page(&words("", "X=\"0\" Y=\"3\"", "&x;"));
    let page = format!("<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>{page}");
    let (entry, document) = (entry("D.xml"), document(""));
    let parts = [("OFD.xml", &*entry), ("D.xml", &*document), ("P/Content.xml", &*page)];
    assert_eq!(failure(&package(&parts)).0, FailureKind::Unreadable);
}

#[test]
fn damage_is_told_wherever_the_file_is_cut() {
    let whole = bytes("", &plain(), &[]);
    for length in (4..whole.len()).step_by(whole.len() / 40) {
        let cut = whole.get(..length).unwrap_or_default();
        assert_eq!(failure(cut).0, FailureKind::Unreadable, "cut at {length}");
    }
    let entry = entry("D.xml");
    assert_eq!(failure(&package(&[("OFD.xml", &entry)])).0, FailureKind::Unreadable);
    let document = document("");
    let without_page = package(&[("OFD.xml", &*entry), ("D.xml", &*document)]);
    assert_eq!(failure(&without_page).0, FailureKind::Unreadable);
}

#[test]
fn sizes_that_lie_are_not_believed() {
    let whole = bytes("", &plain(), &[]);
    // The sizes stand 20 bytes behind the start of each entry of the central directory.
    let entries: Vec<usize> =
        whole.windows(4).enumerate().filter(|(_, w)| *w == b"PK\x01\x02").map(|(at, _)| at).collect();
    assert_eq!(entries.len(), 3);
    for (offset, size) in [(20, 1_u32), (20, u32::MAX - 1), (24, 3), (24, u32::MAX - 1)] {
        let mut lying = whole.clone();
        for at in &entries {
            lying.splice(at + offset..at + offset + 4, size.to_le_bytes());
        }
        match read(&lying, &Limits::default()) {
            Ok(Content::Pages(pages)) => assert_eq!(text(&pages[0]), "文"),
            Ok(other) => panic!("{other:?}"),
            Err(failed) => assert_eq!(failed.kind, FailureKind::Unreadable),
        }
    }
}

#[test]
fn scans_and_enciphered_documents_say_so() {
    let scan = "<ofd:ImageObject Boundary=\"0 0 100 200\" CTM=\"100 0 0 200 0 0\" ResourceID=\"9\"/>";
    assert_eq!(failure(&bytes("", scan, &[])).0, FailureKind::NoText);
    assert_eq!(failure(&bytes("", &plain(), &[("Encryptions.xml", "<a/>")])).0, FailureKind::Encrypted);
}
