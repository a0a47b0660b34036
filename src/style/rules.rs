//! The parts of a profile: what each figure and choice means.

use serde::Deserialize;

use super::{Em, Length, Region};

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
    /// 订口: the left margin; the inner one where sides are mirrored.
    pub left: Length,
    /// Right margin; the outer one where sides are mirrored.
    pub right: Length,
    /// Whether even pages have the margins the other way round.
    pub sides: Sides,
}

/// Whether even pages have their margins the other way round, for leaves printed on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sides {
    /// Every page the same.
    #[default]
    Same,
    /// The binding margin is on the right of even pages.
    Mirrored,
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

/// What stands around the figure of a page number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PageNumberForm {
    /// — 1 —, as in official documents.
    #[default]
    Dashes,
    /// 1, as in books.
    Plain,
}

/// Page numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageNumbers {
    /// Where they stand.
    pub place: PageNumberPlace,
    /// Their face.
    pub face: FaceRole,
    /// Their size.
    pub size: Length,
    /// What stands around the figure.
    pub form: PageNumberForm,
    /// From the lower edge of the type area to the upper edge of the dash, or of a figure without one.
    pub dash_below: Length,
    /// Whether page 1 has one.
    pub first_page: bool,
}

/// Where pages may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pagination {
    /// What a page ends with.
    pub page_end: PageEnd,
    /// Paragraphs of no more lines than this are kept on one page, where that leaves no larger
    /// blank at the foot than they are high; 0: none.
    pub whole_lines: u16,
}

/// What a page ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PageEnd {
    /// A line.
    #[default]
    Line,
    /// A sentence: the one that would go over the page turn begins the next page instead.
    Sentence,
}

/// What helps a speaker at the desk. Nothing of it is text of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpeakerAids {
    /// Whether paragraphs are numbered in the left margin.
    pub paragraph_numbers: bool,
    /// Whether the right margin tells the minutes gone.
    pub minutes: bool,
    /// Characters spoken in a minute.
    pub rate: u16,
    /// What the foot says of the next page.
    pub turn_cue: TurnCue,
    /// Face of the notes.
    pub face: FaceRole,
    /// Size of the notes.
    pub size: Length,
    /// Between the type area and the notes.
    pub gap: Length,
}

/// What the foot of a page says of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TurnCue {
    /// Nothing.
    #[default]
    None,
    /// Its first words, so that one speaks on while turning.
    Words,
    /// 请翻页.
    Notice,
}

/// Where running heads stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HeadPlace {
    /// There are none.
    #[default]
    None,
    /// Centred.
    Centre,
    /// On the outer side.
    Outer,
}

/// Running heads: the document's title on left-hand pages, that of the part on right-hand ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunningHeads {
    /// Where they stand.
    pub place: HeadPlace,
    /// Their face.
    pub face: FaceRole,
    /// Their size.
    pub size: Length,
    /// From their baseline to the upper edge of the type area.
    pub above: Length,
    /// Thickness of the line below them; zero for none.
    pub rule: Length,
}

/// Rules for the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextRules {
    /// Where the text is at home; none: its characters tell.
    pub region: Option<Region>,
    /// Whether the speaker stands before the date.
    pub title_order: TitleOrder,
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

/// In which order speaker and date stand in the title block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TitleOrder {
    /// As in the text.
    Source,
    /// The speaker, then the date: the custom of office drafts.
    SpeakerDate,
    /// The date, then the speaker: the custom of printed speeches.
    DateSpeaker,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LatinFace {
    /// Times-like, regular.
    Serif,
    /// Times-like, bold.
    SerifBold,
    /// The letters of a Chinese face.
    Chinese(FaceRole),
}

/// Whether type is made bolder than its face draws it, as some houses have it for headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Weight {
    /// As the face draws it.
    #[default]
    Plain,
    /// Bolder.
    Bold,
}

/// How lines run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Writing {
    /// From left to right, one below the other.
    #[default]
    Horizontal,
    /// From top to bottom, one to the left of the other.
    Vertical,
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
    /// Whether it is made bolder.
    pub weight: Weight,
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
    /// Where its page begins.
    pub page_start: PageStart,
    /// What makes it stand out from afar.
    pub signpost: Signpost,
}

/// Where a block begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PageStart {
    /// Below what goes before.
    #[default]
    Flow,
    /// At the head of a page.
    New,
    /// At the head of a right-hand page (one with an odd number).
    Right,
}

/// What makes a heading stand out from afar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Signpost {
    /// Nothing but its type.
    #[default]
    None,
    /// A line below it, across the type area.
    Rule,
    /// A bar of black in the margin beside it.
    Bar,
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

/// Where the lines of a DOCX end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocxLineBreaks {
    /// Where those of the PDF end: a line that a reader would end elsewhere is set tighter or wider.
    Pdf,
    /// Where the reader ends them; nothing is spaced.
    Reader,
}

/// What the DOCX does its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocxProfile {
    /// Which font names are written.
    pub font_names: DocxFontNames,
    /// Where lines end.
    pub line_breaks: DocxLineBreaks,
}

/// What the EPUB does its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EpubProfile {
    /// Texts with more characters get one file for each level-1 heading.
    pub split_characters: usize,
    /// Whether it has a cover, set from the title block.
    pub cover: bool,
}
