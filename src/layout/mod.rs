//! Model + house rules + faces → pages of positioned glyphs.
//!
//! A block goes through these steps, one file each:
//!
//! 1. `clusters` — its text as clusters of glyphs, each with its [`Class`] and cell;
//! 2. `gaps` — what lies between two clusters: a break or none, a space and how far it gives (`labels`: 一、 stays with its text);
//! 3. `linebreak` — the lines, by total fit (`turn` for titles);
//! 4. `justify` — where each cluster of a line stands;
//! 5. `blocks` — the lines with their alignment and indent;
//! 6. `paginate` — the pages, on the grid of the profile, each part of a collection from a page of its own,
//!    `sentences` where they end with one;
//! 7. `contents` — the numbers behind the entries of the contents;
//! 8. what stands around the text: `numbers` for the page numbers, `heads` for running heads,
//!    `notes` for a speaker's margins (`margin` sets their glyphs), `signposts` for headings; `review` for findings.
//!
//! The result is plain data that a test can read: every glyph with its origin in
//! [`Length`]s from the top left corner of the page.

mod blocks;
mod classes;
mod clusters;
mod contents;
mod gaps;
mod heads;
mod justify;
mod labels;
mod linebreak;
mod margin;
mod marks;
mod notes;
mod numbers;
mod official;
mod paginate;
#[cfg(feature = "pdf")]
mod review;
mod sentences;
mod signposts;
#[cfg_attr(not(feature = "pdf"), allow(dead_code, reason = "nobody else draws rules"))]
pub(crate) mod tables;
mod turn;
mod words;

pub(crate) use blocks::BrokenLines;
#[cfg(any(feature = "docx", feature = "epub"))]
pub(crate) use blocks::line_ends;
#[cfg(feature = "docx")]
pub(crate) use blocks::{Cell, CellLine, Piece, cell_line};
#[cfg(feature = "docx")]
pub(crate) use blocks::{hanging, row_lines};
pub use classes::{Class, ShrinkStep, class};
#[cfg(feature = "docx")]
pub(crate) use contents::title_drop;
pub use gaps::Break;
pub use justify::Adjustment;
#[cfg(feature = "pdf")]
pub(crate) use review::{Highlight, highlights, number as number_findings, remarks};

use rayon::prelude::*;

use crate::Error;
use crate::converter::Context;
use crate::font::{FaceId, GlyphId};
use crate::model::{BlockKind, RunRole};
use crate::publication::{Part, PartKind};
use crate::style::{Colour, Length, PageStart, Weight};

/// A page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The lines of the text, from top to bottom.
    pub lines: Vec<Line>,
    /// The page number, where the profile wants one.
    pub number: Option<Line>,
    /// What stands behind the entries of the contents that end on this page.
    pub references: Vec<Reference>,
    /// The running head, where the profile wants one.
    pub head: Option<Line>,
    /// Notes in the margins; no part of the text.
    pub notes: Vec<Line>,
    /// Rules, which are no part of the text.
    pub rules: Vec<Rule>,
}

impl Page {
    /// Every line that has glyphs, the text before what stands around it.
    pub fn all_lines(&self) -> impl Iterator<Item = &Line> {
        let references = self.references.iter().flat_map(|r| [&r.leader, &r.number]);
        self.lines.iter().chain(references).chain(&self.number).chain(&self.head).chain(&self.notes)
    }
}

/// What stands behind an entry of the contents, on its last line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Index of the page to which it leads.
    pub page: usize,
    /// The leader; without glyphs where there is no room for one.
    pub leader: Line,
    /// The number of that page.
    pub number: Line,
}

impl Reference {
    /// Whether this is the line behind which it stands.
    pub fn stands_behind(&self, line: &Line) -> bool {
        (line.block, line.baseline) == (self.number.block, self.number.baseline)
    }
}

/// A rule in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// From the left edge of the page to its left end.
    pub left: Length,
    /// From the left edge of the page to its right end.
    pub right: Length,
    /// From the upper edge of the page to its upper edge.
    pub top: Length,
    /// How thick it is.
    pub thickness: Length,
    /// Its colour.
    pub colour: Colour,
}

/// A line in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Index of its block in [`crate::Converter::flow`]; for a page number that of no block.
    pub block: usize,
    /// Index of the source line within a block that keeps its lines.
    pub source_line: usize,
    /// From the upper edge of the page.
    pub baseline: Length,
    /// From the left edge of the page to where the line begins.
    pub left: Length,
    /// From the left edge of the page to where the line ends.
    pub right: Length,
    /// What justification did.
    pub adjustment: Adjustment,
    /// What kind of place the line ends at.
    pub broken: Break,
    /// What the line cost when the paragraph was broken: 100 for a line that needs nothing.
    pub cost: i64,
    /// Glyphs, in stretches of one face and role.
    pub runs: Vec<GlyphRun>,
}

/// Glyphs of one face, size and role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlyphRun {
    /// The face.
    pub face: FaceId,
    /// Type size.
    pub size: Length,
    /// Whether it is drawn bolder than the face has it.
    pub weight: Weight,
    /// Its colour.
    pub colour: Colour,
    /// What the text is.
    pub role: RunRole,
    /// The text that the glyphs stand for.
    pub text: String,
    /// Glyphs in reading order.
    pub glyphs: Vec<Glyph>,
}

/// A glyph in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// The glyph in its face.
    pub id: GlyphId,
    /// Its origin, from the left edge of the page.
    pub x: Length,
    /// Above the baseline of the line.
    pub rise: Length,
    /// Bytes of the run's text that it stands for; 0 when the glyph before it stands for them.
    pub text_len: u16,
}

/// A line for which a rule had to give way, because the paragraph has no lines that keep it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Relaxed {
    /// 1-based.
    pub page: usize,
    /// 1-based, on its page.
    pub line: usize,
    /// What gave way: [`Break::Forbidden`] for 避头尾, [`Break::Never`] for a unit that was parted.
    pub rule: Break,
    /// The line.
    pub text: String,
}

/// The lines of these pages for which a rule had to give way.
pub fn relaxed(pages: &[Page]) -> Vec<Relaxed> {
    let lines = pages.iter().zip(1..).flat_map(|(page, number)| page.lines.iter().zip(1..).map(move |l| (number, l)));
    lines
        .filter(|(_, (line, _))| line.broken <= Break::Forbidden)
        .map(|(page, (line, at))| Relaxed { page, line: at, rule: line.broken, text: line.text() })
        .collect()
}

/// Lays a publication out.
pub(crate) fn layout(context: &Context<'_>) -> Result<Vec<Page>, Error> {
    let publication = context.publication;
    let mut pages = Vec::new();
    // The first page of each part.
    let mut starts = Vec::with_capacity(publication.parts.len());
    let mut unnumbered = Vec::new();
    for part in &publication.parts {
        // A blank page before a right-hand one belongs to no part.
        if begins_on_the_right(context, part) && pages.len() % 2 == 1 {
            pages.push(Page::default());
        }
        starts.push(pages.len());
        let (mut part_pages, without) = lay_out_part(context, part, pages.len())?;
        if part.kind == PartKind::TitlePage {
            contents::lower_title(context.profile, &mut part_pages);
        }
        pages.append(&mut part_pages);
        unnumbered.extend(pages.len() - without..pages.len());
    }
    contents::add_references(context, &mut pages, &starts)?;
    signposts::add(context.profile, &publication.flow, &mut pages);
    numbers::add(context, &mut pages, &starts, &unnumbered)?;
    heads::add(context, &mut pages, &starts)?;
    notes::add(context, &mut pages, &starts)?;
    official::mirror(context, &mut pages);
    Ok(pages)
}

/// Whether a part of a collection begins a right-hand page, as titles of the profile do.
fn begins_on_the_right(context: &Context<'_>, part: &Part<'_>) -> bool {
    part.kind != PartKind::TitlePage && context.profile.style(BlockKind::Title).page_start == PageStart::Right
}

/// The pages of a part, the first of them new, and how many at their end have no number; so many others come before.
fn lay_out_part(context: &Context<'_>, part: &Part<'_>, before: usize) -> Result<(Vec<Page>, usize), Error> {
    let flow = &context.publication.flow[part.blocks.clone()];
    // Signature and date stand to each other, not to those of other documents.
    let settled = context.publication.is_collection().then(|| crate::settle::signed_off(context, flow)).flatten();
    let context = &Context { profile: settled.as_ref().unwrap_or(context.profile), ..*context };
    let mut blocks: Vec<blocks::BlockLines> = flow
        .par_iter()
        .with_min_len(16)
        .zip(tables::columns(context, flow)?)
        .enumerate()
        .map(|(index, (block, columns))| blocks::lines(context, part.blocks.start + index, block, columns))
        .collect::<Result<_, _>>()?;
    official::seals(context, &mut blocks);
    let parts = official::part(context, flow, blocks);
    let head = official::head(context, parts.head);
    let mut pages = paginate::paginate(context, parts.body, head.start, before)?;
    if let Some(first) = pages.first_mut() {
        first.lines.splice(0..0, head.lines);
        first.rules.splice(0..0, head.rules);
    }
    let unnumbered = official::foot(context, &mut pages, parts.foot);
    Ok((pages, unnumbered))
}
