//! How the source was read.

use serde::Serialize;

use super::Span;

/// The source of a document and what was done to read it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Source {
    /// Path as given, absent for standard input and for text from memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Name of the encoding, as in the WHATWG Encoding Standard (`UTF-8`, `gb18030`).
    pub encoding: String,
    /// How sure that is, in percent.
    pub confidence: u8,
    /// Whether the text began with a byte order mark.
    pub bom: bool,
    /// Line ends of the source.
    pub newline: Newline,
    /// Characters of the decoded text.
    pub chars: usize,
    /// Characters that were taken out, each with its place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<Removed>,
    /// What could not be read; the text has 〓 for each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<Unreadable>,
    /// House rules that the block at the top of the file asks for: a name or a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Text that was understood or cleaned away and is no part of the document, in source order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub set_aside: Vec<SetAside>,
    /// Byte offset of each line of the decoded text, to tell on which lines a span lies.
    #[serde(skip)]
    pub line_starts: Vec<u32>,
    /// The decoded text, to which spans refer; empty for a document that was not read.
    #[serde(skip)]
    pub text: String,
}

/// A place of the source that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Unreadable {
    /// 1-based line.
    pub line: u32,
    /// Offset of the first bad byte in the file; absent where the file itself has U+FFFD,
    /// which an earlier program left for something lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<usize>,
    /// The bad bytes in hexadecimal, as `E4 BD`; empty for U+FFFD.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub bytes: String,
}

/// A stretch of the source that is not printed, on purpose.
///
/// The model's text and these stretches together are the source, white space aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SetAside {
    /// Why it is not printed.
    pub kind: SetAsideKind,
    /// Where it stood; never longer than a line.
    pub span: Span,
    /// The stretch, verbatim.
    pub text: String,
}

/// Why a stretch of the source is not printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SetAsideKind {
    /// A line of the block of keys and values at the top of the file.
    FrontMatter,
    /// A line of that block whose key is not known.
    UnknownFrontMatter,
    /// Marks of a markup language that were understood.
    Markup,
    /// A page number left in by an earlier conversion.
    PageNumber,
    /// A running head or foot left in by an earlier conversion.
    RunningHead,
}

impl Source {
    /// The 1-based line on which a span ends.
    pub fn last_line(&self, span: Span) -> u32 {
        let before = self.line_starts.partition_point(|start| *start < span.end);
        u32::try_from(before).unwrap_or(u32::MAX).max(span.line)
    }
}

/// Line ends of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Newline {
    /// Line feed.
    #[default]
    Lf,
    /// Carriage return and line feed.
    CrLf,
    /// Carriage return.
    Cr,
    /// More than one kind.
    Mixed,
}

/// A character that was taken out of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Removed {
    /// 1-based line.
    pub line: u32,
    /// Code point, as `U+0007`.
    pub code_point: String,
}
