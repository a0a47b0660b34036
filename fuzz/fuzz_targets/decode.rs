//! Any bytes: read or refused, strictly and with marks, and what is read is clean text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wenyin::input::{BrokenBytes, DecodeOptions, InputError, MISSING, decode, decode_with};

const ENCODINGS: [&str; 8] =
    ["UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "Big5", "EUC-TW", "Shift_JIS", "EUC-JP"];

fuzz_target!(|bytes: &[u8]| {
    let strict = decode(bytes);
    let marking = DecodeOptions { broken: BrokenBytes::Mark, ..DecodeOptions::default() };
    match (&strict, decode_with(bytes, &marking)) {
        (Ok(strict), Ok(marked)) => assert_eq!(strict.text.replace('\u{FFFD}', &MISSING.to_string()), marked.text),
        (Err(InputError::Malformed { count, .. }), Ok(marked)) => {
            assert!(marked.source.unreadable.iter().filter(|u| u.offset.is_some()).count() == *count);
        }
        (Err(_), Err(_)) => {}
        (strict, marked) => panic!("{strict:?} {marked:?}"),
    }
    let named = bytes.first().map(|b| ENCODINGS[usize::from(*b) % ENCODINGS.len()].to_owned());
    let told = decode_with(bytes, &DecodeOptions { encoding: named, ..marking });
    for decoded in [strict, told].into_iter().flatten() {
        let clean = |c: char| matches!(c, '\n' | '\t') || !c.is_control();
        assert!(decoded.text.chars().all(clean), "{:?}", decoded.text);
        assert_eq!(decoded.source.chars, decoded.text.chars().count());
        assert_eq!(decoded.source.line_starts.len(), decoded.text.split('\n').count());
    }
});
