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
//! 7. [`cover`]: the title block as a picture, or the one given ([`cover_image`]);
//! 8. [`opf`] with [`metadata`] and [`date`]: the package document;
//! 9. the container (OCF), which is [`crate::package`].
//!
//! Nothing but the document, the profile and the [`options`] enters the file: no clock, no
//! environment. The same document gives the same bytes.

mod chapters;
mod content;
mod cover;
mod cover_image;
mod css;
mod fonts;
mod halt;
mod licence;
mod metadata;
mod nav;
mod opf;
mod options;
mod outline;
mod xml;

use crate::Error;
use crate::converter::Context;
use crate::font::{FontFile, SharedUse};
use crate::package::{Package, Storage};

pub use self::cover_image::{CoverError, CoverImage};
pub use self::options::{Cover, EpubFonts, EpubOptions};

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
    data: Data,
}

/// What is in a file.
enum Data {
    Bytes(Vec<u8>),
    Font(FontFile),
}

impl Resource {
    fn new(id: &str, path: &str, media_type: &'static str, properties: Option<&'static str>, data: Vec<u8>) -> Self {
        Self { id: id.to_owned(), path: path.to_owned(), media_type, properties, data: Data::Bytes(data) }
    }

    fn font(id: &str, path: &str, file: FontFile) -> Self {
        let data = Data::Font(file);
        Self { id: id.to_owned(), path: path.to_owned(), media_type: opf::FONT, properties: None, data }
    }
}

/// Writes a document as EPUB 3.3.
///
/// # Errors
/// [`Error::Font`] for a character that no face has,
/// [`Error::Writer`] for one that XML 1.0 cannot hold.
pub(crate) fn write(context: &Context<'_>, used: &SharedUse) -> Result<Vec<u8>, Error> {
    let Context { profile, fonts, epub: options, .. } = *context;
    // The navigation document is the contents.
    let whole = context.publication;
    let publication = &whole.without_contents();
    let context = &Context { publication, ..*context };
    let flow = &publication.flow;
    xml::check(flow)?;
    let metadata = Metadata::of(publication, profile.region().language(), context.timestamp);
    let outline = Outline::of(publication);
    let chapters = chapters::divide(publication, profile.epub.split_characters);
    // Shared with the DOCX, whichever writer comes first: so of all blocks.
    let subsets = used.subsets(&whole.flow, profile, fonts, options.writing)?;
    let cover = cover::resources(context, &metadata, &subsets)?;
    let fonts = match options.fonts {
        EpubFonts::Subset => Fonts::collect(flow, profile, fonts)?,
        EpubFonts::None => Fonts::none(fonts),
    };

    let cover_page = (!cover.is_empty()).then_some(cover::FILE);
    let nav = nav::write(&metadata, &outline, &chapters, cover_page)?;
    let css = css::write(flow, profile, &fonts, options.writing).into_bytes();
    let mut resources = vec![
        Resource::new("nav", nav::FILE, opf::XHTML, Some("nav"), nav),
        Resource::new("style", css::FILE, "text/css", None, css),
    ];
    if options.ncx {
        let ncx = nav::ncx(&metadata, &outline, &chapters)?;
        resources.push(Resource::new(opf::NCX, nav::NCX, "application/x-dtbncx+xml", None, ncx));
    }
    resources.extend(cover);
    for (n, chapter) in chapters.iter().enumerate() {
        let text = content::write(flow, chapter, &outline, &metadata)?;
        resources.push(Resource::new(&opf::chapter_id(n), &chapter.file, opf::XHTML, None, text));
    }
    resources.extend(fonts.resources(&subsets)?);

    let mut package = Package::new(xml::FORMAT);
    package.add("mimetype", b"application/epub+zip", Storage::Stored)?;
    package.add("META-INF/container.xml", &opf::container()?, Storage::Deflated)?;
    let opf = opf::write(&metadata, &resources, chapters.len(), options.writing)?;
    package.add(&format!("{ROOT}/{}", opf::FILE), &opf, Storage::Deflated)?;
    for resource in &resources {
        let path = format!("{ROOT}/{}", resource.path);
        match &resource.data {
            Data::Bytes(data) => package.add(&path, data, Storage::Deflated)?,
            Data::Font(file) => package.add_font(&path, file)?,
        }
    }
    package.finish()
}
