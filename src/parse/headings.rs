//! Which numbered lines are headings.
//!
//! One line cannot tell. A number is a heading's when the *sequence* it belongs to
//! behaves as headings do: something follows each before the next one comes, and the
//! lines (or the first sentences, for run-in headings) are short. A sequence whose
//! items stand one right after another is a list, and so is one whose items end in
//! semicolons.

use std::collections::BTreeMap;

use crate::model::RunRole;

use super::address;
use super::chars::{is_final_mark, length, squeeze};
use super::lines::{Kind, Line};
use super::numbering::{self, Number, Scheme};

/// What a numbered line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A heading on a line of its own.
    Line { level: u8, number: usize },
    /// A run-in heading that ends at this byte.
    RunIn { level: u8, end: usize },
    /// 第X条: the label ends at this byte.
    Article { end: usize },
}

/// The form of a numbered line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// No final mark: a heading by its form.
    Bare,
    /// One sentence, or a few that are short enough together.
    Sentences,
    /// A short first sentence with more after it; the sentence ends at this byte.
    Led(usize),
    /// A first sentence that only short ones beside it show to be a heading; it ends at this byte.
    LongLead(usize),
    /// Ends in a semicolon or a comma: an item of an enumeration.
    Item,
    /// Ends in a colon: something is about to be listed.
    Opening,
    /// Anything longer.
    Long,
}

struct Candidate {
    /// Index of the line.
    at: usize,
    number: Number,
    form: Form,
    /// Whether the whole line could be a heading's.
    fits_line: bool,
}

/// The verdict on each line, in the order of the lines.
pub(super) fn judge(lines: &[Line]) -> Vec<Option<Verdict>> {
    let mut verdicts = vec![None; lines.len()];
    let contents = contents(lines);
    // 1.1 is a quantity, 1 a figure, unless the text is numbered in this way throughout.
    let is_decimal = |l: &Line| numbering::decimal(l.core()).is_some_and(|n| n.scheme != Scheme::Space);
    let in_decimals = lines.iter().filter(|l| is_decimal(l)).count() >= DECIMALS;
    let candidates: Vec<Candidate> = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| {
            matches!(line.kind, Kind::Text | Kind::Heading(_)) && line.heading.is_none() && !contents.contains(at)
        })
        .filter_map(|(at, line)| candidate(at, line, in_decimals))
        .collect();
    let articles = candidates.iter().filter(|c| c.number.scheme == Scheme::Article).count();
    let mut marks: Vec<Option<usize>> = vec![None; lines.len()];
    let sequences = sequences(&candidates);
    for (n, sequence) in sequences.iter().enumerate() {
        for &c in sequence {
            marks[candidates[c].at] = Some(n);
        }
    }
    for sequence in &sequences {
        judge_sequence(sequence, &candidates, &marks, articles >= 3, lines, &mut verdicts);
    }
    marked(lines, &mut verdicts);
    verdicts
}

/// Headings by their marks. The level is that of the number; without one, the depth of the
/// mark counts from the least deep in the text.
fn marked(lines: &[Line], verdicts: &mut [Option<Verdict>]) {
    let Some(mut top) = lines.iter().filter_map(|l| l.heading).min() else { return };
    let count = |depth: u8| lines.iter().filter(|l| l.heading == Some(depth)).count();
    // A few more titles (`#`) among the sections (`##`) do not push those down.
    if top == 1 && count(1) < count(2) {
        top = 2;
    }
    for (line, verdict) in lines.iter().zip(verdicts) {
        let Some(depth) = line.heading.filter(|_| !address::is_salutation(line.core())) else { continue };
        let number = numbering::number(line.core());
        let level = number.and_then(|n| n.scheme.level()).unwrap_or((depth.saturating_sub(top) + 1).min(4));
        *verdict = Some(Verdict::Line { level, number: number.map_or(0, |n| line.lead() + n.len) });
    }
}

/// The lines of a table of contents: from 目录 until its first entry comes again.
fn contents(lines: &[Line]) -> std::ops::Range<usize> {
    let Some(head) = lines.iter().take(60).position(|l| matches!(&*squeeze(l.core()), "目录" | "目次")) else {
        return 0..0;
    };
    let Some(first) = lines.get(head + 1) else { return 0..0 };
    let key: String = squeeze(first.core()).chars().take(12).collect();
    let again = lines.iter().enumerate().skip(head + 2).find(|(_, l)| {
        let squeezed = squeeze(l.core());
        squeezed.starts_with(&key) || (squeezed.len() > 6 && key.starts_with(&*squeezed))
    });
    match again {
        Some((end, _)) => head + 1..end,
        None => 0..0,
    }
}

fn candidate(at: usize, line: &Line, in_decimals: bool) -> Option<Candidate> {
    let text = line.core();
    let number = numbering::decimal(text).filter(|_| in_decimals).or_else(|| numbering::number(text))?;
    let body = text[number.len..].trim_start();
    let form = form(text, number);
    // Sentence-long headings are a custom of the first level; below it a heading is one sentence.
    let (longest, sentences) = match number.scheme.level() {
        Some(1) => (130, 4),
        Some(2) => (70, 2),
        _ => (60, 2),
    };
    let count = body.chars().filter(|c| matches!(c, '。' | '！' | '？')).count();
    let fits_line = match form {
        Form::Bare => length(body) <= longest,
        Form::Sentences | Form::Led(_) => length(body) <= longest && count <= sentences,
        _ => false,
    };
    Some(Candidate { at, number, form, fits_line })
}

/// Fewest decimal numbers of a text that is numbered in decimals.
const DECIMALS: usize = 3;

/// Most characters of a heading that only its sequence shows to be one.
const LONGEST_HEADING: usize = 200;

/// Most characters of a run-in heading, and most commas in it.
const RUN_IN: [(usize, usize); 5] = [(0, 0), (40, 2), (40, 2), (30, 1), (30, 1)];

/// Most characters of a run-in heading that only its sequence shows to be one.
const LONG_LEAD: usize = 60;

fn form(text: &str, number: Number) -> Form {
    let body = text[number.len..].trim_start();
    let Some(last) = body.chars().next_back() else { return Form::Bare };
    match last {
        '；' | ';' | '，' | ',' | '、' => return Form::Item,
        '：' | ':' => return Form::Opening,
        _ => {}
    }
    let stop = body.char_indices().find(|(_, c)| matches!(c, '。' | '：' | '！' | '？' | '；'));
    let Some((at, mark)) = stop else {
        return if is_final_mark(last) && last != '”' { Form::Sentences } else { Form::Bare };
    };
    let end = at + mark.len_utf8();
    if end == body.len() || body[end..].trim_matches(['”', '」', '）']).is_empty() {
        return Form::Sentences;
    }
    let scheme_level = number.scheme.level().unwrap_or(1);
    let (longest, commas) = RUN_IN[usize::from(scheme_level)];
    let lead = &body[..end];
    let short = length(lead) <= longest && lead.matches(['，', ',']).count() <= commas;
    let closed = lead.matches('“').count() == lead.matches('”').count();
    let end = text.len() - body.len() + end;
    match mark {
        '。' if short && closed => Form::Led(end),
        '。' if closed && length(lead) <= LONG_LEAD => Form::LongLead(end),
        '：' if closed && length(lead) <= 16 && !lead.contains('，') && !is_turn(lead) => Form::Led(end),
        _ => Form::Long,
    }
}

/// 问：, 记者：, 与会人：: whose turn it is to speak.
fn is_turn(lead: &str) -> bool {
    const TURNS: &[&str] =
        &["问", "答", "提问", "回答", "记者", "主持人", "与会人", "与会者", "学员", "员工", "听众", "观众"];
    let who = lead.split(['：', ':', '（', '(']).next().unwrap_or("").trim();
    TURNS.contains(&who)
}

/// Numbers that follow one another in one scheme.
fn sequences(candidates: &[Candidate]) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = Vec::new();
    // Of each scheme, the sequences that may go on, innermost last.
    let mut open: BTreeMap<Scheme, Vec<usize>> = BTreeMap::new();
    for (n, candidate) in candidates.iter().enumerate() {
        let value = candidate.number.value;
        let stack = open.entry(candidate.number.scheme).or_default();
        let goes_on = stack.iter().rposition(|&s| {
            let last = out[s].last().map_or(0, |&c| candidates[c].number.value);
            value == last + 1 || (value == last + 2 && last > 1)
        });
        match goes_on {
            Some(depth) if value > 1 => {
                stack.truncate(depth + 1);
                out[stack[depth]].push(n);
            }
            _ => {
                // Deep nesting of one scheme does not occur; a bound keeps the search short.
                if stack.len() > 4 {
                    stack.remove(0);
                }
                stack.push(out.len());
                out.push(vec![n]);
            }
        }
    }
    out
}

fn judge_sequence(
    sequence: &[usize],
    candidates: &[Candidate],
    marks: &[Option<usize>],
    is_law: bool,
    lines: &[Line],
    verdicts: &mut [Option<Verdict>],
) {
    let items: Vec<&Candidate> = sequence.iter().map(|&c| &candidates[c]).collect();
    let Some(first) = items.first() else { return };
    let scheme = first.number.scheme;
    let Some(level) = scheme.level() else {
        for item in &items {
            verdicts[item.at] = Some(Verdict::Article { end: lines[item.at].lead() + item.number.len });
        }
        return;
    };
    // In a text of articles, （一） and below number the items of an article.
    if is_law && level > 1 && scheme != Scheme::Section {
        return;
    }
    let named = matches!(scheme, Scheme::Part | Scheme::Chapter | Scheme::Section);
    let own = marks[first.at];
    // Page numbers aside, what stands right after an item.
    let next_of = |at: usize| (at + 1..lines.len()).find(|i| !lines[*i].is_leftover());
    let followed_by_sibling =
        |item: &Candidate| next_of(item.at).is_some_and(|i| marks[i].is_some() && marks[i] == own);
    let touching = items.iter().filter(|item| followed_by_sibling(item)).count();
    let enumerated = items.iter().filter(|item| item.form == Form::Item).count();
    let led = items.iter().filter(|item| matches!(item.form, Form::Led(_))).count();
    let whole =
        items.iter().filter(|item| item.fits_line && !followed_by_sibling(item) && next_of(item.at).is_some()).count();

    if named {
        for item in items.iter().filter(|item| item.form == Form::Bare && item.fits_line) {
            verdicts[item.at] = Some(line_verdict(level, item, lines));
        }
        return;
    }
    if enumerated > 0 && enumerated * 4 >= items.len() {
        return;
    }
    // One long lead among short ones only is a heading like these.
    let with_short =
        led >= 2 && led + 1 == items.len() && items.iter().any(|item| matches!(item.form, Form::LongLead(_)));
    let fit_run_in = |item: &&&Candidate| {
        matches!(item.form, Form::Led(_))
            || (with_short && matches!(item.form, Form::LongLead(_)))
            || (item.fits_line && !followed_by_sibling(item) && item.form != Form::Item)
    };
    let fitting = items.iter().filter(fit_run_in).count();
    // One in eight may be out of shape in a long sequence.
    let odd = items.len() - fitting;
    let run_in = items.len() >= 2 && led * 2 >= items.len() && odd * 8 <= items.len();
    let whole_lines = level == 1 && whole * 2 > items.len();
    // Where most sentences of a sequence are headings, none touching another, a longer one is one too.
    let with_the_rest = whole_lines && touching == 0 && items.len() > 2;
    for item in &items {
        let verdict = match item.form {
            Form::Bare if item.fits_line => {
                let only_number = length(lines[item.at].core()) <= 4;
                let alone = items.len() == 1 && (only_number || (level > 1 && item.number.value != 1));
                let in_list = touching * 2 >= items.len() && items.len() > 1 && !run_in;
                (!alone && !in_list && (!followed_by_sibling(item) || whole > 0))
                    .then(|| line_verdict(level, item, lines))
            }
            Form::Sentences | Form::Led(_)
                if item.fits_line
                    && !followed_by_sibling(item)
                    && (item.form == Form::Sentences || (whole_lines && touching == 0))
                    && (items.len() > 1 || scheme == Scheme::HanComma)
                    && (run_in || (touching * 2 <= items.len() && (level > 1 || whole * 2 >= items.len())))
                    && next_of(item.at).is_some_and(|i| opens_text(i, level, lines)) =>
            {
                Some(line_verdict(level, item, lines))
            }
            Form::Long | Form::LongLead(_) | Form::Led(_)
                if with_the_rest
                    && length(lines[item.at].core()) <= LONGEST_HEADING
                    && next_of(item.at).is_some_and(|i| opens_text(i, level, lines)) =>
            {
                Some(line_verdict(level, item, lines))
            }
            Form::LongLead(end) if run_in && with_short => {
                Some(Verdict::RunIn { level, end: end + lines[item.at].lead() })
            }
            // Markup that makes the lead strong says the same.
            Form::Led(end) | Form::LongLead(end)
                if (run_in && matches!(item.form, Form::Led(_))) || is_strong(&lines[item.at], end) =>
            {
                Some(Verdict::RunIn { level, end: end + lines[item.at].lead() })
            }
            _ => None,
        };
        verdicts[item.at] = verdict;
    }
}

/// Whether markup makes a line strong up to a place in its core, and no further.
fn is_strong(line: &Line, end: usize) -> bool {
    line.emphasis.iter().any(|e| e.role == RunRole::Strong && e.start == 0 && e.end == line.lead() + end)
}

/// Whether a line can stand under a heading of a level: text, or a number of a deeper level.
fn opens_text(at: usize, level: u8, lines: &[Line]) -> bool {
    match numbering::number(lines[at].core()) {
        Some(number) => number.scheme.level().is_none_or(|l| l > level),
        None => true,
    }
}

fn line_verdict(level: u8, item: &Candidate, lines: &[Line]) -> Verdict {
    Verdict::Line { level, number: lines[item.at].lead() + item.number.len }
}
