//! What a font must say before lines run from top to bottom.
//!
//! Without vertical metrics a browser takes the height of a line for that of a
//! character, and the characters of a column stand apart.

use std::collections::BTreeMap;

use read_fonts::tables::gsub::{SingleSubst, SubstitutionSubtables};
use read_fonts::types::{GlyphId, Tag};
use read_fonts::{FontRef, ReadError, TableProvider as _};
use write_fonts::FontBuilder;

/// The feature that puts vertical forms of punctuation in place.
pub(super) const FEATURE: Tag = Tag::new(b"vert");

/// The vertical forms of a font's glyphs, by the glyph for horizontal lines.
pub(super) fn forms(font: &FontRef<'_>) -> Result<BTreeMap<GlyphId, GlyphId>, ReadError> {
    let mut forms = BTreeMap::new();
    let Ok(gsub) = font.gsub() else { return Ok(forms) };
    let (features, lookups) = (gsub.feature_list()?, gsub.lookup_list()?);
    for record in features.feature_records().iter().filter(|r| r.feature_tag() == FEATURE) {
        for index in record.feature(features.offset_data())?.lookup_list_indices() {
            let SubstitutionSubtables::Single(subtables) =
                lookups.lookups().get(usize::from(index.get()))?.subtables()?
            else {
                continue;
            };
            for subtable in subtables.iter() {
                match subtable? {
                    SingleSubst::Format1(shifted) => {
                        let delta = i32::from(shifted.delta_glyph_id());
                        // Numbers of glyphs are modulo 65536.
                        let form = |glyph: GlyphId| GlyphId::new(glyph.to_u32().wrapping_add_signed(delta) & 0xFFFF);
                        forms.extend(shifted.coverage()?.iter().map(|glyph| (glyph, form(glyph))));
                    }
                    SingleSubst::Format2(listed) => {
                        let substitutes = listed.substitute_glyph_ids();
                        let pairs = listed.coverage()?.iter().zip(substitutes);
                        forms.extend(pairs.map(|(glyph, form)| (glyph, GlyphId::from(form.get()))));
                    }
                    // For fonts of more than 65,535 glyphs, which `Face` does not take.
                    SingleSubst::Format3(_) | SingleSubst::Format4(_) => {}
                }
            }
        }
    }
    Ok(forms)
}

/// The font with vertical metrics: every glyph is one em high, its top that of the em box (OpenType 1.9.1, `vhea`, `vmtx`).
///
/// A font that does not say where its em box is (`sTypoAscender`, `sTypoDescender`) is given back as it is.
pub(super) fn with_metrics(data: Vec<u8>) -> Result<Vec<u8>, ReadError> {
    let font = FontRef::new(&data)?;
    let em = font.head()?.units_per_em();
    let Ok(os2) = font.os2() else { return Ok(data) };
    let top = i32::from(os2.s_typo_ascender());
    if top - i32::from(os2.s_typo_descender()) != i32::from(em) {
        return Ok(data);
    }
    let (glyf, loca) = (font.glyf()?, font.loca(None)?);
    let bearings = (0..u32::from(font.maxp()?.num_glyphs())).map(|id| {
        let highest = loca.get_glyf(GlyphId::new(id), &glyf).ok().flatten().map_or(top, |g| i32::from(g.y_max()));
        (top - highest) as i16
    });
    // One advance for all glyphs, then bearings alone.
    let vmtx: Vec<u8> = em.to_be_bytes().into_iter().chain(bearings.flat_map(i16::to_be_bytes)).collect();

    let half = em / 2;
    let (ascent, descent, gap) = (half, half.wrapping_neg(), 0);
    let (least_bearings, extent, slope) = ([0, 0], em, [0, 1, 0]);
    let mut vhea = vec![1, 0x1000, ascent, descent, gap, em];
    vhea.extend(least_bearings);
    vhea.push(extent);
    vhea.extend(slope);
    // Four reserved words, the format of the metrics, the number of advances.
    vhea.extend([0, 0, 0, 0, 0, 1]);
    let mut builder = FontBuilder::new();
    builder.add_raw(Tag::new(b"vmtx"), vmtx);
    builder.add_raw(Tag::new(b"vhea"), vhea.into_iter().flat_map(u16::to_be_bytes).collect::<Vec<u8>>());
    let built = builder.copy_missing_tables(font.clone()).build();
    Ok(built)
}
