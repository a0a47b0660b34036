//! The profile: every figure that a house may want otherwise.

use std::collections::BTreeMap;

use super::file::{File, merge};
use super::rules::{BlockStyle, DocxProfile, EpubProfile, FaceRole, Grid, Page, PageNumbers, TextRules};
use super::{Em, Length, Region};
use crate::model::{BlockKind, RunRole};

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
    pub(super) blocks: BTreeMap<&'static str, BlockStyle>,
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
        &self.blocks[key(kind)]
    }

    /// The style of a run: a run-in heading is set as a heading of its level. Strong words take
    /// the face of headings of level 1 (黑体), emphasised ones that of level 2 (楷体, for Chinese
    /// has no slanted type), in the size of the text.
    pub fn run_style(&self, kind: BlockKind, role: RunRole) -> BlockStyle {
        match role {
            RunRole::Heading { level } => *self.style(BlockKind::Heading(level)),
            RunRole::Strong => BlockStyle { face: self.style(BlockKind::Heading(1)).face, ..*self.style(kind) },
            RunRole::Emphasis => BlockStyle { face: self.style(BlockKind::Heading(2)).face, ..*self.style(kind) },
            RunRole::Text | RunRole::Ordinal => *self.style(kind),
        }
    }

    /// Where the text is at home; the mainland unless it was settled otherwise.
    pub fn region(&self) -> Region {
        self.text.region.unwrap_or(Region::Cn)
    }

    /// Sets everything that has one face in another.
    pub(crate) fn replace_face(&mut self, face: FaceRole, by: FaceRole) {
        for style in self.blocks.values_mut().filter(|s| s.face == face) {
            style.face = by;
        }
    }

    /// Moves a kind of block in from the side that it is aligned to.
    pub(crate) fn set_inset(&mut self, kind: BlockKind, inset: Em) {
        if let Some(style) = self.blocks.get_mut(key(kind)) {
            style.inset = inset;
        }
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

/// The key of a kind of block in `[blocks.*]`.
fn key(kind: BlockKind) -> &'static str {
    match kind {
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
    }
}

fn in_title_block(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::DocNumber | BlockKind::Title | BlockKind::Subtitle | BlockKind::Speaker | BlockKind::Date)
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
