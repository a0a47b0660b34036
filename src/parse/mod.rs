//! Text → model: what each line is, and why.
//!
//! 1. [`front_matter`]: the block of keys and values at the top, if there is one.
//! 2. [`lines`]: source lines → logical lines; paragraphs that were broken into lines
//!    ([`wrap`]) are joined, what an earlier conversion left in ([`leftovers`]) is told.
//! 3. [`markdown`] (with [`inline`]) and [`tables`]: marks that draw what a line is are
//!    understood and set aside.
//! 4. [`front`]: the title block is read from the top.
//! 5. [`back`]: what follows the text is read from the bottom.
//! 6. [`body`]: the rest, with [`headings`] judging numbered lines by the sequences
//!    they stand in and [`numbering`] reading the numbers.
//!
//! No rule drops or changes a character: each only cuts the text into pieces and
//! names them, or lists in [`Source::set_aside`] what is not printed. The conventions
//! are set out in `docs/structure.md`.
//!
//! [`Source::set_aside`]: crate::model::Source::set_aside

mod address;
mod back;
mod body;
mod chars;
mod forms;
mod front;
mod front_matter;
mod headings;
mod inline;
mod leftovers;
mod lines;
mod markdown;
mod numbering;
mod official;
mod options;
mod people;
mod script;
mod tables;
mod wrap;

pub(crate) use numbering::{Label, Scheme, digit_value, label};
pub use options::{Leftovers, Markup, Paragraphs, ParseOptions, Recognition};

use crate::input::Decoded;
use crate::model::{Back, Document, Front, Reason};
use lines::Line;
pub(crate) use people::opens_with_surname;

/// Reads a decoded text as a document.
pub fn parse(decoded: Decoded) -> Document {
    parse_with(decoded, &ParseOptions::default())
}

/// Reads a decoded text as a document, with the caller's hints.
pub fn parse_with(decoded: Decoded, options: &ParseOptions) -> Document {
    let Decoded { text, mut source } = decoded;
    let sources = lines::source_lines(&text);
    let front_matter = front_matter::read(&sources);
    let sources = &sources[front_matter.lines..];
    let is_markdown = match options.markup {
        Markup::Auto => markdown::is_markdown(sources),
        Markup::Markdown => true,
        Markup::None => false,
    };
    let (mut lines, mut set_aside) = lines::logical(sources, options, is_markdown);
    if is_markdown {
        lines = markdown::read(lines, &mut set_aside);
    }
    lines = tables::read(lines, &mut set_aside).into_iter().map(Line::settled).collect();
    set_aside.sort_by_key(|aside| aside.span.start);
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
    source.set_aside.extend(set_aside);
    source.profile = front_matter.profile;
    let mut given = front_matter.given;
    // A title that the text itself marks stands: the one in the block is often that of a web page.
    if front.title.iter().any(|t| t.reason == Reason::MarkedHeading) {
        given.title = None;
    }
    let mut document = Document { front, body, back, source };
    document.apply_because(&given, Reason::FrontMatter);
    document.source.text = text;
    document
}
