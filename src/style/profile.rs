//! The profile: every figure that a house may want otherwise.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Em, Length, Mm, Pt};
use crate::model::BlockKind;

/// The profiles that are built in, by name.
const BUILT_IN: &[(&str, &str)] = &[("speech", include_str!("profiles/speech.toml"))];

/// Why a profile cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// There is no built-in profile of this name.
    #[error("there is no profile `{name}`; known are {known}, or give a .toml file")]
    Unknown {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// The TOML does not parse, or a key or value is not one of a profile's.
    #[error("profile: {0}")]
    Toml(Box<toml::de::Error>),
    /// A figure that no page can have.
    #[error("profile: {0}")]
    Impossible(String),
}

/// A complete set of house rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Paper and margins.
    pub page: Page,
    /// Characters to the line and lines to the page.
    pub grid: Grid,
    /// Page numbers.
    pub page_numbers: PageNumbers,
    /// Rules for the text.
    pub text: TextRules,
    /// What the DOCX does its own way.
    pub docx: DocxProfile,
    /// What the EPUB does its own way.
    pub epub: EpubProfile,
    blocks: BTreeMap<&'static str, BlockStyle>,
}

/// Paper and margins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Paper width.
    pub width: Length,
    /// Paper height.
    pub height: Length,
    /// 天头.
    pub top: Length,
    /// Foot margin.
    pub bottom: Length,
    /// 订口.
    pub left: Length,
    /// Right margin.
    pub right: Length,
}

impl Page {
    /// Width of the type area (版心).
    pub fn measure(&self) -> Length {
        self.width - self.left - self.right
    }

    /// Height of the type area.
    pub fn depth(&self) -> Length {
        self.height - self.top - self.bottom
    }
}

/// The grid of the body text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    /// Han characters to the line.
    pub characters: u16,
    /// Lines to the page.
    pub lines: u16,
    /// From baseline to baseline.
    pub line_pitch: Length,
}

/// Where page numbers stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PageNumberPlace {
    /// Centred below the type area: the custom for speeches.
    Centre,
    /// Outer side, one character in (GB/T 9704 7.5).
    Outer,
    /// No page numbers.
    None,
}

/// Page numbers, in the form — 1 —.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageNumbers {
    /// Where they stand.
    pub place: PageNumberPlace,
    /// Their face.
    pub face: FaceRole,
    /// Their size.
    pub size: Length,
    /// From the lower edge of the type area to the upper edge of the dash.
    pub dash_below: Length,
    /// Whether page 1 has one.
    pub first_page: bool,
}

/// Rules for the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextRules {
    /// Blank lines between the title block and the text.
    pub title_block_gap: u16,
    /// Space between Han and Latin, in ems of the text.
    pub han_latin_gap: Em,
    /// What may not start or end a line.
    pub prohibition: Prohibition,
    /// How wide marks are set.
    pub mark_width: MarkWidth,
    /// What is done about 孤字.
    pub lone_character: LoneCharacter,
}

/// Which characters may not start or end a line (CLREQ, prohibition rules for line start and line end).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Prohibition {
    /// No rules, as in some newspapers.
    None,
    /// Stops, closing marks, connectors and interpuncts start no line; opening marks end none.
    Basic,
    /// As basic; a solidus stands at neither end (GB/T 15834).
    Gb,
    /// As GB; —— and …… start no line.
    Strict,
}

/// How wide marks are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MarkWidth {
    /// Two adjacent marks take a cell and a half, a mark at a line end half a cell (开明式 at the edges).
    Compressed,
    /// Every mark takes its cell (全角式).
    Full,
}

/// What is done about a last line of one character (孤字).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LoneCharacter {
    /// The lines before it are set so that it does not come about.
    Avoid,
    /// Nothing.
    Allow,
}

/// The role of a Chinese face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FaceRole {
    /// 仿宋: body text.
    FangSong,
    /// 楷体: level 2, subtitle.
    Kai,
    /// 黑体: level 1.
    Hei,
    /// 宋体: page numbers, fallback.
    Song,
    /// 小标宋: titles.
    Title,
}

/// The face of Latin letters and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LatinFace {
    /// Times-like, regular.
    Serif,
    /// Times-like, bold.
    SerifBold,
}

/// How the lines of a block are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Both edges; the last line flush left.
    Justify,
    /// Flush left.
    Left,
    /// Centred; turned by sense when too long.
    Centre,
    /// Flush right.
    Right,
}

/// How a kind of block is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BlockStyle {
    /// Chinese face.
    pub face: FaceRole,
    /// Face of Latin letters and digits.
    pub latin_face: LatinFace,
    /// Type size.
    pub size: Length,
    /// Alignment.
    pub align: Align,
    /// First-line indent.
    pub indent: Em,
    /// Inset of the whole block.
    pub inset: Inset,
    /// Blank grid lines before.
    pub before: u16,
    /// Blank grid lines after.
    pub after: u16,
    /// Never the last line of a page.
    pub keep_with_next: bool,
}

/// Inset of a block from the side that it is aligned to.
pub type Inset = Em;

/// Font names written into a DOCX.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocxFontNames {
    /// The embedded faces by their own names.
    Embedded,
    /// The names that offices have installed, the embedded faces as alternatives.
    Customary,
}

/// What the DOCX does its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocxProfile {
    /// Which font names are written.
    pub font_names: DocxFontNames,
}

/// What the EPUB does its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EpubProfile {
    /// Texts with more characters get one file for each level-1 heading.
    pub split_characters: usize,
}

impl Profile {
    /// The default: a speech on A4, 28 × 22.
    ///
    /// # Panics
    /// Never: the built-in profile is parsed by a test.
    pub fn speech() -> Self {
        #[expect(clippy::expect_used, reason = "the file is compiled in and a test parses it")]
        Self::built_in("speech").expect("the built-in profile is valid")
    }

    /// The names of the built-in profiles.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// A built-in profile.
    pub fn built_in(name: &str) -> Result<Self, ProfileError> {
        let text = Self::built_in_toml(name)?;
        Self::from_table(text.parse().map_err(|e| ProfileError::Toml(Box::new(e)))?)
    }

    /// The commented TOML of a built-in profile.
    pub fn built_in_toml(name: &str) -> Result<&'static str, ProfileError> {
        BUILT_IN.iter().find(|(n, _)| *n == name).map(|(_, text)| *text).ok_or_else(|| ProfileError::Unknown {
            name: name.to_owned(),
            known: Self::names().collect::<Vec<_>>().join(", "),
        })
    }

    /// A profile from TOML that names what differs from a built-in one
    /// (`base = "speech"` by default).
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        let toml_error = |e| ProfileError::Toml(Box::new(e));
        let mut changes: toml::Table = text.parse().map_err(toml_error)?;
        let base = match changes.remove("base") {
            None => "speech".to_owned(),
            Some(toml::Value::String(name)) => name,
            Some(other) => return Err(ProfileError::Impossible(format!("base = {other:?} is not a name"))),
        };
        let mut table: toml::Table = Self::built_in_toml(&base)?.parse().map_err(toml_error)?;
        merge(&mut table, changes);
        Self::from_table(table)
    }

    /// The style of a kind of block.
    pub fn style(&self, kind: BlockKind) -> &BlockStyle {
        let key = match kind {
            BlockKind::Preamble => "preamble",
            BlockKind::DocNumber => "doc_number",
            BlockKind::Title => "title",
            BlockKind::Subtitle => "subtitle",
            BlockKind::Speaker => "speaker",
            BlockKind::Date => "date",
            BlockKind::Salutation => "salutation",
            BlockKind::Heading(1) => "heading1",
            BlockKind::Heading(2) => "heading2",
            BlockKind::Heading(3) => "heading3",
            BlockKind::Heading(_) => "heading4",
            BlockKind::Paragraph => "paragraph",
            BlockKind::InnerTitle => "inner_title",
            BlockKind::Verse => "verse",
            BlockKind::Quote => "quote",
            BlockKind::InnerSalutation => "inner_salutation",
            BlockKind::TableRow => "table_row",
            BlockKind::Closing => "closing",
            BlockKind::Attachments => "attachments",
            BlockKind::Signature => "signature",
            BlockKind::SignatureDate => "signature_date",
            BlockKind::Footnote => "footnote",
            BlockKind::Cc => "cc",
            BlockKind::PrintNote => "print_note",
        };
        &self.blocks[key]
    }

    /// Blank grid lines between a block and the one before it.
    pub fn blank_lines(&self, previous: Option<BlockKind>, kind: BlockKind) -> u16 {
        let Some(previous) = previous else { return 0 };
        if previous == kind {
            return 0;
        }
        let leaves_title_block = in_title_block(previous) && !in_title_block(kind);
        let gap = if leaves_title_block { self.text.title_block_gap } else { 0 };
        gap.max(self.style(previous).after).max(self.style(kind).before)
    }

    /// The tracking added after each Han character of the body size so that
    /// `grid.characters` of them fill the measure: pitch − em, usually negative.
    /// The last character of a full line has none, so the pitch is
    /// (measure − em) / (n − 1).
    pub fn tracking(&self, size: Length) -> Length {
        let gaps = i32::from(self.grid.characters) - 1;
        if size != self.style(BlockKind::Paragraph).size || gaps < 1 {
            return Length::ZERO;
        }
        Length((self.page.measure() - size).0.div_euclid(gaps)) - size
    }

    fn from_table(table: toml::Table) -> Result<Self, ProfileError> {
        let file: File = table.try_into().map_err(|e| ProfileError::Toml(Box::new(e)))?;
        file.check()
    }
}

fn in_title_block(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Title | BlockKind::Subtitle | BlockKind::Speaker | BlockKind::Date)
}

/// Keys of `[blocks.*]`.
const BLOCKS: [&str; 24] = [
    "preamble",
    "doc_number",
    "title",
    "subtitle",
    "speaker",
    "date",
    "salutation",
    "heading1",
    "heading2",
    "heading3",
    "heading4",
    "paragraph",
    "inner_title",
    "verse",
    "quote",
    "inner_salutation",
    "table_row",
    "closing",
    "attachments",
    "signature",
    "signature_date",
    "footnote",
    "cc",
    "print_note",
];

fn merge(into: &mut toml::Table, changes: toml::Table) {
    for (key, value) in changes {
        match (into.get_mut(&key), value) {
            (Some(toml::Value::Table(old)), toml::Value::Table(new)) => merge(old, new),
            (_, value) => {
                into.insert(key, value);
            }
        }
    }
}

/// The TOML as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    page: FilePage,
    grid: FileGrid,
    page_numbers: FilePageNumbers,
    text: FileText,
    docx: DocxProfile,
    epub: EpubProfile,
    blocks: BTreeMap<String, FileBlock>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilePage {
    width_mm: Mm,
    height_mm: Mm,
    top_mm: Mm,
    bottom_mm: Mm,
    left_mm: Mm,
    right_mm: Mm,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileGrid {
    characters: u16,
    lines: u16,
    line_pitch_pt: Pt,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilePageNumbers {
    place: PageNumberPlace,
    face: FaceRole,
    size_pt: Pt,
    dash_below_mm: Mm,
    first_page: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileText {
    title_block_gap: u16,
    han_latin_gap_em: Em,
    prohibition: Prohibition,
    mark_width: MarkWidth,
    lone_character: LoneCharacter,
    latin_face: LatinFace,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(deny_unknown_fields)]
struct FileBlock {
    face: Option<FaceRole>,
    latin_face: Option<LatinFace>,
    size_pt: Option<Pt>,
    align: Option<Align>,
    indent_em: Option<Em>,
    inset_em: Option<Em>,
    before: Option<u16>,
    after: Option<u16>,
    keep_with_next: Option<bool>,
}

impl File {
    fn check(self) -> Result<Profile, ProfileError> {
        let impossible = |what: &str| Err(ProfileError::Impossible(what.to_owned()));
        if let Some(key) = self.blocks.keys().find(|k| !BLOCKS.contains(&k.as_str())) {
            return impossible(&format!("unknown block `{key}`, expected one of {}", BLOCKS.join(", ")));
        }
        let p = &self.page;
        let page = Page {
            width: p.width_mm.into(),
            height: p.height_mm.into(),
            top: p.top_mm.into(),
            bottom: p.bottom_mm.into(),
            left: p.left_mm.into(),
            right: p.right_mm.into(),
        };
        let sane = |mm: &Mm| (0.0..=5000.0).contains(&mm.0);
        if ![&p.width_mm, &p.height_mm, &p.top_mm, &p.bottom_mm, &p.left_mm, &p.right_mm].into_iter().all(sane) {
            return impossible("page sizes and margins must be between 0 and 5000 mm");
        }
        let grid = Grid {
            characters: self.grid.characters,
            lines: self.grid.lines,
            line_pitch: self.grid.line_pitch_pt.into(),
        };
        let body = self.blocks.get("paragraph").copied().unwrap_or_default();
        let body_size: Length = body.size_pt.unwrap_or(Pt(16.0)).into();
        let sizes = self.blocks.values().filter_map(|b| b.size_pt).chain([self.page_numbers.size_pt]);
        if sizes.into_iter().any(|s| !(1.0..=300.0).contains(&s.0)) {
            return impossible("type sizes must be between 1 and 300 pt");
        }
        if page.measure() < body_size * 4 {
            return impossible("the margins leave less than four characters to the line");
        }
        if grid.lines == 0 || grid.line_pitch <= Length::ZERO || grid.line_pitch * i32::from(grid.lines) > page.depth()
        {
            return impossible("grid.lines × grid.line_pitch_pt is more than the margins leave");
        }
        let default = FileBlock { face: Some(FaceRole::FangSong), align: Some(Align::Justify), ..body };
        let blocks = BLOCKS
            .iter()
            .map(|&name| {
                let b = self.blocks.get(name).copied().unwrap_or_default();
                let style = BlockStyle {
                    face: b.face.or(default.face).unwrap_or(FaceRole::FangSong),
                    latin_face: b.latin_face.or(default.latin_face).unwrap_or(self.text.latin_face),
                    size: b.size_pt.map_or(body_size, Length::from),
                    align: b.align.or(default.align).unwrap_or(Align::Justify),
                    indent: b.indent_em.unwrap_or(Em(0.0)),
                    inset: b.inset_em.unwrap_or(Em(0.0)),
                    before: b.before.unwrap_or(0),
                    after: b.after.unwrap_or(0),
                    keep_with_next: b.keep_with_next.unwrap_or(false),
                };
                (name, style)
            })
            .collect();
        let n = &self.page_numbers;
        Ok(Profile {
            page,
            grid,
            page_numbers: PageNumbers {
                place: n.place,
                face: n.face,
                size: n.size_pt.into(),
                dash_below: n.dash_below_mm.into(),
                first_page: n.first_page,
            },
            text: TextRules {
                title_block_gap: self.text.title_block_gap,
                han_latin_gap: self.text.han_latin_gap_em,
                prohibition: self.text.prohibition,
                mark_width: self.text.mark_width,
                lone_character: self.text.lone_character,
            },
            docx: self.docx,
            epub: self.epub,
            blocks,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_profiles_are_valid() {
        for name in Profile::names() {
            Profile::built_in(name).unwrap();
        }
    }

    #[test]
    fn twenty_eight_characters_fill_the_measure_exactly() {
        let p = Profile::speech();
        let size = p.style(BlockKind::Paragraph).size;
        let natural = size * 28 + p.tracking(size) * 27;
        let short = p.page.measure() - natural;
        assert!(short >= Length::ZERO && short < Length(27), "{short:?}");
        assert!((p.tracking(size).pt() - (15.785 - 16.0)).abs() < 0.001);
    }

    #[test]
    fn a_file_changes_only_what_it_names() {
        let p = Profile::from_toml("[page]\nleft_mm = 30.0\nright_mm = 24.0\n").unwrap();
        assert_eq!(p.page.measure(), Profile::speech().page.measure());
        assert_ne!(p.page.left, Profile::speech().page.left);
    }

    #[test]
    fn unknown_keys_and_impossible_values_are_refused() {
        for (toml, word) in [
            ("[page]\nlef_mm = 3.0", "lef_mm"),
            ("[blocks.titel]\nsize_pt = 3.0", "titel"),
            ("[grid]\nlines = 40", "grid.lines"),
            ("base = \"nobody\"", "nobody"),
            ("[page]\nleft_mm = 180.0", "four characters"),
        ] {
            let error = Profile::from_toml(toml).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
    }
}
