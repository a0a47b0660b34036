//! Faces: what glyph stands for a character, how wide it is, and the subset that
//! a document needs.
//!
//! [`FontSet`] holds the faces of a process; they are read in place, never
//! parsed as a whole, and shared by reference. [`FontSet::itemize`] divides a
//! text into stretches of one face; every writer divides its text with it, so
//! PDF, DOCX and EPUB always agree on the face of a character. What the set
//! lacks comes from [`FallbackFonts`], and every [`Substitution`] is told.

#[cfg(any(feature = "pdf", feature = "docx", feature = "epub"))]
mod centre;
mod face;
mod fallback;
mod itemize;
#[cfg(any(feature = "docx", feature = "epub"))]
pub(crate) mod marks;
mod memo;
#[cfg(any(feature = "pdf", feature = "docx", feature = "epub"))]
mod program;
mod set;
#[cfg(feature = "layout")]
mod shaping;
#[cfg(any(feature = "docx", feature = "epub"))]
mod subset;
#[cfg(any(feature = "docx", feature = "epub"))]
mod vertical;

#[cfg(any(feature = "pdf", feature = "epub"))]
pub(crate) use centre::is_centred;
pub use face::{Embedding, Face, FaceNames, FontUnits, Outlines};
pub use fallback::{Carried, Drawn, FallbackFonts, Substitution};
pub(crate) use itemize::is_attached;
#[cfg(feature = "pdf")]
pub(crate) use itemize::is_plain;
pub use itemize::{FaceRun, is_western};
pub(crate) use itemize::{is_invisible, is_private_use, is_selector};
#[cfg(any(feature = "pdf", feature = "docx", feature = "epub"))]
pub(crate) use program::FontFile;
#[cfg(feature = "pdf")]
pub(crate) use program::{FontProgram, Glyphs};
pub use read_fonts::model::Blob;
pub use read_fonts::types::GlyphId;
pub use set::{FaceId, FontSet, Missing};
#[cfg(any(feature = "docx", feature = "epub"))]
pub(crate) use subset::SharedUse;
#[cfg(feature = "epub")]
pub(crate) use subset::SubsetFace;
#[cfg(any(feature = "docx", feature = "epub"))]
pub use subset::{FaceUse, faces_used};

/// Why faces cannot be used, or cannot set a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FontError {
    /// A character that no face has.
    #[error("no font has the character {character:?} (U+{:04X})", *character as u32)]
    Missing {
        /// The character.
        character: char,
    },
    /// The file is not a font that can be used.
    #[error("{name}: {problem}")]
    Unusable {
        /// The font's file name.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The font forbids that a document carries it.
    #[error("{name}: may not be embedded (fsType in its OS/2 table)")]
    Forbidden {
        /// The font's name.
        name: String,
    },
    /// A set without the faces that profiles name.
    #[error(
        "the built-in faces are not compiled in (feature `embed-fonts`); give the five Chinese faces and the Latin ones to `FontSet::new`"
    )]
    NoFaces,
}
