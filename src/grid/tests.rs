//! The reconstructor on whole sections, from literals: what a user would notice.

use super::reconstruct;
use crate::model::{
    Block, Line, Method, Part, Place, RawCell, RawTable, Rect, SectionKind, Sections, Status, TableOrigin,
    Tables,
};

/// A table drawn as text: rows by line, cells by `|`; `<` extends the cell on its left, `^` the cell above.
fn table(origin: TableOrigin, drawing: &str) -> RawTable {
    let rows: Vec<Vec<&str>> =
        drawing.trim().lines().map(|l| l.trim().split('|').map(str::trim).collect()).collect();
    let cols = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut cells: Vec<RawCell> = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        for (c, text) in row.iter().enumerate() {
            match *text {
                "<" => {
                    if let Some(cell) = cells.iter_mut().find(|x| x.rows.contains(&r) && x.cols.end == c) {
                        cell.cols.end += 1;
                    }
                }
                "^" => {
                    if let Some(cell) = cells.iter_mut().find(|x| x.cols.contains(&c) && x.rows.end == r) {
                        cell.rows.end += 1;
                    }
                }
                text => {
                    let (x, y) = (c as f32 * 10.0, r as f32 * 10.0);
                    let place = Place::on_page(1, Rect::new(x, y, x + 10.0, y + 10.0));
                    cells.push(RawCell { rows: r..r + 1, cols: c..c + 1, text: text.to_owned(), place });
                }
            }
        }
    }
    RawTable { rows: rows.len(), cols, cells, origin, place: Place::default() }
}

fn section(kind: SectionKind, blocks: Vec<Block>) -> Sections {
    Sections { parts: vec![Part { kind: Some(kind), heading: None, blocks }] }
}

fn read_table(kind: SectionKind, drawing: &str) -> Tables {
    reconstruct(&section(kind, vec![Block::Table(table(TableOrigin::Lattice, drawing))])).0
}

fn read_lines(kind: SectionKind, lines: &[&str]) -> Tables {
    let blocks = lines.iter().map(|l| Block::Line(Line::plain(*l))).collect();
    reconstruct(&section(kind, blocks)).0
}

/// Value and status of a field, as a short text: `12 printed`, `- blank`.
fn shown(tables: &Tables, field: &str) -> String {
    let cell = tables.cell(field).expect("a field of the form");
    let value = cell.value.map_or_else(|| "-".to_owned(), |v| v.to_string());
    let status = format!("{:?}", cell.status).to_lowercase();
    format!("{value} {status}")
}

const HEAD: &str = "
    （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）|<|<|申请人情况|<|<|<|<|<|<
    ^|<|<|自然人|法人或其他组织|<|<|<|<|总计
    ^|<|<|^|商业企业|科研机构|社会公益组织|法律服务机构|其他|^";

fn grid(rows: &str) -> Tables {
    read_table(SectionKind::Requests, &format!("{HEAD}\n{rows}"))
}

#[test]
fn a_number_joined_from_two_lines_is_never_simply_printed() {
    let broken = |kind, drawing: &str, digits: &str| {
        let mut table = table(TableOrigin::Lattice, drawing);
        table.cells.iter_mut().filter(|c| c.text == digits).for_each(|c| c.place.broken = true);
        reconstruct(&section(kind, vec![Block::Table(table)])).0
    };
    let row = format!("{HEAD}\n一、本年新收政府信息公开申请数量|<|<|2470|1|0|0|0|0|2471");
    let tables = broken(SectionKind::Requests, &row, "2470");
    assert_eq!(shown(&tables, "requests.received.natural_person"), "2470 solved");
    assert_eq!(shown(&tables, "requests.received.total"), "2471 printed");
    let rows = "信息内容|本年制发件数|本年废止件数|现行有效件数\n规章|2470|0|7";
    let tables = broken(SectionKind::Proactive, rows, "2470");
    assert_eq!(shown(&tables, "proactive.rules.issued"), "2470 solved");
}

#[test]
fn merged_labels_and_blanks_keep_every_number_in_its_cell() {
    let tables = grid(
        "一、本年新收政府信息公开申请数量|<|<|5|1||/|0|—|6
         三、本年度办理结果|（一）予以公开|<|4||||||4
         ^|（三）不予公开|1.属于国家秘密|1|1|||||2
         ^|^|2.其他法律行政法规禁止公开|3|||||| ",
    );
    assert_eq!(shown(&tables, "requests.received.natural_person"), "5 printed");
    assert_eq!(shown(&tables, "requests.received.social_welfare"), "- blank");
    assert_eq!(shown(&tables, "requests.received.legal_service"), "0 printed");
    assert_eq!(shown(&tables, "requests.denied.state_secret.total"), "2 printed");
    assert_eq!(shown(&tables, "requests.denied.prohibited_by_law.natural_person"), "3 printed");
    assert_eq!(shown(&tables, "requests.carried_out.total"), "- absent");
    let place = tables.cell("requests.received.natural_person").expect("there").place;
    assert_eq!((place.page, place.bbox.map(|b| b.left)), (Some(1), Some(30.0)));
}

#[test]
fn a_wrong_published_total_stays() {
    let tables = grid("（七）总计|<|<|10|1|0|0|0|0|0");
    assert_eq!(shown(&tables, "requests.handled_total.total"), "0 printed");
}

#[test]
fn a_text_over_several_columns_is_nobodys() {
    let tables = grid("四、结转下年度继续办理|<|<|0|<|<|<|<|<|<");
    assert_eq!(shown(&tables, "requests.carried_out.natural_person"), "- unreadable");
    assert_eq!(tables.cell("requests.carried_out.total").and_then(|c| c.raw.clone()).as_deref(), Some("0"));
}

#[test]
fn a_continuation_without_header_keeps_the_columns() {
    let first =
        table(TableOrigin::Lattice, &format!("{HEAD}\n一、本年新收政府信息公开申请数量|<|<|5|1|0|0|0|0|6"));
    let second = table(TableOrigin::Lattice, "四、结转下年度继续办理|<|<|1||||||1");
    let sections = section(SectionKind::Requests, vec![Block::Table(first), Block::Table(second)]);
    let tables = reconstruct(&sections).0;
    assert_eq!(shown(&tables, "requests.carried_out.total"), "1 printed");
    assert_eq!(shown(&tables, "requests.carried_out.other"), "- blank");
}

#[test]
fn other_handling_in_one_row_goes_to_unspecified() {
    let tables = reconstruct(&Sections {
        parts: vec![
            Part {
                kind: Some(SectionKind::Proactive),
                heading: None,
                blocks: vec![Block::Table(table(
                    TableOrigin::Markup,
                    "信息内容|本年制发件数|本年废止件数|现行有效件数\n规章|0|0|0",
                ))],
            },
            Part {
                kind: Some(SectionKind::Requests),
                heading: None,
                blocks: vec![Block::Table(table(
                    TableOrigin::Markup,
                    &format!("{HEAD}\n三、本年度办理结果|（六）其他处理|<|7|0|0|0|0|0|7"),
                ))],
            },
        ],
    })
    .0;
    assert_eq!(tables.template.as_deref(), Some("2021"));
    assert_eq!(shown(&tables, "requests.other_handling.unspecified.total"), "7 printed");
    assert_eq!(shown(&tables, "requests.other_handling.other.total"), "- absent");
}

#[test]
fn an_unknown_row_is_kept_beside_the_form() {
    let tables = read_table(
        SectionKind::Proactive,
        "信息内容|本年制发件数|本年废止件数|现行有效件数
         规章|1|0|3
         行政规范性文件|2|0|9
         其他主动公开文件|30|1|200",
    );
    assert_eq!(tables.extra_rows.len(), 1);
    assert_eq!(
        tables.extra_rows.first().map(|r| r.raw.clone()),
        Some(vec!["30".into(), "1".into(), "200".into()])
    );
    assert_eq!(shown(&tables, "proactive.normative_documents.in_force"), "9 printed");
}

#[test]
fn money_needs_a_unit_unless_it_is_nothing() {
    let with = |header: &str, value: &str| {
        let tables = read_table(
            SectionKind::Proactive,
            &format!("信息内容|采购项目数量|{header}\n政府集中采购|8|{value}"),
        );
        shown(&tables, "proactive.procurement.amount")
    };
    assert_eq!(with("采购总金额", "5.2 万元"), "5.2 printed");
    assert_eq!(with("采购总金额", "251000元"), "25.1 printed");
    assert_eq!(with("采购总金额（单位：万元）", "8040"), "8040 printed");
    assert_eq!(with("采购总金额", "8040"), "- unreadable");
    assert_eq!(with("采购总金额", "0"), "0 printed");
}

#[test]
fn banners_with_cells_split_differently_are_read_by_order() {
    let tables = read_table(
        SectionKind::Proactive,
        "第二十条第（五）项|<|<|<|<
         信息内容|上一年项目数量|本年增/减|<|处理决定数量
         行政许可|2|<|-3|186
         第二十条第（八）项|<|<|<|<
         信息内容|上一年项目数量|<|本年增/减|<
         行政事业性收费|27|<|0|<",
    );
    assert_eq!(shown(&tables, "proactive.licensing.items_change"), "-3 printed");
    assert_eq!(shown(&tables, "proactive.licensing.decisions"), "186 printed");
    assert_eq!(shown(&tables, "proactive.fees.items_last_year"), "27 printed");
}

#[test]
fn the_first_block_of_proceedings_may_be_blank() {
    let tables = read_table(
        SectionKind::Proceedings,
        "行政复议|<|<|<|<|行政诉讼|<|<|<|<|<|<|<|<|<
         结果维持|结果纠正|其他结果|尚未审结|总计|未经复议直接起诉|<|<|<|<|复议后起诉|<|<|<|<
         ^|^|^|^|^|结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计
         ||||||1|0|2|0|3|0|0|0|0|0"
            .replace("||||||1", "| | | | |1")
            .as_str(),
    );
    assert_eq!(shown(&tables, "proceedings.review.upheld"), "- blank");
    assert_eq!(shown(&tables, "proceedings.litigation_direct.upheld"), "1 printed");
    assert_eq!(shown(&tables, "proceedings.litigation_after_review.total"), "0 printed");
}

#[test]
fn a_number_between_borders_is_never_cut_in_two() {
    let table = table(TableOrigin::Delimited, "四、结转下年度继续办理| |1111| | | | |411| | ");
    let tables = reconstruct(&section(SectionKind::Requests, vec![Block::Table(table)])).0;
    for cell in tables.cells.iter().filter(|c| c.field.starts_with("requests.carried_out")) {
        assert!(cell.value.is_none_or(|v| v == 1111.into() || v == 411.into()), "{cell:?}");
    }
}

#[test]
fn cells_of_a_table_are_never_cut_where_one_of_the_row_is_blank() {
    let drawing = "
        |信息内容|第二十条第（六）项 上一年项目数量|本年增/减|处理决定数量
        行政强制||1项|52|";
    let table = Block::Table(table(TableOrigin::Alignment, drawing));
    let tables = reconstruct(&section(SectionKind::Proactive, vec![table])).0;
    for column in ["items_last_year", "items_change", "decisions"] {
        let shown = shown(&tables, &format!("proactive.coercion.{column}"));
        assert!(shown.starts_with('-'), "{column}: {shown}, but it is open which column is blank");
    }
    // Six numbers for seven columns: 12 of the first must not become 1 and 2, though the row would add up.
    let row = "一、本年新收政府信息公开申请数量|12|0|0|0|0|3";
    let table = Block::Table(self::table(TableOrigin::Alignment, row));
    let tables = reconstruct(&section(SectionKind::Requests, vec![table])).0;
    assert_ne!(shown(&tables, "requests.received.natural_person"), "1 solved");
}

#[test]
fn fifteen_values_under_a_torn_header_are_its_row() {
    let lines =
        ["结 结 其 尚", "果 果 他 未 总", "维 纠 结 审 计", "持 正 果 结", "13 4 6 0 23 3 0 1 1 5 6 1 0 1 8"];
    let tables = read_lines(SectionKind::Proceedings, &lines);
    assert_eq!(shown(&tables, "proceedings.review.total"), "23 solved");
    assert_eq!(shown(&tables, "proceedings.litigation_after_review.total"), "8 solved");
}

#[test]
fn one_cell_a_line_is_read_in_order_past_page_numbers() {
    let tables = read_lines(
        SectionKind::Requests,
        &[
            "一、本年新收政府信息公开申请数量",
            "3",
            "1",
            "0",
            "- 4 -",
            "0",
            "0",
            "0",
            "4",
            "二、上年结转政府信息公开申请数量",
        ],
    );
    assert_eq!(shown(&tables, "requests.received.natural_person"), "3 printed");
    assert_eq!(shown(&tables, "requests.received.total"), "4 printed");
}

#[test]
fn digits_run_together_are_solved_by_the_rows_sum() {
    let tables = read_lines(
        SectionKind::Requests,
        &["一、本年新收政府信息公开申请数量640020470二、上年结转政府信息公开申请数量0000000"],
    );
    let cell = tables.cell("requests.received.natural_person").expect("there");
    assert_eq!((cell.value, cell.status, cell.method), (Some(64.into()), Status::Solved, Some(Method::Run)));
    assert_eq!(shown(&tables, "requests.received.other"), "4 solved");
}

#[test]
fn section_two_run_together_is_ambiguous_and_lists_its_readings() {
    let tables = read_lines(
        SectionKind::Proactive,
        &["信息内容本年制发件数本年废止件数现行有效件数行政规范性文件693665"],
    );
    let cell = tables.cell("proactive.normative_documents.issued").expect("there");
    assert_eq!((cell.value, cell.status), (None, Status::Ambiguous));
    assert!(cell.readings.contains(&69.into()) && cell.readings.contains(&6.into()), "{:?}", cell.readings);
}

#[test]
fn nothing_of_a_form_is_no_form() {
    let sections = section(SectionKind::Overview, vec![Block::Line(Line::plain("今年收到申请3件。"))]);
    assert_eq!(reconstruct(&sections).0, Tables::default());
}

/// The lines of a grid: each row's label, then its numbers on one line.
fn read_rows(rows: &[(&str, &str)]) -> Tables {
    let lines: Vec<&str> = rows.iter().flat_map(|(label, values)| [*label, *values]).collect();
    read_lines(SectionKind::Requests, &lines)
}

const RECEIVED: &str = "一、本年新收政府信息公开申请数量";
const CARRIED_IN: &str = "二、上年结转政府信息公开申请数量";
const CARRIED_OUT: &str = "四、结转下年度继续办理";

#[test]
fn numbers_beside_lost_blanks_are_never_cut_to_fill_the_row() {
    // 25 8 1 34: cut in seven, 2+5+8+1+3+4 would be one number short of a sum, and 8, 1 and 34 may stand anywhere.
    let tables = read_rows(&[(RECEIVED, "25 8 1 34 5"), (CARRIED_IN, "3 1 0 0 0 0 4")]);
    assert_eq!(shown(&tables, "requests.received.natural_person"), "- ambiguous");
    let tables = read_rows(&[(RECEIVED, "25 8 1 34"), (CARRIED_IN, "3 1 0 0 0 0 4")]);
    assert_eq!(
        shown(&tables, "requests.received.total"),
        "34 solved",
        "every way to place them has this total"
    );
    assert_eq!(shown(&tables, "requests.received.business"), "- ambiguous");
}

#[test]
fn an_office_that_leaves_all_totals_blank_is_understood() {
    let tables =
        read_rows(&[(RECEIVED, "40 3 0 1 1 1"), (CARRIED_IN, "2 0 0 0 0 0"), (CARRIED_OUT, "0 0 0 0 0 0")]);
    assert_eq!(shown(&tables, "requests.received.natural_person"), "40 solved");
    assert_eq!(shown(&tables, "requests.carried_out.natural_person"), "0 solved");
    assert_eq!(shown(&tables, "requests.received.total"), "- blank");
    let one = read_rows(&[(RECEIVED, "1 0 0 0 0 1")]);
    assert_eq!(shown(&one, "requests.received.natural_person"), "- ambiguous", "one row proves no habit");
}

#[test]
fn section_two_is_cut_only_on_pages_that_run_cells_together() {
    let header = "信息内容 上一年项目数量 本年增/减 处理决定数量";
    let apart = read_lines(SectionKind::Proactive, &[header, "行政处罚 138", "行政强制 27 1 6"]);
    let cell = apart.cell("proactive.penalties.items_last_year").expect("there");
    assert_eq!((cell.status, &cell.readings), (Status::Ambiguous, &vec![138.into()]));
    let glued =
        read_lines(SectionKind::Proactive, &["信息内容上一年项目数量本年增/减处理决定数量行政处罚138"]);
    assert_eq!(shown(&glued, "proactive.penalties.items_change"), "3 solved");
}

#[test]
fn glued_rows_whose_blanks_are_lost_are_not_solved() {
    // 48 and 31 of seven cells, five of them blank, beside rows of zeros.
    let line = format!("{RECEIVED}4831{CARRIED_IN}0000000{CARRIED_OUT}1000001");
    let tables = read_lines(SectionKind::Requests, &[&line]);
    assert_eq!(shown(&tables, "requests.received.natural_person"), "- ambiguous");
    assert_eq!(shown(&tables, "requests.carried_out.total"), "- ambiguous");
}

#[test]
fn values_before_their_label_are_not_given_to_the_row_before() {
    let tables = read_lines(
        SectionKind::Proactive,
        &[
            "信息内容",
            "上一年项目数量",
            "本年增/减",
            "6",
            "-1",
            "行政事业性收费",
            "采购项目数量",
            "采购总金额",
            "9",
            "1.5万元",
            "政府集中采购",
        ],
    );
    assert_eq!(tables.cell("proactive.fees.items_last_year").and_then(|c| c.value), None);
    assert_eq!(tables.cell("proactive.procurement.items").and_then(|c| c.value), None);
}

#[test]
fn a_row_below_two_labels_is_told_to_be_doubtful() {
    let tables = read_rows(&[
        ("8.属于行政查询事项", "1.本机关不掌握相关政府信息"),
        ("1", "0"),
        ("0", "0"),
        ("0", "0"),
        ("1", ""),
    ]);
    assert_eq!(shown(&tables, "requests.unavailable.not_held.total"), "1 solved");
}

#[test]
fn a_number_after_a_blank_and_a_point_is_the_next_labels() {
    let line = format!(
        "三、本年度办理结果1 .属于国家秘密0000000 2 .其他法律行政法规禁止公开0000000{CARRIED_OUT}0000000"
    );
    let tables = read_lines(SectionKind::Requests, &[&line]);
    assert_eq!(shown(&tables, "requests.denied.state_secret.total"), "0 solved");
}

fn read_aligned(drawing: &str) -> Tables {
    let table = Block::Table(table(TableOrigin::Alignment, drawing));
    reconstruct(&section(SectionKind::Requests, vec![table])).0
}

#[test]
fn without_rules_a_dash_holds_its_place_and_a_gap_does_not() {
    let dashes = read_aligned(&format!("{HEAD}\n{RECEIVED}|<|<|2|0|0|0|0|0|—"));
    assert_eq!(shown(&dashes, "requests.received.natural_person"), "2 printed");
    // Six columns of values and no header: which of the seven is missing is open, whatever adds up.
    let gaps = read_aligned(&format!("{RECEIVED}| |27|2| |1|1|31"));
    assert_eq!(shown(&gaps, "requests.received.business"), "- ambiguous");
    assert_eq!(shown(&gaps, "requests.received.natural_person"), "- ambiguous");
}

#[test]
fn without_rules_a_label_with_a_neighbours_words_is_told_to_be_doubtful() {
    let tables = read_aligned(&format!("{HEAD}\n{CARRIED_IN}三（一）予以公开|<|<|2|0|0|0|0|0|2"));
    let printed = |c: &&crate::model::Cell| c.status == Status::Printed;
    assert_eq!(tables.cells.iter().filter(printed).count(), 0);
}

/// The rows of the form of 2021 as running text: a label, then seven zeros.
fn zero_rows() -> Vec<Vec<String>> {
    let form = crate::form::get("2021").expect("embedded");
    form.request_rows()
        .map(|r| std::iter::once(r.label.clone()).chain(vec!["0".to_owned(); 7]).collect())
        .collect()
}

fn read_run(rows: &[Vec<String>]) -> Tables {
    let lines: Vec<&str> = rows.iter().flatten().map(String::as_str).collect();
    read_lines(SectionKind::Requests, &lines)
}

#[test]
fn values_before_their_labels_are_read_in_their_order_where_every_sum_holds() {
    let mut rows = zero_rows();
    let (six, seven) = (rows[9][1..].to_vec(), rows[10][1..].to_vec());
    // 6.属于四类过程性信息: none of its own; those of 6 and 7 stand together behind the label of 7.
    rows[9].truncate(1);
    rows[10] = [vec![rows[10][0].clone()], six, seven].concat();
    let tables = read_run(&rows);
    assert_eq!(shown(&tables, "requests.denied.enforcement_file.total"), "0 solved");
    // Here the last row lacks a value: nothing tells which of the rows around the gap is whose.
    rows.last_mut().expect("rows").pop();
    let tables = read_run(&rows);
    assert_eq!(shown(&tables, "requests.denied.enforcement_file.total"), "- unreadable");
    assert_eq!(shown(&tables, "requests.denied.state_secret.total"), "0 solved", "never simply printed");
}

#[test]
fn values_behind_two_labels_are_nobodys_in_a_displaced_text() {
    let mut rows = zero_rows();
    let values = rows[9].split_off(1);
    let next = rows[10][0].clone();
    rows[9].push(next);
    rows[9].extend(values);
    rows[10] = vec!["1".to_owned(); 7];
    let tables = read_run(&rows);
    assert_eq!(shown(&tables, "requests.denied.enforcement_file.total"), "- unreadable");
}

#[test]
fn a_change_in_a_column_of_counts_shows_that_the_order_is_lost() {
    let lines = ["上一年项目数量", "本年增/减", "处理决定数量", "行政许可", "增加1", "103", "3306"];
    let tables = read_lines(SectionKind::Proactive, &lines);
    assert_eq!(shown(&tables, "proactive.licensing.items_last_year"), "- ambiguous");
}

#[test]
fn values_among_the_words_of_a_torn_header_are_read_where_each_block_adds_up() {
    let mut lines =
        vec!["行政复议", "结果维持", "结果纠正", "其他结果", "尚未审结", "4", "1", "1", "1", "总计"];
    lines.extend(["7", "0", "0", "0", "0", "0", "复议后起诉", "1", "1", "0", "1", "3"]);
    let tables = read_lines(SectionKind::Proceedings, &lines);
    assert_eq!(shown(&tables, "proceedings.review.total"), "7 solved");
    assert_eq!(shown(&tables, "proceedings.litigation_after_review.pending"), "1 solved");
}

#[test]
fn a_row_that_a_wrong_span_shifts_is_read_in_order() {
    let read = |rows: &str| {
        let table = table(TableOrigin::Markup, &format!("{HEAD}\n{rows}"));
        reconstruct(&section(SectionKind::Requests, vec![Block::Table(table)])).0
    };
    let shown_row = |tables: &Tables, row: &str| {
        let columns = ["natural_person", "business", "other", "total"];
        columns.map(|c| shown(tables, &format!("requests.{row}.{c}"))).join(", ")
    };
    let left = read(
        "三、本年度办理结果|（三）不予公开|7.属于行政执法案卷|1|2|0|0|0|3|6
         ^|8.属于行政查询事项|18|2|1|0|1|4|26|",
    );
    let expected = "18 printed, 2 printed, 4 printed, 26 printed";
    assert_eq!(shown_row(&left, "denied.administrative_query"), expected);
    let right = read(
        "三、本年度办理结果|（三）不予公开|8.属于行政查询事项|1|2|0|0|0|3|6|
         ^|^|（四）无法提供|1.本机关不掌握相关政府信息|12|0|0|0|0|1|13
         ^|（六）其他处理|<|0|0|0|0|0|0|0|",
    );
    assert_eq!(shown_row(&right, "unavailable.not_held"), "12 printed, 0 printed, 1 printed, 13 printed");
}

#[test]
fn an_empty_cell_behind_a_label_shifts_nothing_where_the_total_is_blank() {
    let read = |row: &str| {
        let drawing =
            format!("{HEAD}\n三、本年度办理结果|（一）予以公开||{row}\n^|（二）部分公开|<|0|0|0|0|0|0|0");
        let table = table(TableOrigin::Markup, &drawing);
        let tables = reconstruct(&section(SectionKind::Requests, vec![Block::Table(table)])).0;
        ["natural_person", "business", "other", "total"]
            .map(|c| shown(&tables, &format!("requests.granted.{c}")))
            .join(", ")
    };
    assert_eq!(read("258|12|||1|1|"), "- ambiguous, - ambiguous, 1 solved, - ambiguous");
    assert_eq!(read("258|12|||1|1|272"), "258 printed, 12 printed, 1 printed, 272 printed");
}

#[test]
fn a_page_converted_to_traditional_characters_is_read() {
    let drawing = "第二十條第（八）項|<\n信息內容|本年收費金額（單位：萬元）\n行政事業性收費|4.21";
    let tables = read_table(SectionKind::Proactive, drawing);
    assert_eq!(shown(&tables, "proactive.fees.amount"), "4.21 printed");
    let drawing = "
        （本列數據的勾稽關係為：第一項加第二項之和，等於第三項加第四項之和）|<|<|申請人情況|<|<|<|<|<|<
        ^|<|<|自然人|法人或其他組織|<|<|<|<|總計
        ^|<|<|^|商業企業|科研機構|社會公益組織|法律服務機構|其他|^
        三、本年度辦理結果|（四）無法提供|2.沒有現成信息需要另行製作|3|無|0|0|0|0|3";
    let tables = read_table(SectionKind::Requests, drawing);
    assert_eq!(shown(&tables, "requests.unavailable.needs_creation.natural_person"), "3 printed");
    assert_eq!(shown(&tables, "requests.unavailable.needs_creation.business"), "0 printed");
}
