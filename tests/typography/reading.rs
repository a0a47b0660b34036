//! The speaker's copy: large type, pages that end with a sentence, notes in the margins.

use super::support::zipped;
use super::*;

const SIZE: f64 = 22.0;
const SIDE: f64 = 35.0 * 72.0 / 25.4;
const WIDTH: f64 = 140.0 * 72.0 / 25.4;
const FOOT: f64 = 38.0 * 72.0 / 25.4;

fn reading(text: &str, changes: &str) -> Pdf {
    pdf(text, &format!("base = \"reading\"\n{changes}"))
}

fn seed_text() -> String {
    String::from_utf8(seed()).unwrap()
}

fn shown(line: &Line) -> String {
    line.iter().map(|g| g.shown.as_str()).collect()
}

/// Pages whose last line is neither the end of a sentence nor that of a block, while the sentence would fit on a page.
///
/// Independent of the layout: the text of the page turn is looked up in the source.
fn turns_in_sentences(read: &Pdf, source: &str, characters: usize) -> Vec<usize> {
    let squeeze = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let paragraphs: Vec<String> = source.lines().map(squeeze).collect();
    let page_text = |p: usize| squeeze(&read.lines(p).iter().map(shown).collect::<String>());
    (0..read.pages.len() - 1)
        .filter(|&page| {
            let text = page_text(page);
            let tail: String = text.chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
            let head: String = page_text(page + 1).chars().take(12).collect();
            // Where both meet inside a paragraph, is there a sentence that goes over?
            paragraphs.iter().any(|p| {
                let joined = format!("{tail}{head}");
                let Some(at) = p.find(&joined) else { return false };
                let (before, after) = p.split_at(at + tail.len());
                let is_end = |c: char| "。！？…".contains(c);
                let ended = before.trim_end_matches(['”', '’', '）', '》', '」', '』']).ends_with(is_end);
                let length = before.rsplit(is_end).next().unwrap().chars().count()
                    + after.split(is_end).next().unwrap().chars().count();
                !ended && length < characters
            })
        })
        .collect()
}

#[test]
fn no_page_of_the_seed_ends_inside_a_sentence() {
    let text = seed_text();
    assert_eq!(turns_in_sentences(&reading(&text, ""), &text, 300), [0; 0]);
    // At other sizes other sentences come to the page turn.
    for size in [18, 20, 24, 26, 30] {
        let changes = format!("[blocks.paragraph]\nsize_pt = {size}.0");
        assert_eq!(turns_in_sentences(&reading(&text, &changes), &text, 120), [0; 0], "{size} pt");
    }
    let filled = reading(&text, "[pagination]\npage_end = \"line\"");
    assert!(turns_in_sentences(&filled, &text, 300).len() > 3, "negative control");
}

#[test]
fn a_sentence_longer_than_a_page_goes_on_and_nothing_is_lost() {
    let long = "劳动创造幸福实干成就伟业".repeat(60);
    let text = format!("同志们：\n大家好。{long}。后来，大家都好。\n");
    let read = reading(&text, "");
    let all: String = (0..read.pages.len()).flat_map(|p| read.lines(p)).map(|l| shown(&l)).collect();
    assert_eq!(all, text.replace('\n', ""));
    assert!(read.lines(1).len() >= 17, "a page inside the sentence is full");
}

#[test]
fn one_size_leads_all_others() {
    let text = seed_text();
    for (size, changes) in [(SIZE, String::new()), (26.0, "[blocks.paragraph]\nsize_pt = 26.0".to_owned())] {
        let read = reading(&text, &changes);
        let lines = read.lines(1);
        assert!(lines.iter().filter(|l| l[0].size == size).count() > 5);
        let pitches: Vec<f64> = lines.windows(2).map(|w| w[0][0].y - w[1][0].y).collect();
        assert!(pitches.iter().all(|p| (p / (1.6 * size) - (p / (1.6 * size)).round()).abs() < 0.001), "{pitches:?}");
        assert!((read.lines(0)[0][0].size - 1.25 * size).abs() < 0.01, "the title is 1.25 em");
        let notes: Vec<f64> = read.notes(1).iter().map(|n| n[0].size).collect();
        assert!(!notes.is_empty() && notes.iter().all(|s| (s - 0.75 * size).abs() < 0.01), "{notes:?}");
        for line in lines.iter().filter(|l| l.len() > 10) {
            // An opening mark gives up its blank.
            let start = if is(&line[0], NO_END) { SIDE - size / 2.0 } else { SIDE };
            let (left, right) = (line[0].x, line.last().unwrap().right());
            assert!(right < SIDE + WIDTH + size / 2.0 + 0.1 && left > start - 0.1, "{left} {right} {}", shown(line));
        }
    }
}

/// Notes that begin left of the text, right of it and below it.
fn margins(read: &Pdf, page: usize) -> [Vec<Line>; 3] {
    let notes = read.notes(page);
    let pick = |test: &dyn Fn(&Line) -> bool| notes.iter().filter(|n| test(n)).cloned().collect();
    let below = |n: &Line| n[0].y < FOOT;
    [
        pick(&|n| !below(n) && n.last().unwrap().right() < SIDE),
        pick(&|n| !below(n) && n[0].x > SIDE + WIDTH),
        pick(&below),
    ]
}

#[test]
fn paragraphs_are_numbered_beside_their_first_line() {
    let read = reading(&seed_text(), "");
    let mut expected = 1;
    for page in 0..read.pages.len() {
        let [numbers, _, _] = margins(&read, page);
        for number in numbers {
            assert_eq!(shown(&number), expected.to_string());
            let right = number.last().unwrap().right();
            assert!((SIDE - right - 5.0 * 72.0 / 25.4).abs() < 0.5, "5 mm beside the text");
            let lines = read.lines(page);
            let beside = lines.iter().find(|l| (l[0].y - number[0].y).abs() < 0.01).unwrap();
            assert!((beside[0].x - SIDE - 2.0 * SIZE).abs() < 1.0, "an indented line");
            expected += 1;
        }
    }
    assert!(expected > 5);
    let none = reading(&seed_text(), "[reading]\nparagraph_numbers = false");
    assert!((0..none.pages.len()).all(|p| margins(&none, p)[0].is_empty()), "negative control");
}

#[test]
fn minutes_stand_beside_the_line_in_which_they_are_full() {
    let text = seed_text();
    for rate in [200, 160, 240] {
        let read = reading(&text, &format!("[reading]\nrate = {rate}"));
        let (mut spoken, mut minute) = (0, 0);
        for page in 0..read.pages.len() {
            let [_, minutes, _] = margins(&read, page);
            // The title block is not read aloud: its last line is the subtitle.
            let from =
                if page == 0 { read.lines(0).iter().position(|l| shown(l).ends_with("：")).unwrap() } else { 0 };
            for line in &read.lines(page)[from..] {
                let mut in_word = false;
                for glyph in line {
                    let c = glyph.shown.chars().next().unwrap();
                    let western = c.is_ascii_alphanumeric();
                    if c.is_alphanumeric() && !(western && in_word) {
                        spoken += 1;
                    }
                    in_word = western;
                }
                let beside = minutes.iter().find(|m| (m[0].y - line[0].y).abs() < 0.01);
                if spoken / rate > minute {
                    minute = spoken / rate;
                    assert_eq!(shown(beside.unwrap()), format!("{minute}分"));
                } else {
                    assert!(beside.is_none(), "{spoken} characters");
                }
            }
        }
        assert!(minute >= 9, "{minute} minutes at {rate}");
    }
    let none = reading(&text, "[reading]\nminutes = false");
    assert!((0..none.pages.len()).all(|p| margins(&none, p)[1].is_empty()), "negative control");
}

#[test]
fn the_foot_tells_how_the_next_page_begins() {
    let text = seed_text();
    let read = reading(&text, "");
    let last = read.pages.len() - 1;
    for page in 0..last {
        let [_, _, cues] = margins(&read, page);
        let cue = shown(&cues[0]);
        let words = cue.strip_prefix("下页：").unwrap().trim_end_matches('…').to_owned();
        let next = read.lines(page + 1).iter().map(shown).collect::<String>();
        assert!(words.chars().count() >= 3 && next.starts_with(&words), "{words} / {next}");
        assert!((cues[0].last().unwrap().right() - SIDE - WIDTH).abs() < 0.5, "at the right edge");
    }
    assert!(margins(&read, last)[2].is_empty(), "nothing follows the last page");
    let notice = reading(&text, "[reading]\nturn_cue = \"notice\"");
    assert_eq!(shown(&margins(&notice, 0)[2][0]), "请翻页");
    let none = reading(&text, "[reading]\nturn_cue = \"none\"");
    assert!((0..last).all(|p| margins(&none, p)[2].is_empty()), "negative control");
}

#[test]
fn headings_are_signposts() {
    let marks = |changes: &str| -> usize {
        let read = reading(&seed_text(), changes);
        (0..read.pages.len())
            .map(|page| {
                let lines = read.lines(page);
                let rules = read.rectangles(page);
                for [x, y, width, _] in &rules {
                    assert!((x - SIDE).abs() < 0.01 && (width - WIDTH).abs() < 0.01);
                    let above = lines.iter().rfind(|l| l[0].y > *y).unwrap();
                    assert!(above[0].font.contains("Hei") && above[0].y - y < SIZE, "below a heading");
                }
                rules.len()
            })
            .sum()
    };
    assert_eq!(marks(""), 3);
    assert_eq!(marks("[blocks.heading1]\nsignpost = \"none\""), 0, "negative control");
}

#[test]
fn notes_are_no_text() {
    let text = seed_text();
    let (with, without) = (
        reading(&text, ""),
        reading(&text, "[reading]\nparagraph_numbers = false\nminutes = false\nturn_cue = \"none\""),
    );
    assert_eq!(with.blocks(), without.blocks());
    for page in 0..with.pages.len() {
        let said = |p: &Pdf| p.pages[page].iter().map(|g| g.text.as_str()).collect::<String>();
        assert_eq!(said(&with), said(&without), "copied text of page {}", page + 1);
    }
}

/// The text of the pages of a DOCX, as far as it says itself where they end.
fn docx_pages(text: &str, changes: &str) -> Vec<String> {
    let profile = Profile::from_toml(&format!("base = \"reading\"\n{changes}")).unwrap();
    let wenyin = Converter::builder().profile(profile).build().unwrap();
    let document = wenyin.parse(text.as_bytes()).unwrap();
    let rendered = wenyin.render(&document, &[Format::Docx]).unwrap();
    let xml = zipped::part(rendered.docx().unwrap().bytes(), "word/document.xml");
    let turns = ["<w:br w:type=\"page\" />", "<w:pageBreakBefore />"];
    let xml = turns.iter().fold(xml, |xml, turn| xml.replace(turn, "\u{c}"));
    let texts = xml.split('<').map(|tag| tag.split_once('>').map_or(tag, |(_, text)| text));
    let all: String = texts.flat_map(str::chars).filter(|c| *c == '\u{c}' || !c.is_whitespace()).collect();
    all.split('\u{c}').map(str::to_owned).collect()
}

#[test]
fn a_docx_turns_its_pages_where_the_pdf_does() {
    let text = seed_text();
    let squeeze = |lines: Vec<Line>| lines.iter().map(shown).collect::<String>().replace(char::is_whitespace, "");
    for changes in ["", "[blocks.paragraph]\nsize_pt = 26.0", "[pagination]\npage_end = \"sentence\"\nwhole_lines = 0"]
    {
        let read = reading(&text, changes);
        let pages: Vec<String> = (0..read.pages.len()).map(|page| squeeze(read.lines(page))).collect();
        assert!(pages.len() > 8);
        assert_eq!(docx_pages(&text, changes), pages, "{changes}");
    }
    assert_eq!(docx_pages(&text, "[pagination]\npage_end = \"line\"").len(), 1, "negative control");
}
