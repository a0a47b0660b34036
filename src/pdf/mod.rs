//! Pages → PDF: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) in one file.
//!
//! printpdf makes the page tree and the font dictionaries from faces that were
//! subset beforehand; what the pages show, and what an archive and a screen
//! reader need on top, is put into its document before it is saved:
//!
//! 1. `fonts` — one subset a face, with widths and, by `cmap`, ToUnicode;
//! 2. `content` — the marked content of each page, in the `operators` of a content stream;
//! 3. `tags` — the structure tree over that content;
//! 4. `links` — from the contents of a collection to its documents; `review` — findings, in a review copy;
//! 5. `outline` — bookmarks by heading level, page labels;
//! 6. `metadata` — XMP, information dictionary, output intent;
//! 7. `save` — streams deflated, the file identifier; `file` — everything written.

mod cmap;
mod content;
mod file;
mod fonts;
mod links;
mod metadata;
mod operators;
mod outline;
mod review;
mod save;
mod tags;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use printpdf::{Op, PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};

use crate::Error;
use crate::converter::Context;
use crate::layout::{Highlight, Page};
use crate::review::Review;
use crate::style::Length;

/// A review copy's findings and where they stand.
pub(crate) type Findings<'a> = (&'a Review<'a>, &'a [Highlight]);

/// Writes laid-out pages as a PDF, in a review copy with the findings.
pub(crate) fn write(context: &Context<'_>, pages: &[Page], findings: Option<Findings<'_>>) -> Result<Vec<u8>, Error> {
    let fonts = fonts::subset(context.fonts, pages, context.profile.region())?;
    let (streams, marked) = content::pages(context, pages, &fonts);

    let mut pdf = PdfDocument::new("");
    let all_glyphs = fonts.register(&mut pdf);
    pdf.pages = blank_pages(context, pages.len(), all_glyphs);
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, ..PdfSaveOptions::default() };
    let mut document = pdf.to_lopdf_document(&options, &mut Vec::new());
    document.version = "1.7".to_owned();
    fonts.complete(&mut document)?;
    let page_ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    fill(&mut document, &page_ids, streams)?;
    let catalog = lopdf_result(document.trailer.get(b"Root").and_then(Object::as_reference))?;

    let mut links = links::of_entries(context, pages, &page_ids);
    if let Some((review, highlights)) = findings {
        links.append(&mut review::annotations(&mut document, context, review, highlights));
    }
    let headings = tags::write(&mut document, catalog, &page_ids, context, &marked, links)?;
    outline::write(&mut document, catalog, &page_ids, &headings, context.profile)?;
    metadata::write(&mut document, catalog, context)?;
    Ok(save::save(document))
}

/// Pages of the profile's size, the first with these operators.
fn blank_pages(context: &Context<'_>, count: usize, first: Vec<Op>) -> Vec<PdfPage> {
    let size = &context.profile.page;
    // A thousandth of a point is finer than any printer.
    let points = |length: Length| Pt(((length.pt() * 1000.0).round() / 1000.0) as f32);
    let rect = Rect::from_wh(points(size.width), points(size.height));
    let page = |ops| {
        let mut page = PdfPage::new(printpdf::Mm(0.0), printpdf::Mm(0.0), ops);
        (page.media_box, page.trim_box, page.crop_box) = (rect.clone(), rect.clone(), rect.clone());
        page
    };
    std::iter::once(first).chain(std::iter::repeat_with(Vec::new)).take(count).map(page).collect()
}

/// Gives the pages their content, and all of them one dictionary of resources: there are only fonts.
fn fill(document: &mut Document, pages: &[ObjectId], streams: Vec<Vec<u8>>) -> Result<(), Error> {
    let mut shared = None;
    for (id, stream) in pages.iter().zip(streams) {
        let page = lopdf_result(document.get_dictionary(*id))?;
        let reference = |key: &[u8]| lopdf_result(page.get(key).and_then(Object::as_reference));
        let (content, resources) = (reference(b"Contents")?, reference(b"Resources")?);
        document.set_object(content, Stream::new(Dictionary::new(), stream));
        let removed = document.objects.remove(&resources);
        let shared = *shared.get_or_insert_with(|| {
            let resources = removed.as_ref().and_then(|r| r.as_dict().ok());
            let fonts = resources.and_then(|r| r.get(b"Font").ok()).cloned().unwrap_or(Object::Null);
            // The other kinds of resource, all empty.
            let others = resources.into_iter().flatten().filter(|(key, _)| *key != b"Font");
            for id in others.filter_map(|(_, object)| object.as_reference().ok()).collect::<Vec<_>>() {
                document.objects.remove(&id);
            }
            document.add_object(Dictionary::from_iter([("Font", fonts)]))
        });
        lopdf_result(document.get_dictionary_mut(*id))?.set("Resources", Object::Reference(shared));
    }
    Ok(())
}

/// A defect in the document that was built, as an error of this library.
fn lopdf_result<T>(result: lopdf::Result<T>) -> Result<T, Error> {
    result.map_err(|e| writer_error(e.to_string()))
}

fn writer_error(problem: String) -> Error {
    Error::Writer { format: "PDF", problem }
}
