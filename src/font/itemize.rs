//! Which face sets which character.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};

use super::set::STAND_IN;
use super::{Face, FaceId, FontError, FontSet, Missing};
use crate::style::{FaceRole, LatinFace};

/// A stretch of text set in one face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceRun {
    /// Byte range in the text.
    pub range: Range<usize>,
    /// The face.
    pub face: FaceId,
    /// Whether the stretch is Western text (Latin letters, digits and their punctuation).
    pub western: bool,
}

/// Whether a character belongs to Western text in a Chinese document.
///
/// “ ” ‘ ’ — … · ° ± × ÷ § share their code points with Latin text but are
/// Chinese marks here; full-width letters and number forms (Ａ Ⅰ ①) are Chinese
/// characters too.
pub fn is_western(c: char) -> bool {
    match c {
        '\u{0020}'..='\u{007E}' | '\u{00A0}' => true,
        // Nearly every character of a text: no need to ask for its script.
        '\u{2000}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}' => false,
        _ => {
            matches!(
                c.script(),
                Script::Latin | Script::Greek | Script::Cyrillic | Script::Armenian | Script::Hebrew | Script::Georgian
            ) || matches!(c, '¡'..='£' | '¥' | '©' | '«' | '®' | '»'..='¿')
        }
    }
}

/// Whether a character is drawn with the one before it: combining marks, joiners, variation selectors.
fn is_extend(c: char) -> bool {
    // Han, its marks and ASCII are nearly all of any text, and none of them is drawn so.
    !matches!(c, '\u{20}'..='\u{7E}' | '\u{2010}'..='\u{20CF}' | '\u{3000}'..='\u{3029}' | '\u{3400}'..='\u{9FFF}'
        | '\u{FF00}'..='\u{FFEF}')
        && (matches!(c.script(), Script::Inherited) || is_selector(c))
}

/// Whether a character is Han or one of its marks: never Western, blank, or drawn with another.
pub(crate) fn is_plain(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3001}'..='\u{3029}' | '\u{FF01}'..='\u{FF5E}')
}

/// Whether a character chooses among the forms of the one before it (VS1–VS256).
pub(crate) fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether a code point means what its users have agreed on, and no character (Unicode 23.5).
pub(crate) fn is_private_use(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// Whether a character has no ink and no width of its own, so that no face need have it.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Whether a character takes no place of its own: it is drawn with its neighbour or not at all.
pub(crate) fn is_attached(c: char) -> bool {
    is_extend(c) || is_invisible(c)
}

/// Bytes of Han and its marks that begin a text and that a face has: nearly all of any text. What a selector follows
/// is not among them.
fn plain_length(text: &str, face: &Face) -> usize {
    let (mut before, mut end) = (0, 0);
    for (at, c) in text.char_indices() {
        if !is_plain(c) || face.glyph(c).is_none() {
            return if is_selector(c) { before } else { end };
        }
        (before, end) = (at, at + c.len_utf8());
    }
    end
}

impl FontSet {
    /// Divides a text into stretches of one face.
    ///
    /// Western characters take the Latin face, all others the role's; a character
    /// that the wanted face lacks takes the other, then 宋体, then the fallbacks.
    /// White space and invisible characters stay with their neighbours.
    ///
    /// # Errors
    /// [`FontError::Missing`] for the first character that no face has, unless
    /// 〓 is to stand in for it ([`Missing::Draw`]).
    pub fn itemize(&self, text: &str, role: FaceRole, latin: LatinFace) -> Result<Vec<FaceRun>, FontError> {
        let (chinese, latin) = (self.chinese(role), self.latin(latin));
        let mut runs: Vec<FaceRun> = Vec::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let here = at;
            if let Some(last) = runs.last_mut().filter(|last| !last.western && last.face == chinese) {
                let plain = plain_length(&text[at..], self.face(chinese));
                if plain > 0 {
                    at += plain;
                    last.range.end = at;
                    continue;
                }
            }
            at += c.len_utf8();
            let end = at;
            let selector = text[end..].chars().next().filter(|next| is_selector(*next));
            if let Some(last) = runs.last_mut() {
                let drawn_with_last = is_extend(c) && self.face(last.face).glyph(c).is_some();
                if drawn_with_last || is_invisible(c) || c.is_whitespace() {
                    last.range.end = end;
                    continue;
                }
            }
            let mut western = is_western(c);
            let wanted = if western { [latin, chinese] } else { [chinese, latin] };
            let face = match self.find_form(wanted, c, selector) {
                Some((face, _)) => face,
                None if is_invisible(c) || c.is_whitespace() => wanted[0],
                None => {
                    // What stands in is a Chinese mark, whatever it stands for.
                    western = false;
                    let stand_in = self.find([chinese, latin], STAND_IN).filter(|_| self.missing() == Missing::Draw);
                    stand_in.ok_or(FontError::Missing { character: c })?.0
                }
            };
            match runs.last_mut() {
                Some(last) if last.face == face && last.western == western => last.range.end = end,
                _ => runs.push(FaceRun { range: here..end, face, western }),
            }
        }
        Ok(runs)
    }
}

#[cfg(all(test, feature = "embed-fonts"))]
mod tests {
    use super::*;

    #[expect(clippy::unwrap_used, reason = "test helper")]
    fn faces(text: &str) -> Vec<(&str, bool)> {
        let fonts = FontSet::built_in().unwrap();
        let runs = fonts.itemize(text, FaceRole::FangSong, LatinFace::Serif).unwrap();
        runs.into_iter().map(|r| (&text[r.range], r.western)).collect()
    }

    #[test]
    fn marks_shared_with_latin_are_chinese() {
        assert_eq!(faces("说“好”——·…"), [("说“好”——·…", false)]);
    }

    #[test]
    fn what_is_drawn_with_its_neighbour_is_what_unicode_says() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_extend(c), c.script() == Script::Inherited || is_selector(c), "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn what_is_plain_is_nothing_else() {
        for c in ('\0'..=char::MAX).filter(|c| is_plain(*c)) {
            assert!(!is_western(c) && !is_attached(c) && !c.is_whitespace(), "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn letters_and_digits_take_the_latin_face() {
        assert_eq!(faces("在2025年AI"), [("在", false), ("2025", true), ("年", false), ("AI", true)]);
    }

    #[test]
    fn a_character_that_no_face_has_is_an_error() {
        let fonts = FontSet::built_in().unwrap();
        let error = fonts.itemize("好😀", FaceRole::Kai, LatinFace::Serif).unwrap_err();
        assert_eq!(error, FontError::Missing { character: '😀' });
    }

    #[test]
    fn what_no_face_has_is_drawn_where_that_is_asked_for() {
        let mut fonts = FontSet::built_in().unwrap();
        fonts.set_missing(Missing::Draw);
        let runs = fonts.itemize("好😀", FaceRole::Kai, LatinFace::Serif).unwrap();
        assert_eq!(runs.len(), 1);
        let face = runs[0].face;
        assert_eq!(fonts.drawn(face, '😀'), fonts.face(face).glyph('〓'));
        assert_ne!(fonts.drawn(face, '好'), fonts.face(face).glyph('〓'));
        assert_eq!(fonts.drawn(face, '\u{200D}'), fonts.face(face).glyph('\u{200D}'));
    }

    #[test]
    fn a_character_that_only_song_has_falls_back_to_it() {
        let fonts = FontSet::built_in().unwrap();
        let runs = fonts.itemize("一⼀", FaceRole::FangSong, LatinFace::Serif).unwrap();
        assert_eq!(runs.last().unwrap().face, fonts.chinese(FaceRole::Song));
    }
}
