//! Encodings: recognised, decoded strictly, marked where asked, refused where there is no text.

#![allow(clippy::print_stdout, clippy::expect_used, reason = "a test may stop at what it cannot go on without")]

#[path = "support/corpus.rs"]
mod corpus;

use encoding_rs::{BIG5, EUC_JP, Encoding, GB18030, SHIFT_JIS};
use wenyin::input::{self, BrokenBytes, DecodeOptions, Decoded, FileKind, InputError, MISSING};

const SPEECH: &str = "在春耕大会上的讲话\n同志们：\n今年的春耕来得早，我们要抓紧时间，把种子、化肥和农具都准备好，不误农时。\n谢谢大家！\n";
const TRADITIONAL: &str =
    "在春耕大會上的講話\n同志們：\n今年的春耕來得早，我們要抓緊時間，把種子、化肥和農具都準備好，不誤農時。\n";
const JAPANESE: &str =
    "春の会議での挨拶\n皆さん、今年の春は早く来ました。私たちは時間を大切にして、準備をしなければなりません。\n";

fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes_of).collect()
}

/// The bytes of a text in an encoding, if it has all the characters.
fn encoded(text: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    let (bytes, _, unmappable) = encoding.encode(text);
    (!unmappable).then(|| bytes.into_owned())
}

fn name_and_text(bytes: &[u8]) -> Result<(String, String), InputError> {
    input::decode(bytes).map(|d| (d.source.encoding, d.text))
}

fn marking(bytes: &[u8], encoding: Option<&str>) -> Decoded {
    let options = DecodeOptions { encoding: encoding.map(Into::into), broken: BrokenBytes::Mark };
    input::decode_with(bytes, &options).expect("a text with broken places")
}

#[test]
fn each_encoding_is_recognised() {
    let with_mark = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let gb = |text| encoded(text, GB18030).expect("gb18030 has all characters");
    let cases = [
        ("UTF-8", SPEECH, SPEECH.into()),
        ("UTF-8", SPEECH, with_mark(b"\xEF\xBB\xBF", SPEECH.into())),
        ("UTF-16LE", SPEECH, utf16(SPEECH, u16::to_le_bytes)),
        ("UTF-16BE", SPEECH, utf16(SPEECH, u16::to_be_bytes)),
        ("UTF-16LE", SPEECH, with_mark(b"\xFF\xFE", utf16(SPEECH, u16::to_le_bytes))),
        ("gb18030", SPEECH, gb(SPEECH)),
        ("gb18030", TRADITIONAL, gb(TRADITIONAL)),
        ("gb18030", SPEECH, with_mark(b"\x84\x31\x95\x33", gb(SPEECH))),
        ("Big5", TRADITIONAL, encoded(TRADITIONAL, BIG5).expect("Big5 text")),
        ("Shift_JIS", JAPANESE, encoded(JAPANESE, SHIFT_JIS).expect("Japanese text")),
        ("EUC-JP", JAPANESE, encoded(JAPANESE, EUC_JP).expect("Japanese text")),
    ];
    for (name, text, bytes) in cases {
        assert_eq!(name_and_text(&bytes), Ok((name.to_owned(), text.to_owned())));
    }
}

#[test]
fn rare_characters_of_the_old_encodings_come_out() {
    // Four bytes outside the first plane; the private use area; HKSCS; EUC-TW in two and four bytes.
    let cases: [(&str, &[u8], &str); 5] = [
        ("gb18030", b"\x95\x32\xA6\x32\x82\x30\xAD\x38", "𠅤㙦"),
        ("gb18030", b"\xAA\xA1\xD6\xD0", "\u{E000}中"),
        ("big5", b"\x88\x62\x87\x40", "Ê̄䏰"),
        ("euc-tw", b"\xC4\xE3\x8E\xA2\xA1\xA1", "中乂"),
        ("euc-tw", b"\xA1\xA2\xA4\xA1", "，０"),
    ];
    for (encoding, bytes, text) in cases {
        let options = DecodeOptions { encoding: Some(encoding.into()), ..DecodeOptions::default() };
        assert_eq!(input::decode_with(bytes, &options).map(|d| d.text), Ok(text.to_owned()), "{encoding} {bytes:02X?}");
    }
}

#[test]
fn a_few_characters_are_enough() {
    let simplified = ["劳动模范", "各位同志", "谢谢大家！", "县政府"];
    for text in simplified {
        let gb = encoded(text, GB18030).expect("gb18030 has all characters");
        for bytes in [gb, text.into(), utf16(text, u16::to_le_bytes), utf16(text, u16::to_be_bytes)] {
            assert_eq!(name_and_text(&bytes).map(|found| found.1), Ok(text.to_owned()), "{bytes:02X?}");
        }
    }
    for text in ["勞動模範", "各位同志", "謝謝大家！", "縣政府"] {
        let bytes = encoded(text, BIG5).expect("Big5 text");
        assert_eq!(name_and_text(&bytes), Ok(("Big5".to_owned(), text.to_owned())));
    }
    // What looks like UTF-16 without its zero bytes, and is not.
    for text in ["this is not a wide text", "OK", "a", "Bush hid the facts"] {
        assert_eq!(name_and_text(text.as_bytes()), Ok(("UTF-8".to_owned(), text.to_owned())));
    }
}

#[test]
fn the_confidence_is_high_for_a_text_and_low_for_a_scrap() {
    let long = input::decode(&encoded(SPEECH, GB18030).expect("text")).expect("a text");
    assert_eq!(long.source.confidence, 99);
    let scrap = input::decode(b"\xA4\xA4").expect("some text");
    assert!(scrap.source.confidence < 90, "{} {}", scrap.text, scrap.source.confidence);
    // An encoding that is not read, Korean here, is taken for gb18030, but not with confidence.
    let korean = encoding_rs::EUC_KR.encode("안녕하세요 오늘은 좋은 날입니다").0;
    assert!(input::decode(&korean).expect("some text").source.confidence <= 50);
    let options = DecodeOptions { encoding: Some("GBK".into()), ..DecodeOptions::default() };
    let told = input::decode_with(b"\xD6\xD0", &options).expect("a text");
    assert_eq!((told.source.confidence, told.text.as_str()), (100, "中"));
}

#[test]
fn broken_bytes_are_refused_with_place_bytes_and_number() {
    let broken = [SPEECH.as_bytes(), b"\xE4\xBD", SPEECH.as_bytes(), b"\xFF"].concat();
    let expected = InputError::Malformed { encoding: "UTF-8", offset: SPEECH.len(), bytes: vec![0xE4, 0xBD], count: 2 };
    assert_eq!(input::decode(&broken), Err(expected));
    let mut gbk = encoded(SPEECH, GB18030).expect("text");
    let offset = gbk.len();
    gbk.extend([0xFF, b'\n']);
    let expected = InputError::Malformed { encoding: "gb18030", offset, bytes: vec![0xFF], count: 1 };
    assert_eq!(input::decode(&gbk), Err(expected));
    let mut wide = utf16(SPEECH, u16::to_le_bytes);
    let offset = wide.len();
    wide.push(0x2D);
    let expected = InputError::Malformed { encoding: "UTF-16LE", offset, bytes: vec![0x2D], count: 1 };
    assert_eq!(input::decode(&wide), Err(expected));
    // A surrogate by itself.
    let mut wide = utf16(SPEECH, u16::to_be_bytes);
    wide.extend([0xD8, 0x40, 0, 0x0A]);
    assert!(matches!(input::decode(&wide), Err(InputError::Malformed { encoding: "UTF-16BE", .. })));
}

#[test]
fn broken_bytes_are_marked_and_listed_when_asked() {
    let decoded = marking(b"\xE4\xB8\x80\n\xE4\xBD\xE4\xBA\x8C\xFF\r\n\xEF\xBF\xBD", None);
    assert_eq!(decoded.text, format!("一\n{MISSING}二{MISSING}\n{MISSING}"));
    let places: Vec<_> = decoded.source.unreadable.iter().map(|u| (u.line, u.offset, u.bytes.as_str())).collect();
    assert_eq!(places, [(2, Some(4), "E4 BD"), (2, Some(9), "FF"), (3, None, "")]);
    let decoded = marking(b"\xEF\xBB\xBF\xFFabc", None);
    assert_eq!(decoded.source.unreadable[0].offset, Some(3));
    let decoded = marking(b"\xD6\xD0\xFF\xB9\xFA", Some("gbk"));
    assert_eq!(decoded.text, format!("中{MISSING}国"));
    let decoded = marking(b"\xC4\xE3\x8E\xA3\xA1\xA1\xC4\xE3", Some("euc-tw"));
    assert_eq!((decoded.text, decoded.source.unreadable[0].bytes.as_str()), (format!("中{MISSING}中"), "8E A3 A1 A1"));
    // A sound text has nothing to mark, and 〓 of its own is not listed.
    let decoded = marking("一〓二".as_bytes(), None);
    assert!(decoded.source.unreadable.is_empty());
}

#[test]
fn what_is_no_text_is_refused_with_a_reason() {
    assert_eq!(input::decode(b""), Err(InputError::Empty));
    assert_eq!(input::decode("\u{3000}\r\n\t".as_bytes()), Err(InputError::Empty));
    let kinds: [(&[u8], FileKind); 6] = [
        (b"%PDF-1.7\n%\xE2\xE3", FileKind::Pdf),
        (b"PK\x03\x04\x14\0\0\0", FileKind::Package),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", FileKind::Compound),
        (b"{\\rtf1\\ansi hello}", FileKind::Rtf),
        (b"\x89PNG\r\n\x1A\n\0", FileKind::Picture),
        (b"\xFF\xFE\0\0A\0\0\0", FileKind::Utf32),
    ];
    for (bytes, kind) in kinds {
        assert_eq!(input::decode(bytes), Err(InputError::NotText { kind }));
    }
    assert_eq!(input::decode(b"abc\0def"), Err(InputError::Binary { offset: 3, byte: 0 }));
    let noise: Vec<u8> = (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert!(matches!(input::decode(&noise), Err(InputError::Binary { .. })));
    assert!(input::decode(b"one bell \x07 is no reason").is_ok());
}

/// The encodings that the manifest of the corpus names, and the time that decoding takes.
#[test]
fn encodings_of_the_corpus_are_recognised() {
    let same = |listed: &str, found: &str| {
        let plain = |name: &str| name.to_lowercase().replace(['-', '_'], "");
        plain(found) == plain(listed) || (listed, found) == ("big5hkscs", "Big5")
    };
    let (mut right, mut all, mut time, mut bytes) = (0u32, 0u32, std::time::Duration::ZERO, 0);
    for listed in corpus::manifest() {
        let Ok(file) = std::fs::read(&listed.path) else { continue };
        let start = std::time::Instant::now();
        let decoded = input::decode(&file);
        time += start.elapsed();
        bytes += file.len();
        all += 1;
        match decoded {
            Ok(d) if same(&listed.encoding, &d.source.encoding) => {
                right += 1;
                assert!(d.source.confidence >= 80, "{}: {}", listed.path.display(), d.source.confidence);
            }
            Err(InputError::Empty) => right += 1,
            other => println!("{}: {} {:?}", listed.path.display(), listed.encoding, other.map(|d| d.source.encoding)),
        }
    }
    println!("{right} of {all} encodings, {bytes} bytes in {time:?}");
    assert!(right * 100 >= all * 99, "{right} of {all}");
}

/// The same text in other encodings and with other line ends is the same document.
#[test]
fn cases_beside_the_project_are_one_document() {
    let text = |name: &str| Some(wenyin::parse::parse(input::decode(&corpus::case(name)?).expect(name)).to_text());
    let Some(original) = text("crlfbom.txt") else { return };
    for name in ["gbk.txt", "utf16.txt"] {
        assert_eq!(text(name).as_deref(), Some(original.as_str()), "{name}");
    }
    assert!(text("gb18030.txt").is_some_and(|t| t.contains("𠅤") && t.contains('㙦')));
    for name in ["empty.txt", "blank.txt"] {
        assert_eq!(corpus::case(name).map(|b| input::decode(&b)), Some(Err(InputError::Empty)), "{name}");
    }
    assert!(corpus::case("binary.txt").is_none_or(|b| matches!(input::decode(&b), Err(InputError::Binary { .. }))));
}

/// Accuracy on stretches of real texts, by length: the figures of docs/structure.md.
#[test]
fn stretches_of_the_corpus_are_recognised() {
    let texts: Vec<String> = corpus::texts().filter_map(|bytes| Some(input::decode(&bytes).ok()?.text)).collect();
    if texts.is_empty() {
        return;
    }
    let is_japanese = |t: &str| t.chars().filter(|c| ('ぁ'..='ヺ').contains(c)).count() > 2;
    let is_traditional = |t: &str| t.contains(['國', '們', '這', '會', '說', '來', '為', '個']);
    // Japanese is not written in gb18030, nor Simplified Chinese in Big5.
    type Encoder<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;
    let encoders: [(&str, Encoder<'_>); 7] = [
        ("UTF-8", &|t| Some(t.into())),
        ("gb18030", &|t| encoded(t, GB18030).filter(|_| !is_japanese(t))),
        ("Big5", &|t| encoded(t, BIG5).filter(|_| is_traditional(t))),
        ("UTF-16LE", &|t| Some(utf16(t, u16::to_le_bytes))),
        ("UTF-16BE", &|t| Some(utf16(t, u16::to_be_bytes))),
        ("Shift_JIS", &|t| encoded(t, SHIFT_JIS).filter(|_| is_japanese(t))),
        ("EUC-JP", &|t| encoded(t, EUC_JP).filter(|_| is_japanese(t))),
    ];
    let least = [(4, 97.0), (8, 99.5), (20, 99.8), (100, 99.9)];
    for (length, wanted) in least {
        for (name, encode) in encoders {
            let (mut right, mut all) = (0u32, 0u32);
            for stretch in texts.iter().flat_map(|text| stretches(text, length)) {
                let Some(bytes) = encode(&stretch) else { continue };
                all += 1;
                let decoded = input::decode(&bytes);
                right += u32::from(decoded.is_ok_and(|d| d.text == stretch));
            }
            let share = f64::from(right) * 100.0 / f64::from(all.max(1));
            println!("{length:4} characters  {name:9}  {right:6} of {all:6}  {share:.2} %");
            assert!(all == 0 || share >= wanted, "{name}, {length} characters: {share:.2} %");
        }
    }
}

/// A few stretches of a text, spread over it; of characters that reading does not change.
fn stretches(text: &str, length: usize) -> Vec<String> {
    let chars: Vec<char> =
        text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{FEFF}' | '\u{2028}' | '\u{FFFD}')).collect();
    let steps = (1..8).map(|n| chars.len() * n / 8);
    let cut = steps.filter_map(|from| chars.get(from..from + length));
    cut.map(|c| c.iter().collect::<String>()).filter(|s| s.chars().any(|c| c >= '\u{3041}')).collect()
}
