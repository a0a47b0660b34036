//! The marked content of the pages (ISO 32000-1 14.6).
//!
//! Each stretch of a page that belongs to one element of the structure tree is
//! one marked-content sequence: a block, or a run-in heading and the text after
//! it. Page numbers are artifacts. Within a sequence every line is one text
//! operator for each face; the gap that most glyphs of a line share is set as
//! character spacing, so only the others need a number.

use std::collections::BTreeMap;

use printpdf::{Codepoint, DictItem, Op, PdfDocument, PdfFontHandle, PdfPage, Pt, Rect, TextItem, TextMatrix};

use super::fonts::{SubsetFonts, texts};
use crate::converter::Context;
use crate::layout::{GlyphRun, Line, Page};
use crate::model::{FlowBlock, RunRole};
use crate::style::Length;

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
    /// Top of the first line, from the lower edge of the page.
    pub(super) top: Length,
}

/// Adds the pages; returns their marked content in reading order.
pub(super) fn pages(
    context: &Context<'_>,
    flow: &[FlowBlock<'_>],
    pages: &[Page],
    fonts: &SubsetFonts,
    pdf: &mut PdfDocument,
) -> Vec<Marked> {
    let mut marked = Vec::new();
    let size = &context.profile.page;
    for (index, page) in pages.iter().enumerate() {
        let mut out = PageOps::new(fonts, size.height);
        out.text(index, flow, page, &mut marked);
        if let Some(number) = &page.number {
            out.artifact(number);
        }
        let mut pdf_page = PdfPage::new(printpdf::Mm(0.0), printpdf::Mm(0.0), out.ops);
        let rect = Rect::from_wh(points(size.width), points(size.height));
        (pdf_page.media_box, pdf_page.trim_box, pdf_page.crop_box) = (rect.clone(), rect.clone(), rect);
        pdf.pages.push(pdf_page);
    }
    marked
}

/// A thousandth of a point is finer than any printer.
fn points(length: Length) -> Pt {
    Pt(((length.pt() * 1000.0).round() / 1000.0) as f32)
}

/// The operators of one page.
struct PageOps<'a> {
    fonts: &'a SubsetFonts,
    page_height: Length,
    ops: Vec<Op>,
    mcid: i64,
    font: Option<(crate::font::FaceId, Length)>,
    spacing: f32,
}

impl<'a> PageOps<'a> {
    fn new(fonts: &'a SubsetFonts, page_height: Length) -> Self {
        Self { fonts, page_height, ops: Vec::new(), mcid: 0, font: None, spacing: 0.0 }
    }

    fn text(&mut self, page: usize, flow: &[FlowBlock<'_>], content: &Page, marked: &mut Vec<Marked>) {
        let mut current: Option<(usize, RunRole)> = None;
        for line in &content.lines {
            let mut at = 0;
            while at < line.runs.len() {
                let role = line.runs[at].role;
                let end = at + line.runs[at..].iter().take_while(|r| r.role == role).count();
                if current != Some((line.block, role)) {
                    if current.is_some() {
                        self.end();
                    }
                    let tag = super::tags::content_tag(flow[line.block].kind, role);
                    self.begin(tag, [("MCID", DictItem::Int(self.mcid))]);
                    let top = self.page_height - line.baseline + line.runs[at].size;
                    marked.push(Marked { page, mcid: self.mcid, block: line.block, role, top });
                    self.mcid += 1;
                    current = Some((line.block, role));
                }
                self.show(line, &line.runs[at..end]);
                at = end;
            }
        }
        if current.is_some() {
            self.end();
        }
    }

    /// Page numbers are no part of the text (ISO 14289-1 7.8).
    fn artifact(&mut self, number: &Line) {
        self.begin(
            "Artifact",
            [("Type", DictItem::Name(b"Pagination".to_vec())), ("Subtype", DictItem::Name(b"Footer".to_vec()))],
        );
        self.show(number, &number.runs);
        self.end();
    }

    fn begin<const N: usize>(&mut self, tag: &str, properties: [(&str, DictItem); N]) {
        let map = properties.into_iter().map(|(k, v)| (k.to_owned(), v)).collect::<BTreeMap<_, _>>();
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties: DictItem::Dict { map } });
        self.ops.push(Op::StartTextSection);
    }

    fn end(&mut self) {
        self.ops.push(Op::EndTextSection);
        self.ops.push(Op::EndMarkedContent);
    }

    fn show(&mut self, line: &Line, runs: &[GlyphRun]) {
        let y = self.page_height - line.baseline;
        let spacing = common_gap(self.fonts, runs);
        if spacing != self.spacing {
            self.ops.push(Op::SetCharacterSpacing { multiplier: spacing });
            self.spacing = spacing;
        }
        for run in runs {
            self.run(run, y);
        }
    }

    fn run(&mut self, run: &GlyphRun, y: Length) {
        let Some(face) = self.fonts.get(run.face) else { return };
        if self.font != Some((run.face, run.size)) {
            self.ops.push(Op::SetFont { font: PdfFontHandle::External(face.id.clone()), size: points(run.size) });
            self.font = Some((run.face, run.size));
        }
        let em = run.size.pt() / 1000.0;
        let mut writer = TextWriter { ops: &mut self.ops, items: Vec::new(), start: None };
        // Where the viewer's pen is: it adds the glyph's width and the character spacing.
        let mut pen = 0.0;
        let mut running = false;
        let glyphs: Vec<_> = run.glyphs.iter().zip(texts(run)).collect();
        let mut i = 0;
        while i < glyphs.len() {
            // A glyph with those after it that stand for the same text.
            let mut end = i + 1;
            while end < glyphs.len() && glyphs[end].0.text_len == 0 {
                end += 1;
            }
            let text = glyphs[i].1.1;
            let id = face.glyph(glyphs[i].0.id);
            let spoken = end > i + 1 || face.unicode(id) != text;
            if spoken {
                writer.flush();
                writer.ops.push(Op::BeginMarkedContentWithProperties {
                    tag: "Span".to_owned(),
                    properties: DictItem::Dict { map: BTreeMap::from([("ActualText".to_owned(), utf16(text))]) },
                });
                running = false;
            }
            for (glyph, _) in &glyphs[i..end] {
                let id = face.glyph(glyph.id);
                let x = glyph.x.pt();
                let raised = glyph.rise != Length::ZERO;
                if raised || !running {
                    writer.flush();
                    writer.start = Some((x, (y + glyph.rise).pt()));
                    pen = x;
                }
                // Tenths of a thousandth of an em; the pen follows what was written, so nothing adds up.
                let kern = ((pen - x) / em * 10.0).round() / 10.0;
                if kern != 0.0
                    && let Some(last) = writer.items.last_mut()
                {
                    last.offset = kern as f32;
                    pen -= kern * em;
                }
                let unicode = face.unicode(id).to_owned();
                writer.items.push(Codepoint::with_cid(id, 0.0, unicode));
                pen += face.width(id) * em + f64::from(self.spacing);
                running = !raised;
            }
            if spoken {
                writer.flush();
                writer.ops.push(Op::EndMarkedContent);
                running = false;
            }
            i = end;
        }
        writer.flush();
    }
}

/// Collects glyphs for one text operator.
struct TextWriter<'a> {
    ops: &'a mut Vec<Op>,
    items: Vec<Codepoint>,
    start: Option<(f64, f64)>,
}

impl TextWriter<'_> {
    fn flush(&mut self) {
        if self.items.is_empty() {
            return;
        }
        if let Some((x, y)) = self.start.take() {
            let round = |v: f64| Pt(((v * 10_000.0).round() / 10_000.0) as f32);
            self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(round(x), round(y)) });
        }
        self.ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(std::mem::take(&mut self.items))] });
    }
}

/// The gap that most glyphs of a line share, in points.
fn common_gap(fonts: &SubsetFonts, runs: &[GlyphRun]) -> f32 {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for run in runs {
        let Some(face) = fonts.get(run.face) else { continue };
        let em = run.size.pt() / 1000.0;
        for pair in run.glyphs.windows(2) {
            let width = face.width(face.glyph(pair[0].id)) * em;
            let gap = (pair[1].x - pair[0].x).pt() - width;
            *counts.entry((gap * 10_000.0).round() as i64).or_default() += 1;
        }
    }
    let common = counts.into_iter().max_by_key(|&(gap, count)| (count, std::cmp::Reverse(gap.abs())));
    common.map_or(0.0, |(gap, _)| (gap as f64 / 10_000.0) as f32)
}

/// A text string in UTF-16BE with its byte order mark (ISO 32000-1 7.9.2.2).
fn utf16(text: &str) -> DictItem {
    let mut data = vec![0xFE, 0xFF];
    data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    DictItem::String { data, literal: false }
}
