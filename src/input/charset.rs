//! The encodings that are read, and decoding in each.

use encoding_rs::{BIG5, DecoderResult, EUC_JP, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use super::cns;

/// An encoding that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    Known(&'static Encoding),
    EucTw,
}

/// Bytes that an encoding does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Malformed {
    /// Where U+FFFD stands for them in the decoded text.
    pub(super) at: usize,
    /// Where they stand in the input.
    pub(super) offset: usize,
    pub(super) bytes: Vec<u8>,
}

impl Charset {
    /// Every encoding, in the order in which equal evidence decides.
    pub(super) const ALL: [Self; 8] = [
        Self::Known(UTF_8),
        Self::Known(GB18030),
        Self::Known(BIG5),
        Self::Known(UTF_16LE),
        Self::Known(UTF_16BE),
        Self::Known(SHIFT_JIS),
        Self::Known(EUC_JP),
        Self::EucTw,
    ];

    /// By one of its usual names.
    pub(super) fn by_name(name: &str) -> Option<Self> {
        let spelled = name.to_ascii_lowercase();
        let spelled = match spelled.as_str() {
            "euc-tw" | "euc_tw" | "euctw" | "cns11643" => return Some(Self::EucTw),
            "utf16" | "utf-16" | "utf16le" => "utf-16le",
            "utf16be" => "utf-16be",
            "cp936" | "gb-18030" => "gb18030",
            "cp950" | "hkscs" | "big5hkscs" => "big5",
            other => other,
        };
        match Encoding::for_label(spelled.as_bytes())? {
            // Every GBK text is GB18030.
            encoding if encoding == GBK => Some(Self::Known(GB18030)),
            encoding => Self::ALL.into_iter().find(|known| *known == Self::Known(encoding)),
        }
    }

    /// The name in the WHATWG Encoding Standard; `EUC-TW` for the one that it lacks.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Known(encoding) => encoding.name(),
            Self::EucTw => "EUC-TW",
        }
    }

    pub(super) fn is_wide(self) -> bool {
        self == Self::Known(UTF_16LE) || self == Self::Known(UTF_16BE)
    }

    pub(super) fn is_japanese(self) -> bool {
        self == Self::Known(SHIFT_JIS) || self == Self::Known(EUC_JP)
    }

    /// Decodes all bytes; U+FFFD stands for each malformed sequence.
    pub(super) fn decode(self, bytes: &[u8]) -> (String, Vec<Malformed>) {
        match self {
            Self::EucTw => cns::decode(bytes),
            Self::Known(encoding) => decode(encoding, bytes),
        }
    }
}

fn decode(encoding: &'static Encoding, bytes: &[u8]) -> (String, Vec<Malformed>) {
    // The common case, and the fastest.
    if encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return (text.to_owned(), Vec::new());
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let mut malformed = Vec::new();
    let mut read = 0;
    loop {
        let (result, n) = decoder.decode_to_string_without_replacement(&bytes[read..], &mut text, true);
        read += n;
        match result {
            DecoderResult::InputEmpty => return (text, malformed),
            DecoderResult::OutputFull => text.reserve((bytes.len() - read) * 3 + 16),
            DecoderResult::Malformed(len, after) => {
                let end = read.saturating_sub(usize::from(after));
                let offset = end.saturating_sub(usize::from(len));
                malformed.push(Malformed { at: text.len(), offset, bytes: bytes[offset..end].to_vec() });
                text.reserve(4);
                text.push('\u{FFFD}');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_as_people_write_them() {
        for (name, charset) in [("GBK", "gb18030"), ("cp950", "Big5"), ("euc_tw", "EUC-TW"), ("UTF-16", "UTF-16LE")] {
            assert_eq!(Charset::by_name(name).map(Charset::name), Some(charset));
        }
        for name in ["koi8-r", "iso-2022-jp", ""] {
            assert_eq!(Charset::by_name(name), None, "{name}");
        }
    }

    #[test]
    fn a_broken_sequence_is_one_mark_with_its_place() {
        let (text, bad) = Charset::Known(UTF_8).decode(b"\xE4\xB8\x80\xE4\xBDx\xFF");
        assert_eq!(text, "一\u{FFFD}x\u{FFFD}");
        let bad: Vec<_> = bad.into_iter().map(|m| (m.at, m.offset, m.bytes)).collect();
        assert_eq!(bad, [(3, 3, vec![0xE4, 0xBD]), (7, 6, vec![0xFF])]);
        // Four bytes of GB18030 that break off: the ASCII digit in them is text.
        let (text, bad) = Charset::Known(GB18030).decode(b"\x81\x30\x81\x20");
        assert_eq!((text.as_str(), bad[0].offset), ("\u{FFFD}0\u{FFFD} ", 0));
    }
}
