//! Runs that are killed or stopped, and taken up again.
//!
//! `WENYIN_KILLS=20 WENYIN_TEXTS=300` asks for more than the usual few.

use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::desk::{Desk, Seeded, ended, small_texts};

const RUN: [&str; 8] = ["in", "-r", "--to", "pdf,docx,epub,json", "--skip-unchanged", "-q", "--out-dir", "out"];

fn setting(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().map_or(usual, |n| n.parse().unwrap())
}

/// The outputs of a run that nobody disturbed, and its time.
fn undisturbed(desk: &Desk) -> (BTreeMap<PathBuf, Vec<u8>>, Duration) {
    let start = Instant::now();
    let mut arguments = RUN;
    arguments[7] = "whole";
    desk.convert(&arguments).expect(0);
    (desk.tree("whole"), start.elapsed())
}

/// Every file that has its name is whole; others may be there for a moment under temporary names.
#[track_caller]
fn nothing_is_partial(desk: &Desk, whole: &BTreeMap<PathBuf, Vec<u8>>) -> usize {
    let tree = desk.tree("out");
    let (temporary, named): (Vec<_>, Vec<_>) =
        tree.iter().partition(|(path, _)| path.file_name().unwrap().to_str().unwrap().starts_with(".wenyin-"));
    for (path, bytes) in named {
        assert!(whole.get(path) == Some(bytes), "{} is not what it should be", path.display());
    }
    temporary.len()
}

#[test]
fn a_killed_run_leaves_nothing_partial_and_is_taken_up_again() {
    let desk = Desk::new();
    let kills = setting("WENYIN_KILLS", 6);
    small_texts(&desk, setting("WENYIN_TEXTS", 48));
    let (whole, time) = undisturbed(&desk);
    let mut seeded = Seeded(2026);
    let (mut killed, mut strays, mut attempts) = (0, 0, 0);
    while killed < kills {
        attempts += 1;
        assert!(attempts < 20 * kills, "the run always ends before it is killed");
        let mut child = desk.start(&RUN);
        let most = u64::try_from(time.as_micros()).unwrap() * 3 / kills as u64;
        std::thread::sleep(Duration::from_micros(most / 10 + seeded.below(most)));
        child.kill().unwrap();
        if child.wait().unwrap().signal() == Some(9) {
            killed += 1;
            strays += nothing_is_partial(&desk, &whole);
        } else {
            // It was done: some of it is taken away, to be made again.
            for path in desk.tree("out").into_keys().filter(|_| seeded.below(3) == 0) {
                std::fs::remove_file(desk.path("out").join(path)).unwrap();
            }
        }
    }
    desk.convert(&RUN).expect(0);
    assert!(desk.tree("out") == whole, "the outputs differ from those of an undisturbed run");
    // Told with --nocapture: how often a kill came in the middle of a file.
    println!("{killed} kills, {strays} of them left temporary files; {attempts} runs");
}

#[test]
fn what_a_killed_run_left_is_cleared_by_the_next() {
    let desk = Desk::with(&["in/a.txt"]);
    desk.convert(&RUN).expect(0);
    // As a process that is no more would have left it: the hash is that of “a.pdf”.
    let name =
        b"a.pdf".iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3));
    let stray = format!("out/.wenyin-{name:016x}-4294967295-abcdef.tmp");
    desk.put(&stray, b"%PDF-1.7 half");
    desk.put("out/.wenyin-0123456789abcdef-4294967295-abcdef.tmp", b"of another target");
    desk.convert(&RUN).expect(0);
    assert!(!desk.has(&stray) && desk.has("out/.wenyin-0123456789abcdef-4294967295-abcdef.tmp"));
}

#[test]
fn a_stopped_run_finishes_what_it_has_begun_and_says_so() {
    for (signal, language, told) in [("INT", "en_GB.UTF-8", "interrupted"), ("TERM", "zh_CN.UTF-8", "已中断")] {
        let desk = Desk::new();
        small_texts(&desk, 60);
        let (whole, _) = undisturbed(&desk);
        let arguments = [&RUN[..], &["--jobs", "1", "--report", "report.json"]].concat();
        let mut command = desk.command(&arguments);
        command.env("LANG", language).stdin(std::process::Stdio::null());
        let child = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
        while desk.paths("out").is_empty() {
            std::thread::sleep(Duration::from_millis(1));
        }
        let sent = Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        ended(child).expect(130).says(&[told]);
        assert_eq!(nothing_is_partial(&desk, &whole), 0);
        let summary = desk.json("report.json")["summary"].clone();
        let count = |key: &str| summary[key].as_u64().unwrap();
        assert!(count("done") > 0 && count("cancelled") > 0 && count("failed") == 0, "{summary}");
        assert_eq!(desk.tree("out").len() as u64, 4 * count("done"));
        desk.convert(&RUN).expect(0);
        assert!(desk.tree("out") == whole);
    }
}
