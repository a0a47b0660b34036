//! Bytes → text.
//!
//! [`decode`] works in three steps:
//!
//! 1. `detect`: which encoding the bytes are in. A byte order mark decides; then
//!    UTF-16 by its zero bytes and valid UTF-8; among the old encodings the one in
//!    which the text has the characters that people use most, with `chardetng` as
//!    the second opinion.
//! 2. The bytes are decoded strictly: a broken byte is an error that names its place.
//! 3. `clean`: line ends become line feeds, control characters are taken out, and
//!    both are noted in the [`Source`].

mod clean;
mod cns;
mod detect;

use crate::model::Source;
use detect::Charset;

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
    #[error("this is not a text file (byte 0x{byte:02X} at offset {offset}): save it as plain text first")]
    Binary {
        /// Offset of the first byte that no text has.
        offset: usize,
        /// That byte.
        byte: u8,
    },
    /// Bytes that are not of the encoding that the rest is in.
    #[error("not valid {encoding} at offset {offset} (bytes {}): save the file again as UTF-8", hex(bytes))]
    Malformed {
        /// The encoding tried.
        encoding: &'static str,
        /// Offset of the first bad byte.
        offset: usize,
        /// The bad bytes.
        bytes: Vec<u8>,
    },
    /// An encoding was asked for that is not known.
    #[error(
        "unknown encoding \"{name}\": known are UTF-8, UTF-16LE, UTF-16BE, GB18030, GBK, Big5, EUC-TW, Shift_JIS, EUC-JP"
    )]
    UnknownEncoding {
        /// The name given.
        name: String,
    },
}

/// Bytes that an encoding does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Malformed {
    offset: usize,
    bytes: Vec<u8>,
}

/// How to decode.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecodeOptions {
    /// Name of the encoding; detected when absent.
    pub encoding: Option<String>,
}

/// Decodes a text.
///
/// # Errors
/// [`InputError`] when the bytes are empty, binary or broken.
pub fn decode(bytes: &[u8]) -> Result<Decoded, InputError> {
    decode_with(bytes, &DecodeOptions::default())
}

/// Decodes a text as told.
///
/// # Errors
/// [`InputError`] when the bytes are empty, binary or broken, or the encoding is not known.
pub fn decode_with(bytes: &[u8], options: &DecodeOptions) -> Result<Decoded, InputError> {
    let found = match &options.encoding {
        Some(name) => {
            let charset = Charset::by_name(name).ok_or_else(|| InputError::UnknownEncoding { name: name.clone() })?;
            detect::given(bytes, charset)?
        }
        None => detect::detect(bytes)?,
    };
    let cleaned = clean::clean(found.text);
    if cleaned.text.chars().all(char::is_whitespace) {
        return Err(InputError::Empty);
    }
    let source = Source {
        path: None,
        encoding: found.charset.name().to_owned(),
        confidence: found.confidence,
        bom: found.bom,
        newline: cleaned.newline,
        chars: cleaned.text.chars().count(),
        removed: cleaned.removed,
        set_aside: Vec::new(),
    };
    Ok(Decoded { text: cleaned.text, source })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02X}")).collect::<Vec<_>>().join(" ")
}
