//! The lines of a block: style, indent, alignment.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

#[cfg(feature = "docx")]
use super::classes::Class;
use super::clusters::{Cluster, Clusters, StyledRun, clusters};
use super::contents::NUMBER_COLUMN;
use super::gaps::{Break, Gap, GapRules, gaps};
use super::justify::{Fill, LineMeasure, place};
use super::linebreak::{LineRange, Measure, break_lines};
use super::tables::{self, Columns, RowGrid};
use super::turn::turn;
use super::{Glyph, GlyphRun, Line, official};
use crate::converter::Context;
use crate::font::{FaceId, FontError, FontSet, GlyphId};
use crate::model::{BlockKind, FlowBlock, FlowLine, RunRole};
use crate::style::{Align, BlockStyle, Colour, Length, MarkWidth, Page, Profile, Weight};

/// The lines of a block, their baselines still to be given.
pub(crate) struct BlockLines {
    pub(crate) kind: BlockKind,
    pub(crate) lines: Vec<Line>,
    /// Which of its lines stand beside one another.
    pub(crate) beside: Beside,
    /// Index of the block in the flow.
    pub(crate) index: usize,
}

/// Which lines of a block stand beside one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Beside {
    /// None: each stands below the one before.
    No,
    /// Its source lines, as the cells of a row do, in these columns.
    Cells(Arc<Columns>),
    /// Those on the same line of the block: of each line on which it stands.
    Rows(Vec<u16>),
}

/// The stretch of the page's width in which lines are set.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// From the left edge of the page.
    pub(super) left: Length,
    pub(super) width: Length,
}

impl Column {
    fn measure(page: &Page) -> Self {
        Self { left: page.left, width: page.measure() }
    }

    /// The measure without the column of page numbers.
    fn entry(page: &Page, size: Length) -> Self {
        Self { left: page.left, width: page.measure() - size * NUMBER_COLUMN }
    }
}

/// Sets the lines of a block to the measure, the cells of a row to the columns of its table.
///
/// Where columns would be too narrow, or a row taller than half a page, its cells stand one
/// below the other.
pub(crate) fn lines(
    context: &Context<'_>,
    index: usize,
    block: &FlowBlock<'_>,
    columns: Option<Arc<Columns>>,
) -> Result<BlockLines, FontError> {
    let page = &context.profile.page;
    let size = context.profile.style(block.kind).size;
    if let Some(columns) = columns {
        let mut cells = set_lines(context, index, block, |n| columns.cell(n))?;
        let height = RowGrid::of(context.profile, tables::fullest_cell(&cells)).slots;
        if height <= context.profile.grid.lines / 2 {
            tables::fill_empty_cells(context, index, &columns, &mut cells)?;
            return Ok(BlockLines { kind: block.kind, lines: cells, beside: Beside::Cells(columns), index });
        }
    }
    let column = match block.kind {
        BlockKind::ContentsEntry => Column::entry(page, size),
        _ => Column::measure(page),
    };
    let lines = set_lines(context, index, block, |_| column)?;
    Ok(BlockLines { kind: block.kind, lines, beside: Beside::No, index })
}

/// How many lines the fullest cell of a row has in its columns.
///
/// # Errors
/// [`FontError::Missing`] for a character that no face has.
#[cfg(feature = "docx")]
pub(crate) fn row_lines(
    context: &Context<'_>,
    index: usize,
    row: &FlowBlock<'_>,
    columns: &Columns,
) -> Result<usize, FontError> {
    let mut fullest = 0;
    for (n, cell) in row.lines.iter().enumerate() {
        let mut column = columns.cell(n);
        let indent = hang(context, row.kind, cell, &mut column)?;
        let broken = break_shared(context, (index, n), row.kind, cell, column.width, indent)?;
        fullest = fullest.max(broken.ranges.len());
    }
    Ok(fullest)
}

/// How marks at the edges of lines are set. In a cell they keep their blanks: its lines are not justified, and
/// what overhangs the column would come too near the next one for readers that go by place.
fn edge_marks(profile: &Profile, kind: BlockKind) -> MarkWidth {
    if kind == BlockKind::TableRow { MarkWidth::Full } else { profile.text.mark_width }
}

/// How long a logical line is if it is not broken, and its longest stretch in which no break is free: so much at most.
///
/// # Errors
/// [`FontError::Missing`] for a character that no face has.
pub(super) fn extent(
    context: &Context<'_>,
    kind: BlockKind,
    line: &FlowLine<'_>,
    limit: Length,
) -> Result<(Length, Length), FontError> {
    let (paragraph, gaps) = measured(context, kind, line)?;
    let (mut whole, mut stretch, mut longest) = (Length::ZERO, Length::ZERO, Length::ZERO);
    for (cluster, gap) in paragraph.list.iter().zip(&gaps) {
        whole = (whole + cluster.advance).min(limit);
        stretch = (stretch + cluster.advance).min(limit);
        longest = longest.max(stretch);
        whole += gap.natural;
        stretch = if gap.breaking >= Break::Discouraged { Length::ZERO } else { stretch + gap.natural };
    }
    Ok((whole, longest))
}

/// A logical line as clusters, with the gaps behind them.
fn measured(context: &Context<'_>, kind: BlockKind, line: &FlowLine<'_>) -> Result<(Clusters, Vec<Gap>), FontError> {
    let profile = context.profile;
    let runs: Vec<StyledRun<'_>> = line
        .runs
        .iter()
        .map(|run| StyledRun { text: run.text, role: run.role, style: profile.run_style(kind, run.role) })
        .collect();
    let mut paragraph = clusters(&runs, context.fonts, profile.region())?;
    let gaps = gaps(&mut paragraph, &GapRules::of(profile, profile.style(kind).size));
    Ok((paragraph, gaps))
}

fn set_lines(
    context: &Context<'_>,
    index: usize,
    block: &FlowBlock<'_>,
    column: impl Fn(usize) -> Column,
) -> Result<Vec<Line>, FontError> {
    let mut out = Vec::new();
    for (source_line, line) in block.lines.iter().enumerate() {
        let mut column = column(source_line);
        let indent = hang(context, block.kind, line, &mut column)?;
        let broken = break_shared(context, (index, source_line), block.kind, line, column.width, indent)?;
        place_lines(context, block.kind, column, &broken, &mut |mut line| {
            line.block = index;
            line.source_line = source_line;
            out.push(line);
        });
    }
    Ok(out)
}

/// Sets these bytes of a block's only logical line as a paragraph of their own; also tells where each printed line ends.
///
/// What does not begin the paragraph has no indent.
pub(crate) fn part(
    context: &Context<'_>,
    index: usize,
    block: &FlowBlock<'_>,
    bytes: &Range<usize>,
) -> Result<(Vec<Line>, Vec<usize>), FontError> {
    let Some(line) = block.lines.first() else { return Ok((Vec::new(), Vec::new())) };
    let line = line.slice(bytes);
    let style = context.profile.style(block.kind);
    let indent = if bytes.start == 0 { style.indent.of(style.size) } else { Length::ZERO };
    let column = Column::measure(&context.profile.page);
    let broken = break_line(context, block.kind, &line, column.width, indent)?;
    let ends = broken.ends().into_iter().map(|end| bytes.start + end).collect();
    let mut lines = Vec::new();
    place_lines(context, block.kind, column, &broken, &mut |line| lines.push(Line { block: index, ..line }));
    Ok((lines, ends))
}

/// Where a logical line of a block of this kind ends its printed lines, in bytes of its text: the last is the text's end.
///
/// # Errors
/// [`FontError::Missing`] for a character that no face has.
#[cfg(any(feature = "docx", feature = "epub"))]
pub(crate) fn line_ends(context: &Context<'_>, kind: BlockKind, line: &FlowLine<'_>) -> Result<Vec<usize>, FontError> {
    let mut column = Column::measure(&context.profile.page);
    let indent = hang(context, kind, line, &mut column)?;
    Ok(break_line(context, kind, line, column.width, indent)?.ends())
}

/// From the left edge of the type area to where a line of a kind of block that hangs begins, and to where
/// those that it is turned into begin.
///
/// # Errors
/// [`FontError::Missing`] for a character that no face has.
#[cfg(feature = "docx")]
pub(crate) fn hanging(
    context: &Context<'_>,
    kind: BlockKind,
    line: &FlowLine<'_>,
) -> Result<Option<(Length, Length)>, FontError> {
    if official::hang(context, kind, &line.text()).is_none() {
        return Ok(None);
    }
    let mut column = Column::measure(&context.profile.page);
    let indent = hang(context, kind, line, &mut column)?;
    let turned = column.left - context.profile.page.left;
    Ok(Some((turned + indent, turned)))
}

/// A logical line of text in cells, and the cell before which each of its printed lines ends.
#[cfg(feature = "docx")]
pub(crate) struct CellLine {
    pub(crate) cells: Vec<Cell>,
    /// Of each printed line the cell behind its last, and what kind of place that is.
    pub(crate) ends: Vec<(usize, Break)>,
}

/// What one cluster is to somebody who breaks the line anew.
#[cfg(feature = "docx")]
pub(crate) struct Cell {
    pub(crate) class: Class,
    /// Bytes in the text of the line.
    pub(crate) text: std::ops::Range<usize>,
    /// Index of its run in the line.
    pub(crate) run: usize,
    pub(crate) face: FaceId,
    /// As the layout sets it, no blank trimmed.
    pub(crate) advance: Length,
    /// What kind of place is behind it.
    pub(crate) breaking: Break,
}

/// Which piece of a logical line that a page turn parts.
#[cfg(feature = "docx")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    /// All of it: the index of its block, and of the line in the block.
    Whole((usize, usize)),
    /// The first.
    First,
    /// A later one, which is set flush.
    Later,
}

/// A logical line of a block of this kind, or a piece of it, as cells, broken to the measure.
///
/// # Errors
/// [`FontError::Missing`] for a character that no face has.
#[cfg(feature = "docx")]
pub(crate) fn cell_line(
    context: &Context<'_>,
    kind: BlockKind,
    line: &FlowLine<'_>,
    piece: Piece,
) -> Result<CellLine, FontError> {
    let mut column = Column::measure(&context.profile.page);
    let indent = match piece {
        Piece::Whole(_) | Piece::First => hang(context, kind, line, &mut column)?,
        Piece::Later => Length::ZERO,
    };
    let broken = match piece {
        Piece::Whole(place) => break_shared(context, place, kind, line, column.width, indent)?,
        Piece::First | Piece::Later => Arc::new(break_line(context, kind, line, column.width, indent)?),
    };
    let cells = broken.paragraph.list.iter().zip(&broken.gaps).map(|(cluster, gap)| Cell {
        class: cluster.class,
        text: cluster.text.clone(),
        run: cluster.run,
        face: cluster.face,
        advance: cluster.advance,
        breaking: gap.breaking,
    });
    Ok(CellLine { cells: cells.collect(), ends: broken.ranges.iter().map(|range| (range.end, range.broken)).collect() })
}

/// Broken lines of a document, for writers that ask for the same ones: of each block, and of each of its logical lines.
pub(crate) struct BrokenLines(Vec<Box<[BrokenOnce]>>);

type BrokenOnce = OnceLock<Result<Arc<Broken>, FontError>>;

impl BrokenLines {
    /// None broken yet.
    #[cfg(all(feature = "pdf", feature = "docx"))]
    pub(crate) fn of(flow: &[FlowBlock<'_>]) -> Self {
        Self(flow.iter().map(|block| block.lines.iter().map(|_| OnceLock::new()).collect()).collect())
    }
}

/// As [`break_line`], once for all who ask for the same measure.
fn break_shared(
    context: &Context<'_>,
    (block, source_line): (usize, usize),
    kind: BlockKind,
    line: &FlowLine<'_>,
    width: Length,
    indent: Length,
) -> Result<Arc<Broken>, FontError> {
    let fresh = || break_line(context, kind, line, width, indent).map(Arc::new);
    let shared = context.broken.and_then(|broken| broken.0.get(block)?.get(source_line));
    let Some(shared) = shared else { return fresh() };
    let broken = shared.get_or_init(fresh).clone()?;
    if (broken.column, broken.measure.indent) == (width, indent) { Ok(broken) } else { fresh() }
}

/// A logical line with the places at which it breaks.
struct Broken {
    /// Width of the column it was broken for.
    column: Length,
    paragraph: Clusters,
    gaps: Vec<Gap>,
    measure: Measure,
    hyphen: Hyphen,
    ranges: Vec<LineRange>,
}

impl Broken {
    /// Where its lines end, in bytes of its text.
    fn ends(&self) -> Vec<usize> {
        let text = &self.paragraph;
        let start_of = |cluster: usize| text.list.get(cluster).map_or(text.text.len(), |c| c.text.start);
        self.ranges.iter().map(|range| start_of(range.end)).collect()
    }
}

fn break_line(
    context: &Context<'_>,
    kind: BlockKind,
    line: &FlowLine<'_>,
    width: Length,
    indent: Length,
) -> Result<Broken, FontError> {
    let profile = context.profile;
    let style = profile.style(kind);
    let (paragraph, gaps) = measured(context, kind, line)?;
    let hyphen = Hyphen::of(context.fonts, style);
    let measure = Measure {
        width: width - style.inset.of(style.size),
        indent,
        hyphen: hyphen.advance,
        edge_marks: edge_marks(profile, kind),
        lone_character: profile.text.lone_character,
    };
    let ranges = match style.align {
        Align::Centre => turn(&paragraph, &gaps, &measure),
        Align::Justify | Align::Left | Align::Right => break_lines(&paragraph, &gaps, &measure),
    };
    Ok(Broken { column: width, paragraph, gaps, measure, hyphen, ranges })
}

/// Narrows the column to where turned lines begin, for the kinds of blocks that hang; returns the first
/// line's indent from there, which lies to the left.
fn hang(context: &Context<'_>, kind: BlockKind, line: &FlowLine<'_>, column: &mut Column) -> Result<Length, FontError> {
    let style = context.profile.style(kind);
    let text = line.text();
    let Some(hang) = official::hang(context, kind, &text) else { return Ok(style.indent.of(style.size)) };
    column.width -= hang.inset;
    let mut label = None;
    if hang.label > 0 {
        // Set once without the hang, to see where the label ends.
        set_line(context, kind, line, *column, hang.first, &mut |first| {
            label = label.or_else(|| glyph_at(&first, hang.label));
        })?;
    }
    let turned = label.map_or(hang.first, |x| x - column.left);
    // A label that leaves less than half the measure hangs nothing.
    if turned * 2 > column.width {
        return Ok(hang.first);
    }
    column.left += turned;
    column.width -= turned;
    Ok(hang.first - turned)
}

/// Where the glyph of a byte of the line's text stands.
fn glyph_at(line: &Line, byte: usize) -> Option<Length> {
    let mut at = 0;
    for glyph in line.runs.iter().flat_map(|r| &r.glyphs) {
        if at >= byte {
            return Some(glyph.x);
        }
        at += usize::from(glyph.text_len);
    }
    None
}

/// Sets one logical line, which may become several.
fn set_line(
    context: &Context<'_>,
    kind: BlockKind,
    line: &FlowLine<'_>,
    column: Column,
    indent: Length,
    push: &mut dyn FnMut(Line),
) -> Result<(), FontError> {
    let broken = break_line(context, kind, line, column.width, indent)?;
    place_lines(context, kind, column, &broken, push);
    Ok(())
}

/// Places the printed lines of a logical one.
fn place_lines(context: &Context<'_>, kind: BlockKind, column: Column, broken: &Broken, push: &mut dyn FnMut(Line)) {
    let profile = context.profile;
    let style = profile.style(kind);
    let Broken { paragraph, gaps, measure, hyphen, ranges, .. } = broken;
    let &Measure { width, indent, .. } = measure;
    let inset = style.inset.of(style.size);
    let last = ranges.len().saturating_sub(1);
    for (i, range) in ranges.iter().enumerate() {
        let indent = if i == 0 { indent } else { Length::ZERO };
        let hyphenated = i < last && range.broken == Break::Hyphen;
        let extra = if hyphenated { hyphen.advance } else { Length::ZERO };
        let fill = match style.align {
            // In a narrow column a justified line would be torn.
            _ if matches!(kind, BlockKind::TableRow | BlockKind::ContentsEntry) => Fill::Natural,
            Align::Justify | Align::Left if i < last => Fill::Justified,
            _ => Fill::Natural,
        };
        let placed = place(
            paragraph,
            gaps,
            range,
            &LineMeasure { indent, room: width, extra, fill, edge_marks: edge_marks(profile, kind) },
        );
        let left = column.left
            + match style.align {
                Align::Justify => Length::ZERO,
                Align::Left => inset,
                Align::Centre => (column.width - placed.width) / 2,
                Align::Right => width - placed.width,
            };
        let paint = |role| (profile.run_style(kind, role).weight, profile.colour(kind));
        let mut runs = glyph_runs(paragraph, range, &placed.origins, left, &paint);
        if hyphenated {
            hyphen.append(&mut runs, left + placed.width - extra);
        }
        push(Line {
            block: 0,
            source_line: 0,
            baseline: Length::ZERO,
            left: left + indent,
            right: left + placed.width,
            adjustment: placed.adjustment,
            broken: range.broken,
            cost: range.cost,
            runs,
        });
    }
}

/// The hyphen printed at a hyphenation point.
struct Hyphen {
    face: FaceId,
    glyph: Option<GlyphId>,
    advance: Length,
}

impl Hyphen {
    fn of(fonts: &FontSet, style: &BlockStyle) -> Self {
        let id = fonts.latin(style.latin_face);
        let face = fonts.face(id);
        // Faces have a glyph of its own for U+00AD: what is copied is then no hyphen even where
        // a reader passes over ActualText.
        let glyph = face.glyph('\u{AD}').or_else(|| face.glyph('-'));
        let advance =
            glyph.map_or(Length::ZERO, |g| style.size.fraction(face.advance(g).0, i32::from(face.units_per_em())));
        Self { face: id, glyph, advance }
    }

    /// Stands for U+00AD, so that the word is whole when the text is copied or searched.
    fn append(&self, runs: &mut Vec<GlyphRun>, x: Length) {
        let (Some(id), Some(last)) = (self.glyph, runs.last()) else { return };
        let text = '\u{AD}'.to_string();
        let glyph = Glyph { id, x, rise: Length::ZERO, text_len: text.len() as u16 };
        let (size, weight, colour, role) = (last.size, last.weight, last.colour, last.role);
        runs.push(GlyphRun { face: self.face, size, weight, colour, role, text, glyphs: vec![glyph] });
    }
}

/// The glyphs of a line in their places, in stretches of one face, size and role.
fn glyph_runs(
    paragraph: &Clusters,
    line: &LineRange,
    origins: &[Length],
    left: Length,
    paint: &dyn Fn(RunRole) -> (Weight, Colour),
) -> Vec<GlyphRun> {
    let mut runs: Vec<GlyphRun> = Vec::new();
    // Text without a glyph waits for one to stand with.
    let mut waiting = String::new();
    for (cluster, origin) in paragraph.list[line.start..line.shown].iter().zip(origins) {
        let text = &paragraph.text[cluster.text.clone()];
        if cluster.glyphs.is_empty() {
            attach(&mut runs, &mut waiting, text);
            continue;
        }
        let role = paragraph.roles[cluster.run];
        let fits = |r: &GlyphRun| r.face == cluster.face && r.size == cluster.size && r.role == role;
        if !runs.last().is_some_and(fits) {
            let (weight, colour) = paint(role);
            runs.push(GlyphRun {
                face: cluster.face,
                size: cluster.size,
                weight,
                colour,
                role,
                text: String::new(),
                glyphs: Vec::new(),
            });
        }
        if let Some(run) = runs.last_mut() {
            push_cluster(run, paragraph, cluster, left + *origin, &std::mem::take(&mut waiting), text);
        }
    }
    for cluster in &paragraph.list[line.shown..line.end] {
        attach(&mut runs, &mut waiting, &paragraph.text[cluster.text.clone()]);
    }
    runs
}

fn push_cluster(run: &mut GlyphRun, paragraph: &Clusters, cluster: &Cluster, x: Length, before: &str, text: &str) {
    run.text.push_str(before);
    run.text.push_str(text);
    let glyphs = &paragraph.glyphs[cluster.glyphs.clone()];
    let told: usize = glyphs.iter().map(|g| usize::from(g.text_len)).sum();
    for (i, glyph) in glyphs.iter().enumerate() {
        // What no glyph stands for stands with the first.
        let more = if i == 0 { before.len() + text.len() - told } else { 0 };
        run.glyphs.push(Glyph { id: glyph.id, x: x + glyph.x, rise: glyph.y, text_len: glyph.text_len + more as u16 });
    }
}

/// Invisible characters stand with the glyph before them; white space at a line end is not printed.
fn attach(runs: &mut [GlyphRun], waiting: &mut String, text: &str) {
    if text.chars().all(char::is_whitespace) {
        return;
    }
    match runs.last_mut() {
        Some(run) => {
            run.text.push_str(text);
            if let Some(glyph) = run.glyphs.iter_mut().rev().find(|g| g.text_len > 0) {
                glyph.text_len += text.len() as u16;
            }
        }
        None => waiting.push_str(text),
    }
}

impl Line {
    /// The text that the line shows.
    pub fn text(&self) -> String {
        self.runs.iter().map(|r| r.text.as_str()).collect()
    }
}
