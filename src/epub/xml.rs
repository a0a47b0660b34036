//! XML as all files of an EPUB are written: escaped, checked, closed in order.

use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::writer::Writer;

use crate::Error;
use crate::model::FlowBlock;

/// The format's name in errors.
pub(super) const FORMAT: &str = "EPUB";

/// Attributes of an element, in order.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// An XML file under construction.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// A file with its XML declaration.
    pub(super) fn new() -> Result<Self, Error> {
        let mut xml = Self(Writer::new(Vec::new()));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.line()?;
        Ok(xml)
    }

    /// An XHTML content document up to its `<body>` (EPUB 3.3, 6.1).
    ///
    /// `kind` is the class of the page. Both `lang` and `xml:lang`: some reading systems parse XHTML as HTML.
    pub(super) fn xhtml(kind: &str, title: &str, language: &str) -> Result<Self, Error> {
        let mut xml = Self::new()?;
        xml.event(Event::DocType(BytesText::from_escaped("html")))?;
        xml.line()?;
        xml.open(
            "html",
            &[
                ("xmlns", "http://www.w3.org/1999/xhtml"),
                ("xmlns:epub", "http://www.idpf.org/2007/ops"),
                ("xml:lang", language),
                ("lang", language),
                ("class", kind),
            ],
        )?;
        xml.line()?;
        xml.open("head", &[])?;
        xml.line()?;
        xml.empty("meta", &[("charset", "utf-8")])?;
        xml.line()?;
        xml.leaf("title", &[], title)?;
        xml.empty("link", &[("rel", "stylesheet"), ("type", "text/css"), ("href", super::css::FILE)])?;
        xml.line()?;
        xml.close("head")?;
        Ok(xml)
    }

    /// A start tag.
    pub(super) fn open(&mut self, name: &str, attributes: Attributes<'_>) -> Result<(), Error> {
        self.event(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())))
    }

    /// An end tag and a line feed.
    pub(super) fn close(&mut self, name: &str) -> Result<(), Error> {
        self.end(name)?;
        self.line()
    }

    /// An end tag inside a line of text.
    pub(super) fn end(&mut self, name: &str) -> Result<(), Error> {
        self.event(Event::End(BytesEnd::new(name)))
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> Result<(), Error> {
        self.event(Event::Empty(BytesStart::new(name).with_attributes(attributes.iter().copied())))
    }

    /// An element with nothing but text, on a line of its own.
    pub(super) fn leaf(&mut self, name: &str, attributes: Attributes<'_>, text: &str) -> Result<(), Error> {
        self.open(name, attributes)?;
        self.text(text)?;
        self.close(name)
    }

    /// Text; `>` is escaped too, because `]]>` may not stand in it (XML 1.0, 2.4).
    pub(super) fn text(&mut self, text: &str) -> Result<(), Error> {
        self.event(Event::Text(BytesText::from_escaped(partial_escape(text))))
    }

    /// A line feed between elements.
    pub(super) fn line(&mut self) -> Result<(), Error> {
        self.event(Event::Text(BytesText::from_escaped("\n")))
    }

    /// The finished file.
    pub(super) fn finish(self) -> Vec<u8> {
        self.0.into_inner()
    }

    fn event(&mut self, event: Event<'_>) -> Result<(), Error> {
        self.0.write_event(event).map_err(|e| Error::Writer { format: FORMAT, problem: e.to_string() })
    }
}

/// Refuses a text with characters that XML 1.0 cannot hold, not even escaped
/// (XML 1.0, 2.2): most control characters, U+FFFE and U+FFFF.
///
/// # Errors
/// [`Error::Writer`] for the first such character.
pub(super) fn check(flow: &[FlowBlock<'_>]) -> Result<(), Error> {
    for block in flow {
        for run in block.lines.iter().flat_map(|line| &line.runs) {
            if let Some(c) = run.text.chars().find(|c| !allowed(*c)) {
                let problem = format!("line {}: XML cannot hold the character U+{:04X}", block.span.line, c as u32);
                return Err(Error::Writer { format: FORMAT, problem });
            }
        }
    }
    Ok(())
}

fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..)
}
