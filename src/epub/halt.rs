//! Half-width alternates for punctuation (`halt`), which browsers need to trim it.
//!
//! `text-spacing-trim` (CSS Text 4, 8.4) sets a mark half wide at a line's edge
//! and beside another mark, as CLREQ asks. A browser does not move the marks by
//! itself: it applies the font's `halt` feature, and leaves a font without it
//! alone. So the subsets get one, which takes half an em from the marks whose ink
//! leaves it free.

use std::collections::BTreeSet;

use crate::font::marks::{HalfMarks, gpos};

/// What the feature does to a set of glyphs: OpenType value formats and values.
enum Trim {
    /// Advance alone: the right half goes.
    Right,
    /// Placement and advance: the left half goes.
    Left,
}

/// The `GPOS` with the feature; none for a subset that has none of the marks.
pub(super) fn gpos_of(marks: &HalfMarks) -> Option<Vec<u8>> {
    let subtables: Vec<Vec<u16>> = [(&marks.closing, Trim::Right), (&marks.opening, Trim::Left)]
        .into_iter()
        .filter(|(glyphs, _)| !glyphs.is_empty())
        .map(|(glyphs, trim)| single_adjustment(glyphs, &trim, marks.half))
        .collect();
    (!subtables.is_empty()).then(|| gpos(*b"halt", SINGLE_ADJUSTMENT, &subtables))
}

/// GPOS lookup type 1.
const SINGLE_ADJUSTMENT: u16 = 1;

/// A SinglePos subtable, format 1, with its coverage (OpenType 1.9.1, GPOS, lookup type 1).
fn single_adjustment(glyphs: &BTreeSet<u16>, trim: &Trim, half: i32) -> Vec<u16> {
    const X_PLACEMENT: u16 = 1;
    const X_ADVANCE: u16 = 4;
    // Two's complement, as the table has it.
    let less = (-half) as u16;
    let mut words = match trim {
        Trim::Right => vec![1, 8, X_ADVANCE, less],
        Trim::Left => vec![1, 10, X_PLACEMENT | X_ADVANCE, less, less],
    };
    words.extend([1, glyphs.len() as u16]);
    words.extend(glyphs);
    words
}
