//! Reads a DOCX back with nothing but zip and an XML parser, and holds a
//! document in which every kind of block occurs.
#![allow(unreachable_pub, dead_code, reason = "shared by test files")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use wenyin::model::{Back, Block, BlockKind, Document, Front, Reason, Run, RunRole, Span, Text};
use wenyin::style::Profile;
use wenyin::{Converter, DocxFonts, Format};

/// An element with its children; text is a child without a name.
#[derive(Debug, Default, Clone)]
pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) children: Vec<Node>,
    pub(crate) text: String,
}

impl Node {
    pub(crate) fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }

    pub(crate) fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|c| c.name == name)
    }

    pub(crate) fn path(&self, names: &[&str]) -> Option<&Node> {
        names.iter().try_fold(self, |node, name| node.child(name))
    }

    pub(crate) fn val(&self, names: &[&str]) -> Option<&str> {
        self.path(names)?.get("w:val")
    }

    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |c| c.name == name)
    }

    /// This element and all below it.
    pub(crate) fn each(&self, visit: &mut dyn FnMut(&Node)) {
        visit(self);
        self.children.iter().for_each(|child| child.each(visit));
    }

    /// The text as Word shows it: breaks as line feeds, tabs as tabs.
    pub(crate) fn plain(&self) -> String {
        match self.name.as_str() {
            "" => self.text.clone(),
            "w:br" => "\n".into(),
            "w:tab" => "\t".into(),
            "w:pPr" | "w:rPr" | "w:instrText" => String::new(),
            _ => self.children.iter().map(Node::plain).collect(),
        }
    }
}

fn unescape(text: &str) -> String {
    quick_xml::escape::unescape(text).unwrap().into_owned()
}

fn node(start: &BytesStart<'_>) -> Node {
    let attributes = start
        .attributes()
        .map(|attribute| {
            let attribute = attribute.unwrap();
            (attribute.key.into_inner().to_owned(), unescape(&attribute.value))
        })
        .collect();
    Node { name: start.name().into_inner().to_owned(), attributes, ..Node::default() }
}

fn tree(xml: &[u8]) -> Node {
    let mut reader = Reader::from_str(std::str::from_utf8(xml).unwrap());
    let mut stack = vec![Node::default()];
    let text = |text: String| Node { text, ..Node::default() };
    loop {
        let done = match reader.read_event().unwrap() {
            Event::Start(e) => {
                stack.push(node(&e));
                continue;
            }
            Event::Empty(e) => node(&e),
            Event::End(_) => stack.pop().unwrap(),
            Event::Text(t) => text(t.into_inner().into_owned()),
            Event::GeneralRef(r) => text(unescape(&format!("&{};", r.into_inner()))),
            Event::Eof => break,
            _ => continue,
        };
        stack.last_mut().unwrap().children.push(done);
    }
    let mut root = stack.pop().unwrap();
    root.children.retain(|c| !c.name.is_empty());
    root.children.remove(0)
}

/// An opened package.
pub(crate) struct Docx(BTreeMap<String, Vec<u8>>);

impl Docx {
    pub(crate) fn open(bytes: &[u8]) -> Self {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let parts = (0..zip.len()).map(|i| {
            let mut file = zip.by_index(i).unwrap();
            let mut data = Vec::new();
            file.read_to_end(&mut data).unwrap();
            (file.name().to_owned(), data)
        });
        Self(parts.collect())
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(crate) fn part(&self, name: &str) -> &[u8] {
        &self.0[name]
    }

    pub(crate) fn replace(&mut self, name: &str, data: Vec<u8>) {
        self.0.insert(name.to_owned(), data);
    }

    pub(crate) fn xml(&self, name: &str) -> Node {
        tree(self.part(name))
    }

    /// The paragraphs, those of tables included.
    pub(crate) fn paragraphs(&self) -> Vec<Node> {
        self.blocks().into_iter().flatten().collect()
    }

    /// What stands in the body, in order: a paragraph alone, or the cells of a table's row.
    pub(crate) fn blocks(&self) -> Vec<Vec<Node>> {
        let document = self.xml("word/document.xml");
        let mut out = Vec::new();
        for child in &document.child("w:body").unwrap().children {
            match child.name.as_str() {
                "w:p" => out.push(vec![child.clone()]),
                "w:tbl" => {
                    out.extend(
                        child.all("w:tr").map(|row| row.all("w:tc").flat_map(|c| c.all("w:p")).cloned().collect()),
                    );
                }
                _ => {}
            }
        }
        out
    }

    pub(crate) fn style(&self, id: &str) -> Node {
        let styles = self.xml("word/styles.xml");
        let style = styles.all("w:style").find(|s| s.get("w:styleId") == Some(id));
        style.unwrap_or_else(|| panic!("no style {id}")).clone()
    }

    /// Font parts with the family of their entry, de-obfuscated.
    pub(crate) fn fonts(&self) -> Vec<(String, Vec<u8>)> {
        let relationships = self.xml("word/_rels/fontTable.xml.rels");
        let mut out = Vec::new();
        for font in self.xml("word/fontTable.xml").all("w:font") {
            for part in font.all("w:embedRegular").chain(font.all("w:embedBold")) {
                let id = part.get("r:id");
                let target = relationships.children.iter().find(|r| r.get("Id") == id).unwrap().get("Target").unwrap();
                let digits: String = part.get("w:fontKey").unwrap().chars().filter(char::is_ascii_hexdigit).collect();
                let key = u128::from_str_radix(&digits, 16).unwrap().to_le_bytes();
                let mut data = self.part(&format!("word/{target}")).to_vec();
                for (i, byte) in data.iter_mut().take(32).enumerate() {
                    *byte ^= key[i % 16];
                }
                out.push((font.get("w:name").unwrap().to_owned(), data));
            }
        }
        out
    }
}

fn text(text: &str) -> Text {
    Text::given(text)
}

fn heading(level: u8, number: &str, text: &str) -> Block {
    let (number, text) = (number.to_owned(), text.to_owned());
    Block::Heading { level, number, text, span: Span::default(), reason: Reason::Given }
}

fn paragraph(runs: &[(RunRole, &str)]) -> Block {
    let runs = runs.iter().map(|&(role, text)| Run { role, text: text.to_owned() }).collect();
    Block::Paragraph { runs, span: Span::default(), reason: Reason::Given }
}

pub(crate) fn plain(text: &str) -> Block {
    paragraph(&[(RunRole::Text, text)])
}

/// A document in which every kind of block occurs.
pub(crate) fn everything() -> Document {
    Document {
        front: Front {
            copy_number: Some(text("000001")),
            classification: Some(text("秘密★1年")),
            urgency: Some(text("加急")),
            issuers: vec![text("文教局文件")],
            signatories: vec![text("签发人：李四")],
            preamble: vec![text("编者按：以下是讲话全文。")],
            doc_number: Some(text("文发〔2026〕1号")),
            title: vec![text("弘扬劳模精神"), text("做新时代奋进者 2026")],
            subtitle: vec![text("——在全市劳动模范座谈会上的讲话")],
            speaker: Some(text("市长　张三")),
            date: Some(text("（2026年4月28日）")),
            salutation: vec![text("各位劳模、同志们：")],
        },
        body: vec![
            plain("大家好！“五一”就要到了，GDP增长5.5%……a < b & c > \"d\" 'e'。"),
            heading(1, "一、", "一、提高认识——凝聚“共识”。"),
            heading(2, "（一）", "（一）加强领导"),
            heading(3, "1.", "1. 落实责任"),
            heading(4, "（1）", "（1）分工到人"),
            paragraph(&[
                (RunRole::Heading { level: 2 }, "（二）强化“保障”。"),
                (RunRole::Text, "要落实经费。"),
                (RunRole::Ordinal, "一是"),
                (RunRole::Text, "抓学习·促提高。"),
            ]),
            Block::InnerTitle(text("第二部分")),
            Block::Verse(vec![text("千淘万漉虽辛苦，"), text("吹尽狂沙始到金。")]),
            Block::Quote(text("习惯成自然。")),
            Block::Salutation(text("同志们！")),
            Block::Table(vec![vec![text("项目"), text("数量"), text("备注")], vec![text("劳模"), text("12")]]),
            plain("字形只在宋体里有：⼀，其他都在仿宋里。"),
        ],
        back: Back {
            closing: vec![text("谢谢大家！")],
            attachments: vec![text("附件：1. 名单")],
            signature: vec![text("市人民政府")],
            signature_date: Some(text("2026年4月28日")),
            attachment_bodies: vec![heading(1, "", "附件"), plain("名单如下。")],
            footnotes: vec![text("[1] 注。")],
            cc: vec![text("抄送：市委办公室。")],
            print_note: vec![text("市政府办公室 2026年4月28日印发")],
        },
        ..Document::default()
    }
}

pub(crate) fn render_with(document: &Document, profile: Profile, fonts: DocxFonts) -> Vec<u8> {
    let wenyin = Converter::builder().profile(profile).docx_fonts(fonts).build().unwrap();
    let rendered = wenyin.render(document, &[Format::Docx]).unwrap();
    rendered.docx().unwrap().bytes().to_vec()
}

pub(crate) fn render(document: &Document) -> Docx {
    Docx::open(&render_with(document, Profile::speech(), DocxFonts::Subset))
}

/// The id of the style that a kind of block has.
pub(crate) fn style_of(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Preamble => "Preamble",
        BlockKind::DocNumber => "DocumentNumber",
        BlockKind::Title => "Title",
        BlockKind::Subtitle => "Subtitle",
        BlockKind::Speaker => "Speaker",
        BlockKind::Date => "Date",
        BlockKind::Salutation => "Salutation",
        BlockKind::Heading(1) => "Heading1",
        BlockKind::Heading(2) => "Heading2",
        BlockKind::Heading(3) => "Heading3",
        BlockKind::Heading(_) => "Heading4",
        BlockKind::Paragraph => "BodyText",
        BlockKind::InnerTitle => "InnerTitle",
        BlockKind::Verse => "Verse",
        BlockKind::Quote => "Quote",
        BlockKind::InnerSalutation => "InnerSalutation",
        BlockKind::TableRow => "TableText",
        BlockKind::Closing => "Closing",
        BlockKind::Attachments => "Attachments",
        BlockKind::Signature => "Signature",
        BlockKind::SignatureDate => "SignatureDate",
        BlockKind::Footnote => "Note",
        BlockKind::Cc => "CopyTo",
        BlockKind::PrintNote => "PrintNote",
        BlockKind::CopyNumber => "CopyNumber",
        BlockKind::Classification => "Classification",
        BlockKind::Urgency => "Urgency",
        BlockKind::Issuer => "Issuer",
        BlockKind::Signatory => "Signatory",
        BlockKind::Imprint => "Imprint",
        BlockKind::AttachmentLabel => "AttachmentLabel",
        BlockKind::AttachmentTitle => "AttachmentTitle",
        // Of a collection, where the headings rank otherwise.
        BlockKind::CollectionTitle => "Title",
        BlockKind::ContentsTitle => "TOCHeading",
        BlockKind::ContentsEntry => "TOC1",
        other => panic!("which style has {other:?}?"),
    }
}
