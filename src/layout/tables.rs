//! Tables: how the measure is divided into columns, how the lines of a cell stand, the rules around the cells.
//!
//! The lines of a cell stand closer than those of the text, and rows farther apart than that: who reads the
//! page, and a program that reads it by where its letters stand, sees which lines belong to one cell. A row
//! takes whole slots of the grid, so what follows the table is on the grid again.

use std::sync::Arc;

use super::blocks::{Column, extent};
use super::margin::{self, Anchor, MarginStyle, Place};
use super::paginate::line_height;
use super::{Line, Rule};
use crate::converter::Context;
use crate::font::FontError;
use crate::model::{BlockKind, FlowBlock};
use crate::style::{Colour, Length, Page, Profile};

/// From a rule to the text beside it, in ems. The columns are then more than an em apart, and readers which
/// sort letters by place part them.
const PADDING: (i32, i32) = (13, 20);
/// A column must have room for so many ems of text, or for all that it holds.
const NARROWEST: i32 = 3;
/// Cells of so few ems, names and numbers, are not broken if that can be helped.
const SHORT_CELL: i32 = 5;
/// Leading within a cell, in ems.
const LEADING: (i32, i32) = (13, 10);
/// Between the last line of one row and the first of the next there are at least so many ems, if one has several.
const ROW_LEADING: (i32, i32) = (8, 5);
/// How thick the rules are, in tenths of a point.
const RULE: i32 = 5;

/// The columns of a table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    /// From the left edge of the page to each rule.
    edges: Vec<Length>,
    padding: Length,
}

impl Columns {
    /// Divides the measure among the columns of these rows; none where it is too narrow for them, or there is only one.
    ///
    /// # Errors
    /// [`FontError::Missing`] for a character that no face has.
    pub(crate) fn of(context: &Context<'_>, rows: &[FlowBlock<'_>]) -> Result<Option<Self>, FontError> {
        let page = &context.profile.page;
        let size = context.profile.style(BlockKind::TableRow).size;
        let count = rows.iter().map(|row| row.lines.len()).max().unwrap_or(0);
        let columns = i32::try_from(count).unwrap_or(i32::MAX);
        if columns < 2 || columns > page.measure().0 / size.0.max(1) {
            return Ok(None);
        }
        let mut wants = vec![Want { least: size, most: size }; count];
        for row in rows {
            for (want, cell) in wants.iter_mut().zip(&row.lines) {
                let (whole, stretch) = extent(context, row.kind, cell, page.measure())?;
                want.most = want.most.max(whole);
                want.least = want.least.max(stretch);
            }
        }
        let padding = size.fraction(PADDING.0, PADDING.1);
        let room = page.measure() - padding * (2 * columns);
        let least = |narrowest: Length, cap: Length| {
            let of = |want: &Want| want.least.max(narrowest).min(want.most).min(cap);
            wants.iter().map(of).collect::<Vec<Length>>()
        };
        let total = |widths: Vec<Length>| widths.into_iter().sum::<Length>();
        let fits = |ems: &i32| total(least(size * *ems, size * *ems)) <= room;
        let Some(narrowest) = (NARROWEST..=SHORT_CELL).rev().find(fits).map(|ems| size * ems) else {
            return Ok(None);
        };
        // Where something must be parted, it is a long word rather than a short one.
        let cap = highest(room, |cap| total(least(narrowest, cap)));
        let least = least(narrowest, cap);
        wants.iter_mut().zip(least).for_each(|(want, least)| want.least = least);
        Ok(Some(Self { edges: edges(page, &divide(room, &wants), padding), padding }))
    }

    /// Where the lines of a cell are set.
    pub(super) fn cell(&self, n: usize) -> Column {
        match self.edges.get(n..n + 2) {
            Some(&[left, right]) => Column { left: left + self.padding, width: right - left - self.padding * 2 },
            _ => Column { left: Length::ZERO, width: Length::ZERO },
        }
    }

    /// From the left edge of the type area to each rule.
    #[cfg(feature = "docx")]
    pub(crate) fn rules(&self) -> impl Iterator<Item = Length> {
        self.edges.iter().map(|edge| *edge - self.edges[0])
    }

    /// From a rule to the text beside it.
    #[cfg(feature = "docx")]
    pub(crate) fn padding(&self) -> Length {
        self.padding
    }
}

fn edges(page: &Page, widths: &[Length], padding: Length) -> Vec<Length> {
    let mut edge = page.left;
    let mut edges = vec![edge];
    for width in widths {
        edge += *width + padding * 2;
        edges.push(edge);
    }
    if let Some(last) = edges.last_mut() {
        // What is left by rounding.
        *last = page.left + page.measure();
    }
    edges
}

/// How wide the text of a column is.
#[derive(Debug, Clone, Copy)]
struct Want {
    /// Where nothing is parted that belongs together.
    least: Length,
    /// Where no cell needs a second line.
    most: Length,
}

/// The highest level, up to the room itself, at which what the columns take is no more than the room.
fn highest(room: Length, taken: impl Fn(Length) -> Length) -> Length {
    let (mut fits, mut too_high) = (Length::ZERO, room + Length(1));
    while too_high - fits > Length(1) {
        let middle = fits + (too_high - fits) / 2;
        if taken(middle) <= room { fits = middle } else { too_high = middle }
    }
    fits
}

/// Divides a width that is enough for the least of each: what is left goes to those that want more, the more they
/// want the more; what none wants goes to all.
fn divide(room: Length, wants: &[Want]) -> Vec<Length> {
    let left = room - wants.iter().map(|want| want.least).sum();
    let wanted: Length = wants.iter().map(|want| want.most - want.least).sum();
    let given = left.min(wanted);
    let each = (left - given) / i32::try_from(wants.len()).unwrap_or(i32::MAX);
    wants.iter().map(|want| want.least + (want.most - want.least).fraction(given.0, wanted.0.max(1)) + each).collect()
}

/// The columns of the table to which each block belongs; none for what is no row, or whose table has no columns.
///
/// # Errors
/// [`FontError::Missing`] for a character that no face has.
pub(super) fn columns(context: &Context<'_>, flow: &[FlowBlock<'_>]) -> Result<Vec<Option<Arc<Columns>>>, FontError> {
    let is_row = |block: &FlowBlock<'_>| block.kind == BlockKind::TableRow;
    let mut out = Vec::with_capacity(flow.len());
    for run in flow.chunk_by(|a, b| is_row(a) == is_row(b)) {
        let table = if is_row(&run[0]) { Columns::of(context, run)?.map(Arc::new) } else { None };
        out.extend(run.iter().map(|_| table.clone()));
    }
    Ok(out)
}

/// How the lines of a row stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowGrid {
    /// Grid slots that it takes.
    pub(crate) slots: u16,
    /// From its upper edge to the upper edge of the em boxes of its first lines.
    pub(crate) above: Length,
    /// From one line of a cell to the next.
    pub(crate) leading: Length,
}

impl RowGrid {
    /// Of a row whose fullest cell has so many lines.
    pub(crate) fn of(profile: &Profile, lines: usize) -> Self {
        let size = profile.style(BlockKind::TableRow).size;
        let line_height = line_height(profile, size);
        let pitch = profile.grid.line_pitch;
        let leading = size.fraction(LEADING.0, LEADING.1);
        let between = leading * i32::try_from(lines.saturating_sub(1)).unwrap_or(i32::MAX);
        let needed = (between + size.fraction(ROW_LEADING.0, ROW_LEADING.1)).0;
        let slots = match lines {
            0 | 1 => line_height,
            _ => u16::try_from((needed + pitch.0 - 1) / pitch.0.max(1)).unwrap_or(u16::MAX).max(line_height),
        };
        Self { slots, above: (pitch * i32::from(slots) - between - size) / 2, leading }
    }
}

/// How many lines the fullest cell of a row has.
pub(super) fn fullest_cell(cells: &[Line]) -> usize {
    cells.chunk_by(|a, b| a.source_line == b.source_line).map(<[Line]>::len).max().unwrap_or(0)
}

/// Gives every cell without text two blanks: it has a place on the page all the same, for readers that go by place.
///
/// # Errors
/// [`FontError::Missing`] for a face without a blank.
pub(super) fn fill_empty_cells(
    context: &Context<'_>,
    index: usize,
    columns: &Columns,
    cells: &mut Vec<Line>,
) -> Result<(), FontError> {
    let style = context.profile.style(BlockKind::TableRow);
    let blanks = MarginStyle { face: style.face, size: style.size };
    for n in 0..columns.edges.len() - 1 {
        let at = cells.partition_point(|line| line.source_line < n);
        let here = cells.get(at).filter(|line| line.source_line == n);
        if here.is_some_and(|line| !line.runs.is_empty()) {
            continue;
        }
        let place = Place { anchor: Anchor::Left, x: columns.cell(n).left, baseline: Length::ZERO };
        let line = margin::line(context, "\u{3000}\u{3000}", blanks, place)?;
        // In the place of the cell's line, if it has one.
        let replaced = at..at + usize::from(here.is_some());
        cells.splice(replaced, [Line { block: index, source_line: n, ..line }]);
    }
    Ok(())
}

/// The rules of the rows of one table that stand below one another on a page: each from its upper to its lower edge.
pub(super) fn rules(columns: &Columns, rows: &[(Length, Length)]) -> Vec<Rule> {
    let (Some((top, _)), Some((_, bottom))) = (rows.first(), rows.last()) else { return Vec::new() };
    let (Some(left), Some(right)) = (columns.edges.first(), columns.edges.last()) else { return Vec::new() };
    let width = Length(RULE * (1 << 16) / 10);
    let half = width / 2;
    let rule = |left: Length, right: Length, top: Length, thickness: Length| Rule {
        left: left - half,
        right: right + half,
        top: top - half,
        thickness,
        colour: Colour::BLACK,
    };
    let across = rows.iter().map(|(top, _)| *top).chain([*bottom]).map(|top| rule(*left, *right, top, width));
    let down = columns.edges.iter().map(|edge| rule(*edge, *edge, *top, *bottom - *top + width));
    across.chain(down).collect()
}
