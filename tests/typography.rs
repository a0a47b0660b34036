//! Rules of typography, read back from the positions in the produced PDF.
//!
//! Every rule has a negative control: the same text with the rule switched off
//! must break it, so that a test that has gone blind is noticed.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod support;

use support::pdf::{Glyph, Line, Pdf};
use support::seed;
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
    glyph.text.chars().next().is_some_and(|c| set.contains(c))
}

fn is_han(glyph: &Glyph) -> bool {
    glyph.text.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
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

#[test]
fn no_line_starts_or_ends_with_a_forbidden_mark() {
    let mut broken = 0;
    for cluster in CLUSTERS {
        assert_eq!(starts_and_ends(&pdf(&sweep(cluster), "")), 0, "{cluster}");
        broken += starts_and_ends(&pdf(&sweep(cluster), "[text]\nprohibition = \"none\""));
    }
    assert!(broken > 20, "negative control: {broken}");
}

/// Where the ink of a line ends: its last glyph, half of it for a mark with a blank on its right.
fn edge(line: &Line) -> f64 {
    let last = line.last().unwrap();
    if is(last, BLANK_RIGHT) { last.x + last.advance / 2.0 } else { last.right() }
}

fn worst_edge(pdf: &Pdf) -> f64 {
    full_lines(pdf).iter().map(|l| (edge(l) - RIGHT).abs()).fold(0.0, f64::max)
}

#[test]
fn the_right_edge_is_exact() {
    let seed = String::from_utf8(seed()).unwrap();
    let read = pdf(&seed, "");
    assert!(full_lines(&read).len() > 80);
    assert!(worst_edge(&read) < 0.01, "{}", worst_edge(&read));
    for cluster in CLUSTERS {
        let worst = worst_edge(&pdf(&sweep(cluster), ""));
        assert!(worst < 0.01, "{cluster} {worst}");
    }
    // Marks in their whole cell end half an em inside the measure.
    let full = worst_edge(&pdf(&sweep(CLUSTERS[0]), "[text]\nmark_width = \"full\""));
    assert!(full > 7.0, "negative control: {full}");
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

#[test]
fn adjacent_marks_take_a_cell_and_a_half() {
    let mut uncompressed = 0;
    for cluster in CLUSTERS {
        assert_eq!(wide_pairs(&pdf(&sweep(cluster), "")), 0, "{cluster}");
        uncompressed += wide_pairs(&pdf(&sweep(cluster), "[text]\nmark_width = \"full\""));
    }
    assert!(uncompressed > 100, "negative control: {uncompressed}");
}

/// Last lines with fewer than two characters that are not marks.
fn lone_characters(pdf: &Pdf) -> usize {
    let lines = body_lines(pdf);
    let ends = |i: usize| lines.get(i + 1).is_none_or(starts_paragraph);
    let text = |l: &Line| l.iter().filter(|g| !is(g, NO_START) && !is(g, NO_END)).count();
    (0..lines.len()).filter(|&i| !starts_paragraph(&lines[i]) && ends(i) && text(&lines[i]) < 2).count()
}

#[test]
fn no_last_line_is_a_lone_character() {
    // Paragraphs of every length around two and three full lines.
    let filler: Vec<char> =
        "各级工会组织要充分发挥桥梁纽带作用严格落实劳模待遇政策深入研究多方位争取对劳模的支持力度".chars().collect();
    let paragraph = |n: usize| filler.iter().cycle().take(n).collect::<String>() + "。\n";
    let text = "同志们：\n".to_owned() + &(50..90).map(paragraph).collect::<String>();
    assert_eq!(lone_characters(&pdf(&text, "")), 0);
    assert!(lone_characters(&pdf(&text, "[text]\nlone_character = \"allow\"")) > 0, "negative control");
}

#[test]
fn dashes_and_ellipses_stay_whole_and_joined() {
    for cluster in ["——时代", "……我们", "——……——"] {
        for line in body_lines(&pdf(&sweep(cluster), "")) {
            for mark in ["—", "…"] {
                let run = line.iter().filter(|g| g.text == mark).count();
                assert_eq!(run % 2, 0, "a half is left on another line: {cluster}");
            }
            for pair in line.windows(2).filter(|p| p[0].text == p[1].text && is(&p[0], "—…")) {
                assert!((pair[1].x - pair[0].x - EM).abs() < 0.01 * EM);
            }
        }
    }
}

#[test]
fn numbers_stay_whole() {
    for line in body_lines(&pdf(&sweep("增长12.5％，达3,000.75元，¥450，"), "")).windows(2) {
        let (end, start) = (line[0].last().unwrap(), &line[1][0]);
        let inside = is(end, "0123456789.,¥") && is(start, "0123456789.,％");
        assert!(!inside || starts_paragraph(&line[1]), "{end:?} {start:?}");
    }
}

#[test]
fn every_paragraph_is_indented_by_two_ems_an_opening_mark_no_less() {
    let text = "同志们：\n“五一”就要到了，今天，我们在这里举行座谈会，这对于凝聚共识、加压奋进将起到积极的推动作用。\n大家好。\n";
    let read = pdf(text, "");
    let starts: Vec<f64> = body_lines(&read).iter().filter(|l| starts_paragraph(l)).map(|l| l[0].x - LEFT).collect();
    assert!(starts.len() >= 2 && starts.iter().all(|x| (x - 2.0 * EM).abs() < 0.01), "{starts:?}");
    let flush = pdf(text, "[blocks.paragraph]\nindent_em = 0.0");
    assert!(body_lines(&flush).iter().all(|l| !starts_paragraph(l)), "negative control");
}

#[test]
fn an_opening_mark_at_a_line_start_gives_up_its_blank() {
    let opened = |changes: &str| -> Vec<f64> {
        CLUSTERS
            .iter()
            .flat_map(|c| body_lines(&pdf(&sweep(c), changes)))
            .filter(|l| !starts_paragraph(l) && is(&l[0], BLANK_LEFT))
            .map(|l| l[0].x - LEFT)
            .collect()
    };
    let trimmed = opened("");
    assert!(trimmed.len() > 5 && trimmed.iter().all(|x| (x + EM / 2.0).abs() < 0.01), "{trimmed:?}");
    assert!(opened("[text]\nmark_width = \"full\"").iter().all(|x| x.abs() < 0.01), "negative control");
}

/// Gaps between Han and Latin letters or digits in ems, in lines that are not stretched.
fn han_latin_gaps(changes: &str) -> Vec<f64> {
    let text = "同志们：\n我市A型企业有36家，其中 B 型12家。\n";
    body_lines(&pdf(text, changes))
        .iter()
        .flat_map(|l| {
            l.iter()
                .filter(|g| g.text != " ")
                .cloned()
                .collect::<Vec<_>>()
                .windows(2)
                .map(|p| (p[0].clone(), p[1].clone()))
                .collect::<Vec<_>>()
        })
        .filter(|(a, b)| is_han(a) != is_han(b) && (is(a, "AB0123456789") || is(b, "AB0123456789")))
        .filter(|(a, b)| is_han(a) || is_han(b))
        .map(|(a, b)| (b.x - a.right()) / EM)
        .collect()
}

#[test]
fn han_and_latin_stand_a_quarter_em_apart_whatever_spaces_the_source_has() {
    let gaps = han_latin_gaps("");
    assert!(gaps.len() >= 7 && gaps.iter().all(|g| (g - 0.25).abs() < 0.005), "{gaps:?}");
    let off = han_latin_gaps("[text]\nhan_latin_gap_em = 0.0");
    assert!(off.iter().any(|g| g.abs() < 0.005), "negative control: {off:?}");
}

#[test]
fn a_source_space_beside_a_full_width_mark_takes_no_room() {
    // The blank of the mark is space enough, and marks that only a space parts are adjacent.
    let text = "同志们：\n他说： “好！” 大家都笑了 （热烈鼓掌） ， 会议开得很好。\n";
    let plain = text.replace(' ', "");
    let origins = |text: &str, changes: &str| -> Vec<f64> {
        body_lines(&pdf(text, changes)).iter().flatten().filter(|g| g.text.trim() != "").map(|g| g.x).collect()
    };
    let (spaced, unspaced) = (origins(text, ""), origins(&plain, ""));
    assert_eq!(spaced.len(), unspaced.len());
    assert!(spaced.iter().zip(&unspaced).all(|(a, b)| (a - b).abs() < 0.01), "{spaced:?} {unspaced:?}");
    // An ideographic blank is meant: the space beside it goes, the blank stays.
    let after = |blank: &str| *origins(&format!("同志们：\n大家好。{blank}（鼓掌）\n"), "").last().unwrap();
    assert!((after("\u{3000} ") - after("\u{3000}")).abs() < 0.01 && after("\u{3000}") > after("") + 0.9 * EM);
    let full = "[text]\nmark_width = \"full\"";
    assert_ne!(origins(text, full), origins(&plain, full), "negative control");
}

#[test]
fn a_no_break_space_among_the_spaces_at_a_line_end_is_not_printed() {
    let text = |blank: &str| {
        let filler = "各级工会组织要充分发挥桥梁纽带作用严格落实劳模待遇";
        format!("同志们：\n{filler}。{blank}{filler}{filler}。\n")
    };
    let read = pdf(&text("\u{3000}\u{A0} "), "");
    assert_eq!(full_lines(&read).len(), 2);
    assert!(worst_edge(&read) < 0.01, "{}", worst_edge(&read));
    // The same blank inside a line is printed.
    let inside =
        |blank: &str| pdf(&format!("同志们：\n大家{blank}辛苦了。\n"), "").lines(0).last().unwrap().last().unwrap().x;
    assert!(inside("\u{3000}\u{A0} ") > inside("") + EM, "negative control");
}

#[test]
fn han_gaps_of_a_line_are_equal() {
    let seed = String::from_utf8(seed()).unwrap();
    for line in full_lines(&pdf(&seed, "")) {
        let gaps: Vec<f64> =
            line.windows(2).filter(|p| is_han(&p[0]) && is_han(&p[1])).map(|p| p[1].x - p[0].right()).collect();
        let spread = gaps.iter().copied().fold(f64::MIN, f64::max) - gaps.iter().copied().fold(f64::MAX, f64::min);
        assert!(gaps.is_empty() || spread < 0.01 * EM, "{spread}");
    }
}

#[test]
fn a_full_page_is_twenty_two_lines_of_twenty_eight_characters() {
    let filler = "劳动创造幸福实干成就伟业".repeat(300);
    let read = pdf(&format!("同志们：\n{filler}。\n"), "");
    for page in 1..read.pages.len() - 1 {
        let lines = read.lines(page);
        assert_eq!(lines.len(), 22);
        assert!(lines.iter().all(|l| l.len() == 28));
        for pair in lines.windows(2) {
            assert!((pair[0][0].y - pair[1][0].y - PITCH).abs() < 0.001);
        }
        let top = 297.0 * 72.0 / 25.4 - 37.0 * 72.0 / 25.4;
        let first = lines[0][0].y;
        assert!(first < top && first > top - PITCH, "the first line stands in the first slot");
    }
    let narrow = pdf(&format!("同志们：\n{filler}。\n"), "[grid]\ncharacters = 26\nlines = 20");
    assert!(narrow.lines(1).len() == 20 && narrow.lines(1)[0].len() == 26, "negative control");
}

#[test]
fn page_numbers_stand_centred_seven_millimetres_below() {
    let seed = String::from_utf8(seed()).unwrap();
    let read = pdf(&seed, "");
    for page in 0..read.pages.len() {
        let number = read.artifacts(page);
        let text: String = number.iter().map(|g| g.text.as_str()).collect();
        assert_eq!(text, format!("— {} —", page + 1));
        let centre = (number[0].x + number.last().unwrap().right()) / 2.0;
        assert!((centre - LEFT - MEASURE / 2.0).abs() < 0.1);
        // The dash lies about 0.37 em above the baseline.
        let dash = number[0].y + 0.37 * 14.0;
        let below = (35.0 * 72.0 / 25.4 - dash) * 25.4 / 72.0;
        assert!((below - 7.0).abs() < 0.5, "{below} mm");
    }
    let outer = pdf(&seed, "[page_numbers]\nplace = \"outer\"");
    assert!(outer.artifacts(0)[0].x > LEFT + MEASURE / 2.0 && outer.artifacts(1)[0].x < LEFT + MEASURE / 2.0);
    assert!(pdf(&seed, "[page_numbers]\nplace = \"none\"").artifacts(0).is_empty());
}

#[test]
fn no_heading_is_the_last_line_of_a_page_and_no_paragraph_leaves_its_last_line() {
    let body =
        "劳模是国家的财富，人民的功臣，社会的楷模，弘扬劳模精神是时代所需，更是时代所迫，要在全社会形成良好风尚。";
    // Shift the headings through every line of the page.
    for offset in 0..22 {
        let mut text = String::from("同志们：\n") + &"大家好。\n".repeat(offset);
        for number in ["一", "二", "三", "四", "五", "六", "七", "八"] {
            text.push_str(&format!("{number}、弘扬劳模精神\n{body}{body}\n{body}\n"));
        }
        let read = pdf(&text, "");
        for page in 0..read.pages.len() - 1 {
            let (lines, next) = (read.lines(page), read.lines(page + 1));
            let last = lines.last().unwrap();
            assert!(!last[0].font.contains("Hei"), "a heading ends page {} at offset {offset}", page + 1);
            assert!(!lines[lines.len() - 2][0].font.contains("Hei"), "one line below a heading, offset {offset}");
            let lone = !starts_paragraph(&next[0]) && next.get(1).is_none_or(starts_paragraph);
            assert!(!lone, "孤行 heads page {} at offset {offset}", page + 2);
        }
    }
}

#[test]
fn a_token_longer_than_a_line_never_overflows() {
    let long = "a".repeat(300);
    let url = "https://www.example.org/path/to/some/very/long/document?query=value&other=thing#fragment/and/more/of/it";
    let read = pdf(&format!("同志们：\n网址是{url}，请查看。\n代码{long}结束。\n"), "");
    let mut text = String::new();
    for line in body_lines(&read) {
        assert!(edge(&line) < RIGHT + 0.01);
        text.extend(line.iter().map(|g| g.text.as_str()));
    }
    assert!(text.contains(url) && text.contains(&long));
    // An address without a scheme parts at its dots rather than tear the line before it.
    let read = pdf("同志们：\n需要了解详情的同志可以登录这个公共服务平台www.12345.gov.example；\n", "");
    assert!(body_lines(&read).iter().any(|l| l.last().unwrap().text == "."));
}

/// Middle of a glyph's ink in ems, from the program that the PDF embeds.
fn ink_middle(pdf: &Pdf, glyph: &Glyph) -> (f64, f64) {
    use read_fonts::TableProvider as _;
    let program = pdf.font_program(&glyph.font);
    let font = read_fonts::FontRef::new(&program).unwrap();
    let em = f64::from(font.head().unwrap().units_per_em());
    let outline =
        font.loca(None).unwrap().get_glyf(u32::from(glyph.cid).into(), &font.glyf().unwrap()).unwrap().unwrap();
    let middle = |low: i16, high: i16| (f64::from(low) + f64::from(high)) / 2.0 / em;
    (middle(outline.x_min(), outline.x_max()), middle(outline.y_min(), outline.y_max()))
}

/// In Taiwan and Hong Kong marks stand in the middle of their cell and keep it (CLREQ, Traditional Chinese).
#[test]
fn traditional_marks_stand_in_the_middle_and_keep_their_cell() {
    let text = "各位女士、先生：\n我們今天在這裡舉行勞動模範座談會，討論「勞動精神」，並為優秀工作者頒獎。謝謝大家的支持與努力！\n";
    let read = pdf(text, "");
    let lines = body_lines(&read);
    let line = lines.iter().find(|l| l.iter().any(|g| g.text == "，")).unwrap();
    let comma = line.iter().find(|g| g.text == "，").unwrap();
    // The outline is moved, not the glyph: it stays on its line for whoever copies or searches.
    assert!(line.iter().all(|g| (g.y - line[0].y).abs() < 0.01));
    let (x, y) = ink_middle(&read, comma);
    assert!((x - 0.5).abs() < 0.01 && (y - 0.38).abs() < 0.01, "{x} {y}");
    let pairs = wide_pairs(&read);
    assert!(pairs > 0, "，「 keep their cells");
    assert_eq!(read.catalog().get(b"Lang").unwrap().as_str().unwrap(), b"zh-TW");
    // Negative control: the same text set as on the mainland.
    let mainland = pdf(text, "[text]\nregion = \"cn\"");
    assert_eq!(wide_pairs(&mainland), 0);
    let comma = body_lines(&mainland).into_iter().flatten().find(|g| g.text == "，").unwrap();
    let (x, y) = ink_middle(&mainland, &comma);
    assert!(x < 0.4 && y < 0.2, "negative control: {x} {y}");
    // 仿宋 lacks half of these characters: the text is set in one face, not in two.
    let faces: std::collections::BTreeSet<&str> = lines.iter().flatten().map(|g| &g.font[7..]).collect();
    assert_eq!(faces.into_iter().collect::<Vec<_>>(), ["WenyinSong-Regular"]);
}

#[test]
fn the_last_page_is_not_a_single_line() {
    let sentence =
        "劳模是国家的财富，人民的功臣，社会的楷模，弘扬劳模精神是时代所需，更是时代所迫，要在全社会形成良好风尚。";
    for lines in 15..45 {
        let text = String::from("同志们：\n") + &"大家好。\n".repeat(lines) + sentence + "\n谢谢大家！\n";
        let read = pdf(&text, "");
        let last = read.pages.len() - 1;
        assert!(last == 0 || read.lines(last).len() > 1, "{lines} lines before");
    }
}

/// Every mark of CLREQ, appendix A, at the last column of a line and at the first of the next.
#[test]
fn every_mark_of_the_appendix_obeys_at_the_last_column_and_the_next() {
    let marks = "。．，、：；！？”’）》〉】〗〕］｝」』～–·・％‰℃／“‘（《〈【〖〔［｛「『№￥";
    let filler: Vec<char> =
        "各级工会组织要充分发挥桥梁纽带作用严格落实劳模待遇政策深入研究多方位争取对劳模的支持力度切实"
            .chars()
            .collect();
    for mark in marks.chars() {
        // The measure holds 28 characters, the first line 26: column W and column W + 1, and round about.
        let text: String = (22..=30)
            .map(|column| {
                let before: String = filler.iter().take(column).collect();
                let after: String = filler.iter().rev().take(30).collect();
                format!("{before}{mark}{after}\n")
            })
            .collect();
        let read = pdf(&format!("同志们：\n{text}"), "");
        assert_eq!(starts_and_ends(&read), 0, "{mark}");
        assert!(worst_edge(&read) < 0.01, "{mark}");
        // Nothing is lost on the way.
        let printed: usize =
            (0..read.pages.len()).flat_map(|p| read.lines(p)).flatten().filter(|g| g.text.contains(mark)).count();
        assert_eq!(printed, if mark == '：' { 10 } else { 9 }, "{mark}");
    }
}

/// Random clusters of marks, words and numbers at random places: the hard rules hold on every line.
#[test]
fn random_text_keeps_the_hard_rules() {
    let pieces = [
        "劳动",
        "创造",
        "精神",
        "，",
        "。",
        "、",
        "；",
        "：",
        "！",
        "？",
        "“",
        "”",
        "‘",
        "’",
        "（",
        "）",
        "《",
        "》",
        "——",
        "……",
        "·",
        "～",
        "A",
        "GDP",
        "2025",
        "12.5%",
        "3,000",
        "％",
        "X光",
        "iPhone",
        "的",
        "是",
        "在",
        "人民",
        "发展",
        "【",
        "】",
        "〔2025〕",
        "／",
    ];
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
    let read = pdf(&text, "");
    assert_eq!(wide_pairs(&read), 0);
    assert!(worst_edge(&read) < 0.01, "{}", worst_edge(&read));
    // Runs of marks longer than a rule can mend may relax 避头尾: at most one line in a thousand.
    let lines = body_lines(&read).len();
    assert!(starts_and_ends(&read) * 1000 <= lines, "{} of {lines}", starts_and_ends(&read));
    let printed: String = (0..read.pages.len()).flat_map(|p| read.lines(p)).flatten().map(|g| g.text).collect();
    assert_eq!(support::squeeze(&printed), support::squeeze(&text));
}
