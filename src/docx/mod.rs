//! Model → DOCX: a Word document that behaves as if it had been typed in Word.
//!
//! What an office does with the file decides its shape: the navigation pane and
//! a table of contents want named styles with outline levels, restyling wants no
//! direct formatting, and the reader's machine has none of our faces. So
//!
//! 1. [`faces`] decides which font names stand in the file and which faces it carries;
//! 2. [`styles`] writes the profile's block styles as Word's own named styles;
//! 3. [`line_breaks`] finds the lines that a reader would end elsewhere than the PDF, and how they are
//!    spaced so that it does not;
//! 4. [`document`] turns the flow into paragraphs and runs, [`table`] rows into
//!    tables, [`contents`] links a collection's contents, [`footer`] makes the page
//!    number and [`header`] the running heads; all through docx-rs. [`comments`] are the findings of a review copy;
//! 5. [`reorder`] puts the children of property elements into the order that the
//!    schema demands, which docx-rs does not;
//! 6. [`settings`], [`font_table`] and [`parts`] write what docx-rs has no words
//!    for, and everything is packed by [`crate::package`].
//!
//! No clock and no random number is asked: the same document gives the same bytes.

mod comments;
mod contents;
mod document;
mod faces;
mod font_table;
mod footer;
mod header;
mod line_breaks;
mod mark_pairs;
mod official;
mod page_turns;
mod parts;
mod reorder;
mod settings;
mod styles;
mod table;
mod xml;

use docx_rs::{DocGrid, DocGridType, Docx, PageMargin};

use crate::Error;
use crate::converter::Context;
use crate::font::SharedUse;
use crate::layout::Page;
use crate::model::FlowBlock;
use crate::package::{Package, Storage};
use crate::review::Review;
use crate::style::{HeadPlace, Profile};

use contents::Contents;
use document::Places;
use faces::FaceBook;
use line_breaks::LineBreaks;
use page_turns::PageTurns;

/// Whether the file ends pages where the layout does, and so must be given the pages.
pub(crate) use page_turns::applies as follows_pages;

/// Writes a publication as DOCX, in a review copy with the findings as comments; the contents of a collection give the
/// numbers of these pages, and [`follows_pages`] says whether they are asked for besides.
///
/// # Errors
/// [`Error::Font`] for a character that no face has,
/// [`Error::Writer`] for one that XML 1.0 cannot carry.
pub(crate) fn write(
    context: &Context<'_>,
    used: &SharedUse,
    pages: &[Page],
    review: Option<&Review<'_>>,
) -> Result<Vec<u8>, Error> {
    let flow = context.flow();
    refuse_what_xml_cannot_carry(flow)?;
    let contents = Contents::of(context.publication, pages);
    let book = FaceBook::new(context.profile, context.fonts);
    let turns = PageTurns::of(context, pages);
    let breaks = LineBreaks::of(context, flow, &turns)?;

    let docx = footer::add_page_numbers(section(context), context);
    let docx = header::add_running_heads(docx, context, &book)?;
    let (docx, right_hand) = document::add_blocks(
        docx,
        context,
        &book,
        &Places { breaks: &breaks, turns: &turns, contents: &contents, review },
    )?;
    let built = header::part_sections(docx, context, &right_hand).build();
    let embedded = font_table::collect(context, used, flow, &book)?;
    let headers = built.headers.iter().map(|xml| reorder::reorder(xml)).collect::<Result<Vec<_>, _>>()?;
    let footers = built.footers.iter().map(|xml| reorder::reorder(xml)).collect::<Result<Vec<_>, _>>()?;

    let mut package = Package::new(FORMAT);
    let mut add = |name: &str, data: &[u8]| package.add(name, data, Storage::Deflated);
    add("[Content_Types].xml", &parts::content_types(headers.len(), footers.len(), review)?)?;
    add("_rels/.rels", &parts::package_relationships()?)?;
    add("docProps/core.xml", &parts::core_properties(context)?)?;
    add("docProps/app.xml", &parts::app_properties()?)?;
    add("word/document.xml", &reorder::reorder(&built.document)?)?;
    add("word/_rels/document.xml.rels", &parts::document_relationships(headers.len(), footers.len(), review)?)?;
    add("word/styles.xml", &styles::styles(context, &book, &breaks.spacings())?)?;
    add("word/settings.xml", &settings::settings(context)?)?;
    add("word/fontTable.xml", &embedded.part()?)?;
    if let Some(review) = review {
        add("word/comments.xml", &comments::comments(review)?)?;
    }
    if !embedded.files.is_empty() {
        add("word/_rels/fontTable.xml.rels", &parts::font_relationships(embedded.files.len())?)?;
    }
    for (n, header) in headers.iter().enumerate() {
        add(&format!("word/header{}.xml", n + 1), header)?;
    }
    for (n, footer) in footers.iter().enumerate() {
        add(&format!("word/footer{}.xml", n + 1), footer)?;
    }
    for (n, obfuscated) in embedded.files.iter().enumerate() {
        package.add_font(&format!("word/fonts/font{}.odttf", n + 1), obfuscated)?;
    }
    package.finish()
}

/// The name of the format in errors.
const FORMAT: &str = "DOCX";

fn failed(problem: impl Into<String>) -> Error {
    Error::Writer { format: FORMAT, problem: problem.into() }
}

/// The page (ECMA-376-1 17.6.13 `pgSz`, 17.6.11 `pgMar`, 17.6.5 `docGrid`).
///
/// The grid only gives “one line” its size; no paragraph snaps to it, because
/// LibreOffice gives a glyph wider than its cell two cells.
fn section(context: &Context<'_>) -> Docx {
    let profile = context.profile;
    let page = &profile.page;
    let distance = footer::distance(context);
    let margin = PageMargin::new()
        .top(page.top.twips())
        .bottom((page.bottom - page_turns::spare_line(context)).twips())
        .left(page.width.twips() - page.right.twips() - measure_twips(profile))
        .right(page.right.twips())
        .header(if profile.running_heads.place == HeadPlace::None { distance } else { header::distance(profile) })
        .footer(distance)
        .gutter(0);
    let side = |length: crate::style::Length| u32::try_from(length.twips()).unwrap_or_default();
    let mut docx = Docx::new().page_size(side(page.width), side(page.height)).page_margin(margin);
    let pitch = usize::try_from(profile.grid.line_pitch.twips()).unwrap_or_default();
    if !page_turns::applies(profile) {
        docx.document.section_property =
            docx.document.section_property.doc_grid(DocGrid::new().grid_type(DocGridType::Lines).line_pitch(pitch));
    }
    docx
}

/// Width of the type area, rounded once, so that margins and measure add up to the paper.
fn measure_twips(profile: &Profile) -> i32 {
    profile.page.measure().twips()
}

/// XML 1.0 (production 2, `Char`) has no way to write most control characters.
fn refuse_what_xml_cannot_carry(flow: &[FlowBlock<'_>]) -> Result<(), Error> {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}');
    for block in flow {
        for run in block.lines.iter().flat_map(|line| &line.runs) {
            if let Some(c) = run.text.chars().find(|c| !allowed(*c)) {
                let line = block.span.line;
                return Err(failed(format!("line {line}: XML cannot carry the character U+{:04X}", c as u32)));
            }
        }
    }
    Ok(())
}
