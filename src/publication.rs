//! What is rendered: a document by itself, or a collection with its title page and its contents.
//!
//! Every writer takes its blocks from here, so one document and many go the same way.

use std::ops::Range;

use crate::model::{BlockKind, Collection, Document, FlowBlock, FlowLine, FlowRun, RunRole, Span};
use crate::style::Profile;

/// One document, or several bound as a book.
#[derive(Debug, Clone)]
pub(crate) struct Publication<'a> {
    /// All blocks in printing order.
    pub(crate) flow: Vec<FlowBlock<'a>>,
    /// Stretches of the flow that begin a page each; together they are the whole flow.
    pub(crate) parts: Vec<Part<'a>>,
    title: Option<&'a str>,
    documents: Vec<&'a Document>,
}

/// A stretch of a publication that begins a page.
#[derive(Debug, Clone)]
pub(crate) struct Part<'a> {
    pub(crate) kind: PartKind,
    /// Its blocks in the flow.
    pub(crate) blocks: Range<usize>,
    /// What a document is called in the contents; empty for what is none, or stands alone.
    pub(crate) label: &'a str,
}

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PartKind {
    TitlePage,
    Contents,
    Document,
}

/// What stands over the contents.
pub(crate) const CONTENTS: &str = "目录";

#[cfg_attr(
    not(all(feature = "pdf", feature = "docx", feature = "epub")),
    allow(dead_code, reason = "each writer asks for its part")
)]
impl<'a> Publication<'a> {
    /// A document by itself.
    pub(crate) fn of_document(document: &'a Document, profile: &Profile) -> Self {
        let flow = crate::arrange::flow(document, profile);
        let parts = vec![Part { kind: PartKind::Document, blocks: 0..flow.len(), label: "" }];
        Self { flow, parts, title: None, documents: vec![document] }
    }

    /// A collection; the labels are those of [`Collection::labels`].
    pub(crate) fn of_collection(collection: &'a Collection, labels: &'a [String], profile: &Profile) -> Self {
        let documents = collection.documents.iter().collect();
        let title = Some(collection.title.as_str());
        let mut bound = Self { flow: Vec::new(), parts: Vec::new(), title, documents };
        bound.add(PartKind::TitlePage, "", vec![given(BlockKind::CollectionTitle, &collection.title)]);
        let entries = labels.iter().map(|label| given(BlockKind::ContentsEntry, label));
        let contents = std::iter::once(given(BlockKind::ContentsTitle, CONTENTS)).chain(entries).collect();
        bound.add(PartKind::Contents, "", contents);
        for (document, label) in collection.documents.iter().zip(labels) {
            bound.add(PartKind::Document, label, crate::arrange::flow(document, profile));
        }
        bound
    }

    /// The same with remarks on a page of their own after it: what they are, then one a paragraph.
    #[cfg(feature = "pdf")]
    pub(crate) fn with_remarks(&self, title: &'a str, remarks: &'a [String]) -> Self {
        let mut out = self.clone();
        let remarks = remarks.iter().map(|remark| given(BlockKind::Paragraph, remark));
        let blocks = std::iter::once(given(BlockKind::InnerTitle, title)).chain(remarks).collect();
        out.add(PartKind::Document, "", blocks);
        out
    }

    fn add(&mut self, kind: PartKind, label: &'a str, blocks: Vec<FlowBlock<'a>>) {
        let start = self.flow.len();
        self.flow.extend(blocks);
        self.parts.push(Part { kind, blocks: start..self.flow.len(), label });
    }

    /// The same without the printed contents, for a format that has its own.
    pub(crate) fn without_contents(&self) -> Self {
        let (title, documents) = (self.title, self.documents.clone());
        let mut out = Self { flow: Vec::new(), parts: Vec::new(), title, documents };
        for part in self.parts.iter().filter(|p| p.kind != PartKind::Contents) {
            out.add(part.kind, part.label, self.flow[part.blocks.clone()].to_vec());
        }
        out
    }

    /// Whether several documents are bound here.
    pub(crate) fn is_collection(&self) -> bool {
        self.title.is_some()
    }

    /// The parts that are documents.
    pub(crate) fn document_parts(&self) -> impl Iterator<Item = &Part<'a>> {
        self.parts.iter().filter(|part| part.kind == PartKind::Document)
    }

    /// The documents.
    pub(crate) fn documents(&self) -> &[&'a Document] {
        &self.documents
    }

    /// The title on one line; empty for a document that has none.
    pub(crate) fn title_line(&self) -> String {
        match (self.title, self.documents.as_slice()) {
            (Some(title), _) => title.trim().to_owned(),
            (None, [document]) => document.title_line(),
            (None, _) => String::new(),
        }
    }

    /// What it is called where it must have a name.
    pub(crate) fn label(&self) -> String {
        match (self.title, self.documents.as_slice()) {
            (None, [document]) => document.label(),
            _ => self.title_line(),
        }
    }

    /// The subtitle on one line; a collection has none.
    pub(crate) fn subtitle_line(&self) -> String {
        match (self.title, self.documents.as_slice()) {
            (None, [document]) => document.subtitle_line(),
            _ => String::new(),
        }
    }

    /// Those who speak, each once, verbatim.
    pub(crate) fn speakers(&self) -> Vec<&'a str> {
        let mut out: Vec<&str> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for speaker in self.documents.iter().filter_map(|d| d.front.speaker.as_ref()) {
            let name = speaker.text.trim();
            if !name.is_empty() && seen.insert(name) {
                out.push(name);
            }
        }
        out
    }
}

fn given(kind: BlockKind, text: &str) -> FlowBlock<'_> {
    let runs = vec![FlowRun { role: RunRole::Text, text }];
    FlowBlock { kind, lines: vec![FlowLine { runs }], span: Span::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, Run, Text};

    fn document(title: &str, text: &str) -> Document {
        let mut document = Document::default();
        if !title.is_empty() {
            document.front.title.push(Text::given(title));
        }
        document.body.push(Block::Paragraph {
            runs: vec![Run { role: RunRole::Text, text: text.to_owned() }],
            span: Span::default(),
            reason: crate::model::Reason::Given,
        });
        document
    }

    #[test]
    fn parts_are_the_whole_flow_in_order() {
        let collection =
            Collection { title: "选编".into(), documents: vec![document("甲", "一。"), document("", "二。")] };
        let labels = collection.labels();
        let bound = Publication::of_collection(&collection, &labels, &Profile::speech());
        let texts: Vec<_> = bound.flow.iter().map(FlowBlock::text).collect();
        assert_eq!(texts, ["选编", "目录", "甲", "二。", "甲", "一。", "二。"]);
        let ranges: Vec<_> = bound.parts.iter().map(|p| p.blocks.clone()).collect();
        assert_eq!(ranges, [0..1, 1..4, 4..6, 6..7]);
        let reflowing = bound.without_contents();
        let ranges: Vec<_> = reflowing.parts.iter().map(|p| p.blocks.clone()).collect();
        assert_eq!(ranges, [0..1, 1..3, 3..4]);
    }
}
