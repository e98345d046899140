//! Glyph text as later stages want it: characters that only differ by how a font names its glyphs become one.

use smol_str::SmolStr;
use unicode_normalization::char::{decompose_canonical, decompose_compatible};

/// Text of a glyph that nothing tells the text of. It is printed, so it must not vanish.
const UNKNOWN: char = char::REPLACEMENT_CHARACTER;
/// The same as a string.
pub(in crate::source) const UNKNOWN_TEXT: &str = "\u{FFFD}";

/// The folded text of a glyph; empty for one that shows nothing (zero-width characters).
pub(in crate::source) fn glyph_text(text: Option<&str>) -> SmolStr {
    let Some(text) = text else { return SmolStr::new_static(UNKNOWN_TEXT) };
    let folded = fold(text);
    match folded.chars().all(char::is_whitespace) {
        true if !folded.is_empty() => SmolStr::new_static(" "),
        _ => folded,
    }
}

/// Folds every character of a text.
pub(in crate::source) fn fold(text: &str) -> SmolStr {
    if text.chars().all(is_plain) {
        return SmolStr::new(text);
    }
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_folded(c, &mut out));
    out.into()
}

/// Whether a character needs no look at the tables: printable ASCII and the common ideographs.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}' | '\u{3001}'..='\u{3011}')
}

pub(in crate::source) fn push_folded(c: char, out: &mut String) {
    match c {
        '\t' | '\n' | '\r' | '\u{A0}' => out.push(' '),
        // Writers give the hyphen's glyph this name; on paper it is a hyphen.
        '\u{AD}' => out.push('-'),
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => {}
        c if c.is_control() => out.push(UNKNOWN),
        '\u{2E80}'..='\u{2EFF}' | '\u{31C0}'..='\u{31EF}' => out.push(listed(RADICALS, c)),
        '\u{FE10}'..='\u{FE48}' => out.push(listed(VERTICAL_FORMS, c)),
        // Kangxi radicals and Latin ligatures; compatibility ideographs.
        '\u{2F00}'..='\u{2FDF}' | '\u{FB00}'..='\u{FB06}' => decompose_compatible(c, |c| out.push(c)),
        '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => decompose_canonical(c, |c| out.push(c)),
        c => out.push(c),
    }
}

fn listed(table: &[(char, char)], c: char) -> char {
    table.binary_search_by_key(&c, |(from, _)| *from).ok().and_then(|i| table.get(i)).map_or(c, |(_, to)| *to)
}

/// Presentation forms of punctuation in vertical writing → the ordinary full-width characters.
const VERTICAL_FORMS: &[(char, char)] = &[
    ('\u{FE10}', '，'),
    ('\u{FE11}', '、'),
    ('\u{FE12}', '。'),
    ('\u{FE13}', '：'),
    ('\u{FE14}', '；'),
    ('\u{FE15}', '！'),
    ('\u{FE16}', '？'),
    ('\u{FE17}', '〖'),
    ('\u{FE18}', '〗'),
    ('\u{FE19}', '…'),
    ('\u{FE30}', '‥'),
    ('\u{FE31}', '—'),
    ('\u{FE32}', '–'),
    ('\u{FE33}', '_'),
    ('\u{FE35}', '（'),
    ('\u{FE36}', '）'),
    ('\u{FE37}', '｛'),
    ('\u{FE38}', '｝'),
    ('\u{FE39}', '〔'),
    ('\u{FE3A}', '〕'),
    ('\u{FE3B}', '【'),
    ('\u{FE3C}', '】'),
    ('\u{FE3D}', '《'),
    ('\u{FE3E}', '》'),
    ('\u{FE3F}', '〈'),
    ('\u{FE40}', '〉'),
    ('\u{FE41}', '「'),
    ('\u{FE42}', '」'),
    ('\u{FE43}', '『'),
    ('\u{FE44}', '』'),
    ('\u{FE47}', '［'),
    ('\u{FE48}', '］'),
];

/// CJK radicals and strokes that fonts print as characters → the ideograph of the same shape: property
/// `Equivalent_Unified_Ideograph` of the Unicode Character Database.
#[rustfmt::skip]
const RADICALS: &[(char, char)] = &[
    ('\u{2E81}', '厂'), ('\u{2E82}', '乛'), ('\u{2E83}', '乚'), ('\u{2E84}', '乙'), ('\u{2E85}', '亻'), ('\u{2E86}', '冂'),
    ('\u{2E87}', '𠘨'), ('\u{2E88}', '刀'), ('\u{2E89}', '刂'), ('\u{2E8A}', '卜'), ('\u{2E8B}', '㔾'), ('\u{2E8C}', '小'),
    ('\u{2E8D}', '尐'), ('\u{2E8E}', '兀'), ('\u{2E8F}', '尣'), ('\u{2E90}', '尢'), ('\u{2E91}', '𡯂'), ('\u{2E92}', '巳'),
    ('\u{2E93}', '幺'), ('\u{2E94}', '彑'), ('\u{2E95}', '彐'), ('\u{2E96}', '忄'), ('\u{2E97}', '心'), ('\u{2E98}', '扌'),
    ('\u{2E99}', '攵'), ('\u{2E9B}', '旡'), ('\u{2E9C}', '日'), ('\u{2E9D}', '月'), ('\u{2E9E}', '歺'), ('\u{2E9F}', '母'),
    ('\u{2EA0}', '民'), ('\u{2EA1}', '氵'), ('\u{2EA2}', '氺'), ('\u{2EA3}', '灬'), ('\u{2EA4}', '爫'), ('\u{2EA5}', '爬'),
    ('\u{2EA6}', '丬'), ('\u{2EA7}', '牛'), ('\u{2EA8}', '犭'), ('\u{2EA9}', '王'), ('\u{2EAA}', '𤴔'), ('\u{2EAB}', '目'),
    ('\u{2EAC}', '示'), ('\u{2EAD}', '礻'), ('\u{2EAE}', '𥫗'), ('\u{2EAF}', '糹'), ('\u{2EB0}', '纟'), ('\u{2EB1}', '罓'),
    ('\u{2EB2}', '罒'), ('\u{2EB3}', '㓁'), ('\u{2EB4}', '冗'), ('\u{2EB5}', '𦉫'), ('\u{2EB6}', '羊'), ('\u{2EB7}', '𦍌'),
    ('\u{2EB8}', '𦍋'), ('\u{2EB9}', '耂'), ('\u{2EBA}', '肀'), ('\u{2EBB}', '聿'), ('\u{2EBC}', '肉'), ('\u{2EBD}', '𦥑'),
    ('\u{2EBE}', '艹'), ('\u{2EBF}', '艺'), ('\u{2EC0}', '艻'), ('\u{2EC1}', '虎'), ('\u{2EC2}', '衤'), ('\u{2EC3}', '覀'),
    ('\u{2EC4}', '西'), ('\u{2EC5}', '见'), ('\u{2EC6}', '角'), ('\u{2EC7}', '𧢲'), ('\u{2EC8}', '讠'), ('\u{2EC9}', '贝'),
    ('\u{2ECA}', '𧾷'), ('\u{2ECB}', '车'), ('\u{2ECC}', '辶'), ('\u{2ECD}', '辷'), ('\u{2ECE}', '辸'), ('\u{2ECF}', '邑'),
    ('\u{2ED0}', '钅'), ('\u{2ED1}', '長'), ('\u{2ED2}', '镸'), ('\u{2ED3}', '长'), ('\u{2ED4}', '门'), ('\u{2ED5}', '𨸏'),
    ('\u{2ED6}', '阝'), ('\u{2ED7}', '雨'), ('\u{2ED8}', '青'), ('\u{2ED9}', '韦'), ('\u{2EDA}', '页'), ('\u{2EDB}', '风'),
    ('\u{2EDC}', '飞'), ('\u{2EDD}', '食'), ('\u{2EDE}', '𩙿'), ('\u{2EDF}', '飠'), ('\u{2EE0}', '饣'), ('\u{2EE1}', '𩠐'),
    ('\u{2EE2}', '马'), ('\u{2EE3}', '骨'), ('\u{2EE4}', '鬼'), ('\u{2EE5}', '鱼'), ('\u{2EE6}', '鸟'), ('\u{2EE7}', '卤'),
    ('\u{2EE8}', '麦'), ('\u{2EE9}', '黄'), ('\u{2EEA}', '黾'), ('\u{2EEB}', '斉'), ('\u{2EEC}', '齐'), ('\u{2EED}', '歯'),
    ('\u{2EEE}', '齿'), ('\u{2EEF}', '竜'), ('\u{2EF0}', '龙'), ('\u{2EF1}', '龜'), ('\u{2EF2}', '亀'), ('\u{2EF3}', '龟'),
    ('\u{31C6}', '𠃌'), ('\u{31CF}', '乀'), ('\u{31D0}', '一'), ('\u{31D1}', '丨'), ('\u{31D2}', '丿'), ('\u{31D3}', '乀'),
    ('\u{31D4}', '丶'), ('\u{31D5}', '𠃍'), ('\u{31D6}', '乛'), ('\u{31D7}', '𠃊'), ('\u{31D8}', '𠃎'), ('\u{31D9}', '𠄌'),
    ('\u{31DA}', '亅'), ('\u{31DB}', '𡿨'), ('\u{31DC}', '𠃋'), ('\u{31DD}', '乀'), ('\u{31DE}', '𠃑'), ('\u{31DF}', '乚'),
    ('\u{31E0}', '乙'), ('\u{31E1}', '𠄎'),
];
