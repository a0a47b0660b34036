//! Text → model: what each line is.

use crate::input::Decoded;
use crate::model::{Block, Document, Reason, Run, RunRole, Span};

/// Reads a decoded text as a document.
pub fn parse(decoded: Decoded) -> Document {
    let mut doc = Document { source: decoded.source, ..Document::default() };
    let mut start = 0u32;
    for (n, line) in decoded.text.split('\n').enumerate() {
        let text = line.trim();
        if !text.is_empty() {
            let lead = (line.len() - line.trim_start().len()) as u32;
            let span = Span { line: n as u32 + 1, start: start + lead, end: start + lead + text.len() as u32 };
            doc.body.push(Block::Paragraph {
                runs: vec![Run { role: RunRole::Text, text: text.to_owned() }],
                span,
                reason: Reason::BodyLine,
            });
        }
        start += line.len() as u32 + 1;
    }
    doc
}
