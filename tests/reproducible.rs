//! The same text gives the same bytes: on a second run, with any number of
//! threads, from any folder, alone or in a batch, on any machine.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use sha2::{Digest as _, Sha256};

/// A speech with everything that a writer orders by hash or by thread: several
/// faces, headings of all levels, Latin words, figures.
fn speech() -> String {
    let mut text = String::from("在全市春季运动会\n开幕式上的讲话\n——二〇二五年春\n\n各位来宾、同志们：\n");
    for (i, number) in ["一", "二", "三", "四"].into_iter().enumerate() {
        writeln!(text, "{number}、提高认识，办好运动会").unwrap();
        for j in 1..=6 {
            writeln!(
                text,
                "（{number}）加强领导。第{i}{j}组在2025年用AI和5G办赛，运动员“友谊第一、比赛第二”——共有 1,024 人参加。"
            )
            .unwrap();
            writeln!(text, "{}", "体育强则中国强，国运兴则体育兴。".repeat(j * 3)).unwrap();
        }
    }
    text.push_str("谢谢大家！\n");
    text
}

/// Runs `convert` in a folder and returns its outputs by name.
fn outputs(folder: &Path, arguments: &[&str], threads: &str, formats: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let run = Command::new(env!("CARGO_BIN_EXE_convert"))
        .args(arguments)
        .current_dir(folder)
        .env("RAYON_NUM_THREADS", threads)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let read = |format: &&str| {
        let name = format!("讲话.{format}");
        let bytes = std::fs::read(folder.join(&name)).unwrap();
        (name, bytes)
    };
    formats.iter().map(read).collect()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("讲话.txt"), speech()).unwrap();
    folder
}

/// Compares without printing whole files.
#[track_caller]
fn same(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>, when: &str) {
    for (name, bytes) in a {
        assert!(bytes == &b[name], "{name} differs {when}");
    }
}

fn any_run_gives_the_same(formats: &[&str]) {
    let to = formats.join(",");
    let first = folder();
    let arguments = ["讲话.txt", "--to", &to];
    let expected = outputs(first.path(), &arguments, "2", formats);
    for threads in ["1", "2", "8"] {
        same(&expected, &outputs(first.path(), &arguments, threads, formats), &format!("with {threads} threads"));
    }
    let second = folder();
    same(&expected, &outputs(second.path(), &arguments, "2", formats), "in another folder");
    for i in 0..6 {
        std::fs::write(second.path().join(format!("{i}.txt")), speech().repeat(i + 1)).unwrap();
    }
    same(&expected, &outputs(second.path(), &[".", "--to", &to], "8", formats), "in a batch");
}

/// The path in the command is no part of a printed document.
fn the_path_does_not_matter(formats: &[&str]) {
    let to = formats.join(",");
    let here = folder();
    let expected = outputs(here.path(), &["讲话.txt", "--to", &to], "2", formats);
    let absolute = here.path().join("讲话.txt");
    let elsewhere = tempfile::tempdir().unwrap();
    let out = elsewhere.path().to_str().unwrap();
    let arguments = [absolute.to_str().unwrap(), "--to", &to, "--out-dir", out];
    same(&expected, &outputs(elsewhere.path(), &arguments, "2", formats), "from another working directory");
}

#[test]
fn printed_formats_are_reproducible() {
    any_run_gives_the_same(&["pdf", "docx", "epub"]);
}

#[test]
fn printed_formats_do_not_know_the_path() {
    the_path_does_not_matter(&["pdf", "docx", "epub"]);
}

/// Nor are the time zone, the language, the home folder or the rights of new files.
#[cfg(unix)]
#[test]
fn printed_formats_do_not_know_the_environment() {
    let formats = ["pdf", "docx", "epub"];
    let here = folder();
    let expected = outputs(here.path(), &["讲话.txt"], "2", &formats);
    let environments = [
        ("077", [("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "C"), ("HOME", "/nonexistent")]),
        ("000", [("TZ", "America/St_Johns"), ("LANG", "zh_CN.GB18030"), ("LC_ALL", ""), ("HOME", "/")]),
    ];
    for (mask, environment) in environments {
        let there = folder();
        let run = Command::new("/bin/sh")
            .args(["-c", "umask \"$1\" && exec \"$2\" 讲话.txt", "sh", mask, env!("CARGO_BIN_EXE_convert")])
            .current_dir(there.path())
            .env_clear()
            .envs(environment)
            .output()
            .unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        for (name, bytes) in &expected {
            assert!(*bytes == std::fs::read(there.path().join(name)).unwrap(), "{name} differs in {environment:?}");
        }
    }
}

#[test]
fn one_format_alone_is_the_same_as_with_the_others() {
    let folder = folder();
    let all = outputs(folder.path(), &["讲话.txt"], "8", &["pdf", "docx", "epub"]);
    for format in ["pdf", "docx", "epub"] {
        let alone = outputs(folder.path(), &["讲话.txt", "--to", format], "1", &[format]);
        same(&alone, &all, "when it is made alone");
    }
}

#[test]
fn json_and_text_are_reproducible() {
    any_run_gives_the_same(&["json"]);
    let (here, there) = (folder(), folder());
    let text = |folder: &Path| outputs(folder, &["讲话.txt", "--to", "txt"], "8", &["wenyin.txt"]);
    same(&text(here.path()), &text(there.path()), "in another folder");
}

/// The PDFs of three texts, whose hashes are kept, so that a machine or a compiler that makes
/// others is noticed, and no change of output goes unseen. `WENYIN_NEW_GOLDEN=1 cargo test --test
/// reproducible` writes the hashes anew after a change that was meant.
#[test]
fn any_machine_gives_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let wenyin = wenyin::Converter::builder().build().unwrap();
    let mut found = String::new();
    for name in ["讲话", "報告", "通知"] {
        let text = std::fs::read(folder.join(name).with_extension("txt")).unwrap();
        let document = wenyin.parse(&text).unwrap();
        let rendered = wenyin.render(&document, &[wenyin::Format::Pdf]).unwrap();
        let hash = Sha256::digest(rendered.pdf().unwrap().bytes());
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(found, "{hash}  {name}.pdf").unwrap();
    }
    let kept = folder.join("pdf.sha256");
    if std::env::var_os("WENYIN_NEW_GOLDEN").is_some() {
        std::fs::write(&kept, &found).unwrap();
    }
    assert_eq!(
        found,
        std::fs::read_to_string(&kept).unwrap(),
        "WENYIN_NEW_GOLDEN=1 keeps the new hashes if they are meant"
    );
}
