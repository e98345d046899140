use super::{assert_limited, limits, show, texts};
use crate::model::{FailureKind, Limits};
use crate::source::sheet::read_xls;
use std::io::{Cursor, Write};

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat()
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|w| w.to_le_bytes()).collect()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A string of the shared table, two bytes a character.
fn wide(text: &str) -> Vec<u8> {
    [words(&[text.encode_utf16().count() as u16]), vec![1], utf16(text)].concat()
}

fn file(stream: &[u8], name: &str) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file in memory");
    file.create_stream(name).and_then(|mut s| s.write_all(stream)).expect("a stream in memory");
    file.into_inner().into_inner()
}

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const SST: u16 = 0x00FC;

fn tab(at: usize, state: u8, name: &str) -> Vec<u8> {
    record(
        0x85,
        &[&(at as u32).to_le_bytes()[..], &[state, 0, name.len() as u8, 0], name.as_bytes()].concat(),
    )
}

/// A workbook of one sheet with the given records, behind those of the workbook itself.
fn workbook(globals: &[u8], sheet: &[u8]) -> Vec<u8> {
    let head = record(BOF, &words(&[0x0600, 5]));
    // Three styles: plain, with words of the unit, with borders.
    let format = record(0x41E, &[words(&[176]), words(&[4]), vec![1], utf16("0\"件\"")].concat());
    let style = |format: u16, borders: u16| record(0xE0, &words(&[0, format, 0, 0, 0, borders, 0, 0, 0, 0]));
    let styles = [format, style(0, 0), style(176, 0), style(0, 0x1111)].concat();
    let at = head.len() + styles.len() + globals.len() + tab(0, 0, "Sheet1").len() + 4;
    let sheet = [record(BOF, &words(&[0x0600, 0x10])), sheet.to_vec(), record(EOF, &[])].concat();
    file(
        &[head, styles, globals.to_vec(), tab(at, 0, "Sheet1"), record(EOF, &[]), sheet].concat(),
        "/Workbook",
    )
}

fn strings(texts: &[&str]) -> Vec<u8> {
    let count = (texts.len() as u32).to_le_bytes();
    record(SST, &[&count[..], &count[..], &texts.iter().flat_map(|t| wide(t)).collect::<Vec<_>>()].concat())
}

fn number(row: u16, col: u16, style: u16, value: f64) -> Vec<u8> {
    record(0x203, &[&words(&[row, col, style])[..], &value.to_le_bytes()].concat())
}

fn label(row: u16, col: u16, text: u32) -> Vec<u8> {
    record(0xFD, &[&words(&[row, col, 0])[..], &text.to_le_bytes()].concat())
}

fn rk(value: i32, flags: u32) -> Vec<u8> {
    (((value as u32) << 2) | flags).to_le_bytes().to_vec()
}

#[test]
fn cells_and_merges_are_read() {
    let sheet = [
        label(0, 0, 0),
        record(0x201, &words(&[0, 2, 2])),
        label(1, 0, 1),
        number(1, 1, 1, 2.0),
        record(0x27E, &[words(&[1, 2, 0]), rk(1234, 3)].concat()),
        record(
            0xBD,
            &[words(&[2, 0, 0]), rk(5, 2), words(&[1]), rk(-6, 2), words(&[0]), rk(7, 2), words(&[2])]
                .concat(),
        ),
        record(0xE5, &words(&[1, 0, 0, 0, 1])),
    ];
    assert_eq!(
        show(read_xls(&workbook(&strings(&["规章", "政府"]), &sheet.concat()), &limits())),
        [
            "[规章@0..1,0..2 @0..1,2..3 政府@1..2,0..1 2件@1..2,1..2 12.34@1..2,2..3 5@2..3,0..1 -6件@2..3,1..2 7@2..3,2..3]"
        ]
    );
}

#[test]
fn formulas_show_what_was_reckoned_last() {
    let formula = |col: u16, value: [u8; 8]| record(6, &[&words(&[0, col, 0])[..], &value, &[0; 6]].concat());
    let special = |kind: u8, value: u8| [kind, 0, value, 0, 0, 0, 0xFF, 0xFF];
    let sheet = [
        formula(0, 7.5_f64.to_le_bytes()),
        formula(1, special(0, 0)),
        record(0x207, &wide("三")),
        formula(2, special(2, 7)),
        formula(3, special(1, 1)),
        formula(4, special(3, 0)),
        record(0x205, &[words(&[0, 5, 0]), vec![0x2A, 1]].concat()),
    ];
    assert_eq!(
        texts(read_xls(&workbook(&[], &sheet.concat()), &limits())),
        ["7.5", "三", "#DIV/0!", "TRUE", "", "#N/A"]
    );
}

#[test]
fn shared_strings_go_on_in_other_records() {
    // Cut between strings, within characters, where they go on with one byte each, and within fonts.
    let rich = [words(&[2]), vec![0x08], words(&[1]), b"ab".to_vec(), vec![1, 2]].concat();
    let first = [
        &[3_u32.to_le_bytes(), 3_u32.to_le_bytes()].concat()[..],
        &wide("甲"),
        &words(&[4]),
        &[1],
        &utf16("乙丙"),
    ]
    .concat();
    let table =
        [record(SST, &first), record(0x3C, &[&[0], b"xy".as_slice(), &rich].concat()), record(0x3C, &[3, 4])]
            .concat();
    let sheet = [label(0, 0, 0), label(0, 1, 1), label(0, 2, 2)].concat();
    assert_eq!(texts(read_xls(&workbook(&table, &sheet), &limits())), ["甲", "乙丙xy", "ab"]);
}

#[test]
fn excel_5_keeps_bytes_of_its_code_page() {
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let name = gbk("表1");
    let head = [record(BOF, &words(&[0x0500, 5])), record(0x42, &words(&[936]))].concat();
    let at = (head.len() + 4 + 7 + name.len() + 4) as u32;
    let tab = record(0x85, &[&at.to_le_bytes()[..], &[0, 0, name.len() as u8], &name].concat());
    let text = gbk("政府");
    let cell = |col: u16| record(0x204, &[words(&[0, col, 0, text.len() as u16]), text.clone()].concat());
    let sheet = [record(BOF, &words(&[0x0500, 0x10])), cell(0), cell(1), record(EOF, &[])].concat();
    let stream = [head, tab, record(EOF, &[]), sheet].concat();
    assert_eq!(texts(read_xls(&file(&stream, "/Book"), &limits())), ["政府", "政府"]);
}

#[test]
fn what_is_hidden_is_not_seen() {
    let row = |row: u16, flags: u16| record(0x208, &words(&[row, 0, 1, 0, 0, 0, flags]));
    let sheet = [
        record(0x7D, &words(&[1, 1, 0, 0, 1])),
        row(0, 0),
        row(1, 0x20),
        number(0, 0, 0, 1.0),
        number(0, 1, 0, 2.0),
        number(0, 2, 0, 3.0),
        number(1, 0, 0, 4.0),
        // A chart in the sheet has cells of its own.
        record(BOF, &words(&[0x0600, 0x20])),
        number(2, 0, 0, 9.0),
        record(EOF, &[]),
        number(3, 0, 0, 0.0),
        record(0x23E, &words(&[0x06A0])),
        number(3, 1, 0, 0.0),
    ];
    assert_eq!(texts(read_xls(&workbook(&[], &sheet.concat()), &limits())), ["1", "3", "0"]);
    let hidden = tab(0, 1, "no");
    assert_eq!(texts(read_xls(&workbook(&hidden, &number(0, 0, 0, 1.0)), &limits())), ["1"]);
}

#[test]
fn damage_passwords_and_age_are_told() {
    let kind = |bytes: &[u8]| read_xls(bytes, &limits()).expect_err("damaged").kind;
    let whole = workbook(&strings(&["a"]), &label(0, 0, 0));
    for end in (0..whole.len()).step_by(97) {
        // The last sector of the container is padding.
        match read_xls(&whole[..end], &limits()) {
            Err(failure) => assert_eq!(failure.kind, FailureKind::Unreadable, "{end}"),
            read => assert_eq!(texts(read), ["a"], "{end}"),
        }
    }
    assert_eq!(kind(&workbook(&strings(&[]), &label(0, 0, 5))), FailureKind::Unreadable);
    assert_eq!(kind(&workbook(&record(0x2F, &[0; 6]), &[])), FailureKind::Encrypted);
    assert_eq!(kind(&file(&record(0x0409, &[0; 6]), "/Book")), FailureKind::Unsupported);
    assert_eq!(kind(&file(b"x", "/Other")), FailureKind::Unreadable);
    let lying = record(SST, &[1, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, b'a']);
    assert_eq!(kind(&workbook(&lying, &[])), FailureKind::Unreadable);
    let endless = tab(0, 0, "again");
    assert!(read_xls(&workbook(&endless, &number(0, 0, 0, 1.0)), &limits()).is_ok());
}

#[test]
fn sizes_have_limits() {
    let bomb = record(SST, &[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
    assert_limited(read_xls(&workbook(&bomb, &[]), &limits()), "sheet_cells");
    let few = Limits { sheet_cells: 5, ..limits() };
    let cells: Vec<u8> = (0..9).flat_map(|row| number(row, 0, 0, 1.0)).collect();
    assert_limited(read_xls(&workbook(&[], &cells), &few), "sheet_cells");
    let far = [
        number(0, 0, 0, 1.0),
        number(u16::MAX, u16::MAX, 0, 2.0),
        record(0xE5, &words(&[1, 0, u16::MAX, 0, u16::MAX])),
    ];
    assert_eq!(texts(read_xls(&workbook(&[], &far.concat()), &limits())), ["1"]);
}
