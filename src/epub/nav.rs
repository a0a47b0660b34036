//! The navigation document: table of contents and landmarks (EPUB 3.3, 7), and
//! the contents once more as readers of EPUB 2 know them (NCX; OPF 2.0.1, 2.4.1).
//!
//! It stands in the spine as well, outside the linear order, because its own
//! landmarks link to it, and a linked content document must be in the spine.

use super::chapters::{Chapter, file_of};
use super::css;
use super::metadata::Metadata;
use super::outline::{Entry, Outline};
use super::xml::Xml;
use crate::Error;

/// File name below the publication's folder.
pub(super) const FILE: &str = "nav.xhtml";

/// File name of the NCX.
pub(super) const NCX: &str = "toc.ncx";

/// A line of the contents.
struct Point<'a> {
    /// 0 is outermost; at most one more than that of the line before.
    depth: usize,
    target: String,
    label: &'a str,
}

/// The lines of the contents: the outline, or the text itself, for there must be one (EPUB 3.3, 7.3).
fn points<'a>(metadata: &'a Metadata, outline: &'a Outline, chapters: &[Chapter]) -> Vec<Point<'a>> {
    if outline.entries.is_empty() {
        return vec![Point { depth: 0, target: file_of(chapters, 0).to_owned(), label: &metadata.title }];
    }
    let target = |e: &Entry| match &e.id {
        Some(id) => format!("{}#{id}", file_of(chapters, e.block)),
        None => file_of(chapters, e.block).to_owned(),
    };
    outline.entries.iter().map(|e| Point { depth: e.depth, target: target(e), label: &e.label }).collect()
}

/// Writes the navigation document; `cover` is the page of the cover.
pub(super) fn write(
    metadata: &Metadata,
    outline: &Outline,
    chapters: &[Chapter],
    cover: Option<&str>,
) -> Result<Vec<u8>, Error> {
    let mut xml = Xml::xhtml(css::CONTENTS, "目录", metadata.language)?;
    xml.open("body", &[])?;
    xml.line()?;
    xml.open("nav", &[("epub:type", "toc"), ("role", "doc-toc"), ("id", "toc"), ("aria-labelledby", "toc-title")])?;
    xml.line()?;
    xml.leaf("h1", &[("id", "toc-title")], "目录")?;
    entries(&mut xml, &points(metadata, outline, chapters))?;
    xml.close("nav")?;
    let landmarks =
        [("epub:type", "landmarks"), ("id", "landmarks"), ("aria-labelledby", "landmarks-title"), ("hidden", "hidden")];
    xml.open("nav", &landmarks)?;
    xml.line()?;
    xml.leaf("h2", &[("id", "landmarks-title")], "导览")?;
    xml.open("ol", &[])?;
    xml.line()?;
    let toc = format!("{FILE}#toc");
    let cover = cover.map(|page| ("cover", page, "封面"));
    let others = [("toc", toc.as_str(), "目录"), ("bodymatter", file_of(chapters, 0), "正文")];
    for (kind, target, label) in cover.into_iter().chain(others) {
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
fn entries(xml: &mut Xml, points: &[Point<'_>]) -> Result<(), Error> {
    xml.open("ol", &[])?;
    xml.line()?;
    for (n, point) in points.iter().enumerate() {
        xml.open("li", &[])?;
        xml.open("a", &[("href", &point.target)])?;
        xml.text(point.label)?;
        xml.end("a")?;
        let next = points.get(n + 1).map_or(0, |p| p.depth);
        if next > point.depth {
            xml.line()?;
            xml.open("ol", &[])?;
            xml.line()?;
        } else {
            xml.close("li")?;
            for _ in next..point.depth {
                xml.close("ol")?;
                xml.close("li")?;
            }
        }
    }
    xml.close("ol")
}

/// Writes the NCX.
pub(super) fn ncx(metadata: &Metadata, outline: &Outline, chapters: &[Chapter]) -> Result<Vec<u8>, Error> {
    let points = points(metadata, outline, chapters);
    let mut xml = Xml::new()?;
    let namespace = "http://www.daisy.org/z3986/2005/ncx/";
    xml.open("ncx", &[("xmlns", namespace), ("version", "2005-1"), ("xml:lang", metadata.language)])?;
    xml.line()?;
    xml.open("head", &[])?;
    xml.line()?;
    let depth = (points.iter().map(|p| p.depth).max().unwrap_or(0) + 1).to_string();
    let facts =
        [("uid", metadata.identifier.as_str()), ("depth", &depth), ("totalPageCount", "0"), ("maxPageNumber", "0")];
    for (name, content) in facts {
        xml.empty("meta", &[("name", &format!("dtb:{name}")), ("content", content)])?;
        xml.line()?;
    }
    xml.close("head")?;
    xml.open("docTitle", &[])?;
    xml.leaf("text", &[], &metadata.title)?;
    xml.close("docTitle")?;
    xml.open("navMap", &[])?;
    xml.line()?;
    for (n, point) in points.iter().enumerate() {
        let order = (n + 1).to_string();
        xml.open("navPoint", &[("id", &format!("point-{order}")), ("playOrder", &order)])?;
        xml.open("navLabel", &[])?;
        xml.leaf("text", &[], point.label)?;
        xml.close("navLabel")?;
        xml.empty("content", &[("src", &point.target)])?;
        xml.line()?;
        let next = points.get(n + 1).map_or(0, |p| p.depth);
        for _ in next..point.depth + 1 {
            xml.close("navPoint")?;
        }
    }
    xml.close("navMap")?;
    xml.close("ncx")?;
    Ok(xml.finish())
}
