use super::*;
use SectionKind::*;

fn document(lines: &[&str]) -> Document {
    Document { blocks: lines.iter().map(|l| Block::Line(Line::plain(*l))).collect(), ..Document::default() }
}

/// Kind and text of each section.
fn sections(lines: &[&str]) -> Vec<(SectionKind, String)> {
    texts(&split(&document(lines))).into_iter().map(|s| (s.kind, s.text)).collect()
}

fn text(lines: &[&str], kind: SectionKind) -> String {
    sections(lines).into_iter().filter(|(k, _)| *k == kind).map(|(_, t)| t).collect()
}

const WHOLE: [&str; 14] = [
    "某县2021年政府信息公开工作年度报告",
    "本报告包括六部分：一、总体情况；二、主动公开政府信息情况；三、其他需要报告的事项。",
    "一、总体情况",
    "（一）主动公开情况。公开信息30条。",
    "具体数据见“三、收到和处理政府信息公开申请情况”所列表格。",
    "二、主动公开政府信息情况",
    "第二十条第（一）项",
    "三、收到和处理政府信息公开申请情况",
    "一、本年新收政府信息公开申请数量",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "一是力量薄弱。",
    "六、其他需要报告的事项",
    "无",
];

#[test]
fn headings_are_found_and_quotations_are_not() {
    let found = sections(&WHOLE);
    let kinds: Vec<SectionKind> = found.iter().map(|(k, _)| *k).collect();
    assert_eq!(kinds, [Overview, Proactive, Requests, Proceedings, Problems, Other]);
    assert_eq!(
        text(&WHOLE, Overview),
        "（一）主动公开情况。公开信息30条。\n具体数据见“三、收到和处理政府信息公开申请情况”所列表格。"
    );
    assert_eq!(text(&WHOLE, Problems), "一是力量薄弱。");
}

#[test]
fn a_report_on_one_line_is_cut_at_its_headings() {
    let line = "某区2021年度政府信息公开工作年度报告 全文包括总体情况、其他需要报告的事项等六个部分。一、总体情况2021年，公开信息9条。\
        二、主动公开政府信息情况 第二十条第（一）项信息内容三、收到和处理政府信息公开申请情况（本列数据的勾稽关系）申请人情况\
        一、本年新收政府信息公开申请数量0000000四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼结果维持00\
        五、存在的主要问题及改进情况工作尚有不足。六、其他需要报告的事项无收费。 附件下载";
    assert_eq!(text(&[line], Overview), "2021年，公开信息9条。");
    assert_eq!(text(&[line], Problems), "工作尚有不足。");
    assert_eq!(text(&[line], Other), "无收费。");
}

#[test]
fn a_heading_may_open_its_paragraph_with_a_stop() {
    let mut lines = WHOLE;
    lines[10] = "五、存在的主要问题及改进情况。一是力量薄弱。";
    lines[11] = "二是不够及时。";
    lines[12] = "六、其他需要报告的事项。本年度收费0元。";
    assert_eq!(text(&lines, Problems), "一是力量薄弱。\n二是不够及时。");
    assert_eq!(text(&lines[..13], Other), "本年度收费0元。");
}

#[test]
fn a_short_text_on_its_headings_line_is_text() {
    for (line, want) in [
        ("六、其他需要报告的事项 没有需要报告的其他事项。", "没有需要报告的其他事项。"),
        ("六、其他需要报告的事项：无", "无"),
        ("六、其他需要报告的事项 无。", "无。"),
    ] {
        let mut lines = WHOLE;
        lines[12] = line;
        assert_eq!(text(&lines[..13], Other), want, "{line}");
    }
}

#[test]
fn a_heading_inside_a_line_may_begin_with_the_year() {
    let line = "某局年度报告。一、2022年度政府信息公开工作的总体情况工作平稳。二、主动公开政府信息情况第二十条第（一）项信息内容";
    assert_eq!(text(&[line], Overview), "工作平稳。");
}

#[test]
fn tables_that_restart_the_numbering_win_over_prose_with_the_same_words() {
    let lines = [
        "一、总体情况",
        "公开有序。",
        "三、主动公开工作情况",
        "发布393件。",
        "四、政府信息公开申请情况",
        "收到34件。",
        "一、主动公开政府信息情况",
        "第二十条第（一）项",
        "二、收到和处理政府信息公开申请情况",
        "申请人情况",
    ];
    assert!(text(&lines, Overview).contains("收到34件。"));
}

#[test]
fn bracketed_numbers_are_sections_when_the_report_numbers_them_so() {
    let lines = [
        "（一）总体情况",
        "1.主动公开方面",
        "有序。",
        "（二）政府信息主动公开情况",
        "第二十条第（一）项",
        "（三）收到和处理政府信息公开申请情况",
        "申请人情况",
        "（四）政府信息公开行政复议、行政诉讼情况",
        "结果维持",
        "（五）存在的主要问题和改进措施",
        "不足。",
        "（六）其他需要报告的事项",
        "无。",
    ];
    assert_eq!(text(&lines, Overview), "1.主动公开方面\n有序。");
    assert_eq!(text(&lines, Other), "无。");
}

#[test]
fn lost_headings_are_replaced_by_what_stands_below() {
    let lines = [
        "本报告根据《条例》编制，数据统计期限为2021年。",
        "2021年，工作平稳。",
        "第二十条第（一）项",
        "三、收到和处理政府信息公开申请情况",
        "申请人情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "结果维持",
        "（一）主要问题",
        "一是更新不及时。",
        "五、其他需要报告的事项",
        "无。",
    ];
    assert_eq!(text(&lines, Overview), "2021年，工作平稳。");
    assert_eq!(text(&lines, Problems), "（一）主要问题\n一是更新不及时。");
}

#[test]
fn a_heading_over_two_lines_is_one() {
    let lines = ["五、政府信息公开工作存在的主要问题", "及改进情况", "一是更新不及时。"];
    assert_eq!(text(&lines, Problems), "一是更新不及时。");
}

#[test]
fn site_furniture_ends_the_last_section() {
    let lines = [
        "六、其他需要报告的事项",
        "无。",
        "某县人民政府",
        "分享：",
        "主办单位：某县人民政府办公室　网站标识码：3415020051",
        "版权所有",
    ];
    assert_eq!(text(&lines, Other), "无。\n某县人民政府");
}

#[test]
fn sections_may_be_called_parts() {
    let lines = ["第一部分 总体情况", "公开有序。", "第五部分：存在的主要问题及改进情况", "不足。"];
    assert_eq!(text(&lines, Overview), "公开有序。");
    assert_eq!(text(&lines, Problems), "不足。");
}

#[test]
fn furniture_run_into_the_last_line_is_cut_off() {
    for tail in ["返回顶部", " 联系我们 网站地图", "版权所有：某县人民政府"] {
        let line = format!("六、其他需要报告的事项无。{tail}");
        let lines = ["一、总体情况", "好。", "六、其他需要报告的事项", &line[line.find('无').unwrap_or(0)..]];
        assert_eq!(text(&lines, Other), "无。", "{tail}");
    }
}

#[test]
fn a_sentence_that_names_an_article_is_no_table() {
    let lines = [
        "一、总体情况",
        "根据《条例》第二十条第（一）项的规定，内容已列明。",
        "工作平稳。",
        "第二十条第（一）项",
        "信息内容",
    ];
    assert_eq!(text(&lines, Overview), "根据《条例》第二十条第（一）项的规定，内容已列明。\n工作平稳。");
}

#[test]
fn a_list_of_contents_opens_no_section() {
    let contents = [
        "目录",
        "一、总体情况",
        "二、主动公开政府信息情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ];
    let body = [
        "一、总体情况",
        "平稳。",
        "二、主动公开政府信息情况",
        "第二十条第（一）项",
        "五、存在的主要问题及改进情况",
        "不足。",
        "六、其他需要报告的事项",
        "无。",
    ];
    let lines = [contents.as_slice(), &body].concat();
    assert_eq!(text(&lines, Overview), "平稳。");
    assert_eq!(text(&lines, Problems), "不足。");
    assert_eq!(text(&lines, Other), "无。");
}

#[test]
fn a_numbered_line_in_an_offices_own_words_is_a_heading() {
    let lines = [
        "一、本年度工作总体推进情况",
        "平稳。",
        "五、工作中遇到的问题与对策",
        "不足。",
        "六、其他有关情况的说明",
        "无。",
    ];
    assert_eq!(text(&lines, Overview), "平稳。");
    assert_eq!(text(&lines, Problems), "不足。");
    assert_eq!(text(&lines, Other), "无。");
    // Without the number it is a sentence like any other.
    assert_eq!(
        text(&["一、总体情况", "工作中遇到的问题与对策", "平稳。"], Overview),
        "工作中遇到的问题与对策\n平稳。"
    );
}

#[test]
fn a_sentence_below_a_heading_is_not_its_second_line() {
    let mut lines = WHOLE;
    (lines[12], lines[13]) = ("六、其他情况", "本年度无其他需要报告的事项。");
    assert_eq!(text(&lines, Other), "本年度无其他需要报告的事项。");
}

#[test]
fn a_gap_ends_a_heading_inside_a_line() {
    let line = "某局年度报告 (一)概述 与上年相比，公开信息增加。 (二)主动公开政府信息情况 第二十条第（一）项信息内容";
    assert_eq!(text(&[line], Overview), "与上年相比，公开信息增加。");
}

#[test]
fn tables_behind_the_last_section_belong_to_theirs() {
    let mut lines = WHOLE.to_vec();
    lines[6] = "详见附表。";
    lines[8] = "详见附表。";
    lines.extend([
        "附表",
        "一、主动公开政府信息情况",
        "第二十条第（一）项",
        "二、收到和处理政府信息公开申请情况",
        "一、本年新收政府信息公开申请数量",
        "0",
    ]);
    assert_eq!(text(&lines, Other), "无");
    let parts = split(&document(&lines)).parts;
    let held = |kind| parts.iter().filter(|p| p.kind == Some(kind)).map(|p| p.blocks.len()).sum::<usize>();
    assert_eq!((held(Proactive), held(Requests)), (2, 3));
}

#[test]
fn headings_in_traditional_characters_are_headings() {
    let lines = [
        "一、總體情況",
        "公開信息30條。",
        "二、主動公開政府信息情況",
        "第二十條第（一）項",
        "三、收到和處理政府信息公開申請情況",
        "申請人情況",
        "四、政府信息公開行政複議、行政訴訟情況",
        "五、存在的主要問題及改進情況",
        "力量薄弱。",
        "六、其他需要報告的事項",
        "無。",
        "主辦單位：某縣",
    ];
    assert_eq!(text(&lines, Overview), "公開信息30條。");
    assert_eq!((text(&lines, Problems), text(&lines, Other)), ("力量薄弱。".to_owned(), "無。".to_owned()));
    assert_eq!(sections(&lines).len(), 6);
}
