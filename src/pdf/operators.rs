//! The operators of a content stream (ISO 32000-1 9.4, 14.6), written as bytes.
//!
//! Numbers are integers in ten-thousandths until they are written, so that no
//! float is printed and a stream is the same on every machine.

use super::file::integer;
use crate::style::{Colour, Length};

/// A length in ten-thousandths of a point, finer than any printer.
pub(super) fn ten_thousandths(length: Length) -> i64 {
    // 10,000 of them are 65,536 units; halves are rounded away from zero.
    let scaled = i64::from(length.0) * 625;
    (scaled + 2048 * scaled.signum()) / 4096
}

/// The nearest integer, halves away from zero; `f64::round` is a call on processors without an instruction for it.
pub(super) fn nearest(number: f64) -> i64 {
    (number + 0.5_f64.copysign(number)) as i64
}

/// A content stream under construction.
#[derive(Default)]
pub(super) struct Operators {
    bytes: Vec<u8>,
}

/// What is no part of the text (ISO 32000-1 14.8.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Artifact {
    /// A page number.
    Footer,
    /// A running head.
    Header,
    /// Lines, and notes in the margins.
    Layout,
}

impl Artifact {
    fn properties(self) -> &'static str {
        match self {
            Self::Footer => "/Artifact<</Type/Pagination/Subtype/Footer>>",
            Self::Header => "/Artifact<</Type/Pagination/Subtype/Header>>",
            Self::Layout => "/Artifact<</Type/Layout>>",
        }
    }
}

impl Operators {
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Begins a marked-content sequence of the structure tree: text in another language than the document's, or
    /// glyphs that stand for a text together, where these are given (14.9.2, 14.9.4).
    pub(super) fn begin_content(&mut self, tag: &str, mcid: i64, language: Option<&str>, text: Option<&str>) {
        self.raw(&format!("/{tag}<</MCID {mcid}"));
        if let Some(language) = language {
            self.raw(&format!("/Lang({language})"));
        }
        if let Some(text) = text {
            self.actual_text(text);
        }
        self.raw(">>BDC\nBT\n");
    }

    /// Begins what is no part of the text (ISO 14289-1 7.8).
    pub(super) fn begin_artifact(&mut self, artifact: Artifact) {
        self.raw(artifact.properties());
        self.raw("BDC\nBT\n");
    }

    /// Begins what leads the eye from an entry of the contents to its number.
    pub(super) fn begin_leader(&mut self) {
        self.raw("/Artifact<</Type/Layout>>BDC\nBT\n");
    }

    /// Ends any of them.
    pub(super) fn end_content(&mut self) {
        self.raw("ET\nEMC\n");
    }

    /// Begins glyphs of an artifact that stand for this text together (14.9.4).
    pub(super) fn begin_actual_text(&mut self, text: &str) {
        self.raw("/Span<<");
        self.actual_text(text);
        self.raw(">>BDC\n");
    }

    fn actual_text(&mut self, text: &str) {
        self.raw("/ActualText<FEFF");
        for unit in text.encode_utf16() {
            self.raw(&format!("{unit:04X}"));
        }
        self.raw(">");
    }

    /// Ends them.
    pub(super) fn end_span(&mut self) {
        self.raw("EMC\n");
    }

    pub(super) fn font(&mut self, name: &str, size: Length) {
        self.raw(&format!("/{name} "));
        self.number(ten_thousandths(size));
        self.raw(" Tf\n");
    }

    /// A filled rectangle that is no part of the text (ISO 14289-1 7.1, 32000-1 8.5.2.1): left, lower
    /// edge, width, height.
    pub(super) fn rule(&mut self, rectangle: [Length; 4], colour: Colour) {
        self.raw("/Artifact BMC\nq\n");
        self.colour(colour);
        for length in rectangle {
            self.number(ten_thousandths(length));
            self.bytes.push(b' ');
        }
        self.raw("re f\nQ\nEMC\n");
    }

    /// The colour of glyphs and their strokes (8.6.8), in the sRGB of the output intent.
    pub(super) fn colour(&mut self, colour: Colour) {
        if colour == Colour::BLACK {
            self.raw("0 g 0 G\n");
            return;
        }
        for operator in [" rg ", " RG\n"] {
            for (n, part) in colour.rgb.into_iter().enumerate() {
                if n > 0 {
                    self.bytes.push(b' ');
                }
                self.number(i64::from(part) * 10_000 / 255);
            }
            self.raw(operator);
        }
    }

    /// Strokes the outlines of glyphs with a line of this width (9.3.6), or only fills them.
    pub(super) fn embolden(&mut self, stroke: Option<Length>) {
        match stroke {
            Some(width) => {
                self.number(ten_thousandths(width));
                self.raw(" w 2 Tr\n");
            }
            None => self.raw("0 Tr\n"),
        }
    }

    pub(super) fn character_spacing(&mut self, spacing: i64) {
        self.number(spacing);
        self.raw(" Tc\n");
    }

    /// Puts the pen down.
    pub(super) fn start(&mut self, x: i64, y: i64) {
        self.raw("1 0 0 1 ");
        self.number(x);
        self.bytes.push(b' ');
        self.number(y);
        self.raw(" Tm\n");
    }

    /// Shows glyphs with what lies between them.
    pub(super) fn show(&mut self, pieces: &Pieces) {
        self.bytes.push(b'[');
        self.bytes.extend_from_slice(&pieces.bytes);
        self.raw(if pieces.open { ")]TJ\n" } else { "]TJ\n" });
    }

    fn raw(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn number(&mut self, ten_thousandths: i64) {
        number(&mut self.bytes, ten_thousandths);
    }
}

/// The array of one TJ operator.
#[derive(Default)]
pub(super) struct Pieces {
    bytes: Vec<u8>,
    /// Whether a string is open.
    open: bool,
}

impl Pieces {
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.open = false;
    }

    /// A glyph by its number in two bytes (Identity-H).
    pub(super) fn glyph(&mut self, id: u16) {
        if !self.open {
            self.bytes.push(b'(');
            self.open = true;
        }
        for byte in id.to_be_bytes() {
            match byte {
                b'(' | b')' | b'\\' => self.bytes.extend([b'\\', byte]),
                // Read as a line feed if it stood there bare (7.3.4.2).
                b'\r' => self.bytes.extend(*b"\\r"),
                _ => self.bytes.push(byte),
            }
        }
    }

    /// Moves the pen back by so many ten-thousandths of a thousandth of an em.
    pub(super) fn kern(&mut self, back: i64) {
        if self.open {
            self.bytes.push(b')');
            self.open = false;
        }
        number(&mut self.bytes, back);
    }
}

/// As short as it can be: `-0.25` is `-.25`.
fn number(out: &mut Vec<u8>, ten_thousandths: i64) {
    let (whole, rest) = (ten_thousandths.unsigned_abs() / 10_000, ten_thousandths.unsigned_abs() % 10_000);
    if ten_thousandths < 0 {
        out.push(b'-');
    }
    if whole > 0 || rest == 0 {
        integer(out, whole);
    }
    if rest > 0 {
        // Four digits: the first of a number between 10,000 and 20,000 goes.
        out.push(b'.');
        out.extend_from_slice(&itoa::Buffer::new().format(10_000 + rest).as_bytes()[1..]);
        while out.last() == Some(&b'0') {
            out.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_exact() {
        let written = |n| {
            let mut out = Vec::new();
            number(&mut out, n);
            String::from_utf8(out).unwrap()
        };
        for (n, expected) in
            [(0, "0"), (10_000, "1"), (-2_500, "-.25"), (1_000_001, "100.0001"), (-10_500, "-1.05"), (100_000, "10")]
        {
            assert_eq!(written(n), expected);
        }
    }

    #[test]
    fn bytes_that_mean_something_in_a_string_are_escaped() {
        let mut pieces = Pieces::default();
        pieces.glyph(0x2829);
        pieces.glyph(0x5C0D);
        pieces.kern(-5_000);
        pieces.glyph(0x0A41);
        let mut out = Operators::default();
        out.show(&pieces);
        assert_eq!(out.into_bytes(), b"[(\\(\\)\\\\\\r)-.5(\nA)]TJ\n");
    }
}
