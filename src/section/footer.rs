//! What follows the report on its page: site furniture that is no part of section 六.

use crate::form::script::simplify;

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

/// Headlines above links to other pages: the whole line.
const HEADLINES: [&str; 14] = [
    "相关阅读",
    "相关新闻",
    "相关信息",
    "相关文章",
    "相关文档",
    "相关报道",
    "相关稿件",
    "相关内容",
    "相关推荐",
    "延伸阅读",
    "推荐阅读",
    "热点推荐",
    "最新文章",
    "历年年报",
];

/// Where a page can be shared; a line of nothing else is furniture.
const SHARES: [&str; 11] =
    ["微信", "朋友圈", "好友", "新浪", "腾讯", "微博", "QQ空间", "QQ", "人人网", "复制链接", "更多"];

/// Whether the line opens site furniture. Prose is long or ends like a sentence; furniture does neither.
pub fn is_footer(text: &str) -> bool {
    let text = simplify(text);
    let text = text.trim().trim_start_matches(['[', '【', '［', '〖', ' ', '\u{3000}']);
    let headline = text.trim_end_matches(['：', ':', '>', '》', '»', '…', ' ', ']', '】']);
    let opens = OPENERS.iter().any(|o| text.starts_with(o));
    let attachment = text.starts_with("附件")
        && [".pdf", ".doc", ".xls", ".ofd", ".wps", ".zip"].iter().any(|e| text.contains(e));
    let record = text.contains("ICP备") || text.contains("公网安备");
    let stands = HEADLINES.contains(&headline) || is_sharing(text);
    stands || ((opens || record || attachment) && !text.ends_with('。'))
}

/// Two or more places to share the page, and nothing else.
fn is_sharing(text: &str) -> bool {
    let mut rest = text.trim_start();
    let mut places = 0;
    while let Some(after) = SHARES.iter().find_map(|place| rest.strip_prefix(place)) {
        rest = after.trim_start_matches([' ', '\u{3000}', '|', '、', '/']);
        places += 1;
    }
    places > 1 && rest.is_empty()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sharing_printing_and_links_to_other_pages_are_furniture() {
        for text in
            ["微信微博QQ空间", "微信 | 微博", "[ 打印 ] [ 关闭 ]", "相关阅读", "相关信息：", "【打印本页】"]
        {
            assert!(is_footer(text), "{text}");
        }
        for text in ["微信", "微信微博平台运行平稳", "相关信息已公开", "无", "[注] 含上年结转"]
        {
            assert!(!is_footer(text), "{text}");
        }
    }
}
