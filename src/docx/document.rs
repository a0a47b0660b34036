//! Flow → paragraphs and runs.
//!
//! A block is a paragraph with a named style; what it looks like stands there.
//! Formatting on the paragraph or the run itself is left for what a style cannot
//! know:
//!
//! * a blank line that depends on the block before;
//! * the line breaks of a title, which is turned by sense as in the PDF;
//! * the face of a stretch, where Word would choose another. Word and LibreOffice
//!   choose between the `ascii`, `hAnsi` and `eastAsia` names by code point
//!   (ECMA-376-1 17.3.2.26), and “ ” ‘ ’ — … · belong to both worlds: such marks
//!   in Chinese text get a run of their own that names the Chinese face in every
//!   slot, because LibreOffice does not heed `w:hint`.

use docx_rs::{BreakType, Comment, Docx, LineSpacing, Paragraph, Run, RunFonts, SpecialIndentType};

use super::comments::HIGHLIGHT;
use super::contents::{Contents, above_title};
use super::faces::{FaceBook, Weight};
use super::header::page_start;
use super::line_breaks::{LineBreaks, Spaced, Spacing};
use super::official::Official;
use super::page_turns::{self, PageTurns};
use super::styles::{Rank, character_style_id, outline_level, style_id};
use super::table;
use crate::Error;
use crate::converter::Context;
use crate::font::FaceId;
use crate::layout::{class, hanging, line_ends};
use crate::model::{BlockKind, FlowBlock, FlowLine, FlowRun};
use crate::review::{Mark, Review};
use crate::style::{Align, FaceRole, LatinFace, PageStart, Profile};

/// Adds the blocks: one paragraph each, the rows of a table together. Also tells which children begin right-hand pages.
pub(super) fn add_blocks(
    mut docx: Docx,
    context: &Context<'_>,
    book: &FaceBook<'_>,
    places: &Places<'_>,
) -> Result<(Docx, Vec<usize>), Error> {
    let flow = context.flow();
    let contents = places.contents;
    let writer = Writer { context, book, places, rank: Rank::of(context.publication) };
    let mut official = Official::of(&writer)?;
    if let Some(official) = &mut official {
        docx = official.add_head(docx, flow, &writer)?;
    }
    let mut below_head = official.as_mut().and_then(|official| official.body_spacing(flow, &writer));
    let mut right_hand = Vec::new();
    let mut at = 0;
    while let Some(block) = flow.get(at) {
        if official.is_some() && Official::takes(block.kind) {
            at += 1;
            continue;
        }
        let rows = flow[at..].iter().take_while(|b| b.kind == BlockKind::TableRow).count();
        if rows > 0 {
            if contents.begins_page(at) {
                // A table has no bookmark.
                let before = Paragraph::new().style(style_id(BlockKind::Paragraph, writer.rank));
                docx = docx.add_paragraph(contents.end(at, contents.begin(at, before)));
            }
            docx = docx.add_table(table::table(&writer, at, &flow[at..at + rows])?);
            at += rows;
            if at == flow.len() {
                // Word wants a paragraph after a table: there the user goes on typing.
                docx = docx.add_paragraph(Paragraph::new().style(style_id(BlockKind::Paragraph, writer.rank)));
            }
            continue;
        }
        let begins_page = contents.begins_page(at);
        let previous = at.checked_sub(1).filter(|_| !begins_page).map(|before| flow[before].kind);
        if let Some(official) = &official {
            let before = context.profile.grid.line_pitch * i32::from(context.profile.blank_lines(previous, block.kind));
            if let Some(rows) = official.signatures(&writer, at, block, before)? {
                docx = rows.into_iter().fold(docx, Docx::add_paragraph);
                at += 1;
                continue;
            }
        }
        let mut paragraph = writer.paragraph(previous, at, block)?;
        if let Some(spacing) = below_head.take() {
            paragraph = paragraph.line_spacing(spacing);
        }
        let start = match begins_page {
            true => context.profile.style(BlockKind::Title).page_start,
            false => page_start(context.profile, previous, block.kind),
        };
        match start {
            PageStart::Flow if places.turns.begins_page(at) => {
                paragraph = paragraph.page_break_before(true).line_spacing(LineSpacing::new().before(0));
            }
            PageStart::Flow => {}
            PageStart::New => paragraph = paragraph.page_break_before(true),
            PageStart::Right => {
                if at > 0 && flow[at - 1].kind == BlockKind::TableRow {
                    // A section ends with a paragraph.
                    docx = docx.add_paragraph(Paragraph::new().style(style_id(BlockKind::Paragraph, writer.rank)));
                }
                right_hand.push(docx.document.children.len());
            }
        }
        docx = docx.add_paragraph(paragraph);
        at += 1;
    }
    let docx = match official {
        Some(official) => official.add_foot(docx, flow, &writer)?,
        None => docx,
    };
    Ok((docx, right_hand))
}

/// Where lines and pages end, which blocks the contents list, and what a review copy marks.
pub(super) struct Places<'a> {
    pub(super) breaks: &'a LineBreaks,
    pub(super) turns: &'a PageTurns,
    pub(super) contents: &'a Contents,
    pub(super) review: Option<&'a Review<'a>>,
}

/// Writes paragraphs.
pub(super) struct Writer<'a> {
    pub(super) context: &'a Context<'a>,
    book: &'a FaceBook<'a>,
    places: &'a Places<'a>,
    pub(super) rank: Rank,
}

impl Writer<'_> {
    fn paragraph(&self, previous: Option<BlockKind>, index: usize, block: &FlowBlock<'_>) -> Result<Paragraph, Error> {
        let mut paragraph = self.places.contents.begin(index, Paragraph::new().style(style_id(block.kind, self.rank)));
        if block.kind == BlockKind::CollectionTitle {
            paragraph = paragraph.line_spacing(above_title(self.context.profile));
        }
        if block.kind == BlockKind::ContentsEntry {
            return self.entry(paragraph, index, block);
        }
        if let Some(spacing) = spacing_before(self.context.profile, previous, block.kind) {
            paragraph = paragraph.line_spacing(spacing);
        }
        if block.kind == BlockKind::AttachmentLabel {
            paragraph = paragraph.page_break_before(true);
        }
        if let Some((left, turned)) = block.lines.first().map_or(Ok(None), |l| hanging(self.context, block.kind, l))? {
            let hanging = SpecialIndentType::Hanging((turned - left).twips());
            paragraph = paragraph.indent(Some(turned.twips()), Some(hanging), None, None);
        }
        let mut first = true;
        for (n, line) in block.lines.iter().enumerate() {
            for (break_type, piece, spaced) in self.pieces(index, block, n, line)? {
                if !std::mem::take(&mut first) {
                    paragraph = paragraph.add_run(Run::new().add_break(break_type));
                }
                let (inked, blanks) = self.blanks_at_its_end(block, piece);
                paragraph = self.add_line(paragraph, block, &inked, &spaced)?;
                for run in blanks.iter().flat_map(|line| &line.runs) {
                    let hidden = runs(self, block, run, None)?.into_iter().map(Run::vanish);
                    paragraph = hidden.fold(paragraph, Paragraph::add_run);
                }
            }
        }
        Ok(self.places.contents.end(index, paragraph))
    }

    /// A logical line in the pieces that the file parts, each with the break before it and with what is spaced in it.
    fn pieces<'t>(
        &self,
        index: usize,
        block: &FlowBlock<'_>,
        n: usize,
        line: &FlowLine<'t>,
    ) -> Result<Vec<(BreakType, FlowLine<'t>, Vec<Spaced>)>, Error> {
        let (spaced, turns) = (self.places.breaks.line(index, n), self.places.turns.line(index, n));
        let mut first = if turns.first() == Some(&0) { BreakType::Page } else { BreakType::TextWrapping };
        let mut begins = |then: BreakType| std::mem::replace(&mut first, then);
        let inside: Vec<usize> = turns.iter().copied().filter(|&at| at > 0).collect();
        if inside.is_empty() {
            let lines = self.turned(block, line)?.into_iter();
            return Ok(lines.map(|line| (begins(BreakType::TextWrapping), line, spaced.to_vec())).collect());
        }
        let ends = [inside, vec![line.text().len()]].concat();
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let piece = |(from, &to): (usize, &usize)| {
            let spaced = spaced.iter().filter_map(|s| s.within(&(from..to)));
            (begins(BreakType::Page), line.slice(&(from..to)), spaced.collect())
        };
        Ok(starts.zip(&ends).map(piece).collect())
    }

    /// Parts off the blanks at the end of a centred line: readers centre them with it unless they are hidden.
    fn blanks_at_its_end<'t>(&self, block: &FlowBlock<'_>, line: FlowLine<'t>) -> (FlowLine<'t>, Option<FlowLine<'t>>) {
        if self.context.profile.style(block.kind).align != Align::Centre {
            return (line, None);
        }
        let text = line.text();
        let (end, whole) = (text.trim_end().len(), text.len());
        if end == whole {
            return (line, None);
        }
        (line.slice(&(0..end)), Some(line.slice(&(end..whole))))
    }

    /// An entry of the contents.
    fn entry(&self, paragraph: Paragraph, index: usize, block: &FlowBlock<'_>) -> Result<Paragraph, Error> {
        let mut out = Vec::new();
        for run in block.lines.iter().flat_map(|line| &line.runs) {
            out.extend(runs(self, block, run, None)?);
        }
        Ok(self.places.contents.entry(index, paragraph, out))
    }

    /// Adds the runs of a logical line.
    pub(super) fn add_line(
        &self,
        mut paragraph: Paragraph,
        block: &FlowBlock<'_>,
        line: &FlowLine<'_>,
        spaced: &[Spaced],
    ) -> Result<Paragraph, Error> {
        let mut at = 0;
        for run in &line.runs {
            for (text, spacing) in by_spacing(run.text, at, spaced) {
                for (text, marks) in by_marks(text, self.places.review) {
                    for mark in marks.iter().filter(|mark| mark.begins) {
                        paragraph = paragraph.add_comment_start(Comment::new(mark.finding));
                    }
                    for run in runs(self, block, &FlowRun { text, ..*run }, spacing)? {
                        let run = if marks.is_empty() { run } else { run.highlight(HIGHLIGHT) };
                        paragraph = paragraph.add_run(run);
                    }
                    for mark in marks.iter().filter(|mark| mark.ends) {
                        paragraph = paragraph.add_comment_end(mark.finding);
                    }
                }
            }
            at += run.text.len();
        }
        Ok(paragraph)
    }

    /// The lines into which the layout turns a centred line of the title block by sense.
    ///
    /// Not a centred line that the navigation pane lists: its breaks would stand in the contents.
    fn turned<'t>(&self, block: &FlowBlock<'_>, line: &FlowLine<'t>) -> Result<Vec<FlowLine<'t>>, Error> {
        let centred = self.context.profile.style(block.kind).align == Align::Centre;
        if !centred || outline_level(block.kind, self.rank).is_some() {
            return Ok(vec![line.clone()]);
        }
        let ends = line_ends(self.context, block.kind, line)?;
        Ok(parted(line, &ends))
    }
}

/// A run that begins at a byte of its line, divided where the spacing changes.
fn by_spacing<'t>(text: &'t str, at: usize, spaced: &[Spaced]) -> Vec<(&'t str, Option<Spacing>)> {
    let within = |place: usize| place.clamp(at, at + text.len()) - at;
    let mut out = Vec::with_capacity(1);
    let mut done = 0;
    for Spaced { range, spacing } in spaced {
        let (from, to) = (within(range.start), within(range.end));
        if from < to {
            out.push((&text[done..from], None));
            out.push((&text[from..to], Some(*spacing)));
            done = to;
        }
    }
    out.push((&text[done..], None));
    out.retain(|(text, _)| !text.is_empty());
    out
}

/// Text divided where findings begin and end, each part with those that it belongs to.
fn by_marks<'t>(text: &'t str, review: Option<&Review<'_>>) -> Vec<(&'t str, Vec<Mark>)> {
    let marks = review.map_or_else(Vec::new, |review| review.marks(text));
    if marks.is_empty() {
        return vec![(text, marks)];
    }
    let mut cuts: Vec<usize> = marks.iter().flat_map(|mark| [mark.range.start, mark.range.end]).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let part = |cut: &[usize]| {
        let (from, to) = (cut[0], cut[1]);
        let here = marks.iter().filter(|mark| mark.range.start <= from && to <= mark.range.end).map(|mark| Mark {
            begins: mark.begins && mark.range.start == from,
            ends: mark.ends && mark.range.end == to,
            ..mark.clone()
        });
        (&text[from..to], here.collect())
    };
    cuts.windows(2).map(part).collect()
}

/// A line parted at bytes of its text, of which the last is its end.
fn parted<'t>(line: &FlowLine<'t>, ends: &[usize]) -> Vec<FlowLine<'t>> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(ends).map(|(from, &to)| line.slice(&(from..to))).collect()
}

/// The space before a block, where its style says something else.
fn spacing_before(profile: &Profile, previous: Option<BlockKind>, kind: BlockKind) -> Option<LineSpacing> {
    let wanted = profile.blank_lines(previous, kind);
    // The style's own space falls away between blocks of one style (`w:contextualSpacing`).
    let by_style = if previous == Some(kind) { 0 } else { profile.style(kind).before };
    if wanted == by_style {
        return None;
    }
    let lines = u32::from(wanted);
    let pitch = u32::try_from(profile.grid.line_pitch.twips()).unwrap_or_default();
    let spacing = LineSpacing::new().before(lines * pitch);
    Some(if page_turns::applies(profile) { spacing } else { spacing.before_lines(lines * 100) })
}

/// The runs of a stretch of one role.
fn runs(
    writer: &Writer<'_>,
    block: &FlowBlock<'_>,
    run: &FlowRun<'_>,
    spacing: Option<Spacing>,
) -> Result<Vec<Run>, Error> {
    let Writer { context, book, rank, .. } = *writer;
    // Only text without a style of its own is spaced, so one style does for both.
    let style_id = spacing.map(Spacing::style_id).or_else(|| character_style_id(run.role, rank).map(str::to_owned));
    let style = context.profile.run_style(block.kind, run.role);
    let (chinese, latin) = (context.fonts.chinese(style.face), context.fonts.latin(style.latin_face));
    let mut out = Vec::new();
    for Portion { text, face, western, slots } in portions(context, block.kind, run)? {
        let by_style = if western { latin } else { chinese };
        let fonts = match slots {
            Slots::One if face == by_style && western => None,
            Slots::One if face == by_style => Some(RunFonts::new().hint("eastAsia")),
            _ => Some(every_slot(book, face, western)),
        };
        let mut piece = with_text(Run::new(), text);
        if let Some(id) = &style_id {
            piece = piece.style(id);
        }
        if let Some(fonts) = fonts {
            piece = piece.fonts(fonts);
        }
        piece = match (book.weight(chinese), book.weight(face)) {
            _ if style.weight == crate::style::Weight::Bold => piece,
            (Weight::Regular, Weight::Bold) => piece.bold(),
            (Weight::Bold, Weight::Regular) => piece.disable_bold(),
            _ => piece,
        };
        out.push(piece);
    }
    Ok(out)
}

/// Text that readers set in one go: of one face, chosen in one way.
pub(super) struct Portion<'t> {
    pub(super) text: &'t str,
    face: FaceId,
    western: bool,
    slots: Slots,
}

/// The portions of a run.
pub(super) fn portions<'t>(
    context: &Context<'_>,
    kind: BlockKind,
    run: &FlowRun<'t>,
) -> Result<Vec<Portion<'t>>, Error> {
    let style = context.profile.run_style(kind, run.role);
    let mut out = Vec::new();
    for stretch in context.fonts.itemize(run.text, style.face, style.latin_face)? {
        let (face, western) = (stretch.face, stretch.western);
        let pieces = pieces(&run.text[stretch.range], western);
        out.extend(pieces.into_iter().map(|(text, slots)| Portion { text, face, western, slots }));
    }
    Ok(out)
}

/// Runs of text that stands outside the flow, each naming its face.
pub(super) fn plain_runs(
    context: &Context<'_>,
    book: &FaceBook<'_>,
    text: &str,
    face: FaceRole,
) -> Result<Vec<Run>, Error> {
    let text = text.replace('\n', "");
    let stretches = context.fonts.itemize(&text, face, LatinFace::Serif)?;
    let run = |stretch: crate::font::FaceRun| {
        Run::new().add_text(&text[stretch.range]).fonts(every_slot(book, stretch.face, stretch.western))
    };
    Ok(stretches.into_iter().map(run).collect())
}

/// The face's name for every class of characters.
fn every_slot(book: &FaceBook<'_>, face: FaceId, western: bool) -> RunFonts {
    let name = book.name(face);
    let fonts = RunFonts::new().ascii(name).hi_ansi(name).east_asia(name).cs(name);
    if western { fonts } else { fonts.hint("eastAsia") }
}

/// Which names of `w:rFonts` a piece of text depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slots {
    /// The one that its style gives it.
    One,
    /// Perhaps another, by reader: it must be the same in all.
    All,
}

/// Divides a stretch where it passes between plain Chinese and marks shared with Latin.
///
/// A full-width mark beside a shared one goes with it: a reader trims or kerns two marks
/// that stand together in one run.
fn pieces(text: &str, western: bool) -> Vec<(&str, Slots)> {
    let slots = |c: char| if western || is_plain_chinese(c) { Slots::One } else { Slots::All };
    if !text.is_empty() && text.chars().all(|c| slots(c) == Slots::One) {
        return vec![(text, Slots::One)];
    }
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let mut wanted: Vec<Slots> = characters.iter().map(|&(_, c)| slots(c)).collect();
    for i in 1..characters.len() {
        // A mark drawn with the character before it must not be torn from it.
        if stays_with_previous(characters[i].1) || wanted[i - 1] == Slots::All && has_blank(characters[i].1) {
            wanted[i] = wanted[i - 1];
        }
    }
    for i in (1..characters.len()).rev() {
        if wanted[i] == Slots::All && has_blank(characters[i - 1].1) {
            wanted[i - 1] = Slots::All;
        }
    }
    let mut out = Vec::new();
    let mut start = 0;
    for i in 1..=characters.len() {
        if i == characters.len() || wanted[i] != wanted[start] {
            let end = characters.get(i).map_or(text.len(), |&(at, _)| at);
            out.push((&text[characters[start].0..end], wanted[start]));
            start = i;
        }
    }
    out
}

/// Full-width marks that leave half of their cell free.
fn has_blank(c: char) -> bool {
    let class = class(c);
    class.blank_left() || class.blank_right()
}

/// Combining marks, joiners and variation selectors.
fn stays_with_previous(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{200B}'..='\u{200F}' | '\u{20D0}'..='\u{20FF}' | '\u{2060}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether every reader takes the character for East Asian by its code point.
fn is_plain_chinese(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FFEF}'
            | '\u{20000}'..='\u{3FFFF}')
}

/// Text, tabs and line feeds as Word has them.
fn with_text(mut run: Run, text: &str) -> Run {
    let mut rest = text;
    while let Some(at) = rest.find(['\t', '\n', '\r']) {
        if at > 0 {
            run = run.add_text(&rest[..at]);
        }
        run = match rest.as_bytes()[at] {
            b'\t' => run.add_tab(),
            _ => run.add_break(BreakType::TextWrapping),
        };
        rest = &rest[at + 1..];
    }
    if rest.is_empty() { run } else { run.add_text(rest) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RunRole;

    #[test]
    fn a_line_is_parted_inside_its_runs() {
        let line = FlowLine {
            runs: vec![FlowRun { role: RunRole::Ordinal, text: "一是" }, FlowRun { role: RunRole::Text, text: "好的" }],
        };
        let texts: Vec<_> = parted(&line, &[3, 9, 12]).iter().map(FlowLine::text).collect();
        assert_eq!(texts, ["一", "是好", "的"]);
        assert_eq!(parted(&line, &[12]), [line]);
    }

    #[test]
    fn a_run_is_divided_where_its_spacing_changes() {
        let spacing = Spacing::of_twips(-4);
        let spaced = [Spaced { range: 3..9, spacing }, Spaced { range: 12..15, spacing }];
        assert_eq!(
            by_spacing("甲乙丙丁戊", 0, &spaced),
            [("甲", None), ("乙丙", Some(spacing)), ("丁", None), ("戊", Some(spacing))]
        );
        assert_eq!(by_spacing("丙丁", 6, &spaced), [("丙", Some(spacing)), ("丁", None)]);
        assert_eq!(by_spacing("", 6, &spaced), []);
    }

    #[test]
    fn shared_marks_stand_alone() {
        use Slots::{All, One};
        assert_eq!(pieces("说“好”——啊。", false), [("说", One), ("“", All), ("好", One), ("”——", All), ("啊。", One)]);
        // Marks beside them go with them, however many.
        assert_eq!(
            pieces("说：“好”），去", false),
            [("说", One), ("：“", All), ("好", One), ("”），", All), ("去", One)]
        );
        assert_eq!(pieces("去，“", false), [("去", One), ("，“", All)]);
        assert_eq!(pieces("葛\u{E0100}城", false), [("葛\u{E0100}城", One)]);
        assert_eq!(pieces("", false), []);
        assert_eq!(pieces("it's “it”", true), [("it's “it”", One)]);
    }
}
