//! Numbers at the head of a line: 一、 （一） 1. （1） 第一章 and their like.
//!
//! The level follows the scheme, not the nesting: 一、 and 第X章 are 1, （一） and
//! 第X节 are 2, `1.` is 3, （1） and `1）` are 4 (GB/T 9704 7.3.3 and custom).

use super::chars::is_han;

/// A family of numbers. Numbers of one sequence share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Scheme {
    /// 第一编, 第一部分.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    Section,
    /// 第一条: the label of a paragraph, not a heading.
    Article,
    /// 一、
    HanComma,
    /// 一 followed by white space.
    HanSpace,
    /// 一. or 一．
    HanDot,
    /// （一）
    HanBracket,
    /// 1. or 1．
    Dot,
    /// 1、
    Comma,
    /// （1）
    Bracket,
    /// 1）
    HalfBracket,
    /// 1.1 is of depth 2, 1.1.1 of depth 3.
    Decimal(u8),
    /// 1 followed by white space, above 1.1.
    Space,
}

impl Scheme {
    /// The heading level, if the scheme makes headings.
    pub(super) fn level(self) -> Option<u8> {
        match self {
            Self::Part | Self::Chapter | Self::HanComma | Self::HanSpace | Self::HanDot | Self::Space => Some(1),
            Self::Decimal(depth) => Some(depth.min(4)),
            Self::Section | Self::HanBracket => Some(2),
            Self::Dot | Self::Comma => Some(3),
            Self::Bracket | Self::HalfBracket => Some(4),
            Self::Article => None,
        }
    }
}

/// A number at the head of a line, as other rooms see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) scheme: Scheme,
    pub(crate) value: u32,
    /// Bytes, mark included.
    pub(crate) len: usize,
    /// Smaller for the scheme that stands above.
    pub(crate) rank: u8,
}

/// Reads the label at the head of a line; a bare numeral is none.
pub(crate) fn label(text: &str) -> Option<Label> {
    let Number { scheme, value, len } = number(text)?;
    let rank = match scheme {
        Scheme::Part => 0,
        Scheme::Chapter => 1,
        Scheme::Section => 2,
        Scheme::Article => 3,
        Scheme::HanComma | Scheme::HanDot => 4,
        Scheme::HanBracket => 5,
        Scheme::Dot | Scheme::Comma => 6,
        Scheme::Bracket | Scheme::HalfBracket => 7,
        Scheme::HanSpace | Scheme::Space | Scheme::Decimal(_) => return None,
    };
    Some(Label { scheme, value, len, rank })
}

/// A number at the head of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) scheme: Scheme,
    pub(super) value: u32,
    /// Bytes, mark included, white space after it not.
    pub(super) len: usize,
}

/// Reads the number at the head of a line.
pub(super) fn number(text: &str) -> Option<Number> {
    let first = text.chars().next()?;
    match first {
        '第' => ordinal(text),
        '（' | '(' => bracketed(text, first.len_utf8()),
        c if digit_value(c).is_some() => arabic(text),
        c if han_digit(c).is_some() => han(text),
        _ => None,
    }
}

fn ordinal(text: &str) -> Option<Number> {
    let rest = &text['第'.len_utf8()..];
    let (value, len) = any_value(rest)?;
    let after = &rest[len..];
    let units: [(&str, Scheme); 6] = [
        ("部分", Scheme::Part),
        ("编", Scheme::Part),
        ("篇", Scheme::Part),
        ("章", Scheme::Chapter),
        ("节", Scheme::Section),
        ("条", Scheme::Article),
    ];
    let after_trimmed = after.trim_start();
    let blank = after.len() - after_trimmed.len();
    let (unit, scheme) = units.into_iter().find(|(unit, _)| after_trimmed.starts_with(unit))?;
    let mut end = '第'.len_utf8() + len + blank + unit.len();
    let mut tail = &text[end..];
    // 第十七条之一
    if let Some((_, n)) = tail.strip_prefix('之').and_then(any_value) {
        end += '之'.len_utf8() + n;
        tail = &text[end..];
    }
    // 第三条的规定 and 第二章所称 speak of an article; a label is followed by white space or a mark.
    let parted =
        tail.is_empty() || tail.starts_with(|c: char| c.is_whitespace() || matches!(c, '：' | '、' | ':' | '【'));
    parted.then_some(Number { scheme, value, len: end })
}

fn bracketed(text: &str, open: usize) -> Option<Number> {
    let rest = &text[open..];
    let inner = rest.trim_start_matches(' ');
    let (value, len, scheme) = match han_value(inner) {
        Some((value, len)) => (value, len, Scheme::HanBracket),
        None => {
            let (value, len) = arabic_value(inner)?;
            (value, len, Scheme::Bracket)
        }
    };
    let after = inner[len..].trim_start_matches(' ');
    let close = after.chars().next().filter(|c| matches!(c, '）' | ')'))?;
    let end = text.len() - after.len() + close.len_utf8();
    Some(Number { scheme, value, len: end + mark(&text[end..]) }).filter(|n| n.value > 0 && n.value < 1000)
}

/// A stray 、 after a bracket: （一）、
fn mark(after: &str) -> usize {
    if after.starts_with('、') { '、'.len_utf8() } else { 0 }
}

fn arabic(text: &str) -> Option<Number> {
    let (value, len) = arabic_value(text)?;
    if value == 0 || value > 200 {
        return None;
    }
    let after = &text[len..];
    let next = after.chars().next()?;
    let then = after[next.len_utf8()..].chars().next();
    let scheme = match next {
        '、' => Scheme::Comma,
        // 1.5 is a quantity, 1.1 a decimal number.
        '.' | '．' if then.is_none_or(|c| digit_value(c).is_none()) => Scheme::Dot,
        '）' | ')' => Scheme::HalfBracket,
        _ => return None,
    };
    Some(Number { scheme, value, len: len + next.len_utf8() })
}

/// The number of a text that is numbered in decimals: 1.1 目的, 3.2.1 安全, and 1 总则 above them.
/// 1.5万亩 is a quantity all the same. The value is that of the last part.
pub(super) fn decimal(text: &str) -> Option<Number> {
    let (mut value, mut len) = arabic_value(text).filter(|(v, _)| (1..100).contains(v))?;
    let mut depth = 1;
    while let Some((next, more)) = text[len..].strip_prefix(['.', '．']).and_then(arabic_value) {
        let mark = text[len..].chars().next().map_or(1, char::len_utf8);
        if next > 99 || more > 2 || depth == 4 {
            return None;
        }
        (value, len, depth) = (next, len + mark + more, depth + 1);
    }
    if depth == 1 {
        let parted = text[len..].starts_with(char::is_whitespace) && value < 100;
        return parted.then_some(Number { scheme: Scheme::Space, value, len });
    }
    if value == 0 {
        return None;
    }
    let after = text[len..].strip_prefix(['.', '．']).unwrap_or(&text[len..]);
    let end = text.len() - after.len();
    let parted = after.starts_with(|c: char| c.is_whitespace() || c == '　');
    let named = after.starts_with(|c: char| is_han(c) && !"万亿千百十元倍个公吨米亩年月日度分秒版至到和号".contains(c));
    (parted || named).then_some(Number { scheme: Scheme::Decimal(depth), value, len: end })
}

fn han(text: &str) -> Option<Number> {
    let (value, len) = han_value(text)?;
    let after = &text[len..];
    // A number alone on a line heads a section, as it does in essays.
    let Some(next) = after.chars().next() else {
        return Some(Number { scheme: Scheme::HanSpace, value, len }).filter(|n| (1..100).contains(&n.value));
    };
    let scheme = match next {
        // 一、二年 is a quantity.
        '、' if !is_quantity(value, &after[next.len_utf8()..]) => Scheme::HanComma,
        '.' | '．' => Scheme::HanDot,
        c if c.is_whitespace() => return Some(Number { scheme: Scheme::HanSpace, value, len }),
        _ => return None,
    };
    Some(Number { scheme, value, len: len + next.len_utf8() }).filter(|n| n.value > 0)
}

/// Whether what follows 一、 makes it a quantity: 一、二年; 一、一般规定 is none. Of neighbours
/// (二、三线) more units are believed than of others: 二、五级响应 may be a heading.
fn is_quantity(value: u32, after: &str) -> bool {
    let mut chars = after.chars();
    let (Some(next), Some(unit)) = (chars.next().and_then(han_digit), chars.next()) else { return false };
    let neighbours = (1..=9).contains(&value) && next == value % 10 + 1;
    "年个個月人天次种周日百千万".contains(unit)
        || (neighbours && value > 1 && unit == '十')
        || (neighbours && "线線等级級里户戶点點号號季審审楼樓排班组組亩畝斤米元块塊岁歲成遍句期产產".contains(unit))
}

fn any_value(text: &str) -> Option<(u32, usize)> {
    han_value(text)
        .or_else(|| arabic_value(text.trim_start()).map(|(v, n)| (v, n + text.len() - text.trim_start().len())))
}

/// An Arabic digit of either width.
pub(crate) fn digit_value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => None,
    }
}

fn arabic_value(text: &str) -> Option<(u32, usize)> {
    let mut value = 0u32;
    let mut len = 0;
    for c in text.chars() {
        let Some(digit) = digit_value(c) else { break };
        value = value.checked_mul(10)?.checked_add(digit)?;
        len += c.len_utf8();
    }
    (len > 0).then_some((value, len))
}

fn han_digit(c: char) -> Option<u32> {
    let at = "〇一二三四五六七八九十百千零两".chars().position(|d| d == c)?;
    Some([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100, 1000, 0, 2][at])
}

/// 二十三 → 23; bounded, so a long row of numerals cannot overflow.
fn han_value(text: &str) -> Option<(u32, usize)> {
    let (mut total, mut digit, mut len) = (0u32, 0u32, 0);
    for (n, c) in text.chars().enumerate() {
        let Some(value) = han_digit(c) else { break };
        if n > 8 {
            return None;
        }
        match value {
            10 | 100 | 1000 => {
                total += digit.max(1) * value;
                digit = 0;
            }
            _ => digit = digit * if digit > 0 { 10 } else { 1 } + value,
        }
        len += c.len_utf8();
    }
    (len > 0).then_some((total + digit, len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_what_only_looks_like_them() {
        let yes = [
            ("一、总体要求", Scheme::HanComma, 1),
            ("二十三、收尾", Scheme::HanComma, 23),
            ("一　开头", Scheme::HanSpace, 1),
            ("（十二）落实", Scheme::HanBracket, 12),
            ("(三)抓好", Scheme::HanBracket, 3),
            ("1.分工", Scheme::Dot, 1),
            ("２、分工", Scheme::Comma, 2),
            ("（4）细则", Scheme::Bracket, 4),
            ("5）细则", Scheme::HalfBracket, 5),
            ("第三章　附则", Scheme::Chapter, 3),
            ("第 2 章 安装", Scheme::Chapter, 2),
            ("第二节 任务", Scheme::Section, 2),
            ("第一百二十条　本法", Scheme::Article, 120),
        ];
        for (text, scheme, value) in yes {
            let number = number(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((number.scheme, number.value), (scheme, value), "{text}");
        }
        for (text, scheme, value) in
            [("2.3 范围", Scheme::Decimal(2), 3), ("2.3.1安全", Scheme::Decimal(3), 1), ("3 要求", Scheme::Space, 3)]
        {
            let number = decimal(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((number.scheme, number.value), (scheme, value), "{text}");
            assert_eq!(super::number(text), None, "{text}");
        }
        for text in ["1.5万亩", "2024.5.1 会议", "3.14", "100 人"] {
            assert_eq!(decimal(text), None, "{text}");
        }
        for text in [
            "一定要办好",
            "1.5万亩",
            "2024.5.1 会议",
            "3.14",
            "2021、2022两年",
            "第三条的规定",
            "（见附表）",
            "三农工作",
            "12月",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
