//! The model has every character of the text, in order, white space and the
//! characters listed as removed aside.

#![allow(clippy::expect_used, reason = "a test may stop at what it cannot go on without")]

#[path = "support/account.rs"]
mod account;
#[path = "support/corpus.rs"]
mod corpus;

use wenyin::input::{self, InputError};
use wenyin::model::{SetAsideKind, Source};
use wenyin::parse::{Leftovers, Paragraphs, ParseOptions};

/// Reads bytes and settles the account of every character and every line.
fn check_with(bytes: &[u8], options: &ParseOptions) -> Result<Source, String> {
    let decoded = input::decode(bytes).map_err(|e| e.to_string())?;
    let text = decoded.text.clone();
    let document = account::settle(decoded, options)?;
    account::explained(&text, &document)?;
    Ok(document.source)
}

fn check(bytes: &[u8]) -> Result<Source, String> {
    check_with(bytes, &ParseOptions::default())
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

const PAGES: &str = "\
---
title: 在植树节上的讲话
tags: 春天
---
同志们：
　　我们要认真总结经验，把工作抓紧抓好，把各项任务一件一件
— 1 —
在植树节上的讲话
落到实处。
　　谢谢大家！
— 2 —
在植树节上的讲话
县林业局
";

#[test]
fn what_is_set_aside_is_listed_and_counted_back_in() {
    let kinds = |source: &Source| source.set_aside.iter().map(|a| a.kind).collect::<Vec<_>>();
    let kept = check(PAGES.as_bytes()).expect("a text");
    let (fm, unknown) = (SetAsideKind::FrontMatter, SetAsideKind::UnknownFrontMatter);
    assert_eq!(kinds(&kept), [fm, fm, unknown, fm]);
    let clean = ParseOptions { leftovers: Leftovers::SetAside, ..ParseOptions::default() };
    let cleaned = check_with(PAGES.as_bytes(), &clean).expect("a text");
    let (number, head) = (SetAsideKind::PageNumber, SetAsideKind::RunningHead);
    assert_eq!(kinds(&cleaned), [fm, fm, unknown, fm, number, head, number, head]);
}

#[test]
fn the_account_finds_a_lost_character() {
    let decoded = input::decode(PAGES.as_bytes()).expect("a text");
    let mut document = account::settle(decoded, &ParseOptions::default()).expect("sound");
    document.source.set_aside[0].span.end += 1;
    assert!(account::without_set_aside(PAGES, &document).is_err());
    document.body.clear();
    assert!(account::explained(PAGES, &document).is_err());
}

#[test]
fn a_corpus_beside_the_project_is_read_whole() {
    let ways = [
        ParseOptions::default(),
        ParseOptions { leftovers: Leftovers::SetAside, paragraphs: Paragraphs::Blank, ..ParseOptions::default() },
    ];
    for file in corpus::files() {
        let bytes = std::fs::read(&file).expect("a readable file");
        for options in &ways {
            match check_with(&bytes, options) {
                Ok(_) => {}
                Err(_) if input::decode(&bytes) == Err(InputError::Empty) => {}
                Err(problem) => panic!("{}: {problem}", file.display()),
            }
        }
    }
}
