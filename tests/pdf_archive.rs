//! What a PDF says beside its pages: structure, outline, labels, language, metadata, fallback glyphs.
//!
//! The validators judge conformance; here the file is read back and compared with the model.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod support;

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document as Lopdf, Object, ObjectId};
use support::pdf::{Glyph, Pdf, array, name};
use support::squeeze;
use wenyin::font::{FontSet, Missing};
use wenyin::model::{BlockKind, Document, RunRole};
use wenyin::{Converter, ConverterBuilder, Format, Timestamp};

/// Every kind of tag: title, headings of four levels with one skipped, run-in headings, Latin phrases.
const REPORT: &str = "在春季植树活动上的讲话\n（2025年3月12日）\n同志们：\n\
    一、把树种好\n（一）选好地块。要避开管线，也要避开新埋的光缆。\n（二）选好苗木。宜用乡土树种。\n1.乔木\n多种阔叶的。\n2.灌木\n少种带刺的。\n\
    二、把树管好\n1.浇水\n三天一次。\n2.修剪\n按 Manual of Urban Forestry 所说，AI 也能帮忙。\n谢谢大家！\n";

fn document(text: &str) -> Document {
    Converter::builder().build().unwrap().parse(text.as_bytes()).unwrap()
}

fn render(builder: ConverterBuilder, document: &Document) -> Vec<u8> {
    builder.build().unwrap().render(document, &[Format::Pdf]).unwrap().pdf().unwrap().bytes().to_vec()
}

fn pdf(text: &str) -> Pdf {
    Pdf::read(&render(Converter::builder(), &document(text)))
}

fn dictionary<'a>(document: &'a Lopdf, object: &'a Object) -> &'a Dictionary {
    document.dereference(object).unwrap().1.as_dict().unwrap()
}

/// The tag that the documented rules give a block: headings by nesting, without gaps.
fn expected_tags(document: &Document) -> Vec<(String, String)> {
    let mut open: Vec<u8> = Vec::new();
    let tag = |kind, open: &mut Vec<u8>| match kind {
        BlockKind::Title => "Title".to_owned(),
        BlockKind::Heading(level) => {
            open.retain(|l| *l < level);
            open.push(level);
            format!("H{}", open.len())
        }
        _ => "P".to_owned(),
    };
    document.flow().iter().map(|b| (tag(b.kind, &mut open), squeeze(&b.text()))).collect()
}

#[test]
fn the_structure_tree_is_the_model() {
    for text in [REPORT.as_bytes().to_vec(), support::seed()] {
        let text = String::from_utf8(text).unwrap();
        let document = document(&text);
        let read: Vec<_> = pdf(&text).blocks().into_iter().map(|(tag, text)| (tag, squeeze(&text))).collect();
        assert_eq!(read, expected_tags(&document));
    }
    // A heading of level 3 below one of level 1 is H2 here: the rule is at work in this text.
    assert!(expected_tags(&document(REPORT)).iter().any(|(tag, text)| tag == "H2" && text == "1.浇水"));
}

/// Visits the elements below one; calls with the element's id and each of its content items.
fn content_items(document: &Lopdf, id: ObjectId, visit: &mut impl FnMut(ObjectId, ObjectId, i64)) {
    let element = document.get_dictionary(id).unwrap();
    for kid in array(element.get(b"K").unwrap()) {
        match kid {
            Object::Reference(kid) => {
                let parent = document.get_dictionary(*kid).unwrap().get(b"P").unwrap().as_reference().unwrap();
                assert_eq!(parent, id, "an element names another parent");
                content_items(document, *kid, visit);
            }
            _ => {
                let item = kid.as_dict().unwrap();
                let page = item.get(b"Pg").unwrap().as_reference().unwrap();
                visit(id, page, item.get(b"MCID").unwrap().as_i64().unwrap());
            }
        }
    }
}

#[test]
fn the_rows_of_a_table_are_its_rows() {
    let text =
        "各单位人数\n各位同事：\n| 单位 | 人数 | 备注 |\n|---|---|---|\n| 甲厂 | 12 |\n| 乙厂 | 7 | 在建 |\n以上。\n";
    let pdf = pdf(text);
    let kids = |object: &Object| array(dictionary(&pdf.document, object).get(b"K").unwrap()).to_vec();
    let role = |object: &Object| name(dictionary(&pdf.document, object).get(b"S").unwrap());
    let root = pdf.catalog().get(b"StructTreeRoot").unwrap();
    let top = dictionary(&pdf.document, root).get(b"K").unwrap();
    let elements = kids(top);
    assert_eq!(elements.iter().map(role).collect::<Vec<_>>(), ["Title", "P", "Table", "P"]);
    let rows = kids(&elements[2]);
    assert_eq!(rows.iter().map(role).collect::<Vec<_>>(), ["TR"; 3]);
    for row in &rows {
        // A short row has empty cells (PDF/UA-1 7.5: a table is regular).
        assert_eq!(kids(row).iter().map(role).collect::<Vec<_>>(), ["TD"; 3]);
    }
    let filled: Vec<Vec<usize>> =
        rows.iter().map(|row| kids(row).iter().map(|cell| kids(cell).len()).collect()).collect();
    // An empty cell has a blank, which keeps its place.
    assert_eq!(filled, [vec![1, 1, 1], vec![1, 1, 1], vec![1, 1, 1]]);
    assert_eq!(support::squeeze(&pdf.blocks()[2].1), "单位人数备注甲厂12乙厂7在建");
}

#[test]
fn every_content_item_has_its_element_in_the_parent_tree() {
    let pdf = Pdf::read(&render(Converter::builder(), &document(&String::from_utf8(support::seed()).unwrap())));
    let root = dictionary(&pdf.document, pdf.catalog().get(b"StructTreeRoot").unwrap());
    let top = root.get(b"K").unwrap().as_reference().unwrap();
    let numbers = array(dictionary(&pdf.document, root.get(b"ParentTree").unwrap()).get(b"Nums").unwrap());
    let by_key: BTreeMap<i64, &[Object]> =
        numbers.chunks(2).map(|pair| (pair[0].as_i64().unwrap(), array(&pair[1]))).collect();
    let mut seen = 0;
    content_items(&pdf.document, top, &mut |element, page, mcid| {
        let key = pdf.document.get_dictionary(page).unwrap().get(b"StructParents").unwrap().as_i64().unwrap();
        let told = by_key[&key][usize::try_from(mcid).unwrap()].as_reference().unwrap();
        assert_eq!(told, element, "MCID {mcid}");
        seen += 1;
    });
    assert_eq!(seen, by_key.values().map(|list| list.len()).sum::<usize>());
    assert!(seen > 10, "{seen}");
}

#[test]
fn a_run_in_heading_is_a_span_of_its_paragraph() {
    let pdf = pdf(REPORT);
    let root = dictionary(&pdf.document, pdf.catalog().get(b"StructTreeRoot").unwrap());
    let top = dictionary(&pdf.document, root.get(b"K").unwrap());
    let elements: Vec<&Dictionary> =
        array(top.get(b"K").unwrap()).iter().map(|kid| dictionary(&pdf.document, kid)).collect();
    let mut spans = 0;
    for element in elements {
        for kid in array(element.get(b"K").unwrap()).iter().filter(|kid| kid.as_reference().is_ok()) {
            assert_eq!(name(element.get(b"S").unwrap()), "P");
            assert_eq!(name(dictionary(&pdf.document, kid).get(b"S").unwrap()), "Span");
            spans += 1;
        }
    }
    let run_in = |r: &&wenyin::model::FlowRun<'_>| matches!(r.role, RunRole::Heading { .. });
    let document = document(REPORT);
    let flow = document.flow();
    let in_model = flow.iter().flat_map(|b| &b.lines).flat_map(|l| &l.runs).filter(run_in).count();
    assert_eq!((spans, in_model), (2, 2));
}

/// Depth, title, page number from 0, and height on the page of each bookmark.
fn bookmarks(pdf: &Pdf) -> Vec<(usize, String, usize, f64)> {
    fn visit(pdf: &Pdf, item: &Object, depth: usize, out: &mut Vec<(usize, String, usize, f64)>) {
        let mut next = Some(item);
        while let Some(item) = next {
            let dict = dictionary(&pdf.document, item);
            let bytes = dict.get(b"Title").unwrap().as_str().unwrap();
            let units: Vec<u16> = bytes[2..].chunks(2).map(|b| u16::from_be_bytes([b[0], b[1]])).collect();
            let dest = array(dict.get(b"Dest").unwrap());
            let pages: Vec<ObjectId> = pdf.document.get_pages().into_values().collect();
            let page = pages.iter().position(|id| *id == dest[0].as_reference().unwrap()).unwrap();
            out.push((depth, String::from_utf16(&units).unwrap(), page, f64::from(dest[3].as_float().unwrap())));
            if let Ok(first) = dict.get(b"First") {
                visit(pdf, first, depth + 1, out);
            }
            next = dict.get(b"Next").ok();
        }
    }
    let outline = dictionary(&pdf.document, pdf.catalog().get(b"Outlines").unwrap());
    let mut out = Vec::new();
    visit(pdf, outline.get(b"First").unwrap(), 1, &mut out);
    out
}

#[test]
fn bookmarks_nest_as_the_headings_and_point_at_them() {
    let pdf = pdf(REPORT);
    let found = bookmarks(&pdf);
    let told: Vec<(usize, &str)> = found.iter().map(|(depth, title, ..)| (*depth, title.as_str())).collect();
    let expected = [
        (1, "一、把树种好"),
        (2, "（一）选好地块。"),
        (2, "（二）选好苗木。"),
        (3, "1.乔木"),
        (3, "2.灌木"),
        (1, "二、把树管好"),
        (2, "1.浇水"),
        (2, "2.修剪"),
    ];
    assert_eq!(told, expected);
    for (_, title, page, top) in &found {
        let line = pdf.lines(*page).into_iter().find(|line| {
            let text: String = line.iter().map(|g| g.text.as_str()).collect();
            squeeze(&text).starts_with(&squeeze(title))
        });
        let first = line.unwrap_or_else(|| panic!("{title} is not on page {page}"))[0].clone();
        assert!((first.y + first.size - top).abs() < 0.01, "{title}: {top} and {}", first.y);
    }
}

#[test]
fn the_catalog_tells_how_to_open_the_file() {
    let pdf = pdf(REPORT);
    let catalog = pdf.catalog();
    assert_eq!(name(catalog.get(b"PageMode").unwrap()), "UseOutlines");
    let preferences = dictionary(&pdf.document, catalog.get(b"ViewerPreferences").unwrap());
    assert!(preferences.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
    let labels = array(dictionary(&pdf.document, catalog.get(b"PageLabels").unwrap()).get(b"Nums").unwrap());
    assert_eq!(name(labels[1].as_dict().unwrap().get(b"S").unwrap()), "D");
    // Without headings there is no outline to open.
    let plain = self::pdf("春天到了\n同志们：\n大家好！\n");
    assert!(plain.catalog().get(b"Outlines").is_err());
    assert_ne!(name(plain.catalog().get(b"PageMode").unwrap()), "UseOutlines");
}

#[test]
fn the_language_is_that_of_the_region() {
    let language = |text: &str| pdf(text).catalog().get(b"Lang").unwrap().as_str().unwrap().to_vec();
    assert_eq!(language(REPORT), b"zh-CN");
    assert_eq!(language("在植樹活動上的講話\n各位來賓：\n種樹要選對時節，養護也要跟上。謝謝大家！\n"), b"zh-TW");
    assert_eq!(language(HONG_KONG), b"zh-HK");
    // Its characters without the name are those of Taiwan.
    assert_eq!(language(&HONG_KONG.replace("香港特區", "本市")), b"zh-TW");
}

const HONG_KONG: &str =
    "在植樹活動上的講話\n各位來賓：\n香港特區政府今年種樹五千棵。種樹要選對時節，養護也要跟上，謝謝大家！\n";

#[test]
fn a_text_of_hong_kong_is_set_as_one_of_taiwan() {
    let region = |region| {
        let mut profile = wenyin::style::Profile::speech();
        profile.text.region = Some(region);
        Pdf::read(&render(Converter::builder().profile(profile), &document(HONG_KONG)))
    };
    use wenyin::style::Region;
    let told = pdf(HONG_KONG);
    // The letters before a font's name are those of its outlines, so this compares faces and marks as drawn.
    let set = |pdf: &Pdf| -> Vec<(String, f64, String)> {
        pdf.pages.iter().flatten().map(|g| (g.text.clone(), g.x, g.font.clone())).collect()
    };
    assert!(set(&told) == set(&region(Region::Hk)));
    assert!(set(&told) == set(&region(Region::Tw)));
    // Not as on the mainland, where marks stand in the lower left of their cell.
    assert!(set(&told) != set(&region(Region::Cn)));
}

#[test]
fn an_english_phrase_is_marked_and_a_short_name_is_not() {
    let document = &pdf(REPORT).document;
    let mut marked = Vec::new();
    for page in document.get_pages().into_values() {
        let content = lopdf::content::Content::decode(&document.get_page_content(page)).unwrap();
        for op in content.operations.iter().filter(|op| op.operator == "BDC") {
            let properties = op.operands[1].as_dict().unwrap();
            marked.extend(properties.get(b"Lang").map(|l| l.as_str().unwrap().to_vec()));
        }
    }
    assert_eq!(marked, [b"en"]);
}

#[test]
fn nothing_is_transparent() {
    let document = pdf(REPORT).document;
    for object in document.objects.values() {
        let dict = match object {
            Object::Dictionary(dict) => dict,
            Object::Stream(stream) => &stream.dict,
            _ => continue,
        };
        for key in [&b"Group"[..], b"SMask", b"ExtGState", b"ca", b"CA"] {
            assert!(!dict.has(key), "{dict:?}");
        }
    }
}

fn xmp(bytes: &[u8]) -> String {
    let (start, end) = (b"<x:xmpmeta", b"</x:xmpmeta>");
    let at = |needle: &[u8]| bytes.windows(needle.len()).position(|w| w == needle).unwrap();
    String::from_utf8(bytes[at(start)..at(end)].to_vec()).unwrap()
}

#[test]
fn the_time_of_making_is_there_only_when_it_was_given() {
    let document = document(REPORT);
    let without = render(Converter::builder(), &document);
    assert!(!xmp(&without).contains("CreateDate"));
    // The text's own date is its date, not that of the file.
    assert!(xmp(&without).contains("<dc:date><rdf:Seq><rdf:li>2025-03-12</rdf:li>"));

    let time = Timestamp::from_unix(1_741_772_096).unwrap();
    let with = render(Converter::builder().timestamp(time), &document);
    assert!(xmp(&with).contains("<xmp:CreateDate>2025-03-12T09:34:56Z</xmp:CreateDate>"));
    let read = Lopdf::load_mem(&with).unwrap();
    let info = dictionary(&read, read.trailer.get(b"Info").unwrap());
    assert_eq!(info.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20250312093456Z");
    assert_eq!(render(Converter::builder().timestamp(time), &document), with);
}

fn text(pdf: &Pdf) -> String {
    pdf.pages.iter().flatten().filter(|g| g.mcid.is_some()).map(|g| g.text.as_str()).collect()
}

#[test]
fn characters_beyond_the_first_plane_are_copied_as_they_are() {
    assert!(squeeze(&text(&pdf("在会上的讲话\n同志们：\n𬭎与𠅤都在表中。\n"))).contains("𬭎与𠅤都在表中"));
}

#[test]
fn letters_with_combining_marks_and_selectors_are_copied_as_they_are() {
    // é as e and U+0301; an ideographic variation sequence that no built-in face knows.
    let source = "在会上的讲话\n同志们：\n他说cafe\u{301}，又说葛\u{E0100}与葛。\n";
    let read = squeeze(&text(&pdf(source)));
    assert!(read.contains("cafe\u{301}，又说葛\u{E0100}与葛。"), "{read}");
}

#[test]
fn a_mark_stands_in_for_a_missing_character_that_is_still_copied() {
    let document = document("在会上的讲话\n同志们：\n刻着\u{13000}和\u{13001}两个字。\n");
    let refused = Converter::builder().build().unwrap().render(&document, &[Format::Pdf]).unwrap_err();
    assert!(refused.to_string().contains("U+13000"), "{refused}");

    let pdf = Pdf::read(&render(Converter::builder().missing(Missing::Draw), &document));
    assert!(text(&pdf).contains("刻着\u{13000}和\u{13001}两个字"), "{}", text(&pdf));
    // Both are drawn by one glyph, which is as wide as its cell.
    let drawn: Vec<_> = pdf.pages.iter().flatten().filter(|g| matches!(&*g.text, "\u{13000}" | "\u{13001}")).collect();
    assert_eq!(drawn.len(), 2);
    assert_eq!(drawn[0].font, drawn[1].font);
    assert!(drawn.iter().all(|g| (g.advance - g.size).abs() < 1e-6));
}

#[test]
fn a_glyph_has_a_code_for_each_text_that_it_stands_for() {
    // 〓 for two characters, in readers that know nothing of ActualText, too.
    let source = "在会上的讲话\n同志们：\n刻着\u{13000}和\u{13001}两个字。\n";
    let pdf = Pdf::read(&render(Converter::builder().missing(Missing::Draw), &document(source)));
    assert_eq!(squeeze(&shown(&pdf)), squeeze(source));
    assert!(!contents(&pdf).contains("/ActualText<FEFFD80CDC0"));
    let drawn: Vec<_> = pdf.pages.iter().flatten().filter(|g| matches!(&*g.text, "\u{13000}" | "\u{13001}")).collect();
    let map = pdf.glyphs_of_codes(&drawn[0].font).unwrap();
    let glyph = |code: u16| u16::from_be_bytes([map[2 * usize::from(code)], map[2 * usize::from(code) + 1]]);
    assert_ne!(drawn[0].cid, drawn[1].cid);
    assert_eq!(glyph(drawn[0].cid), glyph(drawn[1].cid));
    // The others are shown by their number, and without such a glyph there is no map.
    let first =
        pdf.pages[0].iter().find(|g| g.font == drawn[0].font && g.text != drawn[1].text && g.text != drawn[0].text);
    assert!(first.is_some_and(|g| glyph(g.cid) == g.cid));
    assert!(self::pdf(REPORT).glyphs_of_codes(&self::pdf(REPORT).pages[0][0].font).is_none());
}

#[test]
fn a_private_use_character_is_copied_by_its_actual_text() {
    // Of two that are drawn by 〓, and of one alone.
    for source in ["值班表\n各位同事：\n今天由\u{E123}与\u{E124}值班。\n", "值班表\n各位同事：\n今天由\u{E123}值班。\n"]
    {
        let pdf = Pdf::read(&render(Converter::builder().missing(Missing::Draw), &document(source)));
        let spoken = contents(&pdf).matches("/ActualText<FEFFE12").count();
        assert_eq!(spoken, source.chars().filter(|c| ('\u{E000}'..'\u{F8FF}').contains(c)).count());
        assert_eq!(squeeze(&shown(&pdf)), squeeze(source));
    }
}

#[test]
fn faces_are_shared_by_reference() {
    let fonts = FontSet::built_in().unwrap();
    let wenyin = Converter::builder().fonts(fonts.clone()).build().unwrap();
    let document = document(REPORT);
    let (one, two) = (wenyin.fonts_for(&document).unwrap(), wenyin.clone().fonts_for(&document).unwrap());
    assert!(std::sync::Arc::ptr_eq(&one, &two));
    let song = wenyin::style::FaceRole::Song;
    let at = |fonts: &FontSet| fonts.face(fonts.chinese(song)).data().as_ptr();
    assert_eq!(at(&fonts), at(&one));
}

/// The content streams of all pages.
fn contents(pdf: &Pdf) -> String {
    let pages = pdf.document.get_pages();
    let streams = pages.values().map(|id| pdf.document.get_page_content(*id));
    streams.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
}

#[test]
fn a_hyphen_at_a_line_end_is_followed_by_a_space_when_it_is_copied() {
    // Readers that undo hyphenation would drop it.
    let hyphen = "/ActualText<FEFF002D0020>";
    let at_the_end = contents(&pdf("编号说明\n各位同事：\n一号-\n二号-\n三号。\n"));
    assert_eq!(at_the_end.matches(hyphen).count(), 2);
    assert!(!contents(&pdf("编号说明\n各位同事：\n甲-1号\n乙-2号\n三号。\n")).contains("/ActualText<FEFF002D"));
}

#[test]
fn marks_that_stand_in_one_place_are_copied_together() {
    // Paragraphs of all lengths: in some a line must take in a character by the blanks of its marks.
    let mut text = "引号说明\n各位同事：\n".to_owned();
    for n in 8..30 {
        for quotes in 1..6 {
            text += &format!("{}，{}{}。\n", &"春江潮水连海".repeat(5)[..3 * n], "“好”，".repeat(quotes), "“平”");
        }
    }
    let pdf = pdf(&text);
    let content = contents(&pdf);
    let pairs = pdf.pages.iter().flat_map(|page| page.windows(2));
    let in_one_place = |pair: &&[Glyph]| {
        let [comma, quote] = pair else { return false };
        comma.text == "，“" && quote.text.is_empty()
            || (comma.text == "，" && quote.text == "“" && comma.y == quote.y && quote.x - comma.x < comma.size / 20.0)
    };
    let together = pairs.filter(in_one_place).count();
    assert!(together > 0, "the case does not arise in this test");
    assert_eq!(content.matches("/ActualText<FEFFFF0C201C>").count(), together);
}

/// What a reader copies that knows nothing of ActualText.
fn shown(pdf: &Pdf) -> String {
    pdf.pages.iter().flatten().filter(|g| g.mcid.is_some()).map(|g| g.shown.as_str()).collect()
}

#[test]
fn blanks_before_a_mark_are_no_part_of_its_place() {
    // A reader that puts ActualText where its first glyph stands would carry the mark off with the blanks.
    let source = "引号说明\n各位同事：\n他笑着说：  “学习重要。”又说，  “去吧。”\n";
    let pdf = pdf(source);
    assert!(!contents(&pdf).contains("/ActualText<FEFF0020"));
    assert_eq!(squeeze(&text(&pdf)), squeeze(source));
}

#[test]
fn wide_blanks_are_copied_together() {
    let blanks = |text: &str| contents(&pdf(text)).matches("/ActualText<FEFF3000").count();
    // Several blanks by themselves; one with the character behind it.
    let spaced = contents(&pdf("值班表\n各位同事：\n组长　王　　林\n副组长　李　　青\n"));
    assert_eq!(spaced.matches("/ActualText<FEFF30003000>").count(), 2);
    assert_eq!(spaced.matches("/ActualText<FEFF3000738B>").count(), 1);
    assert_eq!(spaced.matches("/ActualText<FEFF3000674E>").count(), 1);
    // The indent is no text, and blanks between words are no gap.
    assert_eq!(blanks("值班表\n各位同事：\n　　今天由甲组值班。\n"), 0);
    assert!(!contents(&pdf("Duty roster\n各位同事：\nShe said so.  He did not.\n")).contains("ActualText<FEFF0020"));
}

#[test]
fn marks_are_copied_with_their_character_and_once() {
    // 好 and its mark are of two faces, 葛 and its selector of one; a mark that is shaped, a mark after a letter of
    // another face, and two marks.
    let source =
        "在会上的讲话\n同志们：\n他说好\u{301}与x\u{304}，又说中\u{20DD}与A\u{20DD}，葛\u{E0100}与叠\u{30C}\u{301}。\n";
    let pdf = pdf(source);
    assert_eq!(squeeze(&text(&pdf)), squeeze(source));
    let content = contents(&pdf);
    for together in ["597D0301", "4E2D20DD", "004120DD", "53E0030C0301"] {
        assert!(content.contains(&format!("/ActualText<FEFF{together}>")), "{together}");
    }
    let shown = squeeze(&shown(&pdf));
    assert!(shown.contains("他说好\u{301}与x\u{304}，又说中\u{20DD}与A\u{20DD}，"), "{shown}");
}

/// Left, lower, right and upper edge of a glyph's ink on the page.
fn ink(fonts: &FontSet, wanted: [wenyin::font::FaceId; 2], c: char, glyph: &Glyph) -> [f64; 4] {
    let (id, drawn) = fonts.find(wanted, c).unwrap();
    let face = fonts.face(id);
    let ink = face.ink(drawn).unwrap().map(|v| f64::from(v.0) * glyph.size / f64::from(face.units_per_em()));
    [glyph.x + ink[0], glyph.y + ink[1], glyph.x + ink[2], glyph.y + ink[3]]
}

#[test]
fn a_mark_stands_over_under_or_upon_the_middle_of_its_character() {
    use wenyin::style::{FaceRole, LatinFace};
    let fonts = FontSet::built_in().unwrap();
    let own = [fonts.chinese(FaceRole::FangSong), fonts.latin(LatinFace::Serif)];
    // U+0301 and U+0323 are in the Latin face, U+20DD is in 宋体: all in another face than the character.
    let pdf = pdf("在会上的讲话\n同志们：\n他说甲好\u{301}乙，丙好\u{323}丁，戊好\u{20DD}己，庚好\u{301}\u{30C}辛。\n");
    let glyphs: Vec<&Glyph> = pdf.pages.iter().flatten().filter(|g| g.mcid.is_some()).collect();
    let mut seen = Vec::new();
    for at in 1..glyphs.len() {
        let [base, mark] = [glyphs[at - 1], glyphs[at]];
        if base.shown != "好" {
            continue;
        }
        let c = mark.shown.chars().next().unwrap();
        let ([_, under, _, over], [left, bottom, right, top]) =
            (ink(&fonts, own, '好', base), ink(&fonts, own, c, mark));
        let middle = base.x + base.size / 2.0;
        assert!(((left + right) / 2.0 - middle).abs() < 0.01, "{c:?}: {left} {right}, {middle}");
        match c {
            '\u{301}' => assert!(bottom > over && bottom < over + base.size / 10.0),
            '\u{323}' => assert!(top < under && top > under - base.size / 10.0),
            _ => assert!(((bottom + top) / 2.0 - base.y - 0.38 * base.size).abs() < 0.01),
        }
        // Not where the face itself would have it, behind the character: the rule is at work here. The circle of
        // 宋体 is drawn for a full cell.
        assert!(c == '\u{20DD}' || (mark.x - base.right()).abs() > 1.0, "{c:?} {}", mark.x);
        let mut after = glyphs[at + 1];
        if after.shown == "\u{30C}" {
            let [_, second, ..] = ink(&fonts, own, '\u{30C}', after);
            assert!(second > top, "the second mark stands over the first: {second} {top}");
            after = glyphs[at + 2];
        }
        // A mark takes no room: the characters keep their pitch.
        let pitch = glyphs[at - 1].x - glyphs[at - 2].x;
        assert!((after.x - base.x - pitch).abs() < 0.01, "{} {pitch}", after.x - base.x);
        seen.push(c);
    }
    assert_eq!(seen, ['\u{301}', '\u{323}', '\u{20DD}', '\u{301}']);
}

#[test]
fn a_glyph_of_a_fallback_face_is_made_to_sit_in_its_cell() {
    use wenyin::font::{Blob, Face};
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let read = |name: &str| Blob::from(std::fs::read(folder.join(name)).unwrap());
    let [fang_song, kai, hei, title] =
        ["WenyinFangSong-Regular", "WenyinKai-Regular", "WenyinHei-Medium", "WenyinTitle-Bold"]
            .map(|name| read(&format!("{name}.ttf")));
    let song = read("song/WenyinSong-Regular.ttf");
    // The Latin face is but a fallback here: its ⌠ is 1.13 em high, its ☻ 1.05 em wide, its ⌂ neither.
    let mut fonts = FontSet::new([fang_song.clone(), kai, hei, song, title, fang_song.clone(), fang_song]).unwrap();
    let latin = Face::new(read("LiberationSerif-Regular.ttf"), "latin").unwrap();
    fonts.add_fallback(latin).unwrap();
    let own = [fonts.chinese(wenyin::style::FaceRole::FangSong); 2];
    let document = document("在会上的讲话\n同志们：\n这里有⌠、☻与⌂三个符号。\n");
    let pdf = Pdf::read(&render(Converter::builder().fonts(fonts.clone()), &document));
    let drawn = |c: char| pdf.pages[0].iter().find(|g| g.shown == c.to_string()).unwrap();
    let plain = drawn('有');
    let [em, lower] = [plain.size, plain.y - 0.12 * plain.size];
    let tall = drawn('⌠');
    let [_, bottom, _, top] = ink(&fonts, own, '⌠', tall);
    assert!((bottom - lower).abs() < 0.05 && (top - lower - em).abs() < 0.05, "{bottom} {top} {lower}");
    assert!((tall.size - em * 2048.0 / 2320.0).abs() < 0.01, "{}", tall.size);
    let wide = drawn('☻');
    assert!((wide.advance - em).abs() < 0.05 && wide.y == plain.y, "{wide:?}");
    // What fits is not touched.
    let small = drawn('⌂');
    assert!(small.size == em && small.y == plain.y, "{small:?}");
}
