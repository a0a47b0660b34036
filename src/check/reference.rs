//! `docs/check.md`, written from the table of codes so that it cannot drift.

use super::{Code, Severity};

/// The page that describes every code, in Chinese and English, with an example and a counter-example.
pub fn reference() -> String {
    let mut out = include_str!("reference.md").to_owned();
    for severity in Severity::ALL.into_iter().rev() {
        out.push_str(&format!("\n## {} / {}\n", severity.zh(), severity.name()));
        for code in Code::ALL.iter().filter(|c| c.severity() == severity) {
            let (zh, en) = code.title();
            let (say_zh, say_en) = code.sentences();
            let (wrong, right) = code.examples();
            out.push_str(&format!("\n### `{code}`\n\n{zh}。{en}.\n\n"));
            out.push_str(&format!("* 提示语 / message: {} / {}\n", shown(say_zh), shown(say_en)));
            out.push_str(&format!("* 有 / found:\n\n{}\n* 没有 / not found:\n\n{}", block(wrong), block(right)));
        }
    }
    out
}

/// A sentence with its details as ellipses.
fn shown(sentence: &str) -> String {
    sentence.replace("{0}", "…").replace("{1}", "…").replace("{2}", "…")
}

/// Lines as a block inside a list.
fn block(text: &str) -> String {
    let mut out = String::from("  ```text\n");
    for line in text.lines() {
        let line: String = line.chars().map(|c| if ('\u{E000}'..='\u{F8FF}').contains(&c) { '□' } else { c }).collect();
        out.push_str(&format!("  {line}\n"));
    }
    out.push_str("  ```\n");
    out
}
