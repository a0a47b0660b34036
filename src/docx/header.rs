//! Running heads, and sections that begin on a right-hand page.
//!
//! Left-hand pages have the document's title. Right-hand ones have a field, `STYLEREF 1` (ECMA-376-1 17.16.5.59): Word
//! puts in the first heading of level 1 on the page, or the last one before it. By its number the style is found in
//! Word of any language. A reader that does not know the field shows what it was when the file was made: the
//! document's first heading.

use docx_rs::{
    DocumentChild, Docx, FieldCharType, FooterReference, Header, InstrText, Paragraph, Run, SectionProperty,
    SectionType,
};

use super::document::plain_runs;
use super::faces::FaceBook;
use crate::Error;
use crate::converter::Context;
use crate::model::{BlockKind, FlowBlock};
use crate::style::{HeadPlace, Length, PageStart, Profile, in_title_block};

/// Style of the running head.
pub(super) const STYLE: &str = "Header";
/// Style of the running head on even pages, where it differs.
pub(super) const EVEN_STYLE: &str = "HeaderEven";

/// Adds the running heads that the profile asks for; the first page of a section has none.
pub(super) fn add_running_heads(docx: Docx, context: &Context<'_>, book: &FaceBook<'_>) -> Result<Docx, Error> {
    let even = match context.profile.running_heads.place {
        HeadPlace::None => return Ok(docx),
        HeadPlace::Centre => STYLE,
        HeadPlace::Outer => EVEN_STYLE,
    };
    // The titles of a collection's documents have the style of headings of level 1.
    let publication = context.publication;
    let kind = if publication.is_collection() { BlockKind::Title } else { BlockKind::Heading(1) };
    let heading = publication.flow.iter().find(|block| block.kind == kind).map(FlowBlock::text);
    let title = publication.title_line();
    let face = context.profile.running_heads.face;
    let left = plain_runs(context, book, if title.is_empty() { "" } else { &title }, face)?;
    let right = match &heading {
        Some(heading) => field("STYLEREF 1", plain_runs(context, book, heading, face)?),
        None => left.clone(),
    };
    let header = |style: &str, runs: Vec<Run>| {
        Header::new().add_paragraph(runs.into_iter().fold(Paragraph::new().style(style), Paragraph::add_run))
    };
    // In the order in which docx-rs numbers them.
    Ok(docx
        .header(header(STYLE, right))
        .first_header(Header::new().add_paragraph(Paragraph::new().style("Normal")))
        .even_header(header(even, left)))
}

/// A field with what it shows until it is brought up to date.
fn field(instruction: &str, result: Vec<Run>) -> Vec<Run> {
    let mark = |kind| Run::new().add_field_char(kind, false);
    let instruction = Run::new().add_instr_text(InstrText::Unsupported(instruction.to_owned()));
    let mut runs = vec![mark(FieldCharType::Begin), instruction, mark(FieldCharType::Separate)];
    runs.extend(result);
    runs.push(mark(FieldCharType::End));
    runs
}

/// Height of the running head's line.
pub(super) fn line(profile: &Profile) -> Length {
    profile.running_heads.size.fraction(3, 2)
}

/// From the paper's upper edge to the head's line (17.6.11 `w:header`), in twips: readers set the baseline of an exact
/// line at four fifths of it.
pub(super) fn distance(profile: &Profile) -> i32 {
    (profile.page.top - profile.running_heads.above - line(profile).fraction(4, 5)).twips().max(0)
}

/// Whether a block begins on a page, and on which side; what stands above a title belongs to it.
pub(super) fn page_start(profile: &Profile, previous: Option<BlockKind>, kind: BlockKind) -> PageStart {
    match previous {
        Some(previous) if !in_title_block(previous) && previous != BlockKind::Preamble => {
            profile.style(kind).page_start
        }
        _ => PageStart::Flow,
    }
}

/// Ends a section before each of these children, so that they begin right-hand pages (17.6.22 `w:type`).
///
/// The section's properties stand in its last paragraph; a table there needs a paragraph after it.
pub(super) fn part_sections(mut docx: Docx, context: &Context<'_>, starts: &[usize]) -> Docx {
    if starts.is_empty() {
        return docx;
    }
    let whole = &mut docx.document.section_property;
    whole.section_type = Some(SectionType::OddPage);
    // The heads and feet are the document's; sections only refer to them.
    let first = SectionProperty {
        header: None,
        first_header: None,
        even_header: None,
        footer: None,
        first_footer: None,
        even_footer: None,
        ..whole.clone()
    };
    // Only the first page of a collection has no number.
    let first_footer = match &whole.footer_reference {
        Some(footer) if context.publication.is_collection() && context.profile.page_numbers.first_page => {
            Some(FooterReference { footer_type: "first".to_owned(), ..footer.clone() })
        }
        _ => whole.first_footer_reference.clone(),
    };
    whole.first_footer_reference.clone_from(&first_footer);
    let later = SectionProperty { first_footer_reference: first_footer, ..first.clone() };
    for (n, &start) in starts.iter().enumerate() {
        let last = start.checked_sub(1).and_then(|at| docx.document.children.get_mut(at));
        if let Some(DocumentChild::Paragraph(last)) = last {
            let section = if n == 0 { &first } else { &later };
            last.property = last.property.clone().section_property(section.clone());
        }
    }
    docx
}
