//! Marks that leave half of their cell free, and font features that take it away.
//!
//! The subsets for DOCX and EPUB have no layout tables. Where a reader needs one
//! to set punctuation as CLREQ asks, it is made here: a `GPOS` of one feature.

use std::collections::BTreeSet;

use super::{Face, GlyphId};

/// Marks with free space on the right: pauses, stops, closing marks (CLREQ, table of punctuation).
const CLOSING: &str = "、，。．：；！？”’）》〉】〗〕］｝」』";

/// Marks with free space on the left: opening marks.
const OPENING: &str = "“‘（《〈【〖〔［｛「『";

/// Ink may reach over the half by this fraction of the em: serifs of 《 do.
const TOLERANCE: i32 = 40;

/// Glyphs of full-width marks whose ink stays in one half of the cell.
pub(crate) struct HalfMarks {
    /// The right half is free.
    pub(crate) closing: BTreeSet<u16>,
    /// The left half is free.
    pub(crate) opening: BTreeSet<u16>,
    /// Half an em, in units of the font.
    pub(crate) half: i32,
}

impl HalfMarks {
    /// The marks of a face, by the numbers that they have in a subset of it.
    pub(crate) fn of(face: &Face, number: impl Fn(GlyphId) -> Option<u16>) -> Self {
        let em = i32::from(face.units_per_em());
        let half = em / 2;
        let slack = em / TOLERANCE;
        let glyphs = |marks: &str, fits: fn(i32, i32, i32) -> bool| -> BTreeSet<u16> {
            let full = marks.chars().filter_map(|c| face.glyph(c)).filter(|g| face.advance(*g).0 == em);
            full.filter(|g| face.ink(*g).is_some_and(|[left, _, right, _]| fits(left.0 + slack, right.0 - slack, half)))
                .filter_map(&number)
                .collect()
        };
        Self {
            closing: glyphs(CLOSING, |_, right, half| right <= half),
            opening: glyphs(OPENING, |left, _, half| left >= half),
            half,
        }
    }
}

/// A `GPOS` with a single feature of a single lookup, for any script.
///
/// `kind` is the type of the lookup, the subtables are its 16-bit words (OpenType 1.9.1, GPOS).
pub(crate) fn gpos(feature: [u8; 4], kind: u16, subtables: &[Vec<u16>]) -> Vec<u8> {
    let tag = |t: [u8; 4]| [u16::from_be_bytes([t[0], t[1]]), u16::from_be_bytes([t[2], t[3]])];
    let [dflt, hani, feature] = [*b"DFLT", *b"hani", feature].map(tag);
    // Header: version 1.0; script, feature and lookup lists.
    let mut words = vec![1, 0, 10, 36, 50];
    // Two scripts, one table: a default language with feature 0.
    words.extend([2, dflt[0], dflt[1], 14, hani[0], hani[1], 14]);
    words.extend([4, 0]);
    words.extend([0, 0xFFFF, 1, 0]);
    // One feature: lookup 0.
    words.extend([1, feature[0], feature[1], 8]);
    words.extend([0, 1, 0]);
    // One lookup.
    words.extend([1, 4]);
    words.extend([kind, 0, subtables.len() as u16]);
    let mut offset = 2 * (3 + subtables.len());
    for subtable in subtables {
        words.push(offset as u16);
        offset += 2 * subtable.len();
    }
    words.extend(subtables.iter().flatten());
    words.into_iter().flat_map(u16::to_be_bytes).collect()
}
