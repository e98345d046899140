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

/// Where furniture begins inside a line that holds the whole report: behind white space, at the line's end.
pub fn inline_footer(text: &str) -> Option<usize> {
    let space = text.rfind(char::is_whitespace)?;
    let tail = text.get(space..)?;
    is_footer(tail).then_some(space)
}
