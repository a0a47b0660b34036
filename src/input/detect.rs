//! Which encoding bytes are in.
//!
//! A byte order mark decides. Otherwise a sample is read in every encoding, and the
//! reading that looks most like text ([`likeness`]) wins; how far it is ahead of the
//! others is the confidence. Readings are compared by their cost for the same bytes,
//! so encodings with wide and narrow characters compete fairly, and a stray broken
//! byte does not hand a text to an encoding in which it is gibberish.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::charset::{Charset, Malformed};
use super::likeness::{self, Kana};
use super::{InputError, signature};

/// Decoded bytes and how sure their encoding is.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) text: String,
    pub(super) charset: Charset,
    /// Bytes of its byte order mark.
    pub(super) mark: usize,
    /// Percent.
    pub(super) confidence: u8,
    /// What could not be read; U+FFFD stands for each.
    pub(super) malformed: Vec<Malformed>,
}

/// Bytes looked at to tell encodings apart: some thousand characters, a hundred times what is needed.
const SAMPLE: usize = 4 * 1024;

/// So many characters of three bytes or more make valid UTF-8 no coincidence.
const PLAINLY_UTF8: usize = 24;

/// Percent of confidence in the reading of a text that looks like none.
const UNKNOWN_TEXT: u8 = 50;

/// Decodes as told; a byte order mark of that encoding is taken away.
pub(super) fn given(bytes: &[u8], charset: Charset) -> Result<Found, InputError> {
    refuse_other_files(bytes)?;
    let mark = match Encoding::for_bom(bytes) {
        Some((encoding, len)) if Charset::Known(encoding) == charset => len,
        _ => 0,
    };
    whole(bytes, charset, mark, 100)
}

/// Decodes bytes in the encoding that they are in.
pub(super) fn detect(bytes: &[u8]) -> Result<Found, InputError> {
    refuse_other_files(bytes)?;
    if let Some((encoding, len)) = Encoding::for_bom(bytes) {
        return whole(bytes, Charset::Known(encoding), len, 100);
    }
    // U+FEFF in gb18030.
    if bytes.starts_with(&[0x84, 0x31, 0x95, 0x33]) {
        return whole(bytes, Charset::Known(GB18030), 4, 100);
    }
    let no_text = no_text(bytes);
    if no_text.is_none() && is_plainly_utf8(bytes) {
        return whole(bytes, Charset::Known(UTF_8), 0, if bytes.is_ascii() { 100 } else { 99 });
    }
    let winner = race(bytes);
    match no_text {
        // Only UTF-16 has such bytes in texts; and text costs less than noise.
        Some((offset, byte)) if !winner.charset.is_wide() || winner.bits_per_byte > 8.0 => {
            Err(InputError::Binary { offset, byte })
        }
        _ => whole(bytes, winner.charset, 0, winner.confidence),
    }
}

fn refuse_other_files(bytes: &[u8]) -> Result<(), InputError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(InputError::Empty);
    }
    signature::recognise(bytes).map_or(Ok(()), |kind| Err(InputError::NotText { kind }))
}

fn whole(bytes: &[u8], charset: Charset, mark: usize, confidence: u8) -> Result<Found, InputError> {
    let (text, mut malformed) = charset.decode(&bytes[mark..]);
    for bad in &mut malformed {
        bad.offset += mark;
    }
    match text.find('\0') {
        Some(_) => {
            let offset = bytes.iter().position(|b| *b == 0).unwrap_or(0);
            Err(InputError::Binary { offset, byte: 0 })
        }
        None => Ok(Found { text, charset, mark, confidence, malformed }),
    }
}

/// ASCII, or valid UTF-8 with more Han characters than chance would have.
fn is_plainly_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| {
        (text.is_ascii() && !bytes.iter().any(is_control))
            || text.chars().filter(|c| *c >= '\u{800}').nth(PLAINLY_UTF8).is_some()
    })
}

/// The likeliest encoding.
struct Winner {
    charset: Charset,
    /// Its probability in percent.
    confidence: u8,
    /// What the text costs in it.
    bits_per_byte: f32,
}

fn race(bytes: &[u8]) -> Winner {
    let sample = sample(bytes);
    let costs = Charset::ALL.map(|charset| (cost(charset, sample, bytes), charset));
    let (least, charset) =
        costs.into_iter().fold((f32::INFINITY, Charset::ALL[0]), |a, b| if b.0 < a.0 { b } else { a });
    let all: f32 = costs.iter().map(|(cost, _)| (least - cost).exp2()).sum();
    // Percentages above 99 would promise more than statistics can.
    let mut confidence = (100.0 / all).clamp(1.0, 99.0) as u8;
    // The best of them may still be wrong: the text may be in an encoding that is not read.
    let has_form = charset == Charset::Known(UTF_8) || charset.is_wide() || charset.is_japanese();
    if !has_form && likeness::is_strange(&charset.decode(sample).0) {
        confidence = confidence.min(UNKNOWN_TEXT);
    }
    Winner { charset, confidence, bits_per_byte: least / sample.len() as f32 }
}

/// The whole of a short text; of a long one a stretch that begins just before the first byte beyond ASCII.
fn sample(bytes: &[u8]) -> &[u8] {
    if bytes.len() <= SAMPLE {
        return bytes;
    }
    let first = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    // Even, for UTF-16.
    let first = first & !1;
    &bytes[first..bytes.len().min(first + SAMPLE)]
}

/// How many texts come in an encoding, in bits: a rare one needs the better evidence.
fn rarity(charset: Charset) -> f32 {
    match charset {
        Charset::Known(e) if e == UTF_8 => 0.0,
        Charset::Known(e) if e == GB18030 => 1.0,
        Charset::EucTw => 12.0,
        c if c.is_japanese() => 6.0,
        c if c.is_wide() => 5.0,
        _ => 3.0,
    }
}

/// What the sample of a text costs in an encoding, in bits.
fn cost(charset: Charset, sample: &[u8], bytes: &[u8]) -> f32 {
    let (mut text, malformed) = charset.decode(sample);
    // The sample may end inside a character.
    let cut = sample.as_ptr_range().end < bytes.as_ptr_range().end;
    if let Some(last) = malformed.last().filter(|m| cut && m.offset + 4 > sample.len()) {
        text.truncate(last.at);
    }
    let kana = match charset {
        Charset::Known(e) if e == UTF_8 => Kana::Expected,
        c if c.is_japanese() || c.is_wide() => Kana::Expected,
        _ => Kana::Foreign,
    };
    rarity(charset) + likeness::bits(&text, kana)
}

/// A zero byte, or control characters in such number that this is no text of single and double bytes.
///
/// One in fifty is more than any text has; escapes (terminal colours), tabs and line ends aside.
fn no_text(bytes: &[u8]) -> Option<(usize, u8)> {
    let first = |wanted: &dyn Fn(&u8) -> bool| bytes.iter().position(wanted).map(|at| (at, bytes[at]));
    if let Some(zero) = first(&|b| *b == 0) {
        return Some(zero);
    }
    let count = bytes.iter().filter(|b| is_control(b)).count();
    if count * 50 <= bytes.len() || count < 4 {
        return None;
    }
    first(&is_control)
}

/// A control character that texts do not have.
fn is_control(byte: &u8) -> bool {
    matches!(byte, 0..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)
}
