//! One face of a font, read in place.

#[cfg(any(feature = "pdf", feature = "docx", feature = "epub"))]
use std::sync::Arc;
#[cfg(feature = "layout")]
use std::sync::OnceLock;

use read_fonts::model::Blob;
use read_fonts::tables::cmap::{CmapSubtable, MapVariant};
use read_fonts::types::{GlyphId, NameId};
use read_fonts::{FileRef, FontRef, TableProvider};

use super::FontError;
use super::memo::GlyphMemo;
#[cfg(any(feature = "pdf", feature = "docx", feature = "epub"))]
use super::program::{FontProgram, Glyphs, ProgramCache};
#[cfg(feature = "layout")]
use super::shaping::Shaping;

/// A distance in units of the face's own em.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct FontUnits(pub i32);

/// What a face is called.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FaceNames {
    /// English family name (name ID 1), `Wenyin FangSong`.
    pub family: String,
    /// Chinese family name, `Wenyin 仿宋`, where the font has one.
    pub chinese_family: Option<String>,
    /// PostScript name (name ID 6).
    pub postscript: String,
}

/// How the glyphs of a face are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outlines {
    /// Quadratic, in `glyf`: every format takes them.
    TrueType,
    /// Cubic, in `CFF `: a PDF takes them; DOCX has no place for them.
    Cff,
}

/// What the face's `OS/2` table allows a document to carry (OpenType, `fsType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Embedding {
    /// Installable or editable: any document may carry it.
    Editable,
    /// Preview and print: a document that is not edited may.
    ViewOnly,
    /// Restricted, not to be subset, or as bitmaps only: ours may not.
    Forbidden,
}

/// A face with outlines, of a file of its own or in a collection.
pub struct Face {
    data: Blob,
    index: u32,
    outlines: Outlines,
    names: FaceNames,
    units_per_em: u16,
    glyph_count: u16,
    long_metrics: u16,
    /// Byte range of the advances (`hmtx`) in the data.
    hmtx: std::ops::Range<usize>,
    /// Start of the best Unicode subtable of `cmap` in the data.
    cmap: usize,
    /// What was found in it.
    known: GlyphMemo,
    #[cfg(any(feature = "pdf", feature = "docx", feature = "epub"))]
    programs: ProgramCache,
    /// The names that a subset keeps, made when it is asked for first.
    #[cfg(any(feature = "docx", feature = "epub"))]
    subset_names: OnceLock<Result<Option<Vec<u8>>, String>>,
    /// Made when the first Western word is shaped.
    #[cfg(feature = "layout")]
    shaping: OnceLock<Option<Shaping>>,
}

impl Face {
    /// Reads the directory and the few figures that layout asks for; nothing else is parsed.
    ///
    /// # Errors
    /// [`FontError::Unusable`] for what is no font with outlines and a Unicode `cmap`.
    pub fn new(data: impl Into<Blob>, name: &str) -> Result<Self, FontError> {
        Self::of_collection(data, 0, name)
    }

    /// All faces of a file: one, or those of a collection (`.ttc`, `.otc`).
    ///
    /// # Errors
    /// As [`Face::new`].
    pub fn all(data: impl Into<Blob>, name: &str) -> Result<Vec<Self>, FontError> {
        let data = data.into();
        let count = match FileRef::new(&data) {
            Ok(FileRef::Collection(collection)) => collection.len(),
            _ => 1,
        };
        (0..count).map(|index| Self::of_collection(data.clone(), index, name)).collect()
    }

    /// A face of a collection (`.ttc`, `.otc`), counted from 0; a file of one face has number 0.
    ///
    /// # Errors
    /// As [`Face::new`].
    pub fn of_collection(data: impl Into<Blob>, index: u32, name: &str) -> Result<Self, FontError> {
        let data = data.into();
        let bad = |problem: String| FontError::Unusable { name: name.to_owned(), problem };
        let table = |e: read_fonts::ReadError| bad(format!("not a readable font ({e})"));
        let font = FontRef::from_index(&data, index).map_err(table)?;
        let outlines = match (font.glyf(), font.cff()) {
            (Ok(_), _) => Outlines::TrueType,
            (_, Ok(_)) => Outlines::Cff,
            _ => return Err(bad("has no outlines (neither `glyf` nor `CFF`)".to_owned())),
        };
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
            known: GlyphMemo::default(),
            #[cfg(any(feature = "docx", feature = "epub"))]
            subset_names: OnceLock::new(),
            #[cfg(any(feature = "pdf", feature = "docx", feature = "epub"))]
            programs: ProgramCache::default(),
            #[cfg(feature = "layout")]
            shaping: OnceLock::new(),
            index,
            outlines,
            data,
        })
    }

    /// The file.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// The face's number in its file.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// How its glyphs are drawn.
    pub fn outlines(&self) -> Outlines {
        self.outlines
    }

    /// What a document may carry of it; a face that says nothing may be embedded.
    pub fn embedding(&self) -> Embedding {
        const RESTRICTED: u16 = 0x2;
        const PREVIEW_AND_PRINT: u16 = 0x4;
        const EDITABLE: u16 = 0x8;
        const NO_SUBSETTING: u16 = 0x100;
        const BITMAPS_ONLY: u16 = 0x200;
        let bits = self.font_ref().os2().map_or(0, |os2| os2.fs_type());
        match bits {
            // Where several of the first four bits are set, the least restrictive holds.
            _ if bits & (NO_SUBSETTING | BITMAPS_ONLY) != 0 => Embedding::Forbidden,
            _ if bits & EDITABLE != 0 => Embedding::Editable,
            _ if bits & PREVIEW_AND_PRINT != 0 => Embedding::ViewOnly,
            _ if bits & RESTRICTED != 0 => Embedding::Forbidden,
            _ => Embedding::Editable,
        }
    }

    /// The face for the readers of its tables.
    pub fn font_ref(&self) -> FontRef<'_> {
        #[expect(clippy::expect_used, reason = "`new` has read the same bytes")]
        FontRef::from_index(&self.data, self.index).expect("read before")
    }

    /// The face for the shaper; none for a face that it cannot read.
    #[cfg(feature = "layout")]
    pub(crate) fn shaping(&self) -> Option<&Shaping> {
        self.shaping.get_or_init(|| Shaping::new(self.data.clone(), self.index)).as_ref()
    }

    /// The face cut down to some glyphs; writers that ask for the same ones share it.
    ///
    /// # Errors
    /// [`FontError::Unusable`] when the face's tables cannot be read.
    #[cfg(any(feature = "pdf", feature = "docx", feature = "epub"))]
    pub(crate) fn program(&self, glyphs: Glyphs) -> Result<Arc<FontProgram>, FontError> {
        self.programs.get(self, glyphs)
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
        self.known.get(c, || self.look_up(c))
    }

    /// The table of names of the face's subsets, made once.
    #[cfg(any(feature = "docx", feature = "epub"))]
    pub(super) fn subset_names(
        &self,
        make: impl FnOnce() -> Result<Option<Vec<u8>>, String>,
    ) -> Result<Option<&[u8]>, String> {
        self.subset_names.get_or_init(make).as_ref().map(Option::as_deref).map_err(Clone::clone)
    }

    fn look_up(&self, c: char) -> Option<GlyphId> {
        use read_fonts::FontRead;
        let subtable = CmapSubtable::read(self.data.get(self.cmap..)?.into()).ok()?;
        let glyph = match subtable {
            CmapSubtable::Format4(t) => t.map_codepoint(c),
            CmapSubtable::Format12(t) => t.map_codepoint(c),
            _ => None,
        };
        glyph.filter(|g| *g != GlyphId::NOTDEF)
    }

    /// The glyph of a character with a variation selector (`cmap` format 14); none where the face
    /// does not know the sequence.
    pub fn variant(&self, c: char, selector: char) -> Option<GlyphId> {
        match self.font_ref().cmap().ok()?.uvs_subtable()?.1.map_variant(c, selector)? {
            MapVariant::Variant(glyph) => Some(glyph),
            MapVariant::UseDefault => self.glyph(c),
        }
    }

    /// Whether a glyph leaves a mark on the paper. Of a CFF glyph that is taken for granted.
    pub fn has_ink(&self, glyph: GlyphId) -> bool {
        self.outlines == Outlines::Cff || self.ink(glyph).is_some()
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
