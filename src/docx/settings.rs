//! `word/settings.xml`: what holds for the whole document.

use super::xml::{Toggle, W, Xml};
use crate::Error;
use crate::converter::{Context, DocxFonts};
use crate::style::PageNumberPlace;

/// 避头: marks that never begin a line (CLREQ 3.1.3, GB/T 15834 5.1).
///
/// — and … stand here so that —— and …… are never torn apart.
const NEVER_FIRST: &str =
    "!%),.:;>?]}¢¨°·ˇˉ—―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠";

/// 避尾: marks that never end a line.
const NEVER_LAST: &str = "$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（［｛￡￥";

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
    // The stop of Word's Chinese templates.
    xml.val("w:defaultTabStop", "420");
    if numbers.place == PageNumberPlace::Outer {
        xml.toggle("w:evenAndOddHeaders", Toggle::On);
    }
    xml.val("w:characterSpacingControl", "compressPunctuation");
    let language = context.profile.region().language();
    xml.leaf("w:noLineBreaksAfter", &[("w:lang", language), ("w:val", NEVER_LAST)]);
    xml.leaf("w:noLineBreaksBefore", &[("w:lang", language), ("w:val", NEVER_FIRST)]);
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
