//! Days that cannot be, weekdays that do not match, dates written in two ways.

use super::reading::{Number, Piece, Script, digit};
use super::{Code, Found};
use crate::date::days;
use crate::model::BlockKind;

/// How a full date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    /// 2025年3月5日
    Arabic,
    /// 二〇二五年三月五日
    Han,
    /// 2025.3.5
    Dots,
    /// 2025-3-5
    Hyphens,
    /// 2025/3/5
    Slashes,
}

/// The dates of running text, by style.
#[derive(Debug, Default)]
pub(super) struct Dates {
    seen: Vec<(Style, u32, u32, String)>,
}

impl Dates {
    pub(super) fn read(&mut self, piece: &Piece, out: &mut Found) {
        for at in 0..piece.chars.len() {
            match piece.chars[at].c {
                '月' => self.words(piece, at, out),
                '.' | '-' | '/' | '．' => self.figures(piece, at, out),
                _ => {}
            }
        }
    }

    /// 2025年2月30日, its month sign at the place.
    fn words(&mut self, piece: &Piece, at: usize, out: &mut Found) {
        let Some(month) = piece.number_before(at) else { return };
        let Some(day) = piece.number_at(at + 1) else { return };
        let sign = skip_blanks(piece, day.end);
        if !matches!(piece.get(sign), Some('日' | '号')) || month.script != day.script {
            return;
        }
        let year_sign = back_over_blanks(piece, month.start);
        let year = match piece.before(year_sign) {
            Some('年') => piece.number_before(year_sign - 1).filter(|y| y.end - y.start == 4),
            _ => None,
        };
        let start = year.map_or(month.start, |y| y.start);
        let text = || piece.text(start..sign + 1).replace(' ', "");
        if !is_possible(piece, year, month, day) {
            out.add(Code::DateImpossible, piece, start..sign + 1, vec![text()]);
            return;
        }
        let Some(year) = year.filter(|y| y.value >= 1900) else { return };
        self.weekday(piece, (year, month, day), sign + 1, out);
        let style = if year.script == Script::Han { Style::Han } else { Style::Arabic };
        self.note(piece, style, start..sign + 1);
    }

    /// 2025.3.5 and its like, the first of its marks at the place.
    fn figures(&mut self, piece: &Piece, at: usize, out: &mut Found) {
        let mark = piece.chars[at].c;
        let of = |n: Option<Number>| n.filter(|n| n.script == Script::Arabic);
        let Some(year) = of(piece.number_before(at)).filter(|y| (1900..2100).contains(&y.value) && y.end == at) else {
            return;
        };
        let Some(month) = of(piece.number_at(at + 1)).filter(|m| m.start == at + 1) else { return };
        if piece.get(month.end) != Some(mark) {
            return;
        }
        let Some(day) = of(piece.number_at(month.end + 1)).filter(|d| d.start == month.end + 1) else { return };
        let range = year.start..day.end;
        let foreign = |c: Option<char>| {
            c.is_some_and(|c| c.is_ascii_alphanumeric() || "/\\-_.:#=?&".contains(c) || digit(c).is_some())
        };
        let plausible = (1..=12).contains(&month.value) && (1..=31).contains(&day.value);
        if !plausible
            || month.end - month.start > 2
            || day.end - day.start > 2
            || foreign(piece.before(year.start))
            || foreign(piece.get(day.end))
        {
            return;
        }
        if day.value > days(year.value, month.value) {
            out.add(Code::DateImpossible, piece, range, vec![piece.text(year.start..day.end)]);
            return;
        }
        self.weekday(piece, (year, month, day), day.end, out);
        let style = match mark {
            '-' => Style::Hyphens,
            '/' => Style::Slashes,
            _ => Style::Dots,
        };
        self.note(piece, style, range);
    }

    /// A weekday right after the date: （星期三）, 星期三, （周三）.
    fn weekday(&mut self, piece: &Piece, (year, month, day): (Number, Number, Number), end: usize, out: &mut Found) {
        let mut at = skip_blanks(piece, end);
        let bracketed = matches!(piece.get(at), Some('（' | '('));
        at += usize::from(bracketed);
        let word = ["星期", "礼拜", "周"].into_iter().find(|word| piece.starts(at, word));
        let Some(word) = word.filter(|word| bracketed || *word != "周") else { return };
        let sign = at + word.chars().count();
        let Some(named) = piece
            .get(sign)
            .and_then(|c| "日一二三四五六".chars().position(|d| d == if c == '天' { '日' } else { c }))
        else {
            return;
        };
        // （周五平代读） is somebody; 周五上午 is a day.
        let named_so =
            piece.get(sign + 1).is_some_and(|c| super::reading::is_han(c) && !"上下早晚中午夜凌全至到起".contains(c));
        if *word == *"周" && named_so {
            return;
        }
        let real = weekday(year.value, month.value, day.value);
        if named != real {
            let name = |n: usize| "日一二三四五六".chars().nth(n).unwrap_or_default();
            let date = format!("{}年{}月{}日", year.value, month.value, day.value);
            out.add(Code::WeekdayMismatch, piece, at..sign + 1, vec![date, format!("星期{}", name(real))]);
        }
    }

    fn note(&mut self, piece: &Piece, style: Style, range: std::ops::Range<usize>) {
        // A date that is a line, in brackets or quoted follows its own custom.
        let alone = range.end - range.start + 4 >= piece.chars.len();
        let enclosed = piece.before(range.start).is_some_and(|c| "（(《“‘〔".contains(c));
        // So does that of a signature which was run into the text, between blanks.
        let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let set_off = is_blank(piece.before(range.start)) && is_blank(piece.get(range.end));
        if matches!(piece.kind, BlockKind::Paragraph) && !alone && !enclosed && !set_off {
            let (first, last) = (piece.chars[range.start], piece.chars[range.end - 1]);
            let end = last.at + super::reading::offset(last.c.len_utf8());
            self.seen.push((style, first.at, end, piece.text(range)));
        }
    }

    /// The first date of every style that is not the commonest.
    pub(super) fn end(self, out: &mut Found) {
        let mut counts: std::collections::BTreeMap<Style, usize> = std::collections::BTreeMap::new();
        for (style, ..) in &self.seen {
            *counts.entry(*style).or_default() += 1;
        }
        let Some((&usual, &most)) = counts.iter().max_by_key(|(style, n)| (**n, std::cmp::Reverse(**style))) else {
            return;
        };
        let example = self.seen.iter().find(|s| s.0 == usual).map_or_else(String::new, |s| s.3.clone());
        for (&style, &count) in &counts {
            if style == usual || count >= most {
                continue;
            }
            if let Some((_, start, end, text)) = self.seen.iter().find(|s| s.0 == style) {
                out.at(Code::DateStyles, *start, *end, vec![example.clone(), text.clone()]);
            }
        }
    }
}

fn skip_blanks(piece: &Piece, mut at: usize) -> usize {
    while piece.get(at) == Some(' ') {
        at += 1;
    }
    at
}

fn back_over_blanks(piece: &Piece, mut at: usize) -> usize {
    while piece.before(at) == Some(' ') {
        at -= 1;
    }
    at
}

/// In Han numerals and without a year of our era it may be a day of the lunar calendar.
fn is_possible(piece: &Piece, year: Option<Number>, month: Number, day: Number) -> bool {
    const LUNAR: &[&str] = &["农历", "阴历", "旧历", "夏历"];
    let start = year.map_or(month.start, |y| y.start);
    let before = piece.text(start.saturating_sub(8)..start);
    let of_our_era = year.is_some_and(|y| (1912..=2999).contains(&y.value));
    if LUNAR.iter().any(|word| before.contains(word)) || (month.script == Script::Han && !of_our_era) {
        return true;
    }
    // 12—13月5日 and 第45日 are something else.
    let range = piece.before(start).is_some_and(|c| "-—～~至、.．/".contains(c) || digit(c).is_some());
    if range || month.end - month.start > 3 || day.end - day.start > 3 {
        return true;
    }
    let leap_year = 2000;
    (1..=12).contains(&month.value) && (1..=days(year.map_or(leap_year, |y| y.value), month.value)).contains(&day.value)
}

/// Sunday is 0 (Sakamoto's method).
fn weekday(year: u32, month: u32, day: u32) -> usize {
    const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 { year - 1 } else { year };
    let month = usize::try_from(month.clamp(1, 12) - 1).unwrap_or(0);
    ((year + year / 4 - year / 100 + year / 400 + SHIFT[month] + day) % 7) as usize
}

#[cfg(test)]
mod tests {
    #[test]
    fn weekdays_of_known_days() {
        // 1949-10-01 was a Saturday, 2000-02-29 a Tuesday, 2025-10-01 a Wednesday.
        assert_eq!([(1949, 10, 1), (2000, 2, 29), (2025, 10, 1)].map(|(y, m, d)| super::weekday(y, m, d)), [6, 2, 3]);
    }
}
