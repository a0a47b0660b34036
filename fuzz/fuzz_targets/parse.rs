//! Any text with any hints: every character is accounted for, every line explained.
#![no_main]

#[path = "../../tests/support/account.rs"]
mod account;

use libfuzzer_sys::fuzz_target;
use wenyin::input::decode;
use wenyin::parse::{Leftovers, Markup, Paragraphs, ParseOptions, Recognition};

// The first byte chooses the hints; the rest is the text.
fuzz_target!(|bytes: &[u8]| {
    let [hints, text @ ..] = bytes else { return };
    let text = String::from_utf8_lossy(text);
    let off = |bit: u8| if *hints >> bit & 1 == 1 { Recognition::Off } else { Recognition::Automatic };
    let options = ParseOptions {
        markup: [Markup::Auto, Markup::Markdown, Markup::None, Markup::Markdown][usize::from(*hints >> 6)],
        paragraphs: [Paragraphs::Auto, Paragraphs::Line, Paragraphs::Blank, Paragraphs::Indent][usize::from(hints & 3)],
        front: off(2),
        back: off(3),
        headings: off(4),
        leftovers: if *hints >> 5 & 1 == 1 { Leftovers::SetAside } else { Leftovers::Keep },
        ..ParseOptions::default()
    };
    let Ok(decoded) = decode(text.as_bytes()) else { return };
    let text = decoded.text.clone();
    let document = account::settle(decoded, &options).unwrap_or_else(|problem| panic!("{problem}: {text:?}"));
    account::explained(&text, &document).unwrap_or_else(|problem| panic!("{problem}: {text:?}"));
    let json = serde_json::to_vec(&document).expect("the model as JSON");
    serde_json::from_slice::<serde_json::Value>(&json).expect("JSON that can be read");
});
