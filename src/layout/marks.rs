//! Combining marks beside Han, where no shaper has put them in place.
//!
//! The marks of a Latin face are drawn for its letters, with the ink left of the
//! origin, right of it or on it; over a full-width character they would stand on
//! its edge or in its strokes. Here the ink is measured, and the mark is put over,
//! under or upon the middle of the cell.

use super::classes::Class;
use super::clusters::{Cluster, Clusters};
use crate::font::{Face, FontSet, GlyphId};
use crate::style::Length;

/// The middle of a Han cell lies so many hundredths of the em above the baseline: cells reach from −0.12 to 0.88.
pub(super) const MIDDLE: i32 = 38;

/// What is left free between a character and its mark: such a part of the em.
const CLEARANCE: i32 = 24;

/// The place of a mark's glyph, from the origin of what it is drawn with.
pub(super) struct MarkPlace {
    pub(super) x: Length,
    /// Above the baseline.
    pub(super) y: Length,
}

/// Where a mark stands that follows the clusters gathered so far; without a base, where its face has it.
pub(super) fn place(out: &Clusters, fonts: &FontSet, face: &Face, mark: (char, GlyphId), size: Length) -> MarkPlace {
    let (c, glyph) = mark;
    let natural = MarkPlace { x: Length::ZERO, y: Length::ZERO };
    let Some(base) = base_of(&out.list) else { return natural };
    let cell = out.list[base].advance;
    let scaled = |units: i32| size.fraction(units, i32::from(face.units_per_em()));
    // 四声点, 濁点: drawn for the corner of a full cell, behind which a mark without an advance begins.
    let of_cell = matches!(c, '\u{302A}'..='\u{302F}' | '\u{3099}' | '\u{309A}');
    let Some([left, bottom, right, top]) = face.ink(glyph).filter(|_| !of_cell).map(|ink| ink.map(|v| scaled(v.0)))
    else {
        let behind = face.advance(glyph).0 == 0;
        return MarkPlace { x: if behind { cell } else { Length::ZERO }, ..natural };
    };
    let x = (cell - left - right) / 2;
    let middle = size.fraction(MIDDLE, 100);
    let clearance = size / CLEARANCE;
    let (under, over) = extent(out, fonts, base);
    let y = if bottom > middle {
        (over + clearance - bottom).max(Length::ZERO)
    } else if top <= Length::ZERO {
        (under - clearance - top).min(Length::ZERO)
    } else {
        // A circle round it, a line through it.
        middle - (bottom + top) / 2
    };
    MarkPlace { x, y }
}

/// Index of the character that a mark after these clusters belongs to.
pub(super) fn base_of(list: &[Cluster]) -> Option<usize> {
    list.iter().rposition(|c| c.class != Class::Attached)
}

/// How far the ink of a character and of the marks that it has already reaches from the baseline, down and up.
fn extent(out: &Clusters, fonts: &FontSet, base: usize) -> (Length, Length) {
    let mut found: Option<(Length, Length)> = None;
    for cluster in &out.list[base..] {
        let face = fonts.face(cluster.face);
        let scaled = |units: i32| cluster.size.fraction(units, i32::from(face.units_per_em()));
        for glyph in &out.glyphs[cluster.glyphs.clone()] {
            let Some([_, bottom, _, top]) = face.ink(glyph.id) else { continue };
            let (bottom, top) = (scaled(bottom.0) + glyph.y, scaled(top.0) + glyph.y);
            found = Some(found.map_or((bottom, top), |(b, t)| (b.min(bottom), t.max(top))));
        }
    }
    found.unwrap_or_default()
}
