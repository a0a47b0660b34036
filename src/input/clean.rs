//! Line ends and control characters.
//!
//! What an XML document cannot carry (C0 and C1 controls, U+FFFE, U+FFFF) cannot
//! stand in a DOCX or an EPUB, so it is taken out here, once, and reported. White
//! space is kept: a tab as it is; a form feed, a vertical tab, U+0085, U+2028 and
//! U+2029 become line feeds, as a carriage return does.

use super::charset::Malformed;
use crate::model::{Newline, Removed, Unreadable};

/// What is printed for bytes that could not be read: 〓, the mark of printers for a sort
/// that is missing. Every Chinese face has it; U+FFFD none.
pub const MISSING: char = '〓';

/// A text with its line ends made one kind.
pub(super) struct Cleaned {
    pub(super) text: String,
    pub(super) newline: Newline,
    pub(super) removed: Vec<Removed>,
    pub(super) unreadable: Vec<Unreadable>,
}

/// What is done with a character.
enum Act {
    /// It ends a line; its line end is of this kind.
    EndLine(Newline),
    /// It goes.
    Remove,
    /// It is U+FFFD.
    Mark,
}

/// Cleans a text that was read without a fault; a U+FFFD in it is a character as any other.
pub(super) fn clean(text: String) -> Cleaned {
    walk(text, None)
}

/// Cleans a text in which U+FFFD stands for what could not be read, and puts [`MISSING`] there.
pub(super) fn clean_marking(text: String, malformed: &[Malformed]) -> Cleaned {
    walk(text, Some(malformed))
}

fn walk(text: String, malformed: Option<&[Malformed]>) -> Cleaned {
    let mut bad = malformed.map(|list| list.iter().peekable());
    let mut unreadable = Vec::new();
    let bytes = text.as_bytes();
    let mut seen = Vec::new();
    let mut removed = Vec::new();
    let mut out = String::new();
    let mut copied = 0;
    let mut line = 1u32;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte == b'\n' {
            note(&mut seen, Newline::Lf);
            line += 1;
            at += 1;
            continue;
        }
        let special = special(byte, &bytes[at + 1..]).filter(|(act, _)| bad.is_some() || !matches!(act, Act::Mark));
        let Some((act, len)) = special else {
            at += 1;
            continue;
        };
        out.push_str(&text[copied..at]);
        match act {
            Act::EndLine(kind) => {
                note(&mut seen, kind);
                out.push('\n');
                line += 1;
            }
            Act::Remove => {
                let code = text[at..].chars().next().map_or(0, u32::from);
                removed.push(Removed { line, code_point: format!("U+{code:04X}") });
            }
            Act::Mark => {
                let here = bad.as_mut().and_then(|list| list.next_if(|m| m.at == at));
                let bytes = here.map(|m| hex(&m.bytes)).unwrap_or_default();
                unreadable.push(Unreadable { line, offset: here.map(|m| m.offset), bytes });
                out.push(MISSING);
            }
        }
        at += len;
        copied = at;
    }
    let newline = match seen.as_slice() {
        [] => Newline::default(),
        [one] => *one,
        _ => Newline::Mixed,
    };
    if copied == 0 {
        return Cleaned { text, newline, removed, unreadable };
    }
    out.push_str(&text[copied..]);
    Cleaned { text: out, newline, removed, unreadable }
}

/// Where stretches of the cleaned text, in its order, stand in the text before it was cleaned.
pub(super) fn places<'a>(
    text: &str,
    stretches: impl Iterator<Item = &'a std::ops::Range<usize>>,
) -> Vec<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let (mut at, mut cleaned) = (0, 0);
    let mut to = |place: usize, past_removed: bool| {
        while at < bytes.len() {
            match special(bytes[at], &bytes[at + 1..]) {
                Some((Act::Remove, len)) if cleaned < place || past_removed => at += len,
                _ if cleaned >= place => break,
                Some((Act::EndLine(_), len)) => (at, cleaned) = (at + len, cleaned + 1),
                Some(_) | None => (at, cleaned) = (at + 1, cleaned + 1),
            }
        }
        at
    };
    stretches.map(|stretch| to(stretch.start, true)..to(stretch.end, false)).collect()
}

/// Bytes as `E4 BD`.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02X}")).collect::<Vec<_>>().join(" ")
}

fn note(seen: &mut Vec<Newline>, kind: Newline) {
    if !seen.contains(&kind) {
        seen.push(kind);
    }
}

/// The characters that are not copied, by their UTF-8 bytes.
fn special(byte: u8, rest: &[u8]) -> Option<(Act, usize)> {
    match (byte, rest) {
        (b'\t', _) => None,
        (b'\r', [b'\n', ..]) => Some((Act::EndLine(Newline::CrLf), 2)),
        (b'\r', _) => Some((Act::EndLine(Newline::Cr), 1)),
        (0x0B | 0x0C, _) => Some((Act::EndLine(Newline::Mixed), 1)),
        (0..0x20 | 0x7F, _) => Some((Act::Remove, 1)),
        (0xC2, [0x85, ..]) => Some((Act::EndLine(Newline::Mixed), 2)),
        (0xC2, [0x80..=0x9F, ..]) => Some((Act::Remove, 2)),
        (0xE2, [0x80, 0xA8 | 0xA9, ..]) => Some((Act::EndLine(Newline::Mixed), 3)),
        (0xEF, [0xBF, 0xBD, ..]) => Some((Act::Mark, 3)),
        (0xEF, [0xBF, 0xBE | 0xBF, ..]) => Some((Act::Remove, 3)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_become_one_kind_and_are_told() {
        let cases = [
            ("甲\n乙", "甲\n乙", Newline::Lf),
            ("甲\r\n乙\r\n", "甲\n乙\n", Newline::CrLf),
            ("甲\r乙", "甲\n乙", Newline::Cr),
            ("甲\r\n乙\n", "甲\n乙\n", Newline::Mixed),
            ("甲\u{2028}乙", "甲\n乙", Newline::Mixed),
        ];
        for (from, to, newline) in cases {
            let cleaned = clean(from.to_owned());
            assert_eq!((cleaned.text.as_str(), cleaned.newline), (to, newline), "{from:?}");
        }
    }

    #[test]
    fn controls_go_and_are_listed_but_a_tab_and_a_joiner_stay() {
        let cleaned = clean("甲\u{7}\n\t乙\u{9c}\u{ffff}\u{feff}\u{200b}".to_owned());
        assert_eq!(cleaned.text, "甲\n\t乙\u{feff}\u{200b}");
        let codes: Vec<_> = cleaned.removed.iter().map(|r| (r.line, r.code_point.as_str())).collect();
        assert_eq!(codes, [(1, "U+0007"), (2, "U+009C"), (2, "U+FFFF")]);
    }
}
