//! Half-width alternates for punctuation (`halt`), which browsers need to trim it.
//!
//! `text-spacing-trim` (CSS Text 4, 8.4) sets a mark half wide at a line's edge
//! and beside another mark, as CLREQ asks. A browser does not move the marks by
//! itself: it applies the font's `halt` feature, and leaves a font without it
//! alone. The subsets have no layout tables, so one is made here: a `GPOS` whose
//! only feature takes half an em from the marks whose ink leaves it free.

use std::collections::BTreeSet;

use read_fonts::FontRef;
use read_fonts::types::Tag;
use write_fonts::FontBuilder;

use super::xml::FORMAT;
use crate::Error;
use crate::font::{Face, SubsetFace};

/// Marks with free space on the right: pauses, stops, closing marks (CLREQ, table of punctuation).
const CLOSING: &str = "、，。．：；！？”’）》〉】〗〕］｝」』";

/// Marks with free space on the left: opening marks.
const OPENING: &str = "“‘（《〈【〖〔［｛「『";

/// Ink may reach over the half by this fraction of the em: serifs of 《 do.
const TOLERANCE: i32 = 40;

/// What the feature does to a set of glyphs: OpenType value formats and values.
enum Trim {
    /// Advance alone: the right half goes.
    Right,
    /// Placement and advance: the left half goes.
    Left,
}

/// A subset with the feature; as it is when it has none of the marks.
pub(super) fn with_halt(subset: &SubsetFace) -> Result<Vec<u8>, Error> {
    let face = Face::new(subset.data.clone(), "subset")?;
    let em = i32::from(face.units_per_em());
    let half = em / 2;
    let slack = em / TOLERANCE;
    // Only full-width marks whose ink stays inside the half that is left.
    let glyphs = |marks: &str, fits: fn(i32, i32, i32) -> bool| -> BTreeSet<u16> {
        let full = marks.chars().filter_map(|c| face.glyph(c)).filter(|g| face.advance(*g).0 == em);
        full.filter(|g| face.ink(*g).is_some_and(|[left, _, right, _]| fits(left.0 + slack, right.0 - slack, half)))
            .filter_map(|g| u16::try_from(g.to_u32()).ok())
            .collect()
    };
    let subtables: Vec<Vec<u16>> = [
        (glyphs(CLOSING, |_, right, half| right <= half), Trim::Right),
        (glyphs(OPENING, |left, _, half| left >= half), Trim::Left),
    ]
    .into_iter()
    .filter(|(glyphs, _)| !glyphs.is_empty())
    .map(|(glyphs, trim)| single_adjustment(&glyphs, &trim, half))
    .collect();
    if subtables.is_empty() {
        return Ok(subset.data.clone());
    }
    let failed = |problem: String| Error::Writer { format: FORMAT, problem };
    let original = FontRef::new(&subset.data).map_err(|e| failed(e.to_string()))?;
    let mut font = FontBuilder::new();
    font.add_raw(Tag::new(b"GPOS"), gpos(&subtables));
    Ok(font.copy_missing_tables(original).build())
}

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

/// A `GPOS` table whose one feature, for any script, is one lookup of these subtables.
fn gpos(subtables: &[Vec<u16>]) -> Vec<u8> {
    let tag = |t: &[u8; 4]| [u16::from_be_bytes([t[0], t[1]]), u16::from_be_bytes([t[2], t[3]])];
    let [dflt, hani, halt] = [b"DFLT", b"hani", b"halt"].map(tag);
    // Header: version 1.0; script, feature and lookup lists.
    let mut words = vec![1, 0, 10, 36, 50];
    // Two scripts, one table: a default language with feature 0.
    words.extend([2, dflt[0], dflt[1], 14, hani[0], hani[1], 14]);
    words.extend([4, 0]);
    words.extend([0, 0xFFFF, 1, 0]);
    // One feature: lookup 0.
    words.extend([1, halt[0], halt[1], 8]);
    words.extend([0, 1, 0]);
    // One lookup of type 1.
    words.extend([1, 4]);
    words.extend([1, 0, subtables.len() as u16]);
    let mut offset = 2 * (3 + subtables.len());
    for subtable in subtables {
        words.push(offset as u16);
        offset += 2 * subtable.len();
    }
    words.extend(subtables.iter().flatten());
    words.into_iter().flat_map(u16::to_be_bytes).collect()
}
