//! Promise: a DOCX is whole — nothing in it points at nothing, nothing is there twice — and its text,
//! taken out and read again, is the document that it was written from.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]
#![cfg(all(feature = "docx", feature = "embed-fonts"))]

mod docx_reading;
mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use docx_reading::{Docx, Node, everything, plain, render_with};
use rayon::prelude::*;
use support::squeeze;
use wenyin::model::{Block, Document, FlowBlock, FlowRun, Reason, RunRole, Span, Text};
use wenyin::style::Profile;
use wenyin::{Converter, DocxFonts, Error, Format};

// ---- the package --------------------------------------------------------------

/// What is wrong with a package: references to nothing, and names that occur twice.
fn faults(docx: &Docx) -> Vec<String> {
    let mut faults = Vec::new();
    let styles = docx.xml("word/styles.xml");
    let ids: Vec<&str> = styles.all("w:style").map(|s| s.get("w:styleId").unwrap()).collect();
    let names: Vec<&str> = styles.all("w:style").map(|s| s.val(&["w:name"]).unwrap()).collect();
    repeated("style id", &ids, &mut faults);
    repeated("style name", &names, &mut faults);
    for part in docx.names().filter(|name| name.ends_with(".xml")) {
        docx.xml(part).each(&mut |node| {
            let refers = ["w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next", "w:link"];
            if refers.contains(&node.name.as_str()) && !ids.contains(&node.get("w:val").unwrap()) {
                faults.push(format!("{part}: no style {:?}", node.get("w:val")));
            }
        });
        let relationships = relationships(docx, part);
        let known: Vec<&str> = relationships.iter().map(|(id, _)| id.as_str()).collect();
        repeated("relationship", &known, &mut faults);
        docx.xml(part).each(&mut |node| {
            if let Some(id) = node.get("r:id").filter(|id| !known.contains(id)) {
                faults.push(format!("{part}: no relationship {id}"));
            }
        });
    }
    let types = docx.xml("[Content_Types].xml");
    let parts: BTreeSet<&str> = docx.names().collect();
    for name in parts.iter().filter(|name| **name != "[Content_Types].xml") {
        let (part, extension) = (format!("/{name}"), name.rsplit('.').next());
        if !types.children.iter().any(|t| t.get("PartName") == Some(&part) || t.get("Extension") == extension) {
            faults.push(format!("{name} has no type"));
        }
        for (_, target) in relationships(docx, name) {
            if !parts.contains(target.as_str()) {
                faults.push(format!("{name} refers to {target}, which is not there"));
            }
        }
    }
    for part in types.children.iter().filter_map(|t| t.get("PartName")) {
        if !parts.contains(part.trim_start_matches('/')) {
            faults.push(format!("a type for {part}, which is not there"));
        }
    }
    faults
}

/// Ids and targets of a part's relationships; `_rels/.rels` for the package itself.
fn relationships(docx: &Docx, part: &str) -> Vec<(String, String)> {
    let (folder, file) = part.rsplit_once('/').map_or((String::new(), part), |(f, n)| (format!("{f}/"), n));
    let (folder, file) = if part == "[Content_Types].xml" { (String::new(), "") } else { (folder, file) };
    let name = format!("{folder}_rels/{file}.rels");
    if !docx.names().any(|n| n == name) {
        return Vec::new();
    }
    let both = |r: &Node| (r.get("Id").unwrap().to_owned(), format!("{folder}{}", r.get("Target").unwrap()));
    docx.xml(&name).children.iter().map(both).collect()
}

fn repeated(what: &str, names: &[&str], faults: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    faults.extend(names.iter().filter(|name| !seen.insert(**name)).map(|name| format!("{what} {name} twice")));
}

#[test]
fn nothing_dangles_and_nothing_is_there_twice() {
    let document = everything();
    for toml in ["", "[docx]\nfont_names = \"customary\"\n", "[page_numbers]\nplace = \"outer\"\nfirst_page = false\n"]
    {
        for fonts in [DocxFonts::Subset, DocxFonts::None] {
            let docx = Docx::open(&render_with(&document, Profile::from_toml(toml).unwrap(), fonts));
            assert_eq!(faults(&docx), [""; 0], "{toml:?} {fonts:?}");
        }
    }
    let short = Document { body: vec![plain("好。")], ..Document::default() };
    assert_eq!(faults(&Docx::open(&render_with(&short, Profile::speech(), DocxFonts::Full))), [""; 0]);
}

#[test]
fn a_broken_package_is_found_out() {
    let sound = render_with(&everything(), Profile::speech(), DocxFonts::Subset);
    for (part, from, to, fault) in [
        ("word/document.xml", "w:pStyle w:val=\"BodyText\"", "w:pStyle w:val=\"Body\"", "no style Some(\"Body\")"),
        ("word/document.xml", "w:rStyle w:val=\"OrdinalLead\"", "w:rStyle w:val=\"Lead\"", "no style Some(\"Lead\")"),
        ("word/document.xml", "r:id=\"rIdFooter1\"", "r:id=\"rId99\"", "no relationship rId99"),
        ("word/styles.xml", "w:styleId=\"Quote\"", "w:styleId=\"Verse\"", "style id Verse twice"),
        ("word/styles.xml", "w:name w:val=\"heading 2\"", "w:name w:val=\"heading 1\"", "style name heading 1 twice"),
        ("word/_rels/document.xml.rels", "Id=\"rId2\"", "Id=\"rId1\"", "relationship rId1 twice"),
        ("word/_rels/document.xml.rels", "settings.xml", "setting.xml", "setting.xml, which is not there"),
        ("[Content_Types].xml", "/word/footer1.xml", "/word/footer7.xml", "footer7.xml, which is not there"),
        ("[Content_Types].xml", "\"odttf\"", "\"ttf\"", "odttf has no type"),
    ] {
        let mut docx = Docx::open(&sound);
        let text = std::str::from_utf8(docx.part(part)).unwrap().replacen(from, to, 1);
        assert_ne!(text.as_bytes(), docx.part(part), "{from} is not in {part}");
        docx.replace(part, text.into_bytes());
        assert!(faults(&docx).iter().any(|f| f.contains(fault)), "{fault}: {:?}", faults(&docx));
    }
}

// ---- and back -----------------------------------------------------------------

/// The text that Word shows, a paragraph a line; line breaks stand where the source or a turned title has them.
fn text(docx: &Docx) -> String {
    let blocks = docx.blocks().into_iter().map(|block| {
        let cells: Vec<String> = block.iter().map(Node::plain).collect();
        cells.join("\t")
    });
    blocks.collect::<Vec<_>>().join("\n")
}

/// The blocks with the roles of their runs; the lines of a block together, since a turned title has more of them.
fn shape(document: &Document) -> Vec<String> {
    let run = |run: &FlowRun<'_>| match run.role {
        RunRole::Text => squeeze(run.text),
        role => format!("[{role:?}]{}|", squeeze(run.text)),
    };
    let block = |block: &FlowBlock<'_>| {
        let runs: String = block.lines.iter().flat_map(|l| &l.runs).map(run).collect();
        format!("{:?} {runs}", block.kind)
    };
    document.flow().iter().map(block).collect()
}

#[test]
fn the_text_of_a_docx_reads_as_the_same_document() {
    let letter = "某某市林业局关于切实做好今年春季造林绿化和森林防火工作的通知\n各县区林业局：\n春季造林在即，现通知如下：\n一、抓紧备苗\n\
        （一）落实苗木。各地要在三月底前备足。\n（二）查验质量。\n1. 逐批检验\n不合格的不得出圃。\n二、按时上报\n\
        一是专人负责。二是按周汇总。\n附件：造林任务表\n某某市林业局\n2026年2月3日\n";
    let speech = "在读书节开幕式上的致辞\n——2026年4月23日\n同志们、朋友们：\n“书籍是人类进步的阶梯”——这句话大家都熟悉。\n\
        一、读书要有选择\nGDP增长5.5%，人均12本。\n二、读书要能坚持\n谢谢大家！\n";
    let wenyin = Converter::builder().docx_fonts(DocxFonts::None).build().unwrap();
    for source in [support::seed(), letter.into(), speech.into()] {
        let document = wenyin.parse(&source).unwrap();
        let docx = Docx::open(wenyin.render(&document, &[Format::Docx]).unwrap().docx().unwrap().bytes());
        let again = wenyin.parse(text(&docx).as_bytes()).unwrap();
        assert!(document.flow().len() > 6, "a document worth the name");
        assert_eq!(shape(&again), shape(&document));
    }
    // One of the titles was turned, and the comparison sees a heading that became a paragraph.
    let changed = wenyin.parse(speech.replace("二、读书", "读书").as_bytes()).unwrap();
    assert_ne!(shape(&changed), shape(&wenyin.parse(speech.as_bytes()).unwrap()));
}

/// Renders a text and compares what Word would show with the source, white space aside.
///
/// False for a text that cannot be read, or has a character that no face has: those are other rooms' affairs.
fn keeps_its_text(wenyin: &Converter, bytes: &[u8]) -> Result<bool, String> {
    let Ok(document) = wenyin.parse(bytes) else { return Ok(false) };
    let rendered = match wenyin.render(&document, &[Format::Docx]) {
        Ok(rendered) => rendered,
        Err(Error::Empty | Error::MissingCharacter { .. }) => return Ok(false),
        Err(other) => return Err(other.to_string()),
    };
    let docx = Docx::open(rendered.docx().unwrap().bytes());
    let (found, wanted) = (squeeze(&text(&docx)), squeeze(&document.to_text()));
    if found != wanted {
        let same = found.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
        return Err(format!("differs from character {same} of {}", wanted.chars().count()));
    }
    let faults = faults(&docx);
    if faults.is_empty() { Ok(true) } else { Err(faults.join("\n")) }
}

#[test]
fn a_corpus_beside_the_project_keeps_its_text_and_is_whole() {
    let wenyin = Converter::builder().docx_fonts(DocxFonts::None).build().unwrap();
    let mut files = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/dev"), &mut files);
    files.sort();
    // Every tenth text in the time of an ordinary run, all of them when asked.
    let step = if std::env::var_os("WENYIN_ALL_DOCUMENTS").is_some() { 1 } else { 10 };
    let chosen: Vec<&PathBuf> = files.iter().step_by(step).collect();
    let outcomes: Vec<Result<bool, String>> = chosen
        .par_iter()
        .map(|file| {
            let outcome = keeps_its_text(&wenyin, &std::fs::read(file).unwrap());
            outcome.map_err(|problem| format!("{}: {problem}", file.display()))
        })
        .collect();
    let problems: Vec<&String> = outcomes.iter().filter_map(|o| o.as_ref().err()).collect();
    assert_eq!(problems, [""; 0]);
    let written = outcomes.iter().filter(|o| **o == Ok(true)).count();
    println!("{written} of {} texts were written as DOCX", chosen.len());
    assert!(written * 10 >= chosen.len() * 9, "only {written} of {} could be written", chosen.len());
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|e| e == "txt") {
            files.push(path);
        }
    }
}

// ---- what nobody should send ----------------------------------------------------

#[test]
fn hostile_documents_give_a_sound_file_or_one_clear_error() {
    let wenyin = Converter::builder().docx_fonts(DocxFonts::None).build().unwrap();
    let render =
        |document: &Document| wenyin.render(document, &[Format::Docx]).map(|r| r.docx().unwrap().bytes().to_vec());

    let long: String = "一段没有尽头的话，".chars().cycle().take(100_000).collect();
    let docx = Docx::open(&render(&Document { body: vec![plain(&long)], ..Document::default() }).unwrap());
    assert_eq!(docx.paragraphs()[0].plain(), long);

    let heading = |n: usize| Block::Heading {
        level: (n % 4 + 1) as u8,
        number: String::new(),
        text: format!("第{n}条标题"),
        span: Span::default(),
        reason: Reason::Given,
    };
    let many = Document { body: (0..10_000).map(heading).collect(), ..Document::default() };
    let docx = Docx::open(&render(&many).unwrap());
    assert_eq!((docx.paragraphs().len(), faults(&docx)), (10_000, vec![]));

    // A title that no line can hold is still written once and whole.
    let mut titled = Document { body: vec![plain("好。")], ..Document::default() };
    titled.front.title = vec![Text::given("无休无止".repeat(500))];
    let docx = Docx::open(&render(&titled).unwrap());
    assert_eq!(squeeze(&docx.paragraphs()[0].plain()), "无休无止".repeat(500));

    for (text, named) in [("好\u{1}", "U+0001"), ("好\u{FFFE}", "U+FFFE"), ("好\u{B}", "U+000B")] {
        let error = render(&Document { body: vec![plain(text)], ..Document::default() }).unwrap_err();
        assert!(error.to_string().contains(named), "{error}");
    }
    // A lone surrogate in a file is no text; nothing is written for it.
    let units = [0xFEFF, 0x597D, 0xD800, 0x597D_u16];
    let bytes: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    assert!(wenyin.parse(&bytes).is_err());
    let markup = "<w:p>&amp;]]>\"'<!-- --> & < >";
    let docx = Docx::open(&render(&Document { body: vec![plain(markup)], ..Document::default() }).unwrap());
    assert_eq!(docx.paragraphs()[0].plain(), markup);
}
