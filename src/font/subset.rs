//! Stand-alone TrueType subsets, for DOCX and EPUB.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use read_fonts::collections::IntSet;
use read_fonts::types::{GlyphId, NameId, Tag};
use read_fonts::{FontRef, ReadError, TableProvider as _};
use skera::{Plan, SubsetFlags, subset_font};
use write_fonts::FontBuilder;
use write_fonts::tables::cmap::Cmap;
use write_fonts::tables::name::{Name, NameRecord};

use super::centre::{centre_glyphs, is_centred};
use super::marks::HalfMarks;
use super::program::{FontProgram, Glyphs, Table};
use super::{Face, FaceId, FontError, FontFile, FontSet, Outlines, is_selector, vertical};
use crate::model::{BlockKind, FlowBlock};
use crate::style::{HeadPlace, LatinFace, Profile, Region, Writing};

/// The characters that a document sets in each face.
pub type FaceUse = BTreeMap<FaceId, BTreeSet<char>>;

/// Collects the characters that each face sets in these blocks, page-number digits and dashes included.
///
/// # Errors
/// [`FontError::Missing`] for a character that no face has.
pub fn faces_used(flow: &[FlowBlock<'_>], profile: &Profile, fonts: &FontSet) -> Result<FaceUse, FontError> {
    // As they come, to be put in order at once.
    let mut used: BTreeMap<FaceId, Vec<char>> = BTreeMap::new();
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
    let each = |(id, mut characters): (FaceId, Vec<char>)| {
        characters.sort_unstable();
        characters.dedup();
        (id, BTreeSet::from_iter(characters))
    };
    Ok(used.into_iter().map(each).collect())
}

/// A face cut down to a document's characters, to stand alone: with names, `OS/2` and `cmap`, because Word and
/// e-book readers look faces up by name and characters by code point.
pub(crate) struct SubsetFace {
    /// The face in its [`FontSet`].
    pub(crate) id: FaceId,
    /// The marks that leave half of their cell free, by their number in the subset.
    pub(crate) marks: HalfMarks,
    file: Source,
}

/// Where the file's tables come from.
enum Source {
    Program { program: Arc<FontProgram>, tables: Vec<Table> },
    Whole(Vec<u8>),
}

impl SubsetFace {
    /// Cuts a face down.
    ///
    /// # Errors
    /// [`FontError::Unusable`] when the face's tables cannot be subset.
    fn new(
        fonts: &FontSet,
        id: FaceId,
        characters: &BTreeSet<char>,
        region: Region,
        writing: Writing,
    ) -> Result<Self, FontError> {
        // Both need more of the font than outlines: forms for vertical lines, forms by variation selectors.
        if writing == Writing::Vertical || characters.iter().any(|c| is_selector(*c)) {
            let data = subset_truetype(fonts, id, characters, region, writing)?;
            let face = Face::new(data.clone(), "subset")?;
            let marks = HalfMarks::of(&face, |glyph| u16::try_from(glyph.to_u32()).ok());
            return Ok(Self { id, marks, file: Source::Whole(data) });
        }
        let face = fonts.face(id);
        let glyph = |c: char| face.glyph(c).and_then(|g| u16::try_from(g.to_u32()).ok());
        let numbers = |wanted: &dyn Fn(char) -> bool| -> Vec<u16> {
            let glyphs: BTreeSet<u16> = characters.iter().filter(|c| wanted(**c)).filter_map(|c| glyph(*c)).collect();
            glyphs.into_iter().collect()
        };
        let glyphs = Glyphs { all: numbers(&|_| true), centred: numbers(&|c| is_centred(c, region)) };
        let centred = glyphs.centred.clone();
        let program = face.program(glyphs)?;
        let number = |old: GlyphId| u16::try_from(old.to_u32()).ok().and_then(|old| program.glyph(old));
        // A mark in the middle of its cell leaves neither half free.
        let uncentred = |old: GlyphId| number(old).filter(|_| !centred.contains(&(old.to_u32() as u16)));
        let marks = HalfMarks::of(face, uncentred);
        let mapping = characters.iter().filter_map(|c| Some((*c, GlyphId::from(number(face.glyph(*c)?)?))));
        let tables = stand_alone_tables(face, mapping).map_err(|problem| FontError::Unusable {
            name: face.names().family.clone(),
            problem: format!("cannot be subset ({problem})"),
        })?;
        Ok(Self { id, marks, file: Source::Program { program, tables } })
    }

    /// The file; with a `GPOS` where one is given.
    ///
    /// # Errors
    /// [`FontError::Unusable`] when the subset's table directory cannot be read.
    pub(crate) fn file(&self, gpos: Option<Vec<u8>>) -> Result<FontFile, FontError> {
        let gpos = gpos.map(|data| (Tag::new(b"GPOS"), Cow::Owned(data)));
        match &self.file {
            Source::Program { program, tables } => {
                let tables = tables.iter().map(|(tag, data)| (*tag, Cow::Borrowed(&data[..])));
                Ok(program.with_tables(tables.chain(gpos).collect()))
            }
            Source::Whole(data) => {
                let Some((tag, table)) = gpos else { return Ok(FontFile::whole(data.clone())) };
                let unusable =
                    |e: ReadError| FontError::Unusable { name: "subset".into(), problem: format!("unreadable ({e})") };
                let mut builder = FontBuilder::new();
                builder.add_raw(tag, table);
                Ok(FontFile::whole(builder.copy_missing_tables(FontRef::new(data).map_err(unusable)?).build()))
            }
        }
    }
}

/// The tables that a PDF does without: which glyph a character has, what the face is called, how it is measured.
fn stand_alone_tables(
    face: &Face,
    mapping: impl Iterator<Item = (char, GlyphId)> + Clone,
) -> Result<Vec<Table>, String> {
    let font = face.font_ref();
    let table = |tag: &[u8; 4]| font.data_for_tag(Tag::new(tag)).map(|data| data.as_bytes().to_vec());
    let cmap = Cmap::from_mappings(mapping.clone()).map_err(|e| e.to_string())?;
    let cmap = write_fonts::dump_table(&cmap).map_err(|e| e.to_string())?;
    let mut tables = vec![(Tag::new(b"cmap"), cmap)];
    if let Some(names) = face.subset_names(|| names(&font))? {
        tables.push((Tag::new(b"name"), names.to_vec()));
    }
    if let Some(mut os2) = table(b"OS/2") {
        // usFirstCharIndex, usLastCharIndex: at most U+FFFF.
        let codes = || mapping.clone().map(|(c, _)| u16::try_from(c as u32).unwrap_or(u16::MAX));
        if let (Some(at), Some(first), Some(last)) = (os2.get_mut(64..68), codes().min(), codes().max()) {
            at[..2].copy_from_slice(&first.to_be_bytes());
            at[2..].copy_from_slice(&last.to_be_bytes());
        }
        tables.push((Tag::new(b"OS/2"), os2));
    }
    if let Some(mut post) = table(b"post").filter(|post| post.len() >= 32) {
        // Version 3: no names of glyphs.
        post.truncate(32);
        post[..4].copy_from_slice(&[0, 3, 0, 0]);
        tables.push((Tag::new(b"post"), post));
    }
    tables.extend(table(b"gasp").map(|gasp| (Tag::new(b"gasp"), gasp)));
    Ok(tables)
}

/// The names that tell a face from others, and its licence, in English and Chinese (OpenType 1.9.1, `name`).
fn names(font: &FontRef<'_>) -> Result<Option<Vec<u8>>, String> {
    let Ok(name) = font.name() else { return Ok(None) };
    let mut records = Vec::new();
    for record in name.name_record() {
        let (id, language) = (record.name_id(), record.language_id());
        if record.platform_id() != WINDOWS || !LANGUAGES.contains(&language) || !NAMES.contains(&id.to_u16()) {
            continue;
        }
        let text = record.string(name.string_data()).map_err(|e| e.to_string())?;
        records.push(NameRecord::new(WINDOWS, record.encoding_id(), language, id, text.to_string().into()));
    }
    records.sort();
    write_fonts::dump_table(&Name::new(records)).map(Some).map_err(|e| e.to_string())
}

/// Platform 3.
const WINDOWS: u16 = 3;
/// English (US) and Chinese (PRC).
const LANGUAGES: [u16; 2] = [0x0409, 0x0804];
/// Copyright, families, version, PostScript name; licence and its address.
const NAMES: [u16; 9] = [0, 1, 2, 3, 4, 5, 6, 13, 14];

/// Cuts a face down to some characters, names and metrics kept, marks where the region has them, with the layout
/// tables that the direction of the lines asks for.
fn subset_truetype(
    fonts: &FontSet,
    id: FaceId,
    characters: &BTreeSet<char>,
    region: Region,
    writing: Writing,
) -> Result<Vec<u8>, FontError> {
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
    let names: IntSet<NameId> = NAMES.into_iter().map(NameId::new).collect();
    let languages: IntSet<u16> = LANGUAGES.into_iter().collect();
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
    match writing {
        Writing::Horizontal => Ok(data),
        Writing::Vertical => vertical::with_metrics(data).map_err(|e| unusable(&e)),
    }
}

/// What the writers of a document ask of its faces, found once.
#[derive(Default)]
pub(crate) struct SharedUse {
    used: OnceLock<Result<FaceUse, FontError>>,
    /// For horizontal lines, as both writers have them; by the place of the face in `used`.
    subsets: OnceLock<Vec<OnceLock<Made>>>,
}

type Made = Result<Arc<SubsetFace>, FontError>;

impl SharedUse {
    /// The characters that the document sets in each face.
    ///
    /// # Errors
    /// As [`faces_used`].
    pub(crate) fn get(
        &self,
        flow: &[FlowBlock<'_>],
        profile: &Profile,
        fonts: &FontSet,
    ) -> Result<&FaceUse, FontError> {
        self.used.get_or_init(|| faces_used(flow, profile, fonts)).as_ref().map_err(Clone::clone)
    }

    /// The subsets of the faces that a document uses, made in parallel.
    /// A face with cubic outlines has none: neither skera nor DOCX takes them.
    ///
    /// # Errors
    /// As [`faces_used`], and [`FontError::Unusable`] for a face whose tables cannot be subset.
    pub(crate) fn subsets(
        &self,
        flow: &[FlowBlock<'_>],
        profile: &Profile,
        fonts: &FontSet,
        writing: Writing,
    ) -> Result<Vec<Arc<SubsetFace>>, FontError> {
        let used = self.get(flow, profile, fonts)?;
        let made = self.subsets.get_or_init(|| used.iter().map(|_| OnceLock::new()).collect());
        // Whoever waits for a face waits for work that asks nothing of other threads.
        let places: Vec<_> = used.iter().zip(made).collect();
        places
            .into_par_iter()
            .filter(|((id, _), _)| fonts.face(**id).outlines() == Outlines::TrueType)
            .map(|((id, characters), made)| {
                let make = || SubsetFace::new(fonts, *id, characters, profile.region(), writing).map(Arc::new);
                match writing {
                    Writing::Horizontal => made.get_or_init(make).clone(),
                    Writing::Vertical => make(),
                }
            })
            .collect()
    }
}
