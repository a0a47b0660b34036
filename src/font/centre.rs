//! Marks in the middle of their cell, as Taiwan and Hong Kong set them (CLREQ 3.1.6).
//!
//! The faces draw their marks for the mainland, in the lower left of the cell. Moving the
//! outlines in the subset rather than the glyphs on the page keeps every glyph on its
//! baseline: text is copied and searched in its order, and DOCX and EPUB show the same.

use std::borrow::Cow;
use std::collections::BTreeMap;

use read_fonts::types::{GlyphId, Tag};
use read_fonts::{FontRef, ReadError, TableProvider as _};
use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use write_fonts::FontBuilder;

use super::FontError;
use crate::style::Region;

/// Whether a region sets a mark in the middle of its cell.
pub(crate) fn is_centred(c: char, region: Region) -> bool {
    region != Region::Cn && matches!(c, '。' | '．' | '，' | '、' | '；' | '：' | '！' | '？')
}

/// A TrueType file with the outlines of some glyphs moved to the middle of the em box.
///
/// Outlines that are not TrueType are given back as they are.
///
/// # Errors
/// [`FontError::Unusable`] when its outlines cannot be read.
pub(crate) fn centre_glyphs(data: Vec<u8>, glyphs: impl IntoIterator<Item = GlyphId>) -> Result<Vec<u8>, FontError> {
    let glyphs: Vec<GlyphId> = glyphs.into_iter().collect();
    if glyphs.is_empty() {
        return Ok(data);
    }
    let moved = moved(&data, &glyphs).map_err(|e| FontError::Unusable {
        name: "subset".into(),
        problem: format!("marks cannot be centred ({e})"),
    })?;
    Ok(moved.unwrap_or(data))
}

fn moved(data: &[u8], glyphs: &[GlyphId]) -> Result<Option<Vec<u8>>, ReadError> {
    let Ok(font) = FontRef::new(data) else { return Ok(None) };
    let (Ok(glyf), Ok(loca)) = (font.glyf(), font.loca(None)) else { return Ok(None) };
    let middle = i32::from(font.head()?.units_per_em());
    // The em box reaches from −0.12 to 0.88 em.
    let middle = (middle / 2, middle * 38 / 100);
    let mut outlines = BTreeMap::new();
    for &id in glyphs {
        if let Some(outline) = outline(&font, id, middle) {
            outlines.insert(id, outline);
        }
    }

    let all = glyf.offset_data().as_bytes();
    let count = u32::from(font.maxp()?.num_glyphs());
    let (mut new_glyf, mut new_loca) = (Vec::with_capacity(all.len()), Vec::new());
    for id in 0..count {
        new_loca.extend((new_glyf.len() as u32).to_be_bytes());
        match outlines.get(&GlyphId::new(id)) {
            Some((_, bytes)) => new_glyf.extend_from_slice(bytes),
            None => {
                let offset = |i| loca.get_raw(i).ok_or(ReadError::OutOfBounds).map(|o| o as usize);
                let (start, end) = (offset(id as usize)?, offset(id as usize + 1)?);
                new_glyf.extend_from_slice(all.get(start..end).ok_or(ReadError::OutOfBounds)?);
            }
        }
        new_glyf.resize(new_glyf.len().next_multiple_of(4), 0);
    }
    new_loca.extend((new_glyf.len() as u32).to_be_bytes());

    let mut head = font.table_data(Tag::new(b"head")).ok_or(ReadError::OutOfBounds)?.as_bytes().to_vec();
    // indexToLocFormat: long offsets.
    head.get_mut(50..52).ok_or(ReadError::OutOfBounds)?.copy_from_slice(&[0, 1]);
    let hmtx = side_bearings(&font, &outlines)?;
    let mut builder = FontBuilder::new();
    for (tag, table) in [(b"glyf", new_glyf), (b"loca", new_loca), (b"head", head), (b"hmtx", hmtx)] {
        builder.add_raw(Tag::new(tag), Cow::Owned(table));
    }
    Ok(Some(builder.copy_missing_tables(font).build()))
}

/// The left side bearings follow the outlines, or a rasterizer would move them back.
fn side_bearings(font: &FontRef<'_>, outlines: &BTreeMap<GlyphId, (i16, Vec<u8>)>) -> Result<Vec<u8>, ReadError> {
    let long = font.hhea()?.number_of_h_metrics() as usize;
    let mut hmtx = font.table_data(Tag::new(b"hmtx")).ok_or(ReadError::OutOfBounds)?.as_bytes().to_vec();
    for (id, (x_min, _)) in outlines {
        let index = id.to_u32() as usize;
        let at = if index < long { index * 4 + 2 } else { long * 4 + (index - long) * 2 };
        if let Some(bearing) = hmtx.get_mut(at..at + 2) {
            bearing.copy_from_slice(&x_min.to_be_bytes());
        }
    }
    Ok(hmtx)
}

/// A glyph's outline in the middle: its left edge and its bytes. None for a blank.
fn outline(font: &FontRef<'_>, id: GlyphId, (middle_x, middle_y): (i32, i32)) -> Option<(i16, Vec<u8>)> {
    let original = font.loca(None).ok()?.get_glyf(id, &font.glyf().ok()?).ok()??;
    let mut pen = Points::default();
    let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
    font.outline_glyphs().get(id)?.draw(settings, &mut pen).ok()?;
    let off = |middle: i32, low: i16, high: i16| (middle - (i32::from(low) + i32::from(high)) / 2) as i16;
    let dx = off(middle_x, original.x_min(), original.x_max());
    let dy = off(middle_y, original.y_min(), original.y_max());
    let bounds = [original.x_min() + dx, original.y_min() + dy, original.x_max() + dx, original.y_max() + dy];
    Some((bounds[0], pen.simple_glyph(bounds, (dx, dy))))
}

/// A point of an outline and whether it lies on the curve.
type Point = (i16, i16, bool);

/// The points of an outline, contour by contour; a composite glyph comes as its parts.
#[derive(Default)]
struct Points {
    contours: Vec<Vec<Point>>,
}

impl Points {
    fn push(&mut self, x: f32, y: f32, on_curve: bool) {
        if let Some(contour) = self.contours.last_mut() {
            contour.push((x as i16, y as i16, on_curve));
        }
    }

    /// A simple glyph of the `glyf` table (OpenType 1.9.1), every coordinate in two bytes.
    fn simple_glyph(&self, bounds: [i16; 4], (dx, dy): (i16, i16)) -> Vec<u8> {
        let points = || self.contours.iter().flatten();
        let mut out = (self.contours.len() as i16).to_be_bytes().to_vec();
        out.extend(bounds.iter().flat_map(|v| v.to_be_bytes()));
        let mut end = 0;
        for contour in &self.contours {
            end += contour.len() as u16;
            out.extend((end.wrapping_sub(1)).to_be_bytes());
        }
        // No instructions; then flags, of which only “on the curve” is needed.
        out.extend([0, 0]);
        out.extend(points().map(|p| u8::from(p.2)));
        let mut deltas = |of: fn(&Point) -> i16, shift: i16| {
            let mut before = 0;
            for value in points().map(of).map(|v| v + shift) {
                out.extend((value - before).to_be_bytes());
                before = value;
            }
        };
        deltas(|p| p.0, dx);
        deltas(|p| p.1, dy);
        out
    }
}

impl OutlinePen for Points {
    fn move_to(&mut self, x: f32, y: f32) {
        self.contours.push(Vec::new());
        self.push(x, y, true);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push(x, y, true);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.push(cx, cy, false);
        self.push(x, y, true);
    }

    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, x: f32, y: f32) {
        // No `glyf` outline has cubics.
        self.push(x, y, true);
    }

    fn close(&mut self) {
        // `glyf` contours close by themselves.
        if let Some(contour) = self.contours.last_mut()
            && contour.len() > 1
            && contour.first() == contour.last()
        {
            contour.pop();
        }
    }
}

#[cfg(all(test, feature = "embed-fonts"))]
mod tests {
    use super::*;
    use crate::font::{Face, FontSet};
    use crate::style::FaceRole;

    #[test]
    fn the_ink_of_a_mark_is_in_the_middle_and_other_glyphs_stay() {
        let fonts = FontSet::built_in().unwrap();
        for role in [FaceRole::FangSong, FaceRole::Kai, FaceRole::Hei, FaceRole::Song, FaceRole::Title] {
            let face = fonts.face(fonts.chinese(role));
            let marks: Vec<GlyphId> = "。．，、；：！？".chars().filter_map(|c| face.glyph(c)).collect();
            let centred = Face::new(centre_glyphs(face.data().to_vec(), marks.clone()).unwrap(), "centred").unwrap();
            let em = i32::from(face.units_per_em());
            for mark in marks {
                let [left, bottom, right, top] = centred.ink(mark).unwrap().map(|v| v.0);
                let off = ((left + right) / 2 - em / 2, (bottom + top) / 2 - em * 38 / 100);
                assert!(off.0.abs() <= 1 && off.1.abs() <= 1, "{role:?} {mark} {off:?}");
                let [l, b, r, t] = face.ink(mark).unwrap().map(|v| v.0);
                assert!((right - left - (r - l)).abs() <= 1 && (top - bottom - (t - b)).abs() <= 1, "{role:?} {mark}");
                assert_eq!(centred.advance(mark), face.advance(mark));
            }
            let han = face.glyph('国').unwrap();
            assert_eq!(centred.ink(han), face.ink(han));
        }
    }
}
