//! Whom to ask about the report.

use crate::model::Contact;

/// Reads the contact as printed behind its labels.
pub fn find(text: &str) -> Contact {
    Contact {
        address: ["联系地址", "通讯地址", "办公地址", "地址"].iter().find_map(|l| behind(text, l, address)),
        postcode: ["邮政编码", "邮编"].iter().find_map(|l| behind(text, l, postcode)),
        phone: ["联系电话", "咨询电话", "办公电话", "电话"].iter().find_map(|l| behind(text, l, phone)),
        email: ["电子邮箱", "电子邮件", "邮箱", "E-mail", "Email", "email"]
            .iter()
            .find_map(|l| behind(text, l, email)),
    }
}

/// What stands behind a label and its colon, at any of its occurrences.
fn behind(text: &str, label: &str, read: impl Fn(&str) -> Option<String>) -> Option<String> {
    text.match_indices(label).find_map(|(at, _)| {
        let rest = text.get(at + label.len()..)?.trim_start();
        let rest = rest.strip_prefix(['：', ':', '为', '是']).or_else(|| rest.strip_prefix("号码："))?;
        read(rest.trim_start())
    })
}

fn address(text: &str) -> Option<String> {
    let end = text.find(['，', '；', '。', '、', '）', ')', ',', ';', '\n']).unwrap_or(text.len());
    let end =
        ["邮编", "邮政编码", "电话", "联系电话"].iter().filter_map(|l| text.find(l)).fold(end, usize::min);
    let found: String = text.get(..end)?.split_whitespace().collect();
    // An address names a place; the longest printed has some 50 characters.
    (2..60).contains(&found.chars().count()).then_some(found)
}

fn postcode(text: &str) -> Option<String> {
    let digits: String = text.chars().map(ascii).take_while(char::is_ascii_digit).collect();
    (digits.len() == 6).then_some(digits)
}

fn phone(text: &str) -> Option<String> {
    let kept = |c: &char| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | ' ' | '—' | '–' | '转');
    let run: String = text.chars().map(ascii).take_while(kept).collect();
    let found: String = run.split_whitespace().collect();
    let found = found.trim_end_matches(['(', '-', '—']);
    let found = if found.contains('(') { found } else { found.trim_end_matches(')') };
    (found.chars().filter(char::is_ascii_digit).count() >= 5).then(|| found.to_owned())
}

fn email(text: &str) -> Option<String> {
    let run: String =
        text.chars().take_while(|c| c.is_ascii_alphanumeric() || "@._-+".contains(*c)).collect();
    let found = run.trim_end_matches('.');
    let (user, host) = found.split_once('@')?;
    (!user.is_empty() && host.contains('.')).then(|| found.to_owned())
}

fn ascii(c: char) -> char {
    match c {
        '０'..='９' | '（' | '）' | '－' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_in_brackets_is_read_whole() {
        let contact = find(
            "请与某县人民政府办公室联系（地址：某县翔宇南道1号，邮编：223001，电话：0517-83605210，电子邮箱：hazwgkc@163.com）。",
        );
        assert_eq!(contact.address.as_deref(), Some("某县翔宇南道1号"));
        assert_eq!(contact.postcode.as_deref(), Some("223001"));
        assert_eq!(contact.phone.as_deref(), Some("0517-83605210"));
        assert_eq!(contact.email.as_deref(), Some("hazwgkc@163.com"));
    }

    #[test]
    fn what_is_not_printed_is_null() {
        assert_eq!(find("咨询电话请见网站。邮编：2234"), Contact::default());
    }
}
