//! Markdown, where a file plainly is Markdown.
//!
//! Marks that are understood are set aside and reported ([`SetAsideKind::Markup`]);
//! what they said stays with the line: a heading's level, a quotation, an item, code.
//! Marks that are not understood (pictures, tags, a lone asterisk) stay in the text.
//! One line is one paragraph, as Chinese authors write it, and white space at the
//! head of a line is an indent, not code. See CommonMark 0.31, sections 4 to 6.

use std::ops::Range;

use crate::model::{SetAside, SetAsideKind, Span};

use super::chars::{is_final_mark, is_han, length};
use super::inline::{self, Cut};
use super::lines::{Emphasis, Kind, Line, Source};

/// Most characters of a line that draws a rule.
const LONGEST_RULE: usize = 120;

/// Whether a text plainly is Markdown: it opens with a heading or has several, has words made
/// strong again and again, or two kinds of marks more than once. One of each is a text that talks
/// of marks, or chance: there they stay what they are.
pub(super) fn is_markdown(sources: &[Source<'_>]) -> bool {
    let (mut headings, mut items, mut quotes, mut fences, mut strong, mut links) = (0, 0, 0, 0, 0, 0);
    let mut opens = false;
    for (at, source) in sources.iter().enumerate() {
        let line = source.text;
        if source.indent == 0 && heading(line).is_some_and(|(_, len)| line[len..].chars().any(is_han)) {
            headings += 1;
            opens |= at == 0;
        }
        items += usize::from(item(line).is_some());
        quotes += usize::from(line.starts_with("> "));
        fences += usize::from(is_fence(line));
        strong += strong_words(line);
        links += usize::from(line.contains("](http"));
    }
    let kinds = [headings > 1, items > 3, quotes > 1, fences > 1, strong > 1, links > 1];
    opens || headings > 1 || strong > 2 || kinds.into_iter().filter(|k| *k).count() > 1
}

/// Number of stretches between two `**`.
fn strong_words(line: &str) -> usize {
    let pairs = line.matches("**").count() / 2;
    line.split("**").skip(1).step_by(2).take(pairs).filter(|words| !words.trim_matches('*').is_empty()).count()
}

/// Whether a source line begins a block of its own, so that it is not joined to the line before.
pub(super) fn begins_block(text: &str) -> bool {
    heading(text).is_some() || item(text).is_some() || is_fence(text) || is_rule(text) || text.starts_with(['>', '|'])
}

/// Reads the marks of logical lines.
pub(super) fn read(lines: Vec<Line>, aside: &mut Vec<SetAside>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut fenced = false;
    for mut line in lines {
        if line.kind != Kind::Text {
            out.push(line);
            continue;
        }
        if is_fence(&line.text) {
            fenced = !fenced;
            drop_line(&line, aside);
        } else if fenced {
            line.kind = Kind::Code;
            out.push(line);
        } else if let Some(level) = underline(&line, out.last()) {
            if let Some(above) = out.last_mut() {
                above.heading = Some(level);
            }
            drop_line(&line, aside);
        } else if is_rule(&line.text) {
            drop_line(&line, aside);
        } else {
            block_marks(&mut line, aside);
            inline_marks(line, aside, &mut out);
        }
    }
    out
}

pub(super) fn set_aside(aside: &mut Vec<SetAside>, span: Span, text: String) {
    if !text.is_empty() {
        aside.push(SetAside { kind: SetAsideKind::Markup, span, text });
    }
}

pub(super) fn drop_line(line: &Line, aside: &mut Vec<SetAside>) {
    for (span, text) in line.verbatim(0..line.text.len()) {
        set_aside(aside, span, text);
    }
}

/// Takes the marks at the head of a line off: `#`, `>`, `-`.
fn block_marks(line: &mut Line, aside: &mut Vec<SetAside>) {
    let mut end = 0;
    loop {
        let rest = &line.text[end..];
        if let Some((level, len)) = heading(rest) {
            line.heading = Some(level);
            end += len;
            // A closing run of `#` is part of the mark.
            let closing = line.text.trim_end_matches('#');
            if closing.len() < line.text.len() && closing.ends_with(char::is_whitespace) && closing.len() > end {
                let from = closing.trim_end().len();
                take(line, from..line.text.len(), aside);
            }
            break;
        }
        let quote = rest.starts_with('>').then(|| 1 + rest[1..].len() - rest[1..].trim_start().len());
        let (len, kind) = match (quote, item(rest)) {
            (Some(len), _) => (len, Kind::Quote),
            (None, Some(len)) => (len, Kind::Item),
            (None, None) => break,
        };
        // An item inside a quotation is quoted text.
        if line.kind == Kind::Text {
            line.kind = kind;
        }
        end += len;
    }
    if end > 0 {
        take(line, 0..end, aside);
    }
}

/// Cuts a stretch out of a line and sets it aside.
fn take(line: &mut Line, cut: Range<usize>, aside: &mut Vec<SetAside>) {
    for (span, text) in line.replace(std::slice::from_ref(&cut), |_| "") {
        set_aside(aside, span, text);
    }
}

/// Takes the marks inside a line off; a line break parts it.
fn inline_marks(mut line: Line, aside: &mut Vec<SetAside>, out: &mut Vec<Line>) {
    let marks = inline::read(&line.text);
    if !marks.cuts.is_empty() {
        let ranges: Vec<_> = marks.cuts.iter().map(|(range, _)| range.clone()).collect();
        let put = |n: usize| if marks.cuts[n].1 == Cut::Break { "\n" } else { "" };
        for (span, text) in line.replace(&ranges, put) {
            set_aside(aside, span, text);
        }
    }
    line.emphasis = marks.emphasis.iter().map(|&(start, end, role)| Emphasis { start, end, role }).collect();
    if !marks.cuts.iter().any(|(_, cut)| *cut == Cut::Break) {
        if !line.text.trim().is_empty() {
            out.push(line);
        }
        return;
    }
    let mut start = 0;
    for part in line.text.split('\n') {
        let end = start + part.len();
        if !part.trim().is_empty() {
            out.push(line.part(start, end));
        }
        start = end + 1;
    }
}

/// `## ` → level and length of the mark, the space after it included (CommonMark 4.2).
pub(super) fn heading(text: &str) -> Option<(u8, usize)> {
    let level = text.bytes().take_while(|b| *b == b'#').count();
    let rest = &text[level..];
    let blank = rest.len() - rest.trim_start().len();
    let named = blank > 0 && blank < rest.len();
    ((1..=6).contains(&level) && named).then_some((level as u8, level + blank))
}

/// `- `, `* `, `+ ` → length of the mark (CommonMark 5.2). Numbers are text.
fn item(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['-', '*', '+'])?;
    let blank = rest.len() - rest.trim_start().len();
    (blank > 0 && blank < rest.len() && !is_rule(text)).then_some(1 + blank)
}

fn is_fence(text: &str) -> bool {
    ["```", "~~~"].iter().any(|fence| text.starts_with(fence) && !text[3..].contains('`'))
}

/// `---`, `***`, `* * *` (CommonMark 4.1).
fn is_rule(text: &str) -> bool {
    let Some(mark) = text.chars().next().filter(|c| matches!(c, '-' | '*' | '_')) else { return false };
    text.len() <= LONGEST_RULE
        && text.chars().all(|c| c == mark || c == ' ')
        && text.chars().filter(|c| *c == mark).count() >= 3
}

/// `===` or `---` right under a short line makes it a heading (CommonMark 4.3).
fn underline(line: &Line, above: Option<&Line>) -> Option<u8> {
    let mark = line.text.chars().next().filter(|c| matches!(c, '=' | '-'))?;
    let short = above.is_some_and(|l| {
        l.kind == Kind::Text
            && l.heading.is_none()
            && length(&l.text) <= 40
            && !l.text.chars().next_back().is_some_and(is_final_mark)
    });
    let drawn = line.text.len() >= 3 && line.text.chars().all(|c| c == mark);
    (drawn && short && !line.after_blank).then_some(if mark == '=' { 1 } else { 2 })
}
