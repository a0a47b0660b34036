//! The profile's block styles as named styles.
//!
//! Word, WPS and LibreOffice know built-in styles by `w:name` ("heading 1"), not
//! by `w:styleId`, and show them under their own translated names; the
//! navigation pane, tables of contents and python-docx all look for them. Blocks
//! that Word has no style for get one of ours with a Chinese name.
//!
//! Everything is based on `Normal`, which holds the body's face, size, line
//! pitch and the rules of Chinese line breaking, but no indent: 首行缩进 belongs to
//! the styles that have it, and each style says its own, so that a title never
//! inherits the body's.

use std::collections::BTreeSet;

use super::faces::{FaceBook, Weight};
use super::line_breaks::Spacing;
use super::mark_pairs::OFF_IN_WORD;
use super::xml::{Toggle, W, Xml};
use super::{footer, header, page_turns};
use crate::Error;
use crate::converter::Context;
use crate::font::FontSet;
use crate::model::{BlockKind, RunRole};
use crate::publication::Publication;
use crate::style::{
    Align, BlockStyle, Colour, Em, FaceRole, HeadPlace, LatinFace, Length, PageNumberForm, PageNumberPlace, Profile,
    Prohibition, Signpost,
};

/// A named paragraph style.
#[derive(Clone, Copy)]
struct Named {
    kind: BlockKind,
    id: &'static str,
    name: &'static str,
    origin: Origin,
}

/// Whether Word has the style built in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    BuiltIn,
    Ours,
}

const fn built_in(kind: BlockKind, id: &'static str, name: &'static str) -> Named {
    Named { kind, id, name, origin: Origin::BuiltIn }
}

const fn ours(kind: BlockKind, id: &'static str, name: &'static str) -> Named {
    Named { kind, id, name, origin: Origin::Ours }
}

/// The style of every kind of block, in the order of the style list.
const CATALOGUE: [Named; 32] = [
    built_in(BlockKind::Title, "Title", "Title"),
    built_in(BlockKind::Subtitle, "Subtitle", "Subtitle"),
    ours(BlockKind::Speaker, "Speaker", "讲话人"),
    built_in(BlockKind::Date, "Date", "Date"),
    built_in(BlockKind::Salutation, "Salutation", "Salutation"),
    built_in(BlockKind::Heading(1), "Heading1", "heading 1"),
    built_in(BlockKind::Heading(2), "Heading2", "heading 2"),
    built_in(BlockKind::Heading(3), "Heading3", "heading 3"),
    built_in(BlockKind::Heading(4), "Heading4", "heading 4"),
    built_in(BlockKind::Paragraph, "BodyText", "Body Text"),
    ours(BlockKind::InnerTitle, "InnerTitle", "篇内标题"),
    ours(BlockKind::Verse, "Verse", "诗句"),
    built_in(BlockKind::Quote, "Quote", "Quote"),
    ours(BlockKind::InnerSalutation, "InnerSalutation", "文中称呼"),
    ours(BlockKind::TableRow, "TableText", "表格文字"),
    built_in(BlockKind::Closing, "Closing", "Closing"),
    ours(BlockKind::Attachments, "Attachments", "附件说明"),
    built_in(BlockKind::Signature, "Signature", "Signature"),
    ours(BlockKind::SignatureDate, "SignatureDate", "成文日期"),
    ours(BlockKind::Preamble, "Preamble", "编者按"),
    ours(BlockKind::DocNumber, "DocumentNumber", "发文字号"),
    ours(BlockKind::Footnote, "Note", "注释"),
    ours(BlockKind::Cc, "CopyTo", "抄送"),
    ours(BlockKind::PrintNote, "PrintNote", "附注"),
    ours(BlockKind::CopyNumber, "CopyNumber", "份号"),
    ours(BlockKind::Classification, "Classification", "密级"),
    ours(BlockKind::Urgency, "Urgency", "紧急程度"),
    ours(BlockKind::Issuer, "Issuer", "发文机关标志"),
    ours(BlockKind::Signatory, "Signatory", "签发人"),
    ours(BlockKind::Imprint, "Imprint", "印发"),
    ours(BlockKind::AttachmentLabel, "AttachmentLabel", "附件标识"),
    ours(BlockKind::AttachmentTitle, "AttachmentTitle", "附件标题"),
];

/// Styles that only a collection has.
const OF_COLLECTION: [Named; 3] = [
    built_in(BlockKind::CollectionTitle, "Title", "Title"),
    built_in(BlockKind::ContentsTitle, "TOCHeading", "TOC Heading"),
    built_in(BlockKind::ContentsEntry, "TOC1", "toc 1"),
];

/// Word's headings: id, name, id of the linked character style.
const HEADINGS: [[&str; 3]; 5] = [
    ["Heading1", "heading 1", "Heading1Char"],
    ["Heading2", "heading 2", "Heading2Char"],
    ["Heading3", "heading 3", "Heading3Char"],
    ["Heading4", "heading 4", "Heading4Char"],
    ["Heading5", "heading 5", "Heading5Char"],
];

/// How the headings of a document rank among Word's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// 一、 is the first.
    Alone,
    /// The titles of the documents are the first, for the contents are made of them; 一、 is the second.
    InCollection,
}

impl Rank {
    pub(super) fn of(publication: &Publication<'_>) -> Self {
        if publication.is_collection() { Self::InCollection } else { Self::Alone }
    }

    /// Which of Word's headings a kind of block is, from 0.
    fn heading(self, kind: BlockKind) -> Option<usize> {
        let below_title = usize::from(self == Self::InCollection);
        match kind {
            BlockKind::Heading(level) => Some(usize::from(level.clamp(1, 4)) - 1 + below_title),
            BlockKind::Title if self == Self::InCollection => Some(0),
            _ => None,
        }
    }

    /// The styles of a document.
    fn catalogue(self) -> Vec<Named> {
        let ranked = CATALOGUE.iter().map(|named| match self.heading(named.kind) {
            Some(n) => built_in(named.kind, HEADINGS[n][0], HEADINGS[n][1]),
            None => *named,
        });
        let of_collection: &[Named] = if self == Self::InCollection { &OF_COLLECTION } else { &[] };
        ranked.chain(of_collection.iter().copied()).collect()
    }
}

/// The id of a block's style.
pub(super) fn style_id(kind: BlockKind, rank: Rank) -> &'static str {
    if let Some(n) = rank.heading(kind) {
        return HEADINGS[n][0];
    }
    let mut all = CATALOGUE.iter().chain(&OF_COLLECTION);
    all.find(|named| named.kind == kind).map_or("BodyText", |named| named.id)
}

/// The id of a run's character style. A run-in heading takes the one that is
/// linked to the heading's paragraph style, so both change together.
pub(super) fn character_style_id(role: RunRole, rank: Rank) -> Option<&'static str> {
    match role {
        RunRole::Text => None,
        RunRole::Ordinal => Some(ORDINAL),
        RunRole::Strong => Some(STRONG),
        RunRole::Emphasis => Some(EMPHASIS),
        RunRole::Heading { level } => rank.heading(BlockKind::Heading(level)).map(|n| HEADINGS[n][2]),
    }
}

const ORDINAL: &str = "OrdinalLead";
const STRONG: &str = "Strong";
const EMPHASIS: &str = "Emphasis";

/// `word/styles.xml` (ECMA-376-1 17.7.4).
///
/// # Errors
/// [`Error::Writer`] when the part cannot be written.
pub(super) fn styles(
    context: &Context<'_>,
    book: &FaceBook<'_>,
    spacings: &BTreeSet<Spacing>,
) -> Result<Vec<u8>, Error> {
    let rank = Rank::of(context.publication);
    let sheet = Sheet { profile: context.profile, fonts: context.fonts, book, rank };
    let mut xml = Xml::part("w:styles", &[("xmlns:w", W)]);
    sheet.defaults(&mut xml);
    sheet.normal(&mut xml);
    for (kind, id, name) in
        [("character", "DefaultParagraphFont", "Default Paragraph Font"), ("numbering", "NoList", "No List")]
    {
        xml.open("w:style", &[("w:type", kind), ("w:default", "1"), ("w:styleId", id)]);
        xml.val("w:name", name);
        xml.val("w:uiPriority", "99");
        xml.leaf("w:semiHidden", &[]);
        xml.leaf("w:unhideWhenUsed", &[]);
        xml.close();
    }
    table_normal(&mut xml);
    table_grid(&mut xml);
    for named in &rank.catalogue() {
        sheet.block(&mut xml, named);
    }
    for level in 1..=4 {
        sheet.run_in_heading(&mut xml, level);
    }
    xml.open("w:style", &[("w:type", "character"), ("w:customStyle", "1"), ("w:styleId", ORDINAL)]);
    xml.val("w:name", "条目首句");
    xml.val("w:basedOn", "DefaultParagraphFont");
    xml.leaf("w:qFormat", &[]);
    xml.close();
    sheet.emphasis(&mut xml, STRONG, RunRole::Strong);
    sheet.emphasis(&mut xml, EMPHASIS, RunRole::Emphasis);
    for spacing in spacings {
        sheet.spacing_of_characters(&mut xml, *spacing);
    }
    sheet.footers(&mut xml, context);
    sheet.headers(&mut xml);
    xml.finish()
}

/// What all styles are written from.
struct Sheet<'a> {
    profile: &'a Profile,
    fonts: &'a FontSet,
    book: &'a FaceBook<'a>,
    rank: Rank,
}

impl Sheet<'_> {
    /// `w:docDefaults` (17.7.5.1): fonts and languages, so that nothing falls back on a theme.
    fn defaults(&self, xml: &mut Xml) {
        let body = self.profile.style(BlockKind::Paragraph);
        xml.open("w:docDefaults", &[]);
        xml.open("w:rPrDefault", &[]);
        xml.open("w:rPr", &[]);
        self.fonts(xml, body.face, body.latin_face);
        xml.leaf(
            "w:lang",
            &[("w:val", "en-US"), ("w:eastAsia", self.profile.region().language()), ("w:bidi", "ar-SA")],
        );
        xml.close();
        xml.close();
        xml.leaf("w:pPrDefault", &[]);
        xml.close();
    }

    fn normal(&self, xml: &mut Xml) {
        let profile = self.profile;
        let body = profile.style(BlockKind::Paragraph);
        xml.open("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")]);
        xml.val("w:name", "Normal");
        xml.leaf("w:qFormat", &[]);
        xml.open("w:pPr", &[]);
        // 孤行 (CLREQ 5.4.3): no single line of a paragraph at the head or the foot of a page.
        xml.toggle("w:widowControl", Toggle::On);
        // 避头尾 by the lists in the settings; nothing hangs over the edge, and an opening mark
        // keeps its place at the indent.
        xml.toggle("w:kinsoku", Toggle::from(profile.text.prohibition > Prohibition::None));
        xml.toggle("w:overflowPunct", Toggle::Off);
        xml.toggle("w:topLinePunct", Toggle::Off);
        let gap = Toggle::from(profile.text.han_latin_gap.0 > 0.0);
        xml.toggle("w:autoSpaceDE", gap);
        xml.toggle("w:autoSpaceDN", gap);
        xml.toggle("w:adjustRightInd", Toggle::Off);
        xml.toggle("w:snapToGrid", Toggle::Off);
        self.spacing(xml, 0, body.size);
        xml.val("w:jc", "both");
        xml.close();
        self.run_properties(xml, body, Colour::BLACK);
        xml.close();
    }

    fn block(&self, xml: &mut Xml, named: &Named) {
        let style = self.profile.style(named.kind);
        open_paragraph_style(xml, named);
        xml.val("w:basedOn", "Normal");
        xml.val("w:next", next_id(named.kind, self.rank));
        if matches!(named.kind, BlockKind::Heading(_)) {
            xml.val("w:link", &format!("{}Char", named.id));
        }
        xml.leaf("w:qFormat", &[]);
        xml.open("w:pPr", &[]);
        if style.keep_with_next {
            xml.toggle("w:keepNext", Toggle::On);
        }
        if outline_level(named.kind, self.rank).is_some() || named.kind == BlockKind::Title {
            xml.toggle("w:keepLines", Toggle::On);
        }
        signpost(xml, style);
        if named.kind == BlockKind::ContentsEntry {
            self.leader(xml);
        }
        self.spacing(xml, style.before, style.size);
        indents(xml, style);
        if style.before > 0 {
            xml.toggle("w:contextualSpacing", Toggle::On);
        }
        xml.val("w:jc", justification(style.align));
        if let Some(level) = outline_level(named.kind, self.rank) {
            xml.val("w:outlineLvl", &level.to_string());
        }
        xml.close();
        self.run_properties(xml, style, self.profile.colour(named.kind));
        xml.close();
    }

    /// The stop at the right edge to which the leader of an entry leads (17.3.1.37).
    fn leader(&self, xml: &mut Xml) {
        let right = super::measure_twips(self.profile).to_string();
        xml.open("w:tabs", &[]);
        xml.leaf("w:tab", &[("w:val", "right"), ("w:leader", "middleDot"), ("w:pos", &right)]);
        xml.close();
    }

    /// The character style for a heading that shares its paragraph with the text.
    fn run_in_heading(&self, xml: &mut Xml, level: u8) {
        let Some(n) = self.rank.heading(BlockKind::Heading(level)) else { return };
        let [heading, name, id] = HEADINGS[n];
        xml.open("w:style", &[("w:type", "character"), ("w:customStyle", "1"), ("w:styleId", id)]);
        xml.val("w:name", &format!("{name} Char"));
        xml.val("w:basedOn", "DefaultParagraphFont");
        xml.val("w:link", heading);
        self.run_properties(xml, self.profile.style(BlockKind::Heading(level)), Colour::BLACK);
        xml.close();
    }

    /// Word's own character style for what markup emphasises.
    fn emphasis(&self, xml: &mut Xml, id: &str, role: RunRole) {
        xml.open("w:style", &[("w:type", "character"), ("w:styleId", id)]);
        xml.val("w:name", id);
        xml.val("w:basedOn", "DefaultParagraphFont");
        xml.leaf("w:qFormat", &[]);
        self.run_properties(xml, &self.profile.run_style(BlockKind::Paragraph, role), Colour::BLACK);
        xml.close();
    }

    /// A character style for a line that is set tighter or wider than the others.
    fn spacing_of_characters(&self, xml: &mut Xml, spacing: Spacing) {
        let size = self.profile.style(BlockKind::Paragraph).size;
        xml.open("w:style", &[("w:type", "character"), ("w:customStyle", "1"), ("w:styleId", &spacing.style_id())]);
        xml.val("w:name", &spacing.style_name());
        xml.val("w:basedOn", "DefaultParagraphFont");
        xml.val("w:uiPriority", "98");
        xml.open("w:rPr", &[]);
        xml.val("w:spacing", &(tracking(self.profile, size) + spacing.twips()).to_string());
        xml.close();
        xml.close();
    }

    /// Styles of the page number: one for all pages, or for odd and even ones.
    fn footers(&self, xml: &mut Xml, context: &Context<'_>) {
        let numbers = &self.profile.page_numbers;
        let side = |align, id, name, origin| (align, Named { kind: BlockKind::PrintNote, id, name, origin });
        let styles = match numbers.place {
            PageNumberPlace::None => return,
            PageNumberPlace::Centre => vec![side(Align::Centre, footer::STYLE, "footer", Origin::BuiltIn)],
            PageNumberPlace::Outer => vec![
                side(Align::Right, footer::STYLE, "footer", Origin::BuiltIn),
                side(Align::Left, footer::EVEN_STYLE, "偶数页页脚", Origin::Ours),
            ],
        };
        for (align, named) in styles {
            open_paragraph_style(xml, &named);
            xml.val("w:basedOn", "Normal");
            xml.open("w:pPr", &[]);
            let line = footer::line(context.profile).twips().to_string();
            xml.leaf("w:spacing", &[("w:before", "0"), ("w:after", "0"), ("w:line", &line), ("w:lineRule", "exact")]);
            // GB/T 9704 7.5: one character in from the outer side.
            let inset = match numbers.form {
                PageNumberForm::Dashes if align != Align::Centre => Em(1.0),
                PageNumberForm::Dashes | PageNumberForm::Plain => Em(0.0),
            };
            let body = self.profile.style(BlockKind::Paragraph);
            let style = BlockStyle { align, inset, indent: Em(0.0), size: numbers.size, ..*body };
            indents(xml, &style);
            xml.val("w:jc", justification(align));
            xml.close();
            xml.open("w:rPr", &[]);
            let name = self.book.name(self.fonts.chinese(numbers.face));
            // Half-width 宋体 figures (GB/T 9704 7.5): the Chinese face in every slot.
            xml.leaf("w:rFonts", &[("w:ascii", name), ("w:eastAsia", name), ("w:hAnsi", name), ("w:cs", name)]);
            xml.val("w:spacing", "0");
            half_points(xml, numbers.size);
            xml.close();
            xml.close();
        }
    }

    /// Styles of the running head: one for all pages, or for odd and even ones.
    fn headers(&self, xml: &mut Xml) {
        let heads = &self.profile.running_heads;
        let side = |align, id, name, origin| (align, Named { kind: BlockKind::PrintNote, id, name, origin });
        let styles = match heads.place {
            HeadPlace::None => return,
            HeadPlace::Centre => vec![side(Align::Centre, header::STYLE, "header", Origin::BuiltIn)],
            HeadPlace::Outer => vec![
                side(Align::Right, header::STYLE, "header", Origin::BuiltIn),
                side(Align::Left, header::EVEN_STYLE, "偶数页页眉", Origin::Ours),
            ],
        };
        for (align, named) in styles {
            open_paragraph_style(xml, &named);
            xml.val("w:basedOn", "Normal");
            xml.open("w:pPr", &[]);
            if heads.rule > Length::ZERO {
                border(xml, "w:bottom", heads.rule, 1);
            }
            let line = header::line(self.profile).twips().to_string();
            xml.leaf("w:spacing", &[("w:before", "0"), ("w:after", "0"), ("w:line", &line), ("w:lineRule", "exact")]);
            xml.val("w:jc", justification(align));
            xml.close();
            xml.open("w:rPr", &[]);
            self.fonts(xml, heads.face, LatinFace::Serif);
            xml.val("w:spacing", "0");
            half_points(xml, heads.size);
            xml.close();
            xml.close();
        }
    }

    /// Exact line pitch; type larger than the pitch takes as many grid lines as it needs.
    fn spacing(&self, xml: &mut Xml, lines_before: u16, size: Length) {
        let pitch = self.profile.grid.line_pitch;
        let mut lines = 1;
        while size > pitch * lines {
            lines += 1;
        }
        let before = (pitch.twips() * i32::from(lines_before)).to_string();
        let before_lines = (i32::from(lines_before) * 100).to_string();
        let line = (pitch.twips() * lines).to_string();
        let mut attributes: Vec<(&str, &str)> = vec![("w:before", &before)];
        // Lines are those of the page's grid.
        if !page_turns::applies(self.profile) {
            attributes.push(("w:beforeLines", &before_lines));
        }
        attributes.extend([("w:after", "0"), ("w:line", &line), ("w:lineRule", "exact")]);
        xml.leaf("w:spacing", &attributes);
    }

    fn run_properties(&self, xml: &mut Xml, style: &BlockStyle, colour: Colour) {
        xml.open("w:rPr", &[]);
        self.fonts(xml, style.face, style.latin_face);
        let heavy = self.book.weight(self.fonts.chinese(style.face)) == Weight::Bold;
        let bold = Toggle::from(heavy || style.weight == crate::style::Weight::Bold);
        xml.toggle("w:b", bold);
        xml.toggle("w:bCs", bold);
        if colour != Colour::BLACK {
            xml.val("w:color", &colour.to_string());
        }
        xml.val("w:spacing", &tracking(self.profile, style.size).to_string());
        xml.val("w:kern", OFF_IN_WORD);
        half_points(xml, style.size);
        xml.close();
    }

    fn fonts(&self, xml: &mut Xml, face: FaceRole, latin: LatinFace) {
        let chinese = self.book.name(self.fonts.chinese(face));
        let latin = self.book.name(self.fonts.latin(latin));
        xml.leaf(
            "w:rFonts",
            &[("w:hint", "eastAsia"), ("w:ascii", latin), ("w:eastAsia", chinese), ("w:hAnsi", latin), ("w:cs", latin)],
        );
    }
}

/// What makes a heading stand out from afar.
fn signpost(xml: &mut Xml, style: &BlockStyle) {
    match style.signpost {
        Signpost::None => {}
        Signpost::Rule => border(xml, "w:bottom", style.size.fraction(1, 16), 1),
        Signpost::Bar => border(xml, "w:left", style.size.fraction(1, 5), 4),
    }
}

/// A border on one side (17.3.1.24), its width in eighths of a point and no more than six, its space in points.
fn border(xml: &mut Xml, side: &str, width: Length, space: u8) {
    let eighths = ((width.pt() * 8.0).round() as i64).clamp(2, 48).to_string();
    xml.open("w:pBdr", &[]);
    xml.leaf(side, &[("w:val", "single"), ("w:sz", &eighths), ("w:space", &space.to_string()), ("w:color", "auto")]);
    xml.close();
}

/// `w:sz` (17.3.2.38) counts half points.
fn half_points(xml: &mut Xml, size: Length) {
    let half_points = ((size.pt() * 2.0).round() as i64).to_string();
    xml.val("w:sz", &half_points);
    xml.val("w:szCs", &half_points);
}

/// The tracking (17.3.2.35) with which `grid.characters` fit the measure.
///
/// Word and LibreOffice add it after the last character of a line too. A third of an em of a full line stays free, and
/// justification spreads it again: our own layout shrinks the spaces between Chinese and Latin for a line's last
/// character, those readers do not. So it is (measure − em ÷ 3) ÷ n − em, in whole twips and never more.
pub(super) fn tracking(profile: &Profile, size: Length) -> i32 {
    if profile.tracking(size) == Length::ZERO {
        return 0;
    }
    let n = i32::from(profile.grid.characters);
    (super::measure_twips(profile) - size.twips() / 3 - size.twips() * n).div_euclid(n)
}

/// Indents (17.3.1.12) in hundredths of a character, which follow the type size
/// when it is changed, and in twips for readers that do not know those.
fn indents(xml: &mut Xml, style: &BlockStyle) {
    let chars = |em: Em| ((em.0 * 100.0).round() as i64).to_string();
    let twips = |em: Em| em.of(style.size).twips().to_string();
    let (left, right) = match style.align {
        Align::Justify | Align::Left => (style.inset, Em(0.0)),
        Align::Right => (Em(0.0), style.inset),
        Align::Centre => (Em(0.0), Em(0.0)),
    };
    xml.leaf(
        "w:ind",
        &[
            ("w:leftChars", &chars(left)),
            ("w:left", &twips(left)),
            ("w:rightChars", &chars(right)),
            ("w:right", &twips(right)),
            ("w:firstLineChars", &chars(style.indent)),
            ("w:firstLine", &twips(style.indent)),
        ],
    );
}

fn justification(align: Align) -> &'static str {
    match align {
        Align::Justify => "both",
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
    }
}

/// Outline levels (17.3.1.20) count from 0. The title of a part ranks with the first level.
pub(super) fn outline_level(kind: BlockKind, rank: Rank) -> Option<usize> {
    match kind {
        BlockKind::InnerTitle => Some(usize::from(rank == Rank::InCollection)),
        _ => rank.heading(kind),
    }
}

/// The style of the paragraph that the user types after one of this style.
fn next_id(kind: BlockKind, rank: Rank) -> &'static str {
    match kind {
        BlockKind::Title => "Subtitle",
        BlockKind::Signature => "SignatureDate",
        BlockKind::Verse | BlockKind::TableRow | BlockKind::Attachments | BlockKind::Footnote => style_id(kind, rank),
        _ => "BodyText",
    }
}

fn open_paragraph_style(xml: &mut Xml, named: &Named) {
    let mut attributes = vec![("w:type", "paragraph")];
    if named.origin == Origin::Ours {
        attributes.push(("w:customStyle", "1"));
    }
    attributes.push(("w:styleId", named.id));
    xml.open("w:style", &attributes);
    xml.val("w:name", named.name);
}

/// Style of tables.
pub(super) const TABLE: &str = "TableGrid";

/// The table style that Word takes for granted (17.7.4.17, default of type `table`).
fn table_normal(xml: &mut Xml) {
    xml.open("w:style", &[("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")]);
    xml.val("w:name", "Normal Table");
    xml.val("w:uiPriority", "99");
    xml.leaf("w:semiHidden", &[]);
    xml.leaf("w:unhideWhenUsed", &[]);
    xml.open("w:tblPr", &[]);
    xml.leaf("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")]);
    xml.open("w:tblCellMar", &[]);
    for (side, width) in [("w:top", "0"), ("w:left", "108"), ("w:bottom", "0"), ("w:right", "108")] {
        xml.leaf(side, &[("w:w", width), ("w:type", "dxa")]);
    }
    xml.close();
    xml.close();
    xml.close();
}

/// Word's own grid of thin lines.
fn table_grid(xml: &mut Xml) {
    xml.open("w:style", &[("w:type", "table"), ("w:styleId", TABLE)]);
    xml.val("w:name", "Table Grid");
    xml.val("w:basedOn", "TableNormal");
    xml.val("w:uiPriority", "39");
    xml.open("w:tblPr", &[]);
    xml.open("w:tblBorders", &[]);
    for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
        // Eighths of a point.
        xml.leaf(side, &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")]);
    }
    xml.close();
    xml.close();
    xml.close();
}
