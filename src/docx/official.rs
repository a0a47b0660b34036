//! Head and foot of an official document (GB/T 9704 7.2, 7.4).
//!
//! Places come from the layout of the PDF. The head is paragraphs of the text, each with the space
//! above it that brings its baseline where the standard has it: readers set the baseline of an exact
//! line at four fifths of it. The foot is a frame on the lower edge of the type area of
//! the page that holds the end of the text; a foot on a page of its own is a section without numbers.

use std::collections::BTreeSet;

use docx_rs::{
    AlignmentType, BorderType, Docx, HeightRule, LineSpacing, LineSpacingType, Paragraph, ParagraphBorder,
    ParagraphBorderPosition, ParagraphBorders, Run, SectionType, SpecialIndentType, Tab, TabValueType, Table,
    TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::document::Writer;
use super::styles::{Rank, style_id};
use crate::Error;
use crate::arrange::{MARK, in_foot, in_head};
use crate::layout::{Line, Page, Rule, hanging, layout};
use crate::model::{BlockKind, FlowBlock, FlowLine};
use crate::style::{Colour, Length, OfficialFormat};

/// The document as the PDF has it, where it is an official one.
pub(super) struct Official {
    pages: Vec<Page>,
    /// Where the last paragraph of the head ends, from the upper edge of the page.
    end_of_head: Length,
}

impl Official {
    /// None for a document that is no official one.
    pub(super) fn of(writer: &Writer<'_>) -> Result<Option<Self>, Error> {
        let context = writer.context;
        // In a collection the pieces stand in the text of each document.
        if context.profile.official.format == OfficialFormat::None || context.publication.is_collection() {
            return Ok(None);
        }
        Ok(Some(Self { pages: layout(context)?, end_of_head: context.profile.page.top }))
    }

    /// Whether a block is one of those that are set here.
    pub(super) fn takes(kind: BlockKind) -> bool {
        in_head(kind) || in_foot(kind)
    }

    /// The lines of page 1 that belong to the head.
    fn head_lines<'a>(&'a self, flow: &'a [FlowBlock<'_>]) -> impl Iterator<Item = &'a Line> {
        self.pages
            .first()
            .into_iter()
            .flat_map(|p| &p.lines)
            .filter(|l| flow.get(l.block).is_some_and(|b| in_head(b.kind)))
    }

    /// Adds the paragraphs of the head and its rules, from top to bottom.
    pub(super) fn add_head(
        &mut self,
        mut docx: Docx,
        flow: &[FlowBlock<'_>],
        writer: &Writer<'_>,
    ) -> Result<Docx, Error> {
        let mut rows: Vec<(Length, Row<'_>)> = Vec::new();
        let lines: Vec<Line> = self.head_lines(flow).cloned().collect();
        let joint =
            lines.iter().any(|l| flow[l.block].kind == BlockKind::Issuer && l.source_line > 0 && l.text() == MARK);
        let mark: Vec<&Line> = lines.iter().filter(|l| flow[l.block].kind == BlockKind::Issuer).collect();
        for line in lines.iter().filter(|l| !(joint && flow[l.block].kind == BlockKind::Issuer)) {
            match rows.iter_mut().find(|(at, _)| *at == line.baseline) {
                Some((_, Row::Text(pieces))) => pieces.push(line),
                _ => rows.push((line.baseline, Row::Text(vec![line]))),
            }
        }
        if let Some(first) = mark.first().filter(|_| joint) {
            rows.push((first.baseline, Row::Organs(mark.clone())));
        }
        let red = writer.context.profile.official.red;
        let rules = self.pages.first().map_or(Vec::new(), |p| p.rules.clone());
        rows.extend(rules.iter().filter(|r| r.colour == red).map(|rule| (rule.top, Row::Rule(*rule))));
        rows.sort_by_key(|(at, _)| *at);
        for (at, row) in rows {
            docx = match row {
                Row::Text(pieces) => docx.add_paragraph(self.text(flow, writer, at, pieces)?),
                Row::Organs(mark) => self.organs(docx, flow, writer, &mark)?,
                Row::Rule(rule) => docx.add_paragraph(self.rule(writer, &rule)),
            };
        }
        Ok(docx)
    }

    /// Space above a line of this height whose baseline stands here; the cursor goes below the line.
    fn place(&mut self, baseline: Length, height: Length) -> LineSpacing {
        let before = (baseline - height.fraction(4, 5) - self.end_of_head).max(Length::ZERO);
        self.end_of_head += before + height;
        exact(before, height)
    }

    /// Pieces of the head that stand on one line.
    fn text(
        &mut self,
        flow: &[FlowBlock<'_>],
        writer: &Writer<'_>,
        baseline: Length,
        mut pieces: Vec<&Line>,
    ) -> Result<Paragraph, Error> {
        let profile = writer.context.profile;
        pieces.sort_by_key(|line| line.left);
        let kind = flow[pieces[0].block].kind;
        let size = profile.style(kind).size;
        let height = if kind == BlockKind::Issuer { size.fraction(5, 4) } else { profile.grid.line_pitch };
        // The mark of a letter stands above the type area (10.1).
        let letter = kind == BlockKind::Issuer && profile.official.format == OfficialFormat::Letter;
        // Where a whole line would begin above the one before it, it is lower: the first of the page.
        let room = (baseline - self.end_of_head).fraction(5, 4);
        let height = if letter || room <= Length::ZERO { height } else { height.min(room) };
        let spacing = if letter { exact(Length::ZERO, height) } else { self.place(baseline, height) };
        let mut paragraph = Paragraph::new().style(style_id(kind, Rank::Alone)).line_spacing(spacing);
        let upward = pieces.iter().any(|line| flow[line.block].kind == BlockKind::Signatory);
        let centred = profile.style(kind).align == crate::style::Align::Centre && !upward;
        if !centred {
            paragraph = paragraph.align(AlignmentType::Left);
        }
        for (n, line) in pieces.iter().enumerate() {
            let block = &flow[line.block];
            let from_edge = (line.left - profile.page.left).twips().max(0);
            if n > 0 {
                paragraph = paragraph
                    .add_tab(Tab::new().val(TabValueType::Left).pos(usize::try_from(from_edge).unwrap_or(0)))
                    .add_run(Run::new().add_tab());
            } else if !centred && from_edge > 0 {
                paragraph = paragraph.indent(Some(from_edge), Some(SpecialIndentType::FirstLine(0)), None, None);
            }
            if let Some(text) = block.lines.get(line.source_line) {
                paragraph = writer.add_line(paragraph, block, text, &[])?;
            }
        }
        if letter {
            let top = baseline - height.fraction(4, 5);
            paragraph = framed(paragraph, profile.page.left, top, profile.page.measure());
        }
        Ok(paragraph)
    }

    /// The organs of a joint issue one below the other, 文件 beside them.
    fn organs(
        &mut self,
        docx: Docx,
        flow: &[FlowBlock<'_>],
        writer: &Writer<'_>,
        mark: &[&Line],
    ) -> Result<Docx, Error> {
        let [organs @ .., word] = mark else { return Ok(docx) };
        let [first, ..] = organs else { return Ok(docx) };
        let block = &flow[first.block];
        let profile = writer.context.profile;
        let step = profile.style(BlockKind::Issuer).size.fraction(5, 4);
        // An empty line brings the table to its height.
        let above = (first.baseline - step.fraction(4, 5) - self.end_of_head).max(TINY);
        self.end_of_head += above;
        let docx = docx.add_paragraph(
            Paragraph::new()
                .style(style_id(BlockKind::Paragraph, Rank::Alone))
                .line_spacing(exact(Length::ZERO, above)),
        );
        let column = |n: usize| block.lines.get(n);
        let mut left = TableCell::new();
        for line in organs {
            let mut paragraph = Paragraph::new()
                .style(style_id(BlockKind::Issuer, Rank::Alone))
                .align(AlignmentType::Distribute)
                .line_spacing(exact(Length::ZERO, step));
            if let Some(text) = column(line.source_line) {
                paragraph = writer.add_line(paragraph, block, text, &[])?;
            }
            left = left.add_paragraph(paragraph);
        }
        let mut paragraph = Paragraph::new()
            .style(style_id(BlockKind::Issuer, Rank::Alone))
            .align(AlignmentType::Right)
            .line_spacing(exact(Length::ZERO, step));
        if let Some(text) = column(word.source_line) {
            paragraph = writer.add_line(paragraph, block, text, &[])?;
        }
        let right = TableCell::new().vertical_align(VAlignType::Center).add_paragraph(paragraph);
        let twips = |length: Length| usize::try_from(length.twips()).unwrap_or_default();
        // A twip for each side of the rounding.
        let widths = [twips(first.right - first.left) + 20, twips(word.right - first.right) + 20];
        let height = step * i32::try_from(organs.len()).unwrap_or(1);
        let cells = vec![left.width(widths[0], WidthType::Dxa), right.width(widths[1], WidthType::Dxa)];
        let row = TableRow::new(cells).row_height(height.twips() as f32).height_rule(HeightRule::Exact).cant_split();
        self.end_of_head += height;
        let table = Table::without_borders(vec![row])
            .set_grid(widths.to_vec())
            .indent((first.left - profile.page.left).twips())
            .width(widths.iter().sum(), WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .margins(TableCellMargins::new().margin(0, 0, 0, 0));
        Ok(docx.add_table(table))
    }

    /// A red rule as the border of an empty paragraph.
    fn rule(&mut self, writer: &Writer<'_>, rule: &Rule) -> Paragraph {
        if writer.context.profile.official.format == OfficialFormat::Letter {
            // Wider than the type area, and outside it.
            return framed(ruled_line(rule, Length::ZERO), rule.left, rule.top, rule.right - rule.left);
        }
        let before = (rule.top - self.end_of_head).max(Length::ZERO);
        self.end_of_head += before + TINY + rule.thickness;
        ruled_line(rule, before)
    }

    /// The space above the first line of the body.
    pub(super) fn body_spacing(&mut self, flow: &[FlowBlock<'_>], writer: &Writer<'_>) -> Option<LineSpacing> {
        self.head_lines(flow).next()?;
        let lines = &self.pages.first()?.lines;
        let first = lines.iter().find(|l| flow.get(l.block).is_some_and(|b| !Self::takes(b.kind)))?;
        let height = writer.context.profile.grid.line_pitch;
        Some(self.place(first.baseline, height))
    }

    /// Adds the foot: a frame on the lower edge of the type area.
    pub(super) fn add_foot(&self, mut docx: Docx, flow: &[FlowBlock<'_>], writer: &Writer<'_>) -> Result<Docx, Error> {
        let blocks: Vec<(usize, &FlowBlock<'_>)> = flow.iter().enumerate().filter(|(_, b)| in_foot(b.kind)).collect();
        let Some(page) = self.pages.last().filter(|_| !blocks.is_empty()) else { return Ok(docx) };
        let profile = writer.context.profile;
        let own_page = page.lines.iter().all(|l| flow.get(l.block).is_some_and(|b| in_foot(b.kind)));
        if own_page {
            docx = own_section(docx, self.pages.len());
        }
        let official = &profile.official;
        let ruled = official.format != OfficialFormat::Letter;
        let pitch = profile.grid.line_pitch;
        let rule = |thickness| Rule {
            left: profile.page.left,
            right: profile.page.left + profile.page.measure(),
            top: Length::ZERO,
            thickness,
            colour: Colour::BLACK,
        };
        // Each line and each rule in a frame of its own: readers agree on where those stand.
        let mut kinds: Option<BlockKind> = None;
        let mut rows: Vec<(Length, Paragraph)> = Vec::new();
        let height: i32 = blocks.iter().map(|(index, _)| self.rows(*index)).sum();
        let bottom = profile.page.height - profile.page.bottom;
        let outer = if ruled { official.outer_rule } else { Length::ZERO };
        let mut top = bottom - outer - pitch * height;
        for (index, block) in &blocks {
            if ruled && kinds != Some(block.kind) {
                let thickness = if kinds.is_none() { official.outer_rule } else { official.inner_rule };
                let above = if kinds.is_none() { thickness } else { thickness / 2 };
                rows.push((top - above, ruled_line(&rule(thickness), Length::ZERO)));
            }
            kinds = Some(block.kind);
            // Up by what readers set the baseline of an exact line lower than the layout does.
            let size = profile.style(block.kind).size;
            let lower = pitch.fraction(4, 5) - (pitch - size) / 2 - size.fraction(880, 1000);
            let line = exact(Length::ZERO, pitch);
            rows.push((top - lower, foot_paragraph(writer, block)?.line_spacing(line)));
            top += pitch * self.rows(*index);
        }
        if ruled {
            rows.push((bottom - outer, ruled_line(&rule(outer), Length::ZERO)));
        }
        for (top, row) in rows {
            docx = docx.add_paragraph(framed(row, profile.page.left, top, profile.page.measure()));
        }
        // The paragraph that the frames hang on takes next to no room.
        Ok(docx.add_paragraph(
            Paragraph::new().style(style_id(BlockKind::Paragraph, Rank::Alone)).line_spacing(exact(Length::ZERO, TINY)),
        ))
    }

    /// How many lines a block of the foot takes.
    fn rows(&self, index: usize) -> i32 {
        let lines = self.pages.last().into_iter().flat_map(|p| &p.lines).filter(|l| l.block == index);
        let rows: BTreeSet<Length> = lines.map(|l| l.baseline).collect();
        i32::try_from(rows.len().max(1)).unwrap_or(1)
    }

    /// Rows of signatures, each under the middle of its seal; none where there is one alone.
    pub(super) fn signatures(
        &self,
        writer: &Writer<'_>,
        index: usize,
        block: &FlowBlock<'_>,
        before: Length,
    ) -> Result<Option<Vec<Paragraph>>, Error> {
        if block.kind != BlockKind::Signature || block.lines.len() < 2 {
            return Ok(None);
        }
        let profile = writer.context.profile;
        let lines: Vec<&Line> = self.pages.iter().flat_map(|p| &p.lines).filter(|l| l.block == index).collect();
        let mut out = Vec::new();
        let mut previous: Option<Length> = None;
        for row in lines.chunk_by(|a, b| a.baseline == b.baseline) {
            let pitch = profile.grid.line_pitch;
            let above = previous.map_or(before, |last| row[0].baseline - last - pitch);
            // Space between paragraphs of one style falls away.
            let kind = if previous.is_none() { block.kind } else { BlockKind::SignatureDate };
            previous = Some(row[0].baseline);
            let mut paragraph = Paragraph::new()
                .style(style_id(kind, Rank::Alone))
                .align(AlignmentType::Left)
                .indent(Some(0), Some(SpecialIndentType::FirstLine(0)), Some(0), None)
                .line_spacing(exact(above, pitch));
            for line in row {
                let middle = line.left + (line.right - line.left) / 2 - profile.page.left;
                let place = usize::try_from(middle.twips()).unwrap_or_default();
                paragraph =
                    paragraph.add_tab(Tab::new().val(TabValueType::Center).pos(place)).add_run(Run::new().add_tab());
                if let Some(text) = block.lines.get(line.source_line) {
                    paragraph = writer.add_line(paragraph, block, text, &[])?;
                }
            }
            out.push(paragraph);
        }
        Ok(Some(out))
    }
}

/// Height of a line that shows nothing: one point.
const TINY: Length = Length(65536);

/// A paragraph in a frame at a place of the page (ECMA-376-1 17.3.1.11).
fn framed(paragraph: Paragraph, left: Length, top: Length, width: Length) -> Paragraph {
    paragraph
        .wrap("around")
        .v_anchor("page")
        .h_anchor("page")
        .frame_width(u32::try_from(width.twips()).unwrap_or_default())
        .frame_x(left.twips())
        .frame_y(top.twips())
}

/// An empty line with a rule along its upper edge.
fn ruled_line(rule: &Rule, before: Length) -> Paragraph {
    let border = ParagraphBorder::new(ParagraphBorderPosition::Top)
        .val(BorderType::Single)
        .size(eighths(rule.thickness))
        .space(0)
        .color(rule.colour.to_string());
    Paragraph::new()
        .style(style_id(BlockKind::DocNumber, Rank::Alone))
        .line_spacing(exact(before, TINY))
        .set_borders(ParagraphBorders::with_empty().set(border))
}

/// What stands on one line of the head.
enum Row<'a> {
    Text(Vec<&'a Line>),
    Organs(Vec<&'a Line>),
    Rule(Rule),
}

/// A line of the foot: copies hang behind their label, an imprint stands at both ends.
fn foot_paragraph(writer: &Writer<'_>, block: &FlowBlock<'_>) -> Result<Paragraph, Error> {
    let profile = writer.context.profile;
    let size = profile.style(block.kind).size.twips();
    let mut paragraph = Paragraph::new().style(style_id(block.kind, Rank::Alone));
    let empty = FlowLine { runs: Vec::new() };
    let first = block.lines.first().unwrap_or(&empty);
    if block.kind == BlockKind::Imprint {
        let end = super::measure_twips(profile) - size;
        paragraph = paragraph
            .align(AlignmentType::Left)
            .indent(Some(size), Some(SpecialIndentType::FirstLine(0)), Some(size), None)
            .add_tab(Tab::new().val(TabValueType::Right).pos(usize::try_from(end).unwrap_or_default()));
        for (n, line) in block.lines.iter().enumerate() {
            if n > 0 || (block.lines.len() == 1 && line.text().ends_with('发')) {
                paragraph = paragraph.add_run(Run::new().add_tab());
            }
            paragraph = writer.add_line(paragraph, block, line, &[])?;
        }
        return Ok(paragraph);
    }
    let (left, turned) = hanging(writer.context, block.kind, first)?.unwrap_or_default();
    paragraph = paragraph.indent(
        Some(turned.twips()),
        Some(SpecialIndentType::Hanging((turned - left).twips())),
        Some(size),
        None,
    );
    writer.add_line(paragraph, block, first, &[])
}

/// Ends the section of the text, and begins one whose first page has no number.
fn own_section(mut docx: Docx, pages: usize) -> Docx {
    let text = docx.document.section_property.clone();
    let end = Paragraph::new()
        .style(style_id(BlockKind::Paragraph, Rank::Alone))
        .line_spacing(exact(Length::ZERO, TINY))
        .section_property(text);
    docx = docx.add_paragraph(end);
    let section = &mut docx.document.section_property;
    section.title_pg = true;
    section.section_type = Some(if pages.is_multiple_of(2) { SectionType::EvenPage } else { SectionType::NextPage });
    docx
}

/// A line of an exact height with a space above it.
pub(super) fn exact(before: Length, height: Length) -> LineSpacing {
    LineSpacing::new()
        .before(u32::try_from(before.twips()).unwrap_or_default())
        .after(0)
        .line_rule(LineSpacingType::Exact)
        .line(height.twips())
}

/// Borders are in eighths of a point (ECMA-376-1 17.3.4 `w:sz`).
fn eighths(thickness: Length) -> usize {
    ((thickness.pt() * 8.0).round() as usize).max(2)
}
