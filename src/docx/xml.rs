//! A small writer of XML parts: elements in, bytes out, escaping by quick-xml.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::failed;
use crate::Error;

/// Attributes, in the order in which they are written.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// WordprocessingML's main namespace.
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Relationships inside parts.
pub(super) const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A part under construction. The first failure is kept and given by [`Xml::finish`].
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<String>,
    problem: Option<String>,
}

impl Xml {
    /// A part with its declaration and root element open.
    pub(super) fn part(root: &str, attributes: Attributes<'_>) -> Self {
        let mut xml = Self { writer: Writer::new(Vec::new()), open: Vec::new(), problem: None };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml.open(root, attributes);
        xml
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.event(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())));
        self.open.push(name.to_owned());
    }

    /// Closes the innermost element.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.event(Event::End(BytesEnd::new(name)));
        }
    }

    /// An element without content.
    pub(super) fn leaf(&mut self, name: &str, attributes: Attributes<'_>) {
        self.event(Event::Empty(BytesStart::new(name).with_attributes(attributes.iter().copied())));
    }

    /// `<name w:val="value"/>`, the form of most WordprocessingML properties.
    pub(super) fn val(&mut self, name: &str, value: &str) {
        self.leaf(name, &[("w:val", value)]);
    }

    /// An on/off property (ECMA-376-1 17.17.4): on is the bare element, off is said.
    pub(super) fn toggle(&mut self, name: &str, state: Toggle) {
        match state {
            Toggle::On => self.leaf(name, &[]),
            Toggle::Off => self.val(name, "0"),
        }
    }

    /// An element that holds text.
    pub(super) fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.open(name, attributes);
        self.event(Event::Text(BytesText::new(text)));
        self.close();
    }

    /// Closes what is open and gives the part.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Error> {
        while !self.open.is_empty() {
            self.close();
        }
        match self.problem {
            None => Ok(self.writer.into_inner()),
            Some(problem) => Err(failed(problem)),
        }
    }

    fn event(&mut self, event: Event<'_>) {
        if let Err(e) = self.writer.write_event(event) {
            self.problem.get_or_insert_with(|| e.to_string());
        }
    }
}

/// The state of an on/off property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Toggle {
    On,
    Off,
}

impl From<bool> for Toggle {
    fn from(on: bool) -> Self {
        if on { Self::On } else { Self::Off }
    }
}
