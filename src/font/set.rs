//! The faces of a process.

use std::sync::Arc;

use read_fonts::model::Blob;

use super::{Embedding, Face, FontError, GlyphId};
use crate::style::{FaceRole, LatinFace};

/// A face of a [`FontSet`], small enough to stand beside every glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// What is done with a character that no face has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Missing {
    /// It is an error.
    #[default]
    Refuse,
    /// 〓 is drawn in its place; copied and searched, it is still the character.
    Draw,
}

/// All faces that may be used, by role, and the fallbacks in order.
#[derive(Debug, Clone)]
pub struct FontSet {
    faces: Vec<Arc<Face>>,
    missing: Missing,
}

/// 字形缺字符, the mark that printers put where a type is wanting (GB/T 15834 has none).
pub(super) const STAND_IN: char = '〓';

/// The faces that profiles name, in the order of their ids.
const CHINESE: [FaceRole; 5] = [FaceRole::FangSong, FaceRole::Kai, FaceRole::Hei, FaceRole::Song, FaceRole::Title];
const LATIN: [LatinFace; 2] = [LatinFace::Serif, LatinFace::SerifBold];

impl FontSet {
    /// A set from seven TrueType files: 仿宋, 楷体, 黑体, 宋体, 标宋, Latin regular, Latin bold.
    pub fn new(files: [Blob; 7]) -> Result<Self, FontError> {
        let names = ["fangsong", "kai", "hei", "song", "title", "serif", "serif-bold"];
        let faces = files
            .into_iter()
            .zip(names)
            .map(|(data, name)| Face::new(data, name).map(Arc::new))
            .collect::<Result<_, _>>()?;
        Ok(Self { faces, missing: Missing::default() })
    }

    /// The faces compiled into the library.
    #[cfg(feature = "embed-fonts")]
    pub fn built_in() -> Result<Self, FontError> {
        use wenyin_fonts::{FANG_SONG, HEI, KAI, SERIF, SERIF_BOLD, SONG, TITLE};
        Self::new([FANG_SONG, KAI, HEI, SONG, TITLE, SERIF, SERIF_BOLD].map(Blob::from))
    }

    /// Without the feature `embed-fonts` there are none.
    #[cfg(not(feature = "embed-fonts"))]
    pub fn built_in() -> Result<Self, FontError> {
        Err(FontError::NoFaces)
    }

    /// Adds a face to fall back on, after the built-in ones.
    ///
    /// # Errors
    /// [`FontError::Forbidden`] for a face that documents may not carry.
    pub fn add_fallback(&mut self, face: impl Into<Arc<Face>>) -> Result<(), FontError> {
        let face = face.into();
        if face.embedding() == Embedding::Forbidden {
            return Err(FontError::Forbidden { name: face.names().family.clone() });
        }
        self.faces.push(face);
        Ok(())
    }

    /// Sets what is done with a character that no face has.
    pub fn set_missing(&mut self, missing: Missing) {
        self.missing = missing;
    }

    /// What is done with a character that no face has.
    pub fn missing(&self) -> Missing {
        self.missing
    }

    /// Families of all faces.
    pub fn families(&self) -> impl Iterator<Item = &str> {
        self.faces.iter().map(|face| face.names().family.as_str())
    }

    /// Everything that tells this set from another one, as bytes to be hashed.
    #[cfg(feature = "batch")]
    pub(crate) fn identify(&self, mut add: impl FnMut(&[u8])) {
        add(format!("{:?}", self.missing).as_bytes());
        for face in &self.faces {
            let data = face.data();
            add(format!("{} {} {}", face.names().postscript, face.index(), data.len()).as_bytes());
            // The table directory has a checksum of every table (OpenType, “Table Directory”).
            add(&data[..data.len().min(1024)]);
        }
    }

    /// Whether a face is none of those that profiles name.
    pub fn is_fallback(&self, id: FaceId) -> bool {
        usize::from(id.0) >= CHINESE.len() + LATIN.len()
    }

    /// The glyph that is drawn for a character in a face that [`FontSet::itemize`] gave it.
    pub fn drawn(&self, id: FaceId, c: char) -> Option<GlyphId> {
        let face = self.face(id);
        let stands_in = self.missing == Missing::Draw && !c.is_whitespace() && !super::is_invisible(c);
        face.glyph(c).or_else(|| face.glyph(STAND_IN).filter(|_| stands_in))
    }

    /// A face by id.
    pub fn face(&self, id: FaceId) -> &Arc<Face> {
        &self.faces[usize::from(id.0)]
    }

    /// The id of a role's face.
    pub fn chinese(&self, role: FaceRole) -> FaceId {
        FaceId(CHINESE.iter().position(|r| *r == role).unwrap_or(0) as u16)
    }

    /// The id of a Latin face.
    pub fn latin(&self, face: LatinFace) -> FaceId {
        if let LatinFace::Chinese(role) = face {
            return self.chinese(role);
        }
        FaceId((CHINESE.len() + LATIN.iter().position(|f| *f == face).unwrap_or(0)) as u16)
    }

    /// The first face that knows the form that a variation selector asks for, or else as [`FontSet::find`].
    pub fn find_form(&self, wanted: [FaceId; 2], c: char, selector: Option<char>) -> Option<(FaceId, GlyphId)> {
        let form = selector.and_then(|selector| {
            let ids = (0..self.faces.len()).map(|i| FaceId(i as u16)).filter(|id| self.is_fallback(*id));
            wanted.into_iter().chain(ids).find_map(|id| self.face(id).variant(c, selector).map(|glyph| (id, glyph)))
        });
        form.or_else(|| self.find(wanted, c))
    }

    /// The first face that has the character: the wanted ones, 宋体, then the fallbacks.
    pub fn find(&self, wanted: [FaceId; 2], c: char) -> Option<(FaceId, GlyphId)> {
        // Nearly always the first has it.
        if let Some(glyph) = self.face(wanted[0]).glyph(c).filter(|_| !self.is_fallback(wanted[0])) {
            return Some((wanted[0], glyph));
        }
        let song = self.chinese(FaceRole::Song);
        let fallbacks = (0..self.faces.len()).map(|i| FaceId(i as u16)).filter(|id| self.is_fallback(*id));
        // A font found somewhere may have an empty outline for what it claims to have.
        let draws = |id: FaceId, glyph: GlyphId| !self.is_fallback(id) || self.face(id).has_ink(glyph);
        let glyph = |id: FaceId| self.face(id).glyph(c).filter(|glyph| draws(id, *glyph));
        wanted.into_iter().chain([song]).chain(fallbacks).find_map(|id| glyph(id).map(|glyph| (id, glyph)))
    }
}
