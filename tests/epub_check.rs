//! The EPUB says what the document says: every block, every heading, every link.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]
#![cfg(all(feature = "epub", feature = "embed-fonts"))]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking, its helpers too")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use quick_xml::Reader;
use quick_xml::events::Event;
use wenyin::font::{Face, Missing};
use wenyin::model::{Back, Block, Document, Front, Reason, Run, RunRole, Span, Text};
use wenyin::style::{Profile, Writing};
use wenyin::{Converter, Cover, CoverImage, EpubFonts, EpubOptions, Error, Format};

const NAV: &str = "EPUB/nav.xhtml";
const OPF: &str = "EPUB/package.opf";

fn text(s: &str) -> Text {
    Text::given(s)
}

fn texts(lines: &[&str]) -> Vec<Text> {
    lines.iter().copied().map(Text::given).collect()
}

fn heading(level: u8, s: &str) -> Block {
    let (number, span, reason) = (String::new(), Span::default(), Reason::Given);
    Block::Heading { level, number, text: s.to_owned(), span, reason }
}

fn runs(pieces: &[(RunRole, &str)]) -> Block {
    let runs = pieces.iter().map(|&(role, text)| Run { role, text: text.to_owned() }).collect();
    Block::Paragraph { runs, span: Span::default(), reason: Reason::Given }
}

fn paragraph(s: &str) -> Block {
    runs(&[(RunRole::Text, s)])
}

/// A document with every kind of block.
fn everything() -> Document {
    Document {
        front: Front {
            preamble: texts(&["编者按：这是一篇讲话。"]),
            doc_number: Some(text("文发〔2026〕7号")),
            title: texts(&["弘扬劳模精神", "做新时代奋进者"]),
            subtitle: texts(&["——在全市劳动模范座谈会上的讲话"]),
            speaker: Some(text("市总工会主席　张三")),
            date: Some(text("（二〇二六年四月二十八日）")),
            salutation: texts(&["各位劳模、同志们："]),
            ..Front::default()
        },
        body: vec![
            paragraph("“五一”就要到了，今天我们在这里座谈——这是2026年的第1次，GDP增长5.3%……"),
            heading(1, "一、劳模精神是时代的旗帜"),
            paragraph("“爱岗敬业、争创一流”是劳模精神的核心。"),
            heading(3, "1.从一级直接到三级"),
            paragraph("编号跳级，标题不跳级。"),
            heading(1, "二、把精神变成行动"),
            runs(&[
                (RunRole::Heading { level: 2 }, "（一）加强领导。"),
                (RunRole::Text, "各级要把工作摆上日程。"),
                (RunRole::Ordinal, "一是"),
                (RunRole::Text, "落实责任。"),
            ]),
            heading(3, "1.具体安排"),
            heading(4, "（1）时间"),
            runs(&[(RunRole::Heading { level: 2 }, "（二）抓好落实。"), (RunRole::Text, "一分部署，九分落实。")]),
            heading(2, "（三）独立成行的二级标题"),
            Block::Quote(text("幸福是奋斗出来的。")),
            Block::Quote(text("空谈误国，实干兴邦。")),
            Block::Verse(texts(&["雄关漫道真如铁，", "而今迈步从头越。"])),
            Block::Salutation(text("同志们！")),
            Block::Table(vec![texts(&["单位", "人数"]), texts(&["甲厂", "12"])]),
            Block::InnerTitle(text("倡议书")),
            heading(1, "一、倡议之一"),
            paragraph("让我们携起手来。"),
        ],
        back: Back {
            closing: texts(&["谢谢大家！"]),
            attachments: texts(&["附件：1.名单"]),
            signature: texts(&["市总工会"]),
            signature_date: Some(text("2026年4月30日")),
            attachment_bodies: vec![Block::InnerTitle(text("名单")), paragraph("张三　李四　王五")],
            footnotes: texts(&["〔1〕见会议材料。"]),
            cc: texts(&["抄送：各区县总工会。"]),
            print_note: texts(&["市总工会办公室印发"]),
        },
        ..Document::default()
    }
}

/// A document over the limit of one file.
fn long() -> Document {
    let mut document = everything();
    for n in 0..40 {
        document.body.push(heading(1, &format!("第{n}章　长文")));
        document.body.extend((0..20).map(|_| paragraph(&"长文要分成几个文件，一章一个。".repeat(3))));
        document.body.push(runs(&[(RunRole::Heading { level: 2 }, "（一）小结。"), (RunRole::Text, "到此为止。")]));
    }
    document
}

fn render(document: &Document) -> Result<Vec<u8>, Error> {
    let wenyin = Converter::builder().build()?;
    Ok(wenyin.render(document, &[Format::Epub])?.epub().unwrap().bytes().to_vec())
}

/// Entries of a package in order.
fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|n| {
            let mut file = zip.by_index(n).unwrap();
            let mut data = Vec::new();
            file.read_to_end(&mut data).unwrap();
            (file.name().to_owned(), data)
        })
        .collect()
}

fn files(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    entries(bytes).into_iter().collect()
}

/// What a reader of XML sees, entities resolved.
enum Piece {
    Start(String, BTreeMap<String, String>),
    End(String),
    Text(String),
}

fn pieces(xml: &[u8]) -> Vec<Piece> {
    let mut reader = Reader::from_str(std::str::from_utf8(xml).unwrap());
    let mut out = Vec::new();
    loop {
        let event = reader.read_event().expect("well-formed");
        match &event {
            Event::Start(e) | Event::Empty(e) => {
                let name = e.name().as_ref().to_owned();
                let attributes = e.attributes().map(|a| {
                    let a = a.unwrap();
                    (a.key.as_ref().to_owned(), quick_xml::escape::unescape(&a.value).unwrap().into_owned())
                });
                out.push(Piece::Start(name.clone(), attributes.collect()));
                if matches!(event, Event::Empty(_)) {
                    out.push(Piece::End(name));
                }
            }
            Event::End(e) => out.push(Piece::End(e.name().as_ref().to_owned())),
            Event::Text(t) => out.push(Piece::Text(t.xml10_content().into_owned())),
            Event::GeneralRef(r) => {
                let entity = format!("&{};", r.clone().into_inner());
                out.push(Piece::Text(quick_xml::escape::unescape(&entity).unwrap().into_owned()));
            }
            Event::Eof => return out,
            _ => {}
        }
    }
}

/// Elements of a name, in order, by their attributes.
fn elements(xml: &[u8], wanted: &str) -> Vec<BTreeMap<String, String>> {
    let starts = pieces(xml).into_iter();
    starts.filter_map(|p| if let Piece::Start(name, a) = p { (name == wanted).then_some(a) } else { None }).collect()
}

/// The texts of block elements, `<br/>` and cells as line ends, with their names.
fn blocks(xhtml: &[u8]) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let (mut inside, mut cells) = (false, 0);
    let is_block = |name: &str| matches!(name, "p" | "tr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    for piece in pieces(xhtml) {
        match piece {
            Piece::Start(name, _) if is_block(&name) => {
                assert!(!inside, "a block within a block");
                out.push((name, String::new()));
                (inside, cells) = (true, 0);
            }
            Piece::End(name) if is_block(&name) => inside = false,
            Piece::Start(name, _) if name == "br" => out.last_mut().unwrap().1.push('\n'),
            Piece::Start(name, _) if name == "td" => {
                if cells > 0 {
                    out.last_mut().unwrap().1.push('\n');
                }
                cells += 1;
            }
            Piece::Text(t) if inside => out.last_mut().unwrap().1.push_str(&t),
            _ => {}
        }
    }
    out
}

/// Content documents in the order of the spine, cover and navigation document aside.
fn spine(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let items: BTreeMap<String, String> =
        elements(&files[OPF], "item").into_iter().map(|i| (i["id"].clone(), i["href"].clone())).collect();
    let refs = elements(&files[OPF], "itemref").into_iter().filter(|r| r["idref"].starts_with("text"));
    refs.map(|r| format!("EPUB/{}", items[&r["idref"]])).collect()
}

fn all_blocks(files: &BTreeMap<String, Vec<u8>>) -> Vec<(String, String)> {
    spine(files).iter().flat_map(|name| blocks(&files[name])).collect()
}

/// Entries of the table of contents: depth, target, label.
fn toc(nav: &[u8]) -> Vec<(usize, String, String)> {
    let mut out: Vec<(usize, String, String)> = Vec::new();
    let (mut depth, mut link) = (0, false);
    for piece in pieces(nav) {
        match piece {
            Piece::Start(name, _) if name == "ol" => depth += 1,
            Piece::End(name) if name == "ol" => depth -= 1,
            Piece::End(name) if name == "nav" => break,
            Piece::Start(name, a) if name == "a" => {
                out.push((depth, a["href"].clone(), String::new()));
                link = true;
            }
            Piece::End(name) if name == "a" => link = false,
            Piece::Text(t) if link => out.last_mut().unwrap().2.push_str(&t),
            _ => {}
        }
    }
    out
}

/// Every link leads to an element that exists, and ids are unique in their file.
fn check_links(files: &BTreeMap<String, Vec<u8>>) {
    let mut targets = BTreeSet::new();
    for name in files.keys().filter(|n| n.ends_with(".xhtml")) {
        targets.insert(name.clone());
        for piece in pieces(&files[name]) {
            if let Piece::Start(_, attributes) = piece
                && let Some(id) = attributes.get("id")
            {
                assert!(targets.insert(format!("{name}#{id}")), "{name}: id {id} twice");
            }
        }
    }
    for name in files.keys().filter(|n| n.ends_with(".xhtml")) {
        for link in elements(&files[name], "a") {
            assert!(targets.contains(&format!("EPUB/{}", link["href"])), "{name}: {}", link["href"]);
        }
    }
}

#[test]
fn mimetype_comes_first_and_plain() {
    let bytes = render(&everything()).unwrap();
    assert_eq!(&bytes[..4], b"PK\x03\x04");
    assert_eq!(&bytes[8..10], [0, 0], "stored");
    assert_eq!(&bytes[28..30], [0, 0], "no extra field");
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
}

#[test]
fn every_block_in_order_with_every_character() {
    for document in [everything(), long()] {
        let files = files(&render(&document).unwrap());
        let expected: Vec<String> = document.flow().iter().map(|b| b.text()).collect();
        let found: Vec<String> = all_blocks(&files).into_iter().map(|(_, text)| text).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn headings_are_headings_and_leave_no_gap() {
    let files = files(&render(&everything()).unwrap());
    let headings: Vec<(String, String)> =
        all_blocks(&files).into_iter().filter(|(name, _)| name.starts_with('h')).collect();
    let expected = [
        ("h1", "弘扬劳模精神\n做新时代奋进者"),
        ("h2", "一、劳模精神是时代的旗帜"),
        ("h3", "1.从一级直接到三级"),
        ("h2", "二、把精神变成行动"),
        ("h3", "1.具体安排"),
        ("h4", "（1）时间"),
        ("h3", "（三）独立成行的二级标题"),
        ("h2", "倡议书"),
        ("h3", "一、倡议之一"),
        ("h2", "名单"),
    ];
    assert_eq!(headings, expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
}

#[test]
fn contents_list_headings_and_run_ins_nested() {
    let files = files(&render(&everything()).unwrap());
    let found: Vec<(usize, String)> = toc(&files[NAV]).into_iter().map(|(depth, _, label)| (depth, label)).collect();
    let expected = [
        (1, "弘扬劳模精神做新时代奋进者"),
        (1, "一、劳模精神是时代的旗帜"),
        (2, "1.从一级直接到三级"),
        (1, "二、把精神变成行动"),
        (2, "（一）加强领导。"),
        (3, "1.具体安排"),
        (4, "（1）时间"),
        (2, "（二）抓好落实。"),
        (2, "（三）独立成行的二级标题"),
        (1, "倡议书"),
        (2, "一、倡议之一"),
        (1, "名单"),
    ];
    assert_eq!(found, expected.map(|(depth, label)| (depth, label.to_owned())));
    check_links(&files);
}

#[test]
fn a_text_without_headings_has_contents_and_a_name() {
    let document = Document { body: vec![paragraph("大家好！今天很高兴。")], ..Document::default() };
    let files = files(&render(&document).unwrap());
    assert_eq!(toc(&files[NAV]), [(1, "text.xhtml".to_owned(), "大家好！".to_owned())]);
    check_links(&files);
}

#[test]
fn the_manifest_lists_every_file_once() {
    for document in [everything(), long()] {
        let files = files(&render(&document).unwrap());
        let items = elements(&files[OPF], "item");
        // The licence is a record linked from the fonts, no part of the publication.
        let records: BTreeSet<String> = elements(&files[OPF], "link").into_iter().map(|l| l["href"].clone()).collect();
        let hrefs = items.iter().map(|i| i["href"].clone()).chain(records);
        let mut listed: Vec<String> = hrefs.map(|href| format!("EPUB/{href}")).collect();
        listed.sort();
        let there: Vec<String> = files.keys().filter(|n| n.starts_with("EPUB/") && *n != OPF).cloned().collect();
        assert_eq!(listed, there);
        let ids: BTreeSet<&String> = items.iter().map(|i| &i["id"]).collect();
        assert_eq!(ids.len(), items.len());
    }
}

#[test]
fn faces_are_truetype_and_have_the_text() {
    let files = files(&render(&everything()).unwrap());
    let fonts: Vec<&String> = files.keys().filter(|n| n.ends_with(".ttf")).collect();
    for name in ["LiberationSerif", "WenyinFangSong", "WenyinKai", "WenyinHei", "WenyinTitle"] {
        assert!(fonts.iter().any(|f| f.contains(name)), "{name} in {fonts:?}");
    }
    // 宋体 would come for page numbers alone, which a reflowable text has not.
    assert!(!fonts.iter().any(|f| f.contains("WenyinSong")), "{fonts:?}");
    let css = String::from_utf8(files["EPUB/style.css"].clone()).unwrap();
    for font in fonts {
        assert_eq!(&files[font][..4], [0, 1, 0, 0], "{font}");
        assert!(css.contains(font.trim_start_matches("EPUB/")), "{font} is declared");
        Face::new(files[font].clone(), font).unwrap();
    }
    let body = Face::new(files["EPUB/fonts/WenyinFangSong-Regular.ttf"].clone(), "body").unwrap();
    assert!("“座谈——”…，。".chars().all(|c| body.glyph(c).is_some()));
    // Browsers trim punctuation by this feature alone.
    assert!(files["EPUB/fonts/WenyinFangSong-Regular.ttf"].windows(4).any(|w| w == b"halt"));
    assert!(String::from_utf8_lossy(&files["EPUB/fonts/LICENSE.txt"]).contains("SIL OPEN FONT LICENSE"));
}

#[test]
fn the_style_sheet_leaves_the_reader_free() {
    let files = files(&render(&everything()).unwrap());
    let css = String::from_utf8(files["EPUB/style.css"].clone()).unwrap();
    for wanted in
        ["text-indent: 2em", "line-break: strict", "text-spacing-trim: space-first", "hanging-punctuation: none"]
    {
        assert!(css.contains(wanted), "{wanted}");
    }
    for line in css.lines().filter(|l| !l.contains("url(")) {
        for unwanted in ["color", "px;", "pt;", "!important"] {
            assert!(!line.contains(unwanted), "{line}");
        }
    }
}

#[test]
fn metadata_comes_from_the_document() {
    let files = files(&render(&everything()).unwrap());
    let opf = String::from_utf8(files[OPF].clone()).unwrap();
    for wanted in [
        ">弘扬劳模精神做新时代奋进者</dc:title>",
        ">在全市劳动模范座谈会上的讲话</dc:title>",
        ">市总工会主席　张三</dc:creator>",
        ">2026-04-28</dc:date>",
        "\"dcterms:modified\">2026-04-28T00:00:00Z<",
        "<dc:language>zh-CN</dc:language>",
        ">urn:uuid:",
    ] {
        assert!(opf.contains(wanted), "{wanted} in {opf}");
    }
}

#[test]
fn a_long_text_is_divided_at_its_first_level() {
    let document = long();
    assert!(document.characters() > Profile::speech().epub.split_characters);
    let files = files(&render(&document).unwrap());
    // What precedes 一、 · 一、 · 二、 · 倡议书 with its 一、 · 40 chapters; 名单 follows the closing words.
    assert_eq!(spine(&files).len(), 45);
    for name in spine(&files).iter().skip(1) {
        assert!(blocks(&files[name])[0].0.starts_with('h'), "{name}");
        assert!(blocks(&files[name]).iter().any(|(element, _)| element == "p"), "{name}");
    }
    check_links(&files);
    assert_eq!(spine(&self::files(&render(&everything()).unwrap())).len(), 1);
}

#[test]
fn same_document_same_bytes() {
    let document = everything();
    assert_eq!(render(&document).unwrap(), render(&document).unwrap());
    let mut other = everything();
    other.body.pop();
    let id = |d: &Document| {
        let opf = String::from_utf8(files(&render(d).unwrap())[OPF].clone()).unwrap();
        opf.split("urn:uuid:").nth(1).unwrap()[..36].to_owned()
    };
    assert_ne!(id(&document), id(&other));
}

#[test]
fn hostile_text_stays_text() {
    let hostile = "<b>&amp;\"'</p>]]><!-- --> &#65; <?x?> \u{85}\u{2028}a\tb\rc";
    let mut document = everything();
    document.front.title = texts(&[hostile]);
    document.front.speaker = Some(text(hostile));
    document.body.push(heading(1, hostile));
    document.body.push(paragraph(hostile));
    let files = files(&render(&document).unwrap());
    for name in files.keys().filter(|n| n.ends_with("ml") || n.ends_with("opf")) {
        pieces(&files[name]);
    }
    let expected: Vec<String> = document.flow().iter().map(|b| b.text()).collect();
    assert_eq!(all_blocks(&files).into_iter().map(|(_, text)| text).collect::<Vec<_>>(), expected);
}

#[test]
fn what_xml_cannot_hold_is_refused() {
    let text = |c: char| Document { body: vec![paragraph(&format!("好{c}好"))], ..Document::default() };
    let drawn = Converter::builder().missing(Missing::Draw).build().unwrap();
    for c in ['\u{0}', '\u{1}', '\u{B}', '\u{FFFE}', '\u{FFFF}'] {
        // 〓 may stand in for a character without a face, but not in XML.
        let error = drawn.render(&text(c), &[Format::Epub]).unwrap_err();
        assert!(matches!(error, Error::Writer { format: "EPUB", .. }), "{error}");
        assert!(error.to_string().contains(&format!("U+{:04X}", c as u32)), "{error}");
    }
    // No face has a noncharacter, so without the stand-in it is refused before any writer sees it.
    assert!(matches!(render(&text('\u{FFFE}')), Err(Error::MissingCharacter { character: '\u{FFFE}', .. })));
    assert!(drawn.render(&text('\u{E000}'), &[Format::Epub]).is_ok());
}

fn render_with(document: &Document, options: EpubOptions) -> BTreeMap<String, Vec<u8>> {
    let wenyin = Converter::builder().epub(options).build().unwrap();
    files(wenyin.render(document, &[Format::Epub]).unwrap().epub().unwrap().bytes())
}

fn as_text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[name].clone()).unwrap()
}

#[test]
fn vertical_lines_have_their_direction_their_forms_and_their_metrics() {
    let vertical = render_with(&everything(), EpubOptions { writing: Writing::Vertical, ..EpubOptions::default() });
    let horizontal = files(&render(&everything()).unwrap());
    assert!(as_text(&vertical, OPF).contains("page-progression-direction=\"rtl\""));
    assert!(as_text(&horizontal, OPF).contains("page-progression-direction=\"ltr\""));
    for property in ["-epub-writing-mode: vertical-rl", "\n  writing-mode: vertical-rl"] {
        assert!(as_text(&vertical, "EPUB/style.css").contains(property));
        assert!(!as_text(&horizontal, "EPUB/style.css").contains(property));
    }
    let font = "EPUB/fonts/WenyinFangSong-Regular.ttf";
    let has = |files: &BTreeMap<String, Vec<u8>>, tag: &[u8]| {
        let data = files[font].clone();
        let tables = usize::from(u16::from_be_bytes([data[4], data[5]]));
        data[12..12 + 16 * tables].chunks(16).any(|record| &record[..4] == tag)
    };
    for tag in [b"GSUB", b"vhea", b"vmtx"] {
        assert!(has(&vertical, tag) && !has(&horizontal, tag));
    }
    assert_eq!(all_blocks(&vertical), all_blocks(&horizontal));
}

#[test]
fn the_ncx_lists_what_the_contents_list() {
    let with = render_with(&everything(), EpubOptions { ncx: true, ..EpubOptions::default() });
    let (mut labels, mut inside) = (Vec::new(), false);
    for piece in pieces(&with["EPUB/toc.ncx"]) {
        match piece {
            Piece::Start(name, _) if name == "navLabel" => {
                inside = true;
                labels.push(String::new());
            }
            Piece::End(name) if name == "navLabel" => inside = false,
            Piece::Text(t) if inside => labels.last_mut().unwrap().push_str(t.trim()),
            _ => {}
        }
    }
    assert_eq!(labels, toc(&with[NAV]).into_iter().map(|(_, _, label)| label).collect::<Vec<_>>());
    assert!(as_text(&with, OPF).contains("toc=\"ncx\""));
    assert!(!files(&render(&everything()).unwrap()).contains_key("EPUB/toc.ncx"));
}

#[test]
fn a_publication_without_fonts_names_none() {
    let files = render_with(&everything(), EpubOptions { fonts: EpubFonts::None, ..EpubOptions::default() });
    assert!(!files.keys().any(|name| name.contains("fonts/")));
    let css = as_text(&files, "EPUB/style.css");
    assert!(!css.contains("@font-face") && !css.contains("Wenyin") && css.contains("font-family: serif"));
    let opf = as_text(&files, OPF);
    assert!(!opf.contains("href=\"fonts/") && !opf.contains("specified-fonts"));
}

#[test]
fn the_cover_is_drawn_from_the_title_block() {
    let with = files(&render(&everything()).unwrap());
    let svg = &with["EPUB/cover.svg"];
    // Outlines need no font: two lines of title, the subtitle, speaker and date.
    assert_eq!(elements(svg, "path").len(), 5);
    assert!(elements(svg, "text").is_empty());
    let picture = elements(&with["EPUB/cover.xhtml"], "img");
    assert_eq!(picture[0]["alt"], "封面：弘扬劳模精神做新时代奋进者");
    let items = elements(&with[OPF], "item");
    assert!(items.iter().any(|i| i["href"] == "cover.svg" && i.get("properties").is_some_and(|p| p == "cover-image")));
    assert_eq!(elements(&with[OPF], "itemref")[0]["idref"], "cover-page");
    check_links(&with);

    let none = render_with(&everything(), EpubOptions { cover: Cover::None, ..EpubOptions::default() });
    let profile = Profile::from_toml("[epub]\ncover = false").unwrap();
    let wenyin = Converter::builder().profile(profile).build().unwrap();
    let by_profile = files(wenyin.render(&everything(), &[Format::Epub]).unwrap().epub().unwrap().bytes());
    let untitled = files(&render(&Document { body: vec![paragraph("大家好！")], ..Document::default() }).unwrap());
    for files in [none, by_profile, untitled] {
        assert!(!files.keys().any(|name| name.contains("cover")));
        assert!(!as_text(&files, OPF).contains("cover"));
    }
}

#[test]
fn a_given_cover_is_taken_as_it_is() {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"3\"><path d=\"M0 0h2v3z\"/></svg>";
    let cover = Cover::Image(CoverImage::new(svg.to_vec()).unwrap());
    let files = render_with(&everything(), EpubOptions { cover, ..EpubOptions::default() });
    assert_eq!(files["EPUB/cover.svg"], svg);
}

#[test]
fn a_character_without_a_face_is_named_with_its_line() {
    let mut document = Document { body: vec![paragraph("好😀")], ..Document::default() };
    if let Block::Paragraph { span, .. } = &mut document.body[0] {
        span.line = 7;
    }
    assert!(matches!(render(&document), Err(Error::MissingCharacter { character: '😀', line: 7, .. })));
}

/// `cargo test --test epub_check -- --ignored` writes samples for EPUBCheck, Ace and browsers (docs/epub.md).
#[test]
#[ignore = "writes files for outside tools"]
fn write_samples() {
    let seed = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/000_1047f13188a3d2d4.txt")).unwrap();
    let seed = Converter::builder().build().unwrap().parse(&seed).unwrap();
    let untitled = Document { body: vec![paragraph("大家好！今天很高兴。")], ..Document::default() };
    for (name, document) in [("everything", everything()), ("long", long()), ("seed", seed), ("untitled", untitled)] {
        std::fs::write(format!("{}/{name}.epub", env!("CARGO_TARGET_TMPDIR")), render(&document).unwrap()).unwrap();
    }
}
