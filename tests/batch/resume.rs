//! What is done is not done again, and what is not right any more is.

use crate::desk::{Desk, TEXT};

const RUN: [&str; 6] = ["in", "--to", "pdf,json", "--out-dir", "out", "--skip-unchanged"];

/// How many were converted and how many passed over.
#[track_caller]
fn run(desk: &Desk, more: &[&str]) -> (u64, u64) {
    let arguments = [&RUN[..], more, &["--report", "report.json"]].concat();
    desk.convert(&arguments).expect(0);
    let summary = &desk.json("report.json")["summary"];
    (summary["done"].as_u64().unwrap(), summary["skipped"].as_u64().unwrap())
}

#[test]
fn what_is_unchanged_is_passed_over_and_keeps_its_facts() {
    let desk = Desk::with(&["in/a.txt", "in/b.txt", "in/c.txt"]);
    assert_eq!(run(&desk, &[]), (3, 0));
    let (first, made) = (desk.json("report.json"), desk.tree("out"));
    assert_eq!(run(&desk, &[]), (0, 3));
    let second = desk.json("report.json");
    for (before, after) in first["files"].as_array().unwrap().iter().zip(second["files"].as_array().unwrap()) {
        assert_eq!((&before["status"], &after["status"]), (&"done".into(), &"skipped".into()));
        assert_eq!((&before["outputs"], &before["pages"]), (&after["outputs"], &after["pages"]));
    }
    assert_eq!(desk.tree("out"), made);
    desk.convert(&[&RUN[..], &["-v"]].concat()).expect(0).says(&["in/a.txt: unchanged", "0 done, 3 unchanged"]);
}

#[test]
fn another_text_another_setting_another_font_is_done_again() {
    let desk = Desk::with(&["in/a.txt", "in/b.txt"]);
    assert_eq!(run(&desk, &[]), (2, 0));
    desk.put("in/a.txt", TEXT.replace("大家好", "你们好").as_bytes());
    assert_eq!(run(&desk, &[]), (1, 1));
    for setting in [&["--speaker", "李四"][..], &["--region", "tw"], &["--no-headings"], &["--docx-fonts", "none"]] {
        assert_eq!(run(&desk, setting), (2, 0), "{setting:?}");
        assert_eq!(run(&desk, setting), (0, 2), "{setting:?}");
    }
    let font = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/WenyinKai-Regular.ttf");
    assert_eq!(run(&desk, &["--font", font]), (2, 0));
    assert_eq!(run(&desk, &["--font", font, "--jobs", "1"]), (0, 2));
    // An earlier setting again: its line is still there, its outputs are not.
    assert_eq!(run(&desk, &["--speaker", "李四"]), (2, 0));
}

#[test]
fn the_profile_that_a_text_asks_for_counts() {
    let desk = Desk::with(&["in/b.txt"]);
    desk.put("in/a.txt", format!("---\nprofile: own.toml\n---\n{TEXT}").as_bytes());
    desk.put("in/own.toml", b"base = \"speech\"\n[page]\nwidth_mm = 300.0\n");
    assert_eq!(run(&desk, &[]), (2, 0));
    assert_eq!(run(&desk, &[]), (0, 2));
    desk.put("in/own.toml", b"base = \"speech\"\n[page]\nwidth_mm = 301.0\n");
    assert_eq!(run(&desk, &[]), (1, 1));
}

#[test]
fn an_output_that_is_gone_cut_or_altered_is_made_again() {
    let desk = Desk::with(&["in/a.txt", "in/b.txt"]);
    assert_eq!(run(&desk, &[]), (2, 0));
    let made = desk.tree("out");
    std::fs::remove_file(desk.path("out/a.json")).unwrap();
    assert_eq!(run(&desk, &[]), (1, 1));
    let pdf = desk.read("out/a.pdf");
    desk.put("out/a.pdf", &pdf[..pdf.len() / 2]);
    assert_eq!(run(&desk, &[]), (1, 1));
    let mut altered = pdf.clone();
    altered[20] ^= 1;
    desk.put("out/a.pdf", &altered);
    assert_eq!(run(&desk, &[]), (1, 1));
    assert_eq!(desk.tree("out"), made);
    // A copy of the same bytes has another time, and is as good.
    desk.put("out/a.pdf", &pdf);
    assert_eq!(run(&desk, &[]), (0, 2));
}

#[test]
fn a_line_that_was_cut_loses_one_text_only() {
    let desk = Desk::with(&["in/a.txt", "in/b.txt", "in/c.txt"]);
    assert_eq!(run(&desk, &["--jobs", "1"]), (3, 0));
    let journal = desk.read("out/.wenyin-journal.jsonl");
    assert_eq!(journal.iter().filter(|b| **b == b'\n').count(), 3);
    desk.put("out/.wenyin-journal.jsonl", &journal[..journal.len() - 40]);
    assert_eq!(run(&desk, &[]), (1, 2));
    assert_eq!(run(&desk, &[]), (0, 3));
    desk.put("out/.wenyin-journal.jsonl", b"\xFF\x00 nonsense\n{}\n");
    assert_eq!(run(&desk, &[]), (3, 0));
    assert_eq!(run(&desk, &[]), (0, 3));
}

#[test]
fn parts_share_what_they_know() {
    let desk = Desk::new();
    crate::desk::small_texts(&desk, 8);
    let part = |i: &str| ["-r", "--shard", i].map(str::to_owned);
    let mut done = 0;
    for i in ["1/2", "2/2"] {
        let part = part(i);
        done += run(&desk, &part.each_ref().map(String::as_str)).0;
    }
    assert_eq!(done, 8);
    assert!(desk.has("out/.wenyin-journal-1-of-2.jsonl") && desk.has("out/.wenyin-journal-2-of-2.jsonl"));
    assert_eq!(run(&desk, &["-r"]), (0, 8));
}
