//! The typed document: what a plain text *is*, once read.
//!
//! A [`Document`] has three parts, as a printed speech or official document has:
//! the [`Front`] (title block and salutation), the `body` (headings and
//! paragraphs) and the [`Back`] (closing words, signature, date, attachments).
//! Every piece remembers where it stood in the source ([`Span`]) and why it was
//! taken for what it is ([`Reason`]).
//!
//! The model is lossless: the text of all pieces, in source order, is the input
//! without its white space, the characters listed in [`Source::removed`] and the
//! stretches listed in [`Source::set_aside`].
//!
//! Writers never look at the parts one by one: [`Document::flow`] gives the
//! blocks in the order in which they are printed, the same for every format.

mod collection;
mod explain;
mod flow;
mod json;
mod overrides;
mod reason;
mod source;

pub use collection::Collection;
pub use explain::{Explained, TakenFor};
pub use flow::{BlockKind, FlowBlock, FlowLine, FlowRun};
pub use json::JSON_VERSION;
pub use overrides::{Displaced, Fate, FrontField, OfficialOverrides, Overrides};
pub use reason::Reason;
pub use source::{Newline, Removed, SetAside, SetAsideKind, Source, Unreadable};

use serde::Serialize;

/// Where a piece stood in the source.
///
/// `line` is 1-based; `start` and `end` are byte offsets into the decoded UTF-8
/// text, blanks at both ends left out. A piece joined from several source lines
/// spans from the start of the first to the end of the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Span {
    /// 1-based line number in the source; 0 for text that did not come from it.
    pub line: u32,
    /// Byte offset of the first character in the decoded text.
    pub start: u32,
    /// Byte offset just after the last character.
    pub end: u32,
}

/// A piece of text with its provenance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text, verbatim, without white space at its ends.
    pub text: String,
    /// Where it stood.
    pub span: Span,
    /// Why it was taken for what it is.
    pub reason: Reason,
}

impl Text {
    /// A piece given by the caller rather than read from a source.
    pub fn given(text: impl Into<String>) -> Self {
        Self { text: text.into(), span: Span::default(), reason: Reason::Given }
    }
}

/// A typed document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Title block and salutation.
    pub front: Front,
    /// Headings, paragraphs and what stands between them.
    pub body: Vec<Block>,
    /// What follows the text: closing words, signature, attachments.
    pub back: Back,
    /// How the source was read.
    pub source: Source,
}

/// The title block and the salutation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Front {
    /// What stands before the title: an editor's note or a news lead-in.
    pub preamble: Vec<Text>,
    /// 份号 (GB/T 9704 7.2.1).
    pub copy_number: Option<Text>,
    /// 密级和保密期限 (7.2.2).
    pub classification: Option<Text>,
    /// 紧急程度 (7.2.3).
    pub urgency: Option<Text>,
    /// 发文机关标志, one entry a line (7.2.4); several for a joint issue.
    pub issuers: Vec<Text>,
    /// 发文字号.
    pub doc_number: Option<Text>,
    /// 签发人, the label included, one entry a line (7.2.6).
    pub signatories: Vec<Text>,
    /// The title, one entry a line of the source.
    pub title: Vec<Text>,
    /// The subtitle (——在…会议上的讲话), one entry a line.
    pub subtitle: Vec<Text>,
    /// The speaker, office included, verbatim.
    pub speaker: Option<Text>,
    /// The date of the speech, brackets included, verbatim.
    pub date: Option<Text>,
    /// Salutation; for official documents 主送机关.
    pub salutation: Vec<Text>,
}

/// One block of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading on a line of its own.
    Heading {
        /// 1 to 4: 一、/第X章 = 1, （一）/第X节 = 2, 1. = 3, （1） = 4.
        level: u8,
        /// The number with its mark (`一、`), empty when un-numbered.
        number: String,
        /// The whole heading, number included, verbatim.
        text: String,
        /// Where it stood.
        span: Span,
        /// Why it is a heading.
        reason: Reason,
    },
    /// A paragraph of text.
    Paragraph {
        /// The text, divided where its role changes.
        runs: Vec<Run>,
        /// Where it stood.
        span: Span,
        /// Why it is a paragraph.
        reason: Reason,
    },
    /// The title of a part inside the text.
    InnerTitle(Text),
    /// Lines of verse, kept as lines.
    Verse(Vec<Text>),
    /// A quotation that is a paragraph of its own.
    Quote(Text),
    /// A salutation inside the text (同志们！).
    Salutation(Text),
    /// A table that the text plainly draws: rows of cells.
    Table(Vec<Vec<Text>>),
}

/// A stretch of a paragraph with one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What the stretch is.
    pub role: RunRole,
    /// The text, verbatim. White space between two runs belongs to the earlier one.
    pub text: String,
}

/// What a stretch of a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RunRole {
    /// Plain text.
    Text,
    /// A run-in heading: （一）加强领导。followed by its text on the same line.
    Heading {
        /// 1 to 4, by the numbering scheme.
        level: u8,
    },
    /// An ordinal lead: 一是…。 首先， 第X条.
    Ordinal,
    /// What markup makes strong.
    Strong,
    /// What markup emphasises.
    Emphasis,
}

/// What follows the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Back {
    /// Closing words (谢谢大家！).
    pub closing: Vec<Text>,
    /// 附件说明: the lines that name the attachments.
    pub attachments: Vec<Text>,
    /// 署名.
    pub signature: Vec<Text>,
    /// 成文日期.
    pub signature_date: Option<Text>,
    /// The attachments themselves.
    pub attachment_bodies: Vec<Block>,
    /// Notes, one entry a note.
    pub footnotes: Vec<Text>,
    /// 抄送.
    pub cc: Vec<Text>,
    /// 印发 line, adoption note and the like.
    pub print_note: Vec<Text>,
}

impl Block {
    /// The block's place in the source.
    pub fn span(&self) -> Span {
        let first = |t: Option<&Text>| t.map(|t| t.span).unwrap_or_default();
        match self {
            Self::Heading { span, .. } | Self::Paragraph { span, .. } => *span,
            Self::InnerTitle(t) | Self::Quote(t) | Self::Salutation(t) => t.span,
            Self::Verse(lines) => first(lines.first()),
            Self::Table(rows) => first(rows.first().and_then(|r| r.first())),
        }
    }
}

impl Document {
    /// The title on one line, for metadata; empty when the document has none.
    pub fn title_line(&self) -> String {
        join_lines(&self.front.title)
    }

    /// The subtitle on one line.
    pub fn subtitle_line(&self) -> String {
        join_lines(&self.front.subtitle)
    }

    /// Number of characters to print, white space aside.
    pub fn characters(&self) -> usize {
        self.flow()
            .iter()
            .flat_map(|b| &b.lines)
            .flat_map(|l| &l.runs)
            .map(|r| r.text.chars().filter(|c| !c.is_whitespace()).count())
            .sum()
    }
}

/// Lines of a title joined as a reader joins them: Han lines directly, Latin words with a space.
fn join_lines(lines: &[Text]) -> String {
    let mut out = String::new();
    for line in lines {
        let glue = out.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric())
            && line.text.chars().next().is_some_and(|c| c.is_ascii_alphanumeric());
        if glue {
            out.push(' ');
        }
        out.push_str(&line.text);
    }
    out
}
