//! Source lines → logical lines.
//!
//! Most texts have a paragraph a line. In others paragraphs were broken into lines
//! ([`wrap`]); these are joined again, Han to Han directly and Latin words with a
//! space. What an earlier conversion left in between ([`leftovers`]) stands by itself,
//! or is set aside if the caller wants it so.

use crate::model::{SetAside, SetAsideKind, Span};

use super::chars::is_invisible;
use super::leftovers;
use super::numbering;
use super::options::{Leftovers, ParseOptions};
use super::wrap::{self, columns};

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
    pieces: Vec<Piece>,
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

    /// The line without invisible characters at its ends, for looking at.
    pub(super) fn core(&self) -> &str {
        self.text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
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
            ..*self
        };
        (head, Self { text: right.to_owned(), pieces, after_blank: false, ..*self })
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
    fn part(&self, start: usize, end: usize) -> Self {
        let text = self.text[start..end].trim_end();
        let from = start + (text.len() - text.trim_start().len());
        let text = text.trim_start();
        let (line, place) = self.place(from);
        let mut pieces = vec![Piece { at: 0, line, start: place }];
        let later = self.pieces.partition_point(|p| p.at <= from);
        let inside = self.pieces[later..].iter().take_while(|p| p.at < from + text.len());
        pieces.extend(inside.map(|p| Piece { at: p.at - from, ..*p }));
        Self { text: text.to_owned(), pieces, after_blank: self.after_blank && start == 0, ..*self }
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

/// Reads the logical lines of a text, and what was set aside on the way.
pub(super) fn logical(sources: &[Source<'_>], options: &ParseOptions) -> (Vec<Line>, Vec<SetAside>) {
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
        let joins = last.is_some_and(|(before, first)| division.joins(before, source, first, interrupted));
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
    (lines.into_iter().flat_map(Line::paragraphs).collect(), set_aside)
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
            let indent = lead.chars().map(wrap::columns).sum();
            out.push(Source { text: body, line: n as u32 + 1, start: start + lead.len(), indent, after_blank });
            after_blank = false;
        }
        start += raw.len() + 1;
    }
    out
}
