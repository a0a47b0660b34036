//! The parts that hold the package together (ECMA-376-2) and the document's properties.

use super::xml::Xml;
use crate::Error;
use crate::converter::Context;
use crate::date;
use crate::review::Review;

const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// `[Content_Types].xml` (ECMA-376-2 10.1.2).
pub(super) fn content_types(headers: usize, footers: usize, review: Option<&Review<'_>>) -> Result<Vec<u8>, Error> {
    let mut xml = Xml::part("Types", &[("xmlns", CONTENT_TYPES)]);
    for (extension, kind) in [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("odttf", "application/vnd.openxmlformats-officedocument.obfuscatedFont"),
    ] {
        xml.leaf("Default", &[("Extension", extension), ("ContentType", kind)]);
    }
    let mut part = |name: &str, kind: &str| xml.leaf("Override", &[("PartName", name), ("ContentType", kind)]);
    part("/word/document.xml", &format!("{WORD}.document.main+xml"));
    part("/word/styles.xml", &format!("{WORD}.styles+xml"));
    part("/word/settings.xml", &format!("{WORD}.settings+xml"));
    part("/word/fontTable.xml", &format!("{WORD}.fontTable+xml"));
    if review.is_some() {
        part("/word/comments.xml", &format!("{WORD}.comments+xml"));
    }
    for n in 1..=headers {
        part(&format!("/word/header{n}.xml"), &format!("{WORD}.header+xml"));
    }
    for n in 1..=footers {
        part(&format!("/word/footer{n}.xml"), &format!("{WORD}.footer+xml"));
    }
    part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    part("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
    xml.finish()
}

/// `_rels/.rels`.
pub(super) fn package_relationships() -> Result<Vec<u8>, Error> {
    relationships(&[
        ("rId1".into(), format!("{OFFICE}/officeDocument"), "word/document.xml".into()),
        ("rId2".into(), format!("{RELATIONSHIPS}/metadata/core-properties"), "docProps/core.xml".into()),
        ("rId3".into(), format!("{OFFICE}/extended-properties"), "docProps/app.xml".into()),
    ])
}

/// `word/_rels/document.xml.rels`. docx-rs names its footers `rIdFooter1` and so on, and its headers likewise.
pub(super) fn document_relationships(
    headers: usize,
    footers: usize,
    review: Option<&Review<'_>>,
) -> Result<Vec<u8>, Error> {
    let parts = [("styles", "styles.xml"), ("settings", "settings.xml"), ("fontTable", "fontTable.xml")];
    let mut all: Vec<_> = parts
        .into_iter()
        .chain(review.map(|_| ("comments", "comments.xml")))
        .enumerate()
        .map(|(n, (kind, target))| (format!("rId{}", n + 1), format!("{OFFICE}/{kind}"), target.to_owned()))
        .collect();
    all.extend((1..=headers).map(|n| (format!("rIdHeader{n}"), format!("{OFFICE}/header"), format!("header{n}.xml"))));
    all.extend((1..=footers).map(|n| (format!("rIdFooter{n}"), format!("{OFFICE}/footer"), format!("footer{n}.xml"))));
    relationships(&all)
}

/// `word/_rels/fontTable.xml.rels`.
pub(super) fn font_relationships(fonts: usize) -> Result<Vec<u8>, Error> {
    let all: Vec<_> =
        (1..=fonts).map(|n| (format!("rId{n}"), format!("{OFFICE}/font"), format!("fonts/font{n}.odttf"))).collect();
    relationships(&all)
}

fn relationships(all: &[(String, String, String)]) -> Result<Vec<u8>, Error> {
    let mut xml = Xml::part("Relationships", &[("xmlns", RELATIONSHIPS)]);
    for (id, kind, target) in all {
        xml.leaf("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
    }
    xml.finish()
}

/// `docProps/core.xml` (ECMA-376-2 11).
///
/// The time of making is the one that was given, or the document's own date, or none: the same text gives the same file.
pub(super) fn core_properties(context: &Context<'_>) -> Result<Vec<u8>, Error> {
    let (publication, language) = (context.publication, context.profile.region().language());
    let mut xml = Xml::part(
        "cp:coreProperties",
        &[
            ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    for (name, text) in [
        ("dc:title", publication.title_line()),
        ("dc:subject", publication.subtitle_line()),
        ("dc:creator", publication.speakers().join("；")),
        ("dc:language", language.to_owned()),
    ] {
        if !text.is_empty() {
            xml.text(name, &[], &text);
        }
    }
    let given = context.timestamp.map(|timestamp| timestamp.to_string());
    let made = given.or_else(|| date::of_publication(publication).map(|day| format!("{day}T00:00:00Z")));
    if let Some(made) = made {
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.text(name, &[("xsi:type", "dcterms:W3CDTF")], &made);
        }
    }
    xml.finish()
}

/// `docProps/app.xml` (ECMA-376-1 22.2).
pub(super) fn app_properties() -> Result<Vec<u8>, Error> {
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    let mut xml = Xml::part("Properties", &[("xmlns", namespace)]);
    xml.text("Application", &[], "Wenyin");
    xml.finish()
}
