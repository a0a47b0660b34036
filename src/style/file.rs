//! The profile as TOML: its keys, its defaults, and what no page can have.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::profile::ProfileError;
use super::{
    Align, BlockStyle, DocxProfile, Em, EpubProfile, FaceRole, Grid, LatinFace, Length, LoneCharacter, MarkWidth, Mm,
    Page, PageNumberPlace, PageNumbers, Profile, Prohibition, Pt, Region, TextRules,
};

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

pub(super) fn merge(into: &mut toml::Table, changes: toml::Table) {
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
pub(super) struct File {
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
    region: FileRegion,
    title_block_gap: u16,
    han_latin_gap_em: Em,
    prohibition: Prohibition,
    mark_width: MarkWidth,
    lone_character: LoneCharacter,
    latin_face: LatinFace,
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
    pub(super) fn check(self) -> Result<Profile, ProfileError> {
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
                region: match self.text.region {
                    FileRegion::Auto => None,
                    FileRegion::Cn => Some(Region::Cn),
                    FileRegion::Tw => Some(Region::Tw),
                    FileRegion::Hk => Some(Region::Hk),
                },
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
