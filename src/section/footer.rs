//! What follows the report on its page: site furniture that is no part of section 六.

/// Words that open site furniture; a line is furniture when it begins with one.
const OPENERS: [&str; 37] = [
    "往年报告",
    "历年报告",
    "历年年报",
    "附件下载",
    "相关附件",
    "分享",
    "主办单位",
    "主办：",
    "主办:",
    "承办单位",
    "承办：",
    "版权所有",
    "网站标识码",
    "打印本页",
    "【打印",
    "[打印",
    "打印",
    "关闭窗口",
    "【关闭",
    "[关闭",
    "关闭",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "相关链接",
    "友情链接",
    "责任编辑",
    "扫一扫",
    "返回顶部",
    "联系我们",
    "网站地图",
    "技术支持",
    "Copyright",
    "copyright",
    "©",
    "&copy;",
];

/// Whether the line opens site furniture. Prose is long or ends like a sentence; furniture does neither.
pub fn is_footer(text: &str) -> bool {
    let text = text.trim();
    let opens = OPENERS.iter().any(|o| text.starts_with(o));
    let attachment = text.starts_with("附件")
        && [".pdf", ".doc", ".xls", ".ofd", ".wps", ".zip"].iter().any(|e| text.contains(e));
    let record = text.contains("ICP备") || text.contains("公网安备");
    (opens || record || attachment) && !text.ends_with('。')
}

/// Words that only site furniture prints, wherever they stand.
const CERTAIN: [&str; 9] = [
    "返回顶部",
    "版权所有",
    "主办单位",
    "网站标识码",
    "附件下载",
    "关闭窗口",
    "打印本页",
    "分享到",
    "网站地图",
];

/// Where furniture begins inside a line that holds the whole report: no sentence follows it.
pub fn inline_footer(text: &str) -> Option<usize> {
    let sentence = text.rfind('。').map_or(0, |at| at + '。'.len_utf8());
    let tail = text.get(sentence..)?;
    let certain = CERTAIN.iter().filter_map(|words| tail.find(words)).min();
    let spaces = tail.match_indices(char::is_whitespace).map(|(at, _)| at);
    let spaced = spaces.into_iter().find(|at| tail.get(*at..).is_some_and(is_footer));
    let begins = is_footer(tail).then_some(0);
    [certain, spaced, begins].into_iter().flatten().min().map(|at| sentence + at)
}
