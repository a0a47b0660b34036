//! The package document: metadata, manifest, spine (EPUB 3.3, 5), and the
//! container file that points to it.

use super::metadata::Metadata;
use super::xml::Xml;
use super::{ROOT, Resource, cover, licence};
use crate::Error;
use crate::style::Writing;

/// File name below the publication's folder.
pub(super) const FILE: &str = "package.opf";

/// Manifest id of the NCX.
pub(super) const NCX: &str = "ncx";

/// Media type of content documents.
pub(super) const XHTML: &str = "application/xhtml+xml";

/// Media type of fonts.
pub(super) const FONT: &str = "font/ttf";

/// Manifest id of a chapter, counted from 0.
pub(super) fn chapter_id(n: usize) -> String {
    format!("text-{}", n + 1)
}

/// `META-INF/container.xml` (EPUB 3.3, 4.2.6.3.1).
pub(super) fn container() -> Result<Vec<u8>, Error> {
    let mut xml = Xml::new()?;
    let namespace = "urn:oasis:names:tc:opendocument:xmlns:container";
    xml.open("container", &[("version", "1.0"), ("xmlns", namespace)])?;
    xml.open("rootfiles", &[])?;
    let path = format!("{ROOT}/{FILE}");
    xml.empty("rootfile", &[("full-path", &path), ("media-type", "application/oebps-package+xml")])?;
    xml.end("rootfiles")?;
    xml.close("container")?;
    Ok(xml.finish())
}

/// Writes the package document.
pub(super) fn write(
    metadata: &Metadata,
    resources: &[Resource],
    chapters: usize,
    writing: Writing,
) -> Result<Vec<u8>, Error> {
    let has = |id: &str| resources.iter().any(|r| r.id == id);
    let has_cover = has(cover::PAGE);
    let mut xml = Xml::new()?;
    xml.open(
        "package",
        &[
            ("xmlns", "http://www.idpf.org/2007/opf"),
            ("version", "3.0"),
            ("unique-identifier", "id"),
            ("xml:lang", metadata.language),
            ("dir", "ltr"),
            ("prefix", "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"),
        ],
    )?;
    xml.line()?;
    xml.open("metadata", &[("xmlns:dc", "http://purl.org/dc/elements/1.1/")])?;
    xml.line()?;
    bibliography(&mut xml, metadata)?;
    accessibility(&mut xml, has_cover)?;
    licences(&mut xml, resources)?;
    if has_cover {
        // Libraries that know EPUB 2 only look for this.
        xml.empty("meta", &[("name", "cover"), ("content", cover::PICTURE)])?;
        xml.line()?;
    }
    if resources.iter().any(|r| r.media_type == FONT) {
        // Without it Apple Books never shows a publication's own faces.
        xml.leaf("meta", &[("property", "ibooks:specified-fonts")], "true")?;
    }
    xml.close("metadata")?;

    xml.open("manifest", &[])?;
    xml.line()?;
    for resource in resources.iter().filter(|r| r.path != licence::FILE) {
        let mut attributes =
            vec![("id", resource.id.as_str()), ("href", resource.path.as_str()), ("media-type", resource.media_type)];
        attributes.extend(resource.properties.map(|p| ("properties", p)));
        xml.empty("item", &attributes)?;
        xml.line()?;
    }
    xml.close("manifest")?;

    // Vertical lines follow each other from right to left, and so do their pages.
    let direction = if writing == Writing::Vertical { "rtl" } else { "ltr" };
    let mut attributes = vec![("page-progression-direction", direction)];
    if has(NCX) {
        attributes.push(("toc", NCX));
    }
    xml.open("spine", &attributes)?;
    xml.line()?;
    if has_cover {
        xml.empty("itemref", &[("idref", cover::PAGE)])?;
        xml.line()?;
    }
    for n in 0..chapters {
        xml.empty("itemref", &[("idref", &chapter_id(n))])?;
        xml.line()?;
    }
    xml.empty("itemref", &[("idref", "nav"), ("linear", "no")])?;
    xml.line()?;
    xml.close("spine")?;
    xml.close("package")?;
    Ok(xml.finish())
}

/// Dublin Core (EPUB 3.3, 5.5.3) and its refinements (appendix D.3).
fn bibliography(xml: &mut Xml, metadata: &Metadata) -> Result<(), Error> {
    let refine = |xml: &mut Xml, id: &str, property: &str, value: &str| {
        xml.leaf("meta", &[("refines", id), ("property", property)], value)
    };
    xml.leaf("dc:identifier", &[("id", "id")], &metadata.identifier)?;
    xml.leaf("dc:title", &[("id", "title")], &metadata.title)?;
    refine(xml, "#title", "title-type", "main")?;
    if let Some(subtitle) = &metadata.subtitle {
        refine(xml, "#title", "display-seq", "1")?;
        xml.leaf("dc:title", &[("id", "subtitle")], subtitle)?;
        refine(xml, "#subtitle", "title-type", "subtitle")?;
        refine(xml, "#subtitle", "display-seq", "2")?;
    }
    for (n, speaker) in metadata.speakers.iter().enumerate() {
        let id = if n == 0 { "creator".to_owned() } else { format!("creator-{}", n + 1) };
        xml.leaf("dc:creator", &[("id", &id)], speaker)?;
        // MARC relator: speaker.
        let refined = format!("#{id}");
        xml.leaf("meta", &[("refines", &refined), ("property", "role"), ("scheme", "marc:relators")], "spk")?;
    }
    xml.leaf("dc:language", &[], metadata.language)?;
    if let Some(date) = metadata.date {
        xml.leaf("dc:date", &[], &date.to_string())?;
    }
    xml.leaf("meta", &[("property", "dcterms:modified")], &metadata.modified)
}

/// What each font may be used for, said of the font: a record beside the publication, not a part of it
/// (EPUB 3.3, 5.5.6).
fn licences(xml: &mut Xml, resources: &[Resource]) -> Result<(), Error> {
    let licence = resources.iter().find(|r| r.path == licence::FILE);
    for font in resources.iter().filter(|r| r.media_type == FONT) {
        if let Some(licence) = licence {
            let attributes = [
                ("rel", "dcterms:license"),
                ("refines", &format!("#{}", font.id)),
                ("href", &licence.path),
                ("media-type", licence.media_type),
            ];
            xml.empty("link", &attributes)?;
            xml.line()?;
        }
    }
    Ok(())
}

/// Discovery and conformance metadata (EPUB Accessibility 1.1, 2 and 4).
fn accessibility(xml: &mut Xml, has_cover: bool) -> Result<(), Error> {
    let mut properties = vec![("schema:accessMode", "textual")];
    if has_cover {
        properties.extend([("schema:accessMode", "visual"), ("schema:accessibilityFeature", "alternativeText")]);
    }
    let pictures = if has_cover { "除封面外没有图片" } else { "没有图片" };
    let summary = format!(
        "全文为可重排文字，{pictures}，没有声音和视频。标题分级，目录可跳转，阅读顺序与正文一致；\
         字体、字号和颜色可由读者改变，可由读屏软件朗读。"
    );
    properties.extend([
        ("schema:accessModeSufficient", "textual"),
        ("schema:accessibilityFeature", "tableOfContents"),
        ("schema:accessibilityFeature", "structuralNavigation"),
        ("schema:accessibilityFeature", "readingOrder"),
        ("schema:accessibilityFeature", "displayTransformability"),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", &summary),
    ]);
    for (property, value) in properties {
        xml.leaf("meta", &[("property", property)], value)?;
    }
    let conforms = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA";
    xml.leaf("meta", &[("id", "conforms"), ("property", "dcterms:conformsTo")], conforms)?;
    // A claim names who stands for it (EPUB Accessibility 1.1, 4.3.2).
    xml.leaf("meta", &[("refines", "#conforms"), ("property", "a11y:certifiedBy")], "Wenyin")
}
