//! The contents of a collection, and what they point at.
//!
//! A table of contents in Word is a field (ECMA-376-1 17.16.5.68) whose result stands in the
//! file: one paragraph an entry, a link to a bookmark at the document's beginning, and in it
//! a field of its own for the number of the page (17.16.5.46). The numbers written here are
//! those of our layout; Word counts anew when the user updates the field, from the paragraphs
//! of style `heading 1`, which the titles of the documents have.

use std::collections::BTreeMap;

use docx_rs::{FieldCharType, Hyperlink, HyperlinkType, InstrText, LineSpacing, Paragraph, Run};

use crate::layout::{Page, title_drop};
use crate::publication::{PartKind, Publication};
use crate::style::Profile;

/// What stands where in a collection.
pub(super) struct Contents {
    /// Blocks that begin a page, with the bookmark of those that begin a document.
    starts: BTreeMap<usize, Option<Bookmark>>,
    /// The entries, by their blocks.
    entries: BTreeMap<usize, Entry>,
}

/// A bookmark, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bookmark(usize);

impl Bookmark {
    /// The name that Word gives to such marks; hidden, because it begins with a low line.
    fn name(self) -> String {
        format!("_Toc{:09}", self.0 + 1)
    }
}

struct Entry {
    bookmark: Bookmark,
    /// Number of the page, from 1.
    page: usize,
    first: bool,
    last: bool,
}

impl Contents {
    /// The contents of a publication that was laid out on these pages; a document by itself has none.
    pub(super) fn of(publication: &Publication<'_>, pages: &[Page]) -> Self {
        let mut contents = Self { starts: BTreeMap::new(), entries: BTreeMap::new() };
        if !publication.is_collection() {
            return contents;
        }
        let mut documents = 0;
        for part in publication.parts.iter().skip(1) {
            let is_document = part.kind == PartKind::Document;
            contents.starts.insert(part.blocks.start, is_document.then_some(Bookmark(documents)));
            documents += usize::from(is_document);
        }
        let references: Vec<_> = pages.iter().flat_map(|page| &page.references).collect();
        for (n, reference) in references.iter().enumerate() {
            let (first, last) = (n == 0, n + 1 == references.len());
            let entry = Entry { bookmark: Bookmark(n), page: reference.page + 1, first, last };
            contents.entries.insert(reference.number.block, entry);
        }
        contents
    }

    /// Whether a block begins a part, and so a page.
    pub(super) fn begins_page(&self, block: usize) -> bool {
        self.starts.contains_key(&block)
    }

    /// Opens a paragraph that begins a part: on a new page, with its bookmark.
    pub(super) fn begin(&self, block: usize, paragraph: Paragraph) -> Paragraph {
        match self.starts.get(&block) {
            None => paragraph,
            Some(None) => paragraph.page_break_before(true),
            Some(Some(mark)) => paragraph.page_break_before(true).add_bookmark_start(mark.0 + 1, mark.name()),
        }
    }

    /// Closes it.
    pub(super) fn end(&self, block: usize, paragraph: Paragraph) -> Paragraph {
        match self.starts.get(&block) {
            Some(Some(mark)) => paragraph.add_bookmark_end(mark.0 + 1),
            _ => paragraph,
        }
    }

    /// Adds the runs of an entry, and the number of its page.
    pub(super) fn entry(&self, block: usize, mut paragraph: Paragraph, runs: Vec<Run>) -> Paragraph {
        let Some(entry) = self.entries.get(&block) else {
            return runs.into_iter().fold(paragraph, Paragraph::add_run);
        };
        if entry.first {
            for run in opened(r#" TOC \o "1-1" \h \z "#) {
                paragraph = paragraph.add_run(run);
            }
        }
        let name = entry.bookmark.name();
        let mut link = Hyperlink::new(name.as_str(), HyperlinkType::Anchor);
        link.history = Some(1);
        let number = [Run::new().add_text(entry.page.to_string()), closed()];
        let reference = opened(&format!(r" PAGEREF {name} \h ")).into_iter().chain(number);
        for run in runs.into_iter().chain([Run::new().add_tab()]).chain(reference) {
            link = link.add_run(run);
        }
        paragraph = paragraph.add_hyperlink(link);
        if entry.last { paragraph.add_run(closed()) } else { paragraph }
    }
}

/// A field up to its result (17.16.18).
fn opened(instruction: &str) -> [Run; 3] {
    let mark = |kind| Run::new().add_field_char(kind, false);
    let instruction = Run::new().add_instr_text(InstrText::Unsupported(instruction.to_owned()));
    [mark(FieldCharType::Begin), instruction, mark(FieldCharType::Separate)]
}

fn closed() -> Run {
    Run::new().add_field_char(FieldCharType::End, false)
}

/// The space over the title of a collection.
pub(super) fn above_title(profile: &Profile) -> LineSpacing {
    let lines = u32::from(title_drop(profile));
    let pitch = u32::try_from(profile.grid.line_pitch.twips()).unwrap_or_default();
    LineSpacing::new().before_lines(lines * 100).before(lines * pitch)
}
