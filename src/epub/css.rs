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
use crate::style::{Align, Length, Profile};

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

/// The contents use no face of ours: none is sure to have all their characters.
const CONTENTS: &str = "\
.contents {
  font-family: serif;
  text-align: start;
}
.contents ol {
  list-style: none;
  margin: 0;
  padding-left: 1.5em;
}
.contents h1 {
  margin-bottom: 1em;
}
";

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
    }
    .to_owned()
}

/// The class of a run-in heading.
pub(super) fn run_in_class(level: u8) -> String {
    format!("run-in-{level}")
}

/// Writes the style sheet for the kinds of blocks that occur.
pub(super) fn write(flow: &[FlowBlock<'_>], profile: &Profile, fonts: &Fonts<'_>) -> String {
    let sheet = Sheet { profile, fonts };
    let mut css = String::from("@charset \"utf-8\";\n");
    css.push_str(&fonts.rules());
    css.push_str(&sheet.body());
    css.push_str(ELEMENTS);
    css.push_str(CONTENTS);
    let gap = profile.text.title_block_gap;
    let _ = writeln!(css, ".title-block {{\n  margin-bottom: {};\n}}", sheet.lines(gap, BlockKind::Paragraph));
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

struct Sheet<'a> {
    profile: &'a Profile,
    fonts: &'a Fonts<'a>,
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
        declare("text-indent", &em(style.indent.0));
        let (align, side) = match style.align {
            Align::Justify => ("justify", "margin-left"),
            Align::Left => ("left", "margin-left"),
            Align::Centre => ("center", ""),
            Align::Right => ("right", "margin-right"),
        };
        declare("text-align", align);
        if style.align == Align::Centre {
            // Lines of even length, as a title is turned on paper.
            declare("text-wrap", "balance");
        } else if style.inset.0 != 0.0 {
            declare(side, &em(style.inset.0));
        }
        for (property, blank) in [("margin-top", style.before), ("margin-bottom", style.after)] {
            if blank > 0 {
                declare(property, &self.lines(blank, kind));
            }
        }
        rule.push_str("}\n");
        if style.before > 0 {
            // Blank lines stand between different kinds only.
            let _ = write!(rule, "{selector} + {selector} {{\n  margin-top: 0;\n}}\n");
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
        let upright = if role == RunRole::Emphasis { "  font-style: normal;\n" } else { "" };
        format!("{selector} {{\n  font-family: {list};\n{upright}}}\n")
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
