//! PDF, DOCX and EPUB carry the same blocks, in the same order, as the model.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod support;

use support::{blocks, pdf::Pdf, seed, squeeze, zipped};
use wenyin::model::{Block, BlockKind, Document, Reason, RunRole, Span, Text};
use wenyin::{Converter, Format};

/// Texts that stand for their kinds; the bundled speech is one of them.
fn texts() -> Vec<Vec<u8>> {
    let report = "关于春季安全生产检查的报告\n市安委会：\n现将检查情况报告如下。\n一、总体情况\n（一）检查面广。共检查企业120家，发现隐患36处。\n\
        1.化工企业\n整改率为98.5%。\n二、下一步工作\n“安全第一”——这是底线。要做到：一是压实责任。二是严格执法……\n某某市应急管理局\n2026年5月8日\n";
    let verse = "纪念大会上的致辞\n老师们、同学们：\n特殊字符 <b>&amp;</b> \"引号\" 与 e\u{301}、零宽\u{200B}空格。\n谢谢大家！\n";
    vec![seed(), report.as_bytes().to_vec(), verse.as_bytes().to_vec()]
}

#[test]
fn the_three_formats_carry_the_blocks_of_the_model() {
    let wenyin = Converter::builder().build().unwrap();
    for text in texts() {
        let document = wenyin.parse(&text).unwrap();
        let expected = blocks(&document);
        let rendered = wenyin.render(&document, Format::ALL).unwrap();

        let pdf = Pdf::read(rendered.pdf().unwrap().bytes());
        let from_pdf: Vec<String> = pdf.blocks().iter().map(|(_, text)| squeeze(text)).collect();
        assert_eq!(from_pdf, expected, "PDF");

        let from_docx: Vec<String> =
            zipped::docx_paragraphs(rendered.docx().unwrap().bytes()).iter().map(|t| squeeze(t)).collect();
        assert_eq!(from_docx, expected, "DOCX");

        let from_epub: Vec<String> =
            zipped::epub_blocks(rendered.epub().unwrap().bytes()).iter().map(|(_, t)| squeeze(t)).collect();
        assert_eq!(from_epub, expected, "EPUB");
    }
}

/// Headings of a document, those that share their paragraph with the text included.
fn headings(document: &Document) -> Vec<String> {
    let mut out = Vec::new();
    for block in document.flow() {
        if matches!(block.kind, BlockKind::Heading(_) | BlockKind::InnerTitle) {
            out.push(squeeze(&block.text()));
        }
        let runs = block.lines.iter().flat_map(|line| &line.runs);
        out.extend(runs.filter(|r| matches!(r.role, RunRole::Heading { .. })).map(|r| squeeze(r.text)));
    }
    out
}

#[test]
fn headings_are_the_same_in_every_format() {
    let wenyin = Converter::builder().build().unwrap();
    let parts = "在座谈会上的讲话\n同志们：\n一、总体要求\n（一）加强领导。各级要摆上日程。\n（二）抓好落实。一分部署，九分落实。\n\
        谢谢大家！\n";
    for (text, least) in texts().into_iter().chain([parts.as_bytes().to_vec()]).zip([5, 5, 2, 5]) {
        let mut document = wenyin.parse(&text).unwrap();
        let (number, span, reason) = ("一、".to_owned(), Span::default(), Reason::Given);
        document.body.push(Block::InnerTitle(Text::given("倡议书")));
        document.body.push(Block::Heading { level: 1, number, text: "一、认真学习".to_owned(), span, reason });
        let expected = headings(&document);
        assert!(expected.len() >= least, "{expected:?}");
        let rendered = wenyin.render(&document, Format::ALL).unwrap();

        let pdf = Pdf::read(rendered.pdf().unwrap().bytes());
        assert_eq!(pdf.bookmarks().iter().map(|t| squeeze(t)).collect::<Vec<_>>(), expected, "PDF");

        let docx = zipped::docx_headings(rendered.docx().unwrap().bytes());
        assert_eq!(docx.iter().map(|t| squeeze(t)).collect::<Vec<_>>(), expected, "DOCX");

        // The contents begin with the title.
        let title = squeeze(&document.title_line());
        let nav = zipped::epub_contents(rendered.epub().unwrap().bytes());
        let nav: Vec<String> = nav.iter().map(|t| squeeze(t)).collect();
        assert_eq!(nav, [vec![title], expected].concat(), "EPUB");
    }
}

#[test]
fn the_columns_of_a_table_are_the_same_on_paper_and_in_word() {
    let text = "进展情况的报告\n各单位：\n有关数字列表报告，请认真对照落实。\n| 序号 | 单位 | 备注 |\n|---|---|---|\n\
        | 1 | 市人力资源和社会保障局 | 其中三项延期至七月底前完成，按月通报 |\n| 2 | 市教育局 | |\n以上。\n";
    let wenyin = Converter::builder().build().unwrap();
    let document = wenyin.parse(text.as_bytes()).unwrap();
    let rendered = wenyin.render(&document, &[Format::Pdf, Format::Docx]).unwrap();
    let pdf = Pdf::read(rendered.pdf().unwrap().bytes());
    let rules: Vec<f64> = pdf.rectangles(0).iter().filter(|r| r[3] > r[2]).map(|r| r[0] * 20.0).collect();
    let printed: Vec<f64> = rules.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let xml = zipped::part(rendered.docx().unwrap().bytes(), "word/document.xml");
    let grid = xml.split("<w:gridCol w:w=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let in_word: Vec<f64> = grid.map(|width| width.parse().unwrap()).collect();
    assert_eq!((in_word.len(), printed.len()), (3, 3));
    // Rounded to a twip on each side.
    assert!(printed.iter().zip(&in_word).all(|(a, b)| (a - b).abs() <= 1.5), "{printed:?} {in_word:?}");
    assert!(in_word[0] * 2.0 < in_word[2], "{in_word:?}");
}

#[test]
fn the_text_of_the_model_is_the_text_of_the_source() {
    let wenyin = Converter::builder().build().unwrap();
    for text in texts() {
        let document = wenyin.parse(&text).unwrap();
        let source = std::str::from_utf8(&text).unwrap();
        assert_eq!(squeeze(&document.to_text()), squeeze(source));
    }
}

#[test]
fn no_stream_of_a_pdf_ends_in_a_carriage_return() {
    let wenyin = Converter::builder().build().unwrap();
    // Short texts are quick, and one in ten would have such a stream.
    for n in 0..120 {
        let text = format!("在第{n}次会议上的讲话\n同志们：\n一、第{n}个问题\n今天讨论第{n}个问题。\n");
        let document = wenyin.parse(text.as_bytes()).unwrap();
        let rendered = wenyin.render(&document, &[Format::Pdf]).unwrap();
        let bytes = rendered.pdf().unwrap().bytes();
        assert!(!bytes.windows(11).any(|w| w == b"\r\nendstream"), "{n}");
        assert_eq!(Pdf::read(bytes).pages.len(), 1);
    }
}
