use super::*;
use crate::model::RawTable;

fn read_page(page: &str) -> Vec<Block> {
    match read(page.as_bytes(), &Limits::default()) {
        Ok(Content::Blocks(blocks)) => blocks,
        other => panic!("no blocks: {other:?}"),
    }
}

/// Every block on a line; a table as its rows of cells.
fn show(page: &str) -> Vec<String> {
    let rows = |t: RawTable| -> String {
        let row = |r| t.row(r).map(|c| c.text.as_str()).collect::<Vec<_>>().join("|");
        (0..t.rows).map(row).collect::<Vec<_>>().join(" / ")
    };
    let block = |b| match b {
        Block::Line(line) => line.text,
        Block::Table(table) => format!("[{}]", rows(table)),
        Block::Picture => "(picture)".to_owned(),
    };
    read_page(page).into_iter().map(block).collect()
}

#[test]
fn runs_that_touch_are_joined_and_blanks_collapse() {
    let page =
        "<p>共3<span>1</span>19件，\n其中&nbsp;&nbsp;<b>2</b> 件\n办<!-- x -->结</p><div>一<br>二</div>三";
    assert_eq!(show(page), ["共3119件，其中 2 件办结", "一", "二", "三"]);
}

#[test]
fn the_title_comes_first_and_a_heading_is_one_line() {
    let page = "<title> 某县2021年报告_某县 </title><h1>某县2021<br>年报告</h1><p>正文";
    assert_eq!(show(page), ["某县2021年报告_某县", "某县2021年报告", "正文"]);
}

#[test]
fn furniture_and_hidden_elements_are_left_out() {
    let page = "<style>.tip{display:none}</style><nav>导航</nav><ul><li><a>网站首页</a><li><a>政务公开</a><li><a>互动交流</a></ul>\
        <div class=\"crumb-box\">首页 &gt; 公开</div><p style=\"display: none\">隐藏</p><p hidden>隐藏</p><p class=tip>隐藏</p>\
        <script>document.write('<p>三、</p>')</script><ruby>公<rt>gong</rt></ruby><p>正文</p><footer>主办</footer>";
    assert_eq!(show(page), ["公", "正文"]);
}

#[test]
fn an_article_in_a_box_named_like_furniture_stays() {
    let page = format!("<div class=\"share\"><p>{}</p></div>", "本年度主动公开信息。".repeat(100));
    assert_eq!(show(&page).len(), 1);
}

#[test]
fn data_tables_keep_their_empty_cells_and_line_breaks() {
    let page =
        "<table><caption>表一</caption><tr><td>本年<br>件数<td> <p>1</p></td></tr><tr><td>规章<td></table>";
    assert_eq!(show(page), ["表一", "[本年\n件数|1 / 规章|]"]);
}

#[test]
fn layout_tables_are_seen_through() {
    let page = "<table><tr><td colspan=2><ul><li>首页</li></ul></td></tr><tr><td>栏目</td><td><p>一、总体情况</p>\
        <table><tr><td>规章</td><td>3</td></tr><tr><td>罚</td><td>4</td></tr></table><p>二、其他</p></td></tr></table>";
    assert_eq!(show(page), ["首页", "栏目", "一、总体情况", "[规章|3 / 罚|4]", "二、其他"]);
    let sentence = "一、总体情况，这一年的工作都按要求做完了，没有别的要说，下一年还要再接再厉做好各项工作，请各界监督指正。";
    let framed = format!(
        "<table><tr><td>左</td><td>{}</td></tr><tr><td>a</td><td>b</td></tr></table>",
        sentence.repeat(5)
    );
    assert_eq!(show(&framed), ["左".to_owned(), sentence.repeat(5), "a".into(), "b".into()]);
}

#[test]
fn a_report_in_one_table_is_its_lines_and_tables() {
    let page = "<table><tr><td colspan=4>一、总体情况<tr><td colspan=4>全年工作平稳。<br>无其他情况。<tr><td colspan=4>（二）\
        申请办理顺利。<tr><td colspan=4>二、主动公开<tr><td colspan=2>第二十条<tr><td>规章<td>3<tr><td>罚<td>4</table>";
    let expected = ["一、总体情况", "全年工作平稳。", "无其他情况。", "（二）申请办理顺利。", "二、主动公开"];
    assert_eq!(show(page)[..5], expected);
    assert_eq!(show(page)[5..], ["[第二十条 / 规章|3 / 罚|4]"]);
    let noted = "<table><tr><td>规章<td>3<tr><td>罚<td>4<tr><td colspan=2>注：不含修订件。</table>";
    assert_eq!(show(noted), ["[规章|3 / 罚|4 / 注：不含修订件。]"]);
}

#[test]
fn pasted_office_markup_is_text() {
    let page = "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><p class=MsoNormal>\
        <![if !supportLists]><span>一、</span><![endif]>总体<o:p></o:p></p><p><o:p>&nbsp;</o:p></p>";
    assert_eq!(show(page), ["一、总体"]);
}

#[test]
fn what_is_nested_too_deeply_is_refused() {
    for count in [600, 200_000] {
        let failure = read("<div>".repeat(count).as_bytes(), &Limits::default()).err();
        assert!(failure.is_some_and(|f| f.detail.contains("html_depth")), "{count}");
    }
    assert_eq!(show(&"<p>行".repeat(2000)).len(), 2000);
}

#[test]
fn tables_in_tables_in_tables_are_told_once_each() {
    let tower = format!("{}1{}", "<table><tr><td>a<td>".repeat(100), "</table>".repeat(100));
    assert!(!show(&tower).is_empty());
}

#[test]
fn endless_spans_cost_nothing() {
    let page = "<table><tr><td colspan=999999999 rowspan=999999999>注<tr><td>a<td>b<tr><td>c<td>d</table>";
    assert_eq!(show(page).len(), 1);
}

#[test]
fn a_title_that_only_the_head_states_is_read() {
    let meta = "<meta name=\"ArticleTitle\" content=\"某局2021年年度报告\">";
    assert_eq!(
        show(&format!("<head><title>年报</title>{meta}</head><p>正文")),
        ["年报", "某局2021年年度报告", "正文"]
    );
    assert_eq!(show(&format!("<head>{meta}</head><h1>某局2021年<br>年度报告</h1>")), ["某局2021年年度报告"]);
}

#[test]
fn raised_marks_of_notes_are_no_digits_of_a_number() {
    let page = "<table><tr><td>规章<td>17<sup>1</sup><tr><td>罚<td><sup>4</sup></table><p>共3件<span \
        style='Vertical-Align:super'>[2]</span>，占地5m<sup>2</sup>。";
    assert_eq!(show(page), ["[规章|17 / 罚|4]", "共3件，占地5m2。"]);
}

#[test]
fn rows_between_tabs_in_a_pre_keep_their_empty_cells() {
    let page = "<pre>一、概述\n规章\t\t3<br>行政许可\t4\t<b>5</b>\n二、其他</pre><pre>两 \n行</pre>";
    assert_eq!(show(page), ["一、概述", "[规章||3 / 行政许可|4|5]", "二、其他", "两", "行"]);
}

#[test]
fn fields_of_a_form_show_their_value_in_a_cell() {
    let page = "<input value=搜索><table><tr><td>规章<td><input readonly value=3><tr><td>罚<td><input type=hidden \
        value=9><input type=TEXT value=4></table>";
    assert_eq!(show(page), ["[规章|3 / 罚|4]"]);
}

#[test]
fn a_heading_beside_empty_cells_below_prose_is_a_line() {
    let prose = "全年工作平稳有序，没有别的要说。";
    let page = format!(
        "<table><tr><td>一、总体情况<td><td><tr><td colspan=3>{prose}<tr><td>二、主动公开<td><td><tr><td>规章<td>3<td>4\
         <tr><td>一、本年新收<td><td><tr><td>罚<td>5<td>6<tr><td><td><td><tr><td>五、问题<td><td><tr><td colspan=3>{prose}</table>"
    );
    let table = "[规章|3|4 / 一、本年新收|| / 罚|5|6 / ||]";
    assert_eq!(show(&page), ["一、总体情况", prose, "二、主动公开", table, "五、问题", prose]);
}
