//! Everything that can go wrong, in sentences.

use crate::font::FontError;
use crate::input::InputError;

/// Why a text could not be read or rendered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are not a text that can be read.
    #[error(transparent)]
    Input(#[from] InputError),
    /// Characters that no face has.
    #[error("line {line}: no font has the character {character} (U+{:04X}){}", *character as u32, and_more(others))]
    MissingCharacter {
        /// The first of them.
        character: char,
        /// 1-based line of the source where its block begins; 0 when it did not come from it.
        line: u32,
        /// The others, each with its line.
        others: Vec<(char, u32)>,
    },
    /// A face that cannot be used.
    #[error(transparent)]
    Font(#[from] FontError),
    /// Nothing to print.
    #[error("the text is empty")]
    Empty,
    /// A document of a collection cannot be rendered.
    #[error("document {}: {error}", index + 1)]
    InCollection {
        /// Its place among [`Collection::documents`](crate::model::Collection::documents), from 0.
        index: usize,
        /// Why.
        #[source]
        error: Box<Error>,
    },
    /// A writer failed; this is a defect of the library.
    #[error("writing {format}: {problem}")]
    Writer {
        /// `PDF`, `DOCX` or `EPUB`.
        format: &'static str,
        /// What went wrong.
        problem: String,
    },
    /// The file could not be written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

fn and_more(others: &[(char, u32)]) -> String {
    if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) }
}
