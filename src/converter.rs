//! The library's front door.

#[cfg(feature = "pdf")]
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::Error;
use crate::coverage::{Coverage, cover};
use crate::date::Timestamp;
use crate::font::{Face, FallbackFonts, FontSet, Missing, Substitution};
use crate::input::DecodeOptions;
use crate::model::{Collection, Document, FlowBlock};
use crate::parse::{Markup, ParseOptions};
use crate::publication::Publication;
use crate::review::{RemarkLanguage, Review};
use crate::style::Profile;
use crate::whole_file::{self, Durability};

/// A printed format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// PDF with embedded subsets.
    #[cfg(feature = "pdf")]
    Pdf,
    /// Office Open XML for Word and WPS.
    #[cfg(feature = "docx")]
    Docx,
    /// EPUB 3.3.
    #[cfg(feature = "epub")]
    Epub,
}

impl Format {
    /// Every format compiled in.
    pub const ALL: &'static [Self] = &[
        #[cfg(feature = "pdf")]
        Self::Pdf,
        #[cfg(feature = "docx")]
        Self::Docx,
        #[cfg(feature = "epub")]
        Self::Epub,
    ];

    /// The file-name extension, which is also the format's name on the command line.
    pub fn extension(self) -> &'static str {
        match self {
            #[cfg(feature = "pdf")]
            Self::Pdf => "pdf",
            #[cfg(feature = "docx")]
            Self::Docx => "docx",
            #[cfg(feature = "epub")]
            Self::Epub => "epub",
        }
    }

    /// Whether its contents give the numbers of pages.
    #[cfg(any(feature = "pdf", feature = "docx"))]
    fn has_pages(self) -> bool {
        match self {
            #[cfg(feature = "pdf")]
            Self::Pdf => true,
            #[cfg(feature = "docx")]
            Self::Docx => true,
            #[cfg(feature = "epub")]
            Self::Epub => false,
        }
    }

    /// The media type, as a web server says it (`Content-Type`).
    pub fn media_type(self) -> &'static str {
        match self {
            #[cfg(feature = "pdf")]
            Self::Pdf => "application/pdf",
            #[cfg(feature = "docx")]
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            #[cfg(feature = "epub")]
            Self::Epub => "application/epub+zip",
        }
    }
}

/// What every writer gets: the text, the house rules, the faces and the options.
#[cfg_attr(
    not(all(feature = "pdf", feature = "docx", feature = "epub")),
    allow(dead_code, reason = "each writer reads its part")
)]
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) publication: &'a Publication<'a>,
    pub(crate) profile: &'a Profile,
    pub(crate) fonts: &'a FontSet,
    /// Lines that more than one writer asks for.
    #[cfg(feature = "layout")]
    pub(crate) broken: Option<&'a crate::layout::BrokenLines>,
    pub(crate) docx_fonts: DocxFonts,
    #[cfg(feature = "epub")]
    pub(crate) epub: &'a crate::epub::EpubOptions,
    pub(crate) timestamp: Option<Timestamp>,
}

impl<'a> Context<'a> {
    /// The blocks in the order in which the profile prints them.
    #[cfg_attr(
        not(all(feature = "pdf", feature = "docx", feature = "epub")),
        allow(dead_code, reason = "each writer asks for its part")
    )]
    pub(crate) fn flow(&self) -> &'a [FlowBlock<'a>] {
        &self.publication.flow
    }
}

/// Which fonts a DOCX carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum DocxFonts {
    /// The characters of the document: small, but later typing shows other faces.
    #[default]
    Subset,
    /// Whole faces: large, for a document that will be edited elsewhere.
    Full,
    /// None; the reader must have them installed.
    None,
}

/// Reads texts and renders documents. Fonts are opened once; cheap to clone and to share between threads.
///
/// ```
/// use wenyin::{Converter, Format};
///
/// let wenyin = Converter::builder().build()?;
/// let document = wenyin.parse("在春季运动会上的讲话\n同志们：\n大家好！".as_bytes())?;
/// let rendered = wenyin.render(&document, &[Format::Pdf, Format::Epub])?;
/// assert!(rendered.pdf().unwrap().bytes().starts_with(b"%PDF"));
/// # Ok::<(), wenyin::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Converter {
    profile: Arc<Profile>,
    fonts: Arc<FontSet>,
    docx_fonts: DocxFonts,
    #[cfg(feature = "epub")]
    epub: crate::epub::EpubOptions,
    decoding: DecodeOptions,
    parsing: ParseOptions,
    fallback: Option<Arc<dyn FallbackFonts>>,
    timestamp: Option<Timestamp>,
}

/// Settings of a [`Converter`].
#[derive(Debug, Default)]
pub struct ConverterBuilder {
    profile: Option<Profile>,
    fonts: Option<FontSet>,
    fallbacks: Vec<Face>,
    docx_fonts: DocxFonts,
    #[cfg(feature = "epub")]
    epub: crate::epub::EpubOptions,
    decoding: DecodeOptions,
    parsing: ParseOptions,
    fallback: Option<Arc<dyn FallbackFonts>>,
    missing: Missing,
    timestamp: Option<Timestamp>,
}

impl ConverterBuilder {
    /// House rules; [`Profile::speech`] unless told.
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.profile = Some(profile);
        self
    }

    /// The faces; the built-in ones unless told.
    #[must_use]
    pub fn fonts(mut self, fonts: FontSet) -> Self {
        self.fonts = Some(fonts);
        self
    }

    /// A further face for characters that the others lack.
    #[must_use]
    pub fn fallback_font(mut self, face: Face) -> Self {
        self.fallbacks.push(face);
        self
    }

    /// Where to look for characters that no face here has; nowhere unless told.
    #[must_use]
    pub fn fallback_fonts(mut self, fonts: impl FallbackFonts + 'static) -> Self {
        self.fallback = Some(Arc::new(fonts));
        self
    }

    /// What is done with a character that no face has at all; an error unless told.
    #[must_use]
    pub fn missing(mut self, missing: Missing) -> Self {
        self.missing = missing;
        self
    }

    /// The time that outputs give as that of their making; none unless told, so that the same text
    /// gives the same bytes.
    #[must_use]
    pub fn timestamp(mut self, timestamp: Timestamp) -> Self {
        self.timestamp = Some(timestamp);
        self
    }

    /// Which fonts a DOCX carries; a subset unless told.
    #[must_use]
    pub fn docx_fonts(mut self, fonts: DocxFonts) -> Self {
        self.docx_fonts = fonts;
        self
    }

    /// Fonts, direction, cover of an EPUB.
    #[cfg(feature = "epub")]
    #[must_use]
    pub fn epub(mut self, options: crate::epub::EpubOptions) -> Self {
        self.epub = options;
        self
    }

    /// How texts are decoded; their encoding is recognised unless told.
    #[must_use]
    pub fn decoding(mut self, options: DecodeOptions) -> Self {
        self.decoding = options;
        self
    }

    /// Hints for reading texts; everything is recognised unless told.
    #[must_use]
    pub fn parsing(mut self, options: ParseOptions) -> Self {
        self.parsing = options;
        self
    }

    /// Opens the fonts.
    ///
    /// # Errors
    /// [`Error::Font`] when no faces were given and none are compiled in, or when one may not be embedded.
    pub fn build(self) -> Result<Converter, Error> {
        let mut fonts = match self.fonts {
            Some(fonts) => fonts,
            None => FontSet::built_in()?,
        };
        for face in self.fallbacks {
            fonts.add_fallback(face)?;
        }
        fonts.set_missing(self.missing);
        Ok(Converter {
            profile: Arc::new(self.profile.unwrap_or_else(Profile::speech)),
            fonts: Arc::new(fonts),
            docx_fonts: self.docx_fonts,
            #[cfg(feature = "epub")]
            epub: self.epub,
            decoding: self.decoding,
            parsing: self.parsing,
            fallback: self.fallback,
            timestamp: self.timestamp,
        })
    }
}

impl Converter {
    /// Settings to start from.
    pub fn builder() -> ConverterBuilder {
        ConverterBuilder::default()
    }

    /// The same fonts and options with other house rules.
    #[must_use]
    pub fn with_profile(&self, profile: Profile) -> Self {
        Self { profile: Arc::new(profile), ..self.clone() }
    }

    /// The house rules in use.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The faces in use.
    pub fn fonts(&self) -> &FontSet {
        &self.fonts
    }

    /// Reads a text file's bytes as a document.
    ///
    /// # Errors
    /// [`Error::Input`] when the bytes are empty, binary or not of any encoding known.
    pub fn parse(&self, bytes: &[u8]) -> Result<Document, Error> {
        Ok(crate::parse::parse_with(crate::input::decode_with(bytes, &self.decoding)?, &self.parsing))
    }

    /// Reads a file's bytes as a document; its name tells Markdown (`.md`, `.markdown`) and
    /// stands in [`Source::path`](crate::model::Source::path).
    ///
    /// # Errors
    /// As [`Converter::parse`].
    pub fn parse_named(&self, bytes: &[u8], name: &Path) -> Result<Document, Error> {
        let mut options = self.parsing.clone();
        let is_markdown =
            name.extension().is_some_and(|e| ["md", "markdown"].iter().any(|md| e.eq_ignore_ascii_case(md)));
        if options.markup == Markup::Auto && is_markdown {
            options.markup = Markup::Markdown;
        }
        let mut document = crate::parse::parse_with(crate::input::decode_with(bytes, &self.decoding)?, &options);
        document.source.path = Some(name.display().to_string());
        Ok(document)
    }

    /// Carries out edits on the bytes of a text, as [`check::edits`](crate::check::edits) gives them; all else, its
    /// encoding too, stays as it is.
    ///
    /// # Errors
    /// [`Error::Input`] as for [`Converter::parse`], and for bytes that are broken.
    pub fn rewrite(&self, bytes: &[u8], edits: &[crate::input::Edit]) -> Result<crate::input::Rewritten, Error> {
        Ok(crate::input::rewrite(bytes, &self.decoding, edits)?)
    }

    /// House rules and faces as they apply to this text.
    fn prepare(&self, publication: &Publication<'_>) -> Result<Prepared, Error> {
        let profile = crate::settle::settle(&self.profile, &self.fonts, publication);
        let coverage = cover(&profile, &self.fonts, self.fallback.as_deref(), &publication.flow)?;
        Ok(Prepared { profile, coverage })
    }

    fn context<'a>(&'a self, publication: &'a Publication<'a>, prepared: &'a Prepared) -> Context<'a> {
        Context {
            publication,
            profile: &prepared.profile,
            fonts: &prepared.coverage.fonts,
            #[cfg(feature = "layout")]
            broken: None,
            docx_fonts: self.docx_fonts,
            #[cfg(feature = "epub")]
            epub: &self.epub,
            timestamp: self.timestamp,
        }
    }

    /// The faces that a document is set in: those in use, and fallback faces for what they lack.
    ///
    /// # Errors
    /// [`Error::MissingCharacter`] for characters that no face has.
    pub fn fonts_for(&self, document: &Document) -> Result<Arc<FontSet>, Error> {
        Ok(self.prepare(&Publication::of_document(document, &self.profile))?.coverage.fonts)
    }

    /// Everything here that decides about outputs, as bytes to be hashed.
    #[cfg(feature = "batch")]
    pub(crate) fn identify(&self, mut add: impl FnMut(&[u8])) {
        let Self { profile, docx_fonts, decoding, parsing, timestamp, .. } = self;
        add(format!("{profile:?}{docx_fonts:?}{decoding:?}{parsing:?}{timestamp:?}").as_bytes());
        #[cfg(feature = "epub")]
        add(format!("{:?}", self.epub).as_bytes());
        self.fonts.identify(add);
    }

    /// What the fonts that are looked for in need depend on, as bytes to be hashed.
    #[cfg(feature = "batch")]
    pub(crate) fn machine_fonts(&self) -> Vec<u8> {
        self.fallback.as_deref().map_or_else(Vec::new, FallbackFonts::identity)
    }

    /// Where a document is at home: as the profile says, or as its characters tell.
    pub fn region(&self, document: &Document) -> crate::style::Region {
        crate::settle::region(&self.profile, &document.flow())
    }

    /// The blocks of a document in the order in which the profile prints them; the lines of
    /// [`Converter::layout`] count them.
    pub fn flow<'a>(&self, document: &'a Document) -> Vec<FlowBlock<'a>> {
        crate::arrange::flow(document, &self.profile)
    }

    /// Looks a document over before it is printed; see [`check`](crate::check).
    pub fn check(&self, document: &Document) -> Vec<crate::check::Finding> {
        let profile = &self.profile;
        let size = profile.style(crate::model::BlockKind::Title).size.0.max(1);
        let title_line = usize::try_from(profile.page.measure().0 / size).unwrap_or(1);
        let options = crate::check::CheckOptions { title_line };
        crate::check::check(document, &options)
    }

    /// Lays a document out without writing it: every glyph in its place.
    ///
    /// # Errors
    /// As [`Converter::render`].
    #[cfg(feature = "layout")]
    pub fn layout(&self, document: &Document) -> Result<Vec<crate::layout::Page>, Error> {
        self.lay_out(&Publication::of_document(document, &self.profile))
    }

    /// Lays a collection out: its title page, its contents, then each document on a page of its own.
    ///
    /// # Errors
    /// As [`Converter::render_collection`].
    #[cfg(feature = "layout")]
    pub fn layout_collection(&self, collection: &Collection) -> Result<Vec<crate::layout::Page>, Error> {
        self.check_each(collection)?;
        self.lay_out(&Publication::of_collection(collection, &collection.labels(), &self.profile))
    }

    #[cfg(feature = "layout")]
    fn lay_out(&self, publication: &Publication<'_>) -> Result<Vec<crate::layout::Page>, Error> {
        crate::layout::layout(&self.context(publication, &self.prepare(publication)?))
    }

    /// Writes pages that [`Converter::layout`] made of this document, as they are.
    ///
    /// # Errors
    /// As [`Converter::render`].
    #[cfg(feature = "pdf")]
    pub fn write_pdf(&self, document: &Document, pages: &[crate::layout::Page]) -> Result<Vec<u8>, Error> {
        let publication = Publication::of_document(document, &self.profile);
        crate::pdf::write(&self.context(&publication, &self.prepare(&publication)?), pages, None)
    }

    /// Renders a document to several formats, in parallel.
    ///
    /// # Errors
    /// [`Error::Empty`] for a document without text, [`Error::MissingCharacter`]
    /// for characters that no face has.
    pub fn render(&self, document: &Document, formats: &[Format]) -> Result<Rendered, Error> {
        let publication = Publication::of_document(document, &self.profile);
        if publication.flow.is_empty() {
            return Err(Error::Empty);
        }
        self.render_publication(&publication, formats, None)
    }

    /// Renders a review copy: the findings are highlighted, in the PDF numbered and listed on a page after the text,
    /// in the DOCX as comments. An EPUB is as ever.
    ///
    /// # Errors
    /// As [`Converter::render`].
    pub fn render_review(
        &self,
        document: &Document,
        findings: &[crate::check::Finding],
        language: RemarkLanguage,
        formats: &[Format],
    ) -> Result<Rendered, Error> {
        let publication = Publication::of_document(document, &self.profile);
        if publication.flow.is_empty() {
            return Err(Error::Empty);
        }
        let review = Review::new(document, findings, &publication.flow, language);
        #[cfg(feature = "pdf")]
        if formats.contains(&Format::Pdf) {
            let others: Vec<Format> = formats.iter().copied().filter(|format| *format != Format::Pdf).collect();
            let places = crate::layout::highlights(&review, &self.lay_out(&publication)?);
            let (title, remarks) = crate::layout::remarks(&review, findings.len(), &places);
            let with_list = publication.with_remarks(&title, &remarks);
            let mut rendered = self.render_publication(&with_list, &[Format::Pdf], Some(&review))?;
            if !others.is_empty() {
                rendered.outputs.extend(self.render_publication(&publication, &others, Some(&review))?.outputs);
            }
            return Ok(rendered);
        }
        self.render_publication(&publication, formats, Some(&review))
    }

    /// Renders several documents as one book, in parallel: a title page, contents with the numbers of the pages, then
    /// each document on a page of its own. Fonts are subset once for all of it.
    ///
    /// # Errors
    /// [`Error::Empty`] for a collection without documents or title, [`Error::InCollection`] with the first document
    /// that cannot be rendered and why.
    pub fn render_collection(&self, collection: &Collection, formats: &[Format]) -> Result<Rendered, Error> {
        self.check_each(collection)?;
        let labels = collection.labels();
        self.render_publication(&Publication::of_collection(collection, &labels, &self.profile), formats, None)
    }

    /// Finds what would fail in a collection where it can still be told of which document.
    fn check_each(&self, collection: &Collection) -> Result<(), Error> {
        if collection.documents.is_empty() || collection.title.trim().is_empty() {
            return Err(Error::Empty);
        }
        let check = |document: &Document| {
            let publication = Publication::of_document(document, &self.profile);
            if publication.flow.is_empty() {
                return Err(Error::Empty);
            }
            self.prepare(&publication).map(drop)
        };
        let checked: Vec<_> = collection.documents.par_iter().map(check).collect();
        // The first in the order of the book, whichever thread was first.
        checked.into_iter().enumerate().try_for_each(|(index, result)| {
            result.map_err(|error| Error::InCollection { index, error: Box::new(error) })
        })
    }

    #[cfg_attr(
        not(any(feature = "pdf", feature = "docx", feature = "epub")),
        allow(unreachable_code, unused_variables, reason = "no format is compiled in")
    )]
    #[cfg_attr(
        not(any(feature = "pdf", feature = "docx")),
        allow(unused_variables, reason = "only PDF and DOCX have review copies")
    )]
    fn render_publication(
        &self,
        publication: &Publication<'_>,
        formats: &[Format],
        review: Option<&Review<'_>>,
    ) -> Result<Rendered, Error> {
        let prepared = self.prepare(publication)?;
        let context = self.context(publication, &prepared);
        // In a collection the layout settles the profile anew for each document.
        #[cfg(all(feature = "pdf", feature = "docx"))]
        let broken = (!publication.is_collection() && [Format::Pdf, Format::Docx].iter().all(|f| formats.contains(f)))
            .then(|| crate::layout::BrokenLines::of(context.flow()));
        #[cfg(all(feature = "pdf", feature = "docx"))]
        let context = Context { broken: broken.as_ref(), ..context };
        // Where the contents give the numbers of pages, or a DOCX turns its pages as the PDF does, both writers take them
        // from one layout.
        #[cfg(feature = "docx")]
        let follows = formats.contains(&Format::Docx) && crate::docx::follows_pages(&prepared.profile);
        #[cfg(not(feature = "docx"))]
        let follows = false;
        #[cfg(any(feature = "pdf", feature = "docx"))]
        let laid_out = if follows || publication.is_collection() && formats.iter().any(|format| format.has_pages()) {
            Some(crate::layout::layout(&context)?)
        } else {
            None
        };
        #[cfg(any(feature = "docx", feature = "epub"))]
        let used = crate::font::SharedUse::default();
        let mut outputs = formats
            .par_iter()
            .map(|&format| {
                let (bytes, pages) = match format {
                    #[cfg(feature = "pdf")]
                    Format::Pdf => {
                        let mut pages = match &laid_out {
                            Some(pages) => Cow::Borrowed(pages),
                            None => Cow::Owned(crate::layout::layout(&context)?),
                        };
                        let places = review.map(|review| (review, crate::layout::highlights(review, &pages)));
                        if let Some((_, places)) = &places {
                            crate::layout::number_findings(&context, pages.to_mut(), places)?;
                        }
                        let findings = places.as_ref().map(|(review, places)| (*review, places.as_slice()));
                        (crate::pdf::write(&context, &pages, findings)?, Pages::of(&pages))
                    }
                    #[cfg(feature = "docx")]
                    Format::Docx => {
                        let pages = laid_out.as_deref().unwrap_or_default();
                        (crate::docx::write(&context, &used, pages, review)?, Pages::default())
                    }
                    #[cfg(feature = "epub")]
                    Format::Epub => (crate::epub::write(&context, &used)?, Pages::default()),
                };
                Ok(Output { format, bytes, pages })
            })
            .collect::<Vec<Result<_, Error>>>()
            .into_iter()
            // The first error in the order asked for, whichever thread was first.
            .collect::<Result<Vec<_>, Error>>()?;
        outputs.sort_by_key(|o| o.format);
        outputs.dedup_by_key(|o| o.format);
        let fonts = crate::coverage::families(&prepared.profile, &prepared.coverage.fonts, context.flow());
        Ok(Rendered { outputs, substitutions: prepared.coverage.substitutions, fonts })
    }
}

/// What [`Converter::render`] settles before the writers begin.
struct Prepared {
    profile: Profile,
    coverage: Coverage,
}

/// The formats that were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    outputs: Vec<Output>,
    substitutions: Vec<Substitution>,
    fonts: Vec<String>,
}

/// One rendered file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    format: Format,
    bytes: Vec<u8>,
    pages: Pages,
}

/// What is to be told of an output's pages, where the format has pages of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Pages {
    count: Option<usize>,
    #[cfg(feature = "layout")]
    relaxed: Vec<crate::layout::Relaxed>,
}

#[cfg(feature = "pdf")]
impl Pages {
    fn of(pages: &[crate::layout::Page]) -> Self {
        Self { count: Some(pages.len()), relaxed: crate::layout::relaxed(pages) }
    }
}

impl Rendered {
    /// The output of a format, if it was asked for.
    pub fn get(&self, format: Format) -> Option<&Output> {
        self.outputs.iter().find(|o| o.format == format)
    }

    /// The file of a format, taken out.
    #[cfg(feature = "batch")]
    pub(crate) fn take(&mut self, format: Format) -> Option<Vec<u8>> {
        self.outputs.iter_mut().find(|o| o.format == format).map(|o| std::mem::take(&mut o.bytes))
    }

    /// All outputs.
    pub fn iter(&self) -> impl Iterator<Item = &Output> {
        self.outputs.iter()
    }

    /// Characters that are not drawn as their own face would have drawn them, in the order of the text.
    pub fn substitutions(&self) -> &[Substitution] {
        &self.substitutions
    }

    /// Families of the faces that the text is set in, in the order of their first characters.
    pub fn fonts(&self) -> &[String] {
        &self.fonts
    }

    /// The PDF, if it was asked for.
    #[cfg(feature = "pdf")]
    pub fn pdf(&self) -> Option<&Output> {
        self.get(Format::Pdf)
    }

    /// The DOCX, if it was asked for.
    #[cfg(feature = "docx")]
    pub fn docx(&self) -> Option<&Output> {
        self.get(Format::Docx)
    }

    /// The EPUB, if it was asked for.
    #[cfg(feature = "epub")]
    pub fn epub(&self) -> Option<&Output> {
        self.get(Format::Epub)
    }
}

impl IntoIterator for Rendered {
    type Item = Output;
    type IntoIter = std::vec::IntoIter<Output>;

    /// All outputs, to keep.
    fn into_iter(self) -> Self::IntoIter {
        self.outputs.into_iter()
    }
}

impl Output {
    /// Its format.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The file, to keep.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Number of pages, where the format has pages of its own.
    pub fn pages(&self) -> Option<usize> {
        self.pages.count
    }

    /// Its lines for which a rule of line breaking had to give way; few texts have any.
    #[cfg(feature = "layout")]
    pub fn relaxed(&self) -> &[crate::layout::Relaxed] {
        &self.pages.relaxed
    }

    /// Writes the file: to a temporary file beside it first, then renamed.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write_to(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        Ok(whole_file::write(path.as_ref(), &self.bytes, Durability::Cached)?)
    }
}
