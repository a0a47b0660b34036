//! Page numbers: — 1 —, the dash a fixed way below the type area (GB/T 9704 7.5), or 1. A blank page has none.

use super::justify::Adjustment;
use super::{Break, Glyph, GlyphRun, Line, Page};
use crate::Error;
use crate::converter::Context;
use crate::font::FontError;
use crate::model::RunRole;
use crate::publication::PartKind;
use crate::style::{Colour, Length, PageNumberForm, PageNumberPlace, Weight};

/// Gives every page its number, but for a title page and those told; `starts` are the first pages of the parts.
pub(crate) fn add(
    context: &Context<'_>,
    pages: &mut [Page],
    starts: &[usize],
    unnumbered: &[usize],
) -> Result<(), Error> {
    let numbers = &context.profile.page_numbers;
    if numbers.place == PageNumberPlace::None {
        return Ok(());
    }
    let parts = context.publication.parts.iter().zip(starts);
    let title_page = parts.filter(|(part, _)| part.kind == PartKind::TitlePage).map(|(_, start)| *start).next();
    for (index, page) in pages.iter_mut().enumerate() {
        let wanted = title_page != Some(index) && !unnumbered.contains(&index) && !page.lines.is_empty();
        if wanted && (index > 0 || numbers.first_page) {
            page.number = Some(number(context, index + 1)?);
        }
    }
    Ok(())
}

fn number(context: &Context<'_>, number: usize) -> Result<Line, Error> {
    let (profile, fonts) = (context.profile, context.fonts);
    let numbers = &profile.page_numbers;
    let id = fonts.chinese(numbers.face);
    let face = fonts.face(id);
    let em = i32::from(face.units_per_em());
    let (text, highest) = match numbers.form {
        PageNumberForm::Dashes => (format!("— {number} —"), '—'),
        PageNumberForm::Plain => (number.to_string(), '1'),
    };
    // GB/T 9704 7.5: one character in from the outer side; a figure alone stands at the edge.
    let inset = match numbers.form {
        PageNumberForm::Dashes => numbers.size,
        PageNumberForm::Plain => Length::ZERO,
    };

    let mut width = Length::ZERO;
    let mut glyphs = Vec::new();
    for c in text.chars() {
        let glyph = face.glyph(c).ok_or(FontError::Missing { character: c })?;
        glyphs.push(Glyph { id: glyph, x: width, rise: Length::ZERO, text_len: c.len_utf8() as u16 });
        width += numbers.size.fraction(face.advance(glyph).0, em);
    }
    let area = &profile.page;
    let edge = area.left;
    let left = match numbers.place {
        PageNumberPlace::Outer if number % 2 == 1 => edge + area.measure() - width - inset,
        PageNumberPlace::Outer => edge + inset,
        PageNumberPlace::Centre | PageNumberPlace::None => edge + (area.measure() - width) / 2,
    };
    for glyph in &mut glyphs {
        glyph.x += left;
    }
    let top =
        face.glyph(highest).and_then(|g| face.ink(g)).map_or(Length::ZERO, |ink| numbers.size.fraction(ink[3].0, em));
    Ok(Line {
        block: usize::MAX,
        source_line: 0,
        baseline: area.height - area.bottom + numbers.dash_below + top,
        left,
        right: left + width,
        adjustment: Adjustment::None,
        broken: Break::Allowed,
        cost: 0,
        runs: vec![GlyphRun {
            face: id,
            size: numbers.size,
            weight: Weight::Plain,
            colour: Colour::BLACK,
            role: RunRole::Text,
            text,
            glyphs,
        }],
    })
}
