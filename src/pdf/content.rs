//! The marked content of the pages (ISO 32000-1 14.6).
//!
//! Each stretch of a page that belongs to one element of the structure tree is
//! one marked-content sequence: a block, or a run-in heading and the text after
//! it. Page numbers, running heads, notes in the margins and lines are artifacts. Within a sequence every line is one text
//! operator for each face; the gap that most glyphs of a line share is set as
//! character spacing, so only the others need a number.

use std::borrow::Cow;

use super::fonts::{SubsetFace, SubsetFonts, texts};
use super::operators::{Artifact, Operators, Pieces, nearest, ten_thousandths};
use crate::converter::Context;
use crate::font::{FaceId, GlyphId, is_attached, is_plain, is_private_use};
use crate::layout::{Glyph, GlyphRun, Line, Page, Reference, Rule};
use crate::model::{BlockKind, FlowBlock, RunRole};
use crate::style::{Colour, Length, Weight};

/// A marked-content sequence of a page and what it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marked {
    /// Index of the page.
    pub(super) page: usize,
    /// Number of the sequence on its page (MCID).
    pub(super) mcid: i64,
    /// Index of the block in the flow.
    pub(super) block: usize,
    /// Role of its text within the block.
    pub(super) role: RunRole,
    /// Index of its cell, in the row of a table.
    pub(super) cell: usize,
    /// Top of the first line, from the lower edge of the page.
    pub(super) top: Length,
}

/// The content stream of each page, and the marked content of all in reading order.
pub(super) fn pages(context: &Context<'_>, pages: &[Page], fonts: &SubsetFonts<'_>) -> (Vec<Vec<u8>>, Vec<Marked>) {
    let mut marked = Vec::new();
    let streams = pages.iter().enumerate().map(|(index, page)| {
        let mut out = PageContent::new(fonts, index, context.profile.page.height);
        for rule in &page.rules {
            out.rule(rule);
        }
        out.text(context.flow(), page);
        out.around(page);
        marked.append(&mut out.marked);
        out.operators.into_bytes()
    });
    (streams.collect(), marked)
}

/// The em divided by this is the width of the line that makes type bolder: a bold cut has stems
/// a quarter to a half heavier, and stems of 仿宋 are a twentieth of an em.
const BOLD_STROKE: i32 = 36;

/// A glyph that is not so much of an em behind the one before it stands in the same place.
const SAME_PLACE: i32 = 20;

/// Gaps from this part of an em may be read as those between columns: poppler joins what is nearer in any case.
const COLUMN_GAP: (i32, i32) = (7, 10);

/// The content stream of one page.
struct PageContent<'a> {
    fonts: &'a SubsetFonts<'a>,
    /// Index of the page.
    page: usize,
    page_height: Length,
    operators: Operators,
    /// Glyphs waiting for their operator.
    pieces: Pieces,
    /// The sequences so far.
    marked: Vec<Marked>,
    /// What the text that is written belongs to; nothing for artifacts.
    owner: Option<Owner>,
    /// Whether a sequence of its is open.
    open: bool,
    /// Top of the line, from the lower edge of the page.
    top: Length,
    /// That of the text that is written, if it is not the document's.
    language: Option<&'static str>,
    font: Option<(FaceId, Length)>,
    weight: Weight,
    colour: Colour,
    /// In ten-thousandths of a point.
    spacing: i64,
    /// Whether an ActualText is open that the marks of the next run belong to.
    joined: bool,
}

/// The part of an element of the structure tree to which text belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Owner {
    block: usize,
    cell: usize,
    role: RunRole,
    tag: &'static str,
}

impl<'a> PageContent<'a> {
    fn new(fonts: &'a SubsetFonts<'a>, page: usize, page_height: Length) -> Self {
        let (operators, pieces) = (Operators::default(), Pieces::default());
        Self {
            fonts,
            page,
            page_height,
            operators,
            pieces,
            marked: Vec::new(),
            owner: None,
            open: false,
            top: Length::ZERO,
            language: None,
            font: None,
            weight: Weight::Plain,
            colour: Colour::BLACK,
            spacing: 0,
            joined: false,
        }
    }

    fn text(&mut self, flow: &[FlowBlock<'_>], content: &Page) {
        for line in &content.lines {
            let kind = flow[line.block].kind;
            let cell = if kind == BlockKind::TableRow { line.source_line } else { 0 };
            let mut at = 0;
            while at < line.runs.len() {
                let role = line.runs[at].role;
                let end = at + line.runs[at..].iter().take_while(|r| r.role == role).count();
                self.top = self.page_height - line.baseline + line.runs[at].size;
                let tag = super::tags::content_tag(kind, role);
                self.write_for(Some(Owner { block: line.block, cell, role, tag }));
                self.show(line, &line.runs[at..end]);
                at = end;
            }
            if let Some(reference) = content.references.iter().find(|r| r.stands_behind(line)) {
                self.reference(reference);
            }
        }
        self.write_for(None);
    }

    /// The leader is no part of the text; the number is.
    fn reference(&mut self, reference: &Reference) {
        self.write_for(None);
        self.operators.begin_leader();
        self.show(&reference.leader, &reference.leader.runs);
        self.operators.end_content();
        let number = &reference.number;
        self.top = self.page_height - number.baseline;
        self.write_for(Some(Owner { block: number.block, cell: 0, role: RunRole::Text, tag: "P" }));
        self.show(number, &number.runs);
        self.write_for(None);
    }

    /// What follows belongs there.
    fn write_for(&mut self, owner: Option<Owner>) {
        if owner != self.owner {
            self.close();
            self.owner = owner;
        }
    }

    /// Begins a sequence of the owner's, unless one is open; glyphs that stand for a text together have one of
    /// their own.
    ///
    /// Sequences are not nested: poppler takes the end of an inner one for that of the outer, and the structure it
    /// tells has lost the rest.
    fn open(&mut self, text: Option<&str>) {
        let Some(owner) = self.owner.filter(|_| !self.open) else { return };
        let mcid = self.marked.len() as i64;
        let tag = if text.is_some() || self.language.is_some() { "Span" } else { owner.tag };
        self.operators.begin_content(tag, mcid, self.language, text);
        let Owner { block, cell, role, .. } = owner;
        self.marked.push(Marked { page: self.page, mcid, block, role, cell, top: self.top });
        self.open = true;
    }

    /// Ends the sequence, if one is open.
    fn close(&mut self) {
        self.flush();
        if std::mem::take(&mut self.open) {
            self.operators.end_content();
        }
    }

    /// Begins glyphs that stand for this text together.
    fn begin_spoken(&mut self, text: &str) {
        if self.owner.is_some() {
            self.close();
            self.open(Some(text));
        } else {
            self.flush();
            self.operators.begin_actual_text(text);
        }
    }

    /// Ends them.
    fn end_spoken(&mut self, pen: &mut Pen) {
        if self.owner.is_some() {
            self.close();
        } else {
            self.flush();
            self.operators.end_span();
        }
        self.joined = false;
        pen.at = None;
    }

    fn rule(&mut self, rule: &Rule) {
        let bottom = self.page_height - rule.top - rule.thickness;
        self.operators.rule([rule.left, bottom, rule.right - rule.left, rule.thickness], rule.colour);
    }

    /// What stands around the text. Running heads and notes say words of the text over again, so they stand for no
    /// text at all: who copies or searches a page finds the text once.
    fn around(&mut self, page: &Page) {
        if let Some(number) = &page.number {
            self.operators.begin_artifact(Artifact::Footer);
            self.show(number, &number.runs);
            self.operators.end_content();
        }
        if let Some(head) = &page.head {
            self.silent(Artifact::Header, std::slice::from_ref(head));
        }
        if !page.notes.is_empty() {
            self.silent(Artifact::Layout, &page.notes);
        }
    }

    /// Lines that stand for no text.
    fn silent(&mut self, artifact: Artifact, lines: &[Line]) {
        self.operators.begin_artifact(artifact);
        for line in lines {
            self.operators.begin_actual_text("");
            self.show(line, &line.runs);
            self.operators.end_span();
        }
        self.operators.end_content();
    }

    fn show(&mut self, line: &Line, runs: &[GlyphRun]) {
        let spacing = common_gap(self.fonts, runs);
        if spacing != self.spacing {
            self.operators.character_spacing(spacing);
            self.spacing = spacing;
        }
        for (i, run) in runs.iter().enumerate() {
            let ends_line = line.runs.last().is_some_and(|last| std::ptr::eq(last, run));
            let english = self.owner.is_some() && is_english(&run.text);
            if english {
                self.close();
                self.language = Some("en");
            }
            // The sequences of a stream are nested: a mark of another face is not read as English with its letter.
            let marks = if english { String::new() } else { leading_marks(&runs[i + 1..]) };
            let behind = runs[i + 1..].iter().find_map(|next| next.glyphs.first()).map(|glyph| glyph.x);
            self.run(run, (&marks, behind), self.page_height - line.baseline, ends_line);
            if english {
                self.close();
                self.language = None;
            }
        }
    }

    /// Writes the glyphs of a run. The marks that begin the next, of which the place is known, are drawn with its
    /// last character.
    fn run(&mut self, run: &GlyphRun, (marks_behind, behind): (&str, Option<Length>), y: Length, ends_line: bool) {
        let fonts = self.fonts;
        let Some(face) = fonts.get(run.face) else { return };
        if self.font != Some((run.face, run.size)) {
            self.operators.font(face.name(), run.size);
            self.font = Some((run.face, run.size));
        }
        if self.colour != run.colour {
            self.operators.colour(run.colour);
            self.colour = run.colour;
        }
        if self.weight != run.weight {
            let stroke = match run.weight {
                Weight::Plain => None,
                Weight::Bold => Some(run.size.fraction(1, BOLD_STROKE)),
            };
            self.operators.embolden(stroke);
            self.weight = run.weight;
        }
        let glyphs: Vec<_> = run.glyphs.iter().zip(texts(run)).collect();
        let code = |(_, (id, text)): &(&Glyph, (GlyphId, &str))| face.code(*id, text);
        let mut pen = Pen { em: run.size.pt() / 1000.0, spacing: self.spacing as f64 / 10_000.0, at: None };
        let mut i = 0;
        if self.joined {
            i = glyphs.iter().take_while(|(_, (_, text))| is_mark(text)).count();
            glyphs[..i].iter().for_each(|glyph| self.glyph(face, glyph, code(glyph), y, &mut pen));
            if i < glyphs.len() || marks_behind.is_empty() {
                self.end_spoken(&mut pen);
            }
        }
        while i < glyphs.len() {
            if before_plain(&glyphs[i..], run.size) {
                let code = code(&glyphs[i]);
                if face.unicode(code) == glyphs[i].1.1 {
                    self.glyph(face, &glyphs[i], code, y, &mut pen);
                    i += 1;
                    continue;
                }
            }
            let end = i + copied_together(&glyphs[i..], behind, run.size);
            let marks = if end == glyphs.len() { marks_behind } else { "" };
            let text: Cow<'_, str> = match &glyphs[i..end] {
                // Some readers take a hyphen at a line end for one of hyphenation and drop it; a space keeps it.
                [(_, (_, "-"))] if ends_line && end == glyphs.len() => "- ".into(),
                [(_, (_, text))] if marks.is_empty() => (*text).into(),
                several => several.iter().map(|(_, (_, text))| *text).chain([marks]).collect(),
            };
            // What a private-use character stands for must be said besides (ISO 19005-2 6.2.11.7.3).
            let spoken = end > i + 1
                || face.unicode(face.code(glyphs[i].0.id, &text)) != text
                || text.chars().any(is_private_use);
            if spoken {
                self.begin_spoken(&text);
                pen.at = None;
            }
            glyphs[i..end].iter().for_each(|glyph| self.glyph(face, glyph, code(glyph), y, &mut pen));
            self.joined = !marks.is_empty();
            if spoken && !self.joined {
                self.end_spoken(&mut pen);
            }
            i = end;
        }
        self.flush();
    }

    /// Puts a glyph down where the layout has it.
    fn glyph(
        &mut self,
        face: &SubsetFace<'_>,
        (glyph, _): &(&Glyph, (GlyphId, &str)),
        code: u16,
        y: Length,
        pen: &mut Pen,
    ) {
        let x = glyph.x.pt();
        let raised = glyph.rise != Length::ZERO;
        let mut at = match pen.at.filter(|_| !raised) {
            Some(at) => at,
            None => {
                self.flush();
                self.open(None);
                self.operators.start(ten_thousandths(glyph.x), ten_thousandths(y + glyph.rise));
                x
            }
        };
        // Tenths of a thousandth of an em; the pen follows what was written, so nothing adds up.
        let back = nearest((at - x) / pen.em * 10.0);
        if back != 0 {
            self.pieces.kern(back * 1000);
            at -= back as f64 / 10.0 * pen.em;
        }
        self.pieces.glyph(code);
        at += face.width(code) * pen.em + pen.spacing;
        pen.at = Some(at).filter(|_| !raised);
    }

    /// Writes the glyphs that wait.
    fn flush(&mut self) {
        if !self.pieces.is_empty() {
            self.operators.show(&self.pieces);
            self.pieces.clear();
        }
    }
}

/// Where the viewer's pen is, which adds a glyph's width and the character spacing.
struct Pen {
    /// A thousandth of the size, in points.
    em: f64,
    spacing: f64,
    /// From the left edge of the page; none where it has yet to be put down.
    at: Option<f64>,
}

/// Whether these glyphs begin with Han or one of its marks and another behind it, as nearly all do: the first is copied
/// by itself.
fn before_plain(glyphs: &[(&Glyph, (GlyphId, &str))], size: Length) -> bool {
    let [(first, (_, text)), (next, (_, behind)), ..] = glyphs else { return false };
    let is_one = |text: &str| {
        let mut chars = text.chars();
        chars.next().is_some_and(is_plain) && chars.next().is_none()
    };
    is_one(text) && is_one(behind) && next.x - first.x > size.fraction(1, SAME_PLACE)
}

/// How many of these glyphs are copied together: the first with those that stand for the same text, with its
/// marks, or with what stands in its place. Of two marks that gave up their blanks (，“) the second may begin
/// where the first does, blanks between them or not, and readers that sort by place would exchange them.
fn together(glyphs: &[(&Glyph, (GlyphId, &str))], size: Length) -> usize {
    let same_place = size.fraction(1, SAME_PLACE);
    let blank = |at: usize| is_blank(glyphs[at].1.1);
    let (mut end, mut solid) = (1, (!blank(0)).then_some(0));
    while end < glyphs.len() {
        let Some(next) = (end..glyphs.len()).find(|&at| !blank(at)) else { break };
        let (glyph, (_, text)) = glyphs[next];
        let attached = next == end && (glyph.text_len == 0 || is_mark(text));
        let in_place = solid.is_some_and(|at: usize| glyph.x - glyphs[at].0.x <= same_place);
        if !attached && !in_place {
            break;
        }
        end = next + 1;
        if !attached {
            solid = Some(next);
        }
    }
    end
}

/// How many of these glyphs of a run, behind which another begins at a place, are copied as one.
fn copied_together(glyphs: &[(&Glyph, (GlyphId, &str))], behind: Option<Length>, size: Length) -> usize {
    match gap(glyphs, behind, size) {
        1 if glyphs.len() > 1 => 1 + together(&glyphs[1..], size),
        0 | 1 => {
            let end = together(glyphs, size);
            // A blank that ends the run has nothing behind it to be copied with.
            end + usize::from(glyphs.len() == end + 1 && gap(&glyphs[end..], behind, size) == 1)
        }
        blanks => blanks,
    }
}

/// How many blanks begin these glyphs, where they are so wide that a reader may take them for the gap between two
/// columns and read 朱　　德 over 注　　释 as 朱注德释. Such a reader (poppler) drops each blank by itself and keeps
/// those that are copied with something: with one another, or one with the character behind or before it.
fn gap(glyphs: &[(&Glyph, (GlyphId, &str))], behind: Option<Length>, size: Length) -> usize {
    let blanks = glyphs.iter().take_while(|(_, (_, text))| is_blank(text)).count();
    let next = glyphs.get(blanks).map_or(behind, |(glyph, _)| Some(glyph.x));
    let wide = |next: Length| next - glyphs[0].0.x >= size.fraction(COLUMN_GAP.0, COLUMN_GAP.1);
    // Nothing is behind those of an empty cell.
    if blanks > 0 && next.is_none_or(wide) { blanks } else { 0 }
}

/// Whether this is the text of a blank.
fn is_blank(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_whitespace)
}

/// Whether this is the text of a glyph that is drawn with the one before it.
fn is_mark(text: &str) -> bool {
    text.chars().next().is_some_and(is_attached)
}

/// The marks with which these runs begin: they are drawn with what stands before, whose face lacks them.
fn leading_marks(runs: &[GlyphRun]) -> String {
    let mut marks = String::new();
    for run in runs {
        let leading: usize = texts(run).map(|(_, text)| text).take_while(|text| is_mark(text)).map(str::len).sum();
        marks.push_str(&run.text[..leading]);
        if leading < run.text.len() {
            break;
        }
    }
    marks
}

/// Whether a stretch of a line should be read as English: a voice that changed for every AI or 5G
/// in a Chinese sentence would be harder to follow, so three words of letters are wanted.
fn is_english(text: &str) -> bool {
    const WORDS: usize = 3;
    text.is_ascii()
        && text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1).nth(WORDS - 1).is_some()
}

/// The gap that most glyphs of a line share, in ten-thousandths of a point.
fn common_gap(fonts: &SubsetFonts<'_>, runs: &[GlyphRun]) -> i64 {
    let mut gaps: Vec<i64> = Vec::with_capacity(runs.iter().map(|run| run.glyphs.len()).sum());
    for run in runs {
        let Some(face) = fonts.get(run.face) else { continue };
        let em = run.size.pt() / 1000.0;
        for pair in run.glyphs.windows(2) {
            let width = face.width(face.glyph(pair[0].id)) * em;
            gaps.push(nearest(((pair[1].x - pair[0].x).pt() - width) * 10_000.0));
        }
    }
    gaps.sort_unstable();
    let common = gaps.chunk_by(|a, b| a == b).max_by_key(|same| (same.len(), std::cmp::Reverse(same[0].abs())));
    common.map_or(0, |same| same[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_english_and_a_name_is_not() {
        assert!(is_english("the rule of law"));
        assert!(!is_english("AI"));
        assert!(!is_english("5G + AI 2025"));
        assert!(!is_english("Straße über alles"));
    }
}
