//! Text → model: what each line is, and why.
//!
//! 1. [`lines`]: source lines → logical lines; what was hard-wrapped is joined.
//! 2. [`front`]: the title block is read from the top.
//! 3. [`back`]: what follows the text is read from the bottom.
//! 4. [`body`]: the rest, with [`headings`] judging numbered lines by the sequences
//!    they stand in and [`numbering`] reading the numbers.
//!
//! No rule drops or changes a character: each only cuts the text into pieces and
//! names them. The conventions are set out in `docs/structure.md`.

mod back;
mod body;
mod chars;
mod forms;
mod front;
mod headings;
mod lines;
mod numbering;
mod options;

pub use options::{Headings, Leftovers, Paragraphs, ParseOptions, TitleBlock};

use crate::input::Decoded;
use crate::model::Document;

/// Reads a decoded text as a document.
pub fn parse(decoded: Decoded) -> Document {
    parse_with(decoded, &ParseOptions::default())
}

/// Reads a decoded text as a document, with the caller's hints.
pub fn parse_with(decoded: Decoded, _options: &ParseOptions) -> Document {
    let mut lines = lines::logical(&decoded.text);
    let front = front::read(&mut lines);
    let back = back::read(&mut lines, &front);
    let body = body::read(&lines);
    Document { front, body, back, source: decoded.source }
}
