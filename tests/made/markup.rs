//! Web pages, text, RTF, saved pages.

use super::{Hostile, TITLE, corpus, cut};

fn each(files: Vec<(&str, Vec<u8>, &'static str)>) -> Vec<Hostile> {
    files.into_iter().map(|(name, bytes, outcome)| Hostile::new(name, bytes, outcome)).collect()
}

fn page(body: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><html><body><h1>{TITLE}</h1>{body}</body></html>").into_bytes()
}

pub fn html() -> Vec<Hostile> {
    let deep = |tag: &str| page(&format!("<{tag}>").repeat(100_000));
    each(vec![
        ("deep-div.html", deep("div"), "limit_exceeded"),
        ("deep-table.html", deep("table><tr><td"), "limit_exceeded"),
        ("deep-bold.html", deep("b"), "limit_exceeded"),
        ("wide.html", page("<table><tr><td colspan=1000000000>1<td rowspan=999999999>2</table>"), "ok"),
        ("cells.html", page(&format!("<table><tr>{}</table>", "<td>1".repeat(100_000))), "limit_exceeded"),
        ("rows.html", page(&format!("<table>{}</table>", "<tr><td>1".repeat(20_000))), "ok"),
        ("entities.html", page(&"&#x110000;&#0;&bogus;&#99999999999;".repeat(10_000)), "ok"),
        ("comment.html", page("<!-- never closed"), "ok"),
        ("script.html", page(&"<script>".repeat(50_000)), "limit_exceeded"),
        ("attributes.html", page(&format!("<p {}>", "a=1 ".repeat(200_000))), "ok"),
        ("cut.html", cut(&corpus("web/city-2022-blocks.html"), 50), "ok"),
        ("nul.html", page(&"\0".repeat(10_000)), "unsupported"),
    ])
}

pub fn text() -> Vec<Hostile> {
    let after = |rest: &str| format!("{TITLE}\n{rest}").into_bytes();
    each(vec![
        ("empty.txt", vec![], "unsupported"),
        ("mark.txt", b"\xEF\xBB\xBF".to_vec(), "not_a_report"),
        (
            "noise.txt",
            (0..60_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 11) as u8).collect(),
            "unsupported",
        ),
        ("line.txt", after(&"公开".repeat(300_000)), "ok"),
        ("tabs.txt", after(&"1\t".repeat(100_000)), "limit_exceeded"),
        ("pipes.md", after(&"|1|2|\n".repeat(100_000)), "limit_exceeded"),
        ("headings.txt", after(&"三、收到和处理政府信息公开申请情况\n".repeat(20_000)), "ok"),
        ("digits.txt", after(&format!("一、本年新收政府信息公开申请数量{}", "1".repeat(200_000))), "ok"),
        ("digits-and-labels.txt", after(&"一、本年新收政府信息公开申请数量1111111".repeat(2_000)), "ok"),
        ("utf16-half.txt", [b"\xFF\xFE".to_vec(), b"\x00\xD8".repeat(1000)].concat(), "unsupported"),
        ("json.txt", b"[".repeat(100_000), "not_a_report"),
    ])
}

pub fn rtf() -> Vec<Hostile> {
    let rtf = |body: &str| format!("{{\\rtf1\\ansicpg936 {body}").into_bytes();
    each(vec![
        ("groups.rtf", rtf(&"{".repeat(100_000)), "limit_exceeded"),
        ("binary.rtf", rtf("\\bin2147483647 x"), "unreadable"),
        ("skip.rtf", rtf("\\uc2000000000\\u25919 x}"), "not_a_report"),
        ("rows.rtf", rtf(&("\\trowd\\cellx1\\intbl 1\\cell\\row".repeat(10_000) + "}")), "limit_exceeded"),
        ("cut.rtf", cut(&corpus("word/qingtang-2023-word.rtf"), 50), "unreadable"),
        ("header.rtf", b"{\\rtf1".to_vec(), "unreadable"),
    ])
}

pub fn mhtml() -> Vec<Hostile> {
    let head = |boundary: &str| {
        format!("MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"{boundary}\"\r\n\r\n")
    };
    let nested: String = (0..2000)
        .map(|i| format!("--{i}\r\nContent-Type: multipart/mixed; boundary=\"{}\"\r\n\r\n", i + 1))
        .collect();
    let broken =
        "--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!====\r\n--x--";
    each(vec![
        ("no-parts.mht", head("x").into_bytes(), "unreadable"),
        ("nested.mht", (head("0") + &nested).into_bytes(), "limit_exceeded"),
        ("base64.mht", (head("x") + broken).into_bytes(), "unreadable"),
        ("cut.mhtml", cut(&corpus("web/tinghe-2021-saved.mhtml"), 50), "unreadable"),
    ])
}
