//! Text → model: what each line is, and why.
//!
//! 1. [`lines`]: source lines → logical lines; what was hard-wrapped is joined.
//! 2. [`markdown`] (with [`inline`]) and [`tables`]: marks that draw what a line is are
//!    understood and set aside.
//! 3. [`front`]: the title block is read from the top.
//! 4. [`back`]: what follows the text is read from the bottom.
//! 5. [`body`]: the rest, with [`headings`] judging numbered lines by the sequences
//!    they stand in and [`numbering`] reading the numbers.
//!
//! No rule drops or changes a character: each only cuts the text into pieces and
//! names them, and marks that are set aside are listed in the source. The conventions are set out in `docs/structure.md`.

mod address;
mod back;
mod body;
mod chars;
mod forms;
mod front;
mod headings;
mod inline;
mod lines;
mod markdown;
mod numbering;
mod options;
mod people;
mod script;
mod tables;

pub use options::{Headings, Leftovers, Markup, Paragraphs, ParseOptions, TitleBlock};

use crate::input::Decoded;
use crate::model::Document;
use lines::Line;

/// Reads a decoded text as a document.
pub fn parse(decoded: Decoded) -> Document {
    parse_with(decoded, &ParseOptions::default())
}

/// Reads a decoded text as a document, with the caller's hints.
pub fn parse_with(decoded: Decoded, options: &ParseOptions) -> Document {
    let is_markdown = match options.markup {
        Markup::Auto => markdown::is_markdown(&decoded.text),
        Markup::Markdown => true,
        Markup::None => false,
    };
    let mut source = decoded.source;
    let mut lines = lines::logical(&decoded.text, is_markdown);
    if is_markdown {
        lines = markdown::read(lines, &mut source.set_aside);
    }
    lines = tables::read(lines, &mut source.set_aside).into_iter().map(Line::settled).collect();
    source.set_aside.sort_by_key(|aside| aside.span);
    let front = front::read(&mut lines);
    let back = back::read(&mut lines, &front);
    let body = body::read(&lines);
    Document { front, body, back, source }
}
