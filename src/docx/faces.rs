//! What faces are called in a DOCX.
//!
//! A reader finds a face by the name in `w:rFonts`. With the names of the
//! embedded faces every reader that honours embedding shows what was meant;
//! with the customary names (仿宋_GB2312 …) an office gets its own faces and
//! what is embedded is the alternative. Faces to fall back on keep their names.
//!
//! A family has at most a regular and a bold face in a DOCX
//! (`w:embedRegular`, `w:embedBold`), and a run asks for the bold one by `w:b`;
//! so a face is a name and a [`Weight`].

use read_fonts::TableProvider;

use crate::font::{FaceId, FontSet};
use crate::style::{DocxFontNames, FaceRole, LatinFace, Profile};

/// The names of all faces under a profile.
#[derive(Clone, Copy)]
pub(super) struct FaceBook<'a> {
    fonts: &'a FontSet,
    names: DocxFontNames,
}

/// Which of a family's faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// What a face is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Chinese(FaceRole),
    Latin,
    Fallback,
}

/// Names under which offices have a face of this role, the most usual first.
struct Customary {
    name: &'static str,
    others: &'static [&'static str],
}

const ROLES: [FaceRole; 5] = [FaceRole::FangSong, FaceRole::Kai, FaceRole::Hei, FaceRole::Song, FaceRole::Title];

fn customary(part: Part) -> Option<Customary> {
    let (name, others): (_, &[&str]) = match part {
        Part::Chinese(FaceRole::FangSong) => ("仿宋_GB2312", &["仿宋", "FangSong", "华文仿宋"]),
        Part::Chinese(FaceRole::Kai) => ("楷体_GB2312", &["楷体", "KaiTi", "华文楷体"]),
        Part::Chinese(FaceRole::Hei) => ("黑体", &["SimHei"]),
        Part::Chinese(FaceRole::Song) => ("宋体", &["SimSun"]),
        Part::Chinese(FaceRole::Title) => ("方正小标宋简体", &["FZXiaoBiaoSong-B05S", "方正小标宋_GBK"]),
        Part::Latin => ("Times New Roman", &[]),
        Part::Fallback => return None,
    };
    Some(Customary { name, others })
}

impl<'a> FaceBook<'a> {
    /// The names that a profile asks for.
    pub(super) fn new(profile: &Profile, fonts: &'a FontSet) -> Self {
        Self { fonts, names: profile.docx.font_names }
    }

    /// What a face is for.
    pub(super) fn part(&self, id: FaceId) -> Part {
        if let Some(role) = ROLES.into_iter().find(|role| self.fonts.chinese(*role) == id) {
            return Part::Chinese(role);
        }
        let latin = [LatinFace::Serif, LatinFace::SerifBold].into_iter().any(|face| self.fonts.latin(face) == id);
        if latin { Part::Latin } else { Part::Fallback }
    }

    /// The name that runs and styles give.
    pub(super) fn name(&self, id: FaceId) -> &'a str {
        match (self.names, customary(self.part(id))) {
            (DocxFontNames::Customary, Some(customary)) => customary.name,
            _ => self.own_name(id),
        }
    }

    /// The name in the font itself. The English one: Windows knows it in every
    /// language, the Chinese one only where the system is Chinese.
    pub(super) fn own_name(&self, id: FaceId) -> &'a str {
        &self.fonts.face(id).names().family
    }

    /// Other names by which a face of this role may be found (ECMA-376-1 17.8.3.1 `altName`).
    pub(super) fn other_names(&self, id: FaceId) -> Vec<&'a str> {
        let names = self.fonts.face(id).names();
        let own = std::iter::once(names.family.as_str()).chain(names.chinese_family.as_deref());
        let custom = customary(self.part(id));
        let custom = custom.iter().flat_map(|c| std::iter::once(c.name).chain(c.others.iter().copied()));
        let mut others: Vec<&'a str> = match self.names {
            DocxFontNames::Embedded => own.chain(custom).collect(),
            DocxFontNames::Customary => custom.chain(own).collect(),
        };
        let name = self.name(id);
        others.retain(|other| *other != name);
        others
    }

    /// The weight that the face's own style bits give it.
    pub(super) fn weight(&self, id: FaceId) -> Weight {
        let bold = self.fonts.face(id).font_ref().head().is_ok_and(|head| head.mac_style().bits() & 1 != 0);
        if bold { Weight::Bold } else { Weight::Regular }
    }
}
