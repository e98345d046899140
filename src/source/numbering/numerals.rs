//! Numbers as Word writes them in lists (ECMA-376 part 1, 17.18.59).

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

/// The number in the given `w:numFmt`; nothing for bullets.
pub(super) fn numeral(format: &str, number: u32) -> String {
    match format {
        "bullet" | "none" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => digits(number, |d| char::from_u32('０' as u32 + d)),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" | "koreanDigital2" => {
            digits(number, |d| DIGITS.get(d as usize).copied())
        }
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => counted(number, &DIGITS, ["十", "百", "千"], "零"),
        "chineseLegalSimplified" | "ideographLegalTraditional" => {
            counted(number, &LEGAL, ["拾", "佰", "仟"], "零")
        }
        "ideographTraditional" => nth("甲乙丙丁戊己庚辛壬癸", number),
        "ideographZodiac" => nth("子丑寅卯辰巳午未申酉戌亥", number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => nth("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", number),
        "ideographEnclosedCircle" => nth("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", number),
        "decimalEnclosedParen" => nth("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", number),
        "decimalEnclosedFullstop" => nth("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", number),
        "lowerLetter" => letter(number, b'a'),
        "upperLetter" => letter(number, b'A'),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        _ => number.to_string(),
    }
}

fn digits(number: u32, digit: impl Fn(u32) -> Option<char>) -> String {
    number.to_string().chars().filter_map(|c| c.to_digit(10)).filter_map(digit).collect()
}

/// The n-th sign of a list; beyond it the plain number, as Word does.
fn nth(signs: &str, number: u32) -> String {
    let at = (number as usize).checked_sub(1);
    at.and_then(|at| signs.chars().nth(at)).map_or_else(|| number.to_string(), String::from)
}

/// Counting with tens, hundreds and thousands; 10 to 19 start with the ten itself.
fn counted(number: u32, signs: &[char; 10], units: [&str; 3], zero: &str) -> String {
    if number == 0 || number >= 10_000 {
        return digits(number, |d| signs.get(d as usize).copied());
    }
    let mut out = String::new();
    let mut gap = false;
    for (power, unit) in [(1000, units[2]), (100, units[1]), (10, units[0]), (1, "")] {
        let digit = number / power % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        out.push_str(if gap { zero } else { "" });
        gap = false;
        let bare_ten = power == 10 && digit == 1 && out.is_empty();
        out.extend(signs.get(digit as usize).filter(|_| !bare_ten));
        out.push_str(unit);
    }
    out
}

/// a … z, aa … zz: the letter repeated.
fn letter(number: u32, first: u8) -> String {
    let Some(index) = number.checked_sub(1) else { return String::new() };
    // Word itself repeats a letter at most thirty times.
    let count = (index / 26 + 1).min(30) as usize;
    char::from(first.saturating_add((index % 26) as u8)).to_string().repeat(count)
}

fn roman(number: u32) -> String {
    const VALUES: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    // Above this Roman numerals have no letters.
    let mut rest = number.min(3999);
    let mut out = String::new();
    for (value, letters) in VALUES {
        out.push_str(&letters.repeat((rest / value) as usize));
        rest %= value;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn chinese_counting_reads_as_it_is_spoken() {
        let counted = |n| numeral("chineseCountingThousand", n);
        assert_eq!(
            [1, 10, 12, 20, 21, 101, 110, 1010].map(counted),
            ["一", "十", "十二", "二十", "二十一", "一百零一", "一百一十", "一千零一十"]
        );
    }

    #[test]
    fn other_numerals() {
        assert_eq!(numeral("decimalEnclosedCircle", 3), "③");
        assert_eq!(numeral("upperRoman", 14), "XIV");
        assert_eq!(numeral("lowerLetter", 28), "bb");
        assert_eq!(numeral("ideographDigital", 10), "一〇");
        assert_eq!(numeral("bullet", 1), "");
        assert_eq!(numeral("decimal", 7), "7");
    }
}
