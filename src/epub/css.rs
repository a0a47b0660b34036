//! The profile as a style sheet for Chinese text that reflows.
//!
//! What a page fixes, a screen leaves to the reader: no colours, no absolute
//! sizes, no margins of the page, and the text's face stands on `<body>` alone,
//! where a reader's own choice replaces it. What belongs to Chinese is asked for
//! by name (CLREQ; CSS Text 4): first-line indents, both edges even, prohibited
//! marks kept from line ends and starts, punctuation trimmed, a gap between Han
//! and Latin.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::fonts::{Fonts, Weight};
use crate::model::{BlockKind, FlowBlock, RunRole};
use crate::style::{Align, Colour, Length, OfficialFormat, Profile, Writing};

/// File name below the publication's folder.
pub(super) const FILE: &str = "style.css";

/// `space-first` is the product's policy for a paragraph that opens with a mark:
/// the mark keeps its full width behind the indent, and is trimmed at the start
/// of any other line. Punctuation does not hang.
const CHINESE: &str = "  text-align: justify;
  line-break: strict;
  overflow-wrap: break-word;
  hanging-punctuation: none;
  text-spacing-trim: space-first;
";

/// What reading systems add to elements is taken back, as far as the profile decides it.
const ELEMENTS: &str = "\
p, h1, h2, h3, h4, h5, h6, blockquote {
  margin: 0;
  orphans: 1;
  widows: 2;
  text-wrap: pretty;
}
h1, h2, h3, h4, h5, h6 {
  font-size: 1em;
  page-break-after: avoid;
  break-after: avoid;
  page-break-inside: avoid;
  break-inside: avoid;
}
table {
  border-collapse: collapse;
  margin: 0.5em auto;
}
td {
  border: thin solid;
  padding: 0.2em 0.5em;
  vertical-align: top;
}
";

/// The picture of the cover fills the screen and is never larger.
const COVER_RULES: &str = "\
.cover body {
  margin: 0;
}
.cover img {
  display: block;
  margin: 0 auto;
  max-width: 100%;
  max-height: 100vh;
}
";

/// Lines from top to bottom, from right to left; the prefix is that of EPUB 3 before the property was stable.
const VERTICAL: &str = "\
.text, .contents {
  -epub-writing-mode: vertical-rl;
  -webkit-writing-mode: vertical-rl;
  writing-mode: vertical-rl;
}
";

/// The four sides of a block as its text runs. Logical properties say the same; older readers do not know them.
struct Sides {
    before: &'static str,
    after: &'static str,
    start: &'static str,
    end: &'static str,
}

impl Sides {
    fn of(writing: Writing) -> Self {
        match writing {
            Writing::Horizontal => Self { before: "top", after: "bottom", start: "left", end: "right" },
            Writing::Vertical => Self { before: "right", after: "left", start: "top", end: "bottom" },
        }
    }
}

/// The contents use no face of ours: none is sure to have all their characters.
fn contents(sides: &Sides) -> String {
    let Sides { after, start, .. } = sides;
    format!(
        ".contents body {{\n  font-family: serif;\n  text-align: start;\n}}\n\
         .contents ol {{\n  list-style: none;\n  margin: 0;\n  padding: 0;\n  padding-{start}: 1.5em;\n}}\n\
         .contents h1 {{\n  margin-{after}: 1em;\n}}\n"
    )
}

/// The class of pages with text.
pub(super) const TEXT: &str = "text";
/// The class of the contents.
pub(super) const CONTENTS: &str = "contents";
/// The class of the cover.
pub(super) const COVER: &str = "cover";

/// The class of a kind of block.
pub(super) fn class(kind: BlockKind) -> String {
    match kind {
        BlockKind::Heading(level) => return format!("level{level}"),
        BlockKind::Preamble => "preamble",
        BlockKind::DocNumber => "doc-number",
        BlockKind::Title => "title",
        BlockKind::Subtitle => "subtitle",
        BlockKind::Speaker => "speaker",
        BlockKind::Date => "date",
        BlockKind::Salutation => "salutation",
        BlockKind::Paragraph => "paragraph",
        BlockKind::InnerTitle => "inner-title",
        BlockKind::Verse => "verse",
        BlockKind::Quote => "quote",
        BlockKind::InnerSalutation => "inner-salutation",
        BlockKind::TableRow => "row",
        BlockKind::Closing => "closing",
        BlockKind::Attachments => "attachments",
        BlockKind::Signature => "signature",
        BlockKind::SignatureDate => "signature-date",
        BlockKind::Footnote => "footnote",
        BlockKind::Cc => "cc",
        BlockKind::PrintNote => "print-note",
        BlockKind::CollectionTitle => "collection-title",
        BlockKind::ContentsTitle => "contents-title",
        BlockKind::ContentsEntry => "contents-entry",
        BlockKind::CopyNumber => "copy-number",
        BlockKind::Classification => "classification",
        BlockKind::Urgency => "urgency",
        BlockKind::Issuer => "issuer",
        BlockKind::Signatory => "signatory",
        BlockKind::Imprint => "imprint",
        BlockKind::AttachmentLabel => "attachment-label",
        BlockKind::AttachmentTitle => "attachment-title",
    }
    .to_owned()
}

/// The class of a run-in heading.
pub(super) fn run_in_class(level: u8) -> String {
    format!("run-in-{level}")
}

/// Writes the style sheet for the kinds of blocks that occur.
pub(super) fn write(flow: &[FlowBlock<'_>], profile: &Profile, fonts: &Fonts<'_>, writing: Writing) -> String {
    let sheet = Sheet { profile, fonts, sides: Sides::of(writing) };
    let mut css = String::from("@charset \"utf-8\";\n");
    css.push_str(&fonts.rules());
    if writing == Writing::Vertical {
        css.push_str(VERTICAL);
    }
    css.push_str(&sheet.body());
    css.push_str(ELEMENTS);
    css.push_str(COVER_RULES);
    css.push_str(&contents(&sheet.sides));
    let gap = sheet.lines(profile.text.title_block_gap, BlockKind::Paragraph);
    let _ = writeln!(css, ".title-block {{\n  margin-{}: {gap};\n}}", sheet.sides.after);
    let kinds: BTreeSet<BlockKind> = flow.iter().map(|b| b.kind).collect();
    for kind in kinds {
        css.push_str(&sheet.block(kind));
    }
    let roles: BTreeSet<RunRole> = flow.iter().flat_map(|b| &b.lines).flat_map(|l| &l.runs).map(|r| r.role).collect();
    for role in roles {
        css.push_str(&sheet.run(role));
    }
    css
}

/// Makes type bolder: the faces have no bold cut, and their rules name the weight of headings already.
const BOLD_STROKE: &str = "0.028em";

struct Sheet<'a> {
    profile: &'a Profile,
    fonts: &'a Fonts<'a>,
    sides: Sides,
}

impl Sheet<'_> {
    fn body(&self) -> String {
        let style = self.profile.style(BlockKind::Paragraph);
        let gap = if self.profile.text.han_latin_gap.0 > 0.0 { "normal" } else { "no-autospace" };
        format!(
            "body {{\n  font-family: {};\n  line-height: {};\n{CHINESE}  text-autospace: {gap};\n}}\n",
            self.fonts.list(style),
            number(ratio(self.profile.grid.line_pitch, style.size)),
        )
    }

    fn block(&self, kind: BlockKind) -> String {
        let selector = match kind {
            // Neither has a class: the element says it.
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::Quote => "blockquote p".to_owned(),
            BlockKind::TableRow => "td".to_owned(),
            _ => format!(".{}", class(kind)),
        };
        let style = self.profile.style(kind);
        let body = self.profile.style(BlockKind::Paragraph);
        let mut rule = format!("{selector} {{\n");
        let mut declare = |property: &str, value: &str| {
            let _ = writeln!(rule, "  {property}: {value};");
        };
        if (style.face, style.latin_face) != (body.face, body.latin_face) {
            declare("font-family", &self.fonts.list(style));
        }
        if style.size != body.size {
            declare("font-size", &em(ratio(style.size, body.size)));
            // The pitch of the grid, or what the type needs when it is larger.
            let pitch = ratio(self.profile.grid.line_pitch, style.size).max(1.2);
            declare("line-height", &number(pitch));
        }
        if Weight::of(kind) == Weight::Bold {
            declare("font-weight", Weight::Bold.css());
        }
        if style.weight == crate::style::Weight::Bold {
            declare("-webkit-text-stroke", BOLD_STROKE);
        }
        let colour = self.profile.colour(kind);
        if colour != Colour::BLACK {
            declare("color", &format!("#{colour}"));
        }
        if self.profile.official.format != OfficialFormat::None {
            match kind {
                BlockKind::DocNumber => declare("border-bottom", &format!("1px solid #{}", self.profile.official.red)),
                BlockKind::Cc | BlockKind::Imprint => declare("border-top", "1px solid"),
                _ => {}
            }
        }
        declare("text-indent", &em(style.indent.0));
        let (align, side) = match style.align {
            Align::Justify => ("justify", self.sides.start),
            Align::Left => ("left", self.sides.start),
            Align::Centre => ("center", ""),
            Align::Right => ("right", self.sides.end),
        };
        declare("text-align", align);
        if style.align == Align::Centre {
            // Lines of even length, as a title is turned on paper.
            declare("text-wrap", "balance");
        } else if style.inset.0 != 0.0 {
            declare(&format!("margin-{side}"), &em(style.inset.0));
        }
        for (side, blank) in [(self.sides.before, style.before), (self.sides.after, style.after)] {
            if blank > 0 {
                declare(&format!("margin-{side}"), &self.lines(blank, kind));
            }
        }
        rule.push_str("}\n");
        if style.before > 0 {
            // Blank lines stand between different kinds only.
            let _ = write!(rule, "{selector} + {selector} {{\n  margin-{}: 0;\n}}\n", self.sides.before);
        }
        rule
    }

    fn run(&self, role: RunRole) -> String {
        let selector = match role {
            RunRole::Heading { level } => format!(".{}", run_in_class(level)),
            RunRole::Strong => "strong".to_owned(),
            RunRole::Emphasis => "em".to_owned(),
            RunRole::Text | RunRole::Ordinal => return String::new(),
        };
        let list = self.fonts.list(&self.profile.run_style(BlockKind::Paragraph, role));
        // Chinese has no slanted type: the face says it.
        let style = self.profile.run_style(BlockKind::Paragraph, role);
        let bolder = if style.weight == crate::style::Weight::Bold {
            format!("  -webkit-text-stroke: {BOLD_STROKE};\n")
        } else {
            String::new()
        };
        let upright = if role == RunRole::Emphasis { "  font-style: normal;\n" } else { "" };
        format!("{selector} {{\n  font-family: {list};\n{bolder}{upright}}}\n")
    }

    /// Blank lines of the grid, in ems of a kind's own size.
    fn lines(&self, blank: u16, kind: BlockKind) -> String {
        em(ratio(self.profile.grid.line_pitch * i32::from(blank), self.profile.style(kind).size))
    }
}

fn ratio(a: Length, b: Length) -> f64 {
    a.pt() / b.pt()
}

fn em(value: f64) -> String {
    if value == 0.0 { "0".to_owned() } else { format!("{}em", number(value)) }
}

/// At most three decimals.
fn number(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
