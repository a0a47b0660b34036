//! The labels of items inside a paragraph: 一、（二）3．(4)⑤ after the end of a sentence or a bracket.
//!
//! A label at a line end is parted from what it counts: 序号不离其文.

use super::classes::Class;
use super::clusters::{Cluster, Clusters};
use super::gaps::is_space;

/// Longest number of a label: 二十三, 123.
const LONGEST: usize = 3;

/// For each cluster, whether it is the last of a label.
pub(crate) fn label_ends(paragraph: &Clusters) -> Vec<bool> {
    let list = &paragraph.list;
    let mut out = vec![false; list.len()];
    let mut opens = true;
    for (i, Cluster { class, .. }) in list.iter().enumerate() {
        let class = *class;
        if opens
            && !is_space(class)
            && let Some(end) = label(paragraph, i)
        {
            out[end] = true;
        }
        opens = match class {
            Class::Stop | Class::Exclamation | Class::Closing => true,
            Class::Comma => matches!(text(paragraph, i), "；" | "："),
            _ => opens && is_space(class),
        };
    }
    out
}

fn text(paragraph: &Clusters, at: usize) -> &str {
    paragraph.list.get(at).map_or("", |c| &paragraph.text[c.text.clone()])
}

/// The last cluster of the label that begins at a cluster, if one does.
fn label(paragraph: &Clusters, start: usize) -> Option<usize> {
    let is = |at: usize, set: &str| {
        let text = text(paragraph, at);
        !text.is_empty() && set.contains(text)
    };
    const HAN: &str = "〇零一二三四五六七八九十";
    const DIGITS: &str = "0123456789";
    const CIRCLED: &str = "①②③④⑤⑥⑦⑧⑨⑩";
    if is(start, CIRCLED) {
        return Some(start);
    }
    let bracketed = is(start, "（(");
    let number = start + usize::from(bracketed);
    let digits = [HAN, DIGITS].into_iter().find(|set| is(number, set))?;
    let length = (number..=number + LONGEST).take_while(|&i| is(i, digits)).count();
    let close = number + length;
    let marks = match (bracketed, digits) {
        (true, _) => "）)",
        (false, HAN) => "、",
        (false, _) => "．.、）)",
    };
    // 1．5 is a number.
    (length <= LONGEST && is(close, marks) && !is(close + 1, DIGITS)).then_some(close)
}
