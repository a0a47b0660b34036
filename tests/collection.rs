//! Several documents bound as one book: order, contents, page numbers.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod support;

use std::collections::BTreeSet;

use support::{blocks, pdf::Pdf, squeeze, zipped};
use wenyin::model::{BlockKind, Collection, RunRole};
use wenyin::{Converter, Format};

/// A speech of so many paragraphs; every fifth has no title, every third a long one.
fn speech(n: usize, paragraphs: usize) -> String {
    let title = match n {
        n if n % 5 == 4 => String::new(),
        n if n % 3 == 2 => format!("在某某市第{n}次深化农业农村改革推进乡村全面振兴工作座谈会上的讲话\n"),
        n => format!("在第{n}次工作会议上的讲话\n"),
    };
    let text = "今年以来，全市上下齐心协力，各项工作取得了新的进展。".repeat(4);
    let body: String = (0..paragraphs).map(|_| format!("{text}\n")).collect();
    format!(
        "{title}同志们：\n一、第{n}次会议的总体情况\n{body}（一）加强领导。各级要摆上日程。\n二、下一步工作\n谢谢大家！\n"
    )
}

fn collection(speeches: usize) -> Collection {
    let wenyin = Converter::builder().build().unwrap();
    let documents = (0..speeches).map(|n| wenyin.parse(speech(n, n % 7 * 3).as_bytes()).unwrap()).collect();
    Collection { title: "某某同志讲话选编".into(), documents }
}

#[test]
fn every_format_has_every_block_in_order() {
    let book = collection(12);
    let rendered = Converter::builder().build().unwrap().render_collection(&book, Format::ALL).unwrap();
    let text: Vec<String> = book.documents.iter().flat_map(blocks).collect();
    let title = squeeze(&book.title);
    let contents: Vec<String> = book.labels().iter().map(|label| squeeze(label)).collect();

    let docx: Vec<String> =
        zipped::docx_paragraphs(rendered.docx().unwrap().bytes()).iter().map(|t| squeeze(t)).collect();
    let front = contents.len() + 2;
    assert_eq!((&docx[0], docx[1].as_str()), (&title, "目录"));
    for (entry, label) in docx[2..front].iter().zip(&contents) {
        assert!(entry.contains(label.as_str()) && entry.contains("PAGEREF"), "{entry}");
    }
    // The field at the beginning of a document without title is no text.
    let shown = |paragraph: &String| match paragraph.strip_prefix("TC\"") {
        Some(field) => field.split_once("\"\\l1").unwrap().1.to_owned(),
        None => paragraph.clone(),
    };
    assert_eq!(docx[front..].iter().map(shown).collect::<Vec<_>>(), text, "DOCX");

    let epub: Vec<String> =
        zipped::epub_blocks(rendered.epub().unwrap().bytes()).iter().map(|(_, t)| squeeze(t)).collect();
    // The page of the cover has no text.
    assert_eq!(epub, [vec![title.clone()], text.clone()].concat(), "EPUB");

    let pdf = Pdf::read(rendered.pdf().unwrap().bytes()).blocks();
    let roles: Vec<&str> = pdf.iter().take(3).map(|(role, _)| role.as_str()).collect();
    assert_eq!(roles, ["Title", "H1", "TOC"]);
    let pdf: Vec<String> = pdf.iter().map(|(_, text)| squeeze(text)).collect();
    assert_eq!(pdf[..2], [title, "目录".to_owned()]);
    assert_eq!(pdf[3..], text, "PDF");
}

#[test]
fn the_contents_name_the_page_on_which_each_document_begins() {
    // Enough for contents of several pages.
    let book = collection(70);
    let wenyin = Converter::builder().build().unwrap();
    let rendered = wenyin.render_collection(&book, &[Format::Pdf, Format::Docx]).unwrap();
    let pdf = Pdf::read(rendered.pdf().unwrap().bytes());
    let text_of = |page: usize| squeeze(&pdf.lines(page).concat().iter().map(|g| g.text.as_str()).collect::<String>());
    let links = pdf.links();
    let labels = book.labels();
    assert!(links.iter().map(|(page, ..)| *page).max() > Some(2), "the contents fit two pages");

    let mut targets = Vec::new();
    for (page, label, target) in &links {
        assert!((1..*target).contains(page));
        if targets.last() != Some(target) {
            targets.push(*target);
            // Words of the title, its number among them, and on the line behind them the number of the page.
            assert_eq!(squeeze(label), squeeze(&labels[targets.len() - 1]));
            let begins = text_of(*target);
            let first = blocks(&book.documents[targets.len() - 1])[0].clone();
            assert!(begins.starts_with(&first), "{begins} does not begin with {first}");
            let printed = text_of(*page);
            assert!(printed.contains(&format!("{}{}", squeeze(label), target + 1)), "{label} {target}: {printed}");
        }
    }
    assert_eq!(targets.len(), 70);
    // The page numbers at the foot are the same.
    let foot = |page: usize| squeeze(&pdf.artifacts(page).iter().map(|g| g.text.as_str()).collect::<String>());
    assert_eq!(foot(0), "", "a title page has no number");
    for &target in &targets {
        assert_eq!(foot(target), format!("—{}—", target + 1));
    }

    let document = zipped::part(rendered.docx().unwrap().bytes(), "word/document.xml");
    let numbers: Vec<usize> = document
        .split("PAGEREF ")
        .skip(1)
        .map(|entry| {
            let number = entry.split("<w:t").nth(1).unwrap().split_once('>').unwrap().1;
            number.split('<').next().unwrap().parse().unwrap()
        })
        .collect();
    assert_eq!(numbers, targets.iter().map(|target| target + 1).collect::<Vec<_>>());
    let marks: BTreeSet<&str> = document
        .split("<w:bookmarkStart ")
        .skip(1)
        .map(|mark| mark.split("w:name=\"").nth(1).unwrap().split('"').next().unwrap())
        .collect();
    let referred: BTreeSet<&str> =
        document.split("PAGEREF ").skip(1).map(|entry| entry.split(' ').next().unwrap()).collect();
    assert_eq!((marks.len(), &marks), (70, &referred));
    assert_eq!(document.matches("w:pageBreakBefore").count(), 71, "the contents and each document begin a page");
}

#[test]
fn the_outline_has_two_levels_in_every_format() {
    let book = collection(10);
    let rendered = Converter::builder().build().unwrap().render_collection(&book, Format::ALL).unwrap();
    let mut expected = Vec::new();
    for (document, label) in book.documents.iter().zip(book.labels()) {
        expected.push(squeeze(&label));
        for block in document.flow() {
            if matches!(block.kind, BlockKind::Heading(_) | BlockKind::InnerTitle) {
                expected.push(squeeze(&block.text()));
            }
            let runs = block.lines.iter().flat_map(|line| &line.runs);
            expected.extend(runs.filter(|r| matches!(r.role, RunRole::Heading { .. })).map(|r| squeeze(r.text)));
        }
    }
    let squeezed = |texts: Vec<String>| texts.iter().map(|t| squeeze(t)).collect::<Vec<_>>();
    assert_eq!(squeezed(Pdf::read(rendered.pdf().unwrap().bytes()).bookmarks()), expected, "PDF");
    assert_eq!(squeezed(zipped::epub_contents(rendered.epub().unwrap().bytes())), expected, "EPUB");
    // A document without title has no heading of its own in Word, but a field from which the contents take it.
    let untitled: BTreeSet<String> =
        book.documents.iter().filter(|d| d.front.title.is_empty()).map(|d| squeeze(&d.label())).collect();
    assert_eq!(untitled.len(), 1);
    let hidden = zipped::part(rendered.docx().unwrap().bytes(), "word/document.xml");
    let hidden: BTreeSet<String> =
        hidden.split(" TC \"").skip(1).map(|field| squeeze(field.split("\" \\l").next().unwrap())).collect();
    assert_eq!(hidden, untitled);
    let with_title: Vec<String> = expected.iter().filter(|t| !untitled.contains(*t)).cloned().collect();
    assert_eq!(squeezed(zipped::docx_headings(rendered.docx().unwrap().bytes())), with_title, "DOCX");

    let nav = zipped::part(rendered.epub().unwrap().bytes(), "EPUB/nav.xhtml");
    let toc = nav.split("</nav>").next().unwrap();
    let documents = toc.lines().filter(|line| line.starts_with("<li><a href=\"text-")).count();
    assert!(documents >= expected.len(), "every entry leads into a text");
    let ids: Vec<&str> = toc.split("href=\"").skip(1).map(|l| l.split('"').next().unwrap()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "two entries lead to one place");
}

#[test]
fn the_fonts_are_there_once_and_the_bytes_are_the_same_on_any_number_of_threads() {
    let book = collection(9);
    let render = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| Converter::builder().build().unwrap().render_collection(&book, Format::ALL).unwrap())
    };
    let one = render(1);
    assert_eq!(one, render(3));
    let alone = Converter::builder().build().unwrap().render_collection(&book, &[Format::Epub]).unwrap();
    assert_eq!(alone.epub(), one.epub(), "an EPUB depends on what else is rendered");
    let opf = zipped::part(one.epub().unwrap().bytes(), "EPUB/package.opf");
    let fonts: Vec<&str> = opf.split("href=\"fonts/").skip(1).map(|f| f.split('"').next().unwrap()).collect();
    let files: BTreeSet<&str> = fonts.iter().copied().filter(|f| f.ends_with(".ttf")).collect();
    assert!(!files.is_empty());
    assert_eq!(opf.matches("media-type=\"font/ttf\"").count(), files.len());
}

#[test]
fn a_document_that_fails_is_named_by_its_place() {
    let mut book = collection(3);
    let wenyin = Converter::builder().build().unwrap();
    book.documents[1] = wenyin.parse("在会议上的讲话\n同志们：\n这个字\u{13000}没有。".as_bytes()).unwrap();
    let error = wenyin.render_collection(&book, Format::ALL).unwrap_err();
    assert!(matches!(error, wenyin::Error::InCollection { index: 1, .. }), "{error}");
    let empty = Collection { title: "选编".into(), documents: Vec::new() };
    assert!(matches!(wenyin.render_collection(&empty, Format::ALL), Err(wenyin::Error::Empty)));
}

/// The program in a folder of its own: its exit code and what it said.
fn convert(folder: &std::path::Path, arguments: &[&str]) -> (i32, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_convert"));
    command.args(arguments).current_dir(folder).env("LC_ALL", "en_GB.UTF-8").env_remove("SOURCE_DATE_EPOCH");
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (output.status.code().unwrap(), said)
}

fn desk(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn titles(epub: &std::path::Path) -> Vec<String> {
    zipped::epub_contents(&std::fs::read(epub).unwrap())
}

#[test]
fn a_folder_becomes_one_book_in_the_order_of_names_or_dates() {
    let text = |title: &str, date: &str| format!("{title}\n{date}\n同志们：\n大家好！\n");
    let desk = desk(&[
        ("稿/10 末.txt", &text("在第十次会议上的讲话", "（2024年3月1日）")),
        ("稿/2 中.txt", &text("在第二次会议上的讲话", "（2026年1月1日）")),
        ("稿/1 无日期.txt", "在第一次会议上的讲话\n同志们：\n大家好！\n"),
    ]);
    let [first, second, tenth] = ["在第一次会议上的讲话", "在第二次会议上的讲话", "在第十次会议上的讲话"];
    let (code, said) = convert(desk.path(), &["稿", "--to", "epub", "--collect", "讲话/选编"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(titles(&desk.path().join("稿/讲话_选编.epub")), [first, second, tenth]);
    let run = |order| convert(desk.path(), &["稿", "-o", "b.epub", "--collect", "选编", "--collect-order", order]);
    assert_eq!(run("date").0, 0);
    assert_eq!(titles(&desk.path().join("b.epub")), [tenth, second, first], "without a date comes last");
    let given = ["稿/2 中.txt", "稿/10 末.txt", "--collect", "选编", "--collect-order", "given", "-o", "c.epub"];
    assert_eq!(convert(desk.path(), &given).0, 0);
    assert_eq!(titles(&desk.path().join("c.epub")), [second, tenth]);
    let (code, _) = convert(desk.path(), &["稿", "--collect", "全集", "--out-dir", "out"]);
    assert_eq!(code, 0);
    for format in ["pdf", "docx", "epub"] {
        assert!(desk.path().join(format!("out/全集.{format}")).exists());
    }
}

#[test]
fn a_book_that_would_lack_a_text_is_not_written() {
    let desk = desk(&[
        ("a.txt", "在会议上的讲话\n同志们：\n大家好！\n"),
        ("b.txt", "在会议上的讲话\n同志们：\n没有\u{13000}这个字。\n"),
        ("c.txt", "%PDF-1.7 is no text"),
    ]);
    let arguments = ["a.txt", "b.txt", "c.txt", "none.txt", "--no-system-fonts", "--collect", "书", "--out-dir", "out"];
    let (code, said) = convert(desk.path(), &arguments);
    assert_eq!(code, 1);
    for name in ["b.txt", "c.txt", "none.txt"] {
        assert!(said.lines().any(|line| line.starts_with(name)), "{name}: {said}");
    }
    assert!(said.contains("《书》 was not made"), "{said}");
    assert!(!desk.path().join("out").exists());
}

#[test]
fn what_a_book_cannot_be_is_refused_before_anything_is_read() {
    let desk = desk(&[("a.txt", "在会议上的讲话\n同志们：\n大家好！\n")]);
    for arguments in [
        &["a.txt", "--collect", "书", "--to", "json"][..],
        &["a.txt", "--collect", "书", "--to", "epub,txt"],
        &["-", "--collect", "书", "-o", "b.epub"],
        &["a.txt", "--collect", "书", "--to", "pdf", "-o", "-"],
        &["a.txt", "--collect", ""],
        &["a.txt", "--collect", "书", "--title", "题"],
        &["a.txt", "--collect-order", "date"],
        &["a.txt", "--collect", "书", "--skip-unchanged"],
        &["a.txt", "--collect", "书", "--shard", "1/2"],
        &["a.txt", "--collect", "书", "--memory", "64"],
        &["a.txt", "--collect", "书", "--check"],
        &["a.txt", "--collect", "书", "--to", "pdf", "--report", "书.pdf"],
        &[".", "--collect", "书", "--report", "a.txt"],
    ] {
        let (code, said) = convert(desk.path(), arguments);
        assert_eq!(code, 2, "{arguments:?}: {said}");
    }
    assert_eq!(std::fs::read_dir(desk.path()).unwrap().count(), 1);
}

#[test]
fn the_report_of_a_book_has_its_texts_and_what_was_made_of_them() {
    let desk = desk(&[
        ("2.txt", "在第二次会议上的讲话\n同志们：\n大家好！\n"),
        ("1.txt", "在第一次会议上的讲话\n同志们：\n大家好！没有\u{13000}这个字。\n"),
    ]);
    let report = || -> serde_json::Value {
        serde_json::from_slice(&std::fs::read(desk.path().join("r.json")).unwrap()).unwrap()
    };
    let book = ["1.txt", "2.txt", "--no-system-fonts", "--collect", "书", "--to", "pdf,epub", "--report", "r.json"];
    let (code, _) = convert(desk.path(), &book);
    assert_eq!(code, 1);
    let failed = report();
    assert_eq!((failed["files"][0]["input"].as_str(), &failed["book"]["status"]), (Some("1.txt"), &"failed".into()));
    assert_eq!((failed["files"].as_array().unwrap().len(), &failed["summary"]["failed"]), (1, &1.into()));

    let (code, said) = convert(desk.path(), &[&book[..], &["--allow-missing"]].concat());
    assert_eq!(code, 0, "{said}");
    assert!(said.lines().any(|line| line.starts_with("《书》") && line.contains("U+13000")), "{said}");
    let done = report();
    let names: Vec<_> = done["files"].as_array().unwrap().iter().map(|file| file["input"].as_str().unwrap()).collect();
    assert_eq!(names, ["1.txt", "2.txt"], "{done}");
    let (book, summary) = (&done["book"], &done["summary"]);
    assert_eq!((&book["title"], &book["status"], &summary["done"]), (&"书".into(), &"done".into(), &2.into()));
    assert_eq!((&book["pages"], &summary["pages"]), (&4.into(), &4.into()), "title page, contents, two texts");
    assert_eq!(book["warnings"][0]["code"], "stand_in");
    let mut bytes = 0;
    for (output, format) in book["outputs"].as_array().unwrap().iter().zip(["pdf", "epub"]) {
        let file = std::fs::read(desk.path().join(format!("书.{format}"))).unwrap();
        assert_eq!((&output["format"], &output["bytes"]), (&format.into(), &file.len().into()));
        assert_eq!(output["sha256"].as_str().unwrap().len(), 64);
        bytes += file.len();
    }
    assert_eq!(summary["bytes"], bytes);
}

#[test]
fn a_text_whose_house_rules_are_passed_over_is_named() {
    let desk = desk(&[
        ("1.txt", "---\nprofile: book\n---\n在第一次会议上的讲话\n同志们：\n大家好！\n"),
        ("2.txt", "在第二次会议上的讲话\n同志们：\n大家好！\n"),
    ]);
    let book = ["1.txt", "2.txt", "--collect", "书", "-o", "b.epub", "--report", "r.json"];
    let told = |said: &str| said.lines().filter(|l| l.contains("profile “book”")).count();
    let (code, said) = convert(desk.path(), &book);
    assert_eq!((code, told(&said)), (0, 1), "{said}");
    assert!(said.contains("1.txt: the profile"), "{said}");
    let report = std::fs::read_to_string(desk.path().join("r.json")).unwrap();
    assert_eq!(report.matches("profile_passed_over").count(), 1);
    // Who names the house rules of the book has decided.
    let (code, said) = convert(desk.path(), &[&book[..], &["--profile", "book"]].concat());
    assert_eq!((code, told(&said)), (0, 0), "{said}");
}
