//! The command line: what is written where, what is said, how it ends.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const TEXT: &str = "在春季运动会上的讲话\n同志们：\n大家好！\n";

/// A folder with texts in it, and the program run inside.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn with(files: &[&str]) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        for file in files {
            desk.put(file, TEXT.as_bytes());
        }
        desk
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn has(&self, name: &str) -> bool {
        self.folder.path().join(name).exists()
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder.path().join(name)).unwrap()
    }

    /// Names of all files, to see that nothing else was left behind.
    fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.folder.path());
        command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "en_GB.UTF-8");
        command
    }

    fn convert(&self, arguments: &[&str]) -> Ended {
        Ended::from(self.command(env!("CARGO_BIN_EXE_convert"), arguments).output().unwrap())
    }

    fn convert_in_chinese(&self, arguments: &[&str]) -> Ended {
        let mut command = self.command(env!("CARGO_BIN_EXE_convert"), arguments);
        Ended::from(command.env("LANG", "zh_CN.UTF-8").output().unwrap())
    }

    fn wenyin(&self, arguments: &[&str]) -> Ended {
        Ended::from(self.command(env!("CARGO_BIN_EXE_wenyin"), arguments).output().unwrap())
    }

    fn convert_stdin(&self, arguments: &[&str], input: &[u8]) -> Ended {
        let mut command = self.command(env!("CARGO_BIN_EXE_convert"), arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Ended::from(child.wait_with_output().unwrap())
    }
}

struct Ended {
    code: i32,
    stdout: String,
    stderr: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        let ended = Self {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
        ended
    }
}

impl Ended {
    #[track_caller]
    fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.stderr.contains(part), "“{part}” is not in: {}", self.stderr);
        }
        self
    }
}

fn json(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).unwrap()
}

#[test]
fn wrong_usage_is_2_names_the_flag_and_writes_nothing() {
    let desk = Desk::with(&["a.txt", "b.txt", "in/c.txt"]);
    desk.put("bad.toml", b"[page]\nlef_mm = 3.0\n");
    let before = desk.files();
    for (arguments, part) in [
        (&[][..], "INPUT"),
        (&["a.txt", "--to", "rtf"], "--to"),
        (&["a.txt", "--nonsense"], "--nonsense"),
        (&["a.txt", "--jobs", "0"], "--jobs"),
        (&["a.txt", "--title", ""], "--title"),
        (&["a.txt", "-o", "x.pdf", "--out-dir", "d"], "--out-dir"),
        (&["a.txt", "-q", "-v"], "--verbose"),
        (&["a.txt", "b.txt", "-o", "x.pdf"], "--out-dir"),
        (&["a.txt", "--to", "pdf,json", "-o", "x.pdf"], "--to"),
        (&["a.txt", "-o", "x.doc"], "--to"),
        (&["a.txt", "-o", "-"], "--to"),
        (&["a.txt", "--to", "json", "-o", "in"], "folder"),
        (&["a.txt", "--to", "json", "-o", "x.pdf"], "x.pdf"),
        (&["in", "-o", "x.json"], "--out-dir"),
        (&["-"], "-o"),
        (&["-", "a.txt", "--to", "json"], "standard input"),
        (&["a.txt", "--profile", "nobody"], "speech"),
        (&["a.txt", "--profile", "none.toml"], "none.toml"),
        (&["a.txt", "--profile", "bad.toml"], "lef_mm"),
        (&["a.txt", "--level2", "（("], "--level2"),
        (&["a.txt", "--paragraphs", "verse"], "--paragraphs"),
        (&["a.txt", "--font", "none.ttf"], "none.ttf"),
        (&["a.txt", "--font", "bad.toml"], "--font"),
        (&["a.txt", "--to", "txt", "-o", "./a.txt"], "replace"),
    ] {
        desk.convert(arguments).expect(2).says(&[part]);
    }
    assert_eq!(desk.files(), before);
}

#[test]
fn wrong_usage_is_told_in_chinese_too() {
    let desk = Desk::with(&["a.txt"]);
    for (arguments, parts) in [
        (&[][..], &["缺少", "INPUT"][..]),
        (&["a.txt", "--to", "rtf"], &["--to", "“rtf”", "pdf、docx、epub"]),
        (&["a.txt", "--recursiv"], &["没有选项 --recursiv", "是不是 --recursive？"]),
        (&["a.txt", "--jobs", "0"], &["--jobs", "“0”"]),
        (&["a.txt", "--shard", "5/4"], &["--shard", "5/4"]),
        (&["a.txt", "--title"], &["--title", "缺少值"]),
        (&["a.txt", "-q", "-v"], &["不能与", "--verbose", "--quiet"]),
        (&["a.txt", "--jobs", "1", "--jobs", "2"], &["--jobs", "只能给一次"]),
    ] {
        let ended = desk.convert_in_chinese(arguments).expect(2).says(&["用法错误："]).says(parts);
        assert!(!ended.stderr.contains("error") && !ended.stderr.contains("Usage"), "{}", ended.stderr);
    }
    let mut help = desk.command(env!("CARGO_BIN_EXE_convert"), &["--help"]);
    let help = Ended::from(help.env("LANG", "zh_CN.UTF-8").output().unwrap()).expect(0);
    assert!(help.stdout.contains("--skip-unchanged") && help.stderr.is_empty());
}

#[test]
fn two_inputs_for_one_output_are_refused_before_anything_is_written() {
    let desk = Desk::with(&["in/a.txt", "in/a.md", "in/b.txt"]);
    desk.convert(&["in", "--to", "json"]).expect(2).says(&["a.txt", "a.md", "a.json"]);
    assert!(!desk.has("in/b.json"));
}

#[test]
fn a_missing_input_is_named_first_and_the_others_are_done() {
    let desk = Desk::with(&["a.txt"]);
    desk.put("bad.txt", b"");
    let ended = desk.convert(&["bad.txt", "a.txt", "none.txt", "--to", "json"]).expect(1);
    let first = ended.stderr.lines().next().unwrap();
    assert!(first.contains("none.txt") && first.contains("no such file"), "{first}");
    assert!(ended.stderr.contains("bad.txt: "), "{}", ended.stderr);
    assert!(ended.stdout.starts_with("a.json  "), "{}", ended.stdout);
    assert_eq!(desk.files(), ["a.json", "a.txt", "bad.txt"]);
}

#[test]
fn what_is_no_text_is_1_with_one_sentence_and_no_file() {
    let desk = Desk::with(&[]);
    desk.put("empty.txt", b"");
    desk.put("blank.txt", "  \n\u{3000}\n\r\n".as_bytes());
    desk.put("binary.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff\x00");
    for name in ["empty.txt", "blank.txt", "binary.txt"] {
        for to in ["json", "pdf,docx,epub"] {
            let ended = desk.convert(&[name, "--to", to]).expect(1).says(&[name]);
            assert_eq!((ended.stderr.lines().count(), ended.stdout.as_str()), (1, ""), "{}", ended.stderr);
        }
    }
    assert_eq!(desk.files(), ["binary.txt", "blank.txt", "empty.txt"]);
}

#[test]
fn a_character_that_no_font_has_is_named_with_its_line_and_the_remedy() {
    let desk = Desk::with(&[]);
    desk.put("a.txt", "在春季运动会上的讲话\n同志们：\n大家好😀！\n".as_bytes());
    for to in ["pdf", "docx", "epub", "pdf,docx,epub"] {
        let named = ["a.txt", "😀", "U+1F600", "line 3", "fonts-symbola", "--font"];
        desk.convert(&["a.txt", "--no-system-fonts", "--to", to]).expect(1).says(&named);
    }
    let named = ["😀", "U+1F600", "第 3 行", "fonts-symbola", "--font"];
    desk.convert_in_chinese(&["a.txt", "--no-system-fonts"]).expect(1).says(&named);
    assert_eq!(desk.files(), ["a.txt"]);
}

#[test]
fn a_character_that_no_font_has_is_drawn_as_a_mark_where_that_is_asked_for() {
    let desk = Desk::with(&[]);
    desk.put("a.txt", "在春季运动会上的讲话\n同志们：\n大家好😀！\n".as_bytes());
    let ended = desk.convert(&["a.txt", "--no-system-fonts", "--allow-missing"]).expect(0);
    assert!(ended.stdout.lines().all(|line| line.contains("1 from other fonts")), "{}", ended.stdout);
    ended.says(&["line 3", "😀", "〓"]);
    assert_eq!(desk.files(), ["a.docx", "a.epub", "a.pdf", "a.txt"]);
}

#[test]
fn another_face_is_told_only_by_verbose() {
    let desk = Desk::with(&[]);
    desk.put("a.txt", "在春季运动会上的讲话\n同志们：\n㐂事临门，大家把树种好，把水浇足，来年春天一起到山上看花，再请老同志讲讲当年。\n".as_bytes());
    let ended = desk.convert(&["a.txt", "--to", "pdf", "--no-system-fonts"]).expect(0);
    assert!(ended.stdout.contains("1 from other fonts") && ended.stderr.is_empty(), "{}{}", ended.stdout, ended.stderr);
    desk.convert(&["a.txt", "--to", "pdf", "-v"]).expect(0).says(&["㐂", "U+3402", "Wenyin Song"]);
}

#[test]
fn the_time_of_making_is_read_from_the_environment() {
    let desk = Desk::with(&["a.txt"]);
    let run = |time: &str| {
        let mut command = desk.command(env!("CARGO_BIN_EXE_convert"), &["a.txt", "--to", "pdf"]);
        Ended::from(command.env("SOURCE_DATE_EPOCH", time).output().unwrap())
    };
    run("yesterday").expect(2).says(&["SOURCE_DATE_EPOCH", "yesterday"]);
    assert!(!desk.has("a.pdf"));
    run("1741772096").expect(0);
    let made = b"<xmp:CreateDate>2025-03-12T09:34:56Z</xmp:CreateDate>";
    assert!(desk.read("a.pdf").windows(made.len()).any(|w| w == made));
}

#[test]
fn an_output_that_cannot_be_written_is_named_and_the_others_are_done() {
    let desk = Desk::with(&["a.txt", "b.txt"]);
    std::fs::create_dir(desk.folder.path().join("a.json")).unwrap();
    desk.convert(&["a.txt", "b.txt", "--to", "json"]).expect(1).says(&["a.json", "--out-dir"]);
    assert!(desk.has("b.json"));
    desk.convert(&["a.txt", "--to", "json", "--out-dir", "b.txt/out"]).expect(1).says(&["b.txt/out", "not a folder"]);
    desk.convert(&["a.txt", "--to", "json", "-o", "b.txt/x.json"]).expect(1).says(&["b.txt/x.json"]);
    assert_eq!(desk.read("b.txt"), TEXT.as_bytes());
}

#[test]
fn json_has_the_keys_of_the_model() {
    let desk = Desk::with(&["a.txt"]);
    desk.convert(&["a.txt", "--to", "json"]).expect(0);
    let model = json(&desk.read("a.json"));
    for key in ["version", "source", "front", "body", "back"] {
        assert!(model.get(key).is_some(), "{key}");
    }
    assert_eq!(model["version"], 1);
    assert_eq!(model["source"]["path"], "a.txt");
}

#[test]
fn text_goes_beside_the_input_under_another_name_and_is_no_input_later() {
    let desk = Desk::with(&["in/a.txt"]);
    for _ in 0..2 {
        desk.convert(&["in", "--to", "txt"]).expect(0);
    }
    assert_eq!(desk.read("in/a.wenyin.txt"), TEXT.as_bytes());
    assert!(!desk.has("in/a.wenyin.wenyin.txt"));
}

#[test]
fn the_extension_of_the_output_names_the_format() {
    let desk = Desk::with(&["a.txt"]);
    desk.convert(&["a.txt", "-o", "新 文件夹/b.JSON"]).expect(0);
    assert_eq!(json(&desk.read("新 文件夹/b.JSON"))["version"], 1);
    desk.convert(&["a.txt", "-o", "b.txt"]).expect(0);
    assert_eq!(desk.read("b.txt"), TEXT.as_bytes());
}

#[test]
fn standard_input_and_output() {
    let desk = Desk::with(&["a.txt"]);
    let ended = desk.convert_stdin(&["-", "--to", "json", "-o", "-"], TEXT.as_bytes()).expect(0);
    let ended = ended.says(&["standard output  ", " characters · "]);
    let model = json(ended.stdout.as_bytes());
    assert!(model["source"].get("path").is_none());
    let ended = desk.convert(&["a.txt", "--to", "txt", "-o", "-", "--quiet"]).expect(0);
    assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), (TEXT, ""));
    desk.convert_stdin(&["-", "-o", "b.json"], TEXT.as_bytes()).expect(0);
    assert!(desk.has("b.json"));
    desk.convert_stdin(&["-", "-o", "c.json"], b"").expect(1).says(&["standard input: "]);
    assert!(!desk.has("c.json"));
}

#[test]
fn one_friendly_line_in_the_language_of_the_locale() {
    let desk = Desk::with(&["a.txt"]);
    let english = desk.convert(&["a.txt", "--to", "json"]).expect(0).stdout;
    assert!(english.starts_with("a.json  18 characters · ") && english.ends_with(" ms\n"), "{english}");
    let chinese = desk.convert_in_chinese(&["a.txt", "--to", "json"]).expect(0).stdout;
    assert!(chinese.starts_with("a.json  18 字 · ") && chinese.ends_with(" 毫秒\n"), "{chinese}");
    let mut command = desk.command(env!("CARGO_BIN_EXE_convert"), &["none.txt"]);
    Ended::from(command.env("LC_ALL", "zh_CN.UTF-8").output().unwrap()).expect(1).says(&["没有这个文件"]);
    let quiet = desk.convert(&["a.txt", "--to", "json", "--quiet"]).expect(0);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));
    desk.convert(&["a.txt", "--to", "json", "-v"]).expect(0).says(&["read as UTF-8"]);
}

#[test]
fn without_to_all_three_and_pages_are_counted() {
    let desk = Desk::with(&["a.txt"]);
    let ended = desk.convert(&["a.txt"]).expect(0);
    assert_eq!(desk.files(), ["a.docx", "a.epub", "a.pdf", "a.txt"]);
    assert!(ended.stdout.starts_with("a.pdf  1 page · 18 characters · "), "{}", ended.stdout);
    assert_eq!(ended.stdout.lines().count(), 3);
    assert!(desk.read("a.pdf").starts_with(b"%PDF"));
    assert!(desk.read("a.docx").starts_with(b"PK") && desk.read("a.epub").starts_with(b"PK"));
}

#[test]
fn folders_are_searched_as_deep_as_told_and_mirrored() {
    let desk = Desk::with(&["in/一 月.txt", "in/b.md", "in/下级/二月.txt", "in/c.pdf"]);
    let ended = desk.convert(&["in", "--to", "json", "--out-dir", "out"]).expect(0);
    assert_eq!(ended.stdout.lines().count(), 2);
    assert!(desk.has("out/一 月.json") && desk.has("out/b.json") && !desk.has("out/下级"));
    for jobs in ["1", "4"] {
        let ended = desk.convert(&["in", "--to", "json,txt", "--recursive", "--jobs", jobs]).expect(0);
        let names: Vec<&str> = ended.stdout.lines().map(|l| l.split("  ").next().unwrap()).collect();
        let expected = ["in/b", "in/一 月", "in/下级/二月"].map(|n| [format!("{n}.json"), format!("{n}.wenyin.txt")]);
        assert_eq!(names, expected.concat());
    }
    desk.convert(&["in/下级/..", "none", "--to", "json"]).expect(1).says(&["none: "]);
    std::fs::create_dir(desk.folder.path().join("hollow")).unwrap();
    desk.convert(&["hollow"]).expect(1).says(&["hollow", "--recursive"]);
}

#[test]
fn what_is_given_is_set_and_nothing_of_the_text_vanishes_silently() {
    let desk = Desk::with(&["a.txt"]);
    let given = ["a.txt", "--to", "json", "-o", "-", "--quiet", "--speaker", "李四", "--title", "在春季运动会上的讲话"];
    let ended = desk.convert(&given).expect(0);
    let model = json(ended.stdout.as_bytes());
    assert_eq!(model["front"]["speaker"], "李四");
    assert_eq!(model["front"]["title"][0], "在春季运动会上的讲话");
    assert_eq!(model["front"]["provenance"]["title"][0]["reason"], "given");
    assert_eq!(ended.stderr, "");
    let ended = desk.convert(&["a.txt", "--to", "json", "-o", "-", "--quiet", "--title", "别的题目"]).expect(0);
    assert_eq!(json(ended.stdout.as_bytes())["front"]["title"][0], "别的题目");
    let told = format!("{}{}", ended.stdout, ended.stderr);
    assert!(told.contains("在春季运动会上的讲话"), "{told}");
}

#[test]
fn wenyin_converts_too_and_lists_what_is_built_in() {
    let desk = Desk::with(&["a.txt"]);
    desk.wenyin(&["convert", "a.txt", "--to", "json"]).expect(0);
    assert!(desk.has("a.json"));
    let fonts = desk.wenyin(&["fonts"]).expect(0).stdout;
    assert_eq!(fonts.lines().count(), 7);
    assert!(fonts.lines().all(|l| l.contains("glyphs") && l.ends_with("OFL-1.1")), "{fonts}");
    assert!(desk.wenyin(&["profiles"]).expect(0).stdout.contains("speech  "));
    let toml = desk.wenyin(&["profiles", "show", "speech"]).expect(0).stdout;
    wenyin::style::Profile::from_toml(&toml).unwrap();
    desk.wenyin(&["profiles", "show", "nobody"]).expect(2).says(&["nobody", "speech"]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(desk.wenyin(&["completions", shell]).expect(0).stdout.contains("wenyin"));
    }
    assert!(desk.wenyin(&["man"]).expect(0).stdout.contains(".TH"));
    desk.wenyin(&[]).expect(2);
}

#[test]
fn a_file_is_readable_like_any_other() {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let desk = Desk::with(&["a.txt"]);
        desk.convert(&["a.txt", "--to", "json"]).expect(0);
        let mode = |name: &str| Path::new(desk.folder.path()).join(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode("a.json"), mode("a.txt"));
    }
}

#[test]
fn explain_says_of_each_line_what_it_was_taken_for_and_why() {
    let desk = Desk::with(&["a.txt"]);
    let ended = desk.convert(&["--explain", "a.txt", "--to", "txt"]);
    assert_eq!(ended.code, 0);
    for (line, kind) in [("line 1", "title"), ("line 2", "salutation"), ("line 3", "text")] {
        assert!(ended.stderr.lines().any(|l| l.starts_with(line) && l.contains(kind)), "{}", ended.stderr);
    }
    let ended = desk.wenyin(&["explain-layout", "a.txt"]);
    assert!(ended.stdout.contains("page 1") && ended.stdout.contains("natural width"), "{}", ended.stdout);
}

#[test]
fn the_encoding_is_recognised_and_can_be_named() {
    let desk = Desk::with(&[]);
    let (gbk, _, _) = encoding_rs::GBK.encode(TEXT);
    desk.put("a.txt", &gbk);
    let recognised = desk.convert(&["-v", "a.txt", "--to", "txt"]);
    assert!(recognised.code == 0 && recognised.stderr.contains("gb18030"), "{}", recognised.stderr);
    assert_eq!(desk.read("a.wenyin.txt"), TEXT.as_bytes());
    assert_eq!(desk.convert(&["--encoding", "gbk", "a.txt", "--to", "txt"]).code, 0);
    let wrong = desk.convert(&["--encoding", "utf-8", "a.txt", "--to", "txt"]);
    assert!(wrong.code == 1 && wrong.stderr.contains("offset"), "{}", wrong.stderr);
    assert_eq!(desk.convert(&["--encoding", "klingon", "a.txt"]).code, 2);
}

#[test]
fn files_of_other_programs_are_named_with_the_remedy() {
    let desk = Desk::with(&[]);
    desk.put("a.txt", b"%PDF-1.4\n%\xE2\xE3\n");
    desk.put("b.txt", b"PK\x03\x04\x14\0\x06\0");
    desk.convert(&["a.txt", "--to", "json"]).expect(1).says(&["a.txt: ", "PDF", "plain text"]);
    desk.convert(&["b.txt", "--to", "json"]).expect(1).says(&["b.txt: ", "DOCX", "LibreOffice"]);
    let chinese = desk.convert_in_chinese(&["b.txt", "--to", "json"]);
    assert!(chinese.stderr.contains("另存为纯文本"), "{}", chinese.stderr);
}

#[test]
fn broken_bytes_are_printed_as_a_mark_in_every_format_when_asked() {
    let desk = Desk::with(&[]);
    desk.put("a.txt", &[TEXT.as_bytes(), "再\n见".as_bytes(), b"\xE4\xBD\n"].concat());
    desk.convert(&["a.txt", "--to", "json"]).expect(1).says(&["offset 64", "E4 BD", "--lossy"]);
    let ended = desk.convert(&["a.txt", "--lossy", "--to", "pdf,docx,epub,json,txt"]).expect(0);
    ended.says(&["1 place that", "line 5", "offset 64", "E4 BD", "〓"]);
    let unreadable = &json(&desk.read("a.json"))["source"]["unreadable"];
    assert_eq!((&unreadable[0]["offset"], &unreadable[0]["bytes"]), (&64.into(), &"E4 BD".into()));
    assert!(String::from_utf8(desk.read("a.wenyin.txt")).unwrap().ends_with("见〓\n"));
    for name in ["a.docx", "a.epub"] {
        let mut parts = zip::ZipArchive::new(std::io::Cursor::new(desk.read(name))).unwrap();
        let found = (0..parts.len()).any(|at| {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut parts.by_index(at).unwrap(), &mut bytes).unwrap();
            String::from_utf8_lossy(&bytes).contains("见〓")
        });
        assert!(found, "{name}");
    }
    assert!(desk.has("a.pdf"));
    // A sound text is read as ever.
    desk.put("b.txt", TEXT.as_bytes());
    let ended = desk.convert(&["b.txt", "--lossy", "--to", "txt"]).expect(0);
    assert_eq!((ended.stderr.as_str(), desk.read("b.wenyin.txt")), ("", TEXT.as_bytes().to_vec()));
}

#[test]
fn hints_correct_what_was_recognised() {
    let desk = Desk::with(&[]);
    desk.put(
        "a.txt",
        "讲话\n同志们：\n一、形势\n今年的形势很好。\n二、任务\n今年的任务很重。\n— 3 —\n谢谢大家！\n".as_bytes(),
    );
    let kinds = |arguments: &[&str]| {
        desk.convert(&[&["a.txt", "--to", "json"], arguments].concat()).expect(0);
        let body = json(&desk.read("a.json"))["body"].clone();
        body.as_array().unwrap().iter().map(|b| b["type"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(kinds(&[]), "heading paragraph heading paragraph paragraph");
    assert_eq!(kinds(&["--clean"]), "heading paragraph heading paragraph");
    assert_eq!(kinds(&["--clean", "--no-headings"]), "paragraph paragraph paragraph paragraph");
    assert_eq!(kinds(&["--clean", "--no-headings", "--level3", "^[一二]、"]), "heading paragraph heading paragraph");
    assert_eq!(kinds(&["--clean", "--no-back"]), "heading paragraph heading paragraph paragraph");
    assert!(kinds(&["--no-front"]).starts_with("inner_title salutation heading"));
    desk.convert(&["a.txt", "--to", "json", "-v"]).expect(0).says(&["1 leftover of", "--clean"]);
    desk.convert(&["a.txt", "--to", "json", "-v", "--clean"]).expect(0).says(&["took out 1 leftover"]);
    let explained = desk.convert(&["a.txt", "--to", "json", "--explain", "--clean"]).expect(0);
    explained.says(&["line 7  not printed  — 3 —", "line 8  closing"]);
}

#[test]
fn front_matter_names_title_and_profile_and_the_command_line_goes_before_it() {
    let desk = Desk::with(&[]);
    let text = "---\ntitle: 在植树节上的讲话\nprofile: wide.toml\n标签: 春天\n---\n同志们：\n大家好！\n";
    desk.put("in/a.txt", text.as_bytes());
    desk.put("in/wide.toml", b"base = \"speech\"\n[page]\nwidth_mm = 300.0\n");
    let width = |arguments: &[&str]| {
        let ended =
            desk.convert(&[&["in/a.txt", "--to", "pdf,json", "--out-dir", "out"], arguments].concat()).expect(0);
        ended.says(&["标签: 春天", "line 4"]);
        let pdf = lopdf::Document::load_mem(&desk.read("out/a.pdf")).unwrap();
        let page = pdf.get_dictionary(*pdf.get_pages().values().next().unwrap()).unwrap();
        page.get(b"MediaBox").unwrap().as_array().unwrap()[2].as_float().unwrap().round()
    };
    assert_eq!((width(&[]), width(&["--profile", "speech"])), (850.0, 595.0));
    assert_eq!(json(&desk.read("out/a.json"))["front"]["title"][0], "在植树节上的讲话");
    assert_eq!(width(&["--title", "另一个题目"]), 850.0);
    assert_eq!(json(&desk.read("out/a.json"))["front"]["title"][0], "另一个题目");
    desk.put("in/b.txt", text.replace("wide.toml", "nobody").as_bytes());
    desk.convert(&["in/b.txt", "--to", "json"]).expect(1).says(&["b.txt: ", "nobody"]);
}

#[test]
fn a_saved_profile_loads_and_single_keys_go_before_it() {
    let desk = Desk::with(&["a.txt"]);
    let saved = desk.wenyin(&["profiles", "show", "speech"]).expect(0).stdout;
    desk.put("house.toml", saved.replace("width_mm = 210.0", "width_mm = 300.0").as_bytes());
    let width = |arguments: &[&str]| {
        desk.convert(&[&["a.txt", "--to", "pdf", "--profile", "house.toml"], arguments].concat()).expect(0);
        let pdf = lopdf::Document::load_mem(&desk.read("a.pdf")).unwrap();
        let page = pdf.get_dictionary(*pdf.get_pages().values().next().unwrap()).unwrap();
        page.get(b"MediaBox").unwrap().as_array().unwrap()[2].as_float().unwrap().round()
    };
    assert_eq!((width(&[]), width(&["--set", "page.width_mm=250"])), (850.0, 709.0));
    // A text's own profile gives way to single keys too.
    desk.put("b.txt", b"---\nprofile: house.toml\n---\n\xE5\xA5\xBD\xE3\x80\x82\n");
    desk.convert(&["b.txt", "--to", "pdf", "--set", "page_numbers.place=none"]).expect(0);
    let wrong = |key: &str| desk.convert(&["a.txt", "--set", key]).expect(2);
    wrong("page.lef_mm=3").says(&["--set", "page.lef_mm", "page.left_mm"]);
    wrong("page_numbers.place=outr").says(&["outr", "\"outer\""]);
    wrong("page.left_mm").says(&["KEY=VALUE"]);
    desk.put("bad.toml", b"[page]\nleft_mm = 28\nlef_mm = 3\n");
    desk.convert(&["a.txt", "--profile", "bad.toml"]).expect(2).says(&["--profile: bad.toml:3", "page.left_mm"]);
}

#[test]
fn the_rate_of_speaking_moves_the_minutes() {
    let desk = Desk::with(&[]);
    desk.put("a.txt", format!("同志们：\n{}。\n", "劳动创造幸福".repeat(100)).as_bytes());
    let convert = |arguments: &[&str]| {
        desk.convert(&[&["a.txt", "--to", "pdf", "--profile", "reading"], arguments].concat()).expect(0);
        desk.read("a.pdf")
    };
    let (slow, usual) = (convert(&["--rate", "120"]), convert(&[]));
    assert_ne!(slow, usual);
    assert_eq!(slow, convert(&["--set", "reading.rate=120"]));
    assert_eq!(usual, convert(&["--rate", "200"]));
    desk.convert(&["a.txt", "--rate", "0"]).expect(2).says(&["--rate"]);
    desk.wenyin(&["profiles", "show", "reading"]).expect(0);
}

#[test]
fn a_cover_must_be_a_picture() {
    let desk = Desk::with(&["a.txt"]);
    desk.put("cover.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"3\"/>");
    desk.convert(&["a.txt", "--to", "epub", "--cover", "cover.svg"]).expect(0);
    assert!(desk.has("a.epub"));
    desk.convert(&["a.txt", "--to", "epub", "--cover", "a.txt"]).expect(2).says(&["--cover", "a.txt", "PNG"]);
    desk.convert(&["a.txt", "--to", "epub", "--cover", "none.png"]).expect(2).says(&["none.png"]);
    desk.convert(&["a.txt", "--cover", "cover.svg", "--no-cover"]).expect(2);
}
