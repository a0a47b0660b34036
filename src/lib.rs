//! Wenyin 文印: plain Chinese speeches and official documents to print.
pub mod error;
pub mod font;
pub mod input;
pub mod model;
pub mod parse;
pub mod style;
pub use error::Error;
