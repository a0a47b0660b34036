//! What an earlier conversion left in the text: page numbers, running heads and feet.
//!
//! A page number is known by its form (— 12 —, 第 3 页), a bare number by the row that it
//! belongs to: numbers that count up and interrupt sentences. A running head is a short
//! line that stands again and again beside page numbers, or again and again with a
//! number that counts up.

use std::collections::BTreeMap;

use super::chars::{is_closing_mark, length};
use super::lines::{Kind, Source};

/// Times a bare number must count up, and a head with a number, to be believed.
const ROW: usize = 3;
/// Fewest lines from one page to the next.
const PAGE: usize = 4;
/// Most characters of a running head, and fewest of one whose number alone tells.
const HEAD: std::ops::RangeInclusive<usize> = 2..=40;
const NUMBERED_HEAD: usize = 6;

/// What each line is: [`Kind::PageNumber`], [`Kind::RunningHead`] or [`Kind::Text`].
pub(super) fn find(lines: &[Source<'_>]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> =
        lines.iter().map(|l| if is_page_number(l.text) { Kind::PageNumber } else { Kind::Text }).collect();
    bare_numbers(lines, &mut kinds);
    numbered_heads(lines, &mut kinds);
    heads_beside_numbers(lines, &mut kinds);
    kinds
}

/// — 12 —, - 12 -, ·12·, 第12页, 第 1 页 共 9 页, Page 3 of 9.
fn is_page_number(text: &str) -> bool {
    if text.len() > 60 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let fence = |c: char| matches!(c, '—' | '–' | '-' | '－' | '―' | '─' | '·' | '•' | '~' | '～');
    let squeezed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if is_number(squeezed.trim_matches(fence)) && squeezed.starts_with(fence) && squeezed.ends_with(fence) {
        return true;
    }
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if let Some(rest) = squeezed.strip_prefix("Page").or_else(|| squeezed.strip_prefix("page")) {
        let tail = &rest[digits(rest)..];
        return digits(rest) > 0 && (tail.is_empty() || tail.strip_prefix("of").is_some_and(is_number));
    }
    let Some(rest) = squeezed.strip_prefix('第') else { return false };
    let Some(rest) = rest[digits(rest)..].strip_prefix('页').filter(|_| digits(rest) > 0) else { return false };
    let total = rest.trim_start_matches(['，', '/', '／']).trim_start_matches('共');
    total.is_empty() || &total[digits(total)..] == "页"
}

fn is_number(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// Numbers on lines of their own that count up by one and mostly stand in the middle of a sentence.
fn bare_numbers(lines: &[Source<'_>], kinds: &mut [Kind]) {
    let numbers = lines.iter().enumerate().filter(|(_, l)| is_number(l.text));
    let row: Vec<(usize, u32)> = numbers.filter_map(|(at, l)| Some((at, l.text.parse().ok()?))).collect();
    for run in runs(&row) {
        let unfinished =
            |at: usize| at > 0 && lines[at - 1].text.chars().next_back().is_some_and(|c| !is_closing_mark(c));
        if run.iter().filter(|(at, _)| unfinished(*at)).count() * 2 > run.len() {
            for (at, _) in run {
                kinds[*at] = Kind::PageNumber;
            }
        }
    }
}

/// 在全市大会上的讲话　12: the same words with a number that counts up by one.
fn numbered_heads(lines: &[Source<'_>], kinds: &mut [Kind]) {
    let mut heads: BTreeMap<&str, Vec<(usize, u32)>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        if let Some((words, number)) = words_and_number(line.text) {
            heads.entry(words).or_default().push((at, number));
        }
    }
    for (at, _) in heads.values().flat_map(|row| runs(row)).flatten() {
        kinds[*at] = Kind::RunningHead;
    }
}

/// The words of a line and the number before or after them, parted by white space.
fn words_and_number(text: &str) -> Option<(&str, u32)> {
    if text.len() > 160 {
        return None;
    }
    let fence = |c: char| matches!(c, '—' | '-' | '－' | '·' | '|' | '｜') || c.is_whitespace();
    let number = |part: &str| part.trim_matches(fence).parse::<u32>().ok().filter(|n| *n < 10_000);
    let (first, after) = text.split_once(char::is_whitespace)?;
    let (before, last) = text.rsplit_once(char::is_whitespace)?;
    let (words, number) = number(last).map(|n| (before, n)).or_else(|| number(first).map(|n| (after, n)))?;
    let words = words.trim_matches(fence);
    let ended = words.chars().next_back().is_some_and(is_closing_mark);
    (length(words) >= NUMBERED_HEAD && HEAD.contains(&length(words)) && !ended).then_some((words, number))
}

/// Stretches of a row that count up by one, a page apart.
fn runs(row: &[(usize, u32)]) -> impl Iterator<Item = &[(usize, u32)]> {
    row.chunk_by(|a, b| b.1 == a.1 + 1 && b.0 >= a.0 + PAGE).filter(|run| run.len() >= ROW)
}

/// Short lines that stand beside page numbers more than once.
fn heads_beside_numbers(lines: &[Source<'_>], kinds: &mut [Kind]) {
    let mut beside: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for at in 0..lines.len() {
        let touches = |other: Option<usize>| other.and_then(|o| kinds.get(o)).is_some_and(|k| *k == Kind::PageNumber);
        let text = lines[at].text;
        let short = text.len() <= 160 && HEAD.contains(&length(text));
        let ended = text.chars().next_back().is_some_and(is_closing_mark);
        if kinds[at] == Kind::Text && short && !ended && (touches(at.checked_sub(1)) || touches(Some(at + 1))) {
            beside.entry(text).or_default().push(at);
        }
    }
    for at in beside.values().filter(|places| places.len() > 1).flatten() {
        kinds[*at] = Kind::RunningHead;
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::source_lines;
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        find(&source_lines(text))
    }

    #[test]
    fn a_page_number_is_known_by_its_form() {
        for text in ["— 12 —", "-3-", "· 4 ·", "第12页", "第 1 页 共 9 页", "第1页/共9页", "Page 3", "Page 3 of 9"]
        {
            assert_eq!(kinds(text), [Kind::PageNumber], "{text}");
        }
        for text in ["12", "— —", "第12页的表", "Page one", "—12", "1-2", "第页"] {
            assert_eq!(kinds(text), [Kind::Text], "{text}");
        }
    }

    const PROSE: &str = "我们要认真\n总结经验，\n把工作抓好，\n把任务完成\n";

    #[test]
    fn bare_numbers_count_up_and_interrupt() {
        let page = |n: u32| format!("{PROSE}{n}\n");
        let text: String = (3..6).map(page).collect();
        assert_eq!(kinds(&text).iter().filter(|k| **k == Kind::PageNumber).count(), 3);
        // Numbers of sections stand between whole sentences.
        let section = |n: u32| format!("{PROSE}就这样。\n{n}\n");
        let text: String = (3..6).map(section).collect();
        assert!(kinds(&text).iter().all(|k| *k == Kind::Text));
        // Numbers that do not count up are figures.
        let text: String = [7, 3, 5].map(page).concat();
        assert!(kinds(&text).iter().all(|k| *k == Kind::Text));
    }

    #[test]
    fn a_running_head_stands_beside_page_numbers_or_counts() {
        let page = |n: u32| format!("在植树节上的讲话\n{PROSE}第{n}件事\n— {n} —\n");
        let text: String = (1..4).map(page).collect();
        let found: Vec<usize> =
            kinds(&text).iter().enumerate().filter(|(_, k)| **k == Kind::RunningHead).map(|(at, _)| at).collect();
        // The first is the title itself.
        assert_eq!(found, [7, 14]);
        let page = |n: u32| format!("{PROSE}在植树节上的讲话　{n}\n");
        let text: String = (1..4).map(page).collect();
        assert_eq!(kinds(&text).iter().filter(|k| **k == Kind::RunningHead).count(), 3);
        // A refrain without page numbers, and attachments that count, are text.
        let text = format!("好啊\n{PROSE}好啊\n{PROSE}好啊\n{PROSE}附件 1\n{PROSE}附件 2\n{PROSE}附件 3\n");
        assert!(kinds(&text).iter().all(|k| *k == Kind::Text));
    }
}
