//! Tables of monospace lines: a character is ten points wide, a line twenty high.

use super::*;
use crate::layout::text;
use crate::model::{Direction, Glyph, RawTable};

/// The lines of a page, set character by character.
fn lines(page: u32, rows: &[&str]) -> Vec<TextLine> {
    let glyph = |r: usize, c: usize, text: char| {
        let (left, top) = (c as f32 * 10.0, r as f32 * 20.0);
        let bbox = Rect::new(left, top, left + 10.0, top + 20.0);
        Glyph { text: text.to_string().into(), bbox, size: 20.0, font: 0, direction: Direction::Right }
    };
    let of_row = |(r, row): (usize, &&str)| {
        row.chars().enumerate().filter(|(_, c)| *c != ' ').map(|(c, ch)| glyph(r, c, ch)).collect::<Vec<_>>()
    };
    let glyphs: Vec<Glyph> = rows.iter().enumerate().flat_map(of_row).collect();
    text::lines(&glyphs.iter().collect::<Vec<_>>(), page)
}

/// Each row's texts, without wrapped lines' breaks.
fn rows(table: &RawTable) -> Vec<Vec<String>> {
    (0..table.rows).map(|r| table.row(r).map(|c| c.text.replace('\n', "")).collect()).collect()
}

fn found(rows: &[&str]) -> Vec<RawTable> {
    let items = items(lines(1, rows));
    items
        .iter()
        .filter_map(|i| if let Item::Aligned(pages) = i { Some(table(pages)) } else { None })
        .collect()
}

#[test]
fn a_long_label_pushes_values_aside_but_not_into_other_columns() {
    let tables = found(&[
        "项目              甲    乙    丙",
        "规章              1    20    300",
        "行政规范性文件        4    50    600",
        "其他对外管理服务事项一览      7    80    900",
    ]);
    let values: Vec<Vec<String>> =
        rows(&tables[0]).iter().skip(1).map(|r| r[r.len() - 3..].to_vec()).collect();
    assert_eq!(values, [["1", "20", "300"], ["4", "50", "600"], ["7", "80", "900"]]);
}

#[test]
fn a_column_without_any_value_is_kept_by_its_header() {
    let tables = found(&[
        "          甲类    乙类    丙类",
        "规章      11            31",
        "文件      12            32",
    ]);
    assert_eq!(rows(&tables[0])[1], ["规章", "11", "", "31"]);
}

#[test]
fn a_table_goes_on_over_the_page_break() {
    let above = lines(1, &["项目      甲类    乙类    丙类", "规章      11    21    31"]);
    let below = lines(2, &["文件      12    22    32", "事项      13    23    33"]);
    let joined = join(vec![Item::Aligned(vec![above]), Item::Break, Item::Aligned(vec![below])]);
    let [Item::Aligned(pages), Item::Break] = joined.as_slice() else { panic!("{joined:?}") };
    let table = table(pages);
    assert_eq!(rows(&table)[2..], [["文件", "12", "22", "32"], ["事项", "13", "23", "33"]]);
    let place = table.row(2).last().map(|c| c.place);
    assert_eq!(place.and_then(|p| p.page), Some(2), "each cell keeps its own page");
}

#[test]
fn characters_down_the_side_belong_to_no_label() {
    let tables = found(&[
        "                 甲类    乙类    丙类",
        "三    （一）予以公开   1     2     3",
        "",
        "本    （二）部分公开   4     5     6",
        "",
        "年    （三）不予公开   7     8     9",
    ]);
    let labels: Vec<String> = rows(&tables[0]).iter().skip(1).map(|r| r[..r.len() - 3].concat()).collect();
    assert_eq!(labels, ["（一）予以公开", "（二）部分公开", "（三）不予公开"]);
}

#[test]
fn a_labels_number_is_part_of_it() {
    let tables = found(&["             甲类  乙类", "1. 重复申请    1     2", "2. 要求出版    3     4"]);
    let labels: Vec<String> = rows(&tables[0]).iter().skip(1).map(|r| r[..r.len() - 2].concat()).collect();
    assert_eq!(labels, ["1.重复申请", "2.要求出版"]);
}

#[test]
fn a_wider_table_without_a_header_is_one_of_its_own() {
    let above = lines(1, &["项目      金额", "收费      11"]);
    let below = lines(2, &["申请      12    22    32", "结转      13    23    33"]);
    let joined = join(vec![Item::Aligned(vec![above]), Item::Break, Item::Aligned(vec![below])]);
    let [_, Item::Break, Item::Aligned(own)] = joined.as_slice() else { panic!("{joined:?}") };
    assert_eq!(rows(&table(own))[0], ["申请", "12", "22", "32"]);
}

#[test]
fn where_a_column_is_blank_in_most_rows_order_does_not_decide() {
    let tables = found(&[
        "          甲类    乙类    丙类    丁类",
        "规章      11            31      41",
        "文件      12            32      42",
        "事项      13            33      43",
        "其他      14            34      44",
        "附件      15    25      35",
    ]);
    assert_eq!(rows(&tables[0])[1], ["规章", "11", "", "31", "41"]);
    assert_eq!(rows(&tables[0])[5], ["附件", "15", "25", "35", ""]);
}

#[test]
fn a_label_around_its_values_is_whole_and_takes_no_other_row() {
    let tables = found(&[
        "              甲类    乙类    丙类",
        "规 章（本机关无制",
        "              3      4      34",
        "定权限）",
        "规范性文件     28     29     139",
    ]);
    let rows: Vec<String> = rows(&tables[0]).iter().skip(1).map(|r| r.concat()).collect();
    assert_eq!(rows, ["规章（本机关无制定权限）3434", "规范性文件2829139"]);
}

#[test]
fn a_column_that_only_its_header_shows_may_be_named_in_another_line() {
    let tables = found(&[
        "             甲类                  总计",
        "                    乙类    丙类",
        "规章          11     21             31",
        "文件          12     22             32",
    ]);
    assert_eq!(
        rows(&tables[0]).last().map(|r| r[r.len() - 4..].to_vec()),
        Some(["12", "22", "", "32"].map(String::from).to_vec())
    );
}

#[test]
fn digits_below_a_row_are_the_rest_of_its_numbers() {
    let tables = found(&[
        "          甲类    乙类    丙类",
        "规章      351     21      31",
        "           7",
        "文件      12      22      32",
    ]);
    let row: Vec<String> = tables[0].row(1).map(|c| c.text.clone()).collect();
    assert!(row.contains(&"351\n7".to_owned()), "{row:?}: broken, and told to be");
}

#[test]
fn a_label_may_end_its_line_in_a_comma() {
    let tables = found(&[
        "                        甲类    乙类",
        "（一）予以公开             1      2",
        "（二）部分公开（区分处理的，",
        "                         3      4",
        "只计这一情形）",
        "（三）不予公开             5      6",
    ]);
    assert_eq!(tables.len(), 1);
    assert_eq!(rows(&tables[0])[2].concat(), "（二）部分公开（区分处理的，只计这一情形）34");
}

#[test]
fn a_row_without_label_stands_under_its_headers() {
    let tables = found(&[
        "  甲类         未经一类       经过二类",
        "",
        "壹次 壹次      壹次 壹次      壹次 壹次",
        "      总计         总计         总计",
        "维持 纠正      维持 纠正      维持 纠正      末栏 尾栏",
        "",
        "           1     1",
    ]);
    let row: Vec<String> = rows(&tables[0]).pop().unwrap_or_default();
    let named = |i: usize| rows(&tables[0]).iter().map(|r| r[i].clone()).collect::<String>();
    let filled: Vec<String> = (0..row.len()).filter(|i| !row[*i].is_empty()).map(named).collect();
    assert_eq!(filled, ["壹次维持1", "总计1"]);
}

#[test]
fn pairs_of_characters_down_the_side_belong_to_no_label() {
    let tables = found(&[
        "               甲类   乙类   丙类",
        "三、   （一）予以公开   1     2     3",
        "本年",
        "度办   （二）部分公开   4     5     6",
        "理结",
        "果     （三）不予公开   7     8     9",
    ]);
    let labels: Vec<String> = rows(&tables[0]).iter().skip(1).map(|r| r[..r.len() - 3].concat()).collect();
    assert_eq!(labels, ["（一）予以公开", "（二）部分公开", "（三）不予公开"]);
}

#[test]
fn a_word_torn_off_a_label_is_no_value() {
    let tables = found(&[
        "                      甲类    乙类    丙类",
        "      1.不掌握相关政府",
        "                      1     2     3",
        "      信息",
        "(四) 无",
        "      2.没有现成信息    4     5     6",
        "法提供",
    ]);
    let row = rows(&tables[0]).into_iter().find(|r| r.ends_with(&["1", "2", "3"].map(String::from)));
    assert_eq!(row.map(|r| r.concat()), Some("1.不掌握相关政府信息123".to_owned()));
}

#[test]
fn a_blank_column_is_known_by_a_header_on_any_height() {
    let tables = found(&[
        "         甲类                      总计",
        "               乙类  丙类",
        "                          丁类",
        "               续   续",
        "",
        "规章       11    21    31        91",
        "文件       12    22    32        92",
    ]);
    assert_eq!(
        rows(&tables[0]).last().map(|r| r[1..].to_vec()),
        Some(["12", "22", "32", "", "92"].map(String::from).to_vec())
    );
}

#[test]
fn a_label_indented_further_than_anothers_values_is_no_header() {
    let tables = found(&[
        "             甲类    乙类    丙类",
        "1.长的标签有值   1     2     3",
        "               2.没有信息需要",
        "               4     5     6",
    ]);
    assert_eq!(tables.len(), 1, "{tables:?}");
}
