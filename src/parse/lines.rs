//! Source lines → logical lines.
//!
//! Most texts have a paragraph a line. In others paragraphs were broken into lines
//! ([`wrap`]); these are joined again, Han to Han directly and Latin words with a
//! space. What an earlier conversion left in between ([`leftovers`]) stands by itself,
//! or is set aside if the caller wants it so.

use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use crate::model::{RunRole, SetAside, SetAsideKind, Span};

use super::chars::is_invisible;
use super::leftovers;
use super::numbering;
use super::options::{Leftovers, ParseOptions};
use super::wrap::columns;
use super::{markdown, script, wrap};

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
    /// One for each source line; mostly there is one, which needs no memory of its own.
    pieces: SmallVec<[Piece; 1]>,
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
    /// A running head or foot left in by an earlier conversion.
    RunningHead,
    /// The rest of a paragraph that a page number or a running head interrupts.
    Continued,
    /// A heading of this level, as the caller's expression has it.
    Heading(u8),
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

    /// Whether the line was left in by an earlier conversion.
    pub(super) fn is_leftover(&self) -> bool {
        matches!(self.kind, Kind::PageNumber | Kind::RunningHead)
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
        let mut pieces: SmallVec<_> = smallvec![Piece { at: 0, line, start }];
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
        let mut new = Self { text, pieces: SmallVec::new(), emphasis: Vec::new(), simplified: None, ..old };
        let mut from = 0;
        for (n, cut) in cuts.iter().enumerate() {
            new.append(&old, from..cut.start);
            out.extend(old.verbatim(cut.clone()));
            new.pieces.push(old.piece(cut.start, new.text.len()));
            new.text.push_str(put(n));
            from = cut.end;
        }
        new.append(&old, from..old.text.len());
        *self = new;
        out
    }

    /// A stretch as it stands in the source: one text a source line, without white space at its ends.
    pub(super) fn verbatim(&self, range: Range<usize>) -> impl Iterator<Item = (Span, String)> + '_ {
        let later = self.pieces.partition_point(|p| p.at <= range.start);
        let inside = self.pieces[later..].iter().map(|p| p.at).take_while(|at| *at < range.end);
        let starts: Vec<usize> = std::iter::once(range.start).chain(inside).collect();
        let ends: Vec<usize> = starts.iter().skip(1).copied().chain([range.end]).collect();
        starts.into_iter().zip(ends).filter_map(|(start, end)| {
            let text = &self.text[start..end];
            let from = start + (text.len() - text.trim_start().len());
            let text = text.trim();
            (!text.is_empty()).then(|| (self.span(from, from + text.len()), text.to_owned()))
        })
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
    fn paragraphs(self, out: &mut Vec<Self>) {
        let cuts = indents_inside(&self.text);
        if cuts.is_empty() || self.kind != Kind::Text {
            out.push(self);
            return;
        }
        let starts = std::iter::once(0).chain(cuts.iter().copied());
        let ends = cuts.iter().copied().chain([self.text.len()]);
        out.extend(starts.zip(ends).map(|(start, end)| self.part(start, end)));
    }

    /// A part of the line, without white space at its ends.
    pub(super) fn part(&self, start: usize, end: usize) -> Self {
        let text = self.text[start..end].trim_end();
        let from = start + (text.len() - text.trim_start().len());
        let text = text.trim_start();
        let (line, place) = self.place(from);
        let mut pieces: SmallVec<_> = smallvec![Piece { at: 0, line, start: place }];
        let later = self.pieces.partition_point(|p| p.at <= from);
        let inside = self.pieces[later..].iter().take_while(|p| p.at < from + text.len());
        pieces.extend(inside.map(|p| Piece { at: p.at - from, ..*p }));
        let emphasis = self.emphasis_within(from, from + text.len());
        let after_blank = self.after_blank && start == 0;
        Self { text: text.to_owned(), pieces, emphasis, after_blank, simplified: None, ..*self }
    }
}

/// Columns of a paragraph's indent: two cells, whatever blanks they are made of.
const INDENT: usize = 4;

/// Columns of blanks that only ever stood for an empty stretch of page: the rest is another line.
const FAR_APART: usize = 24;

/// Where blanks as wide as a paragraph's indent follow the end of a sentence, or of a lead-in
/// whose first item comes next.
fn indents_inside(text: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut ended = None;
    let mut blanks: Option<(usize, usize, bool)> = None;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            let (start, width, ideographic) = blanks.unwrap_or((at, 0, false));
            blanks = Some((start, width + columns(c), ideographic || c == '\u{3000}'));
            continue;
        }
        if let Some((start, width, true)) = blanks.take()
            && width >= INDENT
            && (width >= FAR_APART
                || ended.is_some_and(|mark| mark != '：' || numbering::number(&text[at..]).is_some()))
        {
            cuts.push(start);
        }
        ended = match c {
            '。' | '；' | '！' | '？' | '：' => Some(c),
            '”' | '’' | '）' | '》' | '」' | '』' => ended,
            _ => None,
        };
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
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    /// 1-based number of the line.
    pub(super) line: u32,
    /// Byte offset of the text, the indent not included.
    pub(super) start: usize,
    /// Columns of white space before it.
    pub(super) indent: usize,
    /// Whether a blank line stands before it.
    pub(super) after_blank: bool,
}

impl Source<'_> {
    pub(super) fn set_aside(&self, kind: SetAsideKind) -> SetAside {
        let span = Span { line: self.line, start: offset(self.start), end: offset(self.start + self.text.len()) };
        SetAside { kind, span, text: self.text.to_owned() }
    }
}

/// Reads the logical lines of a text, and what was set aside on the way. In Markdown, lines
/// that open with a mark begin a block of their own.
pub(super) fn logical(sources: &[Source<'_>], options: &ParseOptions, is_markdown: bool) -> (Vec<Line>, Vec<SetAside>) {
    let kinds = leftovers::find(sources);
    let division = wrap::division(sources, &kinds, options.paragraphs);
    let mut lines: Vec<Line> = Vec::with_capacity(sources.len());
    let mut set_aside = Vec::new();
    // Of the paragraph being read: its last source line, and whether that is its first.
    let mut last: Option<(&Source<'_>, bool)> = None;
    let mut interrupted = false;
    for (source, kind) in sources.iter().zip(kinds) {
        if source.text.chars().all(is_invisible) && !lines.is_empty() {
            if let Some(line) = lines.last_mut() {
                line.push(source, "");
            }
            continue;
        }
        if let Kind::PageNumber | Kind::RunningHead = kind {
            interrupted = true;
            match options.leftovers {
                Leftovers::Keep => lines.push(Line::of(source, kind)),
                Leftovers::SetAside => set_aside.push(source.set_aside(match kind {
                    Kind::PageNumber => SetAsideKind::PageNumber,
                    _ => SetAsideKind::RunningHead,
                })),
            }
            continue;
        }
        if let Some(level) = options.level_of(source.text) {
            lines.push(Line::of(source, Kind::Heading(level)));
            (last, interrupted) = (None, false);
            continue;
        }
        let begins = |before: &Source<'_>| {
            is_markdown && (markdown::begins_block(source.text) || markdown::heading(before.text).is_some())
        };
        let joins =
            last.is_some_and(|(before, first)| !begins(before) && division.joins(before, source, first, interrupted));
        let parted = interrupted && options.leftovers == Leftovers::Keep;
        match lines.last_mut() {
            Some(line) if joins && !parted => {
                let glue = wrap::glue(&line.text, source.text);
                line.push(source, glue);
            }
            _ if joins => lines.push(Line::of(source, Kind::Continued)),
            _ => lines.push(Line::of(source, Kind::Text)),
        }
        last = Some((source, !joins));
        interrupted = false;
    }
    let mut parted = Vec::with_capacity(lines.len());
    lines.into_iter().for_each(|line| line.paragraphs(&mut parted));
    (parted, set_aside)
}

/// The lines of a text that are not blank.
pub(super) fn source_lines(text: &str) -> Vec<Source<'_>> {
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
