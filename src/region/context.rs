//! What else the report says about where its agency is.

use super::table;
use crate::model::Contact;

/// What stands around an agency's name.
pub struct Context<'a> {
    /// The year reported on.
    pub year: Option<u16>,
    /// The path of the file with its folders.
    pub path: &'a str,
    /// Address and telephone number.
    pub contact: &'a Contact,
    /// The text above the report: letterhead and the site's own words. Asked for only where the rest is not enough.
    pub letterhead: &'a dyn Fn() -> String,
}

/// What one source says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hint {
    /// For each place mentioned, the codes it can stand for.
    pub mentions: Vec<Vec<&'static str>>,
    /// It names a county that no table has.
    pub stranger: bool,
}

impl Hint {
    /// How many of its mentions fit the code.
    pub fn support(&self, code: &str) -> usize {
        self.mentions.iter().filter(|m| m.iter().any(|c| code.starts_with(c) || c.starts_with(code))).count()
    }

    /// Whether it speaks of another place only.
    pub fn denies(&self, code: &str) -> bool {
        self.stranger || !self.mentions.is_empty() && self.support(code) == 0
    }
}

/// The sources in the order in which they are believed.
pub fn hints(context: &Context) -> [Hint; 4] {
    [
        folders(context.path),
        context.contact.address.as_deref().map(text).unwrap_or_default(),
        context.contact.phone.as_deref().map(phone).unwrap_or_default(),
        text(&(context.letterhead)()),
    ]
}

/// The county in whose folders a file lies: the only one that they name, inside every province and prefecture they name.
pub fn county_of_folders(path: &str) -> Option<&'static str> {
    let hint = folders(path);
    let all = hint.mentions.iter().flatten().copied().filter(|code| code.len() == COUNTY_DIGITS);
    let mut fitting: Vec<&str> = all.filter(|code| hint.support(code) == hint.mentions.len()).collect();
    fitting.sort_unstable();
    fitting.dedup();
    match fitting.as_slice() {
        [only] if !hint.stranger => Some(only),
        _ => None,
    }
}

/// Digits of a county's code.
const COUNTY_DIGITS: usize = 6;

/// Folder and file names; a whole folder may be called 霍邱.
fn folders(path: &str) -> Hint {
    let mut all = Hint::default();
    for part in path.split('/') {
        let whole: Vec<_> = table::called(part).map(|n| n.code).collect();
        if whole.is_empty() {
            let found = text(part);
            all.mentions.extend(found.mentions);
            all.stranger |= found.stranger;
        } else {
            all.mentions.push(whole);
        }
    }
    all
}

/// The provinces, prefectures and counties that a text names in full.
fn text(text: &str) -> Hint {
    let mut hint = Hint::default();
    let (mut rest, mut unexplained) = (text, 0_usize);
    while let Some(c) = rest.chars().next() {
        let longest = table::beginning(rest).filter(|n| !n.short).map(|n| n.name).max_by_key(|n| n.len());
        if let Some(name) = longest {
            hint.mentions.push(table::called(name).map(|n| n.code).collect());
            rest = rest.get(name.len()..).unwrap_or_default();
            unexplained = 0;
            continue;
        }
        // A name and 县: two characters or more in front of it, and no 本县 or 全县.
        hint.stranger |= c == '县' && unexplained >= 2;
        unexplained = if c.is_alphabetic() && !"本全我该各市省区的在和与至了为".contains(c) {
            unexplained.saturating_add(1)
        } else {
            0
        };
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    hint
}

/// The places that share the telephone's area code.
fn phone(number: &str) -> Hint {
    let digits: String = number.chars().filter(char::is_ascii_digit).take(4).collect();
    // 010 and 02x are the only area codes of three digits.
    let length = if digits.starts_with("01") || digits.starts_with("02") { 3 } else { 4 };
    let codes =
        digits.get(..length).filter(|d| d.starts_with('0')).map(table::of_area_code).unwrap_or_default();
    Hint { mentions: if codes.is_empty() { Vec::new() } else { vec![codes] }, stranger: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_places_and_strangers() {
        let hint = text("安徽省六安市霍邱县龙潭镇中心街");
        assert_eq!(hint.mentions, [vec!["34"], vec!["3415"], vec!["341522"]]);
        assert!(!hint.stranger && !hint.denies("341522115") && hint.denies("320904110"));
        assert!(text("岚溪县归云乡政府大院").stranger);
        assert!(!text("全县各乡镇，本县").stranger);
    }

    #[test]
    fn a_telephone_tells_the_prefecture() {
        for number in ["0564-2774241", "(0564)2774241", "05642774241"] {
            assert_eq!(phone(number).mentions, [vec!["3415"]], "{number}");
        }
        assert_eq!(phone("021-23111111").mentions, [vec!["31"]]);
        assert_eq!(phone("2774241"), Hint::default());
    }

    #[test]
    fn a_folder_may_leave_out_the_kind() {
        assert_eq!(folders("archive/霍邱/龙潭镇/2020.pdf").mentions, [vec!["341522"]]);
    }
}
