//! What the caller can say about a text, and what the text says about itself.

#![allow(clippy::expect_used, reason = "a test may stop at what it cannot go on without")]

use wenyin::input::decode;
use wenyin::model::{Block, Document, Reason, SetAsideKind};
use wenyin::parse::{Leftovers, Markup, Paragraphs, ParseOptions, Recognition, parse_with};

fn read_with(text: &str, options: &ParseOptions) -> Document {
    parse_with(decode(text.as_bytes()).expect("a text"), options)
}

fn read(text: &str) -> Document {
    read_with(text, &ParseOptions::default())
}

/// The paragraphs of a body.
fn paragraphs(document: &Document) -> Vec<String> {
    let text = |block: &Block| match block {
        Block::Paragraph { runs, .. } => Some(runs.iter().map(|r| r.text.as_str()).collect()),
        _ => None,
    };
    document.body.iter().filter_map(text).collect()
}

fn headings(document: &Document) -> Vec<(u8, &str)> {
    let heading = |block| match block {
        &Block::Heading { level, ref text, .. } => Some((level, text.as_str())),
        _ => None,
    };
    document.body.iter().filter_map(heading).collect()
}

fn with(paragraphs: Paragraphs) -> ParseOptions {
    ParseOptions { paragraphs, ..ParseOptions::default() }
}

const CLEAN: ParseOptions = ParseOptions {
    markup: Markup::Auto,
    leftovers: Leftovers::SetAside,
    paragraphs: Paragraphs::Auto,
    front: Recognition::Automatic,
    back: Recognition::Automatic,
    headings: Recognition::Automatic,
    levels: [None, None, None, None],
};

/// Ragged lines, a blank line between paragraphs.
const BLANK: &str = "\
今年的春耕来得特别早，村里的乡亲们正月里就
下了地，种子、化肥和农具都已经准备
齐全，水渠也在入冬之前修好了。

不过，旱情比往年来得更重一些，水库里的水只有
往年的一半，我们不能有半点大意，
要把每一滴水都用在最要紧的地方，先保口粮田，
再保经济作物。

各村的干部这几天都到地头去了，
同乡亲们一起商量办法，想出了许多好主意，
有的已经用上了。
";

/// The same, an indent at the head of each paragraph instead.
fn indented() -> String {
    format!("　　{}", BLANK.replace("\n\n", "\n　　"))
}

#[test]
fn ragged_paragraphs_are_joined_where_blank_lines_or_indents_divide_them() {
    let joined = |text: &str| text.lines().map(str::trim).collect::<String>();
    let wanted: Vec<String> = BLANK.split("\n\n").map(joined).collect();
    let off = |paragraphs| ParseOptions { front: Recognition::Off, back: Recognition::Off, ..with(paragraphs) };
    for (text, forced) in [(BLANK, Paragraphs::Blank), (indented().as_str(), Paragraphs::Indent)] {
        for way in [Paragraphs::Auto, forced] {
            assert_eq!(paragraphs(&read_with(text, &off(way))), wanted, "{way:?} {text}");
        }
        assert_eq!(paragraphs(&read_with(text, &off(Paragraphs::Line))).len(), 10);
    }
}

#[test]
fn lines_that_are_paragraphs_are_not_joined() {
    let whole = "今年的春耕来得特别早，我们要抓紧时间，把种子都准备好。\n";
    // Whole sentences, blank lines between groups of them.
    let groups = format!("{whole}{whole}{whole}\n{whole}{whole}{whole}\n{whole}{whole}{whole}");
    assert_eq!(
        paragraphs(&read_with(&groups, &ParseOptions { front: Recognition::Off, ..with(Paragraphs::Auto) })).len(),
        9
    );
    // Verse in stanzas, without marks.
    let stanza = "春风吹过山岗\n种子落进土里\n孩子们在田边唱歌\n";
    let verse = format!("{stanza}\n{stanza}\n{stanza}\n{stanza}");
    assert_eq!(read(&verse).to_text().lines().count(), 12);
    // A list of titles.
    let titles = "关于加强春季植树造林工作若干问题的通知\n关于成立县水利工程建设领导小组的决定\n关于公布全县中小学危房改造名单和进度安排的函\n";
    let list = format!("{titles}\n{titles}\n{titles}");
    assert_eq!(read(&list).to_text().lines().count(), 9);
}

#[test]
fn the_title_block_before_an_indented_text_stays_in_lines() {
    let text = format!("在春耕会上的讲话\n县长　张大山\n{}", indented());
    let document = read_with(&text, &with(Paragraphs::Indent));
    assert_eq!(document.front.title[0].text, "在春耕会上的讲话");
    assert_eq!(document.front.speaker.as_ref().map(|s| s.text.as_str()), Some("县长　张大山"));
    assert_eq!(paragraphs(&document).len(), 3);
}

const PAGES: &str = "\
在植树节上的讲话
同志们：
　　今年的树要早种，早种的树根扎得深，活得好，我们要把这件事
— 1 —
在植树节上的讲话
办好。
　　第二件事，是管好种下的树，不能只种不管，年年种树不见
— 2 —
在植树节上的讲话
树。
　　谢谢大家！
— 3 —
";

#[test]
fn leftovers_are_told_and_only_cleaned_away_when_asked() {
    let kept = read(PAGES);
    assert_eq!(kept.leftovers(), 5);
    assert!(kept.source.set_aside.is_empty());
    assert_eq!(kept.to_text().matches("在植树节上的讲话").count(), 3);
    let options = ParseOptions { paragraphs: Paragraphs::Indent, ..CLEAN };
    let cleaned = read_with(PAGES, &options);
    assert_eq!(cleaned.leftovers(), 0);
    let kinds: Vec<_> = cleaned.source.set_aside.iter().map(|a| (a.kind, a.span.line)).collect();
    let (number, head) = (SetAsideKind::PageNumber, SetAsideKind::RunningHead);
    assert_eq!(kinds, [(number, 4), (head, 5), (number, 8), (head, 9), (number, 12)]);
    let text = paragraphs(&cleaned);
    assert!(text[0].ends_with("我们要把这件事办好。"), "{text:?}");
    assert!(text[1].ends_with("年年种树不见树。"), "{text:?}");
    assert_eq!(cleaned.back.closing[0].text, "谢谢大家！");
    assert_eq!(cleaned.front.title[0].text, "在植树节上的讲话");
}

#[test]
fn what_only_looks_like_a_leftover_is_not_cleaned_away() {
    let text = "讲话\n同志们：\n加油干\n今年要多种树。\n加油干\n明年还要种。\n第12页的表\n谢谢大家！\n";
    let cleaned = read_with(text, &CLEAN);
    assert_eq!(cleaned.source.set_aside, []);
    assert_eq!(cleaned.to_text(), read(text).to_text());
}

const SECTIONS: &str = "讲话\n同志们：\n一、形势\n今年的形势很好，比去年好。\n二、任务\n今年的任务很重，比去年重。\n";

#[test]
fn headings_can_be_switched_off_and_named() {
    assert_eq!(headings(&read(SECTIONS)), [(1, "一、形势"), (1, "二、任务")]);
    let none = ParseOptions { headings: Recognition::Off, ..ParseOptions::default() };
    assert_eq!(headings(&read_with(SECTIONS, &none)), []);
    let mut named = none.clone();
    named.levels[1] = Some(regex::Regex::new("^二、").expect("an expression"));
    let document = read_with(SECTIONS, &named);
    assert_eq!(headings(&document), [(2, "二、任务")]);
    assert!(matches!(&document.body[3], Block::Paragraph { .. }));
    let Block::Heading { number, reason, .. } = &document.body[2] else { panic!("{:?}", document.body) };
    assert_eq!((number.as_str(), *reason), ("二、", Reason::Given));
    // With the rules on, the caller's word goes before theirs.
    let mut both = ParseOptions::default();
    both.levels[2] = Some(regex::Regex::new("任务$").expect("an expression"));
    assert_eq!(headings(&read_with(SECTIONS, &both)), [(1, "一、形势"), (3, "二、任务")]);
}

#[test]
fn title_block_and_sign_off_can_be_switched_off() {
    let text = "好消息\n同志们：\n今年的树种得好，比去年好。\n谢谢大家！\n林业局\n2024年3月12日\n";
    let document = read(text);
    assert_eq!((document.front.title.len(), document.back.signature.len()), (1, 1));
    let off = ParseOptions { front: Recognition::Off, back: Recognition::Off, ..ParseOptions::default() };
    let document = read_with(text, &off);
    assert!(document.front.title.is_empty() && document.front.salutation.is_empty());
    assert!(document.back.signature.is_empty() && document.back.closing.is_empty());
    assert_eq!(document.body.len(), 6);
}

#[test]
fn front_matter_gives_the_title_block_and_is_set_aside() {
    let text = "---\n标题：在植树节上的讲话\n副标题：|\n  ——第一行\n  ——第二行\nspeaker: 县长　张大山\n日期: \"2024年3月\"\n版式: reading\n备注：内部\n---\n同志们：\n今年的树要早种，早种的树活得好。\n";
    let document = read(text);
    let front = &document.front;
    assert_eq!((front.title[0].text.as_str(), front.title[0].reason), ("在植树节上的讲话", Reason::FrontMatter));
    assert_eq!(front.subtitle.iter().map(|t| t.text.as_str()).collect::<Vec<_>>(), ["——第一行", "——第二行"]);
    assert_eq!(front.speaker.as_ref().map(|t| t.text.as_str()), Some("县长　张大山"));
    assert_eq!(front.date.as_ref().map(|t| t.text.as_str()), Some("2024年3月"));
    assert_eq!(front.salutation[0].text, "同志们：");
    assert_eq!(document.source.profile.as_deref(), Some("reading"));
    assert_eq!(document.source.set_aside.len(), 10);
    let unknown = document.source.set_aside.iter().find(|a| a.kind == SetAsideKind::UnknownFrontMatter);
    assert_eq!(unknown.map(|a| a.text.as_str()), Some("备注：内部"));
}

#[test]
fn front_matter_that_repeats_the_title_does_not_double_it() {
    let text = "---\ntitle: 在植树节上的讲话\n---\n在植树节上的讲话\n同志们：\n今年的树要早种。\n";
    let document = read(text);
    assert_eq!(document.to_text().matches("在植树节上的讲话").count(), 1);
    assert_eq!(document.front.title[0].span.line, 4);
    // Another title in the text stays in it.
    let document = read(&text.replacen("在植树节上", "在开幕式上", 1));
    assert_eq!(document.front.title[0].text, "在开幕式上的讲话");
    assert!(document.to_text().contains("在植树节上的讲话"));
}

#[test]
fn dashes_that_are_no_front_matter_stay_text() {
    let text = "---\n春天的故事\n---\n今年的树要早种，早种的树活得好。\n";
    let document = read(text);
    assert!(document.source.set_aside.is_empty());
    assert!(document.to_text().starts_with("---\n春天的故事"));
}
