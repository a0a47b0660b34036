//! One face of a font, read in place.

#[cfg(feature = "layout")]
use std::sync::OnceLock;

use read_fonts::model::Blob;
use read_fonts::tables::cmap::CmapSubtable;
use read_fonts::types::{GlyphId, NameId};
use read_fonts::{FontRef, TableProvider};

use super::FontError;

/// A distance in units of the face's own em.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct FontUnits(pub i32);

/// What a face is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceNames {
    /// English family name (name ID 1), `Wenyin FangSong`.
    pub family: String,
    /// Chinese family name, `Wenyin 仿宋`, where the font has one.
    pub chinese_family: Option<String>,
    /// PostScript name (name ID 6).
    pub postscript: String,
}

/// A TrueType face with `glyf` outlines.
pub struct Face {
    data: Blob,
    names: FaceNames,
    units_per_em: u16,
    glyph_count: u16,
    long_metrics: u16,
    /// Byte range of the advances (`hmtx`) in the data.
    hmtx: std::ops::Range<usize>,
    /// Start of the best Unicode subtable of `cmap` in the data.
    cmap: usize,
    /// Made when the first Western word is shaped.
    #[cfg(feature = "layout")]
    shaping: OnceLock<Option<harfrust::Font>>,
}

impl Face {
    /// Reads the directory and the few figures that layout asks for; nothing else is parsed.
    pub fn new(data: impl Into<Blob>, name: &str) -> Result<Self, FontError> {
        let data = data.into();
        let bad = |problem: String| FontError::Unusable { name: name.to_owned(), problem };
        let table = |e: read_fonts::ReadError| bad(format!("not a readable TrueType font ({e})"));
        let font = FontRef::new(&data).map_err(table)?;
        if font.glyf().is_err() {
            return Err(bad("has no TrueType outlines (`glyf`); CFF fonts cannot be embedded in DOCX".to_owned()));
        }
        let range = |bytes: &[u8]| {
            let start = bytes.as_ptr() as usize - data.as_ptr() as usize;
            start..start + bytes.len()
        };
        let hmtx =
            font.data_for_tag(read_fonts::types::Tag::new(b"hmtx")).ok_or_else(|| bad("has no `hmtx`".into()))?;
        let cmap_table = font.cmap().map_err(table)?;
        let (_, _, subtable) = cmap_table.best_subtable().ok_or_else(|| bad("has no Unicode `cmap`".into()))?;
        let cmap = match &subtable {
            CmapSubtable::Format4(t) => range(t.offset_data().as_bytes()).start,
            CmapSubtable::Format12(t) => range(t.offset_data().as_bytes()).start,
            _ => return Err(bad("has a Unicode `cmap` of an unusual format".into())),
        };
        let names = read_names(&font, name);
        Ok(Self {
            names,
            units_per_em: font.head().map_err(table)?.units_per_em(),
            glyph_count: font.maxp().map_err(table)?.num_glyphs(),
            long_metrics: font.hhea().map_err(table)?.number_of_h_metrics(),
            hmtx: range(hmtx.as_bytes()),
            cmap,
            #[cfg(feature = "layout")]
            shaping: OnceLock::new(),
            data,
        })
    }

    /// The file.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// The face for the readers of its tables.
    pub fn font_ref(&self) -> FontRef<'_> {
        #[expect(clippy::expect_used, reason = "`new` has read the same bytes")]
        FontRef::new(&self.data).expect("read before")
    }

    /// The face for the shaper; none for a face that it cannot read.
    #[cfg(feature = "layout")]
    pub(crate) fn shaping(&self) -> Option<&harfrust::Font> {
        self.shaping.get_or_init(|| harfrust::Font::new(self.data.clone(), 0)).as_ref()
    }

    /// What the face is called.
    pub fn names(&self) -> &FaceNames {
        &self.names
    }

    /// Units to the em.
    pub fn units_per_em(&self) -> u16 {
        self.units_per_em
    }

    /// Number of glyphs.
    pub fn glyph_count(&self) -> u16 {
        self.glyph_count
    }

    /// The glyph of a character; none where the face lacks it.
    pub fn glyph(&self, c: char) -> Option<GlyphId> {
        use read_fonts::FontRead;
        let subtable = CmapSubtable::read(self.data.get(self.cmap..)?.into()).ok()?;
        let glyph = match subtable {
            CmapSubtable::Format4(t) => t.map_codepoint(c),
            CmapSubtable::Format12(t) => t.map_codepoint(c),
            _ => None,
        };
        glyph.filter(|g| *g != GlyphId::NOTDEF)
    }

    /// The advance of a glyph.
    pub fn advance(&self, glyph: GlyphId) -> FontUnits {
        let index = glyph.to_u32().min(u32::from(self.glyph_count.saturating_sub(1)));
        let record = index.min(u32::from(self.long_metrics.saturating_sub(1))) as usize * 4;
        let hmtx = &self.data[self.hmtx.clone()];
        let advance = hmtx.get(record..record + 2).map_or(0, |b| u16::from_be_bytes([b[0], b[1]]));
        FontUnits(i32::from(advance))
    }

    /// The ink of a glyph: x_min, y_min, x_max, y_max; none for a blank.
    pub fn ink(&self, glyph: GlyphId) -> Option<[FontUnits; 4]> {
        let font = self.font_ref();
        let loca = font.loca(None).ok()?;
        let outline = loca.get_glyf(glyph, &font.glyf().ok()?).ok()??;
        Some([outline.x_min(), outline.y_min(), outline.x_max(), outline.y_max()].map(|v| FontUnits(i32::from(v))))
    }
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face").field("names", &self.names).finish_non_exhaustive()
    }
}

fn read_names(font: &FontRef<'_>, fallback: &str) -> FaceNames {
    let mut family = None;
    let mut chinese_family = None;
    let mut postscript = None;
    if let Ok(name) = font.name() {
        for record in name.name_record() {
            // Windows platform; 0x0409 English (US), 0x0804 Chinese (PRC).
            if record.platform_id() != 3 {
                continue;
            }
            let Ok(text) = record.string(name.string_data()) else { continue };
            match (record.name_id(), record.language_id()) {
                (NameId::FAMILY_NAME, 0x0409) => family = Some(text.to_string()),
                (NameId::FAMILY_NAME, 0x0804) => chinese_family = Some(text.to_string()),
                (NameId::POSTSCRIPT_NAME, 0x0409) => postscript = Some(text.to_string()),
                _ => {}
            }
        }
    }
    let family = family.unwrap_or_else(|| fallback.to_owned());
    let postscript = postscript.unwrap_or_else(|| family.replace(' ', ""));
    FaceNames { family, chinese_family, postscript }
}
