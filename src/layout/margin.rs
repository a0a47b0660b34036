//! Glyphs for what stands around the text: set solid, in natural widths.

use super::justify::Adjustment;
use super::{Break, Glyph, GlyphRun, Line};
use crate::converter::Context;
use crate::font::FontError;
use crate::model::RunRole;
use crate::style::{Colour, FaceRole, LatinFace, Length, Weight};

/// How such a line is set.
#[derive(Clone, Copy)]
pub(crate) struct MarginStyle {
    pub(crate) face: FaceRole,
    pub(crate) size: Length,
}

/// The side on which a line is anchored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// Begins there.
    Left,
    /// Is centred there.
    Centre,
    /// Ends there.
    Right,
}

/// A place on a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) anchor: Anchor,
    pub(crate) x: Length,
    pub(crate) baseline: Length,
}

/// Sets a text at its place.
pub(crate) fn line(context: &Context<'_>, text: &str, style: MarginStyle, place: Place) -> Result<Line, FontError> {
    let fonts = context.fonts;
    let mut x = Length::ZERO;
    let mut runs = Vec::new();
    for stretch in fonts.itemize(text, style.face, LatinFace::Serif)? {
        let face = fonts.face(stretch.face);
        let em = i32::from(face.units_per_em());
        let text = &text[stretch.range];
        let mut glyphs: Vec<Glyph> = Vec::new();
        for c in text.chars() {
            let length = c.len_utf8() as u16;
            match (face.glyph(c), glyphs.last_mut()) {
                (Some(id), _) => {
                    glyphs.push(Glyph { id, x, rise: Length::ZERO, text_len: length });
                    x += style.size.fraction(face.advance(id).0, em);
                }
                // What is not seen stands with the glyph before it.
                (None, Some(before)) => before.text_len += length,
                (None, None) => {}
            }
        }
        if !glyphs.is_empty() {
            runs.push(GlyphRun {
                face: stretch.face,
                size: style.size,
                weight: Weight::Plain,
                colour: Colour::BLACK,
                role: RunRole::Text,
                text: text.to_owned(),
                glyphs,
            });
        }
    }
    let left = match place.anchor {
        Anchor::Left => place.x,
        Anchor::Centre => place.x - x / 2,
        Anchor::Right => place.x - x,
    };
    let mut line = Line {
        block: usize::MAX,
        source_line: 0,
        baseline: place.baseline,
        left: Length::ZERO,
        right: x,
        adjustment: Adjustment::None,
        broken: Break::Allowed,
        cost: 0,
        runs,
    };
    line.shift(left);
    Ok(line)
}

/// The text, shortened with …… to a width.
pub(crate) fn shortened(
    context: &Context<'_>,
    text: &str,
    style: MarginStyle,
    width: Length,
) -> Result<String, FontError> {
    let place = Place { anchor: Anchor::Left, x: Length::ZERO, baseline: Length::ZERO };
    let fits = |text: &str| Ok::<_, FontError>(line(context, text, style, place)?.right <= width);
    if fits(text)? {
        return Ok(text.to_owned());
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    for end in ends.into_iter().rev() {
        let short = format!("{}……", text[..end].trim_end_matches(['，', '、', '。', '；', '：']));
        if fits(&short)? {
            return Ok(short);
        }
    }
    Ok(String::new())
}

impl Line {
    /// Moves the line to the right.
    pub(crate) fn shift(&mut self, by: Length) {
        self.left += by;
        self.right += by;
        for glyph in self.runs.iter_mut().flat_map(|run| &mut run.glyphs) {
            glyph.x += by;
        }
    }
}
