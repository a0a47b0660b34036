//! Reads a PDF back: glyph positions from the content streams, blocks from the structure tree.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A glyph as a viewer would place it.
#[derive(Debug, Clone)]
pub struct Glyph {
    /// What it stands for: nothing, where it repeats what stands elsewhere.
    pub text: String,
    /// What is seen.
    pub shown: String,
    /// Origin in points from the left and the lower edge of the page.
    pub x: f64,
    pub y: f64,
    /// Advance in points, without character spacing.
    pub advance: f64,
    pub size: f64,
    pub font: String,
    /// Its number in the embedded program.
    pub cid: u16,
    /// Number of the marked-content sequence; none for artifacts.
    pub mcid: Option<i64>,
}

impl Glyph {
    pub fn right(&self) -> f64 {
        self.x + self.advance
    }
}

/// A line of glyphs on one baseline.
pub type Line = Vec<Glyph>;

/// A PDF read back.
pub struct Pdf {
    pub document: Document,
    /// The glyphs of each page in the order of the content stream.
    pub pages: Vec<Vec<Glyph>>,
}

struct Font {
    name: String,
    widths: BTreeMap<u16, f64>,
    unicode: BTreeMap<u16, String>,
}

impl Pdf {
    pub fn read(bytes: &[u8]) -> Self {
        let document = Document::load_mem(bytes).unwrap();
        let fonts = fonts(&document);
        let pages = document.get_pages().into_values().map(|id| glyphs(&document, id, &fonts)).collect();
        Self { document, pages }
    }

    /// The text lines of a page from top to bottom, page numbers left out.
    pub fn lines(&self, page: usize) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for glyph in self.pages[page].iter().filter(|g| g.mcid.is_some()) {
            match lines.last_mut() {
                Some(line) if (line[0].y - glyph.y).abs() < glyph.size / 2.0 => line.push(glyph.clone()),
                _ => lines.push(vec![glyph.clone()]),
            }
        }
        lines
    }

    /// The glyphs of a page that are no part of the text.
    pub fn artifacts(&self, page: usize) -> Vec<&Glyph> {
        self.pages[page].iter().filter(|g| g.mcid.is_none()).collect()
    }

    /// What is seen in the margins of a page, stretch by stretch: running heads and notes, page numbers left out.
    pub fn notes(&self, page: usize) -> Vec<Line> {
        let mut notes: Vec<Line> = Vec::new();
        for glyph in self.artifacts(page).into_iter().filter(|g| g.text.is_empty()) {
            match notes.last_mut() {
                Some(note)
                    if (note[0].y - glyph.y).abs() < 0.01
                        && (glyph.x - note[note.len() - 1].right()).abs() < glyph.size / 2.0 =>
                {
                    note.push(glyph.clone());
                }
                _ => notes.push(vec![glyph.clone()]),
            }
        }
        notes
    }

    /// The rectangles of a page: left edge, lower edge, width, height in points.
    pub fn rectangles(&self, page: usize) -> Vec<[f64; 4]> {
        let id = self.document.get_pages().into_values().nth(page).unwrap();
        let content = Content::decode(&self.document.get_page_content(id)).unwrap();
        let rectangles = content.operations.iter().filter(|op| op.operator == "re");
        rectangles.map(|op| std::array::from_fn(|i| number(&op.operands[i]))).collect()
    }

    /// Width and height of a page in points.
    pub fn size(&self, page: usize) -> (f64, f64) {
        let id = self.document.get_pages().into_values().nth(page).unwrap();
        let media = array(self.document.get_dictionary(id).unwrap().get(b"MediaBox").unwrap());
        (number(&media[2]), number(&media[3]))
    }

    pub fn catalog(&self) -> &Dictionary {
        self.document.catalog().unwrap()
    }

    /// Role and text of each child of the Document element, in order.
    pub fn blocks(&self) -> Vec<(String, String)> {
        let root = self.dictionary(self.catalog().get(b"StructTreeRoot").unwrap());
        let top = self.dictionary(root.get(b"K").unwrap());
        assert_eq!(name(top.get(b"S").unwrap()), "Document");
        let pages: BTreeMap<ObjectId, usize> =
            self.document.get_pages().into_values().enumerate().map(|(i, id)| (id, i)).collect();
        array(top.get(b"K").unwrap())
            .iter()
            .map(|kid| {
                let element = self.dictionary(kid);
                let mut text = String::new();
                self.content(element, &pages, &mut text);
                (name(element.get(b"S").unwrap()), text)
            })
            .collect()
    }

    /// The titles of the bookmarks, in the order in which a viewer lists them.
    pub fn bookmarks(&self) -> Vec<String> {
        let mut out = Vec::new();
        if let Ok(root) = self.catalog().get(b"Outlines") {
            self.bookmarks_below(self.dictionary(root), &mut out);
        }
        out
    }

    fn bookmarks_below(&self, parent: &Dictionary, out: &mut Vec<String>) {
        let mut next = parent.get(b"First");
        while let Ok(item) = next {
            let item = self.dictionary(item);
            out.push(utf16(item.get(b"Title").and_then(Object::as_str).unwrap()));
            self.bookmarks_below(item, out);
            next = item.get(b"Next");
        }
    }

    /// The links of every page: the page on which each stands, what it says, the page to which it leads.
    pub fn links(&self) -> Vec<(usize, String, usize)> {
        let pages: Vec<ObjectId> = self.document.get_pages().into_values().collect();
        let mut out = Vec::new();
        for (index, page) in pages.iter().enumerate() {
            let Ok(annotations) = self.document.get_dictionary(*page).unwrap().get(b"Annots") else { continue };
            for annotation in array(annotations) {
                let annotation = self.dictionary(annotation);
                let target = array(annotation.get(b"Dest").unwrap())[0].as_reference().unwrap();
                let target = pages.iter().position(|id| *id == target).unwrap();
                out.push((index, utf16(annotation.get(b"Contents").and_then(Object::as_str).unwrap()), target));
            }
        }
        out
    }

    /// The font program that stands under a name.
    pub fn font_program(&self, name: &str) -> Vec<u8> {
        let descriptors = self.document.objects.values().filter_map(|o| o.as_dict().ok());
        let descriptor = descriptors
            .filter(|d| d.has(b"FontFile2"))
            .find(|d| d.get(b"FontName").and_then(Object::as_name).is_ok_and(|n| n == name.as_bytes()))
            .unwrap();
        let id = descriptor.get(b"FontFile2").and_then(Object::as_reference).unwrap();
        self.document.get_object(id).unwrap().as_stream().unwrap().decompressed_content().unwrap()
    }

    /// The map from the codes of a font to its glyphs, two bytes each; none where they are the same.
    pub fn glyphs_of_codes(&self, name: &str) -> Option<Vec<u8>> {
        let fonts = self.document.objects.values().filter_map(|o| o.as_dict().ok());
        let font = fonts
            .filter(|d| d.has(b"CIDToGIDMap"))
            .find(|d| d.get(b"BaseFont").and_then(Object::as_name).is_ok_and(|n| n == name.as_bytes()))
            .unwrap();
        let id = font.get(b"CIDToGIDMap").unwrap().as_reference().ok()?;
        let stream = self.document.get_object(id).unwrap().as_stream().unwrap();
        Some(stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()))
    }

    fn content(&self, element: &Dictionary, pages: &BTreeMap<ObjectId, usize>, out: &mut String) {
        for kid in array(element.get(b"K").unwrap()) {
            let kid = self.dictionary(kid);
            if let Ok(mcid) = kid.get(b"MCID").and_then(Object::as_i64) {
                let page = pages[&kid.get(b"Pg").and_then(Object::as_reference).unwrap()];
                out.extend(self.pages[page].iter().filter(|g| g.mcid == Some(mcid)).map(|g| g.text.as_str()));
            } else if kid.has(b"K") {
                self.content(kid, pages, out);
            }
        }
    }

    fn dictionary<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        self.document.dereference(object).unwrap().1.as_dict().unwrap()
    }
}

pub fn name(object: &Object) -> String {
    String::from_utf8(object.as_name().unwrap().to_vec()).unwrap()
}

pub fn array(object: &Object) -> &[Object] {
    object.as_array().unwrap()
}

fn number(object: &Object) -> f64 {
    object.as_float().map(f64::from).unwrap()
}

fn fonts(document: &Document) -> BTreeMap<Vec<u8>, Font> {
    let mut out = BTreeMap::new();
    for page in document.get_pages().into_values() {
        for (key, font) in document.get_page_fonts(page).unwrap() {
            out.entry(key).or_insert_with(|| read_font(document, font));
        }
    }
    out
}

fn read_font(document: &Document, font: &Dictionary) -> Font {
    let follow = |o| document.dereference(o).unwrap().1;
    let descendant = follow(&array(follow(font.get(b"DescendantFonts").unwrap()))[0]).as_dict().unwrap();
    let mut widths = BTreeMap::new();
    let list = array(follow(descendant.get(b"W").unwrap()));
    // ISO 32000-1 9.7.4.3: `first [widths]`, or `first last width`.
    let mut at = 0;
    while at < list.len() {
        let first = list[at].as_i64().unwrap() as u16;
        if let Ok(each) = list[at + 1].as_array() {
            widths.extend((first..).zip(each.iter().map(number)));
            at += 2;
        } else {
            let last = list[at + 1].as_i64().unwrap() as u16;
            widths.extend((first..=last).map(|code| (code, number(&list[at + 2]))));
            at += 3;
        }
    }
    let stream = follow(font.get(b"ToUnicode").unwrap()).as_stream().unwrap();
    let text = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    Font { name: name(font.get(b"BaseFont").unwrap()), widths, unicode: to_unicode(&String::from_utf8(text).unwrap()) }
}

/// The bfchar and bfrange lines of a ToUnicode CMap.
fn to_unicode(cmap: &str) -> BTreeMap<u16, String> {
    let mut out = BTreeMap::new();
    let mut in_ranges = false;
    for line in cmap.lines() {
        in_ranges = line.ends_with("beginbfrange") || (in_ranges && !line.ends_with("endbfrange"));
        let codes: Vec<&str> = line.split(['<', '>']).skip(1).step_by(2).collect();
        let code = |s: &str| u16::from_str_radix(s, 16).unwrap();
        let text = |s: &str| {
            let units: Vec<u16> = (0..s.len() / 4).map(|i| code(&s[i * 4..i * 4 + 4])).collect();
            String::from_utf16(&units).unwrap()
        };
        match codes.as_slice() {
            [from, to] if !in_ranges && from.len() == 4 && to.len() >= 4 && *from != "0000" => {
                out.insert(code(from), text(to));
            }
            [from, to, target] if in_ranges => {
                let base = text(target).chars().next().unwrap() as u32;
                for (i, c) in (code(from)..=code(to)).enumerate() {
                    out.insert(c, char::from_u32(base + i as u32).unwrap().to_string());
                }
            }
            _ => {}
        }
    }
    out
}

/// Open marked content: its number, and where glyphs with an ActualText began.
type Open = (Option<i64>, Option<(usize, String)>);

fn glyphs(document: &Document, page: ObjectId, fonts: &BTreeMap<Vec<u8>, Font>) -> Vec<Glyph> {
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let mut out: Vec<Glyph> = Vec::new();
    let (mut font, mut size, mut spacing) = (None, 0.0, 0.0);
    let (mut x, mut y) = (0.0, 0.0);
    let mut open: Vec<Open> = Vec::new();
    for op in content.operations {
        let number_at = |i: usize| number(&op.operands[i]);
        match op.operator.as_str() {
            "BDC" => {
                let properties = op.operands[1].as_dict().unwrap();
                let mcid = properties.get(b"MCID").and_then(Object::as_i64).ok();
                let actual = properties.get(b"ActualText").ok().map(|t| (out.len(), utf16(t.as_str().unwrap())));
                open.push((mcid, actual));
            }
            "EMC" => {
                if let Some((_, Some((from, text)))) = open.pop() {
                    for glyph in &mut out[from..] {
                        glyph.text.clear();
                    }
                    out[from].text = text;
                }
            }
            "Tf" => {
                font = fonts.get(op.operands[0].as_name().unwrap());
                size = number_at(1);
            }
            "Tc" => spacing = number_at(0),
            "Tm" => (x, y) = (number_at(4), number_at(5)),
            "Td" => (x, y) = (number_at(0), number_at(1)),
            "TJ" => {
                let font = font.unwrap();
                for item in array(&op.operands[0]) {
                    let Ok(bytes) = item.as_str() else {
                        x -= number(item) * size / 1000.0;
                        continue;
                    };
                    for code in bytes.chunks(2) {
                        let code = u16::from_be_bytes([code[0], code[1]]);
                        assert_ne!(code, 0, ".notdef is shown");
                        let advance = font.widths[&code] * size / 1000.0;
                        out.push(Glyph {
                            text: font.unicode[&code].clone(),
                            shown: font.unicode[&code].clone(),
                            x,
                            y,
                            advance,
                            size,
                            font: font.name.clone(),
                            cid: code,
                            mcid: open.iter().rev().find_map(|(mcid, _)| *mcid),
                        });
                        x += advance + spacing;
                    }
                }
            }
            _ => {}
        }
    }
    out
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes[2..].chunks(2).map(|b| u16::from_be_bytes([b[0], b[1]])).collect();
    String::from_utf16(&units).unwrap()
}
