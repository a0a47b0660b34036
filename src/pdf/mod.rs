//! Pages → PDF: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) in one file.
//!
//! printpdf makes the pages, the content streams and the font dictionaries from
//! faces that were subset beforehand; what an archive and a screen reader need
//! on top is added to its document before it is saved:
//!
//! 1. `fonts` — one subset a face, with widths and ToUnicode;
//! 2. `content` — the marked content of each page;
//! 3. `tags` — the structure tree over that content;
//! 4. `outline` — bookmarks by heading level, page labels;
//! 5. `metadata` — XMP, information dictionary, output intent, file identifier;
//! 6. `save` — streams deflated, everything written.

mod content;
mod fonts;
mod metadata;
mod outline;
mod save;
mod tags;

use printpdf::{PdfDocument, PdfSaveOptions};

use crate::Error;
use crate::converter::Context;
use crate::layout::Page;

/// Writes laid-out pages as a PDF.
pub(crate) fn write(context: &Context<'_>, pages: &[Page]) -> Result<Vec<u8>, Error> {
    let flow = context.document.flow();
    let fonts = fonts::subset(context.fonts, pages, context.profile.region())?;
    let mut pdf = PdfDocument::new("");
    fonts.register(&mut pdf);
    let marked = content::pages(context, &flow, pages, &fonts, &mut pdf);

    let options = PdfSaveOptions { optimize: false, subset_fonts: false, ..PdfSaveOptions::default() };
    let mut document = pdf.to_lopdf_document(&options, &mut Vec::new());
    document.version = "1.7".to_owned();
    fonts.complete(&mut document)?;
    let page_ids: Vec<lopdf::ObjectId> = document.get_pages().into_values().collect();
    let catalog = lopdf_result(document.trailer.get(b"Root").and_then(lopdf::Object::as_reference))?;

    let headings = tags::write(&mut document, catalog, &page_ids, &flow, &marked, context.profile.region().language())?;
    outline::write(&mut document, catalog, &page_ids, &headings, context.profile)?;
    metadata::write(&mut document, catalog, context)?;
    save::save(document)
}

/// A defect in the document that was built, as an error of this library.
fn lopdf_result<T>(result: lopdf::Result<T>) -> Result<T, Error> {
    result.map_err(|e| writer_error(e.to_string()))
}

fn writer_error(problem: String) -> Error {
    Error::Writer { format: "PDF", problem }
}
