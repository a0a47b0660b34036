//! The model has every character of the text, in order, white space and the
//! characters listed as removed aside.

#![allow(clippy::expect_used, reason = "a test may stop at what it cannot go on without")]

#[path = "support/corpus.rs"]
mod corpus;

use wenyin::input::{self, InputError};
use wenyin::model::Source;

/// Reads bytes and compares the model's text with the decoded text.
fn check(bytes: &[u8]) -> Result<Source, String> {
    let decoded = input::decode(bytes).map_err(|e| e.to_string())?;
    let kept = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let (source, wanted) = (decoded.source.clone(), kept(&decoded.text));
    let got = kept(&wenyin::parse::parse(decoded).to_text());
    if got == wanted {
        return Ok(source);
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

#[test]
fn a_corpus_beside_the_project_is_read_whole() {
    for file in corpus::files() {
        let bytes = std::fs::read(&file).expect("a readable file");
        match check(&bytes) {
            Ok(_) => {}
            Err(_) if input::decode(&bytes) == Err(InputError::Empty) => {}
            Err(problem) => panic!("{}: {problem}", file.display()),
        }
    }
}
