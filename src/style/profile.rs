//! The profile: every figure that a house may want otherwise.

use std::collections::BTreeMap;
use std::mem;

use super::file::File;
use super::layers::{Layer, Merged, Parsed, Position};
use super::official::{Colour, Official, OfficialFormat};
use super::rules::{
    BlockStyle, DocxProfile, EpubProfile, FaceRole, Grid, LatinFace, Page, PageNumbers, Pagination, RunningHeads,
    SpeakerAids, TextRules,
};
use super::schema::Expected;
use super::{Em, Length, Region};
use crate::model::{BlockKind, RunRole};

/// The profiles that are built in, by name.
const BUILT_IN: &[(&str, &str)] = &[
    ("speech", include_str!("profiles/speech.toml")),
    ("gongwen", include_str!("profiles/gongwen.toml")),
    ("reading", include_str!("profiles/reading.toml")),
    ("book", include_str!("profiles/book.toml")),
];

/// Why a profile cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// There is no built-in profile of this name.
    #[error("there is no profile `{name}`; known are {known}, or give a .toml file")]
    Unknown {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// The text is no TOML.
    #[error("{place}: this is no TOML: {problem}")]
    Syntax {
        /// Where.
        place: Position,
        /// What the parser says.
        problem: String,
    },
    /// No profile has such a key.
    #[error("{place}: there is no key `{key}`; {}", meant(nearest.as_deref(), known))]
    Key {
        /// Where it stands.
        place: Position,
        /// The key with its tables.
        key: String,
        /// The key that was probably meant.
        nearest: Option<String>,
        /// The keys at its place.
        known: String,
    },
    /// A value that its key cannot have.
    #[error("{place}: {key} = {given}, but it must be {expected}{}", perhaps(nearest.as_deref()))]
    Value {
        /// Where it stands.
        place: Position,
        /// The key with its tables.
        key: String,
        /// The value.
        given: String,
        /// What it may be.
        expected: Expected,
        /// The word that was probably meant.
        nearest: Option<String>,
    },
    /// Figures, each possible, that do not go together.
    #[error("{}{problem}", place.as_ref().map(|p| format!("{p}: ")).unwrap_or_default())]
    Impossible {
        /// Where the one stands that was changed.
        place: Option<Position>,
        /// Why.
        problem: Impossible,
    },
    /// The table of keys and the reading of them disagree: a defect of the library.
    #[error("profile: {0}")]
    Internal(String),
}

fn meant(nearest: Option<&str>, known: &str) -> String {
    match nearest {
        Some(key) => format!("did you mean `{key}`?"),
        None => format!("known here are {known}"),
    }
}

fn perhaps(nearest: Option<&str>) -> String {
    nearest.map(|word| format!("; did you mean \"{word}\"?")).unwrap_or_default()
}

impl ProfileError {
    /// In Chinese.
    pub fn zh(&self) -> String {
        let at = |place: &Position| match place.line {
            Some(line) => format!("{} 第 {line} 行", place.layer),
            None => place.layer.to_string(),
        };
        match self {
            Self::Unknown { name, known } => format!("没有名为 {name} 的版式；有 {known}，或给出 .toml 文件"),
            Self::Syntax { place, problem } => format!("{}：不合 TOML 的写法（{problem}）", at(place)),
            Self::Key { place, key, nearest, known } => match nearest {
                Some(nearest) => format!("{}：没有 {key} 这一项；是不是 {nearest}？", at(place)),
                None => format!("{}：没有 {key} 这一项；此处可用 {}", at(place), known.replace(", ", "、")),
            },
            Self::Value { place, key, given, expected, nearest } => {
                let nearest = nearest.as_ref().map(|word| format!("；是不是 \"{word}\"？")).unwrap_or_default();
                format!("{}：{key} = {given} 不行，应是 {}{nearest}", at(place), expected.zh())
            }
            Self::Impossible { place, problem } => match place {
                Some(place) => format!("{}：{}", at(place), problem.zh()),
                None => problem.zh().to_owned(),
            },
            Self::Internal(problem) => format!("版式：{problem}"),
        }
    }
}

/// Why figures do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Impossible {
    /// The line is too short.
    #[error("the margins leave less than four characters to the line; make page.left_mm or page.right_mm smaller")]
    Narrow,
    /// The page is too low.
    #[error(
        "grid.lines × grid.line_pitch_pt is more than the margins leave; give fewer lines, a smaller pitch or margin"
    )]
    Shallow,
    /// A size in ems is no size.
    #[error("type sizes must come to between 1 and 300 pt; look at blocks.paragraph.size_pt and the sizes in ems")]
    Sizes,
    /// There is no line pitch.
    #[error("grid.line_pitch_pt or grid.line_pitch_em must be given")]
    NoPitch,
}

impl Impossible {
    /// In Chinese.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Narrow => "页边之间排不下四个字；请减小 page.left_mm 或 page.right_mm",
            Self::Sizes => "字号算下来应在 1 至 300 磅之间；请检查 blocks.paragraph.size_pt 和各 size_em",
            Self::NoPitch => "请给出 grid.line_pitch_pt 或 grid.line_pitch_em",
            Self::Shallow => "grid.lines × grid.line_pitch_pt 超出上下页边之间；请减少行数、行距或页边",
        }
    }

    /// The keys that it hangs on, the one most likely at fault first.
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Narrow => &["page.left_mm", "page.right_mm", "page.width_mm", "blocks.paragraph.size_pt"],
            Self::Sizes => &["blocks.paragraph.size_pt", "page_numbers.size_em", "reading.size_em"],
            Self::NoPitch => &["grid.line_pitch_pt", "grid.line_pitch_em"],
            Self::Shallow => &[
                "grid.lines",
                "grid.line_pitch_pt",
                "grid.line_pitch_em",
                "page.top_mm",
                "page.bottom_mm",
                "page.height_mm",
            ],
        }
    }
}

/// A complete set of house rules.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Profile {
    /// Paper and margins.
    pub page: Page,
    /// Characters to the line and lines to the page.
    pub grid: Grid,
    /// Page numbers.
    pub page_numbers: PageNumbers,
    /// Where pages may end.
    pub pagination: Pagination,
    /// What helps a speaker at the desk.
    pub reading: SpeakerAids,
    /// Running heads.
    pub running_heads: RunningHeads,
    /// Rules for the text.
    pub text: TextRules,
    /// Head and foot of an official document.
    pub official: Official,
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
    ///
    /// # Errors
    /// [`ProfileError::Unknown`] when there is none of this name.
    pub fn built_in(name: &str) -> Result<Self, ProfileError> {
        Self::from_layers(name, &[])
    }

    /// The commented TOML of a built-in profile.
    ///
    /// # Errors
    /// [`ProfileError::Unknown`] when there is none of this name.
    pub fn built_in_toml(name: &str) -> Result<&'static str, ProfileError> {
        BUILT_IN.iter().find(|(n, _)| *n == name).map(|(_, text)| *text).ok_or_else(|| ProfileError::Unknown {
            name: name.to_owned(),
            known: Self::names().collect::<Vec<_>>().join(", "),
        })
    }

    /// A profile from TOML that names what differs from a built-in one
    /// (`base = "speech"` by default).
    ///
    /// # Errors
    /// As [`Profile::from_layers`].
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        Self::from_layers(DEFAULT, &[Layer::File { name: "TOML".into(), text: text.into() }])
    }

    /// A built-in profile with layers on top, the last the uppermost. A layer's own `base` goes
    /// before the name given.
    ///
    /// ```
    /// use wenyin::style::{Layer, PageNumberPlace, Profile, Setting};
    ///
    /// let file = Layer::File { name: "house.toml".into(), text: "[page_numbers]\nplace = \"none\"".into() };
    /// let setting = Setting { key: "page_numbers.place".into(), value: "outer".into() };
    /// let profile = Profile::from_layers("speech", &[file, Layer::Setting(setting)])?;
    /// assert_eq!(profile.page_numbers.place, PageNumberPlace::Outer);
    /// # Ok::<(), wenyin::style::ProfileError>(())
    /// ```
    ///
    /// # Errors
    /// [`ProfileError`], with the place of the key that is wrong.
    pub fn from_layers(base: &str, layers: &[Layer]) -> Result<Self, ProfileError> {
        let mut parsed = layers.iter().map(Parsed::of).collect::<Result<Vec<_>, _>>()?;
        let mut merged = Merged::default();
        let own = parsed.iter_mut().rev().find_map(|layer| Some((layer.take_base()?, layer.base_place())));
        match own {
            Some((name, place)) => built_in_layers(&name, &mut merged).map_err(|error| match (error, place) {
                (ProfileError::Unknown { name, known }, Some(place)) => ProfileError::Value {
                    place,
                    key: "base".into(),
                    given: format!("\"{name}\""),
                    expected: Expected::Profile,
                    nearest: super::schema::nearest(&name, known.split(", ")).map(str::to_owned),
                },
                (error, _) => error,
            })?,
            None => built_in_layers(base, &mut merged)?,
        }
        merged.forget_places();
        for layer in parsed {
            merged.add(layer);
        }
        let file: File = mem::take(&mut merged.table)
            .try_into()
            .map_err(|e: toml::de::Error| ProfileError::Internal(e.to_string()))?;
        file.check().map_err(|problem| ProfileError::Impossible { place: merged.place_of(problem.keys()), problem })
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

    /// Sets a kind of block in another size.
    pub(crate) fn set_size(&mut self, kind: BlockKind, size: Length) {
        if let Some(style) = self.blocks.get_mut(key(kind)) {
            style.size = size;
        }
    }

    /// The colour of a kind of block: the mark of an official document is red (GB/T 9704 7.2.4).
    pub fn colour(&self, kind: BlockKind) -> Colour {
        let red = kind == BlockKind::Issuer && self.official.format != OfficialFormat::None;
        if red { self.official.red } else { Colour::BLACK }
    }

    /// Sets how many blank lines stand before a kind of block.
    pub(crate) fn set_before(&mut self, kind: BlockKind, lines: u16) {
        if let Some(style) = self.blocks.get_mut(key(kind)) {
            style.before = lines;
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
            if style.latin_face == LatinFace::Chinese(face) {
                style.latin_face = LatinFace::Chinese(by);
            }
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
}

/// The profile that others build on where they do not say.
const DEFAULT: &str = "speech";

/// A built-in profile and those that it builds on.
fn built_in_layers(name: &str, merged: &mut Merged) -> Result<(), ProfileError> {
    let text = Profile::built_in_toml(name)?;
    let mut layer = Parsed::of_built_in(name, text)?;
    if let Some(base) = layer.take_base().filter(|base| base != name) {
        built_in_layers(&base, merged)?;
    }
    merged.add(layer);
    Ok(())
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
        BlockKind::CollectionTitle => "collection_title",
        BlockKind::ContentsTitle => "contents_title",
        BlockKind::ContentsEntry => "contents_entry",
        BlockKind::CopyNumber => "copy_number",
        BlockKind::Classification => "classification",
        BlockKind::Urgency => "urgency",
        BlockKind::Issuer => "issuer",
        BlockKind::Signatory => "signatory",
        BlockKind::Imprint => "imprint",
        BlockKind::AttachmentLabel => "attachment_label",
        BlockKind::AttachmentTitle => "attachment_title",
    }
}

pub(crate) fn in_title_block(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::DocNumber | BlockKind::Title | BlockKind::Subtitle | BlockKind::Speaker | BlockKind::Date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::{PageNumberPlace, Setting, TitleOrder, Weight};

    #[test]
    fn built_in_profiles_are_valid() {
        for (name, text) in BUILT_IN {
            // They are not checked when they are used.
            let layer = Layer::File { name: (*name).to_owned(), text: (*text).to_owned() };
            Parsed::of(&layer).unwrap();
        }
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
    fn unknown_keys_and_impossible_values_are_refused_with_their_line() {
        for (toml, en, zh) in [
            ("[page]\nlef_mm = 3.0", "TOML:2: there is no key `page.lef_mm`; did you mean `page.left_mm`", "第 2 行"),
            ("\n[blocks.titel]\nsize_pt = 3.0", "TOML:2: there is no key `blocks.titel`", "blocks.title？"),
            ("[grid]\nlines = 40", "TOML:2: grid.lines × grid.line_pitch_pt", "第 2 行：grid.lines"),
            ("base = \"speach\"", "did you mean \"speech\"", "speech"),
            ("[page]\nleft_mm = 180.0", "TOML:2: the margins leave less than four", "第 2 行"),
            ("[page_numbers]\nplace = \"center\"", "did you mean \"centre\"", "是不是 \"centre\""),
            ("[page]\nleft_mm = \"28\"", "TOML:2: page.left_mm = \"28\", but it must be a number", "的数"),
            ("[page]\nleft_mm = ", "TOML:2: this is no TOML", "第 2 行"),
            ("page = 3", "TOML:1: page = 3, but it must be a table", "[表名]"),
            ("[grid]\nlines = 22.5", "must be a whole number from 0", "整数"),
        ] {
            let error = Profile::from_toml(toml).unwrap_err();
            assert!(error.to_string().contains(en), "{error}");
            assert!(error.zh().contains(zh), "{}", error.zh());
        }
    }

    #[test]
    fn layers_go_over_one_another_and_each_is_named_when_it_is_wrong() {
        let file = |text: &str| Layer::File { name: "house.toml".into(), text: text.into() };
        let set = |key: &str, value: &str| Layer::Setting(Setting { key: key.into(), value: value.into() });
        let layers = [file("[page_numbers]\nplace = \"none\"\nfirst_page = false"), set("page_numbers.place", "outer")];
        let p = Profile::from_layers("speech", &layers).unwrap();
        assert_eq!((p.page_numbers.place, p.page_numbers.first_page), (PageNumberPlace::Outer, false));
        let error = |layers: &[Layer]| Profile::from_layers("speech", layers).unwrap_err().to_string();
        assert!(error(&[file(""), set("page.left_mm", "wide")]).starts_with("page.left_mm=wide: "));
        assert!(error(&[file("[grid]\nlines = 20"), set("grid.line_pitch_pt", "60")]).starts_with("house.toml:2"));
        assert!(error(&[set("grid.line_pitch_pt", "60")]).starts_with("grid.line_pitch_pt=60: "));
        assert!(error(&[set("pages.left_mm", "3")]).contains("page.left_mm"));
    }

    #[test]
    fn a_saved_profile_is_the_profile() {
        for name in Profile::names() {
            let saved = Profile::built_in_toml(name).unwrap();
            assert_eq!(Profile::from_toml(saved).unwrap(), Profile::built_in(name).unwrap(), "{name}");
        }
    }

    #[test]
    fn bold_latin_and_order_are_settings() {
        let p = Profile::from_toml(
            "[text]\nlatin_face = \"chinese\"\ntitle_order = \"date-speaker\"\n[blocks.heading2]\nbold = true",
        )
        .unwrap();
        assert_eq!(p.style(BlockKind::Heading(2)).latin_face, LatinFace::Chinese(FaceRole::Kai));
        assert_eq!(p.style(BlockKind::Heading(2)).weight, Weight::Bold);
        assert_eq!(p.text.title_order, TitleOrder::DateSpeaker);
        assert_eq!(Profile::speech().style(BlockKind::Title).latin_face, LatinFace::SerifBold);
    }

    #[test]
    fn one_size_leads_a_speakers_copy() {
        let at = |toml: &str| Profile::from_toml(&format!("base = \"reading\"\n{toml}")).unwrap();
        let p = at("");
        let body = p.style(BlockKind::Paragraph).size;
        assert_eq!((body.pt(), p.grid.characters, p.grid.lines), (22.0, 18, 18));
        assert_eq!(p.grid.line_pitch, Em(1.6).of(body));
        let p = at("[blocks.paragraph]\nsize_pt = 30.0");
        assert_eq!((p.page_numbers.size.pt(), p.style(BlockKind::Title).size.pt()), (30.0, 37.5));
        assert_eq!((p.grid.characters, p.grid.lines, p.reading.size.pt()), (13, 13, 22.5));
        // The upper layer's measure holds, in points or in ems.
        assert_eq!(at("[blocks.title]\nsize_pt = 40.0").style(BlockKind::Title).size.pt(), 40.0);
        assert_eq!(at("[grid]\nline_pitch_pt = 40.0").grid.line_pitch.pt(), 40.0);
        let speech = Profile::from_toml("[blocks.title]\nsize_em = 2.0").unwrap();
        assert_eq!(speech.style(BlockKind::Title).size.pt(), 32.0);
    }

    #[test]
    fn figures_of_the_speakers_copy_and_the_book_are_checked() {
        for (toml, word) in [
            ("[reading]\nrate = 0", "TOML:3: reading.rate = 0"),
            ("[reading]\nturn_cue = \"word\"", "did you mean \"words\""),
            ("[pagination]\npage_end = \"sentense\"", "did you mean \"sentence\""),
            ("[reading]\nminuts = true", "did you mean `reading.minutes`"),
            ("[blocks.paragraph]\nsize_pt = 200.0", "four characters"),
            ("[blocks.title]\nsize_em = 19.0", "between 1 and 300 pt"),
            ("[page]\nmirrored = true", "page.mirror"),
            ("[blocks.heading1]\npage_start = \"left\"", "flow, new, right"),
        ] {
            let error = Profile::from_toml(&format!("base = \"reading\"\n{toml}")).unwrap_err();
            assert!(error.to_string().contains(word), "{error}");
        }
    }
}
