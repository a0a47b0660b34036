//! Classes of characters that the rules ask for, each in one place.

use std::borrow::Cow;

/// Ends a sentence.
pub(super) fn is_final_mark(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '…' | '”' | '」' | '．')
}

/// Marks at which a line of verse or a clause ends.
pub(super) fn is_closing_mark(c: char) -> bool {
    is_final_mark(c) || matches!(c, '，' | '；' | '：' | '、' | ',' | ';' | ':' | '.')
}

/// Has no width and says nothing; kept, but not looked at.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// A Han character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// The text without white space and invisible characters.
pub(super) fn squeeze(text: &str) -> Cow<'_, str> {
    without(text, |c| c.is_whitespace() || is_invisible(c))
}

/// The text without what asks for a form of the character before it (IVS): a name is a name in any form.
pub(super) fn without_selectors(text: &str) -> Cow<'_, str> {
    without(text, |c| matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'))
}

/// The text without these characters; most lines have none.
fn without(text: &str, goes: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&goes) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| !goes(*c)).collect())
}

/// Number of characters, white space aside.
pub(super) fn length(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}
