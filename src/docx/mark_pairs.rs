//! Kerning of adjacent marks (`kern`), for readers that do not trim them by themselves.
//!
//! CLREQ sets two adjacent full-width marks in one and a half cells. Word does so
//! under `w:characterSpacingControl`. LibreOffice 7.4 breaks the same lines with
//! and without that setting; but it heeds kerning pairs of the font wherever
//! `w:kern` stands, whatever size that names. So the subsets that travel along
//! have the pairs, and `w:kern` names the largest size that there is
//! ([`OFF_IN_WORD`]): for Word, which kerns from that size up, it is off, and
//! nothing is trimmed twice.

use crate::font::marks::{HalfMarks, gpos};

/// `w:kern` (ECMA-376-1 17.3.2.19): the smallest size that is kerned, in half points; Word's own largest.
pub(super) const OFF_IN_WORD: &str = "3276";

/// GPOS lookup type 2.
const PAIR_ADJUSTMENT: u16 = 2;

/// Classes of glyphs in the subtable; 0 is every other glyph.
const OPENING: u16 = 1;
const CLOSING: u16 = 2;

/// The `GPOS` with the pairs; none for a subset without such marks.
pub(super) fn gpos_of(marks: &HalfMarks) -> Option<Vec<u8>> {
    let any = !marks.closing.is_empty() || !marks.opening.is_empty();
    any.then(|| gpos(*b"kern", PAIR_ADJUSTMENT, &[pairs(marks)]))
}

/// A PairPos subtable, format 2 (OpenType 1.9.1, GPOS, lookup type 2): classes against classes.
fn pairs(marks: &HalfMarks) -> Vec<u16> {
    const X_ADVANCE: u16 = 4;
    let mut classes: Vec<(u16, u16)> = marks.opening.iter().map(|g| (*g, OPENING)).collect();
    classes.extend(marks.closing.iter().map(|g| (*g, CLOSING)));
    classes.sort_unstable();
    let n = classes.len() as u16;
    // What the first glyph of a pair gives up: between the two inks stays half a cell, or nothing inside 《〈.
    let value = |first, second| match (first, second) {
        (CLOSING, OPENING | CLOSING) | (OPENING, OPENING) => (-marks.half) as u16,
        _ => 0,
    };
    let (header, coverage) = (8 + 9, 2 + n);
    let at_coverage = 2 * header;
    let at_classes = at_coverage + 2 * coverage;
    let mut words = vec![2, at_coverage, X_ADVANCE, 0, at_classes, at_classes, 3, 3];
    words.extend((0..3).flat_map(|first| (0..3).map(move |second| (first, second))).map(|(a, b)| value(a, b)));
    words.extend([1, n]);
    words.extend(classes.iter().map(|(glyph, _)| *glyph));
    words.extend([2, n]);
    words.extend(classes.iter().flat_map(|&(glyph, class)| [glyph, glyph, class]));
    words
}
