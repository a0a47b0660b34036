//! Whatever the text: no character is lost, no line unexplained, the JSON can be read.
//!
//! The cases are the same on every run (a fixed seed), and few enough to be quick.
//! `fuzz/` asks the same of more texts than one has time for here.

#![allow(clippy::expect_used, reason = "a test may stop at what it cannot go on without")]

#[path = "support/account.rs"]
mod account;
#[path = "support/corpus.rs"]
mod corpus;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngSeed};
use wenyin::input::{BrokenBytes, DecodeOptions, decode, decode_with};
use wenyin::parse::{Leftovers, Markup, Paragraphs, ParseOptions, Recognition};

fn config(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(9704), failure_persistence: None, ..Config::default() }
}

/// Everything that must hold of a text, with the hints given.
fn holds(text: &str, options: &ParseOptions) -> Result<(), TestCaseError> {
    let Ok(decoded) = decode(text.as_bytes()) else { return Ok(()) };
    let text = decoded.text.clone();
    let document = account::settle(decoded, options).map_err(TestCaseError::fail)?;
    account::explained(&text, &document).map_err(TestCaseError::fail)?;
    let json = serde_json::to_string(&document).map_err(|e| TestCaseError::fail(e.to_string()))?;
    let value: serde_json::Value = serde_json::from_str(&json).map_err(|e| TestCaseError::fail(e.to_string()))?;
    prop_assert_eq!(&value["version"], 1);
    Ok(())
}

fn hints() -> impl Strategy<Value = ParseOptions> {
    let recognition = || select(vec![Recognition::Automatic, Recognition::Off]);
    let paragraphs = select(vec![Paragraphs::Auto, Paragraphs::Line, Paragraphs::Blank, Paragraphs::Indent]);
    let leftovers = select(vec![Leftovers::Keep, Leftovers::SetAside]);
    let level = select(vec![None, Some("^第.章"), Some("."), Some("[一二三]")]);
    let markup = select(vec![Markup::Auto, Markup::Markdown, Markup::None]);
    (markup, paragraphs, recognition(), recognition(), recognition(), leftovers, level).prop_map(
        |(markup, paragraphs, front, back, headings, leftovers, level)| ParseOptions {
            markup,
            paragraphs,
            front,
            back,
            headings,
            leftovers,
            levels: [None, level.map(|l| regex::Regex::new(l).expect("an expression")), None, None],
        },
    )
}

/// Pieces that the rules know, in any order: more often wrong than right.
fn line() -> impl Strategy<Value = String> {
    let lead = select(vec!["", "", "", "　　", "    ", "\t", "\u{200b}", "> ", "# ", "## ", "- ", "* ", "1) ", "| "]);
    let head = select(vec![
        "",
        "",
        "",
        "一、",
        "二、",
        "（一）",
        "（二）",
        "1.",
        "2.",
        "（1）",
        "3）",
        "第一章　",
        "第二节 ",
        "第三条 ",
        "一是",
        "首先，",
        "——",
        "附件：",
        "附件",
        "抄送：",
        "〔1〕",
        "注：",
        "【导读】",
        "title: ",
        "标题：",
        "目录",
    ]);
    let body = select(vec![
        "",
        "同志们",
        "各位代表",
        "县人民政府",
        "市长　张三",
        "2024年3月12日",
        "二〇二四年三月",
        "（2024年3月）",
        "在植树节上的讲话",
        "关于植树的通知",
        "林发〔2024〕7号",
        "谢谢大家",
        "特此通知",
        "总体要求",
        "春天到了，山上的树要抓紧种，能种多少就种多少",
        "我们要认真总结经验，把工作抓紧抓好，把各项任务一件一件落到实处",
        "plain words in Latin",
        "**着重**",
        "`码`",
        "[链接](地址)",
        "| 甲 | 乙 |",
        "---",
        "***",
        "— 12 —",
        "第 3 页",
        "𠮷野家",
        "é",
        "😀",
        "\u{feff}",
        "\u{202e}",
        "\u{7}",
    ]);
    let tail = select(vec!["", "", "：", "！", "。", "；", "，", "”", "）", "  ", "　", "。“", "|"]);
    (lead, head, body, tail).prop_map(|(lead, head, body, tail)| format!("{lead}{head}{body}{tail}"))
}

fn structured() -> impl Strategy<Value = String> {
    let ends = select(vec!["\n", "\n", "\n", "\n\n", "\r\n", "\r", "\n\n\n", "　　", "\u{2028}", "\u{c}"]);
    let block = select(vec!["", "", "", "---\ntitle: 植树\n副标题：\n  - 一\n其他：二\n---\n", "---\n植树\n---\n"]);
    (block, prop::collection::vec((line(), ends), 0..40)).prop_map(|(block, lines)| {
        let text: String = lines.into_iter().map(|(line, end)| line + end).collect();
        format!("{block}{text}")
    })
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn any_text_is_accounted_for(text in any::<String>(), options in hints()) {
        holds(&text, &options)?;
    }

    #[test]
    fn any_document_is_accounted_for(text in structured(), options in hints()) {
        holds(&text, &options)?;
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let marking = DecodeOptions { broken: BrokenBytes::Mark, ..DecodeOptions::default() };
        for options in [DecodeOptions::default(), marking] {
            if let Ok(decoded) = decode_with(&bytes, &options) {
                let unclean = decoded.text.contains(['\0', '\r', '\u{FFFE}']);
                prop_assert!(!unclean);
                prop_assert!(decoded.source.confidence > 0);
            }
        }
    }
}

/// What is done to a text of the corpus.
#[derive(Debug, Clone)]
enum Mutation {
    Drop,
    Double,
    Join,
    Break,
    Indent,
    Swap,
}

fn mutated(text: &str, at: usize, mutation: &Mutation) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.len() < 3 {
        return text.to_owned();
    }
    let at = at % (lines.len() - 1);
    match mutation {
        Mutation::Drop => drop(lines.remove(at)),
        Mutation::Double => lines.insert(at, lines[at].clone()),
        Mutation::Join => {
            let next = lines.remove(at + 1);
            lines[at].push_str(&next);
        }
        Mutation::Break => {
            let middle = lines[at].chars().count() / 2;
            let tail: String = lines[at].chars().skip(middle).collect();
            lines[at] = lines[at].chars().take(middle).collect();
            lines.insert(at + 1, tail);
        }
        Mutation::Indent => lines[at].insert_str(0, "　　"),
        Mutation::Swap => lines.swap(at, at + 1),
    }
    lines.join("\n")
}

#[test]
fn mutations_of_a_corpus_beside_the_project_are_accounted_for() {
    let texts: Vec<String> = corpus::texts()
        .filter_map(|bytes| Some(decode(&bytes).ok()?.text))
        .filter(|text| text.len() < 30_000)
        .collect();
    if texts.is_empty() {
        return;
    }
    use Mutation::{Break, Double, Drop, Indent, Join, Swap};
    let changes = prop::collection::vec((any::<usize>(), select(vec![Drop, Double, Join, Break, Indent, Swap])), 1..9);
    let case = (0..texts.len(), changes, hints());
    let mut runner = proptest::test_runner::TestRunner::new(config(200));
    let result = runner.run(&case, |(which, changes, options)| {
        let text = changes.iter().fold(texts[which].clone(), |text, (at, change)| mutated(&text, *at, change));
        holds(&text, &options)
    });
    result.expect("every character accounted for");
}
