//! Model → EPUB 3.3.
//!
//! An EPUB is a zip of web pages with three additions: a *package document*
//! that says what the publication is, which files belong to it and in which
//! order they are read; a *navigation document*, the table of contents that
//! machines read; and a `mimetype` entry by which the file is recognised. What
//! is made here follows the document's flow:
//!
//! 1. [`outline`]: which blocks and runs are headings, and how they nest;
//! 2. [`chapters`]: which blocks stand in which file;
//! 3. [`content`]: the blocks as XHTML, one element a block;
//! 4. [`nav`]: the outline as nested lists, and the landmarks;
//! 5. [`fonts`], [`halt`], [`licence`]: the faces that the text needs, cut down to it;
//! 6. [`css`]: the profile as a style sheet for Chinese;
//! 7. [`opf`] with [`metadata`] and [`date`]: the package document;
//! 8. the container (OCF), which is [`crate::package`].
//!
//! Nothing but the document and the profile enters the file: no clock, no
//! environment. The same document gives the same bytes.

mod chapters;
mod content;
mod css;
mod fonts;
mod halt;
mod licence;
mod metadata;
mod nav;
mod opf;
mod outline;
mod xml;

use crate::Error;
use crate::converter::Context;
use crate::font::SharedSubsets;
use crate::package::{Package, Storage};

use self::fonts::Fonts;
use self::metadata::Metadata;
use self::outline::Outline;

/// Folder of the publication inside the container.
const ROOT: &str = "EPUB";

/// A file of the publication, as the manifest lists it (EPUB 3.3, 5.6).
struct Resource {
    id: String,
    /// Path below [`ROOT`].
    path: String,
    media_type: &'static str,
    properties: Option<&'static str>,
    data: Vec<u8>,
}

/// Writes a document as EPUB 3.3.
///
/// # Errors
/// [`Error::Font`] for a character that no face has,
/// [`Error::Writer`] for one that XML 1.0 cannot hold.
pub(crate) fn write(context: &Context<'_>, subsets: &SharedSubsets) -> Result<Vec<u8>, Error> {
    let Context { document, profile, fonts, .. } = *context;
    let flow = document.flow();
    xml::check(&flow)?;
    let metadata = Metadata::of(document, &flow, profile.region().language(), context.timestamp);
    let outline = Outline::of(&flow, &document.title_line());
    let chapters = chapters::divide(&flow, document.characters(), profile.epub.split_characters);
    let fonts = Fonts::collect(&flow, profile, fonts)?;

    let mut resources = vec![
        Resource {
            id: "nav".to_owned(),
            path: nav::FILE.to_owned(),
            media_type: opf::XHTML,
            properties: Some("nav"),
            data: nav::write(&metadata, &outline, &chapters)?,
        },
        Resource {
            id: "style".to_owned(),
            path: css::FILE.to_owned(),
            media_type: "text/css",
            properties: None,
            data: css::write(&flow, profile, &fonts).into_bytes(),
        },
    ];
    for (n, chapter) in chapters.iter().enumerate() {
        resources.push(Resource {
            id: opf::chapter_id(n),
            path: chapter.file.clone(),
            media_type: opf::XHTML,
            properties: None,
            data: content::write(&flow, chapter, &outline, &metadata)?,
        });
    }
    resources.extend(fonts.resources(subsets.get(&flow, profile, context.fonts)?)?);

    let mut package = Package::new(xml::FORMAT);
    package.add("mimetype", b"application/epub+zip", Storage::Stored)?;
    package.add("META-INF/container.xml", &opf::container()?, Storage::Deflated)?;
    let opf = opf::write(&metadata, &resources, chapters.len())?;
    package.add(&format!("{ROOT}/{}", opf::FILE), &opf, Storage::Deflated)?;
    for resource in &resources {
        package.add(&format!("{ROOT}/{}", resource.path), &resource.data, Storage::Deflated)?;
    }
    package.finish()
}
