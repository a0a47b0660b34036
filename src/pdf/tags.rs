//! The structure tree (ISO 32000-1 14.7, PDF/UA-1 clause 7).
//!
//! Document → one element a block: Title (role-mapped to P), H1–H4 by nesting, P.
//! A run-in heading is a Span inside its paragraph's P, because a heading element
//! may not stand inside a paragraph; it has its place in the outline all the same.

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};

use super::content::Marked;
use super::lopdf_result;
use crate::Error;
use crate::model::{BlockKind, FlowBlock, RunRole};
use crate::style::Length;

/// A heading where it stands, for the outline.
pub(super) struct PlacedHeading {
    /// Depth from 1, without gaps.
    pub(super) depth: usize,
    pub(super) text: String,
    pub(super) page: usize,
    /// From the lower edge of the page.
    pub(super) top: Length,
}

/// The tag of a marked-content sequence.
pub(super) fn content_tag(kind: BlockKind, role: RunRole) -> &'static str {
    match (kind, role) {
        (BlockKind::Heading(_), _) => "H",
        (_, RunRole::Heading { .. }) => "Span",
        _ => "P",
    }
}

/// Depths of headings as they nest: a level that is skipped in the text is no gap here (PDF/UA-1 7.4.2).
#[derive(Default)]
struct Nesting(Vec<u8>);

impl Nesting {
    fn depth(&mut self, level: u8) -> usize {
        while self.0.last().is_some_and(|&l| l >= level) {
            self.0.pop();
        }
        self.0.push(level);
        self.0.len()
    }
}

/// Writes the structure tree; returns the headings in reading order.
pub(super) fn write(
    document: &mut Document,
    catalog: ObjectId,
    pages: &[ObjectId],
    flow: &[FlowBlock<'_>],
    marked: &[Marked],
    language: &str,
) -> Result<Vec<PlacedHeading>, Error> {
    let root = document.new_object_id();
    let top = document.new_object_id();
    let mut elements = Vec::new();
    let mut parents: Vec<Vec<Object>> = vec![Vec::new(); pages.len()];
    let mut headings = Vec::new();
    let (mut tags, mut bookmarks) = (Nesting::default(), Nesting::default());

    let mut at = 0;
    while at < marked.len() {
        let block = marked[at].block;
        let end = at + marked[at..].iter().take_while(|m| m.block == block).count();
        let element = document.new_object_id();
        let role = match flow[block].kind {
            BlockKind::Title => "Title".to_owned(),
            BlockKind::Heading(level) => format!("H{}", tags.depth(level).min(6)),
            _ => "P".to_owned(),
        };
        // The title of a part stands above 一、.
        let level = match flow[block].kind {
            BlockKind::InnerTitle => Some(0),
            BlockKind::Heading(level) => Some(level),
            _ => None,
        };
        if let Some(level) = level {
            headings.push(placed(&marked[at], bookmarks.depth(level), flow[block].text()));
        }
        let mut kids = Vec::new();
        let mut k = at;
        while k < end {
            let same = k + marked[k..end].iter().take_while(|m| m.role == marked[k].role).count();
            let content: Vec<Object> = marked[k..same].iter().map(|m| content_reference(m, pages)).collect();
            let owner = if let RunRole::Heading { level } = marked[k].role {
                let span = document.add_object(structure_element("Span", element, content));
                kids.push(Object::Reference(span));
                headings.push(placed(&marked[k], bookmarks.depth(level), run_text(&flow[block], marked[k].role)));
                span
            } else {
                kids.extend(content);
                element
            };
            for m in &marked[k..same] {
                parents[m.page].push(Object::Reference(owner));
            }
            k = same;
        }
        document.set_object(element, structure_element(&role, top, kids));
        elements.push(Object::Reference(element));
        at = end;
    }

    let numbers = parents.into_iter().enumerate().flat_map(|(i, p)| [Object::Integer(i as i64), Object::Array(p)]);
    let parent_tree = Dictionary::from_iter([("Nums", Object::Array(numbers.collect()))]);
    let parent_tree = document.add_object(parent_tree);
    document.set_object(top, structure_element("Document", root, elements));
    document.set_object(
        root,
        Dictionary::from_iter([
            ("Type", name("StructTreeRoot")),
            ("K", Object::Reference(top)),
            ("ParentTree", Object::Reference(parent_tree)),
            ("ParentTreeNextKey", Object::Integer(pages.len() as i64)),
            ("RoleMap", Object::Dictionary(Dictionary::from_iter([("Title", name("P"))]))),
        ]),
    );
    for (index, page) in pages.iter().enumerate() {
        let page = lopdf_result(document.get_dictionary_mut(*page))?;
        page.set("StructParents", Object::Integer(index as i64));
        page.set("Tabs", name("S"));
        page.remove(b"Annots");
    }
    let catalog = lopdf_result(document.get_dictionary_mut(catalog))?;
    catalog.set("StructTreeRoot", Object::Reference(root));
    catalog.set("MarkInfo", Dictionary::from_iter([("Marked", Object::Boolean(true))]));
    catalog.set("Lang", Object::String(language.as_bytes().to_vec(), StringFormat::Literal));
    catalog.set("ViewerPreferences", Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]));
    Ok(headings)
}

fn placed(marked: &Marked, depth: usize, text: String) -> PlacedHeading {
    PlacedHeading { depth, text, page: marked.page, top: marked.top }
}

fn run_text(block: &FlowBlock<'_>, role: RunRole) -> String {
    block.lines.iter().flat_map(|l| &l.runs).filter(|r| r.role == role).map(|r| r.text).collect()
}

fn content_reference(marked: &Marked, pages: &[ObjectId]) -> Object {
    Object::Dictionary(Dictionary::from_iter([
        ("Type", name("MCR")),
        ("Pg", Object::Reference(pages[marked.page])),
        ("MCID", Object::Integer(marked.mcid)),
    ]))
}

fn structure_element(role: &str, parent: ObjectId, kids: Vec<Object>) -> Dictionary {
    Dictionary::from_iter([
        ("Type", name("StructElem")),
        ("S", name(role)),
        ("P", Object::Reference(parent)),
        ("K", Object::Array(kids)),
    ])
}

pub(super) fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}
