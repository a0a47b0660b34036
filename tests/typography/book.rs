//! The book page: A5, mirrored margins, running heads, parts on right-hand pages.

use super::*;

const INNER: f64 = 24.0 * 72.0 / 25.4;
const OUTER: f64 = 27.5 * 72.0 / 25.4;
const PAPER: (f64, f64) = (148.0 * 72.0 / 25.4, 210.0 * 72.0 / 25.4);
const SIZE: f64 = 10.5;
const BOOK_PITCH: f64 = 17.5;

fn book(text: &str, changes: &str) -> Pdf {
    pdf(text, &format!("base = \"book\"\n{changes}"))
}

fn long() -> String {
    let filler = "劳动创造幸福实干成就伟业".repeat(150);
    format!("弘扬劳模精神\n同志们：\n一、第一部分\n{filler}。\n二、第二部分\n{filler}。\n")
}

fn shown(line: &[Glyph]) -> String {
    line.iter().map(|g| g.shown.as_str()).collect()
}

fn left_edge(page: usize) -> f64 {
    if page.is_multiple_of(2) { INNER } else { OUTER }
}

#[test]
fn a_page_is_a5_with_twenty_six_lines_of_twenty_six_characters() {
    let read = book(&long(), "");
    let (width, height) = read.size(0);
    assert!((width - PAPER.0).abs() < 0.01 && (height - PAPER.1).abs() < 0.01);
    let full = (1..read.pages.len()).find(|&p| read.lines(p).len() == 26).unwrap();
    let lines = read.lines(full);
    for pair in lines.windows(2) {
        assert!((pair[0][0].y - pair[1][0].y - BOOK_PITCH).abs() < 0.001);
    }
    assert!(lines.iter().all(|l| l.len() == 26 && l[0].size == SIZE));
    let narrow = book(&long(), "[grid]\ncharacters = 24\nlines = 24");
    assert!((1..narrow.pages.len()).all(|p| narrow.lines(p).len() <= 24), "negative control");
}

#[test]
fn margins_are_mirrored() {
    let starts = |read: &Pdf, page: usize| read.lines(page).iter().map(|l| l[0].x).fold(f64::MAX, f64::min);
    let read = book(&long(), "");
    for page in 0..read.pages.len() - 1 {
        assert!((starts(&read, page) - left_edge(page)).abs() < 0.01, "page {}", page + 1);
    }
    let single = book(&long(), "[page]\nmirror = false");
    assert!((starts(&single, 1) - INNER).abs() < 0.01, "negative control");
}

#[test]
fn page_numbers_stand_on_the_outer_side() {
    let read = book(&long(), "");
    for page in 0..read.pages.len() {
        let number: Vec<_> = read.artifacts(page).into_iter().filter(|g| !g.text.is_empty()).collect();
        assert_eq!(number.iter().map(|g| g.text.as_str()).collect::<String>(), (page + 1).to_string());
        let measure = PAPER.0 - INNER - OUTER;
        if page % 2 == 0 {
            assert!((number.last().unwrap().right() - INNER - measure).abs() < 0.1);
        } else {
            assert!((number[0].x - OUTER).abs() < 0.1);
        }
        // The upper edge of the figures, about 0.66 em high, is 7 mm below the type area.
        let below = 23.0 - (number[0].y + 0.66 * 9.0) * 25.4 / 72.0;
        assert!((below - 7.0).abs() < 0.5, "{below} mm");
    }
}

#[test]
fn running_heads_name_the_title_on_the_left_and_the_part_on_the_right() {
    let read = book(&long(), "");
    assert!(read.notes(0).is_empty(), "none above the title");
    let measure = PAPER.0 - INNER - OUTER;
    let mut parts = Vec::new();
    for page in 1..read.pages.len() {
        let heads = read.notes(page);
        let [head] = heads.as_slice() else { panic!("page {}: {} heads", page + 1, heads.len()) };
        assert!((PAPER.1 - head[0].y - (26.0 - 7.0) * 72.0 / 25.4).abs() < 0.01, "7 mm above the type area");
        if page % 2 == 1 {
            assert_eq!(shown(head), "弘扬劳模精神");
            assert!((head[0].x - OUTER).abs() < 0.01);
        } else {
            parts.push(shown(head));
            assert!((head.last().unwrap().right() - INNER - measure).abs() < 0.01);
        }
        let [rule] = read.rectangles(page)[..] else { panic!("one line below the head") };
        assert!((rule[0] - left_edge(page)).abs() < 0.01 && (rule[2] - measure).abs() < 0.01);
        assert!((rule[3] - 0.5).abs() < 0.01 && head[0].y > rule[1] && head[0].y - rule[1] < 9.0);
    }
    assert_eq!(parts.first().unwrap(), "一、第一部分");
    assert_eq!(parts.last().unwrap(), "二、第二部分");
    let none = book(&long(), "[running_heads]\nplace = \"none\"");
    assert!((0..none.pages.len()).all(|p| none.notes(p).is_empty()), "negative control");
}

#[test]
fn a_long_head_is_shortened() {
    let heading = format!("一、{}", "弘扬劳模精神".repeat(8));
    let text = long().replace("一、第一部分", &heading);
    let read = book(&text, "");
    let head = &read.notes(2)[0];
    assert!(shown(head).ends_with("……") && heading.starts_with(shown(head).trim_end_matches('…')), "{}", shown(head));
    assert!(head[0].x >= INNER - 0.01);
}

#[test]
fn parts_begin_on_right_hand_pages_and_the_page_before_is_blank() {
    let begins = |read: &Pdf| -> Vec<usize> {
        (0..read.pages.len()).filter(|&p| read.lines(p).first().is_some_and(|l| shown(l).contains("部分"))).collect()
    };
    let mut blanks = 0;
    // The first part ends on a left-hand page or on a right-hand one.
    for repeats in [30, 60, 90, 120] {
        let filler = "劳动创造幸福实干成就伟业".repeat(repeats);
        let text = format!("弘扬劳模精神\n同志们：\n一、第一部分\n{filler}。\n二、第二部分\n{filler}。\n");
        let read = book(&text, "[blocks.heading1]\npage_start = \"right\"");
        let starts = begins(&read);
        assert_eq!(starts.len(), 2);
        assert!(starts.iter().all(|p| p.is_multiple_of(2)), "{starts:?}");
        for page in (0..read.pages.len()).filter(|&p| read.lines(p).is_empty()) {
            blanks += 1;
            assert!(read.pages[page].is_empty() && read.rectangles(page).is_empty(), "nothing on a blank page");
            assert!(starts.contains(&(page + 1)));
        }
        assert!(starts.iter().all(|&p| read.notes(p).is_empty()), "no head where a part begins");
    }
    assert!(blanks > 0);
    assert!(begins(&book(&long(), "")).len() < 2, "negative control");
}
