//! Rules of typography, read back from the positions in the produced PDF.
//!
//! Every rule has a negative control: the same text with the rule switched off
//! must break it, so that a test that has gone blind is noticed.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

#[path = "../support/mod.rs"]
mod support;

mod adjustment;
mod book;
mod edges;
mod pages;
mod reading;
mod regions;
mod spacing;
mod tables;

use support::pdf::{Glyph, Line, Pdf};
use support::seed;
use wenyin::layout::Break;
use wenyin::style::Profile;
use wenyin::{Converter, Format};

const EM: f64 = 16.0;
const LEFT: f64 = 28.0 * 72.0 / 25.4;
const MEASURE: f64 = 156.0 * 72.0 / 25.4;
const RIGHT: f64 = LEFT + MEASURE;
const PITCH: f64 = 28.95;

/// Stops and closing marks, connectors and interpuncts (CLREQ, level "GB").
const NO_START: &str = "。．，、：；！？”’）》〉】〗〕］｝」』～–·・／％‰℃";
const NO_END: &str = "“‘（《〈【〖〔［｛「『／￥№";
const BLANK_RIGHT: &str = "。．，、：；！？”’）》〉】〗〕］｝」』";
const BLANK_LEFT: &str = "“‘（《〈【〖〔［｛「『";

fn pdf(text: &str, changes: &str) -> Pdf {
    let profile = Profile::from_toml(changes).unwrap();
    let wenyin = Converter::builder().profile(profile).build().unwrap();
    let document = wenyin.parse(text.as_bytes()).unwrap();
    Pdf::read(wenyin.render(&document, &[Format::Pdf]).unwrap().pdf().unwrap().bytes())
}

/// The lines of the body size, page by page.
fn body_lines(pdf: &Pdf) -> Vec<Line> {
    (0..pdf.pages.len()).flat_map(|p| pdf.lines(p)).filter(|l| l[0].size == EM).collect()
}

/// The lines of body paragraphs that are not their last ones.
fn full_lines(pdf: &Pdf) -> Vec<Line> {
    let lines = body_lines(pdf);
    lines
        .windows(2)
        .filter(|w| !starts_paragraph(&w[1]))
        .filter(|w| (w[0].last().unwrap().right() - RIGHT).abs() < EM)
        .map(|w| w[0].clone())
        .collect()
}

fn starts_paragraph(line: &Line) -> bool {
    line[0].x > LEFT + 1.5 * EM
}

fn is(glyph: &Glyph, set: &str) -> bool {
    glyph.shown.chars().next().is_some_and(|c| set.contains(c))
}

fn is_han(glyph: &Glyph) -> bool {
    glyph.shown.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
}

/// A paragraph for each column that puts a cluster of marks at every place of a line.
fn sweep(cluster: &str) -> String {
    let filler = "各级工会组织要充分发挥桥梁纽带作用严格落实劳模待遇政策深入研究多方位争取对劳模的支持力度";
    let filler: Vec<char> = filler.chars().collect();
    let mut out = String::from("同志们：\n");
    for column in 14..30 {
        let before: String = filler.iter().take(column).collect();
        let after: String = filler.iter().skip(3).take(34).collect();
        out.push_str(&format!("{before}{cluster}{after}{cluster}{before}\n"));
    }
    out
}

const CLUSTERS: [&str; 12] = [
    "他说：“《论语》、《孟子》（节选）”，真好。",
    "……我们要铭记！",
    "——时代精神的体现，",
    "卡尔·马克思",
    "五～七人／组",
    "“好！”“是吗？”他问（笑）。",
    "增长12.5％，达3,000元。",
    "《规定》〔2025〕1号【通知】",
    "怎么办？！必须……",
    "A型、B型和C型。",
    "气温－5℃～3℃，",
    "（一）（二）；（三）：",
];

fn starts_and_ends(pdf: &Pdf) -> usize {
    let lines = body_lines(pdf);
    lines
        .windows(2)
        .filter(|w| !starts_paragraph(&w[1]))
        .filter(|w| is(&w[1][0], NO_START) || is(w[0].last().unwrap(), NO_END))
        .count()
}

/// Where the ink of a line ends: its last glyph, half of it for a mark with a blank on its right.
fn edge(line: &Line) -> f64 {
    let last = line.last().unwrap();
    if is(last, BLANK_RIGHT) { last.x + last.advance / 2.0 } else { last.right() }
}

fn worst_edge(pdf: &Pdf) -> f64 {
    full_lines(pdf).iter().map(|l| (edge(l) - RIGHT).abs()).fold(0.0, f64::max)
}

/// Adjacent marks whose origins lie further apart than 0.8 em.
fn wide_pairs(pdf: &Pdf) -> usize {
    let closing = |g: &Glyph| is(g, BLANK_RIGHT);
    let opening = |g: &Glyph| is(g, BLANK_LEFT);
    body_lines(pdf)
        .iter()
        .flat_map(|l| l.windows(2).map(|p| (p[0].clone(), p[1].clone())).collect::<Vec<_>>())
        .filter(|(a, b)| (closing(a) && (closing(b) || opening(b))) || (opening(a) && opening(b)))
        .filter(|(a, b)| b.x - a.x > 0.8 * EM)
        .count()
}

/// Paragraphs of random words, numbers and clusters of marks.
fn random_text() -> String {
    let pieces: Vec<&str> = "劳动 创造 精神 ， 。 、 ； ： ！ ？ “ ” ‘ ’ （ ） 《 》 —— …… · ～ A GDP 2025 12.5% 3,000 ％ X光 iPhone 的 是 在 人民 发展 【 】 〔2025〕 ／".split(' ').collect();
    // A linear congruential generator: the same texts on every machine.
    let mut state = 20_251_123_u64;
    let mut next = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let mut text = String::from("同志们：\n");
    for _ in 0..300 {
        text.push_str("大家");
        for _ in 0..20 + next(60) {
            // Half of it plain, or no line could be set without relaxing a rule.
            text.push_str(if next(2) == 0 { "劳动光荣" } else { pieces[next(pieces.len())] });
        }
        text.push_str("。\n");
    }
    text
}
