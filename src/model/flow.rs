//! The blocks of a document in the order in which they are printed.
//!
//! PDF, DOCX, EPUB and plain text are all written from this one list, so they
//! carry the same blocks in the same order by construction.

use super::{Block, Document, Run, RunRole, Span, Text};

/// What a printed block is. Styles are chosen by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum BlockKind {
    /// What stands before the title.
    Preamble,
    /// 份号.
    CopyNumber,
    /// 密级和保密期限.
    Classification,
    /// 紧急程度.
    Urgency,
    /// 发文机关标志.
    Issuer,
    /// 发文字号.
    DocNumber,
    /// 签发人.
    Signatory,
    /// Title; its lines are the source's.
    Title,
    /// Subtitle.
    Subtitle,
    /// Speaker.
    Speaker,
    /// Date of the speech.
    Date,
    /// Salutation before the text (or 主送机关).
    Salutation,
    /// Heading of level 1 to 4.
    Heading(u8),
    /// Paragraph.
    Paragraph,
    /// Title of a part inside the text.
    InnerTitle,
    /// Verse; its lines are the source's.
    Verse,
    /// Quotation.
    Quote,
    /// Salutation inside the text.
    InnerSalutation,
    /// One row of a table; its lines are the cells.
    TableRow,
    /// Closing words.
    Closing,
    /// 附件说明.
    Attachments,
    /// 署名.
    Signature,
    /// 成文日期.
    SignatureDate,
    /// A note.
    Footnote,
    /// 抄送.
    Cc,
    /// 附注 and the like.
    PrintNote,
    /// The title of a collection, on its title page.
    CollectionTitle,
    /// What stands over the contents of a collection.
    ContentsTitle,
    /// A document in the contents of a collection.
    ContentsEntry,
    /// 印发机关和印发日期, where a profile sets them at the foot of the last page.
    Imprint,
    /// 附件1 above an attachment, where a profile begins a page with it.
    AttachmentLabel,
    /// The title of an attachment below its label.
    AttachmentTitle,
}

/// A block as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowBlock<'a> {
    /// What it is.
    pub kind: BlockKind,
    /// Its lines: one for a paragraph, several where the source's own line breaks are kept.
    pub lines: Vec<FlowLine<'a>>,
    /// Its place in the source.
    pub span: Span,
}

/// A logical line of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowLine<'a> {
    /// Runs in order.
    pub runs: Vec<FlowRun<'a>>,
}

/// A run of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlowRun<'a> {
    /// What it is.
    pub role: RunRole,
    /// Its text.
    pub text: &'a str,
}

impl<'a> FlowLine<'a> {
    /// The line's text.
    pub fn text(&self) -> String {
        self.runs.iter().map(|r| r.text).collect()
    }

    /// Its part between these bytes of its text.
    #[cfg_attr(not(feature = "layout"), allow(dead_code, reason = "the layout and the writers part lines"))]
    pub(crate) fn slice(&self, bytes: &std::ops::Range<usize>) -> FlowLine<'a> {
        let mut runs = Vec::new();
        let mut at = 0;
        for run in &self.runs {
            let within = |place: usize| place.clamp(at, at + run.text.len()) - at;
            let text = &run.text[within(bytes.start)..within(bytes.end)];
            if !text.is_empty() {
                runs.push(FlowRun { text, ..*run });
            }
            at += run.text.len();
        }
        FlowLine { runs }
    }
}

impl FlowBlock<'_> {
    /// The block's text, its lines divided by line feeds.
    pub fn text(&self) -> String {
        self.lines.iter().map(FlowLine::text).collect::<Vec<_>>().join("\n")
    }
}

impl Document {
    /// The blocks in printing order, which is the order of the source.
    ///
    /// Pieces that did not come from the source (span 0) keep the customary
    /// order: title, subtitle, speaker, date, salutation, text, closing words,
    /// attachments, signature, date.
    pub fn flow(&self) -> Vec<FlowBlock<'_>> {
        let mut front = Vec::new();
        let f = &self.front;
        each(&mut front, BlockKind::Preamble, &f.preamble);
        each(&mut front, BlockKind::CopyNumber, f.copy_number.as_slice());
        each(&mut front, BlockKind::Classification, f.classification.as_slice());
        each(&mut front, BlockKind::Urgency, f.urgency.as_slice());
        together(&mut front, BlockKind::Issuer, &f.issuers);
        each(&mut front, BlockKind::DocNumber, f.doc_number.as_slice());
        each(&mut front, BlockKind::Signatory, &f.signatories);
        together(&mut front, BlockKind::Title, &f.title);
        each(&mut front, BlockKind::Subtitle, &f.subtitle);
        each(&mut front, BlockKind::Speaker, f.speaker.as_slice());
        each(&mut front, BlockKind::Date, f.date.as_slice());
        each(&mut front, BlockKind::Salutation, &f.salutation);
        in_source_order(&mut front);

        let mut body = Vec::new();
        for block in &self.body {
            push_block(&mut body, block);
        }

        let mut back = Vec::new();
        let b = &self.back;
        each(&mut back, BlockKind::Closing, &b.closing);
        each(&mut back, BlockKind::Attachments, &b.attachments);
        each(&mut back, BlockKind::Signature, &b.signature);
        each(&mut back, BlockKind::SignatureDate, b.signature_date.as_slice());
        for block in &b.attachment_bodies {
            push_block(&mut back, block);
        }
        each(&mut back, BlockKind::Footnote, &b.footnotes);
        each(&mut back, BlockKind::Cc, &b.cc);
        each(&mut back, BlockKind::PrintNote, &b.print_note);
        in_source_order(&mut back);

        front.append(&mut body);
        // What ends an order may stand before the text that the order puts in force.
        let last = front.iter().map(|b| b.span.start).max();
        let earlier = back.iter().any(|b| b.span.line > 0 && Some(b.span.start) < last);
        front.append(&mut back);
        if earlier {
            in_source_order(&mut front);
        }
        front
    }

    /// The text of the document, one logical line a line, in printing order.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        for block in self.flow() {
            for line in &block.lines {
                out.extend(line.runs.iter().map(|r| r.text));
                out.push('\n');
            }
        }
        out
    }
}

fn each<'a>(out: &mut Vec<FlowBlock<'a>>, kind: BlockKind, texts: &'a [Text]) {
    out.extend(texts.iter().map(|t| FlowBlock { kind, lines: vec![plain(t)], span: t.span }));
}

/// One block of several lines.
fn together<'a>(out: &mut Vec<FlowBlock<'a>>, kind: BlockKind, texts: &'a [Text]) {
    if let Some(first) = texts.first() {
        out.push(FlowBlock { kind, lines: texts.iter().map(plain).collect(), span: first.span });
    }
}

fn plain(text: &Text) -> FlowLine<'_> {
    FlowLine { runs: vec![FlowRun { role: RunRole::Text, text: &text.text }] }
}

fn push_block<'a>(out: &mut Vec<FlowBlock<'a>>, block: &'a Block) {
    let span = block.span();
    match block {
        Block::Heading { level, text, .. } => out.push(FlowBlock {
            kind: BlockKind::Heading(*level),
            lines: vec![FlowLine { runs: vec![FlowRun { role: RunRole::Text, text }] }],
            span,
        }),
        Block::Paragraph { runs, .. } => {
            let runs = runs.iter().map(|Run { role, text }| FlowRun { role: *role, text }).collect();
            out.push(FlowBlock { kind: BlockKind::Paragraph, lines: vec![FlowLine { runs }], span });
        }
        Block::InnerTitle(t) => each(out, BlockKind::InnerTitle, std::slice::from_ref(t)),
        Block::Quote(t) => each(out, BlockKind::Quote, std::slice::from_ref(t)),
        Block::Salutation(t) => each(out, BlockKind::InnerSalutation, std::slice::from_ref(t)),
        Block::Verse(lines) => together(out, BlockKind::Verse, lines),
        Block::Table(rows) => {
            for row in rows {
                together(out, BlockKind::TableRow, row);
            }
        }
    }
}

/// A stable sort by place; pieces without a place stay with the piece before them.
fn in_source_order(blocks: &mut [FlowBlock<'_>]) {
    let mut place = 0;
    let keys: Vec<u32> = blocks
        .iter()
        .map(|b| {
            if b.span.line > 0 {
                place = b.span.start;
            }
            place
        })
        .collect();
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by_key(|&i| keys[i]);
    let sorted: Vec<_> = order.iter().map(|&i| blocks[i].clone()).collect();
    blocks.clone_from_slice(&sorted);
}
