//! The page number — n —.
//!
//! GB/T 9704 7.5 measures from the lower edge of the type area to the upper edge
//! of the dash; a DOCX can only say how far the footer's last line ends from the
//! paper's edge. The line's height is fixed, readers set the baseline of an exact
//! line at four fifths of it, and the dash's upper edge is read from the face;
//! so the distance follows.

use docx_rs::{Docx, Footer, PageNum, Paragraph, Run};

use crate::converter::Context;
use crate::style::{HeadPlace, Length, PageNumberForm, PageNumberPlace, Profile};

/// Style of the page number.
pub(super) const STYLE: &str = "Footer";
/// Style of the page number on even pages, where it differs.
pub(super) const EVEN_STYLE: &str = "FooterEven";

/// Adds the footers that the profile asks for.
pub(super) fn add_page_numbers(docx: Docx, context: &Context<'_>) -> Docx {
    let numbers = &context.profile.page_numbers;
    let mut docx = match numbers.place {
        PageNumberPlace::None => return docx,
        PageNumberPlace::Centre | PageNumberPlace::Outer => docx.footer(number(STYLE, numbers.form)),
    };
    // In the order in which docx-rs numbers them: default, first, even.
    let has_heads = context.profile.running_heads.place != HeadPlace::None;
    // A title page has no number.
    if !numbers.first_page || context.publication.is_collection() {
        docx = docx.first_footer(Footer::new().add_paragraph(Paragraph::new().style(STYLE)));
    } else if has_heads {
        // A page without a running head has its number all the same.
        docx = docx.first_footer(number(STYLE, numbers.form));
    }
    match numbers.place {
        PageNumberPlace::Outer => docx.even_footer(number(EVEN_STYLE, numbers.form)),
        // Running heads tell odd from even pages, so even ones need a footer of their own.
        _ if has_heads => docx.even_footer(number(STYLE, numbers.form)),
        _ => docx,
    }
}

/// A footer that holds the number, between dashes or not.
fn number(style: &str, form: PageNumberForm) -> Footer {
    let dash = |text| Run::new().add_text(text);
    let paragraph = Paragraph::new().style(style);
    let paragraph = match form {
        PageNumberForm::Dashes => paragraph.add_run(dash("— ")).add_page_num(PageNum::new()).add_run(dash(" —")),
        PageNumberForm::Plain => paragraph.add_page_num(PageNum::new()),
    };
    Footer::new().add_paragraph(paragraph)
}

/// Height of the page number's line: tall enough for any face of its size.
pub(super) fn line(profile: &Profile) -> Length {
    profile.page_numbers.size.fraction(3, 2)
}

/// From the paper's lower edge to the end of the footer (ECMA-376-1 17.6.11 `w:footer`), in twips.
pub(super) fn distance(context: &Context<'_>) -> i32 {
    let end_of_line = below_text(context) + line(context.profile);
    (context.profile.page.bottom - end_of_line).twips().max(0)
}

/// From the type area to the footer, which begins above the number's ink.
pub(super) fn below_text(context: &Context<'_>) -> Length {
    let profile = context.profile;
    let numbers = &profile.page_numbers;
    let face = context.fonts.face(context.fonts.chinese(numbers.face));
    let highest = match numbers.form {
        PageNumberForm::Dashes => '—',
        PageNumberForm::Plain => '1',
    };
    let top = face.glyph(highest).and_then(|glyph| face.ink(glyph)).map_or(0, |[_, _, _, top]| top.0);
    let above_baseline = numbers.size.fraction(top, i32::from(face.units_per_em()));
    numbers.dash_below + above_baseline - line(profile).fraction(4, 5)
}
