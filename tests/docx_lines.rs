//! Lines of a DOCX that end where those of the PDF end, by character styles and nothing else.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]
#![cfg(all(feature = "docx", feature = "embed-fonts"))]

mod docx_reading;

use docx_reading::{Docx, Node, render_with};
use wenyin::model::Document;
use wenyin::style::Profile;
use wenyin::{Converter, DocxFonts};

/// 26 + 28 + 1 characters: filled line by line, the last line is a single one.
const LONE: usize = 55;

fn of_one_paragraph(text: &str) -> Document {
    Converter::builder().build().unwrap().parse(format!("关于学习的讲话\n同志们：\n{text}\n").as_bytes()).unwrap()
}

fn han(count: usize) -> String {
    "春江潮水连海平月共生".chars().cycle().take(count).collect()
}

fn rendered(document: &Document, toml: &str) -> Docx {
    Docx::open(&render_with(document, Profile::from_toml(toml).unwrap(), DocxFonts::None))
}

/// Text and character style of each run of the last paragraph.
fn runs(docx: &Docx) -> Vec<(String, Option<String>)> {
    let paragraph = docx.paragraphs().pop().unwrap();
    let runs: Vec<&Node> = paragraph.all("w:r").collect();
    runs.iter().map(|run| (run.plain(), run.val(&["w:rPr", "w:rStyle"]).map(str::to_owned))).collect()
}

/// Twips of character spacing of a style.
fn spacing(docx: &Docx, style: &str) -> i32 {
    docx.style(style).val(&["w:rPr", "w:spacing"]).unwrap().parse().unwrap()
}

#[test]
fn a_line_that_leaves_a_character_alone_is_widened() {
    let docx = rendered(&of_one_paragraph(&han(LONE)), "");
    let runs = runs(&docx);
    // 25 + 28 + 2: the first line gives a character, the full line after it needs nothing.
    let [(widened, Some(style)), (after, None)] = &runs[..] else { panic!("{runs:?}") };
    assert_eq!([widened, after].map(|text| text.chars().count()), [25, 30]);
    assert_eq!(format!("{widened}{after}"), han(LONE));
    // Behind an indent of 640 twips 26 cells with this spacing are more than the measure of 8844, 25 are not.
    let cell = 320 + spacing(&docx, style);
    assert!(640 + 25 * cell <= 8844 && 8844 < 640 + 26 * cell, "{cell}");
    assert!(docx.style(style).val(&["w:name"]).unwrap().starts_with("加宽"));
    assert!(spacing(&docx, style) > spacing(&docx, "BodyText"));
}

#[test]
fn a_line_that_shrank_its_marks_is_tightened() {
    // The layout takes in a 29th cell by shrinking the blanks of five commas.
    let text = format!("{}，{}，{}，{}，{}，{}。", han(20), han(5), han(5), han(5), han(5), han(40));
    let docx = rendered(&of_one_paragraph(&text), "");
    let runs = runs(&docx);
    assert_eq!(runs.iter().map(|(text, _)| text.as_str()).collect::<String>(), text);
    let tightened: Vec<_> = runs.iter().filter_map(|(_, style)| style.as_deref()).collect();
    assert!(!tightened.is_empty(), "{runs:?}");
    for style in tightened {
        assert!(docx.style(style).val(&["w:name"]).unwrap().starts_with("紧缩"), "{style}");
        assert!(spacing(&docx, style) < spacing(&docx, "BodyText"));
    }
}

#[test]
fn full_lines_and_lines_left_to_the_reader_have_no_spacing() {
    let full = rendered(&of_one_paragraph(&han(26 + 28 + 14)), "");
    assert_eq!(runs(&full).len(), 1);
    let left = rendered(&of_one_paragraph(&han(LONE)), "[docx]\nline_breaks = \"reader\"\n");
    assert_eq!(runs(&left), [(han(LONE), None)]);
    let allowed = rendered(&of_one_paragraph(&han(LONE)), "[text]\nlone_character = \"allow\"\n");
    assert_eq!(runs(&allowed), [(han(LONE), None)]);
}

#[test]
fn spacing_stands_in_styles_only() {
    let docx = rendered(&of_one_paragraph(&han(LONE)), "");
    docx.xml("word/document.xml").each(&mut |node| {
        let direct = node.path(&["w:rPr", "w:spacing"]);
        assert!(direct.is_none(), "a run has spacing of its own");
    });
}
