use super::*;
use crate::model::{Axis, RawTable, TableOrigin};

fn read_blocks(text: &str) -> Vec<Block> {
    match read(text.as_bytes(), &Limits::default()) {
        Ok(Content::Blocks(blocks)) => blocks,
        other => panic!("no blocks: {other:?}"),
    }
}

fn lines(text: &str) -> Vec<String> {
    let line = |b| match b {
        Block::Line(line) => line.text,
        Block::Table(table) => format!("table of {} rows", table.rows),
        Block::Picture => "(picture)".to_owned(),
    };
    read_blocks(text).into_iter().map(line).collect()
}

fn tables(text: &str) -> Vec<RawTable> {
    let table = |b| match b {
        Block::Table(table) => Some(table),
        Block::Line(_) | Block::Picture => None,
    };
    read_blocks(text).into_iter().filter_map(table).collect()
}

fn grid(table: &RawTable) -> Vec<Vec<&str>> {
    (0..table.rows).map(|r| table.row(r).map(|c| c.text.as_str()).collect()).collect()
}

#[test]
fn rows_with_tabs_are_a_ragged_table() {
    let text = "一、概述\n\n信息内容\t本年\t\n行政许可\n规章\t\t3\n\n行政处罚\t4\n二、其他\n\t缩进的一段话，说明这一年的工作。\n";
    assert_eq!(lines(text), ["一、概述", "table of 4 rows", "二、其他", "缩进的一段话，说明这一年的工作。"]);
    let tables = tables(text);
    assert_eq!(
        grid(&tables[0]),
        [vec!["信息内容", "本年", ""], vec!["行政许可"], vec!["规章", "", "3"], vec!["行政处罚", "4"]]
    );
    assert_eq!(tables[0].origin, TableOrigin::Delimited);
}

#[test]
fn a_markdown_table_has_no_cells_outside_its_pipes() {
    let tables = tables("# 报告\n| 信息内容 | **本年** |\n|---|:-:|\n| 规章 |  |\n| a\\|b | -5 |\n");
    assert_eq!(tables.len(), 1);
    assert_eq!(grid(&tables[0]), [["信息内容", "本年"], ["规章", ""], ["a|b", "-5"]]);
}

#[test]
fn an_html_table_among_lines_is_a_table() {
    let text = "# 报告\n二、\n<table><tr><td>规章</td><td>3</td></tr><tr><td>a</td><td></td></tr></table>\n\n三、\n<table";
    assert_eq!(lines(text), ["报告", "二、", "table of 2 rows", "三、", "<table"]);
}

#[test]
fn padded_pipe_rows_keep_their_empty_cells() {
    let tables = tables("信息内容 | 本年 | |\n |  | 3 | ||\n行政许可 | 1 | / | \n");
    assert_eq!(
        grid(&tables[0]),
        [vec!["信息内容", "本年", ""], vec!["", "", "3", "", ""], vec!["行政许可", "1", "/"]]
    );
}

#[test]
fn one_cell_a_line_before_a_pipe() {
    let text = "说明。\n信息内容 |\n|||\n规章 |\n |\n0 |\n||\n";
    assert_eq!(lines(text), ["说明。", "信息内容", "规章", "", "0"]);
}

#[test]
fn blanks_on_a_line_are_a_cell_only_between_spaced_cells() {
    assert_eq!(lines("规章\n\n\u{A0}\n\n3\n\n行政许可\n\n"), ["规章", "", "3", "行政许可"]);
    assert_eq!(lines("第一段话。\n\u{3000}\n第二段话。\n"), ["第一段话。", "第二段话。"]);
}

#[test]
fn markdown_marks_go_and_numbers_stay() {
    let text = "## 一、**概述**\n> 见[专栏](http://a/b)，*注*\n\n---\n#1 -3 — 1\\.5\n";
    assert_eq!(lines(text), ["一、概述", "见专栏，*注*", "#1 -3 — 1.5"]);
}

#[test]
fn columns_become_pages_where_words_stand_under_each_other() {
    // As pdftotext counts: one column a character, whatever its width.
    let row = "信息内容        本年件数        总计\n规章             3             7\n";
    let text = format!("  报告\n{}\u{C}{}", row.repeat(3), row.repeat(3));
    let Ok(Content::Pages(pages)) = read(text.as_bytes(), &Limits::default()) else { panic!("no pages") };
    assert_eq!(pages.len(), 2);
    let centre = |t: &str| pages[1].glyphs.iter().find(|g| g.text == t).map(|g| g.bbox.center_x());
    let (label, number) = (centre("件"), centre("3"));
    assert!(label.zip(number).is_some_and(|(a, b)| (a - b).abs() <= 12.0), "{label:?} {number:?}");
    assert_eq!(pages[0].glyphs.first().map(|g| (g.bbox.left, g.bbox.right)), Some((12.0, 24.0)));
}

#[test]
fn too_many_rows_are_an_error_and_no_cut_table() {
    let text = "a\tb\n".repeat(401);
    let failure = read(text.as_bytes(), &Limits::default()).err();
    assert!(failure.is_some_and(|f| f.detail.contains("table_rows")));
}

#[test]
fn a_pipe_at_the_end_is_an_empty_cell_where_pipes_stand_between() {
    let text = "信息内容|本年|上年\n规章|1|2\n文件|3|4\n申请|5|\n";
    assert_eq!(grid(&tables(text)[0])[3], ["申请", "5", ""]);
    let closed = "信息内容|本年|上年|\n规章|1|2|\n文件|3|4|\n申请|5||\n";
    assert_eq!(grid(&tables(closed)[0])[1], ["规章", "1", "2"]);
}

#[test]
fn tabs_that_an_editor_made_of_spaces_are_gaps_and_no_cells() {
    let text = "信息内容\t  本年件数\t  总计\n规章\t\t     3\t     7\n文件\t\t     5\t     9\n许可\t\t     6\t     8\n";
    let Ok(Content::Pages(pages)) = read(text.repeat(3).as_bytes(), &Limits::default()) else {
        panic!("no pages")
    };
    let lefts = |t: &str| pages[0].glyphs.iter().find(|g| g.text == t).map(|g| g.bbox.left);
    assert_eq!((lefts("3"), lefts("7")), (Some(126.0), Some(174.0)), "at columns 21 and 29");
    let cells = "规章\t 0\t 1\n文件\t 2\t 3\n许可\t 4\t 5\n";
    assert_eq!(grid(&tables(cells)[0])[0], ["规章", "0", "1"], "one space is padding");
}

#[test]
fn a_table_drawn_with_characters_has_its_lines_as_rulings() {
    for text in [
        "┌──────┬───┐\n│ 规章 │ 3 │\n├──────┼───┤\n│ 文件 │ ─ │\n└──────┴───┘\n",
        "+------+---+\n| 规章 | 3 |\n+======+===+\n| 文件 | - |\n+------+---+\n",
    ] {
        let Ok(Content::Pages(pages)) = read(text.as_bytes(), &Limits::default()) else { panic!("{text}") };
        let text: String = pages[0].glyphs.iter().map(|g| g.text.as_str()).collect();
        assert!(matches!(text.as_str(), "规章3文件─" | "规章3文件-"), "{text}");
        let bars = pages[0].rulings.iter().filter(|r| r.axis == Axis::Vertical && r.at == 45.0).count();
        assert!(bars >= 2, "the bar between the columns: {:?}", pages[0].rulings);
    }
    assert_eq!(lines("| a | b |\n|---|---|\n| 1 | 2 |\n"), ["table of 2 rows"]);
    assert!(!drawn::is_drawn(
        "+---+---+\n| a | b |\n+---+---+\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n+---+---+\n"
    ));
}

#[test]
fn rows_cut_at_a_fixed_width_are_whole_again() {
    let row = |label: &str, n: usize| format!("{label}                  {n}              {n}{n}\n");
    let rows: String = (1..9).map(|n| row("行政规范性文件", n)).collect();
    let cut: String = rows
        .lines()
        .map(|l| {
            format!(
                "{}\n{}\n",
                l.chars().take(28).collect::<String>(),
                l.chars().skip(28).collect::<String>()
            )
        })
        .collect();
    assert_eq!(wrapped::unwrapped(&cut), rows);
    assert_eq!(wrapped::unwrapped(&rows), rows, "rows that end together are not cut");
}

#[test]
fn attributes_of_spans_are_no_text_and_leave_the_columns_where_they_are() {
    let text = markdown::without_attributes(
        "见[收费]{style=\"font-size:10.5pt\"}。\n[收费]{.a b=\"1\"}   [0]{lang=\"en\"}   2\n",
    );
    assert_eq!(text, "见收费。\n 收费               0               2\n");
    assert_eq!(markdown::without_attributes("[1]{2}"), "[1]{2}");
}

#[test]
fn rows_between_commas_are_a_table_and_prose_stays_prose() {
    let grid_row = "(一),一、本年新收,1,0,,0,\"1,234\",0\n".repeat(15);
    let text = format!(
        "某局年度报告,,,,,,,\n\"共3件,其中2件办结。\"\n三、申请情况,,,,,,,\n{grid_row}四、结转,,,,,,,\n"
    );
    let all = lines(&text);
    assert_eq!(all, ["某局年度报告", "共3件,其中2件办结。", "三、申请情况", "table of 16 rows"]);
    assert_eq!(grid(&tables(&text)[0])[0], ["(一)", "一、本年新收", "1", "0", "", "0", "1,234", "0"]);
    assert_eq!(lines("甲,乙,丙,丁,戊,己,庚,辛"), ["甲,乙,丙,丁,戊,己,庚,辛"]);
}
