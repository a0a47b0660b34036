//! Bytes → text.
//!
//! [`decode`] works in four steps:
//!
//! 1. `signature`: files of other programs are refused by their first bytes.
//! 2. `detect`: which encoding the bytes are in. A byte order mark decides; otherwise
//!    the reading that costs the fewest bits as text (`likeness`).
//! 3. `charset`: the bytes are decoded strictly. A broken byte is an error that names
//!    its place, or, if asked for, is reported and printed as [`MISSING`].
//! 4. `clean`: line ends become line feeds, control characters are taken out, and
//!    both are noted in the [`Source`].
//!
//! [`rewrite`] goes the way back for a few places that are to be changed.

mod charset;
mod clean;
mod cns;
mod detect;
mod likeness;
mod rewrite;
mod signature;

use crate::model::Source;
use charset::Charset;
pub use clean::MISSING;
pub use rewrite::{Edit, Rewritten, rewrite};
pub use signature::FileKind;

/// A decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
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
    /// A file of another program, known by its first bytes.
    #[error("{}", kind.remedy())]
    NotText {
        /// What it is.
        kind: FileKind,
    },
    /// A binary file.
    #[error("this is not a text file (byte 0x{byte:02X} at offset {offset}): save it as plain text first")]
    Binary {
        /// Offset of the first byte that no text has.
        offset: usize,
        /// That byte.
        byte: u8,
    },
    /// Bytes that are not of the encoding that the rest is in.
    #[error("not valid {encoding} at offset {offset} (bytes {}): save the file again as UTF-8", clean::hex(bytes))]
    Malformed {
        /// The encoding tried.
        encoding: &'static str,
        /// Offset of the first bad byte.
        offset: usize,
        /// The bad bytes.
        bytes: Vec<u8>,
        /// How many such places there are in all.
        count: usize,
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

/// How to decode.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecodeOptions {
    /// Name of the encoding; detected when absent.
    pub encoding: Option<String>,
    /// What becomes of bytes that are not of the encoding.
    pub broken: BrokenBytes,
}

/// What becomes of bytes that are not of the encoding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BrokenBytes {
    /// The text is refused.
    #[default]
    Refuse,
    /// Each broken sequence, and each U+FFFD that an earlier program left in its place, is
    /// listed in [`Source::unreadable`] and reads [`MISSING`].
    Mark,
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
    let found = find(bytes, options)?;
    let cleaned = match (options.broken, found.malformed.first()) {
        (BrokenBytes::Refuse, Some(bad)) => return Err(malformed(&found, bad)),
        (BrokenBytes::Refuse, None) => clean::clean(found.text),
        (BrokenBytes::Mark, _) => clean::clean_marking(found.text, &found.malformed),
    };
    if cleaned.text.chars().all(char::is_whitespace) {
        return Err(InputError::Empty);
    }
    let source = Source {
        path: None,
        encoding: found.charset.name().to_owned(),
        confidence: found.confidence,
        bom: found.mark > 0,
        newline: cleaned.newline,
        chars: cleaned.text.chars().count(),
        removed: cleaned.removed,
        unreadable: cleaned.unreadable,
        profile: None,
        set_aside: Vec::new(),
        line_starts: line_starts(&cleaned.text),
        text: String::new(),
    };
    Ok(Decoded { text: cleaned.text, source })
}

/// The text as it stands in the bytes.
fn find(bytes: &[u8], options: &DecodeOptions) -> Result<detect::Found, InputError> {
    match &options.encoding {
        Some(name) => {
            let charset = Charset::by_name(name).ok_or_else(|| InputError::UnknownEncoding { name: name.clone() })?;
            detect::given(bytes, charset)
        }
        None => detect::detect(bytes),
    }
}

fn malformed(found: &detect::Found, bad: &charset::Malformed) -> InputError {
    let (encoding, count) = (found.charset.name(), found.malformed.len());
    InputError::Malformed { encoding, offset: bad.offset, bytes: bad.bytes.clone(), count }
}

/// Byte offset of each line.
fn line_starts(text: &str) -> Vec<u32> {
    let after = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(after).map(|at| u32::try_from(at).unwrap_or(u32::MAX)).collect()
}
