//! What lies between two characters: adjacent marks, Han and Latin, source spaces (B3, B6).

use super::*;

#[test]
fn adjacent_marks_take_a_cell_and_a_half() {
    let mut uncompressed = 0;
    for cluster in CLUSTERS {
        assert_eq!(wide_pairs(&pdf(&sweep(cluster), "")), 0, "{cluster}");
        uncompressed += wide_pairs(&pdf(&sweep(cluster), "[text]\nmark_width = \"full\""));
    }
    assert!(uncompressed > 100, "negative control: {uncompressed}");
}

/// Gaps between Han and Latin letters or digits in ems, in lines that are not stretched.
fn han_latin_gaps(changes: &str) -> Vec<f64> {
    let text = "同志们：\n我市A型企业有36家，其中 B 型12家。\n";
    body_lines(&pdf(text, changes))
        .iter()
        .flat_map(|l| {
            l.iter()
                .filter(|g| g.shown != " ")
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

/// Faces kern letters such as A with a space; a space that is the gap, or is dropped at a line end, takes nothing.
#[test]
fn a_letter_before_a_space_keeps_its_own_width() {
    let filler = "各级工会组织要充分发挥桥梁纽带作用严格落实劳模待";
    let read = pdf(&format!("同志们：\n{filler}甲 A 乙{filler}。\n"), "");
    let line = full_lines(&read).into_iter().next().unwrap();
    let last = line.iter().rfind(|g| g.shown.trim() != "").unwrap();
    assert_eq!(last.shown, "A", "the text ends its line with the letter");
    assert!((last.right() - RIGHT).abs() < 0.01, "{} {RIGHT}", last.right());
    // The face does kern it, between letters.
    let span = |word: &str| {
        let line = body_lines(&pdf(&format!("同志们：\n甲{word}乙。\n"), "")).into_iter().nth(1).unwrap();
        let x = |c: &str| line.iter().find(|g| g.shown == c).unwrap().x;
        x("V") - x("A")
    };
    assert!(span("AV") < span("AXV") - 0.722 * EM - 0.5, "negative control: {} {}", span("AV"), span("AXV"));
}

#[test]
fn a_source_space_beside_a_full_width_mark_takes_no_room() {
    // The blank of the mark is space enough, and marks that only a space parts are adjacent.
    let text = "同志们：\n他说： “好！” 大家都笑了 （热烈鼓掌） ， 会议开得很好。\n";
    let plain = text.replace(' ', "");
    let origins = |text: &str, changes: &str| -> Vec<f64> {
        body_lines(&pdf(text, changes)).iter().flatten().filter(|g| g.shown.trim() != "").map(|g| g.x).collect()
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
        format!("同志们：\n{filler}，{blank}{filler}{filler}。\n")
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

/// ？！ take one cell together and are not parted (GB/T 15834 5.1.2; CLREQ, appendix A).
#[test]
fn stacked_marks_share_a_cell() {
    let origins = |changes: &str| -> Vec<f64> {
        let read = pdf("同志们：\n怎么办？！大家想一想！！！好。\n", changes);
        let line = body_lines(&read).into_iter().find(|l| l.iter().any(|g| g.shown == "！")).unwrap();
        line.iter().map(|g| (g.x - line[0].x) / EM).collect()
    };
    let spans = |x: &[f64]| (x[5] - x[3], x[13] - x[10]);
    let (two, three) = spans(&origins("[grid]\ncharacters = 27"));
    assert!((two - 1.0).abs() < 0.1 && (three - 2.0).abs() < 0.1, "{two} {three}");
    let (two, three) = spans(&origins("[text]\nmark_width = \"full\""));
    assert!(two > 1.9 && three > 2.9, "negative control: {two} {three}");
}

/// The interpunct has half a cell on the mainland, a whole one in Taiwan (CLREQ B3, rule 20).
#[test]
fn an_interpunct_takes_half_a_cell() {
    let span = |changes: &str| {
        let line = body_lines(&pdf("同志们：\n卡尔·马克思说得好。\n", changes)).into_iter().nth(1).unwrap();
        let at = line.iter().position(|g| g.text == "·").unwrap();
        (line[at + 1].x - line[at - 1].x) / EM
    };
    assert!((span("") - 1.5).abs() < 0.05, "{}", span(""));
    assert!((span("[text]\nregion = \"tw\"") - 2.0).abs() < 0.05, "negative control");
}

/// No Han–Latin space beside a full-width mark (CLREQ B6, rule 29).
#[test]
fn latin_beside_a_mark_stands_close() {
    let line = body_lines(&pdf("同志们：\n我市（A型）有B，C，共有36家D型企业。\n", "")).into_iter().nth(1).unwrap();
    let gaps = |marks: bool| -> Vec<f64> {
        let western = |g: &Glyph| is(g, "ABCD0123456789");
        let meets = line.windows(2).filter(|p| western(&p[0]) != western(&p[1]));
        meets.filter(|p| (!is_han(&p[0]) && !is_han(&p[1])) == marks).map(|p| p[1].x - p[0].right()).collect()
    };
    assert!(gaps(true).len() >= 4 && gaps(true).iter().all(|g| g.abs() < 0.01), "{:?}", gaps(true));
    assert!(gaps(false).iter().all(|g| *g > 0.2 * EM), "negative control: beside Han there is one");
}
