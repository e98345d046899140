//! The title, and the agency and year in it.
//!
//! Titles are found by their core (`政府信息公开工作年度报告` and its kin) and read outwards: the year stands in front
//! of the core, in front of the agency, inside the core or in brackets behind it.

use super::squeeze::Squeezed;
use std::ops::Range;

/// A title as found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Title {
    /// On one line, without inner spaces.
    pub text: String,
    /// The year it names.
    pub year: Option<u16>,
    /// The agency it names.
    pub agency: Option<String>,
}

/// What is published.
const SUBJECTS: [&str; 6] =
    ["政府信息公开", "政务信息公开", "政府政务公开", "政务公开", "信息公开", "政府信息与政务公开"];
/// As what; some are typos seen in print, and the last is a title's end only where nothing goes on behind it.
const KINDS: [&str; 10] = [
    "年度工作报告",
    "年度报告",
    "年度总结报告",
    "工作报告",
    "年报",
    "告年度报",
    "年度报",
    "年度总结",
    "情况报告",
    BARE_KIND,
];

/// `政府信息公开工作情况的报告`
const BARE_KIND: &str = "报告";

/// The best title of the text.
pub fn find(text: &Squeezed) -> Option<Title> {
    let cores = (0..text.chars.len()).filter_map(|at| core(text, at));
    let titles = cores.map(|core| (score(text, &core), read(text, &core)));
    let titles = titles.map(|(base, title)| {
        let found = title.year.map_or(0, |_| 3) + title.agency.as_ref().map_or(0, |_| 3);
        (base + found, title)
    });
    // The first of equals: a page repeats its title in lists of other years' reports.
    let best = titles.fold(None, |best: Option<(i32, Title)>, next| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    });
    best.filter(|(score, title)| *score > 0 && (title.year.is_some() || title.agency.is_some()))
        .map(|(_, t)| t)
}

/// Year and agency of the report that a sentence of the introduction names: `现公布某局2022年…年度报告。`
pub fn mentioned(text: &Squeezed) -> Option<Title> {
    let cores = (0..text.chars.len()).filter_map(|at| core(text, at));
    cores.map(|core| read(text, &core)).find(|t| t.year.is_some() && t.agency.is_some())
}

/// The core of a title: subject, perhaps a year, kind.
struct Core {
    range: Range<usize>,
    year: Option<u16>,
}

fn core(text: &Squeezed, at: usize) -> Option<Core> {
    let subject = SUBJECTS.iter().filter(|s| text.starts(at, s)).max_by_key(|s| s.len())?;
    let mut i = at + subject.chars().count();
    for filler in ["工作", "情况", "的"] {
        if text.starts(i, filler) {
            i += filler.chars().count();
        }
    }
    let inner = year_at(text, i);
    if let Some((_, end)) = inner {
        i = end;
    }
    // In `2021年度报告` the 年 belongs to the year and to the kind.
    let (i, kind) = [i, i.saturating_sub(1), i.saturating_sub(2)]
        .into_iter()
        .take(if inner.is_some() { 3 } else { 1 })
        .find_map(|i| Some((i, KINDS.iter().find(|k| text.starts(i, k))?)))?;
    let end = i + kind.chars().count();
    let whole = *kind != BARE_KIND || (i > at + subject.chars().count() && ends(text, end));
    whole.then(|| Core { range: at..end, year: inner.map(|(y, _)| y) })
}

/// Whether nothing goes on at `end`: a gap, or a mark that stands behind titles.
fn ends(text: &Squeezed, end: usize) -> bool {
    let marks = ['》', '_', '-', '(', '（', '|', '”', '>'];
    text.breaks(end) || text.chars.get(end).is_some_and(|c| marks.contains(c))
}

/// How much a core looks like a title of its own and not like words in a sentence.
fn score(text: &Squeezed, core: &Core) -> i32 {
    let end = core.range.end;
    let after: String = text.chars.iter().skip(end).take(2).collect();
    let sentence =
        ["格式", "有关", "编制", "的通", "栏目", "发布", "工作", "如下", "，", ",", "、", "已", "公布"];
    let goes_on = sentence.iter().any(|s| after.starts_with(s));
    (if ends(text, end) { 2 } else { 0 }) - if goes_on { 4 } else { 0 }
}

/// Reads year and agency around the core.
fn read(text: &Squeezed, core: &Core) -> Title {
    let mut start = core.range.start;
    let mut end = core.range.end;
    let mut year = core.year;
    if year.is_none()
        && let Some((y, at)) = year_before(text, start)
    {
        (year, start) = (Some(y), at);
    }
    let name = name_before(text, start);
    start = name.start;
    if year.is_none()
        && let Some((y, at)) = year_before(text, start)
    {
        (year, start) = (Some(y), at);
    }
    if year.is_none()
        && let Some((y, at)) = year_in_brackets(text, end).or_else(|| year_behind(text, end))
    {
        (year, end) = (Some(y), at);
    }
    let mut agency = agency(&text.text(name.clone()));
    if agency.is_none()
        && let Some((behind, at)) = name_in_brackets(text, end)
    {
        (agency, end) = (Some(behind), at);
        start = start.max(year_before(text, name.end).map_or(name.end, |(_, at)| at));
    }
    let text = text.text(start..end);
    Title { text: strip_lead(&text).to_owned(), year, agency }
}

/// A four-digit year with 年 and perhaps 度 at `at`, and where it ends.
fn year_at(text: &Squeezed, at: usize) -> Option<(u16, usize)> {
    let year = four_digits(text.chars.get(at..at + 4)?)?;
    let end = at + 4;
    if !text.starts(end, "年") {
        return None;
    }
    let end = end + 1;
    let of_report = text.starts(end, "度") && !KINDS.iter().any(|k| text.starts(end - 1, k));
    Some((year, if of_report { end + 1 } else { end }))
}

/// A year that ends right before `end`, and where it starts. The 年 may be the first character of the kind.
fn year_before(text: &Squeezed, end: usize) -> Option<(u16, usize)> {
    (5..=7).find_map(|n| {
        let start = end.checked_sub(n)?;
        let (year, to) = year_at(text, start)?;
        let rest = text.text(to..end);
        // `2021年年度` says year twice.
        (to == end || matches!(rest.as_str(), "的" | "度" | "年度")).then_some((year, start))
    })
}

/// `(2022年度)` behind the title.
fn year_in_brackets(text: &Squeezed, at: usize) -> Option<(u16, usize)> {
    if !text.starts(at, "(") && !text.starts(at, "（") {
        return None;
    }
    let (year, end) = year_at(text, at + 1)?;
    let end = if text.starts(end, "度") { end + 1 } else { end };
    (text.starts(end, ")") || text.starts(end, "）")).then_some((year, end + 1))
}

/// `…年度报告 2022年` with nothing behind it.
fn year_behind(text: &Squeezed, at: usize) -> Option<(u16, usize)> {
    year_at(text, at).filter(|(_, end)| text.breaks(*end))
}

/// `…年度报告（某县城市管理局）`
fn name_in_brackets(text: &Squeezed, at: usize) -> Option<(String, usize)> {
    if !text.starts(at, "(") && !text.starts(at, "（") {
        return None;
    }
    let name: String =
        text.chars.get(at + 1..)?.iter().take(NAME_LENGTH).take_while(|c| is_name(**c)).collect();
    let end = at + 1 + name.chars().count();
    let closed = text.starts(end, ")") || text.starts(end, "）");
    // `（公开版）`, `（草案）` name no one.
    agency(&name).filter(|n| closed && n.chars().count() > 3).map(|n| (n, end + 1))
}

/// 2021, 二〇二一, 二○二一, 二零二一; reports exist since the regulation of 2008.
fn four_digits(chars: &[char]) -> Option<u16> {
    const CHINESE: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |c: &char| match c {
        '○' | '零' | 'О' | '０' | '◯' => Some(0),
        c => {
            c.to_digit(10).or_else(|| CHINESE.iter().position(|x| x == c).and_then(|d| u32::try_from(d).ok()))
        }
    };
    let year = chars.iter().try_fold(0, |year, c| Some(year * 10 + digit(c)?))?;
    let year = u16::try_from(year).ok()?;
    (2007..=2099).contains(&year).then_some(year)
}

/// The longest agency name real titles print has some 30 characters.
const NAME_LENGTH: usize = 40;

/// The run of name characters that ends right before `end`. A gap ends it, except directly before the year or
/// core, where titles are broken over lines.
fn name_before(text: &Squeezed, end: usize) -> Range<usize> {
    let mut start = second_name_before(text, end).unwrap_or(end);
    while start > 0 && end - start < NAME_LENGTH {
        let inside = start < end;
        if inside && (text.breaks(start) || year_before(text, start).is_some() || kind_before(text, start)) {
            break;
        }
        match text.chars.get(start - 1) {
            Some(c) if is_name(*c) => start -= 1,
            _ => break,
        }
    }
    start..end
}

/// Where the second name of an agency begins that ends right before `end`: `某县文化和旅游局（某县文物局）2022年…`.
fn second_name_before(text: &Squeezed, end: usize) -> Option<usize> {
    let close = end.checked_sub(1).filter(|at| matches!(text.chars.get(*at), Some('）' | ')')))?;
    let open = (close.saturating_sub(NAME_LENGTH / 2)..close).rev();
    let open = open
        .take_while(|at| !text.breaks(at + 1))
        .find(|at| matches!(text.chars.get(*at), Some('（' | '(')))?;
    let inside = text.chars.get(open + 1..close)?;
    (inside.len() > 3 && inside.iter().all(|c| is_name(*c))).then_some(open)
}

/// Whether another title ends right before `at`: sites print it twice without a gap.
fn kind_before(text: &Squeezed, at: usize) -> bool {
    KINDS.iter().any(|k| at.checked_sub(k.chars().count()).is_some_and(|start| text.starts(start, k)))
}

fn is_name(c: char) -> bool {
    c.is_alphabetic() && !c.is_ascii() || c == '·'
}

/// Words in front of a name that are not part of it.
const LEADS: [&str; 15] = [
    "关于发布",
    "关于公布",
    "关于印发",
    "关于",
    "做好",
    "现将",
    "现公布",
    "现发布",
    "公布",
    "发布",
    "编制了",
    "形成",
    "的",
    "附件",
    "本报告是",
];

fn strip_lead(text: &str) -> &str {
    let mut text = text;
    while let Some(rest) = LEADS.iter().find_map(|lead| text.strip_prefix(lead)) {
        text = rest;
    }
    text
}

/// The name without what stands around it; `None` where nothing, or no agency, is left.
fn agency(run: &str) -> Option<String> {
    // `某局关于2019年度…的年度报告`, `某局公布2019年…`: the agency stands in front of the verb.
    let verbs = ["关于", "公布", "发布", "關於", "發布", "發佈"];
    let name = verbs.iter().fold(run, |name, verb| name.trim_end_matches(verb));
    let name = strip_lead(name);
    let name = LEADS
        .iter()
        .take(8)
        .filter_map(|lead| name.rsplit_once(lead))
        .map(|(_, rest)| rest)
        .next()
        .unwrap_or(name);
    let name = name.trim_end_matches(['的', '年', '度']);
    let generic = ["本", "我", "全", "该", "年度", "政府", "工作", "首页", "年报", "中华人民共和国"];
    let is_site = ["网站", "门户", "网", "年报", "首页"].iter().any(|word| name.ends_with(word));
    (name.chars().count() >= 2 && !generic.contains(&name) && !is_site).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: &[&str]) -> (String, Option<u16>, Option<String>) {
        let mut text = Squeezed::default();
        for line in lines {
            text.push_line(line);
        }
        let title = find(&text).unwrap_or_default();
        (title.text, title.year, title.agency)
    }

    fn names(lines: &[&str], year: u16, agency: &str) {
        let (title, y, a) = found(lines);
        assert_eq!((y, a.as_deref()), (Some(year), Some(agency)), "{title}");
    }

    #[test]
    fn the_year_may_stand_anywhere() {
        names(&["平潭综合实验区2021年度政府信息公开工作年度报告"], 2021, "平潭综合实验区");
        names(&["2019年上海市人民政府办公厅政府信息公开工作年度报告"], 2019, "上海市人民政府办公厅");
        names(&["2022年度宾川县人民政府政府信息公开工作年度报告"], 2022, "宾川县人民政府");
        names(&["某市教育局政府信息公开2021年度报告"], 2021, "某市教育局");
        names(
            &["凤冈县沙河镇人民政府政府信息公开工作年度报告", "（2022 年度）"],
            2022,
            "凤冈县沙河镇人民政府",
        );
        names(&["遂昌县人民政府二〇一九年政府信息公开工作年度报告"], 2019, "遂昌县人民政府");
        names(&["某街道办事处2023年信息公开年报"], 2023, "某街道办事处");
    }

    #[test]
    fn titles_are_broken_over_lines_and_padded() {
        names(&["赣州市人民政府", "2021 年政府信息公开工作年度报告"], 2021, "赣州市人民政府");
        names(&["五里墩乡", "政府信息公开工作年度报告", "（2023年）"], 2023, "五里墩乡");
        names(&["新丰镇2021", "年政府信息公开工作年度报告"], 2021, "新丰镇");
        names(
            &["大理白族自治州人民政府 2025 年政府信息公开", "工作年度报告"],
            2025,
            "大理白族自治州人民政府",
        );
        names(&["2024 年上海市科委政府信息公开工作", "年度报告"], 2024, "上海市科委");
    }

    #[test]
    fn two_names_of_one_agency_are_its_name() {
        names(
            &["某县文化和旅游局（某县文物局）2022年政府信息公开工作年度报告"],
            2022,
            "某县文化和旅游局（某县文物局）",
        );
        names(&["某区科学技术局(外国专家局)2022年年度政府信息公开年报"], 2022, "某区科学技术局(外国专家局)");
    }

    #[test]
    fn names_in_traditional_characters_stay_as_printed() {
        names(&["滄源縣勐來鄉2021年政府信息公開工作年度報告"], 2021, "滄源縣勐來鄉");
    }

    #[test]
    fn noise_around_a_title_is_not_its_agency() {
        names(
            &[
                "当前位置： 首页政府信息公开年报 平潭综合实验区2021年度政府信息公开工作年度报告 来源：平潭县人民政府",
            ],
            2021,
            "平潭综合实验区",
        );
        names(
            &["望奎县人民政府关于发布《望奎县人民政府2022年", "政府信息公开工作年度报告》的公告"],
            2022,
            "望奎县人民政府",
        );
        names(&["关于昌图县四合乡人民政府2022年度政府信息公开工作的年度报告"], 2022, "昌图县四合乡人民政府");
        names(&["百色市2019年政府信息公开工作年度报告_百色市人民政府"], 2019, "百色市");
        names(
            &[
                "首页>政务公开>政府信息公开年报>宁城县 宁城县双河镇人民政府2022年政府信息公开工作年度报告 按照上级",
            ],
            2022,
            "宁城县双河镇人民政府",
        );
    }

    #[test]
    fn the_agency_may_speak_about_its_report() {
        names(&["衡澜市生态环境局关于2019年度政府信息公开工作的年度报告"], 2019, "衡澜市生态环境局");
    }

    #[test]
    fn the_kind_may_be_a_plain_report() {
        names(&["某市教育局关于2021年度政府信息公开工作情况的报告"], 2021, "某市教育局");
        names(&["白鹤滩镇2025年度政府信息公开工作报告"], 2025, "白鹤滩镇");
        assert_eq!(found(&["健全政府信息公开工作报告制度，按月通报。"]).2, None);
    }

    #[test]
    fn year_and_agency_may_stand_behind_the_title() {
        names(&["某局", "政府信息公开工作年度报告", "2022年"], 2022, "某局");
        names(&["2022年度政府信息公开工作年度报告（某县城市管理局）"], 2022, "某县城市管理局");
        assert_eq!(found(&["某局政府信息公开工作年度报告", "2023年1月20日"]).1, None);
    }

    #[test]
    fn verbs_sites_and_a_second_print_are_no_agency() {
        names(&["某街道公布2022年政府信息公开工作年度报告"], 2022, "某街道");
        names(&["某区2020年政府信息公开工作年度报告某区2020年政府信息公开工作年度报告"], 2020, "某区");
        assert_eq!(found(&["某县人民政府门户网站", "2022年度政府信息公开工作年度报告"]).2, None);
    }

    #[test]
    fn the_notice_named_in_the_introduction_is_no_title() {
        let line =
            "依照《国务院办公厅关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》的要求编制。";
        assert_eq!(found(&[line]).2, None);
    }
}
