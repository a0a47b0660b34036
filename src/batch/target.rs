//! What a text may be turned into.

use crate::{Error, Format};

/// A kind of output file: the printed formats, and the document itself as JSON or text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Target {
    /// A printed format.
    Print(Format),
    /// The model as JSON.
    Json,
    /// The model's text, one logical line a paragraph.
    Text,
}

impl Target {
    /// Every target compiled in.
    pub fn all() -> impl Iterator<Item = Self> {
        Format::ALL.iter().map(|f| Self::Print(*f)).chain([Self::Json, Self::Text])
    }

    /// Its name on the command line, which is the extension of a file of this kind.
    pub fn name(self) -> &'static str {
        match self {
            Self::Print(format) => format.extension(),
            Self::Json => "json",
            Self::Text => "txt",
        }
    }

    /// The target of a name or an extension, in either case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|t| t.name().eq_ignore_ascii_case(name))
    }

    /// The printed format, if it is one.
    pub fn format(self) -> Option<Format> {
        match self {
            Self::Print(format) => Some(format),
            Self::Json | Self::Text => None,
        }
    }

    /// What replaces the extension of the input: `speech.txt` must not become itself.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Text => TEXT_SUFFIX,
            other => other.name(),
        }
    }
}

/// Extension of text outputs; files that end so are never taken for inputs of a folder.
pub(super) const TEXT_SUFFIX: &str = "wenyin.txt";

/// The document itself as a file.
pub(super) fn model_bytes(document: &crate::model::Document, target: Target) -> Result<Vec<u8>, Error> {
    match target {
        Target::Json => {
            let mut json = serde_json::to_vec_pretty(document)
                .map_err(|e| Error::Writer { format: "JSON", problem: e.to_string() })?;
            json.push(b'\n');
            Ok(json)
        }
        _ => Ok(document.to_text().into_bytes()),
    }
}
