//! One subset for each face that the pages use.
//!
//! The subset has the document's glyphs and nothing else — no cmap, no layout
//! tables — because the content streams name glyphs by their number (Identity-H,
//! ISO 32000-1 9.7.5). What a glyph stands for is told by ToUnicode.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use printpdf::{
    Codepoint, FontId, FontMetrics, FontType, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfFontMetricsStub,
    TextItem,
};
use rayon::prelude::*;
use read_fonts::TableProvider;

use super::{cmap, lopdf_result, writer_error};
use crate::Error;
use crate::font::{Face, FaceId, FontFile, FontProgram, FontSet, GlyphId, Glyphs, Outlines, is_centred};
use crate::layout::{GlyphRun, Page};
use crate::style::Region;

/// The subsets of a document.
pub(super) struct SubsetFonts<'a> {
    faces: BTreeMap<FaceId, SubsetFace<'a>>,
}

/// A face cut down to the glyphs of a document.
pub(super) struct SubsetFace<'a> {
    id: FontId,
    program: Arc<FontProgram>,
    /// Advances of the subset's glyphs, in thousandths of an em as /W has them.
    widths: Vec<f64>,
    /// What each code stands for by itself: the glyphs of the subset, then those of `others`.
    unicode: Vec<&'a str>,
    /// Codes of glyphs that stand for another text too (〓 for several missing characters), by glyph and text.
    others: BTreeMap<(u16, &'a str), u16>,
    file: FontFile,
    outlines: Outlines,
    font: ParsedFont,
}

impl SubsetFace<'_> {
    /// What the content streams call it.
    pub(super) fn name(&self) -> &str {
        &self.id.0
    }

    /// The glyph's number in the subset.
    pub(super) fn glyph(&self, id: GlyphId) -> u16 {
        self.program.glyph(id.to_u32() as u16).unwrap_or(0)
    }

    /// The code that shows a glyph where it stands for this text: its number, unless that says another.
    pub(super) fn code(&self, id: GlyphId, text: &str) -> u16 {
        let glyph = self.glyph(id);
        if self.others.is_empty() || self.unicode(glyph) == text {
            return glyph;
        }
        self.others.get(&(glyph, text)).copied().unwrap_or(glyph)
    }

    /// The advance that a viewer gives a code, in thousandths of an em.
    pub(super) fn width(&self, code: u16) -> f64 {
        self.widths.get(usize::from(code)).copied().unwrap_or(0.0)
    }

    /// What ToUnicode says of a code.
    pub(super) fn unicode(&self, code: u16) -> &str {
        self.unicode.get(usize::from(code)).copied().unwrap_or_default()
    }
}

/// Cuts every face that the pages use down to their glyphs.
pub(super) fn subset<'a>(fonts: &FontSet, pages: &'a [Page], region: Region) -> Result<SubsetFonts<'a>, Error> {
    let mut shown: BTreeMap<FaceId, Vec<(u32, Shown<'a>)>> = BTreeMap::new();
    for run in runs(pages) {
        let shown = shown.entry(run.face).or_default();
        let mut base = "";
        shown.extend(texts(run).map(|(id, text)| {
            if text.is_empty() {
                return (id.to_u32(), Shown::With(base.char_indices().next_back().map_or("", |(at, _)| &base[at..])));
            }
            base = text;
            (id.to_u32(), Shown::For(text))
        }));
    }
    let used = shown.into_iter().map(|(id, shown)| (id, Used::of(shown))).collect::<Vec<_>>();
    let faces = used
        .into_par_iter()
        .map(|(id, used)| Ok((id, subset_face(fonts.face(id), id, &used, region)?)))
        .collect::<Result<BTreeMap<_, _>, Error>>()?;
    Ok(SubsetFonts { faces })
}

/// What a glyph is shown for.
#[derive(Clone, Copy)]
enum Shown<'a> {
    /// This text.
    For(&'a str),
    /// Nothing of its own: a mark that is drawn with this base.
    With(&'a str),
}

/// What the pages use of a face.
#[derive(Default)]
struct Used<'a> {
    /// Its glyphs and what each stands for, in their order.
    glyphs: Vec<(u32, &'a str)>,
    /// What some stand for besides.
    others: BTreeSet<(u32, &'a str)>,
}

impl<'a> Used<'a> {
    fn of(shown: Vec<(u32, Shown<'a>)>) -> Self {
        let mut used = Self::default();
        // By the number of a glyph: its place among those that were met, from 1.
        let mut places = vec![0_u32; shown.iter().map(|(id, _)| *id as usize + 1).max().unwrap_or(0)];
        for (id, shown) in shown {
            let place = &mut places[id as usize];
            if *place == 0 {
                used.glyphs.push((id, ""));
                *place = used.glyphs.len() as u32;
            }
            let known = &mut used.glyphs[*place as usize - 1].1;
            match shown {
                // What a mark and its base stand for is said by ActualText, but every glyph must have some
                // character (ISO 19005-2 6.2.11.7).
                Shown::With(base) if known.is_empty() => *known = base,
                Shown::With(_) => {}
                Shown::For(text) if known.is_empty() => *known = text,
                // A glyph stands for the shortest text that it is used for: 一 rather than 一 and a joiner.
                Shown::For(text) if text != *known => {
                    let (shorter, longer) = if text.len() < known.len() { (text, *known) } else { (*known, text) };
                    *known = shorter;
                    used.others.insert((id, longer));
                }
                Shown::For(_) => {}
            }
        }
        used.glyphs.sort_unstable_by_key(|(id, _)| *id);
        used
    }
}

/// All glyph runs of the pages.
fn runs(pages: &[Page]) -> impl Iterator<Item = &GlyphRun> {
    pages.iter().flat_map(Page::all_lines).flat_map(|l| &l.runs)
}

/// The glyphs of a run with the text that each stands for.
pub(super) fn texts(run: &GlyphRun) -> impl Iterator<Item = (GlyphId, &str)> {
    let mut at = 0;
    run.glyphs.iter().map(move |glyph| {
        let text = &run.text[at..at + usize::from(glyph.text_len)];
        at += text.len();
        (glyph.id, text)
    })
}

fn subset_face<'a>(
    face: &Face,
    id: FaceId,
    Used { glyphs, others: more }: &Used<'a>,
    region: Region,
) -> Result<SubsetFace<'a>, Error> {
    let marks = glyphs.iter().filter(|(_, text)| text.chars().next().is_some_and(|c| is_centred(c, region)));
    let centred = marks.map(|(glyph, _)| *glyph as u16).collect();
    let program = face.program(Glyphs { all: glyphs.iter().map(|(glyph, _)| *glyph as u16).collect(), centred })?;
    let file = program.with_tables(Vec::new());
    let upem = f64::from(face.units_per_em());
    let mut widths = Vec::new();
    let mut unicode = Vec::new();
    for old in program.old_glyphs() {
        let advance = face.advance(GlyphId::new(u32::from(old))).0;
        // As /W has it: hundredths of a thousandth of an em.
        widths.push((f64::from(advance) * 100_000.0 / upem).round() / 100.0);
        let at = glyphs.binary_search_by_key(&u32::from(old), |(glyph, _)| *glyph);
        unicode.push(at.map_or("", |at| glyphs[at].1));
    }
    let mut others = BTreeMap::new();
    // A CFF program has the numbers of its glyphs inside (ISO 32000-1 9.7.4.2): there ActualText must do.
    let more = more.iter().filter(|_| face.outlines() == Outlines::TrueType);
    for (old, text) in more {
        let Some(glyph) = program.glyph(*old as u16) else { continue };
        let Ok(code) = u16::try_from(unicode.len()) else { break };
        if unicode[usize::from(glyph)] != *text {
            others.insert((glyph, *text), code);
            unicode.push(*text);
            widths.push(widths[usize::from(glyph)]);
        }
    }
    let font = ParsedFont {
        original_bytes: Vec::new(),
        font_index: 0,
        font_name: Some(format!("{}+{}", subset_tag(&file), face.names().postscript)),
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: BTreeMap::new(),
        units_per_em: face.units_per_em(),
        font_metrics: metrics(face),
        font_type: FontType::TrueType,
        pdf_font_metrics: descriptor(face),
    };
    Ok(SubsetFace {
        id: FontId(format!("F{}", id.0)),
        program,
        widths,
        unicode,
        others,
        file,
        outlines: face.outlines(),
        font,
    })
}

/// Six capitals that differ when the subset differs (ISO 32000-1 9.6.4).
fn subset_tag(file: &FontFile) -> String {
    file.digest().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

fn metrics(face: &Face) -> FontMetrics {
    let font = face.font_ref();
    let (ascent, descent) = font.hhea().map_or((880, -120), |h| (h.ascender().to_i16(), h.descender().to_i16()));
    FontMetrics { ascent, descent }
}

fn descriptor(face: &Face) -> PdfFontMetricsStub {
    let font = face.font_ref();
    let mut out = PdfFontMetricsStub { units_per_em: face.units_per_em(), ..PdfFontMetricsStub::default() };
    if let Ok(head) = font.head() {
        (out.x_min, out.y_min, out.x_max, out.y_max) = (head.x_min(), head.y_min(), head.x_max(), head.y_max());
    }
    if let Ok(os2) = font.os2() {
        out.us_weight_class = os2.us_weight_class();
    }
    out
}

impl SubsetFonts<'_> {
    /// A face's subset; every face of the pages has one.
    pub(super) fn get(&self, id: FaceId) -> Option<&SubsetFace<'_>> {
        self.faces.get(&id)
    }

    /// Gives the faces to the PDF as its fonts, with a page that shows a glyph of each.
    ///
    /// printpdf writes font dictionaries for faces that pages name; what the pages show is put in its
    /// place afterwards. Of a TrueType program printpdf sees only the beginning, by which it knows the
    /// kind: `complete` puts in the whole, and what is said of each glyph.
    pub(super) fn register(&self, pdf: &mut PdfDocument) -> Vec<Op> {
        let mut ops = vec![Op::StartTextSection];
        for face in self.faces.values() {
            let mut font = face.font.clone();
            font.original_bytes = match face.outlines {
                Outlines::TrueType => face.file.front().iter().take(4).copied().collect(),
                Outlines::Cff => face.file.bytes(),
            };
            pdf.resources.fonts.map.insert(face.id.clone(), PdfFont::new(font));
            let glyph = Codepoint::with_cid(0, 0.0, String::new());
            ops.push(Op::SetFont { font: PdfFontHandle::External(face.id.clone()), size: printpdf::Pt(1.0) });
            ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(vec![glyph])] });
        }
        ops.push(Op::EndTextSection);
        ops
    }

    /// Gives the font dictionaries their programs, the characters of their glyphs, and exact widths:
    /// printpdf cuts them to whole thousandths, which is 0.016 pt off for a face of 2048 units.
    pub(super) fn complete(self, document: &mut Document) -> Result<(), Error> {
        let named = |object: &Object| {
            let name = object.as_dict().ok()?.get(b"BaseFont").and_then(Object::as_name).ok()?;
            Some(name.to_vec())
        };
        // A font dictionary and its descendant share a name; the first has the descendant.
        let composite = |object: &Object| object.as_dict().is_ok_and(|d| d.has(b"DescendantFonts"));
        let objects = document.objects.iter().filter(|(_, object)| composite(object));
        let ids: BTreeMap<Vec<u8>, ObjectId> = objects.filter_map(|(id, o)| Some((named(o)?, *id))).collect();
        for face in self.faces.into_values() {
            let name = face.font.font_name.as_deref().unwrap_or_default().as_bytes();
            let id = *ids.get(name).ok_or_else(|| writer_error("a font has no dictionary".into()))?;
            let font = lopdf_result(document.get_dictionary(id))?;
            let unicode = lopdf_result(font.get(b"ToUnicode").and_then(Object::as_reference))?;
            let descendants = lopdf_result(font.get(b"DescendantFonts").and_then(Object::as_array))?;
            let mut descendant = lopdf_result(descendants[0].as_dict())?.clone();
            descendant.set("W", Object::Array(glyph_widths(&face.widths)));
            if !face.others.is_empty() {
                let map = Stream::new(Dictionary::new(), glyphs_of_codes(&face));
                descendant.set("CIDToGIDMap", document.add_object(map));
            }
            if face.outlines == Outlines::TrueType {
                let described = lopdf_result(descendant.get(b"FontDescriptor").and_then(Object::as_reference))?;
                let file = lopdf_result(document.get_dictionary(described))?;
                let file = lopdf_result(file.get(b"FontFile2").and_then(Object::as_reference))?;
                document.set_object(file, stream(&face));
            }
            document.set_object(unicode, Stream::new(Dictionary::new(), cmap::to_unicode(&face.unicode).into_bytes()));
            let descendant = document.add_object(descendant);
            lopdf_result(document.get_dictionary_mut(id))?
                .set("DescendantFonts", Object::Array(vec![Object::Reference(descendant)]));
        }
        Ok(())
    }
}

/// The glyph of each code, two bytes each (ISO 32000-1 9.7.4.2): its own number, but of `others` as they say.
fn glyphs_of_codes(face: &SubsetFace<'_>) -> Vec<u8> {
    let mut glyphs: Vec<u16> = (0..=u16::MAX).take(face.unicode.len()).collect();
    face.others.iter().for_each(|((glyph, _), code)| glyphs[usize::from(*code)] = *glyph);
    glyphs.into_iter().flat_map(u16::to_be_bytes).collect()
}

/// The widths of glyphs from 0 on (ISO 32000-1 9.7.4.3): stretches of one width by their ends, others one by one.
fn glyph_widths(widths: &[f64]) -> Vec<Object> {
    /// A stretch by its ends is three numbers.
    const SHORTEST: usize = 4;
    let number = |width: f64| match width.fract() {
        0.0 => Object::Integer(width as i64),
        _ => Object::Real(width as f32),
    };
    let mut out = Vec::new();
    let mut single: Vec<Object> = Vec::new();
    let mut at = 0;
    let list = |out: &mut Vec<Object>, single: &mut Vec<Object>, end: usize| {
        if !single.is_empty() {
            out.push(Object::Integer((end - single.len()) as i64));
            out.push(Object::Array(std::mem::take(single)));
        }
    };
    for stretch in widths.chunk_by(|a, b| a == b) {
        if stretch.len() < SHORTEST {
            single.extend(stretch.iter().map(|width| number(*width)));
        } else {
            list(&mut out, &mut single, at);
            out.extend([at, at + stretch.len() - 1].map(|end| Object::Integer(end as i64)));
            out.push(number(stretch[0]));
        }
        at += stretch.len();
    }
    list(&mut out, &mut single, at);
    out
}

/// The program as the file has it, deflated (ISO 32000-1 9.9).
///
/// It must not end in a carriage return (see `save`). Its last byte is that of a sum over all bytes, so words
/// that no table has, before the outlines, change it.
fn stream(face: &SubsetFace<'_>) -> Stream {
    let (mut length, mut content) = (face.file.len(), face.file.zlib());
    let mut words = 0;
    while content.last() == Some(&b'\r') {
        words += 1;
        let file = face.program.padded(words);
        (length, content) = (file.len(), file.zlib());
    }
    let dictionary = Dictionary::from_iter([
        ("Length1", Object::Integer(length as i64)),
        ("Filter", Object::Name(b"FlateDecode".to_vec())),
    ]);
    Stream::new(dictionary, content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_widths_are_told_by_their_ends() {
        let integers = |numbers: &[i64]| numbers.iter().map(|n| Object::Integer(*n)).collect::<Vec<_>>();
        let [a, b] = [integers(&[0]), integers(&[5])];
        let list = |objects| Object::Array(objects);
        let (first, last) = (list(integers(&[500])), list(vec![Object::Integer(600), Object::Real(333.25)]));
        let expected = [a, vec![first], integers(&[1, 4, 1000]), b, vec![last]].concat();
        assert_eq!(glyph_widths(&[500.0, 1000.0, 1000.0, 1000.0, 1000.0, 600.0, 333.25]), expected);
        assert_eq!(glyph_widths(&[1000.0; 4]), integers(&[0, 3, 1000]));
    }
}
