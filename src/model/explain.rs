//! What each piece of a source was taken for, and why.

use super::{Block, BlockKind, Document, Reason, RunRole, SetAsideKind, Span, Text};

/// A piece of the source with what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explained {
    /// Where it stood.
    pub span: Span,
    /// The last line of the source on which it stood.
    pub last_line: u32,
    /// What it was taken for.
    pub kind: TakenFor,
    /// Level of a run-in heading at its start.
    pub run_in: Option<u8>,
    /// Its first words.
    pub text: String,
    /// Why; none for what was set aside, whose kind says it.
    pub reason: Option<Reason>,
}

/// What a piece of the source was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TakenFor {
    /// A piece of the document.
    Block(BlockKind),
    /// Something that is not printed.
    SetAside(SetAsideKind),
}

/// How many characters of a piece are shown.
const SHOWN: usize = 24;

impl Document {
    /// Every piece of the source in its order with what it was taken for and why, and what
    /// was set aside. No line with text on it is without one.
    pub fn explain(&self) -> Vec<Explained> {
        let mut out = Vec::new();
        let mut take = |kind, span: Span, text: &str, run_in, reason| {
            // What the caller gave stands nowhere in the source.
            if span.line > 0 {
                let last_line = self.source.last_line(span);
                out.push(Explained { span, last_line, kind, run_in, text: first_words(text), reason });
            }
        };
        for (kind, texts) in self.named_texts() {
            for t in texts {
                take(TakenFor::Block(kind), t.span, &t.text, None, Some(t.reason));
            }
        }
        for block in self.body.iter().chain(&self.back.attachment_bodies) {
            let (kind, texts) = match block {
                Block::Heading { level, text, span, reason, .. } => {
                    take(TakenFor::Block(BlockKind::Heading(*level)), *span, text, None, Some(*reason));
                    continue;
                }
                Block::Paragraph { runs, span, reason } => {
                    let run_in = runs.iter().find_map(|r| match r.role {
                        RunRole::Heading { level } => Some(level),
                        RunRole::Text | RunRole::Ordinal | RunRole::Strong | RunRole::Emphasis => None,
                    });
                    let text: String = runs.iter().map(|r| r.text.as_str()).collect();
                    take(TakenFor::Block(BlockKind::Paragraph), *span, &text, run_in, Some(*reason));
                    continue;
                }
                Block::InnerTitle(t) => (BlockKind::InnerTitle, vec![t]),
                Block::Quote(t) => (BlockKind::Quote, vec![t]),
                Block::Salutation(t) => (BlockKind::InnerSalutation, vec![t]),
                Block::Verse(lines) => (BlockKind::Verse, lines.iter().collect()),
                Block::Table(rows) => (BlockKind::TableRow, rows.iter().flatten().collect()),
            };
            for t in texts {
                take(TakenFor::Block(kind), t.span, &t.text, None, Some(t.reason));
            }
        }
        for aside in &self.source.set_aside {
            take(TakenFor::SetAside(aside.kind), aside.span, &aside.text, None, None);
        }
        out.sort_by_key(|e| e.span);
        out
    }

    /// How many page numbers and running heads of an earlier conversion are in the text.
    pub fn leftovers(&self) -> usize {
        let left_over = |reason: Reason| matches!(reason, Reason::PageNumber | Reason::RunningHead);
        let in_block = |block: &&Block| matches!(block, Block::Paragraph { reason, .. } if left_over(*reason));
        self.body.iter().chain(&self.back.attachment_bodies).filter(in_block).count()
            + self.back.print_note.iter().filter(|t| left_over(t.reason)).count()
    }

    /// The fields of front and back with what their pieces are.
    fn named_texts(&self) -> [(BlockKind, &[Text]); 19] {
        let (front, back) = (&self.front, &self.back);
        [
            (BlockKind::Preamble, &front.preamble),
            (BlockKind::CopyNumber, front.copy_number.as_slice()),
            (BlockKind::Classification, front.classification.as_slice()),
            (BlockKind::Urgency, front.urgency.as_slice()),
            (BlockKind::Issuer, &front.issuers),
            (BlockKind::Signatory, &front.signatories),
            (BlockKind::DocNumber, front.doc_number.as_slice()),
            (BlockKind::Title, &front.title),
            (BlockKind::Subtitle, &front.subtitle),
            (BlockKind::Speaker, front.speaker.as_slice()),
            (BlockKind::Date, front.date.as_slice()),
            (BlockKind::Salutation, &front.salutation),
            (BlockKind::Closing, &back.closing),
            (BlockKind::Attachments, &back.attachments),
            (BlockKind::Signature, &back.signature),
            (BlockKind::SignatureDate, back.signature_date.as_slice()),
            (BlockKind::Footnote, &back.footnotes),
            (BlockKind::Cc, &back.cc),
            (BlockKind::PrintNote, &back.print_note),
        ]
    }
}

fn first_words(text: &str) -> String {
    let mut out: String = text.chars().take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() {
        out.push('…');
    }
    out
}
