//! The page number — n —.
//!
//! GB/T 9704 7.5 measures from the lower edge of the type area to the upper edge
//! of the dash; a DOCX can only say how far the footer's last line ends from the
//! paper's edge. The line's height is fixed, readers set the baseline of an exact
//! line at four fifths of it, and the dash's upper edge is read from the face;
//! so the distance follows.

use docx_rs::{Docx, Footer, PageNum, Paragraph, Run};

use crate::converter::Context;
use crate::style::{Length, PageNumberPlace, Profile};

/// Style of the page number.
pub(super) const STYLE: &str = "Footer";
/// Style of the page number on even pages, where it differs.
pub(super) const EVEN_STYLE: &str = "FooterEven";

/// Adds the footers that the profile asks for.
pub(super) fn add_page_numbers(docx: Docx, context: &Context<'_>) -> Docx {
    let numbers = &context.profile.page_numbers;
    let mut docx = match numbers.place {
        PageNumberPlace::None => return docx,
        PageNumberPlace::Centre => docx.footer(number(STYLE)),
        PageNumberPlace::Outer => docx.footer(number(STYLE)).even_footer(number(EVEN_STYLE)),
    };
    // A title page has no number.
    if !numbers.first_page || context.publication.is_collection() {
        docx = docx.first_footer(Footer::new().add_paragraph(Paragraph::new().style(STYLE)));
    }
    docx
}

/// A footer that holds the number between dashes.
fn number(style: &str) -> Footer {
    let dash = |text| Run::new().add_text(text);
    let paragraph = Paragraph::new().style(style).add_run(dash("— ")).add_page_num(PageNum::new()).add_run(dash(" —"));
    Footer::new().add_paragraph(paragraph)
}

/// Height of the page number's line: tall enough for any face of its size.
pub(super) fn line(profile: &Profile) -> Length {
    profile.page_numbers.size.fraction(3, 2)
}

/// From the paper's lower edge to the end of the footer (ECMA-376-1 17.6.11 `w:footer`), in twips.
pub(super) fn distance(context: &Context<'_>) -> i32 {
    let profile = context.profile;
    let numbers = &profile.page_numbers;
    let face = context.fonts.face(context.fonts.chinese(numbers.face));
    let dash_top = face.glyph('—').and_then(|glyph| face.ink(glyph)).map_or(0, |[_, _, _, top]| top.0);
    let dash_above_baseline = numbers.size.fraction(dash_top, i32::from(face.units_per_em()));
    let line = line(profile);
    let baseline = numbers.dash_below + dash_above_baseline;
    let end_of_line = baseline - line.fraction(4, 5) + line;
    (profile.page.bottom - end_of_line).twips().max(0)
}
