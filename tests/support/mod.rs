//! Readers of the three formats for tests. They share no code with the writers.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]

pub mod pdf;
pub mod zipped;

use wenyin::model::Document;

/// Text without white space and without invisible characters that readers drop.
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{AD}' | '\u{FEFF}')).collect()
}

/// The blocks of a document as their text without white space.
pub fn blocks(document: &Document) -> Vec<String> {
    document.flow().iter().map(|b| squeeze(&b.text())).collect()
}

/// The bundled speech.
pub fn seed() -> Vec<u8> {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/000_1047f13188a3d2d4.txt")).unwrap()
}
