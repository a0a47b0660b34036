//! The outline: what a reader can jump to, and how it nests.
//!
//! Two depths are kept apart. An entry's `depth` is its place in the table of
//! contents, where run-in headings take part. A block heading's `rank` is the
//! digit of its `<h1>`…`<h6>`: only block headings count there, the document's
//! title being the first, and a rank never skips one. A text whose numbering
//! goes from 一、 straight to 1. thus has no gap for a screen reader (WCAG 2.1,
//! 1.3.1); the level of the numbering scheme, which decides the face, is a class.
//!
//! In a collection each document is an entry, its title's where it has one, with its
//! headings below it.

use std::ops::Range;

use crate::model::{BlockKind, FlowBlock, RunRole};
use crate::publication::Publication;

/// All entries in reading order.
pub(super) struct Outline {
    pub(super) entries: Vec<Entry>,
}

/// Something that a reader can jump to.
pub(super) struct Entry {
    /// Anchor, unique in the whole publication; none for a document without title, which is where its file begins.
    pub(super) id: Option<String>,
    /// Text in the table of contents.
    pub(super) label: String,
    /// Nesting, 0 outermost; at most one more than that of the entry before.
    pub(super) depth: usize,
    /// `<h…>`; none for a run-in heading.
    pub(super) rank: Option<usize>,
    /// Index of the block in the flow.
    pub(super) block: usize,
    /// Index of the run in its block; none for a whole block.
    run: Option<usize>,
}

/// Level of a heading; the title of a part stands above 一、.
pub(super) fn level(kind: BlockKind) -> Option<u8> {
    match kind {
        BlockKind::InnerTitle => Some(0),
        BlockKind::Heading(level) => Some(level),
        _ => None,
    }
}

impl Outline {
    /// The outline of a publication.
    pub(super) fn of(publication: &Publication<'_>) -> Self {
        let mut outline = Self { entries: Vec::new() };
        let title = publication.title_line();
        for part in publication.document_parts() {
            if publication.is_collection() {
                outline.add_document(&publication.flow, part.blocks.clone(), part.label, Place::Below);
            } else {
                outline.add_document(&publication.flow, part.blocks.clone(), &title, Place::Beside);
            }
        }
        outline
    }

    /// Adds the entries of the document that these blocks are.
    fn add_document(&mut self, flow: &[FlowBlock<'_>], blocks: Range<usize>, title: &str, headings: Place) {
        let has_title = flow[blocks.clone()].iter().any(|b| b.kind == BlockKind::Title);
        let (mut all, mut ranks) = (Nesting::default(), Nesting::default());
        let top = if has_title { 2 } else { 1 };
        let below = usize::from(headings == Place::Below);
        if headings == Place::Below && !has_title {
            let label = title.to_owned();
            self.entries.push(Entry { id: None, label, depth: 0, rank: None, block: blocks.start, run: None });
        }
        // A title may follow a note of the editor's; what stands before it leads nowhere.
        for (n, block) in flow.iter().enumerate().take(blocks.end).skip(blocks.start) {
            let mut add = |depth, rank: Option<usize>, run, label: &str| {
                // A title alone stands beside its headings, not over them: a list of one is no help to a reader.
                let alone = block.kind == BlockKind::Title && headings == Place::Beside;
                let id = if alone { "title".into() } else { format!("s{}", self.entries.len()) };
                self.entries.push(Entry { id: Some(id), label: label.trim().to_owned(), depth, rank, block: n, run });
            };
            if block.kind == BlockKind::Title && !title.trim().is_empty() {
                add(0, Some(1), None, title);
            }
            let text = block.text();
            if let Some(level) = level(block.kind).filter(|_| !text.trim().is_empty()) {
                let rank = (ranks.enter(level) + top).min(6);
                add(all.enter(level) + below, Some(rank), None, &text);
            }
            for (r, run) in block.lines.iter().flat_map(|line| &line.runs).enumerate() {
                if let RunRole::Heading { level } = run.role
                    && !run.text.trim().is_empty()
                {
                    add(all.enter(level) + below, None, Some(r), run.text);
                }
            }
        }
    }

    /// The entry of a block, or of a run in it.
    pub(super) fn at(&self, block: usize, run: Option<usize>) -> Option<&Entry> {
        let first = self.entries.partition_point(|e| (e.block, e.run) < (block, run));
        let here = self.entries[first..].iter().take_while(|e| (e.block, e.run) == (block, run));
        here.into_iter().find(|e| e.id.is_some())
    }

    /// The first entry in these blocks.
    pub(super) fn first_in(&self, blocks: &Range<usize>) -> Option<&Entry> {
        let first = self.entries.partition_point(|e| e.block < blocks.start);
        self.entries.get(first).filter(|e| e.block < blocks.end)
    }
}

/// Where the headings of a document stand in the contents.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the level of its title.
    Beside,
    /// One level further in.
    Below,
}

/// The levels that are open.
#[derive(Default)]
struct Nesting(Vec<u8>);

impl Nesting {
    /// Opens a level and says how deep it stands; levels that are skipped do not count.
    fn enter(&mut self, level: u8) -> usize {
        while self.0.last().is_some_and(|open| *open >= level) {
            self.0.pop();
        }
        self.0.push(level);
        self.0.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skipped_levels_leave_no_gap() {
        let mut nesting = Nesting::default();
        let depths: Vec<_> = [1, 3, 4, 3, 2, 1, 4, 0, 1].map(|level| nesting.enter(level)).into();
        assert_eq!(depths, [0, 1, 2, 1, 1, 0, 1, 0, 1]);
    }
}
