//! The outline: what a reader can jump to, and how it nests.
//!
//! Two depths are kept apart. An entry's `depth` is its place in the table of
//! contents, where run-in headings take part. A block heading's `rank` is the
//! digit of its `<h1>`…`<h6>`: only block headings count there, the document's
//! title being the first, and a rank never skips one. A text whose numbering
//! goes from 一、 straight to 1. thus has no gap for a screen reader (WCAG 2.1,
//! 1.3.1); the level of the numbering scheme, which decides the face, is a class.

use crate::model::{BlockKind, FlowBlock, RunRole};

/// All entries in reading order.
pub(super) struct Outline {
    pub(super) entries: Vec<Entry>,
}

/// Something that a reader can jump to.
pub(super) struct Entry {
    /// Anchor, unique in the whole publication.
    pub(super) id: String,
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
    /// The outline of a flow.
    pub(super) fn of(flow: &[FlowBlock<'_>], title: &str) -> Self {
        let mut entries: Vec<Entry> = Vec::new();
        let (mut all, mut blocks) = (Nesting::default(), Nesting::default());
        let top = if flow.iter().any(|b| b.kind == BlockKind::Title) { 2 } else { 1 };
        for (n, block) in flow.iter().enumerate() {
            let mut add = |depth, rank: Option<usize>, run, label: &str| {
                // The title stands beside the headings, not over them: a list of one is no help to a reader.
                let id = if block.kind == BlockKind::Title { "title".into() } else { format!("s{}", entries.len()) };
                entries.push(Entry { id, label: label.trim().to_owned(), depth, rank, block: n, run });
            };
            if block.kind == BlockKind::Title && !title.trim().is_empty() {
                add(0, Some(1), None, title);
            }
            let text = block.text();
            if let Some(level) = level(block.kind).filter(|_| !text.trim().is_empty()) {
                let rank = (blocks.enter(level) + top).min(6);
                add(all.enter(level), Some(rank), None, &text);
            }
            for (r, run) in block.lines.iter().flat_map(|line| &line.runs).enumerate() {
                if let RunRole::Heading { level } = run.role
                    && !run.text.trim().is_empty()
                {
                    add(all.enter(level), None, Some(r), run.text);
                }
            }
        }
        Self { entries }
    }

    /// The entry of a block, or of a run in it.
    pub(super) fn at(&self, block: usize, run: Option<usize>) -> Option<&Entry> {
        let found = self.entries.binary_search_by_key(&(block, run), |e| (e.block, e.run)).ok()?;
        self.entries.get(found)
    }
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
