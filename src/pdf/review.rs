//! Findings as highlight annotations (ISO 32000-1 12.5.6.10).
//!
//! An archive wants an appearance stream and the print flag (ISO 19005-2 6.3.3), a screen reader
//! the remark in words and a place in the structure tree (ISO 14289-1 7.18.1): `tags` gives each an
//! Annot element after the text of its block.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, Stream};

use super::links::Link;
use super::metadata::text_string;
use super::tags::name;
use crate::converter::Context;
use crate::layout::Highlight;
use crate::review::Review;
use crate::style::Length;

/// Yellow, in the sRGB of the output intent.
const COLOUR: [f32; 3] = [1.0, 0.91, 0.35];

/// The annotations of every block.
pub(super) fn annotations(
    document: &mut Document,
    context: &Context<'_>,
    review: &Review<'_>,
    highlights: &[Highlight],
) -> BTreeMap<usize, Vec<Link>> {
    let mut out: BTreeMap<usize, Vec<Link>> = BTreeMap::new();
    let height = context.profile.page.height;
    let colour = || Object::Array(COLOUR.iter().map(|part| Object::Real(*part)).collect());
    for highlight in highlights {
        // Left, bottom, right, top, from the lower left corner.
        let boxes: Vec<[f32; 4]> =
            highlight.boxes.iter().map(|b| [b[0], height - b[3], b[2], height - b[1]].map(points)).collect();
        let bound =
            boxes.iter().copied().reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
        let Some(bound) = bound else { continue };
        let rect = || Object::Array(bound.iter().map(|x| Object::Real(*x)).collect());
        // Upper corners, then lower ones, as all viewers have it.
        let corners = boxes.iter().flat_map(|b| [b[0], b[3], b[2], b[3], b[0], b[1], b[2], b[1]]);
        let quads = Object::Array(corners.map(Object::Real).collect());
        let appearance = document.add_object(appearance(&boxes, rect()));
        let remark = format!("{}. {}", highlight.finding + 1, review.remark(highlight.finding));
        let annotation = Dictionary::from_iter([
            ("Type", name("Annot")),
            ("Subtype", name("Highlight")),
            ("Rect", rect()),
            ("QuadPoints", quads),
            ("C", colour()),
            ("F", Object::Integer(4)),
            ("Contents", text_string(&remark)),
            ("AP", Object::Dictionary(Dictionary::from_iter([("N", Object::Reference(appearance))]))),
        ]);
        out.entry(highlight.block).or_default().push(Link { page: highlight.page, annotation });
    }
    out
}

/// What is drawn: the boxes, multiplied with the page, so that the type stays black.
fn appearance(boxes: &[[f32; 4]], bound: Object) -> Stream {
    let state = Dictionary::from_iter([("Type", name("ExtGState")), ("BM", name("Multiply"))]);
    let states = Dictionary::from_iter([("M", Object::Dictionary(state))]);
    let form = Dictionary::from_iter([
        ("Type", name("XObject")),
        ("Subtype", name("Form")),
        ("BBox", bound),
        ("Resources", Object::Dictionary(Dictionary::from_iter([("ExtGState", Object::Dictionary(states))]))),
    ]);
    let mut content = format!("/M gs {} {} {} rg\n", COLOUR[0], COLOUR[1], COLOUR[2]);
    for [left, bottom, right, top] in boxes {
        content.push_str(&format!("{left:.3} {bottom:.3} {:.3} {:.3} re f\n", right - left, top - bottom));
    }
    Stream::new(form, content.into_bytes())
}

/// Points, to a thousandth.
fn points(length: Length) -> f32 {
    ((length.pt() * 1000.0).round() / 1000.0) as f32
}
