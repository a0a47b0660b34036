//! Source lines → logical lines.
//!
//! Most texts have a paragraph a line. Some were wrapped at a fixed column by the
//! program that wrote them: there, many lines have one and the same length and end
//! in the middle of a sentence. Such lines are joined again, Han to Han directly and
//! Latin words with a space; a blank line, an indent or a line that ended early
//! begins a new paragraph.

use std::ops::Range;

use crate::model::{RunRole, Span};

use super::chars::{is_closing_mark, is_final_mark, is_invisible};
use super::{markdown, numbering, script, tables};

/// A logical line: a paragraph, a heading, a line of the title block.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// The text, without white space at its ends.
    pub(super) text: String,
    /// Columns of white space before it.
    pub(super) indent: usize,
    /// What the line is by its form alone.
    pub(super) kind: Kind,
    /// Whether a blank line stood before it.
    pub(super) after_blank: bool,
    /// The level that marks of markup give a heading.
    pub(super) heading: Option<u8>,
    /// Stretches that markup emphasises, in order.
    pub(super) emphasis: Vec<Emphasis>,
    /// The text in Simplified characters, where it has others.
    simplified: Option<String>,
    /// Where the text begins and ends, invisible characters aside.
    bounds: (usize, usize),
    pieces: Vec<Piece>,
}

/// A stretch of a line that markup emphasises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Emphasis {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) role: RunRole,
}

/// What a line is by its form alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    /// Text.
    #[default]
    Text,
    /// A page number left in by an earlier conversion: — 12 —.
    PageNumber,
    /// The rest of a paragraph that a page number interrupts.
    Continued,
    /// A row of a table; tabs part its cells.
    Row,
    /// A quotation, by its mark.
    Quote,
    /// An item of a list, by its mark.
    Item,
    /// A line of code, between fences.
    Code,
}

/// Where a stretch of a logical line stood.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Offset in the logical line.
    at: usize,
    /// 1-based source line.
    line: u32,
    /// Byte offset in the decoded text.
    start: usize,
}

impl Line {
    /// The place of a stretch of the line.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let first = self.place(start);
        let last = self.place(end.saturating_sub(1).max(start));
        Span { line: first.0, start: offset(first.1), end: offset(last.1 + (end - end.saturating_sub(1).max(start))) }
    }

    /// The place of the whole line.
    pub(super) fn whole(&self) -> Span {
        self.span(0, self.text.len())
    }

    fn place(&self, at: usize) -> (u32, usize) {
        let piece = self.pieces.partition_point(|p| p.at <= at).saturating_sub(1);
        self.pieces.get(piece).map_or((0, 0), |p| (p.line, p.start + (at - p.at)))
    }

    /// The line as the rules look at it: in Simplified characters, so that a word list is
    /// written once. Places in it are places in the text.
    pub(super) fn look(&self) -> &str {
        self.simplified.as_deref().unwrap_or(&self.text)
    }

    /// What [`Line::look`] gives, without invisible characters at its ends.
    pub(super) fn core(&self) -> &str {
        &self.look()[self.bounds.0..self.bounds.1]
    }

    /// Bytes before the core.
    pub(super) fn lead(&self) -> usize {
        self.bounds.0
    }

    /// Makes the line ready to be looked at; its text does not change after this.
    pub(super) fn settled(mut self) -> Self {
        self.simplified = script::simplified(&self.text);
        let end = self.text.trim_end_matches(is_blank).len();
        let start = end - self.text[..end].trim_start_matches(is_blank).len();
        self.bounds = (start, end);
        self
    }

    /// Cuts the line in two; white space at the cut belongs to neither.
    pub(super) fn split(&self, at: usize) -> (Self, Self) {
        let left = self.text[..at].trim_end();
        let right = self.text[at..].trim_start();
        let from = self.text.len() - right.len();
        let (line, start) = self.place(from);
        let mut pieces = vec![Piece { at: 0, line, start }];
        pieces.extend(self.pieces.iter().filter(|p| p.at > from).map(|p| Piece { at: p.at - from, ..*p }));
        let head = Self {
            text: left.to_owned(),
            pieces: self.pieces.iter().filter(|p| p.at < left.len().max(1)).copied().collect(),
            emphasis: self.emphasis_within(0, left.len()),
            simplified: None,
            ..*self
        };
        let emphasis = self.emphasis_within(from, self.text.len());
        let tail = Self { text: right.to_owned(), pieces, emphasis, after_blank: false, simplified: None, ..*self };
        (head.settled(), tail.settled())
    }

    /// The emphasised stretches between two places, counted from the first.
    fn emphasis_within(&self, from: usize, to: usize) -> Vec<Emphasis> {
        let clipped =
            |e: &Emphasis| Emphasis { start: e.start.max(from) - from, end: e.end.min(to).max(from) - from, ..*e };
        self.emphasis.iter().map(clipped).filter(|e| e.start < e.end).collect()
    }

    /// Puts something in the place of stretches (in order, apart) and returns what stood there and where.
    pub(super) fn replace(
        &mut self,
        cuts: &[Range<usize>],
        put: impl Fn(usize) -> &'static str,
    ) -> Vec<(Span, String)> {
        let old = std::mem::take(self);
        let mut out = Vec::with_capacity(cuts.len());
        let text = String::with_capacity(old.text.len());
        let mut new = Self { text, pieces: Vec::new(), emphasis: Vec::new(), simplified: None, ..old };
        let mut from = 0;
        for (n, cut) in cuts.iter().enumerate() {
            new.append(&old, from..cut.start);
            out.push((old.span(cut.start, cut.end), old.text[cut.clone()].trim().to_owned()));
            new.pieces.push(old.piece(cut.start, new.text.len()));
            new.text.push_str(put(n));
            from = cut.end;
        }
        new.append(&old, from..old.text.len());
        *self = new;
        out
    }

    /// The place of an offset, as the piece that begins at another.
    fn piece(&self, at: usize, new: usize) -> Piece {
        let (line, start) = self.place(at);
        Piece { at: new, line, start }
    }

    /// Appends a stretch of another line.
    fn append(&mut self, from: &Self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let shift = self.text.len();
        self.pieces.push(from.piece(range.start, shift));
        let later = from.pieces.partition_point(|p| p.at <= range.start);
        let inside = from.pieces[later..].iter().take_while(|p| p.at < range.end);
        self.pieces.extend(inside.map(|p| Piece { at: p.at - range.start + shift, ..*p }));
        self.text.push_str(&from.text[range]);
    }
}

impl Line {
    /// Paragraphs that were run together on one line: after the end of a sentence, the two
    /// ideographic spaces of a paragraph's indent begin a new one.
    fn paragraphs(self) -> Vec<Self> {
        let cuts = indents_inside(&self.text);
        if cuts.is_empty() || self.kind != Kind::Text {
            return vec![self];
        }
        let starts = std::iter::once(0).chain(cuts.iter().copied());
        let ends = cuts.iter().copied().chain([self.text.len()]);
        starts.zip(ends).map(|(start, end)| self.part(start, end)).collect()
    }

    /// A part of the line, without white space at its ends.
    pub(super) fn part(&self, start: usize, end: usize) -> Self {
        let text = self.text[start..end].trim_end();
        let from = start + (text.len() - text.trim_start().len());
        let text = text.trim_start();
        let (line, place) = self.place(from);
        let mut pieces = vec![Piece { at: 0, line, start: place }];
        let later = self.pieces.partition_point(|p| p.at <= from);
        let inside = self.pieces[later..].iter().take_while(|p| p.at < from + text.len());
        pieces.extend(inside.map(|p| Piece { at: p.at - from, ..*p }));
        let emphasis = self.emphasis_within(from, from + text.len());
        let after_blank = self.after_blank && start == 0;
        Self { text: text.to_owned(), pieces, emphasis, after_blank, simplified: None, ..*self }
    }
}

/// Where white space with at least two ideographic spaces follows the end of a sentence.
fn indents_inside(text: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut ended = false;
    let mut blanks: Option<(usize, usize)> = None;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            let (start, ideographic) = blanks.unwrap_or((at, 0));
            blanks = Some((start, ideographic + usize::from(c == '\u{3000}')));
            continue;
        }
        if let Some((start, ideographic)) = blanks.take()
            && ended
            && ideographic >= 2
        {
            cuts.push(start);
        }
        ended = matches!(c, '。' | '；' | '！' | '？') || (ended && matches!(c, '”' | '’' | '）' | '》' | '」' | '』'));
    }
    cuts
}

impl Line {
    fn push(&mut self, source: &Source<'_>, glue: &str) {
        self.text.push_str(glue);
        self.pieces.push(Piece { at: self.text.len(), line: source.line, start: source.start });
        self.text.push_str(source.text);
    }

    fn of(source: &Source<'_>, kind: Kind) -> Self {
        let mut line = Self { indent: source.indent, kind, after_blank: source.after_blank, ..Self::default() };
        line.push(source, "");
        line
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A line of the source that is not blank.
struct Source<'a> {
    text: &'a str,
    line: u32,
    start: usize,
    indent: usize,
    after_blank: bool,
}

/// Reads the logical lines of a text.
///
/// In Markdown, lines that open with a mark begin a block of their own.
pub(super) fn logical(text: &str, is_markdown: bool) -> Vec<Line> {
    let sources = source_lines(text);
    let wrap = Wrap::find(&sources);
    let mut lines: Vec<Line> = Vec::with_capacity(sources.len());
    // Of the paragraph being read: its last source line, and whether that is its first.
    let mut last: Option<(&Source<'_>, bool)> = None;
    let mut interrupted = false;
    for source in &sources {
        if source.text.chars().all(is_invisible) && !lines.is_empty() {
            if let Some(line) = lines.last_mut() {
                line.push(source, "");
            }
            continue;
        }
        if is_page_number(source.text) {
            lines.push(Line::of(source, Kind::PageNumber));
            interrupted = true;
            continue;
        }
        let joins = match (&wrap, last) {
            (Some(_), Some((before, _)))
                if is_markdown && (markdown::begins_block(source.text) || markdown::heading(before.text).is_some()) =>
            {
                false
            }
            (Some(wrap), Some((before, first))) => wrap.joins(before, source, first, interrupted),
            _ => false,
        };
        match (joins, interrupted) {
            (true, false) => {
                if let Some(line) = lines.last_mut() {
                    let glue = glue(&line.text, source.text);
                    line.push(source, glue);
                }
            }
            (true, true) => lines.push(Line::of(source, Kind::Continued)),
            (false, _) => lines.push(Line::of(source, Kind::Text)),
        }
        last = Some((source, !joins));
        interrupted = false;
    }
    lines.into_iter().flat_map(Line::paragraphs).collect()
}

fn source_lines(text: &str) -> Vec<Source<'_>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut after_blank = false;
    for (n, raw) in text.split('\n').enumerate() {
        let body = raw.trim_start();
        let lead = &raw[..raw.len() - body.len()];
        let body = body.trim_end();
        if body.is_empty() {
            after_blank = true;
        } else {
            let indent = lead.chars().map(columns).sum();
            out.push(Source { text: body, line: n as u32 + 1, start: start + lead.len(), indent, after_blank });
            after_blank = false;
        }
        start += raw.len() + 1;
    }
    out
}

/// Columns of a character on a terminal: 2 for a wide one.
fn columns(c: char) -> usize {
    match c {
        '\t' => 4,
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' => 2,
        '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFD}' => 2,
        '“' | '”' | '‘' | '’' | '—' | '…' | '·' => 2,
        _ => 1,
    }
}

/// How a text was wrapped.
struct Wrap {
    measure: fn(&str) -> usize,
    /// Length of a full line.
    width: usize,
    /// What one Han character measures.
    unit: usize,
}

/// Fewest characters of a wrapped line. Verse has shorter lines of one length.
const NARROWEST: usize = 18;
/// Most characters of a wrapped line. Paragraphs longer than this were not wrapped.
const WIDEST: usize = 60;

impl Wrap {
    /// Finds the width at which the text was wrapped, if it was.
    fn find(lines: &[Source<'_>]) -> Option<Self> {
        let by_character = Self::by(lines, |s| s.chars().count(), 1);
        let by_column = Self::by(lines, |s| s.chars().map(columns).sum(), 2);
        match (by_character, by_column) {
            (Some(a), Some(b)) => Some(if b.1 > a.1 { b.0 } else { a.0 }),
            (a, b) => a.or(b).map(|found| found.0),
        }
    }

    /// The width by one measure, with the share of lines that are just as long.
    fn by(lines: &[Source<'_>], measure: fn(&str) -> usize, unit: usize) -> Option<(Self, f32)> {
        let top = WIDEST * unit + 2 * unit;
        let mut counts = vec![0usize; top + 1];
        let mut longer = 0;
        for line in lines {
            // A long line is not measured to its end: it cannot be a wrapped one.
            let length =
                if line.text.len() > top * 4 { top + 1 } else { line.indent / (3 - unit) + measure(line.text) };
            match counts.get_mut(length) {
                Some(count) => *count += 1,
                None => longer += 1,
            }
        }
        let near = |w: usize| counts[w.saturating_sub(unit)..=(w + unit).min(top)].iter().sum::<usize>();
        let width = (NARROWEST * unit..=WIDEST * unit).max_by_key(|w| (near(*w), counts[*w]))?;
        longer += counts.iter().skip(width + 2 * unit + 1).sum::<usize>();
        let full = near(width);
        if full < 4 || full * 5 < lines.len() || longer * 50 > lines.len() {
            return None;
        }
        let wrap = Self { measure, width, unit };
        let (mut ended, mut seen) = (0, 0);
        for line in lines.iter().filter(|l| wrap.is_full(l)) {
            seen += 1;
            ended += usize::from(line.text.chars().next_back().is_some_and(is_closing_mark));
        }
        (ended * 2 <= seen).then_some((wrap, full as f32 / lines.len() as f32))
    }

    fn length(&self, line: &Source<'_>) -> usize {
        line.indent / (3 - self.unit) + (self.measure)(line.text)
    }

    /// Whether the line reaches the edge, or would with a mark or two that may not begin a line.
    fn is_full(&self, line: &Source<'_>) -> bool {
        self.length(line) + 2 * self.unit >= self.width
    }

    fn joins(&self, before: &Source<'_>, next: &Source<'_>, first: bool, interrupted: bool) -> bool {
        if (next.after_blank && !interrupted) || tables::is_drawn(next.text) || tables::is_drawn(before.text) {
            return false;
        }
        if next.indent > before.indent || (next.indent < before.indent && !first) {
            return false;
        }
        let word: String = next.text.chars().take_while(|c| c.is_ascii_graphic()).collect();
        let fits = self.length(before) + (self.measure)(&word) + self.unit <= self.width;
        if !self.is_full(before) && fits {
            return false;
        }
        let ended = before.text.chars().next_back().is_some_and(is_final_mark);
        !(ended && (numbering::number(next.text).is_some() || next.text.starts_with("——")))
    }
}

/// What goes between two joined lines.
fn glue(before: &str, next: &str) -> &'static str {
    let latin = |c: char| c.is_ascii_alphabetic() || ('\u{C0}'..'\u{250}').contains(&c);
    match (before.chars().next_back(), next.chars().next()) {
        (Some(a), Some(b)) if latin(a) && (latin(b) || b.is_ascii_digit() || b == '(') => " ",
        (Some(a), Some(b)) if latin(b) && (a.is_ascii_digit() || matches!(a, ',' | '.' | ';' | ':' | ')')) => " ",
        _ => "",
    }
}

/// — 12 —, - 12 -, 第12页, 第 1 页 共 9 页.
fn is_page_number(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let dash = |c: char| matches!(c, '—' | '–' | '-' | '－' | '―');
    let squeezed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let inner = squeezed.trim_matches(dash);
    let digits = !inner.is_empty() && inner.len() <= 4 && inner.bytes().all(|b| b.is_ascii_digit());
    if digits && squeezed.starts_with(dash) && squeezed.ends_with(dash) {
        return true;
    }
    let Some(rest) = squeezed.strip_prefix('第') else { return false };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let Some(rest) = rest.strip_prefix('页') else { return false };
    let total = rest.trim_start_matches(['，', '/', '／']).trim_start_matches('共');
    total.is_empty() || total.trim_start_matches(|c: char| c.is_ascii_digit()) == "页"
}
