//! The text proper: headings, paragraphs and what stands between them.

use crate::model::{Block, Reason, Run, RunRole, Text};

use super::chars::{is_closing_mark, is_final_mark, is_han, length, squeeze};
use super::headings::{self, Verdict};
use super::lines::{Kind, Line};
use super::options::{ParseOptions, Recognition};
use super::{address, forms, numbering, people, tables};

/// Reads lines as blocks.
pub(super) fn read(lines: &[Line], options: &ParseOptions) -> Vec<Block> {
    let mut verdicts = headings::judge(lines);
    let sections = match options.headings {
        Recognition::Automatic => unnumbered(lines, &verdicts),
        Recognition::Off => {
            verdicts.iter_mut().for_each(|v| *v = v.filter(|v| matches!(v, Verdict::Article { .. })));
            vec![false; lines.len()]
        }
    };
    let verses = verses(lines, &verdicts);
    let mut blocks = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        let verse = verses.get(verses.partition_point(|v| v.0 < at)).filter(|v| v.0 == at);
        if let Some(&(start, end)) = verse {
            let verse = lines[start..end].iter().map(|l| text(l, Reason::VerseLines)).collect();
            blocks.push(Block::Verse(verse));
            at = end;
            continue;
        }
        if lines[at].kind == Kind::Row {
            let end = at + 1 + lines[at + 1..].iter().take_while(|l| l.kind == Kind::Row && !l.after_blank).count();
            blocks.push(Block::Table(lines[at..end].iter().map(tables::cells).collect()));
            at = end;
            continue;
        }
        blocks.push(block(lines, at, verdicts[at], sections[at]));
        at += 1;
    }
    blocks
}

fn text(line: &Line, reason: Reason) -> Text {
    Text { text: line.text.clone(), span: line.whole(), reason }
}

fn block(lines: &[Line], at: usize, verdict: Option<Verdict>, section: bool) -> Block {
    let line = &lines[at];
    let span = line.whole();
    match (line.kind, verdict) {
        (Kind::PageNumber, _) => return plain(line, Reason::PageNumber),
        (Kind::RunningHead, _) => return plain(line, Reason::RunningHead),
        (Kind::Heading(level), _) => return given_heading(line, level),
        (Kind::Continued, _) => return plain(line, Reason::Continuation),
        (_, Some(Verdict::Line { level, number })) => {
            return Block::Heading {
                level,
                number: line.text[..number].to_owned(),
                text: line.text.clone(),
                span,
                reason: if line.heading.is_some() { Reason::MarkedHeading } else { Reason::NumberedHeading },
            };
        }
        (_, Some(Verdict::RunIn { level, end })) => {
            return parted(line, RunRole::Heading { level }, end, Reason::RunInHeading);
        }
        (_, Some(Verdict::Article { end })) => return parted(line, RunRole::Ordinal, end, Reason::ArticleLabel),
        (Kind::Quote, None) => return Block::Quote(text(line, Reason::QuoteMark)),
        (Kind::Code, None) => return plain(line, Reason::CodeLine),
        (Kind::Item, None) => return plain(line, Reason::ListItem),
        (Kind::Text | Kind::Row, None) => {}
    }
    if section {
        return Block::Heading {
            level: 1,
            number: String::new(),
            text: line.text.clone(),
            span,
            reason: Reason::SectionLine,
        };
    }
    if at > 0
        && length(line.core()) <= 24
        && address::is_call(line.core())
        && line.core().ends_with(['！', '：', '!', ':'])
    {
        return Block::Salutation(text(line, Reason::InnerSalutation));
    }
    let unended = line.core().chars().next_back().is_some_and(|c| !is_closing_mark(c));
    if at == 0
        && lines.len() > 2
        && unended
        && !line.core().contains(['。', '，', '；'])
        && length(line.core()) <= 40
        && numbering::number(line.core()).is_none()
    {
        return Block::InnerTitle(text(line, Reason::HeadLine));
    }
    match ordinal_lead(line.look()) {
        Some(end) => parted(line, RunRole::Ordinal, end, Reason::OrdinalLead),
        None => plain(line, Reason::BodyLine),
    }
}

/// A heading that the caller's expression named.
fn given_heading(line: &Line, level: u8) -> Block {
    let number = numbering::number(line.core()).map_or(0, |n| line.lead() + n.len);
    Block::Heading {
        level,
        number: line.text[..number].to_owned(),
        text: line.text.clone(),
        span: line.whole(),
        reason: Reason::Given,
    }
}

fn plain(line: &Line, reason: Reason) -> Block {
    Block::Paragraph { runs: runs(line, 0), span: line.whole(), reason }
}

/// The text from a place on, divided where markup emphasises it.
fn runs(line: &Line, from: usize) -> Vec<Run> {
    let mut out = Vec::with_capacity(1 + 2 * line.emphasis.len());
    let mut push = |role, start: usize, end: usize| {
        if start < end {
            out.push(Run { role, text: line.text[start..end].to_owned() });
        }
    };
    let mut at = from;
    for stretch in line.emphasis.iter().filter(|e| e.end > from) {
        let start = stretch.start.max(from);
        push(RunRole::Text, at, start);
        push(stretch.role, start, stretch.end);
        at = stretch.end;
    }
    push(RunRole::Text, at, line.text.len());
    out
}

/// A paragraph whose beginning has another role.
fn parted(line: &Line, role: RunRole, end: usize, reason: Reason) -> Block {
    // White space between two runs belongs to the earlier one.
    let rest = line.text[end..].trim_start();
    let end = line.text.len() - rest.len();
    let mut all = vec![Run { role, text: line.text[..end].to_owned() }];
    all.extend(runs(line, end));
    Block::Paragraph { runs: all, span: line.whole(), reason }
}

/// 一是…。 首先， 第一，: the lead sentence when it is short, else the ordinal alone.
fn ordinal_lead(text: &str) -> Option<usize> {
    const WORDS: &[&str] = &[
        "其一，",
        "其二，",
        "其三，",
        "其四，",
        "其五，",
        "首先，",
        "其次，",
        "再次，",
        "最后，",
        "首先是",
        "其次是",
        "第一，",
        "第二，",
        "第三，",
        "第四，",
        "第五，",
        "第六，",
        "第七，",
        "第八，",
        "第九，",
        "第十，",
    ];
    let word = WORDS.iter().find(|w| text.starts_with(**w)).map(|w| w.len()).or_else(|| {
        let digits: usize = text.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).map(char::len_utf8).sum();
        let (rest, digits) = (&text[digits..], digits);
        ((3..=9).contains(&digits) && ["是", "要"].iter().any(|v| rest.starts_with(v)) && !rest.starts_with("要求"))
            .then_some(digits + 3)
    })?;
    let (at, _) = text.char_indices().find(|(_, c)| *c == '。')?;
    let end = at + '。'.len_utf8();
    let lead = &text[..end];
    let short = length(lead) <= 40
        && end < text.len()
        && !text.starts_with("最后")
        && lead.matches('“').count() == lead.matches('”').count();
    Some(if short { end } else { word })
}

/// Section headings without a number: short lines without marks between paragraphs that end in full stops.
///
/// They are believed only where the text is regular: nearly every other line ends a
/// sentence, and there are at least two of them, none touching another.
fn unnumbered(lines: &[Line], verdicts: &[Option<Verdict>]) -> Vec<bool> {
    let mut none = vec![false; lines.len()];
    for (at, line) in lines.iter().enumerate().take(lines.len().saturating_sub(1)) {
        none[at] = line.core().len() < 20
            && matches!(&*squeeze(line.core()), "序言" | "前言" | "引言" | "结语" | "结束语" | "附则");
    }
    if verdicts.iter().any(|v| matches!(v, Some(Verdict::Line { level: 1, .. }))) || lines.len() < 5 {
        return none;
    }
    let paragraphs = lines.iter().filter(|l| length(l.core()) > 30).count();
    let ended =
        |l: &Line| l.core().chars().next_back().is_some_and(|c| is_closing_mark(c) || matches!(c, '）' | '》' | ')'));
    let regular = lines.iter().filter(|l| length(l.core()) > 30 && ended(l)).count();
    if regular * 10 < paragraphs * 9 || paragraphs < 2 {
        return none;
    }
    let form = |l: &Line| {
        let t = l.core();
        l.kind == Kind::Text
            && (2..=16).contains(&length(t))
            && numbering::number(t).is_none()
            && !forms::is_date(t)
            && !people::is_name(t)
            && !t.starts_with("附件")
            && t.chars().all(|c| {
                is_han(c)
                    || c.is_ascii_alphanumeric()
                    || matches!(c, '、' | '“' | '”' | '（' | '）' | '《' | '》' | ' ' | '\u{3000}' | '—')
            })
            && t.chars().filter(|c| is_han(*c)).count() >= 2
            && !t.starts_with('—')
    };
    let starts = |at: usize, forms: &[bool]| {
        let below = &lines[at + 1];
        let text = length(below.core()) > 16 && (ended(below) || length(below.core()) > 30);
        text || (forms[at + 1] && lines.get(at + 2).is_some_and(|l| length(l.core()) > 16 && ended(l)))
    };
    let forms: Vec<bool> = lines.iter().map(form).collect();
    let mut found = none.clone();
    for at in 0..lines.len().saturating_sub(1) {
        let above = at <= 1 || ended(&lines[at - 1]) || found[at - 1];
        found[at] = forms[at] && above && starts(at, &forms);
    }
    let count = found.iter().filter(|f| **f).count();
    if count >= 3 {
        // In a text with such sections a question or two clauses may head one as well.
        for at in 1..lines.len() - 1 {
            let t = lines[at].core();
            let clause = lines[at].kind == Kind::Text
                && (4..=28).contains(&length(t))
                && !t.contains(['。', '：', '；', '！', '—', '|']);
            let mark = t.chars().next_back().is_some_and(|c| c == '？' || !is_closing_mark(c));
            let free =
                verdicts[at].is_none() && numbering::number(t).is_none() && !forms::is_date(t) && !people::is_name(t);
            let below = &lines[at + 1];
            found[at] |= clause && mark && free && ended(&lines[at - 1]) && length(below.core()) > 40 && ended(below);
        }
    }
    if count >= 2 { found } else { none }
}

/// Fewest lines of a verse: two couplets.
const VERSE_LINES: usize = 4;
/// Fewest lines of a poem whose lines are of any length.
const FREE_LINES: usize = 6;
/// Most characters of a line of verse.
const VERSE_LENGTH: usize = 18;

/// Runs of short lines without numbers: verse.
fn verses(lines: &[Line], verdicts: &[Option<Verdict>]) -> Vec<(usize, usize)> {
    let form = |at: usize| {
        let t = lines[at].core();
        let parts = t.split(['，', '。', '！', '？', ' ', '、', '；']).filter(|p| !p.trim().is_empty());
        lines[at].kind == Kind::Text
            && verdicts[at].is_none()
            && (3..=VERSE_LENGTH).contains(&length(t))
            && t.chars().filter(|c| is_han(*c)).count() * 10 >= length(t) * 7
            && numbering::number(t).is_none()
            && !t.contains(['：', '；', '、', '《', '（'])
            && !address::is_salutation(t)
            && !forms::is_date(t)
            && parts.count() <= 3
    };
    let forms: Vec<bool> = (0..lines.len()).map(form).collect();
    let fitting = forms.iter().filter(|fits| **fits).count();
    let setting = if fitting * 2 >= lines.len() { Setting::Verse } else { Setting::Prose };
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let start = at;
        while at < lines.len() && forms[at] && (at == start || !lines[at].after_blank || lines[start].after_blank) {
            at += 1;
        }
        if at - start >= VERSE_LINES && is_verse(&lines[start..at], setting) {
            out.push((start, at));
        }
        at = at.max(start + 1);
    }
    out
}

/// What surrounds the lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Setting {
    /// Mostly lines like them: a poem.
    Verse,
    /// Mostly paragraphs: only lines of one measure are believed.
    Prose,
}

/// Lines of free verse are of any length. What tells them from a list are the words that make
/// sentences, what tells them from sentences that these run on over the ends of lines, what
/// tells them from talk that no line opens with a mark.
fn is_free_verse(lines: &[Line]) -> bool {
    const WORDS: &[char] = &['的', '了', '在', '着', '是', '我', '你', '不', '这', '那', '像', '把', '从', '向', '与'];
    let stanzas = 1 + lines.iter().skip(1).filter(|l| l.after_blank).count();
    let of = |is: &dyn Fn(&str) -> bool| lines.iter().filter(|l| is(l.core())).count();
    let open = of(&|t| !t.ends_with(is_final_mark));
    stanzas >= 2
        && lines.len() >= FREE_LINES
        && of(&|t| t.contains(WORDS)) * 3 >= lines.len()
        && open * 3 >= lines.len()
        && of(&|t| t.starts_with(|c: char| !c.is_alphanumeric())) == 0
}

/// Lines of verse are of a length, or pause alike.
fn is_verse(lines: &[Line], setting: Setting) -> bool {
    let bare = |l: &Line| l.core().chars().filter(|c| !is_closing_mark(*c) && !c.is_whitespace()).count();
    let lengths: Vec<usize> = lines.iter().map(bare).collect();
    let (Some(least), Some(most)) = (lengths.iter().min(), lengths.iter().max()) else { return false };
    if setting == Setting::Prose && most - least > 2 {
        return false;
    }
    if setting == Setting::Verse && is_free_verse(lines) {
        return true;
    }
    let mut kinds = lengths.clone();
    kinds.sort_unstable();
    kinds.dedup();
    let paused =
        lines.iter().filter(|l| l.core().chars().next_back().is_some_and(|c| is_final_mark(c) || c == '，')).count();
    let repeated = lines.windows(2).filter(|w| w[0].text == w[1].text).count();
    *least >= 3
        && (most - least <= 4 || kinds.len() * 3 <= lines.len() + 3)
        && (paused * 2 >= lines.len() || paused == 0 || lines.len() >= 8)
        && repeated == 0
}
