//! The lines of the PDF in a reader that breaks lines anew.
//!
//! Word and LibreOffice fill one line after the other. The layout looks at the whole paragraph: it
//! keeps its last line from being a single character (孤字), and takes a line's last character in by
//! shrinking the blanks of its marks. One such line, and all lines after it differ. So a line that the
//! reader would end elsewhere is set a little tighter or wider, as one would do by hand with 字符间距
//! 紧缩 or 加宽: by a character style that says so by its name, [`Spacing`], never by formatting of the
//! run. The lines before and after it, which are full anyhow, need nothing.
//!
//! What a reader would do is computed from the widths of the file (the tracking of
//! [`super::styles::tracking`], the advances of the faces, pairs of marks in a cell and a half), with room
//! for what readers do differently: how wide the space between Chinese and Latin is, whether a mark at
//! the line end hangs, is trimmed, or neither.

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

use super::document::portions;
use super::measure_twips;
use super::page_turns::PageTurns;
use super::styles::tracking;
use crate::Error;
use crate::converter::Context;
use crate::layout::{Break, Cell, CellLine, Class, Piece, cell_line};
use crate::model::{BlockKind, FlowBlock, FlowLine, RunRole};
use crate::style::{Align, DocxLineBreaks, Length};

/// Character spacing in twips beyond that of the paragraph: below 0 tighter, above 0 wider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spacing(i32);

impl Spacing {
    /// The styles' steps: a tenth of a point.
    const STEP: i32 = 2;
    /// No tighter than −1.6 pt, a tenth of an em of the text: what marks in a line give up, spread over all of it.
    const TIGHTEST: i32 = -32;
    /// No wider than justification would make it.
    const WIDEST: i32 = 32;

    #[cfg(test)]
    pub(super) fn of_twips(twips: i32) -> Self {
        Self(twips)
    }

    /// `w:styleId` of its character style.
    pub(super) fn style_id(self) -> String {
        format!("Spacing{}{}", if self.0 < 0 { "Minus" } else { "Plus" }, self.0.abs())
    }

    /// The name that Word shows: “紧缩0.4磅”.
    pub(super) fn style_name(self) -> String {
        let tenths = self.0.abs() / Self::STEP;
        format!("{}{}.{}磅", if self.0 < 0 { "紧缩" } else { "加宽" }, tenths / 10, tenths % 10)
    }

    /// In twips, on top of what the paragraph has.
    pub(super) fn twips(self) -> i32 {
        self.0
    }
}

/// A stretch of a logical line, in bytes of its text, that is spaced otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spaced {
    pub(super) range: Range<usize>,
    pub(super) spacing: Spacing,
}

impl Spaced {
    /// The same in a piece of the line; none where it lies outside.
    pub(super) fn within(&self, piece: &Range<usize>) -> Option<Self> {
        let inside = |at: usize| at.clamp(piece.start, piece.end) - piece.start;
        let range = inside(self.range.start)..inside(self.range.end);
        (!range.is_empty()).then_some(Self { range, spacing: self.spacing })
    }
}

/// What every logical line of the flow needs.
pub(super) struct LineBreaks {
    blocks: Vec<Vec<Vec<Spaced>>>,
}

impl LineBreaks {
    /// Compares the lines of the layout with those of a reader, where these page turns part them.
    pub(super) fn of(context: &Context<'_>, flow: &[FlowBlock<'_>], turns: &PageTurns) -> Result<Self, Error> {
        if context.profile.docx.line_breaks == DocxLineBreaks::Reader {
            return Ok(Self { blocks: Vec::new() });
        }
        let blocks = flow.par_iter().enumerate().with_min_len(16).map(|(index, block)| {
            let lines = block.lines.iter().enumerate();
            lines.map(|(n, line)| in_pieces(context, block.kind, (index, n), line, turns.line(index, n))).collect()
        });
        Ok(Self { blocks: blocks.collect::<Result<_, Error>>()? })
    }

    /// The stretches of a logical line of a block, in the order of the text.
    pub(super) fn line(&self, block: usize, line: usize) -> &[Spaced] {
        self.blocks.get(block).and_then(|lines| lines.get(line)).map_or(&[], Vec::as_slice)
    }

    /// The spacings that occur.
    pub(super) fn spacings(&self) -> BTreeSet<Spacing> {
        self.blocks.iter().flatten().flatten().map(|s| s.spacing).collect()
    }
}

/// The stretches of a logical line that is parted at these bytes.
fn in_pieces(
    context: &Context<'_>,
    kind: BlockKind,
    place: (usize, usize),
    line: &FlowLine<'_>,
    turns: &[usize],
) -> Result<Vec<Spaced>, Error> {
    if turns.iter().all(|&at| at == 0) {
        return spaced(context, kind, line, Piece::Whole(place));
    }
    let ends = [turns, &[line.text().len()]].concat();
    let mut out = Vec::new();
    let mut from = 0;
    for to in ends {
        let piece = if from == 0 { Piece::First } else { Piece::Later };
        let spaced = spaced(context, kind, &line.slice(&(from..to)), piece)?;
        out.extend(spaced.into_iter().map(|s| Spaced { range: s.range.start + from..s.range.end + from, ..s }));
        from = to;
    }
    Ok(out)
}

fn spaced(context: &Context<'_>, kind: BlockKind, line: &FlowLine<'_>, piece: Piece) -> Result<Vec<Spaced>, Error> {
    let profile = context.profile;
    let style = profile.style(kind);
    let running = matches!(style.align, Align::Justify | Align::Left)
        && style.size == profile.style(BlockKind::Paragraph).size
        && kind != BlockKind::TableRow;
    // A line that is surely short needs no look.
    if !running || line.runs.iter().map(|run| run.text.len()).sum::<usize>() < usize::from(profile.grid.characters) {
        return Ok(Vec::new());
    }
    let broken = cell_line(context, kind, line, piece)?;
    let reader = Reader::new(context, kind, line, &broken, style.size)?;
    let indent = if piece == Piece::Later { 0 } else { style.indent.of(style.size).twips() };
    let room = measure_twips(profile) - style.inset.of(style.size).twips();
    let mut out = Vec::new();
    let mut start = 0;
    for (n, &(end, kind)) in broken.ends.iter().enumerate() {
        let room = if n == 0 { room - indent } else { room };
        let needed = if end == broken.cells.len() {
            reader.spacing_to_fit(start, end, room)
        } else if may_end(kind) {
            reader.spacing_to_end(start, end, room)
        } else {
            // No reader hyphenates Chinese text, or parts what must stay together.
            None
        };
        if let Some(spacing) = needed {
            out.extend(reader.stretches(start..end).map(|range| Spaced { range, spacing }));
        }
        start = end;
    }
    Ok(out)
}

/// Twentieths of a point by which a line must fit or not fit, so that rounding decides nothing.
const MARGIN: i32 = 12;

/// A program that fills lines one after the other, as far as it can be known.
struct Reader<'a> {
    cells: &'a [Cell],
    /// Whether the style of a cell's run may be exchanged for one with other spacing.
    free: Vec<bool>,
    /// Whether every reader spaces what is behind a cell.
    felt: Vec<bool>,
    /// Advances with tracking and trimmed pairs, in twips, summed up to each cell, if the last cell
    /// of a portion has its tracking (Word) and if it has none (LibreOffice).
    tracked: Vec<i32>,
    untracked: Vec<i32>,
    /// What the pair with the cell before takes off each cell.
    trims: Vec<i32>,
    /// Changes between Chinese and Latin up to each cell.
    changes: Vec<i32>,
    em: i32,
}

impl<'a> Reader<'a> {
    fn new(
        context: &Context<'_>,
        kind: BlockKind,
        line: &FlowLine<'_>,
        broken: &'a CellLine,
        size: Length,
    ) -> Result<Self, Error> {
        let cells = broken.cells.as_slice();
        let tracking = tracking(context.profile, size);
        let em = size.twips();
        let (mut text, mut portion_ends) = (String::new(), Vec::new());
        for run in &line.runs {
            for portion in portions(context, kind, run)? {
                text.push_str(portion.text);
                portion_ends.push(text.len());
            }
        }
        let is_last = |cell: &Cell| portion_ends.binary_search(&cell.text.end).is_ok();
        let (mut tracked, mut untracked, mut trims, mut changes) = (vec![0], vec![0], Vec::new(), vec![0]);
        let (mut width, mut ends, mut change) = (0, 0, 0);
        for (i, cell) in cells.iter().enumerate() {
            let previous = i.checked_sub(1).map(|before| cells[before].class);
            let pair = previous.is_some_and(|before| is_trimmed_pair(before, cell.class));
            trims.push(if pair { em / 2 } else { 0 });
            if previous.is_some_and(|before| is_change(before, cell.class)) {
                change += 1;
            }
            width += natural(context, cell, &text[cell.text.clone()], size).twips() + tracking - trims[i];
            ends += i32::from(is_last(cell));
            tracked.push(width);
            untracked.push(width - ends * tracking);
            changes.push(change);
        }
        let free = cells.iter().map(|cell| line.runs[cell.run].role == RunRole::Text).collect();
        let felt = cells.iter().map(|cell| !is_last(cell)).collect();
        Ok(Self { cells, free, felt, tracked, untracked, trims, changes, em })
    }

    /// Least and greatest width of cells, all readers considered; blanks at the end take no room.
    fn widths(&self, start: usize, end: usize) -> (i32, i32) {
        let is_blank = |cell: &Cell| matches!(cell.class, Class::Space | Class::IdeographicSpace);
        let shown = end - self.cells[start..end].iter().rev().take_while(|cell| is_blank(cell)).count();
        if shown <= start {
            return (0, 0);
        }
        // A line begins with no pair.
        let width = |sums: &[i32]| sums[shown] - sums[start] + self.trims[start];
        let (tracked, untracked) = (width(&self.tracked), width(&self.untracked));
        let changes = self.changes[shown] - self.changes[start + 1];
        let (hangs, trims) = match self.cells[shown - 1].class {
            Class::Comma | Class::Stop => (self.em, self.em / 2),
            Class::Exclamation => (self.em, 0),
            Class::Closing => (self.em / 2, 0),
            _ => (0, 0),
        };
        // LibreOffice sets a fifth of an em between Chinese and Latin, Word a quarter.
        let (least, most) = (tracked.min(untracked), tracked.max(untracked));
        (least + changes * self.em / 5 - hangs, most + changes * self.em / 4 - trims)
    }

    /// How a last line must be spaced to be one line; none if it is.
    fn spacing_to_fit(&self, start: usize, end: usize, room: i32) -> Option<Spacing> {
        let (_, width) = self.widths(start, end);
        self.within(start..end, i32::MIN, room - MARGIN - width)
    }

    /// How a line must be spaced to end where it does; none if it does so by itself.
    fn spacing_to_end(&self, start: usize, end: usize, room: i32) -> Option<Spacing> {
        let (_, width) = self.widths(start, end);
        let next = (end + 1..=self.cells.len())
            .find(|&to| to == self.cells.len() || may_end(self.cells[to - 1].breaking))
            .unwrap_or(self.cells.len());
        let (wider, _) = self.widths(start, next);
        self.within(start..end, room + MARGIN - wider, room - MARGIN - width)
    }

    /// The least change of spacing by which cells grow by no less and no more, in twips altogether.
    fn within(&self, cells: Range<usize>, least: i32, most: i32) -> Option<Spacing> {
        if least <= 0 && most >= 0 {
            return None;
        }
        let spaced = self.free[cells.clone()].iter().zip(&self.felt[cells]).filter(|(free, felt)| **free && **felt);
        let n = i32::try_from(spaced.count()).unwrap_or(i32::MAX);
        if n == 0 {
            return None;
        }
        let steps = |growth: i32| growth.div_euclid(n.saturating_mul(Spacing::STEP));
        // To fit comes first: what does not, ends a line too early, and the next one shows it.
        let per_cell = Spacing::STEP * if most < 0 { steps(most) } else { -steps(-least) };
        (Spacing::TIGHTEST..=Spacing::WIDEST).contains(&per_cell).then_some(Spacing(per_cell))
    }

    /// The stretches of these cells that may be spaced, in bytes.
    fn stretches(&self, cells: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        self.cells[cells.clone()]
            .iter()
            .zip(&self.free[cells])
            .filter(|(_, free)| **free)
            .map(|(cell, _)| cell.text.clone())
            .fold(Vec::<Range<usize>>::new(), |mut out, text| {
                match out.last_mut() {
                    Some(last) if last.end == text.start => last.end = text.end,
                    _ => out.push(text),
                }
                out
            })
            .into_iter()
    }
}

/// Where a reader may end a line; — and … are always among the characters that begin none.
fn may_end(breaking: Break) -> bool {
    matches!(breaking, Break::Token | Break::Label | Break::Allowed)
}

/// Marks of which the first gives up half a cell beside the second ([`super::mark_pairs`]).
fn is_trimmed_pair(first: Class, second: Class) -> bool {
    first.blank_right() && (second.blank_right() || second.blank_left()) || first.blank_left() && second.blank_left()
}

/// Between Chinese and Latin readers set a space (`w:autoSpaceDE`, `w:autoSpaceDN`).
fn is_change(first: Class, second: Class) -> bool {
    first == Class::Ideograph && second.is_alphanumeric() || first.is_alphanumeric() && second == Class::Ideograph
}

/// The advance in the file: a reader knows no cells, only glyphs.
fn natural(context: &Context<'_>, cell: &Cell, text: &str, size: Length) -> Length {
    if !matches!(cell.class, Class::Interpunct | Class::Connector | Class::Dash) {
        return cell.advance;
    }
    let face = context.fonts.face(cell.face);
    let glyph = text.chars().next().and_then(|c| face.glyph(c));
    glyph.map_or(cell.advance, |g| size.fraction(face.advance(g).0, i32::from(face.units_per_em())))
}
