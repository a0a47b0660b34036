//! The structure tree (ISO 32000-1 14.7, PDF/UA-1 clause 7).
//!
//! Document → one element a block: Title (role-mapped to P), H1–H4 by nesting, P; rows of a table
//! together as Table, TR, TD.
//! A run-in heading is a Span inside its paragraph's P, because a heading element
//! may not stand inside a paragraph; it has its place in the outline all the same.
//! In a collection the title of a document is a heading above its own, and the contents
//! are TOC → TOCI → Reference → Link.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};

use super::content::Marked;
use super::links::Link;
use super::lopdf_result;
use crate::Error;
use crate::converter::Context;
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
        (BlockKind::Heading(_) | BlockKind::ContentsTitle, _) => "H",
        (BlockKind::TableRow, _) => "TD",
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

/// The level of a block in the outline. The title of a part stands above 一、, that of a document in a collection above both.
fn level(kind: BlockKind) -> Option<u8> {
    match kind {
        BlockKind::InnerTitle => Some(1),
        BlockKind::Heading(level) => Some(level + 1),
        _ => None,
    }
}

/// Writes the structure tree; returns the headings in reading order.
pub(super) fn write(
    document: &mut Document,
    catalog: ObjectId,
    pages: &[ObjectId],
    context: &Context<'_>,
    marked: &[Marked],
    links: BTreeMap<usize, Vec<Link>>,
) -> Result<Vec<PlacedHeading>, Error> {
    let publication = context.publication;
    let flow = &publication.flow;
    let mut tree = Tree::new(document, pages.len());
    let mut headings = Vec::new();
    let (mut tags, mut bookmarks) = (Nesting::default(), Nesting::default());
    let mut bound = publication.document_parts().filter(|_| publication.is_collection()).peekable();
    let mut links = Links { of_blocks: links, on_pages: vec![Vec::new(); pages.len()] };

    let mut at = 0;
    while at < marked.len() {
        let block = marked[at].block;
        let end = at + marked[at..].iter().take_while(|m| m.block == block).count();
        if let Some(part) = bound.next_if(|part| part.blocks.start <= block) {
            headings.push(placed(&marked[at], bookmarks.depth(0), part.label.to_owned()));
            tags = Nesting::default();
        }
        let kind = flow[block].kind;
        if kind == BlockKind::ContentsEntry {
            tree.entry(document, pages, &marked[at..end], &mut links);
            at = end;
            continue;
        }
        if kind == BlockKind::TableRow {
            let is_row = |block: usize| flow[block].kind == BlockKind::TableRow;
            let end = at + marked[at..].iter().take_while(|m| is_row(m.block)).count();
            tree.table(document, pages, flow, &marked[at..end]);
            for row in marked[at].block..=marked[end - 1].block {
                let remarks = tree.remarks(document, pages, tree.top, row, &mut links);
                tree.elements.extend(remarks);
            }
            at = end;
            continue;
        }
        let element = document.new_object_id();
        let role = match kind {
            BlockKind::Title if publication.is_collection() => format!("H{}", tags.depth(0)),
            BlockKind::Title | BlockKind::CollectionTitle => "Title".to_owned(),
            BlockKind::ContentsTitle => "H1".to_owned(),
            BlockKind::Heading(level) => format!("H{}", tags.depth(level).min(6)),
            _ => "P".to_owned(),
        };
        if let Some(level) = level(kind) {
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
                let text = run_text(&flow[block], marked[k].role);
                headings.push(placed(&marked[k], bookmarks.depth(level + 1), text));
                span
            } else {
                kids.extend(content);
                element
            };
            tree.own(&marked[k..same], owner);
            k = same;
        }
        kids.extend(tree.remarks(document, pages, element, block, &mut links));
        document.set_object(element, structure_element(&role, tree.top, kids));
        tree.elements.push(Object::Reference(element));
        at = end;
    }

    let root = tree.finish(document);
    for (index, (page, links)) in pages.iter().zip(links.on_pages).enumerate() {
        let page = lopdf_result(document.get_dictionary_mut(*page))?;
        page.set("StructParents", Object::Integer(index as i64));
        page.set("Tabs", name("S"));
        page.remove(b"Annots");
        if !links.is_empty() {
            page.set("Annots", Object::Array(links));
        }
    }
    let language = context.profile.region().language();
    let catalog = lopdf_result(document.get_dictionary_mut(catalog))?;
    catalog.set("StructTreeRoot", Object::Reference(root));
    catalog.set("MarkInfo", Dictionary::from_iter([("Marked", Object::Boolean(true))]));
    catalog.set("Lang", Object::String(language.as_bytes().to_vec(), StringFormat::Literal));
    catalog.set("ViewerPreferences", Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]));
    Ok(headings)
}

/// Links that still have to be written, and those that are, page by page.
struct Links {
    of_blocks: BTreeMap<usize, Vec<Link>>,
    on_pages: Vec<Vec<Object>>,
}

/// The structure tree under construction.
struct Tree {
    root: ObjectId,
    /// The element of the whole document and what it holds.
    top: ObjectId,
    elements: Vec<Object>,
    /// The contents, once there are any, with their entries.
    contents: Option<(ObjectId, Vec<Object>)>,
    /// Of every page the elements that own its marked content (14.7.4.4).
    parents: Vec<Vec<Object>>,
    /// The element of each annotation.
    annotations: Vec<ObjectId>,
}

impl Tree {
    fn new(document: &mut Document, pages: usize) -> Self {
        Self {
            root: document.new_object_id(),
            top: document.new_object_id(),
            elements: Vec::new(),
            contents: None,
            parents: vec![Vec::new(); pages],
            annotations: Vec::new(),
        }
    }

    fn own(&mut self, marked: &[Marked], owner: ObjectId) {
        for m in marked {
            self.parents[m.page].push(Object::Reference(owner));
        }
    }

    /// An entry of the contents: its text, the number of its page, and the links over both.
    fn entry(&mut self, document: &mut Document, pages: &[ObjectId], marked: &[Marked], links: &mut Links) {
        let [item, reference, link] = [(); 3].map(|()| document.new_object_id());
        let mut kids: Vec<Object> = marked.iter().map(|m| content_reference(m, pages)).collect();
        self.own(marked, link);
        for annotation in links.of_blocks.remove(&marked[0].block).unwrap_or_default() {
            kids.push(self.annotation(document, pages, annotation, link, links));
        }
        if self.contents.is_none() {
            let contents = document.new_object_id();
            self.elements.push(Object::Reference(contents));
            self.contents = Some((contents, Vec::new()));
        }
        if let Some((contents, entries)) = &mut self.contents {
            entries.push(Object::Reference(item));
            document.set_object(item, structure_element("TOCI", *contents, vec![Object::Reference(reference)]));
        }
        document.set_object(reference, structure_element("Reference", item, vec![Object::Reference(link)]));
        document.set_object(link, structure_element("Link", reference, kids));
    }

    /// An annotation of an element, and the reference to it.
    fn annotation(
        &mut self,
        document: &mut Document,
        pages: &[ObjectId],
        Link { page, mut annotation }: Link,
        owner: ObjectId,
        links: &mut Links,
    ) -> Object {
        annotation.set("StructParent", Object::Integer((pages.len() + self.annotations.len()) as i64));
        let annotation = document.add_object(annotation);
        self.annotations.push(owner);
        links.on_pages[page].push(Object::Reference(annotation));
        Object::Dictionary(Dictionary::from_iter([
            ("Type", name("OBJR")),
            ("Pg", Object::Reference(pages[page])),
            ("Obj", Object::Reference(annotation)),
        ]))
    }

    /// The remarks on a block, an Annot element each.
    fn remarks(
        &mut self,
        document: &mut Document,
        pages: &[ObjectId],
        parent: ObjectId,
        block: usize,
        links: &mut Links,
    ) -> Vec<Object> {
        let mut out = Vec::new();
        for annotation in links.of_blocks.remove(&block).unwrap_or_default() {
            let element = document.new_object_id();
            let reference = self.annotation(document, pages, annotation, element, links);
            document.set_object(element, structure_element("Annot", parent, vec![reference]));
            out.push(Object::Reference(element));
        }
        out
    }

    /// A table by its rows, all with as many cells as the longest has (14.8.4.3.4).
    ///
    /// Which cells are heads a plain text does not say, so there is no TH.
    fn table(&mut self, document: &mut Document, pages: &[ObjectId], flow: &[FlowBlock<'_>], marked: &[Marked]) {
        let columns = marked.iter().map(|m| flow[m.block].lines.len()).max().unwrap_or(1);
        let table = document.new_object_id();
        let mut rows = Vec::new();
        for of_row in marked.chunk_by(|a, b| a.block == b.block) {
            let row = document.new_object_id();
            let mut cells = Vec::with_capacity(columns);
            for cell in 0..columns {
                let content = of_row.iter().filter(|m| m.cell == cell).map(|m| content_reference(m, pages));
                let content = structure_element("TD", row, content.collect());
                cells.push(document.add_object(content));
            }
            for m in of_row {
                self.parents[m.page].push(Object::Reference(cells[m.cell]));
            }
            document
                .set_object(row, structure_element("TR", table, cells.into_iter().map(Object::Reference).collect()));
            rows.push(Object::Reference(row));
        }
        document.set_object(table, structure_element("Table", self.top, rows));
        self.elements.push(Object::Reference(table));
    }

    /// Writes the root and what it refers to.
    fn finish(self, document: &mut Document) -> ObjectId {
        let Self { root, top, elements, contents, parents, annotations } = self;
        let next = parents.len() + annotations.len();
        let annotations = annotations.into_iter().map(Object::Reference);
        let numbers = parents.into_iter().map(Object::Array).chain(annotations);
        let numbers = numbers.enumerate().flat_map(|(key, value)| [Object::Integer(key as i64), value]);
        let parent_tree = Dictionary::from_iter([("Nums", Object::Array(numbers.collect()))]);
        let parent_tree = document.add_object(parent_tree);
        if let Some((contents, entries)) = contents {
            document.set_object(contents, structure_element("TOC", top, entries));
        }
        document.set_object(top, structure_element("Document", root, elements));
        document.set_object(
            root,
            Dictionary::from_iter([
                ("Type", name("StructTreeRoot")),
                ("K", Object::Reference(top)),
                ("ParentTree", Object::Reference(parent_tree)),
                ("ParentTreeNextKey", Object::Integer(next as i64)),
                ("RoleMap", Object::Dictionary(Dictionary::from_iter([("Title", name("P"))]))),
            ]),
        );
        root
    }
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
