//! Stand-alone TrueType subsets, one for DOCX and EPUB together.
//!
//! Unlike the subsets inside a PDF these keep `cmap`, `name` and `OS/2`, because
//! Word and e-book readers look faces up by name and characters by code point.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::*;

use read_fonts::collections::IntSet;
use read_fonts::types::{GlyphId, NameId, Tag};
use skera::{Plan, SubsetFlags, subset_font};

use super::centre::{centre_glyphs, is_centred};
use super::{Face, FaceId, FontError, FontSet, Outlines, vertical};
use crate::model::{BlockKind, FlowBlock};
use crate::style::{HeadPlace, LatinFace, Profile, Region, Writing};

/// The characters that a document sets in each face.
pub type FaceUse = BTreeMap<FaceId, BTreeSet<char>>;

/// A face cut down to a document's characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubsetFace {
    /// The face in its [`FontSet`].
    pub id: FaceId,
    /// A complete TrueType file.
    pub data: Vec<u8>,
}

/// Collects the characters that each face sets in these blocks, page-number digits and dashes included.
///
/// # Errors
/// [`FontError::Missing`] for a character that no face has.
pub fn faces_used(flow: &[FlowBlock<'_>], profile: &Profile, fonts: &FontSet) -> Result<FaceUse, FontError> {
    let mut used = FaceUse::new();
    let mut take = |text: &str, role, latin| -> Result<(), FontError> {
        for run in fonts.itemize(text, role, latin)? {
            used.entry(run.face).or_default().extend(text[run.range].chars());
        }
        Ok(())
    };
    for block in flow {
        for line in &block.lines {
            for run in &line.runs {
                let style = profile.run_style(block.kind, run.role);
                take(run.text, style.face, style.latin_face)?;
            }
        }
    }
    if flow.iter().any(|block| block.kind == BlockKind::ContentsEntry) {
        let style = profile.style(BlockKind::ContentsEntry);
        take("0123456789", style.face, style.latin_face)?;
    }
    let heads = &profile.running_heads;
    if heads.place != HeadPlace::None {
        // Running heads say titles over again, in a face of their own.
        for block in flow.iter().filter(|b| matches!(b.kind, BlockKind::Title | BlockKind::Heading(1))) {
            take(&block.text().replace('\n', ""), heads.face, LatinFace::Serif)?;
        }
    }
    let numbers = fonts.chinese(profile.page_numbers.face);
    used.entry(numbers).or_default().extend("0123456789— ".chars());
    Ok(used)
}

/// Cuts a face down to some characters, names and metrics kept, marks where the region has them.
///
/// # Errors
/// [`FontError::Unusable`] when the face's tables cannot be subset.
pub fn subset_truetype(
    fonts: &FontSet,
    id: FaceId,
    characters: &BTreeSet<char>,
    region: Region,
    writing: Writing,
) -> Result<SubsetFace, FontError> {
    let face = fonts.face(id);
    let font = face.font_ref();
    let unicodes: IntSet<u32> = characters.iter().map(|c| *c as u32).collect();
    // Horizontal Chinese needs no layout tables; vertical lines need the forms of their punctuation.
    let mut drop: IntSet<Tag> =
        [b"GPOS", b"GDEF", b"BASE", b"vhea", b"vmtx", b"DSIG"].into_iter().map(Tag::new).collect();
    let mut features = IntSet::empty();
    match writing {
        Writing::Horizontal => drop.extend([Tag::new(b"GSUB")]),
        Writing::Vertical => features.extend([vertical::FEATURE]),
    }
    let names: IntSet<NameId> = (0..=6).chain(13..=14).map(NameId::new).collect();
    let languages: IntSet<u16> = [0x0409, 0x0804].into_iter().collect();
    let plan = Plan::new(
        &IntSet::<GlyphId>::empty(),
        &unicodes,
        &font,
        SubsetFlags::default(),
        &drop,
        &IntSet::all(),
        &features,
        &names,
        &languages,
    );
    let unusable = |problem: &dyn std::fmt::Display| FontError::Unusable {
        name: face.names().family.clone(),
        problem: format!("cannot be subset ({problem})"),
    };
    let data = subset_font(&font, &plan).map_err(|e| unusable(&e))?;
    let marks: Vec<char> = characters.iter().copied().filter(|c| is_centred(*c, region)).collect();
    let data = if marks.is_empty() {
        data
    } else {
        let subset = Face::new(data.clone(), "subset")?;
        let mut glyphs: Vec<GlyphId> = marks.into_iter().filter_map(|c| subset.glyph(c)).collect();
        let forms = vertical::forms(&subset.font_ref()).map_err(|e| unusable(&e))?;
        glyphs.extend(glyphs.clone().iter().filter_map(|glyph| forms.get(glyph)));
        centre_glyphs(data, glyphs)?
    };
    let data = match writing {
        Writing::Horizontal => data,
        Writing::Vertical => vertical::with_metrics(data).map_err(|e| unusable(&e))?,
    };
    Ok(SubsetFace { id, data })
}

/// Subsets made once for all the writers of a document.
#[derive(Debug, Default)]
pub struct SharedSubsets(OnceLock<Result<Vec<SubsetFace>, FontError>>);

impl SharedSubsets {
    /// The subsets of the faces that a document uses; the first caller makes them, in parallel.
    /// A face with cubic outlines has none: neither skera nor DOCX takes them.
    ///
    /// # Errors
    /// As [`faces_used`] and [`subset_truetype`].
    pub fn get(
        &self,
        flow: &[FlowBlock<'_>],
        profile: &Profile,
        fonts: &FontSet,
        writing: Writing,
    ) -> Result<&[SubsetFace], FontError> {
        let embeds = |(id, _): &(&FaceId, &BTreeSet<char>)| fonts.face(**id).outlines() == Outlines::TrueType;
        let made = self.0.get_or_init(|| {
            let used = faces_used(flow, profile, fonts)?;
            used.par_iter()
                .filter(embeds)
                .map(|(id, characters)| subset_truetype(fonts, *id, characters, profile.region(), writing))
                .collect()
        });
        made.as_deref().map_err(Clone::clone)
    }
}
