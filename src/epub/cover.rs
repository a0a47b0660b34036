//! The cover: a picture of the title block, and the page that shows it.
//!
//! The letters are drawn as outlines, so that a library of books, which shows
//! covers without any font of theirs, shows them in our faces everywhere.

use std::sync::Arc;

use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawError, DrawSettings, OutlinePen};

use super::metadata::Metadata;
use super::options::Cover;
use super::xml::{FORMAT, Xml};
use super::{Resource, css, opf};
use crate::Error;
use crate::converter::Context;
use crate::font::{Face, SubsetFace, is_centred};
use crate::layout::line_ends;
use crate::model::{BlockKind, FlowBlock};
use crate::style::Length;

/// File name of the page below the publication's folder.
pub(super) const FILE: &str = "cover.xhtml";

/// Manifest id of the page.
pub(super) const PAGE: &str = "cover-page";

/// Manifest id of the picture; some readers look for this very one.
pub(super) const PICTURE: &str = "cover";

/// Width and height of the picture, in its own units: two to three.
const WIDTH: f64 = 1200.0;
const HEIGHT: f64 = 1800.0;

/// Width of the lines.
const MEASURE: f64 = 960.0;

/// Characters to a line of the title: the fewest with which it takes no more than [`MOST_LINES`].
const TITLE_EMS: [i32; 4] = [8, 10, 13, 16];
const MOST_LINES: usize = 4;

/// Type sizes below the title.
const SUBTITLE: f64 = 56.0;
const SPEAKER: f64 = 54.0;

/// Baselines of the first line of the title and of the last line of all.
const TOP: f64 = 520.0;
const FOOT: f64 = 1600.0;

const PAPER: &str = "#fdfcf8";
const INK: &str = "#1a1a1a";
const RULE: &str = "#9d2933";

/// The picture and its page, where there is to be a cover.
pub(super) fn resources(
    context: &Context<'_>,
    metadata: &Metadata,
    subsets: &[Arc<SubsetFace>],
) -> Result<Vec<Resource>, Error> {
    // Of a collection its own title alone, not the title blocks of its documents.
    let publication = context.publication;
    let (title, blocks) = match publication.parts.first() {
        Some(part) if publication.is_collection() => (BlockKind::CollectionTitle, part.blocks.clone()),
        _ => (BlockKind::Title, 0..publication.flow.len()),
    };
    let flow = &publication.flow[blocks];
    let has_title = flow.iter().any(|b| b.kind == title);
    let (file, media_type, data) = match &context.epub.cover {
        Cover::Image(image) => (image.file(), image.media_type(), image.data().to_vec()),
        Cover::AsProfile if context.profile.epub.cover && has_title => {
            ("cover.svg", "image/svg+xml", picture(context, flow, title, metadata, subsets)?)
        }
        Cover::AsProfile | Cover::None => return Ok(Vec::new()),
    };
    Ok(vec![
        Resource::new(PICTURE, file, media_type, Some("cover-image"), data),
        Resource::new(PAGE, FILE, opf::XHTML, None, page(file, metadata)?),
    ])
}

/// The page that shows the picture.
fn page(picture: &str, metadata: &Metadata) -> Result<Vec<u8>, Error> {
    let mut xml = Xml::xhtml(css::COVER, &metadata.title, metadata.language)?;
    xml.open("body", &[("epub:type", "cover")])?;
    xml.line()?;
    let alt = format!("封面：{}", metadata.title);
    xml.empty("img", &[("src", picture), ("alt", &alt), ("role", "doc-cover")])?;
    xml.line()?;
    xml.close("body")?;
    xml.close("html")?;
    Ok(xml.finish())
}

/// The title block as SVG 1.1.
fn picture(
    context: &Context<'_>,
    flow: &[FlowBlock<'_>],
    title_kind: BlockKind,
    metadata: &Metadata,
    subsets: &[Arc<SubsetFace>],
) -> Result<Vec<u8>, Error> {
    let set = |kind, ems| Lines::set(context, flow, kind, ems);
    let mut title = Lines::default();
    let mut size = 0.0;
    for ems in TITLE_EMS {
        title = set(title_kind, ems)?;
        size = MEASURE / f64::from(ems);
        if title.0.len() <= MOST_LINES {
            break;
        }
    }
    let subtitle = set(BlockKind::Subtitle, (MEASURE / SUBTITLE) as i32)?;
    let mut foot = set(BlockKind::Speaker, (MEASURE / SPEAKER) as i32)?;
    foot.0.extend(set(BlockKind::Date, (MEASURE / SPEAKER) as i32)?.0);

    let mut xml = Xml::new()?;
    let (width, height) = (number(WIDTH), number(HEIGHT));
    let view = format!("0 0 {width} {height}");
    let root = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("width", width.as_str()),
        ("height", &height),
        ("viewBox", &view),
        ("role", "img"),
    ];
    xml.open("svg", &root)?;
    xml.line()?;
    xml.leaf("title", &[], &metadata.title)?;
    xml.empty("rect", &[("width", &width), ("height", &height), ("fill", PAPER)])?;
    xml.line()?;
    let mut sheet = Sheet { context, subsets, xml };
    let mut baseline = TOP;
    for line in &title.0 {
        sheet.line(title_kind, line, size, baseline)?;
        baseline += size * 1.4;
    }
    baseline += 10.0 - size * 0.7;
    sheet.rule(baseline)?;
    baseline += 110.0;
    for line in &subtitle.0 {
        sheet.line(BlockKind::Subtitle, line, SUBTITLE, baseline)?;
        baseline += SUBTITLE * 1.5;
    }
    // Never over the lines above, however many they are.
    baseline = baseline.max(FOOT - SPEAKER * 1.6 * foot.0.len().saturating_sub(1) as f64);
    for line in &foot.0 {
        sheet.line(BlockKind::Speaker, line, SPEAKER, baseline)?;
        baseline += SPEAKER * 1.6;
    }
    let mut xml = sheet.xml;
    xml.close("svg")?;
    Ok(xml.finish())
}

/// Lines of text.
#[derive(Default)]
struct Lines(Vec<String>);

impl Lines {
    /// The lines of a kind of block, turned by sense to so many ems.
    fn set(context: &Context<'_>, flow: &[FlowBlock<'_>], kind: BlockKind, ems: i32) -> Result<Self, Error> {
        let mut profile = context.profile.clone();
        let page = &mut profile.page;
        (page.left, page.right) = (Length::ZERO, Length::ZERO);
        page.width = context.profile.style(kind).size * ems;
        // So that characters keep their own width.
        profile.grid.characters = ems as u16;
        let narrow = Context { profile: &profile, ..*context };
        let mut lines = Vec::new();
        for line in flow.iter().filter(|b| b.kind == kind).flat_map(|b| &b.lines) {
            let text = line.text();
            let mut from = 0;
            for to in line_ends(&narrow, kind, line)? {
                lines.push(text[from..to].trim().to_owned());
                from = to;
            }
        }
        Ok(Self(lines))
    }
}

/// The picture under construction.
struct Sheet<'a> {
    context: &'a Context<'a>,
    subsets: &'a [Arc<SubsetFace>],
    xml: Xml,
}

impl Sheet<'_> {
    /// A line in the middle, smaller where it would be wider than the measure.
    fn line(&mut self, kind: BlockKind, text: &str, size: f64, baseline: f64) -> Result<(), Error> {
        let style = self.context.profile.style(kind);
        let mut glyphs = Vec::new();
        let mut width = 0.0;
        let region = self.context.profile.region();
        for run in self.context.fonts.itemize(text, style.face, style.latin_face)? {
            let text = &text[run.range];
            // The subset has the marks where the region has them.
            let moved = text.chars().any(|c| is_centred(c, region));
            let face = match self.subsets.iter().find(|s| moved && s.id == run.face) {
                Some(subset) => Arc::new(Face::new(subset.file(None)?.bytes(), "subset")?),
                None => Arc::clone(self.context.fonts.face(run.face)),
            };
            let em = f64::from(face.units_per_em());
            for glyph in text.chars().filter_map(|c| face.glyph(c)) {
                glyphs.push((width, Arc::clone(&face), glyph));
                width += f64::from(face.advance(glyph).0) / em;
            }
        }
        let size = size.min(MEASURE / width);
        let left = (WIDTH - width * size) / 2.0;
        let mut pen = PathPen::default();
        for (x, face, glyph) in glyphs {
            pen.origin = (left + x * size, baseline);
            pen.scale = size / f64::from(face.units_per_em());
            if let Some(outline) = face.font_ref().outline_glyphs().get(glyph) {
                let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
                let failed = |e: DrawError| Error::Writer { format: FORMAT, problem: e.to_string() };
                outline.draw(settings, &mut pen).map_err(failed)?;
            }
        }
        self.xml.empty("path", &[("transform", "scale(.25)"), ("fill", INK), ("d", &pen.data)])?;
        self.xml.line()
    }

    /// A short rule in the middle.
    fn rule(&mut self, y: f64) -> Result<(), Error> {
        let (x, y) = (number((WIDTH - 200.0) / 2.0), number(y));
        self.xml.empty("rect", &[("x", &x), ("y", &y), ("width", "200"), ("height", "6"), ("fill", RULE)])?;
        self.xml.line()
    }
}

/// Outlines as path data in whole quarters of the picture's units, each point counted from the one before: less than
/// half the size of absolute coordinates in units of the font.
#[derive(Default)]
struct PathPen {
    data: String,
    /// Where the glyph's origin stands in the picture, and units of the picture to one of the font.
    origin: (f64, f64),
    scale: f64,
    at: (i32, i32),
}

impl PathPen {
    fn step<const N: usize>(&mut self, command: char, points: [(f32, f32); N]) {
        self.data.push(command);
        let from = self.at;
        for (n, (x, y)) in points.into_iter().enumerate() {
            let quarters = |place: f64| (place * 4.0 + 0.5).floor() as i32;
            self.at = (
                quarters(self.origin.0 + f64::from(x) * self.scale),
                quarters(self.origin.1 - f64::from(y) * self.scale),
            );
            if n > 0 {
                self.data.push(' ');
            }
            self.data.push_str(itoa::Buffer::new().format(self.at.0 - from.0));
            self.data.push(' ');
            self.data.push_str(itoa::Buffer::new().format(self.at.1 - from.1));
        }
    }
}

impl OutlinePen for PathPen {
    fn move_to(&mut self, x: f32, y: f32) {
        // Absolute: `z` has gone back to where the path before began.
        self.at = (0, 0);
        self.step('M', [(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.step('l', [(x, y)]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.step('q', [(cx, cy), (x, y)]);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.step('c', [(cx0, cy0), (cx1, cy1), (x, y)]);
    }

    fn close(&mut self) {
        self.data.push('z');
    }
}

/// At most two decimals.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
