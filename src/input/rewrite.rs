//! Edits of a decoded text, carried out on the bytes that it was read from.
//!
//! The decoded text differs from the file: line ends are of one kind, control characters are
//! gone. So an edit is taken back to its place in the text as it was, and all else stays byte
//! for byte. Where the encoding cannot carry what is written, or would write the rest of the
//! text otherwise, the whole becomes UTF-8.

use std::ops::Range;

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::charset::Charset;
use super::{DecodeOptions, InputError, clean, find};

/// A stretch of the decoded text and what is to stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Byte offsets in [`Decoded::text`](super::Decoded::text).
    pub range: Range<usize>,
    /// The new text.
    pub text: String,
}

/// A file with edits carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rewritten {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The encoding that it is in now.
    pub encoding: &'static str,
    /// Whether that is the one that it was in.
    pub kept: bool,
}

/// Carries out edits, which must be in the order of the text and apart from each other.
///
/// # Errors
/// As [`decode_with`](super::decode_with); broken bytes are refused whatever the options say,
/// because they could not be written again.
pub fn rewrite(bytes: &[u8], options: &DecodeOptions, edits: &[Edit]) -> Result<Rewritten, InputError> {
    let found = find(bytes, options)?;
    if let Some(bad) = found.malformed.first() {
        return Err(super::malformed(&found, bad));
    }
    let old = found.text;
    let places = clean::places(&old, edits.iter().map(|edit| &edit.range));
    let mut new = String::with_capacity(old.len() + 16 * edits.len());
    let mut done = 0;
    for (edit, place) in edits.iter().zip(places) {
        new.push_str(&old[done..place.start]);
        new.push_str(&edit.text);
        done = place.end;
    }
    new.push_str(&old[done..]);
    let mark = found.mark;
    let same = encode(found.charset, &old).is_some_and(|again| again == bytes[mark..]);
    let kept = if same { encode(found.charset, &new) } else { None };
    Ok(match kept {
        Some(encoded) => {
            Rewritten { bytes: [&bytes[..mark], &encoded].concat(), encoding: found.charset.name(), kept: true }
        }
        None => Rewritten { bytes: new.into_bytes(), encoding: "UTF-8", kept: false },
    })
}

/// A text in an encoding; none where that lacks a character.
fn encode(charset: Charset, text: &str) -> Option<Vec<u8>> {
    let Charset::Known(encoding) = charset else { return None };
    if encoding == UTF_16LE {
        return Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
    }
    if encoding == UTF_16BE {
        return Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
    }
    let (bytes, _, lacks) = encoding.encode(text);
    (!lacks).then(|| bytes.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Puts …… for ... in a file, and gives its bytes.
    fn put_right(bytes: &[u8]) -> Rewritten {
        let text = super::super::decode(bytes).expect("a text").text;
        let start = text.find("...").expect("the place");
        let edit = Edit { range: start..start + 3, text: "……".to_owned() };
        rewrite(bytes, &DecodeOptions::default(), &[edit]).expect("the text again")
    }

    const TEXT: &str = "村里有了路灯、广场，大家都说这是一件大好事。\r\n\u{7}\u{c}孩子们有了图书室、篮球场\u{7}...\u{7}老人们有了食堂。\r末行\n";

    #[test]
    fn all_else_stays_byte_for_byte_in_every_encoding() {
        let new = TEXT.replace("...", "……");
        let wide = |text: &str| [vec![0xFF, 0xFE], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
        let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
        for (old, wanted, encoding) in [
            (TEXT.as_bytes().to_vec(), new.clone().into_bytes(), "UTF-8"),
            (format!("\u{feff}{TEXT}").into_bytes(), format!("\u{feff}{new}").into_bytes(), "UTF-8"),
            (wide(TEXT), wide(&new), "UTF-16LE"),
            (gb(TEXT), gb(&new), "gb18030"),
        ] {
            let out = put_right(&old);
            assert_eq!((out.encoding, out.kept), (encoding, true));
            assert_eq!(out.bytes, wanted, "{encoding}");
        }
    }

    #[test]
    fn what_an_encoding_lacks_makes_it_utf_8() {
        // Shift_JIS reads its dash as U+2015, so it has no U+2014.
        let text = "これは日本語の文章です。村には街灯があります--広場もあります。みんなが喜んでいます。";
        let old = encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
        let options = DecodeOptions { encoding: Some("Shift_JIS".to_owned()), ..DecodeOptions::default() };
        let start = text.find("--").expect("the place");
        let edit = Edit { range: start..start + 2, text: "——".to_owned() };
        let out = rewrite(&old, &options, &[edit]).expect("the text again");
        assert_eq!((out.encoding, out.kept), ("UTF-8", false));
        assert_eq!(out.bytes, text.replace("--", "——").into_bytes());
    }

    #[test]
    fn broken_bytes_are_refused() {
        let broken = [TEXT.as_bytes(), b"\xE4\xBD\n"].concat();
        let options = DecodeOptions { broken: super::super::BrokenBytes::Mark, ..DecodeOptions::default() };
        assert!(matches!(rewrite(&broken, &options, &[]), Err(InputError::Malformed { .. })));
    }
}
