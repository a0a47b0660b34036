//! The contents of a collection, and what they point at.
//!
//! A table of contents in Word is a field (ECMA-376-1 17.16.5.68) whose result stands in the
//! file: one paragraph an entry, a link to a bookmark at the document's beginning, and in it
//! a field of its own for the number of the page (17.16.5.46). The numbers written here are
//! those of our layout; Word counts anew when the user updates the field, from the paragraphs
//! of style `heading 1`, which the titles of the documents have. A document without title has
//! its entry in a field that shows nothing, `TC` (17.16.5.67), which the contents take up too (`\f`).

use std::collections::BTreeMap;

use docx_rs::{FieldCharType, Hyperlink, HyperlinkType, InstrText, LineSpacing, Paragraph, Run};

use crate::layout::{Page, title_drop};
use crate::model::BlockKind;
use crate::publication::{PartKind, Publication};
use crate::style::Profile;

/// What stands where in a collection.
pub(super) struct Contents {
    /// Blocks that begin a page, with what stands at those that begin a document.
    starts: BTreeMap<usize, Option<Start>>,
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

/// What the beginning of a document has for the contents.
struct Start {
    bookmark: Bookmark,
    /// The entry of a document that has no title to take it from.
    untitled: Option<String>,
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
            let titled = publication.flow[part.blocks.clone()].iter().any(|block| block.kind == BlockKind::Title);
            let untitled = (!titled).then(|| part.label.to_owned());
            let start = is_document.then_some(Start { bookmark: Bookmark(documents), untitled });
            contents.starts.insert(part.blocks.start, start);
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
            Some(Some(Start { bookmark, untitled })) => {
                let begun = paragraph.page_break_before(true).add_bookmark_start(bookmark.0 + 1, bookmark.name());
                untitled.iter().flat_map(|label| hidden_entry(label)).fold(begun, Paragraph::add_run)
            }
        }
    }

    /// Closes it.
    pub(super) fn end(&self, block: usize, paragraph: Paragraph) -> Paragraph {
        match self.starts.get(&block) {
            Some(Some(start)) => paragraph.add_bookmark_end(start.bookmark.0 + 1),
            _ => paragraph,
        }
    }

    /// Adds the runs of an entry, and the number of its page.
    pub(super) fn entry(&self, block: usize, mut paragraph: Paragraph, runs: Vec<Run>) -> Paragraph {
        let Some(entry) = self.entries.get(&block) else {
            return runs.into_iter().fold(paragraph, Paragraph::add_run);
        };
        if entry.first {
            for run in opened(r#" TOC \o "1-1" \f \h \z "#) {
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
    let [begin, instruction] = begun(instruction);
    [begin, instruction, Run::new().add_field_char(FieldCharType::Separate, false)]
}

fn begun(instruction: &str) -> [Run; 2] {
    let instruction = Run::new().add_instr_text(InstrText::Unsupported(instruction.to_owned()));
    [Run::new().add_field_char(FieldCharType::Begin, false), instruction]
}

/// An entry of the first level that the text does not show; such a field has no result.
fn hidden_entry(label: &str) -> [Run; 3] {
    let quoted: String =
        label.chars().flat_map(|c| matches!(c, '"' | '\\').then_some('\\').into_iter().chain([c])).collect();
    let [begin, instruction] = begun(&format!(r#" TC "{quoted}" \l 1 "#));
    [begin, instruction, closed()]
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
