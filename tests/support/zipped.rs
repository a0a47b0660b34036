//! Reads the packages back: the paragraphs of a DOCX and the blocks of an EPUB.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

/// A part of a package as text.
pub fn part(package: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(package)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The text of every element with one of these names, with its name, in order; such elements do not nest.
pub fn elements(xml: &str, names: &[&str]) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    let mut out: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(e) => {
                let name = e.name().as_ref().to_owned();
                if names.contains(&name.as_str()) {
                    out.push((name, String::new()));
                    inside = true;
                }
            }
            Event::End(e) if names.contains(&e.name().as_ref()) => inside = false,
            Event::Text(t) if inside => out.last_mut().unwrap().1.push_str(&t),
            Event::GeneralRef(r) if inside => {
                let entity = format!("&{};", &*r);
                out.last_mut().unwrap().1.push_str(&quick_xml::escape::unescape(&entity).unwrap());
            }
            Event::Eof => return out,
            _ => {}
        }
    }
}

/// The paragraphs of a DOCX's text.
pub fn docx_paragraphs(docx: &[u8]) -> Vec<String> {
    elements(&part(docx, "word/document.xml"), &["w:p"]).into_iter().map(|(_, text)| text).collect()
}

/// The headings of a DOCX: paragraphs in a heading's style, and stretches in its character style.
pub fn docx_headings(docx: &[u8]) -> Vec<String> {
    let document = part(docx, "word/document.xml");
    let mut out = Vec::new();
    for paragraph in document.split("</w:p>") {
        let is_heading =
            ["Heading", "InnerTitle"].iter().any(|s| paragraph.contains(&format!("<w:pStyle w:val=\"{s}")));
        let mut text = String::new();
        for run in paragraph.split("<w:r>").skip(1) {
            let is_run_in = run.contains("<w:rStyle w:val=\"Heading");
            if is_heading || is_run_in {
                text.extend(fragments(run));
            }
        }
        if !text.is_empty() {
            out.push(text);
        }
    }
    out
}

/// The texts between `<w:t …>` and `</w:t>`, entities resolved.
fn fragments(xml: &str) -> Vec<String> {
    let texts = xml.split("<w:t").skip(1).filter(|t| t.starts_with([' ', '>']));
    texts
        .filter_map(|t| t.split_once('>')?.1.split("</w:t>").next())
        .map(|t| quick_xml::escape::unescape(t).unwrap().into_owned())
        .collect()
}

/// The labels of an EPUB's table of contents.
pub fn epub_contents(epub: &[u8]) -> Vec<String> {
    let nav = part(epub, "EPUB/nav.xhtml");
    let toc = nav.split("</nav>").next().unwrap();
    elements(&format!("{toc}</nav></body></html>"), &["a"]).into_iter().map(|(_, text)| text).collect()
}

/// The files of an EPUB's spine, nav left out, in reading order.
pub fn epub_spine(epub: &[u8]) -> Vec<String> {
    let container = part(epub, "META-INF/container.xml");
    let opf_path = attribute(&container, "full-path");
    let opf = part(epub, &opf_path);
    let folder = opf_path.rsplit_once('/').map_or(String::new(), |(f, _)| format!("{f}/"));
    let items: Vec<&str> = opf.split("<item ").skip(1).collect();
    opf.split("<itemref ")
        .skip(1)
        .filter_map(|reference| {
            let id = attribute(reference, "idref");
            let item = items.iter().find(|i| attribute(i, "id") == id).unwrap();
            let item = item.split('>').next().unwrap();
            (!item.contains("\"nav\"")).then(|| part(epub, &format!("{folder}{}", attribute(item, "href"))))
        })
        .collect()
}

/// The blocks of an EPUB's text.
pub fn epub_blocks(epub: &[u8]) -> Vec<(String, String)> {
    epub_spine(epub).iter().flat_map(|x| elements(x, &["p", "h1", "h2", "h3", "h4", "h5", "h6"])).collect()
}

fn attribute(xml: &str, name: &str) -> String {
    let start = xml.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
    xml[start..].split('"').next().unwrap().to_owned()
}
