//! Title, salutation, headings: what is too long, without text, without its mark.

use super::reading::{Char, Piece, is_han, offset};
use super::{Code, Found};
use crate::model::BlockKind;
use crate::parse::{Scheme, label};

/// So many characters at most are a line of an address.
const ADDRESS: usize = 30;

/// Lines that a title may take.
const TITLE_LINES: usize = 3;

pub(super) struct Structure {
    title_line: usize,
    /// Place and half-widths of the title's lines so far.
    title: Option<(u32, u32)>,
    width: usize,
    heading: Option<Heading>,
    /// Schemes of the headings above, the outermost first.
    schemes: Vec<Scheme>,
    /// Labels without text, and whether any of their scheme has some: all bare ones are meant.
    bare: Vec<(Scheme, u32, u32, String)>,
    worded: Vec<Scheme>,
    /// The salutation that was read last, if it lacks its colon.
    salutation: Option<(u32, u32, String)>,
    /// Whether the text has begun.
    spoken: bool,
}

/// A heading that nothing follows yet.
struct Heading {
    start: u32,
    end: u32,
    text: String,
}

impl Structure {
    pub(super) fn new(title_line: usize) -> Self {
        Self {
            title_line: title_line.max(1),
            title: None,
            width: 0,
            heading: None,
            schemes: Vec::new(),
            bare: Vec::new(),
            worded: Vec::new(),
            salutation: None,
            spoken: false,
        }
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
            _ if !self.spoken && is_bare_salutation(piece) => {
                self.salutation = Some((start, end, piece.text(0..piece.chars.len())));
                return;
            }
            BlockKind::Salutation => {
                let open = is_han(last.c) || matches!(last.c, '，' | '。' | ',' | '；');
                self.salutation = open.then(|| (start, end, piece.text(0..piece.chars.len())));
            }
            BlockKind::Heading(_) => self.heading(piece, (start, end), out),
            BlockKind::Paragraph if piece.run_in.is_none() && bare_label(piece).is_some() => {
                self.bare(piece, (start, end));
                self.heading = None;
            }
            BlockKind::Paragraph => {
                self.worded(piece);
                self.heading = None;
            }
            BlockKind::SignatureDate
            | BlockKind::Signature
            | BlockKind::Footnote
            | BlockKind::Cc
            | BlockKind::PrintNote => {}
            _ => self.heading = None,
        }
        self.spoken |= piece.is_prose();
        if piece.kind != BlockKind::Salutation
            && let Some((start, end, text)) = self.salutation.take()
            // It goes on in the next line: 各位来宾，/ 女士们、先生们：
            && !(piece.chars.len() <= ADDRESS && matches!(last.c, '：' | ':'))
        {
            out.at(Code::SalutationColon, start, end, vec![text]);
        }
    }

    /// Notes a label that nothing follows on its line.
    fn bare(&mut self, piece: &Piece, (start, end): (u32, u32)) {
        let text = piece.text(0..piece.chars.len());
        if let Some(scheme) = bare_label(piece) {
            self.bare.push((scheme, start, end, text));
        }
    }

    /// Notes that labels of this scheme have text.
    fn worded(&mut self, piece: &Piece) {
        if let Some(label) = label(&piece.text(0..24)).filter(|label| !self.worded.contains(&label.scheme)) {
            self.worded.push(label.scheme);
        }
    }

    fn heading(&mut self, piece: &Piece, (start, end): (u32, u32), out: &mut Found) {
        let text = piece.text(0..piece.chars.len());
        let label = label(&text);
        // A heading is below another one when its scheme is none of those above: the same one, or one further up, ends it.
        let above = label.and_then(|l| self.schemes.iter().position(|s| *s == l.scheme));
        if let Some(empty) = self.heading.take().filter(|_| above.is_some()) {
            tell_empty(&empty, out);
        }
        if let Some(label) = label {
            self.schemes.truncate(above.unwrap_or(self.schemes.len()));
            self.schemes.push(label.scheme);
        }
        if bare_label(piece).is_some() {
            self.bare(piece, (start, end));
            return;
        }
        self.worded(piece);
        // What ends a sentence says something by itself.
        let says = text.ends_with(['。', '！', '？', '；', '，', '：']) || text.chars().count() > 40;
        // A line of a table of contents ends in its page number.
        let says = says || text.ends_with(|c: char| c.is_ascii_digit()) || text.contains("……");
        self.heading = (label.is_some() && !says).then_some(Heading { start, end, text });
    }

    pub(super) fn end(self, out: &mut Found) {
        if let Some(empty) = self.heading {
            tell_empty(&empty, out);
        }
        // （一） alone parts an essay where all of them stand alone.
        for (scheme, start, end, text) in self.bare {
            if self.worded.contains(&scheme) {
                out.at(Code::HeadingBare, start, end, vec![text]);
            }
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

/// 同志们, 各位代表, 尊敬的各位来宾、朋友们 on a line before the text, without any mark.
fn is_bare_salutation(piece: &Piece) -> bool {
    const OPENS: &[&str] = &["同志们", "各位", "尊敬的", "女士们", "先生们", "朋友们", "老师们", "同学们", "乡亲们"];
    const ENDS: &[&str] =
        &["们", "代表", "委员", "同志", "来宾", "嘉宾", "朋友", "领导", "同仁", "乡亲", "老师", "家长"];
    let text = piece.text(0..piece.chars.len());
    let text = text.trim();
    text.chars().count() <= 24
        && text.chars().all(|c| is_han(c) || matches!(c, '、' | '，' | ' ' | '　'))
        && OPENS.iter().any(|word| text.starts_with(word))
        && ENDS.iter().any(|word| text.ends_with(word))
}

/// The scheme of 二、 with nothing after it. A numeral alone parts an essay and is meant.
fn bare_label(piece: &Piece) -> Option<Scheme> {
    let text = piece.text(0..piece.chars.len());
    let text = text.trim();
    let label = label(text).filter(|l| l.len == text.len())?;
    (text.chars().count() <= 8 && text.ends_with(['、', '）', ')', '．'])).then_some(label.scheme)
}

/// Half-widths of a character in a title.
fn width(c: &Char) -> usize {
    match c.c {
        c if c.is_whitespace() => 0,
        c if c.is_ascii() => 1,
        _ => 2,
    }
}
