//! Tables that the text plainly draws: with bars, with box lines, with tabs.
//!
//! Bars and lines are the drawing, not the text: they are set aside. A row becomes a
//! line of [`Kind::Row`] whose cells tabs part.

use crate::model::Reason;
use crate::model::{SetAside, Span, Text};

use super::chars::{is_final_mark, length};
use super::lines::{Kind, Line};
use super::markdown::{drop_line, set_aside};
use super::numbering;

/// What a line is in a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stroke {
    /// A line across: `┌──┬──┐`, `+--+--+`, `|---|---|`.
    Rule,
    /// A row between bars.
    Row,
}

/// Whether a line is part of a drawing by its form.
pub(super) fn is_drawn(text: &str) -> bool {
    stroke(text).is_some()
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '│' | '┃' | '║' | '｜')
}

fn is_box(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{257F}')
}

fn stroke(text: &str) -> Option<Stroke> {
    let text = text.trim();
    let first = text.chars().next().filter(|c| is_bar(*c) || is_box(*c) || matches!(c, '+' | '-' | ':'))?;
    let mut last_is_bar = false;
    let (mut bars, mut corners, mut dashes, mut others) = (0, 0, 0, 0);
    for c in text.chars() {
        last_is_bar = is_bar(c);
        match c {
            c if is_bar(c) => bars += 1,
            '+' => corners += 1,
            '-' | '=' | ':' | '：' | '─' | '━' | '═' => dashes += 1,
            c if is_box(c) => corners += 1,
            c if c.is_whitespace() => {}
            _ => others += 1,
        }
    }
    if others == 0 && dashes > 0 && corners + bars >= 2 {
        return Some(Stroke::Rule);
    }
    (is_bar(first) && last_is_bar && bars >= 3 && others > 0).then_some(Stroke::Row)
}

/// Finds tables and makes their lines rows.
pub(super) fn read(lines: Vec<Line>, aside: &mut Vec<SetAside>) -> Vec<Line> {
    if !lines.iter().any(|l| l.text.contains('\t') || is_drawn(&l.text)) {
        return lines;
    }
    let mut out = Vec::with_capacity(lines.len());
    let mut rest = lines.into_iter().peekable();
    while let Some(line) = rest.next() {
        if let Some(bars) = rest.peek().and_then(|next| open_rule(&line, next)) {
            open_table(line, &mut rest, bars, aside, &mut out);
            continue;
        }
        let drawn = stroke(&line.text).filter(|_| line.kind == Kind::Text);
        let cells = tabbed(&line).filter(|_| !out.is_empty());
        if drawn.is_none() && cells.is_none() {
            out.push(line);
            continue;
        }
        let mut run = vec![line];
        let goes_on = |next: &Line| {
            let alike = if drawn.is_some() { stroke(&next.text).is_some() } else { tabbed(next) == cells };
            !next.after_blank && next.kind == Kind::Text && alike
        };
        while let Some(next) = rest.next_if(|next| goes_on(next)) {
            run.push(next);
        }
        if drawn.is_some() {
            bars(run, aside, &mut out);
            continue;
        }
        if run.len() > 1 {
            run.iter_mut().for_each(|line| line.kind = Kind::Row);
        }
        out.append(&mut run);
    }
    out
}

/// Number of bars of `--- | ---` under a row with as many bars, none at its ends.
fn open_rule(row: &Line, rule: &Line) -> Option<usize> {
    let bars = |l: &Line| l.text.chars().filter(|c| *c == '|').count();
    let is_rule = rule.text.starts_with(['-', ':'])
        && rule.text.ends_with(['-', ':'])
        && rule.text.contains("--")
        && rule.text.chars().all(|c| matches!(c, '-' | ':' | '|') || c.is_whitespace());
    let text = row.kind == Kind::Text && rule.kind == Kind::Text && !rule.after_blank;
    Some(bars(row)).filter(|n| text && is_rule && *n > 0 && *n == bars(rule))
}

/// A table without bars at its sides: its head, the rule, and the rows with as many bars below.
fn open_table(
    head: Line,
    rest: &mut std::iter::Peekable<impl Iterator<Item = Line>>,
    bars: usize,
    aside: &mut Vec<SetAside>,
    out: &mut Vec<Line>,
) {
    if let Some(rule) = rest.next() {
        drop_line(&rule, aside);
    }
    out.push(open_row(head, aside));
    let alike =
        |l: &Line| l.kind == Kind::Text && !l.after_blank && l.text.chars().filter(|c| *c == '|').count() == bars;
    while let Some(line) = rest.next_if(alike) {
        out.push(open_row(line, aside));
    }
}

fn open_row(mut line: Line, aside: &mut Vec<SetAside>) -> Line {
    let bars: Vec<_> = line.text.match_indices('|').map(|(at, bar)| at..at + bar.len()).collect();
    for (span, text) in line.replace(&bars, |_| "\t") {
        set_aside(aside, span, text);
    }
    line.kind = Kind::Row;
    line
}

/// A run of strokes: a table when its rows agree, or lines cross it.
fn bars(run: Vec<Line>, aside: &mut Vec<SetAside>, out: &mut Vec<Line>) {
    let rows: Vec<usize> = run
        .iter()
        .filter(|l| stroke(&l.text) == Some(Stroke::Row))
        .map(|l| l.text.chars().filter(|c| is_bar(*c)).count())
        .collect();
    let rules = run.len() - rows.len();
    let agree = rows.windows(2).all(|w| w[0] == w[1]);
    if rows.is_empty() || (rules == 0 && (rows.len() < 2 || !agree)) {
        out.extend(run);
        return;
    }
    let mut opens = run.first().is_some_and(|l| l.after_blank);
    for mut line in run {
        if stroke(&line.text) == Some(Stroke::Rule) {
            drop_line(&line, aside);
            continue;
        }
        let bars: Vec<_> =
            line.text.char_indices().filter(|(_, c)| is_bar(*c)).map(|(at, c)| at..at + c.len_utf8()).collect();
        let last = bars.len() - 1;
        for (span, text) in line.replace(&bars, |n| if n == 0 || n == last { "" } else { "\t" }) {
            set_aside(aside, span, text);
        }
        line.kind = Kind::Row;
        // The first row stands where the drawing began.
        line.after_blank = std::mem::take(&mut opens);
        out.push(line);
    }
}

/// Number of cells of a line whose cells tabs part: short, without an end of sentence, not a number and its text.
fn tabbed(line: &Line) -> Option<usize> {
    if line.kind != Kind::Text || !line.text.contains('\t') || line.text.len() > 1000 {
        return None;
    }
    let cells: Vec<&str> = line.text.split('\t').map(str::trim).filter(|c| !c.is_empty()).collect();
    let cell = |c: &&str| {
        length(c) <= 30 && !c.chars().next_back().is_some_and(|c| is_final_mark(c) || matches!(c, '；' | '：' | '，'))
    };
    let labelled = cells.first().is_some_and(|c| numbering::number(c).is_some_and(|n| n.len == c.len()));
    (cells.len() >= 2 && cells.iter().all(cell) && !labelled).then_some(cells.len())
}

/// The cells of a row.
pub(super) fn cells(line: &Line) -> Vec<Text> {
    let mut start = 0;
    let mut out = Vec::new();
    for raw in line.text.split('\t') {
        let text = raw.trim();
        let from = start + (raw.len() - raw.trim_start().len());
        let span = if text.is_empty() {
            Span { end: line.span(start, start).start, ..line.span(start, start) }
        } else {
            line.span(from, from + text.len())
        };
        out.push(Text { text: text.to_owned(), span, reason: Reason::TableDrawn });
        start += raw.len() + 1;
    }
    out
}
