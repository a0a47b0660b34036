//! The blocks as XHTML: one element a block, every character as it stands.
//!
//! Elements say what a block is, classes which kind, and nothing says how it
//! looks. Quotations in a row share a `<blockquote>`, rows a `<table>`, and the
//! title block is a `<header>`.

use super::chapters::Chapter;
use super::css;
use super::metadata::Metadata;
use super::outline::Outline;
use super::xml::{Attributes, Xml};
use crate::Error;
use crate::model::{BlockKind, FlowBlock, FlowLine, RunRole};

/// Elements that hold several blocks, outermost first.
fn container(kind: BlockKind) -> &'static [&'static str] {
    match kind {
        BlockKind::Title | BlockKind::Subtitle | BlockKind::Speaker | BlockKind::Date => &["header"],
        BlockKind::Quote => &["blockquote"],
        BlockKind::TableRow => &["table", "tbody"],
        _ => &[],
    }
}

/// Writes one content document (EPUB 3.3, 6.1).
pub(super) fn write(
    flow: &[FlowBlock<'_>],
    chapter: &Chapter,
    outline: &Outline,
    metadata: &Metadata,
) -> Result<Vec<u8>, Error> {
    let first = outline.first_in(&chapter.blocks).filter(|e| e.block == chapter.blocks.start);
    let title = first.map_or(metadata.title.as_str(), |e| &e.label);
    let mut page = Page { xml: Xml::xhtml(css::TEXT, title, metadata.language)?, outline, headers: 0 };
    let is_title_page = flow[chapter.blocks.start].kind == BlockKind::CollectionTitle;
    page.xml.open("body", &[("epub:type", if is_title_page { "titlepage" } else { "bodymatter" })])?;
    page.xml.line()?;
    let (mut around, mut open): (&[&str], &[&str]) = (&[], &[]);
    for n in chapter.blocks.clone() {
        let block = &flow[n];
        if container(block.kind) != around {
            page.leave(open)?;
            around = container(block.kind);
            open = page.enter(around)?;
        }
        page.block(n, block)?;
    }
    page.leave(open)?;
    page.xml.close("body")?;
    page.xml.close("html")?;
    Ok(page.xml.finish())
}

struct Page<'a> {
    xml: Xml,
    outline: &'a Outline,
    headers: usize,
}

impl Page<'_> {
    /// Opens containers; a page has one header (it is the `banner` landmark), what else looks like one is a `<div>`.
    fn enter(&mut self, mut wanted: &'static [&'static str]) -> Result<&'static [&'static str], Error> {
        if wanted == ["header"] {
            self.headers += 1;
            if self.headers > 1 {
                wanted = &["div"];
            }
        }
        for name in wanted {
            let class: Attributes<'_> =
                if matches!(*name, "header" | "div") { &[("class", "title-block")] } else { &[] };
            self.xml.open(name, class)?;
            self.xml.line()?;
        }
        Ok(wanted)
    }

    fn leave(&mut self, open: &[&str]) -> Result<(), Error> {
        open.iter().rev().try_for_each(|name| self.xml.close(name))
    }

    fn block(&mut self, n: usize, block: &FlowBlock<'_>) -> Result<(), Error> {
        if block.kind == BlockKind::TableRow {
            return self.row(n, block);
        }
        let class = css::class(block.kind);
        let mut attributes = Vec::new();
        // A paragraph and a quotation are what their elements say.
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote) {
            attributes.push(("class", class.as_str()));
        }
        if block.kind == BlockKind::Subtitle {
            attributes.extend([("epub:type", "subtitle"), ("role", "doc-subtitle")]);
        }
        let entry = self.outline.at(n, None);
        if let Some(entry) = entry {
            attributes.extend(entry.id.as_deref().map(|id| ("id", id)));
        }
        let rank = if block.kind == BlockKind::CollectionTitle { Some(1) } else { entry.and_then(|e| e.rank) };
        let name = match rank {
            Some(rank) => format!("h{rank}"),
            None => "p".to_owned(),
        };
        self.xml.open(&name, &attributes)?;
        let mut run = 0;
        for (l, line) in block.lines.iter().enumerate() {
            if l > 0 {
                self.xml.empty("br", &[])?;
            }
            self.line(n, line, &mut run)?;
        }
        self.xml.close(&name)
    }

    /// The runs of a line; `run` counts them through the block.
    fn line(&mut self, n: usize, line: &FlowLine<'_>, run: &mut usize) -> Result<(), Error> {
        for piece in &line.runs {
            match piece.role {
                RunRole::Heading { level } => {
                    let class = format!("run-in {}", css::run_in_class(level));
                    let mut attributes = vec![("class", class.as_str())];
                    if let Some(entry) = self.outline.at(n, Some(*run)) {
                        attributes.extend(entry.id.as_deref().map(|id| ("id", id)));
                    }
                    self.xml.open("b", &attributes)?;
                    self.xml.text(piece.text)?;
                    self.xml.end("b")?;
                }
                RunRole::Strong => self.element("strong", piece.text)?,
                RunRole::Emphasis => self.element("em", piece.text)?,
                RunRole::Text | RunRole::Ordinal => self.xml.text(piece.text)?,
            }
            *run += 1;
        }
        Ok(())
    }

    fn element(&mut self, name: &str, text: &str) -> Result<(), Error> {
        self.xml.open(name, &[])?;
        self.xml.text(text)?;
        self.xml.end(name)
    }

    fn row(&mut self, n: usize, block: &FlowBlock<'_>) -> Result<(), Error> {
        self.xml.open("tr", &[])?;
        let mut run = 0;
        for cell in &block.lines {
            self.xml.open("td", &[])?;
            self.line(n, cell, &mut run)?;
            self.xml.end("td")?;
        }
        self.xml.close("tr")
    }
}
