//! Which blocks stand in which file.
//!
//! A reading system lays out one file at a time, so a long text in one file
//! opens slowly. A text within the profile's limit stays whole; a longer one
//! begins a file at each heading of its highest level (一、 or 第X章, or the title
//! of a part). A heading that directly follows another stays with it: no file
//! is headings alone.

use std::ops::Range;

use super::outline::level;
use crate::model::FlowBlock;

/// A content document.
pub(super) struct Chapter {
    /// File name below the publication's folder.
    pub(super) file: String,
    /// Its blocks in the flow.
    pub(super) blocks: Range<usize>,
}

/// Divides a flow of so many characters.
pub(super) fn divide(flow: &[FlowBlock<'_>], characters: usize, limit: usize) -> Vec<Chapter> {
    let mut starts = vec![0];
    if characters > limit {
        let highest = flow.iter().filter_map(|b| level(b.kind)).min().unwrap_or(1).max(1);
        for (n, block) in flow.iter().enumerate().skip(1) {
            let begins = level(block.kind).is_some_and(|l| l <= highest);
            if begins && level(flow[n - 1].kind).is_none() {
                starts.push(n);
            }
        }
    }
    let ends = starts.iter().skip(1).copied().chain([flow.len()]);
    let whole = starts.len() == 1;
    (starts.iter().zip(ends).enumerate())
        .map(|(n, (&start, end))| Chapter {
            file: if whole { "text.xhtml".to_owned() } else { format!("text-{:03}.xhtml", n + 1) },
            blocks: start..end,
        })
        .collect()
}

/// The file in which a block stands.
pub(super) fn file_of(chapters: &[Chapter], block: usize) -> &str {
    chapters.iter().find(|c| c.blocks.contains(&block)).map_or("", |c| &c.file)
}
