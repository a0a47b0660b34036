//! How the source was read.

use serde::Serialize;

/// The source of a document and what was done to read it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
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
pub struct Removed {
    /// 1-based line.
    pub line: u32,
    /// Code point, as `U+0007`.
    pub code_point: String,
}
