//! File names in the order in which a person would put them: 2 before 10, 第二讲 before 第十讲.

use std::cmp::Ordering;
use std::path::Path;

use crate::parse::digit_value;

/// Compares two paths folder by folder, numbers by their value.
pub(super) fn compare(a: &Path, b: &Path) -> Ordering {
    let key = |path: &Path| -> Vec<Vec<Piece>> {
        path.components().map(|part| pieces(&part.as_os_str().to_string_lossy())).collect()
    };
    // Names that differ only in how a number is written keep an order all the same.
    key(a).cmp(&key(b)).then_with(|| a.cmp(b))
}

/// A stretch of a name.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Number(u64),
    Character(char),
}

fn pieces(name: &str) -> Vec<Piece> {
    let characters: Vec<char> = name.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let stretch = |is: fn(char) -> bool| characters[at..].iter().take_while(|c| is(**c)).count();
        let (digits, han) = (stretch(|c| digit_value(c).is_some()), stretch(|c| han(c).is_some()));
        if digits > 0 {
            let value = characters[at..at + digits].iter().filter_map(|c| digit_value(*c).map(u64::from));
            out.push(Piece::Number(value.fold(0, |n: u64, d| n.saturating_mul(10).saturating_add(d))));
        } else if han > 0 {
            out.push(Piece::Number(value_of_han(&characters[at..at + han])));
        } else {
            out.push(Piece::Character(characters[at]));
        }
        at += digits.max(han).max(1);
    }
    out
}

/// The value of a Chinese numeral.
fn han(c: char) -> Option<u64> {
    const DIGITS: &str = "〇一二三四五六七八九";
    match c {
        '零' => Some(0),
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        c => DIGITS.chars().position(|d| d == c).map(|n| n as u64),
    }
}

/// 二十三 by its units, 二〇二六 by its places.
fn value_of_han(characters: &[char]) -> u64 {
    let values = characters.iter().filter_map(|c| han(*c));
    if values.clone().all(|v| v < 10) {
        return values.fold(0, |n: u64, d| n.saturating_mul(10).saturating_add(d));
    }
    let (mut sum, mut last) = (0_u64, None);
    for value in values {
        if value < 10 {
            last = Some(value);
        } else {
            sum = sum.saturating_add(last.take().unwrap_or(1) * value);
        }
    }
    sum.saturating_add(last.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ordered_by_value() {
        let mut names = [
            "10 总结.txt",
            "第二十三讲.txt",
            "2 动员.txt",
            "第十讲.txt",
            "第二讲.txt",
            "01 开幕.txt",
            "２０ 附记.txt",
            "第一百零五讲.txt",
        ];
        names.sort_by(|a, b| compare(Path::new(a), Path::new(b)));
        assert_eq!(
            names,
            [
                "01 开幕.txt",
                "2 动员.txt",
                "10 总结.txt",
                "２０ 附记.txt",
                "第二讲.txt",
                "第十讲.txt",
                "第二十三讲.txt",
                "第一百零五讲.txt",
            ]
        );
    }

    #[test]
    fn folders_come_before_what_follows_them_and_equal_values_keep_an_order() {
        assert_eq!(compare(Path::new("2/9.txt"), Path::new("10/1.txt")), Ordering::Less);
        assert_ne!(compare(Path::new("01.txt"), Path::new("1.txt")), Ordering::Equal);
        assert_eq!(compare(Path::new("二〇〇九年.txt"), Path::new("二〇一〇年.txt")), Ordering::Less);
    }
}
