//! Head and foot of an official document: 版头 and 版记 (GB/T 9704 7.2, 7.4, 10).
//!
//! The head stands at fixed places on page 1, the foot on the lower edge of the last page; the body
//! flows between them. Edges are those of the ink, as one who lays a ruler on the page sees them.
//! “空二行” is two line pitches.

use super::blocks::{Beside, BlockLines};
use super::{GlyphRun, Line, Page, Rule};
use crate::arrange::{MARK, in_foot, in_head};
use crate::converter::Context;
use crate::font::FontSet;
use crate::model::{BlockKind, FlowBlock, RunRole};
use crate::style::{Colour, LastPage, Length, Mm, OfficialFormat, Seal, Sides};

/// Width of the red rules of a letter (10.1).
const LETTER_RULE: Mm = Mm(170.0);
/// From the paper's lower edge to the lower pair of rules of a letter (10.1).
const LETTER_FOOT: Mm = Mm(20.0);
/// The thin rule of a pair, and the gap between the two: the standard names neither.
const THIN: Mm = Mm(0.35);
const PAIR_GAP: Mm = Mm(0.6);
/// From centre to centre of seals that stand side by side: one is at most 45 mm wide.
const SEAL_PITCH: Mm = Mm(46.0);
/// Lines of the grid that a row of seals takes.
const SEAL_LINES: u16 = 5;

/// The head in its place.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub(crate) lines: Vec<Line>,
    pub(crate) rules: Vec<Rule>,
    /// Where the first line of the body begins.
    pub(crate) start: Length,
}

/// Blocks of the head, of the body, of the foot.
pub(crate) struct Parts {
    pub(crate) head: Vec<BlockLines>,
    pub(crate) body: Vec<BlockLines>,
    pub(crate) foot: Vec<BlockLines>,
}

/// Parts the blocks; without an official format all are body.
pub(crate) fn part(context: &Context<'_>, flow: &[FlowBlock<'_>], blocks: Vec<BlockLines>) -> Parts {
    let mut parts = Parts { head: Vec::new(), body: Vec::new(), foot: Vec::new() };
    let official = context.profile.official.format != OfficialFormat::None;
    for (block, lines) in flow.iter().zip(blocks) {
        let list = match block.kind {
            kind if official && in_head(kind) => &mut parts.head,
            kind if official && in_foot(kind) => &mut parts.foot,
            _ => &mut parts.body,
        };
        list.push(lines);
    }
    parts
}

/// Upper and lower edge of a line's ink, above its baseline.
pub(crate) fn ink(fonts: &FontSet, runs: &[GlyphRun]) -> (Length, Length) {
    let mut edges: Option<(Length, Length)> = None;
    for run in runs {
        let face = fonts.face(run.face);
        let em = i32::from(face.units_per_em());
        for [_, low, _, high] in run.glyphs.iter().filter_map(|g| face.ink(g.id)) {
            let (low, high) = (run.size.fraction(low.0, em), run.size.fraction(high.0, em));
            edges = Some(edges.map_or((high, low), |(top, bottom)| (top.max(high), bottom.min(low))));
        }
    }
    edges.unwrap_or_default()
}

fn shift(line: &mut Line, by: Length) {
    line.left += by;
    line.right += by;
    line.runs.iter_mut().flat_map(|r| &mut r.glyphs).for_each(|g| g.x += by);
}

fn begin_at(line: &mut Line, x: Length) {
    let by = x - line.left;
    shift(line, by);
}

fn end_at(line: &mut Line, x: Length) {
    let by = x - line.right;
    shift(line, by);
}

/// Spreads the glyphs of a line to a width (分散对齐).
fn spread(line: &mut Line, width: Length) {
    let glyphs: usize = line.runs.iter().map(|r| r.glyphs.len()).sum();
    let more = width - (line.right - line.left);
    let gaps = i32::try_from(glyphs).unwrap_or(i32::MAX) - 1;
    if gaps < 1 || more <= Length::ZERO {
        return;
    }
    for (n, glyph) in (0..).zip(line.runs.iter_mut().flat_map(|r| &mut r.glyphs)) {
        glyph.x += more.fraction(n, gaps);
    }
    line.right += more;
}

/// What the places of the head are reckoned with.
struct Ruler<'a> {
    context: &'a Context<'a>,
    head: Head,
    pitch: Length,
    /// Type size of the text.
    text: Length,
}

/// Sets the head; none where the document has no piece of it.
pub(crate) fn head(context: &Context<'_>, blocks: Vec<BlockLines>) -> Head {
    let profile = context.profile;
    let (pitch, text) = (profile.grid.line_pitch, profile.style(BlockKind::Paragraph).size);
    let mut ruler = Ruler { context, head: Head { start: profile.page.top, ..Head::default() }, pitch, text };
    if blocks.is_empty() {
        return ruler.head;
    }
    let mut take = {
        let mut blocks = blocks;
        move |kind| {
            let at = blocks.iter().position(|b| b.kind == kind)?;
            Some(blocks.remove(at).lines)
        }
    };
    let corner = [take(BlockKind::CopyNumber), take(BlockKind::Classification), take(BlockKind::Urgency)];
    let (issuer, number, signatories) =
        (take(BlockKind::Issuer), take(BlockKind::DocNumber), take(BlockKind::Signatory));
    match profile.official.format {
        OfficialFormat::Letter => ruler.letter(corner, issuer, number, signatories),
        format => {
            let used = ruler.corner(corner, profile.page.top);
            ruler.document(used, issuer, number, signatories, format);
        }
    }
    ruler.head
}

impl Ruler<'_> {
    /// The baseline of the text in a line of the grid that begins here.
    fn baseline(&self, top: Length) -> Length {
        top + (self.pitch - self.text) / 2 + self.text.fraction(super::paginate::ASCENT, 1000)
    }

    fn put(&mut self, mut line: Line, baseline: Length) {
        line.baseline = baseline;
        self.head.lines.push(line);
    }

    /// 份号 on line 1, 密级 on line 2, 紧急程度 below them (7.2.1–7.2.3); returns how many lines that takes.
    fn corner(&mut self, corner: [Option<Vec<Line>>; 3], top: Length) -> i32 {
        let [copy, classification, urgency] = corner;
        let after_copy = i32::from(copy.is_some());
        let rows = [0, 1, if classification.is_some() { 2 } else { after_copy }];
        let mut used = 0;
        for (lines, row) in [copy, classification, urgency].into_iter().zip(rows) {
            for (line, row) in lines.into_iter().flatten().zip(row..) {
                let baseline = self.baseline(top + self.pitch * row);
                self.put(line, baseline);
                used = used.max(row + 1);
            }
        }
        used
    }

    /// The mark with its upper edge at a height; returns its lower edge (7.2.4).
    fn mark(&mut self, lines: Vec<Line>, top: Length) -> Length {
        let fonts = self.context.fonts;
        let size = self.context.profile.style(BlockKind::Issuer).size;
        let step = size.fraction(5, 4);
        let joint = lines.last().is_some_and(|l| l.source_line > 0 && l.text() == MARK);
        let mut organs = lines;
        let word = if joint { organs.pop() } else { None };
        let mut edges = (top, top);
        let mut baseline = top;
        for (n, line) in organs.iter_mut().enumerate() {
            let (high, low) = ink(fonts, &line.runs);
            baseline = if n == 0 { top + high } else { baseline + step };
            line.baseline = baseline;
            edges.1 = baseline - low;
        }
        if let Some(mut word) = word {
            let page = &self.context.profile.page;
            let width = organs.iter().map(|l| l.right - l.left).max().unwrap_or_default();
            let whole = width + size / 2 + (word.right - word.left);
            let left = page.left + (page.measure() - whole) / 2;
            for line in &mut organs {
                begin_at(line, left);
                spread(line, width);
            }
            begin_at(&mut word, left + width + size / 2);
            let (high, low) = ink(fonts, &word.runs);
            word.baseline = edges.0 + (edges.1 - edges.0) / 2 + (high + low) / 2;
            organs.push(word);
        }
        self.head.lines.extend(organs);
        edges.1
    }

    fn document(
        &mut self,
        used: i32,
        issuer: Option<Vec<Line>>,
        number: Option<Vec<Line>>,
        signatories: Option<Vec<Line>>,
        format: OfficialFormat,
    ) {
        let profile = self.context.profile;
        let (page, official) = (&profile.page, &profile.official);
        let mark_top = if format == OfficialFormat::Order { official.order_top } else { official.mark_top };
        let marked = issuer.is_some();
        let mut top = page.top + self.pitch * used;
        if let Some(lines) = issuer {
            let below = self.mark(lines, (page.top + mark_top).max(top));
            top = below + self.pitch * 2;
        }
        let Some(last) = self.number_and_signatories(top, number, signatories) else {
            // Only the corner, or a mark without a number.
            let blank = if marked || used == 0 { 0 } else { 1 };
            self.head.start = top + self.pitch * blank;
            return;
        };
        if format == OfficialFormat::Order {
            self.head.start = last.slot + self.pitch * 3;
            return;
        }
        let rule = last.ink_bottom + official.rule_below;
        self.rule(page.left, page.measure(), rule, official.red_rule);
        self.head.start = rule + official.red_rule + self.pitch * 2;
    }

    /// A rule of the head by its upper edge.
    fn rule(&mut self, left: Length, width: Length, top: Length, thickness: Length) {
        let colour = self.context.profile.official.red;
        self.head.rules.push(Rule { left, right: left + width, top, thickness, colour });
    }

    /// 发文字号, with 签发人 on its right in a document that goes upwards (7.2.5, 7.2.6).
    fn number_and_signatories(
        &mut self,
        top: Length,
        number: Option<Vec<Line>>,
        signatories: Option<Vec<Line>>,
    ) -> Option<LastLine> {
        let page = &self.context.profile.page;
        let mut slot = top;
        let upward = signatories.is_some();
        let mut ink_bottom = None;
        if let Some(mut rows) = signatories {
            let label = rows.first().map_or(Length::ZERO, label_width);
            let width = |(n, row): (usize, &Line)| row.right - row.left + if n > 0 { label } else { Length::ZERO };
            let widest = rows.iter().enumerate().map(width).max().unwrap_or_default();
            let left = page.left + page.measure() - self.text - widest;
            for (n, mut row) in rows.drain(..).enumerate() {
                begin_at(&mut row, left + if n > 0 { label } else { Length::ZERO });
                slot = top + self.pitch * i32::try_from(n).unwrap_or(0);
                let baseline = self.baseline(slot);
                ink_bottom = Some(baseline - ink(self.context.fonts, &row.runs).1);
                self.put(row, baseline);
            }
        }
        let mut lines = number.into_iter().flatten();
        if let Some(mut line) = lines.next() {
            if upward {
                begin_at(&mut line, page.left + self.text);
            }
            let baseline = self.baseline(slot);
            let below = baseline - ink(self.context.fonts, &line.runs).1;
            ink_bottom = Some(ink_bottom.map_or(below, |other: Length| other.max(below)));
            // Before the names: it stands first in the text.
            line.baseline = baseline;
            let at = self.head.lines.len();
            let rows = self.head.lines.iter().rev().take_while(|l| l.block > line.block).count();
            self.head.lines.insert(at - rows, line);
        }
        for line in lines {
            slot += self.pitch;
            let baseline = self.baseline(slot);
            ink_bottom = Some(baseline - ink(self.context.fonts, &line.runs).1);
            self.put(line, baseline);
        }
        ink_bottom.map(|ink_bottom| LastLine { slot, ink_bottom })
    }

    /// 信函格式 (10.1).
    fn letter(
        &mut self,
        corner: [Option<Vec<Line>>; 3],
        issuer: Option<Vec<Line>>,
        number: Option<Vec<Line>>,
        signatories: Option<Vec<Line>>,
    ) {
        let profile = self.context.profile;
        let (page, official) = (&profile.page, &profile.official);
        let width = LETTER_RULE.into();
        let left = (page.width - width) / 2;
        let (thick, thin, gap): (Length, Length, Length) = (official.red_rule * 2, THIN.into(), PAIR_GAP.into());
        let below = match issuer {
            Some(lines) => self.mark(lines, official.letter_top) + official.rule_below,
            None => page.top - thick - gap - thin,
        };
        self.rule(left, width, below, thick);
        self.rule(left, width, below + thick + gap, thin);
        let foot = page.height - LETTER_FOOT.into();
        self.rule(left, width, foot - thick - gap - thin, thin);
        self.rule(left, width, foot - thick, thick);
        // The first line 7/8 of a character below the rule.
        let first = below + thick + gap + thin + self.text.fraction(7, 8) - (self.pitch - self.text) / 2;
        let mut used = self.corner(corner, first);
        for (line, row) in number.into_iter().chain(signatories).flatten().zip(0..) {
            let mut line = line;
            end_at(&mut line, page.left + page.measure());
            let baseline = self.baseline(first + self.pitch * row);
            self.put(line, baseline);
            used = used.max(row + 1);
        }
        self.head.lines.sort_by_key(|l| l.block);
        self.head.start = first + self.pitch * (used + 2);
    }
}

/// The last line of the head.
struct LastLine {
    /// Where its line of the grid begins.
    slot: Length,
    ink_bottom: Length,
}

/// From the beginning of a line to its first name.
fn label_width(row: &Line) -> Length {
    let name = row.runs.iter().find(|r| r.role == RunRole::Emphasis).and_then(|r| r.glyphs.first());
    name.map_or(Length::ZERO, |glyph| glyph.x - row.left)
}

/// Seals of a joint issue side by side, the last over the date (7.3.5.1).
pub(crate) fn seals(context: &Context<'_>, blocks: &mut [BlockLines]) {
    let profile = context.profile;
    if profile.official.format == OfficialFormat::None || profile.official.seal != Seal::Sealed {
        return;
    }
    let date = blocks.iter().find(|b| b.kind == BlockKind::SignatureDate).and_then(|b| b.lines.first());
    let Some(axis) = date.map(|line| line.left + (line.right - line.left) / 2) else { return };
    for block in blocks.iter_mut().filter(|b| b.kind == BlockKind::Signature && b.lines.len() > 1) {
        let widest = block.lines.iter().map(|l| l.right - l.left).max().unwrap_or_default();
        let pitch = Length::from(SEAL_PITCH).max(widest + profile.style(BlockKind::Signature).size);
        let room = axis - profile.page.left - widest / 2;
        let across = usize::try_from(1 + room.0 / pitch.0).unwrap_or(1).clamp(1, 3);
        let last = block.lines.len() - 1;
        let mut rows = Vec::with_capacity(block.lines.len());
        for (n, line) in block.lines.iter_mut().enumerate() {
            // Each row ends over the date; the last may be short.
            let row_end = (n / across * across + across - 1).min(last);
            let centre = axis - pitch * i32::try_from(row_end - n).unwrap_or(0);
            let by = centre - (line.left + (line.right - line.left) / 2);
            shift(line, by);
            rows.push(u16::try_from(n / across).unwrap_or(u16::MAX).saturating_mul(SEAL_LINES));
        }
        block.beside = Beside::Rows(rows);
    }
}

/// Sets the foot on the last page, or on a page of its own; returns how many pages at the end have no number.
pub(crate) fn foot(context: &Context<'_>, pages: &mut Vec<Page>, blocks: Vec<BlockLines>) -> usize {
    if blocks.is_empty() {
        return 0;
    }
    let profile = context.profile;
    let (page, official, pitch) = (&profile.page, &profile.official, profile.grid.line_pitch);
    let ruled = official.format != OfficialFormat::Letter;
    let rows = |block: &BlockLines| match block.kind {
        BlockKind::Imprint => 1,
        _ => i32::try_from(block.lines.len()).unwrap_or(i32::MAX),
    };
    let bottom = page.height - page.bottom;
    let outer = if ruled { official.outer_rule } else { Length::ZERO };
    let height = pitch * blocks.iter().map(rows).sum::<i32>() + outer * 2;
    let text = profile.style(BlockKind::Paragraph).size;
    let below_baseline = pitch - (pitch - text) / 2 - text.fraction(super::paginate::ASCENT, 1000);
    let text_end = pages.last().and_then(|p| p.lines.iter().map(|l| l.baseline).max());
    let fits = text_end.is_some_and(|baseline| baseline + below_baseline <= bottom - height);
    let before = pages.len();
    // A letter has it on its last page, whichever that is (10.1).
    let even = official.last_page == LastPage::Even && ruled;
    // The back of the leaf that is begun, or of a further one.
    if even && pages.len() % 2 == 1 {
        pages.push(Page::default());
    } else if !fits {
        let more = if even { 2 } else { 1 };
        pages.extend(std::iter::repeat_with(Page::default).take(more));
    }
    let unnumbered = pages.len() - before;
    let Some(last) = pages.last_mut() else { return 0 };
    let rule = |top, thickness| Rule {
        left: page.left,
        right: page.left + page.measure(),
        top,
        thickness,
        colour: Colour::BLACK,
    };
    let mut top = bottom - height + outer;
    if ruled {
        last.rules.push(rule(top - outer, outer));
        last.rules.push(rule(bottom - outer, outer));
    }
    let mut above = None;
    for block in blocks {
        // No rule between copies of one kind (7.4.2).
        if ruled && above.is_some_and(|kind| kind != block.kind) {
            last.rules.push(rule(top - official.inner_rule / 2, official.inner_rule));
        }
        above = Some(block.kind);
        let size = profile.style(block.kind).size;
        let lead = (pitch - size) / 2 + size.fraction(super::paginate::ASCENT, 1000);
        let imprint = block.kind == BlockKind::Imprint;
        for mut line in block.lines {
            if imprint
                && (line.source_line > 0
                    || line.text().ends_with('发') && line.text().starts_with(|c: char| c.is_ascii_digit()))
            {
                end_at(&mut line, page.left + page.measure() - size);
            }
            line.baseline = top + lead;
            last.lines.push(line);
            if !imprint {
                top += pitch;
            }
        }
        if imprint {
            top += pitch;
        }
    }
    unnumbered
}

/// Even pages with their margins the other way round.
pub(crate) fn mirror(context: &Context<'_>, pages: &mut [Page]) {
    let page = &context.profile.page;
    if page.sides == Sides::Same {
        return;
    }
    let by = page.right - page.left;
    for page in pages.iter_mut().skip(1).step_by(2) {
        let references = page.references.iter_mut().flat_map(|r| [&mut r.leader, &mut r.number]);
        let around = page.number.iter_mut().chain(&mut page.head).chain(&mut page.notes).chain(references);
        page.lines.iter_mut().chain(around).for_each(|line| shift(line, by));
        for rule in &mut page.rules {
            rule.left += by;
            rule.right += by;
        }
    }
}

/// Where a logical line of some kinds begins, and where those that it is turned into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hang {
    /// From the left edge of the type area to where the first line begins.
    pub(crate) first: Length,
    /// From both edges to the column.
    pub(crate) inset: Length,
    /// Bytes of the text after which turned lines begin.
    pub(crate) label: usize,
}

/// 附件说明 and 抄送 turn to where their names begin (7.3.4, 7.4.2).
pub(crate) fn hang(context: &Context<'_>, kind: BlockKind, text: &str) -> Option<Hang> {
    if context.profile.official.format == OfficialFormat::None {
        return None;
    }
    let style = context.profile.style(kind);
    let size = style.size;
    let colon = || text.find(['：', ':']).map(|at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    match kind {
        BlockKind::Attachments => {
            let labelled = text.starts_with('附');
            let label = if labelled { colon()? } else { 0 };
            let number = text[label..].trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
            let number = number.strip_prefix(['.', '．', '、']).unwrap_or(&text[label..]);
            let number = number.trim_start();
            let first = style.indent.of(size) + if labelled { Length::ZERO } else { size * 3 };
            Some(Hang { first, inset: Length::ZERO, label: text.len() - number.len() })
        }
        BlockKind::Cc => Some(Hang { first: size, inset: size, label: colon().unwrap_or(0) }),
        // 出席, 请假, 列席 turn behind their colon (10.3).
        BlockKind::Paragraph if context.profile.official.format == OfficialFormat::Minutes => {
            let label = crate::arrange::roll_label(text)?;
            Some(Hang { first: style.indent.of(size), inset: Length::ZERO, label })
        }
        BlockKind::Imprint => Some(Hang { first: size, inset: size, label: 0 }),
        _ => None,
    }
}
