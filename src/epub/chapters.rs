//! Which blocks stand in which file.
//!
//! A reading system lays out one file at a time, so a long text in one file
//! opens slowly. A text within the profile's limit stays whole; a longer one
//! begins a file at each heading of its highest level (一、 or 第X章, or the title
//! of a part). A heading that directly follows another stays with it: no file
//! is headings alone. In a collection the title page and each document have files of
//! their own, and only a long document has several.

use std::ops::Range;

use super::outline::level;
use crate::model::FlowBlock;
use crate::publication::{PartKind, Publication};

/// A content document.
pub(super) struct Chapter {
    /// File name below the publication's folder.
    pub(super) file: String,
    /// Its blocks in the flow.
    pub(super) blocks: Range<usize>,
}

/// Divides a publication: a part of more characters than the limit has several files.
pub(super) fn divide(publication: &Publication<'_>, limit: usize) -> Vec<Chapter> {
    let mut chapters = Vec::new();
    let mut documents = 0;
    for part in &publication.parts {
        let name = match part.kind {
            PartKind::TitlePage | PartKind::Contents => "title".to_owned(),
            PartKind::Document if publication.is_collection() => {
                documents += 1;
                format!("text-{documents:03}")
            }
            PartKind::Document => "text".to_owned(),
        };
        let starts = starts(&publication.flow[part.blocks.clone()], limit);
        let ends = starts.iter().skip(1).copied().chain([part.blocks.len()]);
        chapters.extend(starts.iter().zip(ends).enumerate().map(|(n, (&start, end))| Chapter {
            file: if starts.len() == 1 { format!("{name}.xhtml") } else { format!("{name}-{:03}.xhtml", n + 1) },
            blocks: part.blocks.start + start..part.blocks.start + end,
        }));
    }
    chapters
}

/// The blocks of a part with which its files begin.
fn starts(flow: &[FlowBlock<'_>], limit: usize) -> Vec<usize> {
    let mut starts = vec![0];
    let printed = |block: &FlowBlock<'_>| block.text().chars().filter(|c| !c.is_whitespace()).count();
    if flow.iter().map(printed).sum::<usize>() > limit {
        let highest = flow.iter().filter_map(|b| level(b.kind)).min().unwrap_or(1).max(1);
        for (n, block) in flow.iter().enumerate().skip(1) {
            let begins = level(block.kind).is_some_and(|l| l <= highest);
            if begins && level(flow[n - 1].kind).is_none() {
                starts.push(n);
            }
        }
    }
    starts
}

/// The file in which a block stands.
pub(super) fn file_of(chapters: &[Chapter], block: usize) -> &str {
    let after = chapters.partition_point(|c| c.blocks.start <= block);
    chapters.get(after.saturating_sub(1)).map_or("", |c| &c.file)
}
