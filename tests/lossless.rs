//! The model has every character of the text, in order, white space and the
//! characters listed as removed aside.

#![allow(clippy::expect_used, reason = "a test may stop at what it cannot go on without")]

use std::path::{Path, PathBuf};

use wenyin::input::{self, InputError};
use wenyin::model::Source;

/// Reads bytes and compares the model's text with the decoded text.
fn check(bytes: &[u8]) -> Result<Source, String> {
    let decoded = input::decode(bytes).map_err(|e| e.to_string())?;
    let kept = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let text = decoded.text.clone();
    let document = wenyin::parse::parse(decoded);
    let (mut printed, mut from) = (String::new(), 0);
    for aside in &document.source.set_aside {
        let (start, end) = (aside.span.start as usize, aside.span.end as usize);
        if kept(&text[start..end]) != kept(&aside.text) {
            return Err(format!("{aside:?} is not what stands there"));
        }
        printed.push_str(&text[from..start]);
        from = end;
    }
    printed.push_str(&text[from..]);
    let (got, wanted) = (kept(&document.to_text()), kept(&printed));
    if got == wanted {
        return Ok(document.source);
    }
    let same = got.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
    Err(format!("differs from character {same} of {}", wanted.chars().count()))
}

#[test]
fn every_character_is_kept_in_order() {
    let texts = [
        "一行",
        "标题\n\n同志们：\n正文。\n谢谢大家！\n",
        "一、\n（一）\n1.\n（1）\n第一条\n",
        "标题\n\u{200b}\n\u{feff}正文\u{a0}中\u{3000}间\t有空。\n",
        "附件\n附件：\n抄送：\n〔1〕\n2024年1月1日\n",
        "2024年1月1日\n附件\n一\n二\n",
        "县政府通知水发〔2024〕7号各乡镇人民政府：请照办。县政府2024年1月1日（此件公开发布）",
        "— 1 —\n— 2 —\n第3页\n",
        "ABC def\nghi-\njkl，中文\n",
        "𠮷野家與𰻝𰻝麵，😀。\n",
        "各位：各位：各位：\n！！！\n：\n",
        "# 甲 #\n\n## 一、**乙**\n> - 丙*丁*<br>戊\n---\n[己](a.md) `庚`\n```\n# 辛\n```\n",
        "标题\n正文。\n| 甲 | 乙 |\n|---|---|\n|  | `丁` |\n┌─┬─┐\n│ │戊│\n└─┴─┘\n己\t庚\n辛\t壬\n",
    ];
    for text in texts {
        assert!(check(text.as_bytes()).is_ok(), "{text:?}: {:?}", check(text.as_bytes()));
    }
}

#[test]
fn removed_characters_are_listed() {
    let source = check("甲\u{1}乙\u{7f}\n丙\u{fffe}丁".as_bytes()).expect("a text");
    let removed: Vec<_> = source.removed.iter().map(|r| (r.line, r.code_point.as_str())).collect();
    assert_eq!(removed, [(1, "U+0001"), (1, "U+007F"), (2, "U+FFFE")]);
}

const SPEECH: &str = "在春耕大会上的讲话\n同志们：\n今年的春耕来得早，我们要抓紧时间，把种子、化肥和农具都准备好，不误农时。\n谢谢大家！\n";

#[test]
fn the_old_encodings_are_read() {
    let traditional =
        "在春耕大會上的講話\n同志們：\n今年的春耕來得早，我們要抓緊時間，把種子、化肥和農具都準備好，不誤農時。\n";
    let japanese =
        "春の会議での挨拶\n皆さん、今年の春は早く来ました。私たちは時間を大切にして、準備をしなければなりません。\n";
    let wide = |big: bool| {
        let unit = move |u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() };
        SPEECH.encode_utf16().flat_map(unit).collect::<Vec<u8>>()
    };
    let with_mark = [b"\xEF\xBB\xBF".as_slice(), SPEECH.as_bytes()].concat();
    let cases: [(&str, Vec<u8>); 8] = [
        ("UTF-8", SPEECH.into()),
        ("UTF-8", with_mark),
        ("UTF-16LE", wide(false)),
        ("UTF-16BE", wide(true)),
        ("gb18030", encoding_rs::GB18030.encode(SPEECH).0.into_owned()),
        ("Big5", encoding_rs::BIG5.encode(traditional).0.into_owned()),
        ("Shift_JIS", encoding_rs::SHIFT_JIS.encode(japanese).0.into_owned()),
        ("EUC-JP", encoding_rs::EUC_JP.encode(japanese).0.into_owned()),
    ];
    for (name, bytes) in cases {
        assert_eq!(check(&bytes).map(|s| s.encoding), Ok(name.to_owned()));
    }
}

#[test]
fn what_is_no_text_is_refused_with_a_reason() {
    assert_eq!(input::decode(b""), Err(InputError::Empty));
    assert_eq!(input::decode("\u{3000}\r\n\t".as_bytes()), Err(InputError::Empty));
    assert_eq!(input::decode(b"PK\x03\x04\0\0\0\x08"), Err(InputError::Binary { offset: 4, byte: 0 }));
    let broken = [SPEECH.as_bytes(), b"\xE4\xBD", SPEECH.as_bytes()].concat();
    let expected = InputError::Malformed { encoding: "UTF-8", offset: SPEECH.len(), bytes: vec![0xE4, 0xBD] };
    assert_eq!(input::decode(&broken), Err(expected));
    let mut gbk = encoding_rs::GB18030.encode(SPEECH).0.into_owned();
    let offset = gbk.len();
    gbk.extend([0xFF, b'\n']);
    assert_eq!(input::decode(&gbk), Err(InputError::Malformed { encoding: "gb18030", offset, bytes: vec![0xFF] }));
}

#[test]
fn a_corpus_beside_the_project_is_read_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/dev");
    let mut files = Vec::new();
    walk(&root, &mut files);
    for file in files {
        let bytes = std::fs::read(&file).expect("a readable file");
        match check(&bytes) {
            Ok(_) => {}
            Err(_) if input::decode(&bytes) == Err(InputError::Empty) => {}
            Err(problem) => panic!("{}: {problem}", file.display()),
        }
    }
}

/// Texts under a folder; none when it is not there.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|e| ["txt", "md", "xml", "html"].iter().any(|known| e == *known)) {
            files.push(path);
        }
    }
}
