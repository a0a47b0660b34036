//! `word/settings.xml`: what holds for the whole document.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use super::xml::{Toggle, W, Xml};
use crate::Error;
use crate::converter::{Context, DocxFonts};
use crate::layout::{Class, class};
use crate::style::{HeadPlace, PageNumberPlace, Prohibition, Sides};

/// 避头 and 避尾 (17.15.1.59, .58): the characters that begin and that end no line, as the layout has them.
///
/// — and … are always among the first, so that —— and …… are never torn apart.
fn prohibited(level: Prohibition) -> [String; 2] {
    let starts = |c: char, class: Class| {
        // Word's record ends after 100 characters; the small kana would not fit in.
        let kana = class == Class::Nonstarter && ('\u{3040}'..='\u{30FF}').contains(&c);
        class.no_line_start(level) && !kana || level > Prohibition::None && matches!(c, '—' | '…')
    };
    let all =
        |wanted: &dyn Fn(char, Class) -> bool| MARKS.iter().filter(|(c, k)| wanted(*c, *k)).map(|(c, _)| *c).collect();
    [all(&starts), all(&|_, class| class.no_line_end(level))]
}

/// Where the characters are that begin or end no line, with few others between them.
const PLACES: [RangeInclusive<char>; 10] = [
    '!'..='·',
    '‐'..='⁉',
    '€'..='€',
    '℃'..='№',
    '⋯'..='⋯',
    '⸺'..='⸻',
    '、'..='〟',
    '〻'..='ヾ',
    '㎎'..='㏑',
    '﹐'..='￥',
];

/// The marks there, found once.
static MARKS: LazyLock<Vec<(char, Class)>> = LazyLock::new(|| marks(PLACES.into_iter().flatten()));

fn marks(characters: impl Iterator<Item = char>) -> Vec<(char, Class)> {
    let classes = characters.map(|c| (c, class(c)));
    classes.filter(|(_, class)| !matches!(class, Class::Ideograph | Class::Letter | Class::Attached)).collect()
}

/// The settings (ECMA-376-1 17.15.1.78, CT_Settings).
///
/// # Errors
/// [`Error::Writer`] when the part cannot be written.
pub(super) fn settings(context: &Context<'_>) -> Result<Vec<u8>, Error> {
    let numbers = &context.profile.page_numbers;
    let mut xml = Xml::part("w:settings", &[("xmlns:w", W)]);
    xml.leaf("w:zoom", &[("w:percent", "100")]);
    if context.docx_fonts != DocxFonts::None {
        xml.toggle("w:embedTrueTypeFonts", Toggle::On);
    }
    if context.docx_fonts == DocxFonts::Subset {
        xml.toggle("w:saveSubsetFonts", Toggle::On);
    }
    if context.profile.page.sides == Sides::Mirrored {
        xml.toggle("w:mirrorMargins", Toggle::On);
    }
    // The stop of Word's Chinese templates.
    xml.val("w:defaultTabStop", "420");
    if numbers.place == PageNumberPlace::Outer || context.profile.running_heads.place != HeadPlace::None {
        xml.toggle("w:evenAndOddHeaders", Toggle::On);
    }
    xml.val("w:characterSpacingControl", "compressPunctuation");
    let language = context.profile.region().language();
    let [never_first, never_last] = prohibited(context.profile.text.prohibition);
    for (name, characters) in [("w:noLineBreaksAfter", never_last), ("w:noLineBreaksBefore", never_first)] {
        if !characters.is_empty() {
            xml.leaf(name, &[("w:lang", language), ("w:val", &characters)]);
        }
    }
    xml.open("w:compat", &[]);
    // A line of a justified paragraph that ends in a line break is not stretched.
    xml.toggle("w:doNotExpandShiftReturn", Toggle::On);
    xml.toggle("w:useFELayout", Toggle::On);
    // Word 2013 and later; without it Word opens the file in compatibility mode.
    for (name, value) in [
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
    ] {
        let uri = "http://schemas.microsoft.com/office/word";
        xml.leaf("w:compatSetting", &[("w:name", name), ("w:uri", uri), ("w:val", value)]);
    }
    xml.close();
    xml.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_other_place_has_marks_that_begin_or_end_no_line() {
        let prohibited = |marks: Vec<(char, Class)>| {
            let levels = [Prohibition::Basic, Prohibition::Gb, Prohibition::Strict];
            let counts = |class: Class| levels.iter().any(|l| class.no_line_start(*l) || class.no_line_end(*l));
            marks.into_iter().filter(|(_, class)| counts(*class)).collect::<Vec<_>>()
        };
        assert_eq!(prohibited(marks('\0'..=char::MAX)), prohibited(MARKS.clone()));
    }

    #[test]
    fn the_lists_follow_the_level_and_fit_into_word() {
        let [first, last] = prohibited(Prohibition::Gb);
        for (list, within, without) in [
            (&first, "，。、；：？！”’）》〉】』」…—·～％℃々/／)", "“（《甲a1"),
            (&last, "“‘（《〈【『「／￥$(", "”）》，。甲a1"),
        ] {
            assert!(within.chars().all(|c| list.contains(c)), "{list}");
            assert!(!without.chars().any(|c| list.contains(c)), "{list}");
        }
        assert!(!prohibited(Prohibition::Basic).concat().contains('／'));
        assert_eq!(prohibited(Prohibition::None), ["", ""]);
        // [MS-DOC] DopTypography: cchFollowingPunct, cchLeadingPunct.
        assert!(
            first.chars().count() <= 100 && last.chars().count() <= 50,
            "{} {}",
            first.chars().count(),
            last.chars().count()
        );
    }
}
