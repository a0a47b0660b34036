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
    /// A character at a known place that no face has.
    #[error("line {line}: no font has the character {character} (U+{:04X})", *character as u32)]
    MissingCharacter {
        /// The character.
        character: char,
        /// 1-based line of the source; 0 when it did not come from it.
        line: u32,
    },
    /// A face that cannot be used.
    #[error(transparent)]
    Font(#[from] FontError),
    /// Nothing to print.
    #[error("the text is empty")]
    Empty,
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
