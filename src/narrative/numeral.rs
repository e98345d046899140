//! Numbers as prose prints them: `3119`, `1,374`, `１２`, `十二`, `一百零五`, `1.2万`.

use rust_decimal::Decimal;

/// Reads the number at the start: its value and how many characters it takes.
///
/// The characters are half-width already. Arabic digits may be grouped by thousands and have decimals; a `万` or `亿`
/// behind them multiplies. Chinese numerals are read up to 亿.
pub fn read(chars: &[char]) -> Option<(Decimal, usize)> {
    match chars.first()? {
        c if c.is_ascii_digit() => arabic(chars),
        _ => chinese(chars),
    }
}

fn arabic(chars: &[char]) -> Option<(Decimal, usize)> {
    let mut text = String::new();
    let mut taken = 0;
    while let Some(c) = chars.get(taken) {
        match c {
            c if c.is_ascii_digit() => text.push(*c),
            ',' if group(chars, taken) => {}
            '.' if !text.contains('.') && digit(chars, taken + 1) => text.push('.'),
            _ => break,
        }
        taken += 1;
    }
    let value: Decimal = text.parse().ok()?;
    // 万元 is a unit and no part of the number.
    let myriad = chars.get(taken).filter(|_| chars.get(taken + 1) != Some(&'元'));
    let (factor, unit) = match myriad {
        Some('万') => (10_000, 1),
        Some('亿') => (100_000_000, 1),
        _ => (1, 0),
    };
    Some((value.checked_mul(Decimal::from(factor))?.normalize(), taken + unit))
}

fn digit(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(char::is_ascii_digit)
}

/// A comma with exactly three digits behind it, and digits before it.
fn group(chars: &[char], comma: usize) -> bool {
    comma > 0 && (1..=3).all(|i| digit(chars, comma + i)) && !digit(chars, comma + 4)
}

/// What a Chinese numeral adds: a digit, a power of ten, or a power that closes all before it.
enum Sign {
    Digit(u64),
    Power(u64),
    Myriad(u64),
}

fn sign(c: char) -> Option<Sign> {
    Some(match c {
        '零' | '〇' => Sign::Digit(0),
        '一' | '壹' => Sign::Digit(1),
        '二' | '两' | '贰' => Sign::Digit(2),
        '三' | '叁' => Sign::Digit(3),
        '四' | '肆' => Sign::Digit(4),
        '五' | '伍' => Sign::Digit(5),
        '六' | '陆' => Sign::Digit(6),
        '七' | '柒' => Sign::Digit(7),
        '八' | '捌' => Sign::Digit(8),
        '九' | '玖' => Sign::Digit(9),
        '十' | '拾' => Sign::Power(10),
        '百' | '佰' => Sign::Power(100),
        '千' | '仟' => Sign::Power(1000),
        '万' => Sign::Myriad(10_000),
        '亿' => Sign::Myriad(100_000_000),
        _ => return None,
    })
}

/// Whether this character can start a number written in Chinese.
pub fn starts_chinese(c: char) -> bool {
    matches!(sign(c), Some(Sign::Digit(_) | Sign::Power(10)))
}

fn chinese(chars: &[char]) -> Option<(Decimal, usize)> {
    let signs: Vec<Sign> = chars.iter().map_while(|c| sign(*c)).collect();
    if signs.is_empty() {
        return None;
    }
    let spelled = signs.iter().all(|s| matches!(s, Sign::Digit(_)));
    let value = if spelled { spelled_out(&signs) } else { counted(&signs) }?;
    Some((Decimal::from(value), signs.len()))
}

/// 二〇二三: digit by digit.
fn spelled_out(signs: &[Sign]) -> Option<u64> {
    signs.iter().try_fold(0_u64, |value, sign| match sign {
        Sign::Digit(d) => value.checked_mul(10)?.checked_add(*d),
        _ => None,
    })
}

/// 一百零五: digits times powers of ten.
fn counted(signs: &[Sign]) -> Option<u64> {
    let (mut total, mut section, mut pending) = (0_u64, 0_u64, None);
    for sign in signs {
        match sign {
            Sign::Digit(d) => pending = Some(*d),
            Sign::Power(p) => {
                section = section.checked_add(pending.take().unwrap_or(1).checked_mul(*p)?)?;
            }
            Sign::Myriad(m) => {
                section = section.checked_add(pending.take().unwrap_or(0))?;
                total = total.checked_add(section.checked_mul(*m)?)?;
                section = 0;
            }
        }
    }
    total.checked_add(section)?.checked_add(pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_prose() {
        for (text, want, taken) in [
            ("3119件", "3119", 4),
            ("1,374条", "1374", 5),
            ("12,3件", "12", 2),
            ("98.5%", "98.5", 4),
            ("1.25万条", "12500", 5),
            ("0.35万元", "0.35", 4),
            ("三件", "3", 1),
            ("十二件", "12", 2),
            ("二十件", "20", 2),
            ("一百零五件", "105", 4),
            ("一千零二十件", "1020", 5),
            ("三万五千条", "35000", 4),
            ("两件", "2", 1),
            ("二〇二三年", "2023", 4),
            ("零", "0", 1),
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(read(&chars), Some((want.parse().unwrap(), taken)), "{text}");
        }
    }

    #[test]
    fn words_are_no_numbers() {
        let chars: Vec<char> = "公开".chars().collect();
        assert_eq!(read(&chars), None);
    }

    #[test]
    fn a_number_past_every_register_is_none() {
        let chars: Vec<char> = "9".repeat(60).chars().collect();
        assert_eq!(read(&chars), None);
    }
}
