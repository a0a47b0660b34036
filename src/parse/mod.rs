//! Text → model: what each line is, and why.
//!
//! 1. [`front_matter`]: the block of keys and values at the top, if there is one.
//! 2. [`lines`]: source lines → logical lines; paragraphs that were broken into lines
//!    ([`wrap`]) are joined, what an earlier conversion left in ([`leftovers`]) is told.
//! 3. [`front`]: the title block is read from the top.
//! 4. [`back`]: what follows the text is read from the bottom.
//! 5. [`body`]: the rest, with [`headings`] judging numbered lines by the sequences
//!    they stand in and [`numbering`] reading the numbers.
//!
//! No rule drops or changes a character: each only cuts the text into pieces and
//! names them, or lists in [`Source::set_aside`] what is not printed. The conventions
//! are set out in `docs/structure.md`.
//!
//! [`Source::set_aside`]: crate::model::Source::set_aside

mod back;
mod body;
mod chars;
mod forms;
mod front;
mod front_matter;
mod headings;
mod leftovers;
mod lines;
mod numbering;
mod options;
mod wrap;

pub use options::{Leftovers, Paragraphs, ParseOptions, Recognition};

use crate::input::Decoded;
use crate::model::{Back, Document, Front, Reason};

/// Reads a decoded text as a document.
pub fn parse(decoded: Decoded) -> Document {
    parse_with(decoded, &ParseOptions::default())
}

/// Reads a decoded text as a document, with the caller's hints.
pub fn parse_with(decoded: Decoded, options: &ParseOptions) -> Document {
    let Decoded { text, mut source } = decoded;
    let sources = lines::source_lines(&text);
    let front_matter = front_matter::read(&sources);
    let (mut lines, left_over) = lines::logical(&sources[front_matter.lines..], options);
    let front = match options.front {
        Recognition::Automatic => front::read(&mut lines),
        Recognition::Off => Front::default(),
    };
    let back = match options.back {
        Recognition::Automatic => back::read(&mut lines, &front, options),
        Recognition::Off => Back::default(),
    };
    let body = body::read(&lines, options);
    source.set_aside.extend(front_matter.set_aside);
    source.set_aside.extend(left_over);
    source.profile = front_matter.profile;
    let mut document = Document { front, body, back, source };
    document.apply_because(&front_matter.given, Reason::FrontMatter);
    document
}
