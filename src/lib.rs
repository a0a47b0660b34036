//! Wenyin 文印: plain Chinese speeches and official documents to print.
//!
//! A plain text goes in; PDF, DOCX and EPUB with embedded Chinese fonts come out.
//! Data goes one way:
//!
//! 1. [`input`] turns bytes into text and notes how.
//! 2. [`parse`] reads the text as a typed document ([`model`]); nothing is lost.
//! 3. [`style`] holds the house rules, [`font`] the faces.
//! 4. Layout turns the document into pages for the PDF; DOCX and EPUB are
//!    written from the same [`model::Document::flow`].
//! 5. [`Converter`] does all of it; fonts are opened once and shared by threads.
//! 6. `batch` (feature `batch`) converts whole folders, or binds one as a book ([`model::Collection`]).
//! 7. [`check`] looks a document over before it is printed.
//!
//! ```no_run
//! use wenyin::{Converter, Format};
//!
//! let wenyin = Converter::builder().build()?;
//! let document = wenyin.parse(&std::fs::read("讲话.txt")?)?;
//! let rendered = wenyin.render(&document, Format::ALL)?;
//! for output in rendered.iter() {
//!     output.write_to(format!("讲话.{}", output.format().extension()))?;
//! }
//! # Ok::<(), wenyin::Error>(())
//! ```
//!
//! More, use by use: `guide`.
//!
//! Nothing here prints, exits or reads the environment; only the two programs do.

mod arrange;
#[cfg(feature = "batch")]
pub mod batch;
mod cancel;
pub mod check;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
mod converter;
mod coverage;
mod date;
#[cfg(any(feature = "pdf", feature = "docx", feature = "epub"))]
mod deflate;
#[cfg(feature = "docx")]
mod docx;
#[cfg(feature = "epub")]
mod epub;
mod error;
pub mod font;
#[cfg(all(feature = "embed-fonts", feature = "pdf", feature = "docx", feature = "epub"))]
#[doc = include_str!("../docs/library.md")]
pub mod guide {}
pub mod input;
#[cfg(feature = "layout")]
pub mod layout;
pub mod model;
#[cfg(any(feature = "docx", feature = "epub"))]
mod package;
pub mod parse;
#[cfg(feature = "pdf")]
mod pdf;
mod publication;
#[cfg_attr(not(all(feature = "pdf", feature = "docx")), allow(dead_code, reason = "each writer asks for its part"))]
mod review;
mod settle;
pub mod style;
#[cfg(feature = "system-fonts")]
pub mod system_fonts;
#[cfg_attr(not(feature = "batch"), allow(dead_code, reason = "only batches clear what killed runs left"))]
mod whole_file;

pub use cancel::Cancel;
pub use converter::{Converter, ConverterBuilder, DocxFonts, Format, Output, Rendered};
pub use date::Timestamp;
#[cfg(feature = "epub")]
pub use epub::{Cover, CoverError, CoverImage, EpubFonts, EpubOptions};
pub use error::Error;
pub use review::RemarkLanguage;
pub use whole_file::Durability;
