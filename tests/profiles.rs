//! What profiles change, read back from the PDF.

#![allow(clippy::unwrap_used, reason = "a test that fails")]

mod support;

use support::pdf::Pdf;
use wenyin::style::Profile;
use wenyin::{Converter, Format};

const SPEECH: &str =
    "在植树节上的讲话\n县长　张大山\n（2024年3月12日）\n同志们：\n一、任务\n今天种2024棵树。\n二、要求\n要求很高。\n";

fn pdf(toml: &str, text: &str) -> Pdf {
    let wenyin = Converter::builder().profile(Profile::from_toml(toml).unwrap()).build().unwrap();
    let document = wenyin.parse(text.as_bytes()).unwrap();
    Pdf::read(wenyin.render(&document, &[Format::Pdf]).unwrap().pdf().unwrap().bytes())
}

fn lines(pdf: &Pdf, page: usize) -> Vec<String> {
    pdf.lines(page).iter().map(|line| line.iter().map(|g| g.text.as_str()).collect()).collect()
}

fn content(pdf: &Pdf, page: usize) -> String {
    let id = pdf.document.get_pages().into_values().nth(page).unwrap();
    String::from_utf8_lossy(&pdf.document.get_page_content(id)).into_owned()
}

#[test]
fn speaker_and_date_change_places() {
    let plain = lines(&pdf("", SPEECH), 0);
    assert_eq!((plain[1].as_str(), plain[2].as_str()), ("县长　张大山", "（2024年3月12日）"));
    let turned = lines(&pdf("[text]\ntitle_order = \"date-speaker\"", SPEECH), 0);
    assert_eq!((turned[1].as_str(), turned[2].as_str()), ("（2024年3月12日）", "县长　张大山"));
}

#[test]
fn page_numbers_stand_outside_and_the_first_may_be_left_out() {
    let long = format!("在植树节上的讲话\n同志们：\n{}", "今天种树。\n".repeat(60));
    let toml = "[page_numbers]\nplace = \"outer\"\nfirst_page = false";
    let outer = pdf(toml, &long);
    assert!(outer.artifacts(0).is_empty());
    let (even, odd) = (outer.artifacts(1), outer.artifacts(2));
    // One character of the number's size in from the edges of the type area.
    assert!((even[0].x - 79.370 - 14.0).abs() < 0.01, "{}", even[0].x);
    assert!((odd.last().unwrap().right() - (595.276 - 73.701 - 14.0)).abs() < 0.01);
    let centred = pdf("", &long);
    let first = centred.artifacts(0);
    assert!((first[0].x + first.last().unwrap().right() - (79.370 + 595.276 - 73.701)).abs() < 0.02);
}

#[test]
fn headings_are_made_bolder_and_nothing_else_is() {
    assert!(!content(&pdf("", SPEECH), 0).contains(" Tr"));
    let bold = content(&pdf("[blocks.heading1]\nbold = true", SPEECH), 0);
    // Stroked in each heading, filled again in the text after it.
    let (on, off) = (bold.find("2 Tr").unwrap(), bold.find("0 Tr").unwrap());
    assert!(on < off && bold.matches(" Tr").count() == 4, "{bold}");
}

#[test]
fn letters_and_digits_take_the_face_that_was_chosen() {
    let fonts = |toml| {
        let pdf = pdf(toml, SPEECH);
        let digits = pdf.pages[0].iter().filter(|g| g.mcid.is_some() && g.text == "2");
        digits.map(|g| g.font.clone()).collect::<Vec<_>>()
    };
    assert!(fonts("").iter().all(|f| f.contains("Liberation")));
    assert!(fonts("[text]\nlatin_face = \"chinese\"").iter().all(|f| f.contains("Wenyin")));
}

#[test]
fn the_gap_between_han_and_digits_is_a_setting() {
    let gap = |toml| {
        let pdf = pdf(toml, SPEECH);
        let line = pdf.lines(0).into_iter().find(|l| l.iter().any(|g| g.text == "种")).unwrap();
        let at = line.iter().position(|g| g.text == "种").unwrap();
        line[at + 1].x - line[at].right()
    };
    let (wide, none) = (gap(""), gap("[text]\nhan_latin_gap_em = 0"));
    assert!((wide - none - 4.0).abs() < 0.5, "{wide} {none}");
}
