//! What is said of a run: the JSON report, the summary, the bar.

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::desk::{Desk, TEXT};

/// The words of JSON Schema that `docs/report.schema.json` uses; any other one is a fault.
fn conform(schema: &Value, root: &Value, value: &Value, at: &str) -> Result<(), String> {
    let fault = |what: &str| Err(format!("{at}: {what}: {value}"));
    for (word, rule) in schema.as_object().unwrap() {
        match word.as_str() {
            "$ref" => {
                let name = rule.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                conform(&root["$defs"][name], root, value, at)?;
            }
            "type" => {
                let is = match rule.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "integer" => value.is_u64(),
                    "number" => value.is_number(),
                    other => panic!("{other}"),
                };
                if !is {
                    return fault("of another type");
                }
            }
            "const" if value != rule => return fault("another value"),
            "enum" if !rule.as_array().unwrap().contains(value) => return fault("none of the values"),
            "pattern" => {
                assert_eq!(rule, "^([0-9a-f][0-9a-f])+$");
                let text = value.as_str().unwrap();
                let hex = |c| matches!(c, '0'..='9' | 'a'..='f');
                if text.is_empty() || text.len() % 2 == 1 || !text.chars().all(hex) {
                    return fault("not hexadecimal");
                }
            }
            "required" => {
                for key in rule.as_array().unwrap() {
                    if value.get(key.as_str().unwrap()).is_none() {
                        return fault(&format!("lacks {key}"));
                    }
                }
            }
            "properties" => {
                for (key, inner) in value.as_object().unwrap() {
                    let Some(rule) = rule.get(key) else { return fault(&format!("{key} is not in the schema")) };
                    conform(rule, root, inner, &format!("{at}/{key}"))?;
                }
            }
            "items" => {
                for (i, inner) in value.as_array().unwrap().iter().enumerate() {
                    conform(rule, root, inner, &format!("{at}/{i}"))?;
                }
            }
            // “properties” above takes every key that it does not know for a fault.
            "additionalProperties" => assert_eq!(rule, false),
            "const" | "enum" | "$schema" | "$defs" | "title" | "description" => {}
            other => panic!("the test does not know {other}"),
        }
    }
    Ok(())
}

fn schema() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/report.schema.json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[track_caller]
fn conforming(desk: &Desk, name: &str) -> Value {
    let (schema, report) = (schema(), desk.json(name));
    conform(&schema, &schema, &report, "").unwrap();
    report
}

#[test]
fn a_report_of_a_book_is_of_the_same_schema_whether_it_was_made_or_not() {
    let desk = Desk::with(&["in/a.txt"]);
    desk.put("in/b.txt", b"---\nprofile: book\n---\n\xe5\xa5\xbd\xe2\x80\x82\xf0\x93\x80\x80\n");
    let run = ["in", "--no-system-fonts", "--collect", "书", "--report", "r.json"];
    desk.convert(&run).expect(1);
    assert_eq!(conforming(&desk, "r.json")["book"]["status"], "failed");
    desk.convert(&[&run[..], &["--allow-missing"]].concat()).expect(0);
    let done = conforming(&desk, "r.json");
    assert_eq!(done["book"]["outputs"].as_array().unwrap().len(), 3);
    assert_eq!(done["files"][1]["warnings"][0]["code"], "profile_passed_over");
}

#[test]
fn a_report_has_the_facts_of_every_file() {
    let desk = Desk::with(&["in/a.txt"]);
    desk.put("in/b.txt", b"");
    desk.put(
        "in/c.txt",
        format!(
            "{TEXT}㐂事临门，大家把树种好，把水浇足，来年春天一起到山上看花，再请老同志讲讲当年。\u{7}\n\u{13000}\n"
        )
        .as_bytes(),
    );
    let run = ["in", "none.txt", "--no-system-fonts", "--allow-missing", "--out-dir", "out", "--report", "out/r.json"];
    let ended = desk.convert(&run).expect(1);
    ended.says(&[
        "2 done, 2 failed",
        "2 warnings",
        "2 characters from other fonts",
        "2 pages",
        "MB",
        "documents a second",
    ]);
    let report = conforming(&desk, "out/r.json");
    let files = report["files"].as_array().unwrap();
    let told: Vec<_> = files.iter().map(|f| (f["input"].as_str().unwrap(), f["status"].as_str().unwrap())).collect();
    assert_eq!(told, [("none.txt", "failed"), ("in/a.txt", "done"), ("in/b.txt", "failed"), ("in/c.txt", "done")]);
    assert_eq!((&files[0]["error"]["code"], &files[2]["error"]["code"]), (&"missing".into(), &"input".into()));
    let done = &files[1];
    assert_eq!((&done["encoding"], &done["pages"], &done["characters"]), (&"UTF-8".into(), &1.into(), &18.into()));
    let fonts = done["fonts"].as_array().unwrap();
    assert!(fonts.contains(&"Wenyin FangSong".into()) && !fonts.contains(&"Wenyin Kai".into()), "{fonts:?}");
    for (output, format) in done["outputs"].as_array().unwrap().iter().zip(["pdf", "docx", "epub"]) {
        let path = format!("out/a.{format}");
        let bytes = desk.read(&path);
        let hash: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!((&output["path"], &output["bytes"]), (&path.into(), &bytes.len().into()));
        assert_eq!(output["sha256"], hash);
    }
    let drawn: Vec<_> = files[3]["substitutions"].as_array().unwrap().iter().map(|s| &s["drawn"]).collect();
    assert!(drawn.contains(&&"from".into()) && drawn.contains(&&"stand_in".into()), "{drawn:?}");
    let warnings: Vec<_> = files[3]["warnings"].as_array().unwrap().iter().map(|w| &w["code"]).collect();
    assert!(warnings.contains(&&"control_character".into()) && warnings.contains(&&"stand_in".into()), "{warnings:?}");
    let summary = &report["summary"];
    assert_eq!([&summary["files"], &summary["done"], &summary["failed"]], [&4, &2, &2].map(|n| n));
    assert_eq!(summary["warnings"], warnings.len());
}

#[test]
fn the_schema_finds_what_does_not_conform() {
    let desk = Desk::with(&["a.txt"]);
    desk.convert(&["a.txt", "--to", "json", "--report", "r.json"]).expect(0);
    let (schema, report) = (schema(), conforming(&desk, "r.json"));
    for (pointer, planted) in [
        ("/version", Value::from(2)),
        ("/files/0/status", "finished".into()),
        ("/files/0/outputs/0/sha256", "abc".into()),
        ("/files/0/outputs/0/bytes", "many".into()),
        ("/files/0/outputs/0", serde_json::json!({"format": "pdf"})),
        ("/summary/files", serde_json::json!(-1)),
        ("/program", serde_json::json!({"name": "x", "version": "y", "more": 1})),
    ] {
        let mut wrong = report.clone();
        *wrong.pointer_mut(pointer).unwrap() = planted;
        assert!(conform(&schema, &schema, &wrong, "").is_err(), "{pointer}");
    }
}

#[test]
fn a_report_never_replaces_an_input_or_an_output() {
    let desk = Desk::with(&["a.txt", "b.txt"]);
    for report in ["a.txt", "./a.json", "b.json"] {
        desk.convert(&["a.txt", "b.txt", "--to", "json", "--report", report]).expect(2).says(&["--report"]);
    }
    assert!(!desk.has("a.json") && desk.read("a.txt") == TEXT.as_bytes());
    desk.convert(&["a.txt", "--to", "json", "-o", "-", "--report", "r.json"]).expect(2).says(&["--report", "-o -"]);
    desk.convert(&["a.txt", "--to", "json", "--report", "a.txt/r.json"]).expect(2).says(&["--report", "not a folder"]);
    // Another folder may have a file of that name.
    desk.convert(&["a.txt", "--to", "json", "--report", "reports/a.json"]).expect(0);
    conforming(&desk, "reports/a.json");
}

#[test]
fn a_pipe_gets_plain_lines_and_quiet_is_quiet() {
    let desk = Desk::new();
    crate::desk::small_texts(&desk, 12);
    let ended = desk.convert(&["in", "-r", "--to", "txt"]).expect(0);
    assert_eq!(ended.stdout.lines().count(), 12);
    assert!(!ended.stdout.contains('\u{1b}') && !ended.stderr.contains('\u{1b}') && !ended.stderr.contains('\r'));
    assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
    let quiet = desk.convert(&["in", "-r", "--to", "txt", "-q"]).expect(0);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));
    let chinese = desk.convert_in_chinese(&["in", "-r", "--to", "txt", "--skip-unchanged"]).expect(0);
    assert!(chinese.stderr.contains("完成 12 个") && chinese.stderr.contains("每秒"), "{}", chinese.stderr);
    let chinese = desk.convert_in_chinese(&["in", "-r", "--to", "txt", "--skip-unchanged"]).expect(0);
    assert!(chinese.stderr.contains("未变跳过 12 个"), "{}", chinese.stderr);
}

#[test]
fn failures_of_a_long_list_are_told_once_more_at_its_end() {
    let desk = Desk::new();
    crate::desk::small_texts(&desk, 30);
    desk.put("in/000.txt", b"");
    let ended = desk.convert(&["in", "-r", "--to", "txt"]).expect(1);
    assert_eq!(ended.stderr.matches("in/000.txt").count(), 2, "{}", ended.stderr);
    assert!(ended.stderr.contains("failed:\n"));
}

/// The program on a terminal of its own, where there is one to be had (util-linux).
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_a_bar_with_rate_and_time_left() {
    let desk = Desk::new();
    crate::desk::small_texts(&desk, 40);
    desk.put("in/000.txt", b"");
    let on_terminal = |language: &str, no_color: Option<&str>, more: &str| {
        let line = format!("'{}' in -r --to pdf --jobs 1 {more}", env!("CARGO_BIN_EXE_convert"));
        let mut script = std::process::Command::new("script");
        script.args(["-qec", &line, "/dev/null"]).current_dir(desk.path("")).stdin(std::process::Stdio::null());
        script.env_remove("LC_ALL").env_remove("NO_COLOR").env("LANG", language).env("TERM", "xterm-256color");
        script.envs(no_color.map(|value| ("NO_COLOR", value)));
        script.output().ok().map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Some(english) = on_terminal("en_GB.UTF-8", None, "") else {
        println!("skipped: there is no program “script”");
        return;
    };
    assert!(english.contains(" a second  ") && english.contains(" left"), "{english}");
    assert!(english.contains("/41") && english.contains("in/000.txt: ") && !english.contains(".pdf  "), "{english}");
    let coloured = |text: &str| text.contains("\u{1b}[36") || text.contains("\u{1b}[34");
    assert!(coloured(&english), "{english}");
    let chinese = on_terminal("zh_CN.UTF-8", Some("1"), "").unwrap();
    assert!(chinese.contains("每秒") && chinese.contains("还要") && !coloured(&chinese), "{chinese}");
    assert!(!on_terminal("en_GB.UTF-8", None, "-q").unwrap().contains("/41"));
    assert!(on_terminal("en_GB.UTF-8", None, "-v").unwrap().contains(".pdf  "));
}
