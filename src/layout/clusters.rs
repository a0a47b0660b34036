//! Collect: the text of a paragraph as clusters of glyphs, each with its class and its cell.

use std::ops::Range;

use super::classes::{Class, class};
use super::marks;
use crate::font::{Face, FaceId, FontError, FontSet, GlyphId, is_invisible, is_selector};
use crate::model::RunRole;
use crate::style::{BlockStyle, Length, Region};

/// A stretch of a paragraph with one style.
pub(crate) struct StyledRun<'a> {
    pub(crate) text: &'a str,
    pub(crate) role: RunRole,
    pub(crate) style: BlockStyle,
}

/// A paragraph ready to be broken.
#[derive(Default)]
pub(crate) struct Clusters {
    pub(crate) text: String,
    pub(crate) list: Vec<Cluster>,
    pub(crate) glyphs: Vec<PlacedGlyph>,
    /// Role of each run that a cluster names.
    pub(crate) roles: Vec<RunRole>,
}

/// What the line breaker treats as one: a base character with what is attached to it.
#[derive(Debug, Clone)]
pub(crate) struct Cluster {
    pub(crate) class: Class,
    /// Bytes in the paragraph's text.
    pub(crate) text: Range<usize>,
    /// Its glyphs.
    pub(crate) glyphs: Range<usize>,
    pub(crate) face: FaceId,
    /// Index in [`Clusters::roles`].
    pub(crate) run: usize,
    pub(crate) size: Length,
    /// Width of its cell, before any blank is trimmed.
    pub(crate) advance: Length,
}

/// A glyph in its cluster.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlacedGlyph {
    pub(crate) id: GlyphId,
    /// From the cluster's origin.
    pub(crate) x: Length,
    pub(crate) y: Length,
    /// Bytes of the cluster's text that it stands for; 0 when the glyph before it stands for them.
    pub(crate) text_len: u16,
}

/// Divides styled runs into clusters with glyphs.
///
/// Han goes straight through the cmap, Western stretches through the shaper.
pub(crate) fn clusters(runs: &[StyledRun<'_>], fonts: &FontSet, region: Region) -> Result<Clusters, FontError> {
    let mut out = Clusters::default();
    for (index, run) in runs.iter().enumerate() {
        out.roles.push(run.role);
        let base = out.text.len();
        out.text.push_str(run.text);
        for stretch in fonts.itemize(run.text, run.style.face, run.style.latin_face)? {
            let face = fonts.face(stretch.face);
            let text = &run.text[stretch.range.clone()];
            let at = base + stretch.range.start;
            let new = NewCluster { fonts, face: stretch.face, run: index, size: run.style.size, region };
            if stretch.western {
                shape(&mut out, text, at, face, &new);
            } else {
                map(&mut out, text, at, face, &new);
            }
        }
    }
    pair_dashes(&mut out);
    Ok(out)
}

/// What the clusters of a stretch have in common.
struct NewCluster<'a> {
    fonts: &'a FontSet,
    face: FaceId,
    run: usize,
    size: Length,
    region: Region,
}

fn scaled(value: i32, face: &Face, size: Length) -> Length {
    size.fraction(value, i32::from(face.units_per_em()))
}

/// Character by character through the cmap, attached characters with their base.
fn map(out: &mut Clusters, text: &str, at: usize, face: &Face, new: &NewCluster<'_>) {
    let first = out.list.len();
    for (offset, c) in text.char_indices() {
        let range = at + offset..at + offset + c.len_utf8();
        let class = class(c);
        let attached = class == Class::Attached && out.list.len() > first;
        let cell = cell_width(class, c, new);
        let start = out.glyphs.len();
        let mut advance = cell.unwrap_or_default();
        let mut size = new.size;
        if is_selector(c) {
            choose_variant(out, face, c);
        }
        if class == Class::Attached {
            attach(out, (c, range), attached, new);
            continue;
        }
        // Some faces draw a hyphen for U+00AD; what is invisible must not be drawn at all.
        if let Some(glyph) = new.fonts.drawn(new.face, c).filter(|_| !is_invisible(c)) {
            let y;
            (size, y) = fit_in_cell(glyph, face, new);
            let natural = scaled(face.advance(glyph).0, face, size);
            // A glyph that does not fill its cell stands in the middle of it.
            // A short connector wider than half an em keeps its own width, or it would touch its neighbours.
            let cell = cell.map(|cell| if class == Class::Connector { cell.max(natural) } else { cell });
            advance = cell.unwrap_or(natural);
            let x = cell.map_or(Length::ZERO, |cell| (cell - natural) / 2);
            out.glyphs.push(PlacedGlyph { id: glyph, x, y, text_len: c.len_utf8() as u16 });
        } else if class == Class::Space {
            advance = blank_width(c, new.size);
            let text_len = c.len_utf8() as u16;
            out.glyphs.extend(blank(face).map(|id| PlacedGlyph { id, x: Length::ZERO, y: Length::ZERO, text_len }));
        }
        out.list.push(Cluster {
            class,
            text: range,
            glyphs: start..out.glyphs.len(),
            face: new.face,
            run: new.run,
            size,
            advance,
        });
    }
}

/// A mark or an invisible character: part of the cluster before it if that is of the same stretch, and
/// otherwise one of its own without a width, because its glyph is of another face.
fn attach(out: &mut Clusters, (c, text): (char, Range<usize>), same_stretch: bool, new: &NewCluster<'_>) {
    let size = out.list.last().filter(|_| same_stretch).map_or(new.size, |base| base.size);
    let start = out.glyphs.len();
    if let Some(id) = new.fonts.drawn(new.face, c).filter(|_| !is_invisible(c)) {
        let place = marks::place(out, new.fonts, new.fonts.face(new.face), (c, id), size);
        // What it is drawn with lies before it.
        let back = marks::base_of(&out.list).filter(|_| !same_stretch).map_or(Length::ZERO, |b| out.list[b].advance);
        out.glyphs.push(PlacedGlyph { id, x: place.x - back, y: place.y, text_len: c.len_utf8() as u16 });
    }
    let end = out.glyphs.len();
    let Some(base) = out.list.last_mut().filter(|_| same_stretch) else {
        let glyphs = start..end;
        let (face, run, advance) = (new.face, new.run, Length::ZERO);
        out.list.push(Cluster { class: Class::Attached, text, glyphs, face, run, size, advance });
        return;
    };
    base.text.end = text.end;
    base.glyphs.end = end;
    // A glyph stands for all the text that is not that of another.
    let glyphs = &mut out.glyphs[base.glyphs.clone()];
    let told: usize = glyphs.iter().map(|g| usize::from(g.text_len)).sum();
    if let Some(last) = glyphs.last_mut() {
        last.text_len += (base.text.len() - told) as u16;
    }
}

/// The size at which a glyph of a fallback face sits in a cell, and how far it is raised to do so: emoji
/// are often drawn wider, signs of other scripts and ornaments higher.
fn fit_in_cell(glyph: GlyphId, face: &Face, new: &NewCluster<'_>) -> (Length, Length) {
    if !new.fonts.is_fallback(new.face) {
        return (new.size, Length::ZERO);
    }
    let (advance, em) = (face.advance(glyph).0, i32::from(face.units_per_em()));
    let (bottom, top) = face.ink(glyph).map_or((0, 0), |[_, bottom, _, top]| (bottom.0, top.0));
    let extent = advance.max(top - bottom);
    let size = if extent > em { new.size.fraction(em, extent) } else { new.size };
    if top - bottom <= em {
        return (size, Length::ZERO);
    }
    (size, new.size.fraction(marks::MIDDLE, 100) - size.fraction(bottom + top, 2 * em))
}

/// Gives the character before a variation selector the form that it asks for, where the face has it.
fn choose_variant(out: &mut Clusters, face: &Face, selector: char) {
    let Some(base) = out.list.last() else { return };
    let Some(c) = out.text[base.text.clone()].chars().next_back() else { return };
    if let (Some(variant), Some(glyph)) = (face.variant(c, selector), out.glyphs[base.glyphs.clone()].last_mut()) {
        glyph.id = variant;
    }
}

/// The cell of a character that has one by rule; none for those that have their glyph's width.
fn cell_width(class: Class, c: char, new: &NewCluster<'_>) -> Option<Length> {
    let size = new.size;
    match class {
        Class::Stop | Class::Comma | Class::Exclamation | Class::Opening | Class::Closing => Some(size),
        Class::Ellipsis | Class::IdeographicSpace => Some(size),
        // ⸺ stands for two cells, ⸻ for three.
        Class::Dash => Some(size * if c == '⸻' { 3 } else { 2 }),
        // CLREQ: the interpunct and the short connector are half an em in the GB style.
        // The Japanese ・ is a full cell everywhere.
        Class::Interpunct => Some(if new.region == Region::Cn && c != '・' { size / 2 } else { size }),
        Class::Connector => Some(if matches!(c, '–' | '‐' | '‑') { size / 2 } else { size }),
        Class::ZeroWidthSpace | Class::Attached => Some(Length::ZERO),
        Class::Ideograph if is_full_width(c) => Some(size),
        _ => None,
    }
}

/// The glyph of white space that a face has none for.
fn blank(face: &Face) -> Option<GlyphId> {
    face.glyph(' ')
}

/// White space that no face has a width for: a tab parts what it parts by two cells.
fn blank_width(c: char, size: Length) -> Length {
    if c == '\t' { size * 2 } else { size / 4 }
}

/// Characters that fill a cell whatever the advance of their glyph.
fn is_full_width(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

/// A Western stretch through the shaper, one cluster a shaped cluster.
fn shape(out: &mut Clusters, text: &str, at: usize, face: &Face, new: &NewCluster<'_>) {
    let Some(buffer) = face.shaping().and_then(|shaping| shaping.shape(text)) else {
        map(out, text, at, face, new);
        return;
    };
    let infos = buffer.glyph_infos();
    let positions = buffer.glyph_positions();
    let mut i = 0;
    while i < infos.len() {
        let start = infos[i].cluster as usize;
        let mut next = i + 1;
        while next < infos.len() && infos[next].cluster == infos[i].cluster {
            next += 1;
        }
        let end = infos.get(next).map_or(text.len(), |g| g.cluster as usize);
        let c = text[start..].chars().next().unwrap_or(' ');
        let class = class(c);
        let glyphs = out.glyphs.len();
        let mut pen = 0;
        for k in i..next {
            let p = &positions[k];
            // White space has no ink: it is drawn by the gap, but a space glyph keeps words apart when copied.
            let glyph = match infos[k].glyph_id {
                0 if c.is_whitespace() => blank(face),
                id => Some(GlyphId::new(id)),
            };
            if let Some(id) = glyph.filter(|_| class != Class::Attached) {
                out.glyphs.push(PlacedGlyph {
                    id,
                    x: scaled(pen + p.x_offset, face, new.size),
                    y: scaled(p.y_offset, face, new.size),
                    text_len: 0,
                });
            }
            pen += p.x_advance;
        }
        tell_text(&mut out.glyphs[glyphs..], &text[start..end], face);
        let attached = class == Class::Attached && out.list.last().is_some_and(|c| c.text.end == at + start);
        if attached && let Some(base) = out.list.last_mut() {
            base.text.end = at + end;
        } else {
            let advance = match c {
                '\t' => blank_width(c, new.size),
                _ if class == Class::Attached => Length::ZERO,
                // A kern with a space would stay behind at a line end, where the space is dropped.
                _ if next == i + 1 && text[end..].starts_with(' ') => {
                    scaled(face.advance(GlyphId::new(infos[i].glyph_id)).0, face, new.size)
                }
                _ => scaled(pen, face, new.size),
            };
            out.list.push(Cluster {
                class,
                text: at + start..at + end,
                glyphs: glyphs..out.glyphs.len(),
                face: new.face,
                run: new.run,
                size: new.size,
                advance,
            });
        }
        i = next;
    }
}

/// Which glyph of a shaped cluster stands for which part of its text: each for its character where no glyph
/// stands for several, so that readers that know nothing of ActualText copy each once; or the first for all.
fn tell_text(glyphs: &mut [PlacedGlyph], text: &str, face: &Face) {
    let one_by_one = text.chars().count() == glyphs.len()
        && text.chars().zip(glyphs.iter()).all(|(c, glyph)| face.glyph(c) == Some(glyph.id));
    if one_by_one {
        for (glyph, c) in glyphs.iter_mut().zip(text.chars()) {
            glyph.text_len = c.len_utf8() as u16;
        }
    } else if let Some(first) = glyphs.first_mut() {
        first.text_len = text.len() as u16;
    }
}

/// Two — in a row are one dash (破折号); what is left over is a connector.
fn pair_dashes(out: &mut Clusters) {
    let is_em_dash = |c: &Cluster| matches!(&out.text[c.text.clone()], "—" | "―");
    let mut i = 0;
    while i + 1 < out.list.len() {
        if is_em_dash(&out.list[i]) && is_em_dash(&out.list[i + 1]) {
            out.list[i].class = Class::Dash;
            out.list[i + 1].class = Class::Dash;
            i += 2;
        } else {
            i += 1;
        }
    }
}
