//! Where a line begins and ends: 避头尾, units, trims, the right edge (CLREQ B1–B3).

use super::*;

#[test]
fn no_line_starts_or_ends_with_a_forbidden_mark() {
    let mut broken = 0;
    for cluster in CLUSTERS {
        assert_eq!(starts_and_ends(&pdf(&sweep(cluster), "")), 0, "{cluster}");
        broken += starts_and_ends(&pdf(&sweep(cluster), "[text]\nprohibition = \"none\""));
    }
    assert!(broken > 20, "negative control: {broken}");
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
    let text = random_text();
    let read = pdf(&text, "");
    assert_eq!(wide_pairs(&read), 0);
    assert!(worst_edge(&read) < 0.01, "{}", worst_edge(&read));
    // Runs of marks longer than a rule can mend may relax 避头尾: at most one line in a thousand.
    let lines = body_lines(&read).len();
    assert!(starts_and_ends(&read) * 1000 <= lines, "{} of {lines}", starts_and_ends(&read));
    let printed: String = (0..read.pages.len()).flat_map(|p| read.lines(p)).flatten().map(|g| g.text).collect();
    assert_eq!(support::squeeze(&printed), support::squeeze(&text));
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

/// The levels of CLREQ: the solidus from "gb" on, —— and …… at a line start only below "strict".
#[test]
fn the_levels_of_prohibition_differ() {
    let at_edges = |cluster: &str, set: &str, level: &str| {
        let lines = body_lines(&pdf(&sweep(cluster), &format!("[text]\nprohibition = \"{level}\"")));
        let pairs = lines.windows(2).filter(|w| !starts_paragraph(&w[1]));
        pairs.filter(|w| is(&w[1][0], set) || (set == "／" && is(w[0].last().unwrap(), set))).count()
    };
    assert!(at_edges("五人／组", "／", "basic") > 0, "negative control");
    assert_eq!(at_edges("五人／组", "／", "gb"), 0);
    assert!(at_edges("……我们要铭记", "…", "gb") > 0, "negative control");
    assert_eq!(at_edges("……我们要铭记", "…", "strict"), 0);
    assert_eq!(at_edges("——时代精神", "—", "strict"), 0);
}

/// A Latin word is parted at its hyphenation points only, with a hyphen (CLREQ B2, rule 13).
#[test]
fn a_word_is_parted_at_its_syllables_only() {
    let points =
        ["in", "inter", "interna", "internation", "in\u{AD}", "inter\u{AD}", "interna\u{AD}", "internation\u{AD}"];
    let at_points = |part: &str| points.contains(&part);
    let mut parted = 0;
    // Nothing in these lines gives but the letters: a word must be parted somewhere.
    for before in 0..12 {
        let text = format!("{} international{}", "a".repeat(before + 1), " international".repeat(20));
        for line in body_lines(&pdf(&format!("同志们：\n大家好{text}。\n"), "")).into_iter().skip(1) {
            let text: String = line.iter().map(|g| g.text.as_str()).collect();
            let tail = text.rsplit(' ').next().unwrap();
            if text.ends_with('\u{AD}') {
                assert!(at_points(tail), "{tail}");
                parted += 1;
            } else {
                assert!(["international", "international。"].contains(&tail), "{tail}");
            }
        }
    }
    assert!(parted > 0);
    assert!(!at_points("intern") && !at_points("internat"), "negative control");
}

/// 序号不离其文: the label of an item inside a paragraph does not end a line.
#[test]
fn a_label_stays_with_its_text() {
    let filler = "各级工会组织要充分发挥桥梁纽带作用严格落实劳模待遇政策深入研究";
    let ends = |before: &str| {
        let start = |column: usize| filler.chars().take(column).collect::<String>();
        let text: String = (18..27).map(|n| format!("{}{before}4．{filler}{filler}\n", start(n))).collect();
        let lines = body_lines(&pdf(&format!("同志们：\n{text}"), ""));
        lines.iter().filter(|l| l.last().unwrap().text == "．").count()
    };
    assert_eq!(ends("。"), 0);
    assert_eq!(ends("）"), 0);
    assert!(ends("第") > 0, "negative control: the same marks where they are no label");
}

/// Where a paragraph has no lines that keep the rules, the line and the rule are named; nowhere else.
#[test]
fn a_rule_that_gives_way_is_reported() {
    let relaxed = |text: &str| {
        let wenyin = Converter::builder().build().unwrap();
        let document = wenyin.parse(format!("同志们：\n{text}\n").as_bytes()).unwrap();
        wenyin.render(&document, &[Format::Pdf]).unwrap().pdf().unwrap().relaxed().to_vec()
    };
    let found = relaxed(&"（".repeat(80));
    assert!(!found.is_empty());
    assert!(found.iter().all(|r| r.rule == Break::Forbidden && r.page == 1 && r.text.ends_with('（')), "{found:?}");
    assert_eq!(found[0].line, 2);
    assert_eq!(relaxed(&sweep(CLUSTERS[0])), []);
}
