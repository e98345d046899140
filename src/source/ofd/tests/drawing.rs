use super::*;

/// Left edges of all glyphs in whole points.
fn lefts(page: &Page) -> Vec<i32> {
    page.glyphs.iter().map(|g| g.bbox.left.round() as i32).collect()
}

#[test]
fn characters_stand_where_their_offsets_put_them() {
    let page = shown(&words("", "X=\"0\" Y=\"3\" DeltaX=\"g 2 3.5278 7.0556\"", "共31件"));
    assert_eq!((page.number, page.width.round(), page.height.round()), (1, 283.0, 567.0));
    assert_eq!(text(&page), "共31件");
    assert_eq!(lefts(&page), [28, 38, 48, 68]);
    let first = &page.glyphs[0];
    assert_eq!((first.size.round(), first.direction), (10.0, Direction::Right));
    // The base line is at 13 mm, 36.85 pt; a glyph reaches from 0.88 em above to 0.12 em below it.
    assert_eq!((first.bbox.top.round(), first.bbox.bottom.round()), (28.0, 38.0));
    assert_eq!(first.bbox.width().round(), 10.0);
}

#[test]
fn without_offsets_characters_follow_each_other() {
    assert_eq!(lefts(&shown(&words("", "X=\"0\" Y=\"3\"", "共31件"))), [28, 38, 43, 48]);
    assert_eq!(lefts(&shown(&words("HScale=\"0.5\"", "X=\"0\" Y=\"3\"", "共件"))), [28, 33]);
}

#[test]
fn a_map_scales_and_moves_the_text() {
    let code = "<ofd:TextCode X=\"0\" Y=\"0\" DeltaX=\"1\">共件</ofd:TextCode>";
    let object = format!(
        "<ofd:TextObject Boundary=\"10 10 50 5\" Size=\"1\" CTM=\"3.5278 0 0 3.5278 1 2\">{code}</ofd:TextObject>"
    );
    let page = shown(&object);
    assert_eq!((lefts(&page), page.glyphs[0].size.round()), (vec![31, 41], 10.0));
}

#[test]
fn columns_run_down_and_later_codes_start_where_they_say() {
    let page = shown(&words("", "X=\"0\" Y=\"3\" DeltaY=\"3.5278\"", "申请"));
    assert!(page.glyphs.iter().all(|g| g.direction == Direction::Down));
    assert_eq!(lefts(&page), [28, 28]);
    let two = "<ofd:TextObject Boundary=\"0 0 9 9\" Size=\"3.5278\"><ofd:TextCode X=\"10\" Y=\"5\">上</ofd:TextCode>\
               <ofd:TextCode Y=\"15\">下</ofd:TextCode></ofd:TextObject>";
    let page = shown(two);
    assert_eq!(lefts(&page), [28, 28]);
    assert_eq!((page.glyphs[1].bbox.top - page.glyphs[0].bbox.top).round(), 28.0);
}

#[test]
fn pieces_of_a_line_that_are_stretched_over_it_follow_each_other() {
    let piece = |text: &str, step: f64| words("", &format!("X=\"0\" Y=\"3\" DeltaX=\"g 9 {step}\""), text);
    let page = shown(&(piece("归云乡", 16.667) + &piece("2023", 12.5) + &piece("年度", 25.0)));
    assert_eq!(text(&page), "归云乡2023年度");
    // Seven ems of 50 mm: ideographs have one, digits half of one.
    assert_eq!(lefts(&page), [28, 49, 69, 89, 99, 109, 119, 130, 150]);
    // Text that is not stretched over its box stays where it is.
    assert_eq!(lefts(&shown(&(piece("共", 3.5278) + &piece("件", 7.0)))), [28, 28]);
}

#[test]
fn line_breaks_of_the_file_are_not_text_but_spaces_are() {
    assert_eq!(text(&shown(&words("", "X=\"0\" Y=\"3\"", "\n    共件\n  "))), "共件");
    assert_eq!(text(&shown(&words("", "X=\"0\" Y=\"3\"", "共 件"))), "共 件");
    assert_eq!(text(&shown(&words("", "X=\"0\" Y=\"3\"", "&lt;&#x5171;&gt;"))), "<共>");
}

#[test]
fn hidden_objects_and_slanted_text_are_no_text() {
    let watermark = words("CTM=\"0.7 0.7 -0.7 0.7 0 0\"", "X=\"0\" Y=\"3\"", "草稿");
    let hidden = words("Visible=\"false\"", "X=\"0\" Y=\"3\"", "藏");
    assert_eq!(text(&shown(&(watermark + &hidden + &words("", "X=\"0\" Y=\"3\"", "文")))), "文");
}

#[test]
fn strokes_and_thin_areas_are_rulings() {
    let stroke = line("", "", "M 10 20 L 60 20");
    let thin = line("Fill=\"true\" Stroke=\"false\"", "", "M 10 30 L 10.2 30 L 10.2 90 L 10 90 C");
    let white = line("", "<ofd:StrokeColor Value=\"255 255 255\"/>", "M 10 40 L 60 40");
    let clear = line("", "<ofd:StrokeColor Value=\"0 0 0\" Alpha=\"0\"/>", "M 10 50 L 60 50");
    let unpainted = line("Stroke=\"false\"", "", "M 10 60 L 60 60");
    let page = shown(&(words("", "X=\"0\" Y=\"3\"", "文") + &stroke + &thin + &white + &clear + &unpainted));
    let rounded = |r: &crate::model::Ruling| (r.axis, r.at.round(), r.from.round(), r.to.round());
    assert_eq!(
        page.rulings.iter().map(rounded).collect::<Vec<_>>(),
        [(Axis::Horizontal, 57.0, 28.0, 170.0), (Axis::Vertical, 29.0, 85.0, 255.0)]
    );
}

#[test]
fn a_boundary_cuts_paths_and_a_box_is_four_rulings() {
    let words = words("", "X=\"0\" Y=\"3\"", "文");
    let cut = "<ofd:PathObject Boundary=\"10 20 50 0\"><ofd:AbbreviatedData>M 0 0 L 500 0</ofd:AbbreviatedData>\
               </ofd:PathObject>";
    let page = shown(&(words.clone() + cut));
    assert_eq!(page.rulings.iter().map(|r| r.to.round()).collect::<Vec<_>>(), [171.0]);
    assert_eq!(shown(&(words + &line("", "", "M 1 1 L 9 1 L 9 9 L 1 9 C"))).rulings.len(), 4);
}

#[test]
fn drawing_parameters_come_from_object_parameter_and_layer() {
    let res = format!(
        "<ofd:Res {OFD}><ofd:DrawParams><ofd:DrawParam ID=\"7\" Relative=\"8\"/><ofd:DrawParam ID=\"8\">\
         <ofd:StrokeColor Value=\"#FF #ff 255\"/></ofd:DrawParam><ofd:DrawParam ID=\"9\" Relative=\"9\"/>\
         </ofd:DrawParams></ofd:Res>"
    );
    let objects = words("", "X=\"0\" Y=\"3\"", "文")
        + &line("DrawParam=\"7\"", "", "M 10 20 L 60 20")
        + &line("DrawParam=\"9\"", "", "M 10 30 L 60 30");
    let page =
        only_page(&bytes("<ofd:PublicRes>Res.xml</ofd:PublicRes>", &objects, &[("Doc_0/Res.xml", &res)]));
    assert_eq!(page.rulings.iter().map(|r| r.at.round()).collect::<Vec<_>>(), [85.0]);
}
