//! Which faces the text needs, and what the style sheet calls them.
//!
//! The subsets are shared with the DOCX; here each gets a family of its own, so
//! that the style sheet chooses a face by naming it and no reading system
//! invents a slanted or bold one. A Western face is declared for the Western
//! characters only (`unicode-range`): it may then stand first in every list,
//! and “ ” ‘ ’ — … · still take the Chinese face behind it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use super::{Resource, halt, licence};
use crate::Error;
use crate::font::{FaceId, FontSet, Outlines, SubsetFace, is_western};
use crate::model::{BlockKind, FlowBlock, RunRole};
use crate::style::{BlockStyle, FaceRole, LatinFace, Profile};

/// The roles of Chinese faces; any other face is one to fall back on.
const CHINESE: [FaceRole; 5] = [FaceRole::FangSong, FaceRole::Kai, FaceRole::Hei, FaceRole::Song, FaceRole::Title];

/// Weight under which the style sheet asks for a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    Normal,
    Bold,
}

impl Weight {
    /// Headings are bold where the reader's own face replaces ours; our faces
    /// are declared under both weights, so that none is emboldened by machine.
    pub(super) fn of(kind: BlockKind) -> Self {
        match kind {
            BlockKind::CollectionTitle | BlockKind::Title | BlockKind::InnerTitle | BlockKind::Heading(_) => Self::Bold,
            _ => Self::Normal,
        }
    }

    /// Of a run in such a block.
    pub(super) fn of_run(kind: BlockKind, role: RunRole) -> Self {
        match role {
            RunRole::Heading { level } => Self::of(BlockKind::Heading(level)),
            RunRole::Strong => Self::Bold,
            RunRole::Text | RunRole::Ordinal | RunRole::Emphasis => Self::of(kind),
        }
    }

    /// The CSS keyword.
    pub(super) fn css(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Bold => "bold",
        }
    }
}

/// The faces of a text.
pub(super) struct Fonts<'a> {
    set: &'a FontSet,
    faces: BTreeMap<FaceId, Embedded>,
}

/// A face as the text uses it.
struct Embedded {
    /// CSS family and file name without extension.
    family: String,
    weights: BTreeSet<Weight>,
    /// Of a Western face: what it is declared for.
    characters: BTreeSet<char>,
}

impl<'a> Fonts<'a> {
    /// Fonts that the reader brings.
    pub(super) fn none(set: &'a FontSet) -> Self {
        Self { set, faces: BTreeMap::new() }
    }

    /// Finds the face of every character.
    ///
    /// # Errors
    /// [`Error::Font`] for a character that no face has.
    pub(super) fn collect(flow: &[FlowBlock<'_>], profile: &Profile, set: &'a FontSet) -> Result<Self, Error> {
        let western = western_faces(set);
        let mut faces = BTreeMap::new();
        for block in flow {
            for run in block.lines.iter().flat_map(|line| &line.runs) {
                let style = profile.run_style(block.kind, run.role);
                let pieces = set.itemize(run.text, style.face, style.latin_face)?;
                // A face with cubic outlines is not carried; the reader's own takes its characters.
                for piece in pieces.into_iter().filter(|p| set.face(p.face).outlines() == Outlines::TrueType) {
                    let face = faces.entry(piece.face).or_insert_with(|| Embedded {
                        family: family(set, piece.face),
                        weights: BTreeSet::new(),
                        characters: BTreeSet::new(),
                    });
                    face.weights.insert(Weight::of_run(block.kind, run.role));
                    if western.contains(&piece.face) {
                        face.characters.extend(run.text[piece.range].chars());
                    }
                }
            }
        }
        Ok(Self { set, faces })
    }

    /// The value of `font-family` for a style: the Western face, the Chinese
    /// one, then those that others fall back on, in [`FontSet::find`]'s order.
    pub(super) fn list(&self, style: &BlockStyle) -> String {
        let (western, chinese) = (self.set.latin(style.latin_face), self.set.chinese(style.face));
        let named: Vec<FaceId> =
            CHINESE.map(|r| self.set.chinese(r)).into_iter().chain(western_faces(self.set)).collect();
        let fallbacks = self.faces.keys().filter(|id| !named.contains(id)).copied();
        let mut list = String::new();
        let mut seen = BTreeSet::new();
        for id in [western, chinese, self.set.chinese(FaceRole::Song)].into_iter().chain(fallbacks) {
            if let Some(face) = self.faces.get(&id).filter(|_| seen.insert(id)) {
                let _ = write!(list, "\"{}\", ", face.family);
            }
        }
        list + if style.face == FaceRole::Hei { "sans-serif" } else { "serif" }
    }

    /// The `@font-face` rules.
    pub(super) fn rules(&self) -> String {
        let mut css = String::new();
        for (id, face) in &self.faces {
            for weight in &face.weights {
                let family = &face.family;
                let _ = write!(
                    css,
                    "@font-face {{\n  font-family: \"{family}\";\n  font-weight: {};\n  src: url(\"{}\");\n",
                    weight.css(),
                    path(family)
                );
                if western_faces(self.set).contains(id) {
                    let _ = writeln!(css, "  unicode-range: {};", ranges(&face.characters));
                }
                css.push_str("}\n");
            }
        }
        css
    }

    /// The font files and their licence.
    pub(super) fn resources(&self, subsets: &[Arc<SubsetFace>]) -> Result<Vec<Resource>, Error> {
        let mut resources = Vec::new();
        for (id, face) in &self.faces {
            let Some(subset) = subsets.iter().find(|s| s.id == *id) else { continue };
            let gpos = if western_faces(self.set).contains(id) { None } else { halt::gpos_of(&subset.marks) };
            resources.push(Resource::font(&format!("font-{}", id.0 + 1), &path(&face.family), subset.file(gpos)?));
        }
        if !resources.is_empty() {
            let notice = licence::notice(self.faces.keys().map(|id| &**self.set.face(*id)));
            resources.push(Resource::new("font-licence", licence::FILE, "text/plain", None, notice.into_bytes()));
        }
        Ok(resources)
    }
}

fn western_faces(set: &FontSet) -> [FaceId; 2] {
    [LatinFace::Serif, LatinFace::SerifBold].map(|face| set.latin(face))
}

/// A family name that is a safe file name too, and no other face's.
fn family(set: &FontSet, id: FaceId) -> String {
    let safe = |id: FaceId| -> String {
        let name = &set.face(id).names().postscript;
        name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
    };
    let name = safe(id);
    let taken = name.is_empty() || (0..id.0).any(|other| safe(FaceId(other)).eq_ignore_ascii_case(&name));
    if taken { format!("{name}-{}", id.0) } else { name }
}

fn path(family: &str) -> String {
    format!("fonts/{family}.ttf")
}

/// A `unicode-range` of these characters, as short as it can be without taking in a Chinese one.
fn ranges(characters: &BTreeSet<char>) -> String {
    let mut ranges: Vec<(char, char)> = Vec::new();
    for &c in characters {
        match ranges.last_mut() {
            Some((_, end)) if (*end..=c).skip(1).all(|between| between == c || is_western(between)) => *end = c,
            _ => ranges.push((c, c)),
        }
    }
    let range = |(a, b): &(char, char)| match (u32::from(*a), u32::from(*b)) {
        (a, b) if a == b => format!("U+{a:X}"),
        (a, b) => format!("U+{a:X}-{b:X}"),
    };
    ranges.iter().map(range).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_short_and_leave_out_chinese_marks() {
        assert_eq!(ranges(&"0Az".chars().collect()), "U+30-7A");
        // · (U+00B7), × (U+00D7) and “ (U+201C) are Chinese marks.
        assert_eq!(ranges(&"a®Ö×Ø".chars().collect()), "U+61, U+AE, U+D6-D8");
    }
}
