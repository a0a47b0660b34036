//! What stands in for a character that its own face lacks.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Face;

/// Where faces come from that are looked for only when a character is missing.
///
/// A document takes them after the role's face, 宋体 and the faces of
/// [`super::FontSet::add_fallback`]. The same characters must always give the
/// same faces in the same order.
pub trait FallbackFonts: std::fmt::Debug + Send + Sync {
    /// Faces for these characters; one that no face has is passed over.
    fn faces(&self, missing: &BTreeSet<char>) -> Vec<Arc<Face>>;

    /// What the answers depend on, as bytes: where these are the same, the answers are.
    fn identity(&self) -> Vec<u8> {
        Vec::new()
    }
}

/// A character that is not drawn as its own face would have drawn it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Substitution {
    /// The character.
    pub character: char,
    /// Its variation selector, where that is what could not be had.
    pub selector: Option<char>,
    /// 1-based line of the source where its block begins; 0 when it did not come from it.
    pub line: u32,
    /// How often it stands in the document.
    pub count: usize,
    /// What is drawn.
    pub drawn: Drawn,
    /// Which outputs carry the face.
    pub carried: Carried,
}

/// Which outputs carry the face of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Carried {
    /// All of them.
    Everywhere,
    /// Only the PDF: cubic outlines have no place in the others.
    InPdf,
}

/// What is drawn for a character.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Drawn {
    /// Its glyph from another face, by family name.
    From(String),
    /// Its usual glyph: the face does not know the variant asked for.
    WithoutVariant(String),
    /// What a face happens to have at a private-use code point, by family name.
    PrivateUse(String),
    /// 〓, because no face has it.
    StandIn,
}
