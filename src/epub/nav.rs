//! The navigation document: table of contents and landmarks (EPUB 3.3, 7).
//!
//! It stands in the spine as well, outside the linear order, because its own
//! landmarks link to it, and a linked content document must be in the spine.

use super::chapters::{Chapter, file_of};
use super::metadata::Metadata;
use super::outline::{Entry, Outline};
use super::xml::Xml;
use crate::Error;

/// File name below the publication's folder.
pub(super) const FILE: &str = "nav.xhtml";

/// Writes the navigation document.
pub(super) fn write(metadata: &Metadata, outline: &Outline, chapters: &[Chapter]) -> Result<Vec<u8>, Error> {
    let start = file_of(chapters, 0);
    let mut xml = Xml::xhtml("目录", metadata.language)?;
    xml.open("body", &[("class", "contents")])?;
    xml.line()?;
    xml.open("nav", &[("epub:type", "toc"), ("role", "doc-toc"), ("id", "toc"), ("aria-labelledby", "toc-title")])?;
    xml.line()?;
    xml.leaf("h1", &[("id", "toc-title")], "目录")?;
    if outline.entries.is_empty() {
        // A table of contents has at least one entry (EPUB 3.3, 7.3).
        xml.open("ol", &[])?;
        xml.open("li", &[])?;
        link(&mut xml, start, &metadata.title)?;
        xml.close("li")?;
        xml.close("ol")?;
    } else {
        entries(&mut xml, &outline.entries, chapters)?;
    }
    xml.close("nav")?;
    let landmarks =
        [("epub:type", "landmarks"), ("id", "landmarks"), ("aria-labelledby", "landmarks-title"), ("hidden", "hidden")];
    xml.open("nav", &landmarks)?;
    xml.line()?;
    xml.leaf("h2", &[("id", "landmarks-title")], "导览")?;
    xml.open("ol", &[])?;
    xml.line()?;
    for (kind, target, label) in [("toc", format!("{FILE}#toc").as_str(), "目录"), ("bodymatter", start, "正文")] {
        xml.open("li", &[])?;
        xml.open("a", &[("epub:type", kind), ("href", target)])?;
        xml.text(label)?;
        xml.end("a")?;
        xml.close("li")?;
    }
    xml.close("ol")?;
    xml.close("nav")?;
    xml.close("body")?;
    xml.close("html")?;
    Ok(xml.finish())
}

/// Nested lists; a list opens inside the item that it belongs to.
fn entries(xml: &mut Xml, entries: &[Entry], chapters: &[Chapter]) -> Result<(), Error> {
    xml.open("ol", &[])?;
    xml.line()?;
    for (n, entry) in entries.iter().enumerate() {
        xml.open("li", &[])?;
        link(xml, &format!("{}#{}", file_of(chapters, entry.block), entry.id), &entry.label)?;
        let next = entries.get(n + 1).map_or(0, |e| e.depth);
        if next > entry.depth {
            xml.line()?;
            xml.open("ol", &[])?;
            xml.line()?;
        } else {
            xml.close("li")?;
            for _ in next..entry.depth {
                xml.close("ol")?;
                xml.close("li")?;
            }
        }
    }
    xml.close("ol")
}

fn link(xml: &mut Xml, href: &str, label: &str) -> Result<(), Error> {
    xml.open("a", &[("href", href)])?;
    xml.text(label)?;
    xml.end("a")
}
