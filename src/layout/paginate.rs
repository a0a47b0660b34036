//! Pages on the grid: every line takes whole slots of the line pitch, so the
//! baselines of all pages agree.
//!
//! A page may end after any line except where a rule keeps lines together:
//! a heading and the first two lines of what follows, the last two lines of a
//! paragraph (孤行 must not head a page), the title block, a signature and its
//! date; the last page is not a single line. Where the rules leave no place on a whole page, the page is simply full.
//! Where the profile wants pages to end with a sentence, `sentences` decides.

use std::sync::Arc;

use super::blocks::{Beside, BlockLines};
use super::tables::{self, Columns, RowGrid};
use super::{Line, Page, sentences};
use crate::Error;
use crate::converter::Context;
use crate::model::{BlockKind, FlowBlock};
use crate::style::{Length, OfficialFormat, PageEnd, PageStart, Profile, in_title_block};

/// Ascent of the em box above the baseline, in thousandths of the size (880 + 120 in every CJK face).
pub(super) const ASCENT: i32 = 880;

/// A line, or the lines of a table row, with what pagination must know of it.
pub(super) struct Slot {
    /// Each with the line of the row on which it stands.
    pub(super) lines: Vec<(u16, Line)>,
    /// Index of its block in the flow.
    pub(super) block: usize,
    /// Where the part of the block to which it belongs begins, in bytes of the block's text.
    pub(super) from: usize,
    size: Length,
    /// The columns of the table of which it is a row, and how its lines stand.
    row: Option<(Arc<Columns>, RowGrid)>,
    /// Grid slots that one line takes.
    line_height: u16,
    /// Grid slots that it takes.
    pub(super) height: u16,
    /// Blank slots before it, dropped at the head of a page.
    pub(super) before: u16,
    /// Whether the page may end after it.
    pub(super) may_end: bool,
    /// Where it must begin.
    pub(super) start: PageStart,
}

impl Slot {
    /// One line set in place of one of this slot's block.
    pub(super) fn with_line(&self, line: Line, from: usize) -> Self {
        let (start, may_end) = (PageStart::Flow, true);
        let height = self.line_height;
        Self { lines: vec![(0, line)], row: None, from, before: 0, may_end, start, height, ..*self }
    }

    /// Whether it heads a page.
    pub(super) fn heads_page(&self) -> bool {
        self.start != PageStart::Flow
    }
}

/// Parts the lines of blocks into pages, the first of which begins at a height: below the head of
/// an official document, or with the type area. So many pages come before.
pub(crate) fn paginate(
    context: &Context<'_>,
    blocks: Vec<BlockLines>,
    first_top: Length,
    before: usize,
) -> Result<Vec<Page>, Error> {
    let (profile, flow) = (context.profile, context.flow());
    let mut slots = slots(profile, flow, blocks);
    let whole = profile.grid.lines;
    let room = (profile.page.height - profile.page.bottom - first_top).0 / profile.grid.line_pitch.0.max(1);
    let first = u16::try_from(room).unwrap_or(0).clamp(1, whole);
    if slots.is_empty() {
        return Ok(vec![Page::default()]);
    }
    let mut starts = Vec::new();
    let mut at = 0;
    while at < slots.len() {
        let limit = if starts.is_empty() { first } else { whole };
        starts.push(at);
        at += match profile.pagination.page_end {
            PageEnd::Line => page_length(&slots[at..], limit),
            PageEnd::Sentence => sentences::page_length(context, &mut slots, at, limit)?,
        };
    }
    spare_last_line(profile, &slots, &mut starts);
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([slots.len()]).collect();
    let mut rest = slots.into_iter();
    let lengths = starts.iter().zip(ends).map(|(start, end)| end - start);
    let tops = std::iter::once(first_top).chain(std::iter::repeat(profile.page.top));
    let mut pages = Vec::with_capacity(starts.len());
    for (length, top) in lengths.zip(tops) {
        let slots: Vec<Slot> = rest.by_ref().take(length).collect();
        let on_the_right = slots.first().is_some_and(|slot| slot.start == PageStart::Right);
        if on_the_right && !pages.is_empty() && (before + pages.len()) % 2 == 1 {
            pages.push(Page::default());
        }
        pages.push(set_page(profile, top, slots));
    }
    Ok(pages)
}

/// A single line is no page: the one before gives it company, if it can.
fn spare_last_line(profile: &Profile, slots: &[Slot], starts: &mut [usize]) {
    let [.., before, last] = starts else { return };
    if *last + 1 != slots.len() || slots[*last].heads_page() {
        return;
    }
    let may_end = |i: usize| match profile.pagination.page_end {
        PageEnd::Line => slots[i].may_end,
        PageEnd::Sentence => slots[i].may_end && sentences::ends_with(slots, i),
    };
    // No more than the last few lines, or the page before would look unfinished instead.
    let earlier = (last.saturating_sub(MOST_GIVEN)..*last).rev().find(|&i| i > *before && may_end(i - 1));
    if let Some(earlier) = earlier {
        *last = earlier;
    }
}

/// Lines that the last page but one may give to the last.
const MOST_GIVEN: usize = 5;

/// How many lines the page takes: as many as fit, up to the last place where it may end.
pub(super) fn page_length(rest: &[Slot], limit: u16) -> usize {
    let mut used = 0;
    let mut fitting = 0;
    let mut allowed = None;
    for (i, slot) in rest.iter().enumerate() {
        used += slot.height + if i == 0 { 0 } else { slot.before };
        if i > 0 && (used > limit || slot.heads_page()) {
            if slot.heads_page() && used <= limit {
                return i;
            }
            break;
        }
        fitting = i + 1;
        if slot.may_end || fitting == rest.len() {
            allowed = Some(fitting);
        }
    }
    allowed.unwrap_or(fitting)
}

fn slots(profile: &Profile, flow: &[FlowBlock<'_>], blocks: Vec<BlockLines>) -> Vec<Slot> {
    let mut out: Vec<Slot> = Vec::new();
    let mut previous: Option<BlockKind> = None;
    // Lines of the next block that must stay with the heading before it.
    let mut owed = 0usize;
    for lines in blocks {
        let index = lines.index;
        let Some(block) = flow.get(index) else { continue };
        let kind = lines.kind;
        let style = profile.style(kind);
        if matches!(kind, BlockKind::Signature | BlockKind::SignatureDate)
            && let Some(last) = out.last_mut()
        {
            // A signature is never alone on a page.
            last.may_end = false;
        }
        let official = profile.official.format != OfficialFormat::None;
        if official
            && kind == BlockKind::PrintNote
            && let Some(last) = out.last_mut()
        {
            // Nor is the 附注 below it.
            last.may_end = false;
        }
        let before = profile.blank_lines(previous, kind);
        // What stands above a title belongs to it.
        let heads = previous.is_none_or(|p| !in_title_block(p) && p != BlockKind::Preamble);
        let start = match kind {
            BlockKind::AttachmentLabel => PageStart::New,
            _ if heads => style.page_start,
            _ => PageStart::Flow,
        };
        let line_height = line_height(profile, style.size);
        let columns = match &lines.beside {
            Beside::Cells(columns) => Some(Arc::clone(columns)),
            Beside::No | Beside::Rows(_) => None,
        };
        let rows = rows(lines);
        let count = rows.len();
        let leads = kind == BlockKind::Paragraph && leads_on(block);
        let whole = style.keep_with_next || matches!(block.kind, BlockKind::Title | BlockKind::Salutation);
        for (i, lines) in rows.into_iter().enumerate() {
            // Neither the last line of a paragraph nor the first or last of a verse stands alone.
            let leaves_lone_line = i + 2 == count || (kind == BlockKind::Verse && i == 0 && count > 1);
            let announces = leads && i + 1 == count;
            let kept = whole || announces || i + 1 < owed.min(count) || leaves_lone_line;
            let below = lines.iter().map(|(row, _)| *row).max().unwrap_or(0);
            let row = columns.clone().map(|c| (c, RowGrid::of(profile, usize::from(below) + 1)));
            out.push(Slot {
                block: index,
                from: 0,
                size: style.size,
                line_height,
                height: row.as_ref().map_or(line_height * (1 + below), |(_, grid)| grid.slots),
                row,
                lines,
                before: if i == 0 { before } else { 0 },
                may_end: !kept,
                start: if i == 0 { start } else { PageStart::Flow },
            });
        }
        if count > 0 {
            owed = if style.keep_with_next || leads { 2 } else { 0 };
            previous = Some(kind);
        }
    }
    out
}

/// The lines of a block as they stand below one another; those of a row of cells are one.
fn rows(block: BlockLines) -> Vec<Vec<(u16, Line)>> {
    match block.beside {
        Beside::No => return block.lines.into_iter().map(|line| vec![(0, line)]).collect(),
        Beside::Rows(rows) => return vec![rows.into_iter().zip(block.lines).collect()],
        Beside::Cells(_) => {}
    }
    let mut out: Vec<(u16, Line)> = Vec::with_capacity(block.lines.len());
    for line in block.lines {
        let row = out.last().filter(|(_, above)| above.source_line == line.source_line).map_or(0, |(row, _)| row + 1);
        out.push((row, line));
    }
    vec![out]
}

/// Whether a paragraph announces what follows: it ends in a colon.
fn leads_on(block: &FlowBlock<'_>) -> bool {
    let last = block.lines.last().and_then(|line| line.runs.last());
    last.is_some_and(|run| run.text.trim_end().ends_with('：'))
}

/// Slots that a line of this size takes: type up to 4/5 of the pitch takes one.
pub(super) fn line_height(profile: &Profile, size: Length) -> u16 {
    let needed = i64::from(size.0) * 5 / 4;
    let pitch = i64::from(profile.grid.line_pitch.0);
    u16::try_from((needed + pitch - 1) / pitch).unwrap_or(u16::MAX).max(1)
}

/// Rows of a table that stand below one another, each from its upper to its lower edge.
type Rows = (Arc<Columns>, Vec<(Length, Length)>);

fn set_page(profile: &Profile, page_top: Length, slots: Vec<Slot>) -> Page {
    let pitch = profile.grid.line_pitch;
    let text_size = profile.style(BlockKind::Paragraph).size;
    let mut page = Page::default();
    let mut tables: Vec<Rows> = Vec::new();
    let mut at = 0;
    for (i, slot) in slots.into_iter().enumerate() {
        at += if i == 0 { 0 } else { slot.before };
        let top = page_top + pitch * i32::from(at);
        at += slot.height;
        // Whatever fits one slot has the baseline of the text; larger type stands in the middle of its slots.
        let size = if slot.line_height == 1 { text_size } else { slot.size };
        let mut above = (pitch * i32::from(slot.line_height) - size) / 2 + size.fraction(ASCENT, 1000);
        let mut leading = pitch * i32::from(slot.line_height);
        if let Some((columns, grid)) = slot.row {
            if slot.lines.iter().any(|(row, _)| *row > 0) {
                above = grid.above + slot.size.fraction(ASCENT, 1000);
                leading = grid.leading;
            }
            let row = (top, top + pitch * i32::from(slot.height));
            match tables.last_mut() {
                Some((same, rows)) if Arc::ptr_eq(same, &columns) && rows.last().is_some_and(|r| r.1 == row.0) => {
                    rows.push(row);
                }
                _ => tables.push((columns, vec![row])),
            }
        }
        page.lines.extend(slot.lines.into_iter().map(|(row, mut line)| {
            line.baseline = top + above + leading * i32::from(row);
            line
        }));
    }
    page.rules = tables.iter().flat_map(|(columns, rows)| tables::rules(columns, rows)).collect();
    page
}
