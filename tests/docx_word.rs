//! Promise: the DOCX is what Word calls well made — named styles, every
//! character, Chinese faces in every slot that matters, fonts that travel along.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]
#![cfg(all(feature = "docx", feature = "embed-fonts"))]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod docx_reading;

use std::collections::BTreeMap;

use docx_reading::{Docx, Node, everything, plain, render, render_with, style_of};
use read_fonts::{FontRef, TableProvider};
use wenyin::font::{FontSet, faces_used};
use wenyin::model::{Back, Block, BlockKind, Document, RunRole, Text};
use wenyin::style::{FaceRole, Profile};
use wenyin::{Converter, DocxFonts, Error, Format};

// ---- what stands in it ----------------------------------------------------

#[test]
fn every_block_is_a_paragraph_with_its_style_and_its_text() {
    let document = everything();
    let found: Vec<_> = render(&document)
        .blocks()
        .iter()
        .map(|b| {
            let cells: Vec<_> = b.iter().map(Node::plain).collect();
            (b[0].val(&["w:pPr", "w:pStyle"]).unwrap().to_owned(), cells.join("\t").trim_end_matches('\t').to_owned())
        })
        .collect();
    let wanted: Vec<_> = document
        .flow()
        .iter()
        .map(|block| {
            let glue = if block.kind == BlockKind::TableRow { "\t" } else { "\n" };
            let lines: Vec<_> = block.lines.iter().map(|l| l.text()).collect();
            (style_of(block.kind).to_owned(), lines.join(glue))
        })
        .collect();
    assert_eq!(found, wanted);
}

#[test]
fn every_style_that_is_named_is_defined() {
    let docx = render(&everything());
    for paragraph in docx.paragraphs() {
        docx.style(paragraph.val(&["w:pPr", "w:pStyle"]).unwrap());
        for run in paragraph.all("w:r") {
            if let Some(id) = run.val(&["w:rPr", "w:rStyle"]) {
                assert_eq!(docx.style(id).get("w:type"), Some("character"));
            }
        }
    }
    for style in docx.xml("word/styles.xml").all("w:style") {
        for reference in ["w:basedOn", "w:next", "w:link"] {
            style.val(&[reference]).map(|id| docx.style(id));
        }
    }
}

#[test]
fn headings_are_words_own() {
    let docx = render(&everything());
    for level in 1..=4 {
        let style = docx.style(&format!("Heading{level}"));
        assert_eq!(style.val(&["w:name"]), Some(format!("heading {level}").as_str()));
        assert_eq!(style.val(&["w:pPr", "w:outlineLvl"]), Some((level - 1).to_string().as_str()));
        assert!(style.path(&["w:pPr", "w:keepNext"]).is_some());
        let linked = docx.style(style.val(&["w:link"]).unwrap());
        assert_eq!(linked.val(&["w:link"]), style.get("w:styleId"));
    }
    for (id, name) in [("Title", "Title"), ("Subtitle", "Subtitle"), ("BodyText", "Body Text"), ("Date", "Date")] {
        assert_eq!(docx.style(id).val(&["w:name"]), Some(name));
    }
    let chinese = |id: &str| docx.style(id).path(&["w:rPr", "w:rFonts"]).unwrap().get("w:eastAsia").unwrap().to_owned();
    assert_eq!(chinese("Heading1"), "Wenyin Hei");
    assert_eq!(chinese("Heading2Char"), "Wenyin Kai");
}

#[test]
fn the_body_is_indented_two_characters_and_the_title_not_at_all() {
    let docx = render(&everything());
    let indent = |id: &str| {
        let style = docx.style(id);
        let ind = style.path(&["w:pPr", "w:ind"]).unwrap();
        (ind.get("w:firstLineChars").unwrap().to_owned(), ind.get("w:firstLine").unwrap().to_owned())
    };
    assert_eq!(indent("BodyText"), ("200".into(), "640".into()));
    assert_eq!(indent("Heading1"), ("200".into(), "640".into()));
    for id in ["Title", "Subtitle", "Date", "Salutation", "Signature"] {
        assert_eq!(indent(id), ("0".into(), "0".into()), "{id}");
    }
    // The date begins two characters to the right of the signature and is the longer of the two here,
    // so it keeps two characters from the right edge (GB/T 9704 7.3.5.2).
    let date = docx.style("SignatureDate");
    let right = |style: &str| -> u32 {
        let style = docx.style(style);
        style.path(&["w:pPr", "w:ind"]).unwrap().get("w:rightChars").unwrap().parse().unwrap()
    };
    assert_eq!(right("SignatureDate"), 200);
    assert!(right("Signature") > 200);
    assert_eq!(date.val(&["w:pPr", "w:jc"]), Some("right"));
}

#[test]
fn the_page_holds_twenty_two_lines_of_twenty_eight() {
    let docx = render(&everything());
    let document = docx.xml("word/document.xml");
    let section = document.path(&["w:body", "w:sectPr"]).unwrap();
    let size = section.child("w:pgSz").unwrap();
    assert_eq!((size.get("w:w"), size.get("w:h")), (Some("11906"), Some("16838")));
    let margin = section.child("w:pgMar").unwrap();
    let side = |name: &str| margin.get(name).unwrap().parse::<i32>().unwrap();
    assert_eq!((side("w:top"), side("w:bottom"), side("w:left"), side("w:right")), (2098, 1984, 1588, 1474));
    let (width, depth) = (11906 - side("w:left") - side("w:right"), 16838 - side("w:top") - side("w:bottom"));
    let normal = docx.style("Normal");
    let spacing = normal.path(&["w:pPr", "w:spacing"]).unwrap();
    assert_eq!((spacing.get("w:line"), spacing.get("w:lineRule")), (Some("579"), Some("exact")));
    let tracking: i32 = normal.val(&["w:rPr", "w:spacing"]).unwrap().parse().unwrap();
    assert_eq!((tracking, width / (320 + tracking), depth / 579), (-8, 28, 22));
    // A third of an em is free in a full line.
    assert!((width - 28 * (320 + tracking)).abs_diff(320 / 3) < 28);
    assert_eq!(normal.val(&["w:pPr", "w:snapToGrid"]), Some("0"));
}

#[test]
fn blank_lines_stand_where_the_profile_wants_them() {
    let (document, profile) = (everything(), Profile::speech());
    let docx = render(&document);
    let mut previous: Option<BlockKind> = None;
    for (block, paragraph) in document.flow().iter().zip(docx.blocks()) {
        let paragraph = &paragraph[0];
        let style = docx.style(style_of(block.kind));
        let by_style = style.path(&["w:pPr", "w:spacing"]).unwrap().get("w:before").unwrap().to_owned();
        let own = paragraph.path(&["w:pPr", "w:spacing"]).and_then(|s| s.get("w:before")).map(str::to_owned);
        let falls_away = previous == Some(block.kind) && style.path(&["w:pPr", "w:contextualSpacing"]).is_some();
        let before: i32 = if falls_away { 0 } else { own.unwrap_or(by_style).parse().unwrap() };
        assert_eq!(before, 579 * i32::from(profile.blank_lines(previous, block.kind)), "{:?}", block.kind);
        previous = Some(block.kind);
    }
}

// ---- faces ----------------------------------------------------------------

/// The face names of a run, its style's and its own.
fn slots(docx: &Docx, paragraph: &Node, run: &Node) -> BTreeMap<&'static str, String> {
    let style = run.val(&["w:rPr", "w:rStyle"]).filter(|id| *id != "OrdinalLead");
    let style = docx.style(style.unwrap_or_else(|| paragraph.val(&["w:pPr", "w:pStyle"]).unwrap()));
    let by_style = style.path(&["w:rPr", "w:rFonts"]).unwrap();
    let own = run.path(&["w:rPr", "w:rFonts"]).cloned().unwrap_or_default();
    ["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"]
        .into_iter()
        .map(|slot| (slot, own.get(slot).or(by_style.get(slot)).unwrap().to_owned()))
        .collect()
}

/// A character, its family, and whether it is bold.
type Set = (char, String, bool);

fn as_the_font_set_says(block: &wenyin::model::FlowBlock<'_>, profile: &Profile, fonts: &FontSet) -> Vec<Set> {
    let mut out = Vec::new();
    for run in block.lines.iter().flat_map(|l| &l.runs) {
        let kind = match run.role {
            RunRole::Heading { level } => BlockKind::Heading(level),
            _ => block.kind,
        };
        let style = profile.style(kind);
        for stretch in fonts.itemize(run.text, style.face, style.latin_face).unwrap() {
            let names = fonts.face(stretch.face).names();
            let bold = names.postscript == "LiberationSerif-Bold";
            out.extend(run.text[stretch.range].chars().map(|c| (c, names.family.clone(), bold)));
        }
    }
    out
}

/// By the strictest reader: one that chooses by code point and does not heed `w:hint`.
fn as_a_reader_does(docx: &Docx, paragraph: &Node) -> Vec<Set> {
    let mut out = Vec::new();
    for run in paragraph.all("w:r") {
        let slots = slots(docx, paragraph, run);
        let bold = run.path(&["w:rPr", "w:b"]).is_some();
        for c in run.plain().chars().filter(|c| !matches!(c, '\n' | '\t')) {
            let han = matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{FF00}'..='\u{FFEF}');
            assert!(han || slots["w:ascii"] == slots["w:hAnsi"], "{c}");
            out.push((c, slots[if han { "w:eastAsia" } else { "w:ascii" }].clone(), bold));
        }
    }
    out
}

#[test]
fn every_character_takes_the_face_that_the_font_set_gives_it() {
    let (document, profile) = (everything(), Profile::speech());
    let fonts = FontSet::built_in().unwrap();
    let docx = render(&document);
    for (block, paragraph) in document.flow().iter().zip(docx.blocks()) {
        let wanted = as_the_font_set_says(block, &profile, &fonts);
        let found: Vec<_> = paragraph.iter().flat_map(|p| as_a_reader_does(&docx, p)).collect();
        assert_eq!(found, wanted, "{:?}", block.kind);
    }
}

#[test]
fn quotes_and_dashes_name_the_chinese_face_in_every_slot() {
    let docx = render(&everything());
    let mut marks = 0;
    for paragraph in docx.paragraphs() {
        for run in paragraph.all("w:r").filter(|r| r.plain().contains(['“', '”', '—', '…', '·'])) {
            let slots = slots(&docx, &paragraph, run);
            assert!(slots.values().all(|face| face.starts_with("Wenyin ")), "{slots:?}");
            assert_eq!(run.path(&["w:rPr", "w:rFonts"]).unwrap().get("w:hint"), Some("eastAsia"));
            // Other full-width marks may stand with them, Chinese characters and Latin letters may not.
            assert!(run.plain().chars().all(|c| "“”—…·，。！？：（）".contains(c)), "{}", run.plain());
            marks += 1;
        }
    }
    assert!(marks >= 8, "{marks}");
}

#[test]
fn nothing_points_at_a_theme() {
    let docx = render(&everything());
    for name in docx.names().filter(|name| name.ends_with(".xml")) {
        let part = std::str::from_utf8(docx.part(name)).unwrap();
        assert!(!part.contains("Theme="), "{name}");
    }
}

#[test]
fn embedded_fonts_are_truetype_and_have_every_glyph() {
    let (document, profile) = (everything(), Profile::speech());
    let all = FontSet::built_in().unwrap();
    let docx = render(&document);
    let embedded = docx.fonts();
    let used = faces_used(&document.flow(), &profile, &all).unwrap();
    assert_eq!(embedded.len(), used.len());
    for ((family, data), (id, characters)) in embedded.iter().zip(&used) {
        assert_eq!(family, &all.face(*id).names().family);
        assert_eq!(data[..4], [0, 1, 0, 0]);
        let font = FontRef::new(data).unwrap();
        let (cmap, loca, glyf) = (font.cmap().unwrap(), font.loca(None).unwrap(), font.glyf().unwrap());
        for c in characters.iter().filter(|c| !c.is_whitespace()) {
            let glyph = cmap.map_codepoint(*c).unwrap_or_else(|| panic!("{family} lacks {c}"));
            assert!(loca.get_glyf(glyph, &glyf).unwrap().is_some(), "{family}: {c} is blank");
        }
        // A reader finds the font by the family name in the font itself.
        let name = font.name().unwrap();
        let mut families = name.name_record().iter().filter(|record| record.name_id().to_u16() == 1);
        assert!(families.any(|record| record.string(name.string_data()).unwrap().to_string() == *family));
    }
    let table = docx.xml("word/fontTable.xml");
    let serif = table.all("w:font").find(|f| f.get("w:name") == Some("Liberation Serif")).unwrap();
    assert!(serif.child("w:embedRegular").is_some() && serif.child("w:embedBold").is_some());
}

#[test]
fn none_embeds_nothing_and_full_embeds_all() {
    let document = everything();
    let none = Docx::open(&render_with(&document, Profile::speech(), DocxFonts::None));
    assert!(!none.names().any(|name| name.contains("fonts/") || name.contains("fontTable.xml.rels")));
    assert!(none.xml("word/settings.xml").child("w:embedTrueTypeFonts").is_none());
    assert!(none.xml("word/fontTable.xml").all("w:font").all(|f| f.child("w:embedRegular").is_none()));

    let short = Document { body: vec![plain("好。")], ..Document::default() };
    let full = Docx::open(&render_with(&short, Profile::speech(), DocxFonts::Full));
    let all = FontSet::built_in().unwrap();
    let settings = full.xml("word/settings.xml");
    assert!(settings.child("w:embedTrueTypeFonts").is_some() && settings.child("w:saveSubsetFonts").is_none());
    assert_eq!(full.fonts()[0].1, all.face(all.chinese(FaceRole::FangSong)).data());
}

#[test]
fn customary_names_have_the_embedded_face_as_alternative() {
    let profile = Profile::from_toml("[docx]\nfont_names = \"customary\"\n").unwrap();
    let docx = Docx::open(&render_with(&everything(), profile, DocxFonts::Subset));
    assert_eq!(docx.style("BodyText").path(&["w:rPr", "w:rFonts"]).unwrap().get("w:eastAsia"), Some("仿宋_GB2312"));
    assert_eq!(docx.style("Title").path(&["w:rPr", "w:rFonts"]).unwrap().get("w:eastAsia"), Some("方正小标宋简体"));
    let table = docx.xml("word/fontTable.xml");
    let font = |name: &str| table.all("w:font").find(|f| f.get("w:name") == Some(name)).unwrap();
    let others: Vec<_> = font("仿宋_GB2312").val(&["w:altName"]).unwrap().split(',').collect();
    assert!(others.contains(&"Wenyin FangSong"), "{others:?}");
    // Word opens the font by its own name, LibreOffice by the name of the entry: one part serves both.
    let part = |name: &str| font(name).child("w:embedRegular").unwrap().get("r:id").unwrap().to_owned();
    assert_eq!(part("仿宋_GB2312"), part("Wenyin FangSong"));
    assert!(font("Times New Roman").child("w:embedRegular").is_none());
    assert!(font("Liberation Serif").child("w:embedRegular").is_some());
}

// ---- the rest of the package ----------------------------------------------

#[test]
fn settings_speak_chinese() {
    let docx = render(&everything());
    let settings = docx.xml("word/settings.xml");
    assert_eq!(settings.val(&["w:characterSpacingControl"]), Some("compressPunctuation"));
    for (name, marks) in [("w:noLineBreaksBefore", "，。、；：？！”’）》…—"), ("w:noLineBreaksAfter", "“‘（《")]
    {
        let list = settings.child(name).unwrap();
        assert_eq!(list.get("w:lang"), Some("zh-CN"));
        assert!(marks.chars().all(|c| list.get("w:val").unwrap().contains(c)), "{name}");
    }
    let compat = settings.child("w:compat").unwrap();
    let mode = compat.all("w:compatSetting").find(|s| s.get("w:name") == Some("compatibilityMode")).unwrap();
    assert_eq!(mode.get("w:val"), Some("15"));
    let normal = docx.style("Normal");
    for (name, value) in
        [("w:kinsoku", None), ("w:overflowPunct", Some("0")), ("w:autoSpaceDE", None), ("w:widowControl", None)]
    {
        assert_eq!(normal.path(&["w:pPr", name]).unwrap().get("w:val"), value, "{name}");
    }
    let profile = Profile::from_toml("[text]\nhan_latin_gap_em = 0.0\n").unwrap();
    let docx = Docx::open(&render_with(&everything(), profile, DocxFonts::None));
    assert_eq!(docx.style("Normal").val(&["w:pPr", "w:autoSpaceDE"]), Some("0"));
}

#[test]
fn page_numbers_are_centred_or_outer_or_none() {
    let docx = render(&everything());
    let footer = docx.xml("word/footer1.xml");
    assert_eq!(footer.children[0].plain(), "— 1 —");
    assert_eq!(footer.children[0].val(&["w:pPr", "w:pStyle"]), Some("Footer"));
    let style = docx.style("Footer");
    assert_eq!(style.val(&["w:pPr", "w:jc"]), Some("center"));
    assert_eq!(style.val(&["w:rPr", "w:sz"]), Some("28"));
    assert_eq!(style.path(&["w:rPr", "w:rFonts"]).unwrap().get("w:ascii"), Some("Wenyin Song"));

    let profile = Profile::from_toml("[page_numbers]\nplace = \"outer\"\nfirst_page = false\n").unwrap();
    let outer = Docx::open(&render_with(&everything(), profile, DocxFonts::None));
    assert_eq!(outer.style("Footer").val(&["w:pPr", "w:jc"]), Some("right"));
    assert_eq!(outer.style("FooterEven").val(&["w:pPr", "w:jc"]), Some("left"));
    assert!(outer.xml("word/settings.xml").child("w:evenAndOddHeaders").is_some());
    let document = outer.xml("word/document.xml");
    let section = document.path(&["w:body", "w:sectPr"]).unwrap();
    assert!(section.child("w:titlePg").is_some());
    let relationships = outer.xml("word/_rels/document.xml.rels");
    for (kind, style, text) in
        [("default", "Footer", "— 1 —"), ("even", "FooterEven", "— 1 —"), ("first", "Footer", "")]
    {
        let reference = section.all("w:footerReference").find(|f| f.get("w:type") == Some(kind)).unwrap();
        let target = relationships.children.iter().find(|r| r.get("Id") == reference.get("r:id")).unwrap();
        let footer = outer.xml(&format!("word/{}", target.get("Target").unwrap()));
        assert_eq!(footer.children[0].val(&["w:pPr", "w:pStyle"]), Some(style), "{kind}");
        assert_eq!(footer.children[0].plain(), text, "{kind}");
    }

    let profile = Profile::from_toml("[page_numbers]\nplace = \"none\"\n").unwrap();
    let none = Docx::open(&render_with(&everything(), profile, DocxFonts::None));
    assert!(!none.names().any(|name| name.contains("footer")));
}

#[test]
fn every_part_has_a_type_and_every_target_exists() {
    let docx = render(&everything());
    let types = docx.xml("[Content_Types].xml");
    for name in docx.names().filter(|n| *n != "[Content_Types].xml") {
        let part = format!("/{name}");
        let extension = name.rsplit('.').next();
        let known = types.children.iter().any(|t| t.get("PartName") == Some(&part) || t.get("Extension") == extension);
        assert!(known, "{name}");
    }
    for (relationships, folder) in
        [("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/"), ("word/_rels/fontTable.xml.rels", "word/")]
    {
        for r in &docx.xml(relationships).children {
            let target = format!("{folder}{}", r.get("Target").unwrap());
            assert!(docx.names().any(|name| name == target), "{target}");
        }
    }
}

#[test]
fn properties_name_the_document_and_its_own_date() {
    let mut document = everything();
    let core = render(&document).xml("docProps/core.xml");
    assert_eq!(core.child("dc:title").unwrap().plain(), "弘扬劳模精神做新时代奋进者 2026");
    assert_eq!(core.child("dc:language").unwrap().plain(), "zh-CN");
    assert_eq!(core.child("dcterms:created").unwrap().plain(), "2026-04-28T00:00:00Z");
    // No clock is asked where the text has no date.
    (document.front.date, document.back.signature_date) = (None, None);
    let core = render(&document).xml("docProps/core.xml");
    assert!(core.children.iter().all(|c| !c.name.starts_with("dcterms:")));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = everything();
    let first = render_with(&document, Profile::speech(), DocxFonts::Subset);
    let elsewhere = std::thread::spawn({
        let document = document.clone();
        move || render_with(&document, Profile::speech(), DocxFonts::Subset)
    });
    assert!(first == elsewhere.join().unwrap());
    assert!(first == render_with(&document, Profile::speech(), DocxFonts::Subset));
}

#[test]
fn what_xml_cannot_carry_is_an_error_and_not_a_broken_file() {
    let wenyin = Converter::builder().docx_fonts(DocxFonts::None).build().unwrap();
    let document = Document { body: vec![plain("好\u{1}的")], ..Document::default() };
    let error = wenyin.render(&document, &[Format::Docx]).unwrap_err();
    assert!(error.to_string().contains("U+0001"), "{error}");
    let document = Document { body: vec![plain("好😀")], ..Document::default() };
    let error = wenyin.render(&document, &[Format::Docx]).unwrap_err();
    assert!(matches!(error, Error::MissingCharacter { character: '😀', .. }), "{error}");
}

// ---- lines and tables -------------------------------------------------------

#[test]
fn a_title_is_turned_where_the_layout_turns_it() {
    let wenyin = Converter::builder().docx_fonts(DocxFonts::None).build().unwrap();
    let long = "在全市深入推进农业机械化示范县创建工作现场会上的讲话";
    let mut document = everything();
    document.front.title = vec![Text::given(long)];
    document.body.push(Block::InnerTitle(Text::given(long)));
    let title = document.flow().iter().position(|b| b.kind == BlockKind::Title).unwrap();
    let lines: Vec<String> = wenyin
        .layout(&document)
        .unwrap()
        .iter()
        .flat_map(|p| &p.lines)
        .filter(|l| l.block == title)
        .map(|l| l.text())
        .collect();
    assert!(lines.len() > 1 && lines.concat() == long, "{lines:?}");
    let docx = Docx::open(wenyin.render(&document, &[Format::Docx]).unwrap().docx().unwrap().bytes());
    let of_style = |id: &str| -> Vec<String> {
        let all = docx.paragraphs();
        all.iter().filter(|p| p.val(&["w:pPr", "w:pStyle"]) == Some(id)).map(Node::plain).collect()
    };
    assert_eq!(of_style("Title"), [lines.join("\n")]);
    // A title that fits stays on its line, and what the navigation pane lists has no breaks.
    assert_eq!(of_style("Speaker"), ["市长　张三"]);
    assert_eq!(of_style("InnerTitle"), ["第二部分", long]);
}

/// Readers centre a line with the blanks at its end.
#[test]
fn blanks_where_a_centred_line_is_turned_are_hidden() {
    let wenyin = Converter::builder().docx_fonts(DocxFonts::None).build().unwrap();
    let title = |text: &str| {
        let mut document = everything();
        document.front.title = vec![Text::given(text)];
        let docx = Docx::open(wenyin.render(&document, &[Format::Docx]).unwrap().docx().unwrap().bytes());
        let all = docx.paragraphs();
        let hidden: String = all
            .iter()
            .flat_map(|p| p.all("w:r"))
            .filter(|r| r.path(&["w:rPr", "w:vanish"]).is_some())
            .map(Node::plain)
            .collect();
        let of_style = all.iter().find(|p| p.val(&["w:pPr", "w:pStyle"]) == Some("Title")).map(Node::plain);
        (of_style.unwrap(), hidden)
    };
    let long = "坚定信心　开拓进取　为推进全市农业机械化示范县创建而奋斗";
    let (lines, hidden) = title(long);
    assert!(lines.contains("　\n") && lines.replace('\n', "") == long, "{lines}");
    assert_eq!(hidden, "　".repeat(lines.matches("　\n").count()));
    // A blank inside a line is seen.
    assert_eq!(title("坚定信心　开拓进取"), ("坚定信心　开拓进取".to_owned(), String::new()));
}

#[test]
fn rows_make_a_table_whose_columns_fill_the_measure() {
    let mut document = everything();
    document.back = Back::default();
    document.body.truncate(11);
    let docx = render(&document);
    let body = docx.xml("word/document.xml").child("w:body").unwrap().clone();
    let table = body.child("w:tbl").unwrap();
    let widths: Vec<i32> =
        table.child("w:tblGrid").unwrap().all("w:gridCol").map(|c| c.get("w:w").unwrap().parse().unwrap()).collect();
    assert_eq!((widths.len(), widths.iter().sum::<i32>()), (3, 8844));
    assert!(table.child("w:tblGrid").unwrap().all("w:gridCol").all(|c| c.attributes.len() == 1));
    // The row with two cells has a third one, empty.
    assert_eq!(table.all("w:tr").map(|row| row.all("w:tc").count()).collect::<Vec<_>>(), [3, 3]);
    let style = docx.style(table.val(&["w:tblPr", "w:tblStyle"]).unwrap());
    assert_eq!((style.get("w:type"), style.val(&["w:name"])), (Some("table"), Some("Table Grid")));
    assert!(style.path(&["w:tblPr", "w:tblBorders", "w:insideV"]).is_some());
    // A table is never the last block: Word wants a paragraph after it.
    assert_eq!(
        body.children.iter().rev().map(|c| c.name.as_str()).take(3).collect::<Vec<_>>(),
        ["w:sectPr", "w:p", "w:tbl"]
    );
}

#[test]
fn adjacent_marks_are_kerned_for_readers_that_do_not_trim_them() {
    let docx = render(&everything());
    // The largest size that Word knows, so that Word itself, which trims marks, never kerns.
    assert_eq!(docx.style("BodyText").val(&["w:rPr", "w:kern"]), Some("3276"));
    let fonts = docx.fonts();
    let (_, data) = fonts.iter().find(|(family, _)| family == "Wenyin FangSong").unwrap();
    let font = harfrust::Font::new(data.clone(), 0).unwrap();
    let advances = |text: &str| -> Vec<i32> {
        let mut buffer = harfrust::Buffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        harfrust::shape(&harfrust::ShaperFont::new(&font), &mut buffer, harfrust::ShapeOptions::new()).unwrap();
        buffer.glyph_positions().iter().map(|p| p.x_advance).collect()
    };
    assert_eq!(advances("！“五"), [500, 1000, 1000]);
    assert_eq!(advances("”。要"), [500, 1000, 1000]);
    assert_eq!(advances("要。要"), [1000, 1000, 1000]);
    assert_eq!(advances("“要"), [1000, 1000]);
    let latin = fonts.iter().find(|(family, _)| family == "Liberation Serif").unwrap();
    assert!(FontRef::new(&latin.1).unwrap().gpos().is_err());
}
