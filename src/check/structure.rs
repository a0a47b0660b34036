//! Title, salutation, headings: what is too long, without text, without its mark.

use super::reading::{Char, Piece, is_han, offset};
use super::{Code, Found};
use crate::model::BlockKind;
use crate::parse::label;

/// Lines that a title may take.
const TITLE_LINES: usize = 3;

pub(super) struct Structure {
    title_line: usize,
    /// Place and half-widths of the title's lines so far.
    title: Option<(u32, u32)>,
    width: usize,
    heading: Option<Heading>,
    /// The salutation that was read last, if it lacks its colon.
    salutation: Option<(u32, u32, String)>,
}

/// A heading that nothing follows yet.
struct Heading {
    level: u8,
    start: u32,
    end: u32,
    text: String,
}

impl Structure {
    pub(super) fn new(title_line: usize) -> Self {
        Self { title_line: title_line.max(1), title: None, width: 0, heading: None, salutation: None }
    }

    pub(super) fn read(&mut self, piece: &Piece, out: &mut Found) {
        let (Some(first), Some(last)) = (piece.chars.first(), piece.chars.last()) else { return };
        let (start, end) = (first.at, last.at + offset(last.c.len_utf8()));
        if piece.kind == BlockKind::Title {
            self.title = Some((self.title.map_or(start, |t| t.0), end));
            self.width += piece.chars.iter().map(width).sum::<usize>();
            return;
        }
        match piece.kind {
            BlockKind::Salutation => {
                let open = is_han(last.c) || matches!(last.c, '，' | '。' | ',' | '；');
                self.salutation = open.then(|| (start, end, piece.text(0..piece.chars.len())));
            }
            BlockKind::Heading(level) => self.heading(piece, level, (start, end), out),
            BlockKind::Paragraph if piece.run_in.is_none() && is_bare_label(piece) => {
                out.add(Code::HeadingBare, piece, 0..piece.chars.len(), vec![piece.text(0..piece.chars.len())]);
                self.heading = None;
            }
            BlockKind::SignatureDate
            | BlockKind::Signature
            | BlockKind::Footnote
            | BlockKind::Cc
            | BlockKind::PrintNote => {}
            _ => self.heading = None,
        }
        if piece.kind != BlockKind::Salutation
            && let Some((start, end, text)) = self.salutation.take()
        {
            out.at(Code::SalutationColon, start, end, vec![text]);
        }
    }

    fn heading(&mut self, piece: &Piece, level: u8, (start, end): (u32, u32), out: &mut Found) {
        if let Some(empty) = self.heading.take().filter(|h| level <= h.level) {
            tell_empty(&empty, out);
        }
        let text = piece.text(0..piece.chars.len());
        if is_bare_label(piece) {
            out.at(Code::HeadingBare, start, end, vec![text]);
            return;
        }
        // What ends a sentence says something by itself.
        let says = text.ends_with(['。', '！', '？', '；', '，', '：']) || text.chars().count() > 40;
        // A line of a table of contents ends in its page number.
        let says = says || text.ends_with(|c: char| c.is_ascii_digit()) || text.contains("……");
        let numbered = label(&text).is_some();
        self.heading = (numbered && !says).then_some(Heading { level, start, end, text });
    }

    pub(super) fn end(self, out: &mut Found) {
        if let Some(empty) = self.heading {
            tell_empty(&empty, out);
        }
        let lines = self.width.div_ceil(2).div_ceil(self.title_line);
        if let Some((start, end)) = self.title.filter(|_| lines > TITLE_LINES) {
            out.at(Code::TitleLong, start, end, vec![lines.to_string()]);
        }
    }
}

fn tell_empty(empty: &Heading, out: &mut Found) {
    out.at(Code::SectionEmpty, empty.start, empty.end, vec![empty.text.clone()]);
}

/// 二、 with nothing after it. A numeral alone parts an essay and is meant.
fn is_bare_label(piece: &Piece) -> bool {
    let text = piece.text(0..piece.chars.len());
    let text = text.trim();
    text.chars().count() <= 8
        && text.ends_with(['、', '）', ')', '．'])
        && label(text).is_some_and(|l| l.len == text.len())
}

/// Half-widths of a character in a title.
fn width(c: &Char) -> usize {
    match c.c {
        c if c.is_whitespace() => 0,
        c if c.is_ascii() => 1,
        _ => 2,
    }
}
