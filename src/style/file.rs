//! The profile as TOML: its keys, its defaults, and what no page can have.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::profile::Impossible;
use super::{
    Align, BlockStyle, DocxProfile, Em, EpubProfile, FaceRole, Grid, HeadPlace, LatinFace, Length, LoneCharacter,
    MarkWidth, Mm, Page, PageEnd, PageNumberForm, PageNumberPlace, PageNumbers, PageStart, Pagination, Profile,
    Prohibition, Pt, Region, RunningHeads, Sides, Signpost, SpeakerAids, TextRules, TitleOrder, TurnCue, Weight,
};

/// Keys of `[blocks.*]`.
pub(super) const BLOCKS: [&str; 35] = [
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
    "collection_title",
    "contents_title",
    "contents_entry",
    "copy_number",
    "classification",
    "urgency",
    "issuer",
    "signatory",
    "imprint",
    "attachment_label",
    "attachment_title",
];

/// The TOML as it is written. Its keys are those of [`schema`](super::schema).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    page: FilePage,
    grid: FileGrid,
    page_numbers: FilePageNumbers,
    #[serde(default)]
    pagination: FilePagination,
    #[serde(default)]
    reading: FileReading,
    #[serde(default)]
    running_heads: FileRunningHeads,
    text: FileText,
    gongwen: super::official::FileOfficial,
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
    mirror: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileGrid {
    characters: u16,
    lines: u16,
    line_pitch_pt: Option<Pt>,
    line_pitch_em: Option<Em>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilePageNumbers {
    place: PageNumberPlace,
    face: FaceRole,
    size_pt: Option<Pt>,
    size_em: Option<Em>,
    #[serde(default)]
    form: PageNumberForm,
    dash_below_mm: Mm,
    first_page: bool,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct FilePagination {
    page_end: PageEnd,
    whole_lines: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct FileReading {
    paragraph_numbers: bool,
    minutes: bool,
    rate: u16,
    turn_cue: TurnCue,
    face: FaceRole,
    size_em: Em,
    gap_mm: Mm,
}

impl Default for FileReading {
    fn default() -> Self {
        Self {
            paragraph_numbers: false,
            minutes: false,
            rate: 200,
            turn_cue: TurnCue::None,
            face: FaceRole::Song,
            size_em: Em(0.75),
            gap_mm: Mm(5.0),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct FileRunningHeads {
    place: HeadPlace,
    face: FaceRole,
    size_pt: Pt,
    above_mm: Mm,
    rule_pt: Pt,
}

impl Default for FileRunningHeads {
    fn default() -> Self {
        Self { place: HeadPlace::None, face: FaceRole::Song, size_pt: Pt(9.0), above_mm: Mm(6.0), rule_pt: Pt(0.0) }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileText {
    region: FileRegion,
    title_order: TitleOrder,
    title_block_gap: u16,
    han_latin_gap_em: Em,
    prohibition: Prohibition,
    mark_width: MarkWidth,
    lone_character: LoneCharacter,
    latin_face: FileLatin,
}

/// The face of Latin letters; `chinese` is that of the text around them.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum FileLatin {
    Serif,
    SerifBold,
    Chinese,
}

impl FileLatin {
    fn beside(self, face: FaceRole) -> LatinFace {
        match self {
            Self::Serif => LatinFace::Serif,
            Self::SerifBold => LatinFace::SerifBold,
            Self::Chinese => LatinFace::Chinese(face),
        }
    }
}

/// A region, or that the text tells.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum FileRegion {
    Auto,
    Cn,
    Tw,
    Hk,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(deny_unknown_fields)]
struct FileBlock {
    face: Option<FaceRole>,
    latin_face: Option<FileLatin>,
    size_pt: Option<Pt>,
    bold: Option<bool>,
    size_em: Option<Em>,
    align: Option<Align>,
    indent_em: Option<Em>,
    inset_em: Option<Em>,
    before: Option<u16>,
    after: Option<u16>,
    keep_with_next: Option<bool>,
    page_start: Option<PageStart>,
    signpost: Option<Signpost>,
}

impl File {
    /// The profile, where its figures go together; each by itself is known to be possible.
    pub(super) fn check(self) -> Result<Profile, Impossible> {
        let p = &self.page;
        let page = Page {
            width: p.width_mm.into(),
            height: p.height_mm.into(),
            top: p.top_mm.into(),
            bottom: p.bottom_mm.into(),
            left: p.left_mm.into(),
            right: p.right_mm.into(),
            sides: if p.mirror { Sides::Mirrored } else { Sides::Same },
        };
        let body = self.blocks.get("paragraph").copied().unwrap_or_default();
        let body_size: Length = body.size_pt.unwrap_or(Pt(16.0)).into();
        // A size in points goes before one in ems of the text.
        let size = |pt: Option<Pt>, em: Option<Em>| {
            pt.map(Length::from).or(em.map(|em| em.of(body_size))).unwrap_or(body_size)
        };
        let n = &self.page_numbers;
        let r = &self.reading;
        let number_size = size(n.size_pt, n.size_em);
        let own = self.blocks.iter().filter(|(name, _)| *name != "paragraph").map(|(_, b)| size(b.size_pt, b.size_em));
        let sizes = own.chain([body_size, number_size, r.size_em.of(body_size), self.running_heads.size_pt.into()]);
        if sizes.into_iter().any(|s| !(1.0..=300.0).contains(&s.pt())) {
            return Err(Impossible::Sizes);
        }
        let pitch = match (self.grid.line_pitch_pt, self.grid.line_pitch_em) {
            (Some(pt), _) => pt.into(),
            (None, Some(em)) => em.of(body_size),
            (None, None) => return Err(Impossible::NoPitch),
        };
        let grid = Grid {
            characters: or_fitting(self.grid.characters, page.measure(), body_size),
            lines: or_fitting(self.grid.lines, page.depth(), pitch),
            line_pitch: pitch,
        };
        if page.measure() < body_size * 4 {
            return Err(Impossible::Narrow);
        }
        if i64::from(grid.line_pitch.0) * i64::from(grid.lines) > i64::from(page.depth().0) {
            return Err(Impossible::Shallow);
        }
        let default = FileBlock { face: Some(FaceRole::FangSong), align: Some(Align::Justify), ..body };
        let blocks = BLOCKS
            .iter()
            .map(|&name| {
                let b = self.blocks.get(name).copied().unwrap_or_default();
                let face = b.face.or(default.face).unwrap_or(FaceRole::FangSong);
                let style = BlockStyle {
                    face,
                    latin_face: b.latin_face.or(default.latin_face).unwrap_or(self.text.latin_face).beside(face),
                    weight: if b.bold.unwrap_or(false) { Weight::Bold } else { Weight::Plain },
                    size: size(b.size_pt, b.size_em),
                    align: b.align.or(default.align).unwrap_or(Align::Justify),
                    indent: b.indent_em.unwrap_or(Em(0.0)),
                    inset: b.inset_em.unwrap_or(Em(0.0)),
                    before: b.before.unwrap_or(0),
                    after: b.after.unwrap_or(0),
                    keep_with_next: b.keep_with_next.unwrap_or(false),
                    page_start: b.page_start.unwrap_or_default(),
                    signpost: b.signpost.unwrap_or_default(),
                };
                (name, style)
            })
            .collect();
        let h = &self.running_heads;
        Ok(Profile {
            page,
            grid,
            page_numbers: PageNumbers {
                place: n.place,
                face: n.face,
                size: number_size,
                form: n.form,
                dash_below: n.dash_below_mm.into(),
                first_page: n.first_page,
            },
            pagination: Pagination { page_end: self.pagination.page_end, whole_lines: self.pagination.whole_lines },
            reading: SpeakerAids {
                paragraph_numbers: r.paragraph_numbers,
                minutes: r.minutes,
                rate: r.rate,
                turn_cue: r.turn_cue,
                face: r.face,
                size: r.size_em.of(body_size),
                gap: r.gap_mm.into(),
            },
            running_heads: RunningHeads {
                place: h.place,
                face: h.face,
                size: h.size_pt.into(),
                above: h.above_mm.into(),
                rule: h.rule_pt.into(),
            },
            text: TextRules {
                region: match self.text.region {
                    FileRegion::Auto => None,
                    FileRegion::Cn => Some(Region::Cn),
                    FileRegion::Tw => Some(Region::Tw),
                    FileRegion::Hk => Some(Region::Hk),
                },
                title_order: self.text.title_order,
                title_block_gap: self.text.title_block_gap,
                han_latin_gap: self.text.han_latin_gap_em,
                prohibition: self.text.prohibition,
                mark_width: self.text.mark_width,
                lone_character: self.text.lone_character,
            },
            official: self.gongwen.into(),
            docx: self.docx,
            epub: self.epub,
            blocks,
        })
    }
}

/// A number of cells, or as many as fit where it is 0.
fn or_fitting(given: u16, room: Length, cell: Length) -> u16 {
    if given > 0 || cell <= Length::ZERO {
        return given;
    }
    u16::try_from(room.0.max(0) / cell.0).unwrap_or(u16::MAX)
}
