//! What of a sheet is a line and what a table.

use super::{limits, show, show_block};
use crate::source::sheet::{Cell, Merge, Sheet, blocks, content};

/// A sheet from its rows: `|` parts the cells, `<` and `^` continue the one beside or above, `.` is an empty cell
/// with borders, and nothing is nothing.
fn sheet(rows: &[&str]) -> Sheet {
    let grid: Vec<Vec<&str>> = rows.iter().map(|row| row.split('|').collect()).collect();
    let at = |r: usize, c: usize| grid.get(r).and_then(|row| row.get(c)).copied().unwrap_or_default();
    let mut sheet = Sheet { name: "Sheet1".into(), ..Sheet::default() };
    for (r, row) in grid.iter().enumerate() {
        for (c, text) in row.iter().enumerate().filter(|(_, text)| !matches!(**text, "" | "<" | "^")) {
            let cols = 1 + (c + 1..).take_while(|c| at(r, *c) == "<").count();
            let rows = 1 + (r + 1..).take_while(|r| at(*r, c) == "^").count();
            let (row, col) = (r as u32, c as u32);
            if cols * rows > 1 {
                sheet.merges.push(Merge { rows: row..row + rows as u32, cols: col..col + cols as u32 });
            }
            sheet.cells.push(Cell { row, col, text: text.replace('.', "") });
        }
    }
    sheet
}

fn of(rows: &[&str]) -> Vec<String> {
    blocks::blocks(sheet(rows), &limits()).expect("within limits").iter().map(show_block).collect()
}

#[test]
fn a_cell_alone_in_its_row_is_a_line() {
    let rows = [
        "某县2023年报告|<|<",
        "一、总体情况",
        "某县共3件。\n另有2件。|<|<",
        "三、申请情况|<|<",
        "甲|乙|丙",
        "1|2|3",
        "注：无。|<|<",
    ];
    assert_eq!(
        of(&rows),
        [
            "某县2023年报告",
            "一、总体情况",
            "某县共3件。",
            "另有2件。",
            "三、申请情况",
            "[甲@0..1,0..1 乙@0..1,1..2 丙@0..1,2..3 1@1..2,0..1 2@1..2,1..2 3@1..2,2..3]",
            "注：无。"
        ]
    );
}

#[test]
fn grids_with_rows_between_are_several_and_a_gap_among_numbers_is_none() {
    assert_eq!(
        of(&["a|b", "1|2", "", "c|d", "3|4"]),
        [
            "[a@0..1,0..1 b@0..1,1..2 1@1..2,0..1 2@1..2,1..2]",
            "[c@0..1,0..1 d@0..1,1..2 3@1..2,0..1 4@1..2,1..2]"
        ]
    );
    assert_eq!(
        of(&["a|b", "1|2", "", "3|4"]),
        ["[a@0..1,0..1 b@0..1,1..2 1@1..2,0..1 2@1..2,1..2 3@2..3,0..1 4@2..3,1..2]"]
    );
}

#[test]
fn grids_beside_each_other_are_two() {
    assert_eq!(
        of(&["", "||a|b||c|d", "||r|2||s|4"]),
        [
            "[a@0..1,0..1 b@0..1,1..2 r@1..2,0..1 2@1..2,1..2]",
            "[c@0..1,0..1 d@0..1,1..2 s@1..2,0..1 4@1..2,1..2]"
        ]
    );
    assert_eq!(of(&["a|b||c|d|e|f|g", "r|2||4|5|6|7|8"]).len(), 2);
    // A column left empty parts no labels from their numbers.
    assert_eq!(
        of(&["a||c", "r||4"]),
        ["[a@0..1,0..1 @0..1,1..2 c@0..1,2..3 r@1..2,0..1 @1..2,1..2 4@1..2,2..3]"]
    );
}

#[test]
fn rows_without_values_stay_in_their_table() {
    // With borders, beside a cell from above, and with neither.
    assert_eq!(of(&["x|n", "r|.", "s|1"]).len(), 1);
    assert_eq!(of(&["g|a|1", "^|b", "^|c|2"]).len(), 1);
    assert_eq!(
        of(&["x|n", "r|1", "s", "t|2"]),
        ["[x@0..1,0..1 n@0..1,1..2 r@1..2,0..1 1@1..2,1..2 s@2..3,0..1 @2..3,1..2 t@3..4,0..1 2@3..4,1..2]"]
    );
    // A banner stands over labels, not over numbers.
    assert_eq!(of(&["x|n", "r|1", "第二十条第（五）项", "x|m", "s|2"]).len(), 3);
}

#[test]
fn merged_cells_are_one_and_hide_what_is_below_them() {
    let mut merged = sheet(&["h|<|v", "^|^|1", "a|b|2"]);
    merged.cells.push(Cell { row: 1, col: 1, text: "hidden".into() });
    let shown = blocks::blocks(merged, &limits()).expect("within limits");
    assert_eq!(
        shown.iter().map(show_block).collect::<Vec<_>>(),
        ["[h@0..2,0..2 v@0..1,2..3 1@1..2,2..3 a@2..3,0..1 b@2..3,1..2 2@2..3,2..3]"]
    );
}

#[test]
fn hidden_rows_and_columns_are_not_seen() {
    let mut hidden = sheet(&["a|x|b", "9|9|9", "1|x|2"]);
    hidden.hidden_rows.push(1..2);
    hidden.hidden_cols.extend([1..2, 1..1]);
    let shown = blocks::blocks(hidden, &limits()).expect("within limits");
    assert_eq!(show_block(&shown[0]), "[a@0..1,0..1 b@0..1,1..2 1@1..2,0..1 2@1..2,1..2]");
    assert_eq!(shown.len(), 1);
}

#[test]
fn the_tab_is_the_heading_of_a_grid_alone() {
    let named = |name: &str, rows: &[&str]| {
        show(content(vec![Sheet { name: name.into(), ..sheet(rows) }], &limits()))
    };
    assert_eq!(named("三、申请", &["a|b", "1|2"])[0], "三、申请");
    assert_eq!(named("三、申请", &["第一项", "a|b", "1|2"])[..2], ["三、申请", "第一项"]);
    // Not where a heading stands on the sheet, nor where nobody gave the name.
    assert_eq!(named("申请", &["三、申请", "a|b", "1|2"])[0], "三、申请");
    assert_eq!(named("年报", &["标题", "三、申请", "a|b", "1|2"])[0], "标题");
    assert_eq!(named("工作表 1", &["a|b", "1|2"]).len(), 1);
    assert_eq!(named("空", &[""]), [""; 0]);
}

#[test]
fn cells_far_apart_cost_nothing() {
    let mut wide = sheet(&["a"]);
    wide.cells.push(Cell { row: 1 << 20, col: 1 << 14, text: "b".into() });
    wide.merges.push(Merge { rows: 0..1 << 20, cols: 3..1 << 14 });
    wide.hidden_rows.push(5..1 << 20);
    assert_eq!(blocks::blocks(wide, &limits()).expect("within limits").len(), 2);
}
