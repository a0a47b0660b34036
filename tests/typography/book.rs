//! The book page: A5, mirrored margins, running heads, parts on right-hand pages.

use super::*;
use wenyin::model::Collection;

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
    let first = 26.0 * 72.0 / 25.4 + (BOOK_PITCH - SIZE) / 2.0 + 0.88 * SIZE;
    assert!((PAPER.1 - lines[0][0].y - first).abs() < 0.01, "26 mm from the head");
    let narrow = book(&long(), "[grid]\ncharacters = 24\nlines = 24");
    assert!((1..narrow.pages.len()).all(|p| narrow.lines(p).len() <= 24), "negative control");
    let lower = book(&long(), "[page]\ntop_mm = 26.2\nbottom_mm = 22.8");
    assert!((PAPER.1 - lower.lines(full)[0][0].y - first).abs() > 0.5, "negative control");
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

/// Speeches of different lengths as one book.
fn bound(changes: &str) -> (Pdf, Vec<String>) {
    let profile = Profile::from_toml(&format!("base = \"book\"\n{changes}")).unwrap();
    let wenyin = Converter::builder().profile(profile).build().unwrap();
    let speech = |n: usize| {
        let text = "今年以来，全市上下齐心协力，各项工作取得了新的进展。\n".repeat(20 * (n % 4 + n / 2) + 5);
        format!("在第{n}次会议上的讲话\n同志们：\n{text}谢谢大家！\n")
    };
    let documents = (1..=9).map(|n| wenyin.parse(speech(n).as_bytes()).unwrap()).collect();
    let collection = Collection { title: "讲话选编".into(), documents };
    let titles = collection.documents.iter().map(|d| d.front.title[0].text.clone()).collect();
    let rendered = wenyin.render_collection(&collection, &[Format::Pdf]).unwrap();
    (Pdf::read(rendered.pdf().unwrap().bytes()), titles)
}

/// What stands below the text of a page.
fn number(read: &Pdf, page: usize) -> String {
    read.artifacts(page).iter().map(|g| g.text.as_str()).collect()
}

#[test]
fn documents_of_a_collection_begin_right_hand_pages_which_the_contents_name() {
    let (read, titles) = bound("");
    let links = read.links();
    assert_eq!(links.len(), titles.len());
    let starts: Vec<usize> = links.iter().map(|(_, _, target)| *target).collect();
    for ((page, label, target), title) in links.iter().zip(&titles) {
        assert!(target.is_multiple_of(2), "page {} is on the left", target + 1);
        assert_eq!((label, &shown(&read.lines(*target)[0])), (title, title));
        assert_eq!(number(&read, *target), (target + 1).to_string());
        // The number of the page ends its line in the contents, at the right edge.
        let entries = read.lines(*page);
        let entry = entries.iter().find(|line| shown(line).starts_with(title)).unwrap();
        let figures: Vec<&Glyph> = entry.iter().rev().take_while(|g| g.text.chars().all(|c| c.is_numeric())).collect();
        let figures: Vec<&Glyph> = figures.into_iter().rev().collect();
        assert_eq!(figures.iter().map(|g| g.text.as_str()).collect::<String>(), (target + 1).to_string());
        let measure = PAPER.0 - INNER - OUTER;
        assert!((figures.last().unwrap().right() - left_edge(*page) - measure).abs() < 0.1);
    }
    let mut blank = 0;
    for page in 1..read.pages.len() {
        let heads: Vec<String> = read.notes(page).iter().map(|head| shown(head)).collect();
        let before = starts.iter().rposition(|start| *start <= page);
        match before {
            _ if read.lines(page).is_empty() => {
                blank += 1;
                assert!(read.pages[page].is_empty() && (page == 1 || page == 3 || starts.contains(&(page + 1))));
            }
            Some(n) if starts[n] != page => {
                let wanted = if page % 2 == 1 { "讲话选编" } else { &titles[n] };
                assert_eq!(heads, [wanted], "page {}", page + 1);
            }
            _ => assert!(heads.is_empty(), "no head where a document or the contents begin"),
        }
    }
    assert!(blank > 2);
    let (next, _) = bound("[blocks.title]\npage_start = \"new\"");
    assert!(next.links().iter().any(|(_, _, target)| target % 2 == 1), "negative control");
}
