//! What a caller may choose for an EPUB beyond its profile.

use super::cover_image::CoverImage;
use crate::style::Writing;

/// Choices for an EPUB.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EpubOptions {
    /// Which fonts it carries.
    pub fonts: EpubFonts,
    /// How its lines run.
    pub writing: Writing,
    /// What it shows first.
    pub cover: Cover,
    /// Whether it has a second table of contents for readers of EPUB 2.
    pub ncx: bool,
}

/// Which fonts an EPUB carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum EpubFonts {
    /// The characters of the document.
    #[default]
    Subset,
    /// None: the reader's own faces show it.
    None,
}

/// The cover of an EPUB.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Cover {
    /// Set from the title block where the profile wants it and the document has a title.
    #[default]
    AsProfile,
    /// None.
    None,
    /// A picture.
    Image(CoverImage),
}
