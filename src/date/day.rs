//! The date of a speech, as 2026年4月28日 or 二〇二六年四月二十八日.

use super::days;
use crate::model::Document;
#[cfg(any(feature = "pdf", feature = "docx", feature = "epub"))]
use crate::publication::Publication;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl std::fmt::Display for Day {
    /// ISO 8601.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The date that a document gives itself.
pub(crate) fn of_document(document: &Document) -> Option<Day> {
    let dates = [&document.front.date, &document.back.signature_date];
    dates.into_iter().flatten().find_map(|t| parse(&t.text))
}

/// The date of a publication: that of its document, or of the latest in a collection.
#[cfg(any(feature = "pdf", feature = "docx", feature = "epub"))]
pub(crate) fn of_publication(publication: &Publication<'_>) -> Option<Day> {
    publication.documents().iter().filter_map(|document| of_document(document)).max()
}

/// The first full date in a text; none without year, month and day.
fn parse(text: &str) -> Option<Day> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (before, rest) = text.split_once('年')?;
    let year_start = before.char_indices().rev().take_while(|(_, c)| digit(*c).is_some()).last()?.0;
    let year = positional(&before[year_start..]).filter(|y| (1000..=9999).contains(y))?;
    let (month, rest) = rest.split_once('月')?;
    let (day, _) = rest.split_once(['日', '号'])?;
    let month = number(month).filter(|m| (1..=12).contains(m))?;
    let day = number(day).filter(|d| (1..=days(year.into(), month.into())).contains(&u32::from(*d)))?;
    Some(Day { year, month: month as u8, day: day as u8 })
}

/// A month or a day: 28, ２８, 二十八.
fn number(text: &str) -> Option<u16> {
    match text.split_once('十') {
        None => positional(text),
        Some((tens, units)) => {
            let part = |text: &str, empty| if text.is_empty() { Some(empty) } else { positional(text) };
            Some(part(tens, 1)?.checked_mul(10)?.checked_add(part(units, 0)?)?)
        }
    }
}

/// Digits one after the other, at most four.
fn positional(text: &str) -> Option<u16> {
    if text.is_empty() || text.chars().count() > 4 {
        return None;
    }
    text.chars().try_fold(0, |n, c| Some(n * 10 + digit(c)?))
}

fn digit(c: char) -> Option<u16> {
    const HAN: &str = "〇一二三四五六七八九";
    match c {
        '0'..='9' => Some(c as u16 - '0' as u16),
        '０'..='９' => Some(c as u16 - '０' as u16),
        // Typed for 〇 where the keyboard lacks it.
        '零' | '○' | 'Ｏ' | 'О' | '◯' => Some(0),
        _ => HAN.chars().position(|h| h == c).map(|n| n as u16),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_both_scripts() {
        for text in [
            "（2026年4月28日）",
            "2026 年 4 月 28 日",
            "二〇二六年四月二十八日",
            "根据录音整理，２０２６年４月２８日上午",
        ] {
            assert_eq!(parse(text).map(|d| d.to_string()).as_deref(), Some("2026-04-28"), "{text}");
        }
        assert_eq!(parse("二○○○年二月廿九日"), None);
        assert_eq!(parse("二○○○年十月十日").map(|d| d.to_string()).as_deref(), Some("2000-10-10"));
    }

    #[test]
    fn what_is_no_full_date_is_none() {
        for text in ["", "2026年4月", "X年X月X日", "2026年2月30日", "26年4月28日", "2026年13月1日", "年月日"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
