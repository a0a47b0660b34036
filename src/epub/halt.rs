//! Half-width alternates for punctuation (`halt`), which browsers need to trim it.
//!
//! `text-spacing-trim` (CSS Text 4, 8.4) sets a mark half wide at a line's edge
//! and beside another mark, as CLREQ asks. A browser does not move the marks by
//! itself: it applies the font's `halt` feature, and leaves a font without it
//! alone. So the subsets get one, which takes half an em from the marks whose ink
//! leaves it free.

use std::collections::BTreeSet;

use super::xml::FORMAT;
use crate::Error;
use crate::font::marks::{HalfMarks, with_feature};
use crate::font::{Face, SubsetFace};

/// What the feature does to a set of glyphs: OpenType value formats and values.
enum Trim {
    /// Advance alone: the right half goes.
    Right,
    /// Placement and advance: the left half goes.
    Left,
}

/// A subset with the feature; as it is when it has none of the marks.
pub(super) fn with_halt(subset: &SubsetFace) -> Result<Vec<u8>, Error> {
    let marks = HalfMarks::of(&Face::new(subset.data.clone(), "subset")?);
    let subtables: Vec<Vec<u16>> = [(&marks.closing, Trim::Right), (&marks.opening, Trim::Left)]
        .into_iter()
        .filter(|(glyphs, _)| !glyphs.is_empty())
        .map(|(glyphs, trim)| single_adjustment(glyphs, &trim, marks.half))
        .collect();
    if subtables.is_empty() {
        return Ok(subset.data.clone());
    }
    with_feature(&subset.data, *b"halt", SINGLE_ADJUSTMENT, &subtables)
        .map_err(|e| Error::Writer { format: FORMAT, problem: e.to_string() })
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
