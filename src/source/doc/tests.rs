use super::*;
use crate::model::Block;
use std::io::Write;

mod hostile;

/// One paragraph of a made document: its text with the mark that ends it, and its modifications.
struct Made(&'static str, Vec<u8>);

/// How the text is stored.
#[derive(Clone, Copy, PartialEq)]
enum Stored {
    Utf16,
    Gbk,
}

/// Where the text of a made document stands in the main stream, behind two property pages.
const TEXT: usize = 3 * 512;

fn put(into: &mut [u8], at: usize, bytes: &[u8]) {
    into[at..at + bytes.len()].copy_from_slice(bytes);
}

fn le32(n: usize) -> [u8; 4] {
    u32::try_from(n).expect("small").to_le_bytes()
}

fn encode(text: &str, stored: Stored) -> Vec<u8> {
    match stored {
        Stored::Utf16 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Stored::Gbk => encoding_rs::GBK.encode(text).0.into_owned(),
    }
}

/// A page of runs: offsets, their places, their modifications from the end upwards.
fn page(runs: &[(usize, usize, Vec<u8>)], step: usize, length_of: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut page = vec![0; 512];
    page[511] = u8::try_from(runs.len()).expect("few runs");
    let mut end = 510;
    for (n, (from, to, list)) in runs.iter().enumerate() {
        put(&mut page, 4 * n, &le32(*from));
        put(&mut page, 4 * n + 4, &le32(*to));
        let list = length_of(list);
        end = (end - list.len()) & !1;
        put(&mut page, end, &list);
        page[4 * (runs.len() + 1) + step * n] = u8::try_from(end / 2).expect("within a page");
    }
    page
}

fn paragraph_list(list: &[u8]) -> Vec<u8> {
    let mut words = vec![0, 0];
    words.extend_from_slice(list);
    words.resize(words.len().next_multiple_of(2), 0);
    [vec![0, u8::try_from(words.len() / 2).expect("short")], words].concat()
}

/// A whole document; `hidden` are text positions of characters that are not shown.
fn document(made: &[Made], stored: Stored, hidden: std::ops::Range<usize>) -> Vec<u8> {
    with_look(made, stored, hidden, &[0x3C, 0x08, 1], 0)
}

/// A document in which a range of characters has a look, and whose last paragraphs are the text of a text box
/// tied to the sign of a shape.
fn with_look(
    made: &[Made],
    stored: Stored,
    range: std::ops::Range<usize>,
    look: &[u8],
    boxed: usize,
) -> Vec<u8> {
    let (mut main, mut runs) = (vec![0; TEXT], Vec::new());
    for Made(text, list) in made {
        let from = main.len();
        main.extend(encode(text, stored));
        runs.push((from, main.len(), list.clone()));
    }
    let width = if stored == Stored::Utf16 { 2 } else { 1 };
    let count = (main.len() - TEXT) / width;
    put(&mut main, 512, &page(&runs, 13, paragraph_list));
    let at = |n| TEXT + width * n;
    let looks = vec![(at(range.start), at(range.end), look.to_vec())];
    put(&mut main, 1024, &page(&looks, 1, |list| [vec![3], list.to_vec()].concat()));
    let compressed = if stored == Stored::Gbk { 0x4000_0000 + 2 * TEXT } else { TEXT };
    let pieces = [&[2][..], &le32(16), &le32(0), &le32(count), &[0, 0], &le32(compressed), &[0, 0]].concat();
    let index = |page: usize| [le32(TEXT), le32(main.len()), le32(page)].concat();
    let definition = list_definition();
    let box_text: usize = made.iter().rev().take(boxed).map(|m| m.0.chars().count()).sum();
    let text: String = made.iter().map(|m| m.0).collect();
    let anchor = text.chars().position(|c| c == '\u{8}').unwrap_or(0);
    let (anchors, texts) = box_lists(anchor, count, box_text);
    let table = [pieces.clone(), index(1), index(2), definition.clone(), one_list(), anchors, texts].concat();
    put(&mut main, 0, &[0xEC, 0xA5, 0xC1, 0x00, 0, 0, 0x04, 0x08]);
    put(&mut main, 0x4C, &le32(count - box_text));
    put(&mut main, 0x64, &le32(box_text));
    let lists = pieces.len() + 24;
    let parts = [(33, 0, pieces.len()), (13, pieces.len(), 12), (12, pieces.len() + 12, 12)];
    let boxes = lists + definition.len() + one_list().len();
    let more = [(73, lists, 30), (74, lists + definition.len(), 20), (40, boxes, 34), (56, boxes + 34, 30)];
    for (n, from, length) in parts.into_iter().chain(more) {
        put(&mut main, 0x9A + 8 * n, &[le32(from), le32(length)].concat());
    }
    container(&[("/WordDocument", &main), ("/0Table", &table)])
}

/// The list of one anchored shape, and that of the text of the same shape.
fn box_lists(anchor: usize, count: usize, box_text: usize) -> (Vec<u8>, Vec<u8>) {
    const SHAPE: usize = 1025;
    let anchors = [&le32(anchor)[..], &le32(count), &le32(SHAPE), &[0; 22]].concat();
    let texts = [&le32(0)[..], &le32(box_text), &[0; 14], &le32(SHAPE), &[0; 4]].concat();
    (anchors, texts)
}

/// One definition with one level, whose numbers read `一、`.
fn list_definition() -> Vec<u8> {
    let (mut head, mut level) = (vec![0; 28], vec![0; 28]);
    put(&mut head, 0, &le32(7));
    head[26] = 1;
    put(&mut level, 0, &le32(1));
    level[4] = 0x27;
    [vec![1, 0], head, level, vec![2, 0, 0, 0], encode("、", Stored::Utf16)].concat()
}

/// One list of that definition.
fn one_list() -> Vec<u8> {
    [&le32(1)[..], &le32(7), &[0; 12], &[0xFF; 4]].concat()
}

fn container(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
    for (name, bytes) in streams {
        file.create_stream(name).and_then(|mut s| s.write_all(bytes)).expect("in memory");
    }
    file.into_inner().into_inner()
}

fn show(bytes: &[u8]) -> Vec<String> {
    let cell = |c: &crate::model::RawCell| format!("{}@{:?},{:?}", c.text, c.rows, c.cols);
    let block = |b| match b {
        Block::Line(line) => line.text,
        Block::Table(t) => t.cells.iter().map(cell).collect::<Vec<_>>().join(" "),
        Block::Picture => "(picture)".to_owned(),
    };
    match read(bytes, &Limits::default()) {
        Ok(Content::Blocks(blocks)) => blocks.into_iter().map(block).collect(),
        other => panic!("no blocks: {other:?}"),
    }
}

fn cell(text: &'static str) -> Made {
    Made(text, vec![0x16, 0x24, 1])
}

/// The mark that ends a row whose cells have the given edges and flags.
fn row_end(edges: &[i16], flags: &[u16]) -> Made {
    let mut operand = vec![u8::try_from(flags.len()).expect("few")];
    operand.extend(edges.iter().flat_map(|e| e.to_le_bytes()));
    for flag in flags {
        operand.extend(flag.to_le_bytes());
        operand.extend([0; 18]);
    }
    let size = u16::try_from(operand.len() + 1).expect("short").to_le_bytes();
    let list = [&[0x16, 0x24, 1, 0x17, 0x24, 1, 0x08, 0xD6][..], &size, &operand].concat();
    Made("\u{7}", list)
}

#[test]
fn text_is_read_from_either_kind_of_piece() {
    for stored in [Stored::Utf16, Stored::Gbk] {
        let made = [Made("一、总体情况\r", vec![]), Made("共12件。\u{B}无\r", vec![])];
        assert_eq!(show(&document(&made, stored, 0..0)), ["一、总体情况", "共12件。", "无"]);
    }
}

#[test]
fn hidden_characters_and_field_instructions_are_left_out() {
    let made = [
        Made("共12件\u{13}PAGE\u{14}5\u{15}页\r", vec![]),
        Made("\u{13}TOC\r", vec![]),
        Made("后\r", vec![]),
    ];
    assert_eq!(show(&document(&made, Stored::Utf16, 1..2)), ["共2件5页", "后"]);
}

#[test]
fn what_is_deleted_crossed_out_or_marks_a_note_is_gone() {
    let made = [Made("共12件7。\r", vec![])];
    // sprmCFRMarkDel, sprmCFStrike, sprmCFDStrike, and sprmCIss with 1 for raised.
    for look in [[0x00, 0x08, 1], [0x37, 0x08, 1], [0x53, 0x2A, 1], [0x48, 0x2A, 1]] {
        let shown = |range| show(&with_look(&made, Stored::Utf16, range, &look, 0));
        assert_eq!(shown(4..5), ["共12件。"], "{look:?}");
    }
    assert_eq!(show(&with_look(&made, Stored::Utf16, 4..5, &[0x48, 0x2A, 2], 0)), ["共12件7。"]);
}

#[test]
fn a_text_box_stands_where_it_is_anchored() {
    let boxed = |made: &[Made]| show(&with_look(made, Stored::Utf16, 0..0, &[0x3C, 0x08, 1], 1));
    let made =
        [Made("前\r", vec![]), Made("\u{8}见框\r", vec![]), Made("后\r", vec![]), Made("框\r", vec![])];
    assert_eq!(boxed(&made), ["前", "见框", "框", "后"]);
    let in_cell = [
        cell("a\u{7}"),
        cell("\u{8}b\u{7}"),
        row_end(&[0, 9, 99], &[0, 0]),
        Made("后\r", vec![]),
        Made("框\r", vec![]),
    ];
    assert_eq!(boxed(&in_cell), ["a@0..1,0..1 框\nb@0..1,1..2", "后"]);
    // One that is tied to nothing comes last.
    let loose = [Made("前\r", vec![]), Made("后\r", vec![]), Made("框\r", vec![])];
    assert_eq!(boxed(&loose), ["前", "后", "框"]);
}

#[test]
fn pictures_are_told_in_their_place() {
    let made = [
        Made("一\r", vec![]),
        Made("\u{1}\r", vec![]),
        cell("a\u{7}"),
        cell("\u{1}\u{7}"),
        row_end(&[0, 9, 99], &[0, 0]),
        Made("二\r", vec![]),
    ];
    let shown = show(&document(&made, Stored::Utf16, 0..0));
    assert_eq!(shown, ["一", "(picture)", "a@0..1,0..1 @0..1,1..2", "(picture)", "二"]);
}

#[test]
fn generated_numbers_are_part_of_the_text() {
    let listed = vec![0x0B, 0x46, 1, 0];
    let made = [Made("甲\r", listed.clone()), Made("文\r", vec![]), Made("乙\r", listed)];
    assert_eq!(show(&document(&made, Stored::Utf16, 0..0)), ["一、甲", "文", "二、乙"]);
}

#[test]
fn rows_share_columns_by_their_edges_and_cells_merge() {
    let made = [
        Made("前\r", vec![]),
        cell("a\u{7}"),
        cell("b\u{7}"),
        // The first cell begins one that goes on below.
        row_end(&[0, 1000, 3000], &[0x60, 0]),
        cell("\u{7}"),
        cell("1\r"),
        cell("2\u{7}"),
        cell("\u{7}"),
        row_end(&[0, 1010, 2000, 3000], &[0x20, 0, 0]),
        Made("后\r", vec![]),
    ];
    let shown = show(&document(&made, Stored::Utf16, 0..0));
    assert_eq!(shown, ["前", "a@0..2,0..1 b@0..1,1..3 1\n2@1..2,1..2 @1..2,2..3", "后"]);
}

#[test]
fn properties_too_long_for_a_page_stand_in_the_data_stream() {
    let Made(text, list) = row_end(&[0, 9, 99], &[0, 0]);
    // sprmPHugePapx: an offset, at which stand the size of the list and the list.
    let at = |offset: usize| {
        let made = [cell("a\u{7}"), cell("b\u{7}"), Made(text, [&[0x46, 0x66][..], &le32(offset)].concat())];
        let mut file =
            cfb::CompoundFile::open(Cursor::new(document(&made, Stored::Utf16, 0..0))).expect("whole");
        let size = u16::try_from(list.len()).expect("short").to_le_bytes();
        let data = [&[0; 4][..], &size, &list].concat();
        file.create_stream("/Data").and_then(|mut s| s.write_all(&data)).expect("in memory");
        file.into_inner().into_inner()
    };
    assert_eq!(show(&at(4)), ["a@0..1,0..1 b@0..1,1..2"]);
    for lie in [1, 5000, 0xFFFF_FFFF] {
        assert_eq!(kind(&at(lie)), None, "{lie}");
    }
}

/// A document of nothing but text: its bytes, and its pieces as lengths and places.
fn bare(text: &[u8], pieces: &[(usize, usize)], language: u8) -> Vec<u8> {
    let mut main = vec![0; TEXT];
    main.extend(text);
    let ends = pieces.iter().scan(0, |end, (length, _)| {
        *end += length;
        Some(*end)
    });
    let ends: Vec<usize> = std::iter::once(0).chain(ends).collect();
    let places = pieces.iter().flat_map(|(_, place)| [&[0, 0][..], &le32(*place), &[0, 0]].concat());
    let list: Vec<u8> = ends.iter().flat_map(|end| le32(*end)).chain(places).collect();
    let table = [&[2][..], &le32(list.len()), &list].concat();
    put(&mut main, 0, &[0xEC, 0xA5, 0xC1, 0x00, 0, 0, language, 0x08]);
    put(&mut main, 0x4C, &le32(ends.last().copied().unwrap_or(0)));
    put(&mut main, 0x9A + 8 * 33, &[le32(0), le32(table.len())].concat());
    container(&[("/WordDocument", &main), ("/0Table", &table)])
}

#[test]
fn pieces_of_both_kinds_are_read_in_the_order_of_the_text() {
    const COMPRESSED: usize = 0x4000_0000;
    let text = [encode("件。\r", Stored::Utf16), b"12".to_vec(), encode("共", Stored::Utf16)].concat();
    let pieces = [(1, TEXT + 8), (2, COMPRESSED + 2 * (TEXT + 6)), (3, TEXT)];
    assert_eq!(show(&bare(&text, &pieces, 0x04)), ["共12件。"]);
}

#[test]
fn bytes_are_chinese_only_in_documents_of_that_language() {
    let text = [encode("政府", Stored::Gbk), b"\x93 \x94\r".to_vec()].concat();
    let pieces = [(8, 0x4000_0000 + 2 * TEXT)];
    assert_eq!(show(&bare(&text, &pieces, 0x04)), ["政府“ ”"]);
    assert_eq!(show(&bare(&text, &pieces, 0x09)), ["Õþ¸®“ ”"]);
}

fn kind(bytes: &[u8]) -> Option<FailureKind> {
    read(bytes, &Limits::default()).err().map(|f| f.kind)
}

#[test]
fn what_cannot_be_read_says_why() {
    let header = |version: u8, flags: u8| {
        let mut main = vec![0; 2048];
        put(&mut main, 0, &[0xEC, 0xA5, version, 0x00, 0, 0, 0, 0, 0, 0, 0, flags]);
        container(&[("/WordDocument", &main), ("/0Table", &[])])
    };
    assert_eq!(kind(&header(0xC1, 1)), Some(FailureKind::Encrypted));
    assert_eq!(kind(&container(&[("/EncryptedPackage", &[])])), Some(FailureKind::Encrypted));
    assert_eq!(kind(&header(0x65, 0)), Some(FailureKind::Unsupported));
    assert_eq!(kind(&header(0xC1, 0)), Some(FailureKind::Unreadable));
    assert_eq!(kind(b"\xD0\xCF\x11\xE0"), Some(FailureKind::Unreadable));
}

#[test]
fn no_flipped_byte_panics() {
    let made = [cell("a\u{7}"), cell("b\u{7}"), row_end(&[0, 1000, 3000], &[0x60, 0])];
    let whole = document(&made, Stored::Utf16, 0..1);
    for at in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xFF;
        // Any outcome will do but a panic.
        let _ = read(&bytes, &Limits::default());
    }
}
