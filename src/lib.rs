//! Wenyin 文印: plain Chinese speeches and official documents to print.

mod converter;
#[cfg(feature = "docx")]
mod docx;
#[cfg(feature = "epub")]
mod epub;
mod error;
pub mod font;
pub mod input;
#[cfg(feature = "pdf")]
pub mod layout;
pub mod model;
#[cfg(any(feature = "docx", feature = "epub"))]
mod package;
pub mod parse;
#[cfg(feature = "pdf")]
mod pdf;
pub mod style;

pub use converter::{Converter, ConverterBuilder, DocxFonts, Format, Output, Rendered};
pub use error::Error;
