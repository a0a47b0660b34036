//! What each piece of a source was taken for, and why.

use super::{Block, BlockKind, Document, Reason, RunRole, Span, Text};

/// A piece of the source with what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// Where it stood.
    pub span: Span,
    /// What it was taken for.
    pub kind: BlockKind,
    /// Level of a run-in heading at its start.
    pub run_in: Option<u8>,
    /// Its first words.
    pub text: String,
    /// Why.
    pub reason: Reason,
}

/// How many characters of a piece are shown.
const SHOWN: usize = 24;

impl Document {
    /// Every piece in source order with what it was taken for and why.
    pub fn explain(&self) -> Vec<Explained> {
        let mut out = Vec::new();
        let (front, back) = (&self.front, &self.back);
        let mut take = |kind, texts: &[Text]| out.extend(texts.iter().map(|t| explained(kind, t)));
        take(BlockKind::Preamble, &front.preamble);
        take(BlockKind::DocNumber, front.doc_number.as_slice());
        take(BlockKind::Title, &front.title);
        take(BlockKind::Subtitle, &front.subtitle);
        take(BlockKind::Speaker, front.speaker.as_slice());
        take(BlockKind::Date, front.date.as_slice());
        take(BlockKind::Salutation, &front.salutation);
        take(BlockKind::Closing, &back.closing);
        take(BlockKind::Attachments, &back.attachments);
        take(BlockKind::Signature, &back.signature);
        take(BlockKind::SignatureDate, back.signature_date.as_slice());
        take(BlockKind::Footnote, &back.footnotes);
        take(BlockKind::Cc, &back.cc);
        take(BlockKind::PrintNote, &back.print_note);
        for block in self.body.iter().chain(&back.attachment_bodies) {
            explain_block(&mut out, block);
        }
        out.sort_by_key(|e| e.span);
        out
    }
}

fn explained(kind: BlockKind, text: &Text) -> Explained {
    Explained { span: text.span, kind, run_in: None, text: first_words(&text.text), reason: text.reason }
}

fn explain_block(out: &mut Vec<Explained>, block: &Block) {
    match block {
        Block::Heading { level, text, span, reason, .. } => out.push(Explained {
            span: *span,
            kind: BlockKind::Heading(*level),
            run_in: None,
            text: first_words(text),
            reason: *reason,
        }),
        Block::Paragraph { runs, span, reason } => {
            let run_in = runs.iter().find_map(|r| match r.role {
                RunRole::Heading { level } => Some(level),
                RunRole::Text | RunRole::Ordinal | RunRole::Strong | RunRole::Emphasis => None,
            });
            let text: String = runs.iter().map(|r| r.text.as_str()).collect();
            let text = first_words(&text);
            out.push(Explained { span: *span, kind: BlockKind::Paragraph, run_in, text, reason: *reason });
        }
        Block::InnerTitle(t) => out.push(explained(BlockKind::InnerTitle, t)),
        Block::Quote(t) => out.push(explained(BlockKind::Quote, t)),
        Block::Salutation(t) => out.push(explained(BlockKind::InnerSalutation, t)),
        Block::Verse(lines) => out.extend(lines.iter().map(|t| explained(BlockKind::Verse, t))),
        Block::Table(rows) => out.extend(rows.iter().flatten().map(|t| explained(BlockKind::TableRow, t))),
    }
}

fn first_words(text: &str) -> String {
    let mut out: String = text.chars().take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() {
        out.push('…');
    }
    out
}
